//! `missing_control`: a transcript that is to control a hazard and is not there.
//!
//! Controls that are rules or properties are looked up when the pack is loaded.

use std::collections::BTreeSet;

use crate::check::context::{Context, Spot};
use crate::diagnostic::Severity;
use crate::model::rule::HazardControl;

/// Verifies the controls that are transcripts, if transcripts are at hand.
pub(super) fn check(context: &mut Context<'_>, transcripts: Option<&BTreeSet<String>>) {
    let Some(transcripts) = transcripts else { return };
    let model = context.model;
    for (hazard, origin) in model.hazards.iter().zip(&model.origins.hazards) {
        let list = Spot::entry(*origin).field("controls");
        for (number, control) in hazard.controls.iter().enumerate() {
            let HazardControl::Transcript(name) = control else { continue };
            if transcripts.iter().any(|path| names(path, name)) {
                continue;
            }
            let message = format!(
                "the transcript `{name}`, which controls the hazard `{}`, is not there",
                hazard.id
            );
            context.report("missing_control", Severity::Error, &list.index(number), message).help =
                Some("record it, or name another control".to_owned());
        }
    }
}

/// Whether a path is that of a transcript of this name: the whole of it, its end, or without what
/// follows the last point.
fn names(path: &str, name: &str) -> bool {
    let path = path.replace('\\', "/");
    let is_end = |path: &str| path == name || path.ends_with(&format!("/{name}"));
    is_end(&path) || path.rsplit_once('.').is_some_and(|(stem, _)| is_end(stem))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_transcript_is_found_by_its_name() {
        assert!(names("twitching/kidney.txt", "kidney"));
        assert!(names("twitching/kidney.txt", "kidney.txt"));
        assert!(names("twitching/kidney.txt", "twitching/kidney"));
        assert!(!names("twitching/other_kidney.txt", "kidney"));
    }
}

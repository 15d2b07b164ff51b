//! RON text → unchecked schema → model; and the pack that is embedded in the program.
//!
//! Loading reports *all* problems at once. The raw types (`schema`) are plain serde; a valid
//! [`Model`] is another type, and once it exists nothing downstream checks again.

mod ask;
mod consequences;
mod embedded;
mod extend;
mod format;
mod lower;
mod place;
mod read;
mod schema;
mod syntax;
mod template;
mod vignettes;
mod vocabulary;

pub use crate::pack::embedded::embedded_files;
pub use crate::pack::format::formatted;
pub use crate::pack::place::{EntryPlace, Key, Places, place_of};
pub use crate::pack::read::Languages;
pub use crate::pack::template::new_pack;
pub use crate::pack::vignettes::{Vignette, VignetteError, vignettes};

use crate::base::files::SourceFiles;
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::model::Model;

/// Loads a pack: the model where it has no errors, and everything that was found.
///
/// A pack that builds on another (`extends`) must have been [`completed`] before.
///
/// What a pack need not bring (the program's own sentences and the reply words of the four
/// languages) is taken from the embedded pack where the pack has none.
#[must_use]
pub fn load(files: &SourceFiles, languages: Languages) -> (Option<Model>, Vec<Diagnostic>) {
    load_tolerating(files, languages, false, &|_| false)
}

/// Loads the embedded pack. Its phrases are taken as they are: they were read one by one when the
/// program was tested, and multiplying them out is most of what loading costs.
#[must_use]
pub fn load_embedded(languages: Languages) -> (Option<Model>, Vec<Diagnostic>) {
    load_tolerating(&embedded_files(), languages, true, &|_| false)
}

/// Loads a pack to look for more that is wrong with it: the model is there also where only
/// translations, the vocabulary or guards have errors. It must not be shown to anyone.
#[must_use]
pub fn load_for_check(files: &SourceFiles) -> (Option<Model>, Vec<Diagnostic>) {
    load_tolerating(files, Languages::All, false, &leaves_rules_whole)
}

/// Whether a finding is for the author of the pack: what is only worth mending in what it takes from the
/// embedded pack is not.
#[must_use]
pub fn concerns_the_author(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error || !extend::is_of_base(&finding.file)
}

/// Whether the rules can be looked at further after an error: a text that is not translated shows in the
/// source language, and the vocabulary is about what people write.
fn leaves_rules_whole(finding: &Diagnostic) -> bool {
    let folders = ["rules/texts/", "rules/vocabulary/", "rules/amounts"];
    // without its careful way a branch goes on: the check shows who falls through
    ["missing_translation", "branch_without_unsure"].contains(&finding.code)
        || folders.iter().any(|folder| finding.file.starts_with(folder))
}

fn load_tolerating(
    files: &SourceFiles,
    languages: Languages,
    trusted: bool,
    is_tolerable: &dyn Fn(&Diagnostic) -> bool,
) -> (Option<Model>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let raw = read::read(files, languages, &mut findings);
    let n_read = findings.len();
    let model = lower::lower(files, raw, (languages, trusted), &mut findings, is_tolerable);
    consequences::take_out(&mut findings, n_read);
    findings.retain(concerns_the_author);
    sort(&mut findings);
    (model, findings)
}

/// The vocabulary files that speak of no fact: replies, cues, numbers, emergencies and their units.
const FILES_OF_A_LANGUAGE: [&str; 8] = [
    "/replies.ron",
    "/cues.ron",
    "/classes.ron",
    "/language.ron",
    "/plain.ron",
    "/numbers.ron",
    "/emergency.ron",
    "rules/amounts/units.ron",
];

/// The files of a pack with those that it takes from the embedded one.
#[must_use]
pub fn completed(files: SourceFiles) -> SourceFiles {
    let extends = read::manifest(&files).is_some_and(|manifest| manifest.extends.is_some());
    let needs_interface = extends || !files.has_under("rules/interface");
    let needs_vocabulary = extends || !files.has_under("rules/vocabulary/");
    let needs_ask = extends || !files.has_under("rules/ask/");
    if !needs_interface && !needs_vocabulary && !needs_ask {
        return files;
    }
    files.with_base(&embedded_files(), |path| {
        let interface = path.starts_with("rules/interface")
            || path.starts_with("rules/texts/") && path.ends_with("/interface.ron");
        let of_words = path.starts_with("rules/vocabulary/") || path.starts_with("rules/amounts/");
        let vocabulary = of_words && FILES_OF_A_LANGUAGE.iter().any(|name| path.ends_with(name));
        let ask = path.starts_with("rules/ask/");
        // the manifest tells the language of what is taken
        let manifest = path == "rules/pack.ron";
        extends
            || manifest
            || needs_interface && interface
            || needs_vocabulary && vocabulary
            || needs_ask && ask
    })
}

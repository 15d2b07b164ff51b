//! What is wrong with the words of a vocabulary; one file a diagnostic.

mod ambiguous;
mod hidden;
mod missing;
mod wording;

use std::ops::Range;

use crate::base::language::Language;
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, Severity};

/// Looks for words that mean two things, that are never found, or that are missing.
pub(super) fn check(context: &mut Context<'_>) {
    missing::check(context);
    ambiguous::check(context);
    hidden::check(context);
}

/// Reports a phrase at the place where it is written.
fn report<'a>(
    context: &'a mut Context<'_>,
    code: &'static str,
    (language, phrase): (Language, &str),
    message: String,
) -> &'a mut Diagnostic {
    let place = written(context, language, phrase);
    context.report_bytes(code, Severity::Warning, place, message)
}

fn written(context: &Context<'_>, language: Language, phrase: &str) -> (usize, Range<usize>) {
    let folder = format!("rules/vocabulary/{language}/");
    let quoted = format!("\"{phrase}\"");
    let files = || context.files.iter().filter(|(_, file)| file.path.starts_with(&folder));
    let at = files().find_map(|(position, file)| {
        let at = file.text.find(&quoted)?;
        Some((position, at..at + quoted.len()))
    });
    at.or_else(|| files().next().map(|(position, _)| (position, 0..0))).unwrap_or((0, 0..0))
}

//! What is wrong with the words of a vocabulary; one file a diagnostic.

mod ambiguous;
mod hidden;
mod missing;
mod wording;

use std::ops::Range;

use crate::base::files::BASE;
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

/// Where a phrase is written: in the pack's own words, or in those that it takes from the embedded pack.
/// A phrase with endings is not there as it is; then the first file that has its words counts.
fn written(context: &Context<'_>, language: Language, phrase: &str) -> (usize, Range<usize>) {
    let folder = format!("rules/vocabulary/{language}/");
    let quoted = format!("\"{phrase}\"");
    let own = context.files.iter().filter(|(_, file)| file.path.starts_with(&folder));
    let of_base = context.files.iter().filter(|(_, file)| {
        file.path.strip_prefix(BASE).is_some_and(|path| path.starts_with(&folder))
    });
    let files: Vec<_> = own.chain(of_base).collect();
    let at = files.iter().find_map(|(position, file)| {
        let at = file.text.find(&quoted)?;
        Some((*position, at..at + quoted.len()))
    });
    let has_words = |text: &str| {
        phrase.split_whitespace().all(|word| text.contains(word.trim_matches(['<', '>'])))
    };
    at.or_else(|| {
        let first = files.iter().find(|(_, file)| has_words(&file.text)).or(files.last());
        first.map(|(position, _)| (*position, 0..0))
    })
    .unwrap_or((0, 0..0))
}

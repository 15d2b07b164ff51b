//! What is wrong with the words of a vocabulary; one file a diagnostic.

mod ambiguous;
mod hidden;
mod missing;
mod wording;

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use crate::base::files::BASE;
use crate::base::language::Language;
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Model;
use crate::model::vocabulary::Words;

/// Looks for words that mean two things, that are never found, or that are missing.
pub(super) fn check(context: &mut Context<'_>) {
    missing::check(context);
    ambiguous::check(context);
    hidden::check(context);
}

/// What comes of each language, looked at beside one another, in the order of the languages.
fn of_each<'m, T: Send>(
    model: &'m Model,
    look: impl Fn(&'m Words) -> T + Sync,
) -> Vec<(&'m Words, T)> {
    let look = &look;
    thread::scope(|scope| {
        let languages = model.vocabulary.languages.iter();
        let looks: Vec<_> =
            languages.map(|words| (words, scope.spawn(move || look(words)))).collect();
        let found = looks.into_iter().map(|(words, look)| (words, look.join()));
        found.map(|(words, found)| (words, found.unwrap_or_else(|p| resume_unwind(p)))).collect()
    })
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

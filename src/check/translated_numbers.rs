//! `translated_number`: a text whose numbers are not those of its source text.

use std::collections::BTreeSet;

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::check::context::{Context, Spot};
use crate::check::written_number::numbers_in;
use crate::diagnostic::Severity;

/// Compares the numbers of every text in every language with those of its source text.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    let source = model.manifest.source_language;
    for language in context.languages().into_iter().filter(|language| *language != source) {
        for (id, key) in model.texts.iter() {
            if !model.texts.has(id, language) {
                continue;
            }
            let expected = numbers_in(model.texts.get(id, source), source);
            let written = numbers_in(model.texts.get(id, language), language);
            if expected == written {
                continue;
            }
            let missing = list(&expected, &written, language);
            let extra = list(&written, &expected, language);
            let message = match (missing.is_empty(), extra.is_empty()) {
                (false, false) => {
                    format!("`{key}` says {extra} where its source text says {missing}")
                }
                (false, true) => format!("`{key}` leaves out {missing} of its source text"),
                _ => format!("`{key}` says {extra}, which its source text does not"),
            };
            let spot = Spot::top(context.file("rules/pack.ron").unwrap_or_default(), "languages");
            context
                .report_text(("translated_number", severity(key)), (&spot, key, language), message)
                .help = Some("write the same numbers in digits in both".to_owned());
        }
    }
}

/// How bad it is: in a rule, a question or the program's own sentences an error; in what stands behind
/// a rule a warning, as a number that nothing declares is an error of its own.
fn severity(key: &str) -> Severity {
    let behind = ["claim.", "caveat.", "source.", "conflict.", "condition.", "property."];
    if behind.iter().any(|prefix| key.starts_with(prefix)) {
        Severity::Warning
    } else {
        Severity::Error
    }
}

fn list(of: &BTreeSet<Decimal>, without: &BTreeSet<Decimal>, language: Language) -> String {
    let numbers: Vec<String> =
        of.difference(without).map(|number| number.in_words_of(language)).collect();
    numbers.join(", ")
}

//! Conditions and texts in one line, for pictures and messages.

use crate::base::language::Language;
use crate::model::Model;
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::fact::FactKind;
use crate::model::text::{Piece, TextId};

/// A condition in one line: `symptoms.twitching or sleep_hours < 7`.
#[must_use]
pub fn condition_in_words(model: &Model, condition: &Condition) -> String {
    let list = |parts: &[Condition], joint: &str, empty: &str| {
        if parts.is_empty() {
            return empty.to_owned();
        }
        let words = parts.iter().map(|part| {
            // "a or (b or c)" is "a or b or c"
            match (condition, part) {
                (Condition::All(_), Condition::All(_)) | (Condition::Any(_), Condition::Any(_)) => {
                    condition_in_words(model, part)
                }
                _ => in_brackets(model, part),
            }
        });
        words.collect::<Vec<_>>().join(joint)
    };
    match condition {
        Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => {
            condition_in_words(model, &parts[0])
        }
        Condition::Test(test) => test_in_words(model, *test),
        Condition::All(parts) => list(parts, " and ", "always"),
        Condition::Any(parts) => list(parts, " or ", "never"),
        Condition::Not(part) => format!("not {}", in_brackets(model, part)),
        Condition::AtLeast(n, parts) => {
            format!("at least {n} of ({})", list(parts, ", ", "nothing"))
        }
        Condition::Possibly(part) => format!("possibly {}", in_brackets(model, part)),
    }
}

fn in_brackets(model: &Model, condition: &Condition) -> String {
    let words = condition_in_words(model, condition);
    match condition {
        Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => format!("({words})"),
        _ => words,
    }
}

/// A test in one line: `symptoms.twitching`, `stress = high`, `caffeine_mg > 400`.
#[must_use]
pub fn test_in_words(model: &Model, test: Test) -> String {
    let name = model.slot_name(test.slot());
    match test {
        Test::Has(_) => name,
        Test::Is(slot, option) => {
            let FactKind::OneOf(choices) = &model.fact_of(slot).kind else { return name };
            let option = choices.get(usize::from(option)).map_or("?", |choice| choice.id.as_str());
            format!("{name} = {option}")
        }
        Test::Compare(_, comparison, bound) => {
            let sign = match comparison {
                Comparison::Above => ">",
                Comparison::AtOrAbove => "≥",
                Comparison::Below => "<",
                Comparison::AtOrBelow => "≤",
            };
            format!("{name} {sign} {bound}")
        }
    }
}

/// A text as the pack writes it, with its placeholders in braces.
#[must_use]
pub fn plain_text(model: &Model, text: TextId, language: Language) -> String {
    let mut plain = String::new();
    let add = |plain: &mut String, placeholder: &str| {
        plain.push('{');
        plain.push_str(placeholder);
        plain.push('}');
    };
    for piece in model.texts.get(text, language) {
        match piece {
            Piece::Words(words) => plain.push_str(words),
            Piece::Value(fact) => add(&mut plain, model.facts[fact.index()].id.as_str()),
            Piece::Rest(number, fact) => {
                add(&mut plain, &format!("{number}-{}", model.facts[fact.index()].id));
            }
            Piece::Contact(service) => add(&mut plain, service.as_str()),
            Piece::Named(name) => add(&mut plain, name.as_str()),
        }
    }
    plain
}

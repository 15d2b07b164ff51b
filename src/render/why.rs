//! Why a question is asked, and why an advice is given or not.

use crate::base::truth::Truth;
use crate::engine::{Explanation, Part, PartKind};
use crate::model::condition::{Comparison, Test};
use crate::model::fact::FactKind;
use crate::model::finding::Finding;
use crate::model::interface::Phrase;
use crate::render::block::Block;
use crate::render::text::{Speech, lower_first};

/// How many rules an answer to "why" names.
const MOST_RULES: usize = 4;

/// Why a question is asked: its own reason, then the rules that it feeds.
#[must_use]
pub fn why(
    speech: &Speech<'_>,
    reason: Option<String>,
    (referrals, advice): (&[usize], &[usize]),
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(reason) = reason {
        blocks.push(Block::Text(speech.phrase(Phrase::WhyAsked, &[("items", &reason)])));
    }
    let titles = referrals
        .iter()
        .map(|rule| speech.model.referrals[*rule].title)
        .chain(advice.iter().map(|rule| speech.model.advice[*rule].title));
    let mut named: Vec<String> = Vec::new();
    for title in titles {
        let title = lower_first(&speech.text(title));
        if !named.contains(&title) && named.len() < MOST_RULES {
            named.push(title);
        }
    }
    if !named.is_empty() {
        let items = named.join("; ");
        blocks.push(Block::Text(speech.phrase(Phrase::WhyRules, &[("items", &items)])));
    }
    blocks
}

/// Why an advice or referral (its title) is given or not, part by part.
#[must_use]
pub fn why_not(speech: &Speech<'_>, title: &str, explanation: &Explanation) -> Vec<Block> {
    let given = explanation.when.state == Truth::Yes && explanation.contraindications.is_empty();
    let phrase = if given { Phrase::WhyNotGiven } else { Phrase::WhyNotCondition };
    let mut blocks = vec![Block::Heading(speech.phrase(phrase, &[("name", title)]))];
    part(speech, &explanation.when, 0, &mut blocks);
    for (_, contraindication) in &explanation.contraindications {
        let phrase = speech.phrase(Phrase::WhyNotContraindication, &[("name", title)]);
        blocks.push(Block::Heading(phrase));
        part(speech, contraindication, 0, &mut blocks);
    }
    blocks
}

fn part(speech: &Speech<'_>, part_: &Part, depth: usize, blocks: &mut Vec<Block>) {
    let words = match part_.kind {
        PartKind::Test(test) => test_in_words(speech, test),
        PartKind::All if part_.parts.len() == 1 => {
            return part(speech, &part_.parts[0], depth, blocks);
        }
        PartKind::All => speech.phrase(Phrase::ConditionAll, &[]),
        PartKind::Any => speech.phrase(Phrase::ConditionAny, &[]),
        PartKind::Not => speech.phrase(Phrase::ConditionNot, &[]),
        PartKind::AtLeast(n) => {
            speech.phrase(Phrase::ConditionAtLeast, &[("count", &n.to_string())])
        }
        PartKind::Possibly => speech.phrase(Phrase::ConditionPossibly, &[]),
    };
    let state = speech.phrase(
        match part_.state {
            Truth::Yes => Phrase::StateYes,
            Truth::No => Phrase::StateNo,
            Truth::Open => Phrase::StateOpen,
            Truth::Unknown => Phrase::StateUnknown,
        },
        &[],
    );
    blocks.push(Block::Item(format!("{}{words} – {state}", "  ".repeat(depth))));
    for inner in &part_.parts {
        part(speech, inner, depth + 1, blocks);
    }
}

/// A test in words.
#[must_use]
pub fn test_in_words(speech: &Speech<'_>, test: Test) -> String {
    match test {
        Test::Has(slot) => speech.slot_label(slot),
        Test::Is(slot, option) => {
            let name = speech.slot_label(slot);
            let value = match &speech.model.fact_of(slot).kind {
                FactKind::OneOf(_) => speech.finding_in_words(slot, Finding::Choice(option)),
                _ => String::new(),
            };
            speech.phrase(Phrase::ConditionIs, &[("name", &name), ("value", &value)])
        }
        Test::Compare(slot, comparison, bound) => {
            let phrase = match comparison {
                Comparison::Above => Phrase::ConditionAbove,
                Comparison::AtOrAbove => Phrase::ConditionAtOrAbove,
                Comparison::Below => Phrase::ConditionBelow,
                Comparison::AtOrBelow => Phrase::ConditionAtOrBelow,
            };
            let (name, value) = (speech.slot_label(slot), speech.amount(slot, bound));
            speech.phrase(phrase, &[("name", &name), ("value", &value)])
        }
    }
}

//! A question → what the person reads.

use crate::engine::{Question, QuestionKind};
use crate::model::fact::{FactKind, Slot};
use crate::model::interface::Phrase;
use crate::model::text::TextId;
use crate::model::urgency::Urgency;
use crate::render::block::Block;
use crate::render::text::Speech;

/// What the numbers of a question's list stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Options {
    /// One number for each slot shown; `0` denies all of them.
    Members(Vec<Slot>),
    /// 1 is yes, 2 is no.
    YesNo(Slot),
    /// One number for each option of a one-of fact.
    Choices(Slot, usize),
    /// A number is a value.
    Value(Slot),
}

impl Options {
    /// What the numbers of this question stand for.
    #[must_use]
    pub fn of(speech: &Speech<'_>, question: &Question) -> Self {
        match question.show.as_slice() {
            [only] => match &speech.model.fact_of(*only).kind {
                FactKind::YesNo | FactKind::Set(_) => Self::YesNo(*only),
                FactKind::OneOf(choices) => Self::Choices(*only, choices.len()),
                FactKind::Number(_) | FactKind::Derived(_) => Self::Value(*only),
            },
            several => Self::Members(several.to_vec()),
        }
    }
}

/// The question as a block.
#[must_use]
pub fn question(speech: &Speech<'_>, question: &Question) -> Block {
    if question.kind == QuestionKind::Listen {
        let lead = question.lead.map_or_else(String::new, |lead| speech.text(lead));
        return Block::Question { text: lead, options: Vec::new(), marked: Vec::new(), hint: None };
    }
    let dont_know = ('?', speech.phrase(Phrase::UnknownOption, &[]));
    match Options::of(speech, question) {
        Options::Members(slots) => Block::Question {
            text: list_lead(speech, question, &slots),
            options: slots.iter().map(|slot| speech.slot_label(*slot)).collect(),
            marked: vec![('0', speech.phrase(Phrase::NoneOfThese, &[])), dont_know],
            hint: Some(list_hint(speech, question, &slots)),
        },
        Options::YesNo(slot) => Block::Question {
            text: single(speech, question, slot),
            options: vec![speech.phrase(Phrase::Yes, &[]), speech.phrase(Phrase::No, &[])],
            marked: vec![dont_know],
            hint: hint(speech, slot).or_else(|| call_first(speech, slot)),
        },
        Options::Choices(slot, _) => Block::Question {
            text: single(speech, question, slot),
            options: choices(speech, slot),
            marked: vec![dont_know],
            hint: hint(speech, slot),
        },
        Options::Value(slot) => Block::Question {
            text: single(speech, question, slot),
            options: Vec::new(),
            marked: Vec::new(),
            hint: hint(speech, slot),
        },
    }
}

fn list_lead(speech: &Speech<'_>, question: &Question, slots: &[Slot]) -> String {
    if question.kind == QuestionKind::Rest {
        return speech.phrase(Phrase::AnyOfTheOthers, &[]);
    }
    match question.lead {
        Some(lead) => speech.text(lead),
        None => slots.first().map_or_else(String::new, |slot| fact_question(speech, *slot)),
    }
}

fn list_hint(speech: &Speech<'_>, question: &Question, slots: &[Slot]) -> String {
    let how = speech.phrase(Phrase::HowToAnswerList, &[]);
    if question.lead.is_some() {
        return how;
    }
    let call = slots.iter().find_map(|slot| call_first(speech, *slot));
    call.map_or(how.clone(), |call| format!("{how} {call}"))
}

/// "If it is there now, call first": for whatever can be an emergency.
fn call_first(speech: &Speech<'_>, slot: Slot) -> Option<String> {
    let flag = match speech.model.member_of(slot) {
        Some(member) => member.red_flag.as_ref(),
        None => speech.model.fact_of(slot).red_flag.as_ref(),
    };
    flag.filter(|flag| flag.least == Urgency::Emergency)
        .map(|_| speech.phrase(Phrase::IfNowCall, &[]))
}

fn fact_question(speech: &Speech<'_>, slot: Slot) -> String {
    let fact = speech.model.fact_of(slot);
    speech.text(fact.question.unwrap_or(fact.title))
}

/// A question about one finding, in its own words; in simpler words the second time.
fn single(speech: &Speech<'_>, question: &Question, slot: Slot) -> String {
    let fact = speech.model.fact_of(slot);
    let member = speech.model.member_of(slot);
    let simpler: Option<TextId> = match member {
        Some(member) => member.simpler,
        None => fact.simpler,
    };
    if question.kind == QuestionKind::Again
        && let Some(simpler) = simpler
    {
        return format!("{}\n{}", speech.phrase(Phrase::AskAgain, &[]), speech.text(simpler));
    }
    match member {
        None => fact_question(speech, slot),
        Some(member) => match member.question {
            Some(own) => speech.text(own),
            None => format!("{} {}", fact_question(speech, slot), speech.text(member.label)),
        },
    }
}

fn hint(speech: &Speech<'_>, slot: Slot) -> Option<String> {
    if speech.model.member_of(slot).is_some() {
        return None;
    }
    speech.model.fact_of(slot).hint.map(|hint| speech.text(hint))
}

fn choices(speech: &Speech<'_>, slot: Slot) -> Vec<String> {
    match &speech.model.fact_of(slot).kind {
        FactKind::OneOf(choices) => {
            choices.iter().map(|choice| speech.text(choice.label)).collect()
        }
        _ => Vec::new(),
    }
}

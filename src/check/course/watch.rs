//! What has happened in a chat so far, as courses count it.

use std::collections::BTreeSet;

use crate::engine::{Engine, Event, Question, QuestionKind, Session};
use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::rule::Mark;
use crate::model::urgency::Urgency;

/// What has happened in a chat so far.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Watch {
    /// What was told, or asked and answered.
    told: BTreeSet<Slot>,
    /// What a question showed.
    shown: BTreeSet<Slot>,
    /// How many questions the dialogue has put. What interrupts it for safety's sake is none of them: the
    /// detail of an emergency, simpler words, the rest of a list.
    put: u64,
    /// Whether the last of them still waits for its answer.
    waits: bool,
}

impl Watch {
    /// Takes in where a session stands.
    pub(super) fn look(&mut self, engine: &Engine<'_>, session: &Session) {
        let known = session.findings().iter().filter(|(_, finding)| *finding != Finding::Open);
        self.told.extend(known.map(|(slot, _)| slot));
        let Some(question) = session.question() else { return };
        if question.kind != QuestionKind::Listen {
            self.shown.extend(&question.show);
        }
        if is_of_dialogue(engine, session) && !std::mem::replace(&mut self.waits, true) {
            self.put += 1;
        }
    }

    /// Takes in what is answered to a question.
    pub(super) fn answered(
        &mut self,
        engine: &Engine<'_>,
        session: &Session,
        question: &Question,
        event: &Event,
    ) {
        let closes = match event {
            Event::Answer(statement) => {
                question.kind == QuestionKind::Listen
                    || statement.iter().any(|(slot, _)| question.show.contains(slot))
            }
            _ => true,
        };
        if closes && is_of_dialogue(engine, session) {
            self.waits = false;
        }
    }

    /// Whether a question has shown a slot.
    pub(super) fn was_shown(&self, slot: Slot) -> bool {
        self.shown.contains(&slot)
    }

    /// Whether a slot has been told or asked.
    pub(super) fn is_asked_or_told(&self, slot: Slot) -> bool {
        self.told.contains(&slot) || self.shown.contains(&slot)
    }

    /// Whether so many questions have been put, or the dialogue is over before.
    pub(super) fn is_past(&self, engine: &Engine<'_>, session: &Session, questions: u64) -> bool {
        let over = session.has_ended() && session.level(engine) < Some(Urgency::Emergency);
        over || self.put >= questions && is_of_dialogue(engine, session)
    }
}

/// Whether a mark happens where a session stands.
pub(super) fn happens(engine: &Engine<'_>, session: &Session, mark: Mark) -> bool {
    match mark {
        Mark::Asked(slot) => {
            let question = session.question();
            is_of_dialogue(engine, session)
                && question.is_some_and(|question| {
                    question.kind == QuestionKind::Plain && question.show.contains(&slot)
                })
        }
        Mark::Given(advice) => {
            let given = session.given();
            given.is_some_and(|given| given.advice.iter().any(|given| given.rule == advice))
        }
        Mark::Passed(dialogue, step) => session.came_by(engine, dialogue, step, None),
    }
}

/// Whether the open question is one that a step of the dialogue puts.
fn is_of_dialogue(engine: &Engine<'_>, session: &Session) -> bool {
    let question = session.question();
    question.is_some_and(|question| {
        matches!(question.kind, QuestionKind::Plain | QuestionKind::Listen)
            && session.level(engine) < Some(Urgency::Emergency)
    })
}

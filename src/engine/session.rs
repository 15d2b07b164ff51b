//! A session: the running state of one conversation, a fold over its events.

use std::collections::BTreeSet;

use crate::engine::compiled::Engine;
use crate::engine::event::{Effect, Event, Question, QuestionKind};
use crate::engine::outcome::{Caution, GivenReferral, Mode, Outcome};
use crate::engine::state::{Frame, Origin, State};
use crate::graph::Way;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactId, Slot};
use crate::model::finding::{Finding, Findings, Statement};
use crate::model::urgency::Urgency;

/// The running state of one conversation.
///
/// [`Session::step`] is total: any event can come at any time. Undo is the fold without the last
/// event; replay is the fold over a transcript.
#[derive(Debug, Clone)]
pub struct Session {
    dialogue: usize,
    events: Vec<Event>,
    state: State,
}

impl Session {
    /// Starts a dialogue (a position in the model's dialogues) and walks to its first question.
    #[must_use]
    pub fn start(engine: &Engine<'_>, dialogue: usize) -> (Self, Vec<Effect>) {
        let mut state = State::new(engine, dialogue);
        let mut effects = Vec::new();
        engine.advance(&mut state, &mut effects);
        (Self { dialogue, events: Vec::new(), state }, effects)
    }

    /// Takes an event and walks to the next question.
    #[must_use]
    pub fn step(mut self, engine: &Engine<'_>, event: Event) -> (Self, Vec<Effect>) {
        let effects = self.take(engine, event);
        (self, effects)
    }

    /// The same in place.
    pub fn take(&mut self, engine: &Engine<'_>, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        engine.apply(&mut self.state, self.dialogue, &event, &mut effects);
        self.events.push(event);
        effects
    }

    /// The session without its last event, or none where nothing has happened yet.
    #[must_use]
    pub fn back(&self, engine: &Engine<'_>) -> Option<Self> {
        let (_, earlier) = self.events.split_last()?;
        let (mut session, _) = Self::start(engine, self.dialogue);
        for event in earlier {
            session = session.step(engine, event.clone()).0;
        }
        Some(session)
    }

    /// What has happened, in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The open question.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.state.question.as_ref()
    }

    /// The findings.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        self.state.findings()
    }

    /// The most urgent level that holds now.
    #[must_use]
    pub fn level(&self, engine: &Engine<'_>) -> Option<Urgency> {
        engine.level(&self.state)
    }

    /// Whether the dialogue has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.state.ended
    }

    /// What the last assess step gave: none before it, or after an emergency.
    #[must_use]
    pub fn given(&self) -> Option<&Outcome> {
        self.state.given.as_ref()
    }

    /// What holds now, shown or not.
    #[must_use]
    pub fn outcome(&self, engine: &Engine<'_>) -> Outcome {
        let scope = engine.scope(self.dialogue);
        let mode = Mode::Chat { asked_again: &self.state.asked_again };
        engine.outcome_of(&self.state, scope.as_ref(), mode)
    }

    /// The referrals that hold now, shown or not; the most urgent first.
    #[must_use]
    pub fn referrals(&self, engine: &Engine<'_>) -> Vec<GivenReferral> {
        engine.given_referrals(&self.state, Mode::Chat { asked_again: &self.state.asked_again })
    }

    /// The cautions that hold now and are about what was said: all but `not_asked`, for which everything
    /// that is still live must be known.
    #[must_use]
    pub fn cautions_about_said(&self, engine: &Engine<'_>) -> Vec<Caution> {
        engine.cautions_about_said(&self.state)
    }

    /// Answers kept over a change whose questions have not come up again.
    pub fn not_used(&self) -> impl Iterator<Item = (Slot, Finding)> + '_ {
        self.state.kept.iter().map(|(slot, finding)| (*slot, *finding))
    }

    /// The dialogue and the step (positions) where the session stands; none past its end.
    #[must_use]
    pub fn stands_at(&self) -> Option<(usize, usize)> {
        let frame = self.state.frames.last()?;
        Some((frame.dialogue, frame.step?))
    }

    /// Whether it has come by a step of a dialogue (positions), or taken a way out of it.
    #[must_use]
    pub fn came_by(
        &self,
        engine: &Engine<'_>,
        dialogue: usize,
        step: usize,
        way: Option<Way>,
    ) -> bool {
        self.state.trail.has(&engine.ground, dialogue, step, way)
    }

    /// The dialogue that was started.
    #[must_use]
    pub fn dialogue(&self) -> usize {
        self.dialogue
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }
}

impl Engine<'_> {
    fn apply(&self, state: &mut State, dialogue: usize, event: &Event, effects: &mut Vec<Effect>) {
        match event {
            Event::Answer(statement) => self.answer(state, statement),
            Event::Skip => self.skip(state),
            Event::Correct => self.correct(state),
            Event::Change(fact, statement) => self.change(state, dialogue, *fact, statement),
        }
        self.advance(state, effects);
    }

    fn answer(&self, state: &mut State, statement: &Statement) {
        let question = state.question.take();
        let shown: &[Slot] = question.as_ref().map_or(&[], |question| &question.show);
        let mut answered = false;
        for (slot, finding) in statement {
            let derived = self.model.fact_of(*slot).is_derived();
            if derived {
                continue;
            }
            state.set(self, *slot, *finding);
            let of_question = shown.contains(slot);
            answered |= of_question;
            let origin = if of_question { Origin::Answered } else { Origin::Volunteered };
            state.origins.insert(*slot, origin);
            if *finding == Finding::Unknown
                && question.as_ref().is_some_and(|q| q.kind == QuestionKind::Again)
                && of_question
            {
                state.asked_again.insert(*slot);
            }
        }
        if let Some(question) = question {
            self.close_question(state, &question, answered);
        }
    }

    /// Remembers what a question showed, once it has been answered or passed.
    fn close_question(&self, state: &mut State, question: &Question, answered: bool) {
        match question.kind {
            QuestionKind::Listen => self.hear(state),
            QuestionKind::Again => state.asked_again.extend(question.show.iter().copied()),
            QuestionKind::Plain | QuestionKind::Rest if !answered => {}
            QuestionKind::Rest => state.shown.extend(question.show.iter().copied()),
            QuestionKind::Plain => {
                state.shown.extend(question.show.iter().copied());
                // the rest of an emergency's details can show it to be over
                let open_flag = |slot: &&Slot| {
                    state.finding(**slot) == Finding::Open
                        && (self.is_safety[slot.index()] || state.was_emergency)
                };
                state.rest = question.show.iter().filter(open_flag).copied().collect();
            }
        }
    }

    /// Marks the listen step where the dialogue stands as heard.
    fn hear(&self, state: &mut State) {
        if let Some(Frame { dialogue, step: Some(step) }) = state.frames.last().copied()
            && matches!(self.model.dialogues[dialogue].steps[step].kind, StepKind::Listen { .. })
        {
            state.heard.insert((dialogue, step));
        }
    }

    fn skip(&self, state: &mut State) {
        let Some(question) = state.question.take() else { return };
        if question.kind == QuestionKind::Listen {
            self.hear(state);
            return;
        }
        for slot in &question.show {
            if state.finding(*slot) == Finding::Open {
                state.set(self, *slot, Finding::Unknown);
                state.origins.insert(*slot, Origin::Answered);
            }
        }
        self.close_question(state, &question, true);
        state.rest.clear();
    }

    /// Opens again what the most urgent referrals that hold were raised by.
    fn correct(&self, state: &mut State) {
        let level = self.level(state);
        let mut slots: Vec<Slot> = Vec::new();
        for n in &state.truths.referrals {
            if Some(self.model.referrals[*n].urgency) == level {
                self.raised_by[*n].for_each_test(&mut |test| slots.push(test.slot()));
            }
        }
        slots.retain(|slot| {
            let finding = state.finding(*slot);
            let said = matches!(finding, Finding::Affirmed | Finding::Choice(_));
            said && self.red_flag(*slot).is_some_and(|flag| flag.is_raised(finding))
        });
        let unknown: Vec<Slot> = self
            .unknown_flags(state.findings(), &state.unknown)
            .into_iter()
            .filter(|flag| Some(flag.policy.urgency) == level)
            .map(|flag| flag.slot)
            .collect();
        let taken_back: Vec<Slot> = slots.into_iter().chain(unknown).collect();
        let details = self.details_of(state, &taken_back);
        // the list that it was named in is shown once more, whole
        for slot in std::mem::take(&mut state.rest) {
            state.shown.remove(&slot);
        }
        for slot in taken_back.into_iter().chain(details) {
            state.set(self, slot, Finding::Open);
            state.origins.remove(&slot);
            state.shown.remove(&slot);
            state.asked_again.remove(&slot);
        }
        state.question = None;
    }

    /// What is known that is asked only about one of these slots: "since when", "is it there now".
    fn details_of(&self, state: &State, slots: &[Slot]) -> Vec<Slot> {
        let reads = |condition: &Condition| {
            let mut found = false;
            condition.for_each_test(&mut |test| found |= slots.contains(&test.slot()));
            found
        };
        let is_detail = |slot: &Slot| {
            reads(&self.model.fact_of(*slot).ask_when)
                || self.model.member_of(*slot).is_some_and(|member| reads(&member.ask_when))
        };
        state
            .origins
            .keys()
            .copied()
            .filter(|slot| !slots.contains(slot) && is_detail(slot))
            .collect()
    }

    /// Walks anew with one answer replaced. What was volunteered and affirmed red flags stay; other
    /// answers are kept until their questions come up again.
    /// The say steps that a session has come by.
    fn said(&self, state: &State) -> BTreeSet<(usize, usize)> {
        let dialogues = self.model.dialogues.iter().enumerate();
        let steps = dialogues.flat_map(|(dialogue, of)| {
            of.steps.iter().enumerate().map(move |(step, of)| (dialogue, step, &of.kind))
        });
        let said = steps.filter(|(dialogue, step, kind)| {
            matches!(kind, StepKind::Say { .. })
                && state.trail.has(&self.ground, *dialogue, *step, Some(Way::Next))
        });
        said.map(|(dialogue, step, _)| (dialogue, step)).collect()
    }

    fn change(&self, state: &mut State, dialogue: usize, fact: FactId, statement: &Statement) {
        let of_fact = |slot: Slot| self.model.slots[slot.index()].fact == fact;
        let replaced: Vec<Slot> = statement.iter().map(|(slot, _)| *slot).collect();
        let mut anew = State::new(self, dialogue);
        anew.heard.clone_from(&state.heard);
        anew.asked_again.clone_from(&state.asked_again);
        anew.kept = state.kept.clone();
        anew.trail.add(&state.trail);
        anew.said_before = self.said(state);
        for (slot, origin) in &state.origins {
            if replaced.contains(slot) || of_fact(*slot) && !self.is_member(*slot) {
                continue;
            }
            let finding = state.finding(*slot);
            let said = matches!(finding, Finding::Affirmed | Finding::Choice(_));
            let flag = said && self.red_flag(*slot).is_some_and(|flag| flag.is_raised(finding));
            if *origin == Origin::Volunteered || flag {
                anew.set(self, *slot, finding);
                anew.origins.insert(*slot, Origin::Volunteered);
            } else {
                anew.kept.insert(*slot, finding);
            }
        }
        for (slot, finding) in statement {
            if !self.model.fact_of(*slot).is_derived() {
                anew.kept.remove(slot);
                anew.asked_again.remove(slot);
                anew.set(self, *slot, *finding);
                anew.origins.insert(*slot, Origin::Volunteered);
            }
        }
        *state = anew;
    }
}

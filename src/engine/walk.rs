//! Walking the dialogue from one question to the next, safety first.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::engine::compiled::Engine;
use crate::engine::event::{Effect, Question, QuestionKind};
use crate::engine::live::Reach;
use crate::engine::outcome::Mode;
use crate::engine::state::{Frame, Origin, State};
use crate::graph::Way;
use crate::model::TopicId;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;
use crate::model::text::TextId;
use crate::model::urgency::Urgency;

/// What a look at the current step comes to.
enum Move {
    /// Wait for an answer.
    Wait(Question),
    /// Go this way to a step of the same dialogue, or past its end.
    To(Way, Option<usize>),
    /// Into another dialogue; when it ends, on at this step.
    Into(usize, Option<usize>),
    /// Look at the same step again: a kept answer was taken.
    Stay,
}

impl Engine<'_> {
    /// The most urgent level that holds: true referrals, and unknown red flags that were asked twice.
    pub(super) fn level(&self, state: &State) -> Option<Urgency> {
        let referred =
            state.truths.referrals.iter().map(|n| self.model.referrals[*n].urgency).max();
        let unknown = self
            .unknown_flags(state.findings(), &state.unknown)
            .into_iter()
            .filter(|flag| flag.policy.refers && self.is_settled(flag.slot, &state.asked_again))
            .map(|flag| flag.policy.urgency)
            .max();
        referred.max(unknown)
    }

    /// Goes on until a question is open, an emergency holds, or the dialogue has ended.
    pub(super) fn advance(&self, state: &mut State, effects: &mut Vec<Effect>) {
        // the walk cannot go round for ever: a way round passes a question, and questions run out;
        // a loop without one is an error of the pack, and the limit keeps even that total
        let steps: usize = self.model.dialogues.iter().map(|dialogue| dialogue.steps.len()).sum();
        let mut left = 4 * steps + 4 * self.model.slots.len() + 64;
        state.question = None;
        if std::mem::take(&mut state.ended) {
            // something was said after the end: assess anew, and ask what has become live
            state.frames.clone_from(&state.assessed_at);
        }
        loop {
            let level = self.level(state);
            note_level(state, level, effects);
            if level == Some(Urgency::Emergency) {
                let rest = self.rest_of_details(state);
                state.question = rest.or_else(|| self.emergency_detail(state));
                return;
            }
            state.question = self.follow_up(state);
            if state.question.is_some() || state.ended {
                return;
            }
            left -= 1;
            let Some(frame) = state.frames.last().copied().filter(|_| left > 0) else {
                state.ended = true;
                effects.push(Effect::Ended);
                return;
            };
            let Some(step) = frame.step else {
                state.frames.pop();
                continue;
            };
            let note = |state: &mut State, way: Option<Way>| {
                state.trail.note(&self.ground, frame.dialogue, step, way);
            };
            note(state, None);
            match self.look(state, frame, step, level, effects) {
                Move::Stay => {}
                Move::Wait(question) => {
                    state.question = Some(question);
                    return;
                }
                Move::To(way, next) => {
                    note(state, Some(way));
                    go(state, next);
                }
                Move::Into(dialogue, next) => {
                    note(state, Some(Way::Next));
                    go(state, next);
                    state.frames.push(Frame { dialogue, step: Some(0) });
                }
            }
        }
    }

    /// "Any of the others?" about a detail of the emergency that holds.
    fn rest_of_details(&self, state: &mut State) -> Option<Question> {
        let (details, others): (Vec<Slot>, Vec<Slot>) =
            std::mem::take(&mut state.rest).into_iter().partition(|slot| self.is_detail(*slot));
        state.rest = others;
        let show: Vec<Slot> =
            details.into_iter().filter(|slot| state.finding(*slot) == Finding::Open).collect();
        (!show.is_empty()).then_some(Question { kind: QuestionKind::Rest, show, lead: None })
    }

    /// What comes before the next step: "any of the others?", and unknowns in simpler words.
    fn follow_up(&self, state: &mut State) -> Option<Question> {
        if let Some(slot) = self.to_ask_again(&state.unknown, &state.asked_again) {
            let kind = QuestionKind::Again;
            return Some(Question { kind, show: vec![slot], lead: None });
        }
        let rest = std::mem::take(&mut state.rest);
        // the rest of a detail matters only while its emergency holds
        let matters =
            |slot: &Slot| state.finding(*slot) == Finding::Open && self.is_safety[slot.index()];
        let show: Vec<Slot> = rest.into_iter().filter(matters).collect();
        if show.is_empty() {
            return None;
        }
        Some(Question { kind: QuestionKind::Rest, show, lead: None })
    }

    fn look(
        &self,
        state: &mut State,
        frame: Frame,
        step: usize,
        level: Option<Urgency>,
        effects: &mut Vec<Effect>,
    ) -> Move {
        match &self.model.dialogues[frame.dialogue].steps[step].kind {
            StepKind::Say { text, next } => {
                if !state.said_before.remove(&(frame.dialogue, step)) {
                    effects.push(Effect::Say(*text));
                }
                Move::To(Way::Next, *next)
            }
            StepKind::Listen { about, lead, next } => {
                self.listen(state, (frame.dialogue, step), *about, *lead, *next)
            }
            StepKind::Ask { show, lead, next } => {
                self.look_at_ask(state, frame.dialogue, show, *lead, level, *next)
            }
            StepKind::Branch { ways, unsure, otherwise } => {
                let (way, to) = branch(state, ways, *unsure, *otherwise);
                Move::To(way, Some(to))
            }
            StepKind::Call { dialogue, next } => Move::Into(*dialogue, *next),
            StepKind::Assess { topics, next } => {
                let scope = topics.as_ref().map(|topics| topics.iter().copied().collect());
                self.look_at_assess(state, scope.as_ref(), level, *next, effects)
            }
            StepKind::End { text } => {
                effects.extend(text.map(Effect::Say));
                Move::To(Way::Next, None)
            }
        }
    }

    fn listen(
        &self,
        state: &State,
        place: (usize, usize),
        about: crate::model::fact::FactId,
        lead: TextId,
        next: Option<usize>,
    ) -> Move {
        if state.heard.contains(&place) {
            return Move::To(Way::Next, next);
        }
        let show = self.model.facts[about.index()].slots().collect();
        Move::Wait(Question { kind: QuestionKind::Listen, show, lead: Some(lead) })
    }

    fn look_at_ask(
        &self,
        state: &mut State,
        dialogue: usize,
        show: &[Slot],
        lead: Option<TextId>,
        level: Option<Urgency>,
        next: Option<usize>,
    ) -> Move {
        let mut liveness = self.liveness(&state.beliefs, Reach { scope: None, level });
        let mut slots = Vec::new();
        for slot in show {
            let open = state.finding(*slot) == Finding::Open && !state.shown.contains(slot);
            let guard = level < Some(Urgency::Urgent) && self.guards[dialogue].contains(slot);
            let wanted =
                open && self.may_ask(&state.beliefs, *slot) && (guard || liveness.is_live(*slot));
            if wanted {
                slots.push(*slot);
            }
        }
        if self.take_kept(state, &slots) {
            return Move::Stay;
        }
        self.ask(&slots, lead).map_or(Move::To(Way::Next, next), Move::Wait)
    }

    /// Takes answers that were kept over a change; whether there were any.
    fn take_kept(&self, state: &mut State, slots: &[Slot]) -> bool {
        let mut taken = false;
        for slot in slots {
            if let Some(finding) = state.kept.remove(slot) {
                state.set(self, *slot, finding);
                state.origins.insert(*slot, Origin::Answered);
                state.shown.insert(*slot);
                taken = true;
            }
        }
        taken
    }

    fn look_at_assess(
        &self,
        state: &mut State,
        scope: Option<&BTreeSet<TopicId>>,
        level: Option<Urgency>,
        next: Option<usize>,
        effects: &mut Vec<Effect>,
    ) -> Move {
        if let Some(question) = self.next_at_assess(state, Reach { scope, level }) {
            if self.take_kept(state, &question.show) {
                return Move::Stay;
            }
            return Move::Wait(question);
        }
        let mode = Mode::Chat { asked_again: &state.asked_again };
        state.given = Some(self.outcome_of(state, scope, mode));
        state.assessed_at.clone_from(&state.frames);
        effects.push(Effect::Assessed);
        Move::To(Way::Next, next)
    }

    /// Whether a slot belongs to a set of which the person may name some and leave the rest.
    pub(super) fn is_member(&self, slot: Slot) -> bool {
        matches!(self.model.fact_of(slot).kind, FactKind::Set(_))
    }
}

fn note_level(state: &mut State, level: Option<Urgency>, effects: &mut Vec<Effect>) {
    let emergency = level == Some(Urgency::Emergency);
    let urgent = level >= Some(Urgency::Urgent);
    if emergency && !state.was_emergency {
        effects.push(Effect::Emergency);
    } else if urgent && !state.was_urgent && !emergency {
        effects.push(Effect::Urgent);
    }
    if !emergency && state.was_emergency {
        effects.push(Effect::EmergencyOver);
    }
    if emergency {
        state.given = None;
    }
    state.was_emergency = emergency;
    state.was_urgent = urgent;
}

fn go(state: &mut State, next: Option<usize>) {
    if let Some(frame) = state.frames.last_mut() {
        frame.step = next;
    }
}

/// The first way that is yes; `unsure` if none is and any is open or unknown; else `otherwise`.
fn branch(
    state: &State,
    ways: &[(Condition, usize)],
    unsure: Option<usize>,
    otherwise: usize,
) -> (Way, usize) {
    let mut undecided = false;
    for (number, (when, to)) in ways.iter().enumerate() {
        match when.state(state.findings()) {
            Truth::Yes => return (Way::When(number), *to),
            Truth::No => {}
            Truth::Open | Truth::Unknown => undecided = true,
        }
    }
    match unsure.filter(|_| undecided) {
        Some(unsure) => (Way::Unsure, unsure),
        None => (Way::Otherwise, otherwise),
    }
}

//! What to ask next.

use crate::base::truth::Truth;
use crate::engine::compiled::Engine;
use crate::engine::event::{Question, QuestionKind};
use crate::engine::live::Reach;
use crate::engine::state::State;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;
use crate::model::text::TextId;
use crate::model::urgency::Urgency;

/// The most lines that one list question has.
const LONGEST_LIST: usize = 8;

impl Engine<'_> {
    /// Whether a slot can stand as a line in a list with others.
    #[must_use]
    pub fn can_be_listed(&self, slot: Slot) -> bool {
        match self.model.member_of(slot) {
            Some(member) => !member.alone,
            None => matches!(self.model.fact_of(slot).kind, FactKind::YesNo),
        }
    }

    /// The question that an ask step puts: the first run of its list that goes together.
    pub(super) fn ask(&self, slots: &[Slot], lead: Option<TextId>) -> Option<Question> {
        let first = *slots.first()?;
        let show: Vec<Slot> = if self.can_be_listed(first) {
            slots.iter().copied().take_while(|slot| self.can_be_listed(*slot)).collect()
        } else {
            vec![first]
        };
        let lead = lead.filter(|_| show.len() > 1);
        Some(Question { kind: QuestionKind::Plain, show, lead })
    }

    /// The next question of an assess step: the first open, live slot in asking order, with those of
    /// its set that go together with it.
    pub(super) fn next_at_assess(&self, state: &State, reach: Reach<'_>) -> Option<Question> {
        let mut liveness = self.liveness(&state.beliefs, reach);
        let mut may = |slot: Slot| {
            state.finding(slot) == Finding::Open
                && (self.is_safety[slot.index()] || !state.shown.contains(&slot))
                && self.may_ask(&state.beliefs, slot)
                && liveness.is_live(slot)
        };
        let first = self.asking_order.iter().copied().find(|slot| may(*slot))?;
        let mut show = vec![first];
        if self.can_be_listed(first) && self.model.member_of(first).is_some() {
            let fact = self.model.fact_of(first);
            let alike = |slot: &Slot| {
                *slot != first
                    && self.can_be_listed(*slot)
                    && self.is_safety[slot.index()] == self.is_safety[first.index()]
                    && may(*slot)
            };
            show.extend(fact.slots().filter(alike).take(LONGEST_LIST - 1));
            show.sort_unstable();
        }
        Some(Question { kind: QuestionKind::Plain, show, lead: None })
    }

    /// The question about a detail of the emergencies that hold, if one could show them to be over.
    pub(super) fn emergency_detail(&self, state: &State) -> Option<Question> {
        let holding = state.truths.referrals.iter().copied().filter(|n| {
            self.model.referrals[*n].urgency == Urgency::Emergency
                && state.beliefs.state(&self.network, self.referrals[*n].prospect) == Truth::Open
        });
        for referral in holding {
            let mut slots: Vec<Slot> = Vec::new();
            self.raised_by[referral].for_each_test(&mut |test| slots.push(test.slot()));
            slots.retain(|slot| {
                state.finding(*slot) == Finding::Open
                    && !state.shown.contains(slot)
                    && self.may_ask(&state.beliefs, *slot)
                    && self.is_detail(*slot)
            });
            slots.sort_unstable();
            slots.dedup();
            if let Some(question) = self.ask(&slots, None) {
                return Some(self.of_one_fact(question));
            }
        }
        None
    }

    /// A detail is no red flag of its own: the card must not turn into a second screen of questions.
    pub(super) fn is_detail(&self, slot: Slot) -> bool {
        self.red_flag(slot).is_none_or(|flag| flag.least < Urgency::Urgent)
            || self.model.fact_of(slot).red_flag.is_some()
    }

    /// Keeps what belongs to the first fact of a question.
    fn of_one_fact(&self, mut question: Question) -> Question {
        let fact = self.model.slots[question.show[0].index()].fact;
        question.show.retain(|slot| self.model.slots[slot.index()].fact == fact);
        question
    }
}

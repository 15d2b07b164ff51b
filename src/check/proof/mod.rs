//! Proofs over everything that can be known.
//!
//! Any message may state any finding at any turn, so what must never happen is decided over all
//! findings at once, not along the ways of a dialogue. The conditions cut each fact into finitely many
//! states ([`domain`]); the rules become decision diagrams over these ([`reasoner`], [`diagram`]); a
//! demand holds where the diagram of its opposite is empty ([`solve`]).

mod change;
mod diagram;
mod domain;
mod quotients;
mod reasoner;
mod solve;
mod sums;
mod waiting;

pub(super) use crate::check::proof::change::{Changed, Effect, Hanging, Sought, Ways};
pub(super) use crate::check::proof::diagram::OverLimit;
pub(super) use crate::check::proof::reasoner::{Case, slots_of};
pub(super) use crate::check::proof::solve::Verdict;

use crate::base::truth::Truth;
use crate::check::demand::Demand;
use crate::check::proof::diagram::Function;
use crate::check::proof::reasoner::Reasoner;
use crate::engine::Engine;
use crate::model::condition::Condition;
use crate::model::fact::Slot;
use crate::model::finding::Finding;

/// What decides over everything that can be known.
pub(super) struct Prover<'e, 'm> {
    reasoner: Reasoner<'e, 'm>,
}

impl<'e, 'm> Prover<'e, 'm> {
    /// Decides about an engine with at most so many nodes and steps.
    pub(super) fn new(engine: &'e Engine<'m>, limit: usize) -> Self {
        Self::with_bounds_of(engine, limit, &[])
    }

    /// One that also decides about conditions which stand in no rule and name other bounds.
    pub(super) fn with_bounds_of(
        engine: &'e Engine<'m>,
        limit: usize,
        conditions: &[&Condition],
    ) -> Self {
        Self { reasoner: Reasoner::new(engine, limit, conditions) }
    }

    /// The verdict on a demand.
    pub(super) fn verdict(&mut self, demand: &Demand<'_>) -> Verdict {
        solve::verdict(&mut self.reasoner, demand)
    }

    /// The verdict on whether no assess step gives an advice (a position) while a slot is open. A case that
    /// refutes it still wants a chat that leads there.
    pub(super) fn asked_before(&mut self, advice: usize, slot: Slot) -> Verdict {
        solve::asked_before(&mut self.reasoner, advice, slot)
    }

    /// The shortest case in which a referral rule (a position) holds, if there is one.
    pub(super) fn case_of_referral(&mut self, rule: usize) -> Result<Option<Case>, OverLimit> {
        let holds = self.reasoner.with_referral(rule)?;
        Ok(self.reasoner.shortest_case(holds))
    }

    /// The shortest case in which an advice rule (a position) is given as far as it hangs on its own
    /// condition and contraindications, if there is one.
    pub(super) fn case_of_advice(&mut self, rule: usize) -> Result<Option<Case>, OverLimit> {
        let given = self.reasoner.advice_by_itself(rule)?;
        Ok(self.reasoner.shortest_case(given))
    }

    /// Whether a referral rule (a position) never holds without another.
    pub(super) fn implies(&mut self, rule: usize, other: usize) -> Result<bool, OverLimit> {
        let holds = self.reasoner.with_referral(rule)?;
        let without = self.reasoner.without_referral(other)?;
        Ok(self.reasoner.diagrams.and(holds, without)? == Function::NEVER)
    }

    /// The shortest case in which an advice is given by itself while one of its contraindications
    /// (a number) is open for this slot, if there is one.
    pub(super) fn case_of_open(
        &mut self,
        (advice, number): (usize, usize),
        slot: Slot,
    ) -> Result<Option<Case>, OverLimit> {
        let given = self.reasoner.advice_by_itself(advice)?;
        let (plain, _) = self.reasoner.engine.advice_nodes(advice).contraindications[number];
        let open = self.reasoner.gate_is(plain, &[Truth::Open])?;
        let slot_open = self.reasoner.finding_is(slot, |finding| finding == Finding::Open)?;
        let whole = self.reasoner.all(&[given, open, slot_open])?;
        Ok(self.reasoner.shortest_case(whole))
    }

    /// How many nodes the proofs have taken.
    pub(super) fn n_nodes(&self) -> usize {
        self.reasoner.diagrams.n_nodes()
    }

    /// The shortest case in which conditions come out as one of these and each of some slots has a
    /// finding that `holds` says yes to, if there is one.
    pub(super) fn case_where(
        &mut self,
        conditions: &[(&Condition, &[Truth])],
        slots: &[Slot],
        holds: &dyn Fn(Finding) -> bool,
    ) -> Result<Option<Case>, OverLimit> {
        let mut whole = Function::ALWAYS;
        for slot in slots {
            let part = self.reasoner.finding_is(*slot, holds)?;
            whole = self.reasoner.diagrams.and(whole, part)?;
        }
        for (condition, truth) in conditions {
            let part = self.reasoner.condition_is(condition, truth)?;
            whole = self.reasoner.diagrams.and(whole, part)?;
        }
        Ok(self.reasoner.shortest_case(whole))
    }
}

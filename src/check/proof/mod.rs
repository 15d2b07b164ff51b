//! Proofs over everything that can be known.
//!
//! Any message may state any finding at any turn, so what must never happen is decided over all
//! findings at once, not along the ways of a dialogue. The conditions cut each fact into finitely many
//! states ([`domain`]); the rules become decision diagrams over these ([`reasoner`], [`diagram`]); a
//! demand holds where the diagram of its opposite is empty ([`solve`]).

mod diagram;
mod domain;
mod quotients;
mod reasoner;
mod solve;

pub(super) use crate::check::proof::reasoner::Case;
pub(super) use crate::check::proof::solve::Verdict;

use crate::base::truth::Truth;
use crate::check::demand::Demand;
use crate::check::proof::diagram::{Function, OverLimit};
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
        Self { reasoner: Reasoner::new(engine, limit) }
    }

    /// The verdict on a demand.
    pub(super) fn verdict(&mut self, demand: &Demand<'_>) -> Verdict {
        solve::verdict(&mut self.reasoner, demand)
    }

    /// The shortest case in which conditions come out so and each of some slots has a finding that
    /// `holds` says yes to, if there is one.
    pub(super) fn case_where(
        &mut self,
        conditions: &[(&Condition, Truth)],
        slots: &[Slot],
        holds: &dyn Fn(Finding) -> bool,
    ) -> Result<Option<Case>, OverLimit> {
        let mut whole = Function::ALWAYS;
        for slot in slots {
            let part = self.reasoner.finding_is(*slot, holds);
            whole = self.reasoner.diagrams.and(whole, part)?;
        }
        for (condition, truth) in conditions {
            let part = self.reasoner.condition_is(condition, &[*truth])?;
            whole = self.reasoner.diagrams.and(whole, part)?;
        }
        Ok(self.reasoner.shortest_case(whole))
    }
}

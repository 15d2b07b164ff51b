//! What an unknown red flag means.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::engine::compiled::Engine;
use crate::model::fact::{Slot, UnknownPolicy};
use crate::model::finding::Findings;

/// A red flag that the person could not tell, with what the pack makes of that.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnknownFlag<'m> {
    pub(super) slot: Slot,
    pub(super) policy: &'m UnknownPolicy,
}

impl<'m> Engine<'m> {
    /// The unknown red flags that count, the most urgent first.
    pub(super) fn unknown_flags(
        &self,
        findings: &Findings,
        unknown: &BTreeSet<Slot>,
    ) -> Vec<UnknownFlag<'m>> {
        let mut flags: Vec<UnknownFlag<'m>> = unknown
            .iter()
            .filter_map(|slot| {
                let flag = self.red_flag(*slot)?;
                // without its company the flag weighs nothing, but where a line says so by a condition of its own
                let is_alone = flag.with.state(findings) == Truth::No;
                let holds = |policy: &&UnknownPolicy| {
                    policy.when.state(findings) == Truth::Yes && !(is_alone && policy.is_plain())
                };
                let policy = flag.if_unknown.iter().find(holds)?;
                Some(UnknownFlag { slot: *slot, policy })
            })
            .collect();
        flags.sort_by_key(|flag| std::cmp::Reverse(flag.policy.urgency));
        flags
    }

    /// Whether an unknown has been asked once more in simpler words, as far as there are any.
    pub(super) fn is_settled(&self, slot: Slot, asked_again: &BTreeSet<Slot>) -> bool {
        asked_again.contains(&slot) || !self.has_simpler(slot)
    }

    /// The slot to ask once more in simpler words: unknown, and safety hangs on it. The most urgent
    /// red flag comes first.
    pub(super) fn to_ask_again(
        &self,
        unknown: &BTreeSet<Slot>,
        asked_again: &BTreeSet<Slot>,
    ) -> Option<Slot> {
        let urgency = |slot: &Slot| self.red_flag(*slot).map(|flag| flag.least);
        unknown
            .iter()
            .copied()
            .filter(|slot| self.is_safety[slot.index()] && !self.is_settled(*slot, asked_again))
            .min_by_key(|slot| (std::cmp::Reverse(urgency(slot)), *slot))
    }

    /// Whether there are simpler words for a slot.
    #[must_use]
    pub fn has_simpler(&self, slot: Slot) -> bool {
        match self.model.member_of(slot) {
            Some(member) => member.simpler.is_some(),
            None => self.model.fact_of(slot).simpler.is_some(),
        }
    }
}

//! A case in the making: findings chosen so that conditions come out as wanted.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::truth::Truth;
use crate::check::cases::{Cells, Chance};
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;

/// How often a fitting pair of dividend and divisor is looked for.
const TRIES: usize = 24;

/// A case: what is known; every other finding is open.
pub(super) type Case = BTreeMap<Slot, Finding>;

/// A case in the making.
pub(super) struct Draft<'a> {
    pub(super) model: &'a Model,
    pub(super) cells: &'a Cells,
    pub(super) chance: &'a mut Chance,
    pub(super) case: Case,
}

impl Draft<'_> {
    /// Chooses findings so that a condition comes out as wanted: a try, which later choices may undo.
    pub(super) fn make(&mut self, condition: &Condition, want: Truth) {
        match (condition, want) {
            (Condition::Test(test), _) => self.test(*test, want),
            (Condition::Not(part), _) => self.make(part, want.negated()),
            (Condition::All(parts), Truth::Yes) | (Condition::Any(parts), Truth::No) => {
                for part in parts {
                    self.make(part, want);
                }
            }
            (Condition::All(parts) | Condition::Any(parts), _) => {
                self.one_of(parts, want);
            }
            (Condition::AtLeast(n, parts), Truth::Yes) => self.some_of(parts, *n as usize, want),
            (Condition::AtLeast(n, parts), Truth::No) => {
                let most = (*n as usize).saturating_sub(1);
                self.some_of(parts, parts.len().saturating_sub(most), want);
            }
            (Condition::AtLeast(_, parts), _) => self.one_of(parts, want),
            (Condition::Possibly(part), Truth::No) => self.make(part, Truth::No),
            (Condition::Possibly(part), _) => {
                let want = [Truth::Yes, Truth::Unknown, Truth::Open];
                let want = self.chance.pick(&want).unwrap_or(Truth::Yes);
                self.make(part, want);
            }
        }
    }

    fn one_of(&mut self, parts: &[Condition], want: Truth) {
        let chosen = self.chance.below(parts.len());
        if let Some(part) = parts.get(chosen) {
            self.make(part, want);
        }
    }

    fn some_of(&mut self, parts: &[Condition], n: usize, want: Truth) {
        let start = self.chance.below(parts.len());
        for offset in 0..n.min(parts.len()) {
            self.make(&parts[(start + offset) % parts.len()], want);
        }
    }

    fn test(&mut self, test: Test, want: Truth) {
        let slot = test.slot();
        if let FactKind::Quotient(quotient) = &self.model.fact_of(slot).kind {
            let (of, by) = (quotient.of, quotient.by);
            self.quotient(test, (of, by), want);
            return;
        }
        if self.case.get(&slot).is_some_and(|finding| test.of(*finding) == want) {
            return;
        }
        let fitting: Vec<Finding> = self
            .cells
            .of_slot(slot)
            .iter()
            .copied()
            .filter(|finding| test.of(*finding) == want)
            .collect();
        if let Some(finding) = self.chance.pick(&fitting) {
            self.case.insert(slot, finding);
        }
    }

    fn quotient(&mut self, test: Test, (of, by): (Slot, Slot), want: Truth) {
        for _ in 0..TRIES {
            let dividend = self.chance.pick(self.cells.of_slot(of)).unwrap_or_default();
            let divisor = self.chance.pick(self.cells.of_slot(by)).unwrap_or_default();
            if test.of(divided(dividend, divisor)) == want {
                self.case.insert(of, dividend);
                self.case.insert(by, divisor);
                return;
            }
        }
    }

    /// Gives so many of a hundred slots that are not chosen yet a finding by chance.
    pub(super) fn fill(&mut self, slots: &BTreeSet<Slot>, share: usize) {
        for slot in slots {
            if !self.case.contains_key(slot)
                && self.chance.percent(share)
                && let Some(finding) = self.chance.pick(self.cells.of_slot(*slot))
            {
                self.case.insert(*slot, finding);
            }
        }
    }
}

/// The value of a derived fact: unknown if an input is unknown, else open if one is open.
pub(super) fn divided(dividend: Finding, divisor: Finding) -> Finding {
    match (dividend, divisor) {
        (Finding::Number(of), Finding::Number(by)) => {
            of.checked_div(by).map_or(Finding::Unknown, Finding::Number)
        }
        (Finding::Unknown, _) | (_, Finding::Unknown) => Finding::Unknown,
        _ => Finding::Open,
    }
}

/// The slots that can be chosen and that a condition hangs on; for a derived fact its inputs.
pub(super) fn slots_of(model: &Model, condition: &Condition, slots: &mut BTreeSet<Slot>) {
    condition.for_each_test(&mut |test| match &model.fact_of(test.slot()).kind {
        FactKind::Quotient(quotient) => slots.extend([quotient.of, quotient.by]),
        _ => {
            slots.insert(test.slot());
        }
    });
}

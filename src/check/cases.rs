//! The values worth trying of each finding, and chance that always falls the same.

use crate::base::decimal::Decimal;
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::dialogue::StepKind;
use crate::model::fact::{Fact, FactKind, RedFlag, Slot};
use crate::model::finding::Finding;
use crate::model::rule::PropertyStatement;

/// For each slot the findings that can make a difference: for a number every bound that some condition
/// names, just below and just above it, and the ends of its range.
#[derive(Debug)]
pub(super) struct Cells {
    by_slot: Vec<Vec<Finding>>,
}

impl Cells {
    pub(super) fn of(model: &Model) -> Self {
        let mut bounds = vec![Vec::new(); model.slots.len()];
        for_each_condition(model, &mut |condition| {
            condition.for_each_test(&mut |test| {
                if let Test::Compare(slot, _, bound) = test {
                    bounds[slot.index()].push(bound);
                }
            });
        });
        for fact in &model.facts {
            if let Some(from) = fact.red_flag.as_ref().and_then(|flag| flag.from) {
                bounds[fact.first_slot.index()].push(from);
            }
        }
        bounds_of_inputs(model, &mut bounds);
        let by_slot = (0..model.slots.len())
            .map(|index| cells_of(model, Slot::at(index), &bounds[index]))
            .collect();
        Self { by_slot }
    }

    /// The findings to try of a slot; open and unknown stand first. None of a derived one.
    pub(super) fn of_slot(&self, slot: Slot) -> &[Finding] {
        &self.by_slot[slot.index()]
    }
}

/// A bound of a quotient is a bound of its dividend for some divisors: the ends and the middle of
/// the divisor's range.
fn bounds_of_inputs(model: &Model, bounds: &mut [Vec<Decimal>]) {
    for fact in &model.facts {
        let FactKind::Quotient(quotient) = &fact.kind else { continue };
        let FactKind::Number(by) = &model.fact_of(quotient.by).kind else { continue };
        let middle = by.min.checked_add(by.max).and_then(|sum| sum.checked_div(Decimal::whole(2)));
        let divisors: Vec<Decimal> =
            [Some(by.min), middle, Some(by.max)].into_iter().flatten().collect();
        let of_quotient = bounds[fact.first_slot.index()].clone();
        for bound in of_quotient {
            let dividends = divisors.iter().filter_map(|divisor| bound.checked_mul(*divisor));
            bounds[quotient.of.index()].extend(dividends);
        }
        bounds[quotient.by.index()].extend(&divisors);
    }
}

fn cells_of(model: &Model, slot: Slot, bounds: &[Decimal]) -> Vec<Finding> {
    let mut cells = vec![Finding::Open, Finding::Unknown];
    match &model.fact_of(slot).kind {
        FactKind::YesNo | FactKind::Set(_) => {
            cells.extend([Finding::Denied, Finding::Affirmed]);
        }
        FactKind::OneOf(choices) => {
            cells.extend(
                (0..choices.len()).filter_map(|n| u16::try_from(n).ok()).map(Finding::Choice),
            );
        }
        FactKind::Number(kind) => {
            let mut values = vec![kind.min, kind.max];
            for bound in bounds {
                values.extend(bound.checked_sub(kind.step));
                values.push(*bound);
                values.extend(bound.checked_add(kind.step));
            }
            values.retain(|value| *value >= kind.min && *value <= kind.max);
            values.sort_unstable();
            values.dedup();
            cells.extend(values.into_iter().map(Finding::Number));
        }
        FactKind::Quotient(_) => cells.clear(),
    }
    cells
}

/// Calls `visit` with every condition of a model.
pub(super) fn for_each_condition(model: &Model, visit: &mut dyn FnMut(&Condition)) {
    for fact in &model.facts {
        for_each_condition_of_fact(fact, visit);
    }
    for rule in &model.referrals {
        visit(&rule.when);
        for point in &rule.points {
            visit(&point.when);
        }
    }
    for rule in &model.advice {
        visit(&rule.when);
        for contraindication in &rule.contraindications {
            visit(&contraindication.when);
        }
    }
    for rule in &model.contradictions {
        visit(&rule.when);
    }
    for property in &model.properties {
        match &property.statement {
            PropertyStatement::Never(_, when) | PropertyStatement::Always(when, _) => visit(when),
        }
    }
    for step in model.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
        if let StepKind::Branch { ways, .. } = &step.kind {
            for (when, _) in ways {
                visit(when);
            }
        }
    }
}

fn for_each_condition_of_fact(fact: &Fact, visit: &mut dyn FnMut(&Condition)) {
    visit(&fact.ask_when);
    let mut flags: Vec<&RedFlag> = fact.red_flag.iter().collect();
    if let FactKind::Set(members) = &fact.kind {
        for member in members {
            visit(&member.ask_when);
            flags.extend(&member.red_flag);
        }
    }
    for flag in flags {
        visit(&flag.with);
        for (when, _) in &flag.lowered {
            visit(when);
        }
        for policy in &flag.if_unknown {
            visit(&policy.when);
        }
    }
}

/// Chance with a seed: the same seed gives the same numbers.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    /// Seeded by a name, so that one property's cases do not hang on the others.
    pub(super) fn of(name: &str) -> Self {
        let state = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self { state }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 for a bound of 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// One of some values.
    pub(super) fn pick<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        values.get(self.below(values.len())).copied()
    }

    /// True in so many of a hundred.
    pub(super) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

//! The finite parts into which conditions cut what can be known.
//!
//! Open and unknown are states like the others. A number's range is cut at every bound that some test
//! names, in millionths, so that each part holds whole or not at all whatever the tests say. A quotient
//! is cut together with its dividend and divisor: a state of the three is kept only where some values
//! give it, and it carries such values, so a case made of states is one that a person can state. Sums:
//! see [`sums`].

use std::collections::BTreeMap;

use crate::base::decimal::Decimal;
use crate::check::conditions::for_each_condition;
use crate::check::proof::{quotients, sums};
use crate::model::Model;
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::derived::Sum;
use crate::model::fact::{FactKind, NumberKind, RedFlag, Slot};
use crate::model::finding::Finding;

/// One or more slots that can only be cut together.
#[derive(Debug)]
pub(super) struct Variable {
    /// The slots, askable ones first.
    pub(super) slots: Vec<Slot>,
    /// What each state makes of each slot; in the first all are open.
    pub(super) states: Vec<Vec<Finding>>,
    /// Why states may be among these that no values give, if so.
    pub(super) loose: Option<String>,
}

/// The states of every slot.
#[derive(Debug)]
pub(super) struct Domains<'m> {
    variables: Vec<Variable>,
    /// For each slot its variable and its position there.
    places: Vec<(usize, usize)>,
    /// The sums that are functions of their parts; they have no variable.
    sums: BTreeMap<Slot, &'m Sum>,
}

/// A part of a number's range, in millionths, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) low: i128,
    pub(super) high: i128,
}

impl<'m> Domains<'m> {
    /// The states of a model, cut at the bounds of all its conditions and of these others.
    pub(super) fn of(model: &'m Model, others: &[&Condition]) -> Self {
        let mut cuts = vec![Vec::new(); model.slots.len()];
        let mut cut = |condition: &Condition| {
            condition.for_each_test(&mut |test| {
                if let Test::Compare(slot, comparison, bound) = test {
                    cuts[slot.index()].push(cut_of(comparison, bound));
                }
            });
        };
        for_each_condition(model, &mut cut);
        for other in others {
            cut(other);
        }
        for fact in &model.facts {
            if let Some(from) = fact.red_flag.as_ref().and_then(RedFlag::from) {
                cuts[fact.first_slot.index()].push(from.millionths());
            }
        }
        for cuts in &mut cuts {
            cuts.sort_unstable();
            cuts.dedup();
        }
        let mut domains = Self {
            variables: Vec::new(),
            places: vec![(usize::MAX, 0); model.slots.len()],
            sums: BTreeMap::new(),
        };
        for group in quotients::groups(model) {
            for variable in quotients::variables(model, &group, &cuts) {
                domains.add(variable);
            }
        }
        for (slot, sum) in sums::sums(model) {
            if sums::is_function(sum) {
                domains.sums.insert(slot, sum);
            } else {
                domains.add(sums::variable(model, slot, sum, &cuts));
            }
        }
        for slot in order(model) {
            if !domains.sums.contains_key(&slot) && domains.places[slot.index()].0 == usize::MAX {
                let states = states_of(model, slot, &cuts[slot.index()]);
                let states = states.into_iter().map(|finding| vec![finding]).collect();
                domains.add(Variable { slots: vec![slot], states, loose: None });
            }
        }
        domains
    }

    fn add(&mut self, variable: Variable) {
        for (position, slot) in variable.slots.iter().enumerate() {
            self.places[slot.index()] = (self.variables.len(), position);
        }
        self.variables.push(variable);
    }

    /// The variable of a slot, and what each of its states makes of the slot.
    pub(super) fn of_slot(&self, slot: Slot) -> (usize, impl Iterator<Item = Finding> + '_) {
        let (variable, position) = self.places[slot.index()];
        (variable, self.variables[variable].states.iter().map(move |state| state[position]))
    }

    /// A sum that is a function of its parts.
    pub(super) fn sum(&self, slot: Slot) -> Option<&'m Sum> {
        self.sums.get(&slot).copied()
    }

    /// A variable by its position.
    pub(super) fn variable(&self, position: usize) -> &Variable {
        &self.variables[position]
    }
}

/// The slots in the order in which the dialogues ask them, then the others: what is asked together is
/// read together, which keeps the diagrams small.
fn order(model: &Model) -> Vec<Slot> {
    use crate::model::dialogue::StepKind;
    let mut slots: Vec<Slot> = Vec::new();
    for step in model.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
        if let StepKind::Ask { show, .. } = &step.kind {
            slots.extend(show);
        }
    }
    slots.extend((0..model.slots.len()).map(Slot::at));
    slots
}

/// Where a test cuts the numbers: between this millionth and the one before it.
fn cut_of(comparison: Comparison, bound: Decimal) -> i128 {
    match comparison {
        Comparison::AtOrAbove | Comparison::Below => bound.millionths(),
        Comparison::Above | Comparison::AtOrBelow => bound.millionths().saturating_add(1),
    }
}

/// The parts of a range between sorted cuts.
pub(super) fn parts(low: i128, high: i128, cuts: &[i128]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = low;
    for cut in cuts.iter().copied().filter(|cut| *cut > low && *cut <= high) {
        parts.push(Part { low: from, high: cut - 1 });
        from = cut;
    }
    parts.push(Part { low: from, high });
    parts
}

/// The parts of a number's plausible range.
pub(super) fn parts_of_number(kind: &NumberKind, cuts: &[i128]) -> Vec<Part> {
    parts(kind.min.millionths(), kind.max.millionths(), cuts)
}

fn states_of(model: &Model, slot: Slot, cuts: &[i128]) -> Vec<Finding> {
    let mut states = vec![Finding::Open, Finding::Unknown];
    match &model.fact_of(slot).kind {
        FactKind::YesNo | FactKind::Set(_) => states.extend([Finding::Denied, Finding::Affirmed]),
        FactKind::OneOf(choices) => {
            let options = (0..choices.len()).filter_map(|n| u16::try_from(n).ok());
            states.extend(options.map(Finding::Choice));
        }
        FactKind::Number(kind) => {
            let parts = parts_of_number(kind, cuts);
            let value = |part: &Part| {
                let at_end = part.low == kind.min.millionths();
                Finding::Number(telling(*part, kind.step, at_end))
            };
            states.extend(parts.iter().map(value));
        }
        // an own variable only where it could not be tied to its inputs: any value may come
        FactKind::Derived(_) => {
            let parts = parts(0, i128::MAX, cuts);
            let value = |part: &Part| Finding::Number(Decimal::from_millionths(part.low));
            states.extend(parts.iter().map(value));
        }
    }
    states
}

/// The value of a part that shows it best: at the edge where it begins, or, in the first part of a
/// range, where it ends; in steps that people use.
pub(super) fn telling(part: Part, step: Decimal, at_end: bool) -> Decimal {
    let finer = [1_000_000, 500_000, 100_000, 10_000, 1_000];
    let steps = std::iter::once(step.millionths()).chain(finer).filter(|step| *step > 0);
    for step in steps {
        let first = part.low.div_euclid(step) * step;
        let first = if first < part.low { first.saturating_add(step) } else { first };
        let last = part.high.div_euclid(step) * step;
        if first <= last {
            return Decimal::from_millionths(if at_end { last } else { first });
        }
    }
    Decimal::from_millionths(part.low)
}

#[cfg(test)]
mod tests {
    use super::{Part, parts, telling};
    use crate::base::decimal::Decimal;

    #[test]
    fn cuts_part_a_range_without_gap_or_overlap() {
        let found = parts(0, 10, &[0, 3, 4, 10, 11]);
        let expected =
            [(0, 2), (3, 3), (4, 9), (10, 10)].map(|(low, high)| Part { low, high }).to_vec();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_part_is_shown_at_its_edge() {
        let tell = |low, high, at_end| {
            telling(Part { low, high }, Decimal::from_millionths(500_000), at_end).to_string()
        };
        assert_eq!(tell(0, 6_999_999, true), "6.5");
        assert_eq!(tell(7_000_000, 7_000_000, false), "7");
        assert_eq!(tell(7_000_001, 24_000_000, false), "7.5");
        assert_eq!(tell(7_000_001, 7_400_000, false), "7.1");
        assert_eq!(tell(7_000_001, 7_000_009, false), "7.000001");
    }
}

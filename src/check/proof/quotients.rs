//! Quotients cut together with the numbers that they are made of.
//!
//! With a divisor of at least one, a dividend that grows by a millionth moves the rounded quotient by
//! at most a millionth. So for one divisor the quotients of a part of the dividend leave no gap, and
//! which divisors let some dividend give a quotient within bounds is itself a range: found exactly, by
//! halving. Quotients that share the divisor are joined on it.

use std::collections::BTreeSet;

use crate::base::decimal::Decimal;
use crate::check::proof::domain::{Part, Variable, parts, parts_of_number, telling};
use crate::model::Model;
use crate::model::derived::{self, Derived, Formula};
use crate::model::fact::{Fact, FactKind, NumberKind, Slot};
use crate::model::finding::Finding;

/// The most states that are cut together; beyond, the quotient counts as free.
const MOST_STATES: usize = 4000;

/// Quotients that hang together through shared numbers.
pub(super) type Group = Vec<Quotient>;

/// A quotient's slot, and those of its dividend and divisor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quotient {
    slot: Slot,
    of: Slot,
    by: Slot,
}

/// The quotients of a model in groups that share no number.
pub(super) fn groups(model: &Model) -> Vec<Group> {
    let mut groups: Vec<(BTreeSet<Slot>, Group)> = Vec::new();
    for fact in &model.facts {
        let FactKind::Derived(Derived { formula: Formula::Quotient { of, by }, .. }) = &fact.kind
        else {
            continue;
        };
        let quotient = Quotient { slot: fact.first_slot, of: *of, by: *by };
        let mut slots = BTreeSet::from([quotient.of, quotient.by, quotient.slot]);
        let mut members = vec![quotient];
        let (joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(known, _)| !known.is_disjoint(&slots));
        groups = apart;
        for (known, group) in joined {
            slots.extend(known);
            members.extend(group);
        }
        members.sort();
        groups.push((slots, members));
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

/// The variables of a group: one where all can be cut together, else each quotient for itself.
pub(super) fn variables(model: &Model, group: &Group, cuts: &[Vec<i128>]) -> Vec<Variable> {
    let reason = match joined(model, group, cuts) {
        Ok(variable) => return vec![variable],
        Err(reason) => reason,
    };
    let free = |Quotient { slot, .. }: &Quotient| {
        let mut states = vec![vec![Finding::Open], vec![Finding::Unknown]];
        let value = |part: Part| vec![Finding::Number(Decimal::from_millionths(part.low))];
        states.extend(parts(i128::MIN, i128::MAX, &cuts[slot.index()]).into_iter().map(value));
        let loose = format!("`{}` {reason}", model.slot_name(*slot));
        Variable { slots: vec![*slot], states, loose: Some(loose) }
    };
    group.iter().map(free).collect()
}

/// A number's finding: open, unknown, or in a part of its range.
#[derive(Debug, Clone, Copy)]
enum Known {
    Open,
    Unknown,
    In(Part),
}

fn joined(model: &Model, group: &Group, cuts: &[Vec<i128>]) -> Result<Variable, &'static str> {
    let divisor = group[0].by;
    if group.iter().any(|quotient| quotient.by != divisor) {
        return Err("shares its dividend with a quotient by something else");
    }
    let by = number(model, divisor).ok_or("has a divisor that is no number")?;
    if by.min < Decimal::ONE {
        return Err("has a divisor that can be less than one");
    }
    let mut dividends = Vec::new();
    for quotient in group {
        let of = number(model, quotient.of).ok_or("has a dividend that is no number")?;
        if of.min < Decimal::ZERO || quotient.of == divisor {
            return Err("has a dividend that can be below zero or is the divisor");
        }
        if dividends.iter().any(|(_, known, _): &(Slot, Slot, _)| *known == quotient.of) {
            return Err("is there twice");
        }
        dividends.push((quotient.slot, quotient.of, of));
    }
    let mut slots = vec![divisor];
    slots.extend(dividends.iter().flat_map(|(slot, of, _)| [*of, *slot]));
    let mut states = Vec::new();
    for divisor_part in known(by, &cuts[divisor.index()]) {
        let mut ways: Vec<(Option<Part>, Vec<Chosen>)> = vec![(
            match divisor_part {
                Known::In(part) => Some(part),
                _ => None,
            },
            Vec::new(),
        )];
        for (slot, of, kind) in &dividends {
            ways = extended(&ways, divisor_part, (kind, &cuts[of.index()], &cuts[slot.index()]));
            if ways.len() > MOST_STATES {
                return Err("makes too many cases together with what it is made of");
            }
        }
        states.extend(ways.iter().map(|way| findings(divisor_part, by, way)));
    }
    if states.len() > MOST_STATES {
        return Err("makes too many cases together with what it is made of");
    }
    // all open stands first
    Ok(Variable { slots, states, loose: None })
}

/// A dividend, and the quotient that it has where both numbers are known.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    dividend: Known,
    quotient: Option<Part>,
    step: Decimal,
    at_end: bool,
}

/// Every way with every part of one more dividend that leaves a divisor.
fn extended(
    ways: &[(Option<Part>, Vec<Chosen>)],
    divisor: Known,
    (kind, of_cuts, quotient_cuts): (&NumberKind, &[i128], &[i128]),
) -> Vec<(Option<Part>, Vec<Chosen>)> {
    let mut more = Vec::new();
    for (left, chosen) in ways {
        for dividend in known(kind, of_cuts) {
            let at_end = matches!(dividend, Known::In(part) if part.low == kind.min.millionths());
            let mut add = |left: Option<Part>, quotient: Option<Part>| {
                let mut chosen = chosen.clone();
                chosen.push(Chosen { dividend, quotient, step: kind.step, at_end });
                more.push((left, chosen));
            };
            let (Known::In(_), Known::In(of), Some(divisors)) = (divisor, dividend, left) else {
                add(*left, None);
                continue;
            };
            for quotient in parts(0, i128::MAX, quotient_cuts) {
                if let Some(divisors) = divisors_for(*divisors, of, quotient) {
                    add(Some(divisors), Some(quotient));
                }
            }
        }
    }
    more
}

/// Those of some divisors by which some dividend of a part gives a quotient of a part.
fn divisors_for(divisors: Part, dividends: Part, quotients: Part) -> Option<Part> {
    // the smallest dividend must not give too much, the largest not too little
    let low = first(divisors, |by| divided(dividends.low, by) <= quotients.high)?;
    let past = first(divisors, |by| divided(dividends.high, by) < quotients.low);
    let high = past.map_or(divisors.high, |past| past - 1);
    (low <= high).then_some(Part { low, high })
}

/// The first number of a part from which on something holds.
fn first(part: Part, holds: impl Fn(i128) -> bool) -> Option<i128> {
    let (mut low, mut high) = (part.low, part.high);
    if !holds(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

fn divided(of: i128, by: i128) -> i128 {
    let quotient = Decimal::from_millionths(of).checked_div(Decimal::from_millionths(by));
    quotient.map_or(i128::MAX, Decimal::millionths)
}

/// What can be known of a number; open stands first.
fn known(kind: &NumberKind, cuts: &[i128]) -> Vec<Known> {
    let parts = parts_of_number(kind, cuts).into_iter().map(Known::In);
    [Known::Open, Known::Unknown].into_iter().chain(parts).collect()
}

/// Findings that are in the parts of a way.
fn findings(
    divisor: Known,
    by: &NumberKind,
    (left, chosen): &(Option<Part>, Vec<Chosen>),
) -> Vec<Finding> {
    let divisor_finding = match (divisor, left) {
        (Known::In(part), left) => {
            let part = left.unwrap_or(part);
            Finding::Number(telling(part, by.step, part.low == by.min.millionths()))
        }
        (Known::Open, _) => Finding::Open,
        (Known::Unknown, _) => Finding::Unknown,
    };
    let mut findings = vec![divisor_finding];
    for Chosen { dividend, quotient, step, at_end } in chosen {
        let dividend = match (dividend, divisor_finding) {
            (Known::Open, _) => Finding::Open,
            (Known::Unknown, _) => Finding::Unknown,
            (Known::In(part), Finding::Number(by)) => {
                let part = quotient.map_or(*part, |quotient| dividends_for(*part, by, quotient));
                Finding::Number(telling(part, *step, *at_end))
            }
            (Known::In(part), _) => Finding::Number(telling(*part, *step, *at_end)),
        };
        findings.extend([dividend, derived::quotient(dividend, divisor_finding)]);
    }
    findings
}

/// Those of some dividends that give a quotient of a part.
fn dividends_for(dividends: Part, by: Decimal, quotients: Part) -> Part {
    let by = by.millionths();
    let low = first(dividends, |of| divided(of, by) >= quotients.low).unwrap_or(dividends.high);
    let past = first(dividends, |of| divided(of, by) > quotients.high);
    Part { low, high: past.map_or(dividends.high, |past| past - 1).max(low) }
}

fn number(model: &Model, slot: Slot) -> Option<&NumberKind> {
    let fact: &Fact = model.fact_of(slot);
    match &fact.kind {
        FactKind::Number(kind) => Some(kind),
        _ => None,
    }
}

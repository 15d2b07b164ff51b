//! Sums over all that can be known of their parts.
//!
//! Where all parts are answers with a fixed worth, what a sum comes to is a function of its parts, made
//! answer by answer: there are few different sums so far, however many ways lead to them. A sum that
//! adds numbers is cut together with its parts instead. Sums are exact, so within parts of numbers they
//! leave no gap: each value between the least and the most is reached.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::decimal::Decimal;
use crate::check::proof::diagram::{Diagrams, Function, Limited, OverLimit};
use crate::check::proof::domain::{Domains, Part, Variable, parts, parts_of_number, telling};
use crate::model::Model;
use crate::model::derived::{Formula, Sum, Worth};
use crate::model::fact::{FactKind, NumberKind, Slot};
use crate::model::finding::Finding;

/// The most states that are cut together; beyond, the sum counts as free.
const MOST_STATES: usize = 4000;

/// The sums of a model.
pub(super) fn sums(model: &Model) -> impl Iterator<Item = (Slot, &Sum)> {
    model.facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::Derived(derived) => match &derived.formula {
            Formula::Sum(sum) => Some((fact.first_slot, sum)),
            Formula::Quotient { .. } => None,
        },
        _ => None,
    })
}

/// Whether a sum is a function of its parts.
pub(super) fn is_function(sum: &Sum) -> bool {
    !sum.parts.iter().any(|part| matches!(part.worth, Worth::Number(..)))
}

/// A sum so far, as a key: known, open or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SoFar {
    Known(i128),
    Open,
    Unknown,
}

impl SoFar {
    const fn of(finding: Finding) -> Self {
        match finding {
            Finding::Number(number) => Self::Known(number.millionths()),
            Finding::Unknown => Self::Unknown,
            _ => Self::Open,
        }
    }

    const fn finding(self) -> Finding {
        match self {
            Self::Known(number) => Finding::Number(Decimal::from_millionths(number)),
            Self::Open => Finding::Open,
            Self::Unknown => Finding::Unknown,
        }
    }
}

/// What something that reads a sum comes to, over the variables of the sum's parts.
pub(super) fn function(
    domains: &Domains,
    sum: &Sum,
    diagrams: &mut Diagrams,
    value: impl Fn(Finding) -> u32,
) -> Limited<Function> {
    // each part with its variable and, for each of its states, what it is found to be
    let mut read: Vec<(usize, Vec<Finding>, usize)> = Vec::new();
    for (number, part) in sum.parts.iter().enumerate() {
        let (variable, findings) = domains.of_slot(part.slot);
        read.push((variable, findings.collect(), number));
    }
    read.sort_by_key(|(variable, ..)| *variable);
    let with = |so_far: SoFar, number: usize, finding: Finding| {
        SoFar::of(sum.with(so_far.finding(), &sum.parts[number], finding))
    };
    let mut layers = vec![BTreeSet::from([SoFar::Known(0)])];
    let mut entries = 0;
    for (_, findings, number) in &read {
        let mut next = BTreeSet::new();
        for so_far in &layers[layers.len() - 1] {
            next.extend(findings.iter().map(|finding| with(*so_far, *number, *finding)));
        }
        entries += next.len();
        if entries > diagrams.limit() {
            return Err(OverLimit);
        }
        layers.push(next);
    }
    let ends = layers.pop().unwrap_or_default();
    let mut below: BTreeMap<SoFar, Function> = ends
        .into_iter()
        .map(|so_far| (so_far, Function::constant(value(so_far.finding()))))
        .collect();
    for ((variable, findings, number), layer) in read.iter().zip(layers).rev() {
        let mut here = BTreeMap::new();
        for so_far in layer {
            let child = |finding: &Finding| below[&with(so_far, *number, *finding)];
            let children = findings.iter().map(child).collect();
            here.insert(so_far, diagrams.split(*variable, children)?);
        }
        below = here;
    }
    Ok(below[&SoFar::Known(0)])
}

/// The variable of a sum that adds numbers: one with its parts where they can be cut together, else the
/// sum for itself.
pub(super) fn variable(model: &Model, slot: Slot, sum: &Sum, cuts: &[Vec<i128>]) -> Variable {
    let reason = match joined(model, slot, sum, cuts) {
        Ok(variable) => return variable,
        Err(reason) => reason,
    };
    let mut states = vec![vec![Finding::Open], vec![Finding::Unknown]];
    let value = |part: Part| vec![Finding::Number(Decimal::from_millionths(part.low))];
    states.extend(parts(i128::MIN, i128::MAX, &cuts[slot.index()]).into_iter().map(value));
    let loose = Some(format!("`{}` {reason}", model.slot_name(slot)));
    Variable { slots: vec![slot], states, loose }
}

/// What can be known of a part: a finding, or a part of a number's range.
#[derive(Debug, Clone, Copy)]
enum Known<'m> {
    Found(Finding),
    In(Part, &'m NumberKind),
}

/// Parts of a sum, the least and the most that they come to together.
type Way<'m> = (Vec<Known<'m>>, i128, i128);

fn joined(
    model: &Model,
    slot: Slot,
    sum: &Sum,
    cuts: &[Vec<i128>],
) -> Result<Variable, &'static str> {
    let too_many = "makes too many cases together with what it adds";
    if sum.parts.iter().any(|part| is_shared(model, part.slot, slot)) {
        return Err("adds numbers and shares what it adds with another derived fact");
    }
    let mut ways: Vec<Way<'_>> = vec![(Vec::new(), 0, 0)];
    for part in &sum.parts {
        let mut more = Vec::new();
        for known in known(model, part.slot, &cuts[part.slot.index()]) {
            let (low, high) = match known {
                Known::In(range, _) => (range.low, range.high),
                Known::Found(finding) => {
                    let counts = sum.with(Finding::Number(Decimal::ZERO), part, finding);
                    let Finding::Number(counts) = counts else {
                        more.extend(ways.iter().map(|way| longer(way, known, (0, 0))));
                        continue;
                    };
                    (counts.millionths(), counts.millionths())
                }
            };
            more.extend(ways.iter().map(|way| longer(way, known, (low, high))));
        }
        ways = more;
        if ways.len() > MOST_STATES {
            return Err(too_many);
        }
    }
    let mut states = Vec::new();
    for (known, low, high) in &ways {
        for range in parts(*low, *high, &cuts[slot.index()]) {
            let mut findings = told(known, *low, range);
            let none_yet = Finding::Number(Decimal::ZERO);
            let pairs = sum.parts.iter().zip(&findings);
            let whole =
                pairs.fold(none_yet, |sofar, (part, finding)| sum.with(sofar, part, *finding));
            findings.push(whole);
            states.push(findings);
            if SoFar::of(whole) == SoFar::Open || SoFar::of(whole) == SoFar::Unknown {
                // the parts that are known say nothing of the sum
                break;
            }
        }
    }
    if states.len() > MOST_STATES {
        return Err(too_many);
    }
    let slots = sum.parts.iter().map(|part| part.slot).chain([slot]).collect();
    Ok(Variable { slots, states, loose: None })
}

fn longer<'m>(
    (parts, least, most): &Way<'m>,
    known: Known<'m>,
    (low, high): (i128, i128),
) -> Way<'m> {
    let mut parts = parts.clone();
    parts.push(known);
    (parts, least.saturating_add(low), most.saturating_add(high))
}

/// Findings whose sum is in a range that they can reach: the numbers at the edges that show them best
/// where this does, else raised one by one from the least.
fn told(known: &[Known<'_>], least: i128, range: Part) -> Vec<Finding> {
    let nice = |part: &Known<'_>| match part {
        Known::Found(finding) => (*finding, 0),
        Known::In(part, kind) => {
            let at_end = part.low == kind.min.millionths();
            let number = telling(*part, kind.step, at_end);
            (Finding::Number(number), number.millionths().saturating_sub(part.low))
        }
    };
    let (findings, above): (Vec<Finding>, Vec<i128>) = known.iter().map(nice).unzip();
    let sum = above.iter().fold(least, |sum, more| sum.saturating_add(*more));
    if (range.low..=range.high).contains(&sum) {
        return findings;
    }
    let mut missing = telling(range, Decimal::ONE, false).millionths().saturating_sub(least);
    let raised = known.iter().map(|part| match part {
        Known::Found(finding) => *finding,
        Known::In(part, _) => {
            let more = missing.min(part.high.saturating_sub(part.low));
            missing -= more;
            Finding::Number(Decimal::from_millionths(part.low.saturating_add(more)))
        }
    });
    raised.collect()
}

/// What can be known of a slot; open stands first.
fn known<'m>(model: &'m Model, slot: Slot, cuts: &[i128]) -> Vec<Known<'m>> {
    let mut states = vec![Known::Found(Finding::Open), Known::Found(Finding::Unknown)];
    match &model.fact_of(slot).kind {
        FactKind::Number(kind) => {
            states
                .extend(parts_of_number(kind, cuts).into_iter().map(|part| Known::In(part, kind)));
        }
        FactKind::OneOf(choices) => {
            let options = (0..choices.len()).filter_map(|n| u16::try_from(n).ok());
            states.extend(options.map(|option| Known::Found(Finding::Choice(option))));
        }
        _ => states.extend([Finding::Denied, Finding::Affirmed].map(Known::Found)),
    }
    states
}

/// Whether a slot goes into another derived fact, too.
fn is_shared(model: &Model, slot: Slot, derived: Slot) -> bool {
    model.facts.iter().any(|fact| match &fact.kind {
        FactKind::Derived(other) => {
            fact.first_slot != derived && other.inputs().any(|input| input == slot)
        }
        _ => false,
    })
}

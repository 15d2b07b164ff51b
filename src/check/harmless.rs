//! Answers that stand for nothing in particular.

use crate::base::decimal::Decimal;
use crate::engine::{Engine, Evaluator, Outcome};
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::{Finding, Findings};

/// An answer that refers as little as possible, and says as little.
pub(super) fn harmless(engine: &Engine<'_>, slot: Slot, findings: &Findings) -> Finding {
    harmless_that_keeps(engine, slot, &known(findings), &|_| true)
}

/// What findings hold that is not open.
pub(super) fn known(findings: &Findings) -> Vec<(Slot, Finding)> {
    findings.iter().filter(|(_, finding)| *finding != Finding::Open).collect()
}

/// A harmless answer of those that leave an outcome as it is sought, if one does.
pub(super) fn harmless_that_keeps(
    engine: &Engine<'_>,
    slot: Slot,
    known: &[(Slot, Finding)],
    sought: &dyn Fn(&Outcome) -> bool,
) -> Finding {
    let candidates: Vec<Finding> = match &engine.model().fact_of(slot).kind {
        FactKind::OneOf(choices) => {
            (0..choices.len()).filter_map(|n| u16::try_from(n).ok().map(Finding::Choice)).collect()
        }
        FactKind::Number(kind) => numbers(kind.min, kind.max, kind.step),
        _ => return Finding::Denied,
    };
    let mut evaluator = Evaluator::new(engine);
    let weight = |candidate: &Finding| {
        let outcome = evaluator.settled(known.iter().copied().chain([(slot, *candidate)]));
        let said = outcome.advice.len() + outcome.withheld.len();
        (!sought(&outcome), outcome.urgency(), outcome.referrals.len(), said)
    };
    candidates.into_iter().min_by_key(weight).unwrap_or(Finding::Unknown)
}

/// Numbers of a range, from those outwards that are most people's.
fn numbers(min: Decimal, max: Decimal, step: Decimal) -> Vec<Finding> {
    const PARTS: i128 = 24;
    let (low, high) = (min.millionths(), max.millionths());
    let is_wide = high - low > 50 * Decimal::ONE.millionths();
    let step = step.millionths().max(if is_wide { Decimal::ONE.millionths() } else { 1 });
    let mut found: Vec<i128> = (0..=PARTS)
        .map(|part| low + (high - low) * part / PARTS)
        .map(|number| low + (number - low) / step * step)
        .collect();
    // the least and the most that is plausible are rarely anybody's, and most people's are low in the range
    let middle = low + (high - low) / 5;
    found.sort_by_key(|number| (number - middle).abs());
    found.dedup();
    found.into_iter().map(|number| Finding::Number(Decimal::from_millionths(number))).collect()
}

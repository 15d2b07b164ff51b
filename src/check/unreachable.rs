//! Which points of coverage nothing can reach: proved, so that they need not be asked for.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::check::LIMIT;
use crate::check::proof::{OverLimit, Prover, Sought};
use crate::engine::Engine;
use crate::graph::Way;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::urgency::Urgency;
use crate::transcript::coverage::{Point, Survey};

const YES: &[Truth] = &[Truth::Yes];
const NO: &[Truth] = &[Truth::No];
const NOT_YES: &[Truth] = &[Truth::No, Truth::Open, Truth::Unknown];
const UNDECIDED: &[Truth] = &[Truth::Open, Truth::Unknown];

/// Those of some points (by their positions) that no findings can reach.
#[must_use]
pub fn unreachable(
    engine: &Engine<'_>,
    survey: &Survey<'_>,
    points: impl Iterator<Item = usize>,
) -> BTreeSet<usize> {
    let mut prover = Prover::new(engine, LIMIT);
    let nothing_leads_to = |point: &usize| is_unreachable(&mut prover, engine, survey, *point);
    points.filter(nothing_leads_to).collect()
}

fn is_unreachable(
    prover: &mut Prover<'_, '_>,
    engine: &Engine<'_>,
    survey: &Survey<'_>,
    number: usize,
) -> bool {
    let reached = match survey.points()[number] {
        Point::State(_, truth) => {
            let Some(condition) = survey.condition(number) else { return false };
            reaches(prover, &[(condition, &[truth])])
        }
        Point::Way(d, s, way) => {
            reaches_way(prover, &engine.model().dialogues[d].steps[s].kind, way)
        }
        // an emergency ends the advice, so a reason that only holds in one is never told
        Point::Contraindication(advice, part) => {
            let awake = Sought { below: Some((Urgency::Emergency, None)), ..Sought::default() };
            prover.case_of_reason((advice, part), &awake).map(|case| case.is_some())
        }
        _ => return false,
    };
    reached == Ok(false)
}

fn reaches(
    prover: &mut Prover<'_, '_>,
    conditions: &[(&Condition, &[Truth])],
) -> Result<bool, OverLimit> {
    Ok(prover.case_where(conditions, &[], &|_| true)?.is_some())
}

fn reaches_way(prover: &mut Prover<'_, '_>, kind: &StepKind, way: Way) -> Result<bool, OverLimit> {
    let StepKind::Branch { ways, unsure, .. } = kind else { return Ok(true) };
    let all = |truths: &'static [Truth]| -> Vec<(&Condition, &[Truth])> {
        ways.iter().map(|(when, _)| (when, truths)).collect()
    };
    match way {
        Way::Next => Ok(true),
        Way::When(number) => {
            let mut conditions = all(NOT_YES);
            conditions.truncate(number + 1);
            conditions[number].1 = YES;
            reaches(prover, &conditions)
        }
        Way::Unsure => {
            for number in 0..ways.len() {
                let mut conditions = all(NOT_YES);
                conditions[number].1 = UNDECIDED;
                if reaches(prover, &conditions)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Way::Otherwise => reaches(prover, &all(if unsure.is_some() { NO } else { NOT_YES })),
    }
}

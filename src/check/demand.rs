//! What must hold in every case, and the search for a case in which it does not.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::check::cases::{Cells, Chance};
use crate::check::draft::{Case, Draft, slots_of};
use crate::engine::{Engine, Outcome};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::{RedFlag, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::urgency::Urgency;

/// What must hold in every case.
#[derive(Debug, Clone, Copy)]
pub(super) enum Demand<'m> {
    /// The advice (a position) is never given while the condition is yes or unknown.
    Never(usize, &'m Condition),
    /// While the condition is yes, some referral of at least this urgency holds.
    Always(&'m Condition, Urgency),
    /// An affirmed red flag leads to its urgency, lowered only by a known detail.
    Flag(Slot, &'m RedFlag),
}

impl<'m> Demand<'m> {
    /// Whether an outcome goes against it.
    pub(super) fn is_broken_by(&self, outcome: &Outcome) -> bool {
        let findings = &outcome.findings;
        match self {
            Self::Never(advice, when) => {
                let state = when.state(findings);
                matches!(state, Truth::Yes | Truth::Unknown)
                    && outcome.advice.iter().any(|given| given.rule == *advice)
            }
            Self::Always(when, least) => {
                when.state(findings) == Truth::Yes && outcome.urgency() < Some(*least)
            }
            Self::Flag(slot, flag) => required(*slot, flag, findings)
                .is_some_and(|least| outcome.urgency() < Some(least)),
        }
    }

    /// Chooses the findings on which it bears.
    fn aim(&self, draft: &mut Draft<'_>) {
        match self {
            Self::Never(advice, when) => {
                let want = if draft.chance.percent(70) { Truth::Yes } else { Truth::Unknown };
                // where the two hang on the same findings, the later choice wins: take turns
                let rule = &draft.model.advice[*advice].when;
                if draft.chance.percent(50) {
                    draft.make(when, want);
                    draft.make(rule, Truth::Yes);
                } else {
                    draft.make(rule, Truth::Yes);
                    draft.make(when, want);
                }
            }
            Self::Always(when, _) => draft.make(when, Truth::Yes),
            Self::Flag(slot, flag) => {
                draft.make(&flag.with, Truth::Yes);
                if !flag.lowered.is_empty() && draft.chance.percent(50) {
                    let chosen = draft.chance.below(flag.lowered.len());
                    draft.make(&flag.lowered[chosen].0, Truth::Yes);
                }
                let raised: Vec<Finding> = draft
                    .cells
                    .of_slot(*slot)
                    .iter()
                    .copied()
                    .filter(|finding| is_raised(*finding, flag))
                    .collect();
                if let Some(finding) = draft.chance.pick(&raised) {
                    draft.case.insert(*slot, finding);
                }
            }
        }
    }

    /// The findings that can make a difference: its own, and those of the rules that bear on it.
    fn slots(&self, model: &Model) -> BTreeSet<Slot> {
        let mut slots = BTreeSet::new();
        match self {
            Self::Never(advice, when) => {
                let rule = &model.advice[*advice];
                slots_of(model, when, &mut slots);
                slots_of(model, &rule.when, &mut slots);
                for contraindication in &rule.contraindications {
                    slots_of(model, &contraindication.when, &mut slots);
                }
                return slots;
            }
            Self::Always(when, _) => slots_of(model, when, &mut slots),
            Self::Flag(slot, flag) => {
                slots.insert(*slot);
                slots_of(model, &flag.with, &mut slots);
                for (when, _) in &flag.lowered {
                    slots_of(model, when, &mut slots);
                }
            }
        }
        let own = slots.clone();
        for rule in &model.referrals {
            let mut read = BTreeSet::new();
            slots_of(model, &rule.when, &mut read);
            if !read.is_disjoint(&own) {
                slots.extend(read);
            }
        }
        slots
    }
}

/// Whether a finding raises a flag, apart from what it must come with.
fn is_raised(finding: Finding, flag: &RedFlag) -> bool {
    match (finding, flag.from) {
        (Finding::Affirmed, None) => true,
        (Finding::Number(value), Some(from)) => value >= from,
        _ => false,
    }
}

/// The least urgency that a flag demands of these findings.
pub(super) fn required(slot: Slot, flag: &RedFlag, findings: &Findings) -> Option<Urgency> {
    if !is_raised(findings.get(slot), flag) || flag.with.state(findings) != Truth::Yes {
        return None;
    }
    let lowered = flag.lowered.iter().find(|(when, _)| when.state(findings) == Truth::Yes);
    Some(lowered.map_or(flag.least, |(_, urgency)| *urgency))
}

/// A case that goes against a demand, as small as it can be made, with its outcome.
pub(super) fn refute(
    engine: &Engine<'_>,
    cells: &Cells,
    demand: &Demand<'_>,
    (name, cases): (&str, usize),
) -> Option<(Case, Outcome)> {
    let model = engine.model();
    let slots = demand.slots(model);
    let mut chance = Chance::of(name);
    for number in 0..cases {
        let case = draft(model, cells, &mut chance, demand, &slots, number);
        if demand.is_broken_by(&evaluate(engine, &case)) {
            let smallest = shrunk(engine, demand, case);
            let outcome = evaluate(engine, &smallest);
            return Some((smallest, outcome));
        }
    }
    None
}

fn draft(
    model: &Model,
    cells: &Cells,
    chance: &mut Chance,
    demand: &Demand<'_>,
    slots: &BTreeSet<Slot>,
    number: usize,
) -> Case {
    // sparse cases find what a single finding fails to raise, dense ones what several undo
    let share = [0, 12, 40, 80, 100][number % 5];
    let mut draft = Draft { model, cells, chance, case: Case::new() };
    demand.aim(&mut draft);
    draft.fill(slots, share);
    draft.case
}

/// The outcome of a case.
pub(super) fn evaluate(engine: &Engine<'_>, case: &Case) -> Outcome {
    engine.evaluate(case.iter().map(|(slot, finding)| (*slot, *finding)), None)
}

/// The case without every finding that it can do without.
fn shrunk(engine: &Engine<'_>, demand: &Demand<'_>, mut case: Case) -> Case {
    let slots: Vec<Slot> = case.keys().copied().collect();
    for slot in slots {
        let Some(finding) = case.remove(&slot) else { continue };
        if !demand.is_broken_by(&evaluate(engine, &case)) {
            case.insert(slot, finding);
        }
    }
    case.retain(|_, finding| *finding != Finding::Open);
    case
}

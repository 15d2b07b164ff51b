//! What must hold in every case, and the search for a case in which it does not.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::check::cases::{Cells, Chance};
use crate::check::draft::{Case, Draft, divided, slots_of};
use crate::engine::{Engine, Outcome};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::{FactKind, RedFlag, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::rule::Contraindication;
use crate::model::urgency::Urgency;

/// One in so many cases is run through the engine even where the conditions alone show that it holds.
const ENGINE_TURN: usize = 10;

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

impl Demand<'_> {
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
            Self::Flag(slot, flag) => {
                required(*slot, flag, findings).is_some_and(|least| outcome.urgency() < Some(least))
            }
        }
    }

    /// Whether the conditions of the rules alone already show that no outcome of these findings goes
    /// against it.
    fn surely_holds(&self, model: &Model, findings: &Findings) -> bool {
        let referred = |least: Urgency| {
            let rules = model.referrals.iter().filter(|rule| rule.urgency >= least);
            rules.into_iter().any(|rule| rule.when.state(findings) == Truth::Yes)
        };
        match self {
            Self::Never(advice, when) => {
                let rule = &model.advice[*advice];
                let held_back = |part: &Contraindication| {
                    part.when.state_with_open_as_no(findings) != Truth::No
                };
                rule.when.state(findings) != Truth::Yes
                    || matches!(when.state(findings), Truth::No | Truth::Open)
                    || rule.contraindications.iter().any(held_back)
            }
            Self::Always(when, least) => when.state(findings) != Truth::Yes || referred(*least),
            Self::Flag(slot, flag) => required(*slot, flag, findings).is_none_or(referred),
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
    let mut tried = BTreeSet::new();
    for number in 0..cases {
        let case = draft(model, cells, &mut chance, demand, &slots, number);
        if !tried.insert(in_order(&case)) {
            continue;
        }
        // the engine has the last word; its turn comes for every case that is not plain, and for some
        // of the others all the same
        let plain = demand.surely_holds(model, &findings_of(model, &case));
        if plain && number % ENGINE_TURN != 0 {
            continue;
        }
        if demand.is_broken_by(&evaluate(engine, &case)) {
            let smallest = shrunk(engine, demand, case);
            let outcome = evaluate(engine, &smallest);
            return Some((smallest, outcome));
        }
    }
    None
}

/// A case as something that can be compared.
fn in_order(case: &Case) -> Vec<(Slot, u8, i128)> {
    let parts = case.iter().map(|(slot, finding)| match finding {
        Finding::Open => (*slot, 0, 0),
        Finding::Unknown => (*slot, 1, 0),
        Finding::Denied => (*slot, 2, 0),
        Finding::Affirmed => (*slot, 3, 0),
        Finding::Number(number) => (*slot, 4, number.millionths()),
        Finding::Choice(option) => (*slot, 5, i128::from(*option)),
    });
    parts.filter(|(_, kind, _)| *kind > 0).collect()
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

/// The findings of a case, derived ones too.
fn findings_of(model: &Model, case: &Case) -> Findings {
    let mut findings = Findings::open(model.slots.len());
    for (slot, finding) in case {
        findings.set(*slot, *finding);
    }
    for fact in &model.facts {
        if let FactKind::Quotient(quotient) = &fact.kind {
            let value = divided(findings.get(quotient.of), findings.get(quotient.by));
            findings.set(fact.first_slot, value);
        }
    }
    findings
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
        if demand.is_broken_by(&evaluate(engine, &case)) {
            continue;
        }
        // a plain yes is easier to read, and to say, than what is not known
        let is_member = engine.model().member_of(slot).is_some();
        let yes_no = is_member || matches!(engine.model().fact_of(slot).kind, FactKind::YesNo);
        if finding == Finding::Unknown && yes_no {
            case.insert(slot, Finding::Affirmed);
            if demand.is_broken_by(&evaluate(engine, &case)) {
                continue;
            }
        }
        case.insert(slot, finding);
    }
    case.retain(|_, finding| *finding != Finding::Open);
    case
}

//! What must hold whatever is known.

use crate::base::truth::Truth;
use crate::engine::{CautionKind, Engine, Outcome};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::{FactKind, RedFlag, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::rule::PropertyStatement;
use crate::model::urgency::Urgency;

/// What must hold whatever is known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Demand<'m> {
    /// The advice (a position) is never given while the condition is yes or unknown.
    Never(usize, &'m Condition),
    /// While the condition is yes, some referral of at least this urgency holds.
    Always(&'m Condition, Urgency),
    /// An affirmed red flag leads to its urgency, lowered only by a known detail.
    Flag(Slot, &'m RedFlag),
    /// An unknown red flag comes under a line for it.
    UnknownFlag(Slot, &'m RedFlag),
    /// An unknown red flag comes under a line also without what it must come with, if it has lines of
    /// their own condition that can hold there.
    UnknownAlone(Slot, &'m RedFlag),
    /// The advice is not given while its contraindication (a number) holds or is unknown.
    Contraindicated(usize, usize),
    /// The advice names what is open of its contraindication (a number).
    Unless(usize, usize),
    /// The advice (a position) is not given to somebody who must be seen today.
    SeenFirst(usize),
    /// Two pieces of advice (positions) never stand on one screen.
    NotTogether(usize, usize),
    /// Whenever the first condition is yes, so is the second.
    Whenever(&'m Condition, &'m Condition),
}

/// A demand and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sourced<'m> {
    pub(super) demand: Demand<'m>,
    pub(super) origin: DemandOrigin,
}

/// Where a demand comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DemandOrigin {
    /// A property of the pack, as a position.
    Property(usize),
    /// The red flag of a slot.
    Flag(Slot),
    /// An advice rule, or its contraindication of this number.
    Advice(usize, Option<usize>),
}

/// All demands on a model: those that it states, and those that follow from red flags and
/// contraindications.
pub(super) fn demands(model: &Model) -> Vec<Sourced<'_>> {
    let mut demands = Vec::new();
    for (n, property) in model.properties.iter().enumerate() {
        let demand = match &property.statement {
            PropertyStatement::Never(advice, when) => Demand::Never(*advice, when),
            PropertyStatement::Always(when, urgency) => Demand::Always(when, *urgency),
            PropertyStatement::Whenever(when, then) => Demand::Whenever(when, then),
            // these are about ways through a dialogue
            PropertyStatement::Before(..) | PropertyStatement::Within(..) => continue,
        };
        demands.push(Sourced { demand, origin: DemandOrigin::Property(n) });
    }
    for (slot, flag) in red_flags(model) {
        let origin = DemandOrigin::Flag(slot);
        demands.push(Sourced { demand: Demand::Flag(slot, flag), origin });
        demands.push(Sourced { demand: Demand::UnknownFlag(slot, flag), origin });
        if flag.if_unknown.iter().any(|line| !line.is_plain()) {
            demands.push(Sourced { demand: Demand::UnknownAlone(slot, flag), origin });
        }
    }
    for (n, advice) in model.advice.iter().enumerate() {
        for k in 0..advice.contraindications.len() {
            let origin = DemandOrigin::Advice(n, Some(k));
            demands.push(Sourced { demand: Demand::Contraindicated(n, k), origin });
            demands.push(Sourced { demand: Demand::Unless(n, k), origin });
        }
        let origin = DemandOrigin::Advice(n, None);
        demands.push(Sourced { demand: Demand::SeenFirst(n), origin });
        for other in &advice.contradicts {
            demands.push(Sourced { demand: Demand::NotTogether(n, *other), origin });
        }
    }
    demands
}

/// All red flags with their slots, in pack order.
pub(super) fn red_flags(model: &Model) -> Vec<(Slot, &RedFlag)> {
    let mut flags = Vec::new();
    for fact in &model.facts {
        flags.extend(fact.red_flag.iter().map(|flag| (fact.first_slot, flag)));
        if let FactKind::Set(members) = &fact.kind {
            for (position, member) in members.iter().enumerate() {
                let slot = fact.slot_of_member(position);
                flags.extend(member.red_flag.iter().map(|flag| (slot, flag)));
            }
        }
    }
    flags
}

impl Demand<'_> {
    /// Whether an outcome goes against it.
    pub(super) fn is_broken_by(&self, engine: &Engine<'_>, outcome: &Outcome) -> bool {
        let findings = &outcome.findings;
        let model = engine.model();
        let given = |advice| outcome.advice.iter().find(|given| given.rule == advice);
        let state = |advice: usize, number: usize| {
            model.advice[advice].contraindications[number].when.state(findings)
        };
        match self {
            Self::Never(advice, when) => {
                matches!(when.state(findings), Truth::Yes | Truth::Unknown)
                    && given(*advice).is_some()
            }
            Self::Always(when, least) => {
                when.state(findings) == Truth::Yes && outcome.urgency() < Some(*least)
            }
            Self::Flag(slot, flag) => {
                required(*slot, flag, findings).is_some_and(|least| outcome.urgency() < Some(least))
            }
            Self::UnknownFlag(slot, flag) => {
                flag.with.state(findings) != Truth::No && is_passed_over(outcome, *slot)
            }
            Self::UnknownAlone(slot, flag) => {
                flag.with.state(findings) == Truth::No && is_passed_over(outcome, *slot)
            }
            Self::Contraindicated(advice, number) => {
                matches!(state(*advice, *number), Truth::Yes | Truth::Unknown)
                    && given(*advice).is_some()
            }
            Self::Unless(advice, number) => {
                state(*advice, *number) == Truth::Open
                    && given(*advice).is_some_and(|given| given.unless.is_empty())
            }
            Self::SeenFirst(advice) => {
                outcome.urgency() >= Some(Urgency::Urgent) && given(*advice).is_some()
            }
            Self::NotTogether(advice, other) => given(*advice).is_some() && given(*other).is_some(),
            Self::Whenever(when, then) => {
                when.state(findings) == Truth::Yes && then.state(findings) != Truth::Yes
            }
        }
    }

    /// Whether what breaks it is an advice that an assess step gave, not a referral that is missing.
    pub(super) const fn is_about_advice(&self) -> bool {
        matches!(
            self,
            Self::Never(..)
                | Self::Contraindicated(..)
                | Self::Unless(..)
                | Self::SeenFirst(_)
                | Self::NotTogether(..)
        )
    }
}

/// Whether a red flag is unknown and no caution says so.
fn is_passed_over(outcome: &Outcome, slot: Slot) -> bool {
    outcome.findings.get(slot) == Finding::Unknown
        && !outcome.cautions.iter().any(|c| c.kind == CautionKind::Unknown(slot))
}

/// The least urgency that a flag demands of these findings.
pub(super) fn required(slot: Slot, flag: &RedFlag, findings: &Findings) -> Option<Urgency> {
    if !flag.is_raised(findings.get(slot)) || flag.with.state(findings) != Truth::Yes {
        return None;
    }
    let lowered = flag.lowered.iter().find(|(when, _)| when.state(findings) == Truth::Yes);
    Some(lowered.map_or(flag.least, |(_, urgency)| *urgency))
}

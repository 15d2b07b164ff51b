//! Where an assess step still asks something before it gives an advice.
//!
//! An assess step asks what is open, may be asked and is live, and gives its outcome only then. What
//! follows from that is written here as functions: of one advice, what its contraindications and the
//! pressing referrals still wait for. More may be asked than that; then too much counts as given, which
//! never makes a proof.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::truth::Truth;
use crate::check::proof::diagram::{Function, Limited};
use crate::check::proof::reasoner::{Reasoner, slots_of};
use crate::engine::{Gate, NodeId};
use crate::model::condition::Condition;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;
use crate::model::urgency::Urgency;

/// Where an assess step that would give an advice (a position) asks one more question, as far as that
/// follows from its contraindications, and from what else hangs on a slot.
pub(super) fn waiting(
    reasoner: &mut Reasoner<'_, '_>,
    advice: usize,
    slot: Slot,
) -> Limited<Function> {
    let engine = reasoner.engine;
    let model = reasoner.model();
    let given = &model.advice[advice];
    let mut whole = Function::NEVER;
    for (number, contraindication) in given.contraindications.iter().enumerate() {
        let node = engine.contraindication_prospect(advice, number);
        let mut slots = BTreeSet::new();
        slots_of(model, &contraindication.when, &mut slots);
        for other in slots {
            let asks = hangs_on(reasoner, node, other)?;
            whole = reasoner.diagrams.or(whole, asks)?;
        }
    }
    // what is assessed with it, and not held back by less
    let beside = model.advice.iter().enumerate().filter(|(number, other)| {
        *number != advice && other.topic == given.topic && other.stops_at >= given.stops_at
    });
    for (number, _) in beside {
        let asks = hangs_on_advice(reasoner, number, slot)?;
        whole = reasoner.diagrams.or(whole, asks)?;
    }
    // where the advice shows beside what is urgent, the chat may have stopped asking about the rest
    if given.stops_at <= Urgency::Urgent {
        for (number, referral) in model.referrals.iter().enumerate() {
            if referral.urgency > Urgency::Routine
                && reads(reasoner, engine.raised_by(number), slot)
            {
                let asks = hangs_on(reasoner, engine.referral_prospect(number), slot)?;
                whole = reasoner.diagrams.or(whole, asks)?;
            }
        }
    }
    Ok(whole)
}

/// Where a slot is asked for the contraindications of an advice (a position) that is not held back yet.
fn hangs_on_advice(
    reasoner: &mut Reasoner<'_, '_>,
    advice: usize,
    slot: Slot,
) -> Limited<Function> {
    let engine = reasoner.engine;
    let rule = &reasoner.model().advice[advice];
    let mut whole = Function::NEVER;
    for (number, contraindication) in rule.contraindications.iter().enumerate() {
        if !reads(reasoner, &contraindication.when, slot) {
            continue;
        }
        let nodes = engine.advice_nodes(advice);
        let node = engine.contraindication_prospect(advice, number);
        let mut asks = hangs_on(reasoner, node, slot)?;
        let when = reasoner.gate_is(nodes.when, &[Truth::Yes])?;
        asks = reasoner.diagrams.and(asks, when)?;
        let others = nodes.contraindications.iter().enumerate();
        for (_, (_, open_as_no)) in others.filter(|(other, _)| *other != number) {
            let free = reasoner.gate_is(*open_as_no, &[Truth::No])?;
            asks = reasoner.diagrams.and(asks, free)?;
        }
        whole = reasoner.diagrams.or(whole, asks)?;
    }
    Ok(whole)
}

fn reads(reasoner: &Reasoner<'_, '_>, condition: &Condition, slot: Slot) -> bool {
    let mut slots = BTreeSet::new();
    slots_of(reasoner.model(), condition, &mut slots);
    slots.contains(&slot)
}

/// Where a slot is open and may be asked, and an undecided gate hangs on it by gates that are undecided.
fn hangs_on(reasoner: &mut Reasoner<'_, '_>, node: NodeId, slot: Slot) -> Limited<Function> {
    let model = reasoner.model();
    if !reasoner.engine.is_safety(slot) {
        // it may have been shown and left open
        return Ok(Function::NEVER);
    }
    let chain = chain(reasoner, node, slot)?;
    let open = reasoner.finding_is(slot, |finding| finding == Finding::Open)?;
    let fact = reasoner.condition_is(&model.fact_of(slot).ask_when, &[Truth::Yes])?;
    let member = match model.member_of(slot) {
        Some(member) => reasoner.condition_is(&member.ask_when, &[Truth::Yes])?,
        None => Function::ALWAYS,
    };
    reasoner.all(&[chain, open, fact, member])
}

fn chain(reasoner: &mut Reasoner<'_, '_>, node: NodeId, slot: Slot) -> Limited<Function> {
    let network = reasoner.engine.network();
    let model = reasoner.model();
    let reads = |tested: Slot| match &model.fact_of(tested).kind {
        FactKind::Derived(derived) => derived.inputs().into_iter().any(|input| input == slot),
        _ => tested == slot,
    };
    let mut whole = Function::NEVER;
    // parts stand before the gates that hold them: the last of the waiting ones has all its gates behind it
    let mut above: BTreeMap<NodeId, Function> = BTreeMap::from([(node, Function::ALWAYS)]);
    while let Some((node, led_to)) = above.pop_last() {
        let open = reasoner.gate_is(node, &[Truth::Open])?;
        let here = reasoner.diagrams.and(open, led_to)?;
        let (gate, parts) = network.gate_of(node);
        match gate {
            Gate::Test(test) if reads(test.slot()) => {
                whole = reasoner.diagrams.or(whole, here)?;
            }
            _ => {
                for part in parts {
                    let known = above.get(part).copied().unwrap_or(Function::NEVER);
                    let both = reasoner.diagrams.or(known, here)?;
                    above.insert(*part, both);
                }
            }
        }
    }
    Ok(whole)
}

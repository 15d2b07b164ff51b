//! The verdict on a demand.
//!
//! Where a demand could break is first taken too widely: only the rules that it speaks of count. The
//! shortest case is then run through the engine. If the engine breaks the demand, the demand is
//! refuted. If a referral held that answers it, the cases of that referral are left out, and the next
//! case is tried. What is left out never breaks the demand, so an end without a case is a proof.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::check::demand::{Demand, red_flags};
use crate::check::proof::diagram::{Function, Limited, OverLimit};
use crate::check::proof::reasoner::{Case, Reasoner, slots_of};
use crate::check::proof::waiting::waiting;
use crate::engine::{Engine, GivenReferral, Outcome, WithheldAdvice, WithheldReason};
use crate::model::fact::{RedFlag, Slot};
use crate::model::finding::Finding;
use crate::model::urgency::Urgency;

/// How many cases are run through the engine at most for one demand.
pub(super) const MOST_ROUNDS: usize = 400;

/// What became of a demand.
#[derive(Debug, Clone)]
pub(in crate::check) enum Verdict {
    /// It holds whatever is known.
    Proved(Extent),
    /// It does not hold: a shortest case, with its outcome.
    Refuted(Box<(Case, Outcome)>),
    /// It could not be told, for this reason.
    NotDecided(String),
}

/// How far a proof reaches and what it rests on.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Extent {
    /// How many facts and set members it is about.
    pub(in crate::check) slots: usize,
    /// How many cases of them there are.
    pub(in crate::check) cases: f64,
    /// The referral rules (positions) without which it would not hold.
    pub(in crate::check) referrals: BTreeSet<usize>,
}

/// Where a demand could break, and what would answer it.
pub(super) struct Goal {
    pub(super) broken: Function,
    pub(super) answer: Answer,
    /// What it is made of: what the proof is about.
    made_of: Vec<Function>,
}

/// What makes a case harmless that looked like one against a demand.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    /// A referral of at least this urgency.
    Referral(Urgency),
    /// One of two pieces of advice (positions, which may be the same) is held back by an urgency.
    HeldBack(usize, usize),
    /// Nothing does.
    Nothing,
}

/// The verdict on a demand.
pub(in crate::check) fn verdict(reasoner: &mut Reasoner<'_, '_>, demand: &Demand<'_>) -> Verdict {
    let is_broken = |engine: &Engine<'_>, outcome: &Outcome| demand.is_broken_by(engine, outcome);
    within_limit(goals(reasoner, demand).and_then(|goals| decide(reasoner, goals, &is_broken)))
}

/// The verdict on whether no assess step gives an advice (a position) while a slot is open.
pub(super) fn asked_before(reasoner: &mut Reasoner<'_, '_>, advice: usize, slot: Slot) -> Verdict {
    let is_broken = |_: &Engine<'_>, outcome: &Outcome| {
        outcome.findings.get(slot) == Finding::Open
            && outcome.advice.iter().any(|given| given.rule == advice)
    };
    let goal = unasked(reasoner, advice, slot);
    within_limit(goal.and_then(|goal| decide(reasoner, vec![goal], &is_broken)))
}

fn unasked(reasoner: &mut Reasoner<'_, '_>, advice: usize, slot: Slot) -> Limited<Goal> {
    let open = reasoner.finding_is(slot, |finding| finding == Finding::Open)?;
    let waiting = waiting(reasoner, advice, slot)?;
    let passes = reasoner.diagrams.not(waiting)?;
    let held = reasoner.diagrams.and(open, passes)?;
    given(reasoner, advice, held)
}

fn within_limit(verdict: Limited<Verdict>) -> Verdict {
    verdict.unwrap_or_else(|OverLimit| {
        Verdict::NotDecided("it needs more steps than the limit".to_owned())
    })
}

fn decide(
    reasoner: &mut Reasoner<'_, '_>,
    goals: Vec<Goal>,
    is_broken: &dyn Fn(&Engine<'_>, &Outcome) -> bool,
) -> Limited<Verdict> {
    let mut about: BTreeSet<usize> = BTreeSet::new();
    let mut referrals = BTreeSet::new();
    for goal in goals {
        for function in &goal.made_of {
            about.extend(reasoner.diagrams.support(*function));
        }
        let mut broken = goal.broken;
        let mut rounds = 0;
        while let Some(case) = reasoner.shortest_case(broken) {
            let outcome = reasoner.outcome_of(&case);
            if is_broken(reasoner.engine, &outcome) {
                return Ok(Verdict::Refuted(Box::new((case, outcome))));
            }
            rounds += 1;
            let answered = answered(reasoner, goal.answer, &outcome, &mut referrals)?;
            let left = reasoner.diagrams.and(broken, answered)?;
            if left == broken || rounds == MOST_ROUNDS {
                let reason = reasoner.loose(broken);
                return Ok(Verdict::NotDecided(reason.unwrap_or_else(|| {
                    "the engine does not bear out the case that was found".to_owned()
                })));
            }
            about.extend(reasoner.diagrams.support(answered));
            broken = left;
        }
    }
    let (slots, cases) = reasoner.extent(&about);
    Ok(Verdict::Proved(Extent { slots, cases, referrals }))
}

pub(super) fn goals(reasoner: &mut Reasoner<'_, '_>, demand: &Demand<'_>) -> Limited<Vec<Goal>> {
    let goal = match demand {
        Demand::Never(advice, when) => {
            let held = reasoner.condition_is(when, &[Truth::Yes, Truth::Unknown])?;
            given(reasoner, *advice, held)?
        }
        Demand::Always(when, least) => {
            let broken = reasoner.condition_is(when, &[Truth::Yes])?;
            Goal { broken, answer: Answer::Referral(*least), made_of: vec![broken] }
        }
        Demand::Flag(slot, flag) => return flag_goals(reasoner, *slot, flag),
        Demand::UnknownFlag(slot, flag) => {
            let mut broken = unknown_and_counting(reasoner, *slot, flag)?;
            let mut made_of = vec![broken];
            for line in &flag.if_unknown {
                let holds = reasoner.condition_is(&line.when, &[Truth::Yes])?;
                made_of.push(holds);
                let not = reasoner.diagrams.not(holds)?;
                broken = reasoner.diagrams.and(broken, not)?;
            }
            Goal { broken, answer: Answer::Nothing, made_of }
        }
        Demand::UnknownAlone(slot, flag) => unknown_alone(reasoner, *slot, flag)?,
        Demand::Contraindicated(advice, number) => {
            let (plain, _) = reasoner.engine.advice_nodes(*advice).contraindications[*number];
            let held = reasoner.gate_is(plain, &[Truth::Yes, Truth::Unknown])?;
            given(reasoner, *advice, held)?
        }
        Demand::Unless(advice, number) => {
            let nameless = nameless(reasoner, *advice, *number)?;
            given(reasoner, *advice, nameless)?
        }
        Demand::SeenFirst(advice) => return seen_first_goals(reasoner, *advice),
        Demand::NotTogether(advice, other) => {
            let together = reasoner.advice_by_itself(*other)?;
            let goal = given(reasoner, *advice, together)?;
            Goal { answer: Answer::HeldBack(*advice, *other), ..goal }
        }
        Demand::Whenever(when, then) => {
            let holds = reasoner.condition_is(when, &[Truth::Yes])?;
            let fails = reasoner.condition_is(then, &[Truth::No, Truth::Open, Truth::Unknown])?;
            let broken = reasoner.diagrams.and(holds, fails)?;
            Goal { broken, answer: Answer::Nothing, made_of: vec![holds, fails] }
        }
    };
    Ok(vec![goal])
}

/// That an advice is given where something holds.
fn given(reasoner: &mut Reasoner<'_, '_>, advice: usize, held: Function) -> Limited<Goal> {
    let by_itself = reasoner.advice_by_itself(advice)?;
    let broken = reasoner.diagrams.and(by_itself, held)?;
    Ok(Goal { broken, answer: Answer::HeldBack(advice, advice), made_of: vec![by_itself, held] })
}

/// A goal for each urgency that a flag can demand: its own, and where known details lower it.
fn flag_goals(reasoner: &mut Reasoner<'_, '_>, slot: Slot, flag: &RedFlag) -> Limited<Vec<Goal>> {
    let raised = reasoner.finding_is(slot, |finding| flag.is_raised(finding))?;
    let with = reasoner.condition_is(&flag.with, &[Truth::Yes])?;
    let mut left = reasoner.diagrams.and(raised, with)?;
    let mut goals = Vec::new();
    for (when, urgency) in &flag.lowered {
        let lowered = reasoner.condition_is(when, &[Truth::Yes])?;
        let broken = reasoner.diagrams.and(left, lowered)?;
        goals.push(Goal { broken, answer: Answer::Referral(*urgency), made_of: vec![lowered] });
        let not = reasoner.diagrams.not(lowered)?;
        left = reasoner.diagrams.and(left, not)?;
    }
    goals.insert(
        0,
        Goal { broken: left, answer: Answer::Referral(flag.least), made_of: vec![left] },
    );
    Ok(goals)
}

/// That a contraindication is open and nothing that it reads is.
fn nameless(reasoner: &mut Reasoner<'_, '_>, advice: usize, number: usize) -> Limited<Function> {
    let (plain, _) = reasoner.engine.advice_nodes(advice).contraindications[number];
    let mut whole = reasoner.gate_is(plain, &[Truth::Open])?;
    let mut slots = BTreeSet::new();
    let model = reasoner.model();
    slots_of(model, &model.advice[advice].contraindications[number].when, &mut slots);
    for slot in slots {
        let known = reasoner.finding_is(slot, |finding| finding != Finding::Open)?;
        whole = reasoner.diagrams.and(whole, known)?;
    }
    Ok(whole)
}

/// That an advice is given although somebody must be seen today: only where it says that it stops
/// later than that.
fn seen_first_goals(reasoner: &mut Reasoner<'_, '_>, advice: usize) -> Limited<Vec<Goal>> {
    let model = reasoner.model();
    let stops_at = model.advice[advice].stops_at;
    let mut goals = Vec::new();
    for (n, referral) in model.referrals.iter().enumerate() {
        if referral.urgency >= Urgency::Urgent && referral.urgency < stops_at {
            let holds = reasoner.with_referral(n)?;
            goals.push(given(reasoner, advice, holds)?);
        }
    }
    Ok(goals)
}

/// Where a red flag is unknown and what it must come with is not ruled out.
fn unknown_and_counting(
    reasoner: &mut Reasoner<'_, '_>,
    slot: Slot,
    flag: &RedFlag,
) -> Limited<Function> {
    let unknown = reasoner.finding_is(slot, |finding| finding == Finding::Unknown)?;
    let with = reasoner.condition_is(&flag.with, &[Truth::Yes, Truth::Open, Truth::Unknown])?;
    reasoner.diagrams.and(unknown, with)
}

/// That a red flag is unknown without its company and comes under no line, although some line can hold
/// there.
fn unknown_alone(reasoner: &mut Reasoner<'_, '_>, slot: Slot, flag: &RedFlag) -> Limited<Goal> {
    let unknown = reasoner.finding_is(slot, |finding| finding == Finding::Unknown)?;
    let alone = reasoner.condition_is(&flag.with, &[Truth::No])?;
    let unknown_alone = reasoner.diagrams.and(unknown, alone)?;
    let mut broken = unknown_alone;
    let mut made_of = vec![unknown_alone];
    for line in flag.if_unknown.iter().filter(|line| !line.is_plain()) {
        let holds = reasoner.condition_is(&line.when, &[Truth::Yes])?;
        made_of.push(holds);
        let not = reasoner.diagrams.not(holds)?;
        broken = reasoner.diagrams.and(broken, not)?;
    }
    if broken == unknown_alone {
        // none of them speaks of the flag by itself
        broken = Function::NEVER;
    }
    Ok(Goal { broken, answer: Answer::Nothing, made_of })
}

/// Where what made a case harmless does not do so.
fn answered(
    reasoner: &mut Reasoner<'_, '_>,
    answer: Answer,
    outcome: &Outcome,
    needed: &mut BTreeSet<usize>,
) -> Limited<Function> {
    let least = match answer {
        Answer::Nothing => return Ok(Function::ALWAYS),
        Answer::Referral(urgency) => urgency,
        Answer::HeldBack(advice, other) => {
            let held = |withheld: &&WithheldAdvice| {
                [advice, other].contains(&withheld.rule)
                    && matches!(withheld.reason, WithheldReason::Urgency(_))
            };
            match outcome.withheld.iter().find(held) {
                Some(withheld) => reasoner.model().advice[withheld.rule].stops_at,
                None => return Ok(Function::ALWAYS),
            }
        }
    };
    let mut left = Function::ALWAYS;
    for referral in &outcome.referrals {
        if let GivenReferral::Rule(rule, urgency, _) = referral
            && *urgency >= least
        {
            needed.insert(*rule);
            let without = reasoner.without_referral(*rule)?;
            left = reasoner.diagrams.and(left, without)?;
        }
    }
    if left != Function::ALWAYS || matches!(answer, Answer::Referral(_)) {
        return Ok(left);
    }
    // no rule: an unknown red flag that refers
    for (slot, flag) in red_flags(reasoner.model()) {
        if outcome.findings.get(slot) == Finding::Unknown {
            let refers = unknown_refers(reasoner, slot, flag, least)?;
            let not = reasoner.diagrams.not(refers)?;
            left = reasoner.diagrams.and(left, not)?;
        }
    }
    Ok(left)
}

/// Where a red flag is unknown and refers with at least this urgency.
pub(super) fn unknown_refers(
    reasoner: &mut Reasoner<'_, '_>,
    slot: Slot,
    flag: &RedFlag,
    least: Urgency,
) -> Limited<Function> {
    let mut left = unknown_and_counting(reasoner, slot, flag)?;
    let mut refers = Function::NEVER;
    for line in &flag.if_unknown {
        let holds = reasoner.condition_is(&line.when, &[Truth::Yes])?;
        if line.refers && line.urgency >= least {
            let here = reasoner.diagrams.and(left, holds)?;
            refers = reasoner.diagrams.or(refers, here)?;
        }
        let not = reasoner.diagrams.not(holds)?;
        left = reasoner.diagrams.and(left, not)?;
    }
    Ok(refers)
}

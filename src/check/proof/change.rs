//! What a changed rule changes, and which demands it would break.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::truth::Truth;
use crate::check::demand::{Demand, red_flags};
use crate::check::proof::Prover;
use crate::check::proof::diagram::{Function, Limited, OverLimit};
use crate::check::proof::reasoner::Case;
use crate::check::proof::solve::{Answer, MOST_ROUNDS, goals, unknown_refers};
use crate::engine::{GivenReferral, Network, Reading};
use crate::model::condition::Condition;
use crate::model::fact::{RedFlag, Slot};
use crate::model::finding::Finding;
use crate::model::rule::{Advice, Contraindication};
use crate::model::urgency::Urgency;

/// A changed rule.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) enum Changed<'a> {
    /// A referral rule (a position) with another condition as a whole.
    Referral(usize, &'a Condition),
    /// An advice rule (a position) with another condition and other contraindications: where it is
    /// given by itself.
    Advice(usize, &'a Condition, &'a [Contraindication]),
    /// The same where it is given or held back, whatever the contraindications say.
    Wanted(usize, &'a Condition),
    /// An advice rule whose contraindication of this number is gone, or stands among these instead:
    /// where it is the one that is named as the reason.
    Reason(usize, usize, Option<&'a [Contraindication]>),
}

/// What a case is to be like.
#[derive(Default)]
pub(in crate::check) struct Sought<'a> {
    /// What the findings of some slots are to be.
    pub(in crate::check) pins: Vec<(Slot, &'a dyn Fn(Finding) -> bool)>,
    /// What is not to be open.
    pub(in crate::check) closed: Vec<Slot>,
    /// No referral of this urgency or more is to hold, but this one (a position).
    pub(in crate::check) below: Option<(Urgency, Option<usize>)>,
}

/// Where a branch leads: its guards with their targets, and where it goes without.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Ways<'a> {
    pub(in crate::check) guards: &'a [(Condition, usize)],
    pub(in crate::check) unsure: Option<usize>,
    pub(in crate::check) otherwise: usize,
}

/// Which difference is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Effect {
    /// What held, or was withheld, does so no more.
    Lost,
    /// What did not hold now does.
    Won,
}

/// Where a demand hangs on a referral rule.
#[derive(Debug)]
pub(in crate::check) struct Hanging {
    rule: usize,
    /// What answers the demand: a referral of at least this urgency.
    least: Urgency,
    broken: Function,
}

/// What is known, divided by what comes of it.
type Regions<K> = BTreeMap<K, Function>;

/// Whether a case is answered by a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unanswered {
    /// By none.
    Here,
    /// By none where this holds.
    Beyond(Function),
    /// By an unknown red flag alone: it could break elsewhere, which is not looked into.
    Unclear,
}

impl Prover<'_, '_> {
    /// The shortest case of this kind in which a changed rule makes this difference, if there is one.
    pub(in crate::check) fn case_of_change(
        &mut self,
        changed: Changed<'_>,
        effect: Effect,
        sought: &Sought<'_>,
    ) -> Limited<Option<Case>> {
        let (old, new) = self.before_and_after(changed)?;
        let (there, gone) = if effect == Effect::Lost { (old, new) } else { (new, old) };
        let not = self.reasoner.diagrams.not(gone)?;
        let difference = self.reasoner.diagrams.and(there, not)?;
        self.case_like(difference, sought)
    }

    /// The shortest case of this kind in which a referral rule (a position) holds, if there is one.
    pub(in crate::check) fn case_of_referral_like(
        &mut self,
        rule: usize,
        sought: &Sought<'_>,
    ) -> Limited<Option<Case>> {
        let holds = self.reasoner.with_referral(rule)?;
        self.case_like(holds, sought)
    }

    /// The shortest case of this kind in which conditions are yes, if there is one.
    pub(in crate::check) fn case_like_where(
        &mut self,
        conditions: &[&Condition],
        sought: &Sought<'_>,
    ) -> Limited<Option<Case>> {
        let mut whole = Function::ALWAYS;
        for condition in conditions {
            let yes = self.reasoner.condition_is(condition, &[Truth::Yes])?;
            whole = self.reasoner.diagrams.and(whole, yes)?;
        }
        self.case_like(whole, sought)
    }

    /// The shortest case of this kind in which a red flag that stays unknown leads to something else
    /// than another would in its place, if there is one.
    pub(in crate::check) fn case_of_policy(
        &mut self,
        slot: Slot,
        (old, new): (&RedFlag, &RedFlag),
        sought: &Sought<'_>,
    ) -> Limited<Option<Case>> {
        let (old, new) = (self.policy_regions(slot, old)?, self.policy_regions(slot, new)?);
        let difference = self.elsewhere(&old, &new)?;
        self.case_like(difference, sought)
    }

    /// Where an unknown red flag refers or cautions, by urgency; what is in none leads to nothing.
    fn policy_regions(&mut self, slot: Slot, flag: &RedFlag) -> Limited<Regions<(bool, Urgency)>> {
        let unknown = self.reasoner.finding_is(slot, |finding| finding == Finding::Unknown)?;
        let in_company = [Truth::Yes, Truth::Open, Truth::Unknown];
        let in_company = self.reasoner.condition_is(&flag.with, &in_company)?;
        let mut left = unknown;
        let mut regions = Regions::new();
        for line in &flag.if_unknown {
            let mut here = self.reasoner.condition_is(&line.when, &[Truth::Yes])?;
            if line.is_plain() {
                here = self.reasoner.diagrams.and(here, in_company)?;
            }
            let reached = self.reasoner.diagrams.and(left, here)?;
            let region = regions.entry((line.refers, line.urgency)).or_insert(Function::NEVER);
            *region = self.reasoner.diagrams.or(*region, reached)?;
            let not = self.reasoner.diagrams.not(here)?;
            left = self.reasoner.diagrams.and(left, not)?;
        }
        Ok(regions)
    }

    /// The shortest case of this kind in which a branch leads elsewhere than another in its place.
    pub(in crate::check) fn case_of_branch(
        &mut self,
        old: Ways<'_>,
        new: Ways<'_>,
        sought: &Sought<'_>,
    ) -> Limited<Option<Case>> {
        let (old, new) = (self.branch_regions(old)?, self.branch_regions(new)?);
        let difference = self.elsewhere(&old, &new)?;
        self.case_like(difference, sought)
    }

    fn branch_regions(&mut self, branch: Ways<'_>) -> Limited<Regions<usize>> {
        let mut regions = Regions::new();
        let (mut left, mut undecided) = (Function::ALWAYS, Function::NEVER);
        let mut add = |prover: &mut Self, to: usize, here: Function| -> Limited<()> {
            let region = regions.entry(to).or_insert(Function::NEVER);
            *region = prover.reasoner.diagrams.or(*region, here)?;
            Ok(())
        };
        for (when, to) in branch.guards {
            let yes = self.reasoner.condition_is(when, &[Truth::Yes])?;
            let here = self.reasoner.diagrams.and(left, yes)?;
            add(self, *to, here)?;
            let open = self.reasoner.condition_is(when, &[Truth::Open, Truth::Unknown])?;
            undecided = self.reasoner.diagrams.or(undecided, open)?;
            let not = self.reasoner.diagrams.not(yes)?;
            left = self.reasoner.diagrams.and(left, not)?;
        }
        if let Some(unsure) = branch.unsure {
            let here = self.reasoner.diagrams.and(left, undecided)?;
            add(self, unsure, here)?;
            let not = self.reasoner.diagrams.not(undecided)?;
            left = self.reasoner.diagrams.and(left, not)?;
        }
        add(self, branch.otherwise, left)?;
        Ok(regions)
    }

    /// Where one division has another part than the other.
    fn elsewhere<K: Ord + Copy>(
        &mut self,
        old: &Regions<K>,
        new: &Regions<K>,
    ) -> Limited<Function> {
        let keys: BTreeSet<K> = old.keys().chain(new.keys()).copied().collect();
        let mut difference = Function::NEVER;
        for key in keys {
            let part = |regions: &Regions<K>| regions.get(&key).copied().unwrap_or(Function::NEVER);
            for (here, not_there) in [(part(old), part(new)), (part(new), part(old))] {
                let not = self.reasoner.diagrams.not(not_there)?;
                let gone = self.reasoner.diagrams.and(here, not)?;
                difference = self.reasoner.diagrams.or(difference, gone)?;
            }
        }
        Ok(difference)
    }

    /// The shortest case of this kind in which a function holds.
    fn case_like(&mut self, of: Function, sought: &Sought<'_>) -> Limited<Option<Case>> {
        let mut left = of;
        for (slot, holds) in &sought.pins {
            let pinned = self.reasoner.finding_is(*slot, holds)?;
            left = self.reasoner.diagrams.and(left, pinned)?;
        }
        for slot in &sought.closed {
            let closed = self.reasoner.finding_is(*slot, |finding| finding != Finding::Open)?;
            left = self.reasoner.diagrams.and(left, closed)?;
        }
        for _ in 0..MOST_ROUNDS {
            let Some(case) = self.reasoner.shortest_case(left) else { return Ok(None) };
            let Some((urgency, but)) = sought.below else { return Ok(Some(case)) };
            let beyond = self.without_those_that_hold(&case, urgency, but)?;
            let fewer = self.reasoner.diagrams.and(left, beyond)?;
            if fewer == left {
                return Ok(Some(case));
            }
            left = fewer;
        }
        Err(OverLimit)
    }

    /// Where none of the referrals holds that hold in a case with at least this urgency, but one.
    fn without_those_that_hold(
        &mut self,
        case: &Case,
        urgency: Urgency,
        but: Option<usize>,
    ) -> Limited<Function> {
        let outcome = self.reasoner.outcome_of(case);
        let mut beyond = Function::ALWAYS;
        for referral in &outcome.referrals {
            if let GivenReferral::Rule(rule, ..) = referral
                && referral.urgency() >= urgency
                && Some(*rule) != but
            {
                let without = self.reasoner.without_referral(*rule)?;
                beyond = self.reasoner.diagrams.and(beyond, without)?;
            }
        }
        for (slot, flag) in red_flags(self.reasoner.model()) {
            if outcome.findings.get(slot) == Finding::Unknown {
                let refers = unknown_refers(&mut self.reasoner, slot, flag, urgency)?;
                let not = self.reasoner.diagrams.not(refers)?;
                beyond = self.reasoner.diagrams.and(beyond, not)?;
            }
        }
        Ok(beyond)
    }

    fn before_and_after(&mut self, changed: Changed<'_>) -> Limited<(Function, Function)> {
        match changed {
            Changed::Referral(rule, when) => {
                let old = self.reasoner.with_referral(rule)?;
                Ok((old, self.reasoner.condition_is(when, &[Truth::Yes])?))
            }
            Changed::Advice(rule, when, contraindications) => {
                let old = self.reasoner.advice_by_itself(rule)?;
                Ok((old, self.given_by_itself(when, contraindications)?))
            }
            Changed::Reason(rule, number, parts) => {
                let own = &self.reasoner.model().advice[rule];
                let old = self.named_as_reason(own, number, &own.contraindications)?;
                let new = match parts {
                    Some(parts) => self.named_as_reason(own, number, parts)?,
                    None => Function::NEVER,
                };
                Ok((old, new))
            }
            Changed::Wanted(rule, when) => {
                let old = self.reasoner.engine.advice_nodes(rule).when;
                let old = self.reasoner.gate_is(old, &[Truth::Yes])?;
                Ok((old, self.reasoner.condition_is(when, &[Truth::Yes])?))
            }
        }
    }

    /// The shortest case of this kind in which an advice would be given but for a contraindication (both
    /// as positions) that is the first to hold, if there is one.
    pub(in crate::check) fn case_of_reason(
        &mut self,
        (advice, number): (usize, usize),
        sought: &Sought<'_>,
    ) -> Limited<Option<Case>> {
        let own = &self.reasoner.model().advice[advice];
        let named = self.named_as_reason(own, number, &own.contraindications)?;
        self.case_like(named, sought)
    }

    /// Where a contraindication is the first that holds of an advice that would be given.
    fn named_as_reason(
        &mut self,
        advice: &Advice,
        number: usize,
        parts: &[Contraindication],
    ) -> Limited<Function> {
        let mut whole = self.reasoner.condition_is(&advice.when, &[Truth::Yes])?;
        for (n, part) in parts.iter().enumerate().take(number + 1) {
            let holds = self.reasoner.condition_is(&part.when, &[Truth::Yes])?;
            let there = if n == number { holds } else { self.reasoner.diagrams.not(holds)? };
            whole = self.reasoner.diagrams.and(whole, there)?;
        }
        Ok(whole)
    }

    /// Where an advice with this condition and these contraindications is given, unless a referral
    /// holds it back.
    fn given_by_itself(
        &mut self,
        when: &Condition,
        contraindications: &[Contraindication],
    ) -> Limited<Function> {
        let mut whole = self.reasoner.condition_is(when, &[Truth::Yes])?;
        for part in contraindications {
            let not_yes = [Truth::No, Truth::Open, Truth::Unknown];
            let plain = self.reasoner.condition_is(&part.when, &not_yes)?;
            let closed = self.reasoner.condition_read(&part.when, Reading::OpenAsNo)?;
            let closed = self.reasoner.diagrams.is_in(closed, &[Truth::No])?;
            whole = self.reasoner.all(&[whole, plain, closed])?;
        }
        Ok(whole)
    }

    /// Where a demand hangs on a referral rule: it could break there if the rule did not hold.
    pub(in crate::check) fn hanging_on(
        &mut self,
        demand: &Demand<'_>,
        rule: usize,
    ) -> Limited<Vec<Hanging>> {
        let old = self.reasoner.with_referral(rule)?;
        let model = self.reasoner.model();
        let mut found = Vec::new();
        for goal in goals(&mut self.reasoner, demand)? {
            let least = match goal.answer {
                Answer::Referral(least) => least,
                Answer::HeldBack(advice, _) => model.advice[advice].stops_at,
                Answer::Nothing => continue,
            };
            if model.referrals[rule].urgency >= least {
                let broken = self.reasoner.diagrams.and(goal.broken, old)?;
                found.push(Hanging { rule, least, broken });
            }
        }
        Ok(found)
    }

    /// Whether what hangs on a referral rule breaks with another condition and urgency of the rule.
    /// What other rules turn out to answer no longer counts as hanging on this one.
    pub(in crate::check) fn breaks_referred(
        &mut self,
        hanging: &mut Hanging,
        (when, urgency): (&Condition, Urgency),
    ) -> Limited<bool> {
        let mut lost = hanging.broken;
        if urgency >= hanging.least {
            let new = self.reasoner.condition_is(when, &[Truth::Yes])?;
            let not = self.reasoner.diagrams.not(new)?;
            lost = self.reasoner.diagrams.and(lost, not)?;
        }
        for _ in 0..MOST_ROUNDS {
            let Some(case) = self.reasoner.shortest_case(lost) else { return Ok(false) };
            let others = self.unanswered(&case, Some(hanging.rule), hanging.least)?;
            let Unanswered::Beyond(others) = others else {
                return Ok(others == Unanswered::Here);
            };
            lost = self.reasoner.diagrams.and(lost, others)?;
            hanging.broken = self.reasoner.diagrams.and(hanging.broken, others)?;
        }
        Err(OverLimit)
    }

    /// Whether some referral but one answers a case with at least this urgency.
    fn unanswered(
        &mut self,
        case: &Case,
        but: Option<usize>,
        least: Urgency,
    ) -> Limited<Unanswered> {
        let outcome = self.reasoner.outcome_of(case);
        let mut others = Function::ALWAYS;
        let mut by_unknown = false;
        for referral in &outcome.referrals {
            match referral {
                GivenReferral::Rule(other, urgency, _) => {
                    if Some(*other) != but && *urgency >= least {
                        let without = self.reasoner.without_referral(*other)?;
                        others = self.reasoner.diagrams.and(others, without)?;
                    }
                }
                GivenReferral::Unknown(_, urgency) => by_unknown |= *urgency >= least,
            }
        }
        Ok(match (others == Function::ALWAYS, by_unknown) {
            (false, _) => Unanswered::Beyond(others),
            (true, false) => Unanswered::Here,
            (true, true) => Unanswered::Unclear,
        })
    }

    /// Whether an advice would be given while this holds or is unknown, with another condition and
    /// other contraindications.
    pub(in crate::check) fn breaks_never(
        &mut self,
        held: &Condition,
        (rule, when, contraindications): (usize, &Condition, &[Contraindication]),
    ) -> Limited<bool> {
        let stops_at = self.reasoner.model().advice[rule].stops_at;
        let held = self.reasoner.condition_is(held, &[Truth::Yes, Truth::Unknown])?;
        let given = self.given_by_itself(when, contraindications)?;
        let mut broken = self.reasoner.diagrams.and(held, given)?;
        for _ in 0..MOST_ROUNDS {
            let Some(case) = self.reasoner.shortest_case(broken) else { return Ok(false) };
            let others = self.unanswered(&case, None, stops_at)?;
            let Unanswered::Beyond(others) = others else {
                return Ok(others == Unanswered::Here);
            };
            broken = self.reasoner.diagrams.and(broken, others)?;
        }
        Err(OverLimit)
    }
}

impl crate::check::proof::reasoner::Reasoner<'_, '_> {
    /// The state of a condition that stands in no rule, read in one of the ways.
    fn condition_read(&mut self, condition: &Condition, reading: Reading) -> Limited<Function> {
        let mut network = Network::of_gates();
        let watch = network.watch(condition, reading);
        self.node_of(&network, watch)
    }
}

//! What a changed rule changes, and which demands it would break.

use crate::base::truth::Truth;
use crate::check::demand::Demand;
use crate::check::proof::Prover;
use crate::check::proof::diagram::{Function, Limited, OverLimit};
use crate::check::proof::reasoner::Case;
use crate::check::proof::solve::{Answer, MOST_ROUNDS, evaluate, goals};
use crate::engine::{GivenReferral, Network, Reading};
use crate::model::condition::Condition;
use crate::model::rule::Contraindication;
use crate::model::urgency::Urgency;

/// A changed rule.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) enum Changed<'a> {
    /// A referral rule (a position) with another condition as a whole.
    Referral(usize, &'a Condition),
    /// An advice rule (a position) with another condition and other contraindications.
    Advice(usize, &'a Condition, &'a [Contraindication]),
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
    /// The shortest case in which a changed rule makes this difference, if there is one.
    pub(in crate::check) fn case_of_change(
        &mut self,
        changed: Changed<'_>,
        effect: Effect,
    ) -> Limited<Option<Case>> {
        let (old, new) = self.before_and_after(changed)?;
        let (there, gone) = if effect == Effect::Lost { (old, new) } else { (new, old) };
        let not = self.reasoner.diagrams.not(gone)?;
        let difference = self.reasoner.diagrams.and(there, not)?;
        Ok(self.reasoner.shortest_case(difference))
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
        }
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
        let outcome = evaluate(self.reasoner.engine, case);
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
        let mut network = Network::new(self.model().slots.len());
        let watch = network.watch(condition, reading);
        self.node_of(&network, watch)
    }
}

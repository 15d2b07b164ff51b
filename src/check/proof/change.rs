//! What a changed rule changes, and which demands it would break.

use crate::base::truth::Truth;
use crate::check::demand::Demand;
use crate::check::proof::Prover;
use crate::check::proof::diagram::{Function, Limited};
use crate::check::proof::reasoner::Case;
use crate::check::proof::solve::{Answer, evaluate, goals};
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

    /// Whether a demand for referrals would break with another condition and urgency of one of them.
    pub(in crate::check) fn breaks_referred(
        &mut self,
        demand: &Demand<'_>,
        (rule, when, urgency): (usize, &Condition, Urgency),
    ) -> Limited<bool> {
        let (old, new) = self.before_and_after(Changed::Referral(rule, when))?;
        let own = self.reasoner.model().referrals[rule].urgency;
        for goal in goals(&mut self.reasoner, demand)? {
            let Answer::Referral(least) = goal.answer else { continue };
            if own < least {
                continue;
            }
            // what the rule no longer answers: what it lost, or all where it is now too mild
            let lost = if urgency < least {
                old
            } else {
                let not = self.reasoner.diagrams.not(new)?;
                self.reasoner.diagrams.and(old, not)?
            };
            let mut broken = self.reasoner.diagrams.and(goal.broken, lost)?;
            while let Some(case) = self.reasoner.shortest_case(broken) {
                let outcome = evaluate(self.reasoner.engine, &case);
                let mut left = broken;
                for referral in &outcome.referrals {
                    if let GivenReferral::Rule(other, urgency, _) = referral
                        && *other != rule
                        && *urgency >= least
                    {
                        let without = self.reasoner.without_referral(*other)?;
                        left = self.reasoner.diagrams.and(left, without)?;
                    }
                }
                if left == broken {
                    return Ok(true);
                }
                broken = left;
            }
        }
        Ok(false)
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
        while let Some(case) = self.reasoner.shortest_case(broken) {
            let outcome = evaluate(self.reasoner.engine, &case);
            let mut left = broken;
            for referral in &outcome.referrals {
                if let GivenReferral::Rule(other, urgency, _) = referral
                    && *urgency >= stops_at
                {
                    let without = self.reasoner.without_referral(*other)?;
                    left = self.reasoner.diagrams.and(left, without)?;
                }
            }
            if left == broken {
                // an unknown red flag could hold it back too: then nothing is said
                let unknown = case.values().any(|f| *f == crate::model::finding::Finding::Unknown);
                return Ok(!unknown);
            }
            broken = left;
        }
        Ok(false)
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

//! Which proofs notice a changed rule.

use crate::check::demand::DemandOrigin;
use crate::check::mutation::altered::{Altered, AlteredReferral};
use crate::check::proof::{Hanging, OverLimit, Prover};
use crate::model::condition::Condition;

/// What holds changed rules against proofs.
pub(super) struct Scales<'e, 'm> {
    pub(super) prover: Prover<'e, 'm>,
    pub(super) demands: Held<'m>,
}

/// The demands that a change of one rule could break.
#[derive(Debug, Default)]
pub(super) struct Held<'m> {
    /// Where they hang on the referral rule, each with the origin of its demand.
    pub(super) referral: Vec<(DemandOrigin, Hanging)>,
    /// That the advice rule is not given while this holds.
    pub(super) never: Vec<(DemandOrigin, &'m Condition)>,
}

impl Scales<'_, '_> {
    /// A demand that holds of the pack and would not hold of it with the change.
    pub(super) fn refuted(&mut self, altered: &Altered) -> Result<Option<DemandOrigin>, OverLimit> {
        match altered {
            Altered::Referral(_, AlteredReferral { whole, urgency, .. }) => {
                for (origin, hanging) in &mut self.demands.referral {
                    if self.prover.breaks_referred(hanging, (whole, *urgency))? {
                        return Ok(Some(*origin));
                    }
                }
            }
            Altered::Advice(advice) => {
                let changed = (advice.rule, &advice.when, advice.parts.as_slice());
                for (origin, held) in &self.demands.never {
                    if self.prover.breaks_never(held, changed)? {
                        return Ok(Some(*origin));
                    }
                }
            }
            _ => {}
        }
        Ok(None)
    }
}

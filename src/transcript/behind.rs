//! What stands behind what holds and what was given: claims.

use std::collections::BTreeSet;

use crate::engine::{GivenReferral, Outcome, WithheldReason};
use crate::model::Model;

/// The claims behind referrals that hold, and behind the advice that was given or held back.
#[must_use]
pub fn claims_behind(
    model: &Model,
    referrals: &[GivenReferral],
    given: Option<&Outcome>,
) -> BTreeSet<usize> {
    let mut claims = BTreeSet::new();
    for referral in referrals {
        if let GivenReferral::Rule(rule, ..) = referral {
            claims.extend(&model.referrals[*rule].claims);
        }
    }
    for advice in given.iter().flat_map(|given| &given.advice) {
        claims.extend(&model.advice[advice.rule].claims);
    }
    for held in given.iter().flat_map(|given| &given.withheld) {
        if let WithheldReason::Contraindication(number) = held.reason {
            claims.extend(&model.advice[held.rule].contraindications[number].claims);
        }
    }
    claims
}

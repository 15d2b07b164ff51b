//! Every claim of a pack with what rests on it.

use serde::Serialize;

use crate::exchange::claim::{ClaimJson, claim};
use crate::exchange::to_page;
use crate::model::Model;
use crate::render::text::Speech;

#[derive(Serialize)]
struct Entry<'m> {
    #[serde(flatten)]
    claim: ClaimJson<'m>,
    used_by: &'m [&'m str],
    refused: Option<&'m str>,
}

/// All claims as one JSON array: each with `used_by`, the ids of the rules that rest on it, and
/// `refused`, the conflict that it was settled against.
#[must_use]
pub fn page(speech: &Speech<'_>) -> String {
    let users = users(speech.model);
    let entries: Vec<Entry<'_>> = speech
        .model
        .claims
        .iter()
        .enumerate()
        .map(|(position, of)| Entry {
            claim: claim(speech, position),
            used_by: &users[position],
            refused: of.refused.map(|conflict| speech.model.conflicts[conflict].id.as_str()),
        })
        .collect();
    to_page(&entries)
}

/// For each claim the ids of the rules that rest on it: referrals, then advice, in pack order.
#[must_use]
pub fn users(model: &Model) -> Vec<Vec<&str>> {
    let mut users: Vec<Vec<&str>> = vec![Vec::new(); model.claims.len()];
    let mut rests_on = |rule, claims: &[usize]| {
        for claim in claims {
            if !users[*claim].contains(&rule) {
                users[*claim].push(rule);
            }
        }
    };
    for referral in &model.referrals {
        rests_on(referral.id.as_str(), &referral.claims);
    }
    for advice in &model.advice {
        rests_on(advice.id.as_str(), &advice.claims);
        for contraindication in &advice.contraindications {
            rests_on(advice.id.as_str(), &contraindication.claims);
        }
    }
    users
}

//! The answer to a free question as JSON: `{"answers": [CLAIM], "referrals": […]}`.

use serde::Serialize;

use crate::conversation::ask::Answer;
use crate::exchange::claim::{ClaimJson, claim};
use crate::exchange::outcome::{ReferralJson, referrals};
use crate::exchange::to_page;
use crate::render::text::Speech;

#[derive(Serialize)]
struct AnswerJson<'m> {
    answers: Vec<ClaimJson<'m>>,
    referrals: Vec<ReferralJson<'m>>,
}

/// An answer as JSON over several lines.
#[must_use]
pub fn page(speech: &Speech<'_>, answer: &Answer) -> String {
    let about = speech.about(&answer.outcome.findings);
    to_page(&AnswerJson {
        answers: answer.claims.iter().map(|position| claim(speech, *position)).collect(),
        referrals: referrals(&about, &answer.outcome),
    })
}

//! `never_asked`, `referral_without_contact`: what a rule needs and nobody can be asked; cards that do
//! not say where to turn.

use crate::base::truth::Truth;
use crate::check::context::{Context, Spot};
use crate::check::counterexample::{case_in_words, left_open};
use crate::check::course::Judge;
use crate::check::proof::Prover;
use crate::check::safety::slot_spot;
use crate::diagnostic::Severity;
use crate::model::fact::Slot;
use crate::model::rule::{Referral, ReferralStyle};
use crate::model::text::Piece;
use crate::model::urgency::Urgency;

/// Reports slots that can never be asked, and referrals that do not say where to turn.
pub(super) fn check(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    for index in 0..context.model.slots.len() {
        let slot = Slot::at(index);
        if !context.model.fact_of(slot).is_derived() && is_never_asked(context, prover, slot) {
            report(context, prover, slot);
        }
    }
    let model = context.model;
    for (referral, origin) in model.referrals.iter().zip(&model.origins.referrals) {
        // the heading that all emergencies share names the emergency number
        let by_heading = referral.urgency == Urgency::Emergency && referral.heading.is_none();
        let must = referral.style == ReferralStyle::Card
            && referral.urgency >= Urgency::Routine
            && !by_heading;
        if must && !says_where(context, referral) {
            let message = format!("the referral `{}` does not say where to turn", referral.id);
            let spot = Spot::entry(*origin).field("points");
            context.report("referral_without_contact", Severity::Error, &spot, message).help =
                Some("name a contact in one of its points, such as {doctor}".to_owned());
        }
    }
}

fn is_never_asked(context: &Context<'_>, prover: &mut Prover<'_, '_>, slot: Slot) -> bool {
    let fact = context.model.fact_of(slot);
    let mut conditions = vec![(&fact.ask_when, [Truth::Yes].as_slice())];
    if let Some(member) = context.model.member_of(slot) {
        conditions.push((&member.ask_when, [Truth::Yes].as_slice()));
    }
    prover.case_where(&conditions, &[], &|_| true) == Ok(None)
}

/// An error where an advice is then given without its contraindication having been asked, with the
/// chat that shows it.
fn report(context: &mut Context<'_>, prover: &mut Prover<'_, '_>, slot: Slot) {
    let model = context.model;
    let name = model.slot_name(slot);
    let place = slot_spot(model, slot).field("ask_when");
    for (n, advice) in model.advice.iter().enumerate() {
        for (k, contraindication) in advice.contraindications.iter().enumerate() {
            let mut reads = false;
            contraindication.when.for_each_test(&mut |test| reads |= test.slot() == slot);
            if !reads {
                continue;
            }
            let Ok(Some(case)) = prover.case_of_open((n, k), slot) else { continue };
            let Some(transcript) = left_open(context.engine, context.reader, (n, slot), &case)
            else {
                continue;
            };
            let message = format!(
                "`{name}` is never asked: `{}` is given although its contraindication is open, with {}",
                advice.id,
                case_in_words(model, &case)
            );
            let finding = context.report("never_asked", Severity::Error, &place, message);
            finding.help = Some("let `ask_when` be yes where it matters".to_owned());
            finding.transcript = Some(transcript);
            return;
        }
    }
    let is_safety = context.engine.is_safety(slot);
    let severity = if is_safety { Severity::Error } else { Severity::Warning };
    let message = format!("`{name}` is never asked: its `ask_when` is never yes");
    let transcript = if is_safety {
        let judge = Judge::new(context.engine, context.reader, prover, &[]);
        judge.advice_over(prover, slot)
    } else {
        None
    };
    let finding = context.report("never_asked", severity, &place, message);
    finding.help = Some("let `ask_when` be yes where it matters, or remove it".to_owned());
    finding.transcript = transcript;
}

fn says_where(context: &Context<'_>, referral: &Referral) -> bool {
    let model = context.model;
    let language = model.manifest.source_language;
    let texts = referral.points.iter().map(|point| point.text).chain([referral.text]);
    texts.chain(referral.heading).any(|text| {
        let pieces = model.texts.get(text, language);
        pieces.iter().any(|piece| matches!(piece, Piece::Contact(_)))
    })
}

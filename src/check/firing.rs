//! `never_fires`, `advice_never_shown`, `rule_subsumed`, `text_never_shown`: rules and texts that
//! nothing which can be known brings about.

use crate::base::truth::Truth;
use crate::check::context::{Context, Spot};
use crate::check::proof::Prover;
use crate::diagnostic::Severity;
use crate::model::condition::Condition;

const YES: &[Truth] = &[Truth::Yes];

/// Reports rules that never fire, advice that is never given, and texts that never show.
pub(super) fn check(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    referrals(context, prover);
    advice(context, prover);
    subsumed(context, prover);
    for (n, contradiction) in context.model.contradictions.iter().enumerate() {
        if never(prover, &[&contradiction.when]) {
            let spot = Spot::entry(context.model.origins.contradictions[n]).field("when");
            report_never(context, &spot, &format!("the contradiction `{}`", contradiction.id));
        }
    }
}

/// Whether conditions are never all yes. Beyond the limit nothing is said.
fn never(prover: &mut Prover<'_, '_>, conditions: &[&Condition]) -> bool {
    let conditions: Vec<_> = conditions.iter().map(|when| (*when, YES)).collect();
    prover.case_where(&conditions, &[], &|_| true) == Ok(None)
}

fn report_never(context: &mut Context<'_>, spot: &Spot, what: &str) {
    let message = format!("{what} never holds, whatever is known");
    context.report("never_fires", Severity::Warning, spot, message).help =
        Some("parts of its condition rule each other out: widen it, or remove it".to_owned());
}

fn report_unseen(context: &mut Context<'_>, spot: &Spot, what: &str) {
    let message =
        format!("{what} is never shown: what it needs rules out the rule that it belongs to");
    context.report("text_never_shown", Severity::Warning, spot, message).help =
        Some("widen its condition, or remove it".to_owned());
}

fn referrals(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    let model = context.model;
    for (n, referral) in model.referrals.iter().enumerate() {
        let entry = Spot::entry(model.origins.referrals[n]);
        if prover.case_of_referral(n) == Ok(None) {
            report_never(context, &entry.field("id"), &format!("the referral `{}`", referral.id));
            continue;
        }
        let raised = context.engine.raised_by(n);
        for (k, point) in referral.points.iter().enumerate() {
            if never(prover, &[raised, &point.when]) {
                let what = format!("point {} of the referral `{}`", k + 1, referral.id);
                report_unseen(context, &entry.field("points").index(k), &what);
            }
        }
    }
}

fn advice(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    let model = context.model;
    for (n, advice) in model.advice.iter().enumerate() {
        let entry = Spot::entry(model.origins.advice[n]);
        if never(prover, &[&advice.when]) {
            report_never(context, &entry.field("when"), &format!("the advice `{}`", advice.id));
            continue;
        }
        if prover.case_of_advice(n) == Ok(None) {
            let message = format!(
                "the advice `{}` is never given: its contraindications hold whenever it would be",
                advice.id
            );
            let spot = entry.field("contraindications");
            context.report("advice_never_shown", Severity::Warning, &spot, message).help =
                Some("narrow the contraindications, or remove the advice".to_owned());
        }
        for (k, contraindication) in advice.contraindications.iter().enumerate() {
            if never(prover, &[&advice.when, &contraindication.when]) {
                let what = format!("the reason of contraindication {} of `{}`", k + 1, advice.id);
                report_unseen(context, &entry.field("contraindications").index(k), &what);
            }
        }
    }
}

/// Referrals of one urgency and topic of which one never holds without the other.
fn subsumed(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    let model = context.model;
    for (n, rule) in model.referrals.iter().enumerate() {
        let wider = model.referrals.iter().enumerate().find(|(other, wider)| {
            *other != n
                && wider.urgency == rule.urgency
                && wider.topic == rule.topic
                && prover.implies(n, *other) == Ok(true)
                // of two that are the same the later one is reported
                && (*other < n || prover.implies(*other, n) == Ok(false))
        });
        let Some((_, wider)) = wider else { continue };
        let message = format!(
            "whenever the referral `{}` holds, `{}` holds too, as urgently and in the same topic",
            rule.id, wider.id
        );
        let spot = Spot::entry(model.origins.referrals[n]).field("when");
        context.report("rule_subsumed", Severity::Note, &spot, message);
    }
}

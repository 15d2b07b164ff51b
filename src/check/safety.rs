//! `property_refuted`, `red_flag_unheeded`, `unknown_red_flag_unheeded`, `contraindication_unheeded`,
//! `advice_before_care`, `advice_contradicts`, `not_proved`: what must never happen, decided over everything that can be known.

use crate::check::context::{Context, Spot};
use crate::check::counterexample::{case_in_words, transcript};
use crate::check::demand::{Demand, DemandOrigin, Sourced, demands, required};
use crate::check::proof::{Case, Prover, Verdict};
use crate::diagnostic::Severity;
use crate::engine::Outcome;
use crate::graph::condition_in_words;
use crate::model::Model;
use crate::model::fact::Slot;
use crate::model::urgency::Urgency;

/// Reports every demand that is refuted or could not be decided.
pub(super) fn check(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    for sourced in demands(context.model) {
        match prover.verdict(&sourced.demand) {
            Verdict::Proved(_) => {}
            Verdict::NotDecided(reason) => not_decided(context, &sourced, &reason),
            Verdict::Refuted(found) => {
                let (case, outcome) = *found;
                refuted(context, &sourced, &case, &outcome);
            }
        }
    }
}

fn not_decided(context: &mut Context<'_>, sourced: &Sourced<'_>, reason: &str) {
    let what = what(context.model, sourced);
    let message = format!("{what} could not be decided, because {reason}");
    let spot = spot(context.model, sourced.origin);
    context.report("not_proved", Severity::Warning, &spot, message).help =
        Some("simplify the conditions that it hangs on".to_owned());
}

fn refuted(context: &mut Context<'_>, sourced: &Sourced<'_>, case: &Case, outcome: &Outcome) {
    let model = context.model;
    let (code, message) = message(model, sourced, outcome);
    let message = format!("{message} with {}", case_in_words(model, case));
    let text = transcript(context.engine, context.reader, &sourced.demand, (case, outcome));
    let spot = spot(model, sourced.origin);
    let finding = context.report(code, Severity::Error, &spot, message);
    finding.help = Some(mend(model, &sourced.demand));
    finding.transcript = Some(text);
}

/// What a demand is about.
fn what(model: &Model, sourced: &Sourced<'_>) -> String {
    match sourced.origin {
        DemandOrigin::Property(n) => format!("the property `{}`", model.properties[n].id),
        DemandOrigin::Flag(slot) => format!("the red flag `{}`", model.slot_name(slot)),
        DemandOrigin::Advice(n, None) => format!("the advice `{}`", model.advice[n].id),
        DemandOrigin::Advice(n, Some(k)) => {
            format!("contraindication {} of the advice `{}`", k + 1, model.advice[n].id)
        }
    }
}

fn message(model: &Model, sourced: &Sourced<'_>, outcome: &Outcome) -> (&'static str, String) {
    let advice = |advice: usize| model.advice[advice].id.as_str();
    let reached = outcome.urgency().map_or("nothing", Urgency::as_str);
    let what = what(model, sourced);
    match &sourced.demand {
        Demand::Never(n, _) => {
            ("property_refuted", format!("{what} does not hold: `{}` is given", advice(*n)))
        }
        Demand::Always(_, least) => (
            "property_refuted",
            format!("{what} does not hold: no referral of at least {least} holds"),
        ),
        Demand::Flag(slot, flag) => {
            let least = required(*slot, flag, &outcome.findings).unwrap_or(flag.least);
            let message = format!("{what} must lead to at least {least}, but leads to {reached}");
            ("red_flag_unheeded", message)
        }
        Demand::UnknownFlag(..) => (
            "unknown_red_flag_unheeded",
            format!("{what} can stay unknown without any line of `if_unknown`:"),
        ),
        Demand::UnknownAlone(..) => (
            "unknown_red_flag_unheeded",
            format!(
                "{what} can stay unknown without what it must come with, and then comes under no line of `if_unknown`:"
            ),
        ),
        Demand::Contraindicated(..) => {
            ("contraindication_unheeded", format!("{what} does not hold it back"))
        }
        Demand::Unless(..) => {
            ("contraindication_unheeded", format!("{what} is open and not named under `unless`"))
        }
        Demand::NotTogether(_, other) => (
            "advice_contradicts",
            format!("{what} can stand beside `{}`, which says the opposite,", advice(*other)),
        ),
        Demand::Whenever(..) => {
            ("property_refuted", format!("{what} does not hold: its second condition is not yes"))
        }
        Demand::SeenFirst(_) => (
            "advice_before_care",
            format!("{what} is given to somebody who needs care ({reached})"),
        ),
    }
}

fn mend(model: &Model, demand: &Demand<'_>) -> String {
    match demand {
        Demand::Never(advice, when) => format!(
            "give `{}` a contraindication with `when`: {}",
            model.advice[*advice].id,
            condition_in_words(model, when)
        ),
        Demand::Always(_, least) => format!("add or widen a referral rule of urgency {least}"),
        Demand::Flag(slot, flag) => format!(
            "add or widen a referral rule of urgency {} that reads `{}`",
            flag.least,
            model.slot_name(*slot)
        ),
        Demand::UnknownFlag(..) => {
            "let the last line hold always: refer(…) or caution(…) without a condition".to_owned()
        }
        Demand::UnknownAlone(..) => {
            "let the lines that hold without it cover every case, or none".to_owned()
        }
        Demand::Contraindicated(..) | Demand::Unless(..) => {
            "write the condition without `possibly` around what is not known".to_owned()
        }
        Demand::NotTogether(..) => "let the condition of one of them rule out the other".to_owned(),
        Demand::Whenever(when, then) => format!(
            "this must follow: {} from {}",
            condition_in_words(model, then),
            condition_in_words(model, when)
        ),
        Demand::SeenFirst(_) => "let `stops_at` be urgent or less".to_owned(),
    }
}

/// Where a demand stands in the pack.
pub(super) fn spot(model: &Model, origin: DemandOrigin) -> Spot {
    match origin {
        DemandOrigin::Property(n) => Spot::entry(model.origins.properties[n]),
        DemandOrigin::Flag(slot) => slot_spot(model, slot).field("red_flag"),
        DemandOrigin::Advice(n, number) => {
            let entry = Spot::entry(model.origins.advice[n]);
            match number {
                None => entry.field("id"),
                Some(number) => entry.field("contraindications").index(number),
            }
        }
    }
}

/// Where a fact or member stands in the pack.
pub(super) fn slot_spot(model: &Model, slot: Slot) -> Spot {
    let info = &model.slots[slot.index()];
    let entry = Spot::entry(model.origins.facts[info.fact.index()]);
    match info.member {
        None => entry,
        Some(position) => entry.field("kind").index(0).index(position),
    }
}

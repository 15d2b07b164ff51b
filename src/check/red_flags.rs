//! `red_flag_unheeded`: an affirmed red flag that does not lead to its urgency.

use crate::check::cases::Cells;
use crate::check::context::{Context, Spot};
use crate::check::counterexample::{case_in_words, transcript};
use crate::check::demand::{Demand, refute, required};
use crate::diagnostic::Severity;
use crate::model::fact::{FactKind, RedFlag, Slot};

/// Holds every red flag against so many cases: affirmed, it leads to at least its urgency, and only
/// a known detail lowers it.
pub(super) fn check(context: &mut Context<'_>, cases: usize) {
    let model = context.model;
    let cells = Cells::of(model);
    for (fact, origin) in model.facts.iter().zip(&model.origins.facts) {
        let entry = Spot::entry(*origin);
        if let Some(flag) = &fact.red_flag {
            check_flag(context, &cells, (fact.first_slot, flag), &entry.field("red_flag"), cases);
        }
        let FactKind::Set(members) = &fact.kind else { continue };
        for (position, member) in members.iter().enumerate() {
            if let Some(flag) = &member.red_flag {
                let place = entry.field("kind").index(0).index(position).field("red_flag");
                let slot = fact.slot_of_member(position);
                check_flag(context, &cells, (slot, flag), &place, cases);
            }
        }
    }
}

fn check_flag(
    context: &mut Context<'_>,
    cells: &Cells,
    (slot, flag): (Slot, &RedFlag),
    place: &Spot,
    cases: usize,
) {
    let model = context.model;
    let name = model.slot_name(slot);
    let demand = Demand::Flag(slot, flag);
    let found = refute(&context.engine, cells, &demand, (&name, cases));
    let Some((case, outcome)) = found else { return };
    let least = required(slot, flag, &outcome.findings).unwrap_or(flag.least);
    let reached = outcome.urgency().map_or("nothing", crate::model::urgency::Urgency::as_str);
    let message = format!(
        "the red flag `{name}` must lead to at least {least}, but leads to {reached} with {}",
        case_in_words(model, &case)
    );
    let text = transcript(&context.engine, &demand, &case, &outcome);
    let finding = context.report("red_flag_unheeded", Severity::Error, place, message);
    finding.help =
        Some(format!("add or widen a referral rule of urgency {least} that reads `{name}`"));
    finding.transcript = Some(text);
}

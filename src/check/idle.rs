//! `idle_question`: a question whose answer changes nothing. `text_never_shown`: words for a question that
//! is never put so.

use std::collections::BTreeSet;

use crate::check::conditions::for_each_condition;
use crate::check::context::{Context, Spot};
use crate::check::safety::slot_spot;
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactKind, Slot};
use crate::model::text::Piece;

/// Reports what is asked in vain, and the words of questions that nobody sees.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    let read = read_slots(model);
    for (d, dialogue) in model.dialogues.iter().enumerate() {
        let list = Spot::top(model.origins.dialogues[d].file, "steps");
        for (s, step) in dialogue.steps.iter().enumerate() {
            let StepKind::Ask { show, lead, .. } = &step.kind else { continue };
            let name = format!("`{}` of `{}`", step.id, dialogue.id);
            for slot in show.iter().filter(|slot| !read.contains(slot)) {
                in_vain(context, &list.index(s).field("show"), *slot, &name);
            }
            let listed = show.iter().filter(|slot| context.engine.can_be_listed(**slot)).count();
            if lead.is_some() && listed < 2 {
                let message = format!(
                    "the lead of the step {name} is never shown: it asks nothing as a list, and one thing is asked in its own words"
                );
                report_unseen(context, &list.index(s).field("lead"), message);
            }
        }
    }
    for slot in (0..model.slots.len()).map(Slot::at) {
        if context.engine.has_simpler(slot) && !context.engine.is_safety(slot) {
            let message = format!(
                "the simpler words of `{}` are never shown: only a red flag, or what a contraindication reads, is asked again",
                model.slot_name(slot)
            );
            report_unseen(context, &slot_spot(model, slot).field("simpler"), message);
        }
    }
}

fn in_vain(context: &mut Context<'_>, place: &Spot, slot: Slot, step: &str) {
    let message = format!(
        "the step {step} asks `{}`, and the answer changes nothing: no rule, guard, derived fact or property reads it",
        context.model.slot_name(slot)
    );
    context.report("idle_question", Severity::Warning, place, message).help =
        Some("read it somewhere, or do not ask it".to_owned());
}

fn report_unseen(context: &mut Context<'_>, spot: &Spot, message: String) {
    context.report("text_never_shown", Severity::Warning, spot, message).help =
        Some("remove it".to_owned());
}

/// The slots on whose findings something hangs, or whose values are shown.
fn read_slots(model: &Model) -> BTreeSet<Slot> {
    let mut read = BTreeSet::new();
    let mut look = |condition: &Condition| {
        condition.for_each_test(&mut |test| _ = read.insert(test.slot()));
    };
    for_each_condition(model, &mut look);
    if let Some(week) = &model.week {
        week.modes.iter().for_each(|mode| look(&mode.when));
        week.details.iter().for_each(|detail| look(&detail.when));
        read.extend(week.goals.iter().map(|goal| goal.goal));
        read.insert(week.budget.days);
    }
    for fact in &model.facts {
        if let FactKind::Derived(derived) = &fact.kind {
            read.extend(derived.inputs());
        }
        // a red flag asks for a rule that reads it, which is a finding of its own
        read.extend(fact.slots().filter(|slot| {
            let member = model.member_of(*slot);
            fact.red_flag.is_some() || member.is_some_and(|member| member.red_flag.is_some())
        }));
    }
    for contradiction in &model.contradictions {
        read.extend(&contradiction.facts);
    }
    for (text, _) in model.texts.iter() {
        for piece in model.texts.get(text, model.manifest.source_language) {
            if let Piece::Value(fact) | Piece::Rest(_, fact) = piece {
                read.extend(model.facts[fact.index()].slots());
            }
        }
    }
    // what is wished for chooses what is talked about
    for step in model.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
        if let StepKind::Listen { about, .. } = &step.kind {
            read.extend(model.facts[about.index()].slots());
        }
    }
    read
}

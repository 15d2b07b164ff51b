//! `unreachable_step`, `dead_end`, `endless_loop`: dialogues that do not lead to their end.

use crate::check::context::{Context, Spot};
use crate::check::course::Judge;
use crate::check::proof::Prover;
use crate::diagnostic::Severity;
use crate::graph::{Flaw, FlawKind, flaws};
use crate::model::Model;
use crate::model::dialogue::StepKind;

/// Reports every flaw of every dialogue at its step, with a chat that runs into it.
pub(super) fn check(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    let flaws = flaws(context.model);
    if flaws.is_empty() {
        return;
    }
    let judge = Judge::new(context.engine, context.reader, prover, &[]);
    for flaw in flaws {
        let origin = context.model.origins.dialogues[flaw.dialogue];
        let spot = Spot::top(origin.file, "steps").index(flaw.step).field("id");
        let (code, message, help) = in_words(context.model, &flaw);
        let chat = judge.through(prover, flaw.dialogue, &flaw.path);
        let transcript = chat.map(|chat| format!("{chat}# {message}\n"));
        let finding = context.report(code, Severity::Error, &spot, message);
        finding.help = Some(help);
        finding.transcript = transcript;
    }
}

fn in_words(model: &Model, flaw: &Flaw) -> (&'static str, String, String) {
    let dialogue = &model.dialogues[flaw.dialogue];
    let name = |step: usize| dialogue.steps.get(step).map_or("end", |step| step.id.as_str());
    let way = flaw.path.iter().map(|step| name(*step)).collect::<Vec<_>>().join(" → ");
    let step = name(flaw.step);
    match flaw.kind {
        FlawKind::Unreachable => (
            "unreachable_step",
            format!("nothing leads to the step `{step}` of `{}`", dialogue.id),
            "lead a step to it, or remove it".to_owned(),
        ),
        FlawKind::DeadEnd => (
            "dead_end",
            format!("no end is reached from the step `{step}`: {way}"),
            "lead its way to an `end` step or past the last step".to_owned(),
        ),
        FlawKind::CallsEndless => {
            let called = match &dialogue.steps[flaw.step].kind {
                StepKind::Call { dialogue, .. } => model.dialogues[*dialogue].id.as_str(),
                _ => "",
            };
            (
                "dead_end",
                format!("the step `{step}` calls `{called}`, which never ends"),
                format!("give `{called}` a way to its end"),
            )
        }
        FlawKind::NoWayOut => (
            "endless_loop",
            format!("this goes round and nothing leads out: {way}"),
            "lead one of these steps out of the loop".to_owned(),
        ),
        FlawKind::NoQuestion => (
            "endless_loop",
            format!("this goes round without asking anything: {way}"),
            "put an `ask` or `listen` step into the loop, or lead it on".to_owned(),
        ),
    }
}

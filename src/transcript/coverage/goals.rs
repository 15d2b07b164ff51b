//! What has to be so for a point to be reached, as states of conditions.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::graph::{DialogueGraph, Way};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;

/// States that conditions must have.
pub(super) type Goals<'m> = Vec<(&'m Condition, Truth)>;

/// What leads to a step: through the dialogues that call it, on the shortest way.
pub(super) fn to_step(model: &Model, dialogue: usize, step: usize) -> Goals<'_> {
    let mut goals = Goals::new();
    into_step(model, (dialogue, step), &mut BTreeSet::new(), &mut goals);
    goals
}

fn into_step<'m>(
    model: &'m Model,
    (dialogue, step): (usize, usize),
    seen: &mut BTreeSet<usize>,
    goals: &mut Goals<'m>,
) {
    if !seen.insert(dialogue) {
        return;
    }
    if dialogue != model.manifest.default_dialogue
        && let Some(caller) = caller_of(model, dialogue)
    {
        into_step(model, caller, seen, goals);
    }
    let graph = DialogueGraph::new(&model.dialogues[dialogue]);
    let path = if step == 0 { None } else { graph.shortest(0, step, &|_| true) };
    for pair in path.iter().flat_map(|path| path.windows(2)) {
        let ways = graph.ways(pair[0]);
        if let Some((way, _)) = ways.iter().find(|(_, to)| *to == pair[1]) {
            goals.extend(along(model, dialogue, pair[0], *way));
        }
    }
}

/// The first step that calls a dialogue, those of the default dialogue first.
fn caller_of(model: &Model, called: usize) -> Option<(usize, usize)> {
    let first = model.manifest.default_dialogue;
    let all = std::iter::once(first).chain(0..model.dialogues.len());
    all.filter(|dialogue| *dialogue != called).find_map(|dialogue| {
        let calls = |step: &crate::model::dialogue::Step| {
            matches!(step.kind, StepKind::Call { dialogue, .. } if dialogue == called)
        };
        let step = model.dialogues[dialogue].steps.iter().position(calls)?;
        Some((dialogue, step))
    })
}

/// What leads out of a step on one of its ways.
pub(super) fn along(model: &Model, dialogue: usize, step: usize, way: Way) -> Goals<'_> {
    let StepKind::Branch { ways, .. } = &model.dialogues[dialogue].steps[step].kind else {
        return Goals::new();
    };
    let guards = ways.iter().map(|(when, _)| when);
    match way {
        Way::Next => Goals::new(),
        Way::When(number) => {
            let before = guards.clone().take(number).map(|when| (when, Truth::No));
            before.chain(guards.skip(number).take(1).map(|when| (when, Truth::Yes))).collect()
        }
        Way::Unsure => {
            let mut goals: Goals<'_> = guards.map(|when| (when, Truth::No)).collect();
            if let Some(last) = goals.last_mut() {
                last.1 = Truth::Unknown;
            }
            goals
        }
        Way::Otherwise => guards.map(|when| (when, Truth::No)).collect(),
    }
}

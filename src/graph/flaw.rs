//! What is wrong with the way of a dialogue: steps never reached, dead ends, loops.

use std::collections::BTreeSet;

use crate::graph::dialogue::DialogueGraph;
use crate::model::Model;
use crate::model::dialogue::{Dialogue, StepKind};

/// Something wrong with the way of a dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The dialogue, as a position.
    pub dialogue: usize,
    /// The step it is about, as a position.
    pub step: usize,
    /// What is wrong.
    pub kind: FlawKind,
    /// The shortest way that shows it, as steps; empty where there is none.
    pub path: Vec<usize>,
}

/// What is wrong with a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlawKind {
    /// Nothing leads to it.
    Unreachable,
    /// No end is reached from it.
    DeadEnd,
    /// It calls a dialogue that never ends.
    CallsEndless,
    /// It goes round and nothing leads out.
    NoWayOut,
    /// It goes round without a question.
    NoQuestion,
}

/// What is known of each dialogue as seen by those that call it.
struct Called {
    /// Whether its end can be reached.
    ends: Vec<Option<bool>>,
    /// Whether its end can be reached without a question.
    silent: Vec<Option<bool>>,
}

/// All flaws of all dialogues, in the order of dialogues and steps.
#[must_use]
pub fn flaws(model: &Model) -> Vec<Flaw> {
    let n = model.dialogues.len();
    let mut called = Called { ends: vec![None; n], silent: vec![None; n] };
    for dialogue in 0..n {
        learn(model, dialogue, &mut called);
    }
    let mut found = Vec::new();
    for dialogue in 0..n {
        flaws_of(model, dialogue, &called, &mut found);
    }
    found.sort_by_key(|flaw| (flaw.dialogue, flaw.step));
    found
}

/// Learns of a dialogue after those that it calls. A ring of calls, which the loader refuses, counts
/// as ending.
fn learn(model: &Model, dialogue: usize, called: &mut Called) {
    if called.ends[dialogue].is_some() {
        return;
    }
    called.ends[dialogue] = Some(true);
    called.silent[dialogue] = Some(true);
    let steps = &model.dialogues[dialogue].steps;
    for step in steps {
        if let StepKind::Call { dialogue, .. } = step.kind {
            learn(model, dialogue, called);
        }
    }
    let graph = DialogueGraph::new(&model.dialogues[dialogue]);
    let closed = endless_calls(&model.dialogues[dialogue], called);
    called.ends[dialogue] = Some(graph.leading_out(&closed).contains(&0));
    let asking = asking_steps(&model.dialogues[dialogue], called);
    called.silent[dialogue] = Some(graph.has_way_around(&asking));
}

/// The call steps that never come back.
fn endless_calls(dialogue: &Dialogue, called: &Called) -> BTreeSet<usize> {
    let steps = dialogue.steps.iter().enumerate();
    steps
        .filter(|(_, step)| {
            matches!(step.kind, StepKind::Call { dialogue, .. } if called.ends[dialogue] == Some(false))
        })
        .map(|(position, _)| position)
        .collect()
}

/// The steps that wait for an answer, as long as there is something to ask.
fn asking_steps(dialogue: &Dialogue, called: &Called) -> BTreeSet<usize> {
    let steps = dialogue.steps.iter().enumerate();
    steps
        .filter(|(_, step)| match step.kind {
            StepKind::Ask { .. } | StepKind::Listen { .. } => true,
            StepKind::Call { dialogue, .. } => called.silent[dialogue] == Some(false),
            _ => false,
        })
        .map(|(position, _)| position)
        .collect()
}

fn flaws_of(model: &Model, position: usize, called: &Called, found: &mut Vec<Flaw>) {
    let dialogue = &model.dialogues[position];
    let graph = DialogueGraph::new(dialogue);
    let reachable = graph.reachable();
    let closed = endless_calls(dialogue, called);
    let out = graph.leading_out(&closed);
    let flaw = |step, kind, path| Flaw { dialogue: position, step, kind, path };
    for step in (0..dialogue.steps.len()).filter(|step| !reachable.contains(step)) {
        found.push(flaw(step, FlawKind::Unreachable, Vec::new()));
    }
    let mut in_trap = BTreeSet::new();
    let reached_and_on = |node: usize| reachable.contains(&node) && !closed.contains(&node);
    for group in graph.loops(&reached_and_on) {
        if group.iter().any(|step| out.contains(step)) {
            continue;
        }
        let path = graph.shortest_round(&group);
        found.push(flaw(path[0], FlawKind::NoWayOut, path));
        in_trap.extend(group);
    }
    let asking = asking_steps(dialogue, called);
    let silent =
        |node: usize| reached_and_on(node) && !asking.contains(&node) && !in_trap.contains(&node);
    for group in graph.loops(&silent) {
        let path = graph.shortest_round(&group);
        found.push(flaw(path[0], FlawKind::NoQuestion, path));
    }
    for step in reachable.iter().copied().filter(|step| !out.contains(step)) {
        if in_trap.contains(&step) {
            continue;
        }
        if closed.contains(&step) {
            found.push(flaw(step, FlawKind::CallsEndless, vec![step]));
            continue;
        }
        let traps = in_trap.iter().chain(&closed);
        let path = traps
            .filter_map(|trap| graph.shortest(step, *trap, &|_| true))
            .min_by_key(Vec::len)
            .unwrap_or_default();
        found.push(flaw(step, FlawKind::DeadEnd, path));
    }
}

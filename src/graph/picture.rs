//! A dialogue with those that it calls, as boxes and arrows without a layout.

use crate::base::language::Language;
use crate::graph::dialogue::{DialogueGraph, Way};
use crate::graph::guard::{condition_in_words, plain_text};
use crate::model::Model;
use crate::model::dialogue::{Step, StepKind};
use crate::model::fact::Slot;
use crate::model::urgency::Urgency;

/// How many letters a line of a box or the words on an arrow have at most.
const LONGEST_LINE: usize = 48;
/// How many findings a box lists.
const MOST_LISTED: usize = 4;

/// A dialogue with those that it calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What people call the dialogue.
    pub title: String,
    /// The dialogue first, then those that it calls in the order of the calls, each once.
    pub clusters: Vec<Cluster>,
}

/// One dialogue of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its steps in their order; the first is the start.
    pub boxes: Vec<StepBox>,
    /// How they lead to each other, in the order of the steps.
    pub arrows: Vec<Arrow>,
}

/// A step of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepBox {
    /// Its id in its dialogue.
    pub id: String,
    /// What it does.
    pub kind: BoxKind,
    /// The highest urgency of the red flags that it asks about.
    pub urgency: Option<Urgency>,
    /// What it says or shows, line by line.
    pub lines: Vec<String>,
    /// The dialogue that it calls.
    pub calls: Option<String>,
    /// Where its ways meet again, as positions in the boxes: what stands after it in a list.
    pub joins: Vec<usize>,
    /// Names of styles for formats that have them, with spaces between; empty as a rule.
    pub class: String,
}

/// What a step of a picture does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxKind {
    /// Says something.
    Say,
    /// Lets the person write freely.
    Listen,
    /// Asks.
    Ask,
    /// Goes one of several ways.
    Branch,
    /// Runs another dialogue.
    Call,
    /// Gives the outcome.
    Assess,
    /// Ends the dialogue.
    End,
    /// A finding that a rule tests.
    Finding,
    /// Several parts of a rule's condition together.
    Condition,
    /// A referral or an advice.
    Rule,
}

impl BoxKind {
    /// The word in pictures, that of the pack format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Listen => "listen",
            Self::Ask => "ask",
            Self::Branch => "branch",
            Self::Call => "call",
            Self::Assess => "assess",
            Self::End => "end",
            Self::Finding => "finding",
            Self::Condition => "condition",
            Self::Rule => "rule",
        }
    }
}

/// An arrow between two steps of one dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// From this step, as a position in the boxes.
    pub from: usize,
    /// To this step, as a position; `None`: the dialogue ends here.
    pub to: Option<usize>,
    /// The words on it; empty for a plain way on.
    pub label: String,
    /// Names of styles, as in [`StepBox::class`].
    pub class: String,
}

/// The picture of a dialogue (a position in the model's dialogues), in the words of a language.
#[must_use]
pub fn picture(model: &Model, dialogue: usize, language: Language) -> Picture {
    let mut order = Vec::new();
    collect(model, dialogue, &mut order);
    Picture {
        title: plain_text(model, model.dialogues[dialogue].title, language),
        clusters: order.into_iter().map(|member| cluster(model, member, language)).collect(),
    }
}

fn collect(model: &Model, dialogue: usize, order: &mut Vec<usize>) {
    if order.contains(&dialogue) {
        return;
    }
    order.push(dialogue);
    for step in &model.dialogues[dialogue].steps {
        if let StepKind::Call { dialogue, .. } = step.kind {
            collect(model, dialogue, order);
        }
    }
}

fn cluster(model: &Model, position: usize, language: Language) -> Cluster {
    let dialogue = &model.dialogues[position];
    let graph = DialogueGraph::new(dialogue);
    let mut arrows = Vec::new();
    for (from, step) in dialogue.steps.iter().enumerate() {
        if matches!(step.kind, StepKind::End { .. }) {
            continue;
        }
        for (way, to) in graph.ways(from) {
            let to = (to != graph.exit()).then_some(to);
            let label = way_in_words(model, step, way);
            arrows.push(Arrow { from, to, label, class: String::new() });
        }
    }
    let mut boxes: Vec<StepBox> =
        dialogue.steps.iter().map(|step| step_box(model, step, language)).collect();
    for step in 0..boxes.len() {
        let entries = arrows.iter().filter(|arrow| arrow.to == Some(step)).count();
        let above = graph.dominators_of(step).last().copied();
        if let Some(above) = above.filter(|_| entries > 1) {
            boxes[above].joins.push(step);
        }
    }
    Cluster {
        id: dialogue.id.to_string(),
        title: plain_text(model, dialogue.title, language),
        boxes,
        arrows,
    }
}

/// The words on a way out of a step.
pub(super) fn way_in_words(model: &Model, step: &Step, way: Way) -> String {
    match (way, &step.kind) {
        (Way::When(number), StepKind::Branch { ways, .. }) => {
            shortened(&condition_in_words(model, &ways[number].0))
        }
        (Way::Unsure, _) => "not known".to_owned(),
        (Way::Otherwise, _) => "otherwise".to_owned(),
        _ => String::new(),
    }
}

/// A step as a box.
pub(super) fn step_box(model: &Model, step: &Step, language: Language) -> StepBox {
    let first_line = |text| {
        let plain = plain_text(model, text, language);
        vec![shortened(plain.lines().next().unwrap_or_default())]
    };
    let (kind, lines, slots): (_, _, Vec<Slot>) = match &step.kind {
        StepKind::Say { text, .. } => (BoxKind::Say, first_line(*text), Vec::new()),
        StepKind::Listen { about, lead, .. } => {
            let fact = &model.facts[about.index()];
            (BoxKind::Listen, first_line(*lead), fact.slots().collect())
        }
        StepKind::Ask { show, .. } => (BoxKind::Ask, listed(model, show), show.clone()),
        StepKind::Branch { .. } => (BoxKind::Branch, Vec::new(), Vec::new()),
        StepKind::Call { dialogue, .. } => {
            (BoxKind::Call, vec![model.dialogues[*dialogue].id.to_string()], Vec::new())
        }
        StepKind::Assess { topics, .. } => {
            let names = topics.as_ref().map_or_else(
                || "all topics".to_owned(),
                |topics| {
                    let names = topics.iter().map(|topic| model.topics[topic.index()].id.as_str());
                    names.collect::<Vec<_>>().join(", ")
                },
            );
            (BoxKind::Assess, vec![shortened(&names)], Vec::new())
        }
        StepKind::End { text } => {
            (BoxKind::End, text.map(first_line).unwrap_or_default(), Vec::new())
        }
    };
    let calls = match &step.kind {
        StepKind::Call { dialogue, .. } => Some(model.dialogues[*dialogue].id.to_string()),
        _ => None,
    };
    let urgency = slots.iter().filter_map(|slot| flag_urgency(model, *slot)).max();
    let id = step.id.to_string();
    StepBox { id, kind, urgency, lines, calls, joins: Vec::new(), class: String::new() }
}

/// The least urgency that a red flag leads to.
pub(super) fn flag_urgency(model: &Model, slot: Slot) -> Option<Urgency> {
    let flag = match model.member_of(slot) {
        Some(member) => member.red_flag.as_ref(),
        None => model.fact_of(slot).red_flag.as_ref(),
    };
    flag.map(|flag| flag.least)
}

/// What an ask step shows: a whole set by its name, else slot by slot.
fn listed(model: &Model, show: &[Slot]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut at = 0;
    while at < show.len() {
        let fact = model.fact_of(show[at]);
        let whole: Vec<Slot> = fact.slots().collect();
        if show[at..].starts_with(&whole) {
            names.push(fact.id.to_string());
            at += whole.len();
        } else {
            names.push(model.slot_name(show[at]));
            at += 1;
        }
    }
    let more = names.len().saturating_sub(MOST_LISTED);
    if more > 1 {
        names.truncate(MOST_LISTED);
        names.push(format!("and {more} more"));
    }
    names
}

/// A line cut at a word, with an ellipsis where something is missing.
pub(super) fn shortened(line: &str) -> String {
    if line.chars().count() <= LONGEST_LINE {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST_LINE - 1).collect();
    let kept =
        cut.rfind(' ').filter(|at| *at > LONGEST_LINE / 2).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{}…", kept.trim_end_matches([',', ' ', '(']))
}

//! What leads to one rule: its condition, the findings that it tests, and the steps that ask them.

use std::collections::BTreeMap;

use crate::base::language::Language;
use crate::graph::dialogue::DialogueGraph;
use crate::graph::guard::{plain_text, test_in_words};
use crate::graph::picture::{
    Arrow, BoxKind, Cluster, Picture, StepBox, flag_urgency, shortened, step_box, way_in_words,
};
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactKind, Slot};
use crate::model::rule::ContraindicationKind;
use crate::model::text::TextId;
use crate::model::urgency::Urgency;

/// The picture of what leads to a referral or an advice, the rule as the last box of all; `None` when
/// no rule has this id.
#[must_use]
pub fn leading_to(model: &Model, rule: &str, language: Language) -> Option<Picture> {
    let mut drawing = Drawing::new(model, language);
    let (id, title) = if let Some(position) = model.names.referrals.get(rule) {
        let referral = &model.referrals[*position];
        drawing.referral(*position);
        (referral.id.to_string(), referral.title)
    } else {
        let advice = &model.advice[*model.names.advice.get(rule)?];
        let whole = drawing.condition(&advice.when);
        let target = drawing.rule(advice.id.as_str(), "advice", None, advice.title);
        drawing.arrow(whole, target);
        for contraindication in &advice.contraindications {
            let (held, so) = drawing.condition(&contraindication.when);
            let words = match contraindication.kind {
                ContraindicationKind::Block => "withholds it",
                ContraindicationKind::AskFirst => "withholds it: ask first",
            };
            drawing.arrow((held, joined(&so, words)), target);
        }
        (advice.id.to_string(), advice.title)
    };
    let title = plain_text(model, title, language);
    let cluster =
        Cluster { id, title: title.clone(), boxes: drawing.boxes, arrows: drawing.arrows };
    Some(Picture { title, clusters: vec![cluster] })
}

/// A picture that is being drawn: every different box once.
struct Drawing<'a> {
    model: &'a Model,
    language: Language,
    boxes: Vec<StepBox>,
    arrows: Vec<Arrow>,
    tests: BTreeMap<Test, usize>,
    slots: BTreeMap<Slot, Vec<usize>>,
    steps: BTreeMap<(usize, usize), usize>,
}

impl<'a> Drawing<'a> {
    fn new(model: &'a Model, language: Language) -> Self {
        Self {
            model,
            language,
            boxes: Vec::new(),
            arrows: Vec::new(),
            tests: BTreeMap::new(),
            slots: BTreeMap::new(),
            steps: BTreeMap::new(),
        }
    }

    /// A referral holds by its own condition, and when it clears an advice that is held back.
    fn referral(&mut self, position: usize) {
        let model = self.model;
        let referral = &model.referrals[position];
        let mut ways = Vec::new();
        if referral.when != Condition::Any(Vec::new()) {
            ways.push(self.condition(&referral.when));
        }
        for advice in &model.advice {
            for contraindication in &advice.contraindications {
                if contraindication.refer == Some(position) {
                    let parts =
                        [self.condition(&advice.when), self.condition(&contraindication.when)];
                    let both = self.gate("all of these");
                    for part in parts {
                        self.arrow(part, both);
                    }
                    ways.push((both, format!("holds back {}", advice.id)));
                }
            }
        }
        let id = referral.id.as_str();
        let target = self.rule(id, "referral", Some(referral.urgency), referral.title);
        for way in ways {
            self.arrow(way, target);
        }
    }

    /// An arrow from a box, with the words on it.
    fn arrow(&mut self, (from, label): (usize, String), to: usize) {
        let arrow = Arrow { from, to: Some(to), label, class: String::new() };
        if !self.arrows.contains(&arrow) {
            self.arrows.push(arrow);
        }
    }

    fn add(&mut self, kind: BoxKind, id: String, urgency: Option<Urgency>, line: String) -> usize {
        let lines = if line.is_empty() { Vec::new() } else { vec![line] };
        let (calls, joins, class) = (None, Vec::new(), String::new());
        self.boxes.push(StepBox { id, kind, urgency, lines, calls, joins, class });
        self.boxes.len() - 1
    }

    fn rule(&mut self, id: &str, what: &str, urgency: Option<Urgency>, title: TextId) -> usize {
        let title = plain_text(self.model, title, self.language);
        self.add(BoxKind::Rule, format!("{what} {id}"), urgency, shortened(&title))
    }

    fn gate(&mut self, words: &str) -> usize {
        self.add(BoxKind::Condition, words.to_owned(), None, String::new())
    }

    /// The box of a condition, and the words on the arrow from it: what is made of its state.
    fn condition(&mut self, condition: &Condition) -> (usize, String) {
        let (words, parts): (String, &[Condition]) = match condition {
            Condition::Test(test) => return (self.test(*test), String::new()),
            Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => {
                return self.condition(&parts[0]);
            }
            Condition::Not(part) => return self.read_as(part, "not"),
            Condition::Possibly(part) => {
                return match &**part {
                    Condition::Not(part) => self.read_as(part, "unless known to be so"),
                    part => self.read_as(part, "unless known not to be so"),
                };
            }
            Condition::All(parts) if parts.is_empty() => ("always".to_owned(), parts),
            Condition::Any(parts) if parts.is_empty() => ("never".to_owned(), parts),
            Condition::All(parts) => ("all of these".to_owned(), parts),
            Condition::Any(parts) => ("any of these".to_owned(), parts),
            Condition::AtLeast(n, parts) => (format!("at least {n} of these"), parts),
        };
        let inner: Vec<(usize, String)> = parts.iter().map(|part| self.condition(part)).collect();
        let gate = self.gate(&words);
        for part in inner {
            self.arrow(part, gate);
        }
        (gate, String::new())
    }

    fn read_as(&mut self, part: &Condition, words: &str) -> (usize, String) {
        let (inner, so) = self.condition(part);
        (inner, joined(words, &so))
    }

    fn test(&mut self, test: Test) -> usize {
        if let Some(known) = self.tests.get(&test) {
            return *known;
        }
        let askers = self.askers(test.slot());
        let urgency = matches!(test, Test::Has(_)).then(|| flag_urgency(self.model, test.slot()));
        let words = test_in_words(self.model, test);
        let target = self.add(BoxKind::Finding, words, urgency.flatten(), String::new());
        for asker in askers {
            self.arrow((asker, String::new()), target);
        }
        self.tests.insert(test, target);
        target
    }

    /// The steps that ask a slot; a derived number comes from what it is computed from.
    fn askers(&mut self, slot: Slot) -> Vec<usize> {
        if let Some(known) = self.slots.get(&slot) {
            return known.clone();
        }
        let model = self.model;
        let mut askers = Vec::new();
        if let FactKind::Derived(derived) = &model.fact_of(slot).kind {
            for input in derived.inputs() {
                let of_input = self.askers(input);
                askers.extend(of_input);
            }
            askers.sort_unstable();
            askers.dedup();
        }
        for (dialogue, steps) in model.dialogues.iter().map(|dialogue| &dialogue.steps).enumerate()
        {
            for (step, written) in steps.iter().enumerate() {
                let asks = match &written.kind {
                    StepKind::Ask { show, .. } => show.contains(&slot),
                    StepKind::Listen { about, .. } => *about == model.slots[slot.index()].fact,
                    _ => false,
                };
                if asks {
                    askers.push(self.step(dialogue, step));
                }
            }
        }
        self.slots.insert(slot, askers.clone());
        askers
    }

    /// A step, with the nearest branch that decides whether it comes up, or else with its callers.
    fn step(&mut self, dialogue: usize, step: usize) -> usize {
        if let Some(known) = self.steps.get(&(dialogue, step)) {
            return *known;
        }
        let model = self.model;
        let written = &model.dialogues[dialogue];
        let mut drawn = step_box(model, &written.steps[step], self.language);
        drawn.id = format!("{}.{}", written.id, drawn.id);
        drawn.calls = None;
        self.boxes.push(drawn);
        let target = self.boxes.len() - 1;
        self.steps.insert((dialogue, step), target);
        if let Some((branch, words)) = deciding(model, dialogue, step) {
            let from = self.step(dialogue, branch);
            self.arrow((from, words), target);
            return target;
        }
        for (caller, other) in model.dialogues.iter().enumerate() {
            for (position, call) in other.steps.iter().enumerate() {
                if matches!(call.kind, StepKind::Call { dialogue: called, .. } if called == dialogue)
                {
                    let from = self.step(caller, position);
                    self.arrow((from, "calls".to_owned()), target);
                }
            }
        }
        target
    }
}

/// Two parts of the words on an arrow, of which either may be empty.
fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (_, true) => first.to_owned(),
        (true, _) => second.to_owned(),
        _ => format!("{first}: {second}"),
    }
}

/// The nearest branch before a step of which some ways lead there and others do not, with the words on
/// those that do.
fn deciding(model: &Model, dialogue: usize, step: usize) -> Option<(usize, String)> {
    let written = &model.dialogues[dialogue];
    let graph = DialogueGraph::new(written);
    let mut above = graph.dominators_of(step);
    above.reverse();
    above.into_iter().find_map(|branch| {
        let ways = graph.ways(branch);
        let leads =
            |to: usize| to == step || graph.shortest(to, step, &|node| node != branch).is_some();
        let (there, past): (Vec<_>, Vec<_>) = ways.into_iter().partition(|(_, to)| leads(*to));
        if there.is_empty() || past.is_empty() {
            return None;
        }
        let words = there.iter().map(|(way, _)| way_in_words(model, &written.steps[branch], *way));
        Some((branch, words.collect::<Vec<_>>().join(", or ")))
    })
}

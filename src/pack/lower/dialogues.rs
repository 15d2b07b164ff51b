//! Dialogues: step names, targets, guards and calls.

use std::collections::BTreeSet;

use crate::base::cycle::successors_first;
use crate::base::id::Id;
use crate::model::condition::{Condition, NamedCondition};
use crate::model::dialogue::{Dialogue, Step, StepKind};
use crate::model::fact::{Fact, FactKind, Slot};
use crate::model::rule::Advice;
use crate::pack::lower::facts::ShapeKind;
use crate::pack::lower::{Lowering, placeholder_id};
use crate::pack::place::At;
use crate::pack::read::Raw;
use crate::pack::schema;

/// The most steps of a dialogue with those that it calls.
const MOST_STEPS: usize = 10_000;

/// What the steps of one dialogue are lowered with.
struct Around<'a> {
    prefix: String,
    steps: &'a [schema::Step],
    named: &'a [NamedCondition],
    guarded: &'a BTreeSet<Slot>,
}

impl Lowering<'_> {
    /// Lowers the dialogues.
    pub(super) fn dialogues(
        &mut self,
        raw: &[Raw<schema::Dialogue>],
        named: &[NamedCondition],
        (facts, advice): (&[Fact], &[Advice]),
    ) -> Vec<Dialogue> {
        self.call_cycles(raw);
        let guarded = safety_slots(facts, advice);
        raw.iter()
            .map(|entry| {
                let at = At::file(entry.file);
                let value = &entry.value;
                let prefix = format!("dialogue.{}", value.id);
                let title = self.text(&at.field("title"), format!("{prefix}.title"), &value.title);
                let around = Around { prefix, steps: &value.steps, named, guarded: &guarded };
                let list = at.field("steps");
                let steps = self.steps(&list, &around);
                if steps.is_empty() {
                    self.error(
                        &list,
                        "empty_dialogue",
                        "a dialogue needs at least one step".to_owned(),
                    );
                }
                Dialogue {
                    id: Id::new(&value.id).unwrap_or_else(|_| placeholder_id()),
                    title,
                    steps,
                }
            })
            .collect()
    }

    /// Calls must neither go round nor multiply: dialogues that call the next one twice double with each.
    fn call_cycles(&mut self, raw: &[Raw<schema::Dialogue>]) {
        let names: Vec<String> = raw.iter().map(|entry| entry.value.id.clone()).collect();
        let calls: Vec<Vec<usize>> = raw
            .iter()
            .map(|entry| {
                let called = entry.value.steps.iter().filter_map(|step| match step {
                    schema::Step::Call { dialogue, .. } => Some(dialogue),
                    _ => None,
                });
                called.filter_map(|name| self.names.dialogues.get(name.as_str()).copied()).collect()
            })
            .collect();
        let place = |n: usize| At::file(raw[n].file).field("steps").path();
        let next = |n: usize| calls[n].clone();
        if self.report_cycle("call_cycle", "dialogue calls", &names, next, place) {
            return;
        }
        let mut steps: Vec<usize> = raw.iter().map(|entry| entry.value.steps.len()).collect();
        for n in successors_first(raw.len(), next) {
            steps[n] =
                calls[n].iter().fold(steps[n], |sum, called| sum.saturating_add(steps[*called]));
            if steps[n] > MOST_STEPS {
                let message = format!(
                    "with those that it calls, `{}` has more than {MOST_STEPS} steps",
                    names[n]
                );
                let at = At::file(raw[n].file);
                self.error_with_help(
                    &at.field("steps"),
                    "too_large",
                    message,
                    "call a dialogue once",
                );
                return;
            }
        }
    }

    fn steps(&mut self, list: &At<'_>, around: &Around<'_>) -> Vec<Step> {
        let mut seen = BTreeSet::new();
        let mut steps = Vec::new();
        for (position, step) in around.steps.iter().enumerate() {
            let at = list.index(position);
            let at_id = at.field("id");
            let id = self.id(&at_id, step.id()).unwrap_or_else(placeholder_id);
            if !seen.insert(step.id()) {
                self.duplicate(&at_id, "step", step.id());
            }
            let kind = self.step(&at, position, step, around);
            steps.push(Step { id, kind });
        }
        steps
    }

    fn step(
        &mut self,
        at: &At<'_>,
        position: usize,
        step: &schema::Step,
        around: &Around<'_>,
    ) -> StepKind {
        let key = |field: &str| format!("{}.{}.{field}", around.prefix, step.id());
        let following = (position + 1 < around.steps.len()).then_some(position + 1);
        let mut next = |next: &Option<String>| match next {
            None => following,
            Some(name) => self.target(&at.field("next"), name, around),
        };
        match step {
            schema::Step::Say { text, next: to, .. } => {
                let next = next(to);
                StepKind::Say { text: self.text(&at.field("text"), key("text"), text), next }
            }
            schema::Step::Listen { about, lead, next: to, .. } => {
                let next = next(to);
                let lead = self.text(&at.field("lead"), key("lead"), lead);
                let known = self.names.facts.get(about.as_str()).copied();
                if known.is_none() {
                    self.unknown_fact(&at.field("about"), about);
                }
                StepKind::Listen {
                    about: known.unwrap_or(crate::model::fact::FactId(0)),
                    lead,
                    next,
                }
            }
            schema::Step::Ask { show, lead, next: to, .. } => {
                let next = next(to);
                let lead = lead.as_ref();
                let lead = lead.map(|lead| self.text(&at.field("lead"), key("lead"), lead));
                StepKind::Ask { show: self.shown(&at.field("show"), show), lead, next }
            }
            schema::Step::Branch { ways, unsure, otherwise, .. } => {
                self.branch(at, ways, unsure.as_ref(), otherwise, around)
            }
            schema::Step::Call { dialogue, next: to, .. } => {
                let next = next(to);
                StepKind::Call { dialogue: self.dialogue_at(&at.field("dialogue"), dialogue), next }
            }
            schema::Step::Assess { topics, next: to, .. } => {
                let next = next(to);
                let list = at.field("topics");
                let topics = topics.as_ref().map(|names| {
                    let named = names.iter().enumerate();
                    named.map(|(number, name)| self.topic(&list.index(number), name)).collect()
                });
                StepKind::Assess { topics, next }
            }
            schema::Step::End { text, .. } => {
                let text = text.as_ref();
                StepKind::End {
                    text: text.map(|text| self.text(&at.field("text"), key("text"), text)),
                }
            }
        }
    }

    /// The slots that an ask step shows.
    fn shown(&mut self, list: &At<'_>, names: &[String]) -> Vec<Slot> {
        if names.is_empty() {
            self.error(list, "empty_list", "an ask step must show something".to_owned());
        }
        let mut slots = Vec::new();
        for (number, name) in names.iter().enumerate() {
            slots.extend(self.any_slots(&list.index(number), name));
        }
        slots
    }

    fn target(&mut self, at: &At<'_>, name: &str, around: &Around<'_>) -> Option<usize> {
        let found = around.steps.iter().position(|step| step.id() == name);
        if found.is_none() {
            let known = around.steps.iter().map(schema::Step::id);
            self.unknown(at, "unknown_step", "step", name, known);
        }
        found
    }

    fn branch(
        &mut self,
        at: &At<'_>,
        ways: &[schema::Way],
        unsure: Option<&String>,
        otherwise: &str,
        around: &Around<'_>,
    ) -> StepKind {
        let list = at.field("ways");
        let mut lowered: Vec<(Condition, usize)> = Vec::new();
        for (number, way) in ways.iter().enumerate() {
            let at = list.index(number);
            let when = self.condition(&at.field("when"), &way.when, around.named);
            let to = self.target(&at.field("to"), &way.to, around).unwrap_or_default();
            lowered.push((when, to));
        }
        let mut reads_safety = false;
        for (when, _) in &lowered {
            when.for_each_test(&mut |test| reads_safety |= around.guarded.contains(&test.slot()));
        }
        if reads_safety && unsure.is_none() {
            let message = "this branch reads a red flag or a contraindication and has no way for an answer that is not known".to_owned();
            let help = "add `unsure: \"…\"`, the careful way";
            self.error_with_help(at, "branch_without_unsure", message, help);
        }
        StepKind::Branch {
            ways: lowered,
            unsure: unsure.and_then(|name| self.target(&at.field("unsure"), name, around)),
            otherwise: self.target(&at.field("otherwise"), otherwise, around).unwrap_or_default(),
        }
    }

    pub(super) fn dialogue_at(&mut self, at: &At<'_>, name: &str) -> usize {
        let found = self.names.dialogues.get(name).copied();
        if found.is_none() {
            let known: Vec<String> = self.names.dialogues.keys().map(ToString::to_string).collect();
            let known = known.iter().map(String::as_str);
            self.unknown(at, "unknown_dialogue", "dialogue", name, known);
        }
        found.unwrap_or_default()
    }

    /// The slots that `fact` or `fact.member` names; a set by itself names all its members.
    pub(super) fn any_slots(&mut self, at: &At<'_>, name: &str) -> Vec<Slot> {
        if name.contains('.') {
            return self.member_slot(at, name).into_iter().collect();
        }
        let Some(shape) = self.shape_of(name) else {
            self.unknown_fact(at, name);
            return Vec::new();
        };
        let first = shape.first_slot.index();
        let count = match &shape.kind {
            ShapeKind::Set(members) => members.len(),
            _ => 1,
        };
        (first..first + count).map(Slot::at).collect()
    }
}

/// The slots of red flags, and those that contraindications read.
fn safety_slots(facts: &[Fact], advice: &[Advice]) -> BTreeSet<Slot> {
    let mut slots = BTreeSet::new();
    for fact in facts {
        if fact.red_flag.is_some() {
            slots.insert(fact.first_slot);
        }
        if let FactKind::Set(members) = &fact.kind {
            let flagged = members.iter().enumerate().filter(|(_, m)| m.red_flag.is_some());
            slots.extend(flagged.map(|(position, _)| fact.slot_of_member(position)));
        }
    }
    for contraindication in advice.iter().flat_map(|advice| &advice.contraindications) {
        contraindication.when.for_each_test(&mut |test| {
            slots.insert(test.slot());
        });
    }
    slots
}

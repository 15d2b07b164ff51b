//! A dialogue → a form.
//!
//! A called dialogue becomes a group, an ask step its questions, a say step a display. A set becomes a
//! group with a yes/no question for each member, since a list of ticks could not tell a no from
//! "not asked" and "don't know".

use std::collections::BTreeSet;

use crate::exchange::fhir::form::{Asks, Choice, Form, Item, Kind, Text, Unit, Value};
use crate::exchange::fhir::guard::{Links, guarded, guards};
use crate::exchange::fhir::order::{look_back, unwrap};
use crate::exchange::fhir::write::text_entries;
use crate::exchange::fhir::{Entries, text};
use crate::exchange::json::Json;
use crate::graph::{DialogueGraph, Way, condition_in_words};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::{Dialogue, StepKind};
use crate::model::fact::{FactKind, Slot, Unit as FactUnit};
use crate::model::text::TextId;
use crate::render::text::Speech;

/// A dialogue (a position) as a form, and what could not be said in it.
#[must_use]
pub fn of_dialogue(speech: &Speech<'_>, dialogue: usize) -> (Form, Vec<String>) {
    let model = speech.model;
    let mut writer = Writer {
        speech: Speech { findings: None, ..*speech },
        asked: BTreeSet::new(),
        links: BTreeSet::new(),
        unsaid: Vec::new(),
    };
    let mut items = writer.steps(dialogue);
    let freed = look_back(&mut items);
    items.iter_mut().for_each(unwrap);
    writer.unsaid.extend(freed.into_iter().map(|link| {
        format!(
            "the guard of `{link}` hangs on what this form asks later or not at all, so that \
                 part of it is left out"
        )
    }));
    let (id, manifest) = (&model.dialogues[dialogue].id, &model.manifest);
    let url = format!("urn:samtale:{}:{id}", manifest.id);
    let title = writer.text(model.dialogues[dialogue].title);
    let mut head: Entries = vec![("resourceType".to_owned(), text("Questionnaire"))];
    let mut put = |key: &str, value: Json| head.push((key.to_owned(), value));
    put("language", text(speech.language.code()));
    put("url", text(&url));
    put("version", text(&manifest.version));
    put("name", text(id.as_str()));
    head.extend(text_entries("title", &title));
    head.push(("status".to_owned(), text("draft")));
    head.push(("subjectType".to_owned(), Json::List(vec![text("Patient")])));
    let form = Form {
        head,
        url: Some(url),
        version: Some(manifest.version.clone()),
        language: Some(speech.language.code().to_owned()),
        title: Some(title),
        items,
    };
    (form, writer.unsaid)
}

struct Writer<'m> {
    speech: Speech<'m>,
    /// The slots that have an item already: each is asked once.
    asked: BTreeSet<Slot>,
    links: BTreeSet<String>,
    unsaid: Vec<String>,
}

/// A slot's item has the slot's name.
struct BySlot<'m>(&'m Model);

impl Links for BySlot<'_> {
    fn link(&self, slot: Slot) -> Option<String> {
        (!self.0.fact_of(slot).is_derived()).then(|| self.0.slot_name(slot))
    }

    fn option(&self, slot: Slot, option: u16) -> Option<Value> {
        let fact = self.0.fact_of(slot);
        let FactKind::OneOf(choices) = &fact.kind else { return None };
        let code = choices.get(usize::from(option))?.id.to_string();
        Some(Value::Coding { system: Some(system(self.0, slot)), code: Some(code), display: None })
    }
}

/// The code system of a fact's options.
fn system(model: &Model, slot: Slot) -> String {
    format!("urn:samtale:{}:{}", model.manifest.id, model.fact_of(slot).id)
}

impl Writer<'_> {
    fn steps(&mut self, dialogue: usize) -> Vec<Item> {
        let model = self.speech.model;
        let of = &model.dialogues[dialogue];
        let graph = DialogueGraph::new(of);
        let mut items = Vec::new();
        for (position, step) in of.steps.iter().enumerate() {
            let Some(item) = self.step(dialogue, position) else { continue };
            let way = way_to(of, &graph, position);
            let name = format!("{}.{}", of.id, step.id);
            items.push(self.with_guard(item, way, &name));
        }
        items
    }

    /// What a step asks or says; nothing where all of it has been asked before.
    fn step(&mut self, dialogue: usize, position: usize) -> Option<Item> {
        let model = self.speech.model;
        let step = &model.dialogues[dialogue].steps[position];
        let name = format!("{}.{}", model.dialogues[dialogue].id, step.id);
        let group = |writer: &mut Self, text: Option<Text>, items: Vec<Item>| {
            let mut group = Item::new(writer.free(&name), Kind::Group, text);
            group.items = items;
            (!group.items.is_empty()).then_some(group)
        };
        match &step.kind {
            StepKind::Say { text, .. } => {
                Some(Item::new(self.free(&name), Kind::Display, Some(self.text(*text))))
            }
            StepKind::Listen { lead, .. } => {
                Some(Item::new(self.free(&name), Kind::Text, Some(self.text(*lead))))
            }
            StepKind::Ask { show, lead, .. } => {
                let lead = lead.map(|lead| self.text(lead));
                self.question(&name, show, lead)
            }
            StepKind::Call { dialogue, .. } => {
                let title = self.text(model.dialogues[*dialogue].title);
                let items = self.steps(*dialogue);
                group(self, Some(title), items)
            }
            StepKind::Assess { .. } => {
                let items = self.everything_else();
                if !items.is_empty() {
                    self.unsaid.push(format!(
                        "`{name}` asks what still matters, which enableWhen cannot say: its group asks \
                         everything that no other step asks"
                    ));
                }
                group(self, None, items)
            }
            StepKind::End { text } => {
                let text = self.text((*text)?);
                Some(Item::new(self.free(&name), Kind::Display, Some(text)))
            }
            StepKind::Branch { .. } => None,
        }
    }

    /// An ask step: one question, or a group of them.
    fn question(&mut self, name: &str, show: &[Slot], lead: Option<Text>) -> Option<Item> {
        let model = self.speech.model;
        let new: Vec<Slot> =
            show.iter().copied().filter(|slot| !self.asked.contains(slot)).collect();
        let first = *new.first()?;
        let fact = model.slots[first.index()].fact;
        let one_fact = new.iter().all(|slot| model.slots[slot.index()].fact == fact);
        let is_set = matches!(model.facts[fact.index()].kind, FactKind::Set(_));
        if one_fact && !is_set && lead.is_none() {
            return self.slot(first);
        }
        let text = match lead {
            Some(lead) => Some(lead),
            None if one_fact => Some(self.text(model.facts[fact.index()].question?)),
            None => None,
        };
        let mut group = Item::new(self.free(name), Kind::Group, text);
        group.items = new.into_iter().filter_map(|slot| self.slot(slot)).collect();
        Some(group)
    }

    /// The facts that no step asks.
    fn everything_else(&mut self) -> Vec<Item> {
        let model = self.speech.model;
        let mut items = Vec::new();
        for (position, fact) in
            model.facts.iter().enumerate().filter(|(_, fact)| !fact.is_derived())
        {
            let slots: Vec<Slot> = fact.slots().collect();
            let name = fact.id.to_string();
            if matches!(fact.kind, FactKind::Set(_)) {
                items.extend(self.question(&name, &slots, None));
            } else if !self.asked.contains(&model.facts[position].first_slot) {
                items.extend(self.slot(fact.first_slot));
            }
        }
        items
    }

    /// The question about one slot.
    fn slot(&mut self, slot: Slot) -> Option<Item> {
        let model = self.speech.model;
        let fact = model.fact_of(slot);
        if fact.is_derived() || !self.asked.insert(slot) {
            return None;
        }
        let member = model.member_of(slot);
        let text = match member {
            Some(member) => member.question.unwrap_or(member.label),
            None => fact.question.unwrap_or(fact.title),
        };
        let link = self.free(&model.slot_name(slot));
        let mut item = Item::new(link, Kind::Boolean, Some(self.text(text)));
        item.asks = Some(Asks::Slot(slot));
        match &fact.kind {
            FactKind::Number(number) => {
                item.kind = Kind::Decimal;
                item.unit = Some(self.unit(slot, number.unit));
                item.range = (Some(number.min.to_string()), Some(number.max.to_string()));
            }
            FactKind::OneOf(choices) => {
                item.kind = Kind::Choice;
                item.asks = Some(Asks::OneOf(slot));
                let options = choices.iter().enumerate().map(|(position, choice)| Choice {
                    value: Value::Coding {
                        system: Some(system(model, slot)),
                        code: Some(choice.id.to_string()),
                        display: Some(self.text(choice.label).words),
                    },
                    label: self.text(choice.label),
                    position: Some(position),
                    score: choice.score.map(|score| score.to_string()),
                });
                item.options = options.collect();
            }
            FactKind::YesNo | FactKind::Set(_) | FactKind::Derived(_) => {}
        }
        if let Some(hint) = fact.hint.filter(|_| member.is_none()) {
            let link = self.free(&format!("{}.hint", item.link));
            item.items.push(Item::new(link, Kind::Display, Some(self.text(hint))));
        }
        let mut parts = vec![fact.ask_when.clone()];
        parts.extend(member.map(|member| member.ask_when.clone()));
        let name = model.slot_name(slot);
        Some(self.with_guard(item, Ok(Condition::All(parts)), &name))
    }

    /// An item that shows only while a condition holds; always, where that cannot be said.
    fn with_guard(&mut self, item: Item, when: Result<Condition, String>, name: &str) -> Item {
        let model = self.speech.model;
        let said = when.and_then(|when| {
            guards(model, &BySlot(model), &when).map_err(|unsaid| {
                format!("{} (part of: {})", unsaid.0, condition_in_words(model, &when))
            })
        });
        match said {
            Ok(said) => guarded(item, said),
            Err(words) => {
                self.unsaid.push(format!(
                    "the guard of `{name}` cannot be said in enableWhen, so it always shows: {words}"
                ));
                item
            }
        }
    }

    /// A linkId that no item has yet.
    fn free(&mut self, name: &str) -> String {
        let mut link = name.to_owned();
        let mut number = 1;
        while !self.links.insert(link.clone()) {
            number += 1;
            link = format!("{name}.{number}");
        }
        link
    }

    fn text(&self, id: TextId) -> Text {
        let words = |language| Speech { language, ..self.speech }.text(id);
        let others = self.speech.model.manifest.languages.iter();
        let others = others.copied().filter(|language| *language != self.speech.language);
        Text {
            words: words(self.speech.language),
            translations: others
                .map(|language| (language.code().to_owned(), words(language)))
                .collect(),
        }
    }

    fn unit(&self, slot: Slot, unit: FactUnit) -> Unit {
        let one = self.speech.amount(slot, crate::base::decimal::Decimal::ONE);
        let display = one.split_once(' ').map_or(one.as_str(), |(_, unit)| unit).to_owned();
        Unit { code: ucum(unit).to_owned(), display }
    }
}

/// The code of a unit in UCUM.
pub(super) const fn ucum(unit: FactUnit) -> &'static str {
    match unit {
        FactUnit::Hours => "h",
        FactUnit::Days => "d",
        FactUnit::Years => "a",
        FactUnit::Minutes => "min",
        FactUnit::Milligrams => "mg/d",
        FactUnit::Kilograms => "kg",
        FactUnit::MilligramsPerKilogram => "mg/kg",
        FactUnit::DaysPerWeek => "d/wk",
        FactUnit::Points => "{score}",
    }
}

/// When a step is come to: the ways of the branches before it of which it hangs on some and not on all.
fn way_to(dialogue: &Dialogue, graph: &DialogueGraph, step: usize) -> Result<Condition, String> {
    let mut parts = Vec::new();
    for (position, branch) in dialogue.steps.iter().enumerate() {
        let StepKind::Branch { ways, unsure, .. } = &branch.kind else { continue };
        let out = graph.ways(position);
        let leads = |to: usize| leads(graph, to, step, position);
        let passes = |to: usize| to == step || !leads_around(graph, to, step);
        let taken: Vec<Way> =
            out.iter().filter(|(_, to)| leads(*to)).map(|(way, _)| *way).collect();
        let always = out.iter().all(|(_, to)| passes(*to));
        if position == step || always || taken.is_empty() || taken.len() == out.len() {
            continue;
        }
        let conditions: Vec<&Condition> = ways.iter().map(|(when, _)| when).collect();
        let when = ways_as_condition(&conditions, unsure.is_some(), &taken)
            .ok_or_else(|| format!("the ways of branch `{}`", branch.id))?;
        parts.push(when);
    }
    Ok(Condition::All(parts))
}

/// Whether a step leads to another (or is it) without passing a branch again.
fn leads(graph: &DialogueGraph, from: usize, to: usize, without: usize) -> bool {
    from == to || graph.shortest(from, to, &|node| node != without).is_some()
}

/// Whether the end can be reached from a step without passing another.
fn leads_around(graph: &DialogueGraph, from: usize, step: usize) -> bool {
    from == graph.exit() || graph.shortest(from, graph.exit(), &|node| node != step).is_some()
}

/// When one of these ways of a branch is taken.
fn ways_as_condition(ways: &[&Condition], has_unsure: bool, taken: &[Way]) -> Option<Condition> {
    let chosen: Vec<Condition> = ways
        .iter()
        .enumerate()
        .filter(|(number, _)| taken.contains(&Way::When(*number)))
        .map(|(_, when)| (*when).clone())
        .collect();
    let (unsure, otherwise) = (taken.contains(&Way::Unsure), taken.contains(&Way::Otherwise));
    let possibly = |condition| Condition::Possibly(Box::new(condition));
    let none = || Condition::Not(Box::new(Condition::Any(ways.iter().copied().cloned().collect())));
    match (chosen.is_empty(), unsure, otherwise) {
        (false, false, false) => Some(Condition::Any(chosen)),
        (false, true, false) => Some(possibly(Condition::Any(chosen))),
        (true, false, true) if has_unsure => Some(none()),
        (true, _, true) => Some(possibly(none())),
        _ => None,
    }
}

//! The form that an import kept in a pack, brought up to date with the pack's facts.

use crate::exchange::fhir::FACT;
use crate::exchange::fhir::form::{Asks, Form, Item};
use crate::exchange::fhir::names::of_options;
use crate::exchange::fhir::problem::{Problem, read_json};
use crate::exchange::fhir::read;
use crate::exchange::json::Json;
use crate::model::Model;
use crate::model::fact::{FactId, FactKind};

/// The form that a pack keeps, with what its items ask; and what has changed since.
///
/// # Errors
/// What is wrong with the file.
pub fn of_template(model: &Model, source: &str) -> Result<(Form, Vec<String>), Problem> {
    let json = read_json(source)?;
    let mut form = read::form(&json)?;
    let mut changed = Vec::new();
    link(model, &mut form.items, &mut changed);
    Ok((form, changed))
}

fn link(model: &Model, items: &mut [Item], changed: &mut Vec<String>) {
    for item in items {
        if let Some(id) = take_mark(item) {
            match model.fact(&id) {
                Some((fact, _)) => ask(model, item, fact, changed),
                None => {
                    changed.push(format!("`{}`: the fact `{id}` is no longer there", item.link));
                }
            }
        }
        link(model, &mut item.items, changed);
    }
}

/// Takes the mark of an import off an item: the id of its fact.
fn take_mark(item: &mut Item) -> Option<String> {
    let position = item.rest.iter().position(|(key, _)| key == "extension")?;
    let Json::List(extensions) = &mut item.rest[position].1 else { return None };
    let entry = |extension: &Json, key: &str| match extension {
        Json::Object(entries) => entries.iter().find_map(|(known, value)| match value {
            Json::Text(text) if known == key => Some(text.clone()),
            _ => None,
        }),
        _ => None,
    };
    let is_mark = |extension: &Json| entry(extension, "url").as_deref() == Some(FACT);
    let mark = extensions.iter().position(is_mark)?;
    let id = entry(&extensions.remove(mark), "valueString");
    if extensions.is_empty() {
        item.rest.remove(position);
    }
    id
}

fn ask(model: &Model, item: &mut Item, fact: FactId, changed: &mut Vec<String>) {
    let known = &model.facts[fact.index()];
    let ids = of_options(&item.options);
    let mut place = |names: &[&str]| {
        for (option, id) in std::iter::zip(&mut item.options, &ids) {
            option.position = names.iter().position(|name| name == id);
            if option.position.is_none() {
                changed.push(format!("`{}`: the option `{id}` is no longer there", item.link));
            }
        }
    };
    item.asks = match &known.kind {
        FactKind::YesNo | FactKind::Number(_) => Some(Asks::Slot(known.first_slot)),
        FactKind::OneOf(choices) => {
            place(&choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>());
            Some(Asks::OneOf(known.first_slot))
        }
        FactKind::Set(members) => {
            place(&members.iter().map(|member| member.id.as_str()).collect::<Vec<_>>());
            Some(Asks::Set(fact))
        }
        FactKind::Derived(_) => None,
    };
}

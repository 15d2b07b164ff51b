//! What a pack says otherwise than the form that an import kept in it.
//!
//! The export gives that form back. So the form is imported once more, and what the pack has changed
//! since is found beside it: nothing that was edited stays behind unseen.

use std::collections::BTreeMap;

use crate::base::decimal::Decimal;
use crate::base::files::SourceFiles;
use crate::exchange::fhir::form::Form;
use crate::exchange::fhir::pack::import;
use crate::exchange::fhir::write;
use crate::graph::condition_in_words;
use crate::model::Model;
use crate::model::dialogue::StepKind;
use crate::model::fact::{Fact, FactKind};
use crate::model::text::Piece;
use crate::pack::{Languages, load};

/// What a pack's dialogue (a position) has that its kept form has not, and the other way round; one
/// line each.
#[must_use]
pub fn edits(model: &Model, dialogue: usize, form: &Form) -> Vec<String> {
    let Ok(imported) = import(&write::questionnaire(form)) else { return Vec::new() };
    let name = model.dialogues[dialogue].id.as_str();
    let kept = |path: &str| !path.starts_with("fhir/");
    let files = imported.files.into_iter().filter(|(path, _)| kept(path));
    let (Some(original), _) = load(&SourceFiles::new(files), Languages::All) else {
        return Vec::new();
    };
    let Some(of_form) = original.names.dialogues.get(imported.dialogue.as_str()).copied() else {
        return Vec::new();
    };
    let mut found = words(&original, model, name);
    for fact in &original.facts {
        if let Some((_, now)) = model.fact(fact.id.as_str()) {
            found.extend(rules(&original, model, (fact, now)));
        }
    }
    if asked(&original, of_form) != asked(model, dialogue) {
        found.push(format!("`{name}` asks other questions, or in another order"));
    } else if guards(&original, of_form) != guards(model, dialogue) {
        found.push(format!("`{name}` branches otherwise"));
    }
    let said = |what| format!("{what} than in fhir/{name}.json, which is exported as it stands");
    found.into_iter().map(said).collect()
}

/// The texts of facts and of a dialogue by their keys.
fn texts<'m>(model: &'m Model, dialogue: &str) -> BTreeMap<&'m str, &'m [Piece]> {
    let language = model.manifest.source_language;
    let of_dialogue = format!("dialogue.{dialogue}.");
    let asked = |key: &str| {
        let last = key.rsplit('.').next();
        key.starts_with("fact.") && matches!(last, Some("question" | "label"))
            || key.starts_with(&of_dialogue)
    };
    model
        .texts
        .iter()
        .filter(|(_, key)| asked(key))
        .map(|(id, key)| (key, model.texts.get(id, language)))
        .collect()
}

fn words(original: &Model, model: &Model, dialogue: &str) -> Vec<String> {
    let (then, now) = (texts(original, dialogue), texts(model, dialogue));
    let changed = now.iter().filter_map(|(key, words)| match then.get(key) {
        None => Some(format!("the pack has `{key}`, which is more")),
        Some(old) if old != words => Some(format!("`{key}` reads otherwise")),
        Some(_) => None,
    });
    let gone = then.keys().filter(|key| !now.contains_key(*key));
    changed.chain(gone.map(|key| format!("the pack has no `{key}`, which is less"))).collect()
}

/// What a fact takes, and when it is asked.
fn rules(original: &Model, model: &Model, (then, now): (&Fact, &Fact)) -> Vec<String> {
    let mut found = Vec::new();
    if takes(then) != takes(now) {
        found.push(format!("`{}` takes other answers", now.id));
    }
    let when = |model, fact: &Fact| condition_in_words(model, &fact.ask_when);
    if when(original, then) != when(model, now) {
        found.push(format!("`{}` is asked at other times", now.id));
    }
    found
}

fn takes(fact: &Fact) -> Vec<String> {
    match &fact.kind {
        FactKind::YesNo => vec!["yes_no".to_owned()],
        FactKind::Number(kind) => [kind.min, kind.max]
            .iter()
            .map(ToString::to_string)
            .chain([kind.unit.as_str().to_owned()])
            .collect(),
        FactKind::OneOf(choices) => {
            let score =
                |score: Option<Decimal>| score.map_or_else(String::new, |s| format!(" {s}"));
            choices.iter().map(|choice| format!("{}{}", choice.id, score(choice.score))).collect()
        }
        FactKind::Set(members) => members.iter().map(|member| member.id.to_string()).collect(),
        FactKind::Derived(_) => vec!["derived".to_owned()],
    }
}

/// What a dialogue asks, in order.
fn asked(model: &Model, dialogue: usize) -> Vec<String> {
    let steps = model.dialogues[dialogue].steps.iter();
    let shown = steps.filter_map(|step| match &step.kind {
        StepKind::Ask { show, .. } => Some(show),
        _ => None,
    });
    shown.flatten().map(|slot| model.slot_name(*slot)).collect()
}

/// The conditions of a dialogue's branches, in order.
fn guards(model: &Model, dialogue: usize) -> Vec<String> {
    let mut guards = Vec::new();
    for step in &model.dialogues[dialogue].steps {
        if let StepKind::Branch { ways, .. } = &step.kind {
            guards.extend(ways.iter().map(|(when, _)| condition_in_words(model, when)));
        }
    }
    guards
}

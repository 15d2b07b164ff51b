//! A form → the JSON of a Questionnaire.

use crate::exchange::fhir::form::{Choice, Form, Item, Kind, Text, Unit, Value, When};
use crate::exchange::fhir::{Entries, MAX, MIN, ORDINAL, TRANSLATION, UCUM, UNIT, object, text};
use crate::exchange::json::Json;
use crate::exchange::to_page;

/// A form as the JSON of a Questionnaire, over several lines.
#[must_use]
pub fn questionnaire(form: &Form) -> String {
    to_page(&whole(form))
}

pub(super) fn whole(form: &Form) -> Json {
    let mut entries = form.head.clone();
    if !form.items.is_empty() {
        entries.push(("item".to_owned(), Json::List(form.items.iter().map(item).collect())));
    }
    Json::Object(entries)
}

fn item(item: &Item) -> Json {
    if !item.path.is_empty() {
        return as_read(item);
    }
    let mut entries: Entries = Vec::new();
    let mut put = |key: &str, value: Json| entries.push((key.to_owned(), value));
    let mut extensions = Vec::new();
    if let Some(unit) = &item.unit {
        extensions.push(object([("url", text(UNIT)), ("valueCoding", coding_of(unit))]));
    }
    for (url, digits) in [(MIN, &item.range.0), (MAX, &item.range.1)] {
        if let Some(digits) = digits {
            let value = Json::Number(digits.clone());
            extensions.push(object([("url", text(url)), ("valueDecimal", value)]));
        }
    }
    if !extensions.is_empty() {
        put("extension", Json::List(extensions));
    }
    put("linkId", text(&item.link));
    if let Some(words) = &item.text {
        for (key, value) in text_entries("text", words) {
            put(&key, value);
        }
    }
    put("type", text(item.kind.code()));
    if !item.whens.is_empty() {
        put("enableWhen", Json::List(item.whens.iter().map(when).collect()));
    }
    if item.whens.len() > 1 {
        put("enableBehavior", text(if item.any { "any" } else { "all" }));
    }
    if item.repeats {
        put("repeats", Json::Bool(true));
    }
    if item.kind != Kind::Group && !item.options.is_empty() {
        put("answerOption", Json::List(item.options.iter().map(option).collect()));
    }
    if !item.items.is_empty() {
        put("item", Json::List(item.items.iter().map(self::item).collect()));
    }
    Json::Object(entries)
}

/// An item of a file: all that the file says of it.
fn as_read(item: &Item) -> Json {
    let mut entries = item.rest.clone();
    if !item.items.is_empty() {
        entries.push(("item".to_owned(), Json::List(item.items.iter().map(self::item).collect())));
    }
    Json::Object(entries)
}

fn coding_of(unit: &Unit) -> Json {
    object([("system", text(UCUM)), ("code", text(&unit.code)), ("display", text(&unit.display))])
}

/// A text with its translations beside it.
pub(super) fn text_entries(key: &str, words: &Text) -> Entries {
    let mut entries = vec![(key.to_owned(), text(&words.words))];
    if !words.translations.is_empty() {
        entries.push((format!("_{key}"), translations(words)));
    }
    entries
}

pub(super) fn translations(words: &Text) -> Json {
    let extension = |(language, words): &(String, String)| {
        let language = object([("url", text("lang")), ("valueCode", text(language))]);
        let content = object([("url", text("content")), ("valueString", text(words))]);
        object([("url", text(TRANSLATION)), ("extension", Json::List(vec![language, content]))])
    };
    object([("extension", Json::List(words.translations.iter().map(extension).collect()))])
}

pub(super) fn option(choice: &Choice) -> Json {
    let mut entries = Entries::new();
    if let Some(score) = &choice.score {
        let score = Json::Number(score.clone());
        let extension = object([("url", text(ORDINAL)), ("valueDecimal", score)]);
        entries.push(("extension".to_owned(), Json::List(vec![extension])));
    }
    let (key, mut value) = value_entry("value", &choice.value);
    // translations of the display stand beside it
    if let Json::Object(coding) = &mut value
        && !choice.label.translations.is_empty()
    {
        coding.push(("_display".to_owned(), translations(&choice.label)));
    }
    entries.push((key, value));
    Json::Object(entries)
}

pub(super) fn when(when: &When) -> Json {
    let (key, value) = value_entry("answer", &when.answer);
    let mut entries = vec![
        ("question".to_owned(), text(&when.question)),
        ("operator".to_owned(), text(when.operator.code())),
    ];
    entries.push((key, value));
    Json::Object(entries)
}

/// A value under its key: `valueBoolean`, `answerCoding`.
pub(super) fn value_entry(prefix: &str, value: &Value) -> (String, Json) {
    let (kind, json) = match value {
        Value::Boolean(flag) => ("Boolean", Json::Bool(*flag)),
        Value::Number(kind, digits) => (*kind, Json::Number(digits.clone())),
        Value::Quantity(_, json) => ("Quantity", json.clone()),
        Value::Words(kind, words) => (*kind, text(words)),
        Value::Other(kind, json) => (*kind, json.clone()),
        Value::Coding { system, code, display } => {
            let parts = [("system", system), ("code", code), ("display", display)];
            let parts = parts.into_iter().filter_map(|(key, value)| {
                value.as_ref().map(|value| (key.to_owned(), text(value)))
            });
            ("Coding", Json::Object(parts.collect()))
        }
    };
    (format!("{prefix}{kind}"), json)
}

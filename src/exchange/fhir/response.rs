//! A form and findings → a `QuestionnaireResponse`.

use crate::exchange::fhir::form::{Asks, Form, Item, Kind, Value};
use crate::exchange::fhir::write::value_entry;
use crate::exchange::fhir::{ABSENT, Entries, object, text};
use crate::exchange::json::Json;
use crate::model::Model;
use crate::model::finding::{Finding, Findings};

/// The answers to a form. Unknown is said as a reason why there is no answer; what is open has none.
/// Answers that a change retired are no findings any more, so they are not among them.
pub(super) fn response(model: &Model, form: &Form, findings: &Findings, complete: bool) -> Json {
    let mut entries: Entries = vec![("resourceType".to_owned(), text("QuestionnaireResponse"))];
    let mut put = |key: &str, value: Json| entries.push((key.to_owned(), value));
    if let Some(url) = &form.url {
        let canonical = match &form.version {
            Some(version) => format!("{url}|{version}"),
            None => url.clone(),
        };
        put("questionnaire", text(canonical));
    }
    put("status", text(if complete { "completed" } else { "in-progress" }));
    let items = answered(model, &form.items, findings);
    if !items.is_empty() {
        put("item", Json::List(items));
    }
    Json::Object(entries)
}

/// The items that hold an answer, or below which one does.
fn answered(model: &Model, items: &[Item], findings: &Findings) -> Vec<Json> {
    let mut found = Vec::new();
    for item in items {
        let below = answered(model, &item.items, findings);
        let mut answers = answers(model, item, findings);
        if answers.is_empty() && below.is_empty() {
            continue;
        }
        let mut entries: Entries = vec![("linkId".to_owned(), text(&item.link))];
        if let Some(words) = &item.text {
            entries.push(("text".to_owned(), text(&words.words)));
        }
        if item.kind.is_question() {
            // what stands below a question stands in its answer
            match answers.first_mut() {
                Some(Json::Object(first)) if !below.is_empty() => {
                    first.push(("item".to_owned(), Json::List(below)));
                }
                Some(_) => {}
                None => answers.push(object([("item", Json::List(below))])),
            }
            entries.push(("answer".to_owned(), Json::List(answers)));
        } else {
            entries.push(("item".to_owned(), Json::List(below)));
        }
        found.push(Json::Object(entries));
    }
    found
}

fn answers(model: &Model, item: &Item, findings: &Findings) -> Vec<Json> {
    match &item.asks {
        None => Vec::new(),
        Some(Asks::Slot(slot)) => match findings.get(*slot) {
            Finding::Affirmed => vec![answer(&Value::Boolean(true))],
            Finding::Denied => vec![answer(&Value::Boolean(false))],
            Finding::Number(number) => vec![number_answer(item, &number.to_string())],
            Finding::Unknown => vec![unknown(item.kind)],
            Finding::Open | Finding::Choice(_) => Vec::new(),
        },
        Some(Asks::OneOf(slot)) => match findings.get(*slot) {
            Finding::Choice(option) => {
                option_answer(item, usize::from(option)).into_iter().collect()
            }
            Finding::Unknown => vec![unknown(item.kind)],
            _ => Vec::new(),
        },
        Some(Asks::Set(fact)) => {
            let slots = model.facts[fact.index()].slots();
            let members: Vec<(usize, Finding)> =
                slots.map(|slot| findings.get(slot)).enumerate().collect();
            let affirmed = members.iter().filter(|(_, finding)| *finding == Finding::Affirmed);
            let mut answers: Vec<Json> =
                affirmed.filter_map(|(position, _)| option_answer(item, *position)).collect();
            if members.iter().any(|(_, finding)| *finding == Finding::Unknown) {
                answers.push(unknown(item.kind));
            }
            answers
        }
    }
}

fn option_answer(item: &Item, position: usize) -> Option<Json> {
    let option = item.options.iter().find(|option| option.position == Some(position))?;
    Some(answer(&option.value))
}

fn answer(value: &Value) -> Json {
    Json::Object(vec![value_entry("value", value)])
}

fn number_answer(item: &Item, digits: &str) -> Json {
    let whole = !digits.contains('.');
    match item.kind {
        Kind::Quantity => {
            let mut quantity: Entries = vec![("value".to_owned(), Json::Number(digits.to_owned()))];
            if let Some(unit) = &item.unit {
                quantity.push(("unit".to_owned(), text(&unit.display)));
                quantity.push(("system".to_owned(), text(super::UCUM)));
                quantity.push(("code".to_owned(), text(&unit.code)));
            }
            object([("valueQuantity", Json::Object(quantity))])
        }
        Kind::Integer if whole => answer(&Value::Number("Integer", digits.to_owned())),
        _ => answer(&Value::Number("Decimal", digits.to_owned())),
    }
}

/// An answer without a value, and why: asked, and the person could not say.
fn unknown(kind: Kind) -> Json {
    let reason = object([("url", text(ABSENT)), ("valueCode", text("asked-unknown"))]);
    let reason = object([("extension", Json::List(vec![reason]))]);
    let key = match kind {
        Kind::Boolean => "_valueBoolean",
        Kind::Integer => "_valueInteger",
        Kind::Choice | Kind::OpenChoice => "valueCoding",
        Kind::Quantity => "valueQuantity",
        _ => "_valueDecimal",
    };
    object([(key, reason)])
}

//! What was understood of a message, as JSON; and messages as other programs give them.

use serde::Serialize;
use serde_json::Number;

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::exchange::json::Json;
use crate::exchange::outcome::{FindingsJson, Value, findings_of, number, value_of};
use crate::exchange::to_line;
use crate::model::Model;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::vocabulary::QuantityKind;
use crate::understand::outcome::Understanding;
use crate::understand::quantity::Quantity;

/// A message to be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What was said.
    pub text: String,
    /// The language of the session, if it is known.
    pub language: Option<Language>,
    /// The slots that the open question shows.
    pub asking: Option<Vec<Slot>>,
}

/// Reads one line: plain words, or an object with `text`, `lang` and `asking`.
///
/// # Errors
/// What is wrong with the object, in words.
pub fn message(model: &Model, line: &str) -> Result<Message, String> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    if !line.trim_start().starts_with('{') {
        return Ok(Message { text: line.to_owned(), language: None, asking: None });
    }
    let json = Json::read(line).map_err(|error| format!("not valid JSON: {error}"))?;
    let Json::Object(entries) = json else { return Err("not an object".to_owned()) };
    let mut message = Message { text: String::new(), language: None, asking: None };
    let mut has_text = false;
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("text", Json::Text(text)) => {
                has_text = true;
                message.text = text;
            }
            ("lang", Json::Text(code)) => {
                message.language = Some(code.parse().map_err(|error| format!("{error}"))?);
            }
            ("asking", Json::Text(name)) => message.asking = Some(slots(model, &[name])?),
            ("asking", Json::List(names)) => {
                let names: Result<Vec<String>, String> = names.into_iter().map(name).collect();
                message.asking = Some(slots(model, &names?)?);
            }
            ("lang" | "asking", Json::Null) => {}
            ("text" | "lang", other) => {
                return Err(format!("`{key}` takes a string, not {}", other.kind()));
            }
            ("asking", other) => {
                return Err(format!(
                    "`asking` takes one id or a list of ids, not {}",
                    other.kind()
                ));
            }
            // what other programs keep beside a message is theirs
            _ => {}
        }
    }
    if has_text { Ok(message) } else { Err("`text` is missing".to_owned()) }
}

fn name(json: Json) -> Result<String, String> {
    match json {
        Json::Text(name) => Ok(name),
        other => Err(format!("`asking` takes one id or a list of ids, not {}", other.kind())),
    }
}

/// The slots of some ids; a set stands for all its members.
///
/// # Errors
/// An id that the pack does not have.
pub fn slots(model: &Model, names: &[String]) -> Result<Vec<Slot>, String> {
    let mut slots = Vec::new();
    for name in names {
        match (model.slot(name), model.fact(name)) {
            (Some(slot), _) => slots.push(slot),
            (None, Some((_, fact))) => slots.extend(fact.slots()),
            (None, None) => return Err(format!("there is no fact or member `{name}`")),
        }
    }
    Ok(slots)
}

#[derive(Serialize)]
struct UnderstandingJson<'a> {
    text: &'a str,
    lang: &'static str,
    #[serde(flatten)]
    findings: FindingsJson<'a>,
    unsure: Vec<SpanJson<'a>>,
    intent: &'static str,
    spans: Vec<SpanJson<'a>>,
    quantities: Vec<QuantityJson>,
}

#[derive(Serialize)]
struct SpanJson<'a> {
    fact: String,
    value: Option<Value<'a>>,
    from: usize,
    to: usize,
    score: Option<Number>,
}

#[derive(Serialize)]
struct QuantityJson {
    kind: &'static str,
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_value: Option<Number>,
    unit: Option<&'static str>,
    from: usize,
    to: usize,
}

/// What was understood of a text as one line of JSON, without a line feed.
#[must_use]
pub fn line(model: &Model, text: &str, understanding: &Understanding) -> String {
    let mut findings = Findings::open(model.slots.len());
    for (slot, finding) in &understanding.statement {
        findings.set(*slot, *finding);
    }
    let span = |slot, finding, (from, to), score: u8| SpanJson {
        fact: model.slot_name(slot),
        value: value_in_span(model, slot, finding),
        from,
        to,
        score: number(Decimal::from_millionths(i128::from(score) * 10_000)),
    };
    let unsure = understanding.unsure.iter();
    let spans = understanding.spans.iter();
    to_line(&UnderstandingJson {
        text,
        lang: understanding.language.code(),
        findings: findings_of(model, &findings),
        unsure: unsure.map(|s| span(s.slot, s.finding, (s.from, s.to), s.score)).collect(),
        intent: understanding.intent.as_str(),
        spans: spans.map(|s| span(s.slot, s.finding, (s.from, s.to), s.score)).collect(),
        quantities: understanding.quantities.iter().map(quantity).collect(),
    })
}

/// Yes and no for members too; nothing for what the person could not say.
fn value_in_span(model: &Model, slot: Slot, finding: Finding) -> Option<Value<'_>> {
    let fact = model.fact_of(slot);
    match (finding, &fact.kind) {
        (Finding::Affirmed, FactKind::Set(_)) => Some(Value::YesNo(true)),
        (Finding::Denied, FactKind::Set(_)) => Some(Value::YesNo(false)),
        _ => value_of(fact, finding),
    }
}

fn quantity(quantity: &Quantity) -> QuantityJson {
    let (kind, unit) = match quantity.kind {
        QuantityKind::Number => ("number", None),
        QuantityKind::Duration => ("duration", Some("s")),
        QuantityKind::Volume => ("volume", Some("ml")),
        QuantityKind::Mass => ("mass", Some("g")),
    };
    QuantityJson {
        kind,
        value: number(quantity.value),
        to_value: quantity.to_value.and_then(number),
        unit,
        from: quantity.from,
        to: quantity.to,
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, message, slots};
    use crate::base::language::Language;
    use crate::model::Model;
    use crate::pack::{Languages, embedded_files, load};

    fn model() -> Model {
        load(&embedded_files(), Languages::One(Language::En)).0.unwrap()
    }

    #[test]
    fn words_and_objects() {
        let model = model();
        let plain = |text: &str| Message { text: text.to_owned(), language: None, asking: None };
        assert_eq!(message(&model, "\u{feff}I sleep badly"), Ok(plain("I sleep badly")));
        assert_eq!(message(&model, ""), Ok(plain("")));
        let object = r#"{"id": 7, "text": "nej", "lang": "da", "asking": "symptoms.weakness"}"#;
        let asking = slots(&model, &["symptoms.weakness".to_owned()]).ok();
        let language = Some(Language::Da);
        assert_eq!(message(&model, object), Ok(Message { text: "nej".into(), language, asking }));
        let nothing = r#"{"text": "nej", "lang": null, "asking": null}"#;
        assert_eq!(message(&model, nothing), Ok(plain("nej")));
    }

    #[test]
    fn objects_that_cannot_be_read_say_why() {
        let model = model();
        for (line, error) in [
            ("{}", "`text` is missing"),
            (r#"{"text": null}"#, "`text` takes a string, not null"),
            (r#"{"text": "a", "lang": "fr"}"#, "unknown language `fr` (known: en, da, sv, nb)"),
            (r#"{"text": "a", "asking": ["b"]}"#, "there is no fact or member `b`"),
            (
                r#"{"text": "a", "asking": [1]}"#,
                "`asking` takes one id or a list of ids, not a number",
            ),
        ] {
            assert_eq!(message(&model, line), Err(error.to_owned()), "{line}");
        }
    }

    #[test]
    fn a_set_stands_for_all_its_members() {
        let model = model();
        let goals = slots(&model, &["goals".to_owned()]).unwrap();
        assert_eq!(goals.len(), 13);
        assert_eq!(slots(&model, &["sleep_hours".to_owned()]).unwrap().len(), 1);
    }
}

//! Messages from the client.

use serde::Deserialize;

use crate::exchange::json::Json;
use crate::exchange::protocol::{PROTOCOL, Refusal};

/// The longest name of a session.
const LONGEST_NAME: usize = 200;

/// What a message asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verb {
    Start,
    Answer,
    Back,
    Skip,
    Change,
    Why,
    Outcome,
    End,
}

/// A message as it was written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    #[serde(rename = "type")]
    pub(super) verb: Verb,
    #[serde(default)]
    protocol: Option<String>,
    /// Comes back with the reply.
    #[serde(default)]
    pub(super) id: Option<Json>,
    #[serde(default)]
    pub(super) session: Option<String>,
    #[serde(default)]
    pub(super) dialogue: Option<String>,
    #[serde(default)]
    pub(super) lang: Option<String>,
    #[serde(default)]
    pub(super) country: Option<String>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) facts: Option<Json>,
    #[serde(default)]
    pub(super) choose: Option<Vec<String>>,
    #[serde(default)]
    pub(super) value: Option<Json>,
    #[serde(default)]
    pub(super) none: bool,
    #[serde(default)]
    pub(super) unknown: bool,
    #[serde(default)]
    pub(super) rule: Option<String>,
}

/// Reads a message; fields that its type does not take are errors, too.
pub(super) fn read(text: &str) -> Result<Message, Refusal> {
    let message: Message = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
        .map_err(|error| {
            let code = if error.is_data() { "bad_message" } else { "bad_json" };
            Refusal::new(code, error.to_string())
        })?;
    if message.protocol.as_deref().is_some_and(|protocol| protocol != PROTOCOL) {
        let text = format!("this program speaks `{PROTOCOL}`");
        return Err(Refusal::new("wrong_protocol", text));
    }
    if !matches!(message.id, None | Some(Json::Text(_) | Json::Number(_))) {
        return Err(Refusal::new("bad_message", "`id` is a string or a number"));
    }
    let name = message.session.as_deref().unwrap_or_default();
    if name.is_empty() || name.len() > LONGEST_NAME {
        let text = format!("a message names its `session`, in at most {LONGEST_NAME} bytes");
        return Err(Refusal::new("bad_message", text));
    }
    let verb = message.verb;
    let fields = [
        ("dialogue", message.dialogue.is_some(), verb == Verb::Start),
        ("lang", message.lang.is_some(), verb == Verb::Start),
        ("country", message.country.is_some(), verb == Verb::Start),
        ("text", message.text.is_some(), verb == Verb::Answer),
        ("choose", message.choose.is_some(), verb == Verb::Answer),
        ("value", message.value.is_some(), verb == Verb::Answer),
        ("none", message.none, verb == Verb::Answer),
        ("unknown", message.unknown, verb == Verb::Answer),
        (
            "facts",
            message.facts.is_some(),
            matches!(verb, Verb::Start | Verb::Answer | Verb::Change),
        ),
        ("rule", message.rule.is_some(), verb == Verb::Why),
    ];
    match fields.into_iter().find(|(_, given, taken)| *given && !taken) {
        None => Ok(message),
        Some((name, ..)) => {
            let text = format!("a message of this type takes no `{name}`");
            Err(Refusal::new("bad_message", text))
        }
    }
}

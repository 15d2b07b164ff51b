//! Replies to the client.

use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::conversation::{Chat, Open, Reply};
use crate::engine::{GivenReferral, QuestionKind};
use crate::exchange::json::Json;
use crate::exchange::outcome::{OutcomeJson, json, number};
use crate::exchange::protocol::message::Message;
use crate::exchange::protocol::{PROTOCOL, Refusal};
use crate::exchange::to_line;
use crate::model::fact::{FactKind, Slot};
use crate::render::block::Block;

/// Every reply: which conversation, and what comes.
#[derive(Serialize)]
struct Frame<'a, Body: Serialize> {
    protocol: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Id<'a>>,
    session: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    body: Body,
}

/// The client's own mark, as it came.
struct Id<'a>(&'a Json);

impl Serialize for Id<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Json::Number(digits) => match digits.parse::<Number>() {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(digits),
            },
            Json::Text(text) => serializer.serialize_str(text),
            _ => serializer.serialize_unit(),
        }
    }
}

#[derive(Serialize)]
struct Turn {
    state: &'static str,
    shown: Vec<Shown>,
    question: Option<QuestionJson>,
    urgency: Option<&'static str>,
    referrals: Vec<ReferralLine>,
}

/// A referral that holds, shown or not.
#[derive(Serialize)]
struct ReferralLine {
    id: String,
    urgency: &'static str,
}

/// A piece of what is to be shown.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Shown {
    Text {
        text: String,
    },
    Heading {
        text: String,
    },
    Item {
        text: String,
    },
    Detail {
        text: String,
    },
    Note {
        text: String,
    },
    Card {
        urgency: &'static str,
        heading: String,
        text: String,
        points: Vec<String>,
        foot: Vec<String>,
    },
}

#[derive(Serialize)]
struct QuestionJson {
    name: Option<String>,
    manner: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    text: String,
    hint: Option<String>,
    options: Vec<OptionJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<RangeJson>,
}

/// An option: what an answer names it by, and what the person reads.
#[derive(Serialize)]
pub(super) struct OptionJson {
    pub(super) id: String,
    pub(super) text: String,
}

#[derive(Serialize)]
struct RangeJson {
    min: Option<Number>,
    max: Option<Number>,
    step: Option<Number>,
    unit: &'static str,
}

/// What is said after an event.
pub(super) fn turn(message: &Message, session: &str, chat: &Chat<'_>, reply: &Reply) -> String {
    let outcome = chat.outcome();
    let model = chat.model();
    let question = if reply.ended { None } else { question(chat, reply) };
    let state = match (reply.ended, &question) {
        (true, _) => "closed",
        (_, Some(_)) => "asking",
        _ if chat.has_finished() => "finished",
        _ => "waiting",
    };
    let body = Turn {
        state,
        shown: reply.blocks.iter().filter_map(shown).collect(),
        question,
        urgency: outcome.urgency().map(crate::model::urgency::Urgency::as_str),
        referrals: outcome
            .referrals
            .iter()
            .map(|given: &GivenReferral| ReferralLine {
                id: given.id(model),
                urgency: given.urgency().as_str(),
            })
            .collect(),
    };
    frame(message, session, "turn", body)
}

/// What holds now: what the last assess step gave where there is one, else what holds so far without
/// advice.
pub(super) fn outcome(message: &Message, session: &str, chat: &Chat<'_>) -> String {
    #[derive(Serialize)]
    struct Body<'m> {
        assessed: bool,
        outcome: OutcomeJson<'m>,
    }
    let given = chat.given().cloned();
    let assessed = given.is_some();
    let outcome = given.unwrap_or_else(|| {
        let mut outcome = chat.outcome();
        outcome.advice.clear();
        outcome
    });
    let speech = chat.speech().about(&outcome.findings);
    let outcome = json(&speech, chat.settings().dialogue, &outcome);
    frame(message, session, "outcome", Body { assessed, outcome })
}

/// What is wrong with a message.
pub(super) fn refused(id: Option<&Json>, session: Option<&str>, refusal: &Refusal) -> String {
    #[derive(Serialize)]
    struct Body<'a> {
        error: ErrorJson<'a>,
    }
    #[derive(Serialize)]
    struct ErrorJson<'a> {
        code: &'a str,
        message: &'a str,
    }
    let error = ErrorJson { code: refusal.code, message: &refusal.message };
    let (protocol, id, kind) = (PROTOCOL, id.map(Id), "error");
    to_line(&Frame { protocol, id, session, kind, body: Body { error } })
}

fn frame(message: &Message, session: &str, kind: &'static str, body: impl Serialize) -> String {
    let (protocol, id) = (PROTOCOL, message.id.as_ref().map(Id));
    to_line(&Frame { protocol, id, session: Some(session), kind, body })
}

fn shown(block: &Block) -> Option<Shown> {
    Some(match block.clone() {
        Block::Text(text) => Shown::Text { text },
        Block::Heading(text) => Shown::Heading { text },
        Block::Item(text) => Shown::Item { text },
        Block::Detail(text) => Shown::Detail { text },
        Block::Note(text) => Shown::Note { text },
        Block::Card { urgency, heading, text, points, foot } => {
            Shown::Card { urgency: urgency.as_str(), heading, text, points, foot }
        }
        // stands in `question`
        Block::Question { .. } => return None,
    })
}

fn question(chat: &Chat<'_>, reply: &Reply) -> Option<QuestionJson> {
    let name = reply.asked.as_ref().map(|asked| asked.name.clone());
    let block = reply.blocks.iter().rev().find_map(|block| match block {
        Block::Question { text, options, hint, .. } => Some((text, options, hint)),
        _ => None,
    });
    let open = match chat.open() {
        Open::Nothing => return None,
        Open::Confirm => {
            return Some(confirmation(
                chat,
                reply,
                name,
                block.map(|(text, words, _)| (text, words)),
            ));
        }
        Open::Question(open) => open,
    };
    let (text, _, hint) = block?;
    let manner = match open.kind {
        QuestionKind::Listen => "listen",
        QuestionKind::Plain => "ask",
        QuestionKind::Again => "again",
        QuestionKind::Rest => "rest",
    };
    let fact = &chat.model().fact_of(open.show[0]).kind;
    let (kind, range) = match (open.kind, open.show.as_slice(), fact) {
        (QuestionKind::Listen, ..) => ("free", None),
        (_, [_], FactKind::Number(kind)) => {
            let range = RangeJson {
                min: number(kind.min),
                max: number(kind.max),
                step: number(kind.step),
                unit: kind.unit.as_str(),
            };
            ("number", Some(range))
        }
        (_, [_], FactKind::OneOf(_)) => ("one_of", None),
        (_, [_], _) => ("yes_no", None),
        _ => ("set", None),
    };
    let options = if kind == "free" { Vec::new() } else { options(chat, &open.show) };
    Some(QuestionJson {
        name,
        manner,
        kind,
        text: text.clone(),
        hint: hint.clone(),
        options,
        range,
    })
}

/// Whether something was read as it was meant; some are put as a plain sentence, which stands among what
/// is shown.
fn confirmation(
    chat: &Chat<'_>,
    reply: &Reply,
    name: Option<String>,
    block: Option<(&String, &Vec<String>)>,
) -> QuestionJson {
    let option = |(n, id): (usize, &str)| {
        let word = block.and_then(|(_, words)| words.get(n).cloned());
        OptionJson { id: id.to_owned(), text: word.unwrap_or_else(|| yes_or_no(chat, n)) }
    };
    QuestionJson {
        name,
        manner: "confirm",
        kind: "yes_no",
        text: block.map_or_else(|| last_sentence(reply), |(text, _)| text.clone()),
        hint: None,
        options: ["yes", "no"].into_iter().enumerate().map(option).collect(),
        range: None,
    }
}

/// The sentence that a confirmation ends with, where it is no question with options.
fn last_sentence(reply: &Reply) -> String {
    let text = reply.blocks.iter().rev().find_map(|block| match block {
        Block::Text(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

fn yes_or_no(chat: &Chat<'_>, position: usize) -> String {
    use crate::model::interface::Phrase;
    chat.speech().phrase(if position == 0 { Phrase::Yes } else { Phrase::No }, &[])
}

/// The options of a question, in the order in which it shows them.
pub(super) fn options(chat: &Chat<'_>, slots: &[Slot]) -> Vec<OptionJson> {
    let (model, speech) = (chat.model(), chat.speech());
    match (slots, &model.fact_of(slots[0]).kind) {
        ([_], FactKind::OneOf(choices)) => choices
            .iter()
            .map(|choice| OptionJson { id: choice.id.to_string(), text: speech.text(choice.label) })
            .collect(),
        ([_], FactKind::Number(_) | FactKind::Derived(_)) => Vec::new(),
        ([_], FactKind::YesNo | FactKind::Set(_)) => ["yes", "no"]
            .into_iter()
            .enumerate()
            .map(|(n, id)| OptionJson { id: id.to_owned(), text: yes_or_no(chat, n) })
            .collect(),
        (several, _) => several
            .iter()
            .map(|slot| OptionJson { id: model.slot_name(*slot), text: speech.slot_label(*slot) })
            .collect(),
    }
}

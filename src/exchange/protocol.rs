//! The protocol of `samtale stdio`: one JSON object a line each way, for several conversations at once.
//! `docs/protocol.md` documents it, `docs/protocol.schema.json` says it to programs.

mod message;
mod reply;

use std::collections::BTreeMap;

use crate::base::country::Country;
use crate::conversation::{Chat, Open, Reply, Settings};
use crate::engine::Engine;
use crate::exchange::facts;
use crate::exchange::json::Json;
use crate::exchange::protocol::message::{Message, Verb};
use crate::model::Model;
use crate::model::fact::{FactId, FactKind, Slot};
use crate::model::finding::{Finding, Statement};
use crate::understand::Reader;

/// The name and version of the protocol. A number is added when a change would break a client.
pub const PROTOCOL: &str = "samtale-stdio/1";
/// How many conversations are held at once.
const MOST_SESSIONS: usize = 1_000;

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A word that a program can go by.
    code: &'static str,
    /// What it is, for the person who writes the program.
    message: String,
}

impl Refusal {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// The conversations of one client.
#[derive(Debug)]
pub struct Sessions<'m> {
    engine: &'m Engine<'m>,
    reader: &'m Reader,
    /// How a conversation is held that says nothing of it.
    settings: Settings,
    chats: BTreeMap<String, Chat<'m>>,
}

impl<'m> Sessions<'m> {
    /// No conversation yet.
    #[must_use]
    pub fn new(engine: &'m Engine<'m>, reader: &'m Reader, settings: Settings) -> Self {
        Self { engine, reader, settings, chats: BTreeMap::new() }
    }

    /// A message → the line that answers it, without a line feed. A message that cannot be read gets an
    /// error, and all conversations stay as they are.
    pub fn line(&mut self, text: &str) -> String {
        let message = match message::read(text) {
            Ok(message) => message,
            Err(refusal) => return reply::refused(None, None, &refusal),
        };
        match self.message(&message) {
            Ok(line) => line,
            Err(refusal) => {
                reply::refused(message.id.as_ref(), message.session.as_deref(), &refusal)
            }
        }
    }

    /// The line for a message that could not even be read as text.
    #[must_use]
    pub fn unreadable(reason: &str) -> String {
        reply::refused(None, None, &Refusal::new("bad_message", reason))
    }

    fn message(&mut self, message: &Message) -> Result<String, Refusal> {
        let name = message.session.clone().unwrap_or_default();
        let said = match message.verb {
            Verb::Start => self.start(&name, message)?,
            Verb::End => {
                let mut chat = self
                    .chats
                    .remove(&name)
                    .ok_or_else(|| Refusal::new("unknown_session", no_session(&name)))?;
                let last = chat.end_of_input();
                return Ok(reply::turn(message, &name, &chat, &last));
            }
            Verb::Outcome => {
                let chat = self.chat(&name)?;
                return Ok(reply::outcome(message, &name, chat));
            }
            Verb::Answer => answer(self.chat(&name)?, message)?,
            Verb::Back => self.chat(&name)?.line("/back"),
            Verb::Skip => self.chat(&name)?.line("/skip"),
            Verb::Why => {
                let rule = message.rule.as_deref().unwrap_or_default();
                self.chat(&name)?.line(&format!("/why {rule}"))
            }
            Verb::Change => change(self.chat(&name)?, message)?,
        };
        let line = reply::turn(message, &name, self.chat(&name)?, &said);
        if said.ended {
            self.chats.remove(&name);
        }
        Ok(line)
    }

    fn chat(&mut self, name: &str) -> Result<&mut Chat<'m>, Refusal> {
        let chat = self.chats.get_mut(name);
        chat.ok_or_else(|| Refusal::new("unknown_session", no_session(name)))
    }

    fn start(&mut self, name: &str, message: &Message) -> Result<Reply, Refusal> {
        if self.chats.contains_key(name) {
            let text = format!("the session `{name}` has started already; end it first");
            return Err(Refusal::new("session_exists", text));
        }
        if self.chats.len() >= MOST_SESSIONS {
            let text = format!("{MOST_SESSIONS} sessions are held already; end one first");
            return Err(Refusal::new("too_many_sessions", text));
        }
        let model = self.engine.model();
        let settings = settings(model, self.settings.clone(), message)?;
        let statement = match &message.facts {
            Some(facts) => Some(statement(model, facts)?),
            None => None,
        };
        let (mut chat, mut said) = Chat::begin(self.engine, self.reader, settings);
        if let Some(statement) = statement.filter(|statement| !statement.is_empty()) {
            let greeting = said.blocks.len().saturating_sub(usize::from(said.asked.is_some()));
            said.blocks.truncate(greeting);
            let next = chat.answer(statement);
            said.blocks.extend(next.blocks);
            (said.asked, said.ended) = (next.asked, next.ended);
        }
        self.chats.insert(name.to_owned(), chat);
        Ok(said)
    }
}

fn no_session(name: &str) -> String {
    format!("there is no session `{name}`; start it first")
}

fn settings(model: &Model, mut settings: Settings, message: &Message) -> Result<Settings, Refusal> {
    if let Some(dialogue) = &message.dialogue {
        let known = model.names.dialogues.get(dialogue.as_str()).copied();
        settings.dialogue = known.ok_or_else(|| {
            Refusal::new("unknown_dialogue", format!("there is no dialogue `{dialogue}`"))
        })?;
    }
    if let Some(code) = &message.lang {
        let language = code.parse().ok().filter(|l| model.manifest.languages.contains(l));
        settings.language = language.ok_or_else(|| {
            Refusal::new("unknown_language", format!("the pack does not speak `{code}`"))
        })?;
        settings.language_chosen = true;
        if !settings.country_chosen {
            settings.country = Country::of_language(settings.language);
            settings.region = None;
        }
    }
    if let Some(country) = &message.country {
        let place = Settings::country_and_region(model, country).ok_or_else(|| {
            Refusal::new("unknown_country", format!("there is no country or region `{country}`"))
        })?;
        (settings.country, settings.region) = place;
        settings.country_chosen = true;
    }
    Ok(settings)
}

/// Reads a facts object.
fn statement(model: &Model, facts: &Json) -> Result<Statement, Refusal> {
    facts::read_json(model, facts)
        .map_err(|errors| Refusal::new("bad_facts", facts::in_one_line(&errors)))
}

fn answer(chat: &mut Chat<'_>, message: &Message) -> Result<Reply, Refusal> {
    let ways = [
        message.text.is_some(),
        message.facts.is_some(),
        message.choose.is_some(),
        message.value.is_some(),
        message.none,
        message.unknown,
    ];
    if ways.into_iter().filter(|given| *given).count() != 1 {
        let text = "an answer has one of `text`, `choose`, `value`, `none`, `unknown` and `facts`";
        return Err(Refusal::new("bad_message", text));
    }
    if let Some(text) = &message.text {
        return Ok(chat.line(text));
    }
    if let Some(facts) = &message.facts {
        let statement = statement(chat.model(), facts)?;
        return Ok(chat.answer(statement));
    }
    let open = chat.open();
    if let (Open::Confirm, Some(choose)) = (&open, &message.choose) {
        return match choose.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["yes"] => Ok(chat.line("1")),
            ["no"] => Ok(chat.line("2")),
            _ => Err(Refusal::new("bad_answer", "choose `yes` or `no`")),
        };
    }
    if message.unknown {
        return Ok(match open {
            Open::Confirm => chat.leave_unconfirmed(),
            _ => chat.line("/skip"),
        });
    }
    let Open::Question(question) = open else {
        return Err(Refusal::new("nothing_asked", "no question is open that this could answer"));
    };
    let slots = question.show.as_slice();
    let fact = &chat.model().fact_of(slots[0]).kind;
    let statement = match (slots, fact) {
        _ if message.none && !is_list(chat, slots) => {
            return Err(Refusal::new("bad_answer", "only a list can be answered by `none`"));
        }
        _ if message.none => chat.all_shown(Finding::Denied),
        ([only], FactKind::Number(_)) => {
            let Some(value) = &message.value else {
                return Err(Refusal::new("bad_answer", "a number is answered by `value`"));
            };
            let name = chat.model().slot_name(*only);
            statement(chat.model(), &Json::Object(vec![(name, value.clone())]))?
        }
        _ => chosen(chat, slots, message.choose.as_deref().unwrap_or_default())?,
    };
    Ok(chat.answer(statement))
}

/// Whether a question can be answered by "none of these".
fn is_list(chat: &Chat<'_>, slots: &[Slot]) -> bool {
    slots.len() > 1 || chat.model().member_of(slots[0]).is_some()
}

/// The options that an answer names, as findings.
fn chosen(chat: &Chat<'_>, slots: &[Slot], names: &[String]) -> Result<Statement, Refusal> {
    let model = chat.model();
    let options = reply::options(chat, slots);
    if names.is_empty() || slots.len() == 1 && names.len() > 1 {
        let text = "choose one of the options of the question, or several of a list";
        return Err(Refusal::new("bad_answer", text));
    }
    let mut statement = Statement::new();
    for name in names {
        let position = options.iter().position(|option| option.id == *name).ok_or_else(|| {
            let known: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
            let text = format!("there is no option `{name}` (known: {})", known.join(", "));
            Refusal::new("bad_answer", text)
        })?;
        statement.push(match (slots, &model.fact_of(slots[0]).kind) {
            ([only], FactKind::OneOf(_)) => {
                (*only, Finding::Choice(u16::try_from(position).unwrap_or(u16::MAX)))
            }
            ([only], _) if position == 0 => (*only, Finding::Affirmed),
            ([only], _) => (*only, Finding::Denied),
            _ => (slots[position], Finding::Affirmed),
        });
    }
    Ok(statement)
}

fn change(chat: &mut Chat<'_>, message: &Message) -> Result<Reply, Refusal> {
    let Some(facts) = &message.facts else {
        return Err(Refusal::new(
            "bad_message",
            "a change has `facts`: one fact with its new value",
        ));
    };
    let statement = statement(chat.model(), facts)?;
    let of = |slot: Slot| chat.model().slots[slot.index()].fact;
    let named: Vec<FactId> = statement.iter().map(|(slot, _)| of(*slot)).collect();
    match named.first() {
        Some(first) if named.iter().all(|fact| fact == first) => {
            Ok(chat.replace(*first, statement))
        }
        _ => Err(Refusal::new("bad_message", "a change is about one fact")),
    }
}

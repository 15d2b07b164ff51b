//! One line of text → understand → events → what to show.
//!
//! Pure: the chat in the terminal, replay and the scripts all go through [`Chat`].

mod answers;
pub mod ask;
mod commands;
mod matching;
mod show;
mod values;

use std::cell::OnceCell;

pub use crate::conversation::values::Open;

use crate::base::country::Country;
use crate::base::language::Language;
use crate::engine::{Effect, Engine, Event, Outcome, Question, QuestionKind, Session};
use crate::model::Model;
use crate::model::fact::{FactId, Slot};
use crate::model::finding::{Findings, Statement};
use crate::render::block::Block;
use crate::render::question::Options;
use crate::render::text::Speech;
use crate::understand::Reader;
use crate::understand::ask::Library;

/// The slash commands.
pub const COMMANDS: [&str; 13] = [
    "/help", "/why", "/back", "/change", "/skip", "/summary", "/sources", "/more", "/restart",
    "/save", "/lang", "/country", "/quit",
];

/// How a conversation is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The language.
    pub language: Language,
    /// Whether somebody chose it; otherwise the first message decides.
    pub language_chosen: bool,
    /// Whose phone lines are shown.
    pub country: Country,
    /// The region of the country.
    pub region: Option<String>,
    /// Whether somebody chose the country; otherwise it follows the language.
    pub country_chosen: bool,
    /// The dialogue, as a position in the model's dialogues.
    pub dialogue: usize,
}

/// What was asked, as transcripts write it behind `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `again` or `confirm`, or nothing.
    pub manner: Option<&'static str>,
    /// `fact`, or `fact.member`.
    pub name: String,
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.manner {
            Some(manner) => write!(f, "{manner} {}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// The answer to a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// What is shown.
    pub blocks: Vec<Block>,
    /// What is asked at its end.
    pub asked: Option<Asked>,
    /// Whether the conversation is over.
    pub ended: bool,
}

/// Something that waits for a yes or no before it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pending {
    /// Findings that were read, but not surely.
    Confirm(Statement),
    /// A red flag that counts already, on an unsure reading.
    ConfirmEmergency(Vec<Slot>),
    /// Whether it is about the person who writes.
    AboutOther,
    /// A fact whose new answer is awaited.
    Change(FactId, Vec<Slot>),
}

/// A conversation.
#[derive(Debug)]
pub struct Chat<'m> {
    engine: &'m Engine<'m>,
    reader: &'m Reader,
    settings: Settings,
    session: Session,
    pending: Option<Pending>,
    over: bool,
    /// The claims, indexed when the first question is asked back.
    library: OnceCell<Library>,
}

impl<'m> Chat<'m> {
    /// Begins a conversation and says what comes before the first answer.
    #[must_use]
    pub fn begin(engine: &'m Engine<'m>, reader: &'m Reader, settings: Settings) -> (Self, Reply) {
        let (session, effects) = Session::start(engine, settings.dialogue);
        let chat = Self {
            engine,
            reader,
            settings,
            session,
            pending: None,
            over: false,
            library: OnceCell::new(),
        };
        let reply = chat.answer_effects(&effects, Vec::new());
        (chat, reply)
    }

    /// Takes a line that the person typed.
    pub fn line(&mut self, line: &str) -> Reply {
        let text: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let text = text.trim();
        if text.is_empty() {
            return self.ask_again_as_it_stood(Vec::new());
        }
        if let Some(command) = text.strip_prefix('/') {
            return self.slash(command);
        }
        self.words(text)
    }

    /// What there is to say when the input ends: the referrals so far and what was not asked.
    pub fn end_of_input(&mut self) -> Reply {
        if self.over { Reply::default() } else { self.quit() }
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The findings.
    #[must_use]
    pub fn findings(&self) -> &Findings {
        self.session.findings()
    }

    /// What holds now, shown or not.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.session.outcome(self.engine)
    }

    /// What the last assess step gave.
    #[must_use]
    pub fn given(&self) -> Option<&Outcome> {
        self.session.given()
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &'m Model {
        self.engine.model()
    }

    /// The texts in the language and for the country of the conversation.
    #[must_use]
    pub fn speech(&self) -> Speech<'_> {
        Speech {
            model: self.engine.model(),
            language: self.settings.language,
            country: self.settings.country,
            region: self.settings.region.as_deref(),
            findings: Some(self.session.findings()),
        }
    }

    /// Takes an event, and says what follows from it after `blocks`.
    fn event(&mut self, event: Event, blocks: Vec<Block>) -> Reply {
        let (session, effects) = self.session.clone().step(self.engine, event);
        self.session = session;
        self.answer_effects(&effects, blocks)
    }

    fn answer_effects(&self, effects: &[Effect], mut blocks: Vec<Block>) -> Reply {
        blocks.extend(self.effect_blocks(effects));
        self.with_question(blocks)
    }

    /// The blocks, and behind them the open question.
    fn with_question(&self, mut blocks: Vec<Block>) -> Reply {
        let Some(question) = self.session.question() else {
            return Reply { blocks, asked: None, ended: false };
        };
        blocks.push(crate::render::question::question(&self.speech(), question));
        Reply { blocks, asked: Some(self.asked(question)), ended: false }
    }

    fn ask_again_as_it_stood(&self, blocks: Vec<Block>) -> Reply {
        match &self.pending {
            Some(Pending::Confirm(statement)) => self.confirm_reply(blocks, statement),
            _ => self.with_question(blocks),
        }
    }

    /// How a transcript names a question.
    fn asked(&self, question: &Question) -> Asked {
        let manner = (question.kind == QuestionKind::Again).then_some("again");
        Asked { manner, name: self.name_of(&question.show) }
    }

    /// `fact.member` for one member, else the fact of the first.
    fn name_of(&self, slots: &[Slot]) -> String {
        match slots {
            [] => String::new(),
            [only] => self.model().slot_name(*only),
            [first, ..] => self.model().fact_of(*first).id.to_string(),
        }
    }

    /// What the numbers of the open question stand for.
    fn options(&self) -> Option<Options> {
        let question = self.session.question()?;
        (question.kind != QuestionKind::Listen).then(|| Options::of(&self.speech(), question))
    }
}

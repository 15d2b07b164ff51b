//! One line of text → understand → events → what to show.
//!
//! Pure: the chat in the terminal, replay and the scripts all go through [`Chat`].

mod answers;
pub mod ask;
mod commands;
mod matching;
mod shared;
mod show;
mod values;

pub use crate::conversation::values::Open;

use crate::base::country::Country;
use crate::base::language::Language;
use crate::engine::{
    Caution, Effect, Engine, Event, GivenReferral, Outcome, Question, QuestionKind, Session,
};
use crate::graph::Way;
use crate::model::Model;
use crate::model::fact::{FactId, Slot};
use crate::model::finding::{Finding, Findings, Statement};
use crate::render::block::Block;
use crate::render::handover::Handover;
use crate::render::page;
use crate::render::question::Options;
use crate::render::text::Speech;
use crate::understand::Reader;

pub use crate::conversation::shared::{Manner, Shared};

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
    /// A file that the person asked for; whoever holds the conversation writes it, or does not. A replay
    /// writes nothing.
    pub save: Option<Save>,
}

/// What is to be written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Save {
    /// The conversation so far; without a name whoever writes it chooses one.
    Transcript(Option<String>),
    /// The pages of the handover.
    Summary {
        /// The file, as it was typed.
        file: String,
        /// What is written.
        handover: Box<Handover>,
    },
}

/// Something that waits for a yes or no before it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pending {
    /// Findings that were read, but not surely.
    Confirm(Statement),
    /// One fact, and the values of which one was meant.
    Choose(Slot, Vec<Finding>),
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
    manner: Manner,
}

impl<'m> Chat<'m> {
    /// Begins a conversation and says what comes before the first answer.
    #[must_use]
    pub fn begin(engine: &'m Engine<'m>, reader: &'m Reader, settings: Settings) -> (Self, Reply) {
        Self::begin_in(engine, reader, settings, Manner::default())
    }

    /// Begins a conversation in some manner.
    #[must_use]
    pub fn begin_in(
        engine: &'m Engine<'m>,
        reader: &'m Reader,
        settings: Settings,
        manner: Manner,
    ) -> (Self, Reply) {
        let (session, effects) = Session::start(engine, settings.dialogue);
        let chat = Self { engine, reader, settings, session, pending: None, over: false, manner };
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

    /// What has happened, in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.session.events()
    }

    /// Where the conversation stands, for somebody who comes back to it: the cards, what was said, the page
    /// that the last assess step gave, and the open question.
    #[must_use]
    pub fn standing(&self) -> Reply {
        let speech = self.speech();
        let mut blocks = match self.given() {
            Some(outcome) => page::first_screen(&speech, outcome),
            None => page::cards(&speech, &self.outcome()),
        };
        blocks.extend(page::summary(&speech, self.findings()));
        self.ask_again_as_it_stood(blocks)
    }

    /// What holds now, shown or not.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.session.outcome(self.engine)
    }

    /// The referrals that hold now, shown or not; the most urgent first.
    #[must_use]
    pub fn referrals(&self) -> Vec<GivenReferral> {
        self.session.referrals(self.engine)
    }

    /// The cautions that hold now, but for that of what was not asked.
    #[must_use]
    pub fn cautions_about_said(&self) -> Vec<Caution> {
        self.session.cautions_about_said(self.engine)
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

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &'m Engine<'m> {
        self.engine
    }

    /// The reader.
    #[must_use]
    pub fn reader(&self) -> &'m Reader {
        self.reader
    }

    /// The dialogue and the step where the conversation stands; none past its end.
    #[must_use]
    pub fn stands_at(&self) -> Option<(String, String)> {
        let (dialogue, step) = self.session.stands_at()?;
        let dialogue = self.model().dialogues.get(dialogue)?;
        Some((dialogue.id.to_string(), dialogue.steps.get(step)?.id.to_string()))
    }

    /// Whether the conversation has come by a step of a dialogue (positions), or taken a way out of it.
    #[must_use]
    pub fn came_by(&self, dialogue: usize, step: usize, way: Option<Way>) -> bool {
        self.session.came_by(self.engine, dialogue, step, way)
    }

    /// Takes findings as said, without the words.
    pub fn findings_said(&mut self, statement: Statement) -> Reply {
        self.pending = None;
        self.take(statement, Vec::new())
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
        let effects = self.session.take(self.engine, event);
        self.answer_effects(&effects, blocks)
    }

    fn answer_effects(&self, effects: &[Effect], mut blocks: Vec<Block>) -> Reply {
        blocks.extend(self.effect_blocks(effects));
        self.with_question(blocks)
    }

    /// The blocks, and behind them the open question.
    fn with_question(&self, mut blocks: Vec<Block>) -> Reply {
        let Some(question) = self.session.question() else {
            return Reply { blocks, ..Reply::default() };
        };
        if !self.manner.silent {
            blocks.push(crate::render::question::question(&self.speech(), question));
        }
        Reply { blocks, asked: Some(self.asked(question)), ..Reply::default() }
    }

    fn ask_again_as_it_stood(&self, blocks: Vec<Block>) -> Reply {
        match &self.pending {
            Some(Pending::Confirm(statement)) => self.confirm_reply(blocks, statement),
            Some(Pending::Choose(slot, values)) => self.choose_reply(blocks, *slot, values),
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

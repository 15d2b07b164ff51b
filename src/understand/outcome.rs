//! What understanding a message yields.

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::fact::Slot;
use crate::model::finding::{Finding, Statement};
use crate::model::vocabulary::CommandWord;
use crate::understand::quantity::Quantity;

/// What is known besides the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The language of the session, if there is one.
    pub language: Option<Language>,
    /// The slots that the open question shows.
    pub asking: &'a [Slot],
}

/// A message, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Understanding {
    /// The language that it was read in.
    pub language: Language,
    /// What is taken without asking back, plus every red flag that is affirmed even when unsure.
    pub statement: Statement,
    /// What is asked back, the likeliest first.
    pub unsure: Vec<Unsure>,
    /// The answer that the whole message is.
    pub reply: Option<Reply>,
    /// The command that the whole message is.
    pub command: Option<CommandWord>,
    /// What the message is for.
    pub intent: Intent,
    /// Where each finding stands.
    pub spans: Vec<Span>,
    /// The quantities in it.
    pub quantities: Vec<Quantity>,
    /// The ranges of which the middle is stated.
    pub ranges: Vec<Range>,
    /// What was assumed of amounts.
    pub notes: Vec<Note>,
    /// Where the words of an emergency stand that no finding holds: of no fact, or said of somebody else.
    pub emergency_words: Option<(usize, usize)>,
    /// Whether it tells of somebody else.
    pub about_other: bool,
    /// Whether it corrects something said before.
    pub correction: bool,
    /// How many bytes were read: all, unless the message is longer than anybody writes.
    pub read: usize,
}

/// A reading that is asked back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// The slot.
    pub slot: Slot,
    /// What may have been said of it.
    pub finding: Finding,
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// How surely, from 0 to 100.
    pub score: u8,
}

/// A range that was said of a number fact, in the fact's unit; its middle is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The slot.
    pub slot: Slot,
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The slot.
    pub slot: Slot,
    /// What was said of it.
    pub finding: Finding,
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// How surely, from 0 to 100.
    pub score: u8,
}

/// An answer that is a whole message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Yes.
    Yes {
        /// Whether it is no slip and not hedged.
        sure: bool,
    },
    /// Yes, weakly: "a bit".
    WeakYes,
    /// No.
    No {
        /// Whether it is no slip and not hedged.
        exact: bool,
    },
    /// None of these.
    NoneOfThese {
        /// Whether it is no slip and not hedged.
        exact: bool,
    },
    /// The person cannot say.
    DontKnow,
    /// Heard: neither yes nor no.
    Heard,
}

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Intent {
    /// It states something.
    Statement,
    /// It answers the open question.
    Answer,
    /// It asks something.
    Question,
    /// It is a command.
    Command,
    /// It corrects something.
    Correction,
    /// It greets.
    Greeting,
    /// None of these.
    Other,
}

impl Intent {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Answer => "answer",
            Self::Question => "question",
            Self::Command => "command",
            Self::Correction => "correction",
            Self::Greeting => "greeting",
            Self::Other => "other",
        }
    }
}

/// What was assumed of the amounts behind one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The number fact.
    pub slot: Slot,
    /// What was counted.
    pub pieces: Vec<NotePiece>,
}

/// So many of a thing: "6 cups of coffee at 90 mg".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotePiece {
    /// How many.
    pub count: Decimal,
    /// The id of the thing in the pack's amounts.
    pub thing: Box<str>,
    /// How much one holds, in the fact's unit.
    pub each: Decimal,
    /// How much they hold in all, rates counted in.
    pub amount: Decimal,
    /// Where the person's own words begin, in bytes.
    pub from: usize,
    /// Where they end.
    pub to: usize,
}

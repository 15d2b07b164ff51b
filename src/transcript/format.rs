//! The transcript format: plain text, one event a line.
//!
//! ```text
//! samtale transcript 1
//! dialogue: intake
//! lang: en
//! > my eyelid has twitched for three weeks
//! ? symptoms
//! > none of these
//! = refer twitching_for_weeks
//! ```
//!
//! `docs/transcript-format.md` is the reference.

use std::ops::Range;

use crate::base::language::Language;
use crate::model::urgency::Urgency;
use crate::transcript::place::{Place, Placed};

/// The newest version of the format that is read, and the one that is written.
pub const VERSION: u32 = 1;

/// The first line of every transcript.
pub const FIRST_LINE: &str = "samtale transcript 1";

/// A transcript as written; everything knows its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transcript<'t> {
    /// The dialogue; the pack's own where none is named.
    pub dialogue: Option<Placed<&'t str>>,
    /// The language.
    pub language: Option<Placed<Language>>,
    /// The country, perhaps with a region.
    pub country: Option<Placed<&'t str>>,
    /// The pack that it was recorded with: id, version, digest.
    pub pack: Option<Placed<&'t str>>,
    /// Names that stand for values.
    pub bindings: Vec<Binding<'t>>,
    /// How many expectations stand before the first thing that is said.
    pub opening: usize,
    /// What was said, in order.
    pub turns: Vec<Turn<'t>>,
    /// All expectations in order; a turn knows which are its own.
    pub expectations: Vec<Expectation<'t>>,
    /// The last line of a recording that was cut off in the middle.
    pub unfinished: Option<Place>,
}

impl<'t> Transcript<'t> {
    /// What is expected before anything is said.
    #[must_use]
    pub fn opening(&self) -> &[Expectation<'t>] {
        &self.expectations[..self.opening]
    }

    /// What is expected after a turn.
    #[must_use]
    pub fn expected(&self, turn: &Turn<'t>) -> &[Expectation<'t>] {
        &self.expectations[turn.expected.clone()]
    }
}

/// `let NAME: VALUE`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding<'t> {
    /// Where.
    pub place: Place,
    /// The name.
    pub name: &'t str,
    /// What it stands for.
    pub value: &'t str,
}

/// Something said, and what is expected after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn<'t> {
    /// Where.
    pub place: Place,
    /// What was said.
    pub said: Said<'t>,
    /// Which of the expectations are its own.
    pub expected: Range<usize>,
}

/// What was said at a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'t> {
    /// `> WORDS`: what the person typed.
    Words(&'t str),
    /// `~ ID VALUE, …`: what was understood, without the words.
    Findings(&'t str),
}

impl<'t> Said<'t> {
    /// What stands behind the mark.
    #[must_use]
    pub fn text(self) -> &'t str {
        match self {
            Self::Words(text) | Self::Findings(text) => text,
        }
    }

    /// The mark.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Self::Words(_) => '>',
            Self::Findings(_) => '~',
        }
    }
}

/// An expected line with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expectation<'t> {
    /// Where.
    pub place: Place,
    /// What is expected.
    pub what: Expected<'t>,
}

/// What is expected after a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected<'t> {
    /// `? …`: the question asked, word for word behind the mark.
    Asked(&'t str),
    /// `< …`: a line that was shown, as a pattern.
    Shown(&'t str),
    /// `= KIND [only|not] ID…`
    Ids(Kind, Extent, Ids<'t>),
    /// `= urgency LEVEL|none`
    Urgency(Option<Urgency>),
    /// `= urgency ID LEVEL|none`: of one referral.
    UrgencyOf(&'t str, Option<Urgency>),
    /// `= reason ID NUMBER|unknown|urgency|-`: why an advice is held back.
    Reason(&'t str, &'t str),
    /// `= claim ID CAVEAT…|-`: a claim stands behind what is given, with exactly these caveats.
    Claim(&'t str, Ids<'t>),
    /// `= beside ID CAVEAT|-`: the caveat that stands beside the title of an advice that is given.
    Beside(&'t str, &'t str),
    /// `= came [not] DIALOGUE.STEP`: whether the conversation has come by a step.
    Came(&'t str, bool),
    /// `= fact ID VALUE`
    Fact(&'t str, Value<'t>),
}

/// Whether others may hold beside the ids that are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// These are among them.
    Among,
    /// Exactly these.
    Only,
    /// None of these.
    Not,
}

impl Extent {
    /// The word before the ids, with a space behind it.
    #[must_use]
    pub const fn as_prefix(self) -> &'static str {
        match self {
            Self::Among => "",
            Self::Only => "only ",
            Self::Not => "not ",
        }
    }
}

/// Ids with spaces between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids<'t>(pub &'t str);

impl<'t> Ids<'t> {
    /// One by one.
    pub fn iter(self) -> impl Iterator<Item = &'t str> {
        self.0.split_whitespace()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// An expected value of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'t> {
    /// As it stands.
    Plain(&'t str),
    /// `$NAME`: what the name stands for; a name that stands for nothing yet takes the value.
    Named(&'t str),
}

/// Of what the ids are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Referrals that hold now.
    Refer,
    /// Cautions that hold now.
    Caution,
    /// Advice that the last assess step gave.
    Advise,
    /// Advice that the last assess step held back.
    Withhold,
}

impl Kind {
    /// All kinds with their words in transcripts.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Refer, "refer"),
        (Self::Caution, "caution"),
        (Self::Advise, "advise"),
        (Self::Withhold, "withhold"),
    ];

    /// The word in transcripts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refer => "refer",
            Self::Caution => "caution",
            Self::Advise => "advise",
            Self::Withhold => "withhold",
        }
    }
}

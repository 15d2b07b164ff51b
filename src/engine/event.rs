//! What changes a session, and what a session answers with.

use crate::model::fact::{FactId, Slot};
use crate::model::finding::Statement;
use crate::model::text::TextId;

/// What changes a session. Showing commands are no events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something was said: an answer to the open question, or volunteered, or both.
    Answer(Statement),
    /// The open question is left: what it shows becomes unknown.
    Skip,
    /// "Wrong": takes back what raised the most urgent referral.
    Correct,
    /// An earlier answer is replaced by another.
    Change(FactId, Statement),
}

/// How a question is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionKind {
    /// The person writes freely.
    Listen,
    /// As the fact or the step words it.
    Plain,
    /// Once more, in simpler words.
    Again,
    /// "Any of the others?"
    Rest,
}

/// An open question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// How it is put.
    pub kind: QuestionKind,
    /// What it shows, in order; never empty.
    pub show: Vec<Slot>,
    /// A sentence before the list.
    pub lead: Option<TextId>,
}

/// What a step of a session has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A say or end step's words.
    Say(TextId),
    /// An emergency has become true at this turn.
    Emergency,
    /// Something to be seen the same day has become true at this turn.
    Urgent,
    /// An assess step was passed: the outcome holds.
    Assessed,
    /// The emergency no longer holds; the dialogue goes on where it stood.
    EmergencyOver,
    /// The dialogue has ended.
    Ended,
}

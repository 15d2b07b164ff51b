//! The words of free questions: what stands for the same in all languages, and what tells nothing.

use crate::base::id::Id;
use crate::base::language::Language;

/// What questions are read with.
#[derive(Debug, Default)]
pub struct AskVocabulary {
    /// What can be asked about, in pack order.
    pub concepts: Vec<Concept>,
    /// The words of each language that has any, in the order of the files.
    pub languages: Vec<AskWords>,
}

/// Something that can be asked about; languages name it with their own words.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Its id.
    pub id: Id,
    /// Whether it tells little by itself: "dangerous", "normal".
    pub light: bool,
    /// Other concepts that nearly stand for it, as positions.
    pub close: Vec<usize>,
    /// Other concepts that have to do with it, as positions.
    pub related: Vec<usize>,
}

/// The words of one language.
#[derive(Debug, Clone)]
pub struct AskWords {
    /// The language.
    pub language: Language,
    /// Whether it writes compounds as one word.
    pub compounds: bool,
    /// The letters beyond a to z that it writes.
    pub letters: Vec<char>,
    /// Words that tell nothing about what is asked.
    pub stop: Vec<Box<str>>,
    /// Words that name something else than their stems do.
    pub strange: Vec<Box<str>>,
    /// Endings that make no other word.
    pub endings: Vec<Box<str>>,
    /// Phrases of a question for an amount.
    pub amounts: Vec<Box<str>>,
    /// Phrases of a question whether something may be done.
    pub dangers: Vec<Box<str>>,
    /// Phrases of a question what something is.
    pub what_is: Vec<Box<str>>,
    /// Phrases of a claim that says what something is.
    pub defines: Vec<Box<str>>,
    /// Phrases of a claim that tells of the text itself, not of health.
    pub about_text: Vec<Box<str>>,
    /// For concepts, as positions, the words and phrases that name them.
    pub concepts: Vec<(usize, Vec<Box<str>>)>,
}

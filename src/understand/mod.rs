//! Text → findings, the same for the same text, always.
//!
//! A message is cut into pieces and read in the language that fits it best. All words, numbers and phrases that its
//! pieces can be stand in a lattice; the longest phrases win, and the clauses that they stand in tell whether they
//! are affirmed, denied, hedged, over, asked, or said of somebody else. All knowledge of words is data of the pack.

mod ages;
mod amounts;
mod answers;
pub mod ask;
mod changes;
mod choose;
mod clauses;
mod commas;
mod compound;
mod details;
mod fold;
mod gather;
mod lattice;
mod leaps;
mod lexicon;
mod measures;
mod numbers;
mod occasions;
pub mod outcome;
mod phrases;
mod piece;
pub mod quantity;
mod ranges;
mod reading;
mod roles;
mod said;
mod tongue;
mod tongues;
mod typo;
mod values;
mod verdicts;
mod wholes;

#[cfg(test)]
mod tests;

use std::panic::resume_unwind;
use std::thread;

use crate::base::language::Language;
use crate::model::Model;
use crate::understand::outcome::{Context, Understanding};
use crate::understand::tongue::Tongue;

/// The longest message that is read in full, in bytes. Nobody writes that much about a twitch.
pub const LONGEST: usize = 16 * 1024;

/// The vocabulary of a model, indexed once.
#[derive(Debug)]
pub struct Reader {
    tongues: Vec<Tongue>,
}

impl Reader {
    /// Indexes all languages that are loaded, beside one another.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let tongues = thread::scope(|scope| {
            let languages = model.vocabulary.languages.iter().enumerate();
            let tongues: Vec<_> = languages
                .map(|(position, words)| scope.spawn(move || Tongue::new(words, position)))
                .collect();
            tongues
                .into_iter()
                .map(|tongue| tongue.join().unwrap_or_else(|p| resume_unwind(p)))
                .collect()
        });
        Self { tongues }
    }

    /// The languages that are indexed.
    pub fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        self.tongues.iter().map(|tongue| tongue.language)
    }

    /// Reads a message. Total: every text has an understanding, if only an empty one.
    #[must_use]
    pub fn understand(&self, model: &Model, text: &str, context: &Context<'_>) -> Understanding {
        gather::understand(&self.tongues, model, text, context)
    }
}

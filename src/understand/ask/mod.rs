//! Free questions → the claims that answer them, and the red flags that they name.
//!
//! Words are folded to *terms*: concepts, which all languages share, and the stems of all other words. An inverted index
//! over the claims holds for each term how strongly it stands in which claim; a question is answered by adding up. All
//! numbers are integers, so that the order is the same everywhere. What a word means is data (`rules/ask/`).

mod flags;
mod index;
mod lexicon;
mod question;
mod rank;

use std::collections::BTreeSet;

use crate::base::language::Language;
use crate::model::Model;
use crate::model::fact::Slot;
use crate::understand::Reader;
use crate::understand::ask::index::Index;
use crate::understand::ask::lexicon::Lexicon;
use crate::understand::ask::question::Question;

/// The most answers that a question gets.
pub const MOST_ANSWERS: usize = 6;
/// The longest question that is read, in bytes.
const LONGEST: usize = 4096;

/// What is known of claims beside the words of the question.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Claims that are not for this person.
    pub hidden: BTreeSet<usize>,
    /// Claims behind the referrals that hold.
    pub leading: BTreeSet<usize>,
}

/// The claims of a model, indexed once.
#[derive(Debug)]
pub struct Library {
    lexicons: Vec<Lexicon>,
    index: Index,
}

impl Library {
    /// Indexes all claims in the languages that are loaded; refused claims are left out.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let concepts = model.ask.concepts.len();
        let lexicons: Vec<Lexicon> = model.ask.languages.iter().map(Lexicon::new).collect();
        let index = Index::new(model, &lexicons, concepts);
        Self { lexicons, index }
    }

    /// The language of a question: that which knows most of its words, the wanted one where none knows more.
    #[must_use]
    pub fn language(&self, question: &str, wanted: Language) -> Language {
        question::language(&self.lexicons, shown(question), wanted)
    }

    /// The claims that answer a question, the best first, as positions in the model's claims. None: the
    /// articles do not say.
    #[must_use]
    pub fn answers(
        &self,
        model: &Model,
        question: &str,
        wanted: Language,
        standing: &Standing,
    ) -> Vec<usize> {
        let question = Question::read(
            &self.lexicons,
            &self.index,
            &model.ask.concepts,
            shown(question),
            wanted,
        );
        rank::answers(model, &self.index, &question, standing)
    }
}

/// The part of a question that is read.
fn shown(question: &str) -> &str {
    let end = (0..=LONGEST.min(question.len())).rev().find(|at| question.is_char_boundary(*at));
    &question[..end.unwrap_or(0)]
}

impl Reader {
    /// The red flags that a text names, also where it only asks or supposes; denied ones are left out.
    #[must_use]
    pub fn flags_named(&self, model: &Model, text: &str, wanted: Option<Language>) -> Vec<Slot> {
        flags::named(&self.tongues, model, shown(text), wanted)
    }
}

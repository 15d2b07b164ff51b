//! One question: the terms that it asks about, and what kind of answer it wants.

use crate::base::language::Language;
use crate::model::ask::Concept;
use crate::understand::ask::index::{Index, Term};
use crate::understand::ask::lexicon::{Lexicon, Sign, Word, tokens};

/// How much a concept counts, in sixteenths, that nearly stands for the one asked about …
const CLOSE: u32 = 13;
/// … or has to do with it.
const RELATED: u32 = 6;
/// How much a word tells that nothing knows, in sixteenths of a doubling.
const STRANGE: u32 = 7 * 16;
/// The most that a concept tells that tells little.
const LIGHT: u32 = 36;
/// How much a letter counts that only some languages write.
const LETTER: i32 = 3;
/// The most that a word tells that names no concept.
const PLAIN: u32 = 5 * 16;
/// How much a number tells.
const NUMBER: u32 = 2 * 16;

/// What is asked with one word: terms that answer to it, with how well, in sixteenths.
#[derive(Debug)]
pub(super) struct Part {
    /// The terms, the word itself first.
    pub(super) terms: Vec<(Term, u32)>,
    /// How much the word tells, in sixteenths of a doubling.
    pub(super) tells: u32,
    /// Whether it names a concept that tells something by itself.
    pub(super) concept: bool,
    /// Whether it tells little, and so makes no answer by itself.
    pub(super) light: bool,
}

/// A question.
#[derive(Debug)]
pub(super) struct Question {
    /// What its words ask about.
    pub(super) parts: Vec<Part>,
    /// How much the words tell that no claim knows.
    pub(super) strange: u32,
    /// What its phrases tell of it.
    signs: Vec<Sign>,
}

/// The language of a question: that which knows most of its words, the wanted one where none knows more.
pub(super) fn language(lexicons: &[Lexicon], question: &str, wanted: Language) -> Language {
    let tokens = tokens(question);
    let known = |lexicon: &&Lexicon| {
        let words = tokens.iter().map(|(word, _)| {
            if lexicon.stops(word) { 2 } else { i32::from(lexicon.concept(word).is_some()) }
        });
        let own = question.chars().flat_map(char::to_lowercase);
        let letters = own.filter(|c| !c.is_ascii() && c.is_alphabetic());
        let letters = letters.map(|c| if lexicon.letters.contains(&c) { 1 } else { -LETTER });
        (words.sum::<i32>() + letters.sum::<i32>(), lexicon.language == wanted)
    };
    // of equals the last is the greatest: the order of the languages is turned around
    lexicons.iter().rev().max_by_key(known).map_or(wanted, |lexicon| lexicon.language)
}

impl Question {
    /// Reads a question, first in its own language, then in the others.
    pub(super) fn read(
        lexicons: &[Lexicon],
        index: &Index,
        concepts: &[Concept],
        question: &str,
        wanted: Language,
    ) -> Self {
        let language = language(lexicons, question, wanted);
        let tokens = tokens(question);
        let home = lexicons.iter().find(|lexicon| lexicon.language == language);
        let shows = |sign: &Sign| home.is_some_and(|home| home.shows(&tokens, *sign));
        let signs = Sign::ALL.into_iter().filter(shows).collect();
        let mut read = Self { parts: Vec::new(), strange: 0, signs };
        let Some(home) = home else { return read };
        for word in home.read(&tokens) {
            match word {
                Word::Stop => {}
                Word::Strange => read.strange += STRANGE,
                Word::Concept(concept) => read.concept(index, concepts, concept),
                Word::Number(number) => read.number(index, &number),
                Word::Other(word) => read.other((lexicons, home), index, concepts, &word),
            }
        }
        read
    }

    /// Whether its phrases tell this of it.
    pub(super) fn shows(&self, sign: Sign) -> bool {
        self.signs.contains(&sign)
    }

    fn concept(&mut self, index: &Index, concepts: &[Concept], concept: usize) {
        let known = |part: &Part| part.terms[0].0 == concept;
        if self.parts.iter().any(known) {
            return;
        }
        let close = concepts[concept].close.iter().map(|other| (*other, CLOSE));
        let related = concepts[concept].related.iter().map(|other| (*other, RELATED));
        let terms = std::iter::once((concept, 16)).chain(close).chain(related).collect();
        let light = concepts[concept].light;
        let tells = index.rarity(concept).min(if light { LIGHT } else { u32::MAX });
        self.parts.push(Part { terms, tells, concept: !light, light });
    }

    fn number(&mut self, index: &Index, number: &str) {
        if let Some(term) = index.stem(number) {
            self.parts.push(Part {
                terms: vec![(term, 16)],
                tells: NUMBER,
                concept: false,
                light: true,
            });
        }
    }

    /// A word that its own language does not name a concept with: perhaps another language does, perhaps it
    /// stands in the claims as it is, perhaps it is misspelt.
    fn other(
        &mut self,
        (lexicons, home): (&[Lexicon], &Lexicon),
        index: &Index,
        concepts: &[Concept],
        word: &str,
    ) {
        let foreign = || {
            let others = lexicons.iter().filter(|lexicon| lexicon.language != home.language);
            let mut names = others.filter_map(|lexicon| lexicon.concept(word));
            names.next()
        };
        let plain = || index.stem(home.stem(word)).or_else(|| index.stem(word));
        if let Some(concept) = foreign() {
            self.concept(index, concepts, concept);
        } else if let Some(term) = plain() {
            let tells = index.rarity(term).min(PLAIN);
            self.parts.push(Part { terms: vec![(term, 16)], tells, concept: false, light: false });
        } else if let Some(concept) = home.mended(word) {
            self.concept(index, concepts, concept);
        } else {
            self.strange += STRANGE;
        }
    }
}

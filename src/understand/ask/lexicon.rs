//! The words of one language: what they stand for, and which of them tell nothing.

use std::collections::BTreeSet;

use crate::base::language::Language;
use crate::model::ask::{AskWords, Pattern};
use crate::understand::fold::{SteadyMap, folded};
use crate::understand::piece::{PieceKind, cut};
use crate::understand::typo::SlipIndex;

/// The fewest letters that folding an ending leaves; endings of two letters may leave one less.
const SHORTEST_STEM: usize = 4;
/// The fewest letters of a part of a compound of two names.
const SHORTEST_HALF: usize = 3;
/// The fewest letters of a part of a compound of which only one part is a name.
const SHORTEST_PART: usize = 4;
/// The fewest letters of a word that one slip is forgiven in.
const ONE_SLIP: usize = 5;
/// The fewest letters of a word that two slips are forgiven in.
const TWO_SLIPS: usize = 9;

/// What a word of a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// It tells nothing.
    Stop,
    /// It names something that nothing here is about.
    Strange,
    /// A concept, as a position.
    Concept(usize),
    /// Some other word, folded.
    Other(String),
    /// A number, as written.
    Number(String),
}

/// A name of a concept: the stems after the first, and the concept.
#[derive(Debug)]
struct Name {
    rest: Vec<String>,
    concept: usize,
}

/// The words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) language: Language,
    compounds: bool,
    /// The letters beyond a to z that the language writes.
    pub(super) letters: Vec<char>,
    stop: BTreeSet<String>,
    strange: BTreeSet<String>,
    endings: Vec<String>,
    names: SteadyMap<String, Vec<Name>>,
    /// Names of one word as they are listed, folded.
    listed: SteadyMap<String, usize>,
    slips: SlipIndex,
    /// The words of the slip index, by position.
    slip_words: Vec<String>,
    /// For each sign the phrases that show it.
    phrases: [Vec<Vec<String>>; Sign::ALL.len()],
}

/// What the phrases of a text tell of it, in the order of the lexicon's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// It asks for an amount.
    Amount,
    /// It asks if something may be done.
    Danger,
    /// It asks what something is.
    WhatIs,
    /// It says what something is.
    Defines,
    /// It tells of the text itself.
    AboutText,
}

/// All words that patterns stand for.
fn spelt(patterns: &[Pattern]) -> impl Iterator<Item = String> {
    patterns.iter().flat_map(Pattern::words)
}

/// The words of a text, folded, in order; numbers are marked.
pub(super) fn tokens(text: &str) -> Vec<(String, PieceKind)> {
    let pieces = cut(text).list.into_iter();
    pieces.map(|piece| (folded(&piece.word), piece.kind)).collect()
}

impl Lexicon {
    /// Reads the words of a language.
    pub(super) fn new(words: &AskWords) -> Self {
        let mut endings: Vec<String> =
            spelt(&words.endings).map(|ending| folded(&ending)).collect();
        endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        let mut lexicon = Self {
            language: words.language,
            compounds: words.compounds,
            letters: words.letters.clone(),
            stop: spelt(&words.stop).map(|word| folded(&word)).collect(),
            strange: spelt(&words.strange).map(|word| folded(&word)).collect(),
            endings,
            names: SteadyMap::default(),
            listed: SteadyMap::default(),
            slips: SlipIndex::default(),
            slip_words: Vec::new(),
            phrases: Default::default(),
        };
        for (concept, names) in &words.concepts {
            for name in spelt(names) {
                lexicon.add(*concept, &name);
            }
        }
        let mut all: Vec<&mut Vec<Name>> = lexicon.names.values_mut().collect();
        for names in &mut all {
            names.sort_by_key(|name| std::cmp::Reverse(name.rest.len()));
        }
        let lists =
            [&words.amounts, &words.dangers, &words.what_is, &words.defines, &words.about_text];
        lexicon.phrases =
            lists.map(|list| spelt(list).map(|phrase| lexicon.stems(&phrase)).collect());
        lexicon
    }

    fn add(&mut self, concept: usize, name: &str) {
        let mut stems = self.stems(name).into_iter();
        let Some(first) = stems.next() else { return };
        let rest: Vec<String> = stems.collect();
        if rest.is_empty() {
            let word = folded(name);
            if self.slips.add(&word) == self.slip_words.len() {
                self.slip_words.push(word.clone());
            }
            self.listed.entry(word).or_insert(concept);
        }
        let names = self.names.entry(first).or_default();
        if !names.iter().any(|known| known.rest == rest) {
            names.push(Name { rest, concept });
        }
    }

    fn stems(&self, text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|(word, _)| self.stem(&word).to_owned()).collect()
    }

    /// A folded word without its endings.
    pub(super) fn stem<'w>(&self, word: &'w str) -> &'w str {
        let mut stem = word;
        loop {
            let shorter = self.without_ending(stem);
            if shorter == stem {
                return stem;
            }
            stem = shorter;
        }
    }

    fn without_ending<'w>(&self, word: &'w str) -> &'w str {
        let shorter = self.endings.iter().filter_map(|ending| word.strip_suffix(ending.as_str()));
        let mut long_enough = shorter.filter(|stem| {
            let two = usize::from(word.len() - stem.len() == 2);
            stem.chars().count() + two >= SHORTEST_STEM
        });
        long_enough.next().unwrap_or(word)
    }

    /// Whether a folded word tells nothing.
    pub(super) fn stops(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    fn says_nothing(&self, word: &str) -> bool {
        self.stops(word) || self.strange.contains(word)
    }

    /// The concept that a single folded word names.
    pub(super) fn concept(&self, word: &str) -> Option<usize> {
        let names = self.names.get(self.stem(word))?;
        names.iter().find(|name| name.rest.is_empty()).map(|name| name.concept)
    }

    /// What the words of a text are: the longest names first.
    pub(super) fn read(&self, tokens: &[(String, PieceKind)]) -> Vec<Word> {
        let stems: Vec<&str> = tokens.iter().map(|(word, _)| self.stem(word)).collect();
        let mut words = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let (word, kind) = &tokens[at];
            let named = self.names.get(stems[at]).and_then(|names| {
                names.iter().find(|name| {
                    let rest = &stems[at + 1..];
                    rest.len() >= name.rest.len()
                        && name.rest.iter().zip(rest).all(|(wanted, stem)| wanted == stem)
                })
            });
            match (named, kind) {
                (Some(name), _) if !name.rest.is_empty() || !self.says_nothing(word) => {
                    words.push(Word::Concept(name.concept));
                    at += name.rest.len();
                }
                (_, PieceKind::Digits) => words.push(Word::Number(word.clone())),
                (_, PieceKind::Sign) => {}
                _ if self.stops(word) => words.push(Word::Stop),
                _ if self.strange.contains(word) => words.push(Word::Strange),
                _ => self.read_other(word, &mut words),
            }
            at += 1;
        }
        words
    }

    /// A word that names nothing as it stands: perhaps a compound.
    fn read_other(&self, word: &str, words: &mut Vec<Word>) {
        if word.chars().count() < 2 {
            words.push(Word::Stop);
            return;
        }
        match self.parts(word) {
            Some(parts) => words.extend(parts),
            None => words.push(Word::Other(word.to_owned())),
        }
    }

    /// A compound's parts, at least one of which names a concept. Two names are better than one.
    fn parts(&self, word: &str) -> Option<Vec<Word>> {
        if !self.compounds || word.chars().count() < 2 * SHORTEST_PART - 1 {
            return None;
        }
        let mut half: Option<Vec<Word>> = None;
        for (at, _) in word.char_indices().rev() {
            let (left, right) = word.split_at(at);
            if left.chars().count() < SHORTEST_HALF || right.chars().count() < SHORTEST_HALF {
                continue;
            }
            let Some(front) = self.front(left) else {
                let back = if is_part(left) && is_part(right) { self.concept(right) } else { None };
                if let (Some(back), true) = (back, half.is_none()) {
                    half = Some(vec![Word::Other(left.to_owned()), Word::Concept(back)]);
                }
                continue;
            };
            match self.concept(right) {
                Some(back) => return Some(vec![Word::Concept(front), Word::Concept(back)]),
                None if is_part(left) && is_part(right) && half.is_none() => {
                    half = Some(vec![Word::Concept(front), Word::Other(right.to_owned())]);
                }
                None => {}
            }
        }
        half
    }

    /// The concept that the front of a compound names, as it is listed or by a long stem, with a joint.
    fn front(&self, left: &str) -> Option<usize> {
        let listed = |word: &str| {
            let by_stem = || {
                let names =
                    self.names.get(word).filter(|_| word.chars().count() > SHORTEST_PART)?;
                names.iter().find(|name| name.rest.is_empty()).map(|name| name.concept)
            };
            self.listed.get(word).copied().or_else(by_stem)
        };
        listed(left).or_else(|| listed(left.strip_suffix(['s', 'e'])?))
    }

    /// The concept that a misspelt word is meant for.
    pub(super) fn mended(&self, word: &str) -> Option<usize> {
        let letters = word.chars().count();
        if letters < ONE_SLIP || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let near = self.slips.nearest(word, 4);
        let likely = near.iter().find(|candidate| {
            let known = &self.slip_words[candidate.word];
            let same_start = known.chars().next() == word.chars().next();
            let allowed = if letters >= TWO_SLIPS { 2 } else { 1 };
            same_start && candidate.slips <= allowed
        })?;
        self.concept(&self.slip_words[likely.word])
    }

    /// Whether a text holds a phrase that tells this of it.
    pub(super) fn shows(&self, tokens: &[(String, PieceKind)], sign: Sign) -> bool {
        let stems: Vec<&str> = tokens.iter().map(|(word, _)| self.stem(word)).collect();
        self.phrases[sign as usize].iter().any(|phrase| {
            !phrase.is_empty()
                && stems.windows(phrase.len()).any(|window| window.iter().eq(phrase.iter()))
        })
    }
}

impl Sign {
    /// All signs, in the order of the lexicon's lists.
    pub(super) const ALL: [Self; 5] =
        [Self::Amount, Self::Danger, Self::WhatIs, Self::Defines, Self::AboutText];
}

/// Whether a part of a compound is long enough to stand by itself.
fn is_part(part: &str) -> bool {
    part.chars().count() >= SHORTEST_PART
}

//! The words of one language: which ones a piece of text can be.

use std::collections::BTreeMap;

use crate::understand::fold::{SteadyMap, SteadySet, folded, let_go};
use crate::understand::typo::SlipIndex;

/// A word of the lexicon.
pub(crate) type WordId = u32;

/// How surely a piece is a word, from 0 to 100.
pub(crate) mod sureness {
    /// Written just so.
    pub(crate) const EXACT: u8 = 100;
    /// Without its accents.
    pub(crate) const FOLDED: u8 = 97;
    /// Two words written as one, or one as two.
    pub(crate) const JOINED: u8 = 96;
    /// With letters held down.
    pub(crate) const HELD: u8 = 95;
}

/// The words of one language.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    by_form: SteadyMap<Box<str>, WordId>,
    by_fold: SteadyMap<Box<str>, Vec<WordId>>,
    slips: SlipIndex,
    /// For each word of the slip index: the words with that folded form.
    slip_words: Vec<Vec<WordId>>,
    /// Letters beyond a to z, with how often words use them.
    letters: BTreeMap<char, usize>,
    plain: SteadySet<Box<str>>,
    plain_folds: SteadySet<Box<str>>,
    words: u32,
}

/// What a piece may be, with how surely.
pub(crate) type Readings = Vec<(WordId, u8)>;

impl Lexicon {
    /// The id of a word that phrases use; `mend` lets misspelt pieces become it.
    pub(crate) fn add(&mut self, word: &str, mend: bool) -> WordId {
        let id = if let Some(known) = self.by_form.get(word) {
            *known
        } else {
            let id = self.words;
            self.words += 1;
            self.by_form.insert(word.into(), id);
            self.count_letters(word);
            self.by_fold.entry(folded(word).into()).or_default().push(id);
            id
        };
        if mend && word.chars().all(char::is_alphabetic) {
            let position = self.slips.add(&folded(word));
            if self.slip_words.len() <= position {
                self.slip_words.resize(position + 1, Vec::new());
            }
            if !self.slip_words[position].contains(&id) {
                self.slip_words[position].push(id);
            }
        }
        id
    }

    /// Adds a common word, which no piece is taken for a slip of and which is no slip itself.
    pub(crate) fn add_plain(&mut self, word: &str) {
        self.plain.insert(word.into());
        self.count_letters(word);
        self.plain_folds.insert(folded(word).into());
    }

    fn count_letters(&mut self, word: &str) {
        for c in word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
            *self.letters.entry(c).or_default() += 1;
        }
    }

    /// The letters beyond a to z that are no rarity in this language.
    pub(crate) fn alphabet(&self) -> Vec<char> {
        self.letters.iter().filter(|(_, count)| **count > 3).map(|(c, _)| *c).collect()
    }

    /// Whether the language knows a written word, with or without its accents.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.knows_exactly(word) || {
            let fold = folded(word);
            self.by_fold.contains_key(fold.as_str()) || self.plain_folds.contains(fold.as_str())
        }
    }

    /// Whether the language knows a word as it is written.
    pub(crate) fn knows_exactly(&self, word: &str) -> bool {
        self.by_form.contains_key(word) || self.plain.contains(word)
    }

    /// Whether phrases use the word in this form or without its accents.
    pub(crate) fn uses(&self, word: &str) -> bool {
        self.by_form.contains_key(word) || self.by_fold.contains_key(folded(word).as_str())
    }

    /// What a written word is without mending: itself, without accents, with held letters let go.
    pub(crate) fn look_up(&self, word: &str) -> Readings {
        if let Some(id) = self.by_form.get(word) {
            return vec![(*id, sureness::EXACT)];
        }
        if self.plain.contains(word) {
            return Vec::new();
        }
        if let Some(ids) = self.by_fold.get(folded(word).as_str()) {
            return ids.iter().map(|id| (*id, sureness::FOLDED)).collect();
        }
        for keep in [1, 2] {
            if let Some(shorter) = let_go(word, keep) {
                let found = self.look_up(&shorter);
                if !found.is_empty() {
                    return found.into_iter().map(|(id, _)| (id, sureness::HELD)).collect();
                }
            }
        }
        Vec::new()
    }

    /// What a misspelt word may be.
    pub(crate) fn mend(&self, word: &str) -> Readings {
        if self.knows(word) || !word.chars().all(char::is_alphabetic) {
            return Vec::new();
        }
        let mut readings = Vec::new();
        for candidate in self.slips.nearest(&folded(word), 4) {
            let score =
                if candidate.slips == 1 { candidate.score.max(80) } else { candidate.score };
            for id in &self.slip_words[candidate.word] {
                readings.push((*id, score));
            }
        }
        readings
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn a_known_word_is_never_mended() {
        let mut lexicon = Lexicon::default();
        let pain = lexicon.add("pain", true);
        lexicon.add_plain("main");
        assert_eq!(lexicon.look_up("pain"), [(pain, 100)]);
        assert_eq!(lexicon.look_up("paaaain"), [(pain, 95)]);
        assert!(lexicon.mend("main").is_empty());
        assert_eq!(lexicon.mend("pian").first().map(|found| found.0), Some(pain));
    }
}

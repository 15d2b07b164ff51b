//! Words within one or two slips of a misspelt one, found through an index over parts of words.
//!
//! A word with `n` slips, cut into `n + 1` parts, holds one part unharmed. So only words that share a part at about
//! the same place are candidates, and of these only those of nearly the same letters are compared.

use crate::understand::fold::SteadyMap;

/// Words shorter than this are never mended.
const SHORTEST: usize = 4;
/// From this length on, two slips are forgiven.
const TWO_SLIPS: usize = 8;

/// An index over folded words.
#[derive(Debug, Default)]
pub(crate) struct SlipIndex {
    words: Vec<Box<str>>,
    parts: SteadyMap<u64, Vec<Listed>>,
    whole: SteadyMap<Box<str>, u32>,
}

/// A word of a list, with its letters beside it: most are told to be too far away without a look at them.
#[derive(Debug, Clone, Copy)]
struct Listed {
    letters: Letters,
    word: u32,
}

/// Which letters a word has, a bit for each.
#[derive(Debug, Clone, Copy)]
struct Letters(u32);

impl Letters {
    fn of(word: &str) -> Self {
        let bit = |letter: char| match letter {
            'a'..='z' => 1 << (u32::from(letter) - u32::from('a')),
            other => 1 << (26 + u32::from(other) % 6),
        };
        Self(word.chars().map(bit).fold(0, |all, bit| all | bit))
    }

    /// Whether so few slips may lie between: each adds one letter at most and takes one away.
    fn may_be_within(self, slips: usize, other: Self) -> bool {
        let more = |a: u32, b: u32| (a & !b).count_ones() as usize;
        more(self.0, other.0) <= slips && more(other.0, self.0) <= slips
    }
}

/// A candidate for a misspelt word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The position of the word, in the order of adding.
    pub(crate) word: usize,
    /// How many slips lie between.
    pub(crate) slips: usize,
    /// How alike they are, from 0 to 100.
    pub(crate) score: u8,
}

impl SlipIndex {
    /// Adds a folded word; gives its position.
    pub(crate) fn add(&mut self, word: &str) -> usize {
        if let Some(known) = self.whole.get(word) {
            return *known as usize;
        }
        let position = self.words.len();
        let id = u32::try_from(position).unwrap_or(u32::MAX);
        self.words.push(word.into());
        self.whole.insert(word.into(), id);
        let bounds = boundaries(word);
        let letters = bounds.len() - 1;
        if letters >= SHORTEST {
            let slips = slips_for(letters);
            let listed = Listed { letters: Letters::of(word), word: id };
            for (part, (from, to)) in cuts(letters, slips + 1).into_iter().enumerate() {
                let key = part_key(letters, part, &word[bounds[from]..bounds[to]]);
                self.parts.entry(key).or_default().push(listed);
            }
        }
        position
    }

    /// The folded word at a position.
    #[cfg(test)]
    pub(crate) fn word(&self, position: usize) -> &str {
        &self.words[position]
    }

    /// The best candidates for a word that is not in the index, best first, at most `most`.
    pub(crate) fn nearest(&self, word: &str, most: usize) -> Vec<Candidate> {
        let bounds = boundaries(word);
        let letters = bounds.len() - 1;
        if !(SHORTEST..=40).contains(&letters) {
            return Vec::new();
        }
        let mut near = self.transposed(word, &bounds);
        let own = Letters::of(word);
        for length in letters.saturating_sub(2).max(SHORTEST)..=letters + 2 {
            let slips = slips_for(length);
            if length.abs_diff(letters) > slips {
                continue;
            }
            for (part, (from, to)) in cuts(length, slips + 1).into_iter().enumerate() {
                let width = to - from;
                let earliest = from.saturating_sub(slips);
                for start in earliest..=(from + slips).min(letters.saturating_sub(width)) {
                    let text = &word[bounds[start]..bounds[start + width]];
                    let listed = self.parts.get(&part_key(length, part, text));
                    let alike = |other: &&Listed| own.may_be_within(slips, other.letters);
                    near.extend(listed.into_iter().flatten().filter(alike).map(|other| other.word));
                }
            }
        }
        near.sort_unstable();
        near.dedup();
        let mut scored: Vec<Candidate> =
            near.into_iter().filter_map(|id| self.score(word, letters, id as usize)).collect();
        scored.sort_by_key(|found| (std::cmp::Reverse(found.score), found.word));
        scored.truncate(most);
        scored
    }

    /// Two neighbouring letters exchanged may harm both parts of a short word: those are looked up whole.
    fn transposed(&self, word: &str, bounds: &[usize]) -> Vec<u32> {
        let mut found = Vec::new();
        for at in 0..bounds.len().saturating_sub(2) {
            let (first, second) =
                (&word[bounds[at]..bounds[at + 1]], &word[bounds[at + 1]..bounds[at + 2]]);
            if first != second {
                let other = [&word[..bounds[at]], second, first, &word[bounds[at + 2]..]].concat();
                found.extend(self.whole.get(other.as_str()));
            }
        }
        found
    }

    fn score(&self, word: &str, letters: usize, position: usize) -> Option<Candidate> {
        let candidate = &self.words[position];
        let length = candidate.chars().count();
        let allowed = slips_for(length).min(slips_for(letters + 1));
        if !length_fits(letters, length, allowed) {
            return None;
        }
        let slips = crate::base::similarity::slips(word, candidate);
        if slips == 0 || slips > allowed {
            return None;
        }
        let same_start = word.chars().next() == candidate.chars().next();
        let exchanged = length == letters && slips == 1 && same_letters(word, candidate);
        if length <= 5 && !same_start && !exchanged {
            return None;
        }
        let share = 100 - 100 * slips / (letters.max(length) + 1);
        let penalty = usize::from(!same_start) * 4 + usize::from(!exchanged) * 2;
        let score = u8::try_from(share.saturating_sub(penalty)).unwrap_or(0);
        Some(Candidate { word: position, slips, score })
    }
}

fn length_fits(a: usize, b: usize, allowed: usize) -> bool {
    a.abs_diff(b) <= allowed
}

fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

/// How many slips a word of this many letters forgives.
fn slips_for(letters: usize) -> usize {
    if letters >= TWO_SLIPS { 2 } else { 1 }
}

/// The byte offsets of all letters, and the end.
fn boundaries(word: &str) -> Vec<usize> {
    word.char_indices().map(|(at, _)| at).chain([word.len()]).collect()
}

/// Cuts so many letters into parts of nearly the same width.
fn cuts(letters: usize, parts: usize) -> Vec<(usize, usize)> {
    (0..parts).map(|part| (letters * part / parts, letters * (part + 1) / parts)).collect()
}

fn part_key(length: usize, part: usize, text: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = crate::understand::fold::SteadyHasher::default();
    hasher.write_usize(length * 4 + part);
    hasher.write(text.as_bytes());
    hasher.write_usize(text.len());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::SlipIndex;

    fn index(words: &[&str]) -> SlipIndex {
        let mut index = SlipIndex::default();
        for word in words {
            index.add(word);
        }
        index
    }

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let index = index(&["weakness", "svaghed", "chest", "twitching", "pain"]);
        for (slip, word) in [
            ("weaknes", "weakness"),
            ("weekness", "weakness"),
            ("svagehd", "svaghed"),
            ("cheast", "chest"),
            ("twiching", "twitching"),
            ("pian", "pain"),
        ] {
            let found = index.nearest(slip, 3);
            assert_eq!(found.first().map(|c| index.word(c.word)), Some(word), "{slip}");
        }
        assert!(index.nearest("weather", 3).is_empty());
        assert!(index.nearest("gain", 3).is_empty());
    }

    proptest! {
        #[test]
        fn one_dropped_letter_is_always_found(word in "[a-z]{8,14}", at in 0_usize..8) {
            let index = index(&[&word]);
            let mut slip = word.clone();
            slip.remove(at);
            prop_assert!(slip == word || !index.nearest(&slip, 1).is_empty() || slip.len() < 4);
        }
    }
}

//! Lists behind a negation: their items, and what joins them.

use crate::model::vocabulary::Cue;
use crate::understand::clauses::denial::LONGEST_UNKNOWN;
use crate::understand::clauses::{Clauses, Stretch};
use crate::understand::reading::CueAt;

/// Lists with more segments than this are none.
pub(super) const LONGEST_LIST: usize = 12;

/// What stands in no list of things.
const SAYS_MORE: [Cue; 11] = [
    Cue::Myself,
    Cue::Others,
    Cue::Possessive,
    Cue::Now,
    Cue::Onset,
    Cue::Except,
    Cue::Negation,
    Cue::NegationDeterminer,
    Cue::NegationAfter,
    Cue::WhatIf,
    Cue::Question,
];

/// A list behind a negation, as one of its items sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    pub(super) joined: Joined,
    /// How many words the longest of its items that are not known has.
    pub(super) strange: usize,
    /// Whether it has three items at least.
    pub(super) long: bool,
}

/// What joins an item to its list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Joined {
    /// A word such as "or" before or behind it.
    By(Cue),
    /// None: the list has ended with such a word before it.
    Before,
    /// None.
    Not,
}

impl Clauses {
    /// The list in the segments behind the one of a cue, if what is said is one of its items.
    pub(super) fn list_behind(
        &self,
        cue: &CueAt,
        said: Stretch,
        others: &[Stretch],
    ) -> Option<Listed> {
        let (first, own) = (self.segment[cue.from], self.segment[said.from]);
        let mut at = (cue.to..=said.from).find(|at| self.segment[*at] > first)?;
        let (mut words, mut strange) = (Vec::new(), 0);
        let mut last = first;
        while at < self.segment.len()
            && self.same_sentence(cue.from, at)
            && last - first < LONGEST_LIST
        {
            let (segment, from) = (self.segment[at], at);
            at = self.segment.partition_point(|one| *one <= segment);
            let items = if self.turned[segment] {
                None
            } else {
                self.items((from, at), said, others, &mut words)
            };
            match items {
                Some(unknown) => strange = strange.max(unknown),
                None if segment <= own => return None,
                None => {
                    // "no weakness, numbness, or anything like that"
                    words.extend(self.list_word(from).filter(|_| !self.turned[segment]).copied());
                    break;
                }
            }
            last = segment;
            if segment >= own && words.iter().any(|word| self.segment[word.from] >= own) {
                break;
            }
        }
        (last >= own).then(|| {
            let before = words.iter().rfind(|word| word.from < said.from);
            let behind = words.iter().find(|word| word.from > said.from);
            let joins = |word: &&CueAt| {
                let here = self.segment[word.from] == own;
                let ended = words.iter().any(|w| w.cue == Cue::Or && w.from < word.from);
                here && (word.cue == Cue::Or || !ended)
            };
            let joined = match (before.filter(joins), behind) {
                (Some(_), Some(behind)) if behind.cue == Cue::Or => Joined::By(Cue::Or),
                (Some(word), _) | (None, Some(word)) => Joined::By(word.cue),
                (None, None) if before.is_some() => Joined::Before,
                (None, None) => Joined::Not,
            };
            Listed { joined, strange, long: last - first > 1 }
        })
    }

    /// Whether a word at a place says more than a list of things does.
    pub(crate) fn says_more(&self, at: usize) -> bool {
        self.on(at, &SAYS_MORE)
    }

    /// How many words the longest thing has that is not known in a segment that only lists things; nothing where it says more.
    pub(super) fn items(
        &self,
        (from, to): (usize, usize),
        said: Stretch,
        others: &[Stretch],
        words: &mut Vec<CueAt>,
    ) -> Option<usize> {
        let (mut at, mut strange, mut longest) = (from, 0, 0);
        while at < to {
            let items = others.iter().chain([&said]).filter(|o| o.from == at);
            if let Some(end) = items.map(|o| o.to).max() {
                (strange, at) = (0, end);
            } else if let Some(word) = self.list_word(at) {
                words.push(*word);
                (strange, at) = (0, word.to);
            } else if self.says_more(at) || strange == LONGEST_UNKNOWN {
                return None;
            } else {
                strange += usize::from(!self.fillers[at]);
                longest = longest.max(strange);
                at += 1;
            }
        }
        Some(longest)
    }
}

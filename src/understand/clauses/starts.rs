//! Where words stand that say something of their clause, also where a phrase has used them.

use std::collections::BTreeSet;

use crate::model::vocabulary::Cue;
use crate::understand::reading::{CueAt, Reading};

/// Where such words begin, each list in order.
#[derive(Debug)]
pub(super) struct Starts {
    /// Words of the person who writes.
    pub(super) own: Vec<usize>,
    /// Where a main clause begins behind a condition.
    pub(super) mains: Vec<usize>,
    /// Where words that ask begin.
    pub(super) asking: Vec<usize>,
    /// Words such as "my".
    pub(super) possessives: Vec<usize>,
    /// Parts of one's own body that are named without "my".
    pub(super) bodies: Vec<usize>,
    /// Words for anyone at all.
    pub(super) anyone: Vec<usize>,
    /// Where words that deny begin.
    pub(super) negations: Vec<usize>,
    /// Those of them that stand before a noun: "no".
    pub(super) determiners: Vec<usize>,
    /// Where words begin in which a negation denies nothing.
    pub(super) spared: Vec<usize>,
    /// Where words that except begin.
    pub(super) exceptions: Vec<usize>,
    /// Where words that say that something began stand.
    pub(super) onsets: Vec<usize>,
    /// Where words for now begin.
    pub(super) nows: Vec<usize>,
}

impl Starts {
    pub(super) fn new(reading: &Reading) -> Self {
        Self {
            own: own_words(reading),
            mains: mains(reading),
            asking: starts(reading, &[Cue::Question]),
            possessives: starts(reading, &[Cue::Possessive]),
            bodies: starts(reading, &[Cue::OwnBody]),
            anyone: starts(reading, &[Cue::Anyone]),
            negations: starts(reading, &[Cue::Negation, Cue::NegationDeterminer]),
            determiners: starts(reading, &[Cue::NegationDeterminer]),
            spared: starts(reading, &[Cue::NoNegation]),
            exceptions: starts(reading, &[Cue::Except]),
            onsets: starts(reading, &[Cue::Onset]),
            nows: starts(reading, &[Cue::Now]),
        }
    }
}

/// Where main clauses begin behind a condition: not in "if I can't swallow or my speech goes".
fn mains(reading: &Reading) -> Vec<usize> {
    let ors = reading.cues.iter().filter(|c| c.cue == Cue::Or).map(|c| c.to);
    let ors: BTreeSet<usize> = ors.collect();
    starts(reading, &[Cue::Main]).into_iter().filter(|at| !ors.contains(at)).collect()
}

/// Where words such as "my" and "I" stand that are of nobody else: in "my mother" the first is of her.
fn own_words(reading: &Reading) -> Vec<usize> {
    let theirs = |at: usize| {
        let covers = |c: &CueAt| c.cue == Cue::Others && c.from <= at && at < c.to + 1;
        reading.cues.iter().any(covers)
    };
    let leads = |at: usize| reading.cues.iter().any(|c| c.cue == Cue::Others && c.from == at + 1);
    let mine = reading.cues.iter().filter(|cue| cue.cue == Cue::Myself).map(|cue| cue.to - 1);
    let mut mine: Vec<usize> = mine.filter(|at| !theirs(*at) && !leads(*at)).collect();
    mine.sort_unstable();
    mine
}

/// Where cues of these kinds begin, in order.
fn starts(reading: &Reading, kinds: &[Cue]) -> Vec<usize> {
    let fits = |c: &&CueAt| kinds.contains(&c.cue);
    let mut found: Vec<usize> = reading.cues.iter().filter(fits).map(|c| c.from).collect();
    found.sort_unstable();
    found
}

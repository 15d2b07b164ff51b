//! What the gaps of phrases must not leap over.

use crate::model::fact::Slot;
use crate::model::vocabulary::{Cue, FactWords, Words};
use crate::understand::choose::Asked;
use crate::understand::phrases::Found;
use crate::understand::reading::Reading;
use crate::understand::said::is_flag;
use crate::understand::tongue::{Owner, Said, Tongue};

/// The most pieces of a phrase without a gap.
const LONGEST: usize = 12;

/// A phrase without a gap, of a fact that needs no other words beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tight {
    from: usize,
    to: usize,
    slot: Slot,
    said: Said,
}

/// The phrases of facts that stand in a text without gaps.
pub(crate) struct Leaps<'a> {
    words: &'a Words,
    reading: &'a Reading,
    asked: Asked<'a>,
    /// In the order of the text.
    tight: Vec<Tight>,
    /// Pieces such as "I", and none such as "my".
    subjects: Vec<bool>,
}

impl<'a> Leaps<'a> {
    /// Gathers them.
    pub(crate) fn new(
        tongue: &Tongue,
        words: &'a Words,
        reading: &'a Reading,
        asked: Asked<'a>,
    ) -> Self {
        let whole = reading.found.iter().filter(|found| found.used.len() == 1);
        let tight = whole.filter_map(|found| match tongue.owners[found.owner as usize] {
            Owner::Fact(entry, said) => {
                let FactWords { says: (slot, _), with, wish, .. } = &words.facts[entry];
                let slot = *slot;
                let alone = with.is_empty() && !wish;
                alone.then(|| Tight { from: found.from(), to: found.to(), slot, said })
            }
            _ => None,
        });
        let mut tight: Vec<Tight> = tight.collect();
        tight.sort_unstable();
        let on = |kind: Cue| {
            let mut pieces = vec![false; reading.lattice.pieces.len()];
            for cue in reading.cues.iter().filter(|cue| cue.cue == kind) {
                pieces[cue.from..cue.to].fill(true);
            }
            pieces
        };
        let subjects = on(Cue::Myself).into_iter().zip(on(Cue::Possessive));
        let subjects = subjects.map(|(own, mine)| own && !mine).collect();
        Self { words, reading, asked, tight, subjects }
    }

    /// Whether a gap of a phrase leaps over what ends it.
    pub(crate) fn too_far(&self, owner: Owner, found: &Found) -> bool {
        let Owner::Fact(entry, said) = owner else { return false };
        if found.used.len() < 2 {
            return false;
        }
        let FactWords { says: (slot, _), with, .. } = &self.words.facts[entry];
        let flag = || is_flag(self.asked.model, *slot);
        match said {
            Said::Not if flag() => {
                self.joins(found) || self.speaks_anew(found) || self.tells_within(*slot, found)
            }
            Said::No if flag() => self.joins(found),
            Said::Yes => with.is_empty() && self.tells_of_another(*slot, found),
            _ => false,
        }
    }

    fn gaps(found: &Found) -> impl Iterator<Item = (usize, usize)> {
        found.used.windows(2).map(|pair| (pair[0].1, pair[1].0))
    }

    /// The phrases without gaps that begin between two places.
    fn beginning(&self, from: usize, to: usize) -> &[Tight] {
        let first = self.tight.partition_point(|tight| tight.from < from);
        let end = self.tight.partition_point(|tight| tight.from < to);
        &self.tight[first..end.max(first)]
    }

    /// Whether a gap leaps over "and": what denies a red flag, or hides its words, must not.
    fn joins(&self, found: &Found) -> bool {
        let joining = &self.reading.lattice.joining;
        Self::gaps(found).any(|(from, to)| joining[from..to].contains(&true))
    }

    /// Whether a gap leaps over "I", also where it counts for nothing: what hides "the car fainted" does not hide "in the car
    /// I fainted".
    fn speaks_anew(&self, found: &Found) -> bool {
        Self::gaps(found).any(|(from, to)| self.subjects[from..to].contains(&true))
    }

    /// Whether a gap leaps over a word that says the same together with one of the phrase's own, as "legs" in "weak legs
    /// after coffee" does for what hides "weak .. coffee".
    fn tells_within(&self, slot: Slot, found: &Found) -> bool {
        let fillers = &self.reading.lattice.fillers;
        let in_gap =
            |at: usize| !fillers[at] && Self::gaps(found).any(|gap| gap.0 <= at && at < gap.1);
        self.beginning(found.from().saturating_sub(LONGEST), found.to()).iter().any(|tight| {
            let mut own = tight.from..tight.to;
            let same = (tight.slot, tight.said) == (slot, Said::Yes);
            same && own.clone().any(in_gap) && own.any(|at| found.uses(at))
        })
    }

    /// Whether a gap leaps over what the person says anew of another fact, and what stands on one side of it says the same:
    /// "not weak, I have twitches in my calf" tells of no weak calf.
    fn tells_of_another(&self, slot: Slot, found: &Found) -> bool {
        let others = self.beginning(found.from(), found.to());
        let says = |tight: &Tight| tight.said == Said::Yes;
        let anew = |gap: &(usize, usize)| self.subjects[gap.0..gap.1].contains(&true);
        Self::gaps(found).filter(anew).any(|(from, to)| {
            let inside = |tight: &&Tight| from <= tight.from && tight.to <= to;
            let another = |tight: &Tight| says(tight) && tight.slot != slot;
            let beside = |tight: &Tight| {
                let apart = tight.to <= from || to <= tight.from;
                says(tight) && tight.slot == slot && apart && tight.to <= found.to()
            };
            // "not weak, I can't swallow" tells of no weak swallow
            let again = |tight: &Tight| {
                says(tight)
                    && tight.slot == slot
                    && (from..to).contains(&tight.from)
                    && to < tight.to
            };
            others.iter().any(again)
                || others.iter().filter(inside).any(another) && others.iter().any(beside)
        })
    }
}

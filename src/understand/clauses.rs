//! Clauses and cues: whether what is said is denied, hedged, over, asked, or said of somebody else.

use crate::model::vocabulary::Cue;
use crate::understand::piece::Break;
use crate::understand::reading::{CueAt, Reading};

/// How far a negation reaches, in pieces that are no fillers.
const REACH: usize = 8;
/// How far a negation looks back.
const REACH_BACK: usize = 5;
/// A cue that is read less surely than this denies no red flag.
const SURE_CUE: u8 = 94;
/// Cues further off than this, in pieces, say nothing of a place.
pub(crate) const WINDOW: usize = 60;

/// Sentences, and in them segments between commas and words such as "but".
#[derive(Debug)]
pub(crate) struct Clauses {
    segment: Vec<usize>,
    sentence: Vec<usize>,
    /// Segments that begin with a word such as "but".
    turned: Vec<bool>,
    /// Segments that hold a quantity.
    counts: Vec<bool>,
    /// Where quantities begin.
    quantities: Vec<usize>,
    cues: Vec<CueAt>,
    questions: Vec<usize>,
    fillers: Vec<bool>,
}

/// A stretch of pieces that something is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The first piece.
    pub(crate) from: usize,
    /// The end of the last piece.
    pub(crate) to: usize,
    /// The fact that is spoken of, by its position: a list without "or" is of one kind.
    pub(crate) fact: usize,
}

impl Stretch {
    /// A stretch of no fact.
    pub(crate) const fn of(from: usize, to: usize) -> Self {
        Self { from, to, fact: usize::MAX }
    }
}

/// Whether something is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Denial {
    /// It is not.
    No,
    /// It is.
    Yes,
    /// It is, by a word that may be a slip.
    Unsure,
    /// The person cannot say.
    Unknown,
}

impl Clauses {
    /// Cuts a reading into clauses; `cues` are those that no longer phrase has used.
    pub(crate) fn new(reading: &Reading, cues: Vec<CueAt>) -> Self {
        let pieces = &reading.lattice.pieces;
        let at = |place: usize, cue: Cue| cues.iter().find(|c| c.from == place && c.cue == cue);
        let (mut segment, mut sentence, mut turned) = (Vec::new(), Vec::new(), Vec::new());
        let (mut segments, mut sentences) = (0, 0);
        for (place, piece) in pieces.iter().enumerate() {
            let turn = at(place, Cue::Terminator).is_some();
            let listed = at(place, Cue::List).or_else(|| at(place, Cue::Or));
            let anew = listed.is_some_and(|list| at(list.to, Cue::Myself).is_some());
            let dashed = piece.before == Break::Dash;
            let comma = piece.before >= Break::Comma && !(place > 0 && pieces[place - 1].ordinal);
            if place > 0 && (turn || anew || dashed || comma) {
                segments += 1;
            }
            if place > 0 && piece.before == Break::Sentence {
                sentences += 1;
            }
            segment.push(segments);
            sentence.push(sentences);
            turned.resize(segments + 1, false);
            turned[segments] |= turn;
        }
        let fillers = reading.lattice.fillers.clone();
        let mut counts = vec![false; segments + 1];
        for quantity in reading.listed.iter().filter_map(|number| reading.quantities.get(*number)) {
            if let Some(segment) = segment.get(quantity.from) {
                counts[*segment] = true;
            }
        }
        let mut quantities: Vec<usize> =
            reading.quantities.iter().map(|quantity| quantity.from).collect();
        quantities.sort_unstable();
        Self {
            segment,
            sentence,
            turned,
            counts,
            quantities,
            cues,
            questions: reading.questions.clone(),
            fillers,
        }
    }

    /// The cues around a place: in a text without end, those far off do not count.
    fn around(&self, place: usize) -> &[CueAt] {
        let from = self.cues.partition_point(|cue| cue.from + WINDOW < place);
        let to = self.cues.partition_point(|cue| cue.from <= place + WINDOW);
        &self.cues[from..to.max(from)]
    }

    /// Whether any cue of a kind stands in the text.
    pub(crate) fn any(&self, cue: Cue) -> bool {
        self.cues.iter().any(|known| known.cue == cue)
    }

    /// Whether two pieces are in one segment.
    pub(crate) fn same_segment(&self, a: usize, b: usize) -> bool {
        self.segment[a] == self.segment[b]
    }

    /// Whether two pieces are in one sentence.
    pub(crate) fn same_sentence(&self, a: usize, b: usize) -> bool {
        self.sentence[a] == self.sentence[b]
    }

    fn in_segment(&self, place: usize, cue: Cue) -> impl Iterator<Item = &CueAt> {
        let segment = self.segment[place];
        self.around(place).iter().filter(move |c| c.cue == cue && self.segment[c.from] == segment)
    }

    /// Whether a stretch is denied; `others` are the other things said, `self` not among them.
    pub(crate) fn denial(&self, said: Stretch, others: &[Stretch]) -> Denial {
        let mut found: Option<&CueAt> = None;
        for cue in self.around(said.from) {
            if cue.cue == Cue::DontKnow && self.reaches(cue, said, others) {
                return Denial::Unknown;
            }
            let denies = matches!(
                cue.cue,
                Cue::Negation
                    | Cue::NegationDeterminer
                    | Cue::NegationBeforeOnly
                    | Cue::NegationAfter
            );
            if denies && (self.reaches(cue, said, others) || self.looks_back(cue, said, others)) {
                let better = found.is_none_or(|known| known.score < cue.score);
                if better {
                    found = Some(cue);
                }
            }
        }
        match found {
            None => Denial::No,
            Some(cue) if cue.score >= SURE_CUE => Denial::Yes,
            Some(_) => Denial::Unsure,
        }
    }

    fn reaches(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> bool {
        let before = cue.to <= said.from && cue.cue != Cue::NegationAfter;
        if !before || !self.same_sentence(cue.from, said.from) {
            return false;
        }
        let runs_on = cue.cue != Cue::Negation;
        if self.same_segment(cue.from, said.from) {
            let distance = (cue.to..said.from).filter(|at| !self.fillers[*at]).count();
            let before = others.iter().filter(|o| cue.to <= o.from && o.to <= said.from);
            return match before.max_by_key(|other| other.to) {
                None => distance <= REACH,
                Some(last) => self.listed(last.to, said.from, runs_on),
            };
        }
        self.listed_over_commas(cue, said, others, runs_on)
    }

    /// Whether only words of a list stand between two places.
    fn listed(&self, from: usize, to: usize, runs_on: bool) -> bool {
        let mut at = from;
        let mut or = false;
        while at < to {
            let word = self
                .around(at)
                .iter()
                .find(|c| c.from == at && matches!(c.cue, Cue::List | Cue::Or));
            if let Some(word) = word {
                or |= word.cue == Cue::Or;
                at = word.to;
            } else if self.fillers[at] {
                at += 1;
            } else {
                return false;
            }
        }
        or || runs_on
    }

    /// "No weakness, numbness or cramps": every segment between is an item of the list.
    fn listed_over_commas(
        &self,
        cue: &CueAt,
        said: Stretch,
        others: &[Stretch],
        runs_on: bool,
    ) -> bool {
        let (first, last) = (self.segment[cue.from], self.segment[said.from]);
        if (first + 1..=last).any(|segment| self.turned[segment]) || last - first > 12 {
            return false;
        }
        let mut denied =
            others.iter().filter(|o| o.from >= cue.to && self.segment[o.from] == first);
        let Some(first_denied) = denied.next() else { return false };
        let runs_on = runs_on && first_denied.fact == said.fact;
        let start = (cue.to..=said.from).find(|at| self.segment[*at] > first);
        let Some(start) = start else { return false };
        let end = (said.to..self.segment.len().min(said.to + WINDOW))
            .find(|at| self.segment[*at] > last)
            .unwrap_or(self.segment.len().min(said.to + WINDOW));
        let mut or = false;
        let mut at = start;
        while at < end {
            let word = self
                .around(at)
                .iter()
                .find(|c| c.from == at && matches!(c.cue, Cue::List | Cue::Or));
            let item = others.iter().find(|o| o.from == at);
            if let Some(word) = word {
                or |= word.cue == Cue::Or;
                at = word.to;
            } else if at == said.from {
                at = said.to;
            } else if let Some(item) = item {
                at = item.to;
            } else if self.fillers[at] {
                at += 1;
            } else {
                return false;
            }
        }
        or || runs_on || self.list_ends_in_or(last)
    }

    /// Whether a later segment of the list says "or": "not weak, numb, or tired".
    fn list_ends_in_or(&self, segment: usize) -> bool {
        self.cues.iter().any(|c| {
            c.cue == Cue::Or
                && self.segment[c.from] == segment + 1
                && (c.from == 0 || self.segment[c.from - 1] == segment)
        })
    }

    /// "Smerter har jeg ikke": nothing else is said after the negation in its segment.
    fn looks_back(&self, cue: &CueAt, said: Stretch, others: &[Stretch]) -> bool {
        if cue.from < said.to || !self.same_segment(cue.from, said.from) {
            return false;
        }
        let distance = (said.to..cue.from).filter(|at| !self.fillers[*at]).count();
        let last = cue.to >= self.segment.len() || !self.same_segment(cue.from, cue.to);
        let allowed = match cue.cue {
            Cue::Negation => distance <= REACH_BACK,
            Cue::NegationDeterminer | Cue::NegationAfter => last && distance == 0,
            _ => false,
        };
        let after = others.iter().any(|o| o.from >= cue.to && self.same_segment(o.from, cue.from));
        let between = others.iter().any(|o| said.to <= o.from && o.to <= cue.from);
        allowed && !after && !between
    }

    /// Whether a cue stands in the segment of a stretch, or in one beside it of which nothing else is said.
    fn near(&self, cue: Cue, said: Stretch, others: &[Stretch]) -> bool {
        if self.in_segment(said.from, cue).next().is_some() {
            return true;
        }
        let segment = self.segment[said.from];
        let near = self.around(said.from).iter();
        near.filter(|c| c.cue == cue && self.same_sentence_or_next(c.from, said)).any(|c| {
            let theirs = self.segment[c.from];
            theirs.abs_diff(segment) == 1 && !others.iter().any(|o| self.segment[o.from] == theirs)
        })
    }

    fn same_sentence_or_next(&self, place: usize, said: Stretch) -> bool {
        self.sentence[place].abs_diff(self.sentence[said.from]) <= 1
    }

    /// Whether what is said is hedged; a hedge beside a number is the number's.
    pub(crate) fn hedged(&self, said: Stretch, others: &[Stretch]) -> bool {
        let mine = |c: &CueAt| self.segment[c.from] == self.segment[said.from];
        let of_number = |c: &CueAt| self.quantities.binary_search(&c.to).is_ok();
        let counts = |c: &&CueAt| {
            c.cue == Cue::Hedge && !of_number(c) && (mine(c) || !self.counts[self.segment[c.from]])
        };
        self.around(said.from).iter().any(|c| counts(&c)) && self.near(Cue::Hedge, said, others)
    }

    /// Whether what is said is over.
    pub(crate) fn over(&self, said: Stretch, others: &[Stretch]) -> bool {
        self.near(Cue::Over, said, others)
    }

    /// Whether what is said is long ago.
    pub(crate) fn long_ago(&self, said: Stretch, others: &[Stretch]) -> bool {
        self.near(Cue::LongAgo, said, others)
    }

    /// Whether a segment says that something is so as a rule, or only of late.
    pub(crate) fn marked(&self, cue: Cue, place: usize) -> bool {
        self.in_segment(place, cue).next().is_some()
    }

    /// Whether a number is the wrong one: "75 not 85".
    pub(crate) fn rejected(&self, place: usize) -> bool {
        self.around(place).iter().any(|c| {
            c.cue == Cue::Rejected
                && c.to <= place
                && self.same_segment(c.from, place)
                && (c.to..place).all(|at| self.fillers[at])
        })
    }

    /// Whether a stretch has a segment to itself, fillers aside.
    pub(crate) fn alone(&self, at: Stretch) -> bool {
        let segment = self.segment[at.from];
        (at.from.saturating_sub(WINDOW)..self.segment.len().min(at.to + WINDOW))
            .filter(|place| self.segment[*place] == segment)
            .all(|place| (at.from..at.to).contains(&place) || self.fillers[place])
    }

    /// Whether a wish stands before a place in its sentence.
    pub(crate) fn wished(&self, place: usize) -> bool {
        self.around(place)
            .iter()
            .any(|c| c.cue == Cue::Wish && c.from <= place && self.same_sentence(c.from, place))
    }

    /// Whether what stands at a place is asked or supposed, not said.
    pub(crate) fn supposed(&self, place: usize) -> bool {
        let segment = self.segment[place];
        self.around(place).iter().any(|c| {
            if !self.same_sentence(c.from, place) || c.from > place {
                return false;
            }
            let turned = (self.segment[c.from] + 1..=segment).any(|between| self.turned[between]);
            match c.cue {
                Cue::WhatIf => !turned,
                Cue::Question => !turned && self.leads(c.from),
                Cue::QuestionMarked => {
                    !turned && self.leads(c.from) && self.is_question(place) && !self.asked_later(c)
                }
                _ => false,
            }
        })
    }

    /// Whether a later segment of the sentence asks, so that the question mark is its own.
    fn asked_later(&self, cue: &CueAt) -> bool {
        self.around(cue.from).iter().any(|c| {
            matches!(c.cue, Cue::Question | Cue::QuestionMarked)
                && self.segment[c.from] > self.segment[cue.from]
                && self.same_sentence(c.from, cue.from)
                && self.leads(c.from)
        })
    }

    /// Whether only small words stand before a place in its segment.
    fn leads(&self, place: usize) -> bool {
        let mut at = place;
        while at > 0 && self.segment[at - 1] == self.segment[place] {
            let near = self.around(at);
            let mine = near.iter().any(|c| c.cue == Cue::Myself && c.to > at - 1 && c.from < at);
            let small = !mine
                && near.iter().any(|c| {
                    c.to > at - 1
                        && c.from < at
                        && matches!(c.cue, Cue::List | Cue::Terminator | Cue::Greeting | Cue::Or)
                });
            if !small {
                return false;
            }
            at -= 1;
        }
        true
    }

    /// Whether the sentence of a place ends in a question mark.
    fn is_question(&self, place: usize) -> bool {
        self.questions.iter().any(|q| {
            self.sentence.get(*q).is_some_and(|sentence| *sentence == self.sentence[place])
        })
    }

    /// Whether any sentence asks something.
    pub(crate) fn asks(&self) -> bool {
        self.cues.iter().any(|c| match c.cue {
            Cue::WhatIf => true,
            Cue::Question => self.leads(c.from),
            Cue::QuestionMarked => self.leads(c.from) && self.is_question(c.from),
            _ => false,
        })
    }

    /// Whether what stands at a place is said of somebody else.
    pub(crate) fn of_others(&self, place: usize) -> bool {
        let (segment, sentence) = (self.segment[place], self.sentence[place]);
        let last = self.around(place).iter().rfind(|c| {
            matches!(c.cue, Cue::Others | Cue::Myself)
                && c.from <= place
                && self.sentence[c.from] == sentence
        });
        match last {
            Some(cue) if cue.cue == Cue::Others => {
                let theirs = self.segment[cue.from];
                let alone = cue.to >= self.segment.len() || self.segment[cue.to] != theirs;
                theirs == segment || alone && theirs + 1 == segment
            }
            _ => false,
        }
    }
}

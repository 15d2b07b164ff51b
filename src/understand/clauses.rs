//! Clauses and cues: whether what is said is denied, hedged, over, asked, or said of somebody else.

use crate::model::vocabulary::Cue;
use crate::understand::clauses::starts::Starts;
use crate::understand::piece::{Break, Mark, Piece};
use crate::understand::reading::{CueAt, Reading};

mod denial;
mod lists;
mod questions;
mod starts;

pub(crate) use denial::{Denial, LONGEST_UNKNOWN};

/// Cues further off than this, in pieces, say nothing of a place.
pub(crate) const WINDOW: usize = 60;

/// The most pieces of an age: "12 years old".
const LONGEST_AGE: usize = 3;

/// Sentences, and in them segments between commas and words such as "but".
#[derive(Debug)]
pub(crate) struct Clauses {
    segment: Vec<usize>,
    sentence: Vec<usize>,
    /// Segments that begin with a word such as "but".
    turned: Vec<bool>,
    /// Segments that "or" opens: "if I can't swallow or my speech goes" supposes both.
    alternative: Vec<bool>,
    /// Segments that begin with a word such as "and", and name nobody anew.
    joined: Vec<bool>,
    /// Segments that hold a quantity.
    counts: Vec<bool>,
    /// Where quantities begin.
    quantities: Vec<usize>,
    cues: Vec<CueAt>,
    /// Pieces behind a colon.
    colons: Vec<usize>,
    /// Pieces behind a semicolon.
    semicolons: Vec<usize>,
    /// Where words such as "and" begin.
    lists: Vec<usize>,
    /// Where phrases of facts begin, in order.
    said: Vec<usize>,
    /// Pieces that a comma or more parts from the one before them.
    parts: Vec<usize>,
    questions: Vec<usize>,
    fillers: Vec<bool>,
    /// Fillers, and words of cues that say nothing of their own.
    small: Vec<bool>,
    /// These, and words that only say of what kind the next one is.
    passed: Vec<bool>,
    /// Where words stand that say something of their clause also where a phrase has used them.
    starts: Starts,
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
    /// Whether it denies by words of its own, which a list behind it goes on with: "no trouble swallowing, numbness or …".
    pub(crate) denies: bool,
}

impl Stretch {
    /// A stretch of no fact.
    pub(crate) const fn of(from: usize, to: usize) -> Self {
        Self { from, to, fact: usize::MAX, denies: false }
    }
}

impl Clauses {
    /// Cuts a reading into clauses; `cues` are those that no longer phrase has used.
    pub(crate) fn new(reading: &Reading, cues: Vec<CueAt>) -> Self {
        let pieces = &reading.lattice.pieces;
        let cues = settled(reading, cues);
        let at = |place: usize, cue: Cue| beginning(&cues, place).iter().find(|c| c.cue == cue);
        let (mut segment, mut sentence, mut turned) = (Vec::new(), Vec::new(), Vec::new());
        let (mut joined, mut alternative) = (Vec::new(), Vec::new());
        let (mut segments, mut sentences) = (0, 0);
        for (place, piece) in pieces.iter().enumerate() {
            let turn = at(place, Cue::Terminator).is_some() || at(place, Cue::Except).is_some();
            let listed = at(place, Cue::List).or_else(|| at(place, Cue::Or));
            let anew = listed.is_some_and(|list| at(list.to, Cue::Myself).is_some());
            let opens = listed.is_some_and(|list| opens_clause(reading, list));
            let dashed = piece.before == Break::Dash;
            let comma = piece.before >= Break::Comma && !(place > 0 && pieces[place - 1].ordinal);
            let begins = place > 0 && (turn || anew || opens || dashed || comma);
            segments += usize::from(begins);
            if place > 0 && piece.before == Break::Sentence {
                sentences += 1;
            }
            segment.push(segments);
            sentence.push(sentences);
            turned.resize(segments + 1, false);
            turned[segments] |= turn || opens;
            let or = listed.is_some_and(|list| list.cue == Cue::Or);
            alternative.resize(segments + 1, begins && opens && or && !turn);
            joined.resize(segments + 1, begins && !comma && goes_on_with_who(reading, place));
        }
        let fillers = reading.lattice.fillers.clone();
        let small = with_cues(&fillers, &cues, says_nothing_alone);
        let passed = with_cues(&small, &cues, |cue| cue == Cue::Kind);
        let mut counts = vec![false; segments + 1];
        for quantity in reading.listed.iter().filter_map(|number| reading.quantities.get(*number)) {
            if let Some(segment) = segment.get(quantity.from) {
                counts[*segment] = true;
            }
        }
        Self {
            segment,
            sentence,
            turned,
            alternative,
            joined,
            counts,
            quantities: quantities(reading),
            parts: (0..pieces.len()).filter(|at| pieces[*at].before >= Break::Comma).collect(),
            lists: cues.iter().filter(|c| c.cue == Cue::List).map(|c| c.from).collect(),
            cues,
            colons: marked(pieces, Mark::Colon),
            semicolons: marked(pieces, Mark::Semicolon),
            said: Vec::new(),
            questions: reading.questions.clone(),
            fillers,
            small,
            passed,
            starts: Starts::new(reading),
        }
    }

    /// The same with where phrases of facts begin, in order.
    pub(crate) fn with_said(self, said: Vec<usize>) -> Self {
        Self { said, ..self }
    }

    /// Whether a word such as "but" begins a clause between two places.
    pub(crate) fn turns_between(&self, from: usize, to: usize) -> bool {
        let (first, last) = (self.segment[from], self.segment[to]);
        (first + 1..=last).any(|segment| self.turned[segment])
    }

    /// The cues around a place: in a text without end, those far off do not count.
    fn around(&self, place: usize) -> &[CueAt] {
        let from = self.cues.partition_point(|cue| cue.from + WINDOW < place);
        let to = self.cues.partition_point(|cue| cue.from <= place + WINDOW);
        &self.cues[from..to.max(from)]
    }

    /// Where the first cue of a kind stands in the text.
    pub(crate) fn first(&self, cue: Cue) -> Option<usize> {
        self.cues.iter().find(|known| known.cue == cue).map(|known| known.from)
    }

    /// Whether any cue of a kind stands in the text.
    pub(crate) fn any(&self, cue: Cue) -> bool {
        self.cues.iter().any(|known| known.cue == cue)
    }

    /// Whether a cue of a kind stands between two places of one sentence.
    pub(crate) fn between(&self, cue: Cue, from: usize, to: usize) -> bool {
        0 < from
            && from < to
            && self.same_sentence(from - 1, to)
            && self.around(from).iter().any(|c| c.cue == cue && from <= c.from && c.to <= to)
    }

    /// Whether a negation on a piece denies nothing: "not only".
    pub(crate) fn spared(&self, place: usize) -> bool {
        self.starts.spared.binary_search(&place).is_ok()
    }

    /// Whether two pieces are in one segment.
    pub(crate) fn same_segment(&self, a: usize, b: usize) -> bool {
        self.segment[a] == self.segment[b]
    }

    /// Whether two pieces are in one sentence.
    pub(crate) fn same_sentence(&self, a: usize, b: usize) -> bool {
        self.sentence[a] == self.sentence[b]
    }

    /// The pieces of the segment that a place is in, as far as they are near.
    pub(crate) fn segment_around(&self, place: usize) -> (usize, usize) {
        let segment = self.segment[place];
        let mut from = place;
        while from > 0 && self.segment[from - 1] == segment && from + WINDOW > place {
            from -= 1;
        }
        let mut to = place + 1;
        while self.segment.get(to) == Some(&segment) && to < place + WINDOW {
            to += 1;
        }
        (from, to)
    }

    /// Whether a cue of one of these kinds stands on a piece.
    pub(crate) fn on(&self, place: usize, kinds: &[Cue]) -> bool {
        self.around(place).iter().any(|c| c.from <= place && place < c.to && kinds.contains(&c.cue))
    }

    fn in_segment(&self, place: usize, cue: Cue) -> impl Iterator<Item = &CueAt> {
        let segment = self.segment[place];
        self.around(place).iter().filter(move |c| c.cue == cue && self.segment[c.from] == segment)
    }

    /// Whether a cue stands in the segment of a stretch, or has one beside it to itself.
    fn near(&self, cue: Cue, said: Stretch, others: &[Stretch]) -> bool {
        if self.in_segment(said.from, cue).next().is_some() {
            return true;
        }
        let segment = self.segment[said.from];
        let near = self.around(said.from).iter();
        near.filter(|c| c.cue == cue && self.same_sentence_or_next(c.from, said)).any(|c| {
            let theirs = self.segment[c.from];
            let free = || !others.iter().any(|o| self.segment[o.from] == theirs);
            let runs_on = cue != Cue::Hedge
                && self.same_sentence(c.from, said.from)
                && !self.turned[theirs.max(segment)];
            let has_segment = self.has_segment(c);
            // "my arm was numb, fine now, my eyelid twitches": it is the arm that is fine
            let of_before = || {
                let stands = |o: &&Stretch| self.segment[o.from] + 1 == theirs;
                let before = others.iter().find(stands);
                before.is_some_and(|o| self.same_sentence(o.from, c.from))
                    || !self.same_sentence(c.from, said.from)
            };
            // "had my hip replaced last year, now I want to run" speaks of two things
            let of_another = || {
                !has_segment
                    && [Cue::Wish, Cue::Myself]
                        .iter()
                        .any(|own| self.in_segment(said.from, *own).next().is_some())
            };
            let elsewhere = cue != Cue::Hedge && theirs < segment && (of_before() || of_another());
            theirs.abs_diff(segment) == 1 && free() && (runs_on || has_segment) && !elsewhere
        })
    }

    /// Whether a segment holds nothing but a cue, small words and how many: "that is five years ago".
    fn has_segment(&self, cue: &CueAt) -> bool {
        let segment = self.segment[cue.from];
        (cue.from.saturating_sub(WINDOW)..self.segment.len().min(cue.to + WINDOW))
            .filter(|place| self.segment[*place] == segment)
            .all(|place| {
                let counts = || self.quantities.binary_search(&place).is_ok();
                (cue.from..cue.to).contains(&place) || self.is_slight(place) || counts()
            })
    }

    /// Whether a piece is a small word or of a cue, so that it names nothing.
    fn is_slight(&self, place: usize) -> bool {
        self.small[place] || self.around(place).iter().any(|c| c.from <= place && place < c.to)
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

    /// Whether what is said is long ago, not only its beginning: "the weakness started in my hand, that was years ago".
    pub(crate) fn long_ago(&self, said: Stretch, others: &[Stretch]) -> bool {
        let (from, to) = self.segment_around(said.from);
        let first = self.starts.onsets.partition_point(|at| *at < from);
        let begins = self.starts.onsets.get(first).is_some_and(|at| *at < to);
        !begins && self.near(Cue::LongAgo, said, others)
    }

    /// Whether a cue of a kind stands in the segment of a place.
    pub(crate) fn marked(&self, cue: Cue, place: usize) -> bool {
        self.in_segment(place, cue).next().is_some()
    }

    /// Whether a cue of a kind stands in the segment of a place, before it.
    pub(crate) fn leads_to(&self, cue: Cue, place: usize) -> bool {
        self.in_segment(place, cue).any(|c| c.to <= place)
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

    /// Whether a stretch has a segment to itself, to fillers, "now", and to what else may stand beside it.
    pub(crate) fn alone(&self, at: Stretch, may_stand: &dyn Fn(usize) -> bool) -> bool {
        let segment = self.segment[at.from];
        (at.from.saturating_sub(WINDOW)..self.segment.len().min(at.to + WINDOW))
            .filter(|place| self.segment[*place] == segment)
            .filter(|place| !(at.from..at.to).contains(place))
            .all(|place| self.fillers[place] || self.on(place, &[Cue::Now]) || may_stand(place))
    }

    /// Whether a wish stands before a place in its sentence.
    pub(crate) fn wished(&self, place: usize) -> bool {
        self.around(place)
            .iter()
            .any(|c| c.cue == Cue::Wish && c.from <= place && self.same_sentence(c.from, place))
    }

    /// Whether a word that denies begins in a stretch, also where a phrase has used it.
    pub(crate) fn holds_negation(&self, from: usize, to: usize) -> bool {
        let first = self.starts.negations.partition_point(|at| *at < from);
        self.starts.negations.get(first).is_some_and(|at| *at < to)
    }

    /// How many words such as "and" stand between two places.
    pub(crate) fn lists_between(&self, from: usize, to: usize) -> usize {
        let before = |place: usize| self.lists.partition_point(|at| *at < place);
        before(to).saturating_sub(before(from))
    }

    /// Whether a comma or more stands between two pieces.
    pub(crate) fn parted(&self, from: usize, to: usize) -> bool {
        let up_to = |place: usize| self.parts.partition_point(|at| *at <= place);
        up_to(from) < up_to(to)
    }

    /// Whether a segment is a number or a duration, and nothing else.
    fn is_number(&self, segment: usize) -> bool {
        let pieces = self.segment.iter().filter(|known| **known == segment).count();
        self.counts[segment] && pieces <= LONGEST_AGE
    }

    /// Whether the person who writes is named behind a word for now that stands between two places.
    fn speaks_of_now(&self, from: usize, place: usize) -> bool {
        let (_, end) = self.segment_around(place);
        let now = self.starts.nows.get(self.starts.nows.partition_point(|now| *now < from));
        let now = now.filter(|now| **now <= place && self.same_sentence(**now, place));
        now.is_some_and(|now| {
            let first = self.starts.own.partition_point(|own| own < now);
            self.starts.own.get(first).is_some_and(|own| *own < end)
        })
    }

    /// Whether what stands at a place is said of somebody else.
    pub(crate) fn of_others(&self, at: Stretch) -> bool {
        // "my wife says my ankles are swollen"
        let named = self.starts.own.partition_point(|own| *own < at.from);
        if self.starts.own.get(named).is_some_and(|own| *own < at.to) {
            return false;
        }
        let place = at.from;
        let (segment, sentence) = (self.segment[place], self.sentence[place]);
        let last = self.around(place).iter().rfind(|c| {
            matches!(c.cue, Cue::Others | Cue::Myself)
                && c.from <= place
                && self.sentence[c.from] == sentence
        });
        let own = named.checked_sub(1).map(|before| self.starts.own[before]);
        match last {
            Some(cue) if own.is_some_and(|own| own > cue.from) => false,
            Some(cue) if cue.cue == Cue::Others => {
                let theirs = self.segment[cue.from];
                let alone = cue.to >= self.segment.len() || self.segment[cue.to] != theirs;
                // "my friend has cancer and faints"
                let together = self.joined[theirs + 1..=segment].iter().all(|joined| *joined);
                // "my son (12) twitches"
                let aged = theirs + 2 == segment && self.is_number(theirs + 1);
                // "dad had a heart attack and now my chest hurts", also where "my" stands behind it
                let mine = self.speaks_of_now(cue.to, place);
                !mine && (together || alone && (theirs + 1 == segment || aged))
            }
            _ => false,
        }
    }
}

/// These pieces, and those that cues of a kind stand on.
fn with_cues(pieces: &[bool], cues: &[CueAt], fits: impl Fn(Cue) -> bool) -> Vec<bool> {
    let mut all = pieces.to_vec();
    for cue in cues.iter().filter(|cue| fits(cue.cue)) {
        all[cue.from..cue.to].fill(true);
    }
    all
}

/// The cues that begin at a place; `cues` are in order.
fn beginning(cues: &[CueAt], place: usize) -> &[CueAt] {
    let from = cues.partition_point(|cue| cue.from < place);
    let to = cues.partition_point(|cue| cue.from <= place);
    &cues[from..to]
}

/// Whether a cue of this kind names nothing that a negation could be about.
fn says_nothing_alone(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Carrier
            | Cue::List
            | Cue::Or
            | Cue::Hedge
            | Cue::Myself
            | Cue::Negation
            | Cue::NegationDeterminer
            | Cue::NegationAfter
            | Cue::NegationBeforeOnly
            | Cue::Lately
            | Cue::Greeting
    )
}

/// Cues with those that mean something only where they stand made what they mean there; whatever else such words may
/// be does not count then.
fn settled(reading: &Reading, mut cues: Vec<CueAt>) -> Vec<CueAt> {
    let means = |cue: &CueAt| match cue.cue {
        Cue::Rather => turns(reading, &cues, cue).then_some(Cue::Terminator),
        Cue::NoBut => corrects(reading, cue).then_some(Cue::Correction),
        Cue::NowSo => closes(reading, &cues, cue).then_some(Cue::Until),
        Cue::EarlierLast => closes(reading, &cues, cue).then_some(Cue::Earlier),
        _ => None,
    };
    let found: Vec<CueAt> =
        cues.iter().filter_map(|cue| Some(CueAt { cue: means(cue)?, ..*cue })).collect();
    if !found.is_empty() {
        cues.retain(|cue| !found.iter().any(|meant| meant.from == cue.from));
        cues.extend(found);
        cues.sort();
    }
    cues
}

/// Whether a negation stands before the word in its sentence: there it is "but".
fn turns(reading: &Reading, cues: &[CueAt], cue: &CueAt) -> bool {
    let pieces = &reading.lattice.pieces;
    let mut back = (0..=cue.from).rev().take(WINDOW);
    let begins = back.find(|at| pieces[*at].before == Break::Sentence).unwrap_or(0);
    cues.iter().any(|c| {
        matches!(c.cue, Cue::Negation | Cue::NegationDeterminer | Cue::NoNegation)
            && begins <= c.from
            && c.to < cue.from
    })
}

/// Whether a quantity follows at once and one stands before: there the word denies nothing.
fn corrects(reading: &Reading, cue: &CueAt) -> bool {
    let begins = reading.lattice.pieces[cue.from].before >= Break::Comma;
    let reach = if begins { WINDOW } else { 2 };
    reading.quantities.iter().any(|q| q.from == cue.to)
        && reading.quantities.iter().any(|q| q.to <= cue.from && q.to + reach > cue.from)
}

/// Whether nothing but small words follow the word in its clause: "now I do", but not "now I have a cold".
fn closes(reading: &Reading, cues: &[CueAt], cue: &CueAt) -> bool {
    let lattice = &reading.lattice;
    let ends = |at: usize| {
        let turns = |c: &CueAt| c.from == at && matches!(c.cue, Cue::Terminator | Cue::Except);
        lattice.pieces[at].before >= Break::Comma || cues.iter().any(turns)
    };
    let small = |at: usize| {
        let holds = |c: &CueAt| c.from <= at && at < c.to && says_nothing_alone(c.cue);
        lattice.fillers[at] || cues.iter().any(holds)
    };
    (cue.to..lattice.pieces.len()).take_while(|at| !ends(*at)).all(small)
}

/// The pieces with a mark before them.
fn marked(pieces: &[Piece], mark: Mark) -> Vec<usize> {
    (0..pieces.len()).filter(|at| pieces[*at].mark == mark).collect()
}

/// Where quantities begin, in order.
fn quantities(reading: &Reading) -> Vec<usize> {
    let mut found: Vec<usize> = reading.quantities.iter().map(|quantity| quantity.from).collect();
    found.sort_unstable();
    found
}

/// Whether a word such as "and" stands at a place, and nobody is named behind it.
fn goes_on_with_who(reading: &Reading, place: usize) -> bool {
    let listed = |c: &&CueAt| matches!(c.cue, Cue::List | Cue::Or);
    beginning(&reading.cues, place).iter().find(listed).is_some_and(|list| {
        let names = |c: &CueAt| matches!(c.cue, Cue::Myself | Cue::Others);
        !beginning(&reading.cues, list.to).iter().any(names)
    })
}

/// Whether a word that opens a clause stands behind a word of a list, fillers aside, also where it is part of a longer
/// phrase. In "not pregnant or have diabetes" what carries a negation goes on with it.
fn opens_clause(reading: &Reading, list: &CueAt) -> bool {
    let fillers = &reading.lattice.fillers;
    let is = |at: usize, cue: Cue| beginning(&reading.cues, at).iter().any(|c| c.cue == cue);
    let opens = |at: usize| is(at, Cue::Opens);
    let first = (list.to..fillers.len()).take(WINDOW).find(|at| opens(*at) || !fillers[*at]);
    first.is_some_and(|at| {
        let goes_on = list.cue == Cue::Or && is(at, Cue::Carrier) && !is(at, Cue::Myself);
        opens(at) && !goes_on
    })
}

//! Short answers that a person gives to their own words: "weakness? no", "pain - none", "my mother had it, I don't".

use crate::model::vocabulary::Cue;
use crate::understand::answers::covering;
use crate::understand::clauses::{Clauses, Stretch};
use crate::understand::outcome::Reply;
use crate::understand::phrases::Found;
use crate::understand::piece::Break;
use crate::understand::reading::Reading;
use crate::understand::tongue::Tongue;

/// Pieces that a topic has at most.
const LONGEST_TOPIC: usize = 30;

/// An answer to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The first piece of what is answered.
    from: usize,
    /// The end of what is answered.
    to: usize,
    /// The answer.
    pub(crate) reply: Reply,
    /// Whether it is of the person who writes, after words about somebody else.
    pub(crate) mine: bool,
}

/// All answers in a text.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    list: Vec<Verdict>,
}

/// A stretch between two breaks.
#[derive(Debug, Clone, Copy)]
struct Part {
    from: usize,
    to: usize,
    before: Break,
}

impl Verdicts {
    /// Finds the answers in a reading; `said` is all that is said in it.
    pub(crate) fn new(
        tongue: &Tongue,
        reading: &Reading,
        clauses: &Clauses,
        said: &[&Found],
    ) -> Self {
        let parts = parts(reading, clauses);
        let finder = Finder { tongue, reading, clauses, said };
        let mut list = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            if let Some(reply) = finder.answer(*part) {
                let before = &parts[..number];
                list.extend(finder.verdict(*part, before, reply));
            }
        }
        list.extend(finder.headings(&parts));
        Self { list }
    }

    /// The answer to a stretch; `mine` asks for one of the person who writes after words about somebody else.
    pub(crate) fn of(&self, at: Stretch, mine: bool) -> Option<Verdict> {
        let own = |v: &&Verdict| v.from <= at.from && at.to <= v.to && v.mine == mine;
        self.list.iter().find(own).copied()
    }
}

/// The segments of a text.
fn parts(reading: &Reading, clauses: &Clauses) -> Vec<Part> {
    let pieces = &reading.lattice.pieces;
    let mut parts: Vec<Part> = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        match parts.last_mut() {
            Some(last)
                if clauses.same_segment(place - 1, place)
                    && clauses.same_sentence(place - 1, place) =>
            {
                last.to = place + 1;
            }
            _ => parts.push(Part { from: place, to: place + 1, before: piece.before }),
        }
    }
    parts
}

struct Finder<'a> {
    tongue: &'a Tongue,
    reading: &'a Reading,
    clauses: &'a Clauses,
    said: &'a [&'a Found],
}

impl Finder<'_> {
    /// The answer that a part is as a whole, a word such as "but" before it aside.
    fn answer(&self, part: Part) -> Option<Reply> {
        let leading = (part.from..part.to)
            .take_while(|at| self.clauses.on(*at, &[Cue::Terminator, Cue::List]))
            .count();
        let from = part.from + leading;
        if from >= part.to || self.said_in(from, part.to).next().is_some() {
            return None;
        }
        covering(self.tongue, self.reading, (from, part.to))
    }

    fn said_in(&self, from: usize, to: usize) -> impl Iterator<Item = &Found> {
        self.said.iter().copied().filter(move |found| from <= found.from() && found.to() <= to)
    }

    /// What an answer is about.
    fn verdict(&self, part: Part, before: &[Part], reply: Reply) -> Option<Verdict> {
        let last = before.last()?;
        let corrects = (part.from..part.to + 1).any(|at| self.clauses.on(at, &[Cue::Correction]));
        if corrects && last.before != Break::Sentence {
            return None;
        }
        let asked = self.reading.questions.contains(&(last.to - 1));
        if part.before == Break::Sentence && asked {
            let from = self.sentence_start(before);
            if self.is_topic(from, last.to, reply) {
                return Some(Verdict { from, to: last.to, reply, mine: false });
            }
        }
        let negative = matches!(reply, Reply::No { .. } | Reply::NoneOfThese { .. });
        let said_only = self.covers(last.from, last.to, &[]);
        let parted = part.before == Break::Dash && self.covers(last.from, last.to, &[Cue::Carrier])
            || part.before == Break::Comma && negative && said_only;
        if parted && self.said_in(last.from, last.to).next().is_some() {
            return Some(Verdict { from: last.from, to: last.to, reply, mine: false });
        }
        let mine = (part.from..part.to).any(|at| self.clauses.on(at, &[Cue::Myself]));
        let theirs = self.said_in(last.from, last.to).any(|f| self.clauses.of_others(f.from()));
        (mine && theirs).then_some(Verdict { from: last.from, to: last.to, reply, mine: true })
    }

    /// Where the sentence of the last of some parts begins.
    fn sentence_start(&self, before: &[Part]) -> usize {
        let last = before.last().map_or(0, |part| part.from);
        let own = |part: &&Part| self.clauses.same_sentence(part.from, last);
        before.iter().rev().take_while(own).last().map_or(last, |part| part.from)
    }

    /// Whether a question asks for what is said in it, and nothing about it.
    fn is_topic(&self, from: usize, to: usize, reply: Reply) -> bool {
        if to - from > LONGEST_TOPIC || self.said_in(from, to).next().is_none() {
            return false;
        }
        let supposes = (from..to).any(|at| self.clauses.on(at, &[Cue::WhatIf]));
        let words =
            [Cue::Carrier, Cue::Kind, Cue::Or, Cue::List, Cue::Question, Cue::QuestionMarked];
        if !supposes && self.covers(from, to, &words) {
            return true;
        }
        // "numb hands at night? no": more words, but neither a question about it nor a sentence of one's own
        let other =
            [Cue::Question, Cue::WhatIf, Cue::Myself, Cue::Terminator, Cue::Others, Cue::Except];
        let negative = matches!(reply, Reply::No { .. } | Reply::NoneOfThese { .. });
        negative
            && self.clauses.same_segment(from, to - 1)
            && !(from..to).any(|at| self.clauses.on(at, &other))
    }

    /// Whether what is said, fillers and words of these cues are all that stands there; without cues, fillers
    /// do not count.
    fn covers(&self, from: usize, to: usize, cues: &[Cue]) -> bool {
        (from..to).all(|at| {
            self.said.iter().any(|found| found.uses(at))
                || !cues.is_empty()
                    && (self.reading.lattice.fillers[at] || self.clauses.on(at, cues))
        })
    }

    /// "Yes cramps, no weakness": where parts begin with both answers, each is about what follows it.
    fn headings(&self, parts: &[Part]) -> Vec<Verdict> {
        let heads = parts.iter().filter_map(|part| {
            let head = part.from + 1;
            let reply = covering(self.tongue, self.reading, (part.from, head))?;
            let follows = self.said.iter().any(|found| found.from() == head);
            follows.then_some(Verdict { from: head, to: part.to, reply, mine: false })
        });
        let heads: Vec<Verdict> = heads.collect();
        let yes = |v: &Verdict| matches!(v.reply, Reply::Yes { .. });
        let no = |v: &Verdict| matches!(v.reply, Reply::No { .. });
        if heads.iter().any(yes) && heads.iter().any(no) { heads } else { Vec::new() }
    }
}

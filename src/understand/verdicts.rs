//! Short answers that a person gives to their own words: "weakness? no", "pain - none", "my mother had it, I don't".

use crate::model::vocabulary::Cue;
use crate::understand::answers::{adds_nothing, covering, denies_others};
use crate::understand::clauses::{Clauses, LONGEST_UNKNOWN, Stretch};
use crate::understand::outcome::Reply;
use crate::understand::phrases::Found;
use crate::understand::piece::{Break, Mark};
use crate::understand::reading::Reading;
use crate::understand::tongue::Tongue;

/// Pieces that a topic has at most.
const LONGEST_TOPIC: usize = 30;

/// Pieces that a no and the reason for it have at most.
const LONGEST_REASON: usize = 6;

/// Something that is said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spoken<'a> {
    /// The words.
    pub(crate) found: &'a Found,
    /// Whether they deny by themselves.
    pub(crate) denies: bool,
    /// Whether they are of what the open question shows.
    pub(crate) asked: bool,
    /// Whether they still state something where they are over: a condition, an eating disorder that is past.
    pub(crate) lasts: bool,
}

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
    /// Whether the answer to something else stands right before: "weakness? no numbness? yes".
    pub(crate) after_another: bool,
}

/// All answers in a text.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    list: Vec<Verdict>,
    /// Whether the text names some of what is asked, and ends in a no to all else: "numb feet, nothing else".
    pub(crate) no_others: bool,
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
        said: &[Spoken<'_>],
        lists: bool,
    ) -> Self {
        let parts = parts(tongue, reading, clauses);
        let finder = Finder { tongue, reading, clauses, said, lists };
        let mut list = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let before = &parts[..number];
            let goes_on = parts.get(number + 1).filter(|next| next.before != Break::Sentence);
            let reply = finder.answer(*part).or_else(|| finder.no_and_why(*part, before));
            let reply = reply.or_else(|| finder.own_yes(*part, before));
            let behind = parts.get(number + 2).copied();
            let doubted = goes_on
                .is_some_and(|next| !finder.confirms(*next) && !finder.heads_anew(*next, behind));
            let reply = reply.map(|reply| if doubted { qualified(reply) } else { reply });
            if let Some(reply) = reply {
                list.extend(finder.verdict(*part, before, reply));
            } else if finder.asked_again(*part, before)
                && let Some(reply) = covering(tongue, reading, (part.from, part.from + 1))
            {
                list.extend(finder.verdict(*part, before, reply));
            }
        }
        list.extend(finder.headings(&parts));
        list.extend(finder.announced(&parts));
        Self { list, no_others: finder.denies_others(&parts) }
    }

    /// The answer to a stretch; `mine` asks for one of the person who writes after words about somebody else.
    pub(crate) fn of(&self, at: Stretch, mine: bool) -> Option<Verdict> {
        let own = |v: &&Verdict| v.from <= at.from && at.to <= v.to && v.mine == mine;
        self.list.iter().find(own).copied()
    }
}

/// The segments of a text; a colon with an answer on one side of it parts them, too.
fn parts(tongue: &Tongue, reading: &Reading, clauses: &Clauses) -> Vec<Part> {
    let pieces = &reading.lattice.pieces;
    let answer = |from: usize, to: usize| covering(tongue, reading, (from, to)).is_some();
    let mut parts: Vec<Part> = Vec::new();
    for part in segments(reading, clauses) {
        let colon = (part.from + 1..part.to).find(|at| pieces[*at].mark == Mark::Colon);
        match colon.filter(|colon| answer(part.from, *colon) || answer(*colon, part.to)) {
            Some(colon) => {
                parts.push(Part { to: colon, ..part });
                parts.push(Part { from: colon, before: Break::Dash, ..part });
            }
            None => parts.push(part),
        }
    }
    parts
}

fn segments(reading: &Reading, clauses: &Clauses) -> Vec<Part> {
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

/// A no that something else follows is none to build on.
fn qualified(reply: Reply) -> Reply {
    match reply {
        Reply::No { .. } => Reply::No { exact: false },
        Reply::NoneOfThese { .. } => Reply::NoneOfThese { exact: false },
        other => other,
    }
}

struct Finder<'a> {
    tongue: &'a Tongue,
    reading: &'a Reading,
    clauses: &'a Clauses,
    said: &'a [Spoken<'a>],
    /// Whether the open question shows a list.
    lists: bool,
}

impl Finder<'_> {
    /// The answer that a part is as a whole, a word such as "but" before it aside.
    fn answer(&self, part: Part) -> Option<Reply> {
        let from = self.behind_joining(part);
        // "not only the right one" answers nothing
        let spared = (from..part.to).any(|at| self.clauses.spared(at));
        if from >= part.to || spared || self.said_in(from, part.to).next().is_some() {
            return None;
        }
        // "heller ikke" leads with a word of a list, and is an answer as a whole
        let whole = covering(self.tongue, self.reading, (part.from, part.to));
        whole.or_else(|| covering(self.tongue, self.reading, (from, part.to)))
    }

    /// Whether what stands behind a no says no as well: "no, never", "no, I'm strong", but not "no, only when I run".
    fn confirms(&self, part: Part) -> bool {
        let inside = |one: &&Spoken<'_>| part.from <= one.found.from() && one.found.to() <= part.to;
        let mut inside = self.said.iter().filter(inside).peekable();
        match inside.peek() {
            Some(_) => inside.all(|spoken| spoken.denies),
            None => {
                self.answer(part).is_some()
                    || adds_nothing(self.tongue, self.reading, (part.from, part.to))
            }
        }
    }

    /// "Dark urine? no it's light": a no to one's own question, with a few words behind it that say nothing but no.
    fn no_and_why(&self, part: Part, before: &[Part]) -> Option<Reply> {
        let asked = before.last().is_some_and(|last| self.asked(*last));
        let short = part.to - part.from <= LONGEST_REASON;
        if !asked || !short || part.before != Break::Sentence {
            return None;
        }
        let inside = |one: &&Spoken<'_>| part.from <= one.found.from() && one.found.to() <= part.to;
        let silent = self.said.iter().filter(inside).all(|spoken| spoken.denies);
        let turns = [Cue::Terminator, Cue::Except, Cue::Correction, Cue::WhatIf, Cue::Hedge];
        let plain = (part.from..part.to).all(|at| !self.clauses.on(at, &turns));
        let fits = silent && plain;
        let reply = covering(self.tongue, self.reading, (part.from, part.from + 1));
        match reply.filter(|_| fits) {
            Some(Reply::No { .. }) => Some(Reply::No { exact: false }),
            _ => None,
        }
    }

    /// "The doctor asked about chest pain, and I have had it since May": an own yes to a reported question, with more behind it.
    fn own_yes(&self, part: Part, before: &[Part]) -> Option<Reply> {
        self.reported(before)?;
        let from = self.behind_joining(part);
        let own = |to: usize| (from..to).any(|at| self.clauses.on(at, &[Cue::Myself]));
        let ends = (from + 1..=part.to.min(from + LONGEST_REASON)).rev().filter(|to| own(*to));
        let mut answers = ends.filter_map(|to| covering(self.tongue, self.reading, (from, to)));
        // the longest: in "and I haven't had it since" a no
        answers.next().filter(|reply| matches!(reply, Reply::Yes { .. } | Reply::WeakYes))
    }

    /// Where a part begins behind words such as "but" and "and".
    fn behind_joining(&self, part: Part) -> usize {
        let joins = |at: &usize| self.clauses.on(*at, &[Cue::Terminator, Cue::List]);
        part.from + (part.from..part.to).take_while(joins).count()
    }

    fn said_in(&self, from: usize, to: usize) -> impl Iterator<Item = &Found> {
        let found = self.said.iter().map(|spoken| spoken.found);
        found.filter(move |found| from <= found.from() && found.to() <= to)
    }

    /// What an answer is about.
    fn verdict(&self, part: Part, before: &[Part], reply: Reply) -> Option<Verdict> {
        let last = before.last()?;
        let negative = matches!(reply, Reply::No { .. } | Reply::NoneOfThese { .. });
        if let Some(first) = self.questions_before(before).filter(|_| negative) {
            let (from, to) = (first.from, last.to);
            return Some(Verdict { from, to, reply, mine: false, after_another: false });
        }
        if self.asked(*last) && part.before == Break::Sentence {
            let start = self.sentence_start(before);
            let headed = before[..start].last().is_some_and(|one| self.asked(*one));
            let topic = &before[start..];
            let from = topic.first()?.from;
            let skip = usize::from(headed && self.heads(from));
            if self.is_topic(topic, skip, reply) {
                let (from, to, after_another) = (from + skip, last.to, skip > 0);
                return Some(Verdict { from, to, reply, mine: false, after_another });
            }
        }
        let verdict = |part: &Part, mine: bool| {
            Some(Verdict { from: part.from, to: part.to, reply, mine, after_another: false })
        };
        let spoken = |part: &Part| self.said_in(part.from, part.to).next().is_some();
        let own = [Cue::Carrier, Cue::Myself];
        let mine = (part.from..part.to).any(|at| self.clauses.on(at, &[Cue::Myself]));
        let mut earlier = before.iter().rev();
        let taken_back = earlier.find(|part| !self.corrects(**part))?;
        if taken_back.from != last.from {
            let whole = spoken(taken_back) && self.covers(*taken_back, &own);
            return if mine && whole { verdict(taken_back, false) } else { None };
        }
        let parted = part.before == Break::Dash
            && (self.covers(*last, &own[..1]) || negative && self.is_item(last))
            || part.before == Break::Comma && negative && self.is_list(last, reply);
        let all = part.before == Break::Dash || matches!(reply, Reply::NoneOfThese { .. });
        let first = if all && negative { self.list_start(before) } else { last.from };
        let (from, to) = (first, last.to);
        let named =
            || self.said_in(from, to).next().is_some() && !self.is_of_the_question(from, to, reply);
        if parted && named() && !self.corrects_after(part) {
            return Some(Verdict { from, to, reply, mine: false, after_another: false });
        }
        if let Some(topic) = self.reported(before) {
            // "the doctor asked if I had fainted, and I have"
            let plain = matches!(reply, Reply::Yes { .. } | Reply::WeakYes) || negative;
            if mine || plain && part.before == Break::Sentence {
                return verdict(&topic, false);
            }
        }
        let theirs = self
            .said_in(last.from, last.to)
            .any(|f| self.clauses.of_others(Stretch::of(f.from(), f.to())));
        if mine && theirs {
            return verdict(last, true);
        }
        // "it says that I am not weak, but I am", "had cramps as a child, but I don't any more"; a no is none of what was
        // lately: "chest pain yesterday, but I don't have it now"
        let turns = self.clauses.on(part.from, &[Cue::Terminator]);
        let plain = matches!(reply, Reply::Yes { .. }) || negative && self.is_long_ago(last);
        // "if I got chest pain I'd call, but so far there has been none", "what if I faint? I haven't yet"
        let supposed = negative && self.supposes(last);
        // "had cramps as a child, but not any more": who it is of is said by the negation's own clause
        let own = mine || turns && negative;
        if own && spoken(last) && (turns && plain || supposed) {
            return verdict(last, false);
        }
        None
    }

    /// Whether all that is said in a part is asked or supposed.
    fn supposes(&self, part: &Part) -> bool {
        self.said_in(part.from, part.to).all(|found| self.clauses.supposed(found.from()))
    }

    /// Whether a part tells of times long ago, and of nothing that counts although it is over.
    fn is_long_ago(&self, part: &Part) -> bool {
        let within = |one: &&Spoken<'_>| part.from <= one.found.from() && one.found.to() <= part.to;
        let lasts = self.said.iter().filter(within).any(|one| one.lasts);
        !lasts && (part.from..part.to).any(|at| self.clauses.on(at, &[Cue::LongAgo]))
    }

    /// "Weakness? Numbness? Fainting? No": the first of several questions that only name things.
    fn questions_before(&self, before: &[Part]) -> Option<Part> {
        let asks =
            |part: &&Part| self.asked(**part) && self.is_item(part) && !self.heads(part.from);
        let questions: Vec<&Part> = before.iter().rev().take_while(asks).collect();
        questions.last().filter(|_| questions.len() > 1).map(|part| **part)
    }

    /// Where the list that ends in the last part begins: "chest pain, fainting, numbness: none of that".
    fn list_start(&self, before: &[Part]) -> usize {
        let topic = &before[self.sentence_start(before)..];
        let items = topic.iter().rev().take_while(|part| self.is_item(part));
        items.last().or(topic.last()).map_or(0, |part| part.from)
    }

    /// Whether a part names something, and says nothing of it; things that are not known may be named with it.
    fn is_item(&self, part: &Part) -> bool {
        let words = [Cue::List, Cue::Or, Cue::Kind];
        let known = |at: usize| {
            self.said.iter().any(|spoken| spoken.found.uses(at))
                || self.reading.lattice.fillers[at]
                || self.clauses.on(at, &words)
        };
        let strange = (part.from..part.to).filter(|at| !known(*at)).count();
        let plain = || (part.from..part.to).all(|at| !self.clauses.says_more(at));
        strange <= LONGEST_UNKNOWN && plain()
    }

    /// Whether a none of a list that is asked is of that list, not of what is said beside it: "weak arm, none of these".
    fn is_of_the_question(&self, from: usize, to: usize, reply: Reply) -> bool {
        let within = |one: &&Spoken<'_>| from <= one.found.from() && one.found.to() <= to;
        let mut said = self.said.iter().filter(within);
        self.lists && matches!(reply, Reply::NoneOfThese { .. }) && said.any(|one| !one.asked)
    }

    /// Whether a part only names what an answer behind a comma denies: of more than one thing where that says "none".
    fn is_list(&self, part: &Part, reply: Reply) -> bool {
        self.covers(*part, &[]) || matches!(reply, Reply::NoneOfThese { .. }) && self.is_item(part)
    }

    /// "None of the following: weakness, numbness": an answer with a colon is of each item behind it.
    fn announced(&self, parts: &[Part]) -> Vec<Verdict> {
        let pieces = &self.reading.lattice.pieces;
        let mut found = Vec::new();
        for (number, pair) in parts.windows(2).enumerate() {
            let [head, first] = pair else { continue };
            let behind_colon =
                pieces[first.from].mark == Mark::Colon && first.before == Break::Dash;
            let reply = covering(self.tongue, self.reading, (head.from, head.to));
            // "no: …", but not "I am not ok: …"
            let negative = |r: &Reply| match r {
                Reply::No { .. } => head.to == head.from + 1,
                Reply::NoneOfThese { .. } => true,
                _ => false,
            };
            // "no: weakness is worse"
            let plain = |part: &Part| {
                let named = self.said_in(part.from, part.to).next().is_some();
                self.is_item(part)
                    && (!named || self.covers(*part, &[Cue::List, Cue::Or, Cue::Kind]))
            };
            let goes_on = |part: &&Part| {
                let within = part.from == first.from || part.before != Break::Sentence;
                within && plain(part)
            };
            let last = parts[number + 1..].iter().take_while(goes_on).last();
            let reply = reply.filter(|reply| behind_colon && negative(reply));
            if let (Some(reply), Some(last)) = (reply, last) {
                let (from, to) = (first.from, last.to);
                found.push(Verdict { from, to, reply, mine: false, after_another: false });
            }
        }
        found
    }

    /// Whether a part begins with what another answer behind it is about: "fainting - never, tingling - yes".
    fn heads_anew(&self, next: Part, behind: Option<Part>) -> bool {
        behind.is_some_and(|behind| {
            let bracketed = self.reading.lattice.pieces[behind.from].mark == Mark::Bracket;
            let headed = behind.before == Break::Dash || bracketed && self.answer(behind).is_some();
            headed && self.is_item(&next)
        })
    }

    /// Whether the last part says no to all else, and the others only name things.
    fn denies_others(&self, parts: &[Part]) -> bool {
        let Some((last, before)) = parts.split_last() else { return false };
        let names = [Cue::List, Cue::Kind, Cue::Carrier, Cue::Myself, Cue::Possessive, Cue::Hedge];
        denies_others(self.tongue, self.reading, (self.behind_joining(*last), last.to))
            && !before.is_empty()
            && before.iter().all(|part| self.covers(*part, &names))
    }

    /// "The doctor asked about chest pain, fainting and palpitations": the last sentence, where it tells of a question, and
    /// each of its parts names something and states nothing. "If I run my chest hurts" states it.
    fn reported(&self, before: &[Part]) -> Option<Part> {
        let topic = &before[self.sentence_start(before)..];
        let supposes =
            |part: &Part| (part.from..part.to).any(|at| self.clauses.on(at, &[Cue::WhatIf]));
        let names =
            |part: &Part| self.said_in(part.from, part.to).next().is_some() && self.supposes(part);
        let begins = topic.iter().position(supposes)?;
        let (first, last) = (topic.get(begins)?, topic.last()?);
        topic[begins..].iter().all(names).then_some(Part { to: last.to, ..*first })
    }

    /// Whether a question mark stands after a part.
    fn asked(&self, part: Part) -> bool {
        self.reading.questions.contains(&(part.to - 1))
    }

    /// Whether a part says no more than that something before it is wrong: "no wait".
    fn corrects(&self, part: Part) -> bool {
        let on = |at: usize, cues: &[Cue]| self.clauses.on(at, cues);
        (part.from..part.to).any(|at| on(at, &[Cue::Correction]))
            && (part.from..part.to).all(|at| {
                on(at, &[Cue::Correction, Cue::NegationAfter, Cue::NegationDeterminer])
                    || self.reading.lattice.fillers[at]
            })
    }

    /// Whether a correction follows a part: "chest pain - no, wait".
    fn corrects_after(&self, part: Part) -> bool {
        part.to < self.reading.lattice.pieces.len()
            && self.clauses.same_sentence(part.from, part.to)
            && self.clauses.on(part.to, &[Cue::Correction])
    }

    /// Whether a part is a question that begins with the answer to the question before it.
    fn asked_again(&self, part: Part, before: &[Part]) -> bool {
        self.asked(part)
            && before.last().is_some_and(|last| self.asked(*last))
            && self.heads(part.from)
    }

    /// Whether a yes or no stands at a place, with something said right after it.
    fn heads(&self, at: usize) -> bool {
        covering(self.tongue, self.reading, (at, at + 1)).is_some()
            && self.said.iter().any(|spoken| spoken.found.from() == at + 1)
    }

    /// Where among some parts the sentence of the last one begins.
    fn sentence_start(&self, before: &[Part]) -> usize {
        let last = before.last().map_or(0, |part| part.from);
        let own = |part: &Part| self.clauses.same_sentence(part.from, last);
        before.iter().position(own).unwrap_or(0)
    }

    /// Whether a question asks for what is said in it, and nothing about it.
    fn is_topic(&self, topic: &[Part], skip: usize, reply: Reply) -> bool {
        let (Some(first), Some(last)) = (topic.first(), topic.last()) else { return false };
        let (from, to) = (first.from + skip, last.to);
        let names = |part: &Part| self.said_in(part.from, part.to).next().is_some();
        let lists = |part: &Part| names(part) || self.is_item(part);
        if to - from > LONGEST_TOPIC || !topic.iter().any(names) || !topic.iter().all(lists) {
            return false;
        }
        let supposes = (from..to).any(|at| self.clauses.on(at, &[Cue::WhatIf]));
        let words = [
            Cue::Carrier,
            Cue::Kind,
            Cue::Or,
            Cue::List,
            Cue::Question,
            Cue::QuestionMarked,
            Cue::Negation,
        ];
        let all = Part { from, to, ..*first };
        if !supposes && self.covers(all, &words) {
            return true;
        }
        // "numb hands at night? no": more words, but neither a question about it nor a sentence of one's own
        let other =
            [Cue::Question, Cue::WhatIf, Cue::Myself, Cue::Terminator, Cue::Others, Cue::Except];
        let negative = matches!(reply, Reply::No { .. } | Reply::NoneOfThese { .. });
        let one = topic.len() == 1 && !(from..to).any(|at| self.clauses.on(at, &other));
        negative && (one || topic.len() > 1 && topic.iter().all(|part| self.is_item(part)))
    }

    /// Whether what is said, fillers and words of these cues are all that stands there; without cues, fillers
    /// do not count.
    fn covers(&self, part: Part, cues: &[Cue]) -> bool {
        (part.from..part.to).all(|at| {
            self.said.iter().any(|spoken| spoken.found.uses(at))
                || !cues.is_empty()
                    && (self.reading.lattice.fillers[at] || self.clauses.on(at, cues))
        })
    }

    /// "Yes cramps, no weakness": where parts begin with both answers, each is about what follows it.
    fn headings(&self, parts: &[Part]) -> Vec<Verdict> {
        let heads = parts.iter().filter(|part| self.heads(part.from)).filter_map(|part| {
            let from = part.from + 1;
            let reply = covering(self.tongue, self.reading, (part.from, from))?;
            Some(Verdict { from, to: part.to, reply, mine: false, after_another: false })
        });
        let heads: Vec<Verdict> = heads.collect();
        let yes = |v: &Verdict| matches!(v.reply, Reply::Yes { .. });
        let no = |v: &Verdict| matches!(v.reply, Reply::No { .. });
        if heads.iter().any(yes) && heads.iter().any(no) { heads } else { Vec::new() }
    }
}

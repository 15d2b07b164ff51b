//! Which of the phrases that stand in a text count: the longest, and those that the context allows.

use crate::model::Model;
use crate::model::fact::{FactId, FactKind, Slot};
use crate::model::vocabulary::{Cue, FactWords, Words};
use crate::understand::clauses::Clauses;
use crate::understand::leaps::Leaps;
use crate::understand::phrases::Found;
use crate::understand::piece::{Break, PieceKind};
use crate::understand::reading::{CueAt, Reading};
use crate::understand::tongue::{Named, Owner, Said, Tongue};
use crate::understand::verdicts::{Spoken, Verdicts};

/// A phrase of a fact that counts.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// The entry.
    pub(crate) entry: usize,
    /// How it says it.
    pub(crate) said: Said,
    /// Where, and how surely.
    pub(crate) found: Found,
}

/// A phrase that holds or names a quantity.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// The entry.
    pub(crate) entry: usize,
    /// Where, and how surely.
    pub(crate) found: Found,
}

/// All that counts in one reading.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// Facts in the order said.
    pub(crate) hits: Vec<Hit>,
    /// Readings of number facts.
    pub(crate) readings: Vec<Mention>,
    /// Things.
    pub(crate) things: Vec<Mention>,
    /// Emergencies that are no facts.
    pub(crate) emergencies: Vec<Found>,
    /// Clauses with the cues that no longer phrase has used.
    pub(crate) clauses: Clauses,
    /// Answers to one's own words.
    pub(crate) verdicts: Verdicts,
    /// Pieces whose numbers mean nothing more.
    pub(crate) spent: Vec<bool>,
}

/// What is asked, and of which facts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The model.
    pub(crate) model: &'a Model,
    /// The slots that the open question shows.
    pub(crate) slots: &'a [Slot],
}

/// How often phrases that have lost their anchor are taken back.
const MOST_ROUNDS: usize = 3;

impl Asked<'_> {
    /// Whether the slot, or another of its fact, is asked.
    pub(crate) fn asks(&self, slot: Slot) -> bool {
        self.slots.iter().any(|asked| self.fact(*asked) == self.fact(slot))
    }

    fn fact(&self, slot: Slot) -> FactId {
        self.model.slots[slot.index()].fact
    }
}

/// Chooses what counts.
pub(crate) fn choose(
    tongue: &Tongue,
    words: &Words,
    reading: &Reading,
    asked: Asked<'_>,
) -> Chosen {
    let early = Clauses::new(reading, reading.cues.clone());
    let mut named = named_slots(tongue, words, reading);
    let topics = topics(tongue, words, reading, asked);
    // a phrase whose anchor has lost its words leaves them to the cues and phrases that it would have taken
    for _ in 0..MOST_ROUNDS {
        let taken = offered(tongue, words, reading, (&early, &named, &topics), asked);
        let kept = taken.named();
        let anchor = |candidate: &Candidate<'_>| match candidate.what {
            What::Phrase(owner) => anchored(owner, words, &kept, asked),
            What::Cue(..) => true,
        };
        if taken.accepted.iter().all(anchor) {
            return taken.finish(tongue, reading, words, (asked, &topics));
        }
        named = kept;
    }
    offered(tongue, words, reading, (&early, &named, &topics), asked).finish(
        tongue,
        reading,
        words,
        (asked, &topics),
    )
}

/// All phrases and cues that may count, the longest first, each where no other has taken its words.
fn offered<'a>(
    tongue: &Tongue,
    words: &'a Words,
    reading: &Reading,
    (early, named, topics): (&Clauses, &[Slot], &[Topic]),
    asked: Asked<'_>,
) -> Owned<'a> {
    let mut taken = Owned::new(reading);
    let mut all: Vec<Candidate<'_>> = Vec::new();
    let leaps = Leaps::new(tongue, words, reading, asked);
    for found in &reading.found {
        let owner = tongue.owners[found.owner as usize];
        let answers = || match owner {
            Owner::Fact(entry, Said::Answer) => {
                let fact = asked.fact(words.facts[entry].says.0);
                topics.iter().any(|topic| (topic.to, topic.fact) == (found.from(), fact))
            }
            _ => false,
        };
        let may = (counts(owner, found, words, early, asked) || answers())
            && !leaps.too_far(owner, found);
        if may && anchored(owner, words, named, asked) {
            all.push(Candidate { what: What::Phrase(owner), found: found.clone(), words });
        }
    }
    for (at, cue) in reading.cues.iter().enumerate() {
        let used = vec![(cue.from, cue.to)];
        let found = Found { owner: 0, used, score: cue.score, quantities: Vec::new() };
        all.push(Candidate { what: What::Cue(at, cue.cue), found, words });
    }
    all.sort_by_key(|candidate| {
        (std::cmp::Reverse(candidate.weight(reading)), candidate.found.from())
    });
    for candidate in all {
        taken.offer(candidate);
    }
    taken
}

/// A short question that names a fact, with a short answer behind it: "stressed? medium".
#[derive(Debug, Clone, Copy)]
struct Topic {
    from: usize,
    to: usize,
    fact: FactId,
}

/// All such questions.
fn topics(tongue: &Tongue, words: &Words, reading: &Reading, asked: Asked<'_>) -> Vec<Topic> {
    let pieces = &reading.lattice.pieces;
    let answering = &reading.lattice.answering;
    let mut topics = Vec::new();
    for to in (1..pieces.len()).filter(|place| answering[*place]) {
        let begins = |at: &usize| pieces[*at].before == Break::Sentence;
        let from = (0..to).rev().find(begins).unwrap_or(0);
        for found in reading.found.iter().filter(|found| from <= found.from() && found.to() <= to) {
            if let Owner::Fact(entry, Said::Yes | Said::No) = tongue.owners[found.owner as usize] {
                let slot = words.facts[entry].says.0;
                let kind = &asked.model.fact_of(slot).kind;
                if matches!(kind, FactKind::YesNo | FactKind::OneOf(_)) {
                    topics.push(Topic { from, to, fact: asked.fact(slot) });
                }
            }
        }
    }
    topics
}

/// The slots that any phrase of the text may name.
fn named_slots(tongue: &Tongue, words: &Words, reading: &Reading) -> Vec<Slot> {
    let mut slots = Vec::new();
    for found in &reading.found {
        if let Owner::Fact(entry, Said::Yes | Said::Unsure | Said::Answer) =
            tongue.owners[found.owner as usize]
        {
            let entry = &words.facts[entry];
            slots.push(entry.says.0);
            slots.extend(entry.also.iter().map(|also| also.0));
        }
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// Whether something that a phrase must stand beside is named at all.
fn anchored(owner: Owner, words: &Words, named: &[Slot], asked: Asked<'_>) -> bool {
    let Owner::Fact(entry, said) = owner else { return true };
    let fact = &words.facts[entry];
    said == Said::Not
        || fact.with.is_empty()
        || asked.asks(fact.says.0)
        || fact.with.iter().any(|slot| named.binary_search(slot).is_ok())
}

/// Whether the context lets a phrase count.
fn counts(owner: Owner, found: &Found, words: &Words, clauses: &Clauses, asked: Asked<'_>) -> bool {
    match owner {
        Owner::Fact(entry, said) => {
            let fact = &words.facts[entry];
            let is_asked = asked.asks(fact.says.0);
            let only_answers = &asked.model.vocabulary.amounts.only_answers;
            if !is_asked && only_answers.contains(&fact.says.0) {
                return false;
            }
            match said {
                // "always" answers how often one is tired, not whether one is swollen; "none" denies what is shown
                Said::Answer | Said::AnswerNo => asked.slots.contains(&fact.says.0),
                Said::Not => true,
                _ => !fact.wish || is_asked || clauses.wished(found.from()),
            }
        }
        Owner::Ignore | Owner::Emergency => true,
        Owner::Reading(..) | Owner::Thing(..) => false,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Phrase(Owner),
    Cue(usize, Cue),
}

#[derive(Debug)]
struct Candidate<'a> {
    what: What,
    found: Found,
    words: &'a Words,
}

impl Candidate<'_> {
    /// Pieces first, letters next, sureness last; what is ignored goes before what is as long.
    fn weight(&self, reading: &Reading) -> (usize, usize, u8, u8) {
        let letters: usize = self
            .found
            .used
            .iter()
            .flat_map(|range| &reading.lattice.pieces[range.0..range.1])
            .map(|piece| piece.word.len())
            .sum();
        let rank = match self.what {
            What::Phrase(Owner::Ignore) => 3,
            What::Phrase(Owner::Fact(_, Said::Not)) => 2,
            What::Phrase(_) => 1,
            What::Cue(..) => 0,
        };
        // what a phrase must not be read as goes before everything
        let width = if rank == 2 { usize::MAX } else { self.found.width() };
        (width, letters, rank, self.found.score)
    }

    fn entry(&self) -> Option<&FactWords> {
        match self.what {
            What::Phrase(Owner::Fact(entry, _)) => Some(&self.words.facts[entry]),
            _ => None,
        }
    }
}

/// What has been accepted so far, and on which pieces.
struct Owned<'a> {
    accepted: Vec<Candidate<'a>>,
    by_piece: Vec<Vec<usize>>,
}

impl<'a> Owned<'a> {
    fn new(reading: &Reading) -> Self {
        Self { accepted: Vec::new(), by_piece: vec![Vec::new(); reading.lattice.pieces.len()] }
    }

    /// The slots that accepted phrases name.
    fn named(&self) -> Vec<Slot> {
        let named = self.accepted.iter().filter(|candidate| {
            let says = [Said::Yes, Said::Unsure, Said::Answer];
            matches!(candidate.what, What::Phrase(Owner::Fact(_, said)) if says.contains(&said))
        });
        let entries = named.filter_map(Candidate::entry);
        let slots = entries.flat_map(|entry| {
            std::iter::once(entry.says.0).chain(entry.also.iter().map(|also| also.0))
        });
        let mut slots: Vec<Slot> = slots.collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    fn offer(&mut self, candidate: Candidate<'a>) {
        let mut rivals: Vec<usize> = candidate
            .found
            .used
            .iter()
            .flat_map(|range| self.by_piece[range.0..range.1].iter().flatten().copied())
            .collect();
        rivals.sort_unstable();
        rivals.dedup();
        if rivals.iter().any(|rival| beats(&self.accepted[*rival], &candidate)) {
            return;
        }
        let number = self.accepted.len();
        for range in &candidate.found.used {
            for piece in range.0..range.1 {
                self.by_piece[piece].push(number);
            }
        }
        self.accepted.push(candidate);
    }

    fn finish(
        self,
        tongue: &Tongue,
        reading: &Reading,
        words: &Words,
        (asked, topics): (Asked<'_>, &[Topic]),
    ) -> Chosen {
        let mut spent = vec![false; reading.lattice.pieces.len()];
        let mut ignored = spent.clone();
        let mut cues: Vec<CueAt> = Vec::new();
        let (mut hits, mut emergencies) = (Vec::new(), Vec::new());
        for candidate in &self.accepted {
            let found = candidate.found.clone();
            let quantities = found.quantities.iter().map(|n| reading.lattice.edge(*n));
            match candidate.what {
                What::Cue(at, _) => cues.push(reading.cues[at]),
                What::Phrase(Owner::Ignore) => {
                    for range in &found.used {
                        spent[range.0..range.1].fill(true);
                        ignored[range.0..range.1].fill(true);
                    }
                }
                What::Phrase(Owner::Emergency) => emergencies.push(found),
                // what a phrase must not be read as leaves its numbers to others
                What::Phrase(Owner::Fact(_, Said::Not)) => {}
                What::Phrase(Owner::Fact(entry, said)) => {
                    for edge in quantities {
                        spent[edge.from..edge.to].fill(true);
                    }
                    // "a pulse of 120"
                    let digits = |at: &usize| reading.lattice.pieces[*at].kind == PieceKind::Digits;
                    for at in found.used.iter().flat_map(|range| range.0..range.1).filter(digits) {
                        spent[at] = true;
                    }
                    hits.push(Hit { entry, said, found });
                }
                What::Phrase(_) => {}
            }
        }
        cues.sort();
        drop_topics_with_answers(topics, words, asked, &mut hits);
        hits.sort_by_key(|hit| (hit.found.from(), hit.found.to(), hit.entry));
        emergencies.sort_by_key(Found::from);
        let clauses = Clauses::new(reading, cues);
        drop_denied_twice(words, &clauses, &mut hits);
        let clauses = clauses.with_said(hits.iter().map(|hit| hit.found.from()).collect());
        let (readings, things) = mentions(tongue, reading, &ignored);
        let denies = |hit: &Hit| hit.said == Said::No || hit.said == Said::AnswerNo;
        let shown = |hit: &Hit| asked.slots.contains(&words.facts[hit.entry].says.0);
        let over = &asked.model.vocabulary.amounts.over;
        let lasts = |hit: &Hit| over.iter().any(|(slot, _)| *slot == words.facts[hit.entry].says.0);
        let said = hits.iter().map(|hit| {
            let (denies, asked, lasts) = (denies(hit), shown(hit), lasts(hit));
            Spoken { found: &hit.found, denies, asked, lasts }
        });
        let said: Vec<Spoken<'_>> = said.collect();
        let verdicts = Verdicts::new(tongue, reading, &clauses, &said, asked.slots.len() > 1);
        Chosen { hits, readings, things, emergencies, clauses, verdicts, spent }
    }
}

/// "Ikke hoven i beina", "benen domnar inte": what shares words with others that deny the same, such as "ikke hoven" and
/// "domnar inte", is denied by them, unless it holds them all.
fn drop_denied_twice(words: &Words, clauses: &Clauses, hits: &mut Vec<Hit>) {
    let slot = |hit: &Hit| words.facts[hit.entry].says.0;
    let denials: Vec<(Slot, usize, usize)> = (hits.iter())
        .filter(|hit| hit.said == Said::No)
        // "mørkere end normalt": what is normal by itself denies nothing beside it
        .filter(|hit| clauses.holds_negation(hit.found.from(), hit.found.to()))
        .map(|hit| (slot(hit), hit.found.from(), hit.found.to()))
        .collect();
    hits.retain(|hit| {
        let amid = |&(of, from, to): &(Slot, usize, usize)| {
            let (begins, ends) = (hit.found.from(), hit.found.to());
            let apart = to <= begins || ends <= from;
            let crosses = !apart && (from < begins || ends < to);
            of == slot(hit) && crosses && clauses.same_segment(from, ends - 1)
        };
        let own = || clauses.holds_negation(hit.found.from(), hit.found.to());
        hit.said != Said::Yes || !denials.iter().any(amid) || own()
    });
}

/// Drops what a question names where its answer names something else of the same fact.
fn drop_topics_with_answers(
    topics: &[Topic],
    words: &Words,
    asked: Asked<'_>,
    hits: &mut Vec<Hit>,
) {
    let fact = |hit: &Hit| asked.fact(words.facts[hit.entry].says.0);
    let answers: Vec<Topic> = (topics.iter())
        .filter(|topic| {
            hits.iter().any(|hit| {
                hit.said == Said::Answer
                    && (hit.found.from(), fact(hit)) == (topic.to, topic.fact)
                    && !asked.asks(words.facts[hit.entry].says.0)
            })
        })
        .copied()
        .collect();
    hits.retain(|hit| {
        let inside = |t: &&Topic| t.from <= hit.found.from() && hit.found.to() <= t.to;
        !answers.iter().filter(inside).any(|topic| topic.fact == fact(hit))
    });
}

/// Whether an accepted phrase leaves no room for another.
fn beats(accepted: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let within = other
        .found
        .used
        .iter()
        .all(|range| (range.0..range.1).all(|piece| accepted.found.uses(piece)));
    let (one, two) = (accepted.entry(), other.entry());
    match (accepted.what, other.what) {
        (What::Phrase(Owner::Fact(_, Said::Not)), _) => match (one, two) {
            (Some(one), Some(two)) => one.says == two.says,
            _ => false,
        },
        (_, What::Phrase(Owner::Fact(_, Said::Not))) => within,
        (What::Cue(a, kind), What::Cue(b, other_kind)) => {
            // "never had" after something, and "never" before something else, are the same words
            let both = matches!(kind, Cue::NegationAfter | Cue::Rejected)
                || matches!(other_kind, Cue::Carrier | Cue::Kind)
                || other_kind == Cue::Myself && kind != Cue::Others;
            within && a != b && !both && accepted.found.width() > other.found.width()
        }
        (What::Phrase(Owner::Ignore | Owner::Emergency), _) | (_, What::Phrase(Owner::Ignore)) => {
            true
        }
        (What::Cue(..), _) => false,
        // a phrase that takes a word of "never had such" leaves the rest: it denies nothing all the same
        (_, What::Cue(_, Cue::NoNegation)) => within,
        (_, What::Cue(_, Cue::LongAgo)) => !is_tail(&accepted.found, &other.found),
        (_, What::Cue(..)) => true,
        _ => match (one, two) {
            (Some(one), Some(two)) => {
                let beside = two.with.contains(&one.says.0)
                    || two.inside.contains(&one.says.0)
                    || one.with.contains(&two.says.0);
                let same = accepted.found.used == other.found.used;
                // what stands inside a longer phrase for the same is a part of it: "no trouble .. breathing"
                let inside = one.says.0 == two.says.0
                    && accepted.found.from() <= other.found.from()
                    && other.found.to() <= accepted.found.to();
                (within || inside) && !beside && (!same || one.says.0 == two.says.0)
            }
            _ => within,
        },
    }
}

/// Whether all that a phrase shares with a cue are words of its own behind a gap, of which the cue has more: "kramper som"
/// leaves "som barn" what it says.
fn is_tail(phrase: &Found, cue: &Found) -> bool {
    let Some((tail, rest)) = phrase.used.split_last() else { return false };
    let inside = cue.from() <= tail.0 && tail.1 <= cue.to();
    let longer = cue.width() > tail.1 - tail.0;
    let apart = rest.iter().all(|range| range.1 <= cue.from() || cue.to() <= range.0);
    !rest.is_empty() && inside && longer && apart
}

/// Readings and things, the longest first; each quantity is read once.
fn mentions(tongue: &Tongue, reading: &Reading, ignored: &[bool]) -> (Vec<Mention>, Vec<Mention>) {
    let mut order: Vec<&Found> = reading
        .found
        .iter()
        .filter(|found| {
            matches!(tongue.owners[found.owner as usize], Owner::Reading(..) | Owner::Thing(..))
        })
        .collect();
    let answers = |found: &Found| {
        matches!(tongue.owners[found.owner as usize], Owner::Thing(_, Named::Answer))
    };
    order.sort_by_key(|found| {
        (std::cmp::Reverse((found.width(), found.score)), answers(found), found.from())
    });
    let (mut readings, mut things) = (Vec::new(), Vec::new());
    let mut named = vec![false; reading.lattice.pieces.len()];
    for found in order {
        let over_ignored =
            found.used.iter().any(|range| ignored[range.0..range.1].iter().any(|ignored| *ignored));
        if over_ignored {
            continue;
        }
        match tongue.owners[found.owner as usize] {
            Owner::Reading(entry, _) => {
                readings.push(Mention { entry, found: found.clone() });
            }
            Owner::Thing(entry, _) => {
                let taken = found
                    .used
                    .iter()
                    .any(|range| named[range.0..range.1].iter().any(|named| *named));
                if !taken {
                    for range in &found.used {
                        named[range.0..range.1].fill(true);
                    }
                    things.push(Mention { entry, found: found.clone() });
                }
            }
            _ => {}
        }
    }
    things.sort_by_key(|mention| mention.found.from());
    (readings, things)
}

//! Facts that are said: affirmed, denied or asked back, by the clauses that they stand in.

use crate::model::Model;
use crate::model::fact::{Fact, RaisedBy, RedFlag, Slot};
use crate::model::finding::Finding;
use crate::model::urgency::Urgency;
use crate::model::vocabulary::{Cue, OverReading, Words};
use crate::understand::choose::{Asked, Chosen, Hit};
use crate::understand::clauses::{Denial, Stretch, WINDOW};
use crate::understand::details;
use crate::understand::outcome::Reply;
use crate::understand::tongue::Said;
use crate::understand::verdicts::Verdict;

/// A reading below this is asked back.
const SURE: u8 = 80;

/// Something said of one slot.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// The slot.
    pub(crate) slot: Slot,
    /// What is said of it.
    pub(crate) finding: Finding,
    /// Where.
    pub(crate) at: Stretch,
    /// How surely.
    pub(crate) score: u8,
    /// Whether it is asked back.
    pub(crate) unsure: bool,
    /// Whether it is a detail of something else: where it twitches.
    pub(crate) detail: bool,
    /// Whether it is said of somebody else, which states nothing.
    pub(crate) of_others: bool,
}

/// The red flag of a slot.
pub(crate) fn red_flag(model: &Model, slot: Slot) -> Option<&RedFlag> {
    match model.member_of(slot) {
        Some(member) => member.red_flag.as_ref(),
        None => model.fact_of(slot).red_flag.as_ref(),
    }
}

/// Whether a slot is a red flag of a yes/no kind: one that must neither be missed nor wrongly denied.
pub(crate) fn is_flag(model: &Model, slot: Slot) -> bool {
    red_flag(model, slot).is_some_and(|flag| flag.raised_by == RaisedBy::Yes)
}

/// Whether a slot is a life threat.
pub(crate) fn is_emergency(model: &Model, slot: Slot) -> bool {
    red_flag(model, slot).is_some_and(|flag| flag.least == Urgency::Emergency)
}

/// What the phrases of facts state.
pub(crate) fn statements(
    model: &Model,
    words: &Words,
    chosen: &Chosen,
    asked: Asked<'_>,
) -> Vec<Statement> {
    let stretches: Vec<Stretch> = chosen.hits.iter().map(|hit| whole(model, words, hit)).collect();
    let mut said = Vec::new();
    for (number, hit) in chosen.hits.iter().enumerate() {
        // hits stand in the order of the text: those far off have no say
        let first = stretches.partition_point(|at| at.from + WINDOW < stretches[number].from);
        let others: Vec<Stretch> = stretches
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, at)| at.from <= stretches[number].to + WINDOW)
            .filter(|(other, at)| *other != number && !same_place(**at, stretches[number]))
            .map(|(_, at)| *at)
            .collect();
        let entry = &words.facts[hit.entry];
        for (slot, finding) in std::iter::once(&entry.says).chain(&entry.also) {
            let one = One { model, words, chosen, hit, at: stretches[number], others: &others };
            let stated = [one.state(*slot, *finding), one.mine(*slot, *finding)];
            // "the twitches don't spread" denies no twitches
            let aside = |s: &Statement| {
                *slot != entry.says.0
                    && s.finding == Finding::Denied
                    && is_flag(model, entry.says.0)
            };
            let stated = stated.into_iter().flatten().filter(|s| !aside(s));
            said.extend(stated.filter(|s| may_be_denied(s, asked)));
        }
    }
    details::settle(model, words, chosen, asked, &mut said);
    drop_vague(words, chosen, &mut said);
    said
}

/// Where a phrase stands, and of what it speaks.
pub(crate) fn whole(model: &Model, words: &Words, hit: &Hit) -> Stretch {
    let fact = kind_of_list(model, words.facts[hit.entry].says.0);
    Stretch { fact, denies: hit.said == Said::No, ..stretch(hit) }
}

/// The fact of a slot, or one for all sets that hold life threats: they stand in one list, as people tell them.
fn kind_of_list(model: &Model, slot: Slot) -> usize {
    let threatens = |fact: &Fact| fact.slots().any(|slot| is_emergency(model, slot));
    let own = model.slots[slot.index()].fact.index();
    let first = || model.facts.iter().position(threatens);
    if threatens(model.fact_of(slot)) { first().unwrap_or(own) } else { own }
}

/// "My legs feel heavy, not weak": words that may mean something else give way to a denial of what they may mean.
fn drop_vague(words: &Words, chosen: &Chosen, said: &mut Vec<Statement>) {
    let vague =
        |s: &Statement| {
            chosen.hits.iter().filter(|hit| hit.said == Said::Unsure).any(|hit| {
                same_place(stretch(hit), s.at) && words.facts[hit.entry].says.0 == s.slot
            })
        };
    let sure = |s: &&Statement| s.finding == Finding::Denied && !s.unsure && !s.of_others;
    let denied: Vec<(Slot, Stretch)> = said.iter().filter(sure).map(|s| (s.slot, s.at)).collect();
    said.retain(|s| {
        let beside = |(slot, at): &(Slot, Stretch)| {
            *slot == s.slot && chosen.clauses.same_sentence(at.from, s.at.from)
        };
        !(s.finding == Finding::Affirmed && denied.iter().any(beside) && vague(s))
    });
}

/// Whether what is said may be a denial: of some facts only an answer is one.
fn may_be_denied(statement: &Statement, asked: Asked<'_>) -> bool {
    let in_answers = &asked.model.vocabulary.amounts.denied_in_answers;
    statement.finding != Finding::Denied
        || !in_answers.contains(&statement.slot)
        || asked.asks(statement.slot)
}

pub(crate) fn stretch(hit: &Hit) -> Stretch {
    Stretch::of(hit.found.from(), hit.found.to())
}

pub(crate) fn same_place(a: Stretch, b: Stretch) -> bool {
    (a.from, a.to) == (b.from, b.to)
}

/// One phrase and what surrounds it.
struct One<'a> {
    model: &'a Model,
    words: &'a Words,
    chosen: &'a Chosen,
    hit: &'a Hit,
    at: Stretch,
    others: &'a [Stretch],
}

impl One<'_> {
    fn state(&self, slot: Slot, finding: Finding) -> Option<Statement> {
        let clauses = &self.chosen.clauses;
        let verdict = self.chosen.verdicts.of(self.at, false);
        let supposed = || clauses.supposed(self.at.from) && !clauses.in_doubt(self.at, self.others);
        if verdict.is_none() && supposed() || self.is_not_fine() {
            return None;
        }
        let denial = match verdict {
            None => match self.denial() {
                Denial::No if self.goes_on_denied() => Denial::Yes,
                denial => denial,
            },
            Some(verdict) => self.answered(verdict),
        };
        let statement = self.found(slot, finding, denial)?;
        let hoped = statement.finding == Finding::Denied
            && verdict.is_none()
            && clauses.leads_to(Cue::Hope, self.at.from);
        let silent = hoped
            || if self.says_no() {
                is_flag(self.model, slot) && verdict.is_none() && self.was_or_is_wished()
            } else {
                statement.finding != Finding::Denied && verdict.is_none() && self.over(slot)
            };
        (!silent).then(|| Statement { of_others: clauses.of_others(self.at), ..statement })
    }

    /// Whether the phrase denies by itself.
    fn says_no(&self) -> bool {
        matches!(self.hit.said, Said::No | Said::AnswerNo)
    }

    /// Whether the phrase denies by a word that denies whatever it stands before.
    fn holds_no(&self) -> bool {
        self.says_no() && self.chosen.clauses.holds_negation(self.at.from, self.at.from + 1)
    }

    /// "Used to swallow fine", "wish I could swallow fine": that all is well is not said of now.
    fn was_or_is_wished(&self) -> bool {
        let before = |cue| self.chosen.clauses.leads_to(cue, self.at.from);
        [Cue::Over, Cue::LongAgo, Cue::Wish].into_iter().any(before)
    }

    /// "My urine is not normal": a negation in the middle of what says that all is well.
    fn is_not_fine(&self) -> bool {
        let contrary = self.says_no();
        let on = |at: usize, cues: &[Cue]| self.chosen.clauses.on(at, cues);
        let cues = [Cue::Negation, Cue::NegationDeterminer, Cue::NegationBeforeOnly];
        let denied =
            |at: usize| on(at, &[Cue::NoNegation]) || !self.hit.found.uses(at) && on(at, &cues);
        contrary && (self.at.from..self.at.to).any(denied)
    }

    fn denial(&self) -> Denial {
        let clauses = &self.chosen.clauses;
        if self.says_no() {
            clauses.denial_of_fine(self.at, self.others)
        } else {
            clauses.denial(self.at, self.others)
        }
    }

    /// "Don't think of dying or harming myself": where a phrase holds its own negation, what follows it behind "or" is
    /// denied with it.
    fn goes_on_denied(&self) -> bool {
        let before = self.chosen.hits.iter().filter(|hit| hit.found.to() <= self.at.from);
        let last = before.max_by_key(|hit| hit.found.to());
        let slot = |hit: &Hit| self.words.facts[hit.entry].says.0;
        last.is_some_and(|hit| {
            hit.said == Said::No
                && self.hit.said == Said::Yes
                && slot(hit) == slot(self.hit)
                && self.chosen.clauses.holds_negation(hit.found.from(), hit.found.to())
                && self.chosen.clauses.only_or(hit.found.to(), self.at.from)
        })
    }

    /// "My mother has it, I don't": what the person says of themselves in the same words.
    fn mine(&self, slot: Slot, finding: Finding) -> Option<Statement> {
        let verdict = self.chosen.verdicts.of(self.at, true)?;
        self.found(slot, finding, self.answered(verdict))
    }

    /// What an answer to one's own words makes of them.
    fn answered(&self, verdict: Verdict) -> Denial {
        let before = if verdict.after_another { Denial::No } else { self.denial() };
        match (verdict.reply, before) {
            (Reply::No { exact } | Reply::NoneOfThese { exact }, _) if exact => Denial::Yes,
            // "not weak? yes": whether that is a yes or a no, nobody can say
            (Reply::No { .. } | Reply::NoneOfThese { .. }, _)
            | (
                Reply::Yes { .. } | Reply::WeakYes,
                Denial::Yes | Denial::Unsure | Denial::Earlier,
            ) => Denial::Unsure,
            // "no dark urine? yes": the no is of another question, or of this one
            (Reply::Yes { .. } | Reply::WeakYes, _) if self.holds_no() => Denial::Unsure,
            (Reply::Yes { .. } | Reply::WeakYes | Reply::Heard, _) => Denial::No,
            (Reply::DontKnow, _) if self.chosen.clauses.any(Cue::Hedge) => before,
            (Reply::DontKnow, _) => Denial::Unknown,
        }
    }

    /// What is found of a slot, denied or not.
    fn found(&self, slot: Slot, finding: Finding, denial: Denial) -> Option<Statement> {
        let entry = &self.words.facts[self.hit.entry];
        let flag = is_flag(self.model, slot);
        let denial = match denial {
            Denial::Earlier if flag => Denial::Stray,
            Denial::Earlier => Denial::Yes,
            other => other,
        };
        let contrary = self.says_no();
        let (finding, denial) = match (finding, contrary) {
            (Finding::Affirmed, true) if flag => {
                match self.chosen.clauses.of_before(self.at, self.others) {
                    Denial::No => (Finding::Affirmed, Denial::No),
                    Denial::Earlier => (Finding::Affirmed, Denial::Stray),
                    _ => (Finding::Denied, denial),
                }
            }
            (Finding::Affirmed, true) => (Finding::Denied, denial),
            (Finding::Denied, true) => (Finding::Affirmed, denial),
            (other, false) => (other, denial),
            (_, true) => return None,
        };
        let finding = match denial {
            Denial::No | Denial::Stray => finding,
            Denial::Unknown if finding == Finding::Affirmed => Finding::Unknown,
            _ if finding == Finding::Affirmed && !entry.not_denied => Finding::Denied,
            _ => return None,
        };
        let hedged = self.chosen.clauses.hedged(self.at, self.others);
        let denies = finding == Finding::Denied;
        let doubtful = self.hit.said == Said::Unsure || self.hit.found.score < SURE;
        let unsure = if flag && denies {
            // "can swallow fine except solids"
            let save = contrary && self.chosen.clauses.save_when(self.at, self.others);
            hedged || doubtful || denial == Denial::Unsure || save
        } else {
            doubtful || denial == Denial::Stray || hedged && self.is_member(slot) && !flag
        };
        let score = self.hit.found.score;
        let detail = !entry.with.is_empty();
        Some(Statement { slot, finding, at: self.at, score, unsure, detail, of_others: false })
    }

    /// Symptoms and conditions that are hedged are asked back; wishes and values are taken.
    fn is_member(&self, slot: Slot) -> bool {
        let entry = &self.words.facts[self.hit.entry];
        self.model.member_of(slot).is_some()
            && !entry.wish
            && entry.with.is_empty()
            && !self.chosen.clauses.any(Cue::Wish)
    }

    /// Whether it is over, and states nothing then.
    fn over(&self, slot: Slot) -> bool {
        let amounts = &self.model.vocabulary.amounts;
        let reads = amounts.over.iter().find(|(known, _)| *known == slot).map(|found| found.1);
        let clauses = &self.chosen.clauses;
        let long_ago = clauses.long_ago(self.at, self.others);
        match reads {
            Some(OverReading::States) => false,
            Some(OverReading::Recent) => long_ago,
            None => long_ago || clauses.over(self.at, self.others),
        }
    }
}

/// How many pieces lie between two stretches.
pub(crate) fn distance(a: Stretch, b: Stretch) -> usize {
    if a.to <= b.from { b.from - a.to } else { a.from.saturating_sub(b.to) }
}

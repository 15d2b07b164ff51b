//! What must hold on every way through the dialogue: what comes before what, what is asked early, and that
//! no advice is given over an open red flag.
//!
//! A proof goes by the ways alone ([`ways`]): guards are not trusted to keep anybody from a way, as any
//! message may state any finding. That an advice is given only when something has been asked is decided
//! over all findings at an assess step instead. Where neither proves it, the ways that lead past are tried
//! as chats ([`chat`]); one that shows it refutes, and without one nothing is said to be decided.

mod chat;
mod statement;
mod watch;
mod ways;

pub(super) use crate::check::course::chat::{Chats, Shown};
pub(super) use crate::check::course::statement::{
    Course, CourseOrigin, courses, in_words as course_in_words,
};

use std::cell::OnceCell;

use crate::base::truth::Truth;
use crate::check::course::watch::{Watch, happens};
use crate::check::course::ways::Ways;
use crate::check::proof::{Case, Prover, Verdict};
use crate::engine::{Engine, Session};
use crate::graph::Way;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::rule::Mark;
use crate::understand::Reader;

/// What became of a course.
#[derive(Debug, Clone)]
pub(super) enum CourseVerdict {
    /// It holds on every way, for this reason.
    Proved(String),
    /// It does not hold: what happens, in words, and a chat that shows it.
    Refuted(String, Shown),
    /// It could not be told, for this reason.
    NotDecided(String),
}

/// What decides about courses.
pub(super) struct Judge<'j, 'm> {
    engine: &'j Engine<'m>,
    model: &'m Model,
    chats: Chats<'j, 'm>,
    ways: Ways<'m>,
}

impl<'j, 'm> Judge<'j, 'm> {
    /// Decides about the courses of an engine; the reader replays what refutes.
    pub(super) fn new(
        engine: &'j Engine<'m>,
        reader: &'j OnceCell<Reader>,
        prover: &mut Prover<'_, '_>,
        courses: &[Course<'m>],
    ) -> Self {
        let model = engine.model();
        Self {
            engine,
            model,
            chats: Chats { engine, reader },
            ways: Ways::new(engine, prover, courses),
        }
    }

    /// The verdict on a course.
    pub(super) fn verdict(
        &self,
        prover: &mut Prover<'_, '_>,
        course: &Course<'m>,
    ) -> CourseVerdict {
        if !self.ways.road.is_whole() {
            return CourseVerdict::NotDecided("the dialogue has too many steps".to_owned());
        }
        match course {
            Course::Before(first, then) => self.before(prover, first, *then),
            Course::Within(questions, slots) => self.within(prover, u64::from(*questions), slots),
            Course::Flag(slot) => self.flag(prover, *slot),
        }
    }

    fn before(&self, prover: &mut Prover<'_, '_>, first: &[Mark], then: Mark) -> CourseVerdict {
        for mark in first {
            let verdict = match (*mark, then) {
                (Mark::Asked(slot), Mark::Given(advice)) => self.given(prover, slot, advice),
                _ => self.in_order(prover, *mark, then),
            };
            if !matches!(verdict, CourseVerdict::Proved(_)) {
                return verdict;
            }
        }
        CourseVerdict::Proved(match then {
            Mark::Given(_) if first.iter().all(|mark| matches!(mark, Mark::Asked(_))) => {
                "all findings at every assess step".to_owned()
            }
            _ => self.ways.extent(),
        })
    }

    /// That an advice is given only when a slot is not open, over all findings.
    fn given(&self, prover: &mut Prover<'_, '_>, slot: Slot, advice: usize) -> CourseVerdict {
        let case = match prover.asked_before(advice, slot) {
            Verdict::Proved(_) => return CourseVerdict::Proved(String::new()),
            Verdict::NotDecided(reason) => return CourseVerdict::NotDecided(reason),
            Verdict::Refuted(found) => found.0,
        };
        let seen = |session: &Session, watch: &Watch| {
            let given = session.given();
            given.is_some_and(|given| {
                given.findings.get(slot) == Finding::Open
                    && given.advice.iter().any(|given| given.rule == advice)
            }) && !watch.was_shown(slot)
        };
        let names = (self.model.slot_name(slot), &self.model.advice[advice].id);
        match self.chats.show(&[case], &seen, &[slot], Some(advice)) {
            Some(shown) => CourseVerdict::Refuted(
                format!("`{}` is given while `{}` has not been asked", names.1, names.0),
                shown,
            ),
            None => CourseVerdict::NotDecided(format!(
                "no chat was found that gives `{}` while `{}` has not been asked, and none is ruled out",
                names.1, names.0
            )),
        }
    }

    /// That one thing comes before another, on the ways alone.
    fn in_order(&self, prover: &mut Prover<'_, '_>, mark: Mark, then: Mark) -> CourseVerdict {
        let missing: Vec<usize> =
            self.ways.where_it_may(then).filter(|place| !self.ways.has_at(*place, mark)).collect();
        if missing.is_empty() {
            return CourseVerdict::Proved(String::new());
        }
        let seen = |session: &Session, watch: &Watch| {
            happens(self.engine, session, then) && !self.ways.had(watch, self.engine, session, mark)
        };
        let mut cases = Vec::new();
        for place in &missing {
            cases.extend(self.cases_to(prover, *place, mark, Some(then)));
        }
        let (slots, advice) = match (mark, then) {
            (Mark::Asked(slot), _) => (vec![slot], None),
            (_, Mark::Given(advice)) => (Vec::new(), Some(advice)),
            _ => (Vec::new(), None),
        };
        let what = format!("{} before {}", self.what(then), self.what(mark));
        match self.chats.show(&cases, &seen, &slots, advice) {
            Some(shown) => CourseVerdict::Refuted(what, shown),
            None => CourseVerdict::NotDecided(format!(
                "a way leads to {} past {}, and no chat was found that takes it",
                self.ways.name(missing[0]),
                self.what(mark)
            )),
        }
    }

    fn within(&self, prover: &mut Prover<'_, '_>, questions: u64, slots: &[Slot]) -> CourseVerdict {
        for slot in slots {
            let mark = Mark::Asked(*slot);
            let late = self.ways.late(mark, questions);
            if late.is_empty() {
                continue;
            }
            let seen = |session: &Session, watch: &Watch| {
                watch.is_past(self.engine, session, questions)
                    && !self.ways.had(watch, self.engine, session, mark)
            };
            let mut cases = Vec::new();
            for place in late.iter().rev() {
                cases.extend(self.cases_to(prover, *place, mark, None));
            }
            let what = format!("`{}`", self.model.slot_name(*slot));
            return match self.chats.show(&cases, &seen, &[*slot], None) {
                Some(shown) => CourseVerdict::Refuted(
                    format!("{what} is not asked within {questions} questions"),
                    shown,
                ),
                None => CourseVerdict::NotDecided(format!(
                    "{} may come after {questions} questions without {what}, and no chat was found in which it does",
                    self.ways.name(late[0])
                )),
            };
        }
        CourseVerdict::Proved(self.ways.extent())
    }

    /// That no advice is given while a red flag is open and its answer could still change something. An
    /// assess step asks whatever safety hangs on, as long as it is open, may be asked and is live; what
    /// it does not count to that can be left open.
    fn flag(&self, prover: &mut Prover<'_, '_>, slot: Slot) -> CourseVerdict {
        if self.engine.is_safety(slot) {
            let assess = self.ways.assess_steps();
            let before = assess.iter().all(|place| self.ways.has_at(*place, Mark::Asked(slot)));
            return CourseVerdict::Proved(match (before, self.ways.askers(slot)) {
                (true, steps) if !steps.is_empty() => {
                    format!("asked on every way to an assess step, in {}", steps.join(", "))
                }
                _ => "the assess step, which asks it where it may be asked and matters".to_owned(),
            });
        }
        let seen = |session: &Session, _: &Watch| {
            let given = session.given();
            given.is_some_and(|given| !given.advice.is_empty() && given.open.contains(&slot))
        };
        let mut cases = Vec::new();
        for advice in 0..self.model.advice.len() {
            cases.extend(prover.case_of_advice(advice).ok().flatten());
        }
        cases.extend(self.beside(&cases, slot));
        let name = self.model.slot_name(slot);
        match self.chats.show(&cases, &seen, &[slot], None) {
            Some(shown) => CourseVerdict::Refuted(
                format!("advice is given while `{name}` is open and would matter"),
                shown,
            ),
            None => CourseVerdict::NotDecided(format!(
                "`{name}` belongs to what a `listen` step asks, which may be left open"
            )),
        }
    }

    /// A chat that comes by all of these steps of a dialogue, by what its guards read.
    pub(super) fn through(
        &self,
        prover: &mut Prover<'_, '_>,
        dialogue: usize,
        steps: &[usize],
    ) -> Option<Shown> {
        let first = *steps.first()?;
        let cases = self.cases_at(prover, (dialogue, first), &[]);
        let seen = |session: &Session, _: &Watch| {
            steps.iter().all(|step| session.came_by(self.engine, dialogue, *step, None))
        };
        self.chats.show(&cases, &seen, &[], None)
    }

    /// A chat in which a branch goes `otherwise` although a guard is open or unknown.
    pub(super) fn falling_through(
        &self,
        prover: &mut Prover<'_, '_>,
        (dialogue, step): (usize, usize),
        ways: &[(Condition, usize)],
    ) -> Option<Shown> {
        let undecided = ways::conditions_of(ways, None, Way::Otherwise);
        let mut slots: Vec<Slot> = Vec::new();
        for (when, _) in ways {
            when.for_each_test(&mut |test| slots.push(test.slot()));
        }
        slots.sort_unstable();
        slots.dedup();
        let mut cases = Vec::new();
        for slot in &slots {
            // what cannot be told is plainer than what was not asked
            let open = |finding: Finding| finding == Finding::Unknown;
            let case = prover.case_where(&undecided, &[*slot], &open).ok().flatten();
            cases.extend(case);
        }
        cases.extend(self.cases_at(prover, (dialogue, step), &undecided));
        let seen = |session: &Session, _: &Watch| {
            let truths = || ways.iter().map(|(when, _)| when.state(session.findings()));
            session.came_by(self.engine, dialogue, step, Some(Way::Otherwise))
                && truths().all(|truth| truth != Truth::Yes)
                && truths().any(|truth| truth != Truth::No)
        };
        self.chats.show(&cases, &seen, &slots, None)
    }

    /// A chat in which advice is given while a slot is open.
    pub(super) fn advice_over(&self, prover: &mut Prover<'_, '_>, slot: Slot) -> Option<Shown> {
        let seen = |session: &Session, _: &Watch| {
            let given = session.given();
            given.is_some_and(|given| {
                !given.advice.is_empty() && given.findings.get(slot) == Finding::Open
            })
        };
        let mut cases = Vec::new();
        for advice in 0..self.model.advice.len() {
            cases.extend(prover.case_of_advice(advice).ok().flatten());
        }
        self.chats.show(&cases, &seen, &[slot], None)
    }

    /// Cases that lead to a step, as far as guards go, in which these conditions come out so.
    fn cases_at(
        &self,
        prover: &mut Prover<'_, '_>,
        step: (usize, usize),
        conditions: &[(&Condition, &[Truth])],
    ) -> Vec<Case> {
        let places = self.ways.road.places().iter().enumerate();
        let places = places.filter(|(_, place)| **place == step).map(|(place, _)| place);
        let mut cases = Vec::new();
        for place in places {
            let Some(path) = self.ways.road.shortest((0, place), &|_, _| true) else { continue };
            let guards = [self.ways.guards(&path).as_slice(), conditions].concat();
            cases.extend(prover.case_where(&guards, &[], &|_| true).ok().flatten());
        }
        cases
    }

    /// The same cases with another member of a set affirmed: what is named leaves the rest open.
    fn beside(&self, cases: &[Case], slot: Slot) -> Vec<Case> {
        let others: Vec<Slot> =
            self.model.fact_of(slot).slots().filter(|other| *other != slot).collect();
        let named = |case: &Case| {
            let mut case = case.clone();
            case.remove(&slot);
            case.insert(*others.first()?, Finding::Affirmed);
            Some(case)
        };
        cases.iter().filter_map(named).collect()
    }

    /// Cases that lead to a place past a mark, as far as guards go.
    fn cases_to(
        &self,
        prover: &mut Prover<'_, '_>,
        place: usize,
        mark: Mark,
        then: Option<Mark>,
    ) -> Vec<Case> {
        let open: Vec<Slot> = match mark {
            Mark::Asked(slot) => vec![slot],
            _ => Vec::new(),
        };
        let asked: Vec<(&Condition, &[Truth])> = match then {
            Some(Mark::Asked(slot)) => {
                let member = self.model.member_of(slot).map(|member| &member.ask_when);
                let fact = &self.model.fact_of(slot).ask_when;
                member.into_iter().chain([fact]).map(|when| (when, YES)).collect()
            }
            _ => Vec::new(),
        };
        let given = match then {
            Some(Mark::Given(advice)) => prover.case_of_advice(advice).ok().flatten(),
            _ => None,
        };
        let mut cases = Vec::new();
        for path in self.ways.past(place, mark) {
            let guards = self.ways.guards(&path);
            for conditions in [[guards.clone(), asked.clone()].concat(), guards] {
                let found = prover.case_where(&conditions, &open, &|f| f == Finding::Open);
                let Some(mut case) = found.ok().flatten() else { continue };
                for (slot, finding) in given.iter().flatten() {
                    case.entry(*slot).or_insert(*finding);
                }
                if !cases.contains(&case) {
                    cases.push(case);
                }
            }
        }
        cases.sort_by_key(Case::len);
        cases
    }

    fn what(&self, mark: Mark) -> String {
        statement::mark_in_words(self.model, mark)
    }
}

const YES: &[Truth] = &[Truth::Yes];

/// Whether a step (a dialogue and a position) gives an outcome.
fn is_assess(model: &Model, (dialogue, step): (usize, usize)) -> bool {
    matches!(model.dialogues[dialogue].steps[step].kind, StepKind::Assess { .. })
}

//! A chat in which cases are told one after the other, with what holds then.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::base::language::Language;
use crate::check::harmless::harmless;
use crate::check::mutation::Site;
use crate::check::mutation::stand::Stand;
use crate::check::proof::Case;
use crate::engine::{
    Caution, CautionKind, Engine, Event, Outcome, Question, QuestionKind, Session,
};
use crate::model::Model;
use crate::model::fact::Slot;
use crate::model::finding::{Finding, Statement};
use crate::model::urgency::Urgency;
use crate::transcript::behind::claims_behind;
use crate::transcript::replay::reason_in_words;
use crate::transcript::value::value_in_transcript;

/// How many questions a chat is followed at most.
const MOST_QUESTIONS: usize = 200;

/// A chat about a rule.
pub(super) struct Scenario<'e, 'm> {
    engine: &'e Engine<'m>,
    /// A referral rule, or an advice rule.
    subject: Site,
    session: Session,
    /// What was answered only to come to an advice.
    filler: BTreeMap<Slot, Finding>,
    turns: String,
    stands: Vec<Stand>,
    /// The first case.
    first: Option<Case>,
    /// The claims whose caveats are still to be told, and whether that beside the title is.
    untold: (Vec<usize>, bool),
}

/// A case as it would come next.
pub(super) struct Trial {
    session: Session,
    filler: BTreeMap<Slot, Finding>,
    turns: String,
    untold: (Vec<usize>, bool),
    pub(super) stand: Stand,
}

impl<'e, 'm> Scenario<'e, 'm> {
    /// Begins a chat about a referral rule or an advice rule, that also tells the caveats of these
    /// claims.
    pub(super) fn new(engine: &'e Engine<'m>, subject: Site, claims: &[usize]) -> Self {
        let (session, _) = Session::start(engine, engine.model().manifest.default_dialogue);
        Self {
            engine,
            subject,
            session,
            filler: BTreeMap::new(),
            turns: String::new(),
            stands: Vec::new(),
            first: None,
            untold: (claims.to_vec(), matches!(subject, Site::Advice(_))),
        }
    }

    /// What holds at the turns so far.
    pub(super) fn stands(&self) -> &[Stand] {
        &self.stands
    }

    /// The turns, with the first case told again at the end in other languages.
    pub(super) fn turns_with(mut self, languages: &[Language]) -> String {
        let first = self.first.take().filter(|_| !languages.is_empty());
        if let Some(trial) = first.and_then(|case| self.trial(&case)) {
            self.take(trial, "the same in every language");
        }
        for language in languages {
            let _ = writeln!(self.turns, "> /lang {language}");
            let lines = self.expected(&self.session).0;
            self.turns.push_str(&lines);
        }
        self.turns
    }

    /// Tells a case next.
    pub(super) fn take(&mut self, trial: Trial, note: &str) {
        let _ = writeln!(self.turns, "# {note}");
        self.turns.push_str(&trial.turns);
        self.session = trial.session;
        self.filler = trial.filler;
        self.untold = trial.untold;
        self.stands.push(trial.stand);
    }

    /// A case that was just told; the first in which an advice is given is told again at the end.
    pub(super) fn began_with(&mut self, case: Case) {
        let is_shown = match self.subject {
            Site::Advice(rule) => self
                .session
                .given()
                .is_some_and(|given| given.advice.iter().any(|advice| advice.rule == rule)),
            _ => true,
        };
        if is_shown {
            self.first.get_or_insert(case);
        }
    }

    /// The case told next; none where it cannot be, or comes to no advice.
    pub(super) fn trial(&self, case: &Case) -> Option<Trial> {
        let statement = self.told(case);
        let mut filler = self.filler.clone();
        let (session, told) = if matches!(self.subject, Site::Advice(_)) {
            self.to_advice(statement, &mut filler)?
        } else {
            self.to_settled(statement, case)
        };
        let mut turns = String::new();
        for statement in &told {
            let _ = writeln!(turns, "~ {}", in_words(self.engine.model(), statement));
        }
        let (lines, mut stand) = self.expected(&session);
        turns.push_str(&lines);
        let untold = self.tell_caveats(&session, &mut turns, &mut stand);
        Some(Trial { session, filler, turns, untold, stand })
    }

    /// What has to be said for a case to hold, and nothing else but what only led to an advice.
    fn told(&self, case: &Case) -> Statement {
        let model = self.engine.model();
        let findings = self.session.findings();
        let mut statement = Statement::new();
        for (slot, now) in findings.iter() {
            if model.fact_of(slot).is_derived() {
                continue;
            }
            let wanted = case.get(&slot).or_else(|| self.filler.get(&slot)).copied();
            let wanted = wanted.unwrap_or_default();
            if wanted != now {
                statement.push((slot, wanted));
            }
        }
        statement
    }

    /// Says something, and once more what is still unknown when it is asked in simpler words.
    fn to_settled(&self, first: Statement, case: &Case) -> (Session, Vec<Statement>) {
        let step = |session: Session, statement: &Statement| {
            session.step(self.engine, Event::Answer(statement.clone())).0
        };
        let mut session = step(self.session.clone(), &first);
        let mut told = vec![first];
        while let Some(question) = session.question().filter(|q| q.kind == QuestionKind::Again)
            && told.len() < MOST_QUESTIONS
        {
            let unknown = question
                .show
                .iter()
                .filter(|slot| case.get(slot).is_none_or(|finding| *finding == Finding::Unknown));
            let again: Statement = unknown.map(|slot| (*slot, Finding::Unknown)).collect();
            session = step(session, &again);
            told.push(again);
        }
        (session, told)
    }

    /// Says something, with all that is asked until an advice is given, in as few turns as possible.
    fn to_advice(
        &self,
        first: Statement,
        filler: &mut BTreeMap<Slot, Finding>,
    ) -> Option<(Session, Vec<Statement>)> {
        let mut told = vec![first];
        let mut before = self.session.clone();
        for _ in 0..MOST_QUESTIONS {
            let last = told.last_mut()?;
            let session = before.clone().step(self.engine, Event::Answer(last.clone())).0;
            let Some(question) = session.question() else {
                return session.has_ended().then_some((session, told));
            };
            if question.kind == QuestionKind::Again {
                let unknown = question.show.iter().map(|slot| (*slot, Finding::Unknown)).collect();
                told.push(unknown);
                before = session;
                continue;
            }
            let answer = self.harmless(question, &session);
            let known: BTreeSet<Slot> = last.iter().map(|(slot, _)| *slot).collect();
            let fresh: Statement =
                answer.into_iter().filter(|(slot, _)| !known.contains(slot)).collect();
            if fresh.is_empty() {
                return None;
            }
            filler.extend(fresh.iter().copied());
            last.extend(fresh);
        }
        None
    }

    /// An answer to what is open of a question that refers as little as possible.
    fn harmless(&self, question: &Question, session: &Session) -> Statement {
        let findings = session.findings();
        let open = question.show.iter().filter(|slot| findings.get(**slot) == Finding::Open);
        open.map(|slot| (*slot, harmless(self.engine, *slot, session.findings()))).collect()
    }

    /// The lines of caveats that can be told where a session stands; what is left to be told.
    fn tell_caveats(
        &self,
        session: &Session,
        turns: &mut String,
        stand: &mut Stand,
    ) -> (Vec<usize>, bool) {
        let model = self.engine.model();
        let id = |caveat: &usize| model.caveats[*caveat].id.as_str();
        let (mut untold, mut beside) = self.untold.clone();
        if beside
            && let Site::Advice(rule) = self.subject
            && session.given().is_some_and(|given| given.advice.iter().any(|a| a.rule == rule))
        {
            let advice = &model.advice[rule];
            let caveat = advice.caveat.as_ref().map_or("-", id);
            let _ = writeln!(turns, "= beside {} {caveat}", advice.id);
            stand.beside.insert(rule);
            beside = false;
        }
        let behind = claims_behind(model, &session.referrals(self.engine), session.given());
        untold.retain(|claim| {
            if !behind.contains(claim) {
                return true;
            }
            let told = &model.claims[*claim];
            let caveats: Vec<&str> = told.caveats.iter().map(id).collect();
            let caveats = if caveats.is_empty() { "-".to_owned() } else { caveats.join(" ") };
            let _ = writeln!(turns, "= claim {} {caveats}", told.id);
            stand.claims.insert(*claim);
            false
        });
        (untold, beside)
    }

    /// The lines that are expected where a session stands, and what they hold the pack to.
    fn expected(&self, session: &Session) -> (String, Stand) {
        let model = self.engine.model();
        let outcome = session.outcome(self.engine);
        let mut lines = String::new();
        let mut stand = Stand::of(0, outcome.clone(), session.given());
        match self.subject {
            Site::Referral(rule) => {
                expect_referrals(model, &mut lines, &mut stand, &[rule]);
                if stand.holds(rule) {
                    let own = &model.referrals[rule];
                    let others = stand.referrals.iter().filter(|(held, _)| *held != Some(rule));
                    let others = others.map(|(_, urgency)| *urgency).max();
                    // beside something as urgent the level alone says nothing of this one
                    if others < Some(own.urgency) {
                        let _ = writeln!(lines, "= urgency {}", own.urgency);
                        stand.urgency = true;
                    } else {
                        let _ = writeln!(lines, "= urgency {} {}", own.id, own.urgency);
                        stand.graded.insert(rule);
                    }
                } else {
                    // what holds instead
                    let urgency = outcome.urgency().map_or("none", Urgency::as_str);
                    let _ = writeln!(lines, "= urgency {urgency}");
                    stand.urgency = true;
                }
            }
            Site::Advice(rule) | Site::Contraindication(rule, _) => {
                expect_advice(model, &mut lines, rule, session.given());
                if let Some(given) = &mut stand.given {
                    given.advised.insert(rule);
                    given.withheld.insert(rule);
                    given.reasons.insert(rule);
                }
                let parts = &model.advice[rule].contraindications;
                let raised: BTreeSet<usize> = parts.iter().filter_map(|part| part.refer).collect();
                let raised: Vec<usize> = raised.into_iter().collect();
                expect_referrals(model, &mut lines, &mut stand, &raised);
            }
            Site::Flag(slot) => expect_flag(model, &mut lines, &outcome, slot),
            Site::Branch(..) | Site::Claim(_) => {}
        }
        (lines, stand)
    }
}

fn expect_referrals(model: &Model, lines: &mut String, stand: &mut Stand, rules: &[usize]) {
    let (held, not): (Vec<usize>, Vec<usize>) =
        rules.iter().copied().partition(|rule| stand.holds(*rule));
    for (word, rules) in [("", held), ("not ", not)] {
        let ids: Vec<&str> = rules.iter().map(|rule| model.referrals[*rule].id.as_str()).collect();
        if !ids.is_empty() {
            let _ = writeln!(lines, "= refer {word}{}", ids.join(" "));
        }
        stand.named.extend(rules);
    }
}

fn expect_flag(model: &Model, lines: &mut String, outcome: &Outcome, slot: Slot) {
    let caution = |kind: &CautionKind| outcome.cautions.iter().find(|c| c.kind == *kind);
    let mut expect = |kind: CautionKind| {
        let (word, urgency) = match caution(&kind) {
            Some(caution) => ("", Some(caution.urgency)),
            None => ("not ", None),
        };
        let caution = Caution { kind, urgency: Urgency::SelfCare, facts: Vec::new() };
        let id = caution.id(model);
        let _ = writeln!(lines, "= caution {word}{id}");
        if let Some(urgency) = urgency {
            let _ = writeln!(lines, "= urgency {id} {urgency}");
        }
        id
    };
    match outcome.findings.get(slot) {
        Finding::Open => {
            expect(CautionKind::NotAsked);
        }
        Finding::Unknown => {
            let id = expect(CautionKind::Unknown(slot));
            let refers = outcome.referrals.iter().any(|referral| referral.id(model) == id);
            let _ = writeln!(lines, "= refer {}{id}", if refers { "" } else { "not " });
        }
        _ => {}
    }
    let urgency = outcome.urgency().map_or("none", Urgency::as_str);
    let _ = writeln!(lines, "= urgency {urgency}");
}

fn expect_advice(model: &Model, lines: &mut String, rule: usize, given: Option<&Outcome>) {
    let id = &model.advice[rule].id;
    let is_given = given.is_some_and(|given| given.advice.iter().any(|a| a.rule == rule));
    let held = given.and_then(|given| given.withheld.iter().find(|a| a.rule == rule));
    match (is_given, held) {
        (true, _) => {
            let _ = writeln!(lines, "= advise {id}");
        }
        (_, Some(held)) => {
            let why = reason_in_words(&held.reason);
            let _ = writeln!(lines, "= withhold {id}\n= reason {id} {why}");
        }
        _ => {
            let _ = writeln!(lines, "= advise not {id}\n= withhold not {id}");
        }
    }
}

/// A statement as transcripts write it behind `~`.
pub(super) fn in_words(model: &Model, statement: &Statement) -> String {
    if statement.is_empty() {
        return "-".to_owned();
    }
    let told = statement.iter().map(|(slot, finding)| {
        format!("{} {}", model.slot_name(*slot), value_in_transcript(model, *slot, *finding))
    });
    told.collect::<Vec<_>>().join(", ")
}

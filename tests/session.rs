//! Walks through the embedded pack with any answers: what must hold whatever a person says.

use std::sync::OnceLock;

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use samtale::base::language::Language;
use samtale::base::truth::Truth;
use samtale::engine::{Engine, Event, GivenReferral, Outcome, QuestionKind, Session};
use samtale::model::Model;
use samtale::model::fact::{FactKind, RedFlag, Slot};
use samtale::model::finding::{Finding, Statement};
use samtale::model::urgency::Urgency;
use samtale::pack::{Languages, embedded_files, load};

/// More questions than anybody is ever asked.
const MOST_QUESTIONS: usize = 150;

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| load(&embedded_files(), Languages::One(Language::En)).0.unwrap())
}

fn engine() -> &'static Engine<'static> {
    static ENGINE: OnceLock<Engine<'static>> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(model()))
}

/// A person who answers by the throw of a die, the same for the same seed.
struct Person {
    state: u64,
    /// How often a question is left unknown, in percent.
    unknown: u64,
    /// How often something is affirmed, in percent.
    affirmed: u64,
}

impl Person {
    fn throw(&mut self, sides: u64) -> u64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.state >> 33) % sides
    }

    fn finding(&mut self, slot: Slot) -> Finding {
        if self.throw(100) < self.unknown {
            return Finding::Unknown;
        }
        match &model().fact_of(slot).kind {
            FactKind::Number(kind) => {
                let steps = [kind.min, kind.max, kind.step.max(kind.min)];
                let third = kind.max.checked_sub(kind.min).and_then(|range| {
                    range.checked_div(samtale::base::decimal::Decimal::whole(40))
                });
                let small = third.and_then(|part| kind.min.checked_add(part));
                let choice = self.throw(4);
                Finding::Number(match choice {
                    3 => small.unwrap_or(kind.min),
                    n => steps[usize::try_from(n).unwrap()],
                })
            }
            FactKind::OneOf(choices) => {
                let count = u64::try_from(choices.len()).unwrap();
                Finding::Choice(u16::try_from(self.throw(count)).unwrap())
            }
            _ if self.throw(100) < self.affirmed => Finding::Affirmed,
            _ => Finding::Denied,
        }
    }

    fn answer(&mut self, show: &[Slot]) -> Statement {
        show.iter().map(|slot| (*slot, self.finding(*slot))).collect()
    }
}

fn flag(slot: Slot) -> Option<&'static RedFlag> {
    match model().member_of(slot) {
        Some(member) => member.red_flag.as_ref(),
        None => model().fact_of(slot).red_flag.as_ref(),
    }
}

/// The least urgency that an affirmed red flag must lead to with the findings as they are.
fn least(session: &Session, slot: Slot) -> Option<Urgency> {
    let flag = flag(slot)?;
    let findings = session.findings();
    let raised = match findings.get(slot) {
        Finding::Affirmed => true,
        Finding::Number(number) => flag.from().is_some_and(|from| number >= from),
        _ => false,
    };
    if !raised || flag.with.state(findings) != Truth::Yes {
        return None;
    }
    let lowered = flag.lowered.iter().find(|(when, _)| when.state(findings) == Truth::Yes);
    Some(lowered.map_or(flag.least, |(_, urgency)| *urgency))
}

fn ids(outcome: &Outcome) -> (Vec<usize>, Vec<usize>, Vec<usize>) {
    let referrals = outcome.referrals.iter().filter_map(|referral| match referral {
        GivenReferral::Rule(rule, ..) => Some(*rule),
        GivenReferral::Unknown(..) => None,
    });
    (
        referrals.collect(),
        outcome.advice.iter().map(|given| given.rule).collect(),
        outcome.withheld.iter().map(|held| held.rule).collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_person_answers(
        seed in any::<u64>(),
        unknown in 0..40_u64,
        affirmed in 0..45_u64,
    ) {
        let engine = engine();
        let mut person = Person { state: seed, unknown, affirmed };
        let (mut session, _) = Session::start(engine, model().manifest.default_dialogue);
        let mut asked: Vec<(QuestionKind, Slot)> = Vec::new();
        for _ in 0..MOST_QUESTIONS {
            let Some(question) = session.question().cloned() else { break };
            for slot in &question.show {
                let entry = (question.kind, *slot);
                prop_assert!(
                    question.kind == QuestionKind::Listen || !asked.contains(&entry),
                    "asked twice: {} ({:?})", model().slot_name(*slot), question.kind
                );
                asked.push(entry);
            }
            let event = match question.kind {
                QuestionKind::Listen => Event::Answer(Vec::new()),
                _ => Event::Answer(person.answer(&question.show)),
            };
            let before = session.clone();
            session = session.step(engine, event.clone()).0;
            let again = before.step(engine, event).0;
            prop_assert_eq!(session.findings(), again.findings());
            let level = session.level(engine);
            for slot in (0..model().slots.len()).map(Slot::at) {
                if let Some(least) = least(&session, slot) {
                    prop_assert!(
                        level >= Some(least),
                        "{} leads to {level:?}, not to {least}", model().slot_name(slot)
                    );
                }
            }
            if level >= Some(Urgency::Urgent) {
                prop_assert!(session.outcome(engine).advice.is_empty());
            }
        }
        prop_assert!(session.question().is_none(), "more than {MOST_QUESTIONS} questions");
        let findings: Vec<(Slot, Finding)> = session.findings().iter()
            .filter(|(slot, _)| !model().fact_of(*slot).is_derived())
            .collect();
        let run = engine.evaluate(findings, engine.scope(session.dialogue()).as_ref());
        if unknown == 0 {
            prop_assert_eq!(ids(&session.outcome(engine)), ids(&run));
        }
        let kidneys = model().slot("conditions.kidney_disease").unwrap();
        if matches!(session.findings().get(kidneys), Finding::Affirmed | Finding::Unknown) {
            let magnesium = run.advice.iter().any(|given| {
                model().advice[given.rule].id.as_str().contains("magnesium")
            });
            prop_assert!(!magnesium, "magnesium with a kidney disease");
        }
        let twice = session.back(engine).and_then(|earlier| {
            let last = session.events().last()?.clone();
            Some(earlier.step(engine, last).0)
        });
        prop_assert_eq!(
            twice.map(|twice| twice.findings().clone()),
            (!session.events().is_empty()).then(|| session.findings().clone())
        );
    }
}

#[test]
fn a_detail_that_shows_the_emergency_to_be_over_lets_the_dialogue_go_on() {
    let engine = engine();
    let (session, _) = Session::start(engine, model().manifest.default_dialogue);
    let slot = |name| model().slot(name).unwrap();
    let (session, _) =
        session.step(engine, Event::Answer(vec![(slot("symptoms.chest_pain"), Finding::Affirmed)]));
    assert_eq!(session.level(engine), Some(Urgency::Emergency));
    let question = session.question().unwrap();
    assert_eq!(question.show, [slot("chest_pain_when")], "its own detail is asked, nothing else");
    let gone = match &model().fact("chest_pain_when").unwrap().1.kind {
        FactKind::OneOf(choices) => choices.iter().position(|choice| choice.id.as_str() == "gone"),
        _ => None,
    };
    let gone = Finding::Choice(u16::try_from(gone.unwrap()).unwrap());
    let (session, _) = session.step(engine, Event::Answer(vec![(slot("chest_pain_when"), gone)]));
    assert_eq!(session.level(engine), Some(Urgency::Urgent));
    assert!(session.question().is_some(), "it goes on with what could raise it");
}

//! Proofs: beside brute force on small packs, and on the embedded pack broken by hand.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use samtale::base::decimal::Decimal;
use samtale::base::files::SourceFiles;
use samtale::base::truth::Truth;
use samtale::check::{LIMIT, prove};
use samtale::diagnostic::Diagnostic;
use samtale::engine::{CautionKind, Engine, Evaluator, Outcome};
use samtale::model::Model;
use samtale::model::condition::{Comparison, Condition, Test};
use samtale::model::dialogue::StepKind;
use samtale::model::fact::{FactKind, RedFlag, Slot};
use samtale::model::finding::{Finding, Findings};
use samtale::model::rule::PropertyStatement;
use samtale::model::urgency::Urgency;
use samtale::pack::{embedded_files, load_for_check};
use samtale::transcript::replay::{Comparison as Compare, Stage, judge};
use samtale::transcript::sources::Sources;
use samtale::transcript::verdict::Verdict;
use samtale::understand::Reader;

use crate::support::pack::Pack;

/// The embedded pack, loaded anew so that it can be broken.
fn embedded() -> (&'static SourceFiles, Model) {
    static FILES: OnceLock<SourceFiles> = OnceLock::new();
    let files = FILES.get_or_init(embedded_files);
    let (model, findings) = load_for_check(files);
    (files, model.unwrap_or_else(|| panic!("{findings:#?}")))
}

fn replays(model: &Model, reader: &Reader, finding: &Diagnostic) {
    let text = finding.transcript.as_deref().unwrap();
    let engine = Engine::new(model);
    let sources = Sources::single("refuted.txt", text.to_owned());
    let judged = judge(&Stage::new(&engine, reader), &sources, Compare::default(), &mut ());
    assert!(judged.compared > 0, "{text}");
    assert_eq!(judged.verdict, Verdict::Passed, "{text}");
    assert!(text.contains("\n> "), "nothing is said in {text}");
}

/// A change of a model by hand.
type Break = Box<dyn Fn(&mut Model)>;

fn referral<'m>(model: &'m mut Model, id: &str) -> &'m mut samtale::model::rule::Referral {
    let position = model.names.referrals[id];
    &mut model.referrals[position]
}

fn advice<'m>(model: &'m mut Model, id: &str) -> &'m mut samtale::model::rule::Advice {
    let position = model.names.advice[id];
    &mut model.advice[position]
}

fn flag<'m>(model: &'m mut Model, reference: &str) -> &'m mut RedFlag {
    let slot = model.slot(reference).unwrap();
    let info = model.slots[slot.index()];
    let fact = &mut model.facts[info.fact.index()];
    match (&mut fact.kind, info.member) {
        (FactKind::Set(members), Some(member)) => members[member].red_flag.as_mut().unwrap(),
        _ => fact.red_flag.as_mut().unwrap(),
    }
}

/// Replaces what `change` gives another for, in a condition and its parts.
fn rewrite(condition: &mut Condition, change: &dyn Fn(&Condition) -> Option<Condition>) {
    if let Some(other) = change(condition) {
        *condition = other;
        return;
    }
    match condition {
        Condition::Test(_) => {}
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            for part in parts {
                rewrite(part, change);
            }
        }
        Condition::Not(part) | Condition::Possibly(part) => rewrite(part, change),
    }
}

fn never() -> Condition {
    Condition::Any(Vec::new())
}

/// A model broken by hand, seen by all of `check`.
fn checked(files: &SourceFiles, model: &Model) -> Vec<Diagnostic> {
    samtale::check::run(files, model, &samtale::check::Options::default())
}

#[test]
fn a_contraindication_that_is_never_asked_is_refuted_with_its_chat() {
    let (files, mut model) = embedded();
    let slot = model.slot("conditions.kidney_disease").unwrap();
    let info = model.slots[slot.index()];
    let FactKind::Set(members) = &mut model.facts[info.fact.index()].kind else { unreachable!() };
    members[info.member.unwrap()].ask_when = never();
    let found = checked(files, &model);
    let found = found.iter().find(|finding| finding.code == "never_asked").unwrap();
    assert!(found.transcript.as_deref().unwrap().contains("= fact conditions.kidney_disease open"));
    replays(&model, &Reader::new(&model), found);
}

#[test]
fn a_guard_on_a_red_flag_without_unsure_is_refuted_with_its_chat() {
    let (files, mut model) = embedded();
    let dialogue = model.names.dialogues["intake"];
    let steps = &mut model.dialogues[dialogue].steps;
    let step = steps.iter_mut().find(|step| step.id.as_str() == "about_mood").unwrap();
    let StepKind::Branch { unsure, .. } = &mut step.kind else { unreachable!() };
    *unsure = None;
    let found = checked(files, &model);
    let found: Vec<_> = found.iter().filter(|finding| finding.code == "guard_gap").collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("`about_mood` of `intake`"), "{}", found[0].message);
    replays(&model, &Reader::new(&model), found[0]);
}

#[test]
fn rules_and_ways_that_nothing_brings_about_are_said() {
    let pack = Pack::new()
        .edit(
            "rules/advice.ron",
            "when: below(\"sleep_hours\", 7, \"hours\")",
            "when: all([below(\"sleep_hours\", 7, \"hours\"), above(\"sleep_hours\", 8, \"hours\")])",
        )
        .with_steps(
            "ask(id: \"signs\", show: [\"signs\"]), ask(id: \"sleep\", show: [\"sleep_hours\", \"mood\", \"kidney_disease\"]), branch(id: \"b\", ways: [(when: below(\"sleep_hours\", 5, \"hours\"), to: \"advise\"), (when: below(\"sleep_hours\", 4, \"hours\"), to: \"bye\")], otherwise: \"advise\"), assess(id: \"advise\"), end(id: \"bye\", text: \"Bye.\"),",
        );
    let found = pack.check_findings();
    let has = |words: &str| found.iter().any(|line| line.contains(words));
    assert!(has("[never_fires] the advice `sleep_more` never holds"), "{found:#?}");
    assert!(has("[way_never_taken] way 2 of the branch `b`"), "{found:#?}");
    assert!(has("[guard_gap] the branch `b` of `intake` has no `unsure`"), "{found:#?}");
}

#[test]
fn advice_that_contradicts_other_advice_stands_on_no_screen_with_it() {
    let (files, mut model) = embedded();
    let other = model.names.advice["twitch_relax"];
    advice(&mut model, "twitch_less_volume").contradicts.push(other);
    let reader = OnceCell::from(Reader::new(&model));
    let found = prove(files, &model, &reader, LIMIT);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, "advice_contradicts");
    replays(&model, reader.get().unwrap(), &found[0]);
}

#[test]
fn an_embedded_dialogue_that_loops_is_refuted_with_its_chat() {
    let (files, mut model) = embedded();
    let dialogue = model.names.dialogues["brain"];
    let last = model.dialogues[dialogue].steps.last_mut().unwrap();
    let StepKind::Ask { next, .. } = &mut last.kind else { unreachable!() };
    *next = Some(0);
    let found = checked(files, &model);
    let found = found.iter().find(|finding| finding.code == "endless_loop").unwrap();
    replays(&model, &Reader::new(&model), found);
}

#[test]
fn a_screen_that_comes_late_is_refuted_with_its_chat() {
    let (files, mut model) = embedded();
    let dialogue = model.names.dialogues["intake"];
    let steps = &mut model.dialogues[dialogue].steps;
    let goals = steps.iter().position(|step| step.id.as_str() == "goals").unwrap();
    let StepKind::Listen { next, .. } = &mut steps[1].kind else { unreachable!() };
    *next = Some(goals);
    let reader = OnceCell::from(Reader::new(&model));
    let found = prove(files, &model, &reader, LIMIT);
    let late: Vec<_> = found.iter().filter(|finding| finding.code == "property_refuted").collect();
    let about = |name: &str| late.iter().any(|f| f.message.contains(&format!("`{name}`")));
    assert!(about("signs_asked_at_once") && about("signs_before_topics"), "{found:#?}");
    for finding in late {
        replays(&model, reader.get().unwrap(), finding);
    }
}

fn breaks() -> Vec<(&'static str, &'static str, Break)> {
    let entry = |name, code, change: fn(&mut Model)| -> (&'static str, &'static str, Break) {
        (name, code, Box::new(change))
    };
    vec![
        entry("a red flag's referral is dropped", "red_flag_unheeded", |model| {
            referral(model, "stroke_signs").when = never();
        }),
        entry("a flag's least urgency is above its rule", "red_flag_unheeded", |model| {
            flag(model, "symptoms.muscle_wasting").least = Urgency::Emergency;
        }),
        entry("a contraindication is forgotten", "property_refuted", |model| {
            let kidneys = model.slot("conditions.kidney_disease").unwrap();
            let rule = advice(model, "magnesium_food");
            rule.contraindications.retain(|c| {
                let mut reads = false;
                c.when.for_each_test(&mut |test| reads |= test.slot() == kidneys);
                !reads
            });
        }),
        entry("more than for at least", "red_flag_unheeded", |model| {
            let days = model.slot("twitch_days").unwrap();
            rewrite(&mut referral(model, "twitching_for_weeks").when, &|part| match part {
                Condition::Test(Test::Compare(slot, Comparison::AtOrAbove, bound))
                    if *slot == days =>
                {
                    Some(Condition::Test(Test::Compare(*slot, Comparison::Above, *bound)))
                }
                _ => None,
            });
        }),
        entry("an unknown detail lowers an emergency", "property_refuted", |model| {
            rewrite(&mut referral(model, "fainting").when, &|part| match part {
                Condition::Possibly(inner) => Some((**inner).clone()),
                _ => None,
            });
        }),
        entry("a referral is turned round", "red_flag_unheeded", |model| {
            let rule = referral(model, "weakness");
            rule.when = Condition::Not(Box::new(rule.when.clone()));
        }),
        entry("an urgency is too mild", "red_flag_unheeded", |model| {
            referral(model, "dark_urine").urgency = Urgency::Soon;
        }),
        entry("an unknown flag falls through", "unknown_red_flag_unheeded", |model| {
            let kidneys = model.slot("conditions.kidney_disease").unwrap();
            let lines = &mut flag(model, "symptoms.numbness").if_unknown;
            lines[0].when = Condition::Test(Test::Has(kidneys));
        }),
        entry("training doses beside an urgent referral", "advice_before_care", |model| {
            advice(model, "strength_dose").stops_at = Urgency::Emergency;
        }),
        entry("a contraindication for a number just off", "property_refuted", |model| {
            let age = model.slot("age_years").unwrap();
            for contraindication in &mut advice(model, "fasting_short").contraindications {
                rewrite(&mut contraindication.when, &|part| match part {
                    Condition::Test(Test::Compare(slot, Comparison::Below, bound))
                        if *slot == age =>
                    {
                        let bound = bound.checked_sub(Decimal::ONE).unwrap();
                        Some(Condition::Test(Test::Compare(*slot, Comparison::Below, bound)))
                    }
                    _ => None,
                });
            }
        }),
    ]
}

#[test]
fn the_embedded_pack_is_proved() {
    let (files, model) = embedded();
    let found = prove(files, &model, &OnceCell::new(), LIMIT);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_broken_by_hand_is_refuted_with_a_transcript_that_replays() {
    let (files, mut model) = embedded();
    let reader = OnceCell::from(Reader::new(&model));
    for (name, code, change) in breaks() {
        let kept = (model.referrals.clone(), model.advice.clone(), model.facts.clone());
        change(&mut model);
        let found = prove(files, &model, &reader, LIMIT);
        assert!(found.iter().any(|finding| finding.code == code), "{name}: {found:#?}");
        // what is now asked for other reasons only is not decided
        for finding in found.iter().filter(|finding| finding.code != "not_proved") {
            replays(&model, reader.get().unwrap(), finding);
        }
        (model.referrals, model.advice, model.facts) = kept;
    }
}

#[test]
fn too_little_room_is_not_decided_and_never_proved() {
    let (files, model) = embedded();
    let found = prove(files, &model, &OnceCell::new(), 50);
    assert!(found.iter().any(|finding| finding.code == "not_proved"), "{found:#?}");
    assert!(found.iter().all(|finding| finding.code == "not_proved"), "{found:#?}");
    let message = &found[0].message;
    assert!(message.ends_with("because it needs more steps than the limit"), "{message}");
}

// Small packs beside brute force.

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        prop_oneof![Just("a"), Just("b"), Just("s.x"), Just("s.y")]
            .prop_map(|name| format!("has({name:?})")),
        prop_oneof![Just("p"), Just("q")].prop_map(|option| format!("is(\"c\", {option:?})")),
        (
            prop_oneof![Just("above"), Just("at_or_above"), Just("below"), Just("at_or_below")],
            prop_oneof![Just("2"), Just("5"), Just("5.5")]
        )
            .prop_map(|(word, bound)| format!("{word}(\"n\", {bound}, \"days\")")),
        prop_oneof![Just("above"), Just("at_or_above"), Just("below")]
            .prop_map(|word| format!("{word}(\"r\", 1.5, \"mg/kg\")")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 8, 3, |inner| {
        let some = vec(inner.clone(), 1..4);
        prop_oneof![
            some.clone().prop_map(|parts| format!("all([{}])", parts.join(", "))),
            some.clone().prop_map(|parts| format!("any([{}])", parts.join(", "))),
            (some, 1..3_usize).prop_map(|(parts, n)| {
                format!("at_least({}, [{}])", n.min(parts.len()), parts.join(", "))
            }),
            inner.clone().prop_map(|part| format!("not({part})")),
            inner.prop_map(|part| format!("possibly({part})")),
        ]
    })
}

fn urgency() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("emergency"), Just("urgent"), Just("soon"), Just("routine")]
}

#[derive(Debug, Clone)]
struct Parts {
    referrals: Vec<(String, &'static str)>,
    advice: Vec<(String, String, &'static str)>,
    least: &'static str,
    with: String,
    lowered: String,
    unknown: String,
    properties: (String, String, &'static str),
}

fn parts() -> impl Strategy<Value = Parts> {
    let stops = prop_oneof![Just("urgent"), Just("soon"), Just("emergency")];
    (
        vec((condition(), urgency()), 2..5),
        vec((condition(), condition(), stops), 1..3),
        urgency(),
        prop_oneof![Just("always".to_owned()), condition()],
        condition(),
        prop_oneof![Just("always".to_owned()), condition()],
        (condition(), condition(), urgency()),
    )
        .prop_map(|(referrals, advice, least, with, lowered, unknown, properties)| Parts {
            referrals,
            advice,
            least,
            with,
            lowered,
            unknown,
            properties,
        })
}

fn pack(parts: &Parts) -> Pack {
    let Parts { referrals, advice, least, with, lowered, unknown, properties } = parts;
    let referrals: Vec<String> = referrals
        .iter()
        .enumerate()
        .map(|(n, (when, urgency))| {
            format!(
                "(id: \"r{n}\", topic: \"sleep\", urgency: {urgency}, title: \"R\", when: {when}, text: \"R.\", points: [\"Call {{doctor}}.\"], claims: [\"faint_is_urgent\"]),\n"
            )
        })
        .collect();
    let advice: Vec<String> = advice
        .iter()
        .enumerate()
        .map(|(n, (when, block, stops))| {
            format!(
                "(id: \"v{n}\", topic: \"sleep\", title: \"V\", text: \"V.\", when: {when}, claims: [\"faint_is_urgent\"], stops_at: {stops}, contraindications: [(kind: block, when: {block}, reason: \"No.\", claims: [])]),\n"
            )
        })
        .collect();
    let (no, always, urgency) = properties;
    let facts = format!(
        r#"[
    (id: "a", title: "A", question: "A?", kind: yes_no,
        red_flag: (least: {least}, with: {with}, lowered: [(when: {lowered}, least: routine)], if_unknown: [refer_when({unknown}, urgent)])),
    (id: "b", title: "B", question: "B?", kind: yes_no),
    (id: "s", title: "S", question: "S?", kind: set([(id: "x", label: "X", red_flag: (least: soon)), (id: "y", label: "Y")])),
    (id: "c", title: "C", question: "C?", kind: one_of([(id: "p", label: "P"), (id: "q", label: "Q")])),
    (id: "n", title: "N", question: "N?", kind: number(unit: "days", min: 0, max: 10, step: 1)),
    (id: "m", title: "M", question: "M?", kind: number(unit: "mg", min: 0, max: 4, step: 1)),
    (id: "w", title: "W", question: "W?", kind: number(unit: "kg", min: 1, max: 2, step: 1)),
    (id: "r", title: "R", kind: quotient(of: "m", by: "w", unit: "mg/kg")),
]"#
    );
    let properties = format!(
        "[(id: \"p0\", means: \"P.\", never: (advice: \"v0\", when: {no})), (id: \"p1\", means: \"P.\", always: (when: {always}, at_least: {urgency}))]"
    );
    Pack::new()
        .with("rules/facts.ron", &facts)
        .with("rules/contradictions.ron", "[]")
        .with("rules/referrals.ron", &format!("[\n{}]", referrals.concat()))
        .with("rules/advice.ron", &format!("[\n{}]", advice.concat()))
        .with("rules/properties.ron", &properties)
        .with_steps(
            "ask(id: \"one\", show: [\"a\", \"b\"]), ask(id: \"two\", show: [\"c\", \"n\", \"m\", \"w\"]), assess(id: \"advise\"), end(id: \"bye\"),",
        )
}

/// Every state of the findings of a small pack that its conditions can tell apart.
fn every_state(model: &Model) -> Vec<Vec<(Slot, Finding)>> {
    let number = |text: &str| Finding::Number(text.parse().unwrap());
    let mut read: BTreeSet<Slot> = ["a", "s.x"].map(|name| model.slot(name).unwrap()).into();
    let mut look = |when: &Condition| when.for_each_test(&mut |test| _ = read.insert(test.slot()));
    for rule in &model.referrals {
        look(&rule.when);
    }
    for rule in &model.advice {
        look(&rule.when);
        look(&rule.contraindications[0].when);
    }
    for property in &model.properties {
        match &property.statement {
            PropertyStatement::Never(_, when) | PropertyStatement::Always(when, _) => look(when),
            _ => {}
        }
    }
    let flag = model.fact("a").unwrap().1.red_flag.as_ref().unwrap();
    look(&flag.with);
    look(&flag.lowered[0].0);
    look(&flag.if_unknown[0].when);
    let mut states: Vec<Vec<(Slot, Finding)>> = vec![Vec::new()];
    for slot in read {
        let two = vec![vec![(slot, Finding::Open)], vec![(slot, Finding::Unknown)]];
        let more: Vec<Vec<(Slot, Finding)>> = match model.slot_name(slot).as_str() {
            // each bound just below, on it and just above it
            "n" => ["1.9", "2", "2.1", "5", "5.1", "5.5", "6"]
                .map(|value| vec![(slot, number(value))])
                .into(),
            "r" => {
                let [of, by] = ["m", "w"].map(|name| model.slot(name).unwrap());
                [("2.9", "2"), ("3", "2"), ("3.1", "2")]
                    .map(|(m, w)| vec![(of, number(m)), (by, number(w))])
                    .into()
            }
            "c" => [0, 1].map(|option| vec![(slot, Finding::Choice(option))]).into(),
            _ => [Finding::Denied, Finding::Affirmed].map(|finding| vec![(slot, finding)]).into(),
        };
        // a quotient is unknown where its dividend is
        let two = if model.fact_of(slot).is_derived() {
            let of = model.slot("m").unwrap();
            vec![Vec::new(), vec![(of, Finding::Unknown)]]
        } else {
            two
        };
        let values: Vec<_> = two.into_iter().chain(more).collect();
        states = states
            .iter()
            .flat_map(|state| values.iter().map(|value| [state.as_slice(), value].concat()))
            .collect();
    }
    states
}

/// Whether a line for the unknown flag `a`, with a condition of its own, holds without what the flag
/// must come with.
fn speaks_alone(model: &Model, findings: &Findings) -> bool {
    let (slot, flag) = (model.slot("a").unwrap(), &model.fact("a").unwrap().1.red_flag);
    let flag = flag.as_ref().unwrap();
    findings.get(slot) == Finding::Unknown
        && flag.with.state(findings) == Truth::No
        && flag
            .if_unknown
            .iter()
            .any(|line| !line.is_plain() && line.when.state(findings) == Truth::Yes)
}

/// What goes wrong with an outcome, as code and name.
fn wrong(model: &Model, outcome: &Outcome, speaks_alone: bool) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let findings = &outcome.findings;
    let given = |rule: usize| outcome.advice.iter().find(|given| given.rule == rule);
    for property in &model.properties {
        let broken = match &property.statement {
            PropertyStatement::Never(advice, when) => {
                given(*advice).is_some()
                    && matches!(when.state(findings), Truth::Yes | Truth::Unknown)
            }
            PropertyStatement::Always(when, least) => {
                when.state(findings) == Truth::Yes && outcome.urgency() < Some(*least)
            }
            PropertyStatement::Whenever(when, then) => {
                when.state(findings) == Truth::Yes && then.state(findings) != Truth::Yes
            }
            _ => false,
        };
        if broken {
            found.push(("property_refuted", property.id.to_string()));
        }
    }
    for (name, flag) in [
        ("a", model.fact("a").unwrap().1.red_flag.as_ref().unwrap()),
        ("s.x", {
            let FactKind::Set(members) = &model.fact("s").unwrap().1.kind else { unreachable!() };
            members[0].red_flag.as_ref().unwrap()
        }),
    ] {
        let slot = model.slot(name).unwrap();
        let finding = findings.get(slot);
        if finding == Finding::Affirmed && flag.with.state(findings) == Truth::Yes {
            let lowered = flag.lowered.iter().find(|(when, _)| when.state(findings) == Truth::Yes);
            let least = lowered.map_or(flag.least, |(_, urgency)| *urgency);
            if outcome.urgency() < Some(least) {
                found.push(("red_flag_unheeded", name.to_owned()));
            }
        }
        let cautioned = outcome.cautions.iter().any(|c| c.kind == CautionKind::Unknown(slot));
        let passed_over = finding == Finding::Unknown && !cautioned;
        // without its company it is decided only where some line speaks of the flag by itself
        let is_alone = flag.with.state(findings) == Truth::No;
        if passed_over && (!is_alone || speaks_alone) {
            found.push(("unknown_red_flag_unheeded", name.to_owned()));
        }
    }
    for (n, rule) in model.advice.iter().enumerate() {
        let Some(given) = given(n) else { continue };
        let state = rule.contraindications[0].when.state(findings);
        if outcome.urgency() >= Some(Urgency::Urgent) {
            found.push(("advice_before_care", rule.id.to_string()));
        }
        if matches!(state, Truth::Yes | Truth::Unknown)
            || state == Truth::Open && given.unless.is_empty()
        {
            found.push(("contraindication_unheeded", rule.id.to_string()));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn brute_force_agrees(parts in parts()) {
        let pack = pack(&parts);
        let model = pack.model();
        let engine = Engine::new(&model);
        let outcomes: Vec<Outcome> =
            every_state(&model).into_iter().map(|state| engine.evaluate(state, None)).collect();
        let mut evaluator = Evaluator::new(&engine);
        for (state, whole) in every_state(&model).into_iter().zip(&outcomes) {
            let settled = evaluator.settled(state);
            let cautions: Vec<_> =
                whole.cautions.iter().filter(|c| c.kind != CautionKind::NotAsked).cloned().collect();
            let expected = Outcome { open: Vec::new(), cautions, ..whole.clone() };
            prop_assert_eq!(&settled, &expected);
        }
        let speaks_alone = outcomes.iter().any(|outcome| speaks_alone(&model, &outcome.findings));
        let mut expected = BTreeSet::new();
        for outcome in &outcomes {
            expected.extend(wrong(&model, outcome, speaks_alone));
        }
        let findings = prove(&pack.files(), &model, &OnceCell::new(), LIMIT);
        let found: BTreeSet<(&str, String)> = findings
            .iter()
            .map(|finding| (finding.code, finding.message.split('`').nth(1).unwrap().to_owned()))
            .collect();
        prop_assert_eq!(&found, &expected);
        for finding in &findings {
            let text = finding.transcript.as_deref().unwrap();
            let about_advice = text.contains("= advise");
            prop_assert!(about_advice || text.contains("\n> ") || text.contains("= urgency"), "{text}");
        }
    }
}

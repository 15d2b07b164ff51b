//! Sums: their loading, their states, and their proofs beside brute force.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};
use samtale::base::decimal::Decimal;
use samtale::base::truth::Truth;
use samtale::check::{LIMIT, prove};
use samtale::engine::{Engine, Outcome};
use samtale::model::Model;
use samtale::model::condition::Condition;
use samtale::model::fact::Slot;
use samtale::model::finding::Finding;
use samtale::model::rule::PropertyStatement;

use crate::support::pack::Pack;

const CHOICE: &str = "one_of([(id: \"no\", label: \"No\", score: 0), (id: \"some\", label: \"Some\", score: 1), (id: \"lots\", label: \"A lot\", score: 3)])";

/// Facts with these sums after them.
fn facts(sums: &str) -> String {
    format!(
        r#"[
    (id: "p", title: "P", question: "P?", kind: {CHOICE}),
    (id: "q", title: "Q", question: "Q?", kind: {CHOICE}),
    (id: "s", title: "S", question: "S?", kind: set([(id: "x", label: "X"), (id: "y", label: "Y")])),
    (id: "n", title: "N", question: "N?", kind: number(unit: "hours", min: 0, max: 3, step: 0.5)),
    (id: "k", title: "K", question: "K?", kind: number(unit: "hours", min: -1, max: 2, step: 0.5)),
{sums}]"#
    )
}

const SUMS: &str = r#"
    (id: "t", title: "T", kind: sum(of: ["p", "q", "s.x"], unit: "points")),
    (id: "low", title: "L", kind: sum(of: ["p", "q", "s.x"], unit: "points", unknown_as: least)),
    (id: "high", title: "H", kind: sum(of: ["p", "q"], unit: "points", unknown_as: most)),
    (id: "z", title: "Z", kind: sum(of: ["n", "k"], unit: "hours")),
"#;

fn pack_of(facts: &str) -> Pack {
    Pack::new()
        .with("rules/facts.ron", facts)
        .with("rules/contradictions.ron", "[]")
        .with("rules/advice.ron", "[]")
        .with("rules/properties.ron", "[]")
        .with("rules/referrals.ron", "[]")
        .with_steps(
            "ask(id: \"one\", show: [\"p\", \"q\", \"s.x\", \"n\", \"k\"]), assess(id: \"advise\"), end(id: \"bye\"),",
        )
}

fn expect(facts: &str, findings: &[&str]) {
    assert_eq!(pack_of(facts).load_findings(), findings);
}

fn with_sum(kind: &str) -> String {
    facts(&format!("    (id: \"t\", title: \"T\", kind: {kind}),\n"))
}

#[test]
fn what_a_sum_cannot_add_is_said() {
    expect(
        &with_sum("sum(of: [\"p\", \"nobody\"], unit: \"points\")"),
        &[
            "rules/facts.ron:7:47: error [unknown_fact] there is no fact `nobody` | known: p, q, s, n, k, t",
        ],
    );
    expect(
        &with_sum("sum(of: [\"p\", \"p\"], unit: \"points\")"),
        &[
            "rules/facts.ron:7:47: error [duplicate_id] the part `p` stands twice | rename or remove one of them",
        ],
    );
    expect(
        &with_sum("sum(of: [\"p\", \"s\"], unit: \"points\")"),
        &["rules/facts.ron:7:47: error [wrong_type] `s` is a set: name a member | such as `s.x`"],
    );
    expect(
        &with_sum("sum(of: [\"p\", \"n\"], unit: \"points\")"),
        &[
            "rules/facts.ron:7:47: error [wrong_unit] `n` counts in hours, the sum in points | add up what has the same unit",
        ],
    );
    expect(
        &with_sum("sum(of: [], unit: \"points\")"),
        &["rules/facts.ron:7:41: error [empty_list] at least one fact is needed here"],
    );
    expect(
        &with_sum("sum(of: [\"p\"], unit: \"points\")").replacen(", score: 1", "", 1),
        &[
            "rules/facts.ron:7:42: error [missing_score] not every option of `p` has a score | give each option a `score: …`",
        ],
    );
    expect(
        &facts(
            "(id: \"t\", title: \"T\", kind: sum(of: [\"p\"], unit: \"points\")),\n(id: \"u\", title: \"U\", kind: sum(of: [\"t\"], unit: \"points\")),\n(id: \"v\", title: \"V\", kind: quotient(of: \"n\", by: \"t\", unit: \"points\")),",
        ),
        &[
            "rules/facts.ron:8:38: error [derived_of_derived] `t` is derived itself | compute it from facts that are asked",
            "rules/facts.ron:9:51: error [derived_of_derived] `t` is derived itself | compute it from facts that are asked",
        ],
    );
}

#[test]
fn a_sum_with_a_bound_is_read_one_way_only() {
    let referral = |when: &str| {
        format!(
            "[(id: \"r\", topic: \"sleep\", urgency: soon, title: \"R\", when: {when}, text: \"R.\", points: [\"Call {{doctor}}.\"], claims: [\"faint_is_urgent\"])]"
        )
    };
    let findings = |when: &str| {
        pack_of(&facts(SUMS)).with("rules/referrals.ron", &referral(when)).load_findings()
    };
    for fine in [
        "at_or_above(\"low\", 3, \"points\")",
        "above(\"low\", 3, \"points\")",
        "below(\"high\", 3, \"points\")",
        "not(below(\"t\", 3, \"points\"))",
    ] {
        assert_eq!(findings(fine), Vec::<String>::new(), "{fine}");
    }
    for wrong in [
        "below(\"low\", 3, \"points\")",
        "at_or_below(\"low\", 3, \"points\")",
        "above(\"high\", 3, \"points\")",
        "not(at_or_above(\"low\", 3, \"points\"))",
        "not(any([has(\"s.y\"), below(\"high\", 3, \"points\")]))",
    ] {
        let found = findings(wrong);
        assert!(found.len() == 1 && found[0].contains("[one_sided]"), "{wrong}: {found:?}");
    }
}

#[test]
fn a_red_flag_on_a_choice_names_its_options() {
    let flagged = |flag: &str| {
        let facts =
            facts("").replacen(&format!("{CHOICE})"), &format!("{CHOICE}, red_flag: ({flag}))"), 1);
        pack_of(&facts).load_findings()
    };
    assert_eq!(flagged("options: [\"some\", \"lots\"], least: urgent"), Vec::<String>::new());
    let expected = [
        ("least: urgent", "[red_flag_options] the red flag of a choice needs `options: […]`"),
        ("options: [\"many\"], least: urgent", "[unknown_option] there is no option called `many`"),
        (
            "from: 1, options: [\"lots\"], least: urgent",
            "[red_flag_from] `from` is for numbers only",
        ),
    ];
    for (flag, message) in expected {
        let found = flagged(flag);
        assert!(found.len() == 1 && found[0].contains(message), "{flag}: {found:?}");
    }
}

fn points(value: &str) -> Finding {
    Finding::Number(value.parse().unwrap())
}

/// A finding of each slot that a sum adds.
fn finding_of(name: &'static str) -> impl Strategy<Value = Finding> {
    let known = match name {
        "p" | "q" => (0_u16..3).prop_map(Finding::Choice).boxed(),
        "s.x" => prop_oneof![Just(Finding::Affirmed), Just(Finding::Denied)].boxed(),
        _ => (-1_000_000_i128..=2_000_000)
            .prop_map(|n| Finding::Number(Decimal::from_millionths(n.abs())))
            .boxed(),
    };
    prop_oneof![1 => Just(Finding::Open), 1 => Just(Finding::Unknown), 6 => known]
}

/// What a finding counts: nothing where it is not known.
fn counts(finding: Finding) -> Option<i128> {
    match finding {
        Finding::Choice(option) => Some([0, 1_000_000, 3_000_000][usize::from(option)]),
        Finding::Affirmed => Some(1_000_000),
        Finding::Denied => Some(0),
        Finding::Number(number) => Some(number.millionths()),
        Finding::Open | Finding::Unknown => None,
    }
}

fn expected(parts: &[(Finding, i128)], bounded: bool) -> Finding {
    let unknown = parts.iter().any(|(finding, _)| *finding == Finding::Unknown);
    if unknown && !bounded {
        return Finding::Unknown;
    }
    if parts.iter().any(|(finding, _)| *finding == Finding::Open) {
        return Finding::Open;
    }
    let sum = parts.iter().map(|(finding, end)| counts(*finding).unwrap_or(*end)).sum();
    Finding::Number(Decimal::from_millionths(sum))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn sums_are_exact_and_follow_every_change(
        turns in vec((0_usize..5, finding_of("p"), finding_of("s.x"), finding_of("n")), 1..12)
    ) {
        thread_local! {
            static MODEL: Model = pack_of(&facts(SUMS)).model();
        }
        MODEL.with(|model| {
            let engine = Engine::new(model);
            let slots = ["p", "q", "s.x", "n", "k"].map(|name| model.slot(name).unwrap());
            let mut known = [Finding::Open; 5];
            let mut said = Vec::new();
            for (n, choice, member, number) in turns {
                known[n] = [choice, choice, member, number, number][n];
                said.push((slots[n], known[n]));
                let outcome = engine.evaluate(said.clone(), None);
                let sum = |name: &str| outcome.findings.get(model.slot(name).unwrap());
                let [p, q, x, n, k] = known;
                let one = 1_000_000;
                prop_assert_eq!(sum("t"), expected(&[(p, 0), (q, 0), (x, 0)], false));
                prop_assert_eq!(sum("low"), expected(&[(p, 0), (q, 0), (x, 0)], true));
                prop_assert_eq!(sum("high"), expected(&[(p, 3 * one), (q, 3 * one)], true));
                prop_assert_eq!(sum("z"), expected(&[(n, 0), (k, 0)], false));
            }
            Ok(())
        })?;
    }
}

fn leaf() -> impl Strategy<Value = String> {
    let bound = |name: &'static str, bounds: &'static [&'static str], unit: &'static str| {
        let word =
            prop_oneof![Just("above"), Just("at_or_above"), Just("below"), Just("at_or_below")];
        let negated = prop_oneof![3 => Just(false), 1 => Just(true)];
        (word, 0..bounds.len(), negated).prop_map(move |(word, n, negated)| {
            let test = format!("{word}(\"{name}\", {}, \"{unit}\")", bounds[n]);
            if negated { format!("not({test})") } else { test }
        })
    };
    prop_oneof![
        bound("t", &["1", "2", "4", "7"], "points"),
        prop_oneof![Just("1"), Just("3"), Just("6")]
            .prop_map(|bound| format!("at_or_above(\"low\", {bound}, \"points\")")),
        prop_oneof![Just("1"), Just("3")]
            .prop_map(|bound| format!("below(\"high\", {bound}, \"points\")")),
        bound("z", &["0", "3", "4.5"], "hours"),
        bound("n", &["2"], "hours"),
        prop_oneof![Just("has(\"s.x\")"), Just("is(\"p\", \"lots\")"), Just("is(\"q\", \"no\")")]
            .prop_map(str::to_owned),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    (vec(leaf(), 1..4), 0..4).prop_map(|(parts, shape)| {
        let parts = parts.join(", ");
        match shape {
            0 => format!("all([{parts}])"),
            1 => format!("possibly(any([{parts}]))"),
            _ => format!("any([{parts}])"),
        }
    })
}

/// Every state of what the sums add that the conditions can tell apart.
fn every_state(model: &Model) -> Vec<Vec<(Slot, Finding)>> {
    let mut read: BTreeSet<Slot> = BTreeSet::new();
    let mut look = |when: &Condition| {
        when.for_each_test(&mut |test| {
            read.extend(
                match model.slot_name(test.slot()).as_str() {
                    "t" | "low" => vec!["p", "q", "s.x"],
                    "high" => vec!["p", "q"],
                    "z" => vec!["n", "k"],
                    "s.x" => vec!["s.x"],
                    "p" => vec!["p"],
                    "q" => vec!["q"],
                    _ => vec!["n"],
                }
                .into_iter()
                .map(|name| model.slot(name).unwrap()),
            );
        });
    };
    model.referrals.iter().for_each(|rule| look(&rule.when));
    for property in &model.properties {
        match &property.statement {
            PropertyStatement::Never(_, when) | PropertyStatement::Always(when, _) => look(when),
            PropertyStatement::Whenever(when, then) => {
                look(when);
                look(then);
            }
            PropertyStatement::Before(..) | PropertyStatement::Within(..) => {}
        }
    }
    let mut states: Vec<Vec<(Slot, Finding)>> = vec![Vec::new()];
    for slot in read {
        let more: Vec<Finding> = match model.slot_name(slot).as_str() {
            "n" => ["0", "1", "1.9", "2", "2.1", "2.4", "2.5", "2.6", "3"].map(points).into(),
            "k" => ["-1", "-0.1", "0", "0.1", "0.5", "1", "1.9", "2"].map(points).into(),
            "s.x" => [Finding::Denied, Finding::Affirmed].into(),
            _ => (0..3).map(Finding::Choice).collect(),
        };
        let values: Vec<Finding> =
            [Finding::Open, Finding::Unknown].into_iter().chain(more).collect();
        states = states
            .iter()
            .flat_map(|state| {
                values.iter().map(|value| [state.as_slice(), &[(slot, *value)]].concat())
            })
            .collect();
    }
    states
}

fn broken(model: &Model, outcome: &Outcome) -> Vec<String> {
    let findings = &outcome.findings;
    let is_broken = |statement: &PropertyStatement| match statement {
        PropertyStatement::Never(..)
        | PropertyStatement::Before(..)
        | PropertyStatement::Within(..) => false,
        PropertyStatement::Always(when, least) => {
            when.state(findings) == Truth::Yes && outcome.urgency() < Some(*least)
        }
        PropertyStatement::Whenever(when, then) => {
            when.state(findings) == Truth::Yes && then.state(findings) != Truth::Yes
        }
    };
    let broken = model.properties.iter().filter(|property| is_broken(&property.statement));
    broken.map(|property| property.id.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn brute_force_agrees(
        referrals in vec((condition(), prop_oneof![Just("soon"), Just("urgent")]), 1..4),
        always in condition(),
        when in condition(),
        then in condition(),
    ) {
        let referrals: Vec<String> = referrals
            .iter()
            .enumerate()
            .map(|(n, (when, urgency))| format!(
                "(id: \"r{n}\", topic: \"sleep\", urgency: {urgency}, title: \"R\", when: {when}, text: \"R.\", points: [\"Call {{doctor}}.\"], claims: [\"faint_is_urgent\"]),\n"
            ))
            .collect();
        let properties = format!(
            "[(id: \"p0\", means: \"P.\", always: (when: {always}, at_least: soon)), (id: \"p1\", means: \"P.\", whenever: (when: {when}, then: {then}))]"
        );
        let pack = pack_of(&facts(SUMS))
            .with("rules/referrals.ron", &format!("[\n{}]", referrals.concat()))
            .with("rules/properties.ron", &properties);
        let model = pack.model();
        let engine = Engine::new(&model);
        let mut expected = BTreeSet::new();
        for state in every_state(&model) {
            expected.extend(broken(&model, &engine.evaluate(state, None)));
        }
        let findings = prove(&pack.files(), &model, &OnceCell::new(), LIMIT);
        let found: BTreeSet<String> = findings
            .iter()
            .filter(|finding| finding.code == "property_refuted")
            .map(|finding| finding.message.split('`').nth(1).unwrap().to_owned())
            .collect();
        let undecided = findings.iter().find(|finding| finding.code == "not_proved");
        prop_assert_eq!(undecided, None);
        prop_assert_eq!(&found, &expected);
    }
}

/// A sum of numbers that are part of another derived fact, too, cannot be cut with them.
#[test]
fn a_sum_that_shares_its_numbers_is_not_decided_with_the_reason() {
    let sums = r#"
    (id: "z", title: "Z", kind: sum(of: ["n", "k"], unit: "hours")),
    (id: "zz", title: "ZZ", kind: sum(of: ["n", "k"], unit: "hours", unknown_as: least)),
"#;
    let pack = pack_of(&facts(sums)).with(
        "rules/properties.ron",
        "[(id: \"same\", means: \"S.\", whenever: (when: above(\"z\", 2, \"hours\"), then: above(\"zz\", 2, \"hours\")))]",
    );
    let findings = prove(&pack.files(), &pack.model(), &OnceCell::new(), LIMIT);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].code, "not_proved");
    let reason = "`z` adds numbers and shares what it adds with another derived fact";
    assert!(findings[0].message.contains(reason), "{}", findings[0].message);
}

/// Forty answers with open and unknown have more states than anything could go through.
#[test]
fn a_long_questionnaire_is_proved() {
    let names: Vec<String> = (1..=40).map(|n| format!("q{n}")).collect();
    let question = |name: &String| {
        format!("    (id: \"{name}\", title: \"Q\", question: \"Q?\", kind: {CHOICE}),\n")
    };
    let questions = names.iter().map(question).collect::<Vec<_>>().concat();
    let list = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let facts = facts(&format!(
        "{questions}    (id: \"t\", title: \"T\", kind: sum(of: [{list}], unit: \"points\")),\n    (id: \"low\", title: \"L\", kind: sum(of: [{list}], unit: \"points\", unknown_as: least)),\n"
    ));
    let pack = pack_of(&facts).with(
        "rules/properties.ron",
        "[(id: \"least\", means: \"L.\", whenever: (when: at_or_above(\"t\", 60, \"points\"), then: at_or_above(\"low\", 60, \"points\"))),
          (id: \"not_the_other_way\", means: \"L.\", whenever: (when: at_or_above(\"low\", 60, \"points\"), then: at_or_above(\"t\", 60, \"points\")))]",
    );
    let findings = prove(&pack.files(), &pack.model(), &OnceCell::new(), LIMIT);
    let refuted: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(refuted, ["property_refuted"], "{findings:?}");
    assert!(findings[0].message.contains("not_the_other_way"), "{}", findings[0].message);
}

//! What facts objects say, and all that can be wrong with them.

use std::sync::OnceLock;

use super::{in_one_line, read};
use crate::base::language::Language;
use crate::model::Model;
use crate::model::finding::Finding;
use crate::pack::{Languages, embedded_files, load};

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| load(&embedded_files(), Languages::One(Language::En)).0.unwrap())
}

/// What is known of a slot after reading.
fn finding(text: &str, slot: &str) -> Finding {
    let statement = read(model(), text).unwrap_or_else(|errors| panic!("{}", in_one_line(&errors)));
    let slot = model().slot(slot).unwrap();
    let stated = statement.iter().find(|(stated, _)| *stated == slot);
    stated.map_or(Finding::Open, |(_, finding)| *finding)
}

fn error(text: &str) -> String {
    in_one_line(&read(model(), text).unwrap_err())
}

#[test]
fn the_example_of_the_contract() {
    let text = r#"{"sleep_hours": 6, "worried": true, "symptoms": ["twitching"],
        "not": {"symptoms": ["weakness"]}, "unknown": ["weight_kg", "symptoms.numbness"],
        "none": ["conditions"]}"#;
    assert_eq!(finding(text, "sleep_hours"), Finding::Number("6".parse().unwrap()));
    assert_eq!(finding(text, "worried"), Finding::Affirmed);
    assert_eq!(finding(text, "symptoms.twitching"), Finding::Affirmed);
    assert_eq!(finding(text, "symptoms.weakness"), Finding::Denied);
    assert_eq!(finding(text, "weight_kg"), Finding::Unknown);
    assert_eq!(finding(text, "symptoms.numbness"), Finding::Unknown);
    assert_eq!(finding(text, "conditions.kidney_disease"), Finding::Denied);
    assert_eq!(finding(text, "symptoms.chest_pain"), Finding::Open);
    assert_eq!(finding(text, "stress"), Finding::Open);
}

#[test]
fn an_empty_list_states_nothing() {
    let text = r#"{"symptoms": [], "not": {"conditions": []}, "none": [], "unknown": []}"#;
    assert_eq!(read(model(), text), Ok(Vec::new()));
    assert_eq!(read(model(), "{}"), Ok(Vec::new()));
    assert_eq!(read(model(), "\u{feff} {}\n"), Ok(Vec::new()));
}

#[test]
fn none_denies_only_what_is_not_given_otherwise() {
    let text = r#"{"none": ["conditions"], "conditions": ["diabetes"],
        "unknown": ["conditions.pregnancy"]}"#;
    assert_eq!(finding(text, "conditions.diabetes"), Finding::Affirmed);
    assert_eq!(finding(text, "conditions.pregnancy"), Finding::Unknown);
    assert_eq!(finding(text, "conditions.dementia"), Finding::Denied);
}

#[test]
fn unknown_of_a_set_marks_the_rest_and_beats_none() {
    let text = r#"{"unknown": ["symptoms"], "symptoms": ["twitching"],
        "not": {"symptoms": ["pain"]}}"#;
    assert_eq!(finding(text, "symptoms.twitching"), Finding::Affirmed);
    assert_eq!(finding(text, "symptoms.pain"), Finding::Denied);
    assert_eq!(finding(text, "symptoms.chest_pain"), Finding::Unknown);
    let both = r#"{"none": ["symptoms"], "unknown": ["symptoms"]}"#;
    assert_eq!(finding(both, "symptoms.chest_pain"), Finding::Unknown);
}

#[test]
fn numbers_are_exact() {
    assert_eq!(
        finding(r#"{"weight_kg": 66.6}"#, "weight_kg"),
        Finding::Number("66.6".parse().unwrap())
    );
    assert_eq!(
        finding(r#"{"caffeine_mg": 1.5e2}"#, "caffeine_mg"),
        Finding::Number("150".parse().unwrap())
    );
    assert_eq!(
        error(r#"{"weight_kg": 66.6000001}"#),
        "`weight_kg` is 66.6000001, but a number has at most six decimals"
    );
}

#[test]
fn mistakes_in_values() {
    for (text, message) in [
        (r#"{"slep_hours": 6}"#, "unknown fact `slep_hours` (did you mean `sleep_hours`?)"),
        (r#"{"zodiac": 6}"#, "unknown fact `zodiac`"),
        (
            r#"{"symptoms": ["twiching"]}"#,
            "unknown member `symptoms.twiching` (did you mean `twitching`?)",
        ),
        (r#"{"stress": "hihg"}"#, "unknown option `stress: hihg` (did you mean `high`?)"),
        (r#"{"stress": 3}"#, "`stress` takes one of \"low\", \"moderate\", \"high\", not a number"),
        (
            r#"{"sleep_hours": "6"}"#,
            "`sleep_hours` takes a number from 0 to 24 (hours), not a string",
        ),
        (r#"{"sleep_hours": null}"#, "`sleep_hours` takes a number from 0 to 24 (hours), not null"),
        (r#"{"sleep_hours": 30}"#, "`sleep_hours` is 30, but takes a number from 0 to 24 (hours)"),
        (
            r#"{"sleep_hours": -0.5}"#,
            "`sleep_hours` is -0.5, but takes a number from 0 to 24 (hours)",
        ),
        (r#"{"worried": 1}"#, "`worried` takes true or false, not a number"),
        (r#"{"worried": "yes"}"#, "`worried` takes true or false, not a string"),
        (r#"{"sleep_hours": 6, "sleep_hours": 6}"#, "`sleep_hours` stands twice"),
        (r#"{"not": {"symptoms": [], "symptoms": []}}"#, "`symptoms` stands twice"),
        (
            r#"{"symptoms": ["pain"], "not": {"symptoms": ["pain"]}}"#,
            "`symptoms.pain` is given both as affirmed and as denied",
        ),
        (
            r#"{"sleep_hours": 6, "unknown": ["sleep_hours"]}"#,
            "`sleep_hours` is given both as a value and as unknown",
        ),
        (
            r#"{"caffeine_mg_per_kg": 3}"#,
            "`caffeine_mg_per_kg` is computed from `caffeine_mg` and `weight_kg`: give those",
        ),
        (
            r#"{"unknown": ["caffeine_mg_per_kg"]}"#,
            "`caffeine_mg_per_kg` is computed from `caffeine_mg` and `weight_kg`: give those",
        ),
    ] {
        assert_eq!(error(text), message, "{text}");
    }
}

#[test]
fn mistakes_around_not_unknown_and_none() {
    for (text, message) in [
        (r#"{"not": {"worried": true}}"#, "`worried` in `not` is no set: write \"worried\": false"),
        (r#"{"none": ["worried"]}"#, "`worried` in `none` is no set: write \"worried\": false"),
        (
            r#"{"none": ["symptoms.pain"]}"#,
            "`symptoms.pain` in `none` is no set: write \"not\": {\"symptoms\": [\"pain\"]}",
        ),
        (
            r#"{"symptoms.pain": true}"#,
            "`symptoms.pain` takes no value of its own: write \"symptoms\": [\"pain\"], not a key",
        ),
        (r#"{"none": "conditions"}"#, "`none` takes a list of names of facts, not a string"),
        (r#"{"unknown": [5]}"#, "`unknown` takes a list of names of facts, not a number"),
        (
            r#"{"unknown": ["worried.much"]}"#,
            "unknown fact `worried.much` (did you mean `worried`?)",
        ),
        (
            r#"{"not": ["symptoms"]}"#,
            "`not` takes sets with the members to deny, such as {\"symptoms\": [\"weakness\"]}, not a list",
        ),
        ("[]", "facts are one JSON object, such as {\"sleep_hours\": 6}, not a list"),
        ("null", "facts are one JSON object, such as {\"sleep_hours\": 6}, not null"),
        ("{} {}", "not valid JSON: trailing characters at line 1 column 4"),
        ("", "not valid JSON: EOF while parsing a value at line 1 column 0"),
    ] {
        assert_eq!(error(text), message, "{text}");
    }
}

#[test]
fn lists_say_what_they_take() {
    let message = error(r#"{"symptoms": "twitching"}"#);
    assert!(message.starts_with("`symptoms` takes a list of \"chest_pain\""), "{message}");
    assert!(error(r#"{"symptoms": [null]}"#).ends_with("not null"));
    assert!(error(r#"{"not": {"symptoms": null}}"#).ends_with("not null"));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let message = error(r#"{"sleep_hours": 30, "slep": 1, "worried": null}"#);
    assert_eq!(message.matches("; ").count(), 2, "{message}");
}

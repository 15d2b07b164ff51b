//! What is written is valid against HL7's JSON schema of FHIR R4 (tests/fhir/README.md).

use std::fs;

use serde_json::{Value, json};

use super::{file, imported, with_pack};
use crate::support::{Samtale, schema};

fn r4() -> Value {
    serde_json::from_str(&fs::read_to_string(file("r4.schema.json")).unwrap()).unwrap()
}

/// What the schema says of a resource, and what R4 asks of all JSON besides: nothing empty.
fn check(r4: &Value, resource: &Value) -> Result<(), String> {
    let kind = resource["resourceType"].as_str().unwrap();
    let part = &r4["definitions"][kind];
    assert!(part.is_object(), "no {kind}");
    schema::check(r4, part, resource)?;
    // a list of alternatives says only that none fits
    for entry in resource["entry"].as_array().into_iter().flatten() {
        check(r4, &entry["resource"])?;
    }
    nothing_empty(resource)
}

fn nothing_empty(value: &Value) -> Result<(), String> {
    match value {
        Value::Null => Err("null".to_owned()),
        Value::String(text) if text.trim().is_empty() => Err("an empty text".to_owned()),
        Value::Array(items) if items.is_empty() => Err("an empty list".to_owned()),
        Value::Object(entries) if entries.is_empty() => Err("an empty object".to_owned()),
        Value::Array(items) => items.iter().try_for_each(nothing_empty),
        Value::Object(entries) => entries
            .iter()
            .try_for_each(|(key, value)| nothing_empty(value).map_err(|e| format!("{key}: {e}"))),
        _ => Ok(()),
    }
}

fn valid(r4: &Value, resource: &Value) {
    if let Err(error) = check(r4, resource) {
        panic!("{error}\nin {resource}");
    }
}

#[test]
fn questionnaires_are_valid() {
    let r4 = r4();
    for (dialogue, lang) in
        [("intake", "en"), ("mood", "da"), ("twitching", "sv"), ("training", "nb"), ("brain", "en")]
    {
        let export = ["export", "fhir", dialogue, "--lang", lang];
        valid(&r4, &Samtale::new().args(export).run().json());
    }
    let phq9 = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/phq9");
    valid(&r4, &Samtale::new().args(["export", "fhir", "--pack", phq9]).run().json());
}

/// Scores go out as ordinalValue and come back.
#[test]
fn scores_travel() {
    let phq9 = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/phq9");
    let form = Samtale::new().args(["export", "fhir", "--pack", phq9]).run().stdout;
    let ran = Samtale::new().args(["import", "fhir", "-"]).stdin(form).run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let facts = ran.stdout;
    assert_eq!(facts.matches("label: \"Nearly every day\", score: 3),").count(), 9, "{facts}");
    assert_eq!(facts.matches("label: \"Not at all\", score: 0),").count(), 9);
    assert!(facts.contains("label: \"Extremely hard\"),"), "only where each has one");
}

#[test]
fn bundles_are_valid() {
    let r4 = r4();
    let facts = [
        "{}",
        r#"{"symptoms": ["chest_pain"], "sleep_hours": 6.5, "none": ["conditions"]}"#,
        r#"{"symptoms": ["twitching"], "twitch_days": 30, "caffeine_mg": 700, "unknown": ["symptoms.weakness", "stress", "weight_kg"], "worried": true}"#,
    ];
    for facts in facts {
        let run = ["run", "--facts", "-", "--format", "fhir", "--lang", "da"];
        valid(&r4, &Samtale::new().args(run).stdin(facts).run().fine().json());
    }
    let (folder, _) = imported(&file("headache.q.json"));
    let response = file("headache.qr.json");
    let run = with_pack(&folder, &["run", "--format", "fhir", "--facts"]).args([response]);
    valid(&r4, &run.run().json());
    let path = folder.path().join("talk.json");
    let chat = Samtale::new().args(["chat", "--lang", "en", "--save-fhir"]).args([&path]);
    chat.stdin("my eyelid twitches, i slept 5 hours\n?\n/quit\n").run().fine();
    valid(&r4, &serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap());
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let r4 = r4();
    let fine = json!({"resourceType": "Questionnaire", "status": "draft", "item": [{"linkId": "a", "type": "boolean"}]});
    assert_eq!(check(&r4, &fine), Ok(()));
    for (pointer, wrong) in [
        ("/status", json!("done")),
        ("/item/0/type", json!("yes_no")),
        ("/item/0/linkId", json!(1)),
        ("/item", json!([])),
        ("/item/0", json!({"linkId": "a", "type": "boolean", "colour": "red"})),
    ] {
        let mut broken = fine.clone();
        *broken.pointer_mut(pointer).unwrap() = wrong;
        assert!(check(&r4, &broken).is_err(), "{broken}");
    }
}

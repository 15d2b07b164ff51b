//! `samtale run`: the outcome contract and the thresholds.

use serde_json::{Value, json};

use crate::support::{Samtale, entry, ids, outcome, outcomes, urgency};

/// Someone of thirty with nothing the matter, as a facts object to add to.
const WELL: &str = r#""age_years": 30, "breastfeeding": false, "underweight": false,
    "none": ["conditions", "symptoms", "warning_signs", "medicines"]"#;

/// The same person, with twitching in a calf.
const TWITCHING: &str = r#""age_years": 30, "breastfeeding": false, "underweight": false,
    "symptoms": ["twitching"], "twitch_site": ["calf"],
    "none": ["conditions", "symptoms", "warning_signs", "medicines", "twitch_site"]"#;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn with(person: &str, more: &str) -> Value {
    outcome(&format!("{{{person}, {more}}}"))
}

#[test]
fn an_outcome_has_the_keys_of_the_contract_in_order() {
    let arguments = ["run", "--facts", "-", "--format", "json"];
    let ran = Samtale::new().args(arguments).stdin(format!("{{{TWITCHING}, \"twitch_days\": 20}}"));
    let ran = ran.run().fine();
    let order = [
        "schema",
        "pack",
        "dialogue",
        "lang",
        "referrals",
        "advice",
        "withheld",
        "cautions",
        "open",
        "facts",
        "not",
        "unknown",
    ];
    let places: Vec<usize> =
        order.iter().map(|key| ran.stdout.find(&format!("\n  \"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    let outcome = ran.json();
    assert_eq!(outcome.as_object().unwrap().len(), order.len());
    assert_eq!(outcome["schema"], "samtale/1");
    assert_eq!(outcome["dialogue"], "intake");
    assert_eq!(outcome["lang"], "en");
    assert_eq!(keys(&outcome["pack"]).len(), 3);
    assert_eq!(outcome["pack"]["digest"].as_str().unwrap().len(), 64);
    let referral = entry(&outcome, "referrals", "twitching_for_weeks");
    assert_eq!(keys(referral).len(), 4);
    assert!(referral["text"].as_str().unwrap().contains("\n• "));
    for claim in referral["claims"].as_array().unwrap() {
        assert_is_claim(claim);
    }
}

fn assert_is_claim(claim: &Value) {
    for key in ["id", "text", "source", "study", "evidence", "caveats"] {
        assert!(claim.get(key).is_some(), "{key}: {claim}");
    }
    let source = &claim["source"];
    match source["kind"].as_str().unwrap() {
        "article" => {
            let lines = source["lines"].as_array().unwrap();
            let line = |n: usize| lines[n].as_u64().unwrap();
            assert!(lines.len() == 2 && line(0) >= 1 && line(1) >= line(0), "{claim}");
            assert!(line(1) - line(0) < 4, "{claim}");
        }
        "study" | "guideline" | "house" => {}
        other => panic!("{other}"),
    }
    for caveat in claim["caveats"].as_array().unwrap() {
        assert!(caveat["id"].is_string() && caveat["source"]["kind"].is_string(), "{caveat}");
        assert!(!caveat["text"].as_str().unwrap().is_empty());
    }
    if claim["study"].is_object() {
        assert!(claim["study"]["traced"].is_boolean(), "{claim}");
    }
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let run = || {
        let arguments = ["run", "--facts", "-", "--format", "json"];
        Samtale::new().args(arguments).stdin(format!("{{{TWITCHING}}}")).run().fine().stdout
    };
    assert_eq!(run(), run());
}

#[test]
fn findings_come_back_as_they_were_given() {
    let outcome = outcome(
        r#"{"weight_kg": 66.60, "caffeine_mg": 199.8, "stress": "high", "worried": false,
            "symptoms": ["twitching"], "not": {"symptoms": ["weakness"]},
            "unknown": ["sleep_hours", "symptoms.numbness"]}"#,
    );
    assert_eq!(
        outcome["facts"],
        json!({"weight_kg": 66.6, "caffeine_mg": 199.8, "caffeine_mg_per_kg": 3,
            "stress": "high", "worried": false, "symptoms": ["twitching"]})
    );
    assert_eq!(outcome["not"], json!({"symptoms": ["weakness"]}));
    assert_eq!(outcome["unknown"], json!(["symptoms.numbness", "sleep_hours"]));
}

#[test]
fn a_derived_fact_is_not_listed_as_unknown() {
    let outcome = outcome(r#"{"caffeine_mg": 300, "unknown": ["weight_kg"]}"#);
    assert_eq!(outcome["unknown"], json!(["weight_kg"]));
    assert_eq!(outcome["facts"], json!({"caffeine_mg": 300}));
}

#[test]
fn caffeine_at_three_milligrams_a_kilo() {
    let rule = "caffeine_from_3_mg_per_kg";
    let advice = |caffeine: &str| {
        let more = format!(r#""weight_kg": 66.6, "caffeine_mg": {caffeine}, "sleep_hours": 8"#);
        let outcome = with(TWITCHING, &more);
        (ids(&outcome, "advice").contains(rule), outcome["facts"]["caffeine_mg_per_kg"].clone())
    };
    assert_eq!(advice("199.7"), (false, json!(2.998_498)));
    assert_eq!(advice("199.8"), (true, json!(3)));
    assert_eq!(advice("199.9"), (true, json!(3.001_502)));
}

#[test]
fn twitching_for_two_weeks() {
    for (days, expected) in [(13, "self_care"), (14, "routine"), (15, "routine")] {
        let more = format!(r#""twitch_days": {days}, "examined": false, "worried": false"#);
        let outcome = with(TWITCHING, &more);
        assert_eq!(urgency(&outcome), expected, "{days} days: {:#?}", ids(&outcome, "referrals"));
        let weeks = ids(&outcome, "referrals").contains("twitching_for_weeks");
        assert_eq!(weeks, days >= 14, "{days} days");
    }
    let more = r#""twitch_days": 15, "examined": true, "worried": false"#;
    assert_eq!(urgency(&with(TWITCHING, more)), "self_care");
}

#[test]
fn the_safety_net_counts_the_days_that_are_left() {
    let more = r#""twitch_days": 9, "examined": false, "worried": false"#;
    let outcome = with(TWITCHING, more);
    let texts: Vec<&str> = outcome["referrals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|referral| referral["text"].as_str().unwrap())
        .collect();
    assert!(texts.iter().any(|text| text.contains("5 days")), "{texts:#?}");
}

#[test]
fn seven_hours_of_sleep() {
    let short = |hours: &str| {
        let outcome = with(TWITCHING, &format!(r#""sleep_hours": {hours}"#));
        ids(&outcome, "advice").contains("twitch_sleep_short")
    };
    assert!(short("6.5"));
    assert!(short("6.999999"));
    assert!(!short("7"));
    assert!(!short("7.000001"));
}

#[test]
fn kidney_disease_never_gets_magnesium() {
    let states = [
        r#""conditions": ["kidney_disease"]"#,
        r#""unknown": ["conditions.kidney_disease"]"#,
        r#""unknown": ["conditions"]"#,
    ];
    let extras = [
        "",
        r#", "none": ["symptoms"]"#,
        r#", "goals": ["fewer_twitches"], "twitch_days": 3"#,
        r#", "heavy_sweating": true, "age_years": 40, "breastfeeding": false"#,
        r#", "pre_workout": true, "caffeine_mg": 600, "hours_since_training": 5"#,
    ];
    let persons: Vec<String> = states
        .iter()
        .flat_map(|state| {
            extras
                .map(|extra| format!(r#"{{"symptoms": ["twitching", "cramps"], {state}{extra}}}"#))
        })
        .collect();
    for (person, outcome) in persons.iter().zip(outcomes(&persons)) {
        for id in ["magnesium_food", "potassium_food"] {
            assert!(!ids(&outcome, "advice").contains(id), "{person}");
        }
        for advice in outcome["advice"].as_array().unwrap() {
            let text = advice["text"].as_str().unwrap().to_lowercase();
            assert!(!text.contains("magnesium"), "{person}: {text}");
        }
    }
    let open = outcome(r#"{"symptoms": ["twitching"], "age_years": 40}"#);
    for advice in open["advice"].as_array().unwrap() {
        if advice["id"] == "magnesium_food" {
            let unless = advice["unless"].as_array().unwrap();
            assert!(unless.contains(&json!("conditions.kidney_disease")), "{advice}");
        }
    }
}

#[test]
fn what_is_withheld_shows_its_title_and_the_reason_but_no_dose() {
    let outcome = outcome(
        r#"{"symptoms": ["twitching", "cramps"], "conditions": ["kidney_disease"], "age_years": 40}"#,
    );
    let withheld = entry(&outcome, "withheld", "magnesium_food");
    assert_eq!(keys(withheld).len(), 3);
    assert!(!withheld["text"].as_str().unwrap().contains(|c: char| c.is_ascii_digit()));
    assert!(withheld["reason"].as_str().unwrap().contains("kidney"));
}

#[test]
fn a_twitch_in_the_chest_is_no_chest_pain() {
    let person = r#""symptoms": ["twitching"], "twitch_site": ["chest"], "twitch_days": 2"#;
    let denied = outcome(&format!("{{{person}, \"none\": [\"symptoms\", \"warning_signs\"]}}"));
    assert!(matches!(urgency(&denied), "self_care" | "none"), "{:?}", ids(&denied, "referrals"));
    let open = outcome(&format!("{{{person}}}"));
    assert!(!ids(&open, "referrals").contains("chest_pain"));
    assert!(
        entry(&open, "cautions", "not_asked")["facts"]
            .as_array()
            .unwrap()
            .contains(&json!("symptoms.chest_pain"))
    );
}

#[test]
fn contradictions_are_cautions() {
    let person = r#"{"not": {"symptoms": ["twitching"]}, "twitch_site": ["calf"]}"#;
    let outcome = outcome(person);
    let caution = entry(&outcome, "cautions", "contradiction_twitching");
    assert_eq!(caution["urgency"], "routine");
    assert!(caution["facts"].as_array().unwrap().contains(&json!("symptoms.twitching")));
}

#[test]
fn referrals_stand_most_urgent_first() {
    let outcome = outcome(
        r#"{"symptoms": ["twitching", "weakness", "dark_urine", "chest_pain", "spreading"],
            "twitch_days": 40, "worried": true}"#,
    );
    let order = ["emergency", "urgent", "soon", "routine", "self_care"];
    let ranks: Vec<usize> = outcome["referrals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| order.iter().position(|level| r["urgency"] == *level).unwrap())
        .collect();
    assert!(ranks.is_sorted() && ranks.first() == Some(&0), "{ranks:?}");
    assert_eq!(outcome["advice"], json!([]));
}

#[test]
fn somebody_well_is_asked_nothing_alarming() {
    let outcome = with(WELL, r#""goals": ["strength"], "training_days": 2"#);
    assert!(outcome["cautions"].as_array().unwrap().is_empty(), "{}", outcome["cautions"]);
    assert!(!outcome["advice"].as_array().unwrap().is_empty());
}

#[test]
fn a_dialogue_limits_the_rules_to_its_topics() {
    let facts = format!("{{{WELL}, \"goals\": [\"strength\", \"fasting\"]}}");
    let of = |dialogue: &str| {
        let arguments = ["run", dialogue, "--facts", "-", "--format", "json"];
        Samtale::new().args(arguments).stdin(facts.clone()).run().fine().json()
    };
    let intake = ids(&of("intake"), "advice");
    let fasting = of("fasting");
    assert_eq!(fasting["dialogue"], "fasting");
    assert!(ids(&fasting, "advice").is_subset(&intake));
}

#[test]
fn text_shows_the_card_before_the_advice() {
    let facts =
        format!("{{{TWITCHING}, \"twitch_days\": 20, \"sleep_hours\": 5, \"worried\": false}}");
    let ran = Samtale::new().args(["run", "--facts", "-"]).stdin(facts).run().fine();
    let card = ran.stdout.find("NOT URGENT").unwrap();
    let advice = ran.stdout.find("What you can try").unwrap();
    assert!(card < advice, "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{1b}'));
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{}", ran.stdout);
}

#[test]
fn pages_for_people_tell_of_a_life_threat_that_nobody_could_tell() {
    for format in ["text", "markdown", "html"] {
        let facts = "{\"unknown\": [\"symptoms.stroke_signs\"]}".to_owned();
        let arguments = ["run", "--facts", "-", "--format", format];
        let ran = Samtale::new().args(arguments).stdin(facts).run().fine();
        assert!(ran.stdout.contains("EMERGENCY"), "{format}: {}", ran.stdout);
    }
}

#[test]
fn the_page_about_facts_shows_what_is_taken() {
    let page = include_str!("../docs/facts.md");
    let facts = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let outcome = outcome(facts);
    let given: Value = serde_json::from_str(facts).unwrap();
    assert_eq!(outcome["facts"]["stress"], given["stress"]);
    assert_eq!(outcome["not"]["symptoms"], given["not"]["symptoms"]);
    assert_eq!(outcome["unknown"].as_array().unwrap().len(), 2);
    for key in outcome.as_object().unwrap().keys() {
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}

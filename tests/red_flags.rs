//! Each red flag affirmed, denied, unknown and open, in `run`.

use samtale::engine::{CautionKind, Engine};
use samtale::model::finding::Finding;
use samtale::model::urgency::Urgency;
use serde_json::json;

use crate::support::pack::Pack;
use crate::support::{Samtale, entry, ids, outcome, outcomes, urgency};

/// The red flags with the least urgency of each, all details open.
const FLAGS: [(&str, &str, &str); 17] = [
    ("symptoms", "stroke_signs", "emergency"),
    ("symptoms", "chest_pain", "emergency"),
    ("symptoms", "breathlessness", "emergency"),
    ("symptoms", "fainting", "emergency"),
    ("symptoms", "suicidal_thoughts", "emergency"),
    ("warning_signs", "seizure", "emergency"),
    ("warning_signs", "confusion", "emergency"),
    ("symptoms", "dark_urine", "urgent"),
    ("warning_signs", "bladder_bowel", "urgent"),
    ("symptoms", "swallowing_trouble", "soon"),
    ("symptoms", "weakness", "soon"),
    ("symptoms", "muscle_wasting", "soon"),
    ("twitch_site", "tongue", "soon"),
    ("symptoms", "spreading", "routine"),
    ("symptoms", "numbness", "routine"),
    ("symptoms", "memory_decline", "routine"),
    ("warning_signs", "palpitations", "urgent"),
];

const LEVELS: [&str; 6] = ["none", "self_care", "routine", "soon", "urgent", "emergency"];

fn rank(level: &str) -> usize {
    LEVELS.iter().position(|known| *known == level).unwrap()
}

/// Somebody who twitches and denies all other symptoms, but for one member given in its own way.
fn person(set: &str, member: &str, how: &str) -> String {
    let others = r#""age_years": 30, "twitch_days": 2, "none": ["conditions", "medicines"]"#;
    let sets: Vec<String> = [
        ("symptoms", MEMBERS_OF_SYMPTOMS.as_slice()),
        ("warning_signs", MEMBERS_OF_WARNING_SIGNS.as_slice()),
        ("twitch_site", &["tongue", "face"]),
    ]
    .into_iter()
    .map(|(name, members)| {
        let denied = members.iter().filter(|other| (name, **other) != (set, member));
        let denied: Vec<String> = denied.map(|member| format!("\"{member}\"")).collect();
        format!("\"{name}\": [{}]", denied.join(", "))
    })
    .collect();
    let affirmed = match (how, set) {
        ("affirmed", "symptoms") => format!(r#""symptoms": ["twitching", "{member}"],"#),
        ("affirmed", _) => format!(r#""symptoms": ["twitching"], "{set}": ["{member}"],"#),
        _ => r#""symptoms": ["twitching"],"#.to_owned(),
    };
    let unknown = match how {
        "unknown" => format!(r#""unknown": ["{set}.{member}"],"#),
        _ => String::new(),
    };
    let mut not = sets.join(", ");
    if how == "denied" {
        not = not.replace(&format!("\"{set}\": ["), &format!("\"{set}\": [\"{member}\", "));
    }
    format!("{{{affirmed} {unknown} {others}, \"not\": {{{not}}}}}")
}

const MEMBERS_OF_SYMPTOMS: [&str; 17] = [
    "chest_pain",
    "breathlessness",
    "stroke_signs",
    "fainting",
    "suicidal_thoughts",
    "dark_urine",
    "swelling",
    "swallowing_trouble",
    "weakness",
    "muscle_wasting",
    "numbness",
    "spreading",
    "low_mood",
    "memory_decline",
    "pain",
    "fatigue",
    "cramps",
];
const MEMBERS_OF_WARNING_SIGNS: [&str; 15] = [
    "seizure",
    "confusion",
    "other_emergency",
    "harm_thoughts",
    "bladder_bowel",
    "palpitations",
    "repeated_vomiting",
    "little_urine",
    "not_eating",
    "severe_headache",
    "vision_change",
    "bleeding",
    "hand_spasm",
    "fever",
    "stiffness",
];

#[test]
fn an_unknown_flag_without_a_policy_is_a_caution_with_its_urgency() {
    let model = Pack::new().model();
    let (faint, other) = (model.slot("signs.faint").unwrap(), model.slot("signs.cough").unwrap());
    let engine = Engine::new(&model);
    let unknown = |slot| {
        let outcome = engine.evaluate([(slot, Finding::Unknown)], None);
        outcome.cautions.iter().map(|c| (c.kind.clone(), c.urgency)).collect::<Vec<_>>()
    };
    assert!(unknown(faint).contains(&(CautionKind::Unknown(faint), Urgency::Urgent)));
    assert!(!unknown(other).iter().any(|(kind, _)| *kind == CautionKind::Unknown(other)));
}

#[test]
fn affirmed_leads_at_least_to_its_urgency() {
    let persons: Vec<String> =
        FLAGS.iter().map(|(set, member, _)| person(set, member, "affirmed")).collect();
    for ((_, member, least), outcome) in FLAGS.iter().zip(outcomes(&persons)) {
        let urgency = urgency(&outcome);
        assert!(rank(urgency) >= rank(least), "{member}: {urgency}");
        if rank(urgency) >= rank("urgent") {
            assert_eq!(outcome["advice"], json!([]), "{member}");
        }
    }
}

#[test]
fn denied_leads_nowhere_and_is_no_caution() {
    let persons: Vec<String> =
        FLAGS.iter().map(|(set, member, _)| person(set, member, "denied")).collect();
    for ((_, member, _), outcome) in FLAGS.iter().zip(outcomes(&persons)) {
        assert!(rank(urgency(&outcome)) <= rank("self_care"), "{member}");
        assert!(!ids(&outcome, "cautions").contains(&format!("unknown_{member}")), "{member}");
    }
}

#[test]
fn unknown_is_a_caution_and_never_a_no() {
    let persons: Vec<String> =
        FLAGS.iter().map(|(set, member, _)| person(set, member, "unknown")).collect();
    for ((set, member, _), outcome) in FLAGS.iter().zip(outcomes(&persons)) {
        let caution = entry(&outcome, "cautions", &format!("unknown_{member}"));
        assert_eq!(caution["facts"], json!([format!("{set}.{member}")]));
        assert!(rank(caution["urgency"].as_str().unwrap()) >= rank("self_care"), "{member}");
        assert!(!caution["text"].as_str().unwrap().is_empty(), "{member}");
        assert_eq!(outcome["unknown"], json!([format!("{set}.{member}")]));
        // what depends on the flag being no is not said
        let denied = outcome["not"][*set].as_array();
        assert!(denied.is_none_or(|denied| !denied.contains(&json!(member))), "{member}");
    }
}

#[test]
fn an_unknown_life_threat_cautions_with_the_urgency_of_the_policy() {
    let expected = [
        ("stroke_signs", "emergency"),
        ("chest_pain", "urgent"),
        ("breathlessness", "urgent"),
        ("fainting", "urgent"),
        ("suicidal_thoughts", "urgent"),
        ("swallowing_trouble", "soon"),
        ("weakness", "routine"),
    ];
    let persons: Vec<String> =
        expected.iter().map(|(member, _)| person("symptoms", member, "unknown")).collect();
    for ((member, level), outcome) in expected.iter().zip(outcomes(&persons)) {
        let caution = entry(&outcome, "cautions", &format!("unknown_{member}"));
        let found = caution["urgency"].as_str().unwrap();
        assert!(rank(found) >= rank(level), "{member}: {found}");
    }
}

#[test]
fn open_is_one_caution_that_lists_what_was_not_asked() {
    let persons: Vec<String> =
        FLAGS.iter().map(|(set, member, _)| person(set, member, "open")).collect();
    let life_threats =
        ["stroke_signs", "chest_pain", "breathlessness", "fainting", "seizure", "confusion"];
    let of_twitching =
        ["swallowing_trouble", "weakness", "muscle_wasting", "numbness", "spreading"];
    for ((set, member, _), outcome) in FLAGS.iter().zip(outcomes(&persons)) {
        assert!(!ids(&outcome, "cautions").contains(&format!("unknown_{member}")), "{member}");
        if life_threats.contains(member) || of_twitching.contains(member) {
            let caution = entry(&outcome, "cautions", "not_asked");
            let name = json!(format!("{set}.{member}"));
            assert!(caution["facts"].as_array().unwrap().contains(&name), "{member}: {caution}");
            assert!(outcome["open"].as_array().unwrap().contains(&name), "{member}");
        }
    }
}

#[test]
fn only_a_known_detail_lowers_an_emergency() {
    let cases = [
        (r#"{"symptoms": ["chest_pain"]}"#, "emergency"),
        (r#"{"symptoms": ["chest_pain"], "unknown": ["chest_pain_when"]}"#, "emergency"),
        (r#"{"symptoms": ["chest_pain"], "chest_pain_when": "now"}"#, "emergency"),
        (r#"{"symptoms": ["chest_pain"], "chest_pain_when": "gone"}"#, "urgent"),
        (r#"{"symptoms": ["stroke_signs"], "unknown": ["stroke_when"]}"#, "emergency"),
        (r#"{"symptoms": ["stroke_signs"], "stroke_when": "last_week"}"#, "emergency"),
        (r#"{"symptoms": ["suicidal_thoughts"], "unknown": ["suicide_plan"]}"#, "emergency"),
        (r#"{"symptoms": ["suicidal_thoughts"], "suicide_plan": false}"#, "urgent"),
        (r#"{"symptoms": ["suicidal_thoughts"], "suicide_plan": true}"#, "emergency"),
        (r#"{"symptoms": ["fainting"], "unknown": ["fainting_when"]}"#, "emergency"),
        (r#"{"symptoms": ["weakness"], "weakness_onset": "sudden"}"#, "emergency"),
        (r#"{"symptoms": ["weakness"], "weakness_onset": "days"}"#, "urgent"),
        (r#"{"symptoms": ["weakness"], "unknown": ["weakness_onset"]}"#, "soon"),
        (r#"{"symptoms": ["swallowing_trouble"], "choking": true}"#, "urgent"),
        (r#"{"symptoms": ["swallowing_trouble"], "swallowing_onset": "sudden"}"#, "emergency"),
        (r#"{"symptoms": ["swelling", "pain"]}"#, "urgent"),
        (r#"{"symptoms": ["swelling", "chest_pain"], "chest_pain_when": "gone"}"#, "emergency"),
    ];
    let persons: Vec<String> = cases.iter().map(|(facts, _)| (*facts).to_owned()).collect();
    for ((facts, expected), outcome) in cases.iter().zip(outcomes(&persons)) {
        assert_eq!(urgency(&outcome), *expected, "{facts}");
    }
}

#[test]
fn a_swelling_that_nobody_can_tell_is_never_passed_over() {
    for (rest, level) in [
        (r#""symptoms": ["pain"]"#, "urgent"),
        (r#""not": {"symptoms": ["pain"]}"#, "soon"),
        (r#""worried": false"#, "soon"),
    ] {
        let told = outcome(&format!("{{\"unknown\": [\"symptoms.swelling\"], {rest}}}"));
        assert_eq!(entry(&told, "cautions", "unknown_swelling")["urgency"], level, "{rest}");
    }
    // a stiff neck weighs nothing where the very bad headache is denied
    let facts = r#"{"unknown": ["warning_signs.stiff_neck"], "not": {"warning_signs": ["severe_headache"]}}"#;
    let cautions = ids(&outcome(facts), "cautions");
    assert!(!cautions.contains("unknown_stiff_neck"));
}

/// The cards of such a conversation name the crisis line: that of the emergency, that of today, and the last words.
#[test]
fn an_emergency_that_is_lowered_shows_the_card_for_today_at_that_turn() {
    for (lang, thoughts, no, crisis_line) in [
        ("en", "I want to kill myself", "no", "a crisis line where you live"),
        ("da", "jeg vil ikke leve mere", "nej", "70 201 201"),
        ("sv", "jag vill inte leva längre", "nej", "90101"),
        ("nb", "jeg vil ikke leve lenger", "nei", "116 123"),
    ] {
        let words = format!("{thoughts}\n{no}\n");
        let said = Samtale::new().args(["chat", "--lang", lang]).stdin(words).run().fine().stdout;
        assert_eq!(said.matches(crisis_line).count(), 3, "{lang}: {said}");
    }
}

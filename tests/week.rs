//! One week for several goals, as the person reads it.

use serde_json::Value;

use crate::support::{Samtale, entry, ids, outcome};

/// The lines of the week below an advice: from Monday on.
fn week(outcome: &Value, id: &str) -> Vec<String> {
    let text = entry(outcome, "advice", id)["text"].as_str().unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn three_goals_share_one_week() {
    let facts = r#"{"goals": ["strength", "endurance", "lower_inflammation"], "training_days": 4, "new_to_training": false, "age_years": 35}"#;
    let lines = week(&outcome(facts), "one_week");
    let begins = |n: usize, begin: &str| assert!(lines[n].starts_with(begin), "{lines:#?}");
    assert_eq!(lines.len(), 8, "{lines:#?}");
    begins(0, "Monday: strength");
    begins(1, "Tuesday: a walk");
    begins(2, "Wednesday: easy stamina at a pace where you can talk, 40 minutes");
    begins(3, "Thursday: strength");
    begins(4, "Friday: a walk");
    assert!(lines[5].contains("or hard intervals"), "{lines:#?}");
    begins(6, "Sunday: rest");
    begins(7, "This week serves: getting stronger, better stamina and less inflammation");
}

#[test]
fn no_figures_and_nothing_hard_before_leave() {
    for facts in [
        r#"{"goals": ["strength", "endurance"], "age_years": 16}"#,
        r#"{"goals": ["strength", "endurance"], "age_years": 30, "conditions": ["pregnancy"]}"#,
        r#"{"goals": ["strength", "endurance"], "age_years": 60, "conditions": ["heart_disease"]}"#,
        r#"{"goals": ["hormonal_balance", "better_sleep"], "age_years": 50, "conditions": ["diabetes"], "training_days": 6}"#,
    ] {
        let outcome = outcome(facts);
        assert!(!ids(&outcome, "advice").contains("one_week"), "{facts}");
        let text = entry(&outcome, "advice", "one_week_calm")["text"].as_str().unwrap();
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
        assert!(!text.contains("strength") && !text.contains("interval"), "{text}");
        assert!(text.contains("a walk"), "{text}");
    }
}

#[test]
fn no_week_before_a_doctor_has_looked_or_for_one_goal() {
    for facts in [
        r#"{"goals": ["strength", "endurance"], "age_years": 30, "symptoms": ["weakness"]}"#,
        r#"{"goals": ["strength", "endurance"], "age_years": 30, "symptoms": ["dark_urine"]}"#,
        r#"{"goals": ["strength", "endurance"], "age_years": 30, "conditions": ["eating_disorder"]}"#,
        r#"{"goals": ["strength", "endurance"], "age_years": 12}"#,
        r#"{"goals": ["strength"], "age_years": 30}"#,
    ] {
        let given = ids(&outcome(facts), "advice");
        assert!(!given.contains("one_week") && !given.contains("one_week_calm"), "{facts}");
    }
}

#[test]
fn the_week_speaks_all_languages_and_its_claims_travel_with_it() {
    let facts = r#"{"goals": ["strength", "brain_health"], "training_days": 3, "age_years": 35}"#;
    for (language, monday) in [("da", "Mandag:"), ("sv", "Måndag:"), ("nb", "Mandag:")] {
        let arguments = ["run", "--facts", "-", "--format", "json", "--lang", language];
        let outcome = Samtale::new().args(arguments).stdin(facts).run().fine().json();
        assert!(week(&outcome, "one_week")[0].starts_with(monday), "{outcome}");
    }
    let outcome = outcome(facts);
    let claims = entry(&outcome, "advice", "one_week")["claims"].as_array().unwrap();
    assert!(claims.iter().any(|claim| claim["id"] == "ilive_dance"), "{claims:#?}");
}

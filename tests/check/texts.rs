//! Numbers, readability and placeholders of texts.

use samtale::base::hash::text_lock;

use crate::support::pack::Pack;

#[test]
fn a_number_without_a_claim_is_an_error() {
    let pack = Pack::new().edit("rules/advice.ron", "Sleep for 7 hours.", "Sleep for 8 hours.");
    assert_eq!(
        pack.check_findings(),
        [
            "rules/advice.ron:3:15: error [stray_number] the number 8 in `advice.sleep_more.text` (en) is no declared value of the claims behind it | rest the text on a claim that has it, add it to that claim's `numbers`, or correct it"
        ]
    );
    let pack = Pack::new().edit("rules/claims/paper.ron", "numbers: [7]", "numbers: []");
    let found = pack.check_findings();
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[1].starts_with("rules/claims/paper.ron:5:19: error [stray_number]"),
        "{found:#?}"
    );
}

#[test]
fn the_year_of_a_guideline_and_the_range_of_a_fact_may_stand() {
    let pack = Pack::new()
        .edit("rules/sources.ron", "title: \"Good advice\"", "title: \"Good advice 2020\"")
        .edit(
            "rules/referrals.ron",
            "\"You fainted.\"",
            "\"You fainted. Advice of 2020: call 112.\"",
        )
        .edit(
            "rules/facts.ron",
            "\"How long do you sleep?\"",
            "\"How long do you sleep, 7 or 6.5?\"",
        );
    assert_eq!(pack.check_findings(), [""; 0]);
    let pack = pack.edit("rules/facts.ron", "7 or 6.5?", "7 or 30?");
    let found = pack.check_findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("the number 30 in `fact.sleep_hours.question`"), "{found:#?}");
}

#[test]
fn a_dialogue_has_no_numbers() {
    let found =
        Pack::new().edit("dialogues/intake.ron", "\"Bye.\"", "\"Sleep 7 hours.\"").check_findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("dialogues/intake.ron:7:30: error [stray_number]"), "{found:#?}");
}

/// The small pack with a Danish text of the advice; the rest is missing, as warnings and errors.
fn danish(text: &str) -> Vec<String> {
    let source = "You sleep {sleep_hours} hours. Sleep for 7 hours.";
    let table =
        format!("{{\n    \"advice.sleep_more.text\": ({:?}, {text:?}),\n}}\n", text_lock(source));
    let pack = Pack::new()
        .edit("rules/pack.ron", "languages: [en]", "languages: [en, da]")
        .with("rules/texts/da/advice.ron", &table);
    let value = pack.checked(&["--format", "json"]).json();
    let findings = value["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["code"] != "missing_translation")
        .map(|finding| {
            format!(
                "{}:{}:{} {} {}",
                finding["file"].as_str().unwrap(),
                finding["line"],
                finding["column"],
                finding["code"].as_str().unwrap(),
                finding["message"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn translations_have_the_numbers_of_their_source() {
    assert_eq!(danish("Du sover {sleep_hours} timer. Sov i 7 timer."), [""; 0]);
    assert_eq!(
        danish("Du sover {sleep_hours} timer. Sov i 7,5 timer."),
        [
            "rules/texts/da/advice.ron:2:5 stray_number the number 7,5 in `advice.sleep_more.text` (da) is no declared value of the claims behind it",
            "rules/texts/da/advice.ron:2:5 translated_number `advice.sleep_more.text` says 7,5 where its source text says 7",
        ]
    );
    assert_eq!(
        danish("Du sover {sleep_hours} timer. Sov længere."),
        [
            "rules/texts/da/advice.ron:2:5 translated_number `advice.sleep_more.text` leaves out 7 of its source text"
        ]
    );
}

#[test]
fn a_text_that_is_hard_to_read_is_a_warning() {
    let found = Pack::new()
        .edit(
            "rules/advice.ron",
            "You sleep {sleep_hours} hours. Sleep for 7 hours.",
            "Considerable neuromuscular excitability following prolonged strenuous exercise demonstrates electrophysiological abnormalities requiring thorough investigation",
        )
        .check_findings();
    assert_eq!(
        found,
        [
            "rules/advice.ron:3:15: warning [hard_to_read] `advice.sleep_more.text` (en) is hard to read: LIX 113 | shorter sentences and shorter words; at most 40"
        ]
    );
}

#[test]
fn a_value_that_may_be_missing_is_a_warning() {
    let pack = Pack::new().edit(
        "rules/referrals.ron",
        "\"You fainted.\"",
        "\"You fainted after {sleep_hours} hours of sleep.\"",
    );
    let found = pack.check_findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with("rules/referrals.ron:3:15: warning [value_may_be_missing] `referral.faint.text` shows the value of `sleep_hours`, which may have none: with "),
        "{found:#?}"
    );
    let guarded = pack.edit(
        "rules/referrals.ron",
        "when: has(\"signs.faint\")",
        "when: all([has(\"signs.faint\"), at_or_above(\"sleep_hours\", 0, \"hours\")])",
    );
    let found = guarded.check_findings();
    assert!(!found.iter().any(|finding| finding.contains("value_may_be_missing")), "{found:#?}");
}

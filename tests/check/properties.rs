//! Properties and red flags held against cases, and what else needs a look at the whole pack.

use samtale::check::{Date, Options, run};

use crate::support::Samtale;
use crate::support::pack::Pack;

fn with_property(pack: Pack, property: &str) -> Pack {
    pack.with(
        "rules/properties.ron",
        &format!("[\n    (id: \"p\", means: \"It holds.\", {property}),\n]\n"),
    )
}

#[test]
fn a_property_that_holds_is_not_reported() {
    let pack = with_property(
        Pack::new(),
        "never: (advice: \"sleep_more\", when: has(\"kidney_disease\"))",
    );
    assert_eq!(pack.check_findings(), [""; 0]);
    let pack = with_property(Pack::new(), "always: (when: has(\"signs.faint\"), at_least: urgent)");
    assert_eq!(pack.check_findings(), [""; 0]);
}

#[test]
fn a_refuted_never_shows_the_smallest_case_and_its_chat() {
    let pack = with_property(
        Pack::new().edit(
            "rules/advice.ron",
            "when: has(\"kidney_disease\")",
            "when: all([has(\"kidney_disease\"), has(\"signs.cough\")])",
        ),
        "never: (advice: \"sleep_more\", when: has(\"kidney_disease\"))",
    );
    let found = pack.diagnostics();
    assert_eq!(found.len(), 1, "{found:#?}");
    let message = &found[0].message;
    let start = "the property `p` does not hold: `sleep_more` is given with sleep_hours ";
    assert!(message.starts_with(start) && message.ends_with(", kidney_disease yes"), "{message}");
    assert_eq!(
        found[0].help.as_deref(),
        Some("give `sleep_more` a contraindication with `when`: kidney_disease")
    );
    let transcript = found[0].transcript.as_deref().unwrap();
    let start = "samtale transcript 1\ndialogue: intake\nlang: en\n> ";
    assert!(transcript.starts_with(start), "{transcript}");
    assert!(transcript.contains("\n= fact kidney_disease yes\n"), "{transcript}");
    assert!(transcript.ends_with("\n= advise sleep_more\n= urgency none\n"), "{transcript}");
}

#[test]
fn a_never_counts_what_is_unknown() {
    let pack = with_property(
        Pack::new()
            .edit(
                "rules/advice.ron",
                "when: below(\"sleep_hours\", 7, \"hours\")",
                "when: all([below(\"sleep_hours\", 7, \"hours\"), not(has(\"signs.faint\"))])",
            )
            .edit(
                "rules/advice.ron",
                "when: has(\"kidney_disease\")",
                "when: any([has(\"kidney_disease\"), is(\"mood\", \"bad\")])",
            ),
        "never: (advice: \"sleep_more\", when: all([has(\"signs.cough\"), is(\"mood\", \"bad\")]))",
    );
    // an unknown mood holds the advice back, and a bad one too: nothing gets through
    assert_eq!(pack.check_findings(), [""; 0]);
    let found = pack.edit("rules/advice.ron", ", is(\"mood\", \"bad\")]", "]").check_findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("[property_refuted]"), "{found:#?}");
}

#[test]
fn a_refuted_always_says_what_is_missing() {
    let pack = with_property(
        Pack::new(),
        "always: (when: at_or_below(\"sleep_hours\", 3, \"hours\"), at_least: soon)",
    );
    let found = pack.check_findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with(
            "rules/properties.ron:2:5: error [property_refuted] the property `p` does not hold: no referral of at least soon holds with sleep_hours "
        ),
        "{found:#?}"
    );
}

#[test]
fn a_bound_is_tried_on_it_and_on_both_sides() {
    // only the bound itself goes against it
    let pack = with_property(
        Pack::new().edit(
            "rules/advice.ron",
            "below(\"sleep_hours\", 7, \"hours\")",
            "at_or_below(\"sleep_hours\", 7, \"hours\")",
        ),
        "never: (advice: \"sleep_more\", when: at_or_above(\"sleep_hours\", 7, \"hours\"))",
    );
    let found = pack.check_findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("is given with sleep_hours 7 |"), "{found:#?}");
}

#[test]
fn an_unheeded_red_flag_is_an_error() {
    let pack = Pack::new().edit("rules/referrals.ron", "urgency: urgent", "urgency: soon");
    let found = pack.diagnostics();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, "red_flag_unheeded");
    assert_eq!(
        found[0].message,
        "the red flag `signs.faint` must lead to at least urgent, but leads to soon with signs.faint affirmed"
    );
    assert_eq!((found[0].position.line, found[0].file.as_str()), (6, "rules/facts.ron"));
    assert_eq!(
        found[0].transcript.as_deref(),
        Some(
            "samtale transcript 1\ndialogue: intake\nlang: en\n> yes\n= fact signs.faint affirmed\n= urgency soon\n"
        )
    );
}

#[test]
fn a_red_flag_is_lowered_by_a_known_detail_only() {
    let pack = Pack::new()
        .edit(
            "rules/facts.ron",
            "red_flag: (least: urgent)",
            "red_flag: (least: urgent, lowered: [(when: has(\"signs.cough\"), least: routine)])",
        )
        .edit(
            "rules/referrals.ron",
            "when: has(\"signs.faint\")",
            "when: all([has(\"signs.faint\"), not(has(\"signs.cough\"))])",
        );
    let found = pack.check_findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("leads to nothing with signs.faint affirmed"), "{found:#?}");
    let careful = pack.edit(
        "rules/referrals.ron",
        "not(has(\"signs.cough\"))",
        "possibly(not(has(\"signs.cough\")))",
    );
    let found = careful.check_findings();
    // a cough lowers it to routine, for which no rule is there
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("must lead to at least routine, but leads to nothing"), "{found:#?}");
}

#[test]
fn controls_that_are_transcripts_are_verified_only_with_transcripts() {
    let pack = Pack::new().with(
        "rules/hazards.ron",
        "[\n    (id: \"h\", cause: \"c\", harm: \"h\", severity: 1, likelihood: 1,\n        controls: [referral(\"faint\"), transcript(\"faint\")], residual: \"r\"),\n]\n",
    );
    assert_eq!(pack.check_findings(), [""; 0]);
    let options = |paths: &[&str]| Options {
        transcripts: Some(paths.iter().map(|path| (*path).to_owned()).collect()),
        ..Options::default()
    };
    let found = run(&pack.files(), &pack.model(), &options(&["other.txt"]));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].code, found[0].message.as_str()),
        ("missing_control", "the transcript `faint`, which controls the hazard `h`, is not there")
    );
    assert_eq!((found[0].position.line, found[0].position.column), (3, 39));
    assert!(run(&pack.files(), &pack.model(), &options(&["signs/faint.txt"])).is_empty());
}

#[test]
fn contacts_must_be_checked_and_fresh() {
    let pack = Pack::new().edit(
        "rules/contacts.ron",
        "name: \"your doctor\"",
        "name: \"your doctor\", number: \"1\"",
    );
    assert_eq!(
        pack.check_findings(),
        [
            "rules/contacts.ron:3:82: warning [contact_unchecked] nobody has checked the number of `doctor` | look it up, then add `checked: \"YYYY-MM-DD\"`"
        ]
    );
    let fresh = |today: &str| {
        let today: Date = today.parse().unwrap();
        let options = Options { today: Some(today), ..Options::default() };
        let pack = Pack::new();
        run(&pack.files(), &pack.model(), &options)
            .into_iter()
            .map(|f| f.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(fresh("2027-01-01"), [""; 0]);
    assert_eq!(fresh("2027-01-02"), ["the number of `emergency` was checked 366 days ago"]);
}

#[test]
fn what_nothing_makes_use_of_is_said() {
    let pack = Pack::new()
        .with("rules/contradictions.ron", "[]")
        .edit("dialogues/intake.ron", "\"signs\"]", "\"signs.faint\"]")
        .edit("dialogues/intake.ron", "\"sleep_hours\", \"mood\"", "\"sleep_hours\"")
        .with("rules/caveats.ron", "[(id: \"stray\", text: \"Only mice.\", source: \"paper\")]")
        .edit("rules/advice.ron", "claims: [\"sleep_helps\"]", "claims: [\"faint_is_urgent\"]")
        .edit("rules/advice.ron", " Sleep for 7 hours.", "");
    assert_eq!(
        pack.check_findings(),
        [
            "rules/caveats.ron:1:7: warning [unused_caveat] the caveat `stray` limits no claim | add it to the claims that it limits: it must not be left out",
            "rules/claims/paper.ron:4:14: note [unused_claim] no rule rests on the claim `sleep_helps`",
            "rules/facts.ron:9:10: warning [unused_fact] the fact `mood` is asked nowhere and read by no rule | read it in a rule, ask it in a dialogue, or remove it",
        ]
    );
}

#[test]
fn a_question_whose_answer_changes_nothing_is_said() {
    let idle = Pack::new().with("rules/contradictions.ron", "[]");
    assert_eq!(
        idle.check_findings(),
        [
            "dialogues/intake.ron:4:32: warning [idle_question] the step `signs` of `intake` asks `signs.cough`, and the answer changes nothing: no rule, guard, derived fact or property reads it | read it somewhere, or do not ask it",
            "dialogues/intake.ron:5:32: warning [idle_question] the step `sleep` of `intake` asks `mood`, and the answer changes nothing: no rule, guard, derived fact or property reads it | read it somewhere, or do not ask it",
        ]
    );
    let both = "whenever: (when: has(\"signs.cough\"), then: not(is(\"mood\", \"bad\")))";
    let found = with_property(idle, both).check_findings().concat();
    assert!(!found.contains("idle_question"), "{found}");
}

#[test]
fn words_that_nobody_can_see_are_said() {
    let pack = Pack::new()
        .edit(
            "rules/facts.ron",
            "question: \"How is your mood?\",",
            "question: \"How is your mood?\", simpler: \"Good or bad?\",",
        )
        .edit("dialogues/intake.ron", "id: \"sleep\",", "id: \"sleep\", lead: \"Now sleep.\",");
    let found = pack.check_findings();
    assert_eq!(found.len(), 2, "{found:#?}");
    let lead = "[text_never_shown] the lead of the step `sleep` of `intake` is never shown";
    assert!(found[0].contains(lead), "{found:#?}");
    let simpler = "[text_never_shown] the simpler words of `mood` are never shown";
    assert!(found[1].contains(simpler), "{found:#?}");
}

#[test]
fn an_unknown_flag_without_its_company_is_decided_where_lines_speak_of_it() {
    let with_lines = |lines: &str| {
        Pack::new()
            .edit(
                "rules/facts.ron",
                "red_flag: (least: urgent)",
                &format!("red_flag: (least: urgent, with: has(\"kidney_disease\"), if_unknown: [{lines}])"),
            )
            .check_findings()
    };
    let alone = "refer_when(not(has(\"kidney_disease\")), soon)";
    assert_eq!(with_lines(&format!("{alone}, refer(urgent)")), [""; 0]);
    assert_eq!(with_lines("refer(urgent)"), [""; 0]);
    let narrow = "refer_when(all([not(has(\"kidney_disease\")), has(\"signs.cough\")]), soon)";
    let found = with_lines(&format!("{narrow}, refer(urgent)"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("[unknown_red_flag_unheeded]"), "{found:#?}");
    assert!(found[0].contains("can stay unknown without what it must come with"), "{found:#?}");
}

#[test]
fn json_has_what_the_contracts_name() {
    let pack = Pack::new().edit("rules/referrals.ron", "urgency: urgent", "urgency: soon");
    let ran = pack.checked(&["--format", "json"]);
    assert_eq!(ran.code, 1);
    let value = ran.json();
    let finding = &value["findings"][0];
    assert_eq!(finding["code"], "red_flag_unheeded");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["file"], "rules/facts.ron");
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(6), Some(52)));
    assert!(finding["transcript"].as_str().unwrap().starts_with("samtale transcript 1\n"));
    assert!(finding["help"].is_string());
}

#[test]
fn text_shows_the_place_the_mend_and_a_count() {
    let pack = Pack::new().edit("rules/facts.ron", "unit: \"hours\"", "unit: \"hors\"");
    let ran = pack.checked(&[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    let expected = "error[unknown_unit]: there is no unit `hors`
 --> rules/facts.ron:3:28
  |
3 |         kind: number(unit: \"hors\", min: 0, max: 24, step: 0.5)),
  |                            ^^^^^^
  |
  = help: did you mean `hours`?

1 error, 0 warnings, 0 notes
";
    assert_eq!(ran.stdout, expected);
    let coloured = pack.checked(&["--color", "always"]);
    assert!(coloured.stdout.contains('\u{1b}'));
}

#[test]
fn a_pack_without_a_finding_ends_well() {
    let ran = Pack::new().checked(&[]).fine();
    assert_eq!(ran.stdout, "0 errors, 0 warnings, 0 notes\n");
}

#[test]
fn no_rules_and_a_bad_date_are_unusable() {
    let folder = tempfile::tempdir().unwrap();
    let ran = Samtale::new().args(["check", "--pack", "."]).in_folder(folder.path()).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    let ran = Samtale::new().args(["check", "--today", "20-11-2026"]).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr, "error: `20-11-2026` is no date: write it as 2026-11-20\n");
}

#[test]
fn a_counterexample_can_be_replayed() {
    let pack = Pack::new().edit("rules/referrals.ron", "urgency: urgent", "urgency: soon");
    let transcript = pack.diagnostics()[0].transcript.clone().unwrap();
    let ran = pack.with("faint.txt", &transcript).run(&["replay", "faint.txt"]);
    assert_eq!(ran.code, 0, "{transcript}\n{}{}", ran.stdout, ran.stderr);
}

//! What replay tells: the first turn that differs and why, what can never hold, and the exit codes.

use std::path::Path;

use crate::replay::{Folder, english};
use crate::support::copy;

const TWITCH: &str = "> my calf has twitched for 14 days";

#[test]
fn a_changed_threshold_turns_the_right_transcripts_red_and_says_which_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new();
    for part in ["rules", "dialogues"] {
        copy(&root.join(part), &folder.path(&format!("pack/{part}")));
    }
    let changed = "pack/rules/referrals/routine.ron";
    let text = folder.text(changed);
    let rule =
        "all([at_or_above(\"twitch_days\", 14, \"days\"), possibly(not(has(\"examined\")))])";
    assert!(text.contains(rule));
    let folder = folder.with(changed, text.replace(rule, &rule.replace("14", "15")));
    let twitching = root.join("tests/transcripts/twitching");
    let twitching = twitching.to_str().unwrap();
    let ran = folder.replay(&["--pack", "pack", "--jobs", "1", twitching]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("fourteen_days.transcript:6:1: differs"), "{}", ran.stdout);
    let why = "  refer twitching_for_weeks went:\n    twitch_days ≥ 15: no (twitch_days is 14)\n";
    assert!(ran.stdout.contains(why), "{}", ran.stdout);
    assert!(!ran.stdout.contains("fifteen_days"), "{}", ran.stdout);
    // the same words whatever the number of threads
    let many = folder.replay(&["--pack", "pack", "--jobs", "5", twitching]);
    assert_eq!((many.code, many.stdout), (1, ran.stdout));
}

#[test]
fn what_led_there_is_told_and_nothing_behind_it() {
    let text = english(&[
        "> hello",
        "? symptoms",
        "> none of these",
        "? sleep_hours",
        "= urgency urgent",
        "> 1",
        "= refer x",
    ]);
    let ran = Folder::new().with("a.txt", text).replay(&["a.txt"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    for told in [
        "a.txt:6:1: differs\n  expected ? sleep_hours\n  got      ? goals\n  the dialogue stands at ",
        "`sleep_hours` is not known, and not asked here",
        "a.txt:7:1: differs\n  expected = urgency urgent\n  got      = urgency none\n",
        "  at line 5: > none of these\n",
        "  after:\n    ? goals\n    > hello\n",
        "0 passed, 1 failed\n",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("a.txt:9"), "{}", ran.stdout);
}

#[test]
fn what_can_never_hold_is_found() {
    let folder = Folder::new()
        .with("end.txt", english(&["> /quit", "= refer -", "> hello", "= refer -"]))
        .with("id.txt", english(&[TWITCH, "= refer twitching_for_week"]))
        .with("fact.txt", english(&[TWITCH, "= fact twich_days 14"]))
        .with("question.txt", english(&[TWITCH, "? symptom"]));
    let ran = folder.replay(&["."]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for told in [
        "end.txt:5:1: differs\n  expected > hello\n  got      (the conversation ended at end.txt:3:1",
        "the pack has no such referral; did you mean `twitching_for_weeks`?",
        "the pack has no `twich_days`; did you mean `twitch_days`?",
        "the pack has no `symptom`; did you mean `symptoms`?",
    ] {
        assert!(ran.stdout.replace("./", "").contains(told), "{told}: {}", ran.stdout);
    }
}

#[test]
fn a_run_that_compared_nothing_fails() {
    let folder = Folder::new()
        .with("said.txt", english(&["> hello"]))
        .with("shown.txt", english(&["> /quit", "< Take care of yourself."]))
        .with("good/a.txt", english(&["> hello", "= refer -"]))
        .with("empty/readme.md", "nothing here");
    for paths in [&["said.txt"][..], &["shown.txt"], &["empty"]] {
        let ran = folder.replay(paths);
        assert_eq!(ran.code, 2, "{paths:?}");
        assert!(ran.stderr.starts_with("nothing was compared"), "{paths:?}: {}", ran.stderr);
    }
    assert_eq!(folder.replay(&["shown.txt", "--exact"]).code, 0);
    let ran = folder.replay(&["said.txt", "good"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (0, "2 passed, 0 failed (1 of them expect nothing that is compared)\n")
    );
}

#[test]
fn what_cannot_be_read_does_not_keep_the_rest_from_being_compared() {
    let folder = Folder::new()
        .with("a.txt", "no transcript\n")
        .with("b.txt", english(&["> hello", "= urgency urgent"]))
        .with("c.txt", english(&["> hello", "= urgency none"]));
    let ran = folder.replay(&["."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.ends_with("1 passed, 1 failed, 1 unreadable\n"), "{}", ran.stdout);
    assert_eq!(folder.replay(&["b.txt", "c.txt"]).code, 1);
    assert_eq!(folder.replay(&["c.txt"]).code, 0);
    // patterns that the shell has not filled in
    let ran = folder.replay(&["[abc].txt", "?.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.ends_with("1 passed, 1 failed, 2 unreadable\n"), "{}", ran.stdout);
}

#[test]
fn shown_lines_are_compared_only_when_asked_for() {
    let lines = ["> /quit", "< Take care of nobody.", "= refer -"];
    let folder = Folder::new().with("a.txt", english(&lines));
    assert_eq!(folder.replay(&["a.txt"]).code, 0);
    let ran = folder.replay(&["a.txt", "--exact"]);
    assert_eq!(ran.code, 1);
    let told = "a.txt:4:1: differs\n  expected < Take care of nobody.\n  got      < Take care of yourself.\n";
    assert!(ran.stdout.starts_with(told), "{}", ran.stdout);
}

#[test]
fn findings_are_said_without_words() {
    let folder = Folder::new()
        .with(
            "a.txt",
            english(&[
                "~ symptoms.twitching affirmed, twitch_days 14",
                "= refer twitching_for_weeks",
                "~ -",
            ]),
        )
        .with("b.txt", english(&["~ twitch_day 14", "= refer -"]))
        .with("c.txt", english(&["~ twitch_days long", "= refer -"]))
        .with("d.txt", english(&["~ caffeine_mg_per_kg 3", "= refer -"]));
    let ran = folder.replay(&["."]);
    assert!(
        ran.stdout.ends_with("1 passed, 0 failed, 3 unreadable\n"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    for told in
        ["did you mean `twitch_days`?", "takes a number in days", "is computed from other facts"]
    {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
}

#[test]
fn an_urgency_a_reason_caveats_and_steps_are_compared_one_by_one() {
    let with = |line: &str| {
        let text = format!("samtale transcript 1\nlang: en\n~ twitch_days 14\n{line}\n");
        Folder::new().with("a.transcript", text).replay(&["a.transcript"])
    };
    for line in [
        "= urgency twitching_for_weeks routine",
        "= urgency dark_urine none",
        "= refer not dark_urine weakness",
        "= claim twitches_see_doctor_weeks twitches_how_soon_not_said",
        "= advise not cut_caffeine",
        "= reason cut_caffeine -",
        "= came not intake.mood",
    ] {
        assert_eq!(with(line).code, 0, "{line}: {}", with(line).stdout);
    }
    for (line, got) in [
        ("= urgency twitching_for_weeks soon", "= urgency twitching_for_weeks routine"),
        ("= urgency dark_urine urgent", "= urgency dark_urine none"),
        ("= refer not twitching_for_weeks weakness", "= refer twitching_for_weeks\n"),
        ("= claim twitches_see_doctor_weeks -", "= claim twitches_see_doctor_weeks twitches_how"),
        ("= claim house_weakness -", "(the claim house_weakness stands behind nothing"),
        ("= beside cut_caffeine -", "(the advice cut_caffeine is not given)"),
        ("= reason cut_caffeine 1", "= reason cut_caffeine -"),
        ("= came intake.mood", "= came not intake.mood"),
        ("= came not intake.nowhere", "(the pack has no step intake.nowhere)"),
    ] {
        let ran = with(line);
        assert_eq!(ran.code, 1, "{line}: {}", ran.stdout);
        assert!(ran.stdout.contains(got), "{line}: {}", ran.stdout);
    }
}

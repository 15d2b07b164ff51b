//! Recording, saving, going on.

use std::os::unix::fs::PermissionsExt as _;

use crate::replay::{Folder, english};
use crate::support::Ran;

const HEAD: [&str; 4] = ["--lang", "en", "--record", "a.transcript"];

fn chat(folder: &Folder, arguments: &[&str], lines: &[&str]) -> Ran {
    folder.samtale(&["chat"]).args(arguments.iter().copied()).stdin(lines.join("\n") + "\n").run()
}

#[test]
fn a_recording_is_a_test_without_a_hand_edit() {
    let folder = Folder::new();
    let lines = [
        "my eyelid has twitched for three weeks, about six coffees a day",
        "none of these",
        "/why",
        "wrong",
        "none of these",
        "/lang da",
        "/change caffeine_mg 90",
        "/back",
        "ingen af dem",
        "?",
        "/summary",
        "/quit",
    ];
    assert_eq!(chat(&folder, &HEAD, &lines).fine().code, 0);
    let ran = folder.replay(&["a.transcript", "--exact"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "1 passed, 0 failed\n"), "{}", ran.stderr);
    assert_eq!(folder.path("a.transcript").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let text = folder.text("a.transcript");
    for line in [
        "pack: samtale ",
        "dialogue: intake",
        "lang: en",
        "? symptoms",
        "= fact caffeine_mg 540",
        "= urgency routine",
        "= refer only twitching_for_weeks",
    ] {
        assert!(text.lines().any(|found| found.starts_with(line)), "{line}: {text}");
    }
    // nothing is written over
    let again = chat(&folder, &HEAD, &["hello"]);
    assert_eq!((again.code, again.stdout.as_str()), (2, ""));
    assert!(again.stderr.contains("cannot record to a.transcript"), "{}", again.stderr);
    assert_eq!(folder.text("a.transcript"), text);
}

#[test]
fn nothing_is_written_unless_it_is_asked_for() {
    let folder = Folder::new();
    chat(&folder, &["--lang", "en"], &["hello", "none of these", "/quit"]).fine();
    assert_eq!(std::fs::read_dir(folder.folder()).unwrap().count(), 0);
    // commands that write files write nothing in replay
    let text = english(&["> hello", "> /save b.transcript", "? symptoms", "> save", "= refer -"]);
    let folder = folder.with("a.txt", text);
    assert_eq!(folder.replay(&["a.txt"]).code, 0);
    assert_eq!(std::fs::read_dir(folder.folder()).unwrap().count(), 1);
}

#[test]
fn saving_in_four_languages() {
    for (language, said) in [
        ("en", "Saved to x.transcript"),
        ("da", "Gemt i x.transcript"),
        ("sv", "Sparat i x.transcript"),
        ("nb", "Lagret i x.transcript"),
    ] {
        let folder = Folder::new();
        let ran = chat(
            &folder,
            &["--lang", language],
            &["/save x.transcript", "/save x.transcript", "/save"],
        )
        .fine();
        assert_eq!(ran.stdout.matches(said).count(), 3, "{}", ran.stdout);
        assert_eq!(
            folder.path("x.transcript").metadata().unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(folder.replay(&["x.transcript", "--exact"]).code, 0);
    }
    // without a name it says where; what was there stays
    let folder = Folder::new().with("x", "mine");
    let ran = chat(&folder, &["--lang", "en"], &["save", "/save x"]).fine();
    let saved: Vec<String> = std::fs::read_dir(folder.folder())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".transcript"))
        .collect();
    assert_eq!(saved.len(), 1, "{saved:?}");
    assert!(ran.stdout.contains(&saved[0]), "{}", ran.stdout);
    assert!(ran.stdout.contains("I could not write x: "), "{}", ran.stdout);
    assert_eq!(folder.text("x"), "mine");
}

#[test]
fn redacted_is_what_was_understood() {
    let folder = Folder::new();
    let arguments = [&HEAD[..], &["--redact"]].concat();
    let lines = [
        "Honestly my eyelid has twitched for 23 days, about 6 coffees a day",
        "none of these",
        "blurble",
        "/change twitch_days 19",
        "/back",
        "/skip",
        "/quit",
    ];
    chat(&folder, &arguments, &lines).fine();
    let text = folder.text("a.transcript");
    for word in ["Honestly", "coffee", "blurble", " 23", " 19", "540"] {
        let events: Vec<&str> = text
            .lines()
            .skip(2)
            .filter(|line| line.contains(word) && !line.starts_with("< "))
            .collect();
        assert!(events.is_empty(), "{word}: {events:?}");
    }
    assert!(!text.contains("blurble") && !text.contains("Honestly"), "{text}");
    assert!(text.contains("= refer only twitching_for_weeks"), "{text}");
    let ran = folder.replay(&["a.transcript", "--exact"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn going_on_where_it_stopped() {
    let folder = Folder::new();
    chat(&folder, &HEAD, &["my calf has twitched for three weeks", "/quit"]).fine();
    // on in the same file: the `/quit` gives way
    let ran = chat(
        &folder,
        &["--resume", "a.transcript", "--record", "a.transcript"],
        &["none of these", "/quit"],
    )
    .fine();
    for shown in [
        "We go on where a.transcript stopped.",
        "NOT URGENT",
        "What you told me",
        "signs that can't wait",
    ] {
        assert!(ran.stdout.contains(shown), "{shown}: {}", ran.stdout);
    }
    let text = folder.text("a.transcript");
    assert_eq!(text.matches("> /quit").count(), 1, "{text}");
    assert!(text.contains("three weeks") && text.contains("> none of these"), "{text}");
    assert_eq!(folder.replay(&["a.transcript", "--exact"]).code, 0);
    // into another: with all that was said before
    chat(
        &folder,
        &["--resume", "a.transcript", "--record", "b.transcript", "--lang", "sv"],
        &["inga"],
    )
    .fine();
    let text = folder.text("b.transcript");
    assert!(
        text.contains("three weeks") && text.contains("> /lang sv") && text.contains("> inga"),
        "{text}"
    );
    assert_eq!(folder.replay(&["b.transcript", "--exact"]).code, 0);
}

#[test]
fn an_emergency_is_shown_to_whoever_comes_back() {
    let folder = Folder::new().with("a.txt", english(&["> my eyelid twitches", "> 1"]));
    let ran = chat(&folder, &["--resume", "a.txt"], &[]).fine();
    assert!(ran.stdout.matches("EMERGENCY").count() >= 2, "{}", ran.stdout);
}

#[test]
fn what_no_longer_holds_is_told_and_gone_back_before() {
    let lines = [
        "pack: samtale 0.0.1 abc",
        "> my calf has twitched for 14 days",
        "= urgency routine",
        "> none of these",
        "= refer only something_else",
        "> none of these",
    ];
    let text = english(&lines);
    let folder = Folder::new().with("a.txt", &text);
    let ran = chat(&folder, &["--resume", "a.txt", "--record", "b.txt"], &["/quit"]).fine();
    for shown in [
        "The rules have changed",
        "Line 7 no longer holds",
        "= refer only something_else",
        "signs that can't",
    ] {
        assert!(ran.stdout.replace('\n', " ").contains(shown), "{shown}: {}", ran.stdout);
    }
    assert!(!folder.text("b.txt").contains("> none of these"), "{}", folder.text("b.txt"));
    // the turns behind it are not thrown away
    let ran = chat(&folder, &["--resume", "a.txt", "--record", "a.txt"], &["/quit"]);
    assert_eq!((ran.code, folder.text("a.txt")), (2, text));
    assert!(ran.stderr.contains("record to another file"), "{}", ran.stderr);
}

#[test]
fn going_on_from_a_line_by_hand() {
    let lines = [
        "> my calf has twitched for 14 days",
        "= urgency urgent",
        "> none of these",
        "> none of these",
        "= refer -",
    ];
    let folder = Folder::new().with("a.txt", english(&lines));
    for (line, asked) in [
        ("1", "What would you like help with?"),
        ("3", "signs that can't wait"),
        ("4", "signs that can't wait"),
        ("5", "tell me if a doctor should look"),
    ] {
        let from = format!("a.txt:{line}");
        let ran = chat(&folder, &["--from", &from], &[]).fine();
        assert!(ran.stdout.replace('\n', " ").contains(asked), "{line}: {}", ran.stdout);
    }
    for bad in [
        &["--from", "a.txt"][..],
        &["--from", "a.txt:x"],
        &["--from", "gone.txt:1"],
        &["--from", "a.txt:1", "--resume", "a.txt"],
        &["mood", "--resume", "a.txt"],
    ] {
        let ran = chat(&folder, bad, &[]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{bad:?}");
        assert!(ran.stderr.starts_with("error: "), "{bad:?}: {}", ran.stderr);
    }
}

#[test]
fn a_transcript_with_mistakes_is_not_gone_on_with() {
    let folder = Folder::new().with("a.txt", english(&["> hello", "= urgency high"]));
    let ran = chat(&folder, &["--resume", "a.txt"], &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.starts_with("a.txt:4:11: `high` is no urgency"), "{}", ran.stderr);
}

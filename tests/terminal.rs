//! The chat in a real pseudo-terminal.

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

/// How long an answer may take, in milliseconds.
const PATIENCE: u64 = 30_000;

fn chat(arguments: &[&str], variables: &[(&str, &str)]) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samtale"));
    command.arg("chat").args(arguments).env_remove("NO_COLOR").env("TERM", "xterm");
    for (name, value) in variables {
        command.env(name, value);
    }
    spawn_command(command, Some(PATIENCE)).unwrap()
}

#[test]
fn an_emergency_interrupts_and_can_be_taken_back() {
    let mut chat = chat(&["--lang", "en"], &[]);
    chat.exp_string("What would you like help with?").unwrap();
    chat.send_line("hello").unwrap();
    chat.exp_string("signs that can't wait").unwrap();
    chat.send_line("1").unwrap();
    chat.exp_string("EMERGENCY").unwrap();
    chat.send_line("wrong").unwrap();
    chat.exp_string("taken that back").unwrap();
    chat.exp_string("signs that can't wait").unwrap();
    chat.send_line("/quit").unwrap();
    chat.exp_eof().unwrap();
}

#[test]
fn lines_that_arrive_at_once_are_all_taken() {
    let mut chat = chat(&["--lang", "da"], &[]);
    chat.exp_string("Hvad vil du gerne have").unwrap();
    chat.send("hej\n0\n/summary\n").unwrap();
    chat.flush().unwrap();
    chat.exp_string("Nej:").unwrap();
    chat.send_line("/quit").unwrap();
    chat.exp_eof().unwrap();
}

#[test]
fn one_interrupt_says_how_to_stop_and_the_second_stops() {
    let mut chat = chat(&["--lang", "en"], &[]);
    chat.exp_string("What would you like help with?").unwrap();
    chat.send_control('c').unwrap();
    chat.exp_string("/quit").unwrap();
    chat.send_control('c').unwrap();
    chat.exp_string("Take care of yourself").unwrap();
    chat.exp_eof().unwrap();
}

#[test]
fn the_end_of_input_prints_the_referrals_so_far() {
    let mut chat = chat(&["--lang", "en"], &[]);
    chat.exp_string("What would you like help with?").unwrap();
    chat.send_line("hello").unwrap();
    chat.exp_string("signs that can't wait").unwrap();
    chat.send_line("4").unwrap();
    chat.exp_string("EMERGENCY").unwrap();
    chat.send_control('d').unwrap();
    chat.exp_string("EMERGENCY").unwrap();
    chat.exp_eof().unwrap();
}

#[test]
fn without_colour_nothing_is_coloured() {
    let mut chat = chat(&["--lang", "en"], &[("NO_COLOR", "1")]);
    chat.send_line("hello").unwrap();
    let until_screen = chat.exp_string("signs that can't wait").unwrap();
    chat.send_line("1").unwrap();
    let until_card = chat.exp_string("EMERGENCY").unwrap();
    for shown in [until_screen, until_card] {
        let coloured = ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31", "\u{1b}[37", "\u{1b}[41"];
        assert!(!coloured.iter().any(|code| shown.contains(code)), "{shown:?}");
    }
    chat.send_line("/quit").unwrap();
    chat.exp_eof().unwrap();
}

#[test]
fn for_screen_readers_there_are_labels_and_no_escape_codes() {
    let mut chat = chat(&["--plain", "--lang", "en"], &[]);
    let shown = chat.exp_string("You:").unwrap();
    assert!(shown.contains("Samtale:"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    chat.send_line("stop").unwrap();
    chat.exp_eof().unwrap();
}

fn replays(folder: &std::path::Path) {
    let ran =
        crate::support::Samtale::new().in_folder(folder).args(["replay", "--exact", "a.txt"]).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "1 passed, 0 failed\n"), "{}", ran.stderr);
}

#[test]
fn a_recorded_chat_replays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let mut chat = chat(&["--lang", "en", "--record", path.to_str().unwrap()], &[]);
    chat.exp_string("What would you like help with?").unwrap();
    chat.send_line("my calf has twitched for three weeks").unwrap();
    chat.exp_string("signs that can't wait").unwrap();
    chat.send_line("1").unwrap();
    chat.exp_string("EMERGENCY").unwrap();
    chat.send_line("wrong").unwrap();
    chat.exp_string("taken that back").unwrap();
    chat.send_line("/quit").unwrap();
    chat.exp_eof().unwrap();
    replays(folder.path());
}

#[test]
fn a_chat_that_is_killed_leaves_what_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let mut chat = chat(&["--lang", "en", "--record", path.to_str().unwrap()], &[]);
    chat.exp_string("What would you like help with?").unwrap();
    chat.send_line("my calf has twitched for three weeks").unwrap();
    chat.exp_string("signs that can't wait").unwrap();
    chat.send_line("none of these").unwrap();
    chat.exp_string("a doctor should look").unwrap();
    chat.send("half a sente").unwrap();
    chat.flush().unwrap();
    chat.process_mut().kill(rexpect::process::Signal::SIGKILL).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("> none of these") && text.ends_with('\n'), "{text}");
    assert!(!text.contains("half a"), "{text}");
    replays(folder.path());
}

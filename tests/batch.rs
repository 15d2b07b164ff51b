//! `samtale run --jsonl`.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{Samtale, outcome};

#[test]
fn one_outcome_a_line_in_order() {
    let persons: Vec<String> =
        (0..200).map(|n| format!(r#"{{"twitch_days": {n}, "symptoms": ["twitching"]}}"#)).collect();
    let ran = Samtale::new().args(["run", "--facts", "-", "--jsonl"]).stdin(persons.join("\n"));
    let lines = ran.run().fine().json_lines();
    let days: Vec<_> = lines.iter().map(|line| line["facts"]["twitch_days"].clone()).collect();
    assert_eq!(days, (0..200).map(|n| json!(n)).collect::<Vec<_>>());
    assert_eq!(lines[17], outcome(&persons[17]));
}

#[test]
fn bad_lines_are_answered_and_the_run_goes_on() {
    let mut input =
        b"\xef\xbb\xbf{\"sleep_hours\": 6}\r\n\n   \t\n{\"slep_hours\": 6}\nnonsense\n".to_vec();
    input.extend_from_slice(b"\xff\n{\"worried\": null}\n{\"twitch_days\": 3}");
    let ran = Samtale::new().args(["run", "--facts", "-", "--jsonl"]).stdin(input).run();
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stderr, "error: 4 of 6 lines could not be read: 4, 5, 6, 7\n");
    let lines = ran.json_lines();
    let errors: Vec<bool> = lines.iter().map(|line| line.get("error").is_some()).collect();
    assert_eq!(errors, [false, true, true, true, true, false]);
    assert_eq!(
        lines[1],
        json!({"error": "unknown fact `slep_hours` (did you mean `sleep_hours`?)"})
    );
    assert_eq!(lines[3], json!({"error": "not UTF-8 text"}));
    assert_eq!(lines[5]["facts"], json!({"twitch_days": 3}));
}

#[test]
fn nothing_in_nothing_out() {
    for input in ["", "\n\n"] {
        let ran = Samtale::new().args(["run", "--facts", "-", "--jsonl"]).stdin(input).run().fine();
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn lines_come_from_a_file_too_and_json_may_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for hours in 0..3 {
        writeln!(lines, "{{\"sleep_hours\": {hours}}}").unwrap();
    }
    fs::write(folder.path().join("persons.jsonl"), lines).unwrap();
    let arguments = ["run", "--jsonl", "--facts", "persons.jsonl", "--format", "json"];
    let ran = Samtale::new().in_folder(folder.path()).args(arguments).run().fine();
    assert_eq!(ran.json_lines().len(), 3);
}

#[test]
fn a_line_without_bound_is_an_error_and_no_end() {
    let input = format!("{}\n{{}}\n", "x".repeat(2_000_000));
    let ran = Samtale::new().args(["run", "--facts", "-", "--jsonl"]).stdin(input).run();
    assert_eq!(ran.code, 2);
    let lines = ran.json_lines();
    assert_eq!(lines[0], json!({"error": "the line is longer than a megabyte"}));
    assert!(lines[1]["referrals"].is_array());
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    // more than are held at a time, of very different cost, with bad lines of every kind among them
    let mut input = Vec::new();
    for n in 0..1_000 {
        match n % 7 {
            1 => input.extend_from_slice(format!("{{\"twitch_day\": {n}}}").as_bytes()),
            3 => input.extend_from_slice(b"{\"lang\": \"\xff\"}"),
            5 => input.extend_from_slice(format!("{{\"twitch_days\": {n}}}").as_bytes()),
            6 => input.extend_from_slice(b"  "),
            _ => input.extend_from_slice(
                format!(
                    "{{\"twitch_days\": {n}, \"symptoms\": [\"twitching\"], \"sleep_hours\": {}}}",
                    n % 9
                )
                .as_bytes(),
            ),
        }
        input.push(b'\n');
    }
    let run = |jobs: &str| {
        let arguments = ["run", "--facts", "-", "--jsonl", "--jobs", jobs];
        Samtale::new().args(arguments).stdin(input.clone()).run()
    };
    let alone = run("1");
    assert_eq!(alone.code, 2);
    let n_blank = (0..1_000).filter(|n| n % 7 == 6).count();
    let lines = alone.json_lines();
    assert_eq!(lines.len(), 1_000 - n_blank);
    for (line, n) in lines.iter().zip((0..1_000).filter(|n| n % 7 != 6)) {
        match n % 7 {
            1 => assert!(line["error"].as_str().unwrap().contains("twitch_day"), "{line}"),
            3 => assert_eq!(*line, json!({"error": "not UTF-8 text"})),
            _ => assert_eq!(line["facts"]["twitch_days"], json!(n)),
        }
    }
    for jobs in ["2", "3", "64", "100000"] {
        let together = run(jobs);
        assert_eq!(together.code, 2);
        assert!(together.stdout == alone.stdout, "{jobs} threads");
        assert_eq!(together.stderr, alone.stderr);
    }
}

#[test]
fn who_waits_for_an_answer_gets_it_before_the_next_line() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_samtale"))
        .args(["run", "--facts", "-", "--jsonl", "--jobs", "4"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ask = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for days in [3, 5] {
        writeln!(ask, "{{\"twitch_days\": {days}}}").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["facts"]["twitch_days"], json!(days));
    }
    drop(ask);
    assert!(answers.next().is_none() && child.wait().unwrap().success());
}

//! Packs and facts that are made to break the program: an error within seconds, and bounded memory.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{Ran, Samtale};

/// How long a call may take; an unoptimised program on a busy machine needs more than a released one.
const LONGEST: Duration = Duration::from_mins(1);

/// The most memory, in kilobytes.
const MOST_MEMORY: u32 = 2_000_000;

/// Runs the program with bounded memory.
fn bounded(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let start = Instant::now();
    fs::write(folder.join("input"), input).unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MOST_MEMORY}; exec \"$0\" \"$@\" < input")])
        .arg(env!("CARGO_BIN_EXE_samtale"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let took = start.elapsed();
    let ran = Ran {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        // a program that is stopped by a signal, such as for its memory, has no code
        code: output.status.code().unwrap_or(-1),
    };
    assert!(took < LONGEST, "{took:?}: {}", ran.stderr);
    ran
}

/// A new pack with some of its files replaced.
fn pack(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    Samtale::new().in_folder(folder.path()).args(["new", "p"]).run();
    for (path, text) in files {
        fs::write(folder.path().join("p").join(path), text).unwrap();
    }
    folder
}

fn refused(files: &[(&str, String)], code: &str) {
    let folder = pack(files);
    let ran = bounded(folder.path(), &["--version", "--pack", "p"], "");
    let start = ran.stderr.chars().take(2_000).collect::<String>();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{start}");
    assert!(ran.stderr.contains(code), "{code}: {start}");
    assert!(ran.stderr.len() < 100_000, "{} bytes of errors", ran.stderr.len());
}

fn advice(when: &str) -> String {
    format!(
        "(id: \"a\", topic: \"eyes\", title: \"Rest\", text: \"Rest.\", when: {when}, \
         claims: [\"look_far_away\"], caveat: \"clinic_experience\"),\n"
    )
}

fn rules(when: &str) -> (&'static str, String) {
    ("rules/advice.ron", format!("[{}]", advice(when)))
}

#[test]
fn deep_nesting() {
    for depth in [41, 100_000] {
        let when = format!("{}has(\"dry_eyes\"){}", "not(".repeat(depth), ")".repeat(depth));
        refused(&[rules(&when)], "too_deep");
    }
    refused(&[("rules/advice.ron", "[".repeat(1_000_000))], "error");
    refused(&[("rules/advice.ron", "/*".repeat(500_000))], "never closed");
}

#[test]
fn huge_numbers() {
    let when = format!("at_or_above(\"screen_hours\", {}, \"hours\")", "9".repeat(100_000));
    refused(&[rules(&when)], "wrong_type");
    refused(&[rules("at_or_above(\"screen_hours\", 1e400, \"hours\")")], "wrong_type");
    refused(&[rules("at_least(4294967296, [has(\"dry_eyes\")])")], "error");
}

#[test]
fn names_that_multiply() {
    let mut conditions = "[(id: \"c0\", means: \"m\", when: has(\"dry_eyes\")),\n".to_owned();
    for n in 1..60 {
        let below = n - 1;
        writeln!(
            conditions,
            "(id: \"c{n}\", means: \"m\", when: any([meets(\"c{below}\"), not(meets(\"c{below}\"))])),"
        )
        .unwrap();
    }
    conditions.push(']');
    refused(&[("rules/conditions.ron", conditions), rules("meets(\"c59\")")], "too_large");
}

#[test]
fn names_that_nest() {
    let chain = |length: usize| {
        let mut conditions = "[(id: \"c0\", means: \"m\", when: has(\"dry_eyes\")),\n".to_owned();
        for n in 1..length {
            let below = n - 1;
            let when = format!("not(meets(\"c{below}\"))");
            writeln!(conditions, "(id: \"c{n}\", means: \"m\", when: {when}),").unwrap();
        }
        conditions + "]"
    };
    refused(&[("rules/conditions.ron", chain(20_000))], "too_deep");
    let folder = pack(&[("rules/conditions.ron", chain(200)), rules("meets(\"c199\")")]);
    bounded(folder.path(), &["--version", "--pack", "p"], "").fine();
}

#[test]
fn calls_that_multiply() {
    let (mut paths, mut texts) = (Vec::new(), Vec::new());
    for n in 0..=40 {
        paths.push(format!("dialogues/d{n}.ron"));
        let next = n + 1;
        let steps = if n == 40 {
            "ask(id: \"a\", show: [\"dry_eyes\"])".to_owned()
        } else {
            format!(
                "call(id: \"a\", dialogue: \"d{next}\"), call(id: \"b\", dialogue: \"d{next}\")"
            )
        };
        texts.push(format!("(id: \"d{n}\", title: \"D\", steps: [{steps}, end(id: \"e\")])"));
    }
    let files: Vec<(&str, String)> = paths.iter().map(String::as_str).zip(texts).collect();
    refused(&files, "too_large");
}

#[test]
fn rules_without_number() {
    // more than a file may hold
    let million = advice("has(\"dry_eyes\")").repeat(1_000_000);
    refused(&[("rules/advice.ron", format!("[{million}]"))], "larger than 64 MB");
    // and more than all files together may hold
    let third = format!("[{}]", advice("has(\"dry_eyes\")").repeat(180_000));
    let paths = ["rules/advice.ron", "rules/referrals.ron", "rules/conditions.ron"];
    refused(&paths.map(|path| (path, third.clone())), "p is larger than 64 MB");
}

#[test]
fn facts_that_are_made_to_break_it() {
    let folder = tempfile::tempdir().unwrap();
    let deep = format!("{{\"sleep_hours\": {}{}}}", "[".repeat(400_000), "]".repeat(400_000));
    let number = format!("{{\"sleep_hours\": {}}}", "9".repeat(900_000));
    let exponent = "{\"sleep_hours\": 1e999999999}".to_owned();
    let members = format!("{{\"symptoms\": [{}\"pain\"]}}", "\"x\",".repeat(200_000));
    let keys = format!("{{{}\"x\": 1}}", "\"sleep_hours\": 1,".repeat(50_000));
    for facts in [deep, number, exponent, members, keys] {
        let start: String = facts.chars().take(40).collect();
        for format in ["--format=json", "--jsonl"] {
            let ran = bounded(folder.path(), &["run", "--facts", "-", format], &facts);
            assert_eq!(ran.code, 2, "{start}");
            assert!(ran.stderr.starts_with("error: "), "{start}");
        }
    }
}

#[test]
fn includes_that_leave_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("secret"), "sleep is private\n").unwrap();
    fs::create_dir(folder.path().join("talks")).unwrap();
    for path in ["../secret", "/etc/hostname", "x/../../secret", "..\\secret"] {
        let text = format!("samtale transcript 1\ninclude: {path}\n> hello\n");
        fs::write(folder.path().join("talks/a.transcript"), text).unwrap();
        let ran = bounded(folder.path(), &["replay", "talks"], "");
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert_eq!(ran.code, 2, "{said}");
        assert!(said.contains("leaves the folder") && !said.contains("private"), "{said}");
    }
}

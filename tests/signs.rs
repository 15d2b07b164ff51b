//! Red flags as people tell them, `tests/signs/`: every sentence that tells one (`+`) is taken or asked back, and none that
//! only looks like one (`-`) states it.
//!
//! A `?` behind the sign marks a fault that is known (`+?` is not found, `-?` is stated). One that is read right must lose
//! its mark, so the marks tell how good the reading is.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::Samtale;

/// Fewer than one sentence in so many is marked.
const RARE: usize = 5;

struct Case<'a> {
    tells: bool,
    open: bool,
    /// `symptoms.weakness`.
    slot: &'a str,
    text: &'a str,
}

impl<'a> Case<'a> {
    fn parse(line: &'a str) -> Self {
        let (kind, rest) = line.split_once(' ').unwrap();
        let (slot, text) = rest.split_once(": ").unwrap();
        let (tells, open) = match kind {
            "+" => (true, false),
            "+?" => (true, true),
            "-" => (false, false),
            "-?" => (false, true),
            other => panic!("{other}: {line}"),
        };
        Self { tells, open, slot, text }
    }

    fn is_met(&self, read: &Value) -> bool {
        let (fact, member) = self.slot.split_once('.').unwrap();
        let states = |set: &Value| {
            set[fact].as_array().is_some_and(|members| members.contains(&json!(member)))
        };
        let names = |list: &Value| list.to_string().contains(self.slot);
        if self.tells {
            states(&read["facts"]) || names(&read["unsure"]) || names(&read["unknown"])
        } else {
            !states(&read["facts"])
        }
    }
}

#[test]
fn a_red_flag_is_found_however_it_is_told() {
    for lang in ["en", "da", "sv", "nb"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/signs/{lang}.txt"));
        let text = fs::read_to_string(file).unwrap();
        let cases: Vec<Case<'_>> = text.lines().map(Case::parse).collect();
        let lines: Vec<String> =
            cases.iter().map(|case| json!({"text": case.text, "lang": lang}).to_string()).collect();
        let read = Samtale::new().args(["understand"]).stdin(lines.join("\n")).run();
        let read = read.fine().json_lines();
        assert_eq!(read.len(), cases.len());
        let wrong: Vec<String> = read
            .iter()
            .zip(&cases)
            .filter(|(read, case)| case.is_met(read) == case.open)
            .map(|(_, case)| {
                let fault =
                    if case.open { "is read right and must lose its mark" } else { "is wrong" };
                format!("{} {fault}: {}", case.slot, case.text)
            })
            .collect();
        assert!(wrong.is_empty(), "{lang}: {wrong:#?}");
        let open = cases.iter().filter(|case| case.open).count();
        assert!(open * RARE < cases.len(), "{lang}: {open} of {}", cases.len());
    }
}

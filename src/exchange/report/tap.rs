//! TAP, version 14: the Test Anything Protocol.

use std::fmt::Write as _;

use crate::exchange::report::Entry;
use crate::transcript::verdict::Verdict;

/// The report: one test for each transcript.
#[must_use]
pub fn tap(entries: &[Entry]) -> String {
    let mut text = format!("TAP version 14\n1..{}\n", entries.len());
    for (number, entry) in entries.iter().enumerate() {
        let holds = entry.judged.verdict == Verdict::Passed;
        let ok = if holds { "ok" } else { "not ok" };
        // writing to a string does not fail
        let _ = writeln!(text, "{ok} {} - {}", number + 1, escaped(&entry.judged.file));
        if !holds {
            text.push_str("  ---\n  message: |\n");
            for line in entry.words.lines() {
                let _ = writeln!(text, "{}", format!("    {}", printable(line)).trim_end());
            }
            text.push_str("  ...\n");
        }
    }
    text
}

/// A description: `#` would begin a directive.
fn escaped(text: &str) -> String {
    printable(text).replace('\\', "\\\\").replace('#', "\\#")
}

/// YAML knows no control characters.
fn printable(line: &str) -> String {
    line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

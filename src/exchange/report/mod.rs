//! Reports of a replay, for other programs: one file a format.

mod github;
mod json;
mod junit;
mod tap;

pub use crate::exchange::report::github::github;
pub use crate::exchange::report::json::json;
pub use crate::exchange::report::junit::junit;
pub use crate::exchange::report::tap::tap;

use crate::transcript::story::Story;
use crate::transcript::verdict::{Judged, Verdict};

/// A transcript in a report.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What became of it.
    pub judged: Judged,
    /// Why it failed or cannot be read, in words; empty where it passed.
    pub words: String,
    /// What was said and shown, where the report shows it.
    pub story: Option<Story>,
}

/// Where a transcript first differs or cannot be read, with the message.
fn headline(entry: &Entry) -> Option<(String, usize, usize, String)> {
    let (at, message) = match &entry.judged.verdict {
        Verdict::Passed => return None,
        Verdict::Failed(failure) => {
            let first = failure.differences.first()?;
            (&first.at, format!("expected {}, got {}", first.expected, first.got))
        }
        Verdict::Unreadable(troubles) => {
            let first = troubles.first()?;
            (&first.at, first.message.clone())
        }
    };
    Some((at.file.clone(), at.position.line, at.position.column, message))
}

#[cfg(test)]
mod tests {
    use super::{Entry, github, junit, tap};
    use crate::base::span::Position;
    use crate::transcript::place::{Spot, Trouble};
    use crate::transcript::verdict::{Difference, Failure, Judged, Verdict};

    fn entries() -> Vec<Entry> {
        let at = Spot { file: "a,b/c:d.txt".to_owned(), position: Position { line: 3, column: 1 } };
        let wild = "= refer <a> & \"b\" # 100%\u{1}".to_owned();
        let difference = Difference {
            at: at.clone(),
            expected: wild.clone(),
            got: "= refer -".to_owned(),
            causes: Vec::new(),
        };
        let failure =
            Failure { led_there: Vec::new(), differences: vec![difference], changed: Vec::new() };
        let entry = |verdict, words: &str| Entry {
            judged: Judged { file: at.file.clone(), turns: 1, compared: 1, verdict },
            words: words.to_owned(),
            story: None,
        };
        vec![
            entry(Verdict::Passed, ""),
            entry(Verdict::Failed(failure), "a: differs\n  ]]> <b>\n...\n"),
            entry(Verdict::Unreadable(vec![Trouble::of_file("x", "no # such\nfile")]), "x"),
        ]
    }

    #[test]
    fn junit_is_escaped_and_counts() {
        let xml = junit(&entries());
        assert!(xml.contains("tests=\"3\""), "{xml}");
        assert!(xml.contains("failures=\"1\"") && xml.contains("errors=\"1\""), "{xml}");
        assert!(xml.contains("= refer &lt;a&gt; &amp; "), "{xml}");
        assert!(!xml.contains('\u{1}') && !xml.contains("<b>"), "{xml}");
    }

    #[test]
    fn tap_has_a_plan_and_a_block_for_each_failure() {
        let text = tap(&entries());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(&lines[..3], ["TAP version 14", "1..3", "ok 1 - a,b/c:d.txt"]);
        assert!(lines.contains(&"not ok 2 - a,b/c:d.txt") && lines.contains(&"  ---"), "{text}");
        assert_eq!(lines.iter().filter(|line| **line == "  ...").count(), 2, "{text}");
        // a line of three dots in a message must not end the block
        assert!(lines.contains(&"    ..."), "{text}");
    }

    #[test]
    fn github_annotations_escape_what_parts_them() {
        let text = github(&entries());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].starts_with("::error file=a%2Cb/c%3Ad.txt,line=3,col=1,title="), "{text}");
        assert!(lines[0].contains("100%25") && lines[1].contains("no # such%0Afile"), "{text}");
    }
}

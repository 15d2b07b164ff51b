//! Annotations for GitHub Actions: one line for each transcript that does not hold.

use std::fmt::Write as _;

use crate::exchange::report::{Entry, headline};
use crate::transcript::verdict::Verdict;

/// The annotations.
#[must_use]
pub fn github(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        let Some((file, line, column, message)) = headline(entry) else { continue };
        let title = match entry.judged.verdict {
            Verdict::Unreadable(_) => "transcript cannot be read",
            _ => "transcript differs",
        };
        let whole = format!("{message}\n{}", entry.words);
        // writing to a string does not fail
        let _ = writeln!(
            text,
            "::error file={},line={line},col={column},title={title}::{}",
            property(&file),
            data(whole.trim_end())
        );
    }
    text
}

/// A message: what would end the line is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value among others: what parts them is escaped, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

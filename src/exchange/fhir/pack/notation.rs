//! Texts as RON has them.

use std::fmt::Write as _;

/// A string in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {
                // writing to a string does not fail
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Words of a form as a text of a pack, in which braces would be placeholders.
pub(super) fn words(text: &str) -> String {
    let words = text.replace("\r\n", "\n").replace('{', "(").replace('}', ")");
    words.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>().trim().to_owned()
}

//! What the RON reader says of a file that does not parse, with the mend beside it.

use std::ops::Range;

use ron::error::{Error, SpannedError};

use crate::base::files::SourceFiles;
use crate::base::similarity::nearest;
use crate::base::span::Position;
use crate::diagnostic::{Diagnostic, Severity};

/// A finding for a file that does not parse into its type.
pub(crate) fn explain(files: &SourceFiles, file: usize, error: &SpannedError) -> Diagnostic {
    let text = files.get(file).map_or("", |source| &*source.text);
    let start = Position { line: error.span.start.line, column: error.span.start.col };
    let end = Position { line: error.span.end.line, column: error.span.end.col };
    let from = start.offset_in(text);
    let bytes = from..end.offset_in(text).max(from);
    let finding = |code, bytes, message| {
        Diagnostic::of_bytes(code, Severity::Error, (files, file), bytes, message)
    };
    if let Some((bytes, message, help)) = likely_slip(text, &bytes, &error.code) {
        return finding("syntax", bytes, message).with_help(help);
    }
    let (code, message, help) = in_words(&error.code, text, &bytes);
    let finding = finding(code, bytes, message);
    match help {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

/// The slips that the RON reader notices late or names badly.
fn likely_slip(
    text: &str,
    bytes: &Range<usize>,
    error: &Error,
) -> Option<(Range<usize>, String, String)> {
    if let Some(at) = unclosed_comment(text) {
        return Some((
            at..at + 2,
            "this comment is never closed".to_owned(),
            "end it with `*/`".to_owned(),
        ));
    }
    let strings = string_literals(text);
    if let Some(curly) = curly_quote(text, &strings) {
        return Some((
            curly,
            "a curly quote, as word processors write it".to_owned(),
            "use the straight quote `\"`".to_owned(),
        ));
    }
    if let Some(space) = invisible(text, &strings) {
        return Some((
            space,
            "an invisible character that is no ordinary space".to_owned(),
            "write an ordinary space in its place".to_owned(),
        ));
    }
    if let Some(open) = missing_closing_quote(text, &strings, bytes, error) {
        return Some((
            open,
            "a quote `\"` is missing at the end of this text".to_owned(),
            "close the text with `\"`".to_owned(),
        ));
    }
    if let Some(comma) = decimal_comma(text, bytes.start, &strings) {
        let written = &text[comma.clone()];
        return Some((
            comma,
            format!("a number with a comma: `{written}`"),
            format!("write it with a point: `{}`", written.replace(", ", ".").replace(',', ".")),
        ));
    }
    None
}

/// The ranges of string literals, quotes included; the last one may be without its end.
fn string_literals(text: &str) -> Vec<(Range<usize>, bool)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = text[at..].find('\n').map_or(bytes.len(), |newline| at + newline);
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = text[at..].find("*/").map_or(bytes.len(), |end| at + end + 2);
            }
            b'"' => {
                let start = at;
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let closed = at < bytes.len();
                at = (at + 1).min(bytes.len());
                found.push((start..at, closed));
            }
            _ => at += 1,
        }
    }
    found
}

fn unclosed_comment(text: &str) -> Option<usize> {
    let strings = string_literals(text);
    let mut from = 0;
    while let Some(at) = text[from..].find("/*").map(|found| from + found) {
        if let Some((literal, _)) = strings.iter().find(|(literal, _)| literal.contains(&at)) {
            from = literal.end;
            continue;
        }
        match text[at + 2..].find("*/") {
            Some(end) => from = at + 2 + end + 2,
            None => return Some(at),
        }
    }
    None
}

/// A curly quote where a text should begin, outside all string literals.
fn curly_quote(text: &str, strings: &[(Range<usize>, bool)]) -> Option<Range<usize>> {
    let is_curly =
        |c: char| matches!(c, '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2019}' | '\u{2018}');
    text.char_indices()
        .filter(|(_, c)| is_curly(*c))
        .find(|(at, _)| {
            let line = text[..*at].rfind('\n').map_or(0, |newline| newline + 1);
            let in_comment = text[line..*at].contains("//");
            !in_comment && !strings.iter().any(|(literal, _)| literal.contains(at))
        })
        .map(|(at, c)| at..at + c.len_utf8())
}

/// A text that begins on a line with an odd number of quotes, and is followed by something that cannot
/// follow a text.
///
/// With one quote missing every later literal is turned inside out, so the first such one is the culprit.
fn missing_closing_quote(
    text: &str,
    strings: &[(Range<usize>, bool)],
    bytes: &Range<usize>,
    error: &Error,
) -> Option<Range<usize>> {
    let line_of = |at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        start..text[at..].find('\n').map_or(text.len(), |newline| at + newline)
    };
    let (literal, _) = strings.iter().find(|(literal, closed)| {
        let rest = text[literal.end..].trim_start();
        let ends_well = rest.is_empty()
            || rest.starts_with([',', ')', ']', '}', ':'])
            || rest.starts_with("//");
        let quotes = text[line_of(literal.start)].replace("\\\"", "").matches('"').count();
        quotes % 2 == 1 && (!closed || !ends_well)
    })?;
    let line_end = line_of(literal.start).end;
    // the quote that is missing is the one in front
    if matches!(error, Error::ExpectedString) && bytes.start < literal.start {
        return None;
    }
    let before_error = literal.start <= line_of(bytes.start.min(text.len())).end;
    let relevant = before_error || matches!(error, Error::ExpectedStringEnd | Error::Eof);
    let first_line = &text[literal.start..literal.end.min(line_end)];
    // on a line with more texts this one ends where the next field begins
    let end = if literal.end <= line_end { first_line.find(',') } else { None };
    let end = literal.start + end.unwrap_or(first_line.trim_end().len());
    relevant.then_some(literal.start..end)
}

/// A character that looks like a space and is none, outside all texts.
fn invisible(text: &str, strings: &[(Range<usize>, bool)]) -> Option<Range<usize>> {
    let is_invisible =
        |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    text.char_indices()
        .filter(|(_, c)| is_invisible(*c))
        .find(|(at, _)| {
            let line = text[..*at].rfind('\n').map_or(0, |newline| newline + 1);
            let in_comment = text[line..*at].contains("//");
            !in_comment && !strings.iter().any(|(literal, _)| literal.contains(at))
        })
        .map(|(at, c)| at..at + c.len_utf8())
}

/// The bracket that is still open where another kind closes or the text ends: the innermost one.
fn unclosed(text: &str) -> Option<usize> {
    let strings = string_literals(text);
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some((literal, _)) = strings.iter().find(|(literal, _)| literal.start == at) {
            at = literal.end;
            continue;
        }
        let rest = &text[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        }
        let byte = text.as_bytes()[at];
        match byte {
            b'(' => open.push((at, b')')),
            b'[' => open.push((at, b']')),
            b'{' => open.push((at, b'}')),
            b')' | b']' | b'}' => match open.pop() {
                Some((_, expected)) if expected == byte => {}
                Some((start, _)) => return Some(start),
                None => return None,
            },
            _ => {}
        }
        at += 1;
    }
    open.last().map(|(start, _)| *start)
}

/// `6,5` where a number was read and more followed.
fn decimal_comma(
    text: &str,
    error_at: usize,
    strings: &[(Range<usize>, bool)],
) -> Option<Range<usize>> {
    let line_start = text[..error_at.min(text.len())].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[line_start..].find('\n').map_or(text.len(), |n| line_start + n);
    let line = &text[line_start..line_end];
    line.match_indices(',').map(|(at, _)| line_start + at).find_map(|comma| {
        let before = text[line_start..comma].bytes().rev().take_while(u8::is_ascii_digit).count();
        let after = text[comma + 1..line_end].bytes().take_while(u8::is_ascii_digit).count();
        let inside = strings.iter().any(|(literal, _)| literal.contains(&comma));
        let start = comma - before;
        let follows_field = text[line_start..start].trim_end().ends_with([':', '-', ',']);
        (before > 0 && after > 0 && !inside && follows_field).then(|| start..comma + 1 + after)
    })
}

/// The reader's error in words, with a mend where one is known.
fn in_words(
    error: &Error,
    text: &str,
    bytes: &Range<usize>,
) -> (&'static str, String, Option<String>) {
    match error {
        Error::NoSuchStructField { expected, found, .. } => (
            "unknown_field",
            format!("there is no field `{found}` here"),
            Some(suggestion(found, expected, "fields")),
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => (
            "unknown_value",
            format!("`{found}` is none of the values that can stand here"),
            Some(suggestion(found, expected, "values")),
        ),
        Error::MissingStructField { field, .. } => (
            "missing_field",
            format!("the field `{field}` is missing"),
            Some(format!("add `{field}: …`")),
        ),
        Error::DuplicateStructField { field, .. } => (
            "duplicate_field",
            format!("the field `{field}` stands twice"),
            Some("keep one of them".to_owned()),
        ),
        Error::ExpectedFloat | Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => (
            "wrong_type",
            "a number was expected here".to_owned(),
            Some("write a bare number, with a point for decimals".to_owned()),
        ),
        Error::ExpectedBoolean => (
            "wrong_type",
            "true or false was expected here".to_owned(),
            Some("write `true` or `false`".to_owned()),
        ),
        Error::InvalidValueForType { expected, found } => (
            "wrong_type",
            format!("{expected} was expected here, but {found} was found"),
            bare_value(found),
        ),
        Error::ExceededRecursionLimit => (
            "too_deep",
            "the file is nested too deeply".to_owned(),
            Some("flatten the condition or name its parts in rules/conditions.ron".to_owned()),
        ),
        Error::Message(message) => ("wrong_type", message.clone(), None),
        other => {
            let (message, help) = of_form(other, text, bytes);
            ("syntax", message, help)
        }
    }
}

fn bare_value(found: &str) -> Option<String> {
    if found.starts_with("the string") {
        Some("write it without quotes".to_owned())
    } else if found.contains("optional") {
        Some("write the value bare, without `Some(…)`".to_owned())
    } else {
        None
    }
}

/// Errors of form: brackets, commas, colons, quotes.
fn of_form(error: &Error, text: &str, bytes: &Range<usize>) -> (String, Option<String>) {
    let rest = text[bytes.start..].trim_start();
    let open = unclosed(text).map(|at| {
        let place = Position::of(text, at);
        let bracket = &text[at..=at];
        format!("close the `{bracket}` of line {}, column {}", place.line, place.column)
    });
    if rest.is_empty() {
        let message = if text.trim().is_empty() {
            "the file is empty"
        } else {
            "the file ends in the middle of something"
        };
        return (message.to_owned(), open);
    }
    let quoted = rest.starts_with('"');
    let (message, help) = match error {
        Error::ExpectedString => {
            ("a text in quotes was expected here", "put it in quotes: `\"…\"`")
        }
        Error::ExpectedIdentifier if quoted => {
            ("a word without quotes was expected here", "remove the quotes")
        }
        Error::ExpectedIdentifier => {
            let message = "a field name was expected here".to_owned();
            return (message, open.or_else(|| Some("write `name: value`".to_owned())));
        }
        Error::ExpectedComma if rest.starts_with(';') => {
            ("a comma was expected here", "write `,` in place of `;`")
        }
        Error::ExpectedComma => ("a comma is missing before this", "put a `,` before it"),
        Error::ExpectedMapColon => ("a `:` was expected here", "write `name: value`"),
        Error::ExpectedArray => ("a list was expected here", "put it in brackets: `[…]`"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            ("an entry in parentheses was expected here", "write it as `(name: value, …)`")
        }
        Error::TrailingCharacters => (
            "there is more after the end of the file's list or entry",
            "remove it, or the closing bracket before it that is one too many",
        ),
        other => return (lower_first(&other.to_string()), open),
    };
    (message.to_owned(), Some(help.to_owned()))
}

fn suggestion(found: &str, expected: &[&'static str], what: &str) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("{what}: {}", expected.join(", ")),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

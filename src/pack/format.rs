//! The layout of RON files: what `samtale fmt` writes. It works on tokens and never on values, so that
//! comments stay, and what a file says cannot change: only space between tokens and trailing commas do.
//!
//! The author decides where lines break. A bracket whose first content stands on a line of its own is
//! *open*: its content is indented by four, and its closing bracket stands on a line of its own. Other
//! brackets are closed up.

use serde::de::{Deserialize, Deserializer, IgnoredAny};

use crate::base::files::SourceFiles;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::place::ron_options;
use crate::pack::syntax::explain;

/// Spaces a level.
const INDENT: usize = 4;
/// The most empty lines in a row.
const MOST_EMPTY: usize = 1;

/// A token with what stood before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    /// How many line breaks stand before it.
    breaks: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Comma,
    Colon,
    /// A word, number, string or sign that stands by itself.
    Word,
    LineComment,
    BlockComment,
}

/// The text of a file in the layout of packs.
///
/// # Errors
/// Where it is no RON; nothing of it is then laid out anew.
pub fn formatted(path: &str, text: &str) -> Result<String, Box<Diagnostic>> {
    let files = SourceFiles::new([(path.to_owned(), text.to_owned())]);
    let text = files.get(0).map_or("", |file| &file.text);
    // the reader bounds the depth, too
    let read = |text: &str| ron_options().from_str::<Anything>(text);
    read(text).map_err(|error| Box::new(explain(&files, 0, &error)))?;
    let written = tokens(text).map(|tokens| (write(&tokens), tokens));
    // a formatter that changes a word is worse than none
    let sound = written.and_then(|(written, before)| {
        let same = same_words(&before, &tokens(&written)?) && read(&written).is_ok();
        same.then_some(written)
    });
    sound.ok_or_else(|| {
        let message = "this file cannot be laid out without changing it".to_owned();
        let place = (&files, 0);
        Box::new(Diagnostic::of_bytes("not_formatted", Severity::Error, place, 0..0, message))
    })
}

/// Any value, read and forgotten.
struct Anything;

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// Whether two texts say the same: the same tokens, but for commas before a closing bracket.
fn same_words(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    let words = |tokens: &[Token<'_>]| {
        let mut words: Vec<String> = Vec::new();
        for token in tokens {
            if token.kind == Kind::Close && words.last().is_some_and(|last| last == ",") {
                words.pop();
            }
            words.push(token.text.trim_end().to_owned());
        }
        words
    };
    // a comma moves before the comments that follow it
    let is_comment =
        |token: &&Token<'_>| matches!(token.kind, Kind::LineComment | Kind::BlockComment);
    let split = |tokens: &[Token<'_>]| {
        let comments: Vec<Token<'_>> = tokens.iter().filter(is_comment).copied().collect();
        let rest: Vec<Token<'_>> = tokens.iter().filter(|t| !is_comment(t)).copied().collect();
        (words(&comments), words(&rest))
    };
    split(before) == split(after)
}

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut breaks = 0;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            breaks += usize::from(first == '\n');
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (kind, length) = token(rest, first)?;
        tokens.push(Token { kind, text: &rest[..length], breaks });
        rest = &rest[length..];
        breaks = 0;
    }
    commas_before_comments(&mut tokens);
    Some(tokens)
}

/// A comma stands right behind its value, not behind the comments that follow the value.
fn commas_before_comments(tokens: &mut [Token<'_>]) {
    for comma in 1..tokens.len() {
        let mut at = comma;
        while at > 0
            && tokens[at].kind == Kind::Comma
            && matches!(tokens[at - 1].kind, Kind::LineComment | Kind::BlockComment)
        {
            tokens.swap(at - 1, at);
            at -= 1;
        }
    }
}

fn token(rest: &str, first: char) -> Option<(Kind, usize)> {
    Some(match first {
        '(' | '[' | '{' => (Kind::Open, 1),
        ')' | ']' | '}' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        ':' => (Kind::Colon, 1),
        '/' if rest.starts_with("//") => (Kind::LineComment, rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => (Kind::BlockComment, block_comment(rest)?),
        '#' if rest.starts_with("#!") => (Kind::LineComment, rest.find('\n').unwrap_or(rest.len())),
        '"' => (Kind::Word, string(rest)?),
        'r' if raw_string(rest).is_some() => (Kind::Word, raw_string(rest)?),
        'b' if rest.starts_with("b\"") => (Kind::Word, 1 + string(&rest[1..])?),
        '\'' => (Kind::Word, character(rest)?),
        _ => {
            let end = rest.find(|c: char| c.is_whitespace() || "()[]{},:\"'/".contains(c));
            (Kind::Word, end.unwrap_or(rest.len()).max(first.len_utf8()))
        }
    })
}

/// Block comments may stand in each other.
fn block_comment(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += rest.chars().next()?.len_utf8();
        }
    }
}

fn string(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn raw_string(text: &str) -> Option<usize> {
    let hashes = text[1..].bytes().take_while(|byte| *byte == b'#').count();
    let start = 1 + hashes;
    if !text[start..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    text[start + 1..].find(&end).map(|at| start + 1 + at + end.len())
}

fn character(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn write(tokens: &[Token<'_>]) -> String {
    let mut writer = Writer { out: String::new(), levels: Vec::new(), fresh: true, indent: 0 };
    for (position, token) in tokens.iter().enumerate() {
        let before = position.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens.get(position + 1);
        writer.token(*token, before, after);
    }
    while writer.out.ends_with([' ', '\n']) {
        writer.out.pop();
    }
    writer.out.push('\n');
    writer.out
}

struct Writer {
    out: String,
    /// For each open bracket whether its content stands on lines of its own, and the indent of the line that
    /// it was opened on.
    levels: Vec<(bool, usize)>,
    /// Whether nothing stands on the line yet.
    fresh: bool,
    /// The indent of the line.
    indent: usize,
}

impl Writer {
    fn token(&mut self, token: Token<'_>, before: Option<&Token<'_>>, after: Option<&Token<'_>>) {
        let open_line = self.levels.last().is_none_or(|(spread, _)| *spread);
        // nothing may follow on the line of a comment
        if before.is_some_and(|before| before.kind == Kind::LineComment)
            && matches!(token.kind, Kind::Close | Kind::Colon)
            && !(token.kind == Kind::Close && open_line)
        {
            self.line(0);
        }
        match token.kind {
            Kind::Close => {
                let (spread, indent) = self.levels.pop().unwrap_or_default();
                if spread {
                    let is_empty = before.is_some_and(|before| before.kind == Kind::Open);
                    let has_comma = before.is_some_and(|b| matches!(b.kind, Kind::Comma));
                    let comment = before
                        .is_some_and(|b| matches!(b.kind, Kind::LineComment | Kind::BlockComment));
                    if !is_empty && !has_comma && !comment {
                        self.out.push(',');
                    }
                    self.line(0);
                } else {
                    self.drop_comma();
                }
                self.put_at(indent, token.text);
            }
            Kind::Comma => {
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.put(",");
            }
            Kind::Colon => self.put(":"),
            Kind::Open | Kind::Word | Kind::LineComment | Kind::BlockComment => {
                self.before_word(token, before, open_line);
                self.put(token.text.trim_end());
                if token.kind == Kind::Open {
                    let comment = after.is_some_and(|after| after.kind == Kind::LineComment);
                    let breaks =
                        after.is_some_and(|after| after.breaks > 0 && after.kind != Kind::Close);
                    self.levels.push((comment || breaks, self.indent));
                }
            }
        }
    }

    /// The space or line break before a word.
    fn before_word(&mut self, token: Token<'_>, before: Option<&Token<'_>>, spread: bool) {
        let Some(before) = before else { return };
        let after_comment = before.kind == Kind::LineComment;
        if after_comment || token.breaks > 0 && !glued(before.kind, token.kind) {
            let empty = if before.kind == Kind::Open { 0 } else { token.breaks.saturating_sub(1) };
            let empty = if spread { empty.min(MOST_EMPTY) } else { 0 };
            self.line(empty);
            return;
        }
        match (before.kind, token.kind) {
            (_, Kind::LineComment) => {
                // comments that are lined up below each other stay so
                self.out.push(' ');
            }
            (Kind::Open, _) | (Kind::Word, Kind::Open) => {}
            _ => self.out.push(' '),
        }
    }

    /// A comma before a closing bracket on the same line says nothing. In `(1,)` it does.
    fn drop_comma(&mut self) {
        let trimmed = self.out.trim_end();
        if trimmed.ends_with(',') && !trimmed.ends_with("(,") {
            let length = trimmed.len() - 1;
            self.out.truncate(length);
        }
    }

    fn line(&mut self, empty: usize) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        for _ in 0..=empty {
            self.out.push('\n');
        }
        self.fresh = true;
    }

    fn put(&mut self, text: &str) {
        self.put_at(self.levels.last().map_or(0, |(_, indent)| indent + INDENT), text);
    }

    /// Writes at this indent where nothing stands on the line yet.
    fn put_at(&mut self, indent: usize, text: &str) {
        if std::mem::take(&mut self.fresh) {
            self.indent = indent;
            self.out.push_str(&" ".repeat(indent));
        }
        self.out.push_str(text);
    }
}

/// Whether a token never stands on a line of its own after another.
fn glued(before: Kind, token: Kind) -> bool {
    before == Kind::Colon && token != Kind::LineComment && token != Kind::BlockComment
}

#[cfg(test)]
mod tests;

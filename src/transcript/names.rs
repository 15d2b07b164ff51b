//! Names that stand for values: `let NAME: VALUE`, `= fact ID $NAME`, and `$NAME` in what is said.
//!
//! A transcript that binds no name has no names at all: `$` is a dollar sign in it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::similarity::nearest;
use crate::transcript::format::{Expectation, Expected, Transcript, Value};
use crate::transcript::place::Trouble;
use crate::transcript::sources::Sources;

/// Whether a word can be a name.
#[must_use]
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// What names stand for while a transcript is replayed.
#[derive(Debug, Clone, Default)]
pub struct Names<'t> {
    values: BTreeMap<&'t str, Cow<'t, str>>,
    any: bool,
}

impl<'t> Names<'t> {
    /// The names of a transcript at its beginning.
    #[must_use]
    pub fn of(transcript: &Transcript<'t>) -> Self {
        let values: BTreeMap<&'t str, Cow<'t, str>> =
            transcript.bindings.iter().map(|b| (b.name, Cow::Borrowed(b.value))).collect();
        Self {
            any: !values.is_empty() || bound_by(&transcript.expectations).next().is_some(),
            values,
        }
    }

    /// What a name stands for.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(AsRef::as_ref)
    }

    /// Lets a name stand for a value.
    pub fn bind(&mut self, name: &'t str, value: String) {
        self.values.insert(name, Cow::Owned(value));
    }

    /// A text with its names replaced by what they stand for, and `$$` by a dollar sign.
    #[must_use]
    pub fn filled<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.any || !text.contains('$') {
            return Cow::Borrowed(text);
        }
        let mut filled = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Name(name) => filled.push_str(self.get(name).unwrap_or(name)),
            }
        }
        Cow::Owned(filled)
    }
}

enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

/// A text as plain pieces and names.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        pieces.push(Piece::Text(before));
        if let Some(behind) = after.strip_prefix('$') {
            pieces.push(Piece::Text("$"));
            rest = behind;
            continue;
        }
        let end = after
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
            .unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        // "$5" is an amount
        pieces.push(if is_name(name) {
            Piece::Name(name)
        } else {
            Piece::Text(&rest[before.len()..=before.len() + end])
        });
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The names that expectations bind or read.
fn bound_by<'a, 't>(expectations: &'a [Expectation<'t>]) -> impl Iterator<Item = &'t str> + 'a {
    expectations.iter().filter_map(|expectation| match expectation.what {
        Expected::Fact(_, Value::Named(name)) => Some(name),
        _ => None,
    })
}

/// Names that stand for nothing where they are said, and values that no name reads.
pub(super) fn check(sources: &Sources, transcript: &Transcript<'_>) -> Vec<Trouble> {
    let taken: Vec<&str> = bound_by(&transcript.expectations).collect();
    if transcript.bindings.is_empty() && taken.is_empty() {
        return Vec::new();
    }
    let mut errors = Vec::new();
    let mut known: Vec<&str> = transcript.bindings.iter().map(|binding| binding.name).collect();
    let mut read: Vec<&str> = Vec::new();
    known.extend(bound_by(transcript.opening()));
    for turn in &transcript.turns {
        for piece in pieces(turn.said.text()) {
            let Piece::Name(name) = piece else { continue };
            read.push(name);
            if !known.contains(&name) {
                let help = nearest(name, known.iter().copied()).map_or_else(
                    || "bind it above by `let NAME: VALUE`; a dollar sign is `$$`".to_owned(),
                    |near| format!("did you mean `${near}`?"),
                );
                let message = format!("`${name}` stands for nothing here");
                errors.push(Trouble { at: sources.spot(turn.place), message, help: Some(help) });
            }
        }
        known.extend(bound_by(transcript.expected(turn)));
    }
    read.extend(&taken);
    for binding in &transcript.bindings {
        if !read.contains(&binding.name) {
            let message = format!("`{}` is bound, and nothing reads it", binding.name);
            let help = nearest(binding.name, read.iter().copied()).map_or_else(
                || "take the line out".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            errors.push(Trouble { at: sources.spot(binding.place), message, help: Some(help) });
        }
    }
    errors
}

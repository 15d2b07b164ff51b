//! Places in transcripts, and what is wrong at one.

use std::fmt;

use crate::base::span::Position;

/// A place in one of the files of a transcript: the transcript itself, or one that it includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which file: 0 is the transcript itself.
    pub file: u32,
    /// The line, from 1.
    pub line: u32,
    /// The byte where it begins.
    pub offset: u32,
}

/// Something with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<T> {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub value: T,
}

/// A place as people read it: `file:line:column`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file, as it was named.
    pub file: String,
    /// Line and column, from 1.
    pub position: Position,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.position.line, self.position.column)
    }
}

/// Why a transcript cannot be read or replayed, with the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where.
    pub at: Spot,
    /// What is wrong.
    pub message: String,
    /// The mend, where one is known.
    pub help: Option<String>,
}

impl Trouble {
    /// Trouble with a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, message: impl Into<String>) -> Self {
        let position = Position { line: 1, column: 1 };
        Self { at: Spot { file: file.to_owned(), position }, message: message.into(), help: None }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "\n  help: {help}"))
    }
}

impl std::error::Error for Trouble {}

//! The one door to files, the clock, the environment and the terminal.
//!
//! Everything above asks a [`System`]; [`Native`] is the real one, [`Memory`] its twin for tests.

mod clock;
mod folder;
mod lines;
mod memory;
mod native;

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use crate::shell::folder::{FolderError, read_pack};
pub use crate::shell::lines::{Line, Lines};
pub use crate::shell::memory::Memory;
pub use crate::shell::native::Native;

/// The largest file that is read as a whole.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Results,
    /// Standard error.
    Errors,
}

/// A stream that may be a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard input.
    Input,
    /// Standard output.
    Results,
    /// Standard error.
    Errors,
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name in the folder.
    pub name: String,
    /// Whether it is a folder, seen through symbolic links.
    pub is_folder: bool,
}

/// What a program sees of the world.
///
/// Paths are as the person wrote them; errors carry no path, so callers name it. Threads may share it for
/// reading.
pub trait System: Sync {
    /// Opens a file for reading.
    ///
    /// # Errors
    /// What the system says; a folder is an error too.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;

    /// Standard input.
    fn standard_input(&self) -> Box<dyn Read>;

    /// Writes text; it may wait in a buffer until [`System::flush`].
    ///
    /// # Errors
    /// What the system says; a reader that has gone is [`io::ErrorKind::BrokenPipe`].
    fn write(&mut self, output: Output, text: &str) -> io::Result<()>;

    /// Hands on all that has been written.
    ///
    /// # Errors
    /// What the system says.
    fn flush(&mut self) -> io::Result<()>;

    /// The entries of a folder, sorted by name.
    ///
    /// # Errors
    /// What the system says; a name that is not UTF-8 is [`io::ErrorKind::InvalidData`].
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// The path with all symbolic links resolved.
    ///
    /// # Errors
    /// What the system says, as for a path that leads nowhere.
    fn resolved(&self, path: &Path) -> io::Result<PathBuf>;

    /// An environment variable, where it is set and UTF-8.
    fn variable(&self, name: &str) -> Option<String>;

    /// Whether a stream is a terminal.
    fn is_terminal(&self, stream: Stream) -> bool;

    /// How many columns the terminal has, where standard output is one.
    fn columns(&self) -> Option<usize>;

    /// Makes a file that only its owner can read; it must not exist yet.
    ///
    /// # Errors
    /// What the system says.
    fn create_private(&mut self, path: &Path, text: &str) -> io::Result<()>;

    /// Makes a folder and those above it; one that is there already is fine.
    ///
    /// # Errors
    /// What the system says.
    fn make_folder(&mut self, path: &Path) -> io::Result<()>;

    /// Makes a file that others may read as the system's custom is: for rules, never for what is known of a
    /// person. It must not exist yet.
    ///
    /// # Errors
    /// What the system says.
    fn create_shared(&mut self, path: &Path, text: &str) -> io::Result<()>;

    /// Waits; whether there is anything to wait for any longer.
    fn wait(&mut self, time: Duration) -> bool;

    /// Replaces a file in one step with one that only its owner can read, or makes it.
    ///
    /// # Errors
    /// What the system says; the old file is then as it was.
    fn replace_private(&mut self, path: &Path, text: &str) -> io::Result<()>;

    /// Replaces a file in one step; who can read it stays as it was.
    ///
    /// # Errors
    /// What the system says; the old file is then as it was.
    fn replace(&mut self, path: &Path, text: &str) -> io::Result<()>;

    /// Adds text at the end of a file; a new one can be read only by its owner.
    ///
    /// # Errors
    /// What the system says.
    fn append_private(&mut self, path: &Path, text: &str) -> io::Result<()>;

    /// Today's date in UTC, as `YYYY-MM-DD`.
    fn today(&self) -> String;

    /// How long the program has been running.
    fn elapsed(&self) -> Duration;
}

/// Why a text file could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// What the system says.
    Io(io::Error),
    /// It is larger than [`LARGEST_FILE`].
    TooLarge,
    /// It is not UTF-8; the first bad byte stands on this line.
    NotUtf8 {
        /// The line, from 1.
        line: usize,
    },
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::TooLarge => {
                write!(f, "it is larger than {} MB", LARGEST_FILE / (1024 * 1024))
            }
            Self::NotUtf8 { line } => write!(f, "it is not UTF-8 text (line {line})"),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads all of a stream as UTF-8 text.
///
/// # Errors
/// [`ReadError`] where it cannot be read, is too large, or is not UTF-8.
pub fn read_all(stream: impl Read) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    stream.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        ReadError::NotUtf8 { line: good.split(|byte| *byte == b'\n').count() }
    })
}

/// Reads a text file.
///
/// # Errors
/// As [`read_all`].
pub fn read_file(system: &dyn System, path: &Path) -> Result<String, ReadError> {
    read_all(system.open(path)?)
}

#[cfg(test)]
mod tests {
    use super::{ReadError, read_all};

    #[test]
    fn text_must_be_utf8() {
        assert_eq!(read_all("blåbær".as_bytes()).unwrap(), "blåbær");
        let error = read_all([b'a', b'\n', 0xff].as_slice()).unwrap_err();
        assert!(matches!(error, ReadError::NotUtf8 { line: 2 }), "{error}");
    }
}

//! Why a command stopped.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::base::similarity::nearest;
use crate::cli::{FINE, UNUSABLE};

/// Why a command stopped: an exit code, and what to say of it (already with its line feed).
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: u8,
    pub(super) message: String,
}

impl Failure {
    /// Bad usage or unreadable input.
    pub(super) fn unusable(message: impl Display) -> Self {
        Self { code: UNUSABLE, message: format!("error: {message}\n") }
    }

    /// A file, or standard input, that cannot be read.
    pub(super) fn unreadable(path: &Path, error: impl Display) -> Self {
        if is_standard_input(path) {
            return Self::unusable(format_args!("cannot read standard input: {error}"));
        }
        Self::unusable(format_args!("cannot read {}: {error}", path.display()))
    }

    /// A name that is not there, with the nearest that is.
    pub(super) fn unknown<'a>(
        what: &str,
        name: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        match nearest(name, names.iter().copied()) {
            Some(near) => {
                Self::unusable(format_args!("there is no {what} `{name}` (did you mean `{near}`?)"))
            }
            None => Self::unusable(format_args!(
                "there is no {what} `{name}` (known: {})",
                names.join(", ")
            )),
        }
    }
}

impl From<io::Error> for Failure {
    /// Output that cannot be written; a reader that has gone is no error.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { code: FINE, message: String::new() };
        }
        Self::unusable(format_args!("cannot write the results: {error}"))
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

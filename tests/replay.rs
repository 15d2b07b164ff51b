//! Transcripts: the format's page, replay, accepting what came, recording and going on.

mod accept;
mod bad_input;
mod format;
mod judge;
mod record;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{Ran, Samtale};

/// A folder of transcripts.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn samtale(&self, arguments: &[&str]) -> Samtale {
        Samtale::new().in_folder(self.0.path()).args(arguments.iter().copied())
    }

    pub(crate) fn replay(&self, arguments: &[&str]) -> Ran {
        self.samtale(&["replay"]).args(arguments.iter().copied()).run()
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }
}

/// A transcript in English with these lines.
pub(crate) fn english(lines: &[&str]) -> String {
    format!("samtale transcript 1\nlang: en\n{}\n", lines.join("\n"))
}

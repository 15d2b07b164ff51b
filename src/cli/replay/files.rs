//! The transcripts that paths name: files, folders with all below them, and patterns.

use std::path::{Path, PathBuf};

use crate::cli::replay::pattern::{is_pattern, matches};
use crate::shell::System;

/// The endings of files that are transcripts when a folder is given.
const ENDINGS: [&str; 2] = [".transcript", ".txt"];

/// How deep folders may stand in each other.
const DEEPEST: usize = 64;

/// A transcript that was named or found, or why it could not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) struct Found {
    path: PathBuf,
    /// Why it cannot be read, where that is known already.
    trouble: Option<String>,
    /// The folder that its includes do not leave.
    pub(in crate::cli) top: String,
}

impl Found {
    /// The path as people read it.
    pub(in crate::cli) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The path, or why there is nothing to read.
    pub(in crate::cli) fn path(&self) -> Result<&Path, String> {
        self.trouble.clone().map_or(Ok(&self.path), Err)
    }
}

/// The transcripts that paths name, each once, sorted by path.
pub(in crate::cli) fn found(system: &dyn System, paths: &[PathBuf]) -> Vec<Found> {
    let mut files = Vec::new();
    for path in paths {
        let top = top_of(system, path);
        if !is_pattern(path) || system.resolved(path).is_ok() {
            collect(system, (path, &top), &mut Vec::new(), &mut files);
            continue;
        }
        let matches = matches(system, path);
        if matches.is_empty() {
            let trouble = Some("no file has a name like this".to_owned());
            files.push(Found { path: path.clone(), trouble, top });
        }
        for path in matches {
            collect(system, (&path, &top_of(system, &path)), &mut Vec::new(), &mut files);
        }
    }
    files.sort();
    files.dedup_by(|a, b| a.path == b.path);
    files
}

/// The folder that includes do not leave: the folder that was given, or for a file the working folder where
/// the file is below it, else its own folder.
fn top_of(system: &dyn System, path: &Path) -> String {
    let below = !path.is_absolute() && !path.starts_with("..");
    if system.entries(path).is_ok() {
        path.display().to_string()
    } else if below {
        String::new()
    } else {
        path.parent().map_or_else(String::new, |folder| folder.display().to_string())
    }
}

/// A file as it is; of a folder all transcripts below it.
fn collect(
    system: &dyn System,
    (path, top): (&Path, &str),
    above: &mut Vec<PathBuf>,
    files: &mut Vec<Found>,
) {
    let found =
        |path: &Path, trouble| Found { path: path.to_owned(), trouble, top: top.to_owned() };
    let entries = match system.entries(path) {
        Ok(entries) => entries,
        // a file, or nothing that is there: reading it tells
        Err(error) => {
            let is_folder = error.kind() != std::io::ErrorKind::NotADirectory && !above.is_empty();
            let why = is_folder.then(|| format!("cannot read this folder: {error}"));
            return files.push(found(path, why));
        }
    };
    let real = system.resolved(path).unwrap_or_else(|_| path.to_owned());
    if above.contains(&real) || above.len() >= DEEPEST {
        return;
    }
    above.push(real);
    for entry in entries {
        let below = path.join(&entry.name);
        if entry.is_folder {
            collect(system, (&below, top), above, files);
        } else if ENDINGS.iter().any(|ending| entry.name.ends_with(ending)) {
            files.push(found(&below, None));
        }
    }
    above.pop();
}

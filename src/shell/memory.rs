//! A system in memory, for tests.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::shell::{Entry, Output, Stream, System};

/// A system in memory: files, variables and input are given, output is kept.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// Files by path; folders follow from them.
    pub files: BTreeMap<PathBuf, Vec<u8>>,
    /// Links from a path to a folder.
    pub links: BTreeMap<PathBuf, PathBuf>,
    /// Standard input.
    pub input: Vec<u8>,
    /// What was written to standard output.
    pub results: String,
    /// What was written to standard error.
    pub errors: String,
    /// Environment variables.
    pub variables: BTreeMap<String, String>,
    /// The streams that are terminals.
    pub terminals: Vec<Stream>,
    /// Today's date.
    pub date: String,
    /// How long the program has been running.
    pub time: Duration,
    /// What is saved at each wait, by somebody else; after the last one waiting is over.
    pub saves: Vec<Option<(PathBuf, Vec<u8>)>>,
}

impl Memory {
    /// The same with a file.
    #[must_use]
    pub fn with_file(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        self.files.insert(PathBuf::from(path), text.into());
        self
    }

    /// The same with an environment variable.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The path with links followed, as far as ten of them.
    fn followed(&self, path: &Path) -> PathBuf {
        let mut path = path.to_owned();
        for _ in 0..10 {
            let link = self.links.iter().find(|(link, _)| path.starts_with(link));
            let Some((rest, target)) =
                link.and_then(|(link, target)| Some((path.strip_prefix(link).ok()?, target)))
            else {
                break;
            };
            path = target.join(rest);
        }
        path
    }

    fn is_folder(&self, path: &Path) -> bool {
        let path = self.followed(path);
        self.files.keys().any(|file| *file != path && file.starts_with(&path))
    }
}

impl System for Memory {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let bytes = self.files.get(&self.followed(path));
        let bytes = bytes.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }

    fn standard_input(&self) -> Box<dyn Read> {
        Box::new(Cursor::new(self.input.clone()))
    }

    fn write(&mut self, output: Output, text: &str) -> io::Result<()> {
        match output {
            Output::Results => self.results.push_str(text),
            Output::Errors => self.errors.push_str(text),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        if !self.is_folder(folder) {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        let real = self.followed(folder);
        let paths = self.files.keys().chain(self.links.keys());
        let names: BTreeSet<String> = paths
            .filter_map(|path| path.strip_prefix(&real).ok()?.iter().next()?.to_str())
            .map(str::to_owned)
            .collect();
        let entry = |name: String| Entry { is_folder: self.is_folder(&real.join(&name)), name };
        Ok(names.into_iter().map(entry).collect())
    }

    fn resolved(&self, path: &Path) -> io::Result<PathBuf> {
        let real = self.followed(path);
        if self.files.contains_key(&real) || self.is_folder(&real) {
            Ok(real)
        } else {
            Err(io::Error::from(io::ErrorKind::NotFound))
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        self.terminals.contains(&stream)
    }

    fn columns(&self) -> Option<usize> {
        None
    }

    fn create_private(&mut self, path: &Path, text: &str) -> io::Result<()> {
        if self.files.contains_key(path) {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        self.replace_private(path, text)
    }

    fn make_folder(&mut self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn create_shared(&mut self, path: &Path, text: &str) -> io::Result<()> {
        self.create_private(path, text)
    }

    fn wait(&mut self, _time: Duration) -> bool {
        if self.saves.is_empty() {
            return false;
        }
        if let Some((path, text)) = self.saves.remove(0) {
            self.files.insert(path, text);
        }
        true
    }

    fn replace_private(&mut self, path: &Path, text: &str) -> io::Result<()> {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
        Ok(())
    }

    fn replace(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let real = self.resolved(path)?;
        self.replace_private(&real, text)
    }

    fn append_private(&mut self, path: &Path, text: &str) -> io::Result<()> {
        self.files.entry(path.to_owned()).or_default().extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn today(&self) -> String {
        self.date.clone()
    }

    fn elapsed(&self) -> Duration {
        self.time
    }
}

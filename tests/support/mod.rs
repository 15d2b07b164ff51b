//! The one builder that all tests go through.

pub(crate) mod pack;
pub(crate) mod schema;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

/// A call of the real binary.
pub(crate) struct Samtale {
    command: Command,
    input: Vec<u8>,
}

/// What a call gave.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    /// The exit code.
    pub(crate) code: i32,
}

impl Samtale {
    /// A call without arguments, in an environment that says nothing.
    pub(crate) fn new() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samtale"));
        command.env_clear();
        Self { command, input: Vec::new() }
    }

    /// With these arguments after those that it has.
    pub(crate) fn args<A: Into<OsString>>(
        mut self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Self {
        self.command.args(arguments.into_iter().map(Into::into));
        self
    }

    /// In this folder.
    pub(crate) fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// With this on standard input.
    pub(crate) fn stdin(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Ran {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        // a program that stops early does not read all of it
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}

impl Ran {
    /// The same, if it ended well and said nothing on standard error.
    pub(crate) fn fine(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{}", self.stdout);
        self
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Each line of standard output as JSON.
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The outcome of facts, through `samtale run`.
pub(crate) fn outcome(facts: &str) -> Value {
    let arguments = ["run", "--facts", "-", "--format", "json"];
    Samtale::new().args(arguments).stdin(facts).run().fine().json()
}

/// The outcomes of many facts in one call.
pub(crate) fn outcomes(facts: &[String]) -> Vec<Value> {
    let arguments = ["run", "--facts", "-", "--jsonl"];
    let outcomes = Samtale::new().args(arguments).stdin(facts.join("\n")).run().fine().json_lines();
    assert_eq!(outcomes.len(), facts.len());
    outcomes
}

/// The ids in a list of an outcome: `referrals`, `advice`, `withheld` or `cautions`.
pub(crate) fn ids(outcome: &Value, list: &str) -> BTreeSet<String> {
    let entries = outcome[list].as_array().unwrap();
    entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

/// The highest urgency among the referrals of an outcome, `none` without any.
pub(crate) fn urgency(outcome: &Value) -> &str {
    outcome["referrals"][0]["urgency"].as_str().unwrap_or("none")
}

/// The entry with this id in a list of an outcome.
pub(crate) fn entry<'a>(outcome: &'a Value, list: &str, id: &str) -> &'a Value {
    let entries = outcome[list].as_array().unwrap();
    entries
        .iter()
        .find(|entry| entry["id"] == id)
        .unwrap_or_else(|| panic!("no {id} among {list}: {entries:#?}"))
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let below = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &below);
        } else {
            std::fs::copy(entry.path(), below).unwrap();
        }
    }
}

//! `samtale diff`: the same transcripts on two packs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::loading::model;
use crate::cli::replay::files::found;
use crate::cli::replay::sources;
use crate::cli::request::{Common, Diff};
use crate::cli::{FINE, NOT_SO, UNUSABLE};
use crate::engine::Engine;
use crate::model::urgency::Urgency;
use crate::pack::Languages;
use crate::shell::{Output, System, read_file};
use crate::transcript::compare::{Changed, Step, changed, course};
use crate::transcript::replay::Stage;
use crate::understand::Reader;

/// What is accepted, by the name of the transcript: any lower urgency, or one from a level to a level.
type Accepted = BTreeMap<String, Option<(String, String)>>;

/// Compares; an urgency that goes down and is not accepted is exit code 1.
pub(super) fn diff(
    request: &Diff,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let accepted = match &request.accept {
        Some(path) => accepted(path, system)?,
        None => Accepted::new(),
    };
    let new_pack = Common { pack: Some(request.with.clone()), ..common.clone() };
    let (old, new) =
        (model(common, system, Languages::All)?, model(&new_pack, system, Languages::All)?);
    let (old_engine, new_engine) = (Engine::new(&old), Engine::new(&new));
    let (old_reader, new_reader) = (Reader::new(&old), Reader::new(&new));
    let old_stage = Stage::new(&old_engine, &old_reader);
    let new_stage = Stage::new(&new_engine, &new_reader);
    let (mut told, mut used) = (Told::default(), BTreeSet::new());
    for file in found(system, &request.paths) {
        let name = file.name();
        let both = sources(&file, system).and_then(|sources| {
            let old = course(&old_stage, &sources)?;
            Ok((old, course(&new_stage, &sources)?))
        });
        match both {
            Ok((old, new)) => {
                let accepts = accepted_name(&accepted, &name);
                let change = changed(&old, &new);
                if told.add(&name, &change, accepts.and_then(|known| accepted.get(known))) {
                    used.extend(accepts.map(str::to_owned));
                }
            }
            Err(troubles) => {
                told.unreadable += 1;
                for trouble in troubles {
                    system.write(Output::Errors, &format!("{trouble}\n"))?;
                }
            }
        }
    }
    system.write(Output::Results, &told.text())?;
    for name in accepted.keys().filter(|name| !used.contains(*name)) {
        let message = format!("note: `{name}` is accepted, and its urgency does not go down so\n");
        system.write(Output::Errors, &message)?;
    }
    if told.compared == 0 {
        system.write(Output::Errors, "nothing was compared: there are no transcripts\n")?;
    }
    Ok(if told.unreadable > 0 || told.compared == 0 {
        UNUSABLE
    } else if told.down > 0 {
        NOT_SO
    } else {
        FINE
    })
}

/// Reads a file of names, one a line; `NAME FROM TO` accepts only that step, and `#` begins a comment.
fn accepted(path: &Path, system: &dyn System) -> Result<Accepted, Failure> {
    let text = read_file(system, path).map_err(|error| Failure::unreadable(path, error))?;
    let is_level = |word: &str| word == "none" || Urgency::ALL.iter().any(|u| u.as_str() == word);
    let lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entries = lines.map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [.., from, to] if words.len() > 2 && is_level(from) && is_level(to) => {
                let name = line.strip_suffix(to).unwrap_or(line).trim_end();
                let name = name.strip_suffix(from).unwrap_or(name).trim_end();
                (name.to_owned(), Some(((*from).to_owned(), (*to).to_owned())))
            }
            _ => (line.to_owned(), None),
        }
    });
    Ok(entries.collect())
}

/// The accepted name that means a transcript: its path, or the end of it behind a slash.
fn accepted_name<'a>(accepted: &'a Accepted, file: &str) -> Option<&'a str> {
    let means = |name: &&String| {
        file.strip_suffix(name.as_str())
            .is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    accepted.keys().find(means).map(String::as_str)
}

/// What is told of all transcripts.
#[derive(Default)]
struct Told {
    sections: [String; 4],
    compared: usize,
    unreadable: usize,
    down: usize,
    accepted: usize,
    up: usize,
    other: usize,
    advice: usize,
}

const SECTIONS: [&str; 4] =
    ["urgency down", "urgency up", "same urgency for other reasons", "other advice"];

impl Told {
    /// Adds a transcript; whether its lower urgency was accepted.
    fn add(
        &mut self,
        name: &str,
        change: &Changed,
        accepts: Option<&Option<(String, String)>>,
    ) -> bool {
        self.compared += 1;
        let mut was_accepted = false;
        if let Some(step) = &change.down {
            was_accepted = accepts.is_some_and(|accepts| match accepts {
                None => true,
                Some((from, to)) => from == level(step.old) && to == level(step.new),
            });
            let note = if was_accepted { " (accepted)" } else { "" };
            self.accepted += usize::from(was_accepted);
            self.down += usize::from(!was_accepted);
            self.sections[0].push_str(&step_in_words(name, *step, note, change));
        }
        if let Some(step) = &change.up {
            self.up += 1;
            self.sections[1].push_str(&step_in_words(name, *step, "", change));
        }
        if change.is_other_reason() {
            self.other += 1;
            let reasons = came_and_went(&change.referrals_new, &change.referrals_gone);
            // writing to a string does not fail
            let _ = writeln!(self.sections[2], "{name}:{reasons}");
        }
        if !change.advice_new.is_empty() || !change.advice_gone.is_empty() {
            self.advice += 1;
            let advice = came_and_went(&change.advice_new, &change.advice_gone);
            let _ = writeln!(self.sections[3], "{name}:{advice}");
        }
        was_accepted
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (title, lines) in SECTIONS.iter().zip(&self.sections) {
            if !lines.is_empty() {
                // writing to a string does not fail
                let _ = writeln!(text, "{title}\n{lines}");
            }
        }
        let Self { compared, down, accepted, up, other, advice, unreadable, .. } = self;
        let _ = write!(
            text,
            "{compared} compared: {down} down, {accepted} down and accepted, {up} up, {other} for other \
             reasons, {advice} with other advice"
        );
        if *unreadable > 0 {
            let _ = write!(text, ", {unreadable} unreadable");
        }
        text.push('\n');
        text
    }
}

fn level(level: Option<Urgency>) -> &'static str {
    level.map_or("none", Urgency::as_str)
}

fn step_in_words(name: &str, step: Step, note: &str, change: &Changed) -> String {
    let (old, new) = (level(step.old), level(step.new));
    let referrals = came_and_went(&change.referrals_new, &change.referrals_gone);
    format!("{name}:{}: {old} → {new}{note}:{referrals}\n", step.line.max(1))
}

fn came_and_went(came: &BTreeSet<String>, went: &BTreeSet<String>) -> String {
    let came = came.iter().map(|id| format!(" +{id}"));
    came.chain(went.iter().map(|id| format!(" -{id}"))).collect::<Vec<_>>().concat()
}

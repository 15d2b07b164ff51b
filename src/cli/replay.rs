//! `samtale replay`: transcripts again, compared with what they expect.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::loading::model;
use crate::cli::request::{self, Common};
use crate::engine::Engine;
use crate::pack::Languages;
use crate::shell::{Output, System, read_file};
use crate::transcript::format::parse;
use crate::transcript::replay::{self as play, Comparison, Replayed};
use crate::understand::Reader;

/// The endings of files that are transcripts when a folder is given.
const ENDINGS: [&str; 2] = [".transcript", ".txt"];

/// `samtale replay`.
pub(super) fn replay(
    request: &request::Replay,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    for (asked, name) in [
        (request.bless, "`--bless`"),
        (request.coverage, "`--coverage`"),
        (request.report.is_some() || request.out.is_some(), "`--report`"),
    ] {
        if asked {
            return Err(Failure::not_yet(name));
        }
    }
    let model = model(common, system, Languages::All)?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let comparison = Comparison { exact: request.exact };
    Ok(replay_paths(system, (&engine, &reader), &request.paths, comparison)?)
}

/// Replays files and folders; the exit code: 0 all pass, 1 some differ, 2 unreadable input or nothing
/// compared.
///
/// # Errors
/// When the output cannot be written.
fn replay_paths(
    system: &mut dyn System,
    (engine, reader): (&Engine<'_>, &Reader),
    paths: &[PathBuf],
    comparison: Comparison,
) -> std::io::Result<u8> {
    let mut tally = Tally::default();
    let mut files = Vec::new();
    for path in paths {
        if let Err(message) = collect(system, path, &mut files) {
            tally.unreadable += 1;
            system.write(Output::Errors, &format!("{}: {message}\n", path.display()))?;
        }
    }
    files.sort();
    files.dedup();
    for file in &files {
        let text = match read_file(system, file) {
            Ok(text) => text,
            Err(error) => {
                tally.unreadable += 1;
                system.write(Output::Errors, &format!("{}: {error}\n", file.display()))?;
                continue;
            }
        };
        replay_one(system, (engine, reader), (file, &text), comparison, &mut tally)?;
    }
    let Tally { passed, failed, unreadable, compared } = tally;
    system.write(Output::Results, &format!("{passed} passed, {failed} failed\n"))?;
    if unreadable > 0 {
        return Ok(2);
    }
    if compared == 0 {
        system.write(Output::Errors, "nothing was compared: no transcript expects anything\n")?;
        return Ok(2);
    }
    Ok(u8::from(failed > 0))
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    unreadable: usize,
    compared: usize,
}

fn replay_one(
    system: &mut dyn System,
    (engine, reader): (&Engine<'_>, &Reader),
    (file, text): (&Path, &str),
    comparison: Comparison,
    tally: &mut Tally,
) -> std::io::Result<()> {
    let name = file.display();
    let transcript = match parse(text) {
        Ok(transcript) => transcript,
        Err(errors) => {
            tally.unreadable += 1;
            let lines: String = errors.iter().fold(String::new(), |mut lines, error| {
                let _ = writeln!(lines, "{name}:{error}");
                lines
            });
            return system.write(Output::Errors, &lines);
        }
    };
    match play::replay(engine, reader, &transcript, comparison) {
        Err(unplayable) => {
            tally.unreadable += 1;
            system.write(Output::Errors, &format!("{name}: {unplayable}\n"))
        }
        Ok(replayed) => {
            tally.compared += replayed.compared;
            if replayed.differences.is_empty() {
                tally.passed += 1;
                return Ok(());
            }
            tally.failed += 1;
            system.write(Output::Results, &failure(file, &replayed))
        }
    }
}

/// A failed transcript in words: the first turn that differs, and what led there.
fn failure(file: &Path, replayed: &Replayed) -> String {
    let name = file.display();
    let mut text = String::new();
    for difference in &replayed.differences {
        let _ = writeln!(text, "{name}:{}: differs", difference.line);
        let _ = writeln!(text, "  expected {}", difference.expected);
        let _ = writeln!(text, "  got      {}", difference.got);
    }
    let _ = writeln!(text, "  after:");
    for typed in &replayed.led_there {
        let _ = writeln!(text, "    > {typed}");
    }
    text
}

/// A file as it is; of a folder all transcripts below it.
fn collect(system: &dyn System, path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let Ok(entries) = system.entries(path) else {
        files.push(path.to_owned());
        return Ok(());
    };
    for entry in entries {
        let below = path.join(&entry.name);
        if entry.is_folder {
            collect(system, &below, files)?;
        } else if ENDINGS.iter().any(|ending| entry.name.ends_with(ending)) {
            files.push(below);
        }
    }
    Ok(())
}

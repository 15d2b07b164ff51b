//! `samtale replay`: transcripts again, compared with what they expect.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::loading::model;
use crate::cli::request::{self, Common};
use crate::cli::{FINE, NOT_SO, UNUSABLE};
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
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = request.jobs.unwrap_or_else(cores).max(1);
    let play = |file: &Path, text: &str| judge((&engine, &reader), (file, text), comparison);
    Ok(replay_paths(system, &request.paths, jobs, &play)?)
}

/// How many files a job takes at a time: texts are held for one round only.
const FILES_A_JOB: usize = 64;

/// What became of a transcript.
enum Judged {
    /// So many expectations were compared, all were met.
    Passed(usize),
    /// So many were compared; what differs, in words.
    Failed(usize, String),
    /// It cannot be replayed, and why.
    Unreadable(String),
}

/// Replays files and folders in so many threads, and tells what differs in the order of their paths; the
/// exit code: 0 all pass, 1 some differ, 2 unreadable input or nothing compared.
fn replay_paths(
    system: &mut dyn System,
    paths: &[PathBuf],
    jobs: usize,
    play: &(impl Fn(&Path, &str) -> Judged + Sync),
) -> std::io::Result<u8> {
    let (mut passed, mut failed, mut unreadable, mut compared) = (0, 0, 0, 0);
    let mut files = Vec::new();
    for path in paths {
        collect(system, path, &mut files);
    }
    files.sort();
    files.dedup();
    for round in files.chunks(FILES_A_JOB * jobs) {
        let texts: Vec<(&PathBuf, Result<String, String>)> = round
            .iter()
            .map(|file| (file, read_file(system, file).map_err(|error| error.to_string())))
            .collect();
        for judged in in_threads(&texts, jobs, play) {
            match judged {
                Judged::Passed(count) => {
                    passed += 1;
                    compared += count;
                }
                Judged::Failed(count, text) => {
                    failed += 1;
                    compared += count;
                    system.write(Output::Results, &text)?;
                }
                Judged::Unreadable(text) => {
                    unreadable += 1;
                    system.write(Output::Errors, &text)?;
                }
            }
        }
    }
    system.write(Output::Results, &format!("{passed} passed, {failed} failed\n"))?;
    if unreadable > 0 {
        return Ok(UNUSABLE);
    }
    if compared == 0 {
        system.write(Output::Errors, "nothing was compared: no transcript expects anything\n")?;
        return Ok(UNUSABLE);
    }
    Ok(if failed > 0 { NOT_SO } else { FINE })
}

/// Judges texts in threads; the answers stand in the order of the texts.
fn in_threads(
    texts: &[(&PathBuf, Result<String, String>)],
    jobs: usize,
    play: &(impl Fn(&Path, &str) -> Judged + Sync),
) -> Vec<Judged> {
    let one = |(file, text): &(&PathBuf, Result<String, String>)| match text {
        Ok(text) => play(file, text),
        Err(error) => Judged::Unreadable(format!("{}: {error}\n", file.display())),
    };
    let share = texts.len().div_ceil(jobs).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = texts
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().map(one).collect::<Vec<Judged>>()))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| {
                thread.join().unwrap_or_else(|_| {
                    vec![Judged::Unreadable("a replay stopped unexpectedly\n".to_owned())]
                })
            })
            .collect()
    })
}

/// Replays one transcript and compares it.
fn judge(
    (engine, reader): (&Engine<'_>, &Reader),
    (file, text): (&Path, &str),
    comparison: Comparison,
) -> Judged {
    let name = file.display();
    let transcript = match parse(text) {
        Ok(transcript) => transcript,
        Err(errors) => {
            let lines = errors.iter().fold(String::new(), |mut lines, error| {
                let _ = writeln!(lines, "{name}:{error}");
                lines
            });
            return Judged::Unreadable(lines);
        }
    };
    match play::replay(engine, reader, &transcript, comparison) {
        Err(unplayable) => Judged::Unreadable(format!("{name}: {unplayable}\n")),
        Ok(replayed) if replayed.differences.is_empty() => Judged::Passed(replayed.compared),
        Ok(replayed) => Judged::Failed(replayed.compared, failure(file, &replayed)),
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
fn collect(system: &dyn System, path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = system.entries(path) else {
        files.push(path.to_owned());
        return;
    };
    for entry in entries {
        let below = path.join(&entry.name);
        if entry.is_folder {
            collect(system, &below, files);
        } else if ENDINGS.iter().any(|ending| entry.name.ends_with(ending)) {
            files.push(below);
        }
    }
}

//! `samtale replay`: transcripts again, compared with what they expect.

mod files;
mod told;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::cli::failure::Failure;
use crate::cli::loading::model;
use crate::cli::replay::files::{Found, found};
use crate::cli::replay::told::Told;
use crate::cli::request::{self, Common};
use crate::cli::{FINE, NOT_SO, UNUSABLE};
use crate::engine::Engine;
use crate::pack::Languages;
use crate::shell::{System, read_file};
use crate::transcript::place::Trouble;
use crate::transcript::replay::{Comparison, Stage, judge};
use crate::transcript::sources::Sources;
use crate::transcript::verdict::{Judged, Totals, Verdict};
use crate::understand::Reader;

/// How many files a job takes at a time: what came of them is held for one round only.
const FILES_A_JOB: usize = 64;

/// Somebody who is told what became of each transcript, in the order of their paths, and of them all.
trait Reporter {
    /// One transcript.
    ///
    /// # Errors
    /// Output that cannot be written.
    fn judged(&mut self, judged: &Judged, system: &mut dyn System) -> std::io::Result<()>;

    /// All of them.
    ///
    /// # Errors
    /// Output that cannot be written.
    fn done(&mut self, totals: &Totals, system: &mut dyn System) -> std::io::Result<()>;
}

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
    let run = Run {
        engine: &engine,
        reader: &reader,
        comparison: Comparison { exact: request.exact },
        jobs: request.jobs.unwrap_or_else(cores).max(1),
    };
    let totals = run.all(&found(system, &request.paths), &mut Told, system)?;
    Ok(exit_code(&totals))
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// 0 all pass, 1 some differ, 2 unreadable input or nothing compared.
fn exit_code(totals: &Totals) -> u8 {
    if totals.unreadable > 0 || totals.compared == 0 {
        UNUSABLE
    } else if totals.failed > 0 {
        NOT_SO
    } else {
        FINE
    }
}

/// How transcripts are replayed.
#[derive(Clone, Copy)]
struct Run<'a> {
    engine: &'a Engine<'a>,
    reader: &'a Reader,
    comparison: Comparison,
    jobs: usize,
}

impl Run<'_> {
    /// Replays files, and reports them in their order. What is held does not grow with their number.
    fn all(
        &self,
        files: &[Found],
        reporter: &mut dyn Reporter,
        system: &mut dyn System,
    ) -> std::io::Result<Totals> {
        let mut totals = Totals::default();
        let jobs = self.jobs.min(files.len()).max(1);
        let stages: Vec<Stage<'_>> =
            (0..jobs).map(|_| Stage::new(self.engine, self.reader)).collect();
        for round in files.chunks(FILES_A_JOB * jobs) {
            for judged in self.round(round, &stages, system) {
                totals.add(&judged);
                reporter.judged(&judged, system)?;
            }
        }
        reporter.done(&totals, system)?;
        Ok(totals)
    }

    /// Replays some files in threads; the answers stand in the order of the files.
    fn round(&self, files: &[Found], stages: &[Stage<'_>], system: &dyn System) -> Vec<Judged> {
        let next = AtomicUsize::new(0);
        let work = |stage: &Stage<'_>| {
            let mut done = Vec::new();
            while let Some((number, file)) = {
                let number = next.fetch_add(1, Ordering::Relaxed);
                files.get(number).map(|file| (number, file))
            } {
                done.push((number, self.one(stage, file, system)));
            }
            done
        };
        let mut done: Vec<(usize, Judged)> = std::thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> =
                stages.iter().skip(1).map(|stage| scope.spawn(move || work(stage))).collect();
            let mut done = stages.first().map(work).unwrap_or_default();
            for thread in threads {
                // a thread that panicked leaves its files out; they are missed below
                done.extend(thread.join().unwrap_or_default());
            }
            done
        });
        done.sort_by_key(|(number, _)| *number);
        let mut judged = done.into_iter().peekable();
        let one =
            |(number, file): (usize, &Found)| match judged.next_if(|(done, _)| *done == number) {
                Some((_, judged)) => judged,
                None => unreadable(
                    &file.name(),
                    vec![Trouble::of_file(&file.name(), "the replay stopped unexpectedly")],
                ),
            };
        files.iter().enumerate().map(one).collect()
    }

    fn one(&self, stage: &Stage<'_>, file: &Found, system: &dyn System) -> Judged {
        match sources(file, system) {
            Ok(sources) => judge(stage, &sources, self.comparison, &mut ()),
            Err(troubles) => unreadable(&file.name(), troubles),
        }
    }
}

fn unreadable(name: &str, troubles: Vec<Trouble>) -> Judged {
    Judged { file: name.to_owned(), turns: 0, compared: 0, verdict: Verdict::Unreadable(troubles) }
}

/// The text of a transcript, with those that it includes.
fn sources(file: &Found, system: &dyn System) -> Result<Sources, Vec<Trouble>> {
    let name = file.name();
    let read = |path: &Path| read_file(system, path).map_err(|error| error.to_string());
    let text = file.path().and_then(read);
    let text = text.map_err(|message| vec![Trouble::of_file(&name, message)])?;
    Sources::gather(&name, text, &file.top, &|path| read(&PathBuf::from(path)))
}

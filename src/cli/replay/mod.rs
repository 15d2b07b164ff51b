//! `samtale replay`: transcripts again, compared with what they expect.

mod accept;
mod covered;
pub(super) mod files;
mod gathered;
mod pattern;
pub(super) mod progress;
mod told;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::cli::failure::Failure;
use crate::cli::loading::{files as pack_files, model};
use crate::cli::replay::accept::Review;
use crate::cli::replay::covered::covered;
use crate::cli::replay::files::{Found, found};
use crate::cli::replay::gathered::{Gathered, Looked, Looker};
use crate::cli::replay::progress::Progress;
use crate::cli::replay::told::{Quiet, Told};
use crate::cli::request::{self, Common};
use crate::cli::{FINE, NOT_SO, UNUSABLE};
use crate::engine::Engine;
use crate::pack::Languages;
use crate::shell::{Output, System, read_file};
use crate::transcript::bless::Acceptance;
use crate::transcript::coverage::Survey;
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
    if request.out.is_some() && request.report.is_none() {
        return Err(Failure::unusable("--out takes a report: name it by --report"));
    }
    let model = model(common, system, Languages::All)?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let is_page = request.report.as_deref() == Some("html");
    let survey = (request.coverage || is_page).then(|| Survey::new(&engine));
    let run = Run {
        engine: &engine,
        reader: &reader,
        comparison: Comparison { exact: request.exact },
        acceptance: (request.bless && !request.review)
            .then_some(Acceptance { fill: true, exact: request.exact }),
        jobs: request.jobs.unwrap_or_else(cores).max(1),
        survey: survey.as_ref(),
        tells: is_page,
    };
    let mut gathered = Gathered::new(run.survey, request.report.is_some());
    // a report on standard output stands there alone
    let reporter: &mut dyn Reporter =
        if request.report.is_some() && request.out.is_none() { &mut Quiet } else { &mut Told };
    let files = found(system, &request.paths);
    let totals = if request.review {
        let acceptance = Acceptance { fill: request.bless, exact: request.exact && request.bless };
        let review = Review::new(acceptance, system);
        run.reviewed(&files, review, (reporter, &mut gathered), system)?
    } else {
        run.all(&files, (reporter, &mut gathered), system)?
    };
    report(request, common, (&gathered, run.survey, &totals), system)?;
    Ok(exit_code(&totals))
}

/// Writes coverage and the report, where they were asked for.
fn report(
    request: &request::Replay,
    common: &Common,
    (gathered, survey, totals): (&Gathered, Option<&Survey<'_>>, &Totals),
    system: &mut dyn System,
) -> Result<(), Failure> {
    let coverage = match survey {
        Some(survey) => gathered.coverage(survey, &pack_files(common, system)?),
        None => None,
    };
    let shown = coverage.as_ref().filter(|_| request.coverage);
    if let (Some(coverage), true) = (shown, request.report.is_none() || request.out.is_some()) {
        system.write(Output::Results, &covered(coverage))?;
    }
    let Some(kind) = &request.report else { return Ok(()) };
    let text = gathered.report(kind, totals, (survey, coverage.as_ref()));
    match &request.out {
        None => system.write(Output::Results, &text)?,
        // it holds what persons said
        Some(path) => system.replace_private(path, &text).map_err(|error| {
            Failure::unusable(format_args!("cannot write {}: {error}", path.display()))
        })?,
    }
    Ok(())
}

/// How many threads there is room for.
pub(super) fn cores() -> usize {
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
    /// What is written into the transcripts, if anything.
    acceptance: Option<Acceptance>,
    jobs: usize,
    /// What is watched for coverage.
    survey: Option<&'a Survey<'a>>,
    /// Whether what was shown is kept.
    tells: bool,
}

/// A transcript that was replayed.
struct Done {
    judged: Judged,
    /// The text that it is to have from now on, if it is to have another.
    text: Option<String>,
    looked: Looked,
}

impl Done {
    fn unreadable(name: &str, troubles: Vec<Trouble>) -> Self {
        let verdict = Verdict::Unreadable(troubles);
        let judged = Judged { file: name.to_owned(), turns: 0, compared: 0, verdict };
        Self { judged, text: None, looked: Looked::default() }
    }
}

impl Run<'_> {
    /// Replays files, and reports them in their order. What is held does not grow with their number.
    fn all(
        &self,
        files: &[Found],
        (reporter, gathered): (&mut dyn Reporter, &mut Gathered),
        system: &mut dyn System,
    ) -> std::io::Result<Totals> {
        let mut totals = Totals::default();
        let jobs = self.jobs.min(files.len()).max(1);
        let stages: Vec<Stage<'_>> =
            (0..jobs).map(|_| Stage::new(self.engine, self.reader)).collect();
        let mut progress = Progress::new(system);
        let mut count = 0;
        for round in files.chunks(FILES_A_JOB * jobs) {
            for (mut done, file) in self.round(round, &stages, system).into_iter().zip(round) {
                count += 1;
                let written = accept::write(&mut done, file, system);
                totals.add(&done.judged, written);
                if done.judged.verdict != Verdict::Passed {
                    progress.clear(system)?;
                }
                reporter.judged(&done.judged, system)?;
                gathered.take(&done.judged, done.looked);
            }
            progress.at(count, files.len(), system)?;
        }
        progress.clear(system)?;
        reporter.done(&totals, system)?;
        Ok(totals)
    }

    /// Replays files one after the other, and lets a person decide what is written.
    fn reviewed(
        &self,
        files: &[Found],
        mut review: Review,
        (reporter, gathered): (&mut dyn Reporter, &mut Gathered),
        system: &mut dyn System,
    ) -> std::io::Result<Totals> {
        let stage = Stage::new(self.engine, self.reader);
        let mut totals = Totals::default();
        for file in files {
            let mut done = review.one(self, &stage, file, system)?;
            let written = accept::write(&mut done, file, system);
            totals.add(&done.judged, written);
            reporter.judged(&done.judged, system)?;
            gathered.take(&done.judged, done.looked);
        }
        reporter.done(&totals, system)?;
        Ok(totals)
    }

    /// Replays some files in threads; the answers stand in the order of the files.
    fn round(&self, files: &[Found], stages: &[Stage<'_>], system: &dyn System) -> Vec<Done> {
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
        let mut done: Vec<(usize, Done)> = std::thread::scope(|scope| {
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
        let mut done = done.into_iter().peekable();
        let one = |(number, file): (usize, &Found)| match done.next_if(|(done, _)| *done == number)
        {
            Some((_, done)) => done,
            None => {
                let name = file.name();
                let trouble = Trouble::of_file(&name, "the replay stopped unexpectedly");
                Done::unreadable(&name, vec![trouble])
            }
        };
        files.iter().enumerate().map(one).collect()
    }

    fn one(&self, stage: &Stage<'_>, file: &Found, system: &dyn System) -> Done {
        match (sources(file, system), self.acceptance) {
            (Ok(sources), None) => self.compared(stage, &sources),
            (Ok(sources), Some(acceptance)) => self.blessed(stage, &sources, acceptance),
            (Err(troubles), _) => Done::unreadable(&file.name(), troubles),
        }
    }

    fn compared(&self, stage: &Stage<'_>, sources: &Sources) -> Done {
        let mut looker = Looker::new(self.survey, self.tells);
        let judged = judge(stage, sources, self.comparison, &mut looker);
        Done { judged, text: None, looked: looker.looked() }
    }
}

/// The text of a transcript, with those that it includes.
pub(super) fn sources(file: &Found, system: &dyn System) -> Result<Sources, Vec<Trouble>> {
    let name = file.name();
    let read = |path: &Path| read_file(system, path).map_err(|error| error.to_string());
    let text = file.path().and_then(read);
    let text = text.map_err(|message| vec![Trouble::of_file(&name, message)])?;
    Sources::gather(&name, text, &file.top, &|path| read(&PathBuf::from(path)))
}

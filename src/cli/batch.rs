//! A line in, a line out, at constant memory; `samtale run --jsonl` does so, on all cores.

use std::io;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use crate::cli::failure::{Failure, is_standard_input};
use crate::cli::forms::form_of;
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Run};
use crate::cli::{FINE, UNUSABLE};
use crate::engine::Engine;
use crate::exchange::{error_line, facts, fhir, outcome};
use crate::shell::{Line, Lines, Output, System};

/// How many lines are held at most before they are answered: their answers wait in memory for each other.
const MOST_LINES: usize = 256;

/// How many bytes of lines are held at most, but for the last line.
const MOST_BYTES: usize = 256 * 1024;

/// How many bad lines are named at the end.
const MOST_NAMED: usize = 10;

/// A line as it was taken, or what is wrong with it.
pub(super) type Taken = Result<String, &'static str>;

/// The line of JSON that answers a line, or what is wrong with it.
pub(super) type Answer = Result<String, String>;

/// Evaluates a facts object a line; the outcomes stand in the order of the lines.
pub(super) fn batch(
    request: &Run,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let loaded = Loaded::new(common, system)?;
    let dialogue = loaded.dialogue(request.dialogue.as_deref())?;
    let speech = loaded.speech(None);
    let engine = Engine::new(&loaded.model);
    let scope = engine.scope(dialogue);
    // a form that cannot be read matters only to lines that are responses to it
    let form = form_of(&loaded, common, dialogue, system).map(|(form, _)| form);
    let answer = |text: &str| {
        let given = if fhir::is_resource(text) {
            let form = form.as_ref().map_err(|failure| failure.message.trim().to_owned())?;
            fhir::given(&loaded.model, form, text).map_err(|errors| errors.join("; "))?
        } else {
            let statement =
                facts::read(&loaded.model, text).map_err(|errors| facts::in_one_line(&errors))?;
            fhir::Given { statement, passed_over: Vec::new() }
        };
        let outcome = engine.evaluate(given.statement, scope.as_ref());
        Ok(outcome::line(&speech, dialogue, &outcome, given.passed_over))
    };
    let cores = || thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = request.jobs.unwrap_or_else(cores).clamp(1, MOST_LINES);
    let path = &request.facts;
    let lines = Lines::new(if is_standard_input(path) {
        system.standard_input()
    } else {
        system.open(path).map_err(|error| Failure::unreadable(path, error))?
    });
    let mut all = |taken: &[Taken]| in_threads(jobs, taken, &answer);
    let mut answers = Answers { all: &mut all, refuse: error_line, blanks: false };
    each_line(lines, path, system, &mut answers)
}

/// Answers lines in threads; each takes its share of them as they stand, so that the order is kept.
fn in_threads(
    jobs: usize,
    taken: &[Taken],
    answer: &(impl Fn(&str) -> Result<String, String> + Sync),
) -> Vec<Answer> {
    let share = |lines: &[Taken]| lines.iter().map(|line| one(line, answer)).collect::<Vec<_>>();
    let mut shares = taken.chunks(taken.len().div_ceil(jobs).max(1));
    let first = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|lines| scope.spawn(move || share(lines))).collect();
        let mut answers = share(first);
        for thread in others {
            answers.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        answers
    })
}

/// Answers one line; what could not be taken is refused as it is.
pub(super) fn one(
    taken: &Taken,
    answer: impl FnOnce(&str) -> Result<String, String>,
) -> Result<String, String> {
    taken.as_ref().map_err(|error| (*error).to_owned()).and_then(|text| answer(text))
}

/// How lines are answered.
pub(super) struct Answers<'a> {
    /// Lines → for each its answer as a line of JSON, or what is wrong with it.
    pub(super) all: &'a mut dyn FnMut(&[Taken]) -> Vec<Answer>,
    /// What is wrong with a line → the line of JSON in its place.
    pub(super) refuse: fn(&str) -> String,
    /// Whether blank lines are answered too; else they are passed over.
    pub(super) blanks: bool,
}

/// Answers line by line. A bad line gets `{"error": …}` in its place and the rest goes on; the exit code
/// at the end tells. Lines that are there already are answered together; nobody who waits for an answer is
/// kept waiting for more lines.
pub(super) fn each_line(
    mut lines: Lines,
    path: &Path,
    system: &mut dyn System,
    answers: &mut Answers<'_>,
) -> Result<u8, Failure> {
    let mut held = Held::default();
    let mut line = Vec::new();
    for number in 1.. {
        let taken = match next(&mut lines, &mut line, path, || held.hand_on(answers, system))? {
            Line::End => break,
            Line::Read if !answers.blanks && line.iter().all(u8::is_ascii_whitespace) => continue,
            Line::Read => str::from_utf8(&line).map(str::to_owned).map_err(|_| "not UTF-8 text"),
            Line::TooLong => Err("the line is longer than a megabyte"),
        };
        held.n_bytes += line.len();
        held.lines.push(taken);
        held.numbers.push(number);
        if held.lines.len() >= MOST_LINES || held.n_bytes >= MOST_BYTES {
            held.answer(answers, system)?;
        }
    }
    held.answer(answers, system)?;
    if held.n_bad == 0 {
        return Ok(FINE);
    }
    system.flush()?;
    let first: Vec<String> = held.bad.iter().map(usize::to_string).collect();
    let more = if held.n_bad > held.bad.len() { ", …" } else { "" };
    let summary = format!(
        "error: {} of {} lines could not be read: {}{more}\n",
        held.n_bad,
        held.n_lines,
        first.join(", "),
    );
    system.write(Output::Errors, &summary)?;
    Ok(UNUSABLE)
}

/// Lines that wait for their answers, and what has been counted so far.
#[derive(Default)]
struct Held {
    lines: Vec<Taken>,
    /// Which lines of the input they are.
    numbers: Vec<usize>,
    n_bytes: usize,
    n_lines: usize,
    n_bad: usize,
    /// The numbers of the first bad lines.
    bad: Vec<usize>,
}

impl Held {
    /// Answers all that is held.
    fn answer(&mut self, answers: &mut Answers<'_>, system: &mut dyn System) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        for (answer, number) in (answers.all)(&self.lines).into_iter().zip(self.numbers.drain(..)) {
            if answer.is_err() {
                self.n_bad += 1;
                self.bad.extend(Some(number).filter(|_| self.bad.len() < MOST_NAMED));
            }
            let mut answer = answer.unwrap_or_else(|error| (answers.refuse)(&error));
            answer.push('\n');
            system.write(Output::Results, &answer)?;
        }
        self.n_lines += self.lines.len();
        self.n_bytes = 0;
        self.lines.clear();
        Ok(())
    }

    /// Answers all that is held and hands it on.
    fn hand_on(&mut self, answers: &mut Answers<'_>, system: &mut dyn System) -> io::Result<()> {
        self.answer(answers, system)?;
        system.flush()
    }
}

/// The next line; what is there has been answered and handed on before waiting for more.
fn next(
    lines: &mut Lines,
    line: &mut Vec<u8>,
    path: &Path,
    mut hand_on: impl FnMut() -> io::Result<()>,
) -> Result<Line, Failure> {
    let mut handed_on = Ok(());
    let found = lines.next(line, &mut || {
        handed_on = hand_on();
        match &handed_on {
            Ok(()) => Ok(()),
            Err(error) => Err(error.kind().into()),
        }
    });
    handed_on?;
    found.map_err(|error| Failure::unreadable(path, error))
}

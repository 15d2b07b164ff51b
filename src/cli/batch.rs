//! A line in, a line out, at constant memory; `samtale run --jsonl` does so.

use std::path::Path;

use crate::cli::failure::{Failure, is_standard_input};
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Run};
use crate::cli::{FINE, UNUSABLE};
use crate::engine::Engine;
use crate::exchange::{error_line, facts, outcome};
use crate::shell::{Line, Lines, Output, System};

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
    let mut answer = |text: &str| {
        let statement =
            facts::read(&loaded.model, text).map_err(|errors| facts::in_one_line(&errors))?;
        Ok(outcome::line(&speech, dialogue, &engine.evaluate(statement, scope.as_ref())))
    };
    let path = &request.facts;
    let lines = Lines::new(if is_standard_input(path) {
        system.standard_input()
    } else {
        system.open(path).map_err(|error| Failure::unreadable(path, error))?
    });
    let mut answers = Answers { answer: &mut answer, refuse: error_line, blanks: false };
    each_line(lines, path, system, &mut answers)
}

/// How lines are answered.
pub(super) struct Answers<'a> {
    /// A line → its answer as a line of JSON, or what is wrong with it.
    pub(super) answer: &'a mut dyn FnMut(&str) -> Result<String, String>,
    /// What is wrong with a line → the line of JSON in its place.
    pub(super) refuse: fn(&str) -> String,
    /// Whether blank lines are answered too; else they are passed over.
    pub(super) blanks: bool,
}

/// Answers line by line. A bad line gets `{"error": …}` in its place and the rest goes on; the exit code
/// at the end tells.
pub(super) fn each_line(
    mut lines: Lines,
    path: &Path,
    system: &mut dyn System,
    answers: &mut Answers<'_>,
) -> Result<u8, Failure> {
    let mut line = Vec::new();
    let (mut n_lines, mut n_bad) = (0_usize, 0_usize);
    loop {
        let answer = match next(&mut lines, &mut line, system, path)? {
            Line::End => break,
            Line::Read if !answers.blanks && line.iter().all(u8::is_ascii_whitespace) => continue,
            Line::Read => match std::str::from_utf8(&line) {
                Ok(text) => (answers.answer)(text),
                Err(_) => Err("not UTF-8 text".to_owned()),
            },
            Line::TooLong => Err("the line is longer than a megabyte".to_owned()),
        };
        n_lines += 1;
        n_bad += usize::from(answer.is_err());
        let mut answer = answer.unwrap_or_else(|error| (answers.refuse)(&error));
        answer.push('\n');
        system.write(Output::Results, &answer)?;
    }
    if n_bad == 0 {
        return Ok(FINE);
    }
    system.flush()?;
    let summary = format!("error: {n_bad} of {n_lines} lines could not be read\n");
    system.write(Output::Errors, &summary)?;
    Ok(UNUSABLE)
}

/// The next line; what has been answered is handed on before waiting for more.
fn next(
    lines: &mut Lines,
    line: &mut Vec<u8>,
    system: &mut dyn System,
    path: &Path,
) -> Result<Line, Failure> {
    let mut flushed = Ok(());
    let found = lines.next(line, &mut || {
        flushed = system.flush();
        match &flushed {
            Ok(()) => Ok(()),
            Err(error) => Err(error.kind().into()),
        }
    });
    flushed?;
    found.map_err(|error| Failure::unreadable(path, error))
}

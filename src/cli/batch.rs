//! `samtale run --jsonl`: a facts object a line in, an outcome a line out, at constant memory.

use crate::cli::failure::{Failure, is_standard_input};
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Run};
use crate::cli::{FINE, UNUSABLE};
use crate::engine::Engine;
use crate::exchange::{error_line, facts, outcome};
use crate::shell::{Line, Lines, Output, System};

/// Evaluates line by line. A bad line gets `{"error": …}` in its place and the run goes on; the exit
/// code at the end tells.
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
    let answer = |line: &[u8]| -> Result<String, String> {
        let text = std::str::from_utf8(line).map_err(|_| "not UTF-8 text".to_owned())?;
        let statement =
            facts::read(&loaded.model, text).map_err(|errors| facts::in_one_line(&errors))?;
        Ok(outcome::line(&speech, dialogue, &engine.evaluate(statement, scope.as_ref())))
    };
    let unreadable = |error| Failure::unreadable(&request.facts, error);
    let mut lines = Lines::new(if is_standard_input(&request.facts) {
        system.standard_input()
    } else {
        system.open(&request.facts).map_err(unreadable)?
    });
    let mut line = Vec::new();
    let (mut n_lines, mut n_bad) = (0_usize, 0_usize);
    loop {
        let answer = match next(&mut lines, &mut line, system, request)? {
            Line::End => break,
            Line::Read if line.iter().all(u8::is_ascii_whitespace) => continue,
            Line::Read => answer(&line),
            Line::TooLong => Err("the line is longer than a megabyte".to_owned()),
        };
        n_lines += 1;
        n_bad += usize::from(answer.is_err());
        let mut answer = answer.unwrap_or_else(|error| error_line(&error));
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
    request: &Run,
) -> Result<Line, Failure> {
    let mut flushing = Ok(());
    let found = lines.next(line, &mut || {
        flushing = system.flush();
        match &flushing {
            Ok(()) => Ok(()),
            Err(error) => Err(error.kind().into()),
        }
    });
    flushing?;
    found.map_err(|error| Failure::unreadable(&request.facts, error))
}

//! `samtale vignettes`: described persons, and whether the rules judge them as a clinician does.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::check::vignettes::{Scored, score};
use crate::cli::failure::Failure;
use crate::cli::loading::model;
use crate::cli::request::{Common, Format, Vignettes};
use crate::cli::{FINE, NOT_SO, UNUSABLE};
use crate::engine::Engine;
use crate::exchange::vignettes::{Line, page};
use crate::model::urgency::Urgency;
use crate::pack::{Languages, Vignette, vignettes as read};
use crate::shell::{Output, System, read_file};
use crate::understand::Reader;

/// How deep folders may stand in each other.
const DEEPEST: usize = 32;

/// How many descriptions were judged how.
#[derive(Debug, Default)]
struct Counts {
    exact: usize,
    over: usize,
    under: usize,
}

/// Scores vignettes; any that is judged too mildly is exit code 1.
pub(super) fn vignettes(
    request: &Vignettes,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let mut files = Vec::new();
    for path in &request.paths {
        collect(system, path, 0, &mut files)?;
    }
    let model = model(common, system, Languages::All)?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let (mut counts, mut lines, mut unreadable) = (Counts::default(), Vec::new(), false);
    for file in &files {
        let name = file.display().to_string();
        let text = read_file(system, file).map_err(|error| Failure::unreadable(file, error))?;
        let all = match read(&text) {
            Ok(all) => all,
            Err(errors) => {
                unreadable = true;
                for error in errors {
                    let (line, column) = (error.position.line, error.position.column);
                    let message = format!("{name}:{line}:{column}: {}\n", error.message);
                    system.write(Output::Errors, &message)?;
                }
                continue;
            }
        };
        for vignette in &all {
            match score(&engine, &reader, vignette) {
                Ok(scored) => {
                    for scored in &scored {
                        lines.push(line(&name, vignette, scored, &mut counts));
                    }
                }
                Err(message) => {
                    unreadable = true;
                    let message = format!("{name}:{}: {message}\n", vignette.line);
                    system.write(Output::Errors, &message)?;
                }
            }
        }
    }
    let text = match request.format {
        Format::Json => page(&lines, [counts.exact, counts.over, counts.under]),
        _ => in_text(&lines, &counts),
    };
    system.write(Output::Results, &text)?;
    if lines.is_empty() && !unreadable {
        system.write(Output::Errors, "error: there are no vignettes\n")?;
    }
    Ok(if unreadable || lines.is_empty() {
        UNUSABLE
    } else if counts.under > 0 {
        NOT_SO
    } else {
        FINE
    })
}

fn line(file: &str, vignette: &Vignette, scored: &Scored, counts: &mut Counts) -> Line {
    let (verdict, count) = match scored.got.cmp(&vignette.expects) {
        std::cmp::Ordering::Equal => ("exact", &mut counts.exact),
        std::cmp::Ordering::Greater => ("over", &mut counts.over),
        std::cmp::Ordering::Less => ("under", &mut counts.under),
    };
    *count += 1;
    let word = |level: Option<Urgency>| level.map_or("none", Urgency::as_str);
    Line {
        id: vignette.id.clone(),
        file: file.to_owned(),
        line: vignette.line,
        person: vignette.person.clone(),
        told: scored.told.as_str(),
        expected: word(vignette.expects),
        got: word(scored.got),
        verdict,
        because: scored.because.clone(),
    }
}

/// What was judged too mildly, then what too urgently, then how many.
fn in_text(lines: &[Line], counts: &Counts) -> String {
    let mut text = String::new();
    for (verdict, words) in [("under", "too mild"), ("over", "too urgent")] {
        for line in lines.iter().filter(|line| line.verdict == verdict) {
            // writing to a string does not fail
            let _ = writeln!(
                text,
                "{}:{}: {words}: {} (by {})\n  {}\n  expected {}, got {}: {}",
                line.file,
                line.line,
                line.id,
                line.told,
                line.person,
                line.expected,
                line.got,
                if line.because.is_empty() { "-".to_owned() } else { line.because.join(", ") }
            );
        }
    }
    let Counts { exact, over, under } = counts;
    let all = exact + over + under;
    let _ = writeln!(text, "{all} judged: {exact} exact, {over} too urgent, {under} too mild");
    text
}

/// A file as it is; of a folder all files that end in `.ron`, sorted.
fn collect(
    system: &dyn System,
    path: &Path,
    depth: usize,
    files: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    let entries = match system.entries(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            files.push(path.to_owned());
            return Ok(());
        }
        Err(error) => return Err(Failure::unreadable(path, error)),
    };
    for entry in entries {
        let below = path.join(&entry.name);
        if entry.is_folder && depth < DEEPEST {
            collect(system, &below, depth + 1, files)?;
        } else if below.extension().is_some_and(|end| end == "ron") {
            files.push(below);
        }
    }
    Ok(())
}

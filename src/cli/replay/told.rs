//! What became of transcripts, as text.

use std::fmt::Write as _;

use crate::cli::replay::Reporter;
use crate::shell::{Output, System};
use crate::transcript::verdict::{Cause, Failure, Judged, Totals, Verdict};

/// Tells failures on standard output and what cannot be read on standard error.
pub(super) struct Told;

impl Reporter for Told {
    fn judged(&mut self, judged: &Judged, system: &mut dyn System) -> std::io::Result<()> {
        match &judged.verdict {
            Verdict::Passed => Ok(()),
            Verdict::Failed(failed) => system.write(Output::Results, &failure(failed)),
            Verdict::Unreadable(troubles) => {
                troubles.iter().try_for_each(|t| system.write(Output::Errors, &format!("{t}\n")))
            }
        }
    }

    fn done(&mut self, totals: &Totals, system: &mut dyn System) -> std::io::Result<()> {
        let Totals { passed, failed, unreadable, expectless, blessed, .. } = *totals;
        let mut line = format!("{passed} passed, {failed} failed");
        if unreadable > 0 {
            // writing to a string does not fail
            let _ = write!(line, ", {unreadable} unreadable");
        }
        if blessed > 0 {
            let _ = write!(line, ", {blessed} blessed");
        }
        if expectless > 0 && totals.compared > 0 {
            let _ = write!(line, " ({expectless} of them expect nothing that is compared)");
        }
        system.write(Output::Results, &format!("{line}\n"))?;
        nothing_compared(totals, system)
    }
}

/// Tells nothing: the report on standard output tells it all.
pub(super) struct Quiet;

impl Reporter for Quiet {
    fn judged(&mut self, _: &Judged, _: &mut dyn System) -> std::io::Result<()> {
        Ok(())
    }

    fn done(&mut self, totals: &Totals, system: &mut dyn System) -> std::io::Result<()> {
        nothing_compared(totals, system)
    }
}

fn nothing_compared(totals: &Totals, system: &mut dyn System) -> std::io::Result<()> {
    if totals.compared > 0 || totals.unreadable > 0 {
        return Ok(());
    }
    let message = "nothing was compared: no transcript expects anything that is compared\n";
    system.write(Output::Errors, message)
}

/// The first turn that differs: where, what was expected and came, why, and what led there.
pub(super) fn failure(failure: &Failure) -> String {
    let mut text = String::new();
    // writing to a string does not fail
    for difference in &failure.differences {
        let _ = writeln!(text, "{}: differs", difference.at);
        let _ = writeln!(text, "  expected {}", difference.expected);
        let _ = writeln!(text, "  got      {}", difference.got);
        for cause in &difference.causes {
            text.push_str(&cause_in_words(cause));
        }
    }
    let Some((turn, before)) = failure.led_there.split_last() else {
        text.push_str("  before anything was said\n");
        return text;
    };
    let _ = writeln!(text, "  at line {}: {}", turn.at.position.line, turn.said);
    if !failure.changed.is_empty() {
        let _ = writeln!(text, "  this turn changed: {}", failure.changed.join(", "));
    }
    if !before.is_empty() {
        text.push_str("  after:\n");
    }
    for step in &failure.led_there[..before.len()] {
        if let Some(asked) = &step.asked {
            let _ = writeln!(text, "    ? {asked}");
        }
        let _ = writeln!(text, "    {}", step.said);
    }
    text
}

fn cause_in_words(cause: &Cause) -> String {
    let mut text = String::new();
    // writing to a string does not fail
    match cause {
        Cause::Rule { kind, id, came, because } => {
            let how = if *came { "came" } else { "went" };
            let _ = writeln!(text, "  {} {id} {how}:", kind.as_str());
            for part in because {
                let _ = writeln!(text, "    {part}");
            }
        }
        Cause::Stands { dialogue, step } => {
            let _ = writeln!(text, "  the dialogue stands at {dialogue}.{step}");
        }
        Cause::Note(note) => {
            let _ = writeln!(text, "  {note}");
        }
    }
    text
}

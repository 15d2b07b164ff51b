//! `--bless` and `--review`: what came is written into the transcripts.

use std::path::PathBuf;

use crate::cli::replay::files::Found;
use crate::cli::replay::{Done, Run, sources};
use crate::shell::{Line, Lines, Output, System};
use crate::transcript::bless::{Acceptance, Hunk, Proposal, propose};
use crate::transcript::place::Trouble;
use crate::transcript::replay::Stage;
use crate::transcript::sources::Sources;
use crate::transcript::verdict::Verdict;

impl Run<'_> {
    /// Replays a transcript as it would be with all that came accepted.
    pub(super) fn blessed(
        &self,
        stage: &Stage<'_>,
        sources: &Sources,
        acceptance: Acceptance,
    ) -> Done {
        match propose(stage, sources, acceptance) {
            Ok(proposal) if proposal.is_empty() => self.compared(stage, sources),
            Ok(proposal) => {
                let text = proposal.accepted(&vec![true; proposal.hunks.len()]);
                let done = self.compared(stage, &sources.with_own_text(text.clone()));
                Done { text: Some(text), ..done }
            }
            Err(_) => self.compared(stage, sources),
        }
    }
}

/// Writes the new text of a transcript; the old one stays where that fails.
pub(super) fn write(done: &mut Done, file: &Found, system: &mut dyn System) -> bool {
    let Some(text) = done.text.take() else { return false };
    let path = PathBuf::from(file.name());
    let Err(error) = system.replace(&path, &text) else { return true };
    let message = format!("cannot write it: {error}; it is as it was");
    done.judged.verdict = Verdict::Unreadable(vec![Trouble::of_file(&file.name(), message)]);
    false
}

/// A person who looks at what would change, turn by turn.
pub(super) struct Review {
    answers: Lines,
    acceptance: Acceptance,
    /// Nothing more is asked.
    stopped: bool,
}

impl Review {
    pub(super) fn new(acceptance: Acceptance, system: &dyn System) -> Self {
        Self { answers: Lines::new(system.standard_input()), acceptance, stopped: false }
    }

    /// Asks about each turn of a transcript that would change, and replays what it became.
    ///
    /// # Errors
    /// Output that cannot be written, or answers that cannot be read.
    pub(super) fn one(
        &mut self,
        run: &Run<'_>,
        stage: &Stage<'_>,
        file: &Found,
        system: &mut dyn System,
    ) -> std::io::Result<Done> {
        let found = match sources(file, system) {
            Ok(found) => found,
            Err(troubles) => return Ok(Done::unreadable(&file.name(), troubles)),
        };
        let proposal = propose(stage, &found, self.acceptance);
        let Ok(proposal) = proposal else { return Ok(run.compared(stage, &found)) };
        let mut accepted = Vec::new();
        for hunk in &proposal.hunks {
            accepted.push(!self.stopped && self.accepts(file, &proposal, hunk, system)?);
        }
        if !accepted.contains(&true) {
            return Ok(run.compared(stage, &found));
        }
        let text = proposal.accepted(&accepted);
        let done = run.compared(stage, &found.with_own_text(text.clone()));
        Ok(Done { text: Some(text), ..done })
    }

    fn accepts(
        &mut self,
        file: &Found,
        proposal: &Proposal,
        hunk: &Hunk,
        system: &mut dyn System,
    ) -> std::io::Result<bool> {
        system
            .write(Output::Results, &format!("{}:{}: {}\n", file.name(), hunk.turn, hunk.said))?;
        for (mark, line, text) in hunk.diff(proposal.text()) {
            system.write(Output::Results, &format!("  {mark} {line:>4}  {text}\n"))?;
        }
        let mut line = Vec::new();
        loop {
            system.write(Output::Results, "accept? y yes, n no, q no more questions: ")?;
            system.flush()?;
            let read = self.answers.next(&mut line, &mut || Ok(()))?;
            let answer = String::from_utf8_lossy(&line).trim().to_lowercase();
            system.write(Output::Results, "\n")?;
            match (read, answer.as_str()) {
                (Line::Read, "y" | "yes") => return Ok(true),
                (Line::Read, "n" | "no") => return Ok(false),
                (Line::End, _) | (Line::Read, "q" | "quit") => {
                    self.stopped = true;
                    return Ok(false);
                }
                _ => {}
            }
        }
    }
}

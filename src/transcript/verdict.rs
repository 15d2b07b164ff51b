//! What became of a transcript: plain data, for people and for reports.

use crate::transcript::format::Kind;
use crate::transcript::place::{Spot, Trouble};

/// What became of one transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The file, as it was named or found.
    pub file: String,
    /// How many turns were replayed.
    pub turns: usize,
    /// How many expectations were compared.
    pub compared: usize,
    /// What came of it.
    pub verdict: Verdict,
}

/// Whether a transcript holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All that was compared is so.
    Passed,
    /// A turn differs; the first.
    Failed(Failure),
    /// It cannot be read or replayed, and all of why.
    Unreadable(Vec<Trouble>),
}

/// The first turn that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What was said, in order: the last is the turn that differs; empty when the opening differs.
    pub led_there: Vec<Step>,
    /// Everything that differs at this turn; never empty.
    pub differences: Vec<Difference>,
    /// What this turn changed, as `ID VALUE`.
    pub changed: Vec<String>,
}

impl Failure {
    /// Where it first differs.
    #[must_use]
    pub fn at(&self) -> Option<&Spot> {
        self.differences.first().map(|difference| &difference.at)
    }
}

/// Something said on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it stands.
    pub at: Spot,
    /// The mark and the words: `> none of these`.
    pub said: String,
    /// What was asked before it, as behind `?`.
    pub asked: Option<String>,
}

/// An expectation that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line of the expectation.
    pub at: Spot,
    /// What was expected, as a line.
    pub expected: String,
    /// What came, as a line.
    pub got: String,
    /// The rules and steps that made the difference.
    pub causes: Vec<Cause>,
}

/// A rule or step that made a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A rule that holds or is given and should not be, or that should and is not.
    Rule {
        /// Of what kind.
        kind: Kind,
        /// Its id.
        id: String,
        /// Whether it came; otherwise it went.
        came: bool,
        /// The parts of its condition that decide, each with its state and the finding.
        because: Vec<String>,
    },
    /// The step of a dialogue where the conversation stands.
    Stands {
        /// The dialogue.
        dialogue: String,
        /// The step.
        step: String,
    },
    /// In words: why a question does not come, what a name resembles.
    Note(String),
}

/// What a run over many transcripts came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Transcripts that hold.
    pub passed: usize,
    /// Transcripts that differ.
    pub failed: usize,
    /// Transcripts that cannot be read or replayed.
    pub unreadable: usize,
    /// Transcripts that expect nothing that was compared.
    pub expectless: usize,
    /// Transcripts into which what came was written.
    pub blessed: usize,
    /// Turns replayed.
    pub turns: usize,
    /// Expectations compared.
    pub compared: usize,
}

impl Totals {
    /// Counts one more, and whether what came was written into it.
    pub fn add(&mut self, judged: &Judged, blessed: bool) {
        self.blessed += usize::from(blessed);
        match &judged.verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Failed(_) => self.failed += 1,
            Verdict::Unreadable(_) => self.unreadable += 1,
        }
        let unread = matches!(judged.verdict, Verdict::Unreadable(_));
        self.expectless += usize::from(judged.compared == 0 && !unread);
        self.turns += judged.turns;
        self.compared += judged.compared;
    }
}

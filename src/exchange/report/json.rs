//! A replay as JSON.

use serde::Serialize;

use crate::exchange::coverage::{CoverageJson, coverage};
use crate::exchange::report::Entry;
use crate::exchange::to_page;
use crate::transcript::coverage::Report;
use crate::transcript::place::{Spot, Trouble};
use crate::transcript::verdict::{Failure, Totals, Verdict};

#[derive(Serialize)]
struct ReplayJson<'a> {
    passed: usize,
    failed: usize,
    unreadable: usize,
    turns: usize,
    compared: usize,
    transcripts: Vec<TranscriptJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageJson<'a>>,
}

#[derive(Serialize)]
struct TranscriptJson<'a> {
    file: &'a str,
    verdict: &'static str,
    turns: usize,
    compared: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<FailureJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    troubles: Vec<TroubleJson<'a>>,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct FailureJson<'a> {
    differences: Vec<DifferenceJson<'a>>,
    changed: &'a [String],
    led_there: Vec<StepJson<'a>>,
    words: &'a str,
}

#[derive(Serialize)]
struct DifferenceJson<'a> {
    #[serde(flatten)]
    place: PlaceJson<'a>,
    expected: &'a str,
    got: &'a str,
}

#[derive(Serialize)]
struct StepJson<'a> {
    line: usize,
    said: &'a str,
    asked: Option<&'a str>,
}

#[derive(Serialize)]
struct TroubleJson<'a> {
    #[serde(flatten)]
    place: PlaceJson<'a>,
    message: &'a str,
    help: Option<&'a str>,
}

/// The report; with coverage where it was asked for.
#[must_use]
pub fn json(entries: &[Entry], totals: &Totals, report: Option<&Report>) -> String {
    to_page(&ReplayJson {
        passed: totals.passed,
        failed: totals.failed,
        unreadable: totals.unreadable,
        turns: totals.turns,
        compared: totals.compared,
        transcripts: entries.iter().map(transcript).collect(),
        coverage: report.map(coverage),
    })
}

fn transcript(entry: &Entry) -> TranscriptJson<'_> {
    let judged = &entry.judged;
    let (verdict, failure, troubles) = match &judged.verdict {
        Verdict::Passed => ("passed", None, Vec::new()),
        Verdict::Failed(failed) => ("failed", Some(failure(failed, &entry.words)), Vec::new()),
        Verdict::Unreadable(all) => ("unreadable", None, all.iter().map(trouble).collect()),
    };
    TranscriptJson {
        file: &judged.file,
        verdict,
        turns: judged.turns,
        compared: judged.compared,
        failure,
        troubles,
    }
}

fn place(at: &Spot) -> PlaceJson<'_> {
    PlaceJson { file: &at.file, line: at.position.line, column: at.position.column }
}

fn failure<'a>(failure: &'a Failure, words: &'a str) -> FailureJson<'a> {
    let differences = failure.differences.iter().map(|difference| DifferenceJson {
        place: place(&difference.at),
        expected: &difference.expected,
        got: &difference.got,
    });
    let steps = failure.led_there.iter().map(|step| StepJson {
        line: step.at.position.line,
        said: &step.said,
        asked: step.asked.as_deref(),
    });
    FailureJson {
        differences: differences.collect(),
        changed: &failure.changed,
        led_there: steps.collect(),
        words,
    }
}

fn trouble(trouble: &Trouble) -> TroubleJson<'_> {
    TroubleJson {
        place: place(&trouble.at),
        message: &trouble.message,
        help: trouble.help.as_deref(),
    }
}

//! Coverage as JSON: what is missing first.

use serde::Serialize;

use crate::transcript::coverage::{Count, Gap, Report};

/// Coverage.
#[derive(Debug, Serialize)]
pub(super) struct CoverageJson<'a> {
    missing: Vec<GapJson<'a>>,
    out_of_reach: Vec<GapJson<'a>>,
    counts: Vec<CountJson>,
}

#[derive(Debug, Serialize)]
struct GapJson<'a> {
    kind: &'static str,
    file: &'a str,
    line: usize,
    what: &'a str,
    towards: &'a str,
    by_failing: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct CountJson {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'static str>,
    points: usize,
    passing: usize,
    only_failing: usize,
}

/// A report of coverage.
pub(super) fn coverage(report: &Report) -> CoverageJson<'_> {
    CoverageJson {
        missing: report.gaps.iter().map(gap).collect(),
        out_of_reach: report.out_of_reach.iter().map(gap).collect(),
        counts: report.counts.iter().map(count).collect(),
    }
}

fn gap(gap: &Gap) -> GapJson<'_> {
    GapJson {
        kind: gap.group.as_str(),
        file: &gap.file,
        line: gap.line,
        what: &gap.what,
        towards: &gap.towards,
        by_failing: gap.by_failing,
        lang: gap.language.map(crate::base::language::Language::code),
    }
}

fn count(count: &Count) -> CountJson {
    CountJson {
        kind: count.group.as_str(),
        lang: count.language.map(crate::base::language::Language::code),
        points: count.points,
        passing: count.passing,
        only_failing: count.only_failing,
    }
}

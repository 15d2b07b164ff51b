//! Coverage as text: what is missing first, then how much was reached.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::transcript::coverage::{Gap, Group, Report};

/// The text.
pub(super) fn covered(report: &Report) -> String {
    let mut text = String::new();
    for group in Group::ALL {
        let gaps = report.gaps.iter().filter(|gap| gap.group == group);
        let gaps: Vec<&Gap> = gaps.collect();
        if gaps.is_empty() {
            continue;
        }
        // writing to a string does not fail
        let _ = writeln!(text, "\nnot covered: {} {}", gaps.len(), group.as_str());
        if group == Group::Texts {
            text.push_str(&by_text(&gaps));
            continue;
        }
        for gap in gaps {
            let failing = if gap.by_failing { " (only a failing transcript does)" } else { "" };
            let _ = writeln!(text, "{}:{}: {}{failing}", gap.file, gap.line, gap.what);
            let _ = writeln!(text, "  {}", gap.towards);
        }
    }
    if !report.out_of_reach.is_empty() {
        let beyond = report.out_of_reach.len();
        let _ = writeln!(text, "\nproved to be out of reach, and not counted: {beyond}");
        for gap in &report.out_of_reach {
            let _ = writeln!(text, "{}:{}: {}", gap.file, gap.line, gap.what);
        }
    }
    text.push_str("\ncovered by transcripts that pass (and only by those that fail)\n");
    for count in &report.counts {
        let language = count.language.map_or("", crate::base::language::Language::code);
        let _ = write!(
            text,
            "  {:<10} {language:<2} {:>5} of {:>5}",
            count.group.as_str(),
            count.passing,
            count.points
        );
        if count.only_failing > 0 {
            let _ = write!(text, " (+{})", count.only_failing);
        }
        text.push('\n');
    }
    text
}

/// Texts, a line each with the languages in which nothing needs it.
fn by_text(gaps: &[&Gap]) -> String {
    let mut texts: BTreeMap<(&str, usize, &str), Vec<&str>> = BTreeMap::new();
    for gap in gaps {
        let what = gap.what.split(" is never needed").next().unwrap_or_default();
        let languages = texts.entry((&gap.file, gap.line, what)).or_default();
        languages.extend(gap.language.map(crate::base::language::Language::code));
    }
    let mut text = String::new();
    for ((file, line, what), languages) in texts {
        // writing to a string does not fail
        let _ = writeln!(text, "{file}:{line}: {what} is never needed in {}", languages.join(", "));
    }
    text
}

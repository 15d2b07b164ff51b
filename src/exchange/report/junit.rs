//! `JUnit` XML, as continuous integration reads it.

use std::path::Path;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::exchange::report::{Entry, headline};
use crate::transcript::verdict::Verdict;

/// The report: a suite for each folder, a case for each transcript.
#[must_use]
pub fn junit(entries: &[Entry]) -> String {
    let mut report = Report::new("samtale replay");
    for suite in entries.chunk_by(|before, after| folder(before) == folder(after)) {
        let mut cases = TestSuite::new(suite.first().map(folder).unwrap_or_default());
        cases.add_test_cases(suite.iter().map(case));
        report.add_test_suite(cases);
    }
    // writing to a string does not fail
    report.to_string().unwrap_or_default()
}

fn folder(entry: &Entry) -> String {
    let folder = Path::new(&entry.judged.file).parent().map(|folder| folder.display().to_string());
    folder.filter(|folder| !folder.is_empty()).unwrap_or_else(|| ".".to_owned())
}

fn case(entry: &Entry) -> TestCase {
    let mut status = match &entry.judged.verdict {
        Verdict::Passed => TestCaseStatus::success(),
        Verdict::Failed(_) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Verdict::Unreadable(_) => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    if let Some((file, line, column, message)) = headline(entry) {
        status.set_message(format!("{file}:{line}:{column}: {message}"));
        status.set_description(entry.words.clone());
    }
    let name = Path::new(&entry.judged.file).file_name();
    let name = name.map_or_else(|| entry.judged.file.clone(), |name| name.display().to_string());
    let mut case = TestCase::new(name, status);
    case.set_classname(folder(entry));
    case.set_assertions(entry.judged.compared);
    case
}

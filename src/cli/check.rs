//! `samtale check`: all that is wrong with a pack, with the place and the mend.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::base::files::SourceFiles;
use crate::check::{Article, CASES, Date, Options, run};
use crate::diagnostic::{Diagnostic, Severity, any_error, sort};
use crate::exchange::findings::findings_json;
use crate::pack::{completed, load_for_check};
use crate::render::diagnostics::{Look, compact, with_excerpt};

/// How the findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// What `samtale check` is asked to do; files and folders have been read.
#[derive(Debug, Clone)]
pub struct CheckRequest {
    /// The files of the pack, as they were read.
    pub files: SourceFiles,
    /// The files of the folder of articles: name and text.
    pub articles: Option<Vec<(String, String)>>,
    /// The paths of the transcripts, below their folder.
    pub transcripts: Option<Vec<String>>,
    /// The day on which contacts are to be fresh, as typed.
    pub today: Option<String>,
    /// How the findings are written.
    pub format: CheckFormat,
    /// Whether the text has colours.
    pub look: Look,
    /// How many cases each property and red flag is held against.
    pub cases: usize,
}

impl CheckRequest {
    /// A request that only names the pack: text without colour.
    #[must_use]
    pub fn new(files: SourceFiles) -> Self {
        Self {
            files,
            articles: None,
            transcripts: None,
            today: None,
            format: CheckFormat::Text,
            look: Look::Plain,
            cases: CASES,
        }
    }
}

/// What `samtale check` answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAnswer {
    /// For standard output.
    pub output: String,
    /// For standard error.
    pub errors: String,
    /// 0 no error, 1 findings of severity error, 2 nothing could be checked.
    pub exit: u8,
}

impl CheckAnswer {
    fn unusable(message: &str) -> Self {
        Self { output: String::new(), errors: format!("error: {message}\n"), exit: 2 }
    }
}

/// Checks a pack.
#[must_use]
pub fn check(request: &CheckRequest) -> CheckAnswer {
    if !request.files.has_under("rules/") {
        return CheckAnswer::unusable("the folder holds no rules: `rules/*.ron` is missing");
    }
    let today = match request.today.as_deref().map(str::parse::<Date>) {
        None => None,
        Some(Ok(date)) => Some(date),
        Some(Err(bad)) => return CheckAnswer::unusable(&bad.to_string()),
    };
    let options = Options {
        today,
        transcripts: request.transcripts.as_ref().map(|paths| paths.iter().cloned().collect::<BTreeSet<_>>()),
        articles: request.articles.as_ref().map(|files| {
            files.iter().filter_map(|(name, text)| Article::of_file(name, text.clone())).collect()
        }),
        cases: request.cases,
    };
    let files = completed(request.files.clone());
    let findings = findings(&files, &options);
    let exit = u8::from(any_error(&findings));
    let output = match request.format {
        CheckFormat::Json => findings_json(&findings),
        CheckFormat::Text => text(&files, &findings, request.look),
    };
    CheckAnswer { output, errors: String::new(), exit }
}

/// What the loader finds, and what only shows in a pack that loads.
fn findings(files: &SourceFiles, options: &Options) -> Vec<Diagnostic> {
    // a missing translation must not hide what is wrong with the rules
    let (model, mut findings) = load_for_check(files);
    if let Some(model) = model {
        findings.extend(run(files, &model, options));
    }
    sort(&mut findings);
    findings
}

fn text(files: &SourceFiles, findings: &[Diagnostic], look: Look) -> String {
    let mut out = String::new();
    let of = |severity| findings.iter().filter(move |finding| finding.severity == severity);
    for finding in of(Severity::Error).chain(of(Severity::Warning)) {
        out.push_str(&with_excerpt(files, finding, look));
        out.push('\n');
        if let Some(transcript) = &finding.transcript {
            out.push_str("  as a transcript:\n");
            for line in transcript.lines() {
                let _ = writeln!(out, "    {line}");
            }
        }
        out.push('\n');
    }
    for finding in of(Severity::Note) {
        let _ = writeln!(out, "{}", compact(finding));
    }
    let count = |severity, one: &str| {
        let n = of(severity).count();
        format!("{n} {one}{}", if n == 1 { "" } else { "s" })
    };
    let _ = writeln!(
        out,
        "{}, {}, {}",
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note")
    );
    out
}

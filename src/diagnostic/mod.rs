//! Findings about a pack: what is wrong, where, and how to mend it.

pub mod codes;

use std::fmt;
use std::ops::Range;

use crate::base::files::SourceFiles;
use crate::base::span::Position;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The pack must not be used.
    Error,
    /// Worth mending.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word in outputs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable id for scripts, such as `unknown_fact`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file, by its path below the pack's folder; empty when it is about the whole pack.
    pub file: String,
    /// The bytes it is about.
    pub bytes: Range<usize>,
    /// Where that is, for people.
    pub position: Position,
    /// What is wrong.
    pub message: String,
    /// The mend.
    pub help: Option<String>,
    /// A transcript that shows it, where there is one.
    pub transcript: Option<String>,
}

impl Diagnostic {
    /// A finding about the pack as a whole.
    #[must_use]
    pub fn of_pack(code: &'static str, severity: Severity, message: String) -> Self {
        Self {
            code,
            severity,
            file: String::new(),
            bytes: 0..0,
            position: Position { line: 1, column: 1 },
            message,
            help: None,
            transcript: None,
        }
    }

    /// A finding about some bytes of a file.
    #[must_use]
    pub fn of_bytes(
        code: &'static str,
        severity: Severity,
        (files, file): (&SourceFiles, usize),
        bytes: Range<usize>,
        message: String,
    ) -> Self {
        let source = files.get(file);
        Self {
            code,
            severity,
            file: source.map(|source| source.path.to_string()).unwrap_or_default(),
            position: Position::of(source.map_or("", |source| &source.text), bytes.start),
            bytes,
            message,
            help: None,
            transcript: None,
        }
    }

    /// The same finding with its mend.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Sorts findings by file, place, severity and code, and drops repeats.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| {
        (&a.file, a.bytes.start, a.severity, a.code, &a.message).cmp(&(
            &b.file,
            b.bytes.start,
            b.severity,
            b.code,
            &b.message,
        ))
    });
    findings.dedup();
}

/// Whether any finding is an error.
#[must_use]
pub fn any_error(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

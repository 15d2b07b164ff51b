//! Findings about a pack as JSON.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::exchange::to_page;

#[derive(Serialize)]
struct Findings<'a> {
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcript: Option<&'a str>,
}

/// `{"findings": […]}` as the contracts have it.
#[must_use]
pub fn page(findings: &[Diagnostic]) -> String {
    let findings = findings
        .iter()
        .map(|finding| Finding {
            code: finding.code,
            severity: finding.severity.as_str(),
            file: &finding.file,
            line: finding.position.line,
            column: finding.position.column,
            message: &finding.message,
            help: finding.help.as_deref(),
            transcript: finding.transcript.as_deref(),
        })
        .collect();
    to_page(&Findings { findings })
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::diagnostic::{Diagnostic, Severity};

    #[test]
    fn a_transcript_is_there_only_where_there_is_one() {
        let mut finding = Diagnostic::of_pack("x", Severity::Error, "wrong".to_owned());
        let text = page(std::slice::from_ref(&finding));
        assert!(text.contains("\"help\": null") && !text.contains("transcript"), "{text}");
        finding.transcript = Some("samtale transcript 1\n".to_owned());
        assert!(page(&[finding]).contains("\"transcript\": \"samtale transcript 1\\n\""));
        assert_eq!(page(&[]), "{\n  \"findings\": []\n}\n");
    }
}

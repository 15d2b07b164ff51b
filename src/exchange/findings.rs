//! Findings about a pack as JSON.

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;

/// `{"findings": […]}` as the contracts have it, on one line.
#[must_use]
pub fn findings_json(findings: &[Diagnostic]) -> String {
    let all: Vec<Value> = findings.iter().map(finding_value).collect();
    format!("{}\n", json!({ "findings": all }))
}

fn finding_value(finding: &Diagnostic) -> Value {
    let mut value = json!({
        "code": finding.code,
        "severity": finding.severity.as_str(),
        "file": finding.file,
        "line": finding.position.line,
        "column": finding.position.column,
        "message": finding.message,
        "help": finding.help,
    });
    if let (Some(transcript), Value::Object(fields)) = (&finding.transcript, &mut value) {
        fields.insert("transcript".to_owned(), Value::String(transcript.clone()));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::findings_json;
    use crate::diagnostic::{Diagnostic, Severity};

    #[test]
    fn a_transcript_is_there_only_where_there_is_one() {
        let mut finding = Diagnostic::of_pack("x", Severity::Error, "wrong".to_owned());
        let text = findings_json(std::slice::from_ref(&finding));
        assert!(text.starts_with("{\"findings\":[{"), "{text}");
        assert!(text.contains("\"help\":null") && !text.contains("transcript"), "{text}");
        finding.transcript = Some("samtale transcript 1\n".to_owned());
        assert!(findings_json(&[finding]).contains("\"transcript\":\"samtale transcript 1\\n\""));
    }
}

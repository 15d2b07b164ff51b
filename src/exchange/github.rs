//! Findings about a pack as annotations of GitHub's workflows: they stand beside the lines of a change.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Severity};

/// One `::error file=…` line a finding. `folder` is where the pack stands below the repository's top.
#[must_use]
pub fn annotations(findings: &[Diagnostic], folder: &str) -> String {
    let mut text = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = String::new();
        if !finding.file.is_empty() {
            let folder = folder.trim_end_matches('/');
            let file = if folder.is_empty() || folder == "." {
                finding.file.clone()
            } else {
                format!("{folder}/{}", finding.file)
            };
            let (line, column) = (finding.position.line, finding.position.column);
            // writing to a string does not fail
            let _ = write!(properties, "file={},line={line},col={column},", property(&file));
        }
        let message = match &finding.help {
            Some(help) => format!("{}\nhelp: {help}", finding.message),
            None => finding.message.clone(),
        };
        let title = property(finding.code);
        let _ = writeln!(text, "::{level} {properties}title={title}::{}", data(&message));
    }
    text
}

/// What stands behind the `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands between `=` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::annotations;
    use crate::base::files::SourceFiles;
    use crate::diagnostic::{Diagnostic, Severity};

    #[test]
    fn what_the_format_reads_as_its_own_is_escaped() {
        let files = SourceFiles::new([("rules/a,b.ron".to_owned(), "[\n1]".to_owned())]);
        let message = "100% wrong: this\r\nand that".to_owned();
        let place = (&files, 0);
        let finding = Diagnostic::of_bytes("bad_id", Severity::Error, place, 2..3, message);
        assert_eq!(
            annotations(&[finding.with_help("mend it")], "packs/x/"),
            "::error file=packs/x/rules/a%2Cb.ron,line=2,col=1,title=bad_id::100%25 wrong: \
             this%0D%0Aand that%0Ahelp: mend it\n"
        );
        let finding = Diagnostic::of_pack("x", Severity::Note, "m".to_owned());
        assert_eq!(annotations(&[finding], "."), "::notice title=x::m\n");
    }
}

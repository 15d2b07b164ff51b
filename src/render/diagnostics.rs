//! Findings about a pack with the excerpt and a caret, hint last.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::base::files::SourceFiles;
use crate::base::span::floor_boundary;
use crate::diagnostic::{Diagnostic, Severity};

/// The most bytes of one line that are underlined in full; longer places show their first line only.
const LONGEST_MARK: usize = 80;

/// How a finding is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Without escape codes.
    Plain,
    /// With colours; the same words.
    Coloured,
}

/// `file:line:column: severity [code] message`, for editors and scripts.
#[must_use]
pub fn compact(finding: &Diagnostic) -> String {
    let Diagnostic { file, position, severity, code, message, .. } = finding;
    let place = if file.is_empty() {
        "pack".to_owned()
    } else {
        format!("{file}:{}:{}", position.line, position.column)
    };
    format!("{place}: {severity} [{code}] {message}")
}

/// A finding with the lines it is about, a caret under the place, and the mend last.
#[must_use]
pub fn with_excerpt(files: &SourceFiles, finding: &Diagnostic, look: Look) -> String {
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Coloured => Renderer::styled(),
    };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&finding.message).id(finding.code);
    let source = files.iter().find(|(_, source)| source.path == finding.file);
    let Some((_, source)) = source else {
        let mut group = Group::with_title(title);
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(help));
        }
        return renderer.render(&[group]);
    };
    let marked = marked(&source.text, finding);
    let snippet = Snippet::source(&*source.text)
        .path(&source.path)
        .annotation(AnnotationKind::Primary.span(marked));
    let mut group = title.element(snippet);
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// The bytes to underline: the place itself, or its first line where it runs over several.
fn marked(text: &str, finding: &Diagnostic) -> std::ops::Range<usize> {
    let start = floor_boundary(text, finding.bytes.start);
    let end = floor_boundary(text, finding.bytes.end).max(start);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let line_end = start + text[start..line_end].trim_end().len();
    let end = end.min(line_end).min(start + LONGEST_MARK);
    start..floor_boundary(text, end).max(start)
}

#[cfg(test)]
mod tests {
    use super::{Look, compact, with_excerpt};
    use crate::base::files::SourceFiles;
    use crate::diagnostic::{Diagnostic, Severity};

    fn example() -> (SourceFiles, Diagnostic) {
        let text = "[\n  (id: \"søvn\"),\n]\n".to_owned();
        let files = SourceFiles::new([("rules/facts.ron".to_owned(), text)]);
        let finding = Diagnostic::of_bytes(
            "bad_id",
            Severity::Error,
            (&files, 0),
            9..16,
            "`søvn` is no id".to_owned(),
        )
        .with_help("use lower-case letters");
        (files, finding)
    }

    #[test]
    fn the_place_is_underlined_and_the_mend_comes_last() {
        let (files, finding) = example();
        let text = with_excerpt(&files, &finding, Look::Plain);
        let expected = "\
error[bad_id]: `søvn` is no id
 --> rules/facts.ron:2:8
  |
2 |   (id: \"søvn\"),
  |        ^^^^^^
  |
  = help: use lower-case letters";
        assert_eq!(text, expected);
    }

    #[test]
    fn colours_change_no_word() {
        let (files, finding) = example();
        let styled = with_excerpt(&files, &finding, Look::Coloured);
        assert!(styled.contains('\u{1b}'));
        let mut plain = String::new();
        let mut rest = styled.as_str();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            plain.push_str(before);
            rest = after.split_once('m').map_or("", |(_, rest)| rest);
        }
        plain.push_str(rest);
        assert_eq!(plain, with_excerpt(&files, &finding, Look::Plain));
    }

    #[test]
    fn one_line_for_scripts() {
        let (_, finding) = example();
        assert_eq!(compact(&finding), "rules/facts.ron:2:8: error [bad_id] `søvn` is no id");
    }
}

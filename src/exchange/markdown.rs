//! The handover as Markdown, such as any reader of `CommonMark` takes.

use crate::render::block::Block;
use crate::render::handover::Handover;

/// The file.
#[must_use]
pub fn page(handover: &Handover) -> String {
    let mut paper = Paper::default();
    paper.paragraph(&format!("# {}", escaped(&handover.title)));
    for page in &handover.pages {
        paper.paragraph(&format!("## {}", escaped(&page.heading)));
        if !page.blanks.is_empty() {
            let blanks =
                page.blanks.iter().map(|blank| format!("{}: \\_\\_\\_\\_", escaped(blank)));
            paper.paragraph(&blanks.collect::<Vec<_>>().join("  "));
        }
        paper.blocks(&page.lead, "###");
        for section in &page.sections {
            paper.paragraph(&format!("### {}", escaped(&section.heading)));
            paper.blocks(&section.blocks, "####");
        }
    }
    paper.text
}

#[derive(Debug, Default)]
struct Paper {
    text: String,
    in_list: bool,
}

impl Paper {
    fn paragraph(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.in_list = false;
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A point, or with an indent a point below it.
    fn point(&mut self, indent: &str, text: &str) {
        if !self.in_list {
            self.text.push('\n');
            self.in_list = true;
        }
        let text = escaped(text).replace('\n', &format!("  \n{indent}  "));
        self.text.push_str(indent);
        self.text.push_str("- ");
        self.text.push_str(&text);
        self.text.push('\n');
    }

    fn blocks(&mut self, blocks: &[Block], level: &str) {
        for block in blocks {
            match block {
                Block::Heading(text) => self.paragraph(&format!("{level} {}", escaped(text))),
                Block::Text(text) | Block::Note(text) => self.words(text),
                Block::Item(text) => self.point("", text),
                Block::Detail(text) => self.point("  ", text),
                Block::Card { heading, text, points, foot, .. } => {
                    self.paragraph(&format!("{level} {}", escaped(heading)));
                    self.words(text);
                    for point in points {
                        self.point("", point);
                    }
                    for line in foot {
                        self.words(line);
                    }
                }
                Block::Question { text, options, .. } => {
                    self.words(text);
                    for option in options {
                        self.point("", option);
                    }
                }
            }
        }
    }

    fn words(&mut self, text: &str) {
        for line in text.split('\n') {
            self.paragraph(&escaped(line));
        }
    }
}

/// Text of which Markdown makes nothing else.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            escaped.push('\n');
        }
        let line = line.trim();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        for (at, character) in line.char_indices() {
            let special = match character {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '!' => {
                    true
                }
                '-' | '+' | '=' => at == 0,
                '.' | ')' => at == digits && digits > 0,
                _ => false,
            };
            if special {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Paper, escaped};
    use crate::render::block::Block;

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(escaped("<b> *x* [y](z) a_b"), "\\<b\\> \\*x\\* \\[y\\](z) a\\_b");
        assert_eq!(escaped("- a - b"), "\\- a - b");
        assert_eq!(escaped("12. March, 3.5"), "12\\. March, 3.5");
        assert_eq!(escaped("3) x"), "3\\) x");
    }

    #[test]
    fn lists_stand_apart_from_paragraphs() {
        let mut paper = Paper::default();
        let blocks = [
            Block::Text("a".into()),
            Block::Item("b".into()),
            Block::Detail("c\nd".into()),
            Block::Heading("e".into()),
        ];
        paper.blocks(&blocks, "###");
        assert_eq!(paper.text, "a\n\n- b\n  - c  \n    d\n\n### e\n");
    }
}

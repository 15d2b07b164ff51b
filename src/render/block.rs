//! What is shown, as blocks of text; and blocks → lines of a given width.

use unicode_width::UnicodeWidthStr;

use crate::model::urgency::Urgency;

/// A piece of what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph; line breaks in it are kept.
    Text(String),
    /// A heading.
    Heading(String),
    /// A point of a list.
    Item(String),
    /// A point below a point, or a caveat beside it.
    Detail(String),
    /// A care card: the urgency word first, one action, specific points.
    Card {
        /// How urgent.
        urgency: Urgency,
        /// The heading.
        heading: String,
        /// What it is about.
        text: String,
        /// What to do.
        points: Vec<String>,
        /// What stands below the points.
        foot: Vec<String>,
    },
    /// A question with its options, numbered from 1.
    Question {
        /// The sentence before the list.
        text: String,
        /// The options.
        options: Vec<String>,
        /// Further answers with a mark of their own: `0` none, `?` don't know.
        marked: Vec<(char, String)>,
        /// One line on how to answer.
        hint: Option<String>,
    },
    /// A side remark.
    Note(String),
}

/// How a line is to be emphasised; nothing is said by it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// As it is.
    Plain,
    /// A heading.
    Strong,
    /// A side remark.
    Faint,
    /// The heading of a card.
    Urgent(Urgency),
}

/// A line ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The words.
    pub text: String,
    /// How they are emphasised.
    pub emphasis: Emphasis,
}

/// Sets blocks in lines of at most `width` columns, with an empty line between blocks that do not
/// belong together.
#[must_use]
pub fn set(blocks: &[Block], width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (position, block) in blocks.iter().enumerate() {
        let before = position.checked_sub(1).and_then(|before| blocks.get(before));
        if before.is_some_and(|before| !belongs_to(block, before)) {
            lines.push(Line { text: String::new(), emphasis: Emphasis::Plain });
        }
        set_block(block, width, &mut lines);
    }
    lines
}

/// Whether a block stands right below the one before it.
fn belongs_to(block: &Block, before: &Block) -> bool {
    let in_list = matches!(block, Block::Item(_) | Block::Detail(_));
    let after_list = matches!(before, Block::Item(_) | Block::Detail(_) | Block::Heading(_));
    in_list && after_list || matches!((block, before), (Block::Note(_), Block::Note(_)))
}

fn set_block(block: &Block, width: usize, lines: &mut Vec<Line>) {
    let mut put = |text: &str, indent: (&str, &str), emphasis| {
        for paragraph in text.split('\n') {
            for text in wrap(paragraph, width, indent) {
                lines.push(Line { text, emphasis });
            }
        }
    };
    match block {
        Block::Text(text) => put(text, ("", ""), Emphasis::Plain),
        Block::Heading(text) => put(text, ("", ""), Emphasis::Strong),
        Block::Item(text) => put(text, ("• ", "  "), Emphasis::Plain),
        Block::Detail(text) => put(text, ("  ", "  "), Emphasis::Faint),
        Block::Note(text) => put(text, ("", ""), Emphasis::Faint),
        Block::Card { urgency, heading, text, points, foot } => {
            put(heading, ("", ""), Emphasis::Urgent(*urgency));
            put(text, ("", ""), Emphasis::Plain);
            for point in points {
                put(point, ("• ", "  "), Emphasis::Plain);
            }
            for line in foot {
                put(line, ("", ""), Emphasis::Plain);
            }
        }
        Block::Question { text, options, marked, hint } => {
            put(text, ("", ""), Emphasis::Strong);
            for (number, option) in options.iter().enumerate() {
                let mark = format!("{:>2} ", number + 1);
                put(option, (&mark, "   "), Emphasis::Plain);
            }
            for (mark, option) in marked {
                put(option, (&format!(" {mark} "), "   "), Emphasis::Plain);
            }
            if let Some(hint) = hint {
                put(hint, ("", ""), Emphasis::Faint);
            }
        }
    }
}

/// Breaks a paragraph at spaces into lines of at most `width` columns; a word that is longer stays
/// whole, and a number is never parted from the word behind it.
fn wrap(paragraph: &str, width: usize, (first, others): (&str, &str)) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in units(paragraph) {
        let wide = line.width() + usize::from(!is_empty) + word.width() > width;
        if wide && !is_empty {
            lines.push(std::mem::replace(&mut line, others.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(&word);
        is_empty = false;
    }
    lines.push(line);
    lines
}

/// Words, with a number joined to the word that follows it.
fn units(paragraph: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut number_before = false;
    for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
        match units.last_mut() {
            Some(last) if number_before && word.width() <= 12 => {
                last.push(' ');
                last.push_str(word);
            }
            _ => units.push(word.to_owned()),
        }
        number_before = word.starts_with(|c: char| c.is_ascii_digit())
            && word.ends_with(|c: char| c.is_ascii_digit());
    }
    units
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::{Block, set};

    #[test]
    fn lines_keep_to_the_width_and_numbers_to_their_units() {
        let text = "Du får omkring 540 mg om dagen. Det er mere end de fleste voksne har godt af.";
        for width in [20, 40, 80] {
            let lines = set(&[Block::Item(text.to_owned())], width);
            assert!(lines.iter().all(|line| line.text.width() <= width), "{lines:?}");
            assert!(lines.iter().any(|line| line.text.contains("540 mg")));
        }
    }

    #[test]
    fn lists_stand_together_and_cards_apart() {
        let blocks = [
            Block::Heading("a".into()),
            Block::Item("b".into()),
            Block::Detail("c".into()),
            Block::Text("d".into()),
        ];
        let lines: Vec<String> = set(&blocks, 80).into_iter().map(|line| line.text).collect();
        assert_eq!(lines, ["a", "• b", "  c", "", "d"]);
    }
}

//! Places in a file.

use std::ops::Range;

/// A place as people read it: line and column count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

impl Position {
    /// The place of a byte offset in a text; past its end is its end.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let before = &text[..floor_boundary(text, offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The byte offset of this place in a text; past its end is its end.
    #[must_use]
    pub fn offset_in(self, text: &str) -> usize {
        let line_start: usize =
            text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        text[line_start..]
            .char_indices()
            .nth(self.column.saturating_sub(1))
            .map_or(text.len(), |(index, _)| line_start + index)
    }
}

/// The nearest character boundary at or before an offset.
#[must_use]
pub fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A range of bytes in one file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Which file, as an index into the files that were loaded.
    pub file: usize,
    /// Which bytes.
    pub bytes: Range<usize>,
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn there_and_back() {
        let text = "første\nanden linje\n\nslut";
        for (offset, _) in text.char_indices() {
            assert_eq!(Position::of(text, offset).offset_in(text), offset);
        }
        assert_eq!(Position::of(text, 3), Position { line: 1, column: 3 });
        assert_eq!(Position::of(text, 9999), Position { line: 4, column: 5 });
    }
}

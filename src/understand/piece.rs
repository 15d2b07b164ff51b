//! Text → pieces: words, digits and signs with their places in the original text.

use unicode_normalization::char::is_combining_mark;

use crate::model::vocabulary::phrase::SIGNS;
use crate::understand::fold::{is_silent, written};

/// How strongly a piece is parted from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Break {
    /// Nothing between.
    Glued,
    /// A hyphen or a dash without spaces.
    Hyphen,
    /// A space.
    Space,
    /// A dash with spaces.
    Dash,
    /// A comma, a bracket.
    Comma,
    /// The end of a sentence.
    Sentence,
}

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PieceKind {
    /// Letters, perhaps with digits after them.
    Word,
    /// Digits with marks between them.
    Digits,
    /// A sign that can mean something.
    Sign,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it begins in the original text, in bytes.
    pub(crate) from: usize,
    /// Where it ends.
    pub(crate) to: usize,
    /// What it is made of.
    pub(crate) kind: PieceKind,
    /// The written form.
    pub(crate) word: String,
    /// What stands before it.
    pub(crate) before: Break,
    /// Whether a point follows digits, as in "10. day".
    pub(crate) ordinal: bool,
}

/// The pieces of a text, and which sentences end in a question mark.
#[derive(Debug, Default, Clone)]
pub(crate) struct Pieces {
    /// The pieces in order.
    pub(crate) list: Vec<Piece>,
    /// Positions of pieces after which a question mark stands.
    pub(crate) questions: Vec<usize>,
}

/// Cuts a text into pieces.
pub(crate) fn cut(text: &str) -> Pieces {
    let mut cutter =
        Cutter { text, at: 0, pieces: Pieces::default(), before: Break::Sentence, marks: None };
    while let Some(c) = cutter.peek() {
        cutter.step(c);
    }
    if cutter.pieces.list.is_empty() {
        cutter.only_marks();
    }
    cutter.pieces
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    pieces: Pieces,
    before: Break,
    /// Where the first mark of a text stands, for a text of nothing else.
    marks: Option<(usize, usize, char)>,
}

impl Cutter<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn step(&mut self, c: char) {
        if c.is_ascii_digit() || vulgar(c).is_some() || (c == '.' && self.leads_decimals()) {
            self.digits();
        } else if c.is_alphanumeric() {
            self.word();
        } else if SIGNS.contains(&c) && c != '?' && (c != ':' || self.between_digits()) {
            self.push(self.at, self.at + c.len_utf8(), PieceKind::Sign);
            self.at += c.len_utf8();
        } else {
            self.gap(c);
        }
    }

    fn leads_decimals(&self) -> bool {
        self.text[self.at + 1..].starts_with(|d: char| d.is_ascii_digit())
            && !self.text[..self.at].ends_with(|d: char| d.is_ascii_digit())
    }

    fn between_digits(&self) -> bool {
        self.text[..self.at].ends_with(|d: char| d.is_ascii_digit())
            && self.text[self.at + 1..].starts_with(|d: char| d.is_ascii_digit())
    }

    fn push(&mut self, from: usize, to: usize, kind: PieceKind) {
        let word = written(&self.text[from..to]);
        if word.is_empty() {
            return;
        }
        self.pieces.list.push(Piece { from, to, kind, word, before: self.before, ordinal: false });
        self.before = Break::Glued;
    }

    fn word(&mut self) {
        let from = self.at;
        let rest = &self.text[from..];
        // in "1h30" the letters are a unit, in "b4" they are not
        let after_digits = self.before == Break::Glued
            && self.pieces.list.last().is_some_and(|last| last.kind == PieceKind::Digits);
        let inside = |c: char| {
            is_combining_mark(c)
                || is_silent(c)
                || c.is_alphanumeric() && !(after_digits && c.is_ascii_digit())
        };
        let length = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let word = rest[..length].trim_end_matches(is_silent);
        self.at += length;
        self.push(from, from + word.len(), PieceKind::Word);
    }

    /// Digits with marks between them (`1,500`, `2.5`, `1 000`), or one vulgar fraction.
    fn digits(&mut self) {
        let from = self.at;
        let rest = &self.text[from..];
        if let Some(c) = rest.chars().next().filter(|c| vulgar(*c).is_some()) {
            self.at += c.len_utf8();
            self.push(from, self.at, PieceKind::Digits);
            return;
        }
        let bytes = rest.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = 0;
        while end < bytes.len() {
            let mark = matches!(bytes[end], b'.' | b',') && digit(end + 1);
            let group = bytes[end] == b' '
                && end > 0
                && end <= 7
                && (1..4).all(|n| digit(end + n))
                && !digit(end + 4)
                && groups_so_far(&rest[..end]);
            if !(digit(end) || mark || group) {
                break;
            }
            end += 1;
        }
        // a height in feet and inches is no number: 5'11
        let inches = rest[end..]
            .strip_prefix(['\'', '’', '′'])
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(inches) = inches {
            let digits = inches.bytes().take_while(u8::is_ascii_digit).count();
            self.at = self.text.len() - inches.len() + digits;
            self.push(from, self.at, PieceKind::Sign);
            return;
        }
        self.at += end;
        self.push(from, self.at, PieceKind::Digits);
    }

    /// What stands between pieces.
    fn gap(&mut self, c: char) {
        let width = c.len_utf8();
        let spaced_before = self.text[..self.at].ends_with(char::is_whitespace);
        let after = &self.text[self.at + width..];
        let spaced_after = after.is_empty() || after.starts_with(char::is_whitespace);
        let kind = match c {
            '\n' | '\r' | '!' | ';' | '…' | '\u{2029}' => Break::Sentence,
            '?' => {
                if let Some(last) = self.pieces.list.len().checked_sub(1) {
                    self.pieces.questions.push(last);
                }
                Break::Sentence
            }
            '.' => self.point(after),
            ':' => Break::Space,
            ',' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '„' | '«' | '»' | '|' | '•' | '*' => {
                Break::Comma
            }
            '-' | '–' | '—' | '‐' | '‑' | '−' => {
                if spaced_before && spaced_after {
                    Break::Dash
                } else {
                    Break::Hyphen
                }
            }
            c if is_silent(c) || is_combining_mark(c) => Break::Glued,
            c if c.is_whitespace() => Break::Space,
            _ => Break::Comma,
        };
        if !c.is_whitespace() && self.marks.is_none() {
            self.marks = Some((self.at, self.at + width, c));
        }
        self.before = self.before.max(kind);
        self.at += width;
    }

    /// A point ends a sentence, except after digits or an abbreviation in the middle of a line.
    fn point(&mut self, after: &str) -> Break {
        let next = after.trim_start_matches(' ').chars().next();
        if let Some(last) = self.pieces.list.last_mut() {
            let word_follows = next.is_some_and(char::is_alphabetic);
            if last.kind == PieceKind::Digits && word_follows && self.before == Break::Glued {
                last.ordinal = true;
                return Break::Comma;
            }
            if after.starts_with(char::is_alphanumeric) && last.word.chars().count() <= 2 {
                return Break::Glued;
            }
        }
        Break::Sentence
    }

    /// A text of nothing but marks is read by its first one: "??" is "?".
    fn only_marks(&mut self) {
        if let Some((from, to, c)) = self.marks {
            let word = c.to_string();
            let piece = Piece {
                from,
                to,
                kind: PieceKind::Sign,
                word,
                before: Break::Sentence,
                ordinal: false,
            };
            self.pieces.list.push(piece);
        }
    }
}

fn groups_so_far(digits: &str) -> bool {
    let mut groups = digits.split(' ');
    let first = groups.next().unwrap_or_default();
    !first.is_empty()
        && first.len() <= 3
        && first.bytes().all(|b| b.is_ascii_digit())
        && groups.all(|group| group.len() == 3)
}

/// The parts of a vulgar fraction sign.
pub(crate) fn vulgar(c: char) -> Option<(i32, i32)> {
    Some(match c {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅕' => (1, 5),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Break, cut};

    fn words(text: &str) -> Vec<String> {
        cut(text).list.into_iter().map(|piece| piece.word).collect()
    }

    #[test]
    fn words_digits_and_signs() {
        assert_eq!(words("Don't, 6,5h x2 ½-kg."), ["dont", "6,5", "h", "x2", "1⁄2", "kg"]);
        assert_eq!(words("1 000 000 kr, 12 345"), ["1 000 000", "kr", "12 345"]);
        assert_eq!(words("y/o 5:30 16:8"), ["y", "/", "o", "5", ":", "30", "16", ":", "8"]);
        assert_eq!(words("??"), ["?"]);
        assert_eq!(words(""), Vec::<String>::new());
    }

    #[test]
    fn breaks_and_places() {
        let text = "fem-seks å. Ja";
        let pieces = cut(text).list;
        let breaks: Vec<Break> = pieces.iter().map(|piece| piece.before).collect();
        assert_eq!(breaks, [Break::Sentence, Break::Hyphen, Break::Space, Break::Sentence]);
        assert_eq!(&text[pieces[2].from..pieces[2].to], "å");
    }
}

//! Text → pieces: words, digits and signs with their places in the original text.

use unicode_normalization::char::is_combining_mark;

use crate::model::vocabulary::phrase::SIGNS;
use crate::understand::fold::{is_silent, written};

/// The most groups of digits in one number.
const MOST_GROUPS: usize = 10;
/// A list that a colon begins reaches at most so far to either side, in bytes.
const LONGEST_LIST: usize = 240;

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

/// A mark that parts a piece from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mark {
    /// None, or one that says no more than its break.
    #[default]
    Other,
    /// A bracket that opens.
    Bracket,
    /// One point and nothing else: "approx. 7".
    Point,
    /// A colon and a space.
    Colon,
    /// A semicolon.
    Semicolon,
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
    /// Where a hyphen before these digits stands that can be a minus.
    pub(crate) minus: Option<usize>,
    /// The mark that parts it from the piece before it, where that matters.
    pub(crate) mark: Mark,
    /// Whether it is one capital letter right behind digits, in a text that is not all in capitals.
    pub(crate) capital: bool,
}

impl Piece {
    /// Whether it is a sign that says "so many times".
    pub(crate) fn is_times(&self) -> bool {
        ["x", "×", "*"].contains(&self.word.as_str())
    }
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
    let mut cutter = Cutter {
        text,
        at: 0,
        pieces: Pieces::default(),
        before: Break::Sentence,
        marks: None,
        minus: None,
        mark: None,
        shouted: text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
            && !text.contains(char::is_lowercase),
    };
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
    /// Where a hyphen stands that can be a minus, and where its digits begin.
    minus: Option<(usize, usize)>,
    /// The mark since the last piece.
    mark: Option<Mark>,
    /// Whether the text has no small letter.
    shouted: bool,
}

impl Cutter<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn step(&mut self, c: char) {
        if is_digit(c) || vulgar(c).is_some() || self.leads_decimals(c) {
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

    /// Whether a mark stands before digits with nothing before it: ".5", ",25".
    fn leads_decimals(&self, mark: char) -> bool {
        let (before, after) = (&self.text[..self.at], &self.text[self.at + mark.len_utf8()..]);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let free = !before.ends_with(is_digit);
        match mark {
            '.' => digits > 0 && free,
            // "badly ,5 hours" has a comma at the wrong side of its space
            ',' => {
                let alone = before.trim_matches(['-', '−', ' ']).is_empty();
                let spaced = before.ends_with(char::is_whitespace);
                digits > 0 && alone || digits > 1 && spaced
            }
            _ => false,
        }
    }

    fn between_digits(&self) -> bool {
        self.text[..self.at].ends_with(is_digit) && self.text[self.at + 1..].starts_with(is_digit)
    }

    fn push(&mut self, from: usize, to: usize, kind: PieceKind) {
        let word = written(&self.text[from..to]);
        if word.is_empty() {
            return;
        }
        let minus = self.minus.take().filter(|(_, digits)| *digits == from);
        let starts_large = self.text[from..].starts_with(char::is_uppercase);
        let capital = kind == PieceKind::Word
            && self.before == Break::Glued
            && !self.shouted
            && word.chars().count() == 1
            && self.text[from..to].chars().all(char::is_uppercase)
            && self.pieces.list.last().is_some_and(|last| {
                // "45M" beside other words is an age and a sex
                let age = last.word.len() == 2 && last.word.as_str() >= "12";
                let only = self.text.split_whitespace().nth(1).is_none();
                last.kind == PieceKind::Digits && (!age || only)
            });
        self.pieces.list.push(Piece {
            from,
            to,
            kind,
            word,
            before: self.before,
            ordinal: false,
            mark: match self.mark.take() {
                // "max. Chest pain": a capital letter begins a sentence
                Some(Mark::Point) if starts_large && !self.shouted => Mark::Other,
                mark => mark.unwrap_or_default(),
            },
            minus: minus.map(|(sign, _)| sign),
            capital,
        });
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
                || c.is_alphanumeric() && !(after_digits && is_digit(c))
        };
        let length = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        // "coffee x3": so many times
        let counts = rest[..length].strip_prefix(['x', 'X', '×']);
        let times = counts.is_some_and(|n| (1..=2).contains(&n.len()) && n.chars().all(is_digit));
        let length =
            if times { rest.chars().next().map_or(length, char::len_utf8) } else { length };
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
        // of digits with marks that group nothing each is one number
        let part = self.text[..from]
            .strip_suffix(['.', ','])
            .is_some_and(|before| before.ends_with(is_digit));
        let end = if part {
            rest.len() - rest.trim_start_matches(is_digit).len()
        } else {
            digits_end(rest)
        };
        // ".1.1": no number as a whole; each piece moves on all the same
        let mark = rest.chars().next().filter(|c| !is_digit(*c)).map_or(0, char::len_utf8);
        let least = rest.len() - rest[mark..].trim_start_matches(is_digit).len();
        let end = end.max(least);
        // a height in feet and inches is no number: 5'11
        let inches =
            rest[end..].strip_prefix(['\'', '’', '′']).filter(|rest| rest.starts_with(is_digit));
        if let Some(inches) = inches {
            let digits = inches.bytes().take_while(u8::is_ascii_digit).count();
            self.at = self.text.len() - inches.len() + digits;
            self.push(from, self.at, PieceKind::Sign);
            return;
        }
        self.at += end + exponent(&rest[end..]);
        self.push(from, self.at, PieceKind::Digits);
    }

    /// What stands between pieces.
    fn gap(&mut self, c: char) {
        let width = c.len_utf8();
        let spaced_before = self.text[..self.at].ends_with(char::is_whitespace);
        let after = &self.text[self.at + width..];
        let spaced_after = after.is_empty() || after.starts_with(char::is_whitespace);
        let kind = match c {
            ';' if self.lists(after) => Break::Comma,
            '\n' | '\r' | '!' | ';' | '…' | '\u{2029}' => Break::Sentence,
            '?' => {
                if let Some(last) = self.pieces.list.len().checked_sub(1) {
                    self.pieces.questions.push(last);
                }
                Break::Sentence
            }
            '.' => self.point(after),
            ':' => Break::Space,
            '(' | '[' | '{' if self.brackets_unit(c, after) => Break::Space,
            ',' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '„' | '«' | '»' | '|' | '•' | '*' => {
                Break::Comma
            }
            '-' | '–' | '—' | '‐' | '‑' | '−' => {
                let after_digits = self.pieces.list.last().is_some_and(|last| {
                    last.kind == PieceKind::Digits && self.before <= Break::Space
                });
                let to_digits = after.trim_start().starts_with(|c| is_digit(c) || c == '~');
                if (spaced_before || self.at == 0) && !after_digits {
                    self.minus = self.signed(after);
                }
                // "2 -7 l" is a range like "2 - 7 l"
                let range = after_digits && to_digits;
                if spaced_before && spaced_after || range && (spaced_before || spaced_after) {
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
        self.mark = match (c, kind, self.mark) {
            ('(' | '[' | '{', _, _) => Some(Mark::Bracket),
            ('.', _, None) => Some(Mark::Point),
            (':', _, None) => Some(Mark::Colon),
            (';', _, None) => Some(Mark::Semicolon),
            (_, Break::Glued | Break::Hyphen | Break::Space, mark) => mark,
            (_, _, mark) => mark.filter(|mark| *mark == Mark::Bracket).or(Some(Mark::Other)),
        };
        self.before = self.before.max(kind);
        self.at += width;
    }

    /// Whether a semicolon stands in a list that a colon begins: "I don't have: chest pain; cramps".
    fn lists(&self, after: &str) -> bool {
        let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n' | ':');
        let from = self.text.floor_char_boundary(self.at.saturating_sub(LONGEST_LIST));
        let before = &self.text[from..self.at];
        let behind = &after[..after.floor_char_boundary(LONGEST_LIST)];
        let colon = before.rfind(ends).filter(|at| before[*at..].starts_with(':'));
        // "up at 6:30; tired"
        let announced = colon.is_some_and(|at| !before[..at].ends_with(is_digit));
        // "weakness: no; numbness: yes"
        let heads = behind.find(ends).is_some_and(|at| behind[at..].starts_with(':'));
        announced && !heads
    }

    /// Whether a bracket behind digits holds one short word: "20 (kg)".
    fn brackets_unit(&self, open: char, after: &str) -> bool {
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        let digits = self.pieces.list.last().is_some_and(|last| last.kind == PieceKind::Digits);
        let inside = after.split_once(close).map(|(inside, _)| inside);
        let short = |inside: &str| {
            (1..=3).contains(&inside.chars().count()) && inside.chars().all(char::is_alphabetic)
        };
        digits && self.before <= Break::Space && inside.is_some_and(short)
    }

    /// Where the digits begin before which a hyphen is a minus: "-5", or "- 5 k" as the whole text.
    fn signed(&self, after: &str) -> Option<(usize, usize)> {
        let decimals = |text: &str| {
            text.trim_start_matches(['.', ',']).starts_with(is_digit)
                && text.chars().take_while(|c| matches!(c, '.' | ',')).count() <= 1
        };
        let digits = self.text.len() - after.trim_start().len();
        let number =
            |c: char| is_digit(c) || c.is_whitespace() || matches!(c, '.' | ',' | '/' | 'k' | 'K');
        let alone = self.pieces.list.is_empty() && after.chars().all(number);
        let near = decimals(after) || alone && decimals(after.trim_start());
        near.then_some((self.at, digits))
    }

    /// A point ends a sentence, except after digits ("7. maj") or an abbreviation in the middle of a line.
    fn point(&mut self, after: &str) -> Break {
        let next = after.trim_start_matches(' ').chars().next();
        if let Some(last) = self.pieces.list.last_mut() {
            let word_follows = next.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase());
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
                mark: Mark::Other,
                minus: None,
                capital: false,
            };
            self.pieces.list.push(piece);
        }
    }
}

/// A digit, also one of the wide ones of East Asian keyboards.
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Where digits with their marks end: `1,500`, `2.5`, `1 000 000`.
fn digits_end(text: &str) -> usize {
    let digits = |from: usize| text[from..].chars().take_while(|c| is_digit(*c));
    let length = |from: usize| digits(from).map(char::len_utf8).sum::<usize>();
    let mut end = length(0);
    let mut groups = (1..=3).contains(&digits(0).count());
    let mut runs = vec![end];
    let mut spaced = false;
    for _ in 0..MOST_GROUPS {
        let Some(mark) = text[end..].chars().next() else { break };
        let next = end + mark.len_utf8();
        let three = digits(next).count() == 3;
        match mark {
            '.' | ',' if length(next) > 0 => {}
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' if groups && three => {
                spaced = true;
            }
            _ => break,
        }
        groups &= three;
        end = next + length(next);
        runs.push(end);
    }
    // digits with several marks that group nothing are several numbers: 192.168.1.2
    let grouped = |run: &[usize]| text[run[0]..run[1]].chars().skip(1).count() >= 2;
    let middle = &runs[..runs.len().saturating_sub(1)];
    let marks: Vec<char> = text[..end].chars().filter(|c| !is_digit(*c)).collect();
    let same = marks.windows(2).all(|two| two[0] == two[1]);
    let last =
        runs.last_chunk::<2>().is_none_or(|[from, to]| text[*from..*to].chars().count() == 4);
    let listed = runs.len() > 2 && same && !last;
    let apart = runs.len() > 2 && !spaced && (listed || !middle.windows(2).all(grouped));
    if apart { runs[0] } else { end }
}

/// The length of a power behind digits: "1.2e6", "1.2x10^6", "1.2^6".
fn exponent(text: &str) -> usize {
    let led = ["x10^", "X10^", "×10^", "*10^", "^", "e", "E"].into_iter();
    let mut powers = led.filter_map(|lead| text.strip_prefix(lead));
    let Some(power) = powers.next() else { return 0 };
    let digits = power.trim_start_matches(['+', '-']);
    let signs = power.len() - digits.len();
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !digits[count..].starts_with(char::is_alphanumeric);
    let whole = text.len() - power.len() + signs + count;
    if signs <= 1 && (1..=2).contains(&count) && ends { whole } else { 0 }
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
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
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
    fn marks_among_digits_come_to_an_end() {
        for text in ["a.1.1", "He.1.1~e", ".1.1.1", "x ,5,5,5", ".1.", "1..1", ".1,1", "v.1.1.1 a"]
        {
            assert!(!words(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn words_digits_and_signs() {
        assert_eq!(words("Don't, 6,5h x2 ½-kg."), ["dont", "6,5", "h", "x", "2", "1⁄2", "kg"]);
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

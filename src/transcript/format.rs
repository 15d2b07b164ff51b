//! The transcript format: plain text, one event a line.
//!
//! ```text
//! samtale transcript 1
//! dialogue: intake
//! lang: en
//! > my eyelid has twitched for three weeks
//! ? symptoms
//! > none of these
//! = refer twitching_for_weeks
//! ```

use std::fmt;

use crate::base::country::Country;
use crate::base::language::Language;

/// The first line of every transcript.
pub const FIRST_LINE: &str = "samtale transcript 1";

/// A transcript as written; every line knows its number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transcript {
    /// The dialogue; the pack's own where none is named.
    pub dialogue: Option<String>,
    /// The language.
    pub language: Option<Language>,
    /// The country.
    pub country: Option<String>,
    /// The pack that it was recorded with: id, version, digest.
    pub pack: Option<String>,
    /// Expectations and questions before the first thing that is typed.
    pub opening: Vec<Expectation>,
    /// What was typed, and what is expected then.
    pub turns: Vec<Turn>,
}

/// Something typed, and what is expected after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The line's number, from 1.
    pub line: usize,
    /// What was typed.
    pub typed: String,
    /// What is expected.
    pub expected: Vec<Expectation>,
}

/// An expected line with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The line's number, from 1.
    pub line: usize,
    /// What is expected.
    pub what: Expected,
}

/// What is expected after a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// `? …`: the question asked, word for word behind the mark.
    Asked(String),
    /// `< …`: a line that was shown.
    Shown(String),
    /// `= KIND [only] ID…`
    Ids(Kind, bool, Vec<String>),
    /// `= urgency LEVEL|none`
    Urgency(String),
    /// `= fact ID VALUE`
    Fact(String, String),
}

/// Of what the ids are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Referrals that hold now.
    Refer,
    /// Cautions that hold now.
    Caution,
    /// Advice that the last assess step gave.
    Advise,
    /// Advice that the last assess step held back.
    Withhold,
}

impl Kind {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Refer, "refer"),
        (Self::Caution, "caution"),
        (Self::Advise, "advise"),
        (Self::Withhold, "withhold"),
    ];

    /// The word in transcripts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// A line that does not follow the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// The line's number, from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

impl std::error::Error for FormatError {}

/// Reads a transcript. Line endings, a byte-order mark and trailing space never matter.
///
/// # Errors
/// Every line that does not follow the format.
pub fn parse(text: &str) -> Result<Transcript, Vec<FormatError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reading::default();
    for (index, line) in text.split('\n').enumerate() {
        reader.line(index + 1, line.trim_end());
    }
    if !reader.began {
        reader.error(1, format!("a transcript begins with the line `{FIRST_LINE}`"));
    }
    if reader.errors.is_empty() { Ok(reader.transcript) } else { Err(reader.errors) }
}

#[derive(Default)]
struct Reading {
    transcript: Transcript,
    errors: Vec<FormatError>,
    began: bool,
    in_body: bool,
}

impl Reading {
    fn error(&mut self, line: usize, message: String) {
        self.errors.push(FormatError { line, message });
    }

    fn line(&mut self, number: usize, line: &str) {
        let line = line.trim_start_matches(' ');
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        if !self.began {
            self.began = true;
            if line != FIRST_LINE {
                self.error(number, format!("expected `{FIRST_LINE}` here"));
            }
            return;
        }
        let mut letters = line.chars();
        let (mark, rest) = (letters.next().unwrap_or(' '), letters.as_str());
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        match mark {
            '>' => {
                self.in_body = true;
                let turn = Turn { line: number, typed: rest.to_owned(), expected: Vec::new() };
                self.transcript.turns.push(turn);
            }
            '?' => self.expect(number, Expected::Asked(rest.trim().to_owned())),
            '<' => self.expect(number, Expected::Shown(rest.to_owned())),
            '=' => match holds(rest.trim()) {
                Ok(expected) => self.expect(number, expected),
                Err(message) => self.error(number, message),
            },
            _ => self.header(number, line),
        }
    }

    fn expect(&mut self, line: usize, what: Expected) {
        self.in_body = true;
        let expectation = Expectation { line, what };
        match self.transcript.turns.last_mut() {
            Some(turn) => turn.expected.push(expectation),
            None => self.transcript.opening.push(expectation),
        }
    }

    fn header(&mut self, number: usize, line: &str) {
        let Some((name, value)) = line.split_once(':') else {
            let message =
                "a line begins with `>`, `?`, `<`, `=` or `#`, or is a header `name: value`";
            return self.error(number, message.to_owned());
        };
        if self.in_body {
            return self.error(number, format!("the header `{name}` stands after the first turn"));
        }
        let value = value.trim();
        let transcript = &mut self.transcript;
        match name.trim() {
            "dialogue" => transcript.dialogue = Some(value.to_owned()),
            "pack" => transcript.pack = Some(value.to_owned()),
            "lang" => match value.parse() {
                Ok(language) => transcript.language = Some(language),
                Err(error) => self.error(number, format!("{error}")),
            },
            "country" => {
                let code = value.split([' ', '-']).next().unwrap_or_default();
                match code.parse::<Country>() {
                    Ok(_) => transcript.country = Some(value.to_owned()),
                    Err(error) => self.error(number, error.to_string()),
                }
            }
            other => {
                let message =
                    format!("unknown header `{other}` (known: dialogue, lang, country, pack)");
                self.error(number, message);
            }
        }
    }
}

/// Reads what stands behind `=`.
fn holds(text: &str) -> Result<Expected, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else {
        return Err("nothing stands behind `=`".to_owned());
    };
    match *first {
        "urgency" => match rest {
            [level] if level_is_known(level) => Ok(Expected::Urgency((*level).to_owned())),
            _ => Err(
                "write `= urgency` and one of: emergency, urgent, soon, routine, self_care, none"
                    .to_owned(),
            ),
        },
        "fact" => match rest {
            [name, value @ ..] if !value.is_empty() => {
                Ok(Expected::Fact((*name).to_owned(), value.join(" ")))
            }
            _ => Err("write `= fact ID VALUE`".to_owned()),
        },
        word => {
            let kind =
                Kind::ALL.into_iter().find(|(_, known)| *known == word).map(|(kind, _)| kind);
            let Some(kind) = kind else {
                return Err(format!(
                    "unknown word `{word}` (known: refer, caution, advise, withhold, urgency, fact)"
                ));
            };
            ids(kind, rest)
        }
    }
}

fn ids(kind: Kind, words: &[&str]) -> Result<Expected, String> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match words {
        ["-"] => Ok(Expected::Ids(kind, true, Vec::new())),
        ["only", ids @ ..] if !ids.is_empty() => Ok(Expected::Ids(kind, true, owned(ids))),
        [] | ["only"] => {
            let word = kind.as_str();
            Err(format!("write `= {word} ID…`, `= {word} only ID…` or `= {word} -`"))
        }
        ids => Ok(Expected::Ids(kind, false, owned(ids))),
    }
}

fn level_is_known(level: &str) -> bool {
    level == "none"
        || crate::model::urgency::Urgency::ALL.iter().any(|urgency| urgency.as_str() == level)
}

#[cfg(test)]
mod tests {
    use super::{Expected, Kind, parse};

    #[test]
    fn the_example_of_the_format() {
        let text = "\u{feff}samtale transcript 1\r\ndialogue: intake\r\nlang: en\r\n\r\n# a person\r\n> my eyelid\r\n? symptoms\r\n> none of these  \r\n= fact caffeine_mg 540\r\n= refer only a b\r\n= refer -\r\n= urgency routine";
        let transcript = parse(text).unwrap();
        assert_eq!(transcript.dialogue.as_deref(), Some("intake"));
        assert_eq!(transcript.turns.len(), 2);
        assert_eq!(transcript.turns[1].typed, "none of these");
        assert_eq!(transcript.turns[1].line, 8);
        let expected: Vec<&Expected> =
            transcript.turns[1].expected.iter().map(|e| &e.what).collect();
        assert_eq!(expected[0], &Expected::Fact("caffeine_mg".into(), "540".into()));
        assert_eq!(expected[1], &Expected::Ids(Kind::Refer, true, vec!["a".into(), "b".into()]));
        assert_eq!(expected[2], &Expected::Ids(Kind::Refer, true, vec![]));
    }

    #[test]
    fn every_bad_line_is_told() {
        let text = "samtale transcript 1\nlang: xx\nhello\n> hi\n= urgency high\n= fact x\n= refers a\ndialogue: late";
        let errors: Vec<usize> = parse(text).unwrap_err().iter().map(|error| error.line).collect();
        assert_eq!(errors, [2, 3, 5, 6, 7, 8]);
        assert_eq!(parse("").unwrap_err()[0].line, 1);
        assert_eq!(parse("hi").unwrap_err()[0].line, 1);
    }
}

//! Phrases: how people say something, as patterns over words.
//!
//! `twitch{,es,ing}` is one of several words, `(a|b c)` one of several phrases, `word?` may be left out, `..` lets other
//! words stand between, `<class>` is any phrase of a class, `~muscle` and `muscle~` are ends and beginnings of words.

use std::fmt;

/// How many other words `..` lets stand between.
pub const GAP: u8 = 4;
/// How many other words `...` lets stand between; commas, too.
pub const WIDE_GAP: u8 = 7;
/// More sequences than this from one phrase are refused: the author means something else.
const MOST_SEQUENCES: usize = 600;
/// Signs that are words of their own.
pub const SIGNS: [char; 12] = ['/', '+', '&', '%', '<', '>', '~', '=', '×', '≈', ':', '?'];
/// The fewest letters of an end or a beginning of a word.
const FEWEST_LETTERS: usize = 3;

/// A phrase: it is met when one of its sequences is. It holds the author's words only; the sequences are
/// multiplied out when an index is built from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As the author wrote it.
    pub text: Box<str>,
}

/// Elements that follow one another.
pub type Sequence = Vec<Element>;

/// One place in a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// How many other words may stand before it.
    pub gap: u8,
    /// Whether it may be left out.
    pub optional: bool,
    /// What may stand there: any of these.
    pub any_of: Vec<Atom>,
}

/// What one place of a sequence accepts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// This word, slips and missing accents forgiven.
    Word(Box<str>),
    /// This word, spelt just so.
    Exactly(Box<str>),
    /// Any word that begins so.
    Begins(Box<str>),
    /// Any word that ends so.
    Ends(Box<str>),
    /// Any phrase of this class.
    Class(Box<str>),
    /// A quantity.
    Quantity(QuantityAtom),
}

/// The quantities that a phrase can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityAtom {
    /// A plain number.
    Number,
    /// A stretch of time.
    Duration,
    /// A time ago: a duration with "ago" or "since", or a moment such as "yesterday".
    Ago,
    /// A mass.
    Mass,
    /// A volume.
    Volume,
    /// How often.
    Rate,
    /// A time of day.
    Clock,
}

impl QuantityAtom {
    /// All with the names that phrases use.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Number, "number"),
        (Self::Duration, "duration"),
        (Self::Ago, "ago"),
        (Self::Mass, "mass"),
        (Self::Volume, "volume"),
        (Self::Rate, "rate"),
        (Self::Clock, "clock"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(atom, _)| atom)
    }
}

/// Why a text is no phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhraseError {
    /// It has no words.
    Empty,
    /// A bracket is not closed, or closed twice.
    Unbalanced(char),
    /// Endings behind a group, which would stand as a word of their own.
    EndingsAfterGroup,
    /// A beginning or an end of a word is too short to mean anything.
    TooShort(String),
    /// It multiplies out to too many sequences.
    TooMany,
    /// All of it may be left out.
    AllOptional,
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a phrase without words"),
            Self::Unbalanced(bracket) => write!(f, "`{bracket}` has no counterpart in this phrase"),
            Self::EndingsAfterGroup => {
                write!(f, "endings stand behind a group: write `{{…}}` in each alternative")
            }
            Self::TooShort(part) => {
                write!(f, "`{part}` needs at least {FEWEST_LETTERS} letters beside the `~`")
            }
            Self::TooMany => f.write_str("this phrase stands for too many others; split it"),
            Self::AllOptional => f.write_str("every word of this phrase may be left out"),
        }
    }
}

impl std::error::Error for PhraseError {}

impl Phrase {
    /// Reads a phrase.
    ///
    /// # Errors
    /// [`PhraseError`] says what is wrong with it.
    pub fn parse(text: impl Into<Box<str>>) -> Result<Self, PhraseError> {
        let text = text.into();
        if !is_plain(&text) {
            check(&parts(&text)?)?;
        }
        Ok(Self { text })
    }

    /// A phrase that has been read without error before.
    #[must_use]
    pub fn trusted(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into() }
    }

    /// What follows one another in the phrase; none where it was never read without error.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        parts(&self.text).unwrap_or_default()
    }

    /// The sequences that the groups of the phrase multiply out to.
    #[must_use]
    pub fn sequences(&self) -> Vec<Sequence> {
        let mut sequences = multiplied(&self.parts());
        for sequence in &mut sequences {
            if let Some(first) = sequence.first_mut() {
                first.gap = 0;
            }
        }
        sequences
    }

    /// The names of all classes that it uses.
    #[must_use]
    pub fn classes(&self) -> Vec<Box<str>> {
        let parts = self.parts();
        let elements = parts.into_iter().flat_map(|part| part.alternatives).flatten();
        let atoms = elements.flat_map(|element| element.any_of);
        let names = atoms.filter_map(|atom| match atom {
            Atom::Class(name) => Some(name),
            _ => None,
        });
        names.collect()
    }
}

/// One part of a phrase: a word, or a group of which one alternative stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// How many other words may stand before it.
    pub gap: u8,
    /// Whether it may be left out as a whole.
    pub optional: bool,
    /// Each alternative.
    pub alternatives: Vec<Sequence>,
}

impl Part {
    /// Whether it is one element, which carries by itself that it may be left out.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        matches!(self.alternatives.as_slice(), [only] if only.len() == 1)
    }

    /// In how many ways the part multiplies what stands before it.
    fn ways(&self) -> usize {
        self.alternatives.len() + usize::from(self.optional && !self.is_simple())
    }
}

/// Whether a text is words, gaps, endings and groups of words only, in which nothing can be wrong: most phrases are,
/// and need not be taken apart to know that they are right.
fn is_plain(text: &str) -> bool {
    let (mut rest, mut ways, mut has_words) = (text.trim_start(), 1_usize, false);
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('(') {
            let Some((group, after)) = inside.split_once(')') else { return false };
            if !group.split('|').all(are_plain_words) || after.starts_with(['{', '?']) {
                return false;
            }
            ways = ways.saturating_mul(group.split('|').count());
            (rest, has_words) = (after, true);
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(rest.len());
            let (chunk, after) = rest.split_at(end);
            if is_plain_word(chunk) {
                has_words = true;
            } else if chunk != ".." && chunk != "..." {
                return false;
            }
            rest = after;
        }
        rest = rest.trim_start();
    }
    has_words && ways <= MOST_SEQUENCES
}

fn are_plain_words(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some() && words.all(is_plain_word)
}

/// Letters, perhaps with endings behind them.
fn is_plain_word(chunk: &str) -> bool {
    let (stem, endings) = chunk.split_once('{').unwrap_or((chunk, "}"));
    let Some(endings) = endings.strip_suffix('}') else { return false };
    !stem.is_empty()
        && stem.chars().all(char::is_alphanumeric)
        && endings.chars().all(|c| c.is_alphanumeric() || c == ',')
}

/// Whether the parts make a phrase, without multiplying them out.
fn check(parts: &[Part]) -> Result<(), PhraseError> {
    if parts.is_empty() || parts.iter().any(|part| part.alternatives.is_empty()) {
        return Err(PhraseError::Empty);
    }
    ways(parts)?;
    let may_be_left_out = |part: &Part| {
        part.optional
            || part.alternatives.iter().any(|way| way.iter().all(|element| element.optional))
    };
    if parts.iter().all(may_be_left_out) { Err(PhraseError::AllOptional) } else { Ok(()) }
}

/// How many sequences the parts multiply out to.
fn ways(parts: &[Part]) -> Result<usize, PhraseError> {
    let mut ways = 1_usize;
    for part in parts {
        ways = ways.saturating_mul(part.ways());
        if ways > MOST_SEQUENCES {
            return Err(PhraseError::TooMany);
        }
    }
    Ok(ways)
}

fn multiplied(parts: &[Part]) -> Vec<Sequence> {
    let mut sequences: Vec<Sequence> = vec![Vec::new()];
    for part in parts {
        append(&mut sequences, part);
    }
    sequences
}

fn parts(text: &str) -> Result<Vec<Part>, PhraseError> {
    let mut parts = Vec::new();
    let mut gap = 0;
    for chunk in chunks(text)? {
        if chunk == ".." || chunk == "..." {
            gap = if chunk.len() == 2 { GAP } else { WIDE_GAP };
            continue;
        }
        // a `?` after endings belongs to them: `word{s}?` is `word{,s}`
        let (body, optional) = match chunk.strip_suffix('?') {
            Some(body) if !body.trim_matches('?').is_empty() && !body.ends_with('}') => {
                (body, true)
            }
            _ => (chunk, false),
        };
        parts.push(Part { gap, optional, alternatives: alternatives_of(body)? });
        gap = 0;
    }
    Ok(parts)
}

/// Splits at white space outside brackets, and before a group.
fn chunks(text: &str) -> Result<Vec<&str>, PhraseError> {
    let mut found = Vec::new();
    let mut depth: Vec<char> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c == '(' && depth.is_empty() {
            found.extend(start.take().map(|from| &text[from..at]));
        }
        if c == '{' && text[..at].ends_with(')') {
            return Err(PhraseError::EndingsAfterGroup);
        }
        match c {
            '(' | '{' => depth.push(c),
            ')' | '}' => {
                let open = if c == ')' { '(' } else { '{' };
                if depth.pop() != Some(open) {
                    return Err(PhraseError::Unbalanced(c));
                }
            }
            _ => {}
        }
        if c.is_whitespace() && depth.is_empty() {
            found.extend(start.take().map(|from| &text[from..at]));
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(open) = depth.pop() {
        return Err(PhraseError::Unbalanced(open));
    }
    found.extend(start.map(|from| &text[from..]));
    Ok(found)
}

/// What one chunk may stand for: each alternative a sequence of its own.
fn alternatives_of(body: &str) -> Result<Vec<Sequence>, PhraseError> {
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let mut all = Vec::new();
        for part in split_outside(inner, '|') {
            let parts = parts(part)?;
            ways(&parts)?;
            all.extend(multiplied(&parts));
        }
        return Ok(merged(all));
    }
    let class = body.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    if let Some(name) = class.filter(|name| !name.is_empty()) {
        let atom =
            QuantityAtom::from_name(name).map_or_else(|| Atom::Class(name.into()), Atom::Quantity);
        return Ok(vec![vec![single(vec![atom])]]);
    }
    if body.chars().all(|c| c == '?') {
        return Ok(vec![vec![single(vec![Atom::Word("?".into())])]]);
    }
    let mut all = Vec::new();
    for word in expand(body) {
        all.push(word_sequence(&word)?);
    }
    Ok(merged(all))
}

fn single(any_of: Vec<Atom>) -> Element {
    Element { gap: 0, optional: false, any_of }
}

/// Alternatives of one element each become one element with several atoms.
fn merged(sequences: Vec<Sequence>) -> Vec<Sequence> {
    let mut atoms = Vec::new();
    let mut rest = Vec::new();
    for sequence in sequences {
        match sequence.as_slice() {
            [only] if !only.optional => atoms.extend(only.any_of.iter().cloned()),
            _ => rest.push(sequence),
        }
    }
    if !atoms.is_empty() {
        atoms.sort();
        atoms.dedup();
        rest.insert(0, vec![single(atoms)]);
    }
    rest
}

fn append(sequences: &mut Vec<Sequence>, part: &Part) {
    let simple = part.is_simple();
    let before = std::mem::take(sequences);
    for sequence in &before {
        for alternative in &part.alternatives {
            let mut longer = Vec::with_capacity(sequence.len() + alternative.len());
            longer.extend_from_slice(sequence);
            for (place, element) in alternative.iter().enumerate() {
                let mut element = element.clone();
                if place == 0 {
                    element.gap = element.gap.max(part.gap);
                }
                element.optional |= part.optional && simple;
                longer.push(element);
            }
            sequences.push(longer);
        }
    }
    if part.optional && !simple {
        sequences.extend(before);
    }
}

/// Multiplies out `{a,b}` inside a word.
fn expand(word: &str) -> Vec<String> {
    let Some(open) = word.find('{') else { return vec![word.to_owned()] };
    let Some(close) = word[open..].find('}').map(|at| at + open) else {
        return vec![word.to_owned()];
    };
    let rest = &word[close + 1..];
    let (rest, none) = rest.strip_prefix('?').map_or((rest, None), |rest| (rest, Some("")));
    let mut all = Vec::new();
    for tail in expand(rest) {
        for choice in word[open + 1..close].split(',').chain(none) {
            all.push(format!("{}{}{tail}", &word[..open], choice.trim()));
        }
    }
    all
}

fn word_sequence(word: &str) -> Result<Sequence, PhraseError> {
    if let Some(exact) = word.strip_prefix('=').filter(|rest| !rest.is_empty()) {
        let pieces = pieces_of(exact).into_iter();
        return Ok(pieces.map(|piece| single(vec![Atom::Exactly(piece)])).collect());
    }
    let affix = |part: &str| match pieces_of(part).as_slice() {
        [piece] if piece.chars().count() >= FEWEST_LETTERS => Ok(piece.clone()),
        _ => Err(PhraseError::TooShort(word.to_owned())),
    };
    if word.len() > 1 {
        if let Some(end) = word.strip_prefix('~') {
            return Ok(vec![single(vec![Atom::Ends(affix(end)?)])]);
        }
        if let Some(beginning) = word.strip_suffix('~') {
            return Ok(vec![single(vec![Atom::Begins(affix(beginning)?)])]);
        }
    }
    Ok(pieces_of(word).into_iter().map(|piece| single(vec![Atom::Word(piece)])).collect())
}

/// The words that a written word is read as: apostrophes do not count, hyphens part, signs stand alone.
#[must_use]
pub fn pieces_of(word: &str) -> Vec<Box<str>> {
    let mut pieces: Vec<String> = vec![String::new()];
    for c in word.chars().flat_map(char::to_lowercase) {
        if matches!(c, '\'' | '’' | '´' | '`') {
            continue;
        }
        if c.is_alphanumeric() {
            if let Some(last) = pieces.last_mut() {
                last.push(c);
            }
        } else if SIGNS.contains(&c) {
            pieces.push(c.to_string());
            pieces.push(String::new());
        } else {
            pieces.push(String::new());
        }
    }
    if pieces.iter().all(String::is_empty) {
        // a mark alone: no piece of a text is one, but the phrase is no mistake
        return vec![word.into()];
    }
    pieces.into_iter().filter(|piece| !piece.is_empty()).map(String::into_boxed_str).collect()
}

/// Splits at a sign outside round brackets.
fn split_outside(text: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c == sign && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Atom, Phrase, PhraseError, check, is_plain, parts};

    fn shown(text: &str) -> Vec<String> {
        let phrase = Phrase::parse(text).unwrap();
        let mut lines = Vec::new();
        for sequence in phrase.sequences() {
            let mut line = String::new();
            for element in sequence {
                let words: Vec<String> = element
                    .any_of
                    .iter()
                    .map(|atom| match atom {
                        Atom::Word(word) => word.to_string(),
                        other => format!("{other:?}"),
                    })
                    .collect();
                let gap = if element.gap > 0 { "..." } else { "" };
                let optional = if element.optional { "?" } else { "" };
                line = [&line, gap, "[", &words.join(" "), "]", optional].concat();
            }
            lines.push(line);
        }
        lines
    }

    #[test]
    fn endings_groups_gaps_and_options() {
        assert_eq!(shown("twitch{,es}"), ["[twitch twitches]"]);
        assert_eq!(shown("chest .. pain"), ["[chest]...[pain]"]);
        assert_eq!(shown("(arm|whole leg) hurts"), ["[arm][hurts]", "[whole][leg][hurts]"]);
        assert_eq!(shown("couple (of)? x"), ["[couple][of]?[x]"]);
        assert_eq!(shown("a (b c)? d"), ["[a][b][c][d]", "[a][d]"]);
        assert_eq!(shown("twitch{es}?(ing)? x"), ["[twitch twitches][ing]?[x]"]);
        assert_eq!(shown("pre-workout's"), ["[pre][workouts]"]);
        assert_eq!(shown("y/o"), ["[y][/][o]"]);
        assert_eq!(shown("?"), ["[?]"]);
    }

    proptest! {
        #[test]
        fn a_plain_phrase_is_right(
            text in "([ab(){}|,. '?-]|\\.\\. |\\((ab|a b)\\|b\\)|ab\\{,b\\}){0,9}",
        ) {
            if is_plain(&text) {
                prop_assert_eq!(parts(&text).and_then(|parts| check(&parts)), Ok(()));
            }
        }
    }

    #[test]
    fn what_is_no_phrase_says_why() {
        assert_eq!(Phrase::parse("  "), Err(PhraseError::Empty));
        assert_eq!(Phrase::parse("(a"), Err(PhraseError::Unbalanced('(')));
        assert_eq!(Phrase::parse("(walk|jump){ed}"), Err(PhraseError::EndingsAfterGroup));
        assert!(Phrase::parse("(walk{,ed}|jump{,ed}) off").is_ok());
        assert_eq!(Phrase::parse("a}"), Err(PhraseError::Unbalanced('}')));
        assert_eq!(Phrase::parse("~a"), Err(PhraseError::TooShort("~a".to_owned())));
        assert_eq!(Phrase::parse("a? b?"), Err(PhraseError::AllOptional));
    }
}

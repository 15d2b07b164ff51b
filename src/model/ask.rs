//! The words of free questions: what stands for the same in all languages, and what tells nothing.

use crate::base::id::Id;
use crate::base::language::Language;

/// What questions are read with.
#[derive(Debug, Default)]
pub struct AskVocabulary {
    /// What can be asked about, in pack order.
    pub concepts: Vec<Concept>,
    /// The words of each language that has any, in the order of the files.
    pub languages: Vec<AskWords>,
}

/// Something that can be asked about; languages name it with their own words.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Its id.
    pub id: Id,
    /// Whether it tells little by itself: "dangerous", "normal".
    pub light: bool,
    /// Other concepts that nearly stand for it, as positions.
    pub close: Vec<usize>,
    /// Other concepts that have to do with it, as positions.
    pub related: Vec<usize>,
}

/// The words of one language.
#[derive(Debug, Clone)]
pub struct AskWords {
    /// The language.
    pub language: Language,
    /// Whether it writes compounds as one word.
    pub compounds: bool,
    /// The letters beyond a to z that it writes.
    pub letters: Vec<char>,
    /// Words that tell nothing about what is asked.
    pub stop: Vec<Pattern>,
    /// Words that name something else than their stems do.
    pub strange: Vec<Pattern>,
    /// Endings that make no other word.
    pub endings: Vec<Pattern>,
    /// Phrases of a question for an amount.
    pub amounts: Vec<Pattern>,
    /// Phrases of a question whether something may be done.
    pub dangers: Vec<Pattern>,
    /// Phrases of a question what something is.
    pub what_is: Vec<Pattern>,
    /// Phrases of a claim that says what something is.
    pub defines: Vec<Pattern>,
    /// Phrases of a claim that tells of the text itself, not of health.
    pub about_text: Vec<Pattern>,
    /// For concepts, as positions, the words and phrases that name them.
    pub concepts: Vec<(usize, Vec<Pattern>)>,
}

/// One word or phrase in several spellings, such as `train{,s,ing}`. It holds the author's words only; they are
/// spelt out when an index is built from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Box<str>);

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The text as it was, where its braces do not match.
    pub fn new(pattern: String) -> Result<Self, String> {
        let mut is_open = false;
        for c in pattern.chars() {
            match c {
                '{' if is_open => return Err(pattern),
                '}' if !is_open => return Err(pattern),
                '{' | '}' => is_open = !is_open,
                _ => {}
            }
        }
        if is_open { Err(pattern) } else { Ok(Self(pattern.into_boxed_str())) }
    }

    /// The words that it stands for.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        spelt_out(&self.0)
    }
}

fn spelt_out(pattern: &str) -> Vec<String> {
    let parts = pattern.split_once('{').and_then(|(before, rest)| {
        rest.split_once('}').map(|(endings, after)| (before, endings, after))
    });
    let Some((before, endings, after)) = parts else { return vec![pattern.to_owned()] };
    let tails = spelt_out(after);
    let endings = endings.split(',').map(str::trim);
    endings
        .flat_map(|ending| tails.iter().map(move |tail| format!("{before}{ending}{tail}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn braces_are_spelt_out() {
        let words = Pattern::new("{øjen,øje}låg{,et}".to_owned()).unwrap().words();
        assert_eq!(words, ["øjenlåg", "øjenlåget", "øjelåg", "øjelåget"]);
        for bad in ["a{b", "a}b", "a{b{c}}"] {
            assert!(Pattern::new(bad.to_owned()).is_err(), "{bad}");
        }
    }
}

//! The files `rules/ask/*.ron`: what RON says, before anything is checked.

use serde::Deserialize;

use crate::base::language::Language;
use crate::pack::read::Raw;

/// All files of free questions.
#[derive(Debug, Default)]
pub(crate) struct RawAsk {
    /// `rules/ask/concepts.ron`.
    pub(crate) concepts: Vec<Raw<RawConcept>>,
    /// `rules/ask/<lang>.ron`.
    pub(crate) languages: Vec<(Language, Raw<RawAskWords>)>,
}

impl RawAsk {
    /// Adds what the files after these say.
    pub(crate) fn append(&mut self, later: Self) {
        let Self { concepts, languages } = later;
        self.concepts.extend(concepts);
        self.languages.extend(languages);
    }
}

/// Something that can be asked about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawConcept {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) light: bool,
    #[serde(default)]
    pub(crate) close: Vec<String>,
    #[serde(default)]
    pub(crate) related: Vec<String>,
}

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAskWords {
    #[serde(default)]
    pub(crate) compounds: bool,
    #[serde(default)]
    pub(crate) letters: String,
    pub(crate) stop: Vec<String>,
    #[serde(default)]
    pub(crate) strange: Vec<String>,
    pub(crate) endings: Vec<String>,
    #[serde(default)]
    pub(crate) amounts: Vec<String>,
    #[serde(default)]
    pub(crate) dangers: Vec<String>,
    #[serde(default)]
    pub(crate) what_is: Vec<String>,
    #[serde(default)]
    pub(crate) defines: Vec<String>,
    #[serde(default)]
    pub(crate) about_text: Vec<String>,
    pub(crate) concepts: Vec<RawNames>,
}

/// What a concept is called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawNames {
    pub(crate) id: String,
    pub(crate) words: Vec<String>,
}

/// The words that a pattern such as `train{,s,ing}` stands for; none where its braces do not match.
pub(crate) fn spelt_out(pattern: &str) -> Option<Vec<Box<str>>> {
    let Some((before, rest)) = pattern.split_once('{') else {
        return (!pattern.contains('}')).then(|| vec![pattern.into()]);
    };
    let (endings, after) = rest.split_once('}')?;
    if before.contains('}') || endings.contains('{') {
        return None;
    }
    let tails = spelt_out(after)?;
    let mut words = Vec::new();
    for ending in endings.split(',') {
        for tail in &tails {
            words.push(format!("{before}{}{tail}", ending.trim()).into_boxed_str());
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::spelt_out;

    #[test]
    fn braces_are_spelt_out() {
        let words = spelt_out("{øjen,øje}låg{,et}").unwrap();
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        assert_eq!(words, ["øjenlåg", "øjenlåget", "øjelåg", "øjelåget"]);
        for bad in ["a{b", "a}b", "a{b{c}}"] {
            assert!(spelt_out(bad).is_none(), "{bad}");
        }
    }
}

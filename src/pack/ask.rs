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

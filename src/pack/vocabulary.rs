//! Vocabulary files → vocabulary.

use ron::error::SpannedError;

use crate::model::vocabulary::Vocabulary;
use crate::pack::read::Languages;

/// The vocabulary files of a pack, unchecked.
#[derive(Debug, Default)]
pub(crate) struct RawVocabulary {}

impl RawVocabulary {
    /// Reads one file, or passes it over when its language is not wanted.
    pub(crate) fn read(
        &mut self,
        _file: usize,
        _path: &str,
        _text: &str,
        _languages: Languages,
    ) -> Result<(), SpannedError> {
        Ok(())
    }

    /// Checks it against the facts.
    pub(crate) fn lower(self) -> Vocabulary {
        Vocabulary::default()
    }
}

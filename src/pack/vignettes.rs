//! Vignettes: persons with the urgency that a clinician expects, as RON.

use serde::Deserialize;

use crate::base::language::Language;
use crate::base::span::Position;
use crate::model::urgency::Urgency;
use crate::pack::place::{Key, places, ron_options};

/// A person with the urgency that a clinician expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vignette {
    /// Its name, unique among all.
    pub id: String,
    /// The line where it stands.
    pub line: usize,
    /// Who it is, in a sentence, and why the urgency is right.
    pub person: String,
    /// The language of what is said.
    pub language: Language,
    /// What is known, as transcripts say it: `ID VALUE, ID VALUE`.
    pub facts: Option<String>,
    /// What the person says, message by message.
    pub says: Vec<String>,
    /// What a clinician expects; `None`: nothing to refer.
    pub expects: Option<Urgency>,
}

/// Why a file of vignettes cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VignetteError {
    /// Where.
    pub position: Position,
    /// What is wrong.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    person: String,
    #[serde(default = "english")]
    lang: Language,
    #[serde(default)]
    facts: Option<String>,
    #[serde(default)]
    says: Vec<String>,
    expects: Expected,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expected {
    Emergency,
    Urgent,
    Soon,
    Routine,
    SelfCare,
    None,
}

const fn english() -> Language {
    Language::En
}

/// Reads the vignettes of a file.
///
/// # Errors
/// Text that is no list of vignettes, and vignettes that say nothing or share a name.
pub fn vignettes(text: &str) -> Result<Vec<Vignette>, Vec<VignetteError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw: Vec<Raw> = ron_options().from_str(text).map_err(|error| {
        let position = Position { line: error.span.start.line, column: error.span.start.col };
        vec![VignetteError { position, message: error.code.to_string() }]
    })?;
    let tree = places(text);
    let mut errors = Vec::new();
    let mut read: Vec<Vignette> = Vec::new();
    for (number, raw) in raw.into_iter().enumerate() {
        let position = Position::of(text, tree.bytes_at(&[Key::Index(number)]).start);
        let mut error = |message: String| errors.push(VignetteError { position, message });
        if raw.facts.is_none() && raw.says.is_empty() {
            error(format!("`{}` has neither `facts` nor `says`", raw.id));
        }
        if read.iter().any(|known| known.id == raw.id) {
            error(format!("`{}` stands here twice", raw.id));
        }
        read.push(Vignette {
            id: raw.id,
            line: position.line,
            person: raw.person,
            language: raw.lang,
            facts: raw.facts,
            says: raw.says,
            expects: match raw.expects {
                Expected::Emergency => Some(Urgency::Emergency),
                Expected::Urgent => Some(Urgency::Urgent),
                Expected::Soon => Some(Urgency::Soon),
                Expected::Routine => Some(Urgency::Routine),
                Expected::SelfCare => Some(Urgency::SelfCare),
                Expected::None => None,
            },
        });
    }
    if errors.is_empty() { Ok(read) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::vignettes;

    #[test]
    fn mistakes_have_their_line() {
        let error = |text: &str| {
            let first = vignettes(text).unwrap_err().remove(0);
            (first.position.line, first.message)
        };
        assert_eq!(error("[\n(id: \"a\", person: \"b\", expects: soon)]").0, 2);
        let one = "(id: \"a\", person: \"b\", says: [\"x\"], expects: soon)";
        assert_eq!(error(&format!("[\n{one},\n{one}]")), (3, "`a` stands here twice".to_owned()));
        assert_eq!(error("[\n(id: \"a\",\n expects: later)]").0, 3);
        assert_eq!(vignettes(&format!("[{one}]")).unwrap()[0].says, ["x"]);
    }
}

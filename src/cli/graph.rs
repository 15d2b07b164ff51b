//! `samtale graph`: a dialogue as a picture.

use std::fmt;

use crate::base::language::Language;
use crate::base::similarity::nearest;
use crate::exchange::dot::dot;
use crate::exchange::mermaid::mermaid;
use crate::exchange::outline::outline;
use crate::graph::picture;
use crate::model::Model;

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// Graphviz.
    Dot,
    /// Mermaid.
    Mermaid,
    /// Indented text.
    Outline,
}

/// What `samtale graph` is asked to draw.
#[derive(Debug, Clone)]
pub struct GraphRequest {
    /// The dialogue by its id; the pack's default where none is named.
    pub dialogue: Option<String>,
    /// The format.
    pub format: GraphFormat,
    /// The language of titles and sentences.
    pub language: Language,
}

/// A dialogue that the pack does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownDialogue {
    name: String,
    near: Option<String>,
}

impl fmt::Display for UnknownDialogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no dialogue `{}`", self.name)?;
        match &self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownDialogue {}

/// Draws a dialogue with those that it calls.
///
/// # Errors
/// [`UnknownDialogue`] when the pack has none of that name.
pub fn graph(model: &Model, request: &GraphRequest) -> Result<String, UnknownDialogue> {
    let dialogue = match &request.dialogue {
        None => model.manifest.default_dialogue,
        Some(name) => *model.names.dialogues.get(name.as_str()).ok_or_else(|| UnknownDialogue {
            name: name.clone(),
            near: nearest(name, model.names.dialogues.keys().map(AsRef::as_ref))
                .map(ToOwned::to_owned),
        })?,
    };
    let picture = picture(model, dialogue, request.language);
    Ok(match request.format {
        GraphFormat::Dot => dot(&picture),
        GraphFormat::Mermaid => mermaid(&picture),
        GraphFormat::Outline => outline(&picture),
    })
}

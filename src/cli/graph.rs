//! `samtale graph`: a dialogue as a picture.

use crate::cli::FINE;
use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Format, Graph};
use crate::exchange::dot::dot;
use crate::exchange::mermaid::mermaid;
use crate::exchange::outline::outline;
use crate::graph::picture;
use crate::shell::{Output, System};

/// Draws a dialogue with those that it calls.
pub(super) fn graph(
    request: &Graph,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    if request.format == Format::Svg {
        return Err(Failure::not_yet("`samtale graph --format svg`"));
    }
    let loaded = Loaded::new(common, system)?;
    let dialogue = loaded.dialogue(request.dialogue.as_deref())?;
    let picture = picture(&loaded.model, dialogue, loaded.language);
    let text = match request.format {
        Format::Dot => dot(&picture),
        Format::Mermaid => mermaid(&picture),
        _ => outline(&picture),
    };
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

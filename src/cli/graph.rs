//! `samtale graph`: a dialogue as a picture, or what leads to one rule.

use crate::base::id::Id;
use crate::cli::FINE;
use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Format, Graph};
use crate::exchange::dot::dot;
use crate::exchange::mermaid::mermaid;
use crate::exchange::outline::outline;
use crate::exchange::svg::svg;
use crate::graph::{leading_to, picture};
use crate::shell::{Output, System};

/// Draws a dialogue with those that it calls, or what leads to a referral or an advice.
pub(super) fn graph(
    request: &Graph,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let loaded = Loaded::new(common, system)?;
    let model = &loaded.model;
    let picture = match &request.to {
        Some(rule) => leading_to(model, rule, loaded.language).ok_or_else(|| {
            let names = model.names.referrals.keys().chain(model.names.advice.keys());
            Failure::unknown("referral or advice", rule, names.map(Id::as_str))
        })?,
        None => {
            let dialogue = loaded.dialogue(request.dialogue.as_deref())?;
            picture(model, dialogue, loaded.language)
        }
    };
    let text = match request.format {
        Format::Dot => dot(&picture),
        Format::Mermaid => mermaid(&picture),
        Format::Svg => svg(&picture, "").map_err(Failure::unusable)?,
        _ => outline(&picture),
    };
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

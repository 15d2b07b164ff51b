//! `samtale claims`: every claim with its passage, and what rests on it.

use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Format};
use crate::cli::{FINE, screen};
use crate::exchange::claims;
use crate::render::block::Block;
use crate::render::sources;
use crate::render::text::Speech;
use crate::shell::{Output, System};

/// Lists all claims.
pub(super) fn claims(
    format: Format,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let loaded = Loaded::new(common, system)?;
    let speech = loaded.speech(None);
    if format == Format::Json {
        system.write(Output::Results, &claims::page(&speech))?;
    } else {
        screen::show(&listing(&speech), common, system)?;
    }
    Ok(FINE)
}

fn listing(speech: &Speech<'_>) -> Vec<Block> {
    let model = speech.model;
    let mut blocks = Vec::new();
    for (claim, users) in model.claims.iter().zip(claims::users(model)) {
        blocks.push(Block::Heading(claim.id.to_string()));
        blocks.extend(sources::claim(speech, claim));
        if let Some(conflict) = claim.refused {
            let conflict = &model.conflicts[conflict];
            let resolution = speech.text(conflict.resolution);
            blocks.push(Block::Detail(format!("refused ({}): {resolution}", conflict.id)));
        }
        if !users.is_empty() {
            blocks.push(Block::Detail(format!("used by: {}", users.join(", "))));
        }
    }
    blocks
}

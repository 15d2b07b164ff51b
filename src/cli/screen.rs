//! Blocks on standard output.

use crate::cli::failure::Failure;
use crate::cli::request::Common;
use crate::render::block::{Block, set};
use crate::render::style::Styles;
use crate::shell::{Output, Stream, System};

/// The widest that text is set.
const WIDEST: usize = 80;
/// Narrower than this nothing can be read.
const NARROWEST: usize = 20;

/// How many columns text is set in: those of the terminal if it says so, 80 at most.
pub(super) fn width(system: &dyn System) -> usize {
    let said = system.variable("COLUMNS").and_then(|columns| columns.parse::<usize>().ok());
    said.or(system.columns()).map_or(WIDEST, |columns| columns.clamp(NARROWEST, WIDEST))
}

/// Writes blocks as lines of text.
pub(super) fn show(
    blocks: &[Block],
    common: &Common,
    system: &mut dyn System,
) -> Result<(), Failure> {
    let styles = Styles::new(common.colour.applies(system, Stream::Results));
    for line in set(blocks, width(system)) {
        system.write(Output::Results, &styles.paint(&line))?;
        system.write(Output::Results, "\n")?;
    }
    Ok(())
}

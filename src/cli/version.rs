//! `samtale --version`: the program and the pack.

use crate::cli::FINE;
use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::Common;
use crate::shell::{Output, System};

/// Names the program's version, and the pack's id, version and digest.
pub(super) fn version(common: &Common, system: &mut dyn System) -> Result<u8, Failure> {
    let manifest = Loaded::new(common, system)?.model.manifest;
    let program = env!("CARGO_PKG_VERSION");
    let text = format!(
        "samtale {program}\npack {} {}, digest {}\n",
        manifest.id, manifest.version, manifest.digest
    );
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

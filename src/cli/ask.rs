//! `samtale ask`.

use crate::cli::failure::Failure;
use crate::cli::request::{Ask, Common};
use crate::shell::System;

/// Not there yet.
pub(super) fn ask(_: &Ask, _: &Common, _: &mut dyn System) -> Result<u8, Failure> {
    Err(Failure::not_yet("`samtale ask`"))
}

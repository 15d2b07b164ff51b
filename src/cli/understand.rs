//! `samtale understand`.

use crate::cli::failure::Failure;
use crate::cli::request::{Common, Understand};
use crate::shell::System;

/// Not there yet.
pub(super) fn understand(_: &Understand, _: &Common, _: &mut dyn System) -> Result<u8, Failure> {
    Err(Failure::not_yet("`samtale understand`"))
}

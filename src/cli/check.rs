//! `samtale check`.

use crate::cli::failure::Failure;
use crate::cli::request::{Check, Common};
use crate::shell::System;

/// Not there yet.
pub(super) fn check(_: &Check, _: &Common, _: &mut dyn System) -> Result<u8, Failure> {
    Err(Failure::not_yet("`samtale check`"))
}

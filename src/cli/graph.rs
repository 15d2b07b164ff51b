//! `samtale graph`.

use crate::cli::failure::Failure;
use crate::cli::request::{Common, Graph};
use crate::shell::System;

/// Not there yet.
pub(super) fn graph(_: &Graph, _: &Common, _: &mut dyn System) -> Result<u8, Failure> {
    Err(Failure::not_yet("`samtale graph`"))
}

//! Outcome → what a person reads.
//!
//! Everything is first a list of [`block::Block`]s, plain data; lines, widths and colours come last.

pub mod block;
pub mod diagnostics;
pub mod handover;
pub mod page;
pub mod question;
pub mod sources;
pub mod style;
pub mod text;
pub mod week;
pub mod why;

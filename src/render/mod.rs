//! Outcome → what a person reads.

pub mod text;

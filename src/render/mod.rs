//! What a person reads.

pub mod diagnostics;

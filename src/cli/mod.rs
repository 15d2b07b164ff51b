//! Arguments as typed → request → one file a command.

pub mod check;
pub mod graph;

//! Everything that a user can see, through the real binary.

mod ask;
mod bad_input;
mod batch;
mod check;
mod commands;
mod graph;
mod red_flags;
mod run;
mod session;
mod support;
mod terminal;
mod tidy;
mod transcripts;
mod understand;
mod week;

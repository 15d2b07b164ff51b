//! Everything that a user can see, through the real binary, and what must hold whatever is said.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a test stops where something is missing, prepares files, and a list of cases is as long as it is"
)]

mod ask;
mod bad_input;
mod batch;
mod check;
mod commands;
mod extends;
mod fhir;
mod fmt;
mod frames;
mod graph;
mod handover;
mod hostile;
mod install;
mod messages;
mod mutate;
mod new_pack;
mod pack_format;
mod red_flags;
mod replay;
mod reports;
mod run;
mod session;
mod signs;
mod stdio;
mod support;
mod terminal;
mod tidy;
mod transcripts;
mod understand;
mod week;

//! Everything that a user can see, through the real binary.

mod bad_input;
mod batch;
mod commands;
mod red_flags;
mod run;
mod support;
mod terminal;
mod tidy;
mod understand;

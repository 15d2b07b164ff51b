//! Everything that a user can see, through the real binary.

mod batch;
mod bad_input;
mod commands;
mod red_flags;
mod run;
mod support;

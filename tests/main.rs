//! All integration tests, as one binary.

mod check;
mod graph;
mod support;

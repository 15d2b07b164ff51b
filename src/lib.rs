//! A chat-style rules engine for health guidance.
pub mod base;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod exchange;
pub mod graph;
pub mod model;
pub mod pack;
pub mod render;

//! A chat-style rules engine for health guidance.
pub mod base;
pub mod check;
pub mod cli;
pub mod conversation;
pub mod diagnostic;
pub mod engine;
pub mod exchange;
pub mod graph;
pub mod model;
pub mod pack;
pub mod render;
pub mod shell;
pub mod transcript;
pub mod understand;

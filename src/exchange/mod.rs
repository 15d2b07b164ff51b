//! What other programs read and write; one file a format.

pub mod dot;
pub mod findings;
pub mod mermaid;
pub mod outline;
mod picture_words;

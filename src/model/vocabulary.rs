//! What people say for each fact value, by language.

/// The vocabulary of a pack.
#[derive(Debug, Default)]
pub struct Vocabulary {}

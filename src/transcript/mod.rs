//! A session written down: format, recording, replay, comparison.

pub mod behind;
pub mod bless;
mod cause;
pub mod compare;
pub mod coverage;
pub mod format;
pub mod names;
pub mod parse;
pub mod place;
pub mod player;
pub mod record;
pub mod redact;
pub mod replay;
pub mod resume;
pub mod scribe;
pub mod shown;
pub mod sources;
pub mod story;
pub mod value;
pub mod verdict;

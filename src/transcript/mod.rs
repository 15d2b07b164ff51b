//! A session written down: format, recording, replay, comparison.

mod cause;
pub mod format;
pub mod names;
pub mod parse;
pub mod place;
pub mod player;
pub mod record;
pub mod replay;
pub mod shown;
pub mod sources;
pub mod value;
pub mod verdict;

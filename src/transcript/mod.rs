//! A session written down: format, recording, replay, comparison.

pub mod format;
pub mod record;
pub mod replay;

//! Words that all layers share: ids, decimals, languages, truth, source spans, similarity.
//!
//! Nothing here knows what a pack is; nothing here does I/O.

pub mod country;
pub mod cycle;
pub mod decimal;
pub mod digest;
pub mod files;
pub mod hash;
pub mod id;
pub mod language;
pub mod similarity;
pub mod span;
pub mod truth;

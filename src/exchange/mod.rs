//! What other programs read and write: one file a format.

pub mod ask;
mod claim;
pub mod claims;
mod coverage;
pub mod dot;
pub mod facts;
pub mod fhir;
pub mod findings;
pub mod github;
pub mod html;
mod json;
pub mod markdown;
pub mod mermaid;
pub mod outcome;
pub mod outline;
mod picture_words;
pub mod protocol;
pub mod report;
pub mod safety_case;
pub mod svg;
pub mod understanding;
pub mod vignettes;

use serde::Serialize;

/// A value as one line of JSON.
fn to_line(value: &impl Serialize) -> String {
    // our own structures have string keys and no failing parts
    serde_json::to_string(value).unwrap_or_default()
}

/// A value as JSON over several lines, with a line feed at its end.
fn to_page(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// The line `{"error": …}` that stands in for what could not be answered.
#[must_use]
pub fn error_line(message: &str) -> String {
    #[derive(Serialize)]
    struct Error<'a> {
        error: &'a str,
    }
    to_line(&Error { error: message })
}

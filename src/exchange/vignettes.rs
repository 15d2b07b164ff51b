//! How vignettes were judged, as JSON.

use serde::Serialize;

use crate::exchange::to_page;

/// A vignette as it was judged, told one way.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its name.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// Who it is.
    pub person: String,
    /// `facts` or `words`.
    pub told: &'static str,
    /// What a clinician expects.
    pub expected: &'static str,
    /// What the rules gave.
    pub got: &'static str,
    /// `exact`, `over` or `under`.
    pub verdict: &'static str,
    /// The ids of the referrals and cautions behind it.
    pub because: Vec<String>,
}

#[derive(Serialize)]
struct Page<'a> {
    exact: usize,
    over: usize,
    under: usize,
    vignettes: &'a [Line],
}

/// The page; the counts are exact, over, under.
#[must_use]
pub fn page(lines: &[Line], [exact, over, under]: [usize; 3]) -> String {
    to_page(&Page { exact, over, under, vignettes: lines })
}

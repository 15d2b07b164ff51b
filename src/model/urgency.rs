//! How soon somebody should look.

use std::fmt;

use serde::Deserialize;

/// The urgency of a referral, from the mildest to the most urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// One can try this oneself, with a safety net.
    SelfCare,
    /// An ordinary visit within weeks.
    Routine,
    /// A doctor within days.
    Soon,
    /// The same day, by phone first.
    Urgent,
    /// Call the emergency number now.
    Emergency,
}

impl Urgency {
    /// All, from the mildest up.
    pub const ALL: [Self; 5] =
        [Self::SelfCare, Self::Routine, Self::Soon, Self::Urgent, Self::Emergency];

    /// The word in files and JSON: `self_care`, `routine`, `soon`, `urgent`, `emergency`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SelfCare => "self_care",
            Self::Routine => "routine",
            Self::Soon => "soon",
            Self::Urgent => "urgent",
            Self::Emergency => "emergency",
        }
    }
}

impl fmt::Display for Urgency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

//! Phone lines by country and region.

use serde::Deserialize;

use crate::base::country::Country;
use crate::base::id::Id;
use crate::model::text::TextId;

/// What a phone line is for. The words are those of the placeholders: `{emergency}`, `{doctor}`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// The emergency number.
    Emergency,
    /// One's own doctor in opening hours.
    Doctor,
    /// The line when the doctor is closed.
    OutOfHours,
    /// Somebody to talk to in a crisis.
    CrisisLine,
    /// The poison line.
    PoisonLine,
    /// The midwife or maternity unit.
    Midwife,
}

impl Service {
    /// All services.
    pub const ALL: [Self; 6] = [
        Self::Emergency,
        Self::Doctor,
        Self::OutOfHours,
        Self::CrisisLine,
        Self::PoisonLine,
        Self::Midwife,
    ];

    /// The word in files and placeholders.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Doctor => "doctor",
            Self::OutOfHours => "out_of_hours",
            Self::CrisisLine => "crisis_line",
            Self::PoisonLine => "poison_line",
            Self::Midwife => "midwife",
        }
    }
}

/// A phone line.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its id.
    pub id: Id,
    /// The country it serves.
    pub country: Country,
    /// The region it serves; `None`: the whole country.
    pub region: Option<String>,
    /// What it is for.
    pub service: Service,
    /// What people call it; `None`: the number alone is shown.
    pub name: Option<TextId>,
    /// The number; `None`: the name says enough ("your own doctor").
    pub number: Option<String>,
    /// When the number was last checked by hand, as `YYYY-MM-DD`.
    pub checked: Option<String>,
    /// Where it was seen.
    pub source: String,
}

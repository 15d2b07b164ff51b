//! The country whose phone numbers are shown: a setting, not a health fact.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::base::language::Language;

/// A country with phone numbers of its own; `other` has 112 and "your local emergency number".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Country {
    /// Denmark.
    Dk,
    /// Sweden.
    Se,
    /// Norway.
    No,
    /// Anywhere else, or not known.
    Other,
}

impl Country {
    /// All countries, in the order of the contracts.
    pub const ALL: [Self; 4] = [Self::Dk, Self::Se, Self::No, Self::Other];

    /// The country that a language suggests when nobody has named one.
    #[must_use]
    pub fn of_language(language: Language) -> Self {
        match language {
            Language::Da => Self::Dk,
            Language::Sv => Self::Se,
            Language::Nb => Self::No,
            Language::En => Self::Other,
        }
    }

    /// The code that the commands take: `dk`, `se`, `no` or `other`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Dk => "dk",
            Self::Se => "se",
            Self::No => "no",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Country {
    type Err = UnknownCountry;

    fn from_str(text: &str) -> Result<Self, UnknownCountry> {
        let lower = text.trim().to_lowercase();
        Self::ALL
            .into_iter()
            .find(|country| country.code() == lower)
            .ok_or_else(|| UnknownCountry(text.to_owned()))
    }
}

/// A country code that is none of the four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCountry(String);

impl fmt::Display for UnknownCountry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown country `{}` (known: dk, se, no, other)", self.0)
    }
}

impl std::error::Error for UnknownCountry {}

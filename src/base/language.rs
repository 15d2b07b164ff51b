//! The four languages, equal in everything.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// A language that the program reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Danish.
    Da,
    /// Swedish.
    Sv,
    /// Norwegian bokmål.
    Nb,
}

impl Language {
    /// All languages, in the order of the contracts.
    pub const ALL: [Self; 4] = [Self::En, Self::Da, Self::Sv, Self::Nb];

    /// The code: `en`, `da`, `sv` or `nb`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Da => "da",
            Self::Sv => "sv",
            Self::Nb => "nb",
        }
    }

    /// A dense index for tables: 0 to 3.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The decimal mark of the language: a point in English, a comma in the others.
    #[must_use]
    pub fn decimal_mark(self) -> char {
        if self == Self::En { '.' } else { ',' }
    }

    /// The language of a locale such as `nb_NO.UTF-8`, `da` or `C`; English where it is none of ours.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let tag = locale.split(['_', '.', '-', '@']).next().unwrap_or_default();
        tag.parse().unwrap_or(Self::En)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        match text.trim().to_lowercase().as_str() {
            "en" | "english" | "engelsk" | "engelska" => Ok(Self::En),
            "da" | "dk" | "danish" | "dansk" | "danska" => Ok(Self::Da),
            "sv" | "se" | "swedish" | "svensk" | "svenska" => Ok(Self::Sv),
            "nb" | "no" | "nn" | "norwegian" | "norsk" | "bokmål" | "norska" => Ok(Self::Nb),
            _ => Err(UnknownLanguage(text.to_owned())),
        }
    }
}

/// A language that is none of the four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLanguage(String);

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown language `{}` (known: en, da, sv, nb)", self.0)
    }
}

impl std::error::Error for UnknownLanguage {}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn locales_become_languages() {
        for (locale, language) in [
            ("nb_NO.UTF-8", Language::Nb),
            ("nn_NO", Language::Nb),
            ("no", Language::Nb),
            ("da_DK.UTF-8", Language::Da),
            ("sv-SE", Language::Sv),
            ("C", Language::En),
            ("", Language::En),
            ("fr_FR", Language::En),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}

//! Ids: names that files, scripts and transcripts use.

use std::borrow::Borrow;
use std::fmt;

/// The longest id.
const MAX_LENGTH: usize = 80;

/// A checked name: lower-case letters, digits and `_`, starting with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

impl Id {
    /// Checks a name.
    ///
    /// # Errors
    /// [`BadId`] when the name is empty, too long or has another character.
    pub fn new(name: &str) -> Result<Self, BadId> {
        let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
        let all_allowed =
            name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if starts_well && all_allowed && name.len() <= MAX_LENGTH {
            Ok(Self(name.into()))
        } else {
            Err(BadId(name.to_owned()))
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A name that is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId(String);

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no id: use lower-case letters, digits and `_`, starting with a letter",
            self.0
        )
    }
}

impl std::error::Error for BadId {}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn what_an_id_is() {
        for good in ["a", "sleep_hours", "caffeine_mg_per_kg", "phq9"] {
            assert!(Id::new(good).is_ok(), "{good}");
        }
        for bad in ["", "9a", "Sleep", "søvn", "a-b", "a b", "_a", &"a".repeat(81)] {
            assert!(Id::new(bad).is_err(), "{bad}");
        }
    }
}

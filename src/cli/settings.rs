//! Language, phone numbers and colour: what was asked for, else what the environment says.

use std::fmt;
use std::str::FromStr;

use crate::base::country::Country;
use crate::base::language::Language;
use crate::cli::failure::Failure;
use crate::model::Model;
use crate::shell::{Stream, System};

/// Whose phone numbers are shown: a country, with a region if one is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) country: Country,
    pub(super) region: Option<String>,
}

impl Place {
    /// The place that a language suggests.
    pub(super) fn of_language(language: Language) -> Self {
        Self { country: Country::of_language(language), region: None }
    }

    /// The same, if the pack knows the region.
    pub(super) fn known_to(self, model: &Model) -> Result<Self, Failure> {
        let Some(region) = &self.region else { return Ok(self) };
        let lines = model.contacts.iter().filter(|contact| contact.country == self.country);
        let mut regions: Vec<&str> = lines.filter_map(|line| line.region.as_deref()).collect();
        regions.sort_unstable();
        regions.dedup();
        if regions.contains(&region.as_str()) {
            return Ok(self);
        }
        if regions.is_empty() {
            let country = self.country;
            return Err(Failure::unusable(format_args!(
                "the pack has no numbers of regions of `{country}`"
            )));
        }
        Err(Failure::unknown("region", region, regions))
    }
}

impl FromStr for Place {
    type Err = String;

    /// `dk`, or with a region `dk-capital`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (country, region) = match text.split_once(['-', '/', ' ']) {
            Some((country, region)) => (country, Some(region.trim().to_lowercase())),
            None => (text, None),
        };
        let country = country.parse().map_err(|error| format!("{error}"))?;
        Ok(Self { country, region: region.filter(|region| !region.is_empty()) })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.region {
            Some(region) => write!(f, "{}-{region}", self.country),
            None => write!(f, "{}", self.country),
        }
    }
}

/// The language of the locale: the first of the three variables that is set decides.
pub(super) fn language_of_locale(system: &dyn System) -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| system.variable(name))
        .find(|locale| !locale.is_empty())
        .map_or(Language::En, |locale| Language::of_locale(&locale))
}

/// Whether colours are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColourChoice {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Yes.
    Always,
    /// No.
    Never,
}

impl ColourChoice {
    /// Whether a stream gets colours. `--color` beats `NO_COLOR`, which beats a forced colour, which
    /// beats a dumb or absent terminal.
    pub(super) fn applies(self, system: &dyn System, stream: Stream) -> bool {
        match self {
            Self::Always => return true,
            Self::Never => return false,
            Self::Auto => {}
        }
        let variable = |name| system.variable(name).filter(|value| !value.is_empty());
        let is = |name, value: &str| variable(name).is_some_and(|found| found == value);
        let forced = |name| variable(name).is_some_and(|value| value != "0");
        if variable("NO_COLOR").is_some() {
            return false;
        }
        if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") {
            return true;
        }
        !is("CLICOLOR", "0") && !is("TERM", "dumb") && system.is_terminal(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::{ColourChoice, Place, language_of_locale};
    use crate::base::country::Country;
    use crate::base::language::Language;
    use crate::shell::{Memory, Stream};

    #[test]
    fn places() {
        let place: Place = "DK-Capital".parse().unwrap();
        assert_eq!((place.country, place.region.as_deref()), (Country::Dk, Some("capital")));
        assert_eq!("no".parse::<Place>().unwrap().region, None);
        assert!("de".parse::<Place>().is_err());
    }

    #[test]
    fn the_locale_decides_in_order() {
        let system = Memory::default().with_variable("LANG", "sv_SE.UTF-8");
        assert_eq!(language_of_locale(&system), Language::Sv);
        let system = system.with_variable("LC_ALL", "");
        assert_eq!(language_of_locale(&system), Language::Sv);
        let system = system.with_variable("LC_MESSAGES", "nb_NO");
        assert_eq!(language_of_locale(&system), Language::Nb);
        let system = system.with_variable("LC_ALL", "C");
        assert_eq!(language_of_locale(&system), Language::En);
        assert_eq!(language_of_locale(&Memory::default()), Language::En);
    }

    #[test]
    fn colour_is_decided_in_order() {
        let auto = |system: &Memory| ColourChoice::Auto.applies(system, Stream::Results);
        let mut terminal = Memory::default();
        assert!(!auto(&terminal));
        terminal.terminals = vec![Stream::Results];
        assert!(auto(&terminal));
        assert!(!ColourChoice::Auto.applies(&terminal, Stream::Errors));
        assert!(!auto(&terminal.clone().with_variable("TERM", "dumb")));
        assert!(!auto(&terminal.clone().with_variable("CLICOLOR", "0")));
        assert!(auto(&terminal.clone().with_variable("NO_COLOR", "")));
        let no = terminal.with_variable("NO_COLOR", "1").with_variable("FORCE_COLOR", "1");
        assert!(!auto(&no));
        assert!(ColourChoice::Always.applies(&no, Stream::Errors));
        assert!(auto(&Memory::default().with_variable("CLICOLOR_FORCE", "1")));
    }
}

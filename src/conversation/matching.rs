//! Numbers from a list, and names by their words.

use crate::base::similarity::nearest;

/// What a line of marks and numbers picks from a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Picked {
    /// `0`.
    None,
    /// `?`.
    DontKnow,
    /// Numbers from 1, each once.
    Numbers(Vec<usize>),
}

/// Reads a line that holds nothing but numbers, commas, "and"-like marks or `?`.
pub(super) fn numbers(text: &str) -> Option<Picked> {
    if text == "?" {
        return Some(Picked::DontKnow);
    }
    let parts: Vec<&str> =
        text.split([',', ';', ' ', '+', '&', '.']).filter(|part| !part.is_empty()).collect();
    let mut numbers = Vec::new();
    for part in &parts {
        let number = part.parse::<usize>().ok()?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    match numbers.as_slice() {
        [] => None,
        [0] => Some(Picked::None),
        _ => Some(Picked::Numbers(numbers)),
    }
}

/// A name found by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Which of the names.
    pub(super) position: usize,
    /// Whether it was the name or a beginning that only it has; otherwise it is a guess.
    pub(super) exact: bool,
}

/// The name that a text is: word for word, a beginning that only one has, a word that only one has,
/// or nearly so.
pub(super) fn by_word(text: &str, names: &[String]) -> Option<Found> {
    if let Some(position) = exactly(text, names) {
        return Some(Found { position, exact: true });
    }
    let (wanted, folded) = (bare(text), folded(names));
    if wanted.is_empty() {
        return None;
    }
    let every_word = folded.iter().flat_map(|name| words(name));
    let near = nearest(&wanted, every_word.chain(folded.iter().map(String::as_str)))?;
    let position = only(&folded, |name| name == near || words(name).any(|word| word == near))?;
    Some(Found { position, exact: false })
}

/// The name that a text is without a slip: word for word, a beginning or a word that only one has.
pub(super) fn exactly(text: &str, names: &[String]) -> Option<usize> {
    let wanted = bare(text);
    if wanted.is_empty() {
        return None;
    }
    let folded = folded(names);
    let whole = only(&folded, |name| name == wanted);
    let beginning = || {
        let long = wanted.chars().count() >= 2;
        only(&folded, |name| name.starts_with(&wanted)).filter(|_| long)
    };
    let word = || only(&folded, |name| words(name).any(|word| word == wanted));
    whole.or_else(beginning).or_else(word)
}

/// The position of the only name that fits.
fn only(names: &[String], fits: impl Fn(&str) -> bool) -> Option<usize> {
    let mut found = names.iter().enumerate().filter(|(_, name)| fits(name));
    let first = found.next()?;
    found.next().is_none().then_some(first.0)
}

/// A text in lower case, without marks around it.
fn bare(text: &str) -> String {
    text.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn folded(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4)
}

#[cfg(test)]
mod tests {
    use super::{Found, Picked, by_word, numbers};

    #[test]
    fn marks_and_numbers() {
        assert_eq!(numbers("0"), Some(Picked::None));
        assert_eq!(numbers("?"), Some(Picked::DontKnow));
        assert_eq!(numbers("1, 3"), Some(Picked::Numbers(vec![1, 3])));
        assert_eq!(numbers("1 3 3"), Some(Picked::Numbers(vec![1, 3])));
        assert_eq!(numbers("0 2"), Some(Picked::Numbers(vec![0, 2])));
        assert_eq!(numbers("three"), None);
        assert_eq!(numbers("1 week"), None);
        assert_eq!(numbers(""), None);
    }

    #[test]
    fn names_by_their_words() {
        let names = [
            "Getting stronger".to_owned(),
            "Better stamina".to_owned(),
            "Better lymph flow".to_owned(),
        ];
        let exact = |position| Some(Found { position, exact: true });
        assert_eq!(by_word("getting stronger", &names), exact(0));
        assert_eq!(by_word("get", &names), exact(0));
        assert_eq!(by_word("better", &names), None);
        assert_eq!(by_word("lymph", &names), exact(2));
        assert_eq!(by_word("stamnia", &names), Some(Found { position: 1, exact: false }));
        assert_eq!(by_word("zebra", &names), None);
    }
}

//! Ids for what a form names: letters, digits and `_`, each once.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::exchange::fhir::form::{Choice, Value};

/// The longest id that is made.
const LONGEST: usize = 40;
/// Words that facts objects keep for themselves, and those that name a thing rather than a value.
const KEPT: [&str; 3] = ["not", "unknown", "none"];

/// Makes ids that differ.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// How often an id was wished for: where the next search begins.
    wished: BTreeMap<String, usize>,
}

impl Names {
    /// An id like the first of these that has letters, and like no id before.
    pub(super) fn id(&mut self, wishes: &[&str], fallback: &str) -> String {
        let made = wishes.iter().map(|wish| slug(wish)).find(|made| made.len() > 1);
        let mut id = made.unwrap_or_else(|| fallback.to_owned());
        if KEPT.contains(&id.as_str()) {
            id.push_str("_answer");
        }
        let plain = id.clone();
        let mut number = self.wished.get(&plain).copied().unwrap_or(1);
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{plain}_{number}");
        }
        self.wished.insert(plain, number);
        id
    }
}

/// The ids of options, in their order; the same options always get the same ids.
pub(super) fn of_options(options: &[Choice]) -> Vec<String> {
    let mut names = Names::default();
    let ids = options.iter().enumerate().map(|(position, option)| {
        let code = match &option.value {
            Value::Coding { code: Some(code), .. } => code.as_str(),
            _ => "",
        };
        // a code such as LA6569-3 says nothing to an author
        let telling = code.chars().any(|c| c.is_ascii_lowercase());
        let label = option.label.words.as_str();
        let wishes = if telling { [code, label] } else { [label, code] };
        names.id(&wishes, &format!("option_{}", position + 1))
    });
    ids.collect()
}

/// Text as an id: lower case, without accents, words joined by `_`; empty where no letter is left.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.nfc() {
        match letter.to_lowercase().next().unwrap_or(letter) {
            'æ' | 'ä' => slug.push_str("ae"),
            'ø' | 'ö' => slug.push_str("oe"),
            'å' => slug.push_str("aa"),
            letter if letter.is_ascii_alphanumeric() => slug.push(letter),
            letter => match letter.nfd().next().filter(char::is_ascii_alphanumeric) {
                Some(plain) => slug.push(plain),
                None if slug.is_empty() || slug.ends_with('_') => {}
                None => slug.push('_'),
            },
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    let slug = slug.trim_end_matches('_');
    let from_letter = slug.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    if slug.is_empty() || from_letter.is_empty() {
        return String::new();
    }
    if slug.starts_with(|c: char| c.is_ascii_digit()) {
        format!("q_{slug}")
    } else {
        slug.to_owned()
    }
}

//! The words that a phrase stands for, multiplied out.

use crate::model::vocabulary::phrase::{Atom, Phrase};

/// Wordings beyond this many of one phrase are not looked at.
const MOST: usize = 256;

/// One way of saying a phrase.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Wording(pub(super) Vec<Word>);

/// A word of a wording.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Word {
    /// How many other words may stand before it.
    pub(super) gap: u8,
    /// The word, or the name of a class or quantity.
    pub(super) text: String,
}

impl Wording {
    /// The words as they are read, gaps as points.
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        for word in &self.0 {
            if !shown.is_empty() {
                shown.push_str(if word.gap > 0 { " .. " } else { " " });
            }
            shown.push_str(&word.text);
        }
        shown
    }

    /// Whether other words, from a place of these on, are all found here, whatever stands in the gaps.
    pub(super) fn holds_at(&self, at: usize, other: &Self) -> bool {
        let mut place = at;
        let all = other.0.iter().enumerate().all(|(number, word)| {
            let reach = if number == 0 { 0 } else { usize::from(word.gap) };
            let found = (place..self.0.len())
                .take(reach + 1)
                .find(|place| self.0[*place].text == word.text);
            place = found.map_or(place, |found| found + 1);
            found.is_some()
        });
        all && self.0[at..place].iter().skip(1).all(|word| word.gap == 0)
    }
}

/// All wordings of a phrase, as far as they are few enough.
pub(super) fn wordings(phrase: &Phrase) -> Vec<Wording> {
    let mut all = Vec::new();
    for sequence in phrase.sequences() {
        let mut ways: Vec<Vec<Word>> = vec![Vec::new()];
        for element in &sequence {
            let mut longer = Vec::new();
            for way in &ways {
                if element.optional {
                    longer.push(way.clone());
                }
                for atom in &element.any_of {
                    let mut way = way.clone();
                    way.push(Word { gap: element.gap, text: text(atom) });
                    longer.push(way);
                }
            }
            ways = longer;
            if ways.len() + all.len() > MOST {
                return all;
            }
        }
        all.extend(ways.into_iter().filter(|way| !way.is_empty()).map(Wording));
    }
    all
}

fn text(atom: &Atom) -> String {
    match atom {
        Atom::Word(word) | Atom::Exactly(word) => word.to_string(),
        Atom::Begins(part) => format!("{part}~"),
        Atom::Ends(part) => format!("~{part}"),
        Atom::Class(name) => format!("<{name}>"),
        Atom::Quantity(quantity) => format!("<{quantity:?}>").to_lowercase(),
    }
}

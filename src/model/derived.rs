//! Derived facts: numbers that the program computes from what was said.

use crate::base::decimal::Decimal;
use crate::model::fact::{Slot, Unit};
use crate::model::finding::Finding;

/// A derived number.
#[derive(Debug, Clone)]
pub struct Derived {
    /// The unit of the result.
    pub unit: Unit,
    /// How it is computed.
    pub formula: Formula,
}

/// How a derived number is computed. What goes in is asked; nothing derived goes in.
#[derive(Debug, Clone)]
pub enum Formula {
    /// One number divided by another, rounded to six places.
    Quotient {
        /// The dividend: a number's slot.
        of: Slot,
        /// The divisor: a number's slot.
        by: Slot,
    },
    /// What several facts count, added up exactly.
    Sum(Sum),
}

/// A sum.
#[derive(Debug, Clone)]
pub struct Sum {
    /// What is added.
    pub parts: Vec<Part>,
    /// What a part counts that the person could not say; `None`: then the sum is unknown, too.
    pub unknown_as: Option<Bound>,
}

/// One end of what is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The least: the sum is then at least this.
    Least,
    /// The most: the sum is then at most this.
    Most,
}

/// A part of a sum.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its slot.
    pub slot: Slot,
    /// What it counts.
    pub worth: Worth,
}

/// What a slot counts in a sum.
#[derive(Debug, Clone)]
pub enum Worth {
    /// Its number, from the least to the most that is plausible.
    Number(Decimal, Decimal),
    /// The score of the option.
    Scores(Vec<Decimal>),
    /// One for a yes, nothing for a no.
    One,
}

impl Worth {
    /// What a known finding counts.
    #[must_use]
    pub fn of(&self, finding: Finding) -> Option<Decimal> {
        match (self, finding) {
            (Self::Number(..), Finding::Number(number)) => Some(number),
            (Self::Scores(scores), Finding::Choice(option)) => {
                scores.get(usize::from(option)).copied()
            }
            (Self::One, Finding::Affirmed) => Some(Decimal::ONE),
            (Self::One, Finding::Denied) => Some(Decimal::ZERO),
            _ => None,
        }
    }

    /// The least or most that it can count.
    #[must_use]
    pub fn at(&self, bound: Bound) -> Decimal {
        let (least, most) = match self {
            Self::Number(least, most) => (*least, *most),
            Self::Scores(scores) => {
                let of = |end: Option<&Decimal>| end.copied().unwrap_or(Decimal::ZERO);
                (of(scores.iter().min()), of(scores.iter().max()))
            }
            Self::One => (Decimal::ZERO, Decimal::ONE),
        };
        if bound == Bound::Least { least } else { most }
    }
}

impl Sum {
    /// What one more part makes of a sum so far. It is unknown if a part is unknown, else open if one
    /// is open; a sum beyond all numbers is unknown.
    #[must_use]
    pub fn with(&self, so_far: Finding, part: &Part, finding: Finding) -> Finding {
        let counts = match (finding, self.unknown_as) {
            (Finding::Unknown, Some(bound)) => Some(part.worth.at(bound)),
            (Finding::Unknown, None) => return Finding::Unknown,
            _ => part.worth.of(finding),
        };
        match (so_far, counts) {
            (Finding::Unknown, _) => Finding::Unknown,
            (Finding::Number(sum), Some(more)) => {
                sum.checked_add(more).map_or(Finding::Unknown, Finding::Number)
            }
            _ => Finding::Open,
        }
    }
}

impl Derived {
    /// The slots that it is computed from.
    pub fn inputs(&self) -> impl Iterator<Item = Slot> + '_ {
        let (pair, parts): (Vec<Slot>, &[Part]) = match &self.formula {
            Formula::Quotient { of, by } => (vec![*of, *by], &[]),
            Formula::Sum(sum) => (Vec::new(), &sum.parts),
        };
        pair.into_iter().chain(parts.iter().map(|part| part.slot))
    }

    /// Its finding: unknown if an input is unknown, else open if one is open.
    pub fn finding(&self, known: impl Fn(Slot) -> Finding) -> Finding {
        match &self.formula {
            Formula::Quotient { of, by } => quotient(known(*of), known(*by)),
            Formula::Sum(sum) => {
                let none_yet = Finding::Number(Decimal::ZERO);
                sum.parts
                    .iter()
                    .fold(none_yet, |so_far, part| sum.with(so_far, part, known(part.slot)))
            }
        }
    }
}

/// One number divided by another; unknown where the divisor is zero.
#[must_use]
pub fn quotient(of: Finding, by: Finding) -> Finding {
    match (of, by) {
        (Finding::Number(of), Finding::Number(by)) => {
            of.checked_div(by).map_or(Finding::Unknown, Finding::Number)
        }
        (Finding::Unknown, _) | (_, Finding::Unknown) => Finding::Unknown,
        _ => Finding::Open,
    }
}

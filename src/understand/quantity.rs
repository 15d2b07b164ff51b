//! Quantities: numbers, durations, volumes and masses, with their ranges, and times of day and rates.

use crate::base::decimal::Decimal;
use crate::model::vocabulary::QuantityKind;

/// The most pieces of a quantity.
pub(crate) const LONGEST: usize = 16;

/// A number, duration, volume or mass that stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// What it measures.
    pub kind: QuantityKind,
    /// The value; durations in seconds, volumes in millilitres, masses in grams.
    pub value: Decimal,
    /// The end of a range.
    pub to_value: Option<Decimal>,
    /// Where it begins in the text, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// How a quantity is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Bound {
    /// It is the value.
    #[default]
    None,
    /// More than it.
    More,
    /// Less than it.
    Less,
    /// It or more.
    AtLeast,
    /// It or less, which says nothing.
    AtMost,
}

/// What a quantity is in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// A plain number.
    Number,
    /// Time, in seconds.
    Duration,
    /// Volume, in millilitres.
    Volume,
    /// Mass, in grams.
    Mass,
    /// A time ago: days' worth of seconds; the hours beside it.
    Ago {
        /// Seconds where hours count.
        hours: Decimal,
    },
    /// So many times in so many days.
    Rate {
        /// How many days.
        per: Decimal,
    },
    /// A time of day, in hours.
    Clock {
        /// Whether it can be nothing else.
        sure: bool,
    },
}

/// A quantity with the pieces that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parsed {
    /// What it is.
    pub(crate) measure: Measure,
    /// The value, or the lower end of a range.
    pub(crate) value: Decimal,
    /// The upper end of a range.
    pub(crate) to_value: Option<Decimal>,
    /// The value in its own unit.
    pub(crate) count: Decimal,
    /// How it is bounded.
    pub(crate) bound: Bound,
    /// Whether nothing counts it, as "all day": it is listed but says how long nothing lasts.
    pub(crate) vague: bool,
    /// The first piece.
    pub(crate) from: usize,
    /// The end of the last piece.
    pub(crate) to: usize,
}

impl Parsed {
    /// The value, or the middle of a range.
    pub(crate) fn middle(&self) -> Decimal {
        let Some(end) = self.to_value else { return self.value };
        let sum = self.value.checked_add(end);
        sum.and_then(|sum| sum.checked_div(Decimal::whole(2))).unwrap_or(self.value)
    }

    /// The kind that it is reported as.
    pub(crate) fn kind(&self) -> Option<QuantityKind> {
        match self.measure {
            Measure::Number => Some(QuantityKind::Number),
            Measure::Duration => Some(QuantityKind::Duration),
            Measure::Volume => Some(QuantityKind::Volume),
            Measure::Mass => Some(QuantityKind::Mass),
            Measure::Ago { .. } | Measure::Rate { .. } | Measure::Clock { .. } => None,
        }
    }
}

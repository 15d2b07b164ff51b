//! Derived facts: quotients and sums.

use crate::base::decimal::Decimal;
use crate::model::derived::{Bound, Derived, Formula, Part, Sum, Worth};
use crate::model::fact::{Slot, Unit};
use crate::pack::lower::Lowering;
use crate::pack::lower::facts::ShapeKind;
use crate::pack::place::At;
use crate::pack::schema;

impl From<schema::Bound> for Bound {
    fn from(bound: schema::Bound) -> Self {
        match bound {
            schema::Bound::Least => Self::Least,
            schema::Bound::Most => Self::Most,
        }
    }
}

impl Lowering<'_> {
    /// Lowers a quotient.
    pub(super) fn quotient(&mut self, at: &At<'_>, (of, by): (&str, &str), unit: &str) -> Derived {
        let formula = Formula::Quotient {
            of: self.number_slot(&at.field("of"), of),
            by: self.number_slot(&at.field("by"), by),
        };
        Derived { unit: unit_of(unit), formula }
    }

    /// Lowers a sum.
    pub(super) fn sum(
        &mut self,
        at: &At<'_>,
        names: &[String],
        unit: &str,
        unknown_as: Option<schema::Bound>,
    ) -> Derived {
        let unit = unit_of(unit);
        let list = at.field("of");
        if names.is_empty() {
            self.error(&list, "empty_list", "at least one fact is needed here".to_owned());
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for (number, name) in names.iter().enumerate() {
            let at = list.index(number);
            let Some(part) = self.part(&at, name, unit) else { continue };
            if !known.insert(part.slot) {
                self.duplicate(&at, "part", name);
            }
            parts.push(part);
        }
        Derived {
            unit,
            formula: Formula::Sum(Sum { parts, unknown_as: unknown_as.map(Into::into) }),
        }
    }

    /// A fact or member as a part of a sum.
    fn part(&mut self, at: &At<'_>, name: &str, unit: Unit) -> Option<Part> {
        let (counts, worth) = match self.shape_of(name).map(|shape| (shape.first_slot, &shape.kind))
        {
            Some((slot, ShapeKind::Number { unit, range: (min, max) })) => {
                (*unit, Part { slot, worth: Worth::Number(*min, *max) })
            }
            Some((slot, ShapeKind::OneOf { scores, .. })) => {
                let Some(scores) = scores.iter().copied().collect::<Option<Vec<Decimal>>>() else {
                    let message = format!("not every option of `{name}` has a score");
                    let help = "give each option a `score: …`";
                    self.error_with_help(at, "missing_score", message, help);
                    return None;
                };
                (Some(Unit::Points), Part { slot, worth: Worth::Scores(scores) })
            }
            Some((_, ShapeKind::Derived { .. })) => {
                self.derived_of_derived(at, name);
                return None;
            }
            _ => {
                let slot = self.member_slot(at, name)?;
                (Some(Unit::Points), Part { slot, worth: Worth::One })
            }
        };
        if let Some(counts) = counts.filter(|counts| *counts != unit) {
            let message =
                format!("`{name}` counts in {}, the sum in {}", counts.as_str(), unit.as_str());
            self.error_with_help(at, "wrong_unit", message, "add up what has the same unit");
        }
        Some(worth)
    }

    fn number_slot(&mut self, at: &At<'_>, name: &str) -> Slot {
        match self.shape_of(name).map(|shape| (shape.first_slot, &shape.kind)) {
            Some((slot, ShapeKind::Number { .. })) => return slot,
            Some((_, ShapeKind::Derived { .. })) => self.derived_of_derived(at, name),
            Some(_) => self.error(at, "wrong_type", format!("`{name}` is not a number")),
            None => self.unknown_fact(at, name),
        }
        Slot(0)
    }

    fn derived_of_derived(&mut self, at: &At<'_>, name: &str) {
        let message = format!("`{name}` is derived itself");
        let help = "compute it from facts that are asked";
        self.error_with_help(at, "derived_of_derived", message, help);
    }
}

fn unit_of(word: &str) -> Unit {
    Unit::from_word(word).unwrap_or(Unit::Points)
}

//! Which parts the words of a text play in quantities.

use crate::base::decimal::Decimal;
use crate::model::vocabulary::{Amounts, NumericRole, QuantityUnit};
use crate::understand::piece::{Piece, PieceKind};

/// No larger power is worked out.
const LARGEST_POWER: u32 = 99;

/// A part that some pieces play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// The end of the last piece.
    pub(crate) to: usize,
    /// The part.
    pub(crate) role: NumericRole,
}

/// The parts that begin at each piece, longest first.
#[derive(Debug)]
pub(crate) struct Roles<'a> {
    /// The pieces.
    pub(crate) pieces: &'a [Piece],
    /// The units.
    pub(crate) amounts: &'a Amounts,
    /// Pieces that phrases pass over freely.
    pub(crate) fillers: &'a [bool],
    /// Whether ones stand before tens.
    pub(crate) ones_first: bool,
    /// Whether `.` is the decimal mark.
    pub(crate) decimal_point: bool,
    /// Pieces that begin the name of a drink, which makes an ounce a volume.
    pub(crate) drinks: &'a [bool],
    at: Vec<Vec<Part>>,
}

impl<'a> Roles<'a> {
    /// Sorts parts by where they begin.
    pub(crate) fn new(
        pieces: &'a [Piece],
        amounts: &'a Amounts,
        (fillers, drinks): (&'a [bool], &'a [bool]),
        (ones_first, decimal_point): (bool, bool),
        parts: Vec<(usize, Part)>,
    ) -> Self {
        let mut at: Vec<Vec<Part>> = vec![Vec::new(); pieces.len() + 1];
        for (from, part) in parts {
            if !at[from].contains(&part) {
                at[from].push(part);
            }
        }
        for list in &mut at {
            list.sort_by_key(|part| std::cmp::Reverse(part.to));
        }
        Self { pieces, amounts, fillers, ones_first, decimal_point, drinks, at }
    }

    /// The parts that begin at a place.
    pub(crate) fn parts(&self, place: usize) -> impl Iterator<Item = Part> + '_ {
        self.at.get(place).into_iter().flatten().copied()
    }

    /// What the longest part that fits says, and where it ends.
    pub(crate) fn find<T>(
        &self,
        place: usize,
        fits: impl Fn(NumericRole) -> Option<T>,
    ) -> Option<(T, usize)> {
        self.parts(place).find_map(|part| fits(part.role).map(|value| (value, part.to)))
    }

    /// The end of a part of this role at a place.
    pub(crate) fn is(&self, place: usize, role: NumericRole) -> Option<usize> {
        self.find(place, |found| (found == role).then_some(())).map(|found| found.1)
    }

    /// A unit at a place.
    pub(crate) fn unit(&self, place: usize) -> Option<(&'a QuantityUnit, usize)> {
        let units = &self.amounts.units;
        self.find(place, |role| match role {
            NumericRole::Unit(unit) => units.get(unit),
            _ => None,
        })
    }

    /// Whether "one" at a place counts nothing: "this one".
    pub(crate) fn uncounted(&self, place: usize) -> bool {
        let after = place > 0 && !self.parted(place);
        after
            && self.is(place - 1, NumericRole::Pronoun) == Some(place)
            && self.unit(place + 1).is_none()
    }

    /// The value of a piece of digits, as this language writes numbers.
    pub(crate) fn digits(&self, place: usize) -> Option<Decimal> {
        let piece = self.pieces.get(place)?;
        if piece.kind != PieceKind::Digits {
            return None;
        }
        read_digits(&piece.word, self.decimal_point)
    }

    /// Whether a sentence or a comma stands before a piece.
    pub(crate) fn parted(&self, place: usize) -> bool {
        use crate::understand::piece::Break;
        self.pieces.get(place).is_none_or(|piece| piece.before >= Break::Comma)
    }
}

/// Digits with marks between them: which mark is the decimal one is told by the language and by the groups.
pub(crate) fn read_digits(text: &str, decimal_point: bool) -> Option<Decimal> {
    if let Some((above, below)) = text.split_once('⁄') {
        let (above, below): (Decimal, Decimal) = (above.parse().ok()?, below.parse().ok()?);
        return above.checked_div(below);
    }
    // "1.2e6", "1.2x10^6": times a power of ten; "1.2^6": the power of the number itself
    let of_ten = ["x10^", "×10^", "*10^", "e"].into_iter().find_map(|sign| text.split_once(sign));
    if let Some((digits, power)) = of_ten {
        let start = read_digits(digits, decimal_point)?;
        return raised(start, Decimal::whole(10), power);
    }
    if let Some((digits, power)) = text.split_once('^') {
        return raised(Decimal::ONE, read_digits(digits, decimal_point)?, power);
    }
    let compact: String = text.chars().filter(|c| *c != ' ').collect();
    let marks: Vec<char> = compact.chars().filter(|c| !c.is_ascii_digit()).collect();
    let own = if decimal_point { '.' } else { ',' };
    let decimal = match marks.as_slice() {
        [only] => {
            let after = compact.split(*only).nth(1).map_or(0, str::len);
            let before = compact.split(*only).next().map_or(0, str::len);
            let thousands = *only != own
                && after == 3
                && (1..=3).contains(&before)
                && !compact.starts_with('0');
            (!thousands).then_some(*only)
        }
        [.., last] if marks.iter().filter(|mark| *mark == last).count() == 1 => Some(*last),
        _ => None,
    };
    let mut plain = String::new();
    for c in compact.chars() {
        if c.is_ascii_digit() {
            plain.push(c);
        } else if Some(c) == decimal {
            plain.push('.');
        }
    }
    // more than six decimals mean nothing here
    let whole = plain.find('.').map_or(plain.len(), |point| point + 7);
    plain.truncate(whole);
    plain.parse().ok()
}

/// A number times, or where the power is below zero divided by, another so many times.
fn raised(start: Decimal, by: Decimal, power: &str) -> Option<Decimal> {
    let times: u32 = power.trim_start_matches(['+', '-']).parse().ok()?;
    (0..times.min(LARGEST_POWER)).try_fold(start, |value, _| {
        if power.starts_with('-') { value.checked_div(by) } else { value.checked_mul(by) }
    })
}

#[cfg(test)]
mod tests {
    use super::read_digits;

    #[test]
    fn marks_are_read_as_the_language_writes_them() {
        for (text, point, value) in [
            ("1,500", true, "1500"),
            ("1,500", false, "1.5"),
            ("1.500", false, "1500"),
            ("1.500", true, "1.5"),
            ("6,5", true, "6.5"),
            ("2.5", false, "2.5"),
            ("1,000,000", true, "1000000"),
            ("1.234,5", false, "1234.5"),
            ("12 345", false, "12345"),
            ("1⁄2", true, "0.5"),
            (".5", true, "0.5"),
            ("1.2e6", true, "1200000"),
            ("5e-1", true, "0.5"),
            ("1.3x10^6", true, "1300000"),
            ("2.5^-1", true, "0.4"),
            ("1.5^2", true, "2.25"),
        ] {
            assert_eq!(
                read_digits(text, point).map(|d| d.to_string()).as_deref(),
                Some(value),
                "{text}"
            );
        }
    }
}

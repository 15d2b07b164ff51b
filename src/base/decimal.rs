//! Exact decimals with at most six places.
//!
//! Doses and thresholds are compared exactly: 199.8 mg at 66.6 kg is 3 mg/kg, neither a hair more nor less.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// Millionths in one.
const SCALE: i128 = 1_000_000;
/// How many decimals are kept.
const PLACES: usize = 6;

/// A number with at most six decimals, between about -10³² and 10³².
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal {
    millionths: i128,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { millionths: 0 };
    /// One.
    pub const ONE: Self = Self { millionths: SCALE };

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i32) -> Self {
        Self { millionths: number as i128 * SCALE }
    }

    /// The decimal with this many millionths.
    #[must_use]
    pub const fn from_millionths(millionths: i128) -> Self {
        Self { millionths }
    }

    /// How many millionths this is.
    #[must_use]
    pub const fn millionths(self) -> i128 {
        self.millionths
    }

    /// The sum, or `None` where it is out of range.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.millionths.checked_add(other.millionths).map(Self::from_millionths)
    }

    /// The difference, or `None` where it is out of range.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.millionths.checked_sub(other.millionths).map(Self::from_millionths)
    }

    /// The product rounded to six places, or `None` where it is out of range.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        for (whole, by) in [(self, other), (other, self)] {
            if whole.is_whole() {
                return (whole.millionths / SCALE)
                    .checked_mul(by.millionths)
                    .map(Self::from_millionths);
            }
        }
        rounded_quotient(self.millionths.checked_mul(other.millionths)?, SCALE)
    }

    /// The quotient rounded to six places (halves away from zero), or `None` for a divisor of zero or
    /// a result out of range.
    #[must_use]
    pub fn checked_div(self, divisor: Self) -> Option<Self> {
        rounded_quotient(self.millionths.checked_mul(SCALE)?, divisor.millionths)
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.millionths % SCALE == 0
    }

    /// The nearest decimal to a float, or `None` where it needs more than six places or is out of range.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        format!("{number}").parse().ok()
    }

    /// The number as a language writes it: `6.5` or `6,5`.
    #[must_use]
    pub fn in_words_of(self, language: crate::base::language::Language) -> String {
        let text = self.to_string();
        match language.decimal_mark() {
            '.' => text,
            mark => text.replace('.', &mark.to_string()),
        }
    }
}

fn rounded_quotient(dividend: i128, divisor: i128) -> Option<Decimal> {
    if divisor == 0 {
        return None;
    }
    let half = divisor.abs() / 2;
    let away = if (dividend < 0) == (divisor < 0) { half } else { -half };
    let shifted =
        if divisor < 0 { dividend.checked_sub(away)? } else { dividend.checked_add(away)? };
    shifted.checked_div(divisor).map(Decimal::from_millionths)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.millionths.unsigned_abs();
        let unit = SCALE.unsigned_abs();
        let sign = if self.millionths < 0 { "-" } else { "" };
        let (whole, fraction) = (magnitude / unit, magnitude % unit);
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:0PLACES$}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// Why a text is no decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalError {
    /// It is no number at all.
    NotANumber,
    /// It has more than six decimals.
    TooManyPlaces,
    /// It is too large.
    OutOfRange,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a number",
            Self::TooManyPlaces => "a number has at most six decimals",
            Self::OutOfRange => "number too large",
        })
    }
}

impl std::error::Error for DecimalError {}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads digits with a point, an optional sign and an optional exponent (`-1`, `6.5`, `2e3`).
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => {
                (mantissa, exponent.parse::<i32>().map_err(|_| DecimalError::NotANumber)?)
            }
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::NotANumber);
        }
        let mut value: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            value = value
                .checked_mul(10)
                .and_then(|v| v.checked_add(i128::from(digit - b'0')))
                .ok_or(DecimalError::OutOfRange)?;
        }
        let places = i32::try_from(fraction.len()).map_err(|_| DecimalError::TooManyPlaces)?;
        let shift = 6 - places + exponent;
        let magnitude = scaled(value, shift)?;
        let signed = if negative { -magnitude } else { magnitude };
        Ok(Self::from_millionths(signed))
    }
}

/// `value · 10^shift`, which must come out whole.
fn scaled(value: i128, shift: i32) -> Result<i128, DecimalError> {
    if value == 0 {
        return Ok(0);
    }
    let power = shift.unsigned_abs();
    if shift >= 0 {
        let factor = 10_i128.checked_pow(power).ok_or(DecimalError::OutOfRange)?;
        return value.checked_mul(factor).ok_or(DecimalError::OutOfRange);
    }
    let factor = 10_i128.checked_pow(power).ok_or(DecimalError::TooManyPlaces)?;
    if value % factor == 0 { Ok(value / factor) } else { Err(DecimalError::TooManyPlaces) }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor)
    }
}

struct DecimalVisitor;

impl Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
        i128::from(number)
            .checked_mul(SCALE)
            .map(Decimal::from_millionths)
            .ok_or_else(|| E::custom(DecimalError::OutOfRange))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
        i128::from(number)
            .checked_mul(SCALE)
            .map(Decimal::from_millionths)
            .ok_or_else(|| E::custom(DecimalError::OutOfRange))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
        format!("{number}").parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

    use super::{Decimal, DecimalError};

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn three_milligrams_a_kilo_is_exact() {
        assert_eq!(decimal("199.8").checked_div(decimal("66.6")), Some(Decimal::whole(3)));
        assert!(decimal("199.7").checked_div(decimal("66.6")) < Some(Decimal::whole(3)));
        assert!(decimal("199.9").checked_div(decimal("66.6")) > Some(Decimal::whole(3)));
    }

    #[test]
    fn quotients_round_to_six_places_away_from_zero() {
        assert_eq!(Decimal::ONE.checked_div(decimal("3")), Some(decimal("0.333333")));
        assert_eq!(decimal("2").checked_div(decimal("3")), Some(decimal("0.666667")));
        assert_eq!(decimal("-2").checked_div(decimal("3")), Some(decimal("-0.666667")));
        assert_eq!(decimal("2").checked_div(decimal("-3")), Some(decimal("-0.666667")));
        assert_eq!(Decimal::ONE.checked_div(Decimal::ZERO), None);
    }

    #[test]
    fn text_that_is_no_decimal_says_why() {
        assert_eq!("6,5".parse::<Decimal>(), Err(DecimalError::NotANumber));
        assert_eq!("".parse::<Decimal>(), Err(DecimalError::NotANumber));
        assert_eq!(".".parse::<Decimal>(), Err(DecimalError::NotANumber));
        assert_eq!("0.1234567".parse::<Decimal>(), Err(DecimalError::TooManyPlaces));
        assert_eq!("1e33".parse::<Decimal>(), Err(DecimalError::OutOfRange));
        assert_eq!("1e-9999999999".parse::<Decimal>(), Err(DecimalError::NotANumber));
        assert_eq!("0.5000000".parse::<Decimal>(), Ok(decimal("0.5")));
        assert_eq!("2e3".parse::<Decimal>(), Ok(Decimal::whole(2000)));
    }

    proptest! {
        #[test]
        fn text_and_back(millionths in any::<i128>().prop_map(|any| any / 2)) {
            let number = Decimal::from_millionths(millionths);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}

//! Days of the calendar, as `YYYY-MM-DD`.

use std::fmt;
use std::str::FromStr;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    days: i64,
}

impl Date {
    /// How many days this is after another; negative if before.
    #[must_use]
    pub fn days_after(self, earlier: Self) -> i64 {
        self.days - earlier.days
    }
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDate(String);

impl fmt::Display for BadDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no date: write it as 2026-11-20", self.0)
    }
}

impl std::error::Error for BadDate {}

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let bad = || BadDate(text.to_owned());
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return Err(bad()) };
        let number = |part: &str, length: usize| {
            let digits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
            if digits { part.parse::<i64>().map_err(|_| bad()) } else { Err(bad()) }
        };
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return Err(bad());
        }
        Ok(Self { days: days_before_year(year) + days_before_month(year, month) + day - 1 })
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before_month(year: i64, month: i64) -> i64 {
    (1..month).map(|earlier| days_in_month(year, earlier)).sum()
}

/// Days from 1970-01-01 to the first day of a year.
fn days_before_year(year: i64) -> i64 {
    let since_zero = |year: i64| {
        let before = year - 1;
        365 * year + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400)
    };
    since_zero(year) - since_zero(1970)
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn days(from: &str, to: &str) -> i64 {
        to.parse::<Date>().unwrap().days_after(from.parse().unwrap())
    }

    #[test]
    fn days_between() {
        assert_eq!(days("2026-11-20", "2026-11-20"), 0);
        assert_eq!(days("2025-11-20", "2026-11-20"), 365);
        assert_eq!(days("2024-02-28", "2024-03-01"), 2);
        assert_eq!(days("2023-02-28", "2023-03-01"), 1);
        assert_eq!(days("1970-01-01", "2000-01-01"), 10957);
        assert_eq!(days("2026-01-01", "2025-12-31"), -1);
    }

    #[test]
    fn what_is_no_date() {
        for bad in ["", "2026", "2026-13-01", "2026-02-29", "20-11-2026", "2026-1-1", "2026-00-10"]
        {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }
}

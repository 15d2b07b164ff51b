//! Plain numbers in digits and words: "two thousand and nineteen", "femogtyve", "2½", "half a dozen".

use crate::base::decimal::Decimal;
use crate::model::vocabulary::NumericRole;
use crate::understand::piece::{Break, PieceKind};
use crate::understand::roles::Roles;

/// A number and the end of its last piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// The value.
    pub(crate) value: Decimal,
    /// Where it ends.
    pub(crate) to: usize,
    /// Whether it is a part of one: an article or "of" may stand between it and its unit.
    pub(crate) part: bool,
}

const HUNDRED: i32 = 100;
/// The most words of one number.
const LONGEST: usize = 24;

/// The longest number at a place.
pub(crate) fn number(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let signed = minus(roles, place);
    let plain = [
        signed,
        from_digits(roles, place),
        whole(roles, place),
        from_words(roles, place),
        fraction(roles, place),
    ];
    let best = plain.into_iter().flatten().max_by_key(|number| (number.to, !number.part))?;
    Some(extended(roles, best))
}

fn minus(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let after = roles.is(place, NumericRole::Minus)?;
    let number = from_digits(roles, after).or_else(|| from_words(roles, after))?;
    let value = Decimal::ZERO.checked_sub(number.value)?;
    Some(Number { value, ..number })
}

fn from_digits(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let value = roles.digits(place)?;
    let after = place + 1;
    if let Some((below, to)) = slashed(roles, place) {
        return Some(Number { value: value.checked_div(below)?, to, part: true });
    }
    // "1 1/2" and "2½"
    if let Some(next) = roles.pieces.get(after).filter(|next| next.before <= Break::Space) {
        if next.word.contains('⁄') {
            let value = value.checked_add(roles.digits(after)?)?;
            return Some(Number { value, to: after + 1, part: false });
        }
        if let (Some(above), Some((below, to))) = (roles.digits(after), slashed(roles, after)) {
            let value = value.checked_add(above.checked_div(below)?)?;
            return Some(Number { value, to, part: false });
        }
    }
    let part = roles.pieces[place].word.contains('⁄');
    Some(Number { value, to: after, part })
}

/// The lower part of "1/2" and the end of it.
fn slashed(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    let [above, slash, below] = roles.pieces.get(place..place + 3)? else { return None };
    let glued = slash.before == Break::Glued && below.before == Break::Glued;
    if slash.word != "/" || !glued || above.kind != PieceKind::Digits {
        return None;
    }
    let (above, below) = (roles.digits(place)?, roles.digits(place + 2)?);
    let small = above < below && below <= Decimal::whole(10) && below.is_whole();
    small.then_some((below, place + 3))
}

/// "A couple", "halvanden", "a pair of".
fn whole(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let start = roles.is(place, NumericRole::Article).filter(|at| !roles.parted(*at));
    for from in [Some(place), start].into_iter().flatten() {
        let found = roles.find(from, |role| match role {
            NumericRole::Whole(value) => Some(value),
            _ => None,
        });
        if let Some((value, to)) = found {
            return Some(Number { value, to, part: true });
        }
    }
    None
}

/// "Half", "a half", "three quarters".
fn fraction(roles: &Roles<'_>, place: usize) -> Option<Number> {
    if let Some((value, to)) = bare_fraction(roles, place) {
        return Some(Number { value, to, part: true });
    }
    let article = roles.is(place, NumericRole::Article);
    if let Some((value, to)) =
        article.filter(|at| !roles.parted(*at)).and_then(|at| fraction_after(roles, at))
        && let Some(value) = value.checked_add(Decimal::ONE)
        && bare_fraction(roles, article.unwrap_or(place)).is_none()
    {
        return Some(Number { value, to, part: false });
    }
    let (times, after) = if let Some(after) = article {
        (Decimal::ONE, after)
    } else {
        let number = from_words(roles, place).or_else(|| from_digits(roles, place))?;
        (number.value, number.to)
    };
    if roles.parted(after) {
        return None;
    }
    let (value, to) = bare_fraction(roles, after)?;
    Some(Number { value: nearest_part(times, value)?, to, part: true })
}

fn bare_fraction(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    roles.find(place, |role| match role {
        NumericRole::Fraction(value) => Some(value),
        _ => None,
    })
}

/// So many parts: two thirds are 0.666667, not twice a rounded third.
fn nearest_part(times: Decimal, part: Decimal) -> Option<Decimal> {
    let parts = Decimal::ONE.checked_div(part)?;
    let rounded = Decimal::from_millionths((parts.millionths() + 500_000) / 1_000_000 * 1_000_000);
    if parts.checked_sub(rounded)?.millionths().abs() < 1_000 {
        return times.checked_div(rounded);
    }
    times.checked_mul(part)
}

/// "Two thousand and nineteen", "fem og tyve".
fn from_words(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let mut sum = Sum::default();
    let mut at = place;
    if let Some(after) = roles.is(place, NumericRole::Article)
        && scale_at(roles, after).is_some()
        && !roles.parted(after)
    {
        sum.current = Some(1);
        at = after;
    } else if scale_at(roles, place)
        .is_some_and(|(scale, to)| stands_alone(roles, scale, place, to))
    {
        sum.current = Some(1);
    }
    for _ in 0..LONGEST {
        if at > place && roles.parted(at) {
            break;
        }
        if let Some((value, to)) = value_at(roles, at).filter(|(value, _)| sum.add(*value, false)) {
            sum.last = Some(value);
            at = to;
        } else if let Some((scale, to)) = scale_at(roles, at).filter(|_| sum.current.is_some()) {
            sum.scale(scale)?;
            at = to;
        } else if let Some(next) = joined(roles, at, &mut sum) {
            at = next;
        } else {
            break;
        }
    }
    let value = sum.total.checked_add(i64::from(sum.current.unwrap_or(0)))?;
    (at > place && sum.any).then_some(())?;
    let value = value.checked_mul(1_000_000).map(Decimal::from_millionths)?;
    Some(Number { value, to: at, part: false })
}

fn joined(roles: &Roles<'_>, at: usize, sum: &mut Sum) -> Option<usize> {
    sum.any.then_some(())?;
    let after = roles.is(at, NumericRole::Joiner)?;
    if roles.parted(after) {
        return None;
    }
    let (value, to) = value_at(roles, after)?;
    let fits = sum.add(value, true) || roles.ones_first && sum.add_tens(value);
    fits.then_some(to)
}

/// Whether a scale is a number without one before it: "hundred", not "k" or "dozen".
fn stands_alone(roles: &Roles<'_>, scale: i64, place: usize, to: usize) -> bool {
    to == place + 1
        && (scale == 100 || scale == 1000)
        && roles.pieces[place].word.chars().count() > 4
}

fn value_at(roles: &Roles<'_>, place: usize) -> Option<(i32, usize)> {
    roles.find(place, |role| match role {
        NumericRole::Value(value) => i32::try_from(value.millionths() / 1_000_000).ok(),
        _ => None,
    })
}

fn scale_at(roles: &Roles<'_>, place: usize) -> Option<(i64, usize)> {
    roles.find(place, |role| match role {
        NumericRole::Scale(value) => Some(value.millionths() / 1_000_000),
        _ => None,
    })
}

/// A number as it grows word by word.
#[derive(Debug, Default)]
struct Sum {
    total: i64,
    current: Option<i32>,
    last: Option<i32>,
    any: bool,
}

impl Sum {
    /// Adds a value below a hundred, if one may follow here.
    fn add(&mut self, value: i32, joined: bool) -> bool {
        let fits = match self.current {
            None => !joined || self.total > 0,
            Some(0) => self.total > 0 && self.last != Some(0),
            Some(current) if current % HUNDRED == 0 => value < HUNDRED,
            Some(current) => {
                let tens = current % HUNDRED;
                !joined && tens >= 20 && tens % 10 == 0 && (1..10).contains(&value)
            }
        };
        if fits {
            self.current = Some(self.current.unwrap_or(0).saturating_add(value));
            self.any = true;
        }
        fits
    }

    /// Adds tens to ones, as "five and twenty".
    fn add_tens(&mut self, value: i32) -> bool {
        let Some(current) = self.current else { return false };
        let fits = (1..10).contains(&(current % HUNDRED)) && value >= 20 && value % 10 == 0;
        if fits && value < HUNDRED {
            self.current = Some(current + value);
        }
        fits && value < HUNDRED
    }

    fn scale(&mut self, scale: i64) -> Option<()> {
        let current = i64::from(self.current.unwrap_or(1));
        self.any = true;
        let scaled = current.checked_mul(scale)?;
        if scale >= 1000 {
            self.total = self.total.checked_add(scaled)?;
            self.current = Some(0);
            self.last = None;
        } else {
            self.current = Some(i32::try_from(scaled).ok()?);
        }
        Some(())
    }
}

/// What may follow a number: "and a half", "point five", "million".
fn extended(roles: &Roles<'_>, number: Number) -> Number {
    let mut number = number;
    if let Some(longer) = with_point(roles, number) {
        number = longer;
    }
    if let Some(longer) = and_fraction(roles, number) {
        number = longer;
    }
    let mut at = number.to;
    if number.part {
        at = skip_small(roles, at);
    }
    if let Some((scale, to)) = scale_at(roles, at).filter(|_| !roles.parted(number.to)) {
        let scaled = Decimal::from_millionths(scale.saturating_mul(1_000_000));
        if let Some(value) = number.value.checked_mul(scaled) {
            let rest = from_words(roles, to).filter(|_| !roles.parted(to));
            let below = |rest: &Number| rest.value < scaled;
            return match rest.filter(below).and_then(|r| Some((value.checked_add(r.value)?, r.to)))
            {
                Some((value, to)) => Number { value, to, part: false },
                None => Number { value, to, part: false },
            };
        }
    }
    number
}

/// Passes over an article or a filler between a part and what it is a part of.
pub(crate) fn skip_small(roles: &Roles<'_>, place: usize) -> usize {
    let mut at = place;
    for _ in 0..2 {
        let filler = roles.fillers.get(at).copied().unwrap_or(false);
        match roles.is(at, NumericRole::Article) {
            Some(after) if !roles.parted(at) => at = after,
            _ if filler && !roles.parted(at) => at += 1,
            _ => break,
        }
    }
    at
}

fn with_point(roles: &Roles<'_>, number: Number) -> Option<Number> {
    if roles.parted(number.to) {
        return None;
    }
    let mut at = roles.is(number.to, NumericRole::Point)?;
    let mut decimals = String::new();
    while decimals.len() < 6 && !roles.parted(at) {
        if let Some((value, to)) = value_at(roles, at).filter(|(value, _)| *value < HUNDRED) {
            decimals.push_str(&value.to_string());
            at = to;
        } else if let Some(digits) = roles.pieces.get(at).filter(|p| p.kind == PieceKind::Digits) {
            decimals.push_str(&digits.word);
            at += 1;
        } else {
            break;
        }
    }
    let fraction: Decimal = format!("0.{decimals}").parse().ok()?;
    (!decimals.is_empty()).then_some(())?;
    Some(Number { value: number.value.checked_add(fraction)?, to: at, part: false })
}

fn and_fraction(roles: &Roles<'_>, number: Number) -> Option<Number> {
    if number.part || roles.parted(number.to) {
        return None;
    }
    let (value, to) = fraction_after(roles, number.to)?;
    Some(Number { value: number.value.checked_add(value)?, to, part: false })
}

/// "… and a half": the fraction and its end.
pub(crate) fn fraction_after(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    for part in roles.parts(place) {
        if part.role == NumericRole::AndFraction
            && let Some(found) = bare_fraction(roles, part.to)
            && !roles.parted(part.to)
        {
            return Some(found);
        }
    }
    None
}

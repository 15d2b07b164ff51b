//! Plain numbers: "2½", "half a dozen", "two and three quarters", "three point five", "minus 7".

use crate::base::decimal::Decimal;
use crate::model::vocabulary::NumericRole;
use crate::understand::piece::{Break, PieceKind};
use crate::understand::roles::{Part, Roles};
use crate::understand::wholes::{Whole, scale_at, value_at, whole};

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

/// Below this a denominator is one by itself, above it one that people write.
const SMALL: i32 = 10;
/// The last day of the longest month.
const LAST_OF_MONTH: i32 = 31;
/// The letters of the mark of a place in a row: "4th".
const RANK: usize = 2;
/// The most words of a month: "of March".
const LONGEST_MONTH: usize = 2;
/// From this scale on "and a half" is half of the scale.
const MILLION: i32 = 1_000_000;

/// The longest number at a place.
pub(crate) fn number(roles: &Roles<'_>, place: usize) -> Option<Number> {
    if is_dated(roles, place) {
        return None;
    }
    if let Some(after) = roles.is(place, NumericRole::Minus).filter(|at| !roles.parted(*at)) {
        let one = || {
            let to = roles.is(after, NumericRole::One)?;
            Some(Number { value: Decimal::ONE, to, part: false })
        };
        return negative(unsigned(roles, after).or_else(one)?);
    }
    let number = unsigned(roles, place).or_else(|| only_one(roles, place))?;
    // a hyphen before an amount is a mark of a list: only a number by itself is below zero
    let signed = roles.pieces.get(place).is_some_and(|piece| piece.minus.is_some());
    if signed && roles.parted(number.to) { negative(number) } else { Some(number) }
}

/// Whether digits are the day of a date: "4 March", "17. mai", "March 4th".
fn is_dated(roles: &Roles<'_>, place: usize) -> bool {
    let day = Decimal::ONE..=Decimal::whole(LAST_OF_MONTH);
    if !roles.digits(place).is_some_and(|value| value.is_whole() && day.contains(&value)) {
        return false;
    }
    // "4th"
    let suffix = roles.pieces.get(place + 1).filter(|next| next.before == Break::Glued);
    let marked = suffix.is_some_and(|next| next.word.chars().count() == RANK)
        && roles.unit(place + 1).is_none();
    let after = place + 1 + usize::from(marked);
    let before = roles.pieces.get(after).is_some_and(|next| next.before < Break::Comma)
        || roles.pieces[place].ordinal;
    // "7, may be 8"
    let doubted = roles.is(after, NumericRole::Perhaps).is_some();
    if before && !doubted && roles.is(after, NumericRole::Month).is_some() {
        return true;
    }
    let months = (place.saturating_sub(LONGEST_MONTH)..place)
        .any(|from| roles.parts(from).any(|p| p.role == NumericRole::Month && p.to == place));
    months && !roles.parted(place) && (marked || roles.parted(after))
}

/// "En", which is an article except where it stands alone.
fn only_one(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let to = roles.is(place, NumericRole::One).filter(|to| roles.parted(*to))?;
    let led = |part: Part| part.to == place && is_lead(part.role);
    let alone = roles.parted(place)
        || (place.saturating_sub(2)..place).any(|from| roles.parts(from).any(led));
    alone.then_some(Number { value: Decimal::ONE, to, part: false })
}

/// Whether a number is to follow: "only one", "minus one".
fn is_lead(role: NumericRole) -> bool {
    matches!(
        role,
        NumericRole::About
            | NumericRole::Minus
            | NumericRole::MoreThan
            | NumericRole::LessThan
            | NumericRole::AtLeast
            | NumericRole::AtMost
    )
}

fn negative(number: Number) -> Option<Number> {
    Some(Number { value: Decimal::ZERO.checked_sub(number.value)?, ..number })
}

fn unsigned(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let counted = whole(roles, place).filter(|counted| !is_ordinal(roles, counted));
    let plain = |counted: Whole| Number { value: counted.value, to: counted.to, part: false };
    let found = [
        counted.map(plain),
        from_digits(roles, place),
        fixed(roles, place),
        leading_point(roles, place),
        fraction(roles, place),
    ];
    let best = found.into_iter().flatten().max_by_key(|number| (number.to, !number.part))?;
    let scale = counted.filter(|counted| counted.to == best.to).and_then(|counted| counted.scale);
    Some(extended(roles, best, scale))
}

/// "Twenty-first" is no twenty.
fn is_ordinal(roles: &Roles<'_>, counted: &Whole) -> bool {
    ordinal(roles, counted.to).is_some_and(|(nth, _)| nth < counted.room)
}

fn ordinal(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    if roles.parted(place) {
        return None;
    }
    roles.find(place, |role| match role {
        NumericRole::Ordinal(nth) => Some(nth),
        _ => None,
    })
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
    let dated = roles.pieces.get(place + 3).is_some_and(|next| next.word == "/");
    let (above, below) = (roles.digits(place)?, roles.digits(place + 2)?);
    let small = below <= Decimal::whole(SMALL)
        || [15, 16, 20, 25, 32, 50, 64, 100, 1000].map(Decimal::whole).contains(&below);
    (above < below && small && below.is_whole() && !dated).then_some((below, place + 3))
}

/// "A couple", "halvanden", "a pair of".
fn fixed(roles: &Roles<'_>, place: usize) -> Option<Number> {
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

/// "Point five" at the beginning of a message.
fn leading_point(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let before = Number { value: Decimal::ZERO, to: place, part: false };
    if place == 0 { with_point(roles, before) } else { None }
}

/// "Half", "a half", "three quarters", "one twenty-fifth".
fn fraction(roles: &Roles<'_>, place: usize) -> Option<Number> {
    if let Some((value, to)) = bare_fraction(roles, place) {
        return Some(Number { value, to, part: true });
    }
    let article = roles.is(place, NumericRole::Article).filter(|at| !roles.parted(*at));
    if let Some((value, to)) = article.and_then(|at| fraction_after(roles, at))
        && let Some(value) = value.checked_add(Decimal::ONE)
        && article.and_then(|at| bare_fraction(roles, at)).is_none()
    {
        return Some(Number { value, to, part: false });
    }
    fourth_of(roles, place).or_else(|| divided(roles, place))
}

/// "Fourth of a litre", where "fourth" alone is no number.
fn fourth_of(roles: &Roles<'_>, place: usize) -> Option<Number> {
    let (nth, to) = ordinal(roles, place).or_else(|| {
        let first = roles.pieces.get(place).is_some_and(|piece| piece.before >= Break::Comma);
        let found = roles.find(place, |role| match role {
            NumericRole::Ordinal(nth) => Some(nth),
            _ => None,
        });
        found.filter(|_| first)
    })?;
    let after = roles.is(to, NumericRole::Of).filter(|_| !roles.parted(to))?;
    roles.unit(skip_small(roles, after))?;
    Some(Number { value: Decimal::ONE.checked_div(nth)?, to, part: true })
}

/// So many parts of a kind.
fn divided(roles: &Roles<'_>, place: usize) -> Option<Number> {
    if let Some(after) = roles.is(place, NumericRole::Article) {
        return over(roles, Decimal::ONE, after);
    }
    let digits = || {
        let only = roles.digits(place).filter(|_| slashed(roles, place).is_none());
        only.map(|value| (value, place + 1))
    };
    let counted = whole(roles, place);
    if let Some(Whole { value, to, tens: Some(tens), .. }) = counted
        && let Some((nth, end)) = ones_of_part(roles, to)
        && tens < value
    {
        // "one hundred thirty-fifths"
        let above = value.checked_sub(tens)?;
        let value = above.checked_div(tens.checked_add(nth)?)?;
        return Some(Number { value, to: end, part: true });
    }
    let (times, after) = counted.map(|counted| (counted.value, counted.to)).or_else(digits)?;
    over(roles, times, after)
}

/// The number of parts that a word below "tenths" stands for.
fn ones_of_part(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    let ten = Decimal::whole(10);
    // thirty-fifths are parts, thirty fifths are six
    let near = roles.pieces.get(place).is_some_and(|piece| piece.before <= Break::Hyphen);
    let plural = || {
        let (part, to) = bare_fraction(roles, place).filter(|_| near)?;
        Some((whole_parts(part)?, to))
    };
    ordinal(roles, place).or_else(plural).filter(|(nth, _)| *nth < ten && *nth != Decimal::whole(2))
}

/// A number over the parts that are named after it.
fn over(roles: &Roles<'_>, times: Decimal, place: usize) -> Option<Number> {
    if roles.parted(place) {
        return None;
    }
    if let Some((part, to)) = bare_fraction(roles, place) {
        return Some(Number { value: nearest_part(times, part)?, to, part: true });
    }
    let several = |(nth, _): &(Decimal, usize)| *nth > Decimal::whole(2);
    if times == Decimal::ONE
        && let Some((nth, to)) = ordinal(roles, place).filter(several)
    {
        return Some(Number { value: Decimal::ONE.checked_div(nth)?, to, part: true });
    }
    let counted = whole(roles, place).filter(|counted| counted.room > Decimal::ZERO)?;
    let joiner = roles.is(counted.to, NumericRole::Joiner).filter(|_| !roles.parted(counted.to));
    let (nth, to) = ones_of_part(roles, joiner.unwrap_or(counted.to))?;
    let value = times.checked_div(counted.value.checked_add(nth)?)?;
    (nth < counted.room).then_some(Number { value, to, part: true })
}

fn bare_fraction(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    roles.find(place, |role| match role {
        NumericRole::Fraction(value) => Some(value),
        _ => None,
    })
}

/// How many parts of this size make a whole.
fn whole_parts(part: Decimal) -> Option<Decimal> {
    let parts = Decimal::ONE.checked_div(part)?;
    let one = Decimal::ONE.millionths();
    let rounded = Decimal::from_millionths((parts.millionths() + one / 2) / one * one);
    (parts.checked_sub(rounded)?.millionths().abs() < 1_000).then_some(rounded)
}

/// So many parts: two thirds are 0.666667, not twice a rounded third.
fn nearest_part(times: Decimal, part: Decimal) -> Option<Decimal> {
    match whole_parts(part) {
        Some(parts) => times.checked_div(parts),
        None => times.checked_mul(part),
    }
}

/// What may follow a number: "and a half", "point five", "million".
fn extended(roles: &Roles<'_>, number: Number, scale: Option<Decimal>) -> Number {
    let mut number = number;
    if let Some(longer) = with_point(roles, number) {
        number = longer;
    }
    if let Some(longer) = and_fraction(roles, number, scale) {
        number = longer;
    }
    let mut at = number.to;
    if number.part {
        at = skip_small(roles, at);
    }
    if let Some((scale, to)) = scale_at(roles, at).filter(|_| !roles.parted(number.to))
        && let Some(value) = number.value.checked_mul(scale)
    {
        let rest = whole(roles, to).filter(|rest| !roles.parted(to) && rest.value < scale);
        return match rest.and_then(|rest| Some((value.checked_add(rest.value)?, rest.to))) {
            Some((value, to)) => Number { value, to, part: false },
            None => Number { value, to, part: false },
        };
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
    if number.to > 0 && roles.parted(number.to) {
        return None;
    }
    let mut at = roles.is(number.to, NumericRole::Point)?;
    let mut decimals = String::new();
    while decimals.len() < 6 && !roles.parted(at) {
        if let Some((value, to)) =
            value_at(roles, at).filter(|(value, _)| *value < Decimal::whole(100))
        {
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

/// "… and a half", "… and three quarters"; two million and a half are 2,500,000.
fn and_fraction(roles: &Roles<'_>, number: Number, scale: Option<Decimal>) -> Option<Number> {
    if number.part || roles.parted(number.to) {
        return None;
    }
    let (fraction, to) = fraction_after(roles, number.to).or_else(|| {
        let after = roles.is(number.to, NumericRole::Joiner)?;
        let counted = divided(roles, after).filter(|part| !roles.parted(after) && part.part)?;
        Some((counted.value, counted.to))
    })?;
    let (times, to) = match scale_at(roles, to).filter(|_| !roles.parted(to)) {
        Some((own, after)) if scale.is_some_and(|scale| own < scale) => (own, after),
        Some(_) if scale.is_some() => return None,
        _ => (scale.filter(|s| *s >= Decimal::whole(MILLION)).unwrap_or(Decimal::ONE), to),
    };
    let value = number.value.checked_add(fraction.checked_mul(times)?)?;
    (fraction < Decimal::ONE).then_some(Number { value, to, part: false })
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

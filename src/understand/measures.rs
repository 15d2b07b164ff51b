//! Numbers with units, ranges and bounds; times of day, times ago and rates.

use crate::base::decimal::Decimal;
use crate::model::vocabulary::{NumericRole, QuantityKind, QuantityUnit};
use crate::understand::numbers::{Number, fraction_after, number, skip_small};
use crate::understand::piece::{Break, Piece, PieceKind};
use crate::understand::quantity::{Bound, Measure, Parsed};
use crate::understand::ranges::{between, range};
use crate::understand::roles::{Part, Roles};

/// The days that a week has.
const WEEK: i32 = 7;

/// How many of a smaller unit a larger one holds at most where it goes on behind a comma: a year's days.
const LARGEST_STEP: i32 = 366;

/// A value with its unit, if it has one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount<'a> {
    pub(crate) value: Decimal,
    pub(crate) unit: Option<&'a QuantityUnit>,
    pub(crate) to: usize,
    /// The value in base units.
    pub(crate) total: Decimal,
    pub(crate) kind: QuantityKind,
    /// What a unit that follows must be smaller than.
    pub(crate) smallest: Decimal,
    /// Whether nothing counts it: "all day".
    pub(crate) vague: bool,
}

/// The longest quantity at a place, with "about" and bounds before it.
pub(crate) fn quantity(roles: &Roles<'_>, place: usize) -> Option<Parsed> {
    let found = counted(roles, place)?;
    Some(quotient(roles, &found).unwrap_or(found))
}

/// "Two out of three", "1 over 20".
fn quotient(roles: &Roles<'_>, above: &Parsed) -> Option<Parsed> {
    let plain = above.measure == Measure::Number
        && above.to_value.is_none()
        && above.bound == Bound::None
        && !roles.parted(above.to);
    let after = roles.is(above.to, NumericRole::Over).filter(|at| plain && !roles.parted(*at))?;
    let below = simple_amount(roles, after).filter(|below| below.unit.is_none())?;
    // "12 out of 10" and a blood pressure of 120 over 80 are no shares
    let value = above.value.checked_div(below.value).filter(|_| above.value <= below.value)?;
    Some(Parsed { value, count: value, to: below.to, ..above.clone() })
}

/// A quantity that is divided by nothing.
fn counted(roles: &Roles<'_>, place: usize) -> Option<Parsed> {
    let (bound, at) = bound(roles, place);
    let at = roughly(roles, at, at == place);
    let (low, high) = between(roles, at).or_else(|| range(roles, at)).or_else(|| {
        let only = amount(roles, at)?;
        Some((only, None))
    })?;
    let end = high.map_or(low, |high| high);
    let measure = match end.kind {
        QuantityKind::Number => Measure::Number,
        QuantityKind::Duration => Measure::Duration,
        QuantityKind::Volume => Measure::Volume,
        QuantityKind::Mass => Measure::Mass,
    };
    let to_value = high.map(|high| high.total);
    let count = low.value;
    let vague = low.vague;
    Some(Parsed { measure, value: low.total, to_value, count, bound, vague, from: at, to: end.to })
}

/// Passes over words that say that what follows is not exact.
pub(crate) fn roughly(roles: &Roles<'_>, place: usize, begins: bool) -> usize {
    let mut at = place;
    for _ in 0..3 {
        let near = begins && at == place || !roles.parted(at);
        let after = roles.is(at, NumericRole::About);
        at = after.filter(|after| near && !roles.parted(*after)).unwrap_or(at);
    }
    at
}

fn bound(roles: &Roles<'_>, place: usize) -> (Bound, usize) {
    let found = roles.find(place, |role| match role {
        NumericRole::MoreThan => Some(Bound::More),
        NumericRole::LessThan => Some(Bound::Less),
        NumericRole::AtLeast => Some(Bound::AtLeast),
        NumericRole::AtMost => Some(Bound::AtMost),
        _ => None,
    });
    match found {
        Some((bound, after)) if !roles.parted(after) => (bound, after),
        _ => (Bound::None, place),
    }
}

/// A number with its unit: "an hour and a half", "2 hours 10 minutes", "11 stone 4".
pub(crate) fn amount<'a>(roles: &Roles<'a>, place: usize) -> Option<Amount<'a>> {
    let mut amount = simple_amount(roles, place)?;
    for _ in 0..4 {
        let longer = with_smaller(roles, amount);
        if longer.to == amount.to {
            break;
        }
        amount = longer;
    }
    Some(amount)
}

/// A number with one unit, or none.
fn simple_amount<'a>(roles: &Roles<'a>, place: usize) -> Option<Amount<'a>> {
    if let Some(timed) = colon_time(roles, place) {
        return Some(timed);
    }
    let counted = number(roles, place);
    if let Some(product) = counted.and_then(|number| product(roles, number)) {
        return Some(product);
    }
    if let Some(number) = counted
        && let Some((unit, to)) = unit_after(roles, number)
    {
        // a hyphen before an amount is no minus
        let signed = roles.pieces.get(place).is_some_and(|piece| piece.minus.is_some());
        let value = if signed { magnitude(number.value)? } else { number.value };
        return measured(roles, value, unit, to);
    }
    let article = roles.is(place, NumericRole::Article).filter(|after| !roles.parted(*after));
    if let Some((unit, to)) = article.and_then(|after| roles.unit(padded(roles, after))) {
        return measured(roles, Decimal::ONE, unit, to);
    }
    let entire = roles.is(place, NumericRole::Entire).filter(|after| !roles.parted(*after));
    if let Some((unit, to)) = entire.and_then(|after| roles.unit(padded(roles, after))) {
        return Some(Amount { vague: true, ..measured(roles, Decimal::ONE, unit, to)? });
    }
    if let Some((unit, to)) = roles.unit(place).filter(|(unit, _)| unit.alone) {
        return measured(roles, Decimal::ONE, unit, to);
    }
    let Number { value, to, .. } = counted?;
    let (kind, smallest) = (QuantityKind::Number, Decimal::ZERO);
    Some(Amount { value, unit: None, to, total: value, kind, smallest, vague: false })
}

/// "1:30 h", "2:15 min": so many of a unit and sixtieths of it.
fn colon_time<'a>(roles: &Roles<'a>, place: usize) -> Option<Amount<'a>> {
    let [_, colon, small] = roles.pieces.get(place..place + 3)? else { return None };
    let glued = colon.before == Break::Glued && small.before == Break::Glued;
    let (above, below) = (roles.digits(place)?, roles.digits(place + 2)?);
    let sixtieths = small.word.len() == 2 && below < Decimal::whole(60) && above.is_whole();
    let (unit, to) = roles.unit(place + 3).filter(|_| !roles.parted(place + 3))?;
    let divided = [3_600, 60].into_iter().any(|seconds| unit.is == Decimal::whole(seconds))
        && unit.kind == QuantityKind::Duration;
    if colon.word != ":" || !glued || !sixtieths || !divided {
        return None;
    }
    let value = above.checked_add(below.checked_div(Decimal::whole(60))?)?;
    let sixtieth = unit.is.checked_div(Decimal::whole(60))?;
    let total = above.checked_mul(unit.is)?.checked_add(below.checked_mul(sixtieth)?)?;
    let smallest = Decimal::ZERO;
    Some(Amount { value, unit: Some(unit), to, total, kind: unit.kind, smallest, vague: false })
}

/// "3 x 200 mg", "2 × 500 ml": so many times an amount. "3 x 30 min" is how often and how long.
fn product<'a>(roles: &Roles<'a>, times: Number) -> Option<Amount<'a>> {
    let sign = roles.pieces.get(times.to)?;
    let after = times.to + 1;
    let is_sign = sign.is_times() && !roles.parted(times.to);
    if !is_sign || !times.value.is_whole() || roles.parted(after) {
        return None;
    }
    let each = number(roles, after)?;
    let (unit, to) = unit_after(roles, each)?;
    let amount = measured(roles, each.value.checked_mul(times.value)?, unit, to)?;
    matches!(amount.kind, QuantityKind::Mass | QuantityKind::Volume).then_some(amount)
}

fn magnitude(value: Decimal) -> Option<Decimal> {
    if value < Decimal::ZERO { Decimal::ZERO.checked_sub(value) } else { Some(value) }
}

/// The unit of a number, over what may stand between the two.
fn unit_after<'a>(roles: &Roles<'a>, number: Number) -> Option<(&'a QuantityUnit, usize)> {
    if roles.parted(number.to) {
        return None;
    }
    let near = if number.part { skip_small(roles, number.to) } else { number.to };
    let of = roles.is(number.to, NumericRole::Of).filter(|_| !number.value.is_whole());
    let places = [Some(near), Some(number.to), of, Some(padded(roles, number.to))];
    let found =
        places.into_iter().flatten().find_map(|at| roles.unit(at).filter(|_| !roles.parted(at)));
    // "24703m212" is a code
    found.filter(|(_, to)| {
        let coded = |next: &Piece| {
            next.before == Break::Glued
                && next.kind == PieceKind::Digits
                && next.word.chars().filter(char::is_ascii_digit).count() > 2
        };
        !roles.pieces.get(*to).is_some_and(coded)
    })
}

/// Passes over words such as "more" and "extra".
fn padded(roles: &Roles<'_>, place: usize) -> usize {
    let mut at = place;
    for _ in 0..2 {
        at = roles.is(at, NumericRole::Padding).filter(|to| !roles.parted(*to)).unwrap_or(at);
    }
    at
}

fn measured<'a>(
    roles: &Roles<'a>,
    value: Decimal,
    unit: &'a QuantityUnit,
    to: usize,
) -> Option<Amount<'a>> {
    let filler = |at: &usize| roles.fillers.get(*at).copied().unwrap_or(false);
    let next = (to..to + 3).find(|at| !filler(at)).unwrap_or(to);
    let drink = roles.drinks.get(next).copied().unwrap_or(false) && !roles.parted(to);
    let (is, kind) = match unit.as_volume.filter(|_| drink) {
        Some(millilitres) => (millilitres, QuantityKind::Volume),
        None => (unit.is, unit.kind),
    };
    let total = value.checked_mul(is)?;
    Some(Amount { value, unit: Some(unit), to, total, kind, smallest: unit.is, vague: false })
}

/// Whether a unit goes on with a larger one behind a comma: "2 years, 3 months", but not "36 years, 4 hours".
fn belongs(large: Decimal, small: Decimal) -> bool {
    let most = small.checked_mul(Decimal::whole(LARGEST_STEP));
    most.is_none_or(|most| large <= most)
}

/// Whether a comma stands before a place, and "a week" behind another: "2 years, 6 days a week".
fn is_rate(roles: &Roles<'_>, from: usize, to: usize) -> bool {
    let week = Decimal::whole(7);
    let weekly = |part: Part| matches!(part.role, NumericRole::Per(days) if days >= week);
    let per = roles.parts(to).any(weekly);
    roles.parted(from) && per && !roles.parted(to)
}

/// Adds what follows in smaller units of the same kind.
fn with_smaller<'a>(roles: &Roles<'a>, amount: Amount<'a>) -> Amount<'a> {
    let Some(unit) = amount.unit.filter(|_| amount.smallest > Decimal::ZERO) else { return amount };
    let longer = |total: Option<Decimal>, to: usize, smallest: Decimal| match total {
        Some(total) => {
            let value = total.checked_div(unit.is).unwrap_or(amount.value);
            Amount { value, to, total, smallest, ..amount }
        }
        None => amount,
    };
    if let Some((fraction, to)) =
        fraction_after(roles, amount.to).filter(|_| !roles.parted(amount.to))
    {
        let has_unit = roles.unit(skip_small(roles, to)).is_some();
        if !has_unit {
            let more = fraction.checked_mul(unit.is);
            return longer(more.and_then(|more| amount.total.checked_add(more)), to, Decimal::ZERO);
        }
    }
    let joined = roles.is(amount.to, NumericRole::Joiner).filter(|_| !roles.parted(amount.to));
    let comma = roles.pieces.get(amount.to).is_some_and(|p| p.before <= Break::Comma);
    for next in [joined, comma.then_some(amount.to)].into_iter().flatten() {
        if let Some(smaller) = simple_amount(roles, next)
            && let Some(small) = smaller.unit
            && small.kind == unit.kind
            && small.is < amount.smallest
            && (!roles.parted(next) || belongs(amount.smallest, small.is))
            && !is_rate(roles, next, smaller.to)
        {
            return longer(amount.total.checked_add(smaller.total), smaller.to, small.is);
        }
    }
    let Some(then) = unit.then else { return amount };
    let minutes =
        (unit.kind == QuantityKind::Duration).then(|| trailing(roles, amount.to)).flatten();
    if let Some((small, to)) = minutes {
        let more = small.checked_mul(then).and_then(|more| amount.total.checked_add(more));
        return longer(more, to, Decimal::ZERO);
    }
    let carried = roles.pieces.get(amount.to + 1).filter(|word| {
        word.before == Break::Glued && unit.then_word.as_deref() == Some(word.word.as_str())
    });
    let loose = unit.kind == QuantityKind::Mass || carried.is_some();
    let spaced = if loose { Break::Space } else { Break::Glued };
    let follows = roles.pieces.get(amount.to).is_some_and(|piece| piece.before <= spaced);
    let digits = roles.digits(amount.to).map(|digits| (digits, amount.to + 1));
    // "twelve stone four"
    let word = || {
        let word = number(roles, amount.to).filter(|word| word.value.is_whole() && !word.part)?;
        (unit.kind == QuantityKind::Mass && roles.parted(word.to)).then_some((word.value, word.to))
    };
    let small = digits.or_else(word);
    let small = small.filter(|(small, _)| follows && *small < Decimal::whole(60));
    let total = small
        .and_then(|(small, to)| Some((amount.total.checked_add(small.checked_mul(then)?)?, to)));
    match total {
        Some((total, to)) => {
            longer(Some(total), to + usize::from(carried.is_some()), Decimal::ZERO)
        }
        None => amount,
    }
}

/// "1 hour and thirty", "2 hours ten": a number that ends a phrase counts the next smaller unit.
fn trailing(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    let after = roles.is(place, NumericRole::Joiner).unwrap_or(place);
    if roles.parted(place) || roles.parted(after) {
        return None;
    }
    let small = number(roles, after).filter(|small| !small.part && small.value.is_whole())?;
    let tens = (Decimal::whole(10)..Decimal::whole(60)).contains(&small.value);
    let hyphened = roles.pieces[after].before > Break::Space || roles.pieces[after].minus.is_some();
    (tens && !hyphened && roles.parted(small.to)).then_some((small.value, small.to))
}

/// A time of day at a place.
pub(crate) fn clock(roles: &Roles<'_>, place: usize) -> Option<Parsed> {
    let at = roles.is(place, NumericRole::ClockAt);
    let start = at.unwrap_or(place);
    let (hours, to, sure) = spoken_clock(roles, start)
        .or_else(|| minutes_clock(roles, start))
        .or_else(|| digital_clock(roles, start, at.is_some()))
        .or_else(|| full_hour(roles, start, at.is_some()))?;
    let (hours, to, marked) = noon(roles, hours, to);
    if !(Decimal::ZERO..=Decimal::whole(24)).contains(&hours) {
        return None;
    }
    let measure = Measure::Clock { sure: sure || marked };
    let bound = Bound::None;
    let (value, count) = (hours, hours);
    Some(Parsed { measure, value, to_value: None, count, bound, vague: false, from: place, to })
}

/// "Half past six", "halv sju", "quarter to eight".
fn spoken_clock(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize, bool)> {
    let (minutes, after) = roles.find(place, |role| match role {
        NumericRole::HalfTo => Some(-30),
        NumericRole::HalfPast => Some(30),
        NumericRole::QuarterPast => Some(15),
        NumericRole::QuarterTo => Some(-15),
        _ => None,
    })?;
    // "around half a dozen" is no time of day
    let plain = roles.is(after, NumericRole::Article).is_none() && !roles.parted(after);
    let hour = number(roles, after).filter(|hour| hour.value.is_whole() && plain)?;
    let counted = roles.unit(hour.to).is_some() && !roles.parted(hour.to);
    let part = Decimal::whole(minutes).checked_div(Decimal::whole(60))?;
    (!counted).then_some((hour.value.checked_add(part)?, hour.to, true))
}

/// "Ten to six", "tjugo över tio", "fem over halv syv": sure of nothing, since "ten to six" may be said of other things.
fn minutes_clock(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize, bool)> {
    let five = Decimal::whole(5);
    let minutes = number(roles, place)?;
    let in_fives = minutes.value.checked_div(five)?.is_whole();
    let few = (five..Decimal::whole(30)).contains(&minutes.value);
    let link = |role| roles.is(minutes.to, role).filter(|_| !roles.parted(minutes.to));
    let follows = link(NumericRole::MinutesPast);
    let begins = follows.or_else(|| link(NumericRole::MinutesTo)).filter(|_| in_fives && few)?;
    let half = roles.find(begins, |role| match role {
        NumericRole::HalfTo => Some(-30),
        NumericRole::HalfPast => Some(30),
        _ => None,
    });
    let (base, begins) = half.unwrap_or((0, begins));
    let hour = number(roles, begins).filter(|hour| hour.value.is_whole())?;
    let counted = roles.unit(hour.to).is_some() && !roles.parted(hour.to);
    // "five to six" may be a range, "ten to six" is none
    let range = follows.is_none() && roles.is(minutes.to, NumericRole::Range).is_some();
    if counted || roles.parted(begins) || range && minutes.value < hour.value {
        return None;
    }
    let sign = Decimal::whole(if follows.is_some() { 1 } else { -1 });
    let past_hour = minutes.value.checked_mul(sign)?.checked_add(Decimal::whole(base))?;
    let share = past_hour.checked_div(Decimal::whole(60))?;
    Some((hour.value.checked_add(share)?, hour.to, false))
}

/// "5:30", and "23.30" after a word that says that a time of day follows, or by itself in a language that writes
/// decimals with a comma.
fn digital_clock(
    roles: &Roles<'_>,
    place: usize,
    announced: bool,
) -> Option<(Decimal, usize, bool)> {
    let hour = roles.digits(place).filter(|hour| *hour <= Decimal::whole(24))?;
    let written = &roles.pieces[place].word;
    // "22.30" by itself is a time of day where the decimal mark is a comma, and may be one elsewhere
    let pointed = || {
        let minutes = written.split_once('.').map(|(_, minutes)| minutes.len());
        let counted = roles.unit(place + 1).is_some() && !roles.parted(place + 1);
        minutes == Some(2) && !counted
    };
    if let Some((hour, minute)) = written.split_once(['.', ',']).filter(|_| announced || pointed())
    {
        let sure = announced || hour.len() == 2 && !roles.decimal_point;
        let (hour, minute): (Decimal, Decimal) = (hour.parse().ok()?, minute.parse().ok()?);
        let part = minute.checked_div(Decimal::whole(60)).filter(|part| *part < Decimal::ONE)?;
        return Some((hour.checked_add(part)?, place + 1, sure));
    }
    let colon = roles.pieces.get(place + 1).filter(|sign| sign.word == ":")?;
    let minutes =
        roles.pieces.get(place + 2).filter(|m| m.word.len() == 2 && m.before == Break::Glued)?;
    let minute: Decimal = minutes.word.parse().ok()?;
    let fits = colon.before == Break::Glued && minute < Decimal::whole(60);
    let part = minute.checked_div(Decimal::whole(60))?;
    fits.then_some((hour.checked_add(part)?, place + 3, true))
}

fn full_hour(roles: &Roles<'_>, place: usize, announced: bool) -> Option<(Decimal, usize, bool)> {
    let hour = number(roles, place).filter(|hour| hour.value.is_whole() && !hour.part)?;
    let counted = roles.unit(hour.to).is_some() && !roles.parted(hour.to);
    (!counted).then_some((hour.value, hour.to, announced))
}

/// What may follow a time of day.
fn noon(roles: &Roles<'_>, hours: Decimal, to: usize) -> (Decimal, usize, bool) {
    let found = roles.find(to, |role| match role {
        NumericRole::ClockAm => Some((true, false)),
        NumericRole::ClockPm => Some((false, true)),
        NumericRole::ClockMark => Some((false, false)),
        _ => None,
    });
    let Some(((am, pm), after)) = found.filter(|_| !roles.parted(to)) else {
        return (hours, to, false);
    };
    let twelve = Decimal::whole(12);
    let shifted = if pm && hours < twelve {
        hours.checked_add(twelve)
    } else if am && hours >= twelve {
        hours.checked_sub(twelve)
    } else {
        Some(hours)
    };
    let (next, again, _) = noon_again(roles, shifted.unwrap_or(hours), after);
    (next, again, true)
}

fn noon_again(roles: &Roles<'_>, hours: Decimal, to: usize) -> (Decimal, usize, bool) {
    let pm = roles.is(to, NumericRole::ClockPm).filter(|_| !roles.parted(to));
    let twelve = Decimal::whole(12);
    match pm.filter(|_| hours < twelve).and_then(|after| Some((hours.checked_add(twelve)?, after)))
    {
        Some((hours, after)) => (hours, after, true),
        None => (hours, roles.is(to, NumericRole::ClockAm).unwrap_or(to), true),
    }
}

/// "Three weeks ago", "since yesterday", "for tre uger siden".
pub(crate) fn ago(roles: &Roles<'_>, place: usize) -> Option<Parsed> {
    let befores = roles.parts(place).filter(|part| part.role == NumericRole::AgoBefore);
    let befores = befores.map(|part| Some(part.to).filter(|after| !roles.parted(*after)));
    let found = befores.flatten().filter_map(|start| ago_from(roles, place, Some(start)));
    found.chain(ago_from(roles, place, None)).max_by_key(|found| found.to)
}

fn ago_from(roles: &Roles<'_>, place: usize, before: Option<usize>) -> Option<Parsed> {
    let start = before.unwrap_or(place);
    let moment = roles.find(start, |role| match role {
        NumericRole::Moment(days, hours) => Some((days, hours)),
        _ => None,
    });
    if let Some(((days, hours), to)) = moment {
        let measure = Measure::Ago { hours };
        let bound = Bound::None;
        return Some(Parsed {
            measure,
            value: days,
            to_value: None,
            count: days,
            bound,
            vague: false,
            from: place,
            to,
        });
    }
    let timed = |found: &Parsed| found.measure == Measure::Duration && !found.vague;
    let found = quantity(roles, start).filter(timed)?;
    let after = roles.is(found.to, NumericRole::AgoAfter).filter(|_| !roles.parted(found.to));
    if before.is_none() && after.is_none() {
        return None;
    }
    let to = after.unwrap_or(found.to);
    Some(Parsed { measure: Measure::Ago { hours: found.middle() }, from: place, to, ..found })
}

/// "Twice a week", "5x/week", "every other day", "mon wed fri".
pub(crate) fn rate(roles: &Roles<'_>, place: usize) -> Option<Parsed> {
    let week = Decimal::whole(WEEK);
    let made = |value, to_value, per, to| {
        let measure = Measure::Rate { per };
        let (count, bound, from) = (value, Bound::None, place);
        Some(Parsed { measure, value, to_value, count, bound, vague: false, from, to })
    };
    let fixed = roles.find(place, |role| match role {
        NumericRole::Fixed(value) => Some(value),
        _ => None,
    });
    if let Some((value, to)) = fixed {
        return made(value, None, week, to);
    }
    let days = weekdays(roles, place);
    if let Some((count, to)) = days {
        return made(Decimal::whole(count), None, week, to);
    }
    let counted = roles.find(place, |role| match role {
        NumericRole::Count(value) => Some(value),
        _ => None,
    });
    let (value, to_value, mut at) = if let Some((value, to)) = counted {
        (value, None, to)
    } else {
        let found = self::counted(roles, place).filter(|found| !found.vague)?;
        let day = Decimal::whole(86_400);
        let whole_days = |value: Decimal| value.checked_div(day);
        match found.measure {
            Measure::Number => (found.value, found.to_value, found.to),
            Measure::Duration => {
                let (low, high) = (whole_days(found.value)?, found.to_value.and_then(whole_days));
                let fits = low >= Decimal::ONE && low <= week && low.is_whole();
                fits.then_some((low, high, found.to))?
            }
            _ => return None,
        }
    };
    for _ in 0..2 {
        at = roles.is(at, NumericRole::Times).filter(|_| !roles.parted(at)).unwrap_or(at);
    }
    let (per, to) = roles.find(at, |role| match role {
        NumericRole::Per(days) => Some(days),
        _ => None,
    })?;
    if roles.parted(at) {
        return None;
    }
    made(value, to_value, per, to)
}

/// How many days of the week are listed, from two up.
fn weekdays(roles: &Roles<'_>, place: usize) -> Option<(i32, usize)> {
    let mut at = roles.is(place, NumericRole::Weekday)?;
    let mut count = 1;
    let mut end = at;
    while count < WEEK {
        let mut next = at;
        let small = |n: usize| {
            roles.is(n, NumericRole::Joiner).or_else(|| {
                roles
                    .pieces
                    .get(n)
                    .filter(|p| p.word == "/" || p.word == "+" || p.word == "&")
                    .map(|_| n + 1)
            })
        };
        if let Some(after) = small(next) {
            next = after;
        }
        let sentence = roles.pieces.get(next).is_none_or(|piece| piece.before == Break::Sentence);
        let Some(after) = roles.is(next, NumericRole::Weekday).filter(|_| !sentence) else { break };
        count += 1;
        at = after;
        end = after;
    }
    (count >= 2).then_some((count, end))
}

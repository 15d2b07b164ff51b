//! Numbers with units, ranges and bounds; times of day, times ago and rates.

use crate::base::decimal::Decimal;
use crate::model::vocabulary::{NumericRole, QuantityKind, QuantityUnit};
use crate::understand::numbers::{Number, fraction_after, number, skip_small};
use crate::understand::piece::Break;
use crate::understand::quantity::{Bound, Measure, Parsed};
use crate::understand::roles::Roles;

/// The days that a week has.
const WEEK: i32 = 7;

/// A value with its unit, if it has one.
#[derive(Debug, Clone, Copy)]
struct Amount<'a> {
    value: Decimal,
    unit: Option<&'a QuantityUnit>,
    to: usize,
    /// The value in base units.
    total: Decimal,
    kind: QuantityKind,
    /// What a unit that follows must be smaller than.
    smallest: Decimal,
}

/// The longest quantity at a place, with "about" and bounds before it.
pub(crate) fn quantity(roles: &Roles<'_>, place: usize) -> Option<Parsed> {
    let (bound, mut at) = bound(roles, place);
    for _ in 0..3 {
        let about = roles.is(at, NumericRole::About).filter(|_| at == place || !roles.parted(at));
        at = about.unwrap_or(at);
    }
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
    Some(Parsed { measure, value: low.total, to_value, count, bound, from: at, to: end.to })
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

type Ends<'a> = (Amount<'a>, Option<Amount<'a>>);

/// "Between 3 and 5 weeks", "from 3 to 4".
fn between<'a>(roles: &Roles<'a>, place: usize) -> Option<Ends<'a>> {
    let after = roles.is(place, NumericRole::BetweenOpen)?;
    let low = amount(roles, after).or_else(|| article(roles, after))?;
    let next = roles.is(low.to, NumericRole::BetweenAnd).or_else(|| ranged(roles, low.to))?;
    let high = amount(roles, next)?;
    fitted(low, high)
}

/// "Between one and two litres", where one is an article.
fn article<'a>(roles: &Roles<'a>, place: usize) -> Option<Amount<'a>> {
    let to = roles.is(place, NumericRole::Article)?;
    let (kind, smallest) = (QuantityKind::Number, Decimal::ZERO);
    Some(Amount { value: Decimal::ONE, unit: None, to, total: Decimal::ONE, kind, smallest })
}

/// "2-3 days", "five or six hours", "fem sex timmar".
fn range<'a>(roles: &Roles<'a>, place: usize) -> Option<Ends<'a>> {
    let low = amount(roles, place)?;
    if let Some(next) = ranged(roles, low.to) {
        return fitted(low, amount(roles, next)?);
    }
    let high = amount(roles, low.to).filter(|_| !roles.parted(low.to))?;
    let plain = low.unit.is_none() && low.value.is_whole();
    let words = roles.digits(place).is_none() && roles.digits(low.to).is_none();
    let most = match high.unit {
        Some(_) => 3,
        None => i32::from(words),
    };
    let near = high.value.checked_sub(low.value)? <= Decimal::whole(most);
    if plain && near { fitted(low, high) } else { None }
}

/// The place after what stands between the ends of a range.
fn ranged(roles: &Roles<'_>, place: usize) -> Option<usize> {
    let before = roles.pieces.get(place)?.before;
    if matches!(before, Break::Hyphen | Break::Dash) {
        return Some(roles.is(place, NumericRole::Range).unwrap_or(place));
    }
    roles
        .is(place, NumericRole::Range)
        .filter(|after| !roles.parted(place) && !roles.parted(*after))
}

/// Both ends of a range; the lower takes the unit of the upper.
fn fitted<'a>(low: Amount<'a>, high: Amount<'a>) -> Option<Ends<'a>> {
    let mut low = low;
    if low.unit.is_none() && high.unit.is_some() {
        let factor = high.total.checked_div(high.value)?;
        low.total = low.value.checked_mul(factor)?;
        low.kind = high.kind;
    }
    let fits = low.kind == high.kind && low.total < high.total;
    fits.then_some((low, Some(high)))
}

/// A number with its unit: "an hour and a half", "2 hours 10 minutes", "11 stone 4".
fn amount<'a>(roles: &Roles<'a>, place: usize) -> Option<Amount<'a>> {
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
    let counted = number(roles, place).and_then(|number| {
        let near = if number.part { skip_small(roles, number.to) } else { number.to };
        let unit = [near, number.to].into_iter().find_map(|at| {
            roles.unit(at).filter(|_| !roles.parted(number.to) && !roles.parted(at))
        });
        Some((number, unit)).filter(|(_, unit)| unit.is_some())
    });
    if let Some((number, Some((unit, to)))) = counted {
        return measured(roles, number.value, unit, to);
    }
    let article = roles.is(place, NumericRole::Article).filter(|after| !roles.parted(*after));
    if let Some((unit, to)) = article.and_then(|after| roles.unit(after)) {
        return measured(roles, Decimal::ONE, unit, to);
    }
    let Number { value, to, .. } = number(roles, place)?;
    let (kind, smallest) = (QuantityKind::Number, Decimal::ZERO);
    Some(Amount { value, unit: None, to, total: value, kind, smallest })
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
    Some(Amount { value, unit: Some(unit), to, total, kind, smallest: unit.is })
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
        {
            return longer(amount.total.checked_add(smaller.total), smaller.to, small.is);
        }
    }
    let Some(then) = unit.then else { return amount };
    let carried = roles.pieces.get(amount.to + 1).filter(|word| {
        word.before == Break::Glued && unit.then_word.as_deref() == Some(word.word.as_str())
    });
    let loose = unit.kind == QuantityKind::Mass || carried.is_some();
    let spaced = if loose { Break::Space } else { Break::Glued };
    let follows = roles.pieces.get(amount.to).is_some_and(|piece| piece.before <= spaced);
    let small = roles.digits(amount.to).filter(|digits| follows && *digits < Decimal::whole(60));
    match small.and_then(|small| amount.total.checked_add(small.checked_mul(then)?)) {
        Some(total) => {
            let to = amount.to + 1 + usize::from(carried.is_some());
            longer(Some(total), to, Decimal::ZERO)
        }
        None => amount,
    }
}

/// A time of day at a place.
pub(crate) fn clock(roles: &Roles<'_>, place: usize) -> Option<Parsed> {
    let at = roles.is(place, NumericRole::ClockAt);
    let start = at.unwrap_or(place);
    let (hours, to, sure) = spoken_clock(roles, start)
        .or_else(|| digital_clock(roles, start, at.is_some()))
        .or_else(|| full_hour(roles, start, at.is_some()))?;
    let (hours, to, marked) = noon(roles, hours, to);
    if !(Decimal::ZERO..=Decimal::whole(24)).contains(&hours) {
        return None;
    }
    let measure = Measure::Clock { sure: sure || marked };
    let bound = Bound::None;
    Some(Parsed { measure, value: hours, to_value: None, count: hours, bound, from: place, to })
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
    let hour = number(roles, after).filter(|hour| hour.value.is_whole() && !roles.parted(after))?;
    let counted = roles.unit(hour.to).is_some() && !roles.parted(hour.to);
    let part = Decimal::whole(minutes).checked_div(Decimal::whole(60))?;
    (!counted).then_some((hour.value.checked_add(part)?, hour.to, true))
}

/// "5:30", and "23.30" after a word that says that a time of day follows.
fn digital_clock(
    roles: &Roles<'_>,
    place: usize,
    announced: bool,
) -> Option<(Decimal, usize, bool)> {
    let hour = roles.digits(place).filter(|hour| *hour <= Decimal::whole(24))?;
    let written = &roles.pieces[place].word;
    if let Some((hour, minute)) = written.split_once(['.', ',']).filter(|_| announced) {
        let (hour, minute): (Decimal, Decimal) = (hour.parse().ok()?, minute.parse().ok()?);
        let part = minute.checked_div(Decimal::whole(60)).filter(|part| *part < Decimal::ONE)?;
        return Some((hour.checked_add(part)?, place + 1, true));
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
            from: place,
            to,
        });
    }
    let found = quantity(roles, start).filter(|found| found.measure == Measure::Duration)?;
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
        Some(Parsed { measure, value, to_value, count: value, bound: Bound::None, from: place, to })
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
        let found = quantity(roles, place)?;
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

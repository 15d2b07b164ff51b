//! Ranges: "2-3 days", "between 3 and 5 weeks", "from 95 to 88 kilos".

use crate::base::decimal::Decimal;
use crate::model::vocabulary::{NumericRole, QuantityKind};
use crate::understand::measures::{Amount, amount, roughly};
use crate::understand::piece::Break;
use crate::understand::roles::Roles;

/// The ends of a range, or one number.
pub(crate) type Ends<'a> = (Amount<'a>, Option<Amount<'a>>);

/// "Between 3 and 5 weeks", "from 3 to 4".
pub(crate) fn between<'a>(roles: &Roles<'a>, place: usize) -> Option<Ends<'a>> {
    let risen = roles.is(place, NumericRole::RisenFrom);
    let after = risen.or_else(|| roles.is(place, NumericRole::BetweenOpen))?;
    let low = amount(roles, after).or_else(|| article(roles, after))?;
    let next = roles.is(low.to, NumericRole::BetweenAnd).or_else(|| ranged(roles, low.to))?;
    let high = amount(roles, roughly(roles, next, false))?;
    if let Some(range) = fitted(roles, low, high) {
        // "went from 2 to 8 coffees": what it has become
        return if risen.is_some() { range.1.map(|now| (now, None)) } else { Some(range) };
    }
    fallen(low, high)
}

/// "From 95 to 88 kilos": what has become less is the second. Without a unit they may be times of day.
fn fallen<'a>(before: Amount<'a>, now: Amount<'a>) -> Option<Ends<'a>> {
    let mut now = now;
    if before.unit.is_some() && now.unit.is_none() {
        now.total = now.value.checked_mul(before.total.checked_div(before.value)?)?;
        (now.kind, now.unit) = (before.kind, before.unit);
    }
    let same = now.unit.is_some() && (before.unit.is_none() || before.kind == now.kind);
    let both = before.unit.is_some();
    let less = if both { now.total < before.total } else { now.value < before.value };
    (same && less).then_some((now, None))
}

/// "Between one and two litres", where one is an article.
fn article<'a>(roles: &Roles<'a>, place: usize) -> Option<Amount<'a>> {
    let to = roles.is(place, NumericRole::Article)?;
    let (kind, smallest) = (QuantityKind::Number, Decimal::ZERO);
    let (value, total) = (Decimal::ONE, Decimal::ONE);
    Some(Amount { value, unit: None, to, total, kind, smallest, vague: false })
}

/// "2-3 days", "five or six hours", "fem sex timmar", "3 days, maybe 4".
pub(crate) fn range<'a>(roles: &Roles<'a>, place: usize) -> Option<Ends<'a>> {
    let low = amount(roles, place)?;
    if let Some(next) = ranged(roles, low.to).or_else(|| perhaps(roles, low.to)) {
        return fitted(roles, low, amount(roles, roughly(roles, next, false))?);
    }
    let high = amount(roles, low.to).filter(|_| !roles.parted(low.to))?;
    let plain = low.unit.is_none() && low.value.is_whole();
    let words = roles.digits(place).is_none() && roles.digits(low.to).is_none();
    let most = match high.unit {
        Some(_) => 3,
        None => i32::from(words),
    };
    let near = high.value.checked_sub(low.value)? <= Decimal::whole(most);
    if plain && near { fitted(roles, low, high) } else { None }
}

/// The place after what stands between the ends of a range.
fn ranged(roles: &Roles<'_>, place: usize) -> Option<usize> {
    let next = roles.pieces.get(place)?;
    // 2018-05-17 is no range
    let third = [place.saturating_sub(1), place + 1];
    let hyphened = |at: usize| {
        at > 0 && roles.digits(at).is_some() && roles.pieces[at].before == Break::Hyphen
    };
    if hyphened(place) && third.into_iter().any(hyphened) {
        return None;
    }
    if matches!(next.before, Break::Hyphen | Break::Dash)
        || next.minus.is_some() && !roles.parted(place)
    {
        return Some(roles.is(place, NumericRole::Range).unwrap_or(place));
    }
    let after = roles.is(place, NumericRole::Range).filter(|_| !roles.parted(place))?;
    let doubted = roles.is(after, NumericRole::Perhaps).filter(|_| !roles.parted(after));
    Some(doubted.unwrap_or(after)).filter(|after| !roles.parted(*after))
}

/// The place after a "maybe", which may follow a comma.
fn perhaps(roles: &Roles<'_>, place: usize) -> Option<usize> {
    let near = roles.pieces.get(place).is_some_and(|piece| piece.before <= Break::Comma);
    let after = roles.is(place, NumericRole::Perhaps).filter(|_| near)?;
    (!roles.parted(after)).then_some(after)
}

/// Both ends of a range; one takes the unit of the other.
fn fitted<'a>(roles: &Roles<'_>, low: Amount<'a>, high: Amount<'a>) -> Option<Ends<'a>> {
    let (mut low, mut high) = (low, high);
    if low.unit.is_none() && high.unit.is_some() {
        let factor = high.total.checked_div(high.value)?;
        low.total = low.value.checked_mul(factor)?;
        low.kind = high.kind;
    } else if low.unit.is_some() && high.unit.is_none() && roles.parted(high.to) {
        high.total = high.value.checked_mul(low.total.checked_div(low.value)?)?;
        high.kind = low.kind;
    }
    let fits = low.kind == high.kind && low.total < high.total;
    fits.then_some((low, Some(high)))
}

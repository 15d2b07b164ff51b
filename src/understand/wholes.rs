//! Whole numbers in words, in digits with words, or both: "two thousand and nineteen", "femogtyve", "3 hundred and 21".

use crate::base::decimal::Decimal;
use crate::model::vocabulary::NumericRole;
use crate::understand::piece::Break;
use crate::understand::roles::Roles;

/// The most words of one number.
const LONGEST: usize = 24;
/// From here on a scale multiplies all that stands before it: "two hundred thousand".
const THOUSAND: i32 = 1000;
/// Scales from here on multiply the number before them, smaller ones are dozens.
const HUNDRED: i32 = 100;
/// The shortest scale word that is a number by itself: "hundred", not "k".
const SHORTEST_ALONE: usize = 5;

/// A number that is counted in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    /// The value.
    pub(crate) value: Decimal,
    /// The end of its last piece.
    pub(crate) to: usize,
    /// The scale that it ends in.
    pub(crate) scale: Option<Decimal>,
    /// The tens that it ends in.
    pub(crate) tens: Option<Decimal>,
    /// What may be added to it must be below this.
    pub(crate) room: Decimal,
}

/// A part of a number that is added to the others.
#[derive(Debug, Clone, Copy)]
struct Term {
    value: Decimal,
    /// What may be added behind it must be below this.
    room: Decimal,
}

/// A number as it grows word by word.
#[derive(Debug, Clone, Default)]
struct Terms {
    list: Vec<Term>,
    scale: Option<Decimal>,
    tens: Option<Decimal>,
}

/// The longest such number at a place.
pub(crate) fn whole(roles: &Roles<'_>, place: usize) -> Option<Whole> {
    let mut terms = Terms::default();
    let mut at = place;
    if let Some(after) = roles.is(place, NumericRole::Article)
        && scale_at(roles, after).is_some()
        && !roles.parted(after)
    {
        terms.start(Decimal::ONE);
        at = after;
    } else if scale_at(roles, place).is_some_and(|(scale, to)| alone(roles, scale, place, to)) {
        terms.start(Decimal::ONE);
    }
    let begun = at;
    let mut before = None;
    for _ in 0..LONGEST {
        if at > place && roles.parted(at) && !runs_on(roles, at, &terms) {
            break;
        }
        if let Some(next) = step(roles, at, &mut terms, &mut before) {
            at = next;
        } else {
            // "three hundred and two hundred": the two begins another number
            let other = before.filter(|(_, from)| scale_at(roles, at).is_some() && *from > begun);
            if let Some((kept, from)) = other {
                (terms, at) = (kept, from);
            }
            break;
        }
    }
    let value = terms.sum().filter(|_| at > begun)?;
    let room = terms.list.last().map_or(Decimal::ZERO, |term| term.room);
    Some(Whole { value, to: at, scale: terms.scale, tens: terms.tens, room })
}

/// One word further; `before` keeps the state before the last value that could begin another number.
fn step(
    roles: &Roles<'_>,
    at: usize,
    terms: &mut Terms,
    before: &mut Option<(Terms, usize)>,
) -> Option<usize> {
    let dashed = roles.pieces.get(at).is_some_and(|piece| piece.before == Break::Dash);
    let kept = (terms.clone(), at);
    let next = if let Some((_, to)) =
        value_at(roles, at).filter(|(value, _)| terms.add(*value, false, dashed))
    {
        to
    } else if plain_digits(roles, at).is_some_and(|value| terms.add_digits(value)) {
        at + 1
    } else if let Some((scale, to)) = scale_at(roles, at) {
        let done = terms.multiply(scale).map(|()| to);
        if done.is_some() {
            *before = None;
            // "2k three times a week": nothing goes on behind a letter
            if roles.pieces[at].word.chars().count() == 1 {
                terms.close();
            }
        }
        return done;
    } else {
        joined(roles, at, terms).or_else(|| last_one(roles, at, terms))?
    };
    *before = Some(kept);
    Some(next)
}

/// "Nine thousand, three hundred": hundreds behind a comma belong to the thousands before it.
fn runs_on(roles: &Roles<'_>, at: usize, terms: &Terms) -> bool {
    let comma = roles.pieces.get(at).is_some_and(|piece| piece.before == Break::Comma);
    let room = terms.list.last().map_or(Decimal::ZERO, |term| term.room);
    let large = terms.scale.is_some() && room >= Decimal::whole(THOUSAND);
    let then =
        |to: usize| value_at(roles, to).filter(|_| !roles.parted(to)).map_or(to, |one| one.1);
    let hundreds = value_at(roles, at).is_some_and(|(value, to)| {
        let scales = [to, then(to)].into_iter().filter(|to| !roles.parted(*to));
        let mut scales = scales.filter_map(|to| scale_at(roles, to));
        value < Decimal::whole(THOUSAND) && scales.any(|(scale, _)| scale < room)
    });
    let digits = roles.digits(at).is_some();
    comma && large && hundreds && !digits
}

/// "… and nineteen", "fem og tyve", "… and 21".
fn joined(roles: &Roles<'_>, at: usize, terms: &mut Terms) -> Option<usize> {
    terms.list.last()?;
    let after = roles.is(at, NumericRole::Joiner).filter(|after| !roles.parted(*after))?;
    if let Some((value, to)) = value_at(roles, after) {
        let mut longer = terms.clone();
        let fits = longer.add(value, true, false) || roles.ones_first && longer.add_tens(value);
        // "one hundred and three quarters" is a hundred and then some
        let counts_parts = is_divided(roles, to) && !is_multiple(value, 10);
        if fits && !counts_parts {
            *terms = longer;
            return Some(to);
        }
    }
    if let Some(value) = plain_digits(roles, after)
        && !is_divided(roles, after + 1)
        && terms.add_digits(value)
    {
        return Some(after + 1);
    }
    last_one(roles, after, terms)
}

/// "Three hundred and one", where one is an article, too.
fn last_one(roles: &Roles<'_>, at: usize, terms: &mut Terms) -> Option<usize> {
    let to = roles.is(at, NumericRole::Article)?;
    let roomy = terms.list.last().is_some_and(|term| term.room >= Decimal::whole(HUNDRED));
    let room = terms.list.last().map_or(Decimal::ZERO, |term| term.room);
    let measures = !roles.parted(to)
        && (roles.unit(to).is_some()
            || is_divided(roles, to)
            || scale_at(roles, to)
                .is_some_and(|(scale, _)| scale >= room && scale < Decimal::whole(THOUSAND)));
    (roomy && !measures && terms.add(Decimal::ONE, true, false)).then_some(to)
}

/// Whether a part such as "quarters" stands here, so that the number before counts those.
fn is_divided(roles: &Roles<'_>, at: usize) -> bool {
    !roles.parted(at) && roles.parts(at).any(|part| matches!(part.role, NumericRole::Fraction(_)))
}

/// Digits that are no part of a fraction.
fn plain_digits(roles: &Roles<'_>, at: usize) -> Option<Decimal> {
    let divided = roles.pieces.get(at + 1).is_some_and(|next| next.word == "/");
    let piece = roles.pieces.get(at)?;
    roles.digits(at).filter(|_| !divided && !piece.word.contains('⁄'))
}

/// Whether a scale is a number without one before it: "hundred", not "k" or "dozen".
fn alone(roles: &Roles<'_>, scale: Decimal, place: usize, to: usize) -> bool {
    to == place + 1
        && (scale == Decimal::whole(HUNDRED) || scale == Decimal::whole(THOUSAND))
        && roles.pieces[place].word.chars().count() >= SHORTEST_ALONE
}

/// A number word at a place.
pub(crate) fn value_at(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    let uncounted = roles.uncounted(place);
    roles.find(place, |role| match role {
        NumericRole::Value(value) if !(uncounted && value == Decimal::ONE) => Some(value),
        _ => None,
    })
}

/// A scale at a place; a capital letter is one only where it was written so.
pub(crate) fn scale_at(roles: &Roles<'_>, place: usize) -> Option<(Decimal, usize)> {
    let capital = roles.pieces.get(place).is_some_and(|piece| piece.capital);
    roles.find(place, |role| match role {
        NumericRole::Scale(value) => Some(value),
        NumericRole::Capital(value) if capital => Some(value),
        _ => None,
    })
}

impl Terms {
    fn start(&mut self, value: Decimal) {
        self.list.push(Term { value, room: Decimal::ZERO });
    }

    /// Adds a number word, if one may follow here.
    fn add(&mut self, value: Decimal, joined: bool, dashed: bool) -> bool {
        let hundred = Decimal::whole(HUNDRED);
        let ten = Decimal::whole(10);
        let tens = value >= Decimal::whole(20) && value < hundred && is_multiple(value, 10);
        let room = if value >= hundred {
            value
        } else if tens {
            ten
        } else {
            Decimal::ZERO
        };
        let Some(last) = self.list.last_mut() else {
            self.list.push(Term { value, room });
            self.tens = tens.then_some(value);
            return !joined;
        };
        let fits = value > Decimal::ZERO && value < last.room;
        if !fits || dashed && last.room > ten {
            return false;
        }
        self.scale = None;
        self.tens = tens.then_some(value);
        if last.room == ten {
            last.value = last.value.checked_add(value).unwrap_or(last.value);
            last.room = Decimal::ZERO;
        } else {
            self.list.push(Term { value, room });
        }
        true
    }

    /// Adds tens to ones, as "five and twenty".
    fn add_tens(&mut self, tens: Decimal) -> bool {
        let Some(last) = self.list.last_mut() else { return false };
        let ones = last.value > Decimal::ZERO && last.value < Decimal::whole(10);
        let fits = ones && tens >= Decimal::whole(20) && tens < Decimal::whole(HUNDRED);
        if fits && is_multiple(tens, 10) {
            last.value = last.value.checked_add(tens).unwrap_or(last.value);
            last.room = Decimal::ZERO;
        }
        fits && is_multiple(tens, 10)
    }

    /// Adds digits behind a scale, or begins with them.
    fn add_digits(&mut self, value: Decimal) -> bool {
        let Some(last) = self.list.last() else {
            self.start(value);
            return true;
        };
        let fits = value > Decimal::ZERO && value < last.room && last.room > Decimal::whole(10);
        if fits {
            self.start(value);
            self.scale = None;
            self.tens = None;
        }
        fits
    }

    /// Lets nothing be added any more.
    fn close(&mut self) {
        for term in &mut self.list {
            term.room = Decimal::ZERO;
        }
    }

    /// Multiplies what stands before a scale by it.
    fn multiply(&mut self, scale: Decimal) -> Option<()> {
        let large = scale >= Decimal::whole(THOUSAND);
        let counted = |term: &Term| {
            if large { term.value < scale } else { term.room < scale || term.value < scale }
        };
        let mut kept = self.list.clone();
        let mut sum: Option<Decimal> = None;
        while let Some(term) = kept.last().copied().filter(|term| counted(term)) {
            sum = Some(sum.unwrap_or_default().checked_add(term.value)?);
            kept.pop();
            if !large {
                break;
            }
        }
        let value = sum.filter(|sum| *sum > Decimal::ZERO)?.checked_mul(scale)?;
        if kept.last().is_some_and(|last| value >= last.room) {
            return None;
        }
        let room = if scale >= Decimal::whole(HUNDRED) { scale } else { Decimal::ZERO };
        kept.push(Term { value, room });
        self.list = kept;
        self.scale = Some(scale);
        self.tens = None;
        Some(())
    }

    fn sum(&self) -> Option<Decimal> {
        let mut terms = self.list.iter().map(|term| term.value);
        let first = terms.next()?;
        terms.try_fold(first, Decimal::checked_add)
    }
}

fn is_multiple(value: Decimal, of: i128) -> bool {
    value.is_whole() && value.millionths() / Decimal::ONE.millionths() % of == 0
}

//! On which days the sessions lie.

use crate::engine::week::allot::Allotment;
use crate::model::week::{DAYS, WeekRules};

/// What lies on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A session of this type.
    Session(usize),
    /// A session of the first type, or of the second.
    Either(usize, usize),
    /// Nothing of its own.
    Free,
}

/// Places the sessions on the days that can have one: of all ways that keep the hard days apart, the
/// one that spreads the sessions best, and of equals the first.
pub(super) fn place(rules: &WeekRules, allotment: &Allotment) -> Vec<Place> {
    let days = rules.limits.open_days();
    let mut search = Search {
        rules,
        left: pieces(rules, allotment, days),
        days: Vec::with_capacity(days),
        open_days: days,
        best: None,
    };
    search.go_on();
    search.best.map_or_else(|| vec![Place::Free; days], |(_, days)| days)
}

/// What is to be placed, in the order in which equals are tried: hard work, nothing, the rest.
fn pieces(rules: &WeekRules, allotment: &Allotment, days: usize) -> Vec<(Place, usize)> {
    let (mut hard, mut easy) = (Vec::new(), Vec::new());
    let mut placed = 0;
    for (n, session) in rules.sessions.iter().enumerate() {
        let either = allotment.either.is_some_and(|(lighter, _)| lighter == n);
        placed += allotment.count(n);
        let piece = (Place::Session(n), allotment.count(n) - usize::from(either));
        if session.hard { hard.push(piece) } else { easy.push(piece) }
    }
    hard.push((Place::Free, days.saturating_sub(placed)));
    hard.extend(easy);
    hard.extend(allotment.either.map(|(lighter, other)| (Place::Either(lighter, other), 1)));
    hard
}

struct Search<'a> {
    rules: &'a WeekRules,
    left: Vec<(Place, usize)>,
    days: Vec<Place>,
    open_days: usize,
    best: Option<(usize, Vec<Place>)>,
}

impl Search<'_> {
    fn go_on(&mut self) {
        if self.days.len() == self.open_days {
            let crowding = self.crowding();
            if self.best.as_ref().is_none_or(|(least, _)| crowding < *least) {
                self.best = Some((crowding, self.days.clone()));
            }
            return;
        }
        for n in 0..self.left.len() {
            let (piece, left) = self.left[n];
            if left == 0 || !self.may_lie_here(piece) {
                continue;
            }
            self.left[n].1 -= 1;
            self.days.push(piece);
            self.go_on();
            self.days.pop();
            self.left[n].1 += 1;
        }
    }

    /// Hard work lies apart from hard work, also over the end of the week.
    fn may_lie_here(&self, piece: Place) -> bool {
        let here = self.days.len();
        let mut before = self.days.iter().enumerate();
        !self.is_hard(piece)
            || before.all(|(day, other)| {
                !self.is_hard(*other) || distance(day, here) >= self.rules.limits.hard_apart
            })
    }

    fn is_hard(&self, piece: Place) -> bool {
        match piece {
            Place::Session(session) => self.rules.sessions[session].hard,
            Place::Either(session, other) => {
                self.rules.sessions[session].hard || self.rules.sessions[other].hard
            }
            Place::Free => false,
        }
    }

    /// The less, the better the sessions are spread; those of one type weigh more.
    fn crowding(&self) -> usize {
        let mut crowding = 0;
        for (later, piece) in self.days.iter().enumerate() {
            for (earlier, other) in self.days.iter().enumerate().take(later) {
                let (Some(kind), Some(other)) = (kind(*piece), kind(*other)) else { continue };
                let apart = distance(earlier, later);
                let weight = if kind == other { 4 } else { 1 };
                crowding += weight * DAYS * DAYS / (apart * apart).max(1);
            }
        }
        crowding
    }
}

/// The type as which a session counts.
fn kind(piece: Place) -> Option<usize> {
    match piece {
        Place::Session(session) | Place::Either(session, _) => Some(session),
        Place::Free => None,
    }
}

/// Days from one to the other, round the end of the week if that is shorter.
fn distance(one: usize, other: usize) -> usize {
    let apart = one.abs_diff(other);
    apart.min(DAYS - apart)
}

//! Ages: durations and bare numbers that are how old somebody is.

use crate::base::decimal::Decimal;
use crate::model::fact::Slot;
use crate::model::vocabulary::{Alone, Cue};
use crate::understand::clauses::Stretch;
use crate::understand::piece::{Break, Mark, PieceKind};
use crate::understand::quantity::{Bound, LONGEST, Measure, Parsed};
use crate::understand::values::{DAY, Value, Values, number_kind};

impl Values<'_> {
    /// "52 years, 90 kilos": so many years between commas are an age. "On metformin, 61, cramps at
    /// night": so is a bare number, where no number is asked for and it is the only one.
    pub(crate) fn alone(&self, spent: &mut [bool], values: &mut Vec<Value>) {
        for alone in &self.model.vocabulary.amounts.alone {
            if values.iter().any(|value| value.slot == alone.slot) {
                continue;
            }
            let free = |q: &&Parsed| {
                let at = Stretch::of(q.from, q.to);
                !q.vague
                    && !spent[q.from..q.to].iter().any(|spent| *spent)
                    && (self.has_clause(q) || self.leads_on(q))
                    && self.stated(at)
                    && (self.asked.slots.is_empty()
                        || self.reading.lattice.pieces.len() > q.to - q.from)
            };
            let long = |q: &&Parsed| self.may_be_age(q);
            let quantities = || self.reading.quantities.iter();
            let found = quantities().filter(long).filter(free).max_by_key(|q| q.to - q.from);
            let found = found.or_else(|| {
                let mut bare = quantities().filter(|q| self.may_be_an_age(alone, q)).filter(free);
                bare.next().filter(|_| bare.next().is_none())
            });
            if let Some(quantity) = found
                && let Some(value) = self.in_unit(alone.slot, quantity)
            {
                let at = Stretch::of(quantity.from, quantity.to);
                spent[at.from..at.to].fill(true);
                values.push(Value { slot: alone.slot, value, at, score: 90 });
            }
        }
    }

    /// Whether a quantity has a clause to itself and to a mass: "36 years 79 kg". Of "my stats: 26" the last is one.
    pub(crate) fn has_clause(&self, quantity: &Parsed) -> bool {
        let pieces = &self.reading.lattice.pieces;
        let clauses = &self.chosen.clauses;
        let (first, end) = clauses.segment_around(quantity.from);
        let colon = (first + 1..=quantity.from).rfind(|at| pieces[*at].mark == Mark::Colon);
        let masses = self.reading.beginning(first, quantity.to + LONGEST);
        let masses = masses.filter(|q| q.measure == Measure::Mass && q.to <= q.from + LONGEST);
        let masses: Vec<(usize, usize)> = masses.map(|mass| (mass.from, mass.to)).collect();
        let beside = |place: usize| {
            colon.is_some_and(|colon| place < colon)
                || self.reading.places.abouts.iter().any(|(from, to)| (*from..*to).contains(&place))
                || masses.iter().any(|(from, to)| (*from..*to).contains(&place))
        };
        // "heart rate was 80, now 60" tells of no age
        let now = (first..end).any(|at| clauses.on(at, &[Cue::Now]));
        let of_age = quantity.from == 0
            || clauses.any(Cue::LongAgo)
            || quantity.measure == Measure::Duration;
        (!now || of_age) && clauses.alone(Stretch::of(quantity.from, quantity.to), &beside)
    }

    /// "34 and run every other day", "51 with diabetes": a number that begins the message, and "and" behind it. In "27 years
    /// and worn out" it may begin any sentence, but "27 years with migraine" is no age.
    fn leads_on(&self, quantity: &Parsed) -> bool {
        let clauses = &self.chosen.clauses;
        let pieces = &self.reading.lattice.pieces;
        if quantity.measure == Measure::Duration {
            let begins = quantity.from == 0 || pieces[quantity.from].before == Break::Sentence;
            return begins && quantity.to < pieces.len() && clauses.on(quantity.to, &[Cue::List]);
        }
        let is_first = quantity.from == 0 && quantity.measure == Measure::Number;
        let counts = self.reading.beginning(quantity.to, quantity.to + 2).next().is_some();
        is_first
            && !counts
            && quantity.to < pieces.len()
            && clauses.on(quantity.to, &[Cue::AfterAge])
    }

    /// Whether a duration is so long that it is rather how old somebody is: "me 35 years, hand twitches".
    pub(crate) fn may_be_age(&self, quantity: &Parsed) -> bool {
        let least = |alone: &Alone| Decimal::whole(DAY * 365).checked_mul(alone.from);
        quantity.measure == Measure::Duration
            && self
                .model
                .vocabulary
                .amounts
                .alone
                .iter()
                .any(|alone| least(alone).is_some_and(|least| quantity.value >= least))
    }

    /// Whether a bare number can be how old somebody is: it is exact, stands beside something else, and no
    /// number is asked for.
    fn may_be_an_age(&self, alone: &Alone, quantity: &Parsed) -> bool {
        let asks = |slot: &Slot| number_kind(self.model, *slot).is_some();
        quantity.measure == Measure::Number
            && quantity.bound == Bound::None
            && quantity.to_value.is_none()
            && quantity.value.is_whole()
            && (alone.from..=alone.to).contains(&quantity.value)
            && (quantity.from == 0
                || quantity.to - quantity.from == 1
                    && self.reading.lattice.pieces[quantity.from].kind == PieceKind::Digits)
            && self.reading.lattice.pieces.len() > 1
            && !self.asked.slots.iter().any(asks)
            // "30, 40 minutes awake", but "38, two cups of coffee"
            && !self.reading.beginning(quantity.to, quantity.to + 1).any(|next| {
                // "16. 5-6 hours of sleep"
                let parted = self.reading.lattice.pieces[next.from].before == Break::Sentence;
                let counts = self.chosen.things.iter().any(|thing| {
                    (next.to..=next.to + 1).contains(&thing.found.from())
                });
                let similar = matches!(next.measure, Measure::Number | Measure::Duration)
                    && next.count >= quantity.value;
                similar && !counts && !parted
            })
    }
}

//! What is had once more: "two coffees at breakfast, one after lunch", "a coffee and another at work".

use crate::base::decimal::Decimal;
use crate::model::vocabulary::Cue;
use crate::understand::amounts::{Counted, MOST_AT_ONCE};
use crate::understand::clauses::{Stretch, WINDOW};
use crate::understand::piece::Break;
use crate::understand::quantity::{Bound, LONGEST, Measure, Parsed};
use crate::understand::values::Values;

/// How often a day something is had at most.
const MOST_OCCASIONS: usize = 8;

/// So many more: how many, and where.
type More = (Decimal, usize, usize);

impl Values<'_> {
    /// "Two coffees at breakfast, one after lunch": bare numbers, each before a time of the day, count the same thing.
    pub(crate) fn with_occasions(&self, mut one: Counted, spent: &mut [bool]) -> Counted {
        // "three coffees a day, two in the morning and one at night" are three
        let own = one.at.from..=one.at.to;
        let timed = self.reading.places.occasions.iter().any(|(from, _)| own.contains(from));
        let each = one.amount.checked_div(one.count);
        for _ in 0..MOST_OCCASIONS {
            let next = if timed { self.at_next_occasion(one.at) } else { None };
            let Some((more, from, to)) = next.or_else(|| self.once_more(one.at)) else { break };
            let count = one.count.checked_add(more);
            let amount = each.and_then(|each| each.checked_mul(count?));
            let (Some(count), Some(amount)) = (count, amount) else { break };
            spent[from..to].fill(true);
            one = Counted { count, amount, at: Stretch { to, ..one.at }, ..one };
        }
        one
    }

    /// Where a time of the day ends that begins at a place.
    pub(crate) fn occasion_at(&self, place: usize) -> Option<usize> {
        let here = self.reading.places.occasions.iter().filter(|(from, _)| *from == place);
        here.map(|(_, to)| *to).max()
    }

    /// The next bare number before a time of the day: how many, and where.
    fn at_next_occasion(&self, counted: Stretch) -> Option<More> {
        let pieces = &self.reading.lattice.pieces;
        let mut at = counted.to;
        while let Some(end) = self.occasion_at(at) {
            at = end;
        }
        let list =
            |at: usize| self.reading.cues.iter().find(|cue| cue.from == at && cue.cue == Cue::List);
        while let Some(cue) = list(at) {
            at = cue.to;
        }
        let near = at < pieces.len() && self.chosen.clauses.same_sentence(counted.from, at);
        if !near || at == counted.to && pieces[at].before < Break::Comma {
            return None;
        }
        let (count, to) = self.few_at(at)?;
        let to = self.container_at(to).unwrap_or(to);
        let end = self.occasion_at(to)?;
        self.holds(Stretch::of(at, to)).then_some((count, at, end))
    }

    /// Whether "a day" or a time of the day begins at a place.
    pub(crate) fn is_daily(&self, place: usize) -> bool {
        self.occasion_at(place).is_some()
            || self.reading.places.pers.iter().any(|(from, _, _)| *from == place)
    }

    /// A bare number, or an article, that begins at a place: how many, and where it ends.
    fn few_at(&self, at: usize) -> Option<(Decimal, usize)> {
        let numbers = self.reading.beginning(at, at + 1).chain(&self.reading.hours);
        let plain =
            |q: &&Parsed| q.from == at && q.measure == Measure::Number && q.bound == Bound::None;
        let few = numbers.filter(plain).filter(|q| q.value < Decimal::whole(MOST_AT_ONCE));
        let number = few.max_by_key(|q| q.to).map(|q| (q.middle(), q.to));
        let article = || self.reading.places.articles.contains(&at);
        number.or_else(|| article().then_some((Decimal::ONE, at + 1)))
    }

    /// "A coffee at home, another at work", "four more at work": where it is said in so many words, what was counted last
    /// is counted on, unless something else is named there.
    fn once_more(&self, counted: Stretch) -> Option<More> {
        let pieces = &self.reading.lattice.pieces;
        let places = &self.reading.places;
        let near = |list: &'_ [(usize, usize)]| {
            let first = list.partition_point(|place| place.0 < counted.to);
            let end = list.partition_point(|place| place.0 < counted.to + WINDOW);
            first..end
        };
        let before = places.another[near(&places.another)].iter().map(|(from, to)| {
            let (count, to) = self.few_at(*to).unwrap_or((Decimal::ONE, *to));
            (count, *from, to)
        });
        let after = places.more[near(&places.more)].iter().filter_map(|(from, to)| {
            let near = from.saturating_sub(LONGEST)..*from;
            let (count, begin) = near
                .filter_map(|at| {
                    let (count, end) = self.few_at(at)?;
                    (end == *from).then_some((count, at))
                })
                .min_by_key(|found| found.1)?;
            Some((count, begin, *to))
        });
        let ends = |at: usize| {
            self.occasion_at(at).is_some()
                || pieces.get(at).is_none_or(|piece| piece.before >= Break::Comma)
        };
        let goes_on = |more: &More| {
            let (_, from, to) = *more;
            // "one after another"
            let alone = places.another.contains(&(from, to));
            let timed = || {
                let mut near = self.reading.beginning(to, to + 2);
                near.any(|q| matches!(q.measure, Measure::Clock { .. }))
            };
            let ends = if alone { self.occasion_at(to).is_some() || timed() } else { ends(to) };
            counted.to <= from
                && ends
                && self.chosen.clauses.same_sentence(counted.from, from)
                && !self.names_any(counted.to, to)
                && self.holds(Stretch::of(from, to))
        };
        before.chain(after).filter(goes_on).min_by_key(|more| more.1)
    }

    /// "Cup of tea every morning": one, where how often follows at once, or where it is asked.
    pub(crate) fn one_vessel(&self, at: Stretch) -> Option<usize> {
        let thing = self.chosen.things.iter().find(|thing| thing.found.from() == at.from)?;
        let position = self.words.things[thing.entry].thing;
        let slot = self.model.vocabulary.amounts.things.get(position)?.slot;
        let (begins, _) = self.chosen.clauses.segment_around(at.from);
        let fillers = &self.reading.lattice.fillers;
        let leads = (begins..at.from).all(|place| fillers[place]);
        let mut end = at.to;
        self.times_a_day(&mut end, MOST_OCCASIONS);
        let daily = end > at.to || self.is_daily(at.to);
        let held = self.reading.places.vessels.contains(&at.from);
        let container = self.container_at(at.from) == Some(at.to);
        (held && leads && !container && (daily || self.asked.asks(slot))).then_some(at.from)
    }

    /// "Six coffees before, now none": what was counted is over.
    pub(crate) fn none_now(&self, counted: &mut Vec<Counted>) {
        let clauses = &self.chosen.clauses;
        let Some(now) = clauses.first(Cue::Now) else { return };
        let (_, ends) = clauses.segment_around(now);
        let no = [Cue::NegationAfter, Cue::NegationDeterminer];
        let none = (now..ends).any(|at| clauses.on(at, &no));
        let plain = |at: usize| {
            clauses.on(at, &no)
                || clauses.on(at, &[Cue::Now, Cue::Myself, Cue::Carrier])
                || self.reading.lattice.fillers[at]
        };
        let spoken = self.chosen.things.iter().filter(|thing| thing.found.to() <= now);
        let spoken = spoken.max_by_key(|thing| thing.found.to());
        let Some(spoken) = spoken.filter(|_| none && (now..ends).all(plain)) else { return };
        let position = self.words.things[spoken.entry].thing;
        let Some(thing) = self.model.vocabulary.amounts.things.get(position) else { return };
        let (slot, zero, at) = (thing.slot, Decimal::ZERO, Stretch::of(now, ends));
        counted.retain(|one| one.at.from > now || one.thing != position);
        if !counted.iter().any(|one| one.slot == slot) {
            let score = spoken.found.score;
            counted.push(Counted { slot, count: zero, thing: position, amount: zero, at, score });
        }
    }

    /// Whether anything that is counted is named between two places.
    pub(crate) fn names_any(&self, from: usize, to: usize) -> bool {
        self.chosen.things.iter().any(|thing| (from..to).contains(&thing.found.from()))
    }
}

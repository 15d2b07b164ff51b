//! Amounts of things times what is in them: two cups of coffee and half a litre of energy drink.

use crate::base::decimal::Decimal;
use crate::model::fact::Slot;
use crate::model::vocabulary::{Cue, Thing};
use crate::understand::choose::Mention;
use crate::understand::clauses::{Clauses, Denial, Stretch};
use crate::understand::piece::{Break, Mark};
use crate::understand::quantity::{Bound, LONGEST, Measure, Parsed};
use crate::understand::tongue::{Named, Owner};
use crate::understand::values::{Value, Values, number_kind};

/// How far behind what is counted a rate stands at most.
const NEAR: usize = 4;
/// What a number behind a thing counts at most.
const MOST_IN_ALL: i32 = 50;
/// What a bare number counts is below this.
pub(crate) const MOST_AT_ONCE: i32 = 20;

/// One thing counted: what was assumed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The fact that it adds to.
    pub(crate) slot: Slot,
    /// How many.
    pub(crate) count: Decimal,
    /// The thing, by its position.
    pub(crate) thing: usize,
    /// How much in all.
    pub(crate) amount: Decimal,
    /// Where.
    pub(crate) at: Stretch,
    /// How surely.
    pub(crate) score: u8,
}

impl Values<'_> {
    /// All things that are counted.
    pub(crate) fn counted(&self, spent: &mut [bool]) -> Vec<Counted> {
        let mut counted: Vec<Counted> = Vec::new();
        let mut uncounted = Vec::new();
        for mention in &self.chosen.things {
            let entry = &self.words.things[mention.entry];
            let Some(thing) = self.model.vocabulary.amounts.things.get(entry.thing) else {
                continue;
            };
            let owner = self.tongue.owners[mention.found.owner as usize];
            let asked = self.asked.asks(thing.slot);
            if owner == Owner::Thing(mention.entry, Named::Answer) && !asked {
                continue;
            }
            match self.count(mention, thing, spent) {
                Some(one) => counted.push(self.with_occasions(one, spent)),
                None => uncounted.push((mention, thing)),
            }
        }
        self.name_containers(&mut uncounted, &mut counted);
        self.count_bare(&uncounted, spent, &mut counted);
        self.bare_count(spent, &mut counted);
        if self.chosen.clauses.any(Cue::Correction) && counted.len() > 1 {
            let last = counted.len() - 1;
            counted.drain(..last);
        }
        self.count_again(spent, &mut counted);
        self.none_now(&mut counted);
        counted
    }

    /// "Two cups of coffee, no, three": a bare number behind a correction counts the same thing.
    fn count_again(&self, spent: &mut [bool], counted: &mut [Counted]) {
        let clauses = &self.chosen.clauses;
        let cue = clauses.first(Cue::Correction).or_else(|| clauses.first(Cue::Now));
        let (Some(cue), [one]) = (cue, counted) else { return };
        let pieces = &self.reading.lattice.pieces;
        let corrects = clauses.any(Cue::Correction);
        let ends = |at: usize| pieces.get(at).is_none_or(|piece| piece.before >= Break::Comma);
        let things = &self.model.vocabulary.amounts.things;
        let again = self.reading.quantities.iter().find(|q| {
            q.from > cue
                && q.measure == Measure::Number
                && !clauses.rejected(q.from)
                && (corrects || self.is_of_now(q.from) && (ends(q.to) || self.is_daily(q.to)))
                && !spent[q.from..q.to].iter().any(|spent| *spent)
                && self.holds(Stretch::of(q.from, q.to))
        });
        let (Some(again), true) = (again, one.at.to <= cue) else { return };
        let thing = things.get(one.thing);
        let amount = thing.and_then(|thing| {
            how_many(thing, again).and_then(|count| count.checked_mul(thing.each?))
        });
        if let Some(amount) = amount {
            spent[again.from..again.to].fill(true);
            (one.count, one.amount) = (again.middle(), amount);
            one.at = Stretch::of(one.at.from, again.to);
        }
    }

    /// "Only tea, three cups": cups that are not said of what are of what else is named.
    fn name_containers(&self, bare: &mut Vec<(&Mention, &Thing)>, counted: &mut [Counted]) {
        let [(mention, thing)] = bare.as_slice() else { return };
        let generic = |one: &Counted| {
            let inside = self
                .chosen
                .things
                .iter()
                .filter(|m| one.at.from <= m.found.from() && m.found.to() <= one.at.to);
            let mut owners = inside.map(|m| self.tongue.owners[m.found.owner as usize]).peekable();
            owners.peek().is_some() && owners.all(is_container)
        };
        let (Some(each), [one]) = (thing.each, counted) else { return };
        if !generic(one) {
            return;
        }
        if let Some(amount) = one.count.checked_mul(each) {
            one.amount = amount;
            one.thing = self.words.things[mention.entry].thing;
            bare.clear();
        }
    }

    /// "Two espressos in the morning, tea after lunch": beside counted things, a bare one is one.
    fn count_bare(&self, bare: &[(&Mention, &Thing)], spent: &[bool], counted: &mut Vec<Counted>) {
        if counted.is_empty() {
            return;
        }
        for (mention, thing) in bare {
            let at = Stretch::of(mention.found.from(), mention.found.to());
            let denied = self.chosen.clauses.denial(at, &[]) != Denial::No;
            let read = spent[at.from..at.to].iter().any(|spent| *spent);
            let beside = counted.iter().any(|one| {
                let near = self.chosen.clauses.same_sentence(one.at.from, at.from);
                near && !self.chosen.clauses.same_segment(one.at.from, at.from)
            });
            let container = is_container(self.tongue.owners[mention.found.owner as usize]);
            let beside = beside && !container;
            let Some(each) = thing.each.filter(|_| beside && !denied && !read && self.holds(at))
            else {
                continue;
            };
            let position = self.words.things[mention.entry].thing;
            if counted.iter().any(|one| one.thing == position) {
                // "I like coffee, five cups a day": it was counted
                continue;
            }
            let (slot, count, score) = (thing.slot, Decimal::ONE, mention.found.score);
            counted.push(Counted { slot, count, thing: position, amount: each, at, score });
        }
    }

    fn count(&self, mention: &Mention, thing: &Thing, spent: &mut [bool]) -> Option<Counted> {
        let at = Stretch::of(mention.found.from(), mention.found.to());
        let before = self.before(at.from).filter(|q| !spent[q.from..q.to].iter().any(|s| *s));
        let after = self.after(at.to).filter(|q| !spent[q.from..q.to].iter().any(|s| *s));
        // "age 25 coffee 5 cups": the number that has a container is the one of the thing
        let contained = after.filter(|q| self.container_at(q.to).is_some());
        // "an energy drink (250)": so many are never had
        let few =
            |q: &&Parsed| q.measure != Measure::Number || q.value <= Decimal::whole(MOST_IN_ALL);
        let quantity = contained.or(before).or(after.filter(few));
        let (count, from, to) = if let Some(quantity) = quantity {
            (how_many(thing, quantity)?, quantity.from, quantity.to)
        } else {
            // "coffee cut to one cup": that one has been counted
            let article = self.article_before(at.from).filter(|from| !spent[*from]);
            let from = article.or_else(|| self.often(at)).or_else(|| self.one_vessel(at))?;
            (Decimal::ONE, from, at.to)
        };
        if quantity.is_some_and(|q| self.chosen.clauses.rejected(q.from)) {
            return None;
        }
        spent[from..to].fill(true);
        let behind = quantity.map_or(at.to, |q| self.past_container(q.to).max(at.to));
        let (count, to) = match quantity.and_then(|q| self.changed_to(q, behind)) {
            // "from three cups of coffee to two of tea": the tea is counted by itself
            Some(now) if self.names_another(now.to) => return None,
            Some(now) => {
                spent[now.from..now.to].fill(true);
                (how_many(thing, now)?, now.to)
            }
            None => (count, to),
        };
        let stretch = Stretch::of(from.min(at.from), to.max(at.to));
        if !self.holds(stretch) {
            return None;
        }
        let mut end = stretch.to;
        let sized = match quantity.filter(|q| q.measure == Measure::Number) {
            Some(number) => {
                // "energy drinks, two cans of 500 ml"
                let behind = number.to > at.to;
                end = if behind { self.past_container(number.to).max(end) } else { end };
                count.checked_mul(self.size_behind(thing, &mut end, spent))?
            }
            None => count,
        };
        let times = self.times_a_day(&mut end, NEAR);
        let each = thing.each?.checked_mul(self.so_many(quantity, at, spent))?;
        let amount = sized.checked_mul(each)?.checked_mul(times)?;
        let amount = if times == Decimal::ONE { amount } else { self.rounded(thing.slot, amount) };
        let position = self.words.things[mention.entry].thing;
        let score = mention.found.score;
        let at = Stretch { to: end, ..stretch };
        Some(Counted { slot: thing.slot, count, thing: position, amount, at, score })
    }

    /// "Two 250 ml energy drinks": the number right before a volume that stands before a thing.
    fn so_many(&self, size: Option<&Parsed>, thing: Stretch, spent: &mut [bool]) -> Decimal {
        let size = size.filter(|size| size.measure == Measure::Volume && size.to <= thing.from);
        let number = size.and_then(|size| {
            let near = self.reading.beginning(size.from.saturating_sub(LONGEST), size.from);
            let plain = near.filter(|q| {
                q.to == size.from && q.measure == Measure::Number && q.bound == Bound::None
            });
            let number = plain.max_by_key(|q| q.to - q.from)?;
            let inside = self.chosen.clauses.same_segment(number.from, size.from);
            let few = number.value.is_whole() && number.value < Decimal::whole(MOST_AT_ONCE);
            let free = !spent[number.from..number.to].iter().any(|spent| *spent);
            (inside && few && free).then_some(number)
        });
        let Some(number) = number else { return Decimal::ONE };
        spent[number.from..number.to].fill(true);
        number.value
    }

    /// "Two energy drinks (50 cl)", "three energy drinks of 500 ml": how many times the size that is assumed.
    fn size_behind(&self, thing: &Thing, end: &mut usize, spent: &mut [bool]) -> Decimal {
        let pieces = &self.reading.lattice.pieces;
        let Some(millilitres) = thing.millilitres else { return Decimal::ONE };
        let behind = (*end..pieces.len()).take(3);
        let mut small = behind.take_while(|at| {
            *at == *end
                || self.reading.lattice.fillers[at - 1]
                || pieces[at - 1].word.chars().count() < 3
        });
        let size = small.find_map(|at| {
            let here = self.reading.beginning(at, at + 1).filter(|q| {
                let free = !spent[q.from..q.to].iter().any(|spent| *spent);
                q.measure == Measure::Volume && q.bound == Bound::None && free
            });
            here.max_by_key(|q| q.to - q.from)
        });
        let Some(size) = size else { return Decimal::ONE };
        let bracketed = pieces[*end].mark == Mark::Bracket;
        let inside = self.chosen.clauses.same_segment(*end - 1, size.from);
        let ends = pieces.get(size.to).is_none_or(|next| next.before >= Break::Comma)
            || self.past_container(size.to) > size.to
            || self.reading.places.pers.iter().any(|(from, _, _)| *from == size.to);
        let each = size.middle().checked_div(millilitres);
        match each.filter(|_| bracketed || inside && ends) {
            Some(each) => {
                spent[size.from..size.to].fill(true);
                *end = size.to;
                each
            }
            None => Decimal::ONE,
        }
    }

    /// "From eight coffees a day to three": what it is now.
    fn changed_to(&self, before: &Parsed, end: usize) -> Option<&Parsed> {
        let fillers = &self.reading.lattice.fillers;
        let led = self
            .reading
            .places
            .opens
            .iter()
            .any(|open| *open <= before.from && (*open..before.from).all(|at| fillers[at]));
        let last = self.over_rates(end).max(end + 1);
        let range =
            self.reading.places.ranges.iter().find(|(from, _)| (end..=last).contains(from))?;
        let now = self.reading.beginning(range.1, range.1 + 1);
        let now = now.filter(|q| q.measure == Measure::Number && q.bound == Bound::None);
        let now = now.max_by_key(|q| q.to).filter(|_| led)?;
        let near = self.chosen.clauses.same_segment(before.from, now.from);
        (near && now.value < Decimal::whole(MOST_AT_ONCE)).then_some(now)
    }

    /// An amount a day as finely as its fact is known: a seventh leaves no crumbs.
    pub(crate) fn rounded(&self, slot: Slot, amount: Decimal) -> Decimal {
        let step = number_kind(self.model, slot).map(|kind| kind.step.min(Decimal::ONE));
        let Some(step) = step.filter(|step| *step > Decimal::ZERO) else { return amount };
        let (amount, step) = (amount.millionths(), step.millionths());
        Decimal::from_millionths((amount + step / 2) / step * step)
    }

    /// Whether an amount is stated: not over, not supposed, not somebody else's, not denied.
    pub(crate) fn holds(&self, at: Stretch) -> bool {
        let clauses = &self.chosen.clauses;
        let over = clauses.marked(Cue::Over, at.from) || clauses.marked(Cue::LongAgo, at.from);
        !over && !clauses.supposed(at.from) && !clauses.of_others(at)
    }

    /// The number or volume that ends before a place, fillers aside.
    fn before(&self, place: usize) -> Option<&Parsed> {
        let mut end = place;
        for _ in 0..3 {
            // "Sleep 7. Coffee 5.": what ends before a mark counts nothing behind it
            if end == 0 || !self.chosen.clauses.same_segment(end - 1, place) {
                return None;
            }
            let near = self.reading.beginning(end.saturating_sub(LONGEST), end);
            let here = near.filter(|q| q.to == end && countable(q));
            let found = here.max_by_key(|q| q.to - q.from);
            if found.is_some() {
                return found;
            }
            let times = self.reading.lattice.pieces[end - 1].is_times();
            if !times && !self.reading.lattice.fillers[end - 1] {
                return None;
            }
            end -= 1;
        }
        None
    }

    /// The number or volume that begins behind a thing: "coffee x3", "monster 500 ml", "coffee, 3 cups", "coffee? 3
    /// cups", "coffee a day 3 cups".
    fn after(&self, end: usize) -> Option<&Parsed> {
        let pieces = &self.reading.lattice.pieces;
        let next = pieces.get(end)?;
        let place = self.over_rates(end);
        let number = place + usize::from(pieces.get(place)?.is_times());
        let here = self.reading.beginning(number, number + 1);
        // "coffee: 2 in the morning" is no time of day
        let at_times = self.reading.hours.iter().filter(|q| q.from == number);
        let at_times = at_times.filter(|q| self.occasion_at(q.to).is_some());
        // "a tea at four" tells when
        let at_a_time = |q: &&Parsed| {
            let mut near = self.reading.beginning(end, q.from);
            near.any(|at| matches!(at.measure, Measure::Clock { .. }) && at.to == q.to)
        };
        let here = here.chain(at_times).filter(|q| countable(q) && !at_a_time(q));
        let found = here.max_by_key(|q| q.to - q.from)?;
        let inside = self.chosen.clauses.same_segment(end - 1, end) && place == end;
        // "energy drinks, two 250 ml cans a day"
        let size = self.reading.beginning(found.to, found.to + 1);
        let size = size.filter(|q| q.measure == Measure::Volume).map(|q| q.to).max();
        let size = size.filter(|_| found.measure == Measure::Number);
        let sized = size.map_or(found.to, |size| self.past_container(size));
        let behind = self.past_container(found.to).max(sized);
        let container = (behind > size.unwrap_or(found.to)).then_some(behind);
        let another = self.chosen.things.iter().any(|thing| {
            // "coffee, 3 cups of tea": the cups are of what comes behind them
            (found.to..=behind + 1).contains(&thing.found.from())
                && Some(thing.found.to()) != container
                && self.chosen.clauses.same_segment(found.to - 1, thing.found.from())
        });
        let counts_it = || {
            let ends = pieces.get(behind).is_none_or(|piece| piece.before >= Break::Comma);
            let often = self.times_a_day(&mut behind.clone(), NEAR) != Decimal::ONE
                || self.reading.places.pers.iter().any(|(from, _, _)| *from == behind);
            container.is_some() || ends || often
        };
        let denied = self.chosen.clauses.denial(Stretch::of(end - 1, end), &[]) != Denial::No;
        let answers = self.reading.questions.contains(&(end - 1)) && place == end;
        let parted = next.before <= Break::Comma || answers;
        let near = inside || parted && !denied && counts_it();
        (near && !another).then_some(found)
    }

    /// Passes over small words, and over "a day" and "now" behind a thing.
    fn over_rates(&self, place: usize) -> usize {
        let mut at = place;
        let fillers = &self.reading.lattice.fillers;
        for _ in 0..3 {
            let rate = self.reading.places.pers.iter().filter(|(from, _, _)| *from == at);
            let now = || at < fillers.len() && self.chosen.clauses.on(at, &[Cue::Now]);
            let filler = fillers.get(at).copied().unwrap_or(false) || now();
            match rate.map(|(_, to, _)| *to).max() {
                Some(to) => at = to,
                None if filler => at += 1,
                None => break,
            }
        }
        at
    }

    /// Where a container of no thing in particular ends that begins at a place: "cups".
    pub(crate) fn container_at(&self, place: usize) -> Option<usize> {
        let mut containers = self.chosen.things.iter().filter(|thing| {
            let owner = self.tongue.owners[thing.found.owner as usize];
            thing.found.from() == place && is_container(owner)
        });
        containers.next().map(|thing| thing.found.to())
    }

    /// Where a container ends that begins at a place or behind one word there: "big cups". Else the place itself.
    fn past_container(&self, place: usize) -> usize {
        let behind = || {
            let near = place > 0
                && place + 1 < self.reading.lattice.pieces.len()
                && self.chosen.clauses.same_segment(place - 1, place + 1);
            let counts = self.reading.beginning(place, place + 1).next().is_some();
            if near && !counts { self.container_at(place + 1) } else { None }
        };
        self.container_at(place).or_else(behind).unwrap_or(place)
    }

    /// Whether a thing, and no mere container, begins at a place or behind one small word.
    fn names_another(&self, place: usize) -> bool {
        let fillers = &self.reading.lattice.fillers;
        let small = fillers.get(place).copied().unwrap_or(false);
        self.chosen.things.iter().any(|thing| {
            let owner = self.tongue.owners[thing.found.owner as usize];
            let near = (place..=place + usize::from(small)).contains(&thing.found.from());
            near && !is_container(owner)
        })
    }

    /// Where an article before a thing stands.
    fn article_before(&self, place: usize) -> Option<usize> {
        let from = place.checked_sub(1)?;
        let articles = &self.reading.places.articles;
        (0..2).find_map(|back| {
            let at = from.checked_sub(back)?;
            let between = (at + 1..place).all(|p| self.reading.lattice.fillers[p]);
            (articles.contains(&at) && between).then_some(at)
        })
    }

    /// "Double espresso twice a day": a rate that is not just "every day" counts one at a time.
    fn often(&self, at: Stretch) -> Option<usize> {
        let mut end = at.to;
        let times = self.times_a_day(&mut end, NEAR);
        (end > at.to && times != Decimal::ONE && end - at.to <= 4).then_some(at.from)
    }

    /// How often a day, by a rate that stands in the same segment behind it.
    pub(crate) fn times_a_day(&self, end: &mut usize, reach: usize) -> Decimal {
        let last = end.saturating_sub(1);
        let near = |from: usize| {
            from >= *end && from - *end <= reach && self.chosen.clauses.same_segment(last, from)
        };
        let blocked = |from: usize| {
            // "two coffees a day and three workouts a week"
            (*end..from).any(|at| self.chosen.clauses.on(at, &[Cue::List, Cue::Terminator]))
                || self
                    .chosen
                    .things
                    .iter()
                    .any(|t| t.found.from() >= *end && t.found.from() < from)
        };
        let rates = self.reading.beginning(*end, *end + 5).filter_map(|q| match q.measure {
            Measure::Rate { per } => Some((q.from, q.to, q.middle().checked_div(per)?)),
            _ => None,
        });
        let pers =
            self.reading.places.pers.iter().filter_map(|(from, to, days)| {
                Some((*from, *to, Decimal::ONE.checked_div(*days)?))
            });
        let best = rates
            .chain(pers)
            .filter(|(from, _, _)| near(*from) && !blocked(*from))
            .min_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
        match best {
            Some((_, to, times)) => {
                *end = to;
                times
            }
            None => Decimal::ONE,
        }
    }

    /// "Used to drink six cups, now it's two": a bare number counts what was spoken of, where it is asked or what was
    /// said of it is over.
    fn bare_count(&self, spent: &mut [bool], counted: &mut Vec<Counted>) {
        let things = &self.model.vocabulary.amounts.things;
        let spoken = self.chosen.things.iter().find_map(|mention| {
            let thing = self.words.things[mention.entry].thing;
            let known = things.get(thing)?;
            let over = self.chosen.clauses.marked(Cue::Over, mention.found.from());
            let asked = self.asked.asks(known.slot);
            let spoken = (asked || over) && known.each.is_some();
            spoken.then_some((thing, known, (!asked).then_some(mention.found.to())))
        });
        let Some((position, thing, over)) = spoken else { return };
        let is_counted = counted.iter().any(|one| one.thing == position);
        if is_counted || over.is_none() && !counted.is_empty() {
            return;
        }
        let bare = self.reading.quantities.iter().find(|q| {
            let at = Stretch::of(q.from, q.to);
            let of_now = |over: usize| {
                q.from > over
                    && self.is_of_now(q.from)
                    && self.chosen.clauses.same_sentence(over - 1, q.from)
            };
            if !over.is_none_or(of_now) {
                return false;
            }
            let free = !spent[q.from..q.to].iter().any(|s| *s);
            let few = q.value < Decimal::whole(MOST_AT_ONCE);
            let holds = over.is_some() || self.holds(at);
            q.measure == Measure::Number && free && holds && few
        });
        let bare = bare.map(|q| (q.middle(), Stretch::of(q.from, q.to)));
        // "now one in the morning", where "one" is an article as well
        let article = || {
            let over = over?;
            let later = self.reading.places.articles.iter().filter(|at| **at > over);
            let mut free = later
                .filter(|at| !spent[**at] && self.chosen.clauses.same_sentence(over - 1, **at));
            let now =
                free.find(|at| self.occasion_at(**at + 1).is_some() && self.is_of_now(**at))?;
            Some((Decimal::ONE, Stretch::of(*now, now + 1)))
        };
        let Some((count, at)) = bare.or_else(article) else { return };
        let Some(amount) = thing.each.and_then(|each| count.checked_mul(each)) else { return };
        spent[at.from..at.to].fill(true);
        let slot = thing.slot;
        counted.push(Counted { slot, count, thing: position, amount, at, score: 85 });
    }
}

/// The sums of what was counted, with amounts read by phrases added.
pub(crate) fn with_counted(values: &mut Vec<Value>, counted: &[Counted], clauses: &Clauses) {
    let mut slots: Vec<Slot> = counted.iter().map(|one| one.slot).collect();
    slots.sort_unstable();
    slots.dedup();
    for slot in slots {
        // what a phrase has read already is not counted beside it
        let read: Vec<Stretch> = values.iter().filter(|v| v.slot == slot).map(|v| v.at).collect();
        let over = |at: Stretch| read.iter().any(|read| read.from < at.to && at.from < read.to);
        let mine = || counted.iter().filter(|one| one.slot == slot && !over(one.at));
        // "two scoops, 400 mg in all"
        let sums = values.iter().filter(|value| value.slot == slot);
        let mut sums = sums.filter(|value| clauses.marked(Cue::Total, value.at.from));
        if mine().next().is_none() || sums.next().is_some() {
            continue;
        }
        let mut sum = mine().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one.amount));
        let from = mine().map(|one| one.at.from).min().unwrap_or(0);
        let to = mine().map(|one| one.at.to).max().unwrap_or(0);
        let score = mine().map(|one| one.score).min().unwrap_or(0);
        for value in values.iter().filter(|value| value.slot == slot) {
            sum = sum.and_then(|sum| sum.checked_add(value.value));
        }
        values.retain(|value| value.slot != slot);
        if let Some(value) = sum {
            values.push(Value { slot, value, at: Stretch::of(from, to), score });
        }
    }
}

/// How many of a thing a quantity is; a volume is divided by the volume of one.
fn how_many(thing: &Thing, quantity: &Parsed) -> Option<Decimal> {
    if !matches!(quantity.bound, Bound::None | Bound::AtLeast) {
        return None;
    }
    let value = quantity.middle();
    match quantity.measure {
        Measure::Number => Some(value),
        Measure::Volume => value.checked_div(thing.millilitres?),
        _ => None,
    }
}

/// Whether a thing is named by what it is had in only: "cups".
fn is_container(owner: Owner) -> bool {
    matches!(owner, Owner::Thing(_, Named::Container | Named::Answer))
}

fn countable(quantity: &Parsed) -> bool {
    matches!(quantity.measure, Measure::Number | Measure::Volume)
}

//! Numbers that are said of facts: by a phrase, beside a symptom, counted in things, or as a bare answer.

use crate::base::decimal::Decimal;
use crate::model::Model;
use crate::model::fact::{FactKind, NumberKind, Slot, Unit};
use crate::model::finding::Finding;
use crate::model::vocabulary::{self, Cue, Words};
use crate::understand::amounts::Counted;
use crate::understand::choose::{Asked, Chosen, Mention};
use crate::understand::clauses::{Denial, Stretch};
use crate::understand::quantity::{Bound, LONGEST, Measure, Parsed};
use crate::understand::reading::Reading;
use crate::understand::said::{Statement, distance};
use crate::understand::tongue::{Owner, Tongue};

/// The seconds of a day.
pub(crate) const DAY: i32 = 86_400;
const HOUR: i32 = 3_600;
/// How far behind a mass a rate stands at most: "100 mg of caffeine twice a day".
const BESIDE: usize = 2;
/// The ends of a range of hours of sleep lie at most so many apart.
const LONGEST_SPAN: i32 = 3;
/// How far off, in pieces, "and" sets what it parts.
const ANOTHER: usize = 6;

/// One number said of one fact.
#[expect(clippy::struct_field_names, reason = "a value is what a finding calls it")]
#[derive(Debug, Clone)]
pub(crate) struct Value {
    /// The fact's slot.
    pub(crate) slot: Slot,
    /// The value in the fact's unit.
    pub(crate) value: Decimal,
    /// Where.
    pub(crate) at: Stretch,
    /// How surely.
    pub(crate) score: u8,
}

/// Everything that values are read from.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    /// The model.
    pub(crate) model: &'a Model,
    /// The index of the language.
    pub(crate) tongue: &'a Tongue,
    /// The words of the language.
    pub(crate) words: &'a Words,
    /// The message.
    pub(crate) reading: &'a Reading,
    /// What counts in it.
    pub(crate) chosen: &'a Chosen,
    /// What is asked.
    pub(crate) asked: Asked<'a>,
}

impl Values<'_> {
    /// All values by phrases, symptoms and bare answers; pieces of quantities that are read get spent.
    pub(crate) fn read(
        &self,
        said: &[Statement],
        counted: &[Counted],
        spent: &mut [bool],
    ) -> Vec<Value> {
        let mut values = self.by_phrase(said, spent);
        self.corrected(spent, &mut values);
        self.changed(spent, &mut values);
        self.alone(spent, &mut values);
        self.lasting(said, spent, &mut values);
        self.bare(counted, spent, &mut values);
        values.retain(|value| self.plausible(value));
        self.settled(&values)
    }

    fn by_phrase(&self, said: &[Statement], spent: &mut [bool]) -> Vec<Value> {
        let mut values = Vec::new();
        for mention in &self.chosen.readings {
            let entry = &self.words.readings[mention.entry];
            let answer = self.tongue.owners[mention.found.owner as usize]
                == Owner::Reading(mention.entry, true);
            let asked = self.asked.asks(entry.slot);
            let at = Stretch::of(mention.found.from(), mention.found.to());
            let beside = entry.with.is_empty()
                || asked
                || said
                    .iter()
                    .any(|s| entry.with.contains(&s.slot) && s.finding == Finding::Affirmed);
            let ended = !asked && self.has_ended(entry.slot, at, said);
            if answer && !asked || !beside || ended || !self.stated(at) {
                continue;
            }
            let quantities: Vec<&Parsed> = self.quantities_of(&mention.found.quantities);
            let leaps = self.leaps_over_a_thing(entry.slot, at, &quantities, &values);
            if leaps || !self.may_read(mention, &quantities, said) {
                continue;
            }
            // "been lifting 2 years, 6 days a week": the first may be of something else as well
            let read = |q: &&Parsed| spent[q.from..q.to].iter().any(|spent| *spent);
            let used =
                quantities.iter().any(|q| self.is_rate(q)) || quantities.last().is_some_and(read);
            if used {
                continue;
            }
            let value = self.told(entry, &quantities);
            let counted = self.counted_before(entry.slot, at, &quantities);
            let times = counted.map_or(Decimal::ONE, Parsed::middle);
            let mut end = quantities.first().map_or(at.to, |quantity| quantity.to);
            // "100 mg of caffeine twice a day"
            let daily = match counted {
                None if self.can_be_counted(entry.slot, &quantities) => {
                    self.times_a_day(&mut end, BESIDE)
                }
                _ => Decimal::ONE,
            };
            let value = value.and_then(|value| value.checked_mul(times)?.checked_mul(daily));
            let Some(value) = value else { continue };
            let value = if daily == Decimal::ONE { value } else { self.rounded(entry.slot, value) };
            let from = counted.map_or(at.from, |counted| counted.from);
            let at = Stretch::of(from, end.max(at.to));
            let read = Value { slot: entry.slot, value, at, score: mention.found.score };
            // what is no plausible value of this fact is left for another
            let young = self.is_too_young(&read) || self.is_too_short(&read);
            if !self.plausible(&read) || !asked && young {
                continue;
            }
            let clocks = quantities.iter().all(|quantity| is_clock(quantity));
            let mine = |q: &&Parsed| {
                entry.value.is_some() || clocks || self.in_unit(entry.slot, q).is_some()
            };
            for quantity in quantities.iter().copied().filter(mine).chain(counted) {
                spent[quantity.from..quantity.to].fill(true);
            }
            values.push(read);
        }
        values
    }

    /// What a phrase tells with the quantities in it.
    fn told(&self, entry: &vocabulary::Reading, quantities: &[&Parsed]) -> Option<Decimal> {
        let value = entry.value.or_else(|| match (entry.up_first, quantities) {
            (true, [up, bed]) => self.value_of(entry.slot, &[*bed, *up]),
            _ => self.value_of(entry.slot, quantities),
        })?;
        if entry.not_yet { value.checked_sub(Decimal::ONE) } else { Some(value) }
    }

    /// "Gym four days a week and two coffees every day": what has been told once is not told by what counts a thing.
    fn leaps_over_a_thing(
        &self,
        slot: Slot,
        at: Stretch,
        quantities: &[&Parsed],
        values: &[Value],
    ) -> bool {
        let told = |value: &Value| {
            let overlaps = value.at.from < at.to && at.from < value.at.to;
            let behind = |q: &&Parsed| q.from >= value.at.to && self.names_any(value.at.to, q.from);
            overlaps && quantities.iter().all(behind)
        };
        !quantities.is_empty() && values.iter().any(|value| value.slot == slot && told(value))
    }

    /// Whether what surrounds a phrase lets it tell the quantities in it.
    fn may_read(&self, mention: &Mention, quantities: &[&Parsed], said: &[Statement]) -> bool {
        let entry = &self.words.readings[mention.entry];
        let rejected = quantities.iter().any(|q| self.chosen.clauses.rejected(q.from));
        if rejected || self.takes_from_a_name(mention, entry.slot) {
            return false;
        }
        let told = |q: &&Parsed| {
            let mut beside = said.iter().filter(|s| entry.with.contains(&s.slot));
            beside.any(|s| self.told_before(Stretch::of(q.from, q.to), s.at))
        };
        let burden = |q: &&Parsed| {
            let whole = (q.from, q.to) == (mention.found.from(), mention.found.to());
            whole && self.is_of_a_burden(entry.slot, q)
        };
        let strange = quantities.iter().any(told) || quantities.iter().any(burden);
        self.asked.asks(entry.slot) || !strange && !self.is_of_another(mention, said)
    }

    /// What the quantities of one phrase come to.
    fn value_of(&self, slot: Slot, quantities: &[&Parsed]) -> Option<Decimal> {
        match quantities {
            [from, to] if is_clock(from) && is_clock(to) => {
                slept(from.value, to.value).map(|hours| between_hours(from, to, hours))
            }
            // "28M 85 kg": of an age and a weight, what fits the fact
            [first, mass] if mass.measure == Measure::Mass => {
                self.in_unit(slot, mass).or_else(|| self.in_unit(slot, first))
            }
            [.., last] => self.slept_within(slot, last).or_else(|| self.in_unit(slot, last)),
            [] => None,
        }
    }

    /// Whether a phrase uses only a part of a thing's name: "pre workout daily" tells of no workout every day.
    fn takes_from_a_name(&self, mention: &Mention, slot: Slot) -> bool {
        let things = &self.model.vocabulary.amounts.things;
        self.chosen.things.iter().any(|thing| {
            let of = things.get(self.words.things[thing.entry].thing);
            let pieces = || thing.found.used.iter().flat_map(|range| range.0..range.1);
            of.is_some_and(|of| of.slot != slot)
                && pieces().any(|piece| mention.found.uses(piece))
                && !pieces().all(|piece| mention.found.uses(piece))
        })
    }

    /// "Parkinson's for four years, my hand twitches": how long, beside something else than what it counts beside.
    fn is_of_another(&self, mention: &Mention, said: &[Statement]) -> bool {
        let entry = &self.words.readings[mention.entry];
        if entry.with.is_empty() {
            return false;
        }
        let at = mention.found.from();
        let inside = |s: &&Statement| {
            let set = matches!(self.model.fact_of(s.slot).kind, FactKind::Set(_));
            set && !s.detail && self.chosen.clauses.same_segment(s.at.from, at)
        };
        let mut beside = said.iter().filter(inside).peekable();
        beside.peek().is_some() && !beside.any(|s| entry.with.contains(&s.slot))
    }

    /// "It twitched for two days but it stopped": how long lasted what is over now states nothing.
    fn has_ended(&self, slot: Slot, at: Stretch, said: &[Statement]) -> bool {
        let lasting = self.model.vocabulary.amounts.lasting.iter().find(|(_, days)| *days == slot);
        let Some((symptom, _)) = lasting else { return false };
        let affirmed = said.iter().any(|s| s.slot == *symptom && s.finding == Finding::Affirmed);
        let hits = self.chosen.hits.iter().map(|hit| (hit.found.from(), hit.found.to()));
        let apart = hits.filter(|(from, to)| *to <= at.from || at.to <= *from);
        let others: Vec<Stretch> = apart.map(|(from, to)| Stretch::of(from, to)).collect();
        let clauses = &self.chosen.clauses;
        !affirmed && (clauses.over(at, &others) || clauses.long_ago(at, &others))
    }

    /// Whether it is one mass, of a fact that things are counted for.
    fn can_be_counted(&self, slot: Slot, quantities: &[&Parsed]) -> bool {
        let is_mass = matches!(quantities, [only] if only.measure == Measure::Mass);
        is_mass && self.model.vocabulary.amounts.things.iter().any(|thing| thing.slot == slot)
    }

    /// "Four caffeine pills of 200 mg": the number before an amount of something that can be counted.
    fn counted_before(&self, slot: Slot, at: Stretch, quantities: &[&Parsed]) -> Option<&Parsed> {
        if !self.can_be_counted(slot, quantities) || at.from == 0 {
            return None;
        }
        let before = self.reading.quantities.iter().filter(|q| q.to == at.from);
        let number = before.filter(|q| q.measure == Measure::Number && q.bound == Bound::None);
        let near = self.chosen.clauses.same_segment(at.from - 1, at.from);
        number.max_by_key(|q| q.to - q.from).filter(|q| near && q.value.is_whole())
    }

    /// "I carry 25 kilo bags", "squeeze 42 kilos with my right hand": a mass amid words that are nothing known is no weight
    /// of a person; nor is a small one behind such a word.
    fn is_of_a_burden(&self, slot: Slot, mass: &Parsed) -> bool {
        if mass.measure != Measure::Mass {
            return false;
        }
        let clauses = &self.chosen.clauses;
        let fillers = &self.reading.lattice.fillers;
        let (first, end) = clauses.segment_around(mass.from);
        let cues = [Cue::Myself, Cue::Hedge, Cue::Now, Cue::Usual, Cue::Lately, Cue::Greeting];
        let joins = [Cue::List, Cue::Or, Cue::Terminator];
        let passes = |at: &usize| fillers[*at] || clauses.on(*at, &cues);
        let about = |at: usize| self.reading.places.abouts.iter().any(|a| (a.0..a.1).contains(&at));
        let known = |at: usize| {
            clauses.on(at, &joins)
                || about(at)
                || self.chosen.hits.iter().any(|hit| hit.found.uses(at))
                || self.chosen.readings.iter().any(|one| one.found.uses(at))
                || self.reading.beginning(at.saturating_sub(LONGEST), at + 1).any(|q| at < q.to)
        };
        let strange = |at: Option<usize>| at.is_some_and(|at| !known(at));
        let before = strange((first..mass.from).rev().find(|at| !passes(at)));
        let behind = strange((mass.to..end).find(|at| !passes(at)));
        let least = self.model.vocabulary.amounts.least_bare.iter().find(|bare| bare.0 == slot);
        let small = || least.is_some_and(|bare| self.in_unit(slot, mass) < Some(bare.1));
        before && (behind || small())
    }

    fn quantities_of(&self, edges: &[u32]) -> Vec<&Parsed> {
        edges
            .iter()
            .filter_map(|number| self.reading.lattice.edge(*number).quantity)
            .filter_map(|number| self.reading.quantities.get(number as usize))
            .collect()
    }

    /// Whether a stretch states something at all.
    pub(crate) fn stated(&self, at: Stretch) -> bool {
        let clauses = &self.chosen.clauses;
        let over = clauses.marked(Cue::Over, at.from) || clauses.marked(Cue::LongAgo, at.from);
        let ago = self
            .reading
            .beginning(at.from, at.to)
            .any(|q| matches!(q.measure, Measure::Ago { .. }) && q.to <= at.to);
        !clauses.supposed(at.from) && !clauses.of_others(at) && (!over || ago)
    }

    /// "I sleep from 2 to 8": ends too far apart for so many hours are times of day.
    fn slept_within(&self, slot: Slot, range: &Parsed) -> Option<Decimal> {
        let high = range.to_value.filter(|_| range.measure == Measure::Number)?;
        let hours = number_kind(self.model, slot)?.unit == Unit::Hours;
        let opened =
            self.reading.places.opens.iter().any(|end| (range.from..range.to).contains(end));
        let far = high.checked_sub(range.value)? > Decimal::whole(LONGEST_SPAN);
        if hours && opened && far { slept(range.value, high) } else { None }
    }

    /// A quantity in the unit of a fact.
    pub(crate) fn in_unit(&self, slot: Slot, quantity: &Parsed) -> Option<Decimal> {
        let kind = number_kind(self.model, slot)?;
        let value = quantity.middle();
        let over = |unit: i32| value.checked_div(Decimal::whole(unit));
        let plain = match (kind.unit, quantity.measure) {
            (Unit::Hours, Measure::Ago { hours }) => hours.checked_div(Decimal::whole(HOUR)),
            (Unit::Hours, Measure::Duration) => over(HOUR),
            (Unit::Minutes, Measure::Duration) => over(60),
            (Unit::Days, Measure::Duration | Measure::Ago { .. })
            | (Unit::DaysPerWeek, Measure::Duration) => over(DAY),
            // "41 years, nine days with …": whole years are an age
            (Unit::Years, Measure::Duration) => over(DAY * 365)
                .map(|years| Decimal::from_millionths(years.millionths() / 1_000_000 * 1_000_000)),
            (Unit::Milligrams, Measure::Mass) => value.checked_mul(Decimal::whole(1000)),
            (Unit::Kilograms, Measure::Mass) => {
                let kilos = value.checked_div(Decimal::whole(1000))?;
                let hundredths = kilos.checked_mul(Decimal::whole(100))?.millionths();
                Some(Decimal::from_millionths((hundredths + 500_000) / 1_000_000 * 10_000))
            }
            (Unit::DaysPerWeek, Measure::Rate { per }) => {
                let weekly = value.checked_mul(Decimal::whole(7))?.checked_div(per)?;
                let hundredths = weekly.checked_mul(Decimal::whole(100))?.millionths();
                let weekly = Decimal::from_millionths((hundredths + 500_000) / 1_000_000 * 10_000);
                Some(weekly.min(Decimal::whole(7)))
            }
            // "I am 1.82 tall" tells no age
            (Unit::Years, Measure::Number) if value.millionths() % 1_000_000 != 0 => None,
            (_, Measure::Number) => Some(value),
            _ => None,
        }?;
        // "can't sleep more than 4 hours": four, not more
        let at = Stretch::of(quantity.from, quantity.to);
        let is_most = match quantity.bound {
            Bound::More => self.chosen.clauses.denial(at, &[]) != Denial::No,
            bound => bound == Bound::AtMost,
        };
        if is_most && kind.unit == Unit::Hours {
            return Some(plain);
        }
        match quantity.bound {
            Bound::More => plain.checked_add(kind.step),
            Bound::Less => plain.checked_sub(kind.step).map(|less| less.max(kind.min)),
            Bound::AtMost => None,
            Bound::None | Bound::AtLeast => Some(plain),
        }
    }

    /// Durations that no phrase has read, beside a symptom that they are the age of.
    fn lasting(&self, said: &[Statement], spent: &mut [bool], values: &mut Vec<Value>) {
        let mut order: Vec<&Parsed> = self
            .reading
            .quantities
            .iter()
            .filter(|q| matches!(q.measure, Measure::Duration | Measure::Ago { .. }))
            .collect();
        order.sort_by_key(|q| std::cmp::Reverse(q.to - q.from));
        for quantity in order {
            let at = Stretch::of(quantity.from, quantity.to);
            let free = !spent[at.from..at.to].iter().any(|spent| *spent)
                && !self.hidden(quantity)
                && !quantity.vague
                && self.stated(at)
                && !self.chosen.clauses.rejected(at.from);
            // "it twitches for ten seconds" tells nothing of since when
            let least = if quantity.measure == Measure::Duration { DAY } else { HOUR };
            let short = quantity.value < Decimal::whole(least);
            if !free || short || self.may_be_age(quantity) {
                continue;
            }
            let lasting = &self.model.vocabulary.amounts.lasting;
            // "it hops in my thumb, think it's stress. 12 days": by itself it is of what can last
            let alone = self.has_clause(quantity);
            let listed = |slot: Slot| lasting.iter().any(|(known, _)| *known == slot);
            let can_last = |s: &&Statement| {
                let fact = |slot: Slot| self.model.slots[slot.index()].fact;
                let set = matches!(self.model.fact_of(s.slot).kind, FactKind::Set(_));
                let symptoms = lasting.iter().any(|(known, _)| fact(*known) == fact(s.slot));
                !alone || listed(s.slot) || set && !symptoms
            };
            let stated = said.iter().filter(|s| s.finding != Finding::Denied && !s.detail);
            let named = stated.filter(can_last);
            let nearest = named.min_by_key(|s| {
                let clauses = &self.chosen.clauses;
                let apart = !clauses.same_sentence(s.at.from, at.from);
                // "high blood pressure, and for two weeks my calf twitches"
                let (from, to) = (s.at.to.min(at.to), s.at.from.max(at.from));
                let list = clauses.lists_between(from, to);
                // what stands in other words between commas is spoken of elsewhere
                let far = clauses.parted(s.at.from.min(at.from), s.at.from.max(at.from));
                (apart, far, distance(s.at, at) + list * ANOTHER, !listed(s.slot))
            });
            let Some(nearest) = nearest.filter(|s| !self.told_before(at, s.at)) else { continue };
            let Some((_, days)) = lasting.iter().find(|(slot, _)| *slot == nearest.slot) else {
                continue;
            };
            let unread = !values.iter().any(|value| value.slot == *days);
            if let Some(value) = self.in_unit(*days, quantity).filter(|_| unread) {
                spent[at.from..at.to].fill(true);
                values.push(Value { slot: *days, value, at, score: 90 });
            }
        }
    }

    /// "Stopped the powder, three weeks clean, but my calf twitches": how long is of what stands before it.
    fn told_before(&self, at: Stretch, said: Stretch) -> bool {
        let clauses = &self.chosen.clauses;
        let before = |from: usize, to: usize| to <= at.from && clauses.same_sentence(from, at.from);
        at.to <= said.from
            && clauses.same_sentence(at.from, said.from)
            && clauses.turns_between(at.from, said.from)
            && self.chosen.hits.iter().any(|hit| before(hit.found.from(), hit.found.to()))
    }

    /// Whether a quantity states something, and nothing has read it.
    pub(crate) fn is_free(&self, q: &Parsed, spent: &[bool]) -> bool {
        let at = Stretch::of(q.from, q.to);
        !spent[at.from..at.to].iter().any(|spent| *spent)
            && !self.hidden(q)
            && !q.vague
            && self.stated(at)
    }

    /// "Four coffees a day", "5 runs a week", "twice a week": how often, not how long.
    fn is_rate(&self, quantity: &Parsed) -> bool {
        let from = quantity.from;
        let per =
            self.reading.places.pers.iter().any(|(at, to, _)| (*at, *to) == (from, quantity.to));
        if quantity.measure != Measure::Duration || !per || from == 0 {
            return false;
        }
        let near = |at: usize| self.chosen.clauses.same_segment(at, from);
        let thing = self.chosen.things.iter().any(|thing| thing.found.to() == from);
        let before = self.reading.beginning(from.saturating_sub(LONGEST), from);
        let counted = before.filter(|q| q.to <= from && q.to + 1 >= from);
        near(from - 1) && thing || counted.into_iter().any(|q| near(q.to - 1))
    }

    /// Durations inside a rate or a longer quantity are none by themselves.
    fn hidden(&self, quantity: &Parsed) -> bool {
        self.is_rate(quantity)
            || self.reading.beginning(quantity.from.saturating_sub(LONGEST), quantity.from + 1).any(
                |other| {
                    let longer = other.to - other.from > quantity.to - quantity.from;
                    let holds = other.from <= quantity.from && quantity.to <= other.to;
                    let loose = matches!(other.measure, Measure::Clock { sure: false });
                    longer && holds && !loose
                },
            )
            || quantity.bound == Bound::AtMost
    }

    /// A bare quantity answers the number that is asked.
    fn bare(&self, counted: &[Counted], spent: &mut [bool], values: &mut Vec<Value>) {
        for slot in self.asked.slots {
            let Some(_) = number_kind(self.model, *slot) else { continue };
            if values.iter().any(|value| value.slot == *slot) {
                continue;
            }
            let mut order: Vec<&Parsed> = self.reading.quantities.iter().collect();
            // "5 out of 7" are five days a week before they are a fraction
            let rate = |q: &Parsed| matches!(q.measure, Measure::Rate { .. });
            order.sort_by_key(|q| (std::cmp::Reverse(q.to - q.from), q.from, !rate(q)));
            let mut found = Vec::new();
            for quantity in order {
                let at = Stretch::of(quantity.from, quantity.to);
                // "two cups" answers no question about hours
                let counts = self.chosen.things.iter().any(|thing| {
                    let entry = &self.words.things[thing.entry];
                    let of = self.model.vocabulary.amounts.things.get(entry.thing);
                    thing.found.from() == at.to && of.is_some_and(|of| of.slot != *slot)
                });
                // "two coffees at home, one with my sister" answers none about milligrams with the one
                let counts = counts
                    || quantity.measure == Measure::Number
                        && counted.iter().any(|one| one.slot == *slot);
                let free = !spent[at.from..at.to].iter().any(|spent| *spent)
                    && !counts
                    && !self.hidden(quantity)
                    && !quantity.vague
                    && self.stated(at)
                    && !self.chosen.clauses.rejected(at.from);
                if let Some(value) = self.in_unit(*slot, quantity).filter(|_| free) {
                    spent[at.from..at.to].fill(true);
                    found.push(Value { slot: *slot, value, at, score: 95 });
                }
            }
            found.sort_by_key(|value| value.at.from);
            values.extend(found);
        }
    }

    /// "A boy of three weeks": an age of nobody who writes.
    fn is_too_young(&self, value: &Value) -> bool {
        let known = &self.model.vocabulary.amounts.alone;
        known.iter().any(|alone| alone.slot == value.slot && value.value < alone.told_from)
    }

    /// "It twitches for ten seconds" tells nothing of since when.
    fn is_too_short(&self, value: &Value) -> bool {
        let known = &self.model.vocabulary.amounts.lasting;
        let hour = Decimal::whole(HOUR).checked_div(Decimal::whole(DAY));
        known.iter().any(|(_, days)| *days == value.slot)
            && hour.is_some_and(|hour| value.value < hour)
    }

    pub(crate) fn plausible(&self, value: &Value) -> bool {
        number_kind(self.model, value.slot)
            .is_some_and(|kind| (kind.min..=kind.max).contains(&value.value))
    }
}

/// The kind of a number fact.
pub(crate) fn number_kind(model: &Model, slot: Slot) -> Option<&NumberKind> {
    match &model.fact_of(slot).kind {
        FactKind::Number(kind) => Some(kind),
        _ => None,
    }
}

fn is_clock(quantity: &Parsed) -> bool {
    matches!(quantity.measure, Measure::Clock { .. })
}

/// "5 to 7" are rather so many hours than two of the clock.
fn between_hours(from: &Parsed, to: &Parsed, hours: Decimal) -> Decimal {
    let loose = |one: &Parsed| matches!(one.measure, Measure::Clock { sure: false });
    let both = from.value.checked_add(to.value);
    match both.and_then(|both| both.checked_div(Decimal::whole(2))) {
        Some(middle) if loose(from) && loose(to) && hours <= Decimal::whole(LONGEST_SPAN) => middle,
        _ => hours,
    }
}

/// The hours from one time of day to the next: from a bedtime to a time of rising.
fn slept(from: Decimal, to: Decimal) -> Option<Decimal> {
    let day = Decimal::whole(24);
    let mut hours = to.checked_sub(from)?;
    while hours <= Decimal::ZERO {
        hours = hours.checked_add(day)?;
    }
    if hours > Decimal::whole(14) { hours.checked_sub(Decimal::whole(12)) } else { Some(hours) }
}

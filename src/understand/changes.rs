//! Values that replace others: corrected, changed since, or rivals of one another.

use std::cmp::Reverse;

use crate::base::decimal::Decimal;
use crate::model::fact::{Slot, Unit};
use crate::model::vocabulary::Cue;
use crate::understand::clauses::Stretch;
use crate::understand::piece::Break;
use crate::understand::quantity::{Measure, Parsed};
use crate::understand::values::{Value, Values, number_kind};

/// How many words stand between a value and the word for now behind it at most: "96 kilos before Christmas, now 88".
const FEW: usize = 4;
/// How many words stand between "now" and the number that it is said of at most.
const MOST_BETWEEN: usize = 5;

impl Values<'_> {
    /// "I sleep 4 hours, no wait, 6 hours": what follows a correction is said of what was said before it.
    pub(crate) fn corrected(&self, spent: &mut [bool], values: &mut Vec<Value>) {
        let Some(cue) = self.chosen.clauses.first(Cue::Correction) else { return };
        let before = values.iter().filter(|value| value.at.to <= cue).max_by_key(|v| v.at.to);
        let Some(slot) = before.map(|before| before.slot) else { return };
        if values.iter().any(|value| value.slot == slot && value.at.from > cue) {
            return;
        }
        let next = self.reading.quantities.iter().filter(|q| q.from > cue);
        let right = |q: &Parsed| !self.chosen.clauses.rejected(q.from);
        let free =
            |q: &&Parsed| self.is_free(q, spent) && right(q) && self.in_unit(slot, q).is_some();
        let next = next.filter(free).min_by_key(|q| (q.from, std::cmp::Reverse(q.to)));
        self.say_again(slot, next, spent, values);
    }

    /// "84 kg, down to 79", "I sleep 9 at weekends but normally 6": a bare number that ends a clause is said of the
    /// value before it, where a word for now or for as a rule, and nothing else that is known, stands between the two.
    pub(crate) fn changed(&self, spent: &mut [bool], values: &mut Vec<Value>) {
        let clauses = &self.chosen.clauses;
        let lattice = &self.reading.lattice;
        let ends = |at: usize| lattice.pieces.get(at).is_none_or(|p| p.before >= Break::Comma);
        let numbers = self.reading.quantities.iter().filter(|q| q.measure == Measure::Number);
        let again = numbers.filter(|q| q.from > 0 && ends(q.to)).find_map(|q| {
            let mark = self.marked_before(q.from, &[Cue::Now, Cue::Usual])?;
            let told = values.iter().filter(|v| v.at.to <= mark).max_by_key(|v| v.at.to);
            let told = told.map(|value| (value.slot, value.at));
            let (slot, at) = told.or_else(|| self.was_told(mark))?;
            let joined = clauses.same_sentence(at.from, q.from)
                && mark - at.to <= FEW
                && self.says_nothing(at.to, mark)
                && self.is_free(q, spent);
            joined.then_some((slot, q))
        });
        if let Some((slot, quantity)) = again {
            self.say_again(slot, Some(quantity), spent, values);
        }
    }

    /// "Used to sleep 8 hours, now 5": what a phrase before a place tells of a time that is over.
    fn was_told(&self, place: usize) -> Option<(Slot, Stretch)> {
        let before = self.chosen.readings.iter().filter(|mention| {
            let from = mention.found.from();
            let over = [Cue::Over, Cue::LongAgo];
            mention.found.to() <= place
                && !mention.found.quantities.is_empty()
                && self.words.readings[mention.entry].with.is_empty()
                && over.into_iter().any(|cue| self.chosen.clauses.marked(cue, from))
        });
        // they stand in the order of their width
        let last = before.min_by_key(|mention| Reverse(mention.found.to()))?;
        let at = Stretch::of(last.found.from(), last.found.to());
        Some((self.words.readings[last.entry].slot, at))
    }

    /// The unit that a value was told in, in that of its fact: 30 for two months where it counts days.
    fn unit_of(&self, value: &Value) -> Option<Decimal> {
        let inside = self.reading.beginning(value.at.from, value.at.to);
        let told = inside.filter(|q| {
            // "every other day, no, three" are three days
            let unit = matches!(q.measure, Measure::Duration | Measure::Ago { .. } | Measure::Mass);
            unit && q.to_value.is_none() && q.to <= value.at.to
        });
        let told = told.max_by_key(|q| q.to - q.from)?;
        self.in_unit(value.slot, told)?.checked_div(told.count)
    }

    fn say_again(
        &self,
        slot: Slot,
        next: Option<&Parsed>,
        spent: &mut [bool],
        values: &mut Vec<Value>,
    ) {
        let Some(next) = next else { return };
        let told = values.iter().filter(|value| value.slot == slot && value.at.to <= next.from);
        let told = told.max_by_key(|value| value.at.to);
        // "for two months, no, three": three months
        let unit = told.filter(|_| next.measure == Measure::Number).and_then(|v| self.unit_of(v));
        let value = self.in_unit(slot, next);
        let value = value.and_then(|value| value.checked_mul(unit.unwrap_or(Decimal::ONE)));
        if let Some(value) = value {
            let at = Stretch::of(next.from, next.to);
            spent[at.from..at.to].fill(true);
            values.push(Value { slot, value, at, score: 90 });
        }
    }

    /// "Dance on Tuesdays and Thursdays, run on Saturdays": the days of the week that are named for one fact.
    fn days_named(&self, slot: Slot, values: &[Value]) -> Option<Decimal> {
        let mine = values.iter().filter(|value| value.slot == slot);
        let mut words: Vec<&str> = Vec::new();
        for value in mine {
            let inside = |day: &&usize| (value.at.from..value.at.to).contains(*day);
            let days = self.reading.places.weekdays.iter().filter(inside);
            let before = words.len();
            words.extend(days.map(|day| self.reading.lattice.pieces[*day].word.as_str()));
            if words.len() == before {
                return None;
            }
        }
        words.sort_unstable();
        words.dedup();
        let named = i32::try_from(words.len()).ok().map(Decimal::whole)?;
        // a rate may know more of its days than their names: "ma on to fre", where "to" is two as well
        let most = values.iter().filter(|value| value.slot == slot).map(|value| value.value).max();
        most.map(|most| most.max(named))
    }

    /// Of several values for one fact: the usual one, the corrected one; else all stay.
    pub(crate) fn settled(&self, values: &[Value]) -> Vec<Value> {
        let clauses = &self.chosen.clauses;
        let mut kept: Vec<Value> = Vec::new();
        for value in values {
            let rivals = values
                .iter()
                .filter(|other| other.slot == value.slot && other.value != value.value);
            let loses = rivals.into_iter().any(|other| {
                let usual = clauses.marked(Cue::Usual, other.at.from)
                    && !clauses.marked(Cue::Usual, value.at.from);
                let lately = clauses.marked(Cue::Lately, value.at.from)
                    && !clauses.marked(Cue::Lately, other.at.from);
                // "90 kilos last year, now 82"
                let now = clauses.marked(Cue::Now, other.at.from)
                    && !clauses.marked(Cue::Now, value.at.from)
                    || clauses.between(Cue::Now, value.at.to, other.at.from);
                let corrected = clauses.any(Cue::Correction) && other.at.from > value.at.from;
                let outlasted = value.at.from >= other.at.from && value.at.to <= other.at.to;
                usual || lately || now || corrected || outlasted && value.at != other.at
            });
            let kind = number_kind(self.model, value.slot);
            let weekly = kind.is_some_and(|kind| kind.unit == Unit::DaysPerWeek);
            let rival = values.iter().any(|o| o.slot == value.slot && o.value != value.value);
            if weekly
                && rival
                && let Some(days) = self.days_named(value.slot, values)
            {
                let named = Value { value: days, ..value.clone() };
                if !kept.iter().any(|kept| kept.slot == value.slot) {
                    kept.push(named);
                }
                continue;
            }
            if !loses && !kept.iter().any(|k| k.slot == value.slot && k.value == value.value) {
                kept.push(value.clone());
            }
        }
        kept
    }

    /// Whether "now", with nothing else that is said behind it, stands before a number in its clause: "now I'm down to
    /// two".
    pub(crate) fn is_of_now(&self, from: usize) -> bool {
        self.marked_before(from, &[Cue::Now]).is_some()
    }

    /// Where the cue of these kinds begins that stands before a number at a place in its clause, with a few words between at
    /// most.
    pub(crate) fn marked_before(&self, from: usize, kinds: &[Cue]) -> Option<usize> {
        let clauses = &self.chosen.clauses;
        let first = from.saturating_sub(MOST_BETWEEN);
        let near = |at: &usize| clauses.same_segment(*at, from);
        let cue = (first..from).filter(near).rfind(|at| clauses.on(*at, kinds))?;
        let begins = (0..=cue).rev().take_while(|at| clauses.on(*at, kinds)).last()?;
        self.says_nothing(cue + 1, from).then_some(begins)
    }

    /// Whether nothing that is known, nor another quantity, stands between two places.
    pub(crate) fn says_nothing(&self, from: usize, to: usize) -> bool {
        let inside = |at: usize| from <= at && at < to;
        !self.chosen.hits.iter().any(|hit| inside(hit.found.from()))
            && !self.names_any(from, to)
            && !self
                .reading
                .beginning(from, to)
                .any(|q| matches!(q.measure, Measure::Number | Measure::Duration | Measure::Mass))
    }
}

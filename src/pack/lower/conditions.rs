//! Conditions: names looked up, types and units compared, bounds held against ranges.

use crate::base::cycle::successors_first;
use crate::base::decimal::Decimal;
use crate::base::id::Id;
use crate::model::condition::{Comparison, Condition, NamedCondition, Test};
use crate::model::derived::Bound;
use crate::model::fact::Slot;
use crate::pack::lower::facts::ShapeKind;
use crate::pack::lower::{Lowering, never, placeholder_id};
use crate::pack::place::At;
use crate::pack::read::Raw;
use crate::pack::schema;

/// The deepest nesting of a condition.
const DEEPEST: usize = 40;

/// The deepest nesting with all that is named.
const DEEPEST_BY_NAMES: usize = 200;

/// The most parts that the conditions of a pack get from the named ones that they meet.
const MOST_BORROWED: usize = 2_000_000;

impl Lowering<'_> {
    /// Lowers the named conditions, each after those that it names.
    pub(super) fn named_conditions(
        &mut self,
        raw: &[Raw<schema::NamedCondition>],
    ) -> Vec<NamedCondition> {
        let names: Vec<String> = raw.iter().map(|entry| entry.value.id.clone()).collect();
        let mut uses: Vec<Vec<usize>> = Vec::new();
        for entry in raw {
            let mut inner = Vec::new();
            meets(&entry.value.when, &mut |name| inner.extend(self.named.get(name).copied()));
            uses.push(inner);
        }
        let place = |n: usize| At::file(raw[n].file).index(raw[n].position).field("when").path();
        let next = |n: usize| uses[n].clone();
        let ring = self.report_cycle("condition_cycle", "named conditions", &names, next, place);
        let mut lowered: Vec<Option<Condition>> = vec![None; raw.len()];
        let order = if ring { Vec::new() } else { successors_first(raw.len(), next) };
        self.extents = vec![(1, 1); raw.len()];
        for n in order {
            let file = At::file(raw[n].file);
            let at = file.index(raw[n].position);
            let known = |name: usize| lowered[name].clone().unwrap_or_else(never);
            let condition = self.condition_with(&at.field("when"), &raw[n].value.when, &known, 0);
            self.extents[n] = extent(&condition);
            lowered[n] = Some(condition);
        }
        raw.iter()
            .zip(lowered)
            .map(|(entry, when)| {
                let file = At::file(entry.file);
                let at = file.index(entry.position);
                let key = format!("condition.{}.means", entry.value.id);
                NamedCondition {
                    id: Id::new(&entry.value.id).unwrap_or_else(|_| placeholder_id()),
                    means: self.text(&at.field("means"), key, &entry.value.means),
                    when: when.unwrap_or_else(never),
                }
            })
            .collect()
    }

    /// A condition, or `always` where none is written.
    pub(super) fn optional_condition(
        &mut self,
        at: &At<'_>,
        raw: Option<&schema::Condition>,
        named: &[NamedCondition],
    ) -> Condition {
        raw.map_or_else(Condition::always, |raw| self.condition(at, raw, named))
    }

    /// Lowers a condition.
    pub(super) fn condition(
        &mut self,
        at: &At<'_>,
        raw: &schema::Condition,
        named: &[NamedCondition],
    ) -> Condition {
        self.condition_with(at, raw, &|n| named.get(n).map_or_else(never, |c| c.when.clone()), 0)
    }

    fn condition_with(
        &mut self,
        at: &At<'_>,
        raw: &schema::Condition,
        named: &dyn Fn(usize) -> Condition,
        depth: usize,
    ) -> Condition {
        if depth > DEEPEST {
            self.error_with_help(
                at,
                "too_deep",
                format!("a condition is nested more than {DEEPEST} deep"),
                "name its parts in rules/conditions.ron",
            );
            return never();
        }
        let arguments = at;
        match raw {
            schema::Condition::Always => Condition::always(),
            schema::Condition::Has(name) => self.has(&arguments.index(0), name),
            schema::Condition::Is(name, option) => self.is(arguments, name, option),
            schema::Condition::Above(name, bound, unit) => {
                self.compare(arguments, Comparison::Above, (name, *bound, unit))
            }
            schema::Condition::AtOrAbove(name, bound, unit) => {
                self.compare(arguments, Comparison::AtOrAbove, (name, *bound, unit))
            }
            schema::Condition::Below(name, bound, unit) => {
                self.compare(arguments, Comparison::Below, (name, *bound, unit))
            }
            schema::Condition::AtOrBelow(name, bound, unit) => {
                self.compare(arguments, Comparison::AtOrBelow, (name, *bound, unit))
            }
            inner => self.compound(at, inner, named, depth),
        }
    }

    /// A condition made of others.
    fn compound(
        &mut self,
        arguments: &At<'_>,
        raw: &schema::Condition,
        named: &dyn Fn(usize) -> Condition,
        depth: usize,
    ) -> Condition {
        match raw {
            schema::Condition::All(parts) => {
                Condition::All(self.parts(&arguments.index(0), parts, named, depth))
            }
            schema::Condition::Any(parts) => {
                Condition::Any(self.parts(&arguments.index(0), parts, named, depth))
            }
            schema::Condition::Not(part) => {
                let at = arguments.index(0);
                let part = self.condition_with(&at, part, named, depth + 1);
                self.no_opposite_of_bounds(&at, &part);
                Condition::Not(Box::new(part))
            }
            schema::Condition::Possibly(part) => Condition::Possibly(Box::new(
                self.condition_with(&arguments.index(0), part, named, depth + 1),
            )),
            schema::Condition::AtLeast(n, parts) => {
                if *n as usize > parts.len() {
                    let message = format!("at least {n} of {} can never be", parts.len());
                    self.error(&arguments.index(0), "never_enough", message);
                }
                Condition::AtLeast(*n, self.parts(&arguments.index(1), parts, named, depth))
            }
            schema::Condition::Meets(name) => match self.named.get(name).copied() {
                Some(position) if self.may_borrow(arguments, position, depth) => named(position),
                Some(_) => never(),
                None => {
                    let known: Vec<String> = self.named.keys().cloned().collect();
                    let known = known.iter().map(String::as_str);
                    self.unknown(
                        &arguments.index(0),
                        "unknown_condition",
                        "condition",
                        name,
                        known,
                    );
                    never()
                }
            },
            // tests were lowered before
            _ => never(),
        }
    }

    /// Whether a condition may stand in another; names that name others twice would double with each name.
    fn may_borrow(&mut self, at: &At<'_>, position: usize, depth: usize) -> bool {
        let (parts, nesting) = self.extents.get(position).copied().unwrap_or((1, 1));
        let help = "name fewer conditions by others";
        if depth + nesting > DEEPEST_BY_NAMES {
            let message = format!(
                "with those that it names, a condition is nested more than {DEEPEST_BY_NAMES} deep"
            );
            self.error_with_help(at, "too_deep", message, help);
            return false;
        }
        let was_too_much = self.borrowed > MOST_BORROWED;
        self.borrowed = self.borrowed.saturating_add(parts);
        if self.borrowed > MOST_BORROWED && !was_too_much {
            let message =
                format!("named conditions put more than {MOST_BORROWED} parts into others");
            self.error_with_help(at, "too_large", message, help);
        }
        self.borrowed <= MOST_BORROWED
    }

    fn parts(
        &mut self,
        list: &At<'_>,
        parts: &[schema::Condition],
        named: &dyn Fn(usize) -> Condition,
        depth: usize,
    ) -> Vec<Condition> {
        parts
            .iter()
            .enumerate()
            .map(|(position, part)| {
                self.condition_with(&list.index(position), part, named, depth + 1)
            })
            .collect()
    }

    fn has(&mut self, at: &At<'_>, name: &str) -> Condition {
        self.member_slot(at, name).map_or_else(never, |slot| Condition::Test(Test::Has(slot)))
    }

    /// The slot that `fact` (yes/no) or `fact.member` names; reports what it is otherwise.
    pub(super) fn member_slot(&mut self, at: &At<'_>, name: &str) -> Option<Slot> {
        let (fact, member) = match name.split_once('.') {
            Some((fact, member)) => (fact, Some(member)),
            None => (name, None),
        };
        let Some(shape) = self.shape_of(fact) else {
            self.unknown_fact(at, fact);
            return None;
        };
        let first = shape.first_slot;
        match (&shape.kind, member) {
            (ShapeKind::YesNo, None) => Some(first),
            (ShapeKind::Set(members), Some(member)) => {
                if let Some(position) = members.iter().position(|known| known == member) {
                    return Some(Slot::at(first.index() + position));
                }
                let known = members.clone();
                let what = format!("member of `{fact}` called");
                let known = known.iter().map(String::as_str);
                self.unknown(at, "unknown_member", &what, member, known);
                None
            }
            (ShapeKind::Set(members), None) => {
                let example = members.first().cloned().unwrap_or_default();
                let message = format!("`{fact}` is a set: name a member");
                self.error_with_help(
                    at,
                    "wrong_type",
                    message,
                    format!("such as `{fact}.{example}`"),
                );
                None
            }
            (_, Some(_)) => {
                self.error(at, "wrong_type", format!("`{fact}` is no set and has no members"));
                None
            }
            (ShapeKind::Number { .. } | ShapeKind::Derived { .. }, None) => {
                let message = format!("`{fact}` is a number, not yes or no");
                let help = "compare it: `above(…)`, `at_or_above(…)`, `below(…)`, `at_or_below(…)`";
                self.error_with_help(at, "wrong_type", message, help);
                None
            }
            (ShapeKind::OneOf { .. }, None) => {
                let message = format!("`{fact}` is one of some options, not yes or no");
                self.error_with_help(at, "wrong_type", message, "test it with `is(…, …)`");
                None
            }
        }
    }

    fn is(&mut self, at: &At<'_>, name: &str, option: &str) -> Condition {
        let Some(shape) = self.shape_of(name) else {
            self.unknown_fact(&at.index(0), name);
            return never();
        };
        let ShapeKind::OneOf { options, .. } = &shape.kind else {
            let message = format!("`{name}` is not one of some options");
            self.error_with_help(&at.index(0), "wrong_type", message, "test it with `has(…)`");
            return never();
        };
        let slot = shape.first_slot;
        let position = options.iter().position(|known| known == option);
        match position.and_then(|position| u16::try_from(position).ok()) {
            Some(position) => Condition::Test(Test::Is(slot, position)),
            None => {
                let known = options.clone();
                let what = format!("option of `{name}` called");
                let known = known.iter().map(String::as_str);
                self.unknown(&at.index(1), "unknown_option", &what, option, known);
                never()
            }
        }
    }

    fn compare(
        &mut self,
        at: &At<'_>,
        comparison: Comparison,
        (name, bound, unit_word): (&str, Decimal, &str),
    ) -> Condition {
        let Some(shape) = self.shape_of(name) else {
            self.unknown_fact(&at.index(0), name);
            return never();
        };
        let (unit, range, only) = match &shape.kind {
            ShapeKind::Number { unit, range } => (*unit, Some(*range), None),
            ShapeKind::Derived { unit, bound } => (*unit, None, *bound),
            _ => {
                let message = format!("`{name}` is not a number");
                self.error(&at.index(0), "wrong_type", message);
                return never();
            }
        };
        let slot = shape.first_slot;
        let says_at_least = matches!(comparison, Comparison::Above | Comparison::AtOrAbove);
        if only.is_some_and(|bound| says_at_least != (bound == Bound::Least)) {
            self.says_too_much(&at.index(0), slot);
        }
        if let Some(unit) = unit
            && unit.as_str() != unit_word
        {
            let message = format!("`{name}` is in {}, not in {unit_word}", unit.as_str());
            let help = format!("write the bound in {}", unit.as_str());
            self.error_with_help(&at.index(2), "wrong_unit", message, help);
        }
        if let Some((min, max)) = range
            && (bound < min || bound > max)
        {
            let message = format!("{bound} is outside the range of `{name}`");
            let help = format!("`{name}` goes from {min} to {max}");
            self.error_with_help(&at.index(1), "bound_out_of_range", message, help);
        }
        Condition::Test(Test::Compare(slot, comparison, bound))
    }

    /// A sum that is only known to be at least its value is not known to be less than anything.
    fn no_opposite_of_bounds(&mut self, at: &At<'_>, part: &Condition) {
        let mut bounded = None;
        part.for_each_test(&mut |test| {
            let shape = &self.kinds[self.slots[test.slot().index()].fact.index()];
            if matches!(shape.kind, ShapeKind::Derived { bound: Some(_), .. }) {
                bounded = Some(test.slot());
            }
        });
        if let Some(slot) = bounded {
            self.says_too_much(at, slot);
        }
    }

    fn says_too_much(&mut self, at: &At<'_>, slot: Slot) {
        let shape = &self.kinds[self.slots[slot.index()].fact.index()];
        let (message, help) = match &shape.kind {
            ShapeKind::Derived { bound: Some(Bound::Most), .. } => (
                format!("`{}` is only known to be at most its value", shape.id),
                "compare it with `below` or `at_or_below`, and not inside `not(…)`",
            ),
            _ => (
                format!("`{}` is only known to be at least its value", shape.id),
                "compare it with `above` or `at_or_above`, and not inside `not(…)`",
            ),
        };
        self.error_with_help(at, "one_sided", message, help);
    }

    /// Reports a fact that does not exist.
    pub(super) fn unknown_fact(&mut self, at: &At<'_>, name: &str) {
        let known: Vec<String> = self.kinds.iter().map(|shape| shape.id.clone()).collect();
        self.unknown(at, "unknown_fact", "fact", name, known.iter().map(String::as_str));
    }
}

/// How many parts a condition has, and how deep they are nested.
fn extent(condition: &Condition) -> (usize, usize) {
    let inner = match condition {
        Condition::Test(_) => &[],
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => &parts[..],
        Condition::Not(part) | Condition::Possibly(part) => std::slice::from_ref(&**part),
    };
    inner
        .iter()
        .map(extent)
        .fold((1, 1), |(parts, nesting), (more, below)| (parts + more, nesting.max(below + 1)))
}

/// Calls `visit` with each named condition that a condition names.
fn meets(condition: &schema::Condition, visit: &mut impl FnMut(&str)) {
    match condition {
        schema::Condition::Meets(name) => visit(name),
        schema::Condition::All(parts)
        | schema::Condition::Any(parts)
        | schema::Condition::AtLeast(_, parts) => {
            for part in parts {
                meets(part, visit);
            }
        }
        schema::Condition::Not(part) | schema::Condition::Possibly(part) => meets(part, visit),
        _ => {}
    }
}

//! Guards that only look back.
//!
//! In the chat a person may say at any time what comes later. A form is filled in from its top: what
//! stands below, or in no item of the form, has no answer when a question comes up. Without this,
//! questions would wait for each other.

use std::collections::BTreeMap;

use crate::exchange::fhir::form::{Item, Kind, Operator, Value, When};

/// Takes out of all guards what they say of later items; gives the items whose guard hung on nothing
/// else, which now always show.
pub(super) fn look_back(items: &mut [Item]) -> Vec<String> {
    let mut places = BTreeMap::new();
    number(items, &mut places);
    let mut freed = Vec::new();
    for item in items.iter_mut() {
        prune(item, &places, &mut freed);
    }
    freed
}

fn number(items: &[Item], places: &mut BTreeMap<String, usize>) {
    for item in items {
        places.insert(item.link.clone(), places.len());
        number(&item.items, places);
    }
}

fn prune(item: &mut Item, places: &BTreeMap<String, usize>, freed: &mut Vec<String>) {
    let here = places.get(&item.link).copied().unwrap_or_default();
    let is_later = |when: &When| places.get(&when.question).is_none_or(|place| *place >= here);
    let guarded = !item.whens.is_empty();
    // of what has no answer, "is not" holds and everything else does not
    let (later, earlier): (Vec<When>, Vec<When>) =
        std::mem::take(&mut item.whens).into_iter().partition(is_later);
    let some_hold = later.iter().any(holds_without_answer);
    let some_fail = later.iter().any(|when| !holds_without_answer(when));
    let lost = if item.any { earlier.is_empty() && !some_hold } else { some_fail };
    if !(item.any && some_hold) {
        item.whens = earlier;
    }
    if guarded && lost {
        freed.push(item.link.clone());
    }
    for below in &mut item.items {
        prune(below, places, freed);
    }
    for below in &mut item.items {
        unwrap(below);
    }
}

fn holds_without_answer(when: &When) -> bool {
    match when.operator {
        Operator::NotEqual => true,
        Operator::Exists => when.answer == Value::Boolean(false),
        _ => false,
    }
}

/// A group that was put around an item for its guard only, and has none any more, is that item.
pub(super) fn unwrap(item: &mut Item) {
    while item.kind == Kind::Group
        && item.text.is_none()
        && item.whens.is_empty()
        && item.link.rsplit('.').next().is_some_and(|last| last.starts_with("when"))
        && item.items.len() == 1
    {
        *item = item.items.remove(0);
    }
}

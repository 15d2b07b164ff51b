//! Findings as transcripts write them.

use crate::base::decimal::Decimal;
use crate::model::Model;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;

/// A finding as it stands after `= fact ID`.
#[must_use]
pub fn value_in_transcript(model: &Model, slot: Slot, finding: Finding) -> String {
    let is_member = model.member_of(slot).is_some();
    match finding {
        Finding::Open => "open".to_owned(),
        Finding::Unknown => "unknown".to_owned(),
        Finding::Affirmed => if is_member { "affirmed" } else { "yes" }.to_owned(),
        Finding::Denied => if is_member { "denied" } else { "no" }.to_owned(),
        Finding::Number(number) => number.to_string(),
        Finding::Choice(option) => match &model.fact_of(slot).kind {
            FactKind::OneOf(choices) => choices
                .get(usize::from(option))
                .map_or_else(String::new, |choice| choice.id.to_string()),
            _ => String::new(),
        },
    }
}

/// The finding that a value stands for; none where the fact takes no such value.
#[must_use]
pub fn finding_of(model: &Model, slot: Slot, value: &str) -> Option<Finding> {
    let is_member = model.member_of(slot).is_some();
    match (value, &model.fact_of(slot).kind) {
        ("open", _) => Some(Finding::Open),
        ("unknown", _) => Some(Finding::Unknown),
        ("affirmed", _) if is_member => Some(Finding::Affirmed),
        ("denied", _) if is_member => Some(Finding::Denied),
        ("yes", FactKind::YesNo) => Some(Finding::Affirmed),
        ("no", FactKind::YesNo) => Some(Finding::Denied),
        (value, FactKind::Number(_) | FactKind::Derived(_)) => {
            value.parse::<Decimal>().ok().map(Finding::Number)
        }
        (value, FactKind::OneOf(choices)) => {
            let option = choices.iter().position(|choice| choice.id.as_str() == value)?;
            u16::try_from(option).ok().map(Finding::Choice)
        }
        _ => None,
    }
}

/// The values that a fact or member takes, for a mend.
#[must_use]
pub fn values_of(model: &Model, slot: Slot) -> String {
    match &model.fact_of(slot).kind {
        FactKind::Set(_) => "affirmed, denied, unknown or open".to_owned(),
        FactKind::YesNo => "yes, no, unknown or open".to_owned(),
        FactKind::Number(kind) => {
            format!("a number in {}, unknown or open", kind.unit.as_str())
        }
        FactKind::Derived(kind) => {
            format!("a number in {}, unknown or open", kind.unit.as_str())
        }
        FactKind::OneOf(choices) => {
            let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
            format!("{}, unknown or open", ids.join(", "))
        }
    }
}

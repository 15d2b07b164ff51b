//! Conditions → enableWhen, where it can say them.
//!
//! An enableWhen is a list of comparisons of which all or any must hold; it knows no "not", no nesting
//! and no unknown. In FHIR `!=` also holds while nothing is answered, so "unless it is known to be so"
//! can be said.

use crate::exchange::fhir::form::{Item, Kind, Operator, Value, When};
use crate::model::Model;
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::fact::{FactKind, Slot};

/// Comparisons, of which all or any must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guard {
    pub(super) whens: Vec<When>,
    pub(super) any: bool,
}

/// Why a condition cannot be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unsaid(pub(super) String);

/// Says what an answer is compared with.
pub(super) trait Links {
    /// The item that asks a slot, and how an option of it is written.
    fn link(&self, slot: Slot) -> Option<String>;
    /// An option of a one-of fact.
    fn option(&self, slot: Slot, option: u16) -> Option<Value>;
}

/// The most guards that are put around one item.
const MOST_CLAUSES: usize = 8;

/// A condition as guards that must all hold: what must hold by itself in one, and one more for each
/// "any of these". "a, or b and c" becomes "a or b" and "a or c".
pub(super) fn guards(
    model: &Model,
    links: &dyn Links,
    condition: &Condition,
) -> Result<Vec<Guard>, Unsaid> {
    let clauses = clauses(condition)
        .ok_or_else(|| Unsaid(crate::graph::condition_in_words(model, condition)))?;
    let mut all: Vec<When> = Vec::new();
    let mut guards = Vec::new();
    for clause in clauses {
        let mut whens: Vec<When> = Vec::new();
        for literal in &clause {
            for when in comparison(model, links, literal)? {
                if !whens.contains(&when) {
                    whens.push(when);
                }
            }
        }
        match whens.len() {
            0 => return Err(Unsaid("never".to_owned())),
            1 if all.contains(&whens[0]) => {}
            1 => all.append(&mut whens),
            _ => guards.push(Guard { whens, any: true }),
        }
    }
    if !all.is_empty() {
        guards.insert(0, Guard { whens: all, any: false });
    }
    Ok(guards)
}

/// A condition as "any of" lists that must all hold; none where there would be too many.
fn clauses(condition: &Condition) -> Option<Vec<Vec<Condition>>> {
    match pushed(condition) {
        Condition::All(parts) => {
            let mut all: Vec<Vec<Condition>> = Vec::new();
            for part in &parts {
                for clause in clauses(part)? {
                    if !all.contains(&clause) {
                        all.push(clause);
                    }
                }
            }
            let groups = all.iter().filter(|clause| clause.len() > 1).count();
            (groups <= MOST_CLAUSES).then_some(all)
        }
        Condition::Any(parts) => {
            let mut product: Vec<Vec<Condition>> = vec![Vec::new()];
            for part in &parts {
                let of_part = clauses(part)?;
                let mut next = Vec::new();
                for before in &product {
                    for clause in &of_part {
                        next.push(before.iter().chain(clause).cloned().collect());
                    }
                }
                if next.len() > MOST_CLAUSES {
                    return None;
                }
                product = next;
            }
            Some(product)
        }
        literal => Some(vec![vec![literal]]),
    }
}

/// An item that shows only while guards hold: the first stands on the item, each other on a group
/// around it.
pub(super) fn guarded(mut item: Item, mut guards: Vec<Guard>) -> Item {
    // the groups around come from the last guard, so that the item keeps the first
    let first = if guards.is_empty() { None } else { Some(guards.remove(0)) };
    if let Some(guard) = first {
        (item.whens, item.any) = (guard.whens, guard.any);
    }
    let link = item.link.clone();
    for (number, guard) in guards.into_iter().enumerate() {
        let mut group = Item::new(format!("{link}.when{}", number + 2), Kind::Group, None);
        (group.whens, group.any) = (guard.whens, guard.any);
        group.items.push(item);
        item = group;
    }
    item
}

/// The same with the outermost `not` or `possibly` one step further in.
fn pushed(condition: &Condition) -> Condition {
    let each = |parts: &[Condition], wrap: fn(Box<Condition>) -> Condition| {
        parts.iter().map(|part| wrap(Box::new(part.clone()))).collect::<Vec<_>>()
    };
    match condition {
        Condition::Not(inner) => match inner.as_ref() {
            Condition::All(parts) => Condition::Any(each(parts, Condition::Not)),
            Condition::Any(parts) => Condition::All(each(parts, Condition::Not)),
            Condition::Not(inner) => pushed(inner),
            _ => condition.clone(),
        },
        // it is no only where each part, or some part, is no
        Condition::Possibly(inner) => match inner.as_ref() {
            Condition::All(parts) => Condition::All(each(parts, Condition::Possibly)),
            Condition::Any(parts) => Condition::Any(each(parts, Condition::Possibly)),
            Condition::Possibly(_) => pushed(inner),
            Condition::Not(not) => match not.as_ref() {
                Condition::Test(_) => condition.clone(),
                _ => match pushed(inner) {
                    same @ Condition::Not(_) => Condition::Possibly(Box::new(same)),
                    other => pushed(&Condition::Possibly(Box::new(other))),
                },
            },
            _ => condition.clone(),
        },
        other => other.clone(),
    }
}

/// A test as comparisons of which one is enough.
fn comparison(
    model: &Model,
    links: &dyn Links,
    condition: &Condition,
) -> Result<Vec<When>, Unsaid> {
    let unsaid = || Unsaid(crate::graph::condition_in_words(model, condition));
    let (test, not, possibly) = match condition {
        Condition::Test(test) => (*test, false, false),
        Condition::Not(inner) => match inner.as_ref() {
            Condition::Test(test) => (*test, true, false),
            _ => return Err(unsaid()),
        },
        Condition::Possibly(inner) => match inner.as_ref() {
            Condition::Test(test) => (*test, false, true),
            Condition::Not(inner) => match inner.as_ref() {
                Condition::Test(test) => (*test, true, true),
                _ => return Err(unsaid()),
            },
            _ => return Err(unsaid()),
        },
        _ => return Err(unsaid()),
    };
    let question = links.link(test.slot()).ok_or_else(unsaid)?;
    let (operator, answer) = match test {
        // "possibly" is "not known to be otherwise"
        Test::Has(_) if possibly => (Operator::NotEqual, Value::Boolean(not)),
        Test::Has(_) => (Operator::Equal, Value::Boolean(!not)),
        Test::Is(slot, option) => {
            let operator = match (not, possibly) {
                (false, false) => Operator::Equal,
                (true, true) => Operator::NotEqual,
                _ => return Err(unsaid()),
            };
            (operator, links.option(slot, option).ok_or_else(unsaid)?)
        }
        Test::Compare(slot, comparison, bound) => {
            if !matches!(model.fact_of(slot).kind, FactKind::Number(_)) {
                return Err(unsaid());
            }
            let operator = match (comparison, not) {
                (Comparison::Above, false) | (Comparison::AtOrBelow, true) => Operator::Above,
                (Comparison::AtOrAbove, false) | (Comparison::Below, true) => Operator::AtOrAbove,
                (Comparison::Below, false) | (Comparison::AtOrAbove, true) => Operator::Below,
                (Comparison::AtOrBelow, false) | (Comparison::Above, true) => Operator::AtOrBelow,
            };
            (operator, Value::Number("Decimal", bound.to_string()))
        }
    };
    let mut whens = vec![When { question: question.clone(), operator, answer }];
    if possibly && matches!(test, Test::Compare(..)) {
        let (operator, answer) = (Operator::Exists, Value::Boolean(false));
        whens.push(When { question, operator, answer });
    }
    Ok(whens)
}

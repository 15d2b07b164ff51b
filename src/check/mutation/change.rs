//! One small step away from a condition.

use crate::base::decimal::Decimal;
use crate::graph::condition_in_words;
use crate::model::Model;
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::fact::{FactKind, Slot};

/// A condition that is one small step away from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// The step, in words.
    pub(super) what: String,
    /// The changed condition.
    pub(super) when: Condition,
}

/// All conditions that are one small step away: a part left out, a test or part turned round, a bound
/// moved by a step or no longer included, one more or less that is needed, a `possibly` taken away.
pub(super) fn changes(model: &Model, when: &Condition) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::new();
    for change in steps(model, when) {
        if change.when != *when && !found.iter().any(|known| known.when == change.when) {
            found.push(change);
        }
    }
    found
}

fn steps(model: &Model, when: &Condition) -> Vec<Change> {
    let words = |condition: &Condition| condition_in_words(model, condition);
    match when {
        Condition::Test(test) => of_test(model, *test),
        Condition::All(parts) => of_parts(model, parts, &Condition::All),
        Condition::Any(parts) => of_parts(model, parts, &Condition::Any),
        Condition::AtLeast(n, parts) => {
            let again = |parts| Condition::AtLeast(*n, parts);
            let mut found: Vec<Change> = of_parts(model, parts, &again)
                .into_iter()
                .filter(|change| matches!(&change.when, Condition::AtLeast(n, parts) if *n as usize <= parts.len()))
                .collect();
            for other in [n.saturating_sub(1), n + 1] {
                if other > 0 && other as usize <= parts.len() {
                    let what = format!("at least {other} instead of {n}");
                    found.push(Change { what, when: Condition::AtLeast(other, parts.clone()) });
                }
            }
            found
        }
        Condition::Not(part) => {
            let what = format!("`{}` instead of its opposite", words(part));
            let mut found = vec![Change { what, when: (**part).clone() }];
            let inner = steps(model, part).into_iter();
            found.extend(inner.map(|c| Change { when: Condition::Not(Box::new(c.when)), ..c }));
            found
        }
        Condition::Possibly(part) => {
            let what = format!("`{}` without `possibly`", words(part));
            let mut found = vec![Change { what, when: (**part).clone() }];
            let inner = steps(model, part).into_iter();
            found
                .extend(inner.map(|c| Change { when: Condition::Possibly(Box::new(c.when)), ..c }));
            found
        }
    }
}

fn of_parts(
    model: &Model,
    parts: &[Condition],
    whole: &dyn Fn(Vec<Condition>) -> Condition,
) -> Vec<Change> {
    let mut found = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        if parts.len() > 1 {
            let mut rest = parts.to_vec();
            rest.remove(n);
            let what = format!("without `{}`", condition_in_words(model, part));
            found.push(Change { what, when: whole(rest) });
        }
        for change in steps(model, part) {
            let mut changed = parts.to_vec();
            changed[n] = change.when;
            found.push(Change { what: change.what, when: whole(changed) });
        }
    }
    found
}

fn of_test(model: &Model, test: Test) -> Vec<Change> {
    let own = Condition::Test(test);
    let words = |condition: &Condition| condition_in_words(model, condition);
    let turned = Condition::Not(Box::new(own.clone()));
    let mut found = vec![Change { what: format!("not `{}`", words(&own)), when: turned }];
    if let Test::Compare(slot, comparison, bound) = test {
        let other = match comparison {
            Comparison::Above => Comparison::AtOrAbove,
            Comparison::AtOrAbove => Comparison::Above,
            Comparison::Below => Comparison::AtOrBelow,
            Comparison::AtOrBelow => Comparison::Below,
        };
        let step = step_of(model, slot);
        let moved = [bound.checked_sub(step), bound.checked_add(step)].into_iter().flatten();
        let tests = moved.map(|bound| Test::Compare(slot, comparison, bound));
        for test in std::iter::once(Test::Compare(slot, other, bound)).chain(tests) {
            let when = Condition::Test(test);
            let what = format!("`{}` instead of `{}`", words(&when), words(&own));
            found.push(Change { what, when });
        }
    }
    found
}

/// The step of a number; one for what is derived.
pub(super) fn step_of(model: &Model, slot: Slot) -> Decimal {
    match &model.fact_of(slot).kind {
        FactKind::Number(kind) => kind.step,
        _ => Decimal::ONE,
    }
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::base::language::Language;
    use crate::pack::{Languages, load_embedded};

    #[test]
    fn no_change_is_the_condition_itself_and_none_stands_twice() {
        let model = load_embedded(Languages::One(Language::En)).0.unwrap();
        for referral in &model.referrals {
            let found = changes(&model, &referral.when);
            for (n, change) in found.iter().enumerate() {
                assert_ne!(change.when, referral.when);
                assert!(found[..n].iter().all(|earlier| earlier.when != change.when));
            }
        }
    }
}

//! What transcripts should show of a rule: that each change of it would be noticed, and each of its
//! tests on, just below and just above its bound, true, false and unknown, where that decides.

use crate::base::decimal::Decimal;
use crate::check::mutation::altered::Altered;
use crate::check::mutation::change::step_of;
use crate::check::mutation::stand::Stand;
use crate::engine::Engine;
use crate::graph::condition_in_words;
use crate::model::Model;
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::fact::Slot;
use crate::model::finding::Finding;

/// What a transcript should show.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// For whom reads the transcript.
    pub(super) what: String,
    /// The change that is to be noticed.
    pub(super) altered: Altered,
    /// What a slot's finding is to be then.
    pub(super) pin: Option<Pin>,
}

/// What the finding of a slot is to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pin {
    pub(super) slot: Slot,
    value: Pinned,
}

#[derive(Debug, Clone, Copy)]
enum Pinned {
    Is(Finding),
    /// Another of the options.
    Another(u16),
    /// A number from here to there, the first included or the last.
    Between(Decimal, Decimal, bool),
}

impl Pin {
    /// Whether a finding is as wished.
    pub(super) fn holds(self, finding: Finding) -> bool {
        match (self.value, finding) {
            (Pinned::Is(wanted), finding) => finding == wanted,
            (Pinned::Another(option), Finding::Choice(chosen)) => chosen != option,
            (Pinned::Between(low, high, true), Finding::Number(n)) => low <= n && n < high,
            (Pinned::Between(low, high, false), Finding::Number(n)) => low < n && n <= high,
            _ => false,
        }
    }
}

impl Wish {
    /// Whether a turn fulfils it.
    pub(super) fn is_met_at(&self, engine: &Engine<'_>, stand: &Stand) -> bool {
        self.pin.is_none_or(|pin| pin.holds(stand.findings.get(pin.slot)))
            && self.altered.is_noticed_at(engine, stand)
    }
}

/// A rule's tests at each of their values, where they decide: `altered` makes a change of the rule of
/// another condition.
pub(super) fn tests(
    model: &Model,
    when: &Condition,
    altered: &dyn Fn(Condition) -> Altered,
) -> Vec<Wish> {
    let mut tests: Vec<Test> = Vec::new();
    when.for_each_test(&mut |test| {
        if !tests.contains(&test) {
            tests.push(test);
        }
    });
    let mut wishes = Vec::new();
    for test in tests {
        let own = Condition::Test(test);
        let words = condition_in_words(model, &own);
        let turned = Condition::Not(Box::new(own));
        for (what, pin) in values(model, test) {
            let altered = altered(replaced(when, test, &turned));
            wishes.push(Wish { what: format!("{words}: {what}"), altered, pin: Some(pin) });
        }
        let pin = Pin { slot: test.slot(), value: Pinned::Is(Finding::Unknown) };
        for (what, read) in
            [("is not read as yes", Condition::always()), ("is not read as no", never())]
        {
            let altered = altered(replaced(when, test, &read));
            let what = format!("{words}: unknown {what}");
            wishes.push(Wish { what, altered, pin: Some(pin) });
        }
    }
    wishes
}

/// A condition that is never yes.
pub(super) fn never() -> Condition {
    Condition::Any(Vec::new())
}

/// The bounds beside those of the tests at which [`tests`] looks.
pub(super) fn bounds(model: &Model, when: &Condition) -> Vec<Condition> {
    let mut found = Vec::new();
    when.for_each_test(&mut |test| {
        if let Test::Compare(slot, _, bound) = test {
            let step = step_of(model, slot);
            for bound in [bound.checked_sub(step), Some(bound), bound.checked_add(step)] {
                for comparison in [Comparison::AtOrAbove, Comparison::Above] {
                    found
                        .extend(bound.map(|b| Condition::Test(Test::Compare(slot, comparison, b))));
                }
            }
        }
    });
    found
}

/// The definite values of what a test reads that a reader wants to see.
fn values(model: &Model, test: Test) -> Vec<(&'static str, Pin)> {
    let pin = |value| Pin { slot: test.slot(), value };
    match test {
        Test::Has(_) => vec![
            ("yes", pin(Pinned::Is(Finding::Affirmed))),
            ("no", pin(Pinned::Is(Finding::Denied))),
        ],
        Test::Is(_, option) => vec![
            ("so", pin(Pinned::Is(Finding::Choice(option)))),
            ("another", pin(Pinned::Another(option))),
        ],
        Test::Compare(slot, _, bound) => {
            let step = step_of(model, slot);
            let below = bound.checked_sub(step).map(|low| Pinned::Between(low, bound, true));
            let above = bound.checked_add(step).map(|high| Pinned::Between(bound, high, false));
            let at = Some(Pinned::Is(Finding::Number(bound)));
            let all = [("just below", below), ("on it", at), ("just above", above)];
            all.into_iter().filter_map(|(what, value)| Some((what, pin(value?)))).collect()
        }
    }
}

/// A condition with a test replaced wherever it stands.
fn replaced(when: &Condition, test: Test, by: &Condition) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| replaced(part, test, by)).collect();
    match when {
        Condition::Test(own) if *own == test => by.clone(),
        Condition::Test(_) => when.clone(),
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::AtLeast(n, parts) => Condition::AtLeast(*n, all(parts)),
        Condition::Not(part) => Condition::Not(Box::new(replaced(part, test, by))),
        Condition::Possibly(part) => Condition::Possibly(Box::new(replaced(part, test, by))),
    }
}

//! Findings that bring a condition to a state: what would have to be answered.

use std::collections::BTreeMap;

use crate::base::decimal::Decimal;
use crate::base::truth::Truth;
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;

/// How many steps the search takes before it gives up.
const MOST_STEPS: u32 = 20_000;

/// What the search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Towards {
    /// These findings bring it there.
    Findings(Vec<(Slot, Finding)>),
    /// No findings do.
    Nothing,
    /// It was not found out.
    GaveUp,
}

/// Findings under which all these conditions have their states.
#[must_use]
pub fn towards(model: &Model, goals: &[(&Condition, Truth)]) -> Towards {
    let mut search = Search { model, wanted: BTreeMap::new(), left: MOST_STEPS };
    let goals: Vec<(&Condition, States)> =
        goals.iter().map(|(condition, truth)| (*condition, States::one(*truth))).collect();
    if search.all(&goals) {
        let findings = search
            .wanted
            .iter()
            .filter_map(|(slot, tests)| Some((*slot, finding_for(model, *slot, tests)?)));
        Towards::Findings(findings.collect())
    } else if search.left == 0 {
        Towards::GaveUp
    } else {
        Towards::Nothing
    }
}

/// Which of yes, no and unknown will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct States(u8);

impl States {
    const YES: Self = Self(1);
    const NO: Self = Self(2);
    const UNKNOWN: Self = Self(4);
    const NOT_NO: Self = Self(5);
    const NOT_YES: Self = Self(6);

    fn one(truth: Truth) -> Self {
        match truth {
            Truth::Yes => Self::YES,
            Truth::No => Self::NO,
            Truth::Unknown => Self::UNKNOWN,
            Truth::Open => Self(0),
        }
    }

    fn has(self, truth: Truth) -> bool {
        self.0 & Self::one(truth).0 != 0
    }

    /// Yes and no exchanged.
    fn turned(self) -> Self {
        Self(self.0 & 4 | (self.0 & 1) << 1 | (self.0 & 2) >> 1)
    }

    fn each(self) -> impl Iterator<Item = Self> {
        [Self::YES, Self::NO, Self::UNKNOWN].into_iter().filter(move |one| self.0 & one.0 != 0)
    }
}

type Goals<'c> = Vec<(&'c Condition, States)>;

struct Search<'m> {
    model: &'m Model,
    wanted: BTreeMap<Slot, Vec<(Test, States)>>,
    left: u32,
}

impl Search<'_> {
    /// Whether all goals can be met beside what is wanted already; if not, nothing is left behind.
    fn all(&mut self, goals: &[(&Condition, States)]) -> bool {
        let Some(((condition, states), rest)) = goals.split_first() else { return true };
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        match condition {
            Condition::Test(test) => self.test(*test, *states, rest),
            Condition::Not(part) => self.with(&[(part, states.turned())], rest),
            Condition::Possibly(part) => states.each().any(|one| match one {
                States::YES => self.with(&[(part, States::NOT_NO)], rest),
                States::NO => self.with(&[(part, States::NO)], rest),
                _ => false,
            }),
            Condition::All(parts) => self.any_way(all_ways(parts, *states), rest),
            Condition::Any(parts) => self.any_way(any_ways(parts, *states), rest),
            Condition::AtLeast(n, parts) => {
                self.any_way(at_least_ways(*n as usize, parts, *states), rest)
            }
        }
    }

    fn with(&mut self, goals: &[(&Condition, States)], rest: &[(&Condition, States)]) -> bool {
        let all: Goals<'_> = goals.iter().chain(rest).copied().collect();
        self.all(&all)
    }

    fn any_way(&mut self, ways: Vec<Goals<'_>>, rest: &[(&Condition, States)]) -> bool {
        ways.into_iter().any(|way| self.with(&way, rest))
    }

    fn test(&mut self, test: Test, states: States, rest: &[(&Condition, States)]) -> bool {
        let slot = test.slot();
        let tests = self.wanted.entry(slot).or_default();
        tests.push((test, states));
        if finding_for(self.model, slot, tests).is_some() && self.all(rest) {
            return true;
        }
        if let Some(tests) = self.wanted.get_mut(&slot) {
            tests.pop();
            if tests.is_empty() {
                self.wanted.remove(&slot);
            }
        }
        false
    }
}

fn every(parts: &[Condition], states: States) -> Goals<'_> {
    parts.iter().map(|part| (part, states)).collect()
}

/// One part in one state, the others in another.
fn one_apart(parts: &[Condition], one: States, others: States) -> impl Iterator<Item = Goals<'_>> {
    (0..parts.len()).map(move |chosen| {
        let goal = |(n, part)| (part, if n == chosen { one } else { others });
        parts.iter().enumerate().map(goal).collect()
    })
}

fn all_ways(parts: &[Condition], states: States) -> Vec<Goals<'_>> {
    let mut ways = Vec::new();
    for one in states.each() {
        match one {
            States::YES => ways.push(every(parts, States::YES)),
            States::NO => ways.extend(parts.iter().map(|part| vec![(part, States::NO)])),
            _ => ways.extend(one_apart(parts, States::UNKNOWN, States::NOT_NO)),
        }
    }
    ways
}

fn any_ways(parts: &[Condition], states: States) -> Vec<Goals<'_>> {
    let mut ways = Vec::new();
    for one in states.each() {
        match one {
            States::YES => ways.extend(parts.iter().map(|part| vec![(part, States::YES)])),
            States::NO => ways.push(every(parts, States::NO)),
            _ => ways.extend(one_apart(parts, States::UNKNOWN, States::NOT_YES)),
        }
    }
    ways
}

/// The ways in which neighbouring parts decide; parts that stand far from each other are not combined.
fn at_least_ways(n: usize, parts: &[Condition], states: States) -> Vec<Goals<'_>> {
    let mut ways: Vec<Goals<'_>> = Vec::new();
    let windows = |size: usize, states: States| -> Vec<Goals<'_>> {
        match size {
            0 => vec![Vec::new()],
            size => parts.windows(size).map(|window| every(window, states)).collect(),
        }
    };
    for one in states.each() {
        match one {
            States::YES => ways.extend(windows(n, States::YES)),
            States::NO if n > 0 => {
                ways.extend(windows((parts.len() + 1).saturating_sub(n), States::NO));
            }
            States::UNKNOWN if n > 0 => {
                for chosen in 0..parts.len() {
                    let mut yes = n - 1;
                    let goal = |(at, part)| {
                        let states = if at == chosen {
                            States::UNKNOWN
                        } else if yes > 0 {
                            yes -= 1;
                            States::YES
                        } else {
                            States::NOT_YES
                        };
                        (part, states)
                    };
                    ways.push(parts.iter().enumerate().map(goal).collect());
                }
            }
            _ => {}
        }
    }
    ways
}

/// A finding of a slot with which tests have states that will do.
fn finding_for(model: &Model, slot: Slot, tests: &[(Test, States)]) -> Option<Finding> {
    candidates(model, slot, tests)
        .into_iter()
        .find(|finding| tests.iter().all(|(test, states)| states.has(test.of(*finding))))
}

fn candidates(model: &Model, slot: Slot, tests: &[(Test, States)]) -> Vec<Finding> {
    let mut candidates = match &model.fact_of(slot).kind {
        FactKind::YesNo | FactKind::Set(_) => vec![Finding::Affirmed, Finding::Denied],
        FactKind::OneOf(choices) => {
            (0..choices.len()).filter_map(|n| u16::try_from(n).ok()).map(Finding::Choice).collect()
        }
        FactKind::Number(kind) => numbers(tests, kind.step, Some((kind.min, kind.max))),
        FactKind::Derived(_) => numbers(tests, Decimal::from_millionths(100_000), None),
    };
    candidates.push(Finding::Unknown);
    candidates
}

/// The bounds that tests compare with, and a step to both sides of them.
fn numbers(
    tests: &[(Test, States)],
    step: Decimal,
    range: Option<(Decimal, Decimal)>,
) -> Vec<Finding> {
    let mut numbers: Vec<Decimal> = Vec::new();
    for (test, _) in tests {
        let Test::Compare(_, _, bound) = test else { continue };
        numbers.extend(
            [Some(*bound), bound.checked_add(step), bound.checked_sub(step)].into_iter().flatten(),
        );
    }
    numbers.retain(|number| range.is_none_or(|(min, max)| (min..=max).contains(number)));
    numbers.into_iter().map(Finding::Number).collect()
}

#[cfg(test)]
mod tests {
    use super::{Towards, towards};
    use crate::base::truth::Truth;
    use crate::model::condition::Condition;
    use crate::model::finding::Findings;
    use crate::pack::{Languages, load_embedded};

    #[test]
    fn findings_bring_every_rule_of_the_pack_where_they_say() {
        let model = load_embedded(Languages::One(crate::base::language::Language::En)).0.unwrap();
        let mut found = 0;
        for condition in model.referrals.iter().map(|rule| &rule.when) {
            for truth in [Truth::Yes, Truth::No, Truth::Unknown] {
                let Towards::Findings(statement) = towards(&model, &[(condition, truth)]) else {
                    continue;
                };
                let mut findings = Findings::open(model.slots.len());
                for (slot, finding) in statement {
                    findings.set(slot, finding);
                }
                found += 1;
                assert_eq!(condition.state(&findings), truth, "{condition:?}");
            }
        }
        assert!(found > model.referrals.len(), "{found}");
    }

    #[test]
    fn what_always_holds_is_never_unknown() {
        let model = load_embedded(Languages::One(crate::base::language::Language::En)).0.unwrap();
        let always = Condition::always();
        assert_eq!(towards(&model, &[(&always, Truth::Unknown)]), Towards::Nothing);
        assert_eq!(towards(&model, &[(&always, Truth::No)]), Towards::Nothing);
        assert_eq!(towards(&model, &[(&always, Truth::Yes)]), Towards::Findings(Vec::new()));
    }
}

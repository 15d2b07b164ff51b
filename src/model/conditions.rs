//! All conditions of a pack, and what they compare a number with.

use crate::base::decimal::Decimal;
use crate::model::Model;
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::dialogue::StepKind;
use crate::model::fact::{Fact, FactKind, RedFlag, Slot};

impl Model {
    /// Calls `visit` with every condition of facts, rules and guards; what properties claim of them is none.
    pub fn for_each_condition(&self, visit: &mut dyn FnMut(&Condition)) {
        for fact in &self.facts {
            for_each_condition_of_fact(fact, visit);
        }
        for rule in &self.referrals {
            visit(&rule.when);
            for point in &rule.points {
                visit(&point.when);
            }
        }
        for rule in &self.advice {
            visit(&rule.when);
            for contraindication in &rule.contraindications {
                visit(&contraindication.when);
            }
        }
        for rule in &self.contradictions {
            visit(&rule.when);
        }
        for step in self.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
            if let StepKind::Branch { ways, .. } = &step.kind {
                for (when, _) in ways {
                    visit(when);
                }
            }
        }
    }

    /// All comparisons of a number in facts, rules and guards, as often as they stand there.
    #[must_use]
    pub fn comparisons(&self, slot: Slot) -> Vec<(Comparison, Decimal)> {
        let mut found = Vec::new();
        self.for_each_condition(&mut |condition| {
            condition.for_each_test(&mut |test| match test {
                Test::Compare(of, comparison, bound) if of == slot => {
                    found.push((comparison, bound));
                }
                _ => {}
            });
        });
        let flagged = self.fact_of(slot).red_flag.as_ref().and_then(RedFlag::from);
        found.extend(flagged.map(|from| (Comparison::AtOrAbove, from)));
        found
    }
}

fn for_each_condition_of_fact(fact: &Fact, visit: &mut dyn FnMut(&Condition)) {
    visit(&fact.ask_when);
    let mut flags: Vec<&RedFlag> = fact.red_flag.iter().collect();
    if let FactKind::Set(members) = &fact.kind {
        for member in members {
            visit(&member.ask_when);
            flags.extend(&member.red_flag);
        }
    }
    for flag in flags {
        visit(&flag.with);
        for (when, _) in &flag.lowered {
            visit(when);
        }
        for policy in &flag.if_unknown {
            visit(&policy.when);
        }
    }
}

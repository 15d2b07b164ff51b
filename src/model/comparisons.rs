//! What a pack compares a number with.

use crate::base::decimal::Decimal;
use crate::model::Model;
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactKind, RedFlag, Slot};

impl Model {
    /// All comparisons of a number in rules, flags, questions and guards, as often as they stand there.
    #[must_use]
    pub fn comparisons(&self, slot: Slot) -> Vec<(Comparison, Decimal)> {
        let mut found = Vec::new();
        let mut read = |condition: &Condition| {
            condition.for_each_test(&mut |test| match test {
                Test::Compare(of, comparison, bound) if of == slot => {
                    found.push((comparison, bound));
                }
                _ => {}
            });
        };
        for rule in &self.referrals {
            read(&rule.when);
            for point in &rule.points {
                read(&point.when);
            }
        }
        for rule in &self.advice {
            read(&rule.when);
            for against in &rule.contraindications {
                read(&against.when);
            }
        }
        for contradiction in &self.contradictions {
            read(&contradiction.when);
        }
        for fact in &self.facts {
            read(&fact.ask_when);
            let mut flags: Vec<&RedFlag> = fact.red_flag.iter().collect();
            if let FactKind::Set(members) = &fact.kind {
                for member in members {
                    read(&member.ask_when);
                }
                flags.extend(members.iter().filter_map(|member| member.red_flag.as_ref()));
            }
            for flag in flags {
                read(&flag.with);
                for (when, _) in &flag.lowered {
                    read(when);
                }
                for policy in &flag.if_unknown {
                    read(&policy.when);
                }
            }
        }
        for step in self.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
            if let StepKind::Branch { ways, .. } = &step.kind {
                for (when, _) in ways {
                    read(when);
                }
            }
        }
        let flagged = self.fact_of(slot).red_flag.as_ref().and_then(RedFlag::from);
        found.extend(flagged.map(|from| (Comparison::AtOrAbove, from)));
        found
    }
}

//! All conditions of a model.

use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::{Fact, FactKind, RedFlag};
use crate::model::rule::PropertyStatement;

/// Calls `visit` with every condition of a model.
pub(super) fn for_each_condition(model: &Model, visit: &mut dyn FnMut(&Condition)) {
    for fact in &model.facts {
        for_each_condition_of_fact(fact, visit);
    }
    for rule in &model.referrals {
        visit(&rule.when);
        for point in &rule.points {
            visit(&point.when);
        }
    }
    for rule in &model.advice {
        visit(&rule.when);
        for contraindication in &rule.contraindications {
            visit(&contraindication.when);
        }
    }
    for rule in &model.contradictions {
        visit(&rule.when);
    }
    for property in &model.properties {
        match &property.statement {
            PropertyStatement::Never(_, when) | PropertyStatement::Always(when, _) => visit(when),
            PropertyStatement::Whenever(when, then) => {
                visit(when);
                visit(then);
            }
            PropertyStatement::Before(..) | PropertyStatement::Within(..) => {}
        }
    }
    for step in model.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
        if let StepKind::Branch { ways, .. } = &step.kind {
            for (when, _) in ways {
                visit(when);
            }
        }
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

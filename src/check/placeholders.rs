//! `value_may_be_missing`: a text that shows a fact's value while the fact may have none.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::check::context::Context;
use crate::check::counterexample::case_in_words;
use crate::check::owned_text::{Owner, owned_texts};
use crate::check::proof::{Case, Prover};
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::{Fact, FactId, Slot};
use crate::model::finding::Finding;
use crate::model::text::Piece;

/// Looks for a case in which a rule's text shows, and a fact whose value it shows has none.
pub(super) fn check(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    let model = context.model;
    for text in owned_texts(model) {
        let facts = shown_facts(model.texts.get(text.id, model.manifest.source_language));
        if facts.is_empty() {
            continue;
        }
        let Some(conditions) = shows_when(model, text.owner) else { continue };
        for fact in facts {
            let fact = &model.facts[fact.index()];
            let Some(case) = case_without_value(prover, &conditions, fact) else { continue };
            let id = &fact.id;
            let key = model.texts.key(text.id);
            let message = format!(
                "`{key}` shows the value of `{id}`, which may have none: with {}",
                case_in_words(model, &case)
            );
            let help =
                format!("guard the rule or the point so that it is yes only when `{id}` is known");
            context.report("value_may_be_missing", Severity::Warning, &text.spot, message).help =
                Some(help);
        }
    }
}

fn shown_facts(template: &[Piece]) -> BTreeSet<FactId> {
    let facts = template.iter().filter_map(|piece| match piece {
        Piece::Value(fact) | Piece::Rest(_, fact) => Some(*fact),
        _ => None,
    });
    facts.collect()
}

/// What must be yes for a text to show; none where no rule decides it.
fn shows_when(model: &Model, owner: Owner) -> Option<Vec<&Condition>> {
    match owner {
        Owner::Advice(n) => Some(vec![&model.advice[n].when]),
        Owner::Contraindication(n, k) => {
            Some(vec![&model.advice[n].when, &model.advice[n].contraindications[k].when])
        }
        Owner::Referral(n, None) => Some(vec![&model.referrals[n].when]),
        Owner::Referral(n, Some(k)) => {
            let rule = &model.referrals[n];
            Some(vec![&rule.when, &rule.points[k].when])
        }
        Owner::Contradiction(n) => Some(vec![&model.contradictions[n].when]),
        Owner::Fact(_)
        | Owner::Claim(_)
        | Owner::Caveat(_)
        | Owner::Conflict(_)
        | Owner::Dialogue(_)
        | Owner::Session(_)
        | Owner::SessionDetail(_)
        | Owner::Week => None,
    }
}

/// The shortest case in which a text shows and the fact has no value.
fn case_without_value(
    prover: &mut Prover<'_, '_>,
    conditions: &[&Condition],
    fact: &Fact,
) -> Option<Case> {
    let conditions: Vec<_> =
        conditions.iter().map(|when| (*when, [Truth::Yes].as_slice())).collect();
    let valueless = |finding: Finding| {
        !matches!(finding, Finding::Number(_) | Finding::Choice(_) | Finding::Affirmed)
    };
    let slots: Vec<Slot> = fact.slots().collect();
    prover.case_where(&conditions, &slots, &valueless).ok().flatten()
}

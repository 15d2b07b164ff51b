//! `value_may_be_missing`: a text that shows a fact's value while the fact may have none.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::check::cases::{Cells, Chance};
use crate::check::context::Context;
use crate::check::counterexample::case_in_words;
use crate::check::demand::evaluate;
use crate::check::draft::{Case, Draft, slots_of};
use crate::check::owned_text::{Owner, owned_texts};
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::{FactId, FactKind, Slot};
use crate::model::finding::Finding;
use crate::model::text::Piece;

/// How many cases are tried for each text and fact.
const CASES: usize = 200;

/// Looks for a case in which a rule's text shows, and a fact whose value it shows has none.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    let cells = Cells::of(model);
    for text in owned_texts(model) {
        let facts = shown_facts(model.texts.get(text.id, model.manifest.source_language));
        if facts.is_empty() {
            continue;
        }
        let Some(conditions) = shows_when(model, text.owner) else { continue };
        for fact in facts {
            let found = case_without_value(context, &cells, &conditions, fact);
            let Some(case) = found else { continue };
            let id = &model.facts[fact.index()].id;
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

fn case_without_value(
    context: &Context<'_>,
    cells: &Cells,
    conditions: &[&Condition],
    fact: FactId,
) -> Option<Case> {
    let model = context.model;
    let inputs = inputs(model, fact);
    let mut slots = BTreeSet::new();
    for condition in conditions {
        slots_of(model, condition, &mut slots);
    }
    let mut chance = Chance::of(model.facts[fact.index()].id.as_str());
    for number in 0..CASES {
        let mut draft = Draft { model, cells, chance: &mut chance, case: Case::new() };
        for condition in conditions {
            draft.make(condition, Truth::Yes);
        }
        draft.fill(&slots, [0, 30, 100][number % 3]);
        let mut case = draft.case;
        for slot in &inputs {
            let without = if model.member_of(*slot).is_some() {
                [Finding::Denied, Finding::Open, Finding::Unknown]
            } else {
                [Finding::Open, Finding::Unknown, Finding::Unknown]
            };
            case.insert(*slot, without[chance.below(3)]);
        }
        let outcome = evaluate(&context.engine, &case);
        if conditions.iter().all(|condition| condition.state(&outcome.findings) == Truth::Yes) {
            case.retain(|slot, finding| *finding != Finding::Open || inputs.contains(slot));
            return Some(case);
        }
    }
    None
}

/// The slots that give a fact its value.
fn inputs(model: &Model, fact: FactId) -> Vec<Slot> {
    let fact = &model.facts[fact.index()];
    match &fact.kind {
        FactKind::Quotient(quotient) => vec![quotient.of, quotient.by],
        _ => fact.slots().collect(),
    }
}

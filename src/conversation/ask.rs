//! A free question → the claims that answer it, and the referrals that its words call for.

use std::collections::BTreeSet;

use crate::base::language::Language;
use crate::base::truth::Truth;
use crate::engine::{Engine, GivenReferral, Outcome};
use crate::model::Model;
use crate::model::finding::{Finding, Findings, Statement};
use crate::understand::Reader;
use crate::understand::ask::{Library, Standing};
use crate::understand::outcome::Context;

/// The answer to a question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The claims that answer it, the best first, as positions in the model's claims. None: the articles do
    /// not say.
    pub claims: Vec<usize>,
    /// What follows from the question's own words; its referrals stand before all claims.
    pub outcome: Outcome,
    /// Whether the words of an emergency stand in it that belong to no fact.
    pub emergency_words: bool,
}

/// Answers a question. A red flag that it names counts, also where it only asks or supposes; what it denies
/// does not.
#[must_use]
pub fn answer(
    engine: &Engine<'_>,
    reader: &Reader,
    library: &Library,
    question: &str,
    language: Language,
) -> Answer {
    let model = engine.model();
    let context = Context { language: Some(language), asking: &[] };
    let understood = reader.understand(model, question, &context);
    let mut statement = understood.statement;
    for slot in reader.flags_named(model, question, Some(language)) {
        if !statement.iter().any(|(known, _)| *known == slot) {
            statement.push((slot, Finding::Affirmed));
        }
    }
    let hidden = kept_back(model, &statement);
    let outcome = engine.evaluate(statement, None);
    let referrals = outcome.referrals.iter().filter_map(|referral| match referral {
        GivenReferral::Rule(rule, ..) => Some(&model.referrals[*rule]),
        GivenReferral::Unknown(..) => None,
    });
    let leading = referrals.flat_map(|rule| rule.claims.iter().copied()).collect();
    let claims = library.answers(model, question, language, &Standing { hidden, leading });
    Answer { claims, outcome, emergency_words: understood.emergency_words.is_some() }
}

/// The claims with amounts behind advice that what the person said of themselves speaks against.
fn kept_back(model: &Model, statement: &Statement) -> BTreeSet<usize> {
    let mut findings = Findings::open(model.slots.len());
    for (slot, finding) in statement {
        findings.set(*slot, *finding);
    }
    let mut hidden = BTreeSet::new();
    for advice in &model.advice {
        let holds =
            |c: &&crate::model::rule::Contraindication| c.when.state(&findings) == Truth::Yes;
        let against: Vec<_> = advice.contraindications.iter().filter(holds).collect();
        if against.is_empty() {
            continue;
        }
        let warns = |claim: &usize| against.iter().any(|c| c.claims.contains(claim));
        let amounts =
            advice.claims.iter().filter(|claim| !model.claims[**claim].numbers.is_empty());
        hidden.extend(amounts.filter(|claim| !warns(claim)));
    }
    hidden
}

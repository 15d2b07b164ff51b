//! `unused_fact`, `unused_claim`, `unused_caveat`, `unused_source`: what nothing makes use of.

use std::collections::BTreeSet;

use crate::check::conditions::for_each_condition;
use crate::check::context::{Context, Spot};
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactId, FactKind};
use crate::model::text::{Piece, TextId};
use crate::model::week::WeekRules;

/// Reports what nothing makes use of: facts as warnings, grounding as notes (`samtale ask` still
/// finds a claim that no rule rests on).
pub(super) fn check(context: &mut Context<'_>) {
    facts(context);
    claims(context);
    caveats(context);
    sources(context);
}

fn facts(context: &mut Context<'_>) {
    let model = context.model;
    let used = used_facts(model);
    for (n, (fact, origin)) in model.facts.iter().zip(&model.origins.facts).enumerate() {
        if !used.contains(&FactId::at(n)) {
            let message = format!("the fact `{}` is asked nowhere and read by no rule", fact.id);
            let spot = Spot::entry(*origin).field("id");
            context.report("unused_fact", Severity::Warning, &spot, message).help =
                Some("read it in a rule, ask it in a dialogue, or remove it".to_owned());
        }
    }
}

fn used_facts(model: &Model) -> BTreeSet<FactId> {
    let mut used = BTreeSet::new();
    for_each_condition(model, &mut |condition| {
        condition.for_each_test(&mut |test| {
            used.insert(model.slots[test.slot().index()].fact);
        });
    });
    for step in model.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
        match &step.kind {
            StepKind::Ask { show, .. } => {
                used.extend(show.iter().map(|slot| model.slots[slot.index()].fact));
            }
            StepKind::Listen { about, .. } => {
                used.insert(*about);
            }
            _ => {}
        }
    }
    let language = model.manifest.source_language;
    for (text, _) in model.texts.iter() {
        used.extend(facts_shown(model, text, language));
    }
    for fact in &model.facts {
        if let FactKind::Derived(derived) = &fact.kind {
            used.extend(derived.inputs().map(|slot| model.slots[slot.index()].fact));
        }
    }
    used
}

fn facts_shown(
    model: &Model,
    text: TextId,
    language: crate::base::language::Language,
) -> impl Iterator<Item = FactId> + '_ {
    model.texts.get(text, language).iter().filter_map(|piece| match piece {
        Piece::Value(fact) | Piece::Rest(_, fact) => Some(*fact),
        _ => None,
    })
}

fn claims(context: &mut Context<'_>) {
    let model = context.model;
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for rule in &model.advice {
        used.extend(&rule.claims);
        used.extend(rule.contraindications.iter().flat_map(|part| &part.claims));
    }
    used.extend(model.referrals.iter().flat_map(|rule| &rule.claims));
    used.extend(model.week.iter().flat_map(WeekRules::all_claims));
    used.extend(model.conflicts.iter().flat_map(|c| c.claims.iter().chain(&c.refused)));
    for (n, (claim, origin)) in model.claims.iter().zip(&model.origins.claims).enumerate() {
        if !used.contains(&n) {
            let message = format!("no rule rests on the claim `{}`", claim.id);
            let spot = Spot::claim(*origin).field("id");
            context.report("unused_claim", Severity::Note, &spot, message);
        }
    }
}

fn caveats(context: &mut Context<'_>) {
    let model = context.model;
    let used: BTreeSet<usize> =
        model.claims.iter().flat_map(|claim| claim.caveats.iter().copied()).collect();
    for (n, (caveat, origin)) in model.caveats.iter().zip(&model.origins.caveats).enumerate() {
        if !used.contains(&n) {
            let message = format!("the caveat `{}` limits no claim", caveat.id);
            let spot = Spot::entry(*origin).field("id");
            context.report("unused_caveat", Severity::Warning, &spot, message).help =
                Some("add it to the claims that it limits: it must not be left out".to_owned());
        }
    }
}

fn sources(context: &mut Context<'_>) {
    let model = context.model;
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for claim in &model.claims {
        used.insert(claim.source);
        used.extend(claim.study);
        used.extend(claim.guideline);
    }
    used.extend(model.caveats.iter().map(|caveat| caveat.source));
    used.extend(model.sources.iter().filter_map(|source| source.cited.map(|(article, _)| article)));
    for (n, (source, origin)) in model.sources.iter().zip(&model.origins.sources).enumerate() {
        if !used.contains(&n) {
            let message = format!("nothing rests on the source `{}`", source.id);
            let spot = Spot::entry(*origin).field("id");
            context.report("unused_source", Severity::Note, &spot, message);
        }
    }
}

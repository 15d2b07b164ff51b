//! Where it comes from: each claim with its passage, its study and its caveats.

use std::collections::BTreeSet;

use crate::engine::{GivenReferral, Outcome};
use crate::model::grounding::{Claim, SourceKind};
use crate::model::interface::Phrase;
use crate::render::block::Block;
use crate::render::text::Speech;
use crate::render::week;

/// The sources of everything that an outcome says, rule by rule.
#[must_use]
pub fn sources(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let model = speech.model;
    let mut blocks = vec![Block::Heading(speech.phrase(Phrase::SourcesHeading, &[]))];
    let mut shown: BTreeSet<usize> = BTreeSet::new();
    let referrals = outcome.referrals.iter().filter_map(|referral| match referral {
        GivenReferral::Rule(rule, ..) => {
            let rule = &model.referrals[*rule];
            Some((rule.title, rule.claims.clone()))
        }
        GivenReferral::Unknown(..) => None,
    });
    let advice = outcome
        .advice
        .iter()
        .map(|given| (model.advice[given.rule].title, week::claims(speech, outcome, given)));
    for (title, claims) in referrals.chain(advice) {
        blocks.push(Block::Heading(speech.text(title)));
        for position in claims {
            if shown.insert(position) {
                blocks.extend(claim(speech, &model.claims[position]));
            } else {
                blocks.push(Block::Item(place(speech, &model.claims[position])));
            }
        }
    }
    if blocks.len() == 1 {
        return vec![Block::Text(speech.phrase(Phrase::SourcesNothing, &[]))];
    }
    blocks
}

/// A claim with its place, evidence, study and caveats.
#[must_use]
pub fn claim(speech: &Speech<'_>, claim: &Claim) -> Vec<Block> {
    let mut blocks = vec![
        Block::Item(speech.text(claim.text)),
        Block::Detail(format!("[{}] {}", place(speech, claim), speech.evidence(claim.evidence))),
    ];
    if let Some(study) = claim.study {
        blocks.push(Block::Detail(study_line(speech, study)));
    }
    for caveat in &claim.caveats {
        blocks
            .push(Block::Detail(format!("– {}", speech.text(speech.model.caveats[*caveat].text))));
    }
    blocks
}

fn study_line(speech: &Speech<'_>, study: usize) -> String {
    let study = &speech.model.sources[study];
    let text = |id: Option<_>| id.map_or_else(String::new, |id| speech.text(id));
    let phrase = if study.traced { Phrase::StudyTraced } else { Phrase::StudyNotTraced };
    let (design, population) = (text(study.design), text(study.population));
    let values = [("name", study.title.as_str()), ("design", &design), ("population", &population)];
    speech.phrase(phrase, &values)
}

/// Where a claim stands: article and lines, guideline, or our own rule with its guideline.
#[must_use]
pub fn place(speech: &Speech<'_>, claim: &Claim) -> String {
    let source = &speech.model.sources[claim.source];
    match (source.kind, &claim.passage) {
        (SourceKind::Article, Some(passage)) => {
            let (from, to) = (passage.from.to_string(), passage.to.to_string());
            let values = [("name", source.title.as_str()), ("from", &from), ("to", &to)];
            speech.phrase(Phrase::SourceLines, &values)
        }
        (SourceKind::House, _) => {
            let ours = speech.phrase(Phrase::SourceHouse, &[]);
            match claim.guideline {
                Some(guideline) => {
                    let name = speech.model.sources[guideline].title.as_str();
                    let guideline = speech.phrase(Phrase::SourceGuideline, &[("name", name)]);
                    format!("{ours}. {guideline}")
                }
                None => ours,
            }
        }
        (SourceKind::Guideline, _) => {
            speech.phrase(Phrase::SourceGuideline, &[("name", &source.title)])
        }
        _ => source.title.clone(),
    }
}

//! Adding up: which claims answer a question best, and whether they answer it at all.

use std::collections::BTreeSet;

use crate::model::Model;
use crate::model::grounding::{Claim, Evidence};
use crate::model::text::Piece;
use crate::understand::ask::index::{Index, OWN};
use crate::understand::ask::lexicon::Sign;
use crate::understand::ask::question::Question;
use crate::understand::ask::{MOST_ANSWERS, Standing};

/// A claim answers when it holds at least this share of what a question asks, in percent.
const ENOUGH: u32 = 50;
/// A claim that names no concept of the question must hold at least this share.
const ENOUGH_WITHOUT_CONCEPT: u32 = 75;
/// An answer must be worth at least this share of the best one, in percent.
const BESIDE_BEST: u32 = 58;
/// What the second and later claims from the same lines are worth, in percent.
const SAME_LINES: [u32; 3] = [100, 78, 45];
/// What a claim of an article is worth beyond others, in percent: the question goes to the articles.
const OF_ARTICLE: u32 = 3;
/// How many of the best claims are looked at.
const LOOKED_AT: usize = 64;

/// A claim with what it is worth.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    claim: usize,
    worth: u32,
}

/// What has been added up for one claim.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    total: u32,
    /// Of it, what words have brought that tell something by themselves.
    heavy: u32,
    part: u32,
    concept: bool,
}

/// The claims that answer, the best first.
pub(super) fn answers(
    model: &Model,
    index: &Index,
    question: &Question,
    standing: &Standing,
) -> Vec<usize> {
    let heavy_parts = question.parts.iter().filter(|part| !part.light);
    let asked: u32 = heavy_parts.map(|part| part.tells * OWN).sum();
    let whole = asked + question.strange * OWN;
    if asked == 0 {
        return Vec::new();
    }
    let sums = add_up(index, question);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (claim, sum) in sums.iter().enumerate() {
        let enough = if sum.concept { ENOUGH } else { ENOUGH_WITHOUT_CONCEPT };
        if sum.heavy > 0 && sum.heavy * 100 >= whole * enough {
            candidates.push(Candidate { claim, worth: sum.total });
        }
    }
    // so many candidates are worth a look that the rest could not come first by being better evidence
    if candidates.len() > LOOKED_AT * 8 {
        let at = LOOKED_AT * 8;
        candidates.select_nth_unstable_by_key(at, |c| (std::cmp::Reverse(c.worth), c.claim));
        candidates.truncate(at);
    }
    candidates.retain(|candidate| !standing.hidden.contains(&candidate.claim));
    for candidate in &mut candidates {
        let leads = standing.leading.contains(&candidate.claim);
        let percent = favour(model, index, question, candidate.claim, leads);
        candidate.worth = candidate.worth * percent / 100;
    }
    candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.worth), candidate.claim));
    candidates.truncate(LOOKED_AT);
    choose(model, candidates)
}

/// What each claim holds of the question. Of the terms that answer to one word the best one counts.
fn add_up(index: &Index, question: &Question) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); index.claims()];
    let mut touched: Vec<u32> = Vec::new();
    for part in &question.parts {
        touched.clear();
        for (number, (term, fits)) in part.terms.iter().enumerate() {
            let tells = part.tells * fits / 16;
            for posting in index.postings(*term) {
                let sum = &mut sums[posting.claim as usize];
                if sum.part == 0 {
                    touched.push(posting.claim);
                }
                sum.part = sum.part.max(tells * u32::from(posting.weight));
                let near = number == 0 || *fits > 8;
                sum.concept |= posting.stands && part.concept && near;
            }
        }
        for claim in &touched {
            let sum = &mut sums[*claim as usize];
            sum.total += sum.part;
            sum.heavy += if part.light { 0 } else { sum.part };
            sum.part = 0;
        }
    }
    sums
}

/// What a claim is worth beyond its words, in percent.
fn favour(model: &Model, index: &Index, question: &Question, position: usize, leads: bool) -> u32 {
    let claim = &model.claims[position];
    let mut percent = match claim.evidence {
        Evidence::Guideline | Evidence::HumanRct => 104,
        Evidence::HumanObservational | Evidence::Review => 102,
        Evidence::SourceNotFound => 99,
        _ => 100,
    };
    if claim.passage.is_some() {
        percent += OF_ARTICLE;
    }
    if leads {
        percent = percent * 140 / 100;
    }
    if question.shows(Sign::Amount) && !claim.numbers.is_empty() {
        percent = percent * 130 / 100;
    }
    if question.shows(Sign::Danger)
        && matches!(claim.evidence, Evidence::Guideline | Evidence::House)
    {
        percent = percent * 104 / 100;
    }
    if question.shows(Sign::WhatIs) && index.defines(position) {
        percent = percent * 125 / 100;
    }
    if index.is_about_text(position) && !question.shows(Sign::AboutText) {
        percent = percent * 60 / 100;
    }
    percent
}

/// The best, with those from the same lines held back.
fn choose(model: &Model, mut candidates: Vec<Candidate>) -> Vec<usize> {
    let mut answers: Vec<usize> = Vec::new();
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut best = 0;
    while answers.len() < MOST_ANSWERS {
        let worth = |candidate: &Candidate| {
            let claim = &model.claims[candidate.claim];
            let same =
                answers.iter().filter(|other| same_lines(claim, &model.claims[**other])).count();
            candidate.worth * SAME_LINES.get(same).copied().unwrap_or(0) / 100
        };
        let next = candidates.iter().enumerate();
        let next = next.max_by_key(|(at, candidate)| (worth(candidate), std::cmp::Reverse(*at)));
        let Some((at, worth)) = next.map(|(at, candidate)| (at, worth(candidate))) else { break };
        best = best.max(worth);
        if worth * 100 < best * BESIDE_BEST {
            break;
        }
        let claim = candidates.remove(at).claim;
        if said.insert(words(model, claim)) {
            answers.push(claim);
        }
    }
    answers
}

/// Whether two claims stand on the same lines of the same article.
fn same_lines(one: &Claim, other: &Claim) -> bool {
    match (&one.passage, &other.passage) {
        (Some(a), Some(b)) => one.source == other.source && a.from <= b.to && b.from <= a.to,
        _ => false,
    }
}

/// The words of a claim in the language that all packs have.
fn words(model: &Model, claim: usize) -> String {
    let language = model.manifest.source_language;
    let pieces = model.texts.get(model.claims[claim].text, language).iter();
    pieces
        .filter_map(|piece| if let Piece::Words(words) = piece { Some(&**words) } else { None })
        .collect()
}

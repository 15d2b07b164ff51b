//! The red flags that a text names, whatever it says of them but no.

use crate::base::language::Language;
use crate::model::Model;
use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::vocabulary::Words;
use crate::understand::choose::{Asked, Chosen, Hit, choose};
use crate::understand::clauses::{Denial, Stretch};
use crate::understand::piece::{Pieces, cut};
use crate::understand::reading::read;
use crate::understand::said::{is_flag, whole};
use crate::understand::tongue::{Said, Tongue};
use crate::understand::tongues;

/// A phrase that is read less surely than this names no red flag.
const SURE: u8 = 80;
/// In words of another language: less surely than this.
const SURE_FOREIGN: u8 = 95;

/// The red flags that are named, in the order said; denied ones are left out.
pub(super) fn named(
    tongues: &[Tongue],
    model: &Model,
    text: &str,
    wanted: Option<Language>,
) -> Vec<Slot> {
    let pieces = cut(text);
    let mut slots = Vec::new();
    if tongues.is_empty() || pieces.list.is_empty() {
        return slots;
    }
    let home = &tongues[tongues::best(tongues, &pieces, wanted)];
    named_in(home, home, model, &pieces, &mut slots);
    for tongue in tongues {
        if tongue.language != home.language {
            named_in(tongue, home, model, &pieces, &mut slots);
        }
    }
    slots
}

/// Reads in one language; in another than the text's own only words count that its own does not know.
fn named_in(tongue: &Tongue, home: &Tongue, model: &Model, pieces: &Pieces, slots: &mut Vec<Slot>) {
    let is_home = tongue.language == home.language;
    let words = &model.vocabulary.languages[tongue.position];
    let reading = read(tongue, &model.vocabulary.amounts, pieces, is_home);
    let asked = Asked { model, slots: &[] };
    let chosen = choose(tongue, words, &reading, asked);
    let list = &reading.lattice.pieces;
    let sure = if is_home { SURE } else { SURE_FOREIGN };
    for hit in &chosen.hits {
        let (from, to) = (hit.found.from(), hit.found.to());
        let foreign = list[from..to].iter().any(|piece| !home.lexicon.knows(&piece.word));
        let says_it = !matches!(hit.said, Said::No | Said::AnswerNo | Said::Not | Said::Unsure);
        if !says_it || hit.found.score < sure || !(is_home || foreign) {
            continue;
        }
        let entry = &words.facts[hit.entry];
        if is_denied(model, words, &chosen, hit) {
            continue;
        }
        let beside = entry.with.is_empty()
            || chosen
                .hits
                .iter()
                .any(|other| entry.with.contains(&words.facts[other.entry].says.0));
        for (slot, finding) in std::iter::once(&entry.says).chain(&entry.also) {
            let flag = *finding == Finding::Affirmed && is_flag(model, *slot);
            if flag && beside && !slots.contains(slot) {
                slots.push(*slot);
            }
        }
    }
}

/// Whether what a phrase says is denied, or was long ago.
fn is_denied(model: &Model, words: &Words, chosen: &Chosen, hit: &Hit) -> bool {
    let at = whole(model, words, hit);
    let others: Vec<Stretch> = chosen
        .hits
        .iter()
        .map(|hit| whole(model, words, hit))
        .filter(|other| *other != at)
        .collect();
    let clauses = &chosen.clauses;
    clauses.denial(at, &others) == Denial::Yes || clauses.long_ago(at, &others)
}

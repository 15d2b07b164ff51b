//! `hidden_phrase`: a phrase that is never found, because what must not be read as it holds its words.

use std::collections::BTreeMap;

use crate::check::context::Context;
use crate::check::words::wording::{Wording, wordings};
use crate::check::words::{of_each, report};
use crate::model::fact::{RaisedBy, Slot};
use crate::model::finding::Finding;
use crate::model::vocabulary::Words;
use crate::model::vocabulary::phrase::Phrase;

/// Phrases that hide others, by their first word.
type Blockers<'a> = BTreeMap<(Slot, String), Vec<(Wording, &'a Phrase)>>;

/// A phrase that another one hides.
struct Hidden<'a> {
    phrase: &'a Phrase,
    slot: Slot,
    by: &'a Phrase,
    wording: Wording,
}

/// Looks for phrases all of whose wordings are hidden, and for red flags of which any is.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    let flag = |slot: Slot| {
        let fact = &model.fact_of(slot).red_flag;
        let flag = model.member_of(slot).map_or(fact, |member| &member.red_flag);
        flag.as_ref().is_some_and(|flag| flag.raised_by == RaisedBy::Yes)
    };
    for (words, found) in of_each(model, |words| hidden(words, &flag)) {
        for hidden in found {
            let (name, by) = (model.slot_name(hidden.slot), &hidden.by.text);
            let wording = hidden.wording.shown();
            let message = format!("`{wording}` never says `{name}`: `{by}` hides it");
            let place = (words.language, hidden.phrase.text.as_ref());
            report(context, "hidden_phrase", place, message).help =
                Some(format!("make `{by}` narrower, or remove the phrase"));
        }
    }
}

fn hidden<'a>(words: &'a Words, flag: &dyn Fn(Slot) -> bool) -> Vec<Hidden<'a>> {
    let blockers = blockers(words);
    let ignored: BTreeMap<Wording, &Phrase> = words
        .ignore
        .iter()
        .flat_map(|phrase| wordings(phrase).into_iter().map(move |wording| (wording, phrase)))
        .collect();
    let mut found = Vec::new();
    for entry in words.facts.iter().filter(|entry| entry.says.1 == Finding::Affirmed) {
        let slot = entry.says.0;
        for phrase in &entry.phrases {
            let all = wordings(phrase);
            let by = |wording: &Wording| {
                ignored.get(wording).copied().or_else(|| blocker(&blockers, slot, wording))
            };
            let hidden: Vec<(&Wording, &Phrase)> =
                all.iter().filter_map(|wording| Some((wording, by(wording)?))).collect();
            let matters = flag(slot) || hidden.len() == all.len();
            if let Some((wording, by)) = hidden.first().filter(|_| matters) {
                found.push(Hidden { phrase, slot, by, wording: (*wording).clone() });
            }
        }
    }
    found
}

fn blockers(words: &Words) -> Blockers<'_> {
    let mut blockers = Blockers::new();
    for entry in &words.facts {
        for phrase in &entry.not {
            for wording in wordings(phrase) {
                if let Some(first) = wording.0.first() {
                    let key = (entry.says.0, first.text.clone());
                    blockers.entry(key).or_default().push((wording, phrase));
                }
            }
        }
    }
    blockers
}

fn blocker<'a>(blockers: &Blockers<'a>, slot: Slot, wording: &Wording) -> Option<&'a Phrase> {
    wording.0.iter().enumerate().find_map(|(at, word)| {
        let candidates = blockers.get(&(slot, word.text.clone()))?;
        let holds = |(other, _): &&(Wording, &'a Phrase)| wording.holds_at(at, other);
        candidates.iter().find(holds).map(|(_, phrase)| *phrase)
    })
}

//! `ambiguous_phrase`: the same words say two things, and nothing tells which is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::context::Context;
use crate::check::words::wording::{Wording, wordings};
use crate::check::words::{of_each, report};
use crate::diagnostic::Severity;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;
use crate::model::vocabulary::{FactWords, Words};

/// What a wording says first.
struct First<'a> {
    entry: &'a FactWords,
    denies: bool,
}

/// Looks for wordings of two entries that say different things wherever they stand.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    for (words, clashes) in of_each(model, clashes) {
        let mut found: BTreeMap<(String, Slot, Slot), String> = BTreeMap::new();
        for (phrase, wording, one, other) in clashes {
            found.entry((phrase, one, other)).or_insert(wording);
        }
        for ((phrase, one, other), wording) in found {
            // two values of one fact cannot both be so; two facts can, and the author may mean it
            let fact = |slot: Slot| model.slots[slot.index()].fact;
            let set = matches!(model.fact_of(one).kind, FactKind::Set(_));
            let contrary = one == other || fact(one) == fact(other) && !set;
            let severity = if contrary { Severity::Warning } else { Severity::Note };
            let (one, other) = (model.slot_name(one), model.slot_name(other));
            let message = if one == other {
                format!("`{wording}` both says and denies `{one}`")
            } else {
                format!("`{wording}` says both `{one}` and `{other}`")
            };
            let finding = report(context, "ambiguous_phrase", (words.language, &phrase), message);
            finding.severity = severity;
            finding.help =
                Some("make one of them longer, remove it, or write `also` if it says both".into());
        }
    }
}

fn clashes(words: &Words) -> BTreeSet<(String, String, Slot, Slot)> {
    let mut known: BTreeMap<Wording, Vec<First<'_>>> = BTreeMap::new();
    let mut clashes = BTreeSet::new();
    // what counts only beside something else, or after a wish, is told apart by that
    let anywhere = |entry: &&FactWords| entry.with.is_empty() && !entry.wish;
    for entry in words.facts.iter().filter(anywhere) {
        for (phrases, denies) in [(&entry.phrases, false), (&entry.denied, true)] {
            for phrase in phrases {
                for wording in wordings(phrase) {
                    let before = known.entry(wording.clone()).or_default();
                    let clash = before.iter().find(|first| !agree(first, entry, denies));
                    if let Some(first) = clash {
                        let (one, other) = (first.entry.says.0, entry.says.0);
                        clashes.insert((phrase.text.to_string(), wording.shown(), one, other));
                    }
                    before.push(First { entry, denies });
                }
            }
        }
    }
    clashes
}

/// Whether two entries say the same of a slot, or one says the other's as well.
fn agree(first: &First<'_>, entry: &FactWords, denies: bool) -> bool {
    let says = |entry: &FactWords, denies: bool| match (entry.says.1, denies) {
        (Finding::Affirmed, true) => (entry.says.0, Finding::Denied),
        (Finding::Denied, true) => (entry.says.0, Finding::Affirmed),
        (finding, _) => (entry.says.0, finding),
    };
    let (one, other) = (says(first.entry, first.denies), says(entry, denies));
    let mutual = |entry: &FactWords, says: (Slot, Finding)| entry.also.contains(&says);
    one == other || mutual(first.entry, other) || mutual(entry, one)
}

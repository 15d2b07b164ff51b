//! `red_flag_without_words`: a red flag that nobody can say in a language whose words are there.

use crate::check::context::{Context, Spot};
use crate::diagnostic::Severity;
use crate::model::fact::{FactKind, RaisedBy, Slot};
use crate::model::finding::Finding;

/// Looks for red flags without a phrase that affirms them, in each language that says anything of facts.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    for words in model.vocabulary.languages.iter().filter(|words| !words.facts.is_empty()) {
        for number in 0..model.slots.len() {
            let slot = Slot::at(number);
            let spoken = words.facts.iter().any(|entry| {
                let says = std::iter::once(&entry.says).chain(&entry.also);
                let named = says.into_iter().any(|says| *says == (slot, Finding::Affirmed));
                named && !entry.phrases.is_empty()
            });
            let member = model.member_of(slot);
            let fact = model.fact_of(slot);
            let flag = member.map_or(&fact.red_flag, |member| &member.red_flag);
            let said = matches!(fact.kind, FactKind::YesNo | FactKind::Set(_));
            let wanted = said && flag.as_ref().is_some_and(|flag| flag.raised_by == RaisedBy::Yes);
            if !wanted || spoken {
                continue;
            }
            let (name, language) = (model.slot_name(slot), words.language);
            let origin = model.origins.facts[model.slots[number].fact.index()];
            let message = format!("no phrase says the red flag `{name}` in {language}");
            context
                .report("red_flag_without_words", Severity::Error, &Spot::entry(origin), message)
                .help = Some(format!(
                "write rules/vocabulary/{language}/red_flags.ron, such as \
                 `(facts: [(say: \"{name}\", phrases: [\"…\"])])`, or add the entry to it"
            ));
        }
    }
}

//! What a valid pack *is*.
//!
//! A [`Model`] can only be made by loading a pack without errors; nothing downstream checks again.
//! Everything is addressed by dense indices ([`Slot`], [`FactId`], …), in the order of the pack.

pub mod ask;
pub mod condition;
mod conditions;
pub mod contact;
pub mod derived;
pub mod dialogue;
pub mod fact;
pub mod finding;
pub mod grounding;
pub mod interface;
pub mod rule;
pub mod text;
pub mod urgency;
pub mod vocabulary;
pub mod week;

use std::collections::BTreeMap;

use crate::base::country::Country;
use crate::base::id::Id;
use crate::base::language::Language;
use crate::model::ask::AskVocabulary;
use crate::model::condition::NamedCondition;
use crate::model::contact::{Contact, Service};
use crate::model::dialogue::Dialogue;
use crate::model::fact::{Fact, FactId, FactKind, Member, Slot, SlotInfo};
use crate::model::grounding::{Caveat, Claim, Conflict, Source};
use crate::model::interface::Interface;
use crate::model::rule::{Advice, Contradiction, Hazard, Property, Referral};
use crate::model::text::{TextId, Texts};
use crate::model::vocabulary::Vocabulary;
use crate::model::week::WeekRules;

/// Declares a dense index: a position in one table of the model.
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The index as a position in its table.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The index of a position in its table. A table never holds more than `u32::MAX` entries:
            /// the loader refuses packs of that size.
            #[must_use]
            pub fn at(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }
        }
    };
}
pub(crate) use index;

index!(
    /// A topic: what an assess step can be limited to.
    TopicId
);

/// A topic and its title.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its id.
    pub id: Id,
    /// What people call it.
    pub title: TextId,
}

/// A finding of `check` that counts differently in a pack.
#[derive(Debug, Clone)]
pub struct SeverityChange {
    /// The code of the finding.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// Why.
    pub because: String,
}

/// What the manifest says of the pack.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Its id.
    pub id: Id,
    /// Its version, as the authors count.
    pub version: String,
    /// SHA-256 over all files (paths and contents), 64 hex digits.
    pub digest: String,
    /// What people call it.
    pub title: TextId,
    /// The language in which rules carry their texts.
    pub source_language: Language,
    /// The languages that the pack speaks, the source language among them.
    pub languages: Vec<Language>,
    /// The clinician who signed it, if any.
    pub reviewed_by: Option<String>,
    /// Findings of `check` that count differently in this pack: code, `error`, `warning` or `note`, why.
    pub severities: Vec<SeverityChange>,
    /// The dialogue that starts when none is named; an index into [`Model::dialogues`].
    pub default_dialogue: usize,
}

/// A valid pack.
#[derive(Debug)]
pub struct Model {
    /// The manifest.
    pub manifest: Manifest,
    /// Topics in pack order.
    pub topics: Vec<Topic>,
    /// Facts in pack order.
    pub facts: Vec<Fact>,
    /// What each slot belongs to; as long as a set of findings.
    pub slots: Vec<SlotInfo>,
    /// Named conditions, for people to read; rules hold them inlined.
    pub conditions: Vec<NamedCondition>,
    /// Sources in pack order.
    pub sources: Vec<Source>,
    /// Claims in pack order.
    pub claims: Vec<Claim>,
    /// Caveats in pack order.
    pub caveats: Vec<Caveat>,
    /// Conflicts in pack order.
    pub conflicts: Vec<Conflict>,
    /// Advice rules in pack order, which is the order of showing.
    pub advice: Vec<Advice>,
    /// Referral rules in pack order.
    pub referrals: Vec<Referral>,
    /// Contradictions between findings.
    pub contradictions: Vec<Contradiction>,
    /// Safety statements of the pack.
    pub properties: Vec<Property>,
    /// The hazard log.
    pub hazards: Vec<Hazard>,
    /// Phone lines.
    pub contacts: Vec<Contact>,
    /// Dialogues in the order of their files.
    pub dialogues: Vec<Dialogue>,
    /// What a week is planned with, where the pack plans weeks.
    pub week: Option<WeekRules>,
    /// What people say for each fact, by language.
    pub vocabulary: Vocabulary,
    /// The words of free questions.
    pub ask: AskVocabulary,
    /// All texts.
    pub texts: Texts,
    /// The program's own sentences.
    pub interface: Interface,
    /// Where each entry stands in the files.
    pub origins: Origins,
    /// Positions by id.
    pub names: Names,
}

/// Where an entry stands: a file (a position in the files that were loaded) and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Which file.
    pub file: usize,
    /// Which entry of it.
    pub position: usize,
}

/// Where the entries of the model's tables stand, in the order of those tables.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// Facts.
    pub facts: Vec<Origin>,
    /// Sources.
    pub sources: Vec<Origin>,
    /// Claims.
    pub claims: Vec<Origin>,
    /// Caveats.
    pub caveats: Vec<Origin>,
    /// Conflicts.
    pub conflicts: Vec<Origin>,
    /// Advice rules.
    pub advice: Vec<Origin>,
    /// Referral rules.
    pub referrals: Vec<Origin>,
    /// Contradictions.
    pub contradictions: Vec<Origin>,
    /// Properties.
    pub properties: Vec<Origin>,
    /// Hazards.
    pub hazards: Vec<Origin>,
    /// Phone lines.
    pub contacts: Vec<Origin>,
    /// Dialogues.
    pub dialogues: Vec<Origin>,
    /// The week plan.
    pub week: Option<Origin>,
}

/// Where each id stands.
#[derive(Debug, Default)]
pub struct Names {
    /// Facts by id.
    pub facts: BTreeMap<Id, FactId>,
    /// Sources by id, as positions.
    pub sources: BTreeMap<Id, usize>,
    /// Claims by id, as positions.
    pub claims: BTreeMap<Id, usize>,
    /// Advice rules by id, as positions.
    pub advice: BTreeMap<Id, usize>,
    /// Referral rules by id, as positions.
    pub referrals: BTreeMap<Id, usize>,
    /// Dialogues by id, as positions.
    pub dialogues: BTreeMap<Id, usize>,
}

impl Model {
    /// The fact with this id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<(FactId, &Fact)> {
        let index = *self.names.facts.get(id)?;
        Some((index, &self.facts[index.index()]))
    }

    /// The slot that `fact` or `fact.member` names. A set has a slot for each member and none itself.
    #[must_use]
    pub fn slot(&self, reference: &str) -> Option<Slot> {
        match reference.split_once('.') {
            None => {
                let (_, fact) = self.fact(reference)?;
                (!matches!(fact.kind, FactKind::Set(_))).then_some(fact.first_slot)
            }
            Some((fact, member)) => {
                let (_, fact) = self.fact(fact)?;
                let FactKind::Set(members) = &fact.kind else { return None };
                let position = members.iter().position(|m| m.id.as_str() == member)?;
                Some(fact.slot_of_member(position))
            }
        }
    }

    /// The name of a slot: `fact`, or `fact.member`.
    #[must_use]
    pub fn slot_name(&self, slot: Slot) -> String {
        let fact = self.fact_of(slot);
        match self.member_of(slot) {
            None => fact.id.to_string(),
            Some(member) => format!("{}.{}", fact.id, member.id),
        }
    }

    /// The fact that a slot belongs to.
    #[must_use]
    pub fn fact_of(&self, slot: Slot) -> &Fact {
        &self.facts[self.slots[slot.index()].fact.index()]
    }

    /// The set member that a slot is, if it is one.
    #[must_use]
    pub fn member_of(&self, slot: Slot) -> Option<&Member> {
        let info = &self.slots[slot.index()];
        match &self.facts[info.fact.index()].kind {
            FactKind::Set(members) => members.get(info.member?),
            _ => None,
        }
    }

    /// The phone line of a service: that of the region, else of the country, else of everywhere.
    #[must_use]
    pub fn contact(
        &self,
        service: Service,
        country: Country,
        region: Option<&str>,
    ) -> Option<&Contact> {
        let of = |country: Country, region: Option<&str>| {
            self.contacts.iter().find(|contact| {
                contact.service == service
                    && contact.country == country
                    && contact.region.as_deref() == region
            })
        };
        region
            .and_then(|region| of(country, Some(region)))
            .or_else(|| of(country, None))
            .or_else(|| of(Country::Other, None))
    }
}

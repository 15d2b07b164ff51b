//! What a pack builds on: the field `extends` of `rules/pack.ron`.

use serde::Deserialize;

use crate::model::urgency::Urgency;
use crate::pack::schema::{Fact, FactKind};

/// The pack that another builds on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extends {
    pub(crate) pack: String,
    pub(crate) version: String,
    #[serde(default)]
    pub(crate) overrides: Vec<Override>,
}

impl Extends {
    /// No pack at all.
    pub(crate) const fn nothing() -> Self {
        Self { pack: String::new(), version: String::new(), overrides: Vec::new() }
    }
}

/// An entry that is replaced, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Override {
    pub(crate) what: OverrideKind,
    pub(crate) id: String,
    pub(crate) reason: String,
}

/// What can be overridden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OverrideKind {
    Topic,
    Fact,
    Condition,
    Source,
    Claim,
    Caveat,
    Conflict,
    Advice,
    Referral,
    Contradiction,
    Contact,
    Property,
    Dialogue,
    Week,
    /// One of the program's own sentences.
    Sentence,
}

impl OverrideKind {
    /// The word in files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Fact => "fact",
            Self::Condition => "condition",
            Self::Source => "source",
            Self::Claim => "claim",
            Self::Caveat => "caveat",
            Self::Conflict => "conflict",
            Self::Advice => "advice",
            Self::Referral => "referral",
            Self::Contradiction => "contradiction",
            Self::Contact => "contact",
            Self::Property => "property",
            Self::Dialogue => "dialogue",
            Self::Week => "week",
            Self::Sentence => "sentence",
        }
    }

    /// How the keys of the texts of an entry begin.
    pub(crate) fn text_key(self, id: &str) -> String {
        match self {
            Self::Week => "week".to_owned(),
            Self::Sentence => format!("interface.{id}"),
            kind => format!("{}.{id}", kind.as_str()),
        }
    }
}

impl Fact {
    /// The red flags of the fact and its members, by name.
    pub(crate) fn red_flags(&self) -> impl Iterator<Item = (String, Urgency)> + '_ {
        let own = self.red_flag.iter().map(|flag| (self.id.clone(), flag.least));
        let members = match &self.kind {
            FactKind::Set(members) => members.as_slice(),
            _ => &[],
        };
        let of_members = members.iter().filter_map(|member| {
            Some((format!("{}.{}", self.id, member.id), member.red_flag.as_ref()?.least))
        });
        own.chain(of_members)
    }
}

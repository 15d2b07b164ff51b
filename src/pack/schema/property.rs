//! Properties as files have them, and the severities that a pack changes.

use serde::Deserialize;

use crate::model::urgency::Urgency;
use crate::pack::schema::Condition;

/// A property of `rules/properties.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Property {
    pub(crate) id: String,
    pub(crate) means: String,
    #[serde(default)]
    pub(crate) never: Option<Never>,
    #[serde(default)]
    pub(crate) always: Option<Always>,
    #[serde(default)]
    pub(crate) whenever: Option<Whenever>,
    #[serde(default)]
    pub(crate) before: Option<Before>,
    #[serde(default)]
    pub(crate) within: Option<Within>,
}

/// "This advice never while …".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Never {
    pub(crate) advice: String,
    pub(crate) when: Condition,
}

/// "Always at least this urgency while …".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Always {
    pub(crate) when: Condition,
    pub(crate) at_least: Urgency,
}

/// "Whenever this, also that".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Whenever {
    pub(crate) when: Condition,
    pub(crate) then: Condition,
}

/// "All of these before that".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Before {
    pub(crate) first: Vec<Mark>,
    pub(crate) then: Mark,
}

/// "Asked within so many questions".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Within {
    pub(crate) questions: u32,
    pub(crate) asked: Vec<String>,
}

/// Something that happens on the way through a dialogue.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mark {
    Asked(String),
    Given(String),
    Passed(String),
}

/// A finding of `check` that counts differently in this pack, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeverityChange {
    pub(crate) code: String,
    pub(crate) severity: SeverityWord,
    pub(crate) because: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SeverityWord {
    Error,
    Warning,
    Note,
}

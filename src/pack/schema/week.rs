//! `rules/week.ron`, unchecked.

use serde::Deserialize;

use crate::pack::schema::Condition;

/// What a week is planned with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Week {
    pub(crate) sessions: Vec<Session>,
    pub(crate) goals: Vec<Goal>,
    pub(crate) extras: Vec<String>,
    pub(crate) budget: Budget,
    pub(crate) limits: Limits,
    #[serde(default)]
    pub(crate) modes: Vec<Mode>,
    #[serde(default)]
    pub(crate) details: Vec<Detail>,
    pub(crate) texts: Texts,
}

/// A type of session.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) minutes: (u32, u32, u32),
    pub(crate) most: usize,
    #[serde(default)]
    pub(crate) hard: bool,
    #[serde(default)]
    pub(crate) counts: bool,
    #[serde(default)]
    pub(crate) fill: bool,
    #[serde(default)]
    pub(crate) instead_of: Option<String>,
    pub(crate) claims: Vec<String>,
}

/// What a goal asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the file says `goal: …`")]
pub(crate) struct Goal {
    pub(crate) goal: String,
    pub(crate) demands: Vec<(String, usize, usize)>,
    pub(crate) claims: Vec<String>,
}

/// How many sessions there are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    pub(crate) days: String,
    pub(crate) more: usize,
    pub(crate) unknown: usize,
    pub(crate) claims: Vec<String>,
}

/// What no week exceeds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) hard: usize,
    pub(crate) hours_between_hard: usize,
    pub(crate) free_days: usize,
    pub(crate) minutes: u32,
    pub(crate) aim: u32,
    pub(crate) step: u32,
    pub(crate) claims: Vec<String>,
}

/// What holds for some people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mode {
    pub(crate) id: String,
    pub(crate) when: Condition,
    #[serde(default)]
    pub(crate) most: Vec<(String, usize)>,
    #[serde(default)]
    pub(crate) least: Vec<(String, usize)>,
    #[serde(default)]
    pub(crate) sessions: Option<usize>,
    #[serde(default)]
    pub(crate) short: bool,
    #[serde(default)]
    pub(crate) no_figures: bool,
    pub(crate) claims: Vec<String>,
}

/// What is said of some sessions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Detail {
    pub(crate) id: String,
    pub(crate) session: String,
    pub(crate) on: Occasions,
    pub(crate) when: Condition,
    pub(crate) text: String,
    pub(crate) claims: Vec<String>,
}

/// Which sessions of a type are meant.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Occasions {
    First,
    Last,
    Each,
}

/// The sentences of a plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    pub(crate) heading: String,
    pub(crate) days: Vec<String>,
    pub(crate) line: String,
    pub(crate) line_plain: String,
    pub(crate) either: String,
    pub(crate) rest: String,
    pub(crate) serves: String,
    pub(crate) serves_few: String,
}

//! The week plan: which sessions goals ask for, and what limits them.
//!
//! All of it is data of the pack; the engine only counts sessions and places them on days.

use crate::base::id::Id;
use crate::model::condition::Condition;
use crate::model::fact::Slot;
use crate::model::text::TextId;

/// How many days a week has.
pub const DAYS: usize = 7;

/// What a week is planned with.
#[derive(Debug, Clone)]
pub struct WeekRules {
    /// The types of sessions, the hardest first.
    pub sessions: Vec<Session>,
    /// The type that fills days without another session, as a position; it counts for no budget.
    pub fill: usize,
    /// What goals ask for, in pack order of the goals: the first one comes first when days are few.
    pub goals: Vec<GoalDemands>,
    /// Which types get the days that are left, in turn, as positions.
    pub extras: Vec<usize>,
    /// What holds for some people.
    pub modes: Vec<Mode>,
    /// What is said of some sessions.
    pub details: Vec<SessionDetail>,
    /// How many sessions there are.
    pub budget: Budget,
    /// What no week exceeds.
    pub limits: Limits,
    /// The sentences of a plan.
    pub texts: WeekTexts,
    /// The claims that budget and limits rest on, as positions.
    pub claims: Vec<usize>,
}

impl WeekRules {
    /// The claims of all its parts, as positions.
    pub fn all_claims(&self) -> impl Iterator<Item = &usize> {
        let sessions = self.sessions.iter().flat_map(|session| &session.claims);
        let goals = self.goals.iter().flat_map(|goal| &goal.claims);
        let modes = self.modes.iter().flat_map(|mode| &mode.claims);
        let details = self.details.iter().flat_map(|detail| &detail.claims);
        self.claims.iter().chain(sessions).chain(goals).chain(modes).chain(details)
    }
}

/// A type of session.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: Id,
    /// What it is called in a line of the plan.
    pub title: TextId,
    /// How long it is.
    pub minutes: Minutes,
    /// The most a week has of it.
    pub most: usize,
    /// Whether it is hard work that needs days between.
    pub hard: bool,
    /// Whether its minutes count towards the aim.
    pub counts: bool,
    /// It may stand in for one session of this type, as the person likes.
    pub instead_of: Option<usize>,
    /// The claims it rests on, as positions.
    pub claims: Vec<usize>,
}

/// How long a session is, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    /// The shortest.
    pub least: u32,
    /// Where nothing speaks for longer or shorter.
    pub usual: u32,
    /// The longest.
    pub most: u32,
}

/// What a goal asks for.
#[derive(Debug, Clone)]
pub struct GoalDemands {
    /// The goal.
    pub goal: Slot,
    /// How many sessions of which type.
    pub demands: Vec<Demand>,
    /// The claims it rests on, as positions.
    pub claims: Vec<usize>,
}

/// How many sessions of a type a goal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// The type, as a position.
    pub session: usize,
    /// The least that serves the goal.
    pub least: usize,
    /// More than this adds nothing.
    pub most: usize,
}

/// What holds for some people. It holds unless its condition is known not to, or was never asked.
#[derive(Debug, Clone)]
pub struct Mode {
    /// Its id.
    pub id: Id,
    /// When it holds.
    pub when: Condition,
    /// The most sessions of a type.
    pub most: Vec<(usize, usize)>,
    /// Sessions of a type that there are in any case.
    pub least: Vec<(usize, usize)>,
    /// How many sessions there are, whatever the person's days (never more than those allow).
    pub sessions: Option<usize>,
    /// Sessions are as short as they can be.
    pub short: bool,
    /// Whether minutes are shown.
    pub figures: bool,
    /// The claims it rests on, as positions.
    pub claims: Vec<usize>,
}

/// What is said of some sessions.
#[derive(Debug, Clone)]
pub struct SessionDetail {
    /// Its id.
    pub id: Id,
    /// The type, as a position.
    pub session: usize,
    /// Which of them.
    pub on: Occasions,
    /// When it is said.
    pub when: Condition,
    /// What is said, after the session.
    pub text: TextId,
    /// The claims it rests on, as positions.
    pub claims: Vec<usize>,
}

/// Which sessions of a type are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasions {
    /// The first of the week.
    First,
    /// The last of the week.
    Last,
    /// Each.
    Each,
}

/// How many sessions a week has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The number fact that says on how many days the person trains.
    pub days: Slot,
    /// How many more there may be where the least of the goals asks for them.
    pub more: usize,
    /// How many there are when the days are not known.
    pub unknown: usize,
}

/// What no week exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most hard sessions.
    pub hard: usize,
    /// From one hard day to the next, in days, also over the end of the week.
    pub hard_apart: usize,
    /// Days at the end of the week without a session.
    pub free_days: usize,
    /// The most minutes of all sessions together.
    pub minutes: u32,
    /// The minutes to aim for.
    pub aim: u32,
    /// By how much sessions get longer or shorter.
    pub step: u32,
}

impl Limits {
    /// The days that can have a session.
    #[must_use]
    pub const fn open_days(&self) -> usize {
        DAYS.saturating_sub(self.free_days)
    }

    /// How many hard sessions find room with the days between.
    #[must_use]
    pub fn room_for_hard(&self) -> usize {
        let apart = self.hard_apart.max(1);
        self.hard.min(DAYS / apart).min(self.open_days().div_ceil(apart))
    }
}

/// The sentences of a plan.
#[derive(Debug, Clone)]
pub struct WeekTexts {
    /// Above the plan.
    pub heading: TextId,
    /// The names of the days, from Monday.
    pub days: Vec<TextId>,
    /// A day: `{day}`, `{session}`, `{minutes}`.
    pub line: TextId,
    /// A day without minutes: `{day}`, `{session}`.
    pub line_plain: TextId,
    /// A session that another may stand in for: `{session}`, `{other}`.
    pub either: TextId,
    /// A day without a session.
    pub rest: TextId,
    /// The goals that the week serves: `{served}`.
    pub serves: TextId,
    /// The same when days are too few: `{served}`, `{first}`.
    pub serves_few: TextId,
}

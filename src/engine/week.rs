//! One week for several goals, as plain data.
//!
//! Pure and deterministic: the same findings give the same week. Goals share sessions, they are not
//! added up; what they ask for and what limits it is data of the pack ([`WeekRules`]). First sessions
//! are counted ([`allot`]), then placed on days ([`place`]), then given their length ([`minutes`]).

mod allot;
mod minutes;
mod place;
#[cfg(test)]
mod tests;

use crate::base::truth::Truth;
use crate::engine::week::allot::Allotment;
use crate::engine::week::place::Place;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::Slot;
use crate::model::finding::{Finding, Findings};
use crate::model::week::{DAYS, Demand, GoalDemands, Mode, Occasions, WeekRules};

/// A week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its days, from Monday.
    pub days: [Day; DAYS],
    /// Whether minutes are shown.
    pub figures: bool,
    /// The goals that it serves, in pack order.
    pub served: Vec<Slot>,
    /// The goal that comes first, when days are too few for all that the goals ask for.
    pub first: Option<Slot>,
    /// The claims that it rests on, as positions, each once.
    pub claims: Vec<usize>,
}

/// A day of a week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// The type of session, as a position; `None`: rest.
    pub session: Option<usize>,
    /// The type that may stand in for it, as the person likes.
    pub or: Option<usize>,
    /// How long it is.
    pub minutes: u32,
    /// What is said of it, as positions in the details of the rules.
    pub details: Vec<usize>,
}

impl Week {
    /// How many minutes all sessions take together.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.days.iter().map(|day| day.minutes).sum()
    }
}

/// The week for these findings; none where the pack plans no weeks or no goal asks for a session.
///
/// Whether a person is to see it at all is for the advice rule that shows it.
#[must_use]
pub fn week(model: &Model, findings: &Findings) -> Option<Week> {
    let rules = model.week.as_ref()?;
    let wished = |goal: &&GoalDemands| findings.get(goal.goal) == Finding::Affirmed;
    let goals: Vec<&GoalDemands> = rules.goals.iter().filter(wished).collect();
    if goals.is_empty() {
        return None;
    }
    let holding: Vec<&Mode> =
        rules.modes.iter().filter(|mode| holds(&mode.when, findings)).collect();
    let allotment = allot::allot(rules, &goals, &holding, findings.get(rules.budget.days));
    let places = place::place(rules, &allotment);
    let mut days = filled(rules, &places);
    minutes::lengthen(rules, holding.iter().any(|mode| mode.short), &mut days);
    say_details(rules, findings, &mut days);
    let figures = holding.iter().all(|mode| mode.figures);
    let has = |session: usize| days.iter().any(|day| day.session == Some(session));
    let served = |goal: &&&GoalDemands| goal.demands.iter().any(|demand| has(demand.session));
    Some(Week {
        figures,
        claims: claims(model, rules, (&goals, &holding), (figures, &days)),
        served: goals.iter().filter(served).map(|goal| goal.goal).collect(),
        first: first_of_few(rules, &goals, &holding, &allotment),
        days,
    })
}

/// Whether something holds for the person: unknown counts as yes, never asked as no.
fn holds(condition: &Condition, findings: &Findings) -> bool {
    condition.state_with_open_as_no(findings) != Truth::No
}

/// The days with their sessions; the days between get the lightest type.
fn filled(rules: &WeekRules, places: &[Place]) -> [Day; DAYS] {
    let mut days: [Day; DAYS] = Default::default();
    for (day, place) in days.iter_mut().zip(places) {
        (day.session, day.or) = match *place {
            Place::Session(session) => (Some(session), None),
            Place::Either(session, other) => (Some(session), Some(other)),
            Place::Free => (Some(rules.fill), None),
        };
    }
    days
}

/// What the week rests on: the limits, the goals, what holds for the person, the sessions and what is
/// said of them. Without figures, no claim with figures beside those that say why there are none.
fn claims(
    model: &Model,
    rules: &WeekRules,
    (goals, holding): (&[&GoalDemands], &[&Mode]),
    (figures, days): (bool, &[Day; DAYS]),
) -> Vec<usize> {
    let sessions = days.iter().flat_map(|day| day.session.into_iter().chain(day.or));
    let sessions = sessions.flat_map(|session| &rules.sessions[session].claims);
    let details = days.iter().flat_map(|day| &day.details);
    let details = details.flat_map(|detail| &rules.details[*detail].claims);
    let goals = goals.iter().flat_map(|goal| &goal.claims);
    let others = rules.claims.iter().chain(goals).chain(sessions).chain(details);
    let bare = |claim: &&usize| figures || model.claims[**claim].numbers.is_empty();
    let of_modes = holding.iter().flat_map(|mode| {
        let kept = mode.claims.iter();
        kept.filter(|claim| figures || !mode.figures || model.claims[**claim].numbers.is_empty())
    });
    let mut claims: Vec<usize> = Vec::new();
    for claim in of_modes.chain(others.filter(bare)) {
        if !claims.contains(claim) {
            claims.push(*claim);
        }
    }
    claims
}

/// The first goal that asks for a session, when some goal gets less than the least that it may have.
fn first_of_few(
    rules: &WeekRules,
    goals: &[&GoalDemands],
    modes: &[&Mode],
    allotment: &Allotment,
) -> Option<Slot> {
    let most = allot::most_of_each(rules, modes);
    let needs = |demand: &Demand| match demand.session {
        session if session == rules.fill => 0,
        session => demand.least.min(most[session]),
    };
    let mut asking =
        goals.iter().filter(|goal| goal.demands.iter().any(|demand| needs(demand) > 0)).peekable();
    let first = asking.peek()?.goal;
    let lacks = |demand: &Demand| allotment.count(demand.session) < needs(demand);
    let few: Vec<_> = asking.map(|goal| goal.demands.iter().any(lacks)).collect();
    (few.len() > 1 && few.contains(&true)).then_some(first)
}

fn say_details(rules: &WeekRules, findings: &Findings, days: &mut [Day; DAYS]) {
    for (number, detail) in rules.details.iter().enumerate() {
        if detail.when.state(findings) != Truth::Yes {
            continue;
        }
        let of_type = days.iter_mut().filter(|day| day.session == Some(detail.session));
        let meant: Vec<&mut Day> = match detail.on {
            Occasions::First => of_type.take(1).collect(),
            Occasions::Last => of_type.last().into_iter().collect(),
            Occasions::Each => of_type.collect(),
        };
        for day in meant {
            day.details.push(number);
        }
    }
}

//! How many sessions of each type a week has.

use crate::model::finding::Finding;
use crate::model::week::{GoalDemands, Mode, WeekRules};

/// How many sessions of each type there are; the type that fills days is not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Allotment {
    counts: Vec<usize>,
    /// One session of the first type may as well be one of the second.
    pub(super) either: Option<(usize, usize)>,
}

impl Allotment {
    /// How many sessions of a type there are.
    pub(super) fn count(&self, session: usize) -> usize {
        self.counts[session]
    }
}

/// Counts the sessions. What every goal needs at least comes first, in the order of the goals; then
/// the days that are left go round, up to what some goal asks for.
pub(super) fn allot(
    rules: &WeekRules,
    goals: &[&GoalDemands],
    modes: &[&Mode],
    days: Finding,
) -> Allotment {
    let budget = budget(rules, modes, days);
    let mut share = Share {
        rules,
        most: most_of_each(rules, modes),
        counts: vec![0; rules.sessions.len()],
        wanted: wanted(rules, goals, modes),
    };
    for demand in goals.iter().flat_map(|goal| &goal.demands) {
        share.raise(demand.session, demand.least, budget.most);
    }
    for (session, least) in modes.iter().flat_map(|mode| &mode.least) {
        share.raise(*session, *least, budget.most);
    }
    loop {
        let mut added = false;
        for session in &rules.extras {
            added |= share.add_wanted(*session, budget.usual);
        }
        if !added {
            break;
        }
    }
    let either = share.either();
    Allotment { counts: share.counts, either }
}

/// The most sessions of each type, with what holds for the person.
pub(super) fn most_of_each(rules: &WeekRules, modes: &[&Mode]) -> Vec<usize> {
    let mut most: Vec<usize> = rules.sessions.iter().map(|session| session.most).collect();
    for (session, limit) in modes.iter().flat_map(|mode| &mode.most) {
        most[*session] = most[*session].min(*limit);
    }
    most
}

/// The largest wish for each type, not the sum of the wishes.
fn wanted(rules: &WeekRules, goals: &[&GoalDemands], modes: &[&Mode]) -> Vec<usize> {
    let mut wanted = vec![0; rules.sessions.len()];
    let of_goals = goals.iter().flat_map(|goal| &goal.demands);
    let of_goals = of_goals.map(|demand| (demand.session, demand.most));
    let of_modes = modes.iter().flat_map(|mode| mode.least.iter().copied());
    for (session, most) in of_goals.chain(of_modes) {
        wanted[session] = wanted[session].max(most);
    }
    wanted
}

/// How many sessions there are as a rule, and where the least of the goals asks for more.
struct SessionBudget {
    usual: usize,
    most: usize,
}

fn budget(rules: &WeekRules, modes: &[&Mode], days: Finding) -> SessionBudget {
    let known = match days {
        Finding::Number(days) => usize::try_from(days.millionths() / 1_000_000).ok(),
        _ => None,
    };
    let usual = known.unwrap_or(rules.budget.unknown);
    let most = usual + rules.budget.more;
    // a number of sessions for some people holds within the days that they have; with none it begins one
    let set = modes.iter().filter_map(|mode| mode.sessions).min();
    let set = set
        .map(|sessions| if known.is_some_and(|n| n > 0) { sessions.min(most) } else { sessions });
    let open_days = rules.limits.open_days();
    SessionBudget {
        usual: set.unwrap_or(usual).min(open_days),
        most: set.unwrap_or(most).min(open_days),
    }
}

struct Share<'a> {
    rules: &'a WeekRules,
    most: Vec<usize>,
    counts: Vec<usize>,
    wanted: Vec<usize>,
}

impl Share<'_> {
    fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    fn fits(&self, session: usize) -> bool {
        let hard = self.rules.sessions.iter().zip(&self.counts).filter(|(session, _)| session.hard);
        let hard: usize = hard.map(|(_, count)| *count).sum();
        session != self.rules.fill
            && self.counts[session] < self.most[session]
            && (!self.rules.sessions[session].hard || hard < self.rules.limits.room_for_hard())
    }

    fn raise(&mut self, session: usize, to: usize, budget: usize) {
        while self.counts[session] < to && self.total() < budget && self.fits(session) {
            self.counts[session] += 1;
        }
    }

    fn add_wanted(&mut self, session: usize, budget: usize) -> bool {
        let before = self.counts[session];
        self.raise(session, self.wanted[session].min(before + 1), budget);
        self.counts[session] > before
    }

    /// A type that is wished for and found no day may stand in for one of several lighter sessions.
    fn either(&self) -> Option<(usize, usize)> {
        let sessions = self.rules.sessions.iter().enumerate();
        sessions
            .filter(|(n, _)| self.counts[*n] == 0 && self.wanted[*n] > 0 && self.fits(*n))
            .find_map(|(n, session)| session.instead_of.map(|lighter| (lighter, n)))
            .filter(|(lighter, _)| self.counts[*lighter] > 1)
    }
}

//! How long the sessions are.

use crate::engine::week::Day;
use crate::model::week::{DAYS, WeekRules};

/// Gives sessions their length: the usual one; longer, the lightest first, where the week falls short
/// of its aim; shorter where it exceeds its limit. Walks that still exceed it fall away.
pub(super) fn lengthen(rules: &WeekRules, short: bool, days: &mut [Day; DAYS]) {
    let minutes = |n: usize| rules.sessions[n].minutes;
    let mut lengths: Vec<u32> = (0..rules.sessions.len())
        .map(|n| if short { minutes(n).least } else { minutes(n).usual })
        .collect();
    let step = rules.limits.step;
    for n in lightest_first(rules).filter(|n| !short && rules.sessions[*n].counts) {
        while towards_aim(rules, days, &lengths) < rules.limits.aim
            && lengths[n] + step <= minutes(n).most
            && total(days, &lengths) + step * times(days, n) <= rules.limits.minutes
            && times(days, n) > 0
        {
            lengths[n] += step;
        }
    }
    for n in lightest_first(rules) {
        while total(days, &lengths) > rules.limits.minutes && lengths[n] >= minutes(n).least + step
        {
            lengths[n] -= step;
        }
    }
    for day in (0..DAYS).rev() {
        if total(days, &lengths) > rules.limits.minutes && days[day].session == Some(rules.fill) {
            days[day].session = None;
        }
    }
    for day in days.iter_mut() {
        day.minutes = day.session.map_or(0, |session| lengths[session]);
    }
}

fn lightest_first(rules: &WeekRules) -> impl Iterator<Item = usize> + use<> {
    (0..rules.sessions.len()).rev()
}

fn times(days: &[Day], session: usize) -> u32 {
    days.iter().filter(|day| day.session == Some(session)).map(|_| 1).sum()
}

fn total(days: &[Day], lengths: &[u32]) -> u32 {
    days.iter().filter_map(|day| day.session).map(|session| lengths[session]).sum()
}

fn towards_aim(rules: &WeekRules, days: &[Day], lengths: &[u32]) -> u32 {
    let sessions = days.iter().filter_map(|day| day.session);
    sessions.filter(|n| rules.sessions[*n].counts).map(|session| lengths[session]).sum()
}

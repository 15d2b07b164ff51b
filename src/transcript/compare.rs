//! The same transcripts on two packs: for whom the urgency, its reason or the advice becomes another.

use std::collections::BTreeSet;

use crate::model::urgency::Urgency;
use crate::transcript::format::{Expected, Kind, Value};
use crate::transcript::parse::parse;
use crate::transcript::place::Trouble;
use crate::transcript::player::Player;
use crate::transcript::record::outcome_ids;
use crate::transcript::replay::Stage;
use crate::transcript::sources::Sources;
use crate::transcript::value::value_in_transcript;

/// What held at each turn of a transcript on one pack; nothing of it is compared with expectations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    turns: Vec<Held>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    line: u32,
    urgency: Option<Urgency>,
    referrals: BTreeSet<String>,
    advice: BTreeSet<String>,
}

/// How a transcript's course is another on the new pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// The first turn (its line) at which the urgency is lower, with both levels.
    pub down: Option<Step>,
    /// The first turn at which it is higher.
    pub up: Option<Step>,
    /// Referrals that only the old pack gave at some turn.
    pub referrals_gone: BTreeSet<String>,
    /// Referrals that only the new pack gave.
    pub referrals_new: BTreeSet<String>,
    /// Advice that only the old pack gave.
    pub advice_gone: BTreeSet<String>,
    /// Advice that only the new pack gave.
    pub advice_new: BTreeSet<String>,
}

/// A turn at which the levels differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The line of the turn; 0 before the first.
    pub line: u32,
    /// On the old pack.
    pub old: Option<Urgency>,
    /// On the new one.
    pub new: Option<Urgency>,
}

impl Changed {
    /// Whether anything is another.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the urgency is the same at every turn, for other reasons.
    #[must_use]
    pub fn is_other_reason(&self) -> bool {
        let other = !self.referrals_gone.is_empty() || !self.referrals_new.is_empty();
        self.down.is_none() && self.up.is_none() && other
    }
}

/// Plays a transcript to its end.
///
/// # Errors
/// All of why it cannot be read or played.
pub fn course(stage: &Stage<'_>, sources: &Sources) -> Result<Course, Vec<Trouble>> {
    let transcript = parse(sources)?;
    let (mut player, reply) = Player::begin(stage, sources, &transcript, true)?;
    let mut turns = vec![held(&player, 0)];
    let mut ended = reply.ended;
    bind(&mut player, transcript.opening());
    for turn in &transcript.turns {
        if ended {
            break;
        }
        ended = player.say(turn)?.ended;
        bind(&mut player, transcript.expected(turn));
        turns.push(held(&player, turn.place.line));
    }
    Ok(Course { turns })
}

/// Lets names take the values that expectations give them.
fn bind<'t>(player: &mut Player<'_, 't>, expected: &[crate::transcript::format::Expectation<'t>]) {
    for expectation in expected {
        let Expected::Fact(fact, Value::Named(name)) = expectation.what else { continue };
        let model = player.chat.model();
        if let (None, Some(slot)) = (player.names.get(name), model.slot(fact)) {
            let value = value_in_transcript(model, slot, player.chat.findings().get(slot));
            player.names.bind(name, value);
        }
    }
}

fn held(player: &Player<'_, '_>, line: u32) -> Held {
    let model = player.chat.model();
    let outcome = player.chat.outcome();
    let advice =
        player.chat.given().map_or_else(Vec::new, |given| outcome_ids(model, given, Kind::Advise));
    Held {
        line,
        urgency: outcome.urgency(),
        referrals: outcome_ids(model, &outcome, Kind::Refer).into_iter().collect(),
        advice: advice.into_iter().collect(),
    }
}

/// What is another on the new pack.
#[must_use]
pub fn changed(old: &Course, new: &Course) -> Changed {
    let mut changed = Changed::default();
    // a conversation that one of the packs ends sooner holds on to what it said last
    for at in 0..old.turns.len().max(new.turns.len()) {
        let (Some(before), Some(after)) = (held_at(old, at), held_at(new, at)) else { continue };
        let line = before.line.max(after.line);
        let step = Step { line, old: before.urgency, new: after.urgency };
        if after.urgency < before.urgency {
            changed.down.get_or_insert(step);
        } else if after.urgency > before.urgency {
            changed.up.get_or_insert(step);
        }
        let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
            one.difference(other).cloned().collect()
        };
        changed.referrals_gone.extend(only(&before.referrals, &after.referrals));
        changed.referrals_new.extend(only(&after.referrals, &before.referrals));
        changed.advice_gone.extend(only(&before.advice, &after.advice));
        changed.advice_new.extend(only(&after.advice, &before.advice));
    }
    changed
}

fn held_at(course: &Course, at: usize) -> Option<&Held> {
    course.turns.get(at).or(course.turns.last())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Course, Held, changed};
    use crate::model::urgency::Urgency::{Emergency, Routine, Urgent};

    fn course(levels: &[Option<crate::model::urgency::Urgency>]) -> Course {
        let held = |(line, urgency): (usize, &Option<_>)| Held {
            line: u32::try_from(line).unwrap(),
            urgency: *urgency,
            referrals: urgency.iter().map(ToString::to_string).collect(),
            advice: BTreeSet::new(),
        };
        Course { turns: levels.iter().enumerate().map(held).collect() }
    }

    #[test]
    fn lower_at_any_turn_is_down() {
        let old = course(&[None, Some(Emergency), Some(Routine)]);
        assert!(changed(&old, &old).is_empty());
        let new = course(&[None, Some(Urgent), Some(Urgent)]);
        let both = changed(&old, &new);
        assert_eq!(both.down.map(|step| (step.line, step.new)), Some((1, Some(Urgent))));
        assert_eq!(both.up.map(|step| step.line), Some(2));
        // the old pack ends sooner: its last word counts
        let short = course(&[None, Some(Emergency)]);
        let long = course(&[None, Some(Emergency), None]);
        assert_eq!(changed(&short, &long).down.map(|step| step.line), Some(2));
    }
}

//! The state of a session: a fold over its events.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::truth::Truth;
use crate::engine::compiled::{Engine, Owner};
use crate::engine::event::Question;
use crate::engine::network::Beliefs;
use crate::engine::outcome::Outcome;
use crate::engine::trail::Trail;
use crate::model::TopicId;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::{Finding, Findings};

/// Where a dialogue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) dialogue: usize,
    /// `None`: past its end.
    pub(super) step: Option<usize>,
}

/// How a finding came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The person said it unasked.
    Volunteered,
    /// It answered a question.
    Answered,
}

/// The state of a session.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) beliefs: Beliefs,
    pub(super) truths: TrueRules,
    /// The slots whose finding is unknown.
    pub(super) unknown: BTreeSet<Slot>,
    pub(super) origins: BTreeMap<Slot, Origin>,
    pub(super) frames: Vec<Frame>,
    pub(super) question: Option<Question>,
    /// Shown once already: what stays open of it is not asked a second time, except red flags at an
    /// assess step.
    pub(super) shown: BTreeSet<Slot>,
    /// Asked once more in simpler words.
    pub(super) asked_again: BTreeSet<Slot>,
    /// Listen steps that have been heard.
    pub(super) heard: BTreeSet<(usize, usize)>,
    /// Say steps that were said before a change and are not said again on the way back.
    pub(super) said_before: BTreeSet<(usize, usize)>,
    /// The slots of the last list of which some stayed open, to be asked as "any of the others?".
    pub(super) rest: Vec<Slot>,
    /// Answers kept over a change, taken when their question comes up.
    pub(super) kept: BTreeMap<Slot, Finding>,
    /// What the last assess step gave.
    pub(super) given: Option<Outcome>,
    /// Where the dialogue stood at its last assess step.
    pub(super) assessed_at: Vec<Frame>,
    pub(super) ended: bool,
    pub(super) was_emergency: bool,
    pub(super) was_urgent: bool,
    /// The steps and ways that it has come by.
    pub(super) trail: Trail,
}

/// Which rules hold, kept up to date change by change.
#[derive(Debug, Clone, Default)]
pub(super) struct TrueRules {
    pub(super) referrals: BTreeSet<usize>,
    pub(super) advice: BTreeSet<usize>,
}

impl State {
    /// The beginning of a dialogue.
    pub(super) fn new(engine: &Engine<'_>, dialogue: usize) -> Self {
        let mut state = Self {
            beliefs: engine.initial.clone(),
            truths: TrueRules::default(),
            unknown: BTreeSet::new(),
            origins: BTreeMap::new(),
            frames: vec![Frame { dialogue, step: Some(0) }],
            question: None,
            shown: BTreeSet::new(),
            asked_again: BTreeSet::new(),
            heard: BTreeSet::new(),
            said_before: BTreeSet::new(),
            rest: Vec::new(),
            kept: BTreeMap::new(),
            given: None,
            assessed_at: Vec::new(),
            ended: false,
            was_emergency: false,
            was_urgent: false,
            trail: Trail::new(&engine.ground),
        };
        state.recount(engine);
        state
    }

    fn recount(&mut self, engine: &Engine<'_>) {
        let yes = |watch| self.beliefs.state(&engine.network, watch) == Truth::Yes;
        let referrals = engine.referrals.iter().enumerate();
        let referrals =
            referrals.filter(|(_, watches)| yes(watches.when)).map(|(n, _)| n).collect();
        let advice = engine.advice.iter().enumerate();
        let advice = advice.filter(|(_, watches)| yes(watches.when)).map(|(n, _)| n).collect();
        self.truths = TrueRules { referrals, advice };
    }

    /// The findings.
    pub(super) fn findings(&self) -> &Findings {
        self.beliefs.findings()
    }

    /// The finding of a slot.
    pub(super) fn finding(&self, slot: Slot) -> Finding {
        self.beliefs.findings().get(slot)
    }

    /// Replaces a finding; derived facts and true rules follow.
    pub(super) fn set(&mut self, engine: &Engine<'_>, slot: Slot, finding: Finding) {
        self.beliefs.set(&engine.network, slot, finding);
        if finding == Finding::Unknown {
            self.unknown.insert(slot);
        } else {
            self.unknown.remove(&slot);
        }
        for derived in &engine.derived_from[slot.index()] {
            if let FactKind::Derived(kind) = &engine.model.fact_of(*derived).kind {
                let value = kind.finding(|input| self.beliefs.findings().get(input));
                self.beliefs.set(&engine.network, *derived, value);
            }
        }
        for watch in self.beliefs.take_changed() {
            let holds = self.beliefs.state(&engine.network, watch) == Truth::Yes;
            let (set, n) = match engine.owners[watch.0 as usize] {
                Owner::Referral(n) => (&mut self.truths.referrals, n),
                Owner::Advice(n) => (&mut self.truths.advice, n),
                _ => continue,
            };
            if holds {
                set.insert(n);
            } else {
                set.remove(&n);
            }
        }
    }
}

/// Whether a topic is in scope.
pub(super) fn in_scope(topic: TopicId, scope: Option<&BTreeSet<TopicId>>) -> bool {
    scope.is_none_or(|topics| topics.contains(&topic))
}

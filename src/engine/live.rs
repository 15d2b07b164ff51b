//! What is live: open findings on which something undecided still hangs.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::engine::compiled::{Engine, Owner};
use crate::engine::network::{Beliefs, Nodes, Watch};
use crate::engine::state::{State, in_scope};
use crate::model::TopicId;
use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::urgency::Urgency;

/// How far a question may reach at the level that holds now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach<'a> {
    /// The topics whose rules count; `None`: all.
    pub(super) scope: Option<&'a BTreeSet<TopicId>>,
    /// The most urgent referral that holds.
    pub(super) level: Option<Urgency>,
}

/// A look at which slots are live, as things stand.
pub(super) struct Liveness<'l, 'm> {
    engine: &'l Engine<'m>,
    beliefs: &'l Beliefs,
    reach: Reach<'l>,
    dead: Nodes,
}

impl Liveness<'_, '_> {
    /// Whether an answer to this open slot could still change something.
    ///
    /// From `urgent` up only what could raise the level counts, and the details of the referrals that
    /// hold at that level; below, every undecided rule in scope.
    pub(super) fn is_live(&mut self, slot: Slot) -> bool {
        let Self { engine, beliefs, reach, dead } = self;
        if beliefs.findings().get(slot) != Finding::Open {
            return false;
        }
        let wanted = |watch: Watch| engine.matters(beliefs, watch, *reach);
        let mut hangs_on = |slot| engine.network.is_live(beliefs, slot, &wanted, dead);
        hangs_on(slot) || engine.derived_from[slot.index()].iter().any(|slot| hangs_on(*slot))
    }
}

impl<'m> Engine<'m> {
    /// A look at which slots are live.
    pub(super) fn liveness<'l>(
        &'l self,
        beliefs: &'l Beliefs,
        reach: Reach<'l>,
    ) -> Liveness<'l, 'm> {
        Liveness { engine: self, beliefs, reach, dead: self.network.no_nodes() }
    }

    /// Whether deciding this watched reading could change what the person is told.
    fn matters(&self, beliefs: &Beliefs, watch: Watch, reach: Reach<'_>) -> bool {
        let state = |watch| beliefs.state(&self.network, watch);
        match self.owners[watch.0 as usize] {
            Owner::ReferralProspect(n) => {
                let rule = &self.model.referrals[n];
                let holds = state(self.referrals[n].when) == Truth::Yes;
                match reach.level {
                    // its own details, or something more urgent
                    Some(level) if level >= Urgency::Urgent => {
                        rule.urgency > level || holds && rule.urgency == level
                    }
                    _ => rule.urgency > Urgency::Routine || in_scope(rule.topic, reach.scope),
                }
            }
            Owner::AdviceProspect(n) => self.advice_matters(n, reach),
            Owner::ContraindicationProspect(n, k) => {
                let watches = &self.advice[n];
                let held_back = watches
                    .contraindications
                    .iter()
                    .enumerate()
                    .any(|(other, c)| other != k && state(c.open_as_no) != Truth::No);
                state(watches.when) == Truth::Yes && !held_back && self.advice_matters(n, reach)
            }
            _ => false,
        }
    }

    fn advice_matters(&self, n: usize, reach: Reach<'_>) -> bool {
        let rule = &self.model.advice[n];
        in_scope(rule.topic, reach.scope) && reach.level.is_none_or(|level| level < rule.stops_at)
    }

    /// The titles of the rules that a slot feeds and that are undecided or true: referrals, then advice.
    pub(super) fn rules_fed_by(&self, state: &State, slot: Slot) -> (Vec<usize>, Vec<usize>) {
        let mut referrals = Vec::new();
        let mut advice = Vec::new();
        for watch in self.network.watches_of(slot) {
            if state.beliefs.state(&self.network, watch) == Truth::No {
                continue;
            }
            match self.owners[watch.0 as usize] {
                Owner::Referral(n) => referrals.push(n),
                Owner::Advice(n) | Owner::Contraindication(n, _) => advice.push(n),
                _ => {}
            }
        }
        advice.sort_unstable();
        advice.dedup();
        (referrals, advice)
    }
}

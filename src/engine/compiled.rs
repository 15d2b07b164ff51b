//! A model made ready to run: its rules as one network, its facts in asking order.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::engine::network::{Beliefs, Network, NodeId, Reading, Watch};
use crate::engine::trail::Ground;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::{Fact, FactKind, RedFlag, Slot};
use crate::model::{Model, TopicId};

/// The readings of an advice rule that are watched.
#[derive(Debug)]
pub(super) struct AdviceWatches {
    pub(super) when: Watch,
    pub(super) contraindications: Vec<ContraindicationWatches>,
}

/// The readings of a contraindication that are watched.
#[derive(Debug)]
pub(super) struct ContraindicationWatches {
    pub(super) plain: Watch,
    pub(super) prospect: Watch,
    pub(super) open_as_no: Watch,
}

/// The readings of a referral rule that are watched.
#[derive(Debug)]
pub(super) struct ReferralWatches {
    pub(super) when: Watch,
    pub(super) prospect: Watch,
}

/// Where the network decides an advice rule.
#[derive(Debug, Clone)]
pub struct AdviceNodes {
    /// Its own condition.
    pub when: NodeId,
    /// Each contraindication: as it stands, and with open read as not established.
    pub contraindications: Vec<(NodeId, NodeId)>,
}

/// Which rule a watch belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A referral rule as it stands.
    Referral(usize),
    /// A referral rule, as answers could still change it.
    ReferralProspect(usize),
    /// An advice rule as it stands.
    Advice(usize),
    /// An advice rule, as answers could still change it.
    AdviceProspect(usize),
    /// A contraindication of an advice rule: the advice and its number.
    Contraindication(usize, usize),
    /// A contraindication, as answers could still change it.
    ContraindicationProspect(usize, usize),
    /// A contraindication with open read as not established.
    ContraindicationClosed,
    /// When a slot may be asked.
    Asking,
}

/// A model made ready to run.
#[derive(Debug)]
pub struct Engine<'m> {
    pub(super) model: &'m Model,
    pub(super) network: Network,
    pub(super) initial: Beliefs,
    pub(super) owners: Vec<Owner>,
    pub(super) advice: Vec<AdviceWatches>,
    pub(super) referrals: Vec<ReferralWatches>,
    /// The whole condition of each referral: its own, or a contraindication that raises it.
    pub(super) raised_by: Vec<Condition>,
    /// All askable slots: red flags by falling urgency, then contraindications, then the rest.
    pub(super) asking_order: Vec<Slot>,
    /// For each slot whether it is a red flag or read by a contraindication.
    pub(super) is_safety: Vec<bool>,
    /// For each slot the derived slots that hang on it.
    pub(super) derived_from: Vec<Vec<Slot>>,
    /// For each slot when it may be asked; `None`: never.
    pub(super) may_ask: Vec<Option<Watch>>,
    /// For each dialogue the slots that its branches read.
    pub(super) guards: Vec<BTreeSet<Slot>>,
    /// Where a session notes the steps and ways that it comes by.
    pub(super) ground: Ground,
}

impl<'m> Engine<'m> {
    /// Makes a model ready to run. Costs what the model has in rules; a session then costs what its
    /// changes touch.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        let mut builder = Builder { network: Network::new(model.slots.len()), owners: Vec::new() };
        let raised_by: Vec<Condition> = raising_conditions(model);
        let referrals = raised_by
            .iter()
            .enumerate()
            .map(|(n, condition)| ReferralWatches {
                when: builder.watch(condition, Reading::Plain, Owner::Referral(n)),
                prospect: builder.watch(condition, Reading::Prospect, Owner::ReferralProspect(n)),
            })
            .collect();
        let advice = (0..model.advice.len()).map(|n| builder.advice(model, n)).collect();
        let slots = model.facts.iter().flat_map(Fact::slots);
        let may_ask = slots.map(|slot| builder.asking(model, slot)).collect();
        builder.network.finish();
        let initial = Beliefs::new(&builder.network);
        let is_safety = safety_slots(model);
        Self {
            model,
            initial,
            network: builder.network,
            owners: builder.owners,
            advice,
            referrals,
            raised_by,
            asking_order: asking_order(model, &is_safety),
            is_safety,
            derived_from: derived_from(model),
            may_ask,
            guards: model.dialogues.iter().map(guard_slots).collect(),
            ground: Ground::of(model),
        }
    }

    /// The model that runs.
    #[must_use]
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The topics that the assess steps of a dialogue, and of those that it calls, name; `None`: all.
    #[must_use]
    pub fn scope(&self, dialogue: usize) -> Option<BTreeSet<TopicId>> {
        let mut topics = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut todo = vec![dialogue];
        let mut assesses = false;
        while let Some(dialogue) = todo.pop() {
            if !seen.insert(dialogue) {
                continue;
            }
            for step in &self.model.dialogues[dialogue].steps {
                match &step.kind {
                    StepKind::Assess { topics: None, .. } => return None,
                    StepKind::Assess { topics: Some(named), .. } => {
                        assesses = true;
                        topics.extend(named.iter().copied());
                    }
                    StepKind::Call { dialogue, .. } => todo.push(*dialogue),
                    _ => {}
                }
            }
        }
        assesses.then_some(topics)
    }

    /// Whether safety hangs on a slot: it is a red flag, or a contraindication reads it.
    #[must_use]
    pub fn is_safety(&self, slot: Slot) -> bool {
        self.is_safety[slot.index()]
    }

    /// All rules as one network of gates.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Where the network decides whether a referral rule (a position) holds: by its own condition, or
    /// by a contraindication that raises it.
    #[must_use]
    pub fn referral_node(&self, rule: usize) -> NodeId {
        self.network.node_of(self.referrals[rule].when)
    }

    /// The whole condition of a referral rule (a position).
    #[must_use]
    pub fn raised_by(&self, rule: usize) -> &Condition {
        &self.raised_by[rule]
    }

    /// Where the network decides an advice rule (a position).
    #[must_use]
    pub fn advice_nodes(&self, rule: usize) -> AdviceNodes {
        let watches = &self.advice[rule];
        let node = |watch| self.network.node_of(watch);
        AdviceNodes {
            when: node(watches.when),
            contraindications: watches
                .contraindications
                .iter()
                .map(|c| (node(c.plain), node(c.open_as_no)))
                .collect(),
        }
    }

    /// Where the network decides what answers could still make of a referral rule (a position).
    #[must_use]
    pub fn referral_prospect(&self, rule: usize) -> NodeId {
        self.network.node_of(self.referrals[rule].prospect)
    }

    /// Where the network decides what answers could still make of a contraindication (a number) of an
    /// advice rule (a position).
    #[must_use]
    pub fn contraindication_prospect(&self, rule: usize, number: usize) -> NodeId {
        self.network.node_of(self.advice[rule].contraindications[number].prospect)
    }

    /// The red flag of a slot.
    pub(super) fn red_flag(&self, slot: Slot) -> Option<&'m RedFlag> {
        match self.model.member_of(slot) {
            Some(member) => member.red_flag.as_ref(),
            None => self.model.fact_of(slot).red_flag.as_ref(),
        }
    }

    /// Whether a slot may be asked at all: its member's condition and its fact's are yes.
    pub(super) fn may_ask(&self, beliefs: &Beliefs, slot: Slot) -> bool {
        let watch = self.may_ask[slot.index()];
        watch.is_some_and(|watch| beliefs.state(&self.network, watch) == Truth::Yes)
    }
}

struct Builder {
    network: Network,
    owners: Vec<Owner>,
}

impl Builder {
    fn watch(&mut self, condition: &Condition, reading: Reading, owner: Owner) -> Watch {
        self.owners.push(owner);
        self.network.watch(condition, reading)
    }

    fn asking(&mut self, model: &Model, slot: Slot) -> Option<Watch> {
        let fact = model.fact_of(slot);
        if fact.is_derived() {
            return None;
        }
        let member = model.member_of(slot).map(|member| member.ask_when.clone());
        let both = Condition::All(member.into_iter().chain([fact.ask_when.clone()]).collect());
        Some(self.watch(&both, Reading::Plain, Owner::Asking))
    }

    fn advice(&mut self, model: &Model, n: usize) -> AdviceWatches {
        let rule = &model.advice[n];
        self.watch(&rule.when, Reading::Prospect, Owner::AdviceProspect(n));
        AdviceWatches {
            when: self.watch(&rule.when, Reading::Plain, Owner::Advice(n)),
            contraindications: rule
                .contraindications
                .iter()
                .enumerate()
                .map(|(k, contraindication)| {
                    let when = &contraindication.when;
                    ContraindicationWatches {
                        prospect: self.watch(
                            when,
                            Reading::Prospect,
                            Owner::ContraindicationProspect(n, k),
                        ),
                        plain: self.watch(when, Reading::Plain, Owner::Contraindication(n, k)),
                        open_as_no: self.watch(
                            when,
                            Reading::OpenAsNo,
                            Owner::ContraindicationClosed,
                        ),
                    }
                })
                .collect(),
        }
    }
}

/// Each referral's own condition, or that an advice which would be given is held back by a
/// contraindication that names the referral.
fn raising_conditions(model: &Model) -> Vec<Condition> {
    let mut raised: Vec<Vec<Condition>> =
        model.referrals.iter().map(|referral| vec![referral.when.clone()]).collect();
    for advice in &model.advice {
        for contraindication in &advice.contraindications {
            if let Some(referral) = contraindication.refer {
                raised[referral]
                    .push(Condition::All(vec![advice.when.clone(), contraindication.when.clone()]));
            }
        }
    }
    raised
        .into_iter()
        .map(|mut ways| if ways.len() == 1 { ways.remove(0) } else { Condition::Any(ways) })
        .collect()
}

fn safety_slots(model: &Model) -> Vec<bool> {
    let mut is_safety = vec![false; model.slots.len()];
    for fact in &model.facts {
        if fact.red_flag.is_some() {
            is_safety[fact.first_slot.index()] = true;
        }
        if let FactKind::Set(members) = &fact.kind {
            for (position, member) in members.iter().enumerate() {
                is_safety[fact.slot_of_member(position).index()] |= member.red_flag.is_some();
            }
        }
    }
    for contraindication in model.advice.iter().flat_map(|advice| &advice.contraindications) {
        contraindication.when.for_each_test(&mut |test| is_safety[test.slot().index()] = true);
    }
    // what the person wishes is no danger, even where a contraindication reads it
    for step in model.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
        if let StepKind::Listen { about, .. } = step.kind {
            for slot in model.facts[about.index()].slots() {
                is_safety[slot.index()] = false;
            }
        }
    }
    is_safety
}

/// Red flags by falling urgency, then what contraindications read, then the rest in pack order.
fn asking_order(model: &Model, is_safety: &[bool]) -> Vec<Slot> {
    let mut slots: Vec<Slot> =
        model.facts.iter().filter(|fact| !fact.is_derived()).flat_map(Fact::slots).collect();
    let rank = |slot: &Slot| {
        let flag = match model.member_of(*slot) {
            Some(member) => member.red_flag.as_ref(),
            None => model.fact_of(*slot).red_flag.as_ref(),
        };
        match flag {
            // a number's or a worry's mild flag is asked in pack order, not as an alarm
            Some(flag) if flag.least > crate::model::urgency::Urgency::Routine => {
                (0, std::cmp::Reverse(Some(flag.least)))
            }
            _ if is_safety[slot.index()] => (1, std::cmp::Reverse(None)),
            _ => (2, std::cmp::Reverse(None)),
        }
    };
    slots.sort_by_key(rank);
    slots
}

fn derived_from(model: &Model) -> Vec<Vec<Slot>> {
    let mut derived = vec![Vec::new(); model.slots.len()];
    for fact in &model.facts {
        if let FactKind::Derived(kind) = &fact.kind {
            for input in kind.inputs() {
                derived[input.index()].push(fact.first_slot);
            }
        }
    }
    derived
}

fn guard_slots(dialogue: &crate::model::dialogue::Dialogue) -> BTreeSet<Slot> {
    let mut slots = BTreeSet::new();
    for step in &dialogue.steps {
        if let StepKind::Branch { ways, .. } = &step.kind {
            for (when, _) in ways {
                when.for_each_test(&mut |test| {
                    slots.insert(test.slot());
                });
            }
        }
    }
    slots
}

//! What a session or a set of findings yields, as plain data.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::engine::compiled::Engine;
use crate::engine::live::Reach;
use crate::engine::state::{State, in_scope};
use crate::model::condition::Test;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::rule::ReferralStyle;
use crate::model::urgency::Urgency;
use crate::model::{Model, TopicId};

/// How the findings came about.
#[derive(Debug, Clone, Copy)]
pub enum Mode<'a> {
    /// In a chat: what stayed unknown was asked again in simpler words, and then refers.
    Chat {
        /// What was asked again.
        asked_again: &'a BTreeSet<Slot>,
    },
    /// As given facts: an unknown red flag cautions.
    Run,
    /// As given facts on a page that a person reads: an unknown red flag refers, as nobody asks again.
    Page,
}

/// What a session yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The referrals that hold, the most urgent first.
    pub referrals: Vec<GivenReferral>,
    /// The advice that is given, in pack order.
    pub advice: Vec<GivenAdvice>,
    /// The advice that would be given, but is held back.
    pub withheld: Vec<WithheldAdvice>,
    /// What to be careful about.
    pub cautions: Vec<Caution>,
    /// What is open and live, in asking order.
    pub open: Vec<Slot>,
    /// The findings, derived ones too.
    pub findings: Findings,
}

impl Outcome {
    /// The most urgent referral.
    #[must_use]
    pub fn urgency(&self) -> Option<Urgency> {
        self.referrals.iter().map(GivenReferral::urgency).max()
    }
}

/// A referral that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenReferral {
    /// A rule of the pack, as a position, with its urgency and style.
    Rule(usize, Urgency, ReferralStyle),
    /// A red flag that stayed unknown after it was asked twice, or that a page tells of.
    Unknown(Slot, Urgency),
}

impl GivenReferral {
    /// Its id: that of the rule, or `unknown_` and the member or fact.
    #[must_use]
    pub fn id(&self, model: &Model) -> String {
        match self {
            Self::Rule(rule, ..) => model.referrals[*rule].id.to_string(),
            Self::Unknown(slot, _) => unknown_id(model, *slot),
        }
    }

    /// How soon.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::Rule(_, urgency, _) | Self::Unknown(_, urgency) => *urgency,
        }
    }
}

/// Advice that is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAdvice {
    /// The rule, as a position.
    pub rule: usize,
    /// The open findings that would hold it back.
    pub unless: Vec<Slot>,
}

/// Advice that is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldAdvice {
    /// The rule, as a position.
    pub rule: usize,
    /// Why.
    pub reason: WithheldReason,
}

/// Why advice is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WithheldReason {
    /// A referral of this urgency holds.
    Urgency(Urgency),
    /// This contraindication holds.
    Contraindication(usize),
    /// This contraindication cannot be told, for these unknown findings.
    Unknown(usize, Vec<Slot>),
}

/// Something to be careful about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// What it is about.
    pub kind: CautionKind,
    /// How soon it should be cleared up.
    pub urgency: Urgency,
    /// The findings to look at.
    pub facts: Vec<Slot>,
}

/// What a caution is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CautionKind {
    /// An unknown red flag.
    Unknown(Slot),
    /// Red flags that were never asked.
    NotAsked,
    /// Findings that contradict each other (a position in the model's contradictions).
    Contradiction(usize),
}

impl Caution {
    /// Its id: `unknown_` and the member or fact, `not_asked`, or `contradiction_` and the rule's id.
    #[must_use]
    pub fn id(&self, model: &Model) -> String {
        match self.kind {
            CautionKind::Unknown(slot) => unknown_id(model, slot),
            CautionKind::NotAsked => "not_asked".to_owned(),
            CautionKind::Contradiction(n) => {
                format!("contradiction_{}", model.contradictions[n].id)
            }
        }
    }
}

fn unknown_id(model: &Model, slot: Slot) -> String {
    match model.member_of(slot) {
        Some(member) => format!("unknown_{}", member.id),
        None => format!("unknown_{}", model.fact_of(slot).id),
    }
}

impl Engine<'_> {
    /// The outcome of given findings: every rule in scope, nothing asked.
    #[must_use]
    pub fn evaluate(
        &self,
        findings: impl IntoIterator<Item = (Slot, Finding)>,
        scope: Option<&BTreeSet<TopicId>>,
    ) -> Outcome {
        self.outcome_of(&self.state_of(findings), scope, Mode::Run)
    }

    /// The same for a page that a person reads: a red flag that they could not tell refers at its urgency, as it does
    /// in a conversation after the question was asked again; data carries it as a caution.
    #[must_use]
    pub fn evaluate_for_page(
        &self,
        findings: impl IntoIterator<Item = (Slot, Finding)>,
        scope: Option<&BTreeSet<TopicId>>,
    ) -> Outcome {
        self.outcome_of(&self.state_of(findings), scope, Mode::Page)
    }

    fn state_of(&self, findings: impl IntoIterator<Item = (Slot, Finding)>) -> State {
        let mut state = State::new(self, self.model.manifest.default_dialogue);
        for (slot, finding) in findings {
            state.set(self, slot, finding);
        }
        state
    }

    pub(super) fn outcome_of(
        &self,
        state: &State,
        scope: Option<&BTreeSet<TopicId>>,
        mode: Mode<'_>,
    ) -> Outcome {
        let (settled, level) = self.settled_of(state, scope, mode);
        let open = self.open_slots(state, Reach { scope, level });
        let mut cautions = settled.cautions;
        cautions.extend(self.not_asked(&open));
        Outcome { cautions, open, ..settled }
    }

    /// The outcome but for what is still open, and the most urgent that holds.
    pub(super) fn settled_of(
        &self,
        state: &State,
        scope: Option<&BTreeSet<TopicId>>,
        mode: Mode<'_>,
    ) -> (Outcome, Option<Urgency>) {
        let referrals = self.given_referrals(state, mode);
        // an unknown red flag holds advice back as the referral would that it stands for
        let unknown = self.unknown_flags(state.findings(), &state.unknown);
        let unknown = unknown.iter().filter(|flag| flag.policy.refers).map(|f| f.policy.urgency);
        let level = referrals.iter().map(GivenReferral::urgency).chain(unknown).max();
        let (advice, withheld) = self.advice_of(state, scope, level);
        let outcome = Outcome {
            cautions: self.cautions_about_said(state),
            referrals,
            advice,
            withheld,
            open: Vec::new(),
            findings: state.findings().clone(),
        };
        (outcome, level)
    }

    pub(super) fn given_referrals(&self, state: &State, mode: Mode<'_>) -> Vec<GivenReferral> {
        let unknown = self.unknown_flags(state.findings(), &state.unknown);
        // who could not tell a danger sign is not told to watch at home: its caution or referral stands instead
        let weighs = unknown.iter().any(|flag| flag.policy.urgency > Urgency::SelfCare);
        let rules = state.truths.referrals.iter().map(|n| {
            let rule = &self.model.referrals[*n];
            GivenReferral::Rule(*n, rule.urgency, rule.style)
        });
        let mut referrals: Vec<GivenReferral> =
            rules.filter(|given| !weighs || given.urgency() > Urgency::SelfCare).collect();
        let is_told = |slot: Slot| match mode {
            Mode::Chat { asked_again } => self.is_settled(slot, asked_again),
            Mode::Page => true,
            Mode::Run => false,
        };
        for flag in unknown {
            if flag.policy.refers && is_told(flag.slot) {
                referrals.push(GivenReferral::Unknown(flag.slot, flag.policy.urgency));
            }
        }
        referrals.sort_by_key(|referral| std::cmp::Reverse(referral.urgency()));
        referrals
    }

    fn advice_of(
        &self,
        state: &State,
        scope: Option<&BTreeSet<TopicId>>,
        level: Option<Urgency>,
    ) -> (Vec<GivenAdvice>, Vec<WithheldAdvice>) {
        let (mut given, mut withheld) = (Vec::new(), Vec::new());
        for rule in state.truths.advice.iter().copied() {
            let advice = &self.model.advice[rule];
            if !in_scope(advice.topic, scope) {
                continue;
            }
            let reason = self.held_back(state, rule).or_else(|| {
                level.filter(|level| *level >= advice.stops_at).map(WithheldReason::Urgency)
            });
            match reason {
                Some(reason) => withheld.push(WithheldAdvice { rule, reason }),
                None => given.push(GivenAdvice { rule, unless: self.unless(state, rule) }),
            }
        }
        (given, withheld)
    }

    /// Why contraindications hold an advice back, if they do.
    fn held_back(&self, state: &State, rule: usize) -> Option<WithheldReason> {
        let watches = &self.advice[rule].contraindications;
        let truth = |watch| state.beliefs.state(&self.network, watch);
        let holding = watches.iter().position(|c| truth(c.plain) == Truth::Yes);
        if let Some(number) = holding {
            return Some(WithheldReason::Contraindication(number));
        }
        let number = watches.iter().position(|c| truth(c.open_as_no) != Truth::No)?;
        let unknown = self.slots_in(state, rule, number, Finding::Unknown);
        Some(WithheldReason::Unknown(number, unknown))
    }

    /// The open findings on which contraindications of an advice still hang.
    fn unless(&self, state: &State, rule: usize) -> Vec<Slot> {
        let watches = self.advice[rule].contraindications.iter().enumerate();
        let open =
            watches.filter(|(_, c)| state.beliefs.state(&self.network, c.plain) == Truth::Open);
        let mut slots: Vec<Slot> = open
            .flat_map(|(number, _)| {
                let slots = self.slots_in(state, rule, number, Finding::Open);
                self.without_details(slots)
            })
            .collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Without those that are asked only about another of them: "since when" says nothing before "what".
    fn without_details(&self, slots: Vec<Slot>) -> Vec<Slot> {
        let is_detail = |slot: &Slot| {
            let mut of_another = false;
            let mut look = |test: Test| {
                of_another |= test.slot() != *slot && slots.contains(&test.slot());
            };
            self.model.fact_of(*slot).ask_when.for_each_test(&mut look);
            if let Some(member) = self.model.member_of(*slot) {
                member.ask_when.for_each_test(&mut look);
            }
            of_another
        };
        let kept: Vec<Slot> = slots.iter().copied().filter(|slot| !is_detail(slot)).collect();
        if kept.is_empty() { slots } else { kept }
    }

    /// The slots that a contraindication reads whose finding is this one; for a derived fact its inputs.
    fn slots_in(&self, state: &State, rule: usize, number: usize, finding: Finding) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.model.advice[rule].contraindications[number].when.for_each_test(&mut |test| {
            let slot = test.slot();
            match &self.model.fact_of(slot).kind {
                FactKind::Derived(derived) => slots.extend(derived.inputs()),
                _ => slots.push(slot),
            }
        });
        slots.retain(|slot| state.finding(*slot) == finding);
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    fn open_slots(&self, state: &State, reach: Reach<'_>) -> Vec<Slot> {
        let mut liveness = self.liveness(&state.beliefs, reach);
        let mut is_open = |slot: &Slot| {
            state.finding(*slot) == Finding::Open
                && self.may_ask(&state.beliefs, *slot)
                && liveness.is_live(*slot)
        };
        self.asking_order.iter().copied().filter(|slot| is_open(slot)).collect()
    }

    /// The cautions that are about what was said; `not_asked` is about what was not.
    pub(super) fn cautions_about_said(&self, state: &State) -> Vec<Caution> {
        let mut cautions = Vec::new();
        for (n, contradiction) in self.model.contradictions.iter().enumerate() {
            if contradiction.when.state(state.findings()) == Truth::Yes {
                cautions.push(Caution {
                    kind: CautionKind::Contradiction(n),
                    urgency: contradiction.urgency,
                    facts: contradiction.facts.clone(),
                });
            }
        }
        for flag in self.unknown_flags(state.findings(), &state.unknown) {
            cautions.push(Caution {
                kind: CautionKind::Unknown(flag.slot),
                urgency: flag.policy.urgency,
                facts: vec![flag.slot],
            });
        }
        cautions
    }

    /// The caution about red flags that were not asked, if any are open.
    fn not_asked(&self, open: &[Slot]) -> Option<Caution> {
        let facts: Vec<Slot> =
            open.iter().copied().filter(|slot| self.red_flag(*slot).is_some()).collect();
        let flags = facts.iter().filter_map(|slot| self.red_flag(*slot));
        let urgency = flags.map(|flag| flag.least).max()?;
        Some(Caution { kind: CautionKind::NotAsked, urgency, facts })
    }
}

//! A changed rule, and what it would do.

use crate::base::truth::Truth;
use crate::check::mutation::stand::{Given, Stand};
use crate::check::proof::Changed;
use crate::engine::Engine;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::{RedFlag, Slot, UnknownPolicy};
use crate::model::finding::{Finding, Findings};
use crate::model::rule::{Advice, Contraindication};
use crate::model::urgency::Urgency;

/// A changed rule.
#[derive(Debug, Clone)]
pub(super) enum Altered {
    /// A referral rule (a position) with another condition of its own, or another urgency.
    Referral(usize, AlteredReferral),
    /// An advice rule with another condition or other contraindications.
    Advice(AlteredAdvice),
    /// Another red flag of a slot.
    Flag(Slot, RedFlag),
    /// Another branch: positions of the dialogue and the step.
    Branch(usize, usize, Branch),
    /// A claim (a position) with these caveats.
    Caveats(usize, Vec<usize>),
    /// An advice rule (a position) without the caveat beside its title.
    Beside(usize),
}

/// Where a branch leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) ways: Vec<(Condition, usize)>,
    pub(super) unsure: Option<usize>,
    pub(super) otherwise: usize,
}

impl Branch {
    /// The branch of a step; none where it is another kind of step.
    pub(super) fn of(kind: &StepKind) -> Option<Self> {
        let StepKind::Branch { ways, unsure, otherwise } = kind else { return None };
        Some(Self { ways: ways.clone(), unsure: *unsure, otherwise: *otherwise })
    }

    /// The steps that it can lead to.
    pub(super) fn targets(&self) -> impl Iterator<Item = usize> + '_ {
        self.ways.iter().map(|(_, to)| *to).chain(self.unsure).chain([self.otherwise])
    }

    /// The way that findings take.
    pub(super) fn target(&self, findings: &Findings) -> usize {
        let mut undecided = false;
        for (when, to) in &self.ways {
            match when.state(findings) {
                Truth::Yes => return *to,
                Truth::No => {}
                Truth::Open | Truth::Unknown => undecided = true,
            }
        }
        self.unsure.filter(|_| undecided).unwrap_or(self.otherwise)
    }
}

/// A referral rule with another condition of its own, or another urgency.
#[derive(Debug, Clone)]
pub(super) struct AlteredReferral {
    pub(super) own: Condition,
    /// With the contraindications that raise it.
    pub(super) whole: Condition,
    pub(super) urgency: Urgency,
}

/// An advice rule with another condition or other contraindications.
#[derive(Debug, Clone)]
pub(super) struct AlteredAdvice {
    pub(super) rule: usize,
    pub(super) when: Condition,
    pub(super) parts: Vec<Contraindication>,
    /// The contraindication that is changed, and whether it is still there.
    pub(super) part: Option<(usize, bool)>,
    /// The referrals that its contraindications raise, with what their whole conditions become.
    pub(super) raised: Vec<(usize, Condition)>,
}

impl Altered {
    /// An advice rule (a position) with another condition of its own.
    pub(super) fn advice(model: &Model, rule: usize, when: Condition) -> Self {
        let parts = model.advice[rule].contraindications.clone();
        Self::of_advice(model, rule, when, parts, None)
    }

    /// An advice rule whose contraindication of this number has another condition, or is gone.
    pub(super) fn contraindication(
        model: &Model,
        (rule, number): (usize, usize),
        when: Option<Condition>,
    ) -> Self {
        let own = &model.advice[rule];
        let mut parts = own.contraindications.clone();
        let is_there = when.is_some();
        match when {
            Some(when) => parts[number].when = when,
            None => {
                parts.remove(number);
            }
        }
        Self::of_advice(model, rule, own.when.clone(), parts, Some((number, is_there)))
    }

    fn of_advice(
        model: &Model,
        rule: usize,
        when: Condition,
        parts: Vec<Contraindication>,
        part: Option<(usize, bool)>,
    ) -> Self {
        let named = model.advice[rule].contraindications.iter().chain(&parts);
        let mut referrals: Vec<usize> = named.filter_map(|part| part.refer).collect();
        referrals.sort_unstable();
        referrals.dedup();
        let raised = referrals
            .into_iter()
            .map(|referral| (referral, raised(model, referral, (rule, &when, &parts))))
            .collect();
        Self::Advice(AlteredAdvice { rule, when, parts, part, raised })
    }

    /// The conditions that the changed rule would have.
    pub(super) fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Referral(_, altered) => vec![&altered.own],
            Self::Advice(advice) => std::iter::once(&advice.when)
                .chain(advice.parts.iter().map(|part| &part.when))
                .collect(),
            Self::Flag(_, flag) => std::iter::once(&flag.with)
                .chain(flag.lowered.iter().map(|(when, _)| when))
                .chain(flag.if_unknown.iter().map(|policy| &policy.when))
                .collect(),
            Self::Branch(_, _, branch) => branch.ways.iter().map(|(when, _)| when).collect(),
            Self::Caveats(..) | Self::Beside(_) => Vec::new(),
        }
    }

    /// What can come out otherwise, in the form that the prover takes: what is given first.
    pub(super) fn changed(&self) -> Vec<Changed<'_>> {
        match self {
            Self::Referral(rule, altered) => vec![Changed::Referral(*rule, &altered.whole)],
            Self::Advice(advice) => {
                let AlteredAdvice { rule, when, parts, part, raised } = advice;
                let own = [Changed::Advice(*rule, when, parts), Changed::Wanted(*rule, when)];
                let raised = raised.iter().map(|(rule, when)| Changed::Referral(*rule, when));
                let reason = part.map(|(number, is_there)| {
                    Changed::Reason(*rule, number, is_there.then_some(parts.as_slice()))
                });
                own.into_iter().chain(raised).chain(reason).collect()
            }
            Self::Flag(..) | Self::Branch(..) | Self::Caveats(..) | Self::Beside(_) => Vec::new(),
        }
    }

    /// Whether what a turn expects seems to come out differently, if what was asked stays the same.
    pub(super) fn is_noticed_at(&self, engine: &Engine<'_>, stand: &Stand) -> bool {
        match self {
            Self::Referral(rule, AlteredReferral { whole: when, urgency, .. }) => {
                let own = engine.model().referrals[*rule].urgency;
                let is_named = stand.expects_referral(*rule);
                let others = stand.referrals.iter().filter(|(held, _)| *held != Some(*rule));
                let others = others.map(|(_, urgency)| *urgency).max();
                let counts = stand.urgency && others < Some(own.max(*urgency));
                if !is_named && !counts {
                    return false;
                }
                let (old, new) = (stand.holds(*rule), when.state(&stand.findings) == Truth::Yes);
                let before = others.max(old.then_some(own));
                let after = others.max(new.then_some(*urgency));
                is_named && old != new
                    || old && new && own != *urgency && stand.graded.contains(rule)
                    || counts && before != after
            }
            Self::Advice(advice) => {
                advice.changes_raised(stand)
                    || stand.given.as_ref().is_some_and(|given| advice.changes(engine, given))
            }
            Self::Caveats(claim, _) => stand.claims.contains(claim),
            Self::Beside(rule) => stand.beside.contains(rule),
            Self::Flag(slot, flag) => {
                let own = flag_of(engine.model(), *slot).map(|own| policy_of(own, &stand.findings));
                stand.findings.get(*slot) == Finding::Unknown
                    && own != Some(policy_of(flag, &stand.findings))
                    || stand.not_asked
            }
            Self::Branch(..) => stand.asked,
        }
    }
}

impl AlteredAdvice {
    /// Whether a referral comes or goes that a turn expects to be there or not.
    fn changes_raised(&self, stand: &Stand) -> bool {
        self.raised.iter().any(|(referral, when)| {
            stand.expects_referral(*referral)
                && stand.holds(*referral) != (when.state(&stand.findings) == Truth::Yes)
        })
    }

    /// Whether an advice comes or goes that is expected to be given or withheld, or not.
    fn changes(&self, engine: &Engine<'_>, given: &Given) -> bool {
        let (is_advised, is_withheld) =
            (given.advised.contains(&self.rule), given.withheld.contains(&self.rule));
        if !(is_advised || is_withheld || given.only.0 || given.only.1) {
            return false;
        }
        let own = &engine.model().advice[self.rule];
        let old = shown(given, &own.when, &own.contraindications, own.stops_at);
        let new = shown(given, &self.when, &self.parts, own.stops_at);
        old.0 != new.0 && (is_advised || given.only.0)
            || old.1 != new.1 && (is_withheld || given.only.1)
            || old.1
                && new.1
                && given.reasons.contains(&self.rule)
                && self.changes_reason(own, given)
    }

    /// Whether another contraindication is named as the reason.
    fn changes_reason(&self, own: &Advice, given: &Given) -> bool {
        let Some((number, is_there)) = self.part else { return false };
        let old = reason(&own.contraindications, &given.findings);
        let new = reason(&self.parts, &given.findings);
        // behind one that is gone the others move up
        let new = match new {
            Some(Reason::Holds(new)) if !is_there && new >= number => Some(Reason::Holds(new + 1)),
            new => new,
        };
        old != new
    }
}

/// Why contraindications hold an advice back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// This one is the first that holds.
    Holds(usize),
    /// One cannot be told.
    Unknown,
}

/// Why contraindications hold an advice back, if they do.
fn reason(parts: &[Contraindication], findings: &Findings) -> Option<Reason> {
    let first = parts.iter().position(|part| part.when.state(findings) == Truth::Yes);
    first.map(Reason::Holds).or_else(|| is_held(parts, findings).then_some(Reason::Unknown))
}

/// The red flag of a slot.
pub(super) fn flag_of(model: &Model, slot: Slot) -> Option<&RedFlag> {
    match model.member_of(slot) {
        Some(member) => member.red_flag.as_ref(),
        None => model.fact_of(slot).red_flag.as_ref(),
    }
}

/// What a red flag that is unknown leads to: whether the chat refers, and how soon.
pub(super) fn policy_of(flag: &RedFlag, findings: &Findings) -> Option<(bool, Urgency)> {
    let is_alone = flag.with.state(findings) == Truth::No;
    let holds = |policy: &&UnknownPolicy| {
        policy.when.state(findings) == Truth::Yes && !(is_alone && policy.is_plain())
    };
    flag.if_unknown.iter().find(holds).map(|policy| (policy.refers, policy.urgency))
}

/// The whole condition of a referral with a changed advice rule.
fn raised(
    model: &Model,
    referral: usize,
    (rule, when, parts): (usize, &Condition, &[Contraindication]),
) -> Condition {
    let mut ways = vec![model.referrals[referral].when.clone()];
    for (n, advice) in model.advice.iter().enumerate() {
        let (when, parts) = if n == rule {
            (when, parts)
        } else {
            (&advice.when, advice.contraindications.as_slice())
        };
        let raising = parts.iter().filter(|part| part.refer == Some(referral));
        ways.extend(raising.map(|part| Condition::All(vec![when.clone(), part.when.clone()])));
    }
    Condition::Any(ways)
}

/// Whether an advice is given, and whether it is withheld.
fn shown(
    given: &Given,
    when: &Condition,
    contraindications: &[Contraindication],
    stops_at: Urgency,
) -> (bool, bool) {
    let findings = &given.findings;
    let wanted = when.state(findings) == Truth::Yes;
    let held = given.level >= Some(stops_at) || is_held(contraindications, findings);
    (wanted && !held, wanted && held)
}

fn is_held(contraindications: &[Contraindication], findings: &Findings) -> bool {
    contraindications.iter().any(|part| {
        part.when.state(findings) == Truth::Yes
            || part.when.state_with_open_as_no(findings) != Truth::No
    })
}

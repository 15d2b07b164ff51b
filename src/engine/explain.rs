//! Why: the rules that a question feeds, and a rule's condition part by part with its states.
//!
//! The incremental inference keeps counters only; an explanation runs the simple evaluator on the one
//! rule asked about.

use crate::base::truth::Truth;
use crate::engine::compiled::Engine;
use crate::engine::session::Session;
use crate::model::condition::{Condition, Test};
use crate::model::fact::Slot;
use crate::model::finding::Findings;

/// A condition with the states of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What kind of part it is.
    pub kind: PartKind,
    /// Its state.
    pub state: Truth,
    /// Its own parts.
    pub parts: Vec<Part>,
}

/// What kind of part of a condition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A test of a finding.
    Test(Test),
    /// All of its parts.
    All,
    /// Any of its parts.
    Any,
    /// Not its part.
    Not,
    /// At least so many of its parts.
    AtLeast(u32),
    /// Its part, unless known not to be.
    Possibly,
}

/// Why a rule holds or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The rule's own condition.
    pub when: Part,
    /// Its contraindications that are not no, with their numbers.
    pub contraindications: Vec<(usize, Part)>,
}

impl Engine<'_> {
    /// The rules that an open question feeds and that could still hold: referrals and advice, as
    /// positions.
    #[must_use]
    pub fn why(&self, session: &Session, slots: &[Slot]) -> (Vec<usize>, Vec<usize>) {
        let (mut referrals, mut advice) = (Vec::new(), Vec::new());
        for slot in slots {
            let (more_referrals, more_advice) = self.rules_fed_by(session.state(), *slot);
            referrals.extend(more_referrals);
            advice.extend(more_advice);
        }
        referrals.sort_unstable();
        referrals.dedup();
        advice.sort_unstable();
        advice.dedup();
        (referrals, advice)
    }

    /// Why an advice rule (a position) is given or not.
    #[must_use]
    pub fn explain_advice(&self, findings: &Findings, rule: usize) -> Explanation {
        let advice = &self.model.advice[rule];
        let contraindications = advice
            .contraindications
            .iter()
            .enumerate()
            .map(|(number, contraindication)| (number, part(&contraindication.when, findings)))
            .filter(|(_, part)| part.state != Truth::No)
            .collect();
        Explanation { when: part(&advice.when, findings), contraindications }
    }

    /// Why a referral rule (a position) holds or not.
    #[must_use]
    pub fn explain_referral(&self, findings: &Findings, rule: usize) -> Explanation {
        let when = part(&self.raised_by[rule], findings);
        Explanation { when, contraindications: Vec::new() }
    }
}

fn part(condition: &Condition, findings: &Findings) -> Part {
    let all = |parts: &[Condition]| parts.iter().map(|c| part(c, findings)).collect();
    let (kind, parts) = match condition {
        Condition::Test(test) => (PartKind::Test(*test), Vec::new()),
        Condition::All(parts) => (PartKind::All, all(parts)),
        Condition::Any(parts) => (PartKind::Any, all(parts)),
        Condition::Not(inner) => (PartKind::Not, vec![part(inner, findings)]),
        Condition::AtLeast(n, parts) => (PartKind::AtLeast(*n), all(parts)),
        Condition::Possibly(inner) => (PartKind::Possibly, vec![part(inner, findings)]),
    };
    Part { kind, state: condition.state(findings), parts }
}

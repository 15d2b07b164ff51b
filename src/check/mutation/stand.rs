//! What transcripts hold a pack to: the findings at each turn that expects something, and what it
//! expects.

use std::collections::BTreeSet;

use crate::conversation::{Chat, Reply};
use crate::engine::{Engine, GivenReferral, Outcome};
use crate::model::Model;
use crate::model::finding::Findings;
use crate::model::urgency::Urgency;
use crate::transcript::format::{Expected, Extent, Kind, Transcript, Turn};
use crate::transcript::parse::parse;
use crate::transcript::replay::{Comparison, Onlooker, Stage, judge};
use crate::transcript::sources::Sources;
use crate::understand::Reader;

/// The id of the caution that names open red flags.
const NOT_ASKED: &str = "not_asked";

/// A turn that expects something.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a kind of line that is there or not")]
pub struct Stand {
    /// The transcript, as a position among those that were read.
    pub(super) file: usize,
    pub(super) findings: Findings,
    /// The referral rules that hold, and the urgencies of unknown red flags that refer.
    pub(super) referrals: Vec<(Option<usize>, Urgency)>,
    /// The referral rules that are named.
    pub(super) named: BTreeSet<usize>,
    /// The referral rules whose own urgency is expected.
    pub(super) graded: BTreeSet<usize>,
    /// Whether exactly these are expected.
    pub(super) only: bool,
    /// Whether the highest urgency is expected.
    pub(super) urgency: bool,
    /// The claims whose caveats are expected.
    pub(super) claims: BTreeSet<usize>,
    /// The advice beside whose title a caveat is expected, or none.
    pub(super) beside: BTreeSet<usize>,
    /// Whether a question is expected.
    pub(super) asked: bool,
    /// Whether something is expected of the caution that names open red flags.
    pub(super) not_asked: bool,
    /// What the last assess step went by, where its advice is expected.
    pub(super) given: Option<Given>,
}

/// What an assess step went by, and which of its advice is expected.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) findings: Findings,
    pub(super) level: Option<Urgency>,
    pub(super) advised: BTreeSet<usize>,
    pub(super) withheld: BTreeSet<usize>,
    /// The advice of which it is expected why it is held back.
    pub(super) reasons: BTreeSet<usize>,
    /// Whether exactly these are expected as given, and as withheld.
    pub(super) only: (bool, bool),
}

/// What a transcript (with its position among all) holds the pack to; nothing where it does not pass.
#[must_use]
pub fn stands(
    engine: &Engine<'_>,
    reader: &Reader,
    (file, sources): (usize, &Sources),
) -> Vec<Stand> {
    let Ok(transcript) = parse(sources) else { return Vec::new() };
    let mut watcher = Watcher { transcript: &transcript, file, found: Vec::new() };
    let stage = Stage::new(engine, reader);
    let judged = judge(&stage, sources, Comparison::default(), &mut watcher);
    match judged.verdict {
        crate::transcript::verdict::Verdict::Passed => watcher.found,
        _ => Vec::new(),
    }
}

struct Watcher<'t> {
    transcript: &'t Transcript<'t>,
    file: usize,
    found: Vec<Stand>,
}

impl Onlooker for Watcher<'_> {
    fn reads(&self) -> bool {
        false
    }

    fn turn(&mut self, turn: Option<&Turn<'_>>, chat: &Chat<'_>, _: &Reply) {
        let expected = match turn {
            None => self.transcript.opening(),
            Some(turn) => &self.transcript.expectations[turn.expected.clone()],
        };
        if expected.is_empty() {
            return;
        }
        let model = chat.model();
        let outcome = chat.outcome();
        let mut stand = Stand::of(self.file, outcome, chat.given());
        for expectation in expected {
            stand.note(model, &expectation.what);
        }
        self.found.push(stand);
    }
}

/// The referrals of an outcome as far as changes of rules need them.
fn held(outcome: &Outcome) -> Vec<(Option<usize>, Urgency)> {
    let each = outcome.referrals.iter().map(|referral| match referral {
        GivenReferral::Rule(rule, urgency, _) => (Some(*rule), *urgency),
        GivenReferral::Unknown(_, urgency) => (None, *urgency),
    });
    each.collect()
}

impl Stand {
    /// Where a session stands: nothing is expected yet.
    pub(super) fn of(file: usize, outcome: Outcome, given: Option<&Outcome>) -> Self {
        Self {
            file,
            referrals: held(&outcome),
            findings: outcome.findings,
            named: BTreeSet::new(),
            graded: BTreeSet::new(),
            claims: BTreeSet::new(),
            beside: BTreeSet::new(),
            asked: false,
            not_asked: false,
            only: false,
            urgency: false,
            given: given.map(|given| Given {
                findings: given.findings.clone(),
                level: given.urgency(),
                advised: BTreeSet::new(),
                withheld: BTreeSet::new(),
                reasons: BTreeSet::new(),
                only: (false, false),
            }),
        }
    }

    /// Whether a referral rule (a position) holds.
    pub(super) fn holds(&self, rule: usize) -> bool {
        self.referrals.iter().any(|(held, _)| *held == Some(rule))
    }

    /// Whether it is expected that a referral rule (a position) holds, or that it does not.
    pub(super) fn expects_referral(&self, rule: usize) -> bool {
        self.only || self.named.contains(&rule)
    }

    fn note(&mut self, model: &Model, expected: &Expected<'_>) {
        match expected {
            Expected::Urgency(_) => self.urgency = true,
            Expected::Asked(_) | Expected::Came(..) => self.asked = true,
            Expected::UrgencyOf(id, _) => {
                self.not_asked |= *id == NOT_ASKED;
                let rule = model.names.referrals.get(*id).copied();
                self.named.extend(rule);
                self.graded.extend(rule);
            }
            Expected::Claim(id, _) => self.claims.extend(model.names.claims.get(*id)),
            Expected::Beside(id, _) => self.beside.extend(model.names.advice.get(*id)),
            Expected::Reason(id, _) => {
                let rule = model.names.advice.get(*id).copied();
                if let Some(given) = &mut self.given {
                    given.withheld.extend(rule);
                    given.reasons.extend(rule);
                }
            }
            Expected::Ids(kind, extent, ids) => {
                let only = *extent == Extent::Only || ids.is_empty();
                let advice = || ids.iter().filter_map(|id| model.names.advice.get(id).copied());
                match (kind, &mut self.given) {
                    (Kind::Refer, _) => {
                        let rules = ids.iter();
                        self.named
                            .extend(rules.filter_map(|id| model.names.referrals.get(id).copied()));
                        self.only |= only;
                    }
                    (Kind::Advise, Some(given)) => {
                        given.advised.extend(advice());
                        given.only.0 |= only;
                    }
                    (Kind::Withhold, Some(given)) => {
                        given.withheld.extend(advice());
                        given.only.1 |= only;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

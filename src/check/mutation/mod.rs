//! Small changes of a pack, and whether proofs or transcripts notice them.
//!
//! A change of one rule is weighed without running the whole pack again: where the rule would come out
//! otherwise is one decision diagram; a transcript may notice the change where one of its turns stands
//! there and expects something of the rule, and that transcript alone is then replayed with the change;
//! a proof notices it where a demand breaks there.

mod altered;
mod bench;
mod change;
mod difference;
mod flag;
mod guard;
mod missing;
mod scenario;
mod stand;
mod steps;
mod weigh;
mod weighing;
mod wish;

pub use crate::check::mutation::bench::Bench;
pub use crate::check::mutation::stand::{Stand, stands};
pub use crate::check::mutation::weighing::Weighing;

use crate::base::files::SourceFiles;
use crate::check::context::{Context, Spot};
use crate::check::demand::red_flags;
use crate::check::mutation::altered::Altered;
use crate::check::safety::slot_spot;
use crate::engine::Engine;
use crate::model::Model;
use crate::model::dialogue::StepKind;
use crate::model::fact::Slot;

/// What is changed: a rule, or a part of one, or of something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// A referral rule, as a position.
    Referral(usize),
    /// An advice rule's own condition, as a position.
    Advice(usize),
    /// A contraindication of an advice rule: positions of both.
    Contraindication(usize, usize),
    /// The red flag of a slot.
    Flag(Slot),
    /// The guards of a branch: positions of the dialogue and the step.
    Branch(usize, usize),
    /// The caveats of a claim, as a position.
    Claim(usize),
}

/// A kind of sites, for scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Referral rules.
    Referrals,
    /// Contraindications.
    Contraindications,
    /// Advice rules.
    Advice,
    /// Red flags.
    Flags,
    /// Guards of dialogues.
    Guards,
    /// Caveats.
    Caveats,
}

impl Kind {
    /// All of them, with their words.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Referrals, "referral rules"),
        (Self::Contraindications, "contraindications"),
        (Self::Advice, "advice rules"),
        (Self::Flags, "red flags"),
        (Self::Guards, "guards"),
        (Self::Caveats, "caveats"),
    ];
}

/// A small change, and what became of it.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// What is changed.
    pub site: Site,
    /// The change, in words.
    pub what: String,
    /// What became of it.
    pub fate: Fate,
    altered: Altered,
}

impl Mutant {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match (self.site, &self.altered) {
            (Site::Claim(_), _) | (_, Altered::Beside(_)) => Kind::Caveats,
            (Site::Referral(_), _) => Kind::Referrals,
            (Site::Advice(_), _) => Kind::Advice,
            (Site::Contraindication(..), _) => Kind::Contraindications,
            (Site::Flag(_), _) => Kind::Flags,
            (Site::Branch(..), _) => Kind::Guards,
        }
    }
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is proved to change nothing, whatever is known: why.
    Equal(String),
    /// A transcript (its file) or a proof notices it.
    Noticed(String),
    /// Nothing notices it.
    Survived,
    /// It could not be told within the limit.
    NotDecided,
}

/// All that is changed, in pack order: rules, red flags, guards, claims that rules rest on.
#[must_use]
pub fn sites(model: &Model) -> Vec<Site> {
    let mut sites = rule_sites(model);
    sites.extend(red_flags(model).into_iter().map(|(slot, _)| Site::Flag(slot)));
    for (d, dialogue) in model.dialogues.iter().enumerate() {
        let branches = dialogue.steps.iter().enumerate();
        let branches = branches.filter(|(_, step)| matches!(step.kind, StepKind::Branch { .. }));
        sites.extend(branches.map(|(s, _)| Site::Branch(d, s)));
    }
    let mut claims: Vec<usize> =
        rule_sites(model).into_iter().flat_map(|site| claims_of(model, site)).collect();
    claims.sort_unstable();
    claims.dedup();
    claims.retain(|claim| !model.claims[*claim].caveats.is_empty());
    sites.extend(claims.into_iter().map(Site::Claim));
    sites
}

fn rule_sites(model: &Model) -> Vec<Site> {
    let mut sites: Vec<Site> = (0..model.referrals.len()).map(Site::Referral).collect();
    for (n, advice) in model.advice.iter().enumerate() {
        sites.push(Site::Advice(n));
        sites.extend((0..advice.contraindications.len()).map(|k| Site::Contraindication(n, k)));
    }
    sites
}

/// What transcripts are written about: rules with their contraindications, red flags and branches.
#[must_use]
pub fn subjects(model: &Model) -> Vec<Site> {
    let mut sites = sites(model);
    sites.retain(|site| !matches!(site, Site::Contraindication(..) | Site::Claim(_)));
    sites
}

/// What a site is called: its kind and id.
#[must_use]
pub fn name(model: &Model, site: Site) -> String {
    match site {
        Site::Referral(n) => format!("referral {}", model.referrals[n].id),
        Site::Advice(n) => format!("advice {}", model.advice[n].id),
        Site::Contraindication(n, k) => {
            format!("contraindication {} of {}", k + 1, model.advice[n].id)
        }
        Site::Flag(slot) => format!("red flag {}", model.slot_name(slot)),
        Site::Branch(d, s) => {
            let dialogue = &model.dialogues[d];
            format!("branch {} of {}", dialogue.steps[s].id, dialogue.id)
        }
        Site::Claim(n) => format!("claim {}", model.claims[n].id),
    }
}

/// Where sites stand: file and line.
#[must_use]
pub fn places(files: &SourceFiles, model: &Model, sites: &[Site]) -> Vec<(String, usize)> {
    let engine = Engine::new(model);
    let reader = std::cell::OnceCell::new();
    let mut context = Context::new(files, &engine, &reader);
    let mut place = |site: &Site| {
        let spot = match *site {
            Site::Referral(n) => Spot::entry(model.origins.referrals[n]).field("id"),
            Site::Advice(n) => Spot::entry(model.origins.advice[n]).field("id"),
            Site::Contraindication(n, k) => {
                Spot::entry(model.origins.advice[n]).field("contraindications").index(k)
            }
            Site::Flag(slot) => slot_spot(model, slot).field("red_flag"),
            Site::Branch(d, s) => {
                Spot::top(model.origins.dialogues[d].file, "steps").index(s).field("id")
            }
            Site::Claim(n) => Spot::claim(model.origins.claims[n]).field("id"),
        };
        context.place(&spot)
    };
    sites.iter().map(&mut place).collect()
}

/// The claims that a rule rests on, or a contraindication alone.
fn claims_of(model: &Model, subject: Site) -> Vec<usize> {
    let mut claims: Vec<usize> = match subject {
        Site::Referral(n) => model.referrals[n].claims.clone(),
        Site::Advice(n) => {
            let rule = &model.advice[n];
            let parts = rule.contraindications.iter().flat_map(|part| &part.claims);
            rule.claims.iter().chain(parts).copied().collect()
        }
        Site::Contraindication(n, k) => model.advice[n].contraindications[k].claims.clone(),
        Site::Flag(_) | Site::Branch(..) | Site::Claim(_) => Vec::new(),
    };
    claims.sort_unstable();
    claims.dedup();
    claims
}

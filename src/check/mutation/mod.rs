//! Small changes of the rules, and whether proofs or transcripts notice them.
//!
//! A change of one rule is weighed without running the whole pack again: where the rule would come out
//! otherwise is one decision diagram; a transcript notices the change where one of its turns stands
//! there and expects something of the rule; a proof notices it where a demand breaks there.

mod change;
mod stand;
mod weigh;
mod write;

pub use crate::check::mutation::stand::{Stand, stands};

use crate::base::files::SourceFiles;
use crate::check::LIMIT;
use crate::check::context::{Context, Spot};
use crate::check::demand::{Demand, Sourced, demands};
use crate::check::mutation::change::changes;
use crate::check::mutation::weigh::{Altered, Noticed, Scales, notices};
use crate::check::mutation::write::transcript;
use crate::check::proof::Prover;
use crate::engine::Engine;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::urgency::Urgency;
use crate::understand::Reader;

/// A rule or part of one that is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// A referral rule, as a position.
    Referral(usize),
    /// An advice rule's own condition, as a position.
    Advice(usize),
    /// A contraindication of an advice rule: positions of both.
    Contraindication(usize, usize),
}

/// A small change of a rule, and what became of it.
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

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It changes nothing, whatever is known.
    Equal,
    /// A transcript (its file) or a proof notices it.
    Noticed(String),
    /// Nothing notices it.
    Survived,
    /// It could not be told within the limit.
    NotDecided,
}

/// All rules and parts that are changed, in pack order.
#[must_use]
pub fn sites(model: &Model) -> Vec<Site> {
    let mut sites: Vec<Site> = (0..model.referrals.len()).map(Site::Referral).collect();
    for (n, advice) in model.advice.iter().enumerate() {
        sites.push(Site::Advice(n));
        sites.extend((0..advice.contraindications.len()).map(|k| Site::Contraindication(n, k)));
    }
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
        };
        context.place(&spot)
    };
    sites.iter().map(&mut place).collect()
}

/// What changes are weighed with.
pub struct Weighing<'a, 'm> {
    engine: &'a Engine<'m>,
    demands: Vec<Sourced<'m>>,
}

impl<'a, 'm> Weighing<'a, 'm> {
    /// Weighs changes of the rules of an engine.
    #[must_use]
    pub fn new(engine: &'a Engine<'m>) -> Self {
        let by_rules = |sourced: &Sourced<'_>| {
            matches!(sourced.demand, Demand::Flag(..) | Demand::Always(..) | Demand::Never(..))
        };
        let demands = demands(engine.model()).into_iter().filter(by_rules).collect();
        Self { engine, demands }
    }

    /// Every small change of some sites with what became of it, in their order.
    #[must_use]
    pub fn mutants(&self, sites: &[Site], stands: &[Stand]) -> Vec<Mutant> {
        let prover = Prover::new(self.engine, LIMIT);
        let mut scales = Scales { engine: self.engine, prover, demands: &self.demands, stands };
        let mut found = Vec::new();
        for site in sites {
            for (what, altered) in self.altered(*site) {
                let fate = match scales.weigh(&altered) {
                    Ok(Noticed::Nothing) => Fate::Equal,
                    Ok(Noticed::Proof(by) | Noticed::Transcript(by)) => Fate::Noticed(by),
                    Ok(Noticed::No(_)) => Fate::Survived,
                    Err(_) => Fate::NotDecided,
                };
                found.push(Mutant { site: *site, what, fate, altered });
            }
        }
        found
    }

    /// Transcripts that notice what survived, each with the site that it is about: the first for the
    /// first survivor, the next for the first that this one does not notice, and so on.
    #[must_use]
    pub fn missing(&self, survivors: &[Mutant], reader: &Reader) -> Vec<(Site, String)> {
        let prover = Prover::new(self.engine, LIMIT);
        let mut scales = Scales { engine: self.engine, prover, demands: &[], stands: &[] };
        let mut written: Vec<(Site, String)> = Vec::new();
        let mut now: Vec<Stand> = Vec::new();
        for mutant in survivors {
            if now.iter().any(|stand| notices(self.engine, stand, &mutant.altered)) {
                continue;
            }
            let Ok(Some(case)) = scales.difference(&mutant.altered) else { continue };
            let found = transcript(self.engine, reader, (mutant.site, &mutant.altered), &case);
            if let Some((text, stands)) = found {
                now.extend(stands);
                written.push((mutant.site, text));
            }
        }
        written
    }

    /// The small changes of a site.
    fn altered(&self, site: Site) -> Vec<(String, Altered)> {
        let model = self.engine.model();
        match site {
            Site::Referral(n) => self.altered_referral(n),
            Site::Advice(n) => {
                let rule = &model.advice[n];
                let each = changes(model, &rule.when).into_iter();
                each.map(|change| {
                    (change.what, Altered::Advice(n, change.when, rule.contraindications.clone()))
                })
                .collect()
            }
            Site::Contraindication(n, k) => {
                let rule = &model.advice[n];
                let mut without = rule.contraindications.clone();
                without.remove(k);
                let gone = Altered::Advice(n, rule.when.clone(), without);
                let mut found = vec![("left out".to_owned(), gone)];
                for change in changes(model, &rule.contraindications[k].when) {
                    let mut changed = rule.contraindications.clone();
                    changed[k].when = change.when;
                    found.push((change.what, Altered::Advice(n, rule.when.clone(), changed)));
                }
                found
            }
        }
    }

    fn altered_referral(&self, n: usize) -> Vec<(String, Altered)> {
        let model = self.engine.model();
        let rule = &model.referrals[n];
        let whole = self.engine.raised_by(n);
        let never = Condition::Any(Vec::new());
        let mut found = Vec::new();
        // one that only contraindications raise has no condition of its own to change
        if rule.when != never {
            let gone = Altered::Referral(n, raised(whole, &rule.when, never), rule.urgency);
            found.push(("left out".to_owned(), gone));
            for change in changes(model, &rule.when) {
                let when = raised(whole, &rule.when, change.when);
                found.push((change.what, Altered::Referral(n, when, rule.urgency)));
            }
        }
        let at = Urgency::ALL.iter().position(|urgency| *urgency == rule.urgency).unwrap_or(0);
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        for urgency in near.filter_map(|at| Urgency::ALL.get(at).copied()) {
            let what = format!("urgency {urgency} instead of {}", rule.urgency);
            found.push((what, Altered::Referral(n, whole.clone(), urgency)));
        }
        found
    }
}

/// The whole condition of a referral with another condition of its own.
fn raised(whole: &Condition, own: &Condition, other: Condition) -> Condition {
    match whole {
        Condition::Any(ways) if whole != own && ways.first() == Some(own) => {
            let mut ways = ways.clone();
            ways[0] = other;
            Condition::Any(ways)
        }
        _ => other,
    }
}

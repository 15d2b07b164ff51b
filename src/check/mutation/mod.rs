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
use crate::check::demand::{Demand, DemandOrigin, Sourced, demands};
use crate::check::mutation::change::changes;
use crate::check::mutation::weigh::{Altered, Held, Noticed, Scales, difference, notices};
use crate::check::mutation::write::transcript;
use crate::check::proof::{OverLimit, Prover, Verdict};
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
    /// The demands that each referral rule is needed for.
    by_referral: Vec<Vec<Sourced<'m>>>,
    /// The demands that each advice rule is not given in some case.
    by_advice: Vec<Vec<(DemandOrigin, &'m Condition)>>,
}

impl<'a, 'm> Weighing<'a, 'm> {
    /// Weighs changes of the rules of an engine. Every demand is proved once, which tells the few
    /// rules that it needs; a change of any other rule cannot break it.
    #[must_use]
    pub fn new(engine: &'a Engine<'m>) -> Self {
        let model = engine.model();
        let mut by_referral = vec![Vec::new(); model.referrals.len()];
        let mut by_advice = vec![Vec::new(); model.advice.len()];
        let mut prover = Prover::new(engine, LIMIT);
        for sourced in demands(model) {
            if !matches!(sourced.demand, Demand::Flag(..) | Demand::Always(..) | Demand::Never(..))
            {
                continue;
            }
            let Verdict::Proved(extent) = prover.verdict(&sourced.demand) else { continue };
            for rule in extent.referrals {
                by_referral[rule].push(sourced);
            }
            if let Demand::Never(advice, held) = sourced.demand {
                by_advice[advice].push((sourced.origin, held));
            }
        }
        Self { engine, by_referral, by_advice }
    }

    /// Every small change of a site with what became of it.
    #[must_use]
    pub fn mutants(&self, site: Site, stands: &[Stand]) -> Vec<Mutant> {
        let altered = self.altered(site);
        let Ok(mut scales) = self.scales(site, &altered, stands) else {
            let undecided =
                |(what, altered)| Mutant { site, what, fate: Fate::NotDecided, altered };
            return altered.into_iter().map(undecided).collect();
        };
        let mut found = Vec::new();
        for (what, altered) in altered {
            let fate = match scales.weigh(&altered) {
                Ok(Noticed::Nothing) => Fate::Equal,
                Ok(Noticed::Proof(by) | Noticed::Transcript(by)) => Fate::Noticed(by),
                Ok(Noticed::No) => Fate::Survived,
                Err(OverLimit) => Fate::NotDecided,
            };
            found.push(Mutant { site, what, fate, altered });
        }
        found
    }

    /// Scales for the changes of one site: the facts are cut at the bounds of these too.
    fn scales<'s>(
        &'s self,
        site: Site,
        altered: &[(String, Altered)],
        stands: &'s [Stand],
    ) -> Result<Scales<'s, 'a, 'm>, OverLimit> {
        let conditions: Vec<_> = altered.iter().flat_map(|(_, a)| a.conditions()).collect();
        let mut prover = Prover::with_bounds_of(self.engine, LIMIT, &conditions);
        let mut demands = Held::default();
        match site {
            Site::Referral(rule) => {
                for sourced in &self.by_referral[rule] {
                    let hanging = prover.hanging_on(&sourced.demand, rule)?;
                    demands.referral.extend(hanging.into_iter().map(|h| (sourced.origin, h)));
                }
            }
            Site::Advice(rule) | Site::Contraindication(rule, _) => {
                demands.never.clone_from(&self.by_advice[rule]);
            }
        }
        Ok(Scales { engine: self.engine, prover, stands, demands })
    }

    /// Transcripts that notice what survived, each with the site that it is about: the first for the
    /// first survivor, the next for the first that this one does not notice, and so on.
    #[must_use]
    pub fn missing(&self, survivors: &[Mutant], reader: &Reader) -> Vec<(Site, String)> {
        let mut written: Vec<(Site, String)> = Vec::new();
        let mut now: Vec<Stand> = Vec::new();
        for mutant in survivors {
            if now.iter().any(|stand| notices(self.engine, stand, &mutant.altered)) {
                continue;
            }
            let conditions = mutant.altered.conditions();
            let mut prover = Prover::with_bounds_of(self.engine, LIMIT, &conditions);
            let Ok(Some(case)) = difference(&mut prover, self.engine, &mutant.altered) else {
                continue;
            };
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

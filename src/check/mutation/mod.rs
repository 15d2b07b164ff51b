//! Small changes of the rules, and whether proofs or transcripts notice them.
//!
//! A change of one rule is weighed without running the whole pack again: where the rule would come out
//! otherwise is one decision diagram; a transcript notices the change where one of its turns stands
//! there and expects something of the rule; a proof notices it where a demand breaks there.

mod altered;
mod change;
mod scenario;
mod stand;
mod weigh;
mod wish;

pub use crate::check::mutation::stand::{Stand, stands};

use std::collections::BTreeSet;

use crate::base::files::SourceFiles;
use crate::base::language::Language;
use crate::check::LIMIT;
use crate::check::context::{Context, Spot};
use crate::check::counterexample::{header, holds_in_replay};
use crate::check::demand::{Demand, DemandOrigin, Sourced, demands};
use crate::check::mutation::altered::Altered;
use crate::check::mutation::change::changes;
use crate::check::mutation::scenario::Scenario;
use crate::check::mutation::weigh::{Held, Noticed, Scales, difference};
use crate::check::mutation::wish::{Wish, never};
use crate::check::proof::{Case, OverLimit, Prover, Sought, Verdict, slots_of};
use crate::engine::Engine;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::finding::Finding;
use crate::model::urgency::Urgency;
use crate::transcript::format::FIRST_LINE;
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

    /// A transcript about a referral rule or an advice rule with its contraindications, that notices
    /// what `stands` do not notice of its changes, and shows what they do not show of its tests; none
    /// where nothing is missing, or nothing leads there.
    #[must_use]
    pub fn missing(
        &self,
        subject: Site,
        stands: &[Stand],
        (reader, language): (&Reader, Language),
    ) -> Option<String> {
        let mut wishes = self.wishes(subject);
        let is_met = |wish: &Wish, stands: &[Stand]| {
            stands.iter().any(|stand| wish.is_met_at(self.engine, stand))
        };
        wishes.retain(|wish| !is_met(wish, stands));
        let scenario = self.scenario(subject, &wishes);
        if scenario.stands().is_empty() {
            return None;
        }
        let model = self.engine.model();
        let others = model.manifest.languages.iter().copied();
        let others: Vec<Language> = others.filter(|other| *other != language).collect();
        let dialogue = &model.dialogues[model.manifest.default_dialogue].id;
        let text = format!(
            "{FIRST_LINE}\n# {}: what decides it, value by value. What a turn does not name stays as it was.\ndialogue: {dialogue}\nlang: {language}\n{}",
            name(model, subject),
            scenario.turns_with(&others)
        );
        holds_in_replay(self.engine, reader, &text).then_some(text)
    }

    /// A transcript that notices one change.
    #[must_use]
    pub fn noticing(&self, mutant: &Mutant, reader: &Reader) -> Option<String> {
        let wish = Wish { what: mutant.what.clone(), altered: mutant.altered.clone(), pin: None };
        let scenario = self.scenario(subject_of(mutant.site), &[wish]);
        let text = format!("{}{}", header(self.engine.model()), scenario.turns_with(&[]));
        holds_in_replay(self.engine, reader, &text).then_some(text)
    }

    /// A chat that fulfils as many wishes about a rule as it can.
    fn scenario(&self, subject: Site, wishes: &[Wish]) -> Scenario<'a, 'm> {
        let model = self.engine.model();
        let mut scenario = Scenario::new(self.engine, subject, &self.claims_first_of(subject));
        let mut bounds: Vec<Condition> = Vec::new();
        for when in own_conditions(model, subject) {
            bounds.extend(wish::bounds(model, when));
        }
        let mut conditions: Vec<&Condition> =
            wishes.iter().flat_map(|wish| wish.altered.conditions()).collect();
        conditions.extend(&bounds);
        let mut prover = Prover::with_bounds_of(self.engine, LIMIT, &conditions);
        for wish in wishes {
            if scenario.stands().iter().any(|stand| wish.is_met_at(self.engine, stand)) {
                continue;
            }
            for manner in Manner::ALL {
                let Ok(Some(case)) = self.case_for(&mut prover, subject, wish, manner) else {
                    continue;
                };
                let trial = scenario.trial(&case);
                if let Some(trial) = trial.filter(|t| wish.is_met_at(self.engine, &t.stand)) {
                    scenario.take(trial, &wish.what);
                    scenario.began_with(case);
                    break;
                }
            }
        }
        scenario
    }

    /// The claims with caveats that no earlier rule rests on.
    fn claims_first_of(&self, subject: Site) -> Vec<usize> {
        let model = self.engine.model();
        let mut claims = claims_of(model, subject);
        claims.retain(|claim| !model.claims[*claim].caveats.is_empty());
        for earlier in sites(model).into_iter().take_while(|site| *site != subject) {
            let of_earlier = claims_of(model, earlier);
            claims.retain(|claim| !of_earlier.contains(claim));
        }
        claims
    }

    /// The shortest case in which a wish may come true.
    fn case_for(
        &self,
        prover: &mut Prover<'_, '_>,
        subject: Site,
        wish: &Wish,
        manner: Manner,
    ) -> Result<Option<Case>, OverLimit> {
        let model = self.engine.model();
        let pin = wish.pin;
        let holds = |finding| pin.is_none_or(|pin| pin.holds(finding));
        let mut sought = Sought::default();
        sought.pins.extend(pin.map(|pin| (pin.slot, &holds as &dyn Fn(Finding) -> bool)));
        if manner != Manner::Free {
            sought.below = match (subject, &wish.altered) {
                (Site::Referral(rule), Altered::Referral(_, _, urgency)) => {
                    Some((model.referrals[rule].urgency.max(*urgency), Some(rule)))
                }
                (Site::Advice(rule), _) if manner.is_calm() => {
                    Some((model.advice[rule].stops_at, None))
                }
                _ => Some((Urgency::Emergency, None)),
            };
        }
        if manner.is_closed() {
            let mut slots = BTreeSet::new();
            for condition in wish.altered.conditions() {
                slots_of(model, condition, &mut slots);
            }
            sought.closed.extend(slots);
        }
        difference(prover, self.engine, &wish.altered, &sought)
    }

    /// What a transcript about a rule should show.
    fn wishes(&self, subject: Site) -> Vec<Wish> {
        let model = self.engine.model();
        let mut wishes: Vec<Wish> = Vec::new();
        let mut of_site = |site: Site| {
            let changes = self.altered(site).into_iter();
            wishes.extend(changes.map(|(what, altered)| Wish {
                what: format!("noticed: {what}"),
                altered,
                pin: None,
            }));
            let (when, altered) = self.altering(site);
            wishes.extend(wish::tests(model, when, &*altered));
        };
        of_site(subject);
        if let Site::Advice(n) = subject {
            for k in 0..model.advice[n].contraindications.len() {
                of_site(Site::Contraindication(n, k));
            }
        }
        wishes
    }

    /// The condition of a site, and what another condition in its place makes of the rule.
    fn altering(&self, site: Site) -> (&'m Condition, Box<dyn Fn(Condition) -> Altered + '_>) {
        let model = self.engine.model();
        match site {
            Site::Referral(n) => {
                let rule = &model.referrals[n];
                let whole = self.engine.raised_by(n);
                let altered =
                    move |when| Altered::Referral(n, raised(whole, &rule.when, when), rule.urgency);
                (&rule.when, Box::new(altered))
            }
            Site::Advice(n) => {
                let rule = &model.advice[n];
                (&rule.when, Box::new(move |when| Altered::advice(model, n, when)))
            }
            Site::Contraindication(n, k) => {
                let rule = &model.advice[n];
                let altered = move |when| Altered::contraindication(model, (n, k), Some(when));
                (&rule.contraindications[k].when, Box::new(altered))
            }
        }
    }

    /// The small changes of a site.
    fn altered(&self, site: Site) -> Vec<(String, Altered)> {
        let model = self.engine.model();
        let (when, altering) = self.altering(site);
        let mut found = Vec::new();
        match site {
            Site::Referral(_) | Site::Advice(_) => {
                // one that only contraindications raise has no condition of its own to change
                if *when == never() {
                    return self.other_urgencies(site);
                }
                found.push(("left out".to_owned(), altering(never())));
            }
            Site::Contraindication(n, k) => {
                let gone = Altered::contraindication(model, (n, k), None);
                found.push(("left out".to_owned(), gone));
            }
        }
        let steps = changes(model, when).into_iter();
        found.extend(steps.map(|change| (change.what, altering(change.when))));
        found.extend(self.other_urgencies(site));
        found
    }

    /// A referral rule that is a step more or less urgent.
    fn other_urgencies(&self, site: Site) -> Vec<(String, Altered)> {
        let Site::Referral(n) = site else { return Vec::new() };
        let rule = &self.engine.model().referrals[n];
        let whole = self.engine.raised_by(n);
        let at = Urgency::ALL.iter().position(|urgency| *urgency == rule.urgency).unwrap_or(0);
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let near = near.filter_map(|at| Urgency::ALL.get(at).copied());
        near.map(|urgency| {
            let what = format!("urgency {urgency} instead of {}", rule.urgency);
            (what, Altered::Referral(n, whole.clone(), urgency))
        })
        .collect()
    }
}

/// How a case is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// The shortest.
    Free,
    /// One that is no emergency, so that there is advice.
    Awake,
    /// One in which no other referral hides what comes of it.
    Calm,
    /// One that is no emergency, in which nothing is open that the rule reads.
    AwakeClosed,
    /// One in which no other referral hides what comes of it, and nothing is open.
    CalmClosed,
}

impl Manner {
    const ALL: [Self; 5] =
        [Self::Free, Self::Awake, Self::Calm, Self::AwakeClosed, Self::CalmClosed];

    const fn is_calm(self) -> bool {
        matches!(self, Self::Calm | Self::CalmClosed)
    }

    const fn is_closed(self) -> bool {
        matches!(self, Self::AwakeClosed | Self::CalmClosed)
    }
}

/// The rule of a site.
#[must_use]
pub fn subject_of(site: Site) -> Site {
    match site {
        Site::Contraindication(n, _) => Site::Advice(n),
        other => other,
    }
}

/// The claims that a rule rests on.
fn claims_of(model: &Model, subject: Site) -> Vec<usize> {
    let mut claims: Vec<usize> = match subject {
        Site::Referral(n) => model.referrals[n].claims.clone(),
        Site::Advice(n) | Site::Contraindication(n, _) => {
            let rule = &model.advice[n];
            let parts = rule.contraindications.iter().flat_map(|part| &part.claims);
            rule.claims.iter().chain(parts).copied().collect()
        }
    };
    claims.sort_unstable();
    claims.dedup();
    claims
}

fn own_conditions(model: &Model, subject: Site) -> Vec<&Condition> {
    match subject {
        Site::Referral(n) => vec![&model.referrals[n].when],
        Site::Advice(n) | Site::Contraindication(n, _) => {
            let rule = &model.advice[n];
            let parts = rule.contraindications.iter().map(|part| &part.when);
            std::iter::once(&rule.when).chain(parts).collect()
        }
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

//! Every small change, weighed.

use crate::check::LIMIT;
use crate::check::demand::{Demand, DemandOrigin, Sourced, demands};
use crate::check::mutation::altered::{Altered, flag_of};
use crate::check::mutation::bench::Bench;
use crate::check::mutation::difference::{difference, why_equal};
use crate::check::mutation::stand::Stand;
use crate::check::mutation::steps::{altered, own_conditions};
use crate::check::mutation::weigh::{Held, Scales};
use crate::check::mutation::{Fate, Mutant, Site};
use crate::check::proof::{OverLimit, Prover, Sought, Verdict};
use crate::engine::Engine;
use crate::model::condition::Condition;

/// How many transcripts are replayed at most for one change of which it is not plain that they
/// notice it.
const MOST_REPLAYS: usize = 60;

/// What changes are weighed with.
pub struct Weighing<'a, 'm> {
    pub(super) engine: &'a Engine<'m>,
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
    pub fn mutants(&self, site: Site, stands: &[Stand], bench: &mut Bench<'_>) -> Vec<Mutant> {
        let altered = altered(self.engine, site);
        let Ok(mut scales) = self.scales(site, &altered) else {
            let undecided =
                |(what, altered)| Mutant { site, what, fate: Fate::NotDecided, altered };
            return altered.into_iter().map(undecided).collect();
        };
        let mut found = Vec::new();
        for (what, altered) in altered {
            let fate = self.fate(&altered, site, (stands, bench), &mut scales);
            let fate = fate.unwrap_or(Fate::NotDecided);
            found.push(Mutant { site, what, fate, altered });
        }
        found
    }

    fn fate(
        &self,
        altered: &Altered,
        site: Site,
        (stands, bench): (&[Stand], &mut Bench<'_>),
        scales: &mut Scales<'_, '_>,
    ) -> Result<Fate, OverLimit> {
        let model = self.engine.model();
        if is_decided(altered)
            && !changes_urgency(self.engine, altered)
            && difference(&mut scales.prover, self.engine, altered, &Sought::default())?.is_none()
        {
            let own = own_conditions(model, site);
            return Ok(Fate::Equal(why_equal(model, altered, &own)));
        }
        let seen = stands.iter().filter(|stand| altered.is_noticed_at(self.engine, stand));
        let mut files: Vec<usize> = seen.map(|stand| stand.file).collect();
        files.dedup();
        // those that are about this come first
        let about = super::name(model, site);
        files.sort_by_key(|file| !bench.says(*file, &about));
        if let Some(file) = bench.first_failing(altered, files.into_iter().take(MOST_REPLAYS)) {
            return Ok(Fate::Noticed(bench.name(file)));
        }
        if let Some(origin) = scales.refuted(altered)? {
            return Ok(Fate::Noticed(format!("{origin:?}")));
        }
        let noticed = match altered {
            Altered::Flag(slot, _) => bench.with(altered, |engine| refuted_flag(engine, *slot)),
            Altered::Branch(_, _, branch) => branch.unsure.is_none() && self.reads_safety(altered),
            _ => false,
        };
        Ok(if noticed { Fate::Noticed("check".to_owned()) } else { Fate::Survived })
    }

    /// Whether a branch reads what safety hangs on: then `check` demands that it has an `unsure`.
    fn reads_safety(&self, altered: &Altered) -> bool {
        let mut reads = false;
        for condition in altered.conditions() {
            condition.for_each_test(&mut |test| reads |= self.engine.is_safety(test.slot()));
        }
        reads
    }

    /// Scales for the changes of one site: the facts are cut at the bounds of these too.
    fn scales(
        &self,
        site: Site,
        altered: &[(String, Altered)],
    ) -> Result<Scales<'_, 'm>, OverLimit> {
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
            Site::Flag(_) | Site::Branch(..) | Site::Claim(_) => {}
        }
        Ok(Scales { prover, demands })
    }
}

/// Whether the decision diagrams tell all that a change could do: the least urgency of a red flag also
/// orders questions, and a caveat that is left out is a change in any case.
fn is_decided(altered: &Altered) -> bool {
    !matches!(altered, Altered::Caveats(..) | Altered::Beside(_))
}

/// Whether a change is one of a least urgency, or of what only the proofs of a red flag rest on.
fn changes_urgency(engine: &Engine<'_>, altered: &Altered) -> bool {
    let Altered::Flag(slot, flag) = altered else { return false };
    flag_of(engine.model(), *slot).is_some_and(|own| {
        own.least != flag.least || own.with != flag.with || own.lowered != flag.lowered
    })
}

/// Whether what a red flag demands does not hold on an engine.
fn refuted_flag(engine: &Engine<'_>, slot: crate::model::fact::Slot) -> bool {
    let mut prover = Prover::new(engine, LIMIT);
    let origin = DemandOrigin::Flag(slot);
    let own = demands(engine.model()).into_iter().filter(|sourced| sourced.origin == origin);
    own.into_iter().any(|own| matches!(prover.verdict(&own.demand), Verdict::Refuted(_)))
}

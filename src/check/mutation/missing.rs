//! Transcripts that are missing, solved from the conditions.

use std::collections::BTreeSet;

use crate::base::language::Language;
use crate::base::truth::Truth;
use crate::check::LIMIT;
use crate::check::counterexample::{header, holds_in_replay};
use crate::check::mutation::altered::Altered;
use crate::check::mutation::bench::Bench;
use crate::check::mutation::difference::difference;
use crate::check::mutation::scenario::Scenario;
use crate::check::mutation::stand::Stand;
use crate::check::mutation::steps::{altered, altering, own_conditions};
use crate::check::mutation::weighing::Weighing;
use crate::check::mutation::wish::{self, Wish};
use crate::check::mutation::{Mutant, Site, claims_of, name, rule_sites};
use crate::check::proof::{Case, OverLimit, Prover, Sought, slots_of};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::finding::Finding;
use crate::model::urgency::Urgency;
use crate::transcript::format::FIRST_LINE;
use crate::understand::Reader;

impl<'a, 'm> Weighing<'a, 'm> {
    /// A transcript about a rule with its contraindications, a red flag or a branch, that notices what
    /// `stands` do not notice of its changes, and shows what they do not show of its tests; none where
    /// nothing is missing, or nothing leads there.
    #[must_use]
    pub fn missing(
        &self,
        subject: Site,
        stands: &[Stand],
        (bench, language): (&mut Bench<'_>, Language),
    ) -> Option<String> {
        let model = self.engine.model();
        let (about, turns) = match subject {
            Site::Branch(d, s) => (
                "which way it goes, and what is asked then",
                self.branch_turns((d, s), stands, bench),
            ),
            Site::Flag(slot) => (
                "what follows while it is open, and where it stays unknown",
                self.flag_turns(slot, stands, language),
            ),
            _ => (
                "what decides it, value by value. What a turn does not name stays as it was",
                self.rule_turns(subject, stands, language),
            ),
        };
        let dialogue = &model.dialogues[model.manifest.default_dialogue].id;
        let text = format!(
            "{FIRST_LINE}\n# {}: {about}.\ndialogue: {dialogue}\nlang: {language}\n{}",
            name(model, subject),
            turns?
        );
        holds_in_replay(self.engine, bench.reader, &text).then_some(text)
    }

    /// The turns of a transcript about a rule.
    fn rule_turns(&self, subject: Site, stands: &[Stand], language: Language) -> Option<String> {
        let mut wishes = self.wishes(subject);
        let is_met = |wish: &Wish| stands.iter().any(|stand| wish.is_met_at(self.engine, stand));
        wishes.retain(|wish| !is_met(wish));
        let mut scenario = self.scenario(subject, &wishes);
        self.take_unknown(subject, stands, &mut scenario);
        let others = other_languages(self.engine.model(), language);
        (!scenario.stands().is_empty()).then(|| scenario.turns_with(&others))
    }

    /// Adds that a referral rule's condition cannot be told, where no turn shows it.
    fn take_unknown(&self, subject: Site, stands: &[Stand], scenario: &mut Scenario<'_, '_>) {
        let Site::Referral(rule) = subject else { return };
        let when = &self.engine.model().referrals[rule].when;
        let is_unknown = |stand: &Stand| when.state(&stand.findings) == Truth::Unknown;
        if stands.iter().chain(scenario.stands()).any(is_unknown) {
            return;
        }
        let mut prover = Prover::new(self.engine, LIMIT);
        let found = prover.case_where(&[(when, &[Truth::Unknown])], &[], &|_| true);
        if let Ok(Some(case)) = found
            && let Some(trial) = scenario.trial(&case).filter(|trial| is_unknown(&trial.stand))
        {
            scenario.take(trial, "it cannot be told");
        }
    }

    /// A transcript that notices one change of a rule.
    #[must_use]
    pub fn noticing(&self, mutant: &Mutant, reader: &Reader) -> Option<String> {
        let subject = match mutant.site {
            Site::Contraindication(n, _) => Site::Advice(n),
            Site::Flag(_) | Site::Branch(..) | Site::Claim(_) => return None,
            other => other,
        };
        let wish = Wish { what: mutant.what.clone(), altered: mutant.altered.clone(), pin: None };
        let scenario = self.scenario(subject, &[wish]);
        if scenario.stands().is_empty() {
            return None;
        }
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
            for manner in Manner::of(subject) {
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
        for earlier in rule_sites(model).into_iter().take_while(|site| *site != subject) {
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
                (Site::Referral(rule), Altered::Referral(_, altered)) => {
                    Some((model.referrals[rule].urgency.max(altered.urgency), Some(rule)))
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
            let changes = altered(self.engine, site).into_iter();
            wishes.extend(changes.map(|(what, altered)| Wish {
                what: format!("noticed: {what}"),
                altered,
                pin: None,
            }));
            if let Some((when, altering)) = altering(self.engine, site) {
                wishes.extend(wish::tests(model, when, &*altering));
            }
        };
        of_site(subject);
        if let Site::Advice(n) = subject {
            for k in 0..model.advice[n].contraindications.len() {
                of_site(Site::Contraindication(n, k));
            }
        }
        wishes
    }
}

/// The languages of a pack but one.
pub(super) fn other_languages(model: &Model, language: Language) -> Vec<Language> {
    let languages = model.manifest.languages.iter().copied();
    languages.filter(|other| *other != language).collect()
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
    /// All of them; for advice first those in which it is seen whether it is given.
    fn of(subject: Site) -> [Self; 5] {
        use Manner::{Awake, AwakeClosed, Calm, CalmClosed, Free};
        match subject {
            Site::Advice(_) => [Calm, CalmClosed, Free, Awake, AwakeClosed],
            _ => [Free, Awake, Calm, AwakeClosed, CalmClosed],
        }
    }

    const fn is_calm(self) -> bool {
        matches!(self, Self::Calm | Self::CalmClosed)
    }

    const fn is_closed(self) -> bool {
        matches!(self, Self::AwakeClosed | Self::CalmClosed)
    }
}

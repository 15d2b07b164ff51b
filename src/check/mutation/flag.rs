//! Transcripts about red flags: what follows while one is open, and where it stays unknown.

use crate::base::language::Language;
use crate::check::LIMIT;
use crate::check::demand::red_flags;
use crate::check::harmless::harmless;
use crate::check::mutation::Site;
use crate::check::mutation::altered::{Altered, flag_of, policy_of};
use crate::check::mutation::missing::other_languages;
use crate::check::mutation::scenario::Scenario;
use crate::check::mutation::stand::Stand;
use crate::check::mutation::steps::altered;
use crate::check::mutation::weighing::Weighing;
use crate::check::proof::{Case, Prover, Sought};
use crate::model::condition::Condition;
use crate::model::fact::{RedFlag, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::urgency::Urgency;

impl Weighing<'_, '_> {
    /// The turns of a transcript about a red flag.
    pub(super) fn flag_turns(
        &self,
        slot: Slot,
        stands: &[Stand],
        language: Language,
    ) -> Option<String> {
        let model = self.engine.model();
        let own = flag_of(model, slot)?;
        let steps = altered(self.engine, Site::Flag(slot));
        let conditions: Vec<&Condition> =
            steps.iter().flat_map(|(_, altered)| altered.conditions()).collect();
        let mut prover = Prover::with_bounds_of(self.engine, LIMIT, &conditions);
        let mut scenario = Scenario::new(self.engine, Site::Flag(slot), &[]);
        if !stands.iter().any(|stand| stand.not_asked)
            && let Some(case) = self.only_open(&mut prover, slot, own)
            && let Some(trial) = scenario.trial(&case)
        {
            scenario.take(trial, "it is still to be asked");
        }
        for (what, altered) in &steps {
            let Altered::Flag(_, flag) = altered else { continue };
            let told = |findings: &Findings| is_told_apart(slot, (own, flag), findings);
            if stands.iter().chain(scenario.stands()).any(|stand| told(&stand.findings)) {
                continue;
            }
            let awake = Sought { below: Some((Urgency::Emergency, None)), ..Sought::default() };
            for sought in [Sought::default(), awake] {
                let found = prover.case_of_policy(slot, (own, flag), &sought);
                let Ok(Some(case)) = found else { continue };
                let trial = scenario.trial(&case).filter(|trial| told(&trial.stand.findings));
                if let Some(trial) = trial {
                    scenario.take(trial, &format!("noticed: {what}"));
                    scenario.began_with(case);
                    break;
                }
            }
        }
        let others = other_languages(model, language);
        (!scenario.stands().is_empty()).then(|| scenario.turns_with(&others))
    }

    /// A case in which a red flag is the most urgent thing that is open.
    fn only_open(&self, prover: &mut Prover<'_, '_>, slot: Slot, flag: &RedFlag) -> Option<Case> {
        let model = self.engine.model();
        let mut conditions = vec![&model.fact_of(slot).ask_when, &flag.with];
        conditions.extend(model.member_of(slot).map(|member| &member.ask_when));
        let is_open = |finding| finding == Finding::Open;
        let sought = Sought {
            pins: vec![(slot, &is_open)],
            below: Some((flag.least, None)),
            ..Sought::default()
        };
        let found = prover.case_like_where(&conditions, &sought);
        let mut case = found.ok()??;
        let mut findings = Findings::open(model.slots.len());
        for (slot, finding) in &case {
            findings.set(*slot, *finding);
        }
        for (other, _) in red_flags(model) {
            if other != slot && findings.get(other) == Finding::Open {
                let finding = harmless(self.engine, other, &findings);
                findings.set(other, finding);
                case.insert(other, finding);
            }
        }
        Some(case)
    }
}

/// Whether an unknown red flag leads to something else than another in its place would.
fn is_told_apart(slot: Slot, (own, other): (&RedFlag, &RedFlag), findings: &Findings) -> bool {
    findings.get(slot) == Finding::Unknown && policy_of(own, findings) != policy_of(other, findings)
}

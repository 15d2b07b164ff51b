//! What a changed rule does, and what notices it.

use crate::base::truth::Truth;
use crate::check::demand::DemandOrigin;
use crate::check::mutation::stand::{Given, Stand};
use crate::check::proof::{Case, Effect, Hanging, OverLimit, Prover};
use crate::engine::Engine;
use crate::model::condition::Condition;
use crate::model::finding::Findings;
use crate::model::rule::Contraindication;
use crate::model::urgency::Urgency;

/// A changed rule.
#[derive(Debug, Clone)]
pub(super) enum Altered {
    /// A referral rule (a position) with another condition as a whole, or another urgency.
    Referral(usize, Condition, Urgency),
    /// An advice rule (a position) with another condition and other contraindications.
    Advice(usize, Condition, Vec<Contraindication>),
}

/// Why nothing has to notice a change, or what does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Noticed {
    /// It changes nothing, whatever is known.
    Nothing,
    /// By a proof of this.
    Proof(String),
    /// By this transcript.
    Transcript(String),
    /// By none, though it makes a difference.
    No,
}

/// What holds changed rules against proofs and transcripts.
pub(super) struct Scales<'a, 'e, 'm> {
    pub(super) engine: &'e Engine<'m>,
    pub(super) prover: Prover<'e, 'm>,
    pub(super) stands: &'a [Stand],
    pub(super) demands: Held<'m>,
}

/// The demands that a change of one rule could break.
#[derive(Debug, Default)]
pub(super) struct Held<'m> {
    /// Where they hang on the referral rule, each with the origin of its demand.
    pub(super) referral: Vec<(DemandOrigin, Hanging)>,
    /// That the advice rule is not given while this holds.
    pub(super) never: Vec<(DemandOrigin, &'m Condition)>,
}

impl Scales<'_, '_, '_> {
    /// What notices a change.
    pub(super) fn weigh(&mut self, altered: &Altered) -> Result<Noticed, OverLimit> {
        if difference(&mut self.prover, self.engine, altered)?.is_none() {
            return Ok(Noticed::Nothing);
        }
        if let Some(stand) = self.stands.iter().find(|stand| notices(self.engine, stand, altered)) {
            return Ok(Noticed::Transcript(stand.file.clone()));
        }
        if let Some(origin) = self.refuted(altered)? {
            return Ok(Noticed::Proof(format!("{origin:?}")));
        }
        Ok(Noticed::No)
    }

    /// A demand that holds of the pack and would not hold of it with the change.
    fn refuted(&mut self, altered: &Altered) -> Result<Option<DemandOrigin>, OverLimit> {
        match altered {
            Altered::Referral(_, when, urgency) => {
                for (origin, hanging) in &mut self.demands.referral {
                    if self.prover.breaks_referred(hanging, (when, *urgency))? {
                        return Ok(Some(*origin));
                    }
                }
            }
            Altered::Advice(rule, when, parts) => {
                for (origin, held) in &self.demands.never {
                    if self.prover.breaks_never(held, (*rule, when, parts))? {
                        return Ok(Some(*origin));
                    }
                }
            }
        }
        Ok(None)
    }
}

impl Altered {
    /// The conditions that the changed rule would have.
    pub(super) fn conditions(&self) -> Vec<&Condition> {
        match self {
            Self::Referral(_, when, _) => vec![when],
            Self::Advice(_, when, parts) => {
                std::iter::once(when).chain(parts.iter().map(|part| &part.when)).collect()
            }
        }
    }

    /// The rule in the form that the prover takes.
    pub(super) fn parts(&self) -> crate::check::proof::Changed<'_> {
        match self {
            Self::Referral(rule, when, _) => crate::check::proof::Changed::Referral(*rule, when),
            Self::Advice(rule, when, parts) => {
                crate::check::proof::Changed::Advice(*rule, when, parts)
            }
        }
    }
}

/// The shortest case in which a change makes a difference; first those that it takes something away
/// from, since a transcript can name what must be there.
pub(super) fn difference(
    prover: &mut Prover<'_, '_>,
    engine: &Engine<'_>,
    altered: &Altered,
) -> Result<Option<Case>, OverLimit> {
    for effect in [Effect::Lost, Effect::Won] {
        if let Some(case) = prover.case_of_change(altered.parts(), effect)? {
            return Ok(Some(case));
        }
    }
    match altered {
        Altered::Referral(rule, _, urgency)
            if *urgency != engine.model().referrals[*rule].urgency =>
        {
            prover.case_of_referral(*rule)
        }
        _ => Ok(None),
    }
}

/// Whether what a turn expects would come out differently with a changed rule.
pub(super) fn notices(engine: &Engine<'_>, stand: &Stand, altered: &Altered) -> bool {
    match altered {
        Altered::Referral(rule, when, urgency) => {
            let old = stand.referrals.iter().any(|(held, _)| *held == Some(*rule));
            let new = when.state(&stand.findings) == Truth::Yes;
            if old != new && (stand.only || stand.named.contains(rule)) {
                return true;
            }
            let others = stand.referrals.iter().filter(|(held, _)| *held != Some(*rule));
            let others = others.map(|(_, urgency)| *urgency).max();
            let before = stand.referrals.iter().map(|(_, urgency)| *urgency).max();
            let after = others.max(new.then_some(*urgency));
            stand.urgency && before != after
        }
        Altered::Advice(rule, when, contraindications) => {
            let model = engine.model();
            let own = &model.advice[*rule];
            let Some(given) = &stand.given else { return false };
            let old = shown(given, &own.when, &own.contraindications, own.stops_at);
            let new = shown(given, when, contraindications, own.stops_at);
            let expected = |(is, named, only): (bool, bool, bool)| is || named || only;
            let advised = given.advised.contains(rule);
            let withheld = given.withheld.contains(rule);
            old.0 != new.0 && expected((false, advised, given.only.0))
                || old.1 != new.1 && expected((false, withheld, given.only.1))
        }
    }
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

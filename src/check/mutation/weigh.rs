//! What a changed rule does, and what notices it.

use crate::check::demand::DemandOrigin;
use crate::check::mutation::altered::Altered;
use crate::check::mutation::stand::Stand;
use crate::check::proof::{Case, Effect, Hanging, OverLimit, Prover, Sought};
use crate::engine::Engine;
use crate::model::condition::Condition;

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
        let anything = Sought::default();
        if difference(&mut self.prover, self.engine, altered, &anything)?.is_none() {
            return Ok(Noticed::Nothing);
        }
        let notices = |stand: &&Stand| altered.is_noticed_at(self.engine, stand);
        if let Some(stand) = self.stands.iter().find(notices) {
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
            Altered::Advice(advice) => {
                let changed = (advice.rule, &advice.when, advice.parts.as_slice());
                for (origin, held) in &self.demands.never {
                    if self.prover.breaks_never(held, changed)? {
                        return Ok(Some(*origin));
                    }
                }
            }
        }
        Ok(None)
    }
}

/// The shortest case of a kind in which a change makes a difference; first those that it takes
/// something away from, since a transcript can name what must be there.
pub(super) fn difference(
    prover: &mut Prover<'_, '_>,
    engine: &Engine<'_>,
    altered: &Altered,
    sought: &Sought<'_>,
) -> Result<Option<Case>, OverLimit> {
    for changed in altered.changed() {
        for effect in [Effect::Lost, Effect::Won] {
            if let Some(case) = prover.case_of_change(changed, effect, sought)? {
                return Ok(Some(case));
            }
        }
    }
    match altered {
        Altered::Referral(rule, _, urgency)
            if *urgency != engine.model().referrals[*rule].urgency =>
        {
            prover.case_of_referral_like(*rule, sought)
        }
        _ => Ok(None),
    }
}

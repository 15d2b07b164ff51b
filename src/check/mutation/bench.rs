//! Transcripts replayed on a changed pack.

use std::sync::Arc;

use crate::check::mutation::altered::{Altered, Branch};
use crate::conversation::Shared;
use crate::engine::Engine;
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactKind, RedFlag, Slot};
use crate::model::rule::Contraindication;
use crate::model::urgency::Urgency;
use crate::transcript::replay::{Comparison, Stage, judge};
use crate::transcript::sources::Sources;
use crate::transcript::verdict::Verdict;
use crate::understand::Reader;

/// A pack of its own that can be changed and changed back, with the transcripts to be replayed on it.
pub struct Bench<'t> {
    model: Model,
    pub(super) reader: &'t Reader,
    transcripts: &'t [Sources],
    shared: Arc<Shared>,
}

impl<'t> Bench<'t> {
    /// A bench for one thread, on a model that was loaded for it.
    #[must_use]
    pub fn new(model: Model, reader: &'t Reader, transcripts: &'t [Sources]) -> Self {
        Self { model, reader, transcripts, shared: Arc::default() }
    }

    /// Does something with the changed pack.
    pub(super) fn with<R>(&mut self, altered: &Altered, work: impl FnOnce(&Engine<'_>) -> R) -> R {
        let mut patch = Patch::of(&self.model, altered);
        patch.swap(&mut self.model);
        let result = work(&Engine::new(&self.model));
        patch.swap(&mut self.model);
        result
    }

    /// The first of some transcripts that no longer passes on the changed pack.
    pub(super) fn first_failing(
        &mut self,
        altered: &Altered,
        candidates: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        let (reader, transcripts) = (self.reader, self.transcripts);
        let shared = Arc::clone(&self.shared);
        self.with(altered, |engine| {
            let stage = Stage { engine, reader, shared };
            let mut candidates = candidates;
            candidates.find(|file| {
                let judged = judge(&stage, &transcripts[*file], Comparison::default(), &mut ());
                judged.verdict != Verdict::Passed
            })
        })
    }

    /// The name of a transcript.
    pub(super) fn name(&self, file: usize) -> String {
        self.transcripts[file].name(0).to_owned()
    }

    /// Whether a transcript says this somewhere.
    pub(super) fn says(&self, file: usize, words: &str) -> bool {
        self.transcripts[file].own_text().contains(words)
    }
}

/// The part of a model that is exchanged.
enum Patch {
    Referral(usize, Condition, Urgency),
    Advice(usize, Condition, Vec<Contraindication>),
    Flag(Slot, Option<RedFlag>),
    Branch(usize, usize, StepKind),
    Caveats(usize, Vec<usize>),
    Beside(usize, Option<usize>),
}

impl Patch {
    fn of(model: &Model, altered: &Altered) -> Self {
        match altered {
            Altered::Referral(rule, to) => Self::Referral(*rule, to.own.clone(), to.urgency),
            Altered::Advice(to) => Self::Advice(to.rule, to.when.clone(), to.parts.clone()),
            Altered::Flag(slot, flag) => Self::Flag(*slot, Some(flag.clone())),
            Altered::Branch(d, s, branch) => {
                let Branch { ways, unsure, otherwise } = branch.clone();
                Self::Branch(*d, *s, StepKind::Branch { ways, unsure, otherwise })
            }
            Altered::Caveats(claim, caveats) => Self::Caveats(*claim, caveats.clone()),
            Altered::Beside(rule) => {
                debug_assert!(model.advice[*rule].caveat.is_some());
                Self::Beside(*rule, None)
            }
        }
    }

    /// Puts the other part there; once more puts it back.
    fn swap(&mut self, model: &mut Model) {
        use std::mem::swap;
        match self {
            Self::Referral(rule, when, urgency) => {
                let rule = &mut model.referrals[*rule];
                swap(&mut rule.when, when);
                swap(&mut rule.urgency, urgency);
            }
            Self::Advice(rule, when, parts) => {
                let rule = &mut model.advice[*rule];
                swap(&mut rule.when, when);
                swap(&mut rule.contraindications, parts);
            }
            Self::Flag(slot, flag) => {
                let info = &model.slots[slot.index()];
                let (fact, member) = (info.fact, info.member);
                let fact = &mut model.facts[fact.index()];
                match (&mut fact.kind, member) {
                    (FactKind::Set(members), Some(n)) => swap(&mut members[n].red_flag, flag),
                    _ => swap(&mut fact.red_flag, flag),
                }
            }
            Self::Branch(d, s, kind) => swap(&mut model.dialogues[*d].steps[*s].kind, kind),
            Self::Caveats(claim, caveats) => swap(&mut model.claims[*claim].caveats, caveats),
            Self::Beside(rule, caveat) => swap(&mut model.advice[*rule].caveat, caveat),
        }
    }
}

//! What was proved of a pack, over how many cases and ways, resting on what: plain data for reports.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::check::LIMIT;
use crate::check::course::{Course, CourseOrigin, CourseVerdict, Judge, course_in_words, courses};
use crate::check::demand::{Demand, DemandOrigin, demands};
use crate::check::proof::{Prover, Verdict};
use crate::engine::Engine;
use crate::graph::{condition_in_words, plain_text};
use crate::model::Model;
use crate::model::dialogue::StepKind;

/// What was proved of a pack, or not.
#[derive(Debug, Clone)]
pub struct Proofs {
    /// Each statement with its verdict, in the order of the pack.
    pub statements: Vec<Statement>,
    /// How many assess steps there are; the statements hold at each.
    pub assess_steps: usize,
    /// How many different ways lead through the dialogue that starts by itself.
    pub ways: f64,
    /// How many nodes the decision diagrams took.
    pub nodes: usize,
}

/// A statement with its verdict.
#[derive(Debug, Clone)]
pub struct Statement {
    /// What it is about.
    pub subject: Subject,
    /// In words.
    pub means: String,
    /// What became of it.
    pub finding: ProofFinding,
}

/// What a statement is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A property of the pack, by its id.
    Property(String),
    /// The red flag of a fact or member.
    RedFlag(String),
    /// An advice rule, by its id.
    Advice(String),
}

/// What became of a statement.
#[derive(Debug, Clone)]
pub enum ProofFinding {
    /// It holds in every case.
    Proved {
        /// How many facts and set members decide it.
        facts: usize,
        /// How many cases of them there are.
        cases: f64,
        /// The referrals that it rests on, by their ids.
        referrals: Vec<String>,
    },
    /// It holds on every way through the dialogue; it rests on this.
    ProvedOnWays(String),
    /// It does not hold; `check` shows the transcript.
    Refuted,
    /// It could not be told, because of this.
    NotDecided(String),
}

impl ProofFinding {
    /// Whether it holds.
    #[must_use]
    pub const fn is_proved(&self) -> bool {
        matches!(self, Self::Proved { .. } | Self::ProvedOnWays(_))
    }
}

/// Decides every statement about a pack.
#[must_use]
pub fn proofs(model: &Model) -> Proofs {
    let engine = Engine::new(model);
    let mut prover = Prover::new(&engine, LIMIT);
    let mut statements = over_findings(model, &mut prover);
    statements.extend(over_ways(&engine, &mut prover));
    let steps = model.dialogues.iter().flat_map(|dialogue| &dialogue.steps);
    let assess_steps = steps.filter(|step| matches!(step.kind, StepKind::Assess { .. })).count();
    let mut ways = Ways { model, known: vec![None; model.dialogues.len()] };
    let ways = ways.of_dialogue(model.manifest.default_dialogue);
    Proofs { statements, assess_steps, ways, nodes: prover.n_nodes() }
}

fn over_ways(engine: &Engine<'_>, prover: &mut Prover<'_, '_>) -> Vec<Statement> {
    let model = engine.model();
    let courses = courses(model);
    let spoken_of: Vec<_> = courses.iter().map(|(course, _)| *course).collect();
    let reader = OnceCell::new();
    let judge = Judge::new(engine, &reader, prover, &spoken_of);
    let mut statement = |(course, origin): &(Course<'_>, CourseOrigin)| {
        let finding = match judge.verdict(prover, course) {
            CourseVerdict::Proved(rests_on) => ProofFinding::ProvedOnWays(rests_on),
            CourseVerdict::Refuted(..) => ProofFinding::Refuted,
            CourseVerdict::NotDecided(reason) => ProofFinding::NotDecided(reason),
        };
        let (subject, means) = match origin {
            CourseOrigin::Property(n) => {
                let property = &model.properties[*n];
                let means = plain_text(model, property.means, model.manifest.source_language);
                (Subject::Property(property.id.to_string()), means)
            }
            CourseOrigin::Flag(slot) => {
                (Subject::RedFlag(model.slot_name(*slot)), course_in_words(model, course))
            }
        };
        Statement { subject, means, finding }
    };
    courses.iter().map(&mut statement).collect()
}

fn over_findings(model: &Model, prover: &mut Prover<'_, '_>) -> Vec<Statement> {
    let mut statements = Vec::new();
    for sourced in demands(model) {
        let finding = match prover.verdict(&sourced.demand) {
            Verdict::Proved(extent) => ProofFinding::Proved {
                facts: extent.slots,
                cases: extent.cases,
                referrals: extent
                    .referrals
                    .iter()
                    .map(|rule| model.referrals[*rule].id.to_string())
                    .collect(),
            },
            Verdict::Refuted(_) => ProofFinding::Refuted,
            Verdict::NotDecided(reason) => ProofFinding::NotDecided(reason),
        };
        let subject = match sourced.origin {
            DemandOrigin::Property(n) => Subject::Property(model.properties[n].id.to_string()),
            DemandOrigin::Flag(slot) => Subject::RedFlag(model.slot_name(slot)),
            DemandOrigin::Advice(n, _) => Subject::Advice(model.advice[n].id.to_string()),
        };
        let means = in_words(model, &sourced.demand, sourced.origin);
        statements.push(Statement { subject, means, finding });
    }
    statements
}

fn in_words(model: &Model, demand: &Demand<'_>, origin: DemandOrigin) -> String {
    if let DemandOrigin::Property(n) = origin {
        return plain_text(model, model.properties[n].means, model.manifest.source_language);
    }
    let advice = |advice: usize| model.advice[advice].id.as_str();
    let contraindication =
        |n: usize, k: usize| condition_in_words(model, &model.advice[n].contraindications[k].when);
    match demand {
        Demand::Flag(slot, flag) => {
            let lowered =
                if flag.lowered.is_empty() { "" } else { ", less only for known details" };
            format!("`{}` leads to at least {}{lowered}", model.slot_name(*slot), flag.least)
        }
        Demand::UnknownFlag(slot, _) => {
            format!("`{}` unknown always comes under a line of its policy", model.slot_name(*slot))
        }
        Demand::UnknownAlone(slot, _) => {
            format!(
                "`{}` unknown comes under a line of its policy also without what it must come with, if any can hold there",
                model.slot_name(*slot)
            )
        }
        Demand::Contraindicated(n, k) => {
            format!(
                "`{}` is not given while this holds or is unknown: {}",
                advice(*n),
                contraindication(*n, *k)
            )
        }
        Demand::Unless(n, k) => {
            format!("`{}` names what is open of: {}", advice(*n), contraindication(*n, *k))
        }
        Demand::SeenFirst(n) => {
            format!("`{}` is not given to somebody who must be seen today", advice(*n))
        }
        Demand::NotTogether(n, other) => {
            format!("`{}` never stands beside `{}`", advice(*n), advice(*other))
        }
        Demand::Never(..) | Demand::Always(..) | Demand::Whenever(..) => String::new(),
    }
}

/// How many ways lead through each dialogue. A step that was passed is not passed again: loops add
/// nothing.
struct Ways<'m> {
    model: &'m Model,
    known: Vec<Option<f64>>,
}

impl Ways<'_> {
    fn of_dialogue(&mut self, dialogue: usize) -> f64 {
        if let Some(known) = self.known[dialogue] {
            return known;
        }
        let mut from = vec![None; self.model.dialogues[dialogue].steps.len()];
        let ways = self.after(dialogue, Some(0), &mut from, &mut BTreeSet::new());
        self.known[dialogue] = Some(ways);
        ways
    }

    fn after(
        &mut self,
        dialogue: usize,
        step: Option<usize>,
        known: &mut [Option<f64>],
        above: &mut BTreeSet<usize>,
    ) -> f64 {
        let steps = &self.model.dialogues[dialogue].steps;
        let Some(step) = step.filter(|step| *step < steps.len()) else { return 1.0 };
        if let Some(known) = known[step] {
            return known;
        }
        if !above.insert(step) {
            return 0.0;
        }
        let ways = match &steps[step].kind {
            StepKind::Say { next, .. }
            | StepKind::Listen { next, .. }
            | StepKind::Ask { next, .. }
            | StepKind::Assess { next, .. } => self.after(dialogue, *next, known, above),
            StepKind::Call { dialogue: called, next } => {
                self.of_dialogue(*called) * self.after(dialogue, *next, known, above)
            }
            StepKind::Branch { ways, unsure, otherwise } => {
                let targets: BTreeSet<usize> =
                    ways.iter().map(|(_, to)| *to).chain(*unsure).chain([*otherwise]).collect();
                targets.into_iter().map(|to| self.after(dialogue, Some(to), known, above)).sum()
            }
            StepKind::End { .. } => 1.0,
        };
        above.remove(&step);
        known[step] = Some(ways);
        ways
    }
}

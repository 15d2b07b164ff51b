//! `way_never_taken`, `guard_overlap`, `guard_gap`: branches whose guards leave a way or an answer out.

use crate::base::truth::Truth;
use crate::check::context::{Context, Spot};
use crate::check::counterexample::case_in_words;
use crate::check::course::Judge;
use crate::check::proof::{Case, OverLimit, Prover};
use crate::diagnostic::Severity;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;

const YES: &[Truth] = &[Truth::Yes];
const NOT_YES: &[Truth] = &[Truth::No, Truth::Open, Truth::Unknown];
const NO: &[Truth] = &[Truth::No];
const UNDECIDED: &[Truth] = &[Truth::Open, Truth::Unknown];

/// A branch of a dialogue.
struct Branch<'m> {
    step: (usize, usize),
    ways: &'m [(Condition, usize)],
    unsure: Option<usize>,
    name: String,
    spot: Spot,
}

/// Looks at every branch of every dialogue.
pub(super) fn check(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    let model = context.model;
    for (d, dialogue) in model.dialogues.iter().enumerate() {
        for (s, step) in dialogue.steps.iter().enumerate() {
            let StepKind::Branch { ways, unsure, .. } = &step.kind else { continue };
            let spot = Spot::top(model.origins.dialogues[d].file, "steps").index(s);
            let name = format!("`{}` of `{}`", step.id, dialogue.id);
            let branch = Branch { step: (d, s), ways, unsure: *unsure, name, spot };
            ways_taken(context, prover, &branch);
            overlaps(context, prover, &branch);
            gap(context, prover, &branch);
        }
    }
}

/// The shortest case in which conditions come out so; none beyond the limit.
type Found = Result<Option<Case>, OverLimit>;

fn case(prover: &mut Prover<'_, '_>, conditions: &[(&Condition, &[Truth])]) -> Found {
    prover.case_where(conditions, &[], &|_| true)
}

fn ways_taken(context: &mut Context<'_>, prover: &mut Prover<'_, '_>, branch: &Branch<'_>) {
    let report = |context: &mut Context<'_>, what: String, spot: &Spot| {
        let message =
            format!("{what} of the branch {} is never taken, whatever is known", branch.name);
        context.report("way_never_taken", Severity::Warning, spot, message).help =
            Some("widen its condition, or remove it".to_owned());
    };
    for n in 0..branch.ways.len() {
        let earlier = branch.ways[..n].iter().map(|(when, _)| (when, NOT_YES));
        let conditions: Vec<_> = earlier.chain([(&branch.ways[n].0, YES)]).collect();
        if case(prover, &conditions) == Ok(None) {
            report(context, format!("way {}", n + 1), &branch.spot.field("ways").index(n));
        }
    }
    let all_no: Vec<_> = branch.ways.iter().map(|(when, _)| (when, NO)).collect();
    // without `unsure` an undecided branch goes `otherwise`
    if branch.unsure.is_some() && case(prover, &all_no) == Ok(None) {
        report(context, "`otherwise`".to_owned(), &branch.spot.field("otherwise"));
    }
    if branch.unsure.is_some() && !any_undecided(prover, branch) {
        report(context, "`unsure`".to_owned(), &branch.spot.field("unsure"));
    }
}

/// Whether no guard is yes and some guard undecided in some case; also where it cannot be told.
fn any_undecided(prover: &mut Prover<'_, '_>, branch: &Branch<'_>) -> bool {
    undecided(prover, branch).map_or(true, |case| case.is_some())
}

fn undecided(prover: &mut Prover<'_, '_>, branch: &Branch<'_>) -> Found {
    for n in 0..branch.ways.len() {
        let others = branch.ways.iter().enumerate().filter(|(other, _)| *other != n);
        let others = others.map(|(_, (when, _))| (when, NOT_YES));
        let conditions: Vec<_> = others.chain([(&branch.ways[n].0, UNDECIDED)]).collect();
        let found = case(prover, &conditions)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn overlaps(context: &mut Context<'_>, prover: &mut Prover<'_, '_>, branch: &Branch<'_>) {
    for (n, (when, to)) in branch.ways.iter().enumerate() {
        for (m, (earlier, earlier_to)) in branch.ways[..n].iter().enumerate() {
            if to == earlier_to {
                continue;
            }
            let Ok(Some(found)) = case(prover, &[(earlier, YES), (when, YES)]) else { continue };
            let message = format!(
                "ways {} and {} of the branch {} can both be yes, with {}: the first is taken",
                m + 1,
                n + 1,
                branch.name,
                case_in_words(context.model, &found)
            );
            let spot = branch.spot.field("ways").index(n);
            context.report("guard_overlap", Severity::Note, &spot, message);
        }
    }
}

/// A branch without `unsure`: what is open or unknown goes the way of a no.
fn gap(context: &mut Context<'_>, prover: &mut Prover<'_, '_>, branch: &Branch<'_>) {
    if branch.unsure.is_some() {
        return;
    }
    let Ok(Some(found)) = undecided(prover, branch) else { return };
    let engine = context.engine;
    let reads_safety = branch.ways.iter().any(|(when, _)| {
        let mut reads = false;
        when.for_each_test(&mut |test| reads |= engine.is_safety(test.slot()));
        reads
    });
    let severity = if reads_safety { Severity::Error } else { Severity::Note };
    let message = format!(
        "the branch {} has no `unsure`: it goes `otherwise` as if all were no, with {}",
        branch.name,
        if found.is_empty() {
            "nothing told yet".to_owned()
        } else {
            case_in_words(context.model, &found)
        }
    );
    let transcript = if reads_safety {
        let judge = Judge::new(engine, context.reader, prover, &[]);
        judge.falling_through(prover, branch.step, branch.ways)
    } else {
        None
    };
    let finding = context.report("guard_gap", severity, &branch.spot.field("id"), message);
    finding.help = Some("add `unsure: \"…\"`, the careful way".to_owned());
    finding.transcript = transcript;
}

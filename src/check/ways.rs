//! `property_refuted`, `open_red_flag`, `not_proved`: what must never happen on the way through the dialogue.

use crate::check::context::Context;
use crate::check::course::{CourseOrigin, CourseVerdict, Judge, courses};
use crate::check::demand::DemandOrigin;
use crate::check::proof::Prover;
use crate::check::safety::spot;
use crate::diagnostic::Severity;
use crate::model::Model;

/// Reports every course that is refuted or could not be decided.
pub(super) fn check(context: &mut Context<'_>, prover: &mut Prover<'_, '_>) {
    let model = context.model;
    let courses = courses(model);
    let spoken_of: Vec<_> = courses.iter().map(|(course, _)| *course).collect();
    let judge = Judge::new(context.engine, context.reader, prover, &spoken_of);
    for (course, origin) in &courses {
        let what = what(model, *origin);
        let (code, place) = match origin {
            CourseOrigin::Property(n) => ("property_refuted", DemandOrigin::Property(*n)),
            CourseOrigin::Flag(slot) => ("open_red_flag", DemandOrigin::Flag(*slot)),
        };
        let spot = spot(model, place);
        match judge.verdict(prover, course) {
            CourseVerdict::Proved(_) => {}
            CourseVerdict::NotDecided(reason) => {
                let message = format!("{what} could not be decided, because {reason}");
                let finding = context.report("not_proved", Severity::Warning, &spot, message);
                finding.help = Some(
                    "ask it in a step that every way passes, or loosen the property".to_owned(),
                );
            }
            CourseVerdict::Refuted(how, transcript) => {
                let message = format!("{what} does not hold: {how}");
                let finding = context.report(code, Severity::Error, &spot, message);
                finding.help = Some(
                    match origin {
                        CourseOrigin::Property(_) => {
                            "ask it earlier, in a step that every way passes"
                        }
                        CourseOrigin::Flag(_) => {
                            "keep it out of what a `listen` step asks, or in an `ask` step of its own"
                        }
                    }
                    .to_owned(),
                );
                finding.transcript = Some(transcript);
            }
        }
    }
}

fn what(model: &Model, origin: CourseOrigin) -> String {
    match origin {
        CourseOrigin::Property(n) => format!("the property `{}`", model.properties[n].id),
        CourseOrigin::Flag(slot) => format!("the red flag `{}`", model.slot_name(slot)),
    }
}

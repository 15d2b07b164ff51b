//! `property_refuted`: a safety statement of the pack that some case goes against.

use crate::check::cases::Cells;
use crate::check::context::{Context, Spot};
use crate::check::counterexample::{case_in_words, transcript};
use crate::check::demand::{Demand, refute};
use crate::diagnostic::Severity;
use crate::graph::condition_in_words;
use crate::model::Model;
use crate::model::rule::PropertyStatement;

/// Holds every property against so many cases.
pub(super) fn check(context: &mut Context<'_>, cases: usize) {
    let model = context.model;
    let cells = Cells::of(model);
    for (property, origin) in model.properties.iter().zip(&model.origins.properties) {
        let demand = match &property.statement {
            PropertyStatement::Never(advice, when) => Demand::Never(*advice, when),
            PropertyStatement::Always(when, urgency) => Demand::Always(when, *urgency),
        };
        let found = refute(&context.engine, &cells, &demand, (property.id.as_str(), cases));
        let Some((case, outcome)) = found else { continue };
        let message = format!(
            "the property `{}` does not hold: {} with {}",
            property.id,
            what_goes_wrong(model, &demand),
            case_in_words(model, &case),
        );
        let text = transcript(&context.engine, &demand, &case, &outcome);
        let spot = Spot::entry(*origin);
        let finding = context.report("property_refuted", Severity::Error, &spot, message);
        finding.help = Some(mend(model, &demand));
        finding.transcript = Some(text);
    }
}

fn what_goes_wrong(model: &Model, demand: &Demand<'_>) -> String {
    match demand {
        Demand::Never(advice, _) => format!("`{}` is given", model.advice[*advice].id),
        Demand::Always(_, least) => format!("no referral of at least {least} holds"),
        Demand::Flag(..) => String::new(),
    }
}

fn mend(model: &Model, demand: &Demand<'_>) -> String {
    match demand {
        Demand::Never(advice, when) => format!(
            "give `{}` a contraindication with `when`: {}",
            model.advice[*advice].id,
            condition_in_words(model, when)
        ),
        Demand::Always(_, least) | Demand::Flag(_, crate::model::fact::RedFlag { least, .. }) => {
            format!("add or widen a referral rule of urgency {least}")
        }
    }
}

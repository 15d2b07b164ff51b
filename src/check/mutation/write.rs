//! A transcript that would notice a change.

use std::fmt::Write as _;

use crate::check::counterexample::{Rest, answered, header, holds_in_replay, value};
use crate::check::mutation::Site;
use crate::check::mutation::stand::{Stand, stands};
use crate::check::mutation::weigh::{Altered, notices};
use crate::check::proof::Case;
use crate::engine::{Engine, Event, GivenReferral, Outcome, Session};
use crate::model::Model;
use crate::transcript::sources::Sources;
use crate::understand::Reader;

/// How many questions a chat is followed at most.
const MOST_QUESTIONS: usize = 200;

/// A transcript in which a case is told, with what holds then, if it passes and notices the change.
pub(super) fn transcript(
    engine: &Engine<'_>,
    reader: &Reader,
    (site, altered): (Site, &Altered),
    case: &Case,
) -> Option<(String, Vec<Stand>)> {
    [Rest::Neutral, Rest::Skipped].into_iter().find_map(|rest| {
        let text = drafted(engine, site, case, rest)?;
        if !holds_in_replay(engine, reader, &text) {
            return None;
        }
        let sources = Sources::single("missing.txt", text.clone());
        let stands = stands(engine, reader, &sources);
        let seen = stands.iter().any(|stand| notices(engine, stand, altered));
        seen.then_some((text, stands))
    })
}

fn drafted(engine: &Engine<'_>, site: Site, case: &Case, rest: Rest) -> Option<String> {
    let model = engine.model();
    let mut text = header(model);
    let (mut session, _) = Session::start(engine, model.manifest.default_dialogue);
    if !case.is_empty() {
        let told = case.iter().map(|(slot, finding)| {
            format!("{} {}", model.slot_name(*slot), value(model, *slot, *finding))
        });
        let _ = writeln!(text, "~ {}", told.collect::<Vec<_>>().join(", "));
        let statement = case.iter().map(|(slot, finding)| (*slot, *finding)).collect();
        session = session.step(engine, Event::Answer(statement)).0;
    }
    match site {
        Site::Referral(rule) => {
            let outcome = session.outcome(engine);
            let _ = writeln!(text, "{}", referral_line(model, rule, &outcome));
            let urgency = outcome.urgency().map_or("none", |urgency| urgency.as_str());
            let _ = writeln!(text, "= urgency {urgency}");
        }
        Site::Advice(rule) | Site::Contraindication(rule, _) => {
            let mut asked = 0;
            while session.given().is_none() && asked < MOST_QUESTIONS {
                let question = session.question().cloned()?;
                let (line, event) = answered(engine, case, (&question, rest), &session);
                let _ = writeln!(text, "> {line}");
                session = session.step(engine, event).0;
                asked += 1;
            }
            let _ = writeln!(text, "{}", advice_line(model, rule, session.given()?));
        }
    }
    Some(text)
}

fn referral_line(model: &Model, rule: usize, outcome: &Outcome) -> String {
    let is_there =
        |given: &GivenReferral| matches!(given, GivenReferral::Rule(n, ..) if *n == rule);
    if outcome.referrals.iter().any(is_there) {
        return format!("= refer {}", model.referrals[rule].id);
    }
    let ids: Vec<String> = outcome.referrals.iter().map(|given| given.id(model)).collect();
    if ids.is_empty() { "= refer -".to_owned() } else { format!("= refer only {}", ids.join(" ")) }
}

fn advice_line(model: &Model, rule: usize, given: &Outcome) -> String {
    let id = &model.advice[rule].id;
    if given.advice.iter().any(|advice| advice.rule == rule) {
        return format!("= advise {id}");
    }
    if given.withheld.iter().any(|advice| advice.rule == rule) {
        return format!("= withhold {id}");
    }
    let ids: Vec<&str> =
        given.advice.iter().map(|advice| model.advice[advice.rule].id.as_str()).collect();
    if ids.is_empty() {
        "= advise -".to_owned()
    } else {
        format!("= advise only {}", ids.join(" "))
    }
}

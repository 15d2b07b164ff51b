//! Why a turn differs: the rules that came or went with the parts of their conditions that decide, and
//! the step where the conversation stands.

use crate::base::similarity::nearest;
use crate::base::truth::Truth;
use crate::conversation::Chat;
use crate::engine::{GivenReferral, Outcome, Part, PartKind, WithheldReason};
use crate::graph::test_in_words;
use crate::model::Model;
use crate::model::fact::Slot;
use crate::model::finding::Findings;
use crate::model::urgency::Urgency;
use crate::transcript::format::Kind;
use crate::transcript::replay::Missed;
use crate::transcript::value::value_in_transcript;
use crate::transcript::verdict::Cause;

/// How many rules of a level are named when none of them reaches it.
const MOST_RULES: usize = 3;

/// What made the difference.
pub(super) fn of(chat: &Chat<'_>, missed: &Missed<'_>) -> Vec<Cause> {
    match missed {
        Missed::Question(wanted) => question(chat, wanted),
        Missed::Ids(kind, went, came) => {
            let came = came.iter().map(|id| rule(chat, *kind, id, true));
            went.iter().map(|id| rule(chat, *kind, id, false)).chain(came).collect()
        }
        Missed::Urgency(wanted) => urgency(chat, *wanted),
        Missed::Fact(name) => unknown_name(name, &slot_names(chat.model())),
        Missed::Shown | Missed::Detail | Missed::End => Vec::new(),
    }
}

/// The findings that a turn changed, as `ID VALUE`.
pub(super) fn changed(model: &Model, before: &Findings, after: &Findings) -> Vec<String> {
    let pairs = before.iter().zip(after.iter());
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|(_, (slot, after))| {
            format!("{} {}", model.slot_name(slot), value_in_transcript(model, slot, after))
        })
        .collect()
}

fn slot_names(model: &Model) -> Vec<String> {
    (0..model.slots.len()).map(|slot| model.slot_name(Slot::at(slot))).collect()
}

/// A note on a name that the pack does not have.
fn unknown_name(name: &str, names: &[String]) -> Vec<Cause> {
    if names.iter().any(|known| known == name) {
        return Vec::new();
    }
    let near = nearest(name, names.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    vec![Cause::Note(format!("the pack has no `{name}`{near}"))]
}

fn question(chat: &Chat<'_>, wanted: &str) -> Vec<Cause> {
    let model = chat.model();
    let mut causes = Vec::new();
    if let Some((dialogue, step)) = chat.stands_at() {
        causes.push(Cause::Stands { dialogue, step });
    }
    let name = wanted.split_whitespace().last().unwrap_or_default();
    let slots: Vec<Slot> = match (model.slot(name), model.fact(name)) {
        (Some(slot), _) => vec![slot],
        (None, Some((_, fact))) => fact.slots().collect(),
        (None, None) if name == "-" => return causes,
        (None, None) => {
            let mut names = slot_names(model);
            names.extend(model.facts.iter().map(|fact| fact.id.to_string()));
            causes.extend(unknown_name(name, &names));
            return causes;
        }
    };
    let known: Vec<String> = slots
        .iter()
        .map(|slot| (*slot, chat.findings().get(*slot)))
        .filter(|(_, finding)| finding.is_known())
        .map(|(slot, finding)| {
            format!("{} {}", model.slot_name(slot), value_in_transcript(model, slot, finding))
        })
        .collect();
    if known.len() == slots.len() {
        causes.push(Cause::Note(format!("`{name}` is known: {}", known.join(", "))));
    } else {
        causes.push(Cause::Note(format!("`{name}` is not known, and not asked here")));
    }
    causes
}

/// The referrals that hold above the level, or the rules of the level that come nearest.
fn urgency(chat: &Chat<'_>, wanted: Option<Urgency>) -> Vec<Cause> {
    let model = chat.model();
    let outcome = chat.outcome();
    let above = outcome.referrals.iter().filter(|referral| Some(referral.urgency()) > wanted);
    let above: Vec<Cause> =
        above.map(|referral| rule(chat, Kind::Refer, &referral.id(model), true)).collect();
    if !above.is_empty() {
        return above;
    }
    let of_level = model.referrals.iter().enumerate().filter(|(_, r)| Some(r.urgency) == wanted);
    let mut near: Vec<(usize, usize)> = of_level
        .map(|(n, _)| {
            let whole = chat.engine().explain_referral(chat.findings(), n).when;
            (tests_that_hold(&whole), n)
        })
        .filter(|(count, _)| *count > 0)
        .collect();
    near.sort_by_key(|(count, n)| (std::cmp::Reverse(*count), *n));
    let ids = near.iter().take(MOST_RULES).map(|(_, n)| model.referrals[*n].id.to_string());
    ids.map(|id| rule(chat, Kind::Refer, &id, false)).collect()
}

fn tests_that_hold(part: &Part) -> usize {
    match part.kind {
        PartKind::Test(_) => usize::from(part.state == Truth::Yes),
        _ => part.parts.iter().map(tests_that_hold).sum(),
    }
}

/// A rule that came or went, with the parts of its condition that decide.
fn rule(chat: &Chat<'_>, kind: Kind, id: &str, came: bool) -> Cause {
    let because = match kind {
        Kind::Refer => referral(chat, id),
        Kind::Advise | Kind::Withhold => advice(chat, id),
        Kind::Caution => caution(chat, id),
    };
    Cause::Rule { kind, id: id.to_owned(), came, because }
}

fn referral(chat: &Chat<'_>, id: &str) -> Vec<String> {
    let model = chat.model();
    if let Some(n) = model.names.referrals.get(id) {
        let whole = chat.engine().explain_referral(chat.findings(), *n).when;
        return deciding(model, &whole, chat.findings());
    }
    let unknown = |referral: &&GivenReferral| {
        matches!(referral, GivenReferral::Unknown(..)) && referral.id(model) == id
    };
    if chat.outcome().referrals.iter().any(|referral| unknown(&referral)) {
        return vec!["asked twice, and still unknown".to_owned()];
    }
    if id.starts_with("unknown_") {
        return vec!["holds only after it was asked twice and stayed unknown".to_owned()];
    }
    let ids: Vec<&str> = model.referrals.iter().map(|rule| rule.id.as_str()).collect();
    no_such("referral", id, &ids)
}

fn no_such(what: &str, id: &str, ids: &[&str]) -> Vec<String> {
    let near = nearest(id, ids.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    vec![format!("the pack has no such {what}{near}")]
}

fn caution(chat: &Chat<'_>, id: &str) -> Vec<String> {
    let model = chat.model();
    let outcome = chat.outcome();
    let Some(caution) = outcome.cautions.iter().find(|caution| caution.id(model) == id) else {
        return vec!["does not hold now".to_owned()];
    };
    let facts = caution.facts.iter().map(|slot| {
        format!(
            "{} {}",
            model.slot_name(*slot),
            value_in_transcript(model, *slot, chat.findings().get(*slot))
        )
    });
    facts.collect()
}

fn advice(chat: &Chat<'_>, id: &str) -> Vec<String> {
    let model = chat.model();
    let Some(n) = model.names.advice.get(id).copied() else {
        let ids: Vec<&str> = model.advice.iter().map(|rule| rule.id.as_str()).collect();
        return no_such("advice", id, &ids);
    };
    let Some(given) = chat.given() else {
        return vec!["no assess step has given anything yet".to_owned()];
    };
    let explanation = chat.engine().explain_advice(&given.findings, n);
    if let Some(held) = given.withheld.iter().find(|held| held.rule == n) {
        return match &held.reason {
            WithheldReason::Urgency(level) => {
                vec![format!("held back: something {} holds", level.as_str())]
            }
            WithheldReason::Contraindication(k) | WithheldReason::Unknown(k, _) => {
                let part = explanation.contraindications.iter().find(|(number, _)| number == k);
                let held_back = part.map(|(_, part)| deciding(model, part, &given.findings));
                held_back
                    .unwrap_or_default()
                    .iter()
                    .map(|part| format!("held back by {part}"))
                    .collect()
            }
        };
    }
    if explanation.when.state == Truth::Yes && !is_given(given, n) {
        return vec!["the assess step is about other topics".to_owned()];
    }
    deciding(model, &explanation.when, &given.findings)
}

fn is_given(given: &Outcome, rule: usize) -> bool {
    given.advice.iter().any(|advice| advice.rule == rule)
}

/// The tests of a condition that decide its state, each with its own state and the finding.
fn deciding(model: &Model, part: &Part, findings: &Findings) -> Vec<String> {
    let mut tests = Vec::new();
    collect(part, &mut |part| {
        let PartKind::Test(test) = part.kind else { return };
        let slot = test.slot();
        let value = value_in_transcript(model, slot, findings.get(slot));
        let state = match part.state {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Open => "open",
            Truth::Unknown => "unknown",
        };
        let words = test_in_words(model, test);
        let line = format!("{words}: {state} ({} is {value})", model.slot_name(slot));
        if !tests.contains(&line) {
            tests.push(line);
        }
    });
    tests
}

fn collect(part: &Part, found: &mut impl FnMut(&Part)) {
    let decides = |inner: &&Part| match part.kind {
        PartKind::All if part.state != Truth::Yes => inner.state == part.state,
        PartKind::Any if part.state == Truth::Yes => inner.state == Truth::Yes,
        PartKind::AtLeast(_) => (inner.state == Truth::Yes) == (part.state == Truth::Yes),
        _ => true,
    };
    if part.parts.is_empty() {
        found(part);
    }
    for inner in part.parts.iter().filter(decides) {
        collect(inner, found);
    }
}

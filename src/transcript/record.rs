//! Recording: a session as the lines of a transcript.

use std::fmt::Write as _;

use crate::conversation::{Chat, Reply};
use crate::engine::Outcome;
use crate::model::Model;
use crate::model::finding::{Finding, Findings};
use crate::model::urgency::Urgency;
use crate::transcript::format::{FIRST_LINE, Kind};
use crate::transcript::replay::shown_lines;
use crate::transcript::value::value_in_transcript;

/// The caution that open red flags lead to at nearly every turn; it is written down only by hand.
const NOT_ASKED: &str = "not_asked";

/// The first lines of a recording.
#[must_use]
pub fn header(chat: &Chat<'_>) -> String {
    let model = chat.model();
    let settings = chat.settings();
    let mut text = format!("{FIRST_LINE}\n");
    // writing to a string does not fail
    let _ = writeln!(text, "pack: {}", pack_line(model));
    let _ = writeln!(text, "dialogue: {}", model.dialogues[settings.dialogue].id);
    if settings.language_chosen {
        let _ = writeln!(text, "lang: {}", settings.language);
    }
    if settings.country_chosen {
        match &settings.region {
            Some(region) => {
                let _ = writeln!(text, "country: {}-{region}", settings.country);
            }
            None => {
                let _ = writeln!(text, "country: {}", settings.country);
            }
        }
    }
    text
}

/// The pack as the header names it: id, version, digest.
#[must_use]
pub fn pack_line(model: &Model) -> String {
    let manifest = &model.manifest;
    format!("{} {} {}", manifest.id, manifest.version, manifest.digest)
}

/// What was typed, as a line.
#[must_use]
pub fn typed(line: &str) -> String {
    format!("> {}\n", line.trim_end())
}

/// What came back: what was shown, what was asked, and what holds. `before` are the findings before it.
#[must_use]
pub fn answered(chat: &Chat<'_>, reply: &Reply, before: Option<&Findings>) -> String {
    let mut text = String::new();
    // writing to a string does not fail
    for line in shown_lines(reply) {
        let _ = writeln!(text, "{}", format!("< {line}").trim_end());
    }
    for Holding { line, .. } in holding(chat, reply, before) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// What a line says of a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The question.
    Question,
    /// A fact.
    Fact(String),
    /// The urgency.
    Urgency,
    /// Ids of a kind.
    Ids(Kind),
}

/// A line about what was asked or holds after a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// What it is about.
    pub about: About,
    /// The line.
    pub line: String,
}

/// What was asked and what holds after a turn, as recordings write it: the question, the facts that this
/// turn affirmed, gave a value or left unknown, and what follows.
#[must_use]
pub fn holding(chat: &Chat<'_>, reply: &Reply, before: Option<&Findings>) -> Vec<Holding> {
    let model = chat.model();
    let mut lines = Vec::new();
    let mut add = |about, line| lines.push(Holding { about, line });
    if let Some(asked) = &reply.asked {
        add(About::Question, format!("? {asked}"));
    }
    for (slot, finding) in chat.findings().iter() {
        let was = before.map_or(Finding::Open, |before| before.get(slot));
        let tells = !matches!(finding, Finding::Open | Finding::Denied);
        if tells && was != finding && !model.fact_of(slot).is_derived() {
            let name = model.slot_name(slot);
            let line = format!("= fact {name} {}", value_in_transcript(model, slot, finding));
            add(About::Fact(name), line);
        }
    }
    let outcome = chat.outcome();
    let level = outcome.urgency().map_or("none", Urgency::as_str);
    add(About::Urgency, format!("= urgency {level}"));
    let refer = outcome_ids(model, &outcome, Kind::Refer);
    add(About::Ids(Kind::Refer), format!("= refer {}", only(&refer)));
    let mut cautions = outcome_ids(model, &outcome, Kind::Caution);
    cautions.retain(|id| id != NOT_ASKED);
    if !cautions.is_empty() {
        add(About::Ids(Kind::Caution), format!("= caution {}", cautions.join(" ")));
    }
    if let Some(given) = chat.given() {
        for kind in [Kind::Advise, Kind::Withhold] {
            let ids = only(&outcome_ids(model, given, kind));
            add(About::Ids(kind), format!("= {} {ids}", kind.as_str()));
        }
    }
    lines
}

fn only(ids: &[String]) -> String {
    if ids.is_empty() { "-".to_owned() } else { format!("only {}", ids.join(" ")) }
}

/// The ids of one kind in an outcome.
#[must_use]
pub fn outcome_ids(model: &Model, outcome: &Outcome, kind: Kind) -> Vec<String> {
    match kind {
        Kind::Refer => outcome.referrals.iter().map(|referral| referral.id(model)).collect(),
        Kind::Caution => outcome.cautions.iter().map(|caution| caution.id(model)).collect(),
        Kind::Advise => {
            outcome.advice.iter().map(|given| model.advice[given.rule].id.to_string()).collect()
        }
        Kind::Withhold => {
            outcome.withheld.iter().map(|held| model.advice[held.rule].id.to_string()).collect()
        }
    }
}

//! Replay: the same conversation again, compared line by line with what is expected.

use crate::base::country::Country;
use crate::base::language::Language;
use crate::conversation::{Chat, Reply, Settings};
use crate::engine::{Engine, Outcome};
use crate::model::Model;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;
use crate::render::block::set;
use crate::transcript::format::{Expectation, Expected, Kind, Transcript};
use crate::transcript::record::outcome_ids;
use crate::understand::Reader;

/// The width at which shown lines are compared.
pub const WIDTH: usize = 80;

/// How a replay compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Whether shown lines (`<`) are compared.
    pub exact: bool,
}

/// What a replay came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// How many expectations were compared.
    pub compared: usize,
    /// The expectations of the first turn that differs.
    pub differences: Vec<Difference>,
    /// What was typed up to there.
    pub led_there: Vec<String>,
}

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line of the expectation.
    pub line: usize,
    /// The line of the turn that it follows; 0 for the opening.
    pub turn: usize,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub got: String,
}

/// Why a transcript cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplayable(pub String);

impl std::fmt::Display for Unplayable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The settings that a transcript's header asks for.
///
/// # Errors
/// A dialogue or region that the pack does not have.
pub fn settings(model: &Model, transcript: &Transcript) -> Result<Settings, Unplayable> {
    let dialogue = match &transcript.dialogue {
        None => model.manifest.default_dialogue,
        Some(name) => *model
            .names
            .dialogues
            .get(name.as_str())
            .ok_or_else(|| Unplayable(format!("the pack has no dialogue `{name}`")))?,
    };
    let language = transcript.language.unwrap_or(Language::En);
    let (country, region) = match &transcript.country {
        None => (Country::of_language(language), None),
        Some(text) => Settings::country_and_region(model, text)
            .ok_or_else(|| Unplayable(format!("the pack has no region `{text}`")))?,
    };
    Ok(Settings {
        language,
        language_chosen: transcript.language.is_some(),
        country,
        region,
        country_chosen: transcript.country.is_some(),
        dialogue,
    })
}

/// Replays a transcript up to the first turn that differs.
///
/// # Errors
/// [`Unplayable`] when its header asks for something that the pack does not have.
pub fn replay(
    engine: &Engine<'_>,
    reader: &Reader,
    transcript: &Transcript,
    comparison: Comparison,
) -> Result<Replayed, Unplayable> {
    let settings = settings(engine.model(), transcript)?;
    let (mut chat, reply) = Chat::begin(engine, reader, settings);
    let mut replayed = Replayed { compared: 0, differences: Vec::new(), led_there: Vec::new() };
    compare(&mut replayed, &chat, &reply, (0, &transcript.opening), comparison);
    for turn in &transcript.turns {
        if !replayed.differences.is_empty() {
            break;
        }
        replayed.led_there.push(turn.typed.clone());
        let reply = chat.line(&turn.typed);
        compare(&mut replayed, &chat, &reply, (turn.line, &turn.expected), comparison);
    }
    Ok(replayed)
}

fn compare(
    replayed: &mut Replayed,
    chat: &Chat<'_>,
    reply: &Reply,
    (turn, expected): (usize, &[Expectation]),
    comparison: Comparison,
) {
    if expected.is_empty() {
        return;
    }
    let outcome = chat.outcome();
    let shown: Vec<&Expectation> =
        expected.iter().filter(|e| matches!(e.what, Expected::Shown(_))).collect();
    for expectation in expected {
        if matches!(expectation.what, Expected::Shown(_)) {
            continue;
        }
        replayed.compared += 1;
        if let Some((expected, got)) = differs(chat, reply, &outcome, &expectation.what) {
            let line = expectation.line;
            replayed.differences.push(Difference { line, turn, expected, got });
        }
    }
    if comparison.exact && !shown.is_empty() {
        replayed.compared += shown.len();
        replayed.differences.extend(shown_differs(reply, turn, &shown));
    }
}

/// The first line shown that is not the one expected.
fn shown_differs(reply: &Reply, turn: usize, shown: &[&Expectation]) -> Option<Difference> {
    let lines: Vec<String> =
        set(&reply.blocks, WIDTH).into_iter().map(|line| line.text.trim_end().to_owned()).collect();
    let expected = |at: usize| {
        shown.get(at).map(|expectation| match &expectation.what {
            Expected::Shown(text) => text.trim_end(),
            _ => "",
        })
    };
    let count = lines.len().max(shown.len());
    let at = (0..count).find(|at| expected(*at) != lines.get(*at).map(String::as_str))?;
    let line = shown.get(at).or(shown.last()).map_or(turn, |expectation| expectation.line);
    Some(Difference {
        line,
        turn,
        expected: format!("< {}", expected(at).unwrap_or("(nothing more)")),
        got: format!("< {}", lines.get(at).map_or("(nothing more)", String::as_str)),
    })
}

/// What was expected and what came, where they differ.
fn differs(
    chat: &Chat<'_>,
    reply: &Reply,
    outcome: &Outcome,
    expected: &Expected,
) -> Option<(String, String)> {
    match expected {
        Expected::Asked(wanted) => {
            let got = reply.asked.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
            (got != *wanted).then(|| (format!("? {wanted}"), format!("? {got}")))
        }
        Expected::Urgency(wanted) => {
            let got = outcome.urgency().map_or("none", crate::model::urgency::Urgency::as_str);
            (got != wanted).then(|| (format!("= urgency {wanted}"), format!("= urgency {got}")))
        }
        Expected::Fact(name, wanted) => {
            let got = fact_value(chat.model(), chat, name);
            let same = got == *wanted || same_number(&got, wanted);
            (!same).then(|| (format!("= fact {name} {wanted}"), format!("= fact {name} {got}")))
        }
        Expected::Ids(kind, only, wanted) => {
            let got = ids(chat, outcome, *kind);
            let all_there = wanted.iter().all(|id| got.contains(id));
            let nothing_else = !only || got.iter().all(|id| wanted.contains(id));
            (!all_there || !nothing_else).then(|| {
                let word = kind.as_str();
                let only = if *only && !wanted.is_empty() { "only " } else { "" };
                let list =
                    |ids: &[String]| if ids.is_empty() { "-".to_owned() } else { ids.join(" ") };
                (format!("= {word} {only}{}", list(wanted)), format!("= {word} {}", list(&got)))
            })
        }
        Expected::Shown(_) => None,
    }
}

fn same_number(got: &str, wanted: &str) -> bool {
    use crate::base::decimal::Decimal;
    match (got.parse::<Decimal>(), wanted.parse::<Decimal>()) {
        (Ok(got), Ok(wanted)) => got == wanted,
        _ => false,
    }
}

/// The ids of one kind that hold.
fn ids(chat: &Chat<'_>, outcome: &Outcome, kind: Kind) -> Vec<String> {
    match kind {
        Kind::Refer | Kind::Caution => outcome_ids(chat.model(), outcome, kind),
        Kind::Advise | Kind::Withhold => {
            chat.given().map_or_else(Vec::new, |given| outcome_ids(chat.model(), given, kind))
        }
    }
}

/// The value of `fact` or `fact.member` as transcripts write it; a name that the pack does not have
/// says so.
fn fact_value(model: &Model, chat: &Chat<'_>, name: &str) -> String {
    let Some(slot) = model.slot(name) else {
        return "(no such fact)".to_owned();
    };
    value_in_transcript(model, slot, chat.findings().get(slot))
}

/// A finding as transcripts write it.
#[must_use]
pub fn value_in_transcript(model: &Model, slot: Slot, finding: Finding) -> String {
    let is_member = model.member_of(slot).is_some();
    match finding {
        Finding::Open => "open".to_owned(),
        Finding::Unknown => "unknown".to_owned(),
        Finding::Affirmed => if is_member { "affirmed" } else { "yes" }.to_owned(),
        Finding::Denied => if is_member { "denied" } else { "no" }.to_owned(),
        Finding::Number(number) => number.to_string(),
        Finding::Choice(option) => match &model.fact_of(slot).kind {
            FactKind::OneOf(choices) => choices
                .get(usize::from(option))
                .map_or_else(String::new, |choice| choice.id.to_string()),
            _ => String::new(),
        },
    }
}

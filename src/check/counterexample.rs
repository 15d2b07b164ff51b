//! A case that goes against what must hold, in words and as a transcript.

use std::cell::OnceCell;
use std::fmt::Write as _;

use crate::base::language::Language;
use crate::check::demand::Demand;
use crate::check::harmless::{harmless_that_keeps, known};
use crate::check::proof::Case;
use crate::engine::{Engine, Event, Outcome, Question, QuestionKind, Session};
use crate::graph::plain_text;
use crate::model::Model;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::{Finding, Findings, Statement};
use crate::transcript::format::FIRST_LINE;
use crate::transcript::replay::{Comparison, Stage, judge};
use crate::transcript::sources::Sources;
use crate::transcript::verdict::Verdict;
use crate::understand::Reader;

/// How many questions a chat is followed at most.
const MOST_QUESTIONS: usize = 200;

/// A case in words: `conditions.kidney_disease affirmed, age_years 17`.
pub(super) fn case_in_words(model: &Model, case: &Case) -> String {
    if case.is_empty() {
        return "nothing known".to_owned();
    }
    let parts = case.iter().map(|(slot, finding)| {
        format!("{} {}", model.slot_name(*slot), value(model, *slot, *finding))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// A finding as transcripts write it after `= fact ID`.
pub(super) fn value(model: &Model, slot: Slot, finding: Finding) -> String {
    let is_member = model.member_of(slot).is_some();
    match (finding, &model.fact_of(slot).kind) {
        (Finding::Open, _) => "open".to_owned(),
        (Finding::Unknown, _) => "unknown".to_owned(),
        (Finding::Affirmed, _) if is_member => "affirmed".to_owned(),
        (Finding::Denied, _) if is_member => "denied".to_owned(),
        (Finding::Affirmed, _) => "yes".to_owned(),
        (Finding::Denied, _) => "no".to_owned(),
        (Finding::Number(number), _) => number.to_string(),
        (Finding::Choice(option), FactKind::OneOf(choices)) => {
            choices.get(usize::from(option)).map_or("?", |choice| choice.id.as_str()).to_owned()
        }
        (Finding::Choice(_), _) => "?".to_owned(),
    }
}

/// A transcript that shows the case, replayed before it is given: the shortest of the chats that lead
/// to it, else only what holds.
pub(super) fn transcript(
    engine: &Engine<'_>,
    reader: &OnceCell<Reader>,
    demand: &Demand<'_>,
    (case, outcome): (&Case, &Outcome),
) -> String {
    let mut chats: Vec<Chat> = Vec::new();
    for rest in [Rest::Neutral, Rest::Skipped] {
        chats.extend(chat(engine, demand, case, (rest, false)));
        chats.extend(chat(engine, demand, case, (rest, true)));
    }
    chats.sort_by_key(|chat| chat.typed.len());
    let confirmed =
        chats.into_iter().map(|chat| in_lines(engine, demand, case, &chat)).find(|text| {
            let reader = reader.get_or_init(|| Reader::new(engine.model()));
            holds_in_replay(engine, reader, text)
        });
    confirmed.unwrap_or_else(|| {
        let mut text = header(engine.model());
        text.push_str("# no chat leads here; as facts for `samtale run`:\n");
        write_state(&mut text, engine.model(), (demand, case), outcome);
        text
    })
}

/// A transcript in which a case is told and the chat followed to its advice, if an advice (a position)
/// is then given while a slot is open.
pub(super) fn left_open(
    engine: &Engine<'_>,
    reader: &OnceCell<Reader>,
    (advice, slot): (usize, Slot),
    case: &Case,
) -> Option<String> {
    let model = engine.model();
    let is_left_open = |outcome: &Outcome| {
        outcome.advice.iter().any(|given| given.rule == advice)
            && outcome.findings.get(slot) == Finding::Open
    };
    for rest in [Rest::Neutral, Rest::Skipped] {
        let (mut session, mut typed) = tell(engine, case);
        while session.given().is_none()
            && typed.len() < MOST_QUESTIONS
            && let Some(question) = session.question().cloned()
        {
            let rest = Wanted { rest, sought: &is_left_open };
            let (line, event) = answer(engine, case, (&question, rest), session.findings());
            session = session.step(engine, event).0;
            typed.push(line);
        }
        if !session.given().is_some_and(is_left_open) {
            continue;
        }
        let mut text = header(model);
        for line in &typed {
            let _ = writeln!(text, "> {line}");
        }
        let _ = writeln!(text, "= fact {} open", model.slot_name(slot));
        let _ = writeln!(text, "= advise {}", model.advice[advice].id);
        let reader = reader.get_or_init(|| Reader::new(model));
        if holds_in_replay(engine, reader, &text) {
            return Some(text);
        }
    }
    None
}

/// The session in which a case is told before any question, and what was typed.
fn tell(engine: &Engine<'_>, case: &Case) -> (Session, Vec<String>) {
    let model = engine.model();
    let (mut session, _) = Session::start(engine, model.manifest.default_dialogue);
    let mut typed = Vec::new();
    for (slot, finding) in case {
        let (line, _) = single(model, *slot, *finding);
        let line = if *finding == Finding::Unknown { "don't know".to_owned() } else { line };
        typed.push(format!("/change {} {line}", model.slot_name(*slot)));
        let fact = model.slots[slot.index()].fact;
        session = session.step(engine, Event::Change(fact, vec![(*slot, *finding)])).0;
    }
    (session, typed)
}

/// Whether all that a transcript says holds when it is replayed.
pub(super) fn holds_in_replay(engine: &Engine<'_>, reader: &Reader, text: &str) -> bool {
    let sources = Sources::single("refuted.txt", text.to_owned());
    let judged = judge(&Stage::new(engine, reader), &sources, Comparison::default(), &mut ());
    judged.compared > 0 && judged.verdict == Verdict::Passed
}

/// The lines that every transcript begins with.
pub(super) fn header(model: &Model) -> String {
    let dialogue = &model.dialogues[model.manifest.default_dialogue].id;
    let language = model.manifest.source_language;
    format!("{FIRST_LINE}\ndialogue: {dialogue}\nlang: {language}\n")
}

fn in_lines(engine: &Engine<'_>, demand: &Demand<'_>, case: &Case, chat: &Chat) -> String {
    let mut text = header(engine.model());
    for line in &chat.typed {
        let _ = writeln!(text, "> {line}");
    }
    write_state(&mut text, engine.model(), (demand, case), &chat.outcome);
    text
}

fn write_state(
    text: &mut String,
    model: &Model,
    (demand, case): (&Demand<'_>, &Case),
    outcome: &Outcome,
) {
    write_facts(text, model, case, &outcome.findings);
    let ids: Vec<&str> =
        outcome.advice.iter().map(|given| model.advice[given.rule].id.as_str()).collect();
    if demand.is_about_advice() && !ids.is_empty() {
        let _ = writeln!(text, "= advise {}", ids.join(" "));
    }
    let urgency = outcome.urgency().map_or("none", crate::model::urgency::Urgency::as_str);
    let _ = writeln!(text, "= urgency {urgency}");
}

fn write_facts(text: &mut String, model: &Model, case: &Case, findings: &Findings) {
    for slot in case.keys() {
        let value = value(model, *slot, findings.get(*slot));
        let _ = writeln!(text, "= fact {} {value}", model.slot_name(*slot));
    }
}

/// How numbers and choices are answered that the case leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// With the middle of the range, or the first choice.
    Neutral,
    /// Not at all.
    Skipped,
}

/// What the answers of a chat want to come to.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    /// How what the case leaves open is answered.
    pub(super) rest: Rest,
    /// Whether an outcome is still what is looked for.
    pub(super) sought: &'w dyn Fn(&Outcome) -> bool,
}

/// A chat that leads to a case: what was typed, and what held then.
struct Chat {
    typed: Vec<String>,
    outcome: Outcome,
}

/// The chat in which every question is answered as the case has it, or in which the case is told
/// before any question; up to where the demand is broken. What the case leaves open is denied,
/// answered neutrally or skipped.
fn chat(
    engine: &Engine<'_>,
    demand: &Demand<'_>,
    case: &Case,
    (rest, told_first): (Rest, bool),
) -> Option<Chat> {
    let nothing = Case::new();
    let wanted = Wanted { rest, sought: &|outcome| demand.is_broken_by(engine, outcome) };
    let (mut session, mut typed) = tell(engine, if told_first { case } else { &nothing });
    loop {
        if let Some(outcome) = broken_in(engine, demand, &session) {
            return Some(Chat { typed, outcome });
        }
        let question = session.question().cloned().filter(|_| typed.len() < MOST_QUESTIONS)?;
        let (line, event) = answer(engine, case, (&question, wanted), session.findings());
        session = session.step(engine, event).0;
        typed.push(line);
    }
}

/// What breaks the demand where a session stands, if something does.
fn broken_in(engine: &Engine<'_>, demand: &Demand<'_>, session: &Session) -> Option<Outcome> {
    let outcome =
        if demand.is_about_advice() { session.given()?.clone() } else { session.outcome(engine) };
    demand.is_broken_by(engine, &outcome).then_some(outcome)
}

/// What is typed to a question where the case answers it, and the event that it is.
pub(super) fn answer(
    engine: &Engine<'_>,
    case: &Case,
    (question, wanted): (&Question, Wanted<'_>),
    findings: &Findings,
) -> (String, Event) {
    let model = engine.model();
    let finding = |slot: &Slot| case.get(slot).copied().unwrap_or_default();
    let affirmed: Vec<usize> = (0..question.show.len())
        .filter(|position| finding(&question.show[*position]) == Finding::Affirmed)
        .collect();
    let first = question.show[0];
    let alone = question.show.len() == 1 && question.kind != QuestionKind::Listen;
    if alone {
        let finding = match finding(&first) {
            Finding::Open if wanted.rest == Rest::Neutral => {
                let mut holds = known(findings);
                holds.extend(case.iter().map(|(slot, finding)| (*slot, *finding)));
                harmless_that_keeps(engine, first, &holds, wanted.sought)
            }
            finding => finding,
        };
        return single(model, first, finding);
    }
    if !affirmed.is_empty() {
        let statement: Statement =
            affirmed.iter().map(|n| (question.show[*n], Finding::Affirmed)).collect();
        let words: Vec<String> = affirmed
            .iter()
            .map(|n| match question.kind {
                QuestionKind::Listen => label(model, question.show[*n]),
                _ => (n + 1).to_string(),
            })
            .collect();
        return (words.join(", "), Event::Answer(statement));
    }
    let unknown = question.show.iter().any(|slot| finding(slot) == Finding::Unknown);
    if unknown || question.kind == QuestionKind::Listen {
        return ("/skip".to_owned(), Event::Skip);
    }
    let open = question.show.iter().filter(|slot| findings.get(**slot) == Finding::Open);
    let statement = open.map(|slot| (*slot, Finding::Denied)).collect();
    ("none of these".to_owned(), Event::Answer(statement))
}

fn single(model: &Model, slot: Slot, finding: Finding) -> (String, Event) {
    let is_yes_no = matches!(model.fact_of(slot).kind, FactKind::YesNo | FactKind::Set(_));
    let say = |words: String, finding| (words, Event::Answer(vec![(slot, finding)]));
    match (finding, &model.fact_of(slot).kind) {
        (Finding::Affirmed, _) => say("yes".to_owned(), finding),
        (Finding::Denied, _) => say("no".to_owned(), finding),
        (Finding::Open, _) if is_yes_no => say("no".to_owned(), Finding::Denied),
        (Finding::Number(number), _) => say(number.to_string(), finding),
        (Finding::Choice(option), FactKind::OneOf(choices)) => {
            let label = choices.get(usize::from(option)).map(|choice| choice.label);
            let words = label.map(|label| plain_text(model, label, Language::En));
            say(words.unwrap_or_default(), finding)
        }
        _ => ("/skip".to_owned(), Event::Skip),
    }
}

fn label(model: &Model, slot: Slot) -> String {
    let language = model.manifest.source_language;
    match model.member_of(slot) {
        Some(member) => plain_text(model, member.label, language),
        None => plain_text(model, model.fact_of(slot).title, language),
    }
}

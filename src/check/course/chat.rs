//! Chats that show something: the shortest of those that cases lead to, replayed before it is given.

use std::cell::OnceCell;
use std::fmt::Write as _;

use crate::check::counterexample::{Rest, Wanted, answer, header, holds_in_replay, value};
use crate::check::course::watch::Watch;
use crate::check::proof::Case;
use crate::conversation::{Chat, Reply};
use crate::engine::{Engine, Event, Session};
use crate::model::fact::Slot;
use crate::transcript::format::Turn;
use crate::transcript::replay::{Comparison, Onlooker, Stage, judge};
use crate::transcript::sources::Sources;
use crate::understand::Reader;

/// How many chats are tried at most.
const MOST_CHATS: usize = 200;
/// How many questions a chat is followed at least, and then twice as many as there are steps.
const QUESTIONS: usize = 200;

/// A transcript that shows something, and passes when it is replayed.
pub(in crate::check) type Shown = String;

/// What leads chats.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Chats<'j, 'm> {
    pub(in crate::check) engine: &'j Engine<'m>,
    /// What reads transcripts; made when the first one is to be replayed.
    pub(in crate::check) reader: &'j OnceCell<Reader>,
}

impl Chats<'_, '_> {
    /// The shortest transcript, of those to which these cases lead, at whose end `seen` says yes. At its
    /// end stand these slots, and the advice (a position) that is given, or the question that is asked.
    pub(in crate::check) fn show(
        &self,
        cases: &[Case],
        seen: &dyn Fn(&Session, &Watch) -> bool,
        slots: &[Slot],
        advice: Option<usize>,
    ) -> Option<Shown> {
        let nothing = Case::new();
        let tried = std::iter::once(&nothing).chain(cases).take(MOST_CHATS / 4);
        let mut found: Vec<(Vec<String>, Session)> = Vec::new();
        for case in tried {
            for rest in [Rest::Neutral, Rest::Skipped] {
                for told_first in [false, true] {
                    if told_first && case.is_empty() {
                        continue;
                    }
                    let shortest = found.iter().map(|(lines, _)| lines.len()).min();
                    found.extend(self.chat(case, (rest, told_first), shortest, seen));
                }
            }
        }
        found.sort_by_key(|(lines, _)| lines.len());
        found.into_iter().find_map(|(lines, session)| {
            let text = self.written(&lines, &session, slots, advice);
            let reader = self.reader.get_or_init(|| Reader::new(self.engine.model()));
            holds_in_replay(self.engine, reader, &text).then_some(text)
        })
    }

    /// The chat in which every question is answered as the case has it, up to where `seen` says yes.
    fn chat(
        &self,
        case: &Case,
        (rest, told_first): (Rest, bool),
        shorter_than: Option<usize>,
        seen: &dyn Fn(&Session, &Watch) -> bool,
    ) -> Option<(Vec<String>, Session)> {
        let engine = self.engine;
        let model = engine.model();
        let steps: usize = model.dialogues.iter().map(|dialogue| dialogue.steps.len()).sum();
        let most = shorter_than.unwrap_or(QUESTIONS + 2 * steps);
        let (mut session, _) = Session::start(engine, model.manifest.default_dialogue);
        let mut watch = Watch::default();
        let mut lines = Vec::new();
        watch.look(engine, &session);
        if told_first && !seen(&session, &watch) {
            let told = case.iter().map(|(slot, finding)| {
                format!("{} {}", model.slot_name(*slot), value(model, *slot, *finding))
            });
            lines.push(format!("~ {}", told.collect::<Vec<_>>().join(", ")));
            let event = Event::Answer(case.iter().map(|(slot, f)| (*slot, *f)).collect());
            session = self.take(&mut watch, session, event);
        }
        let wanted = Wanted { rest, sought: &|_| true };
        while !seen(&session, &watch) {
            let question = session.question().cloned().filter(|_| lines.len() < most)?;
            let (line, event) = answer(engine, case, (&question, wanted), session.findings());
            lines.push(format!("> {line}"));
            session = self.take(&mut watch, session, event);
        }
        Some((lines, session))
    }

    fn take(&self, watch: &mut Watch, session: Session, event: Event) -> Session {
        if let Some(question) = session.question() {
            watch.answered(self.engine, &session, question, &event);
        }
        let session = session.step(self.engine, event).0;
        watch.look(self.engine, &session);
        session
    }

    fn written(
        &self,
        lines: &[String],
        session: &Session,
        slots: &[Slot],
        advice: Option<usize>,
    ) -> String {
        let model = self.engine.model();
        let mut text = header(model);
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
        let asked = self.asked_after(&text);
        for slot in slots {
            let value = value(model, *slot, session.findings().get(*slot));
            let _ = writeln!(text, "= fact {} {value}", model.slot_name(*slot));
        }
        match (session.given(), advice) {
            (Some(_), Some(advice)) => {
                let _ = writeln!(text, "= advise {}", model.advice[advice].id);
            }
            (Some(given), None) if !given.advice.is_empty() => {
                let ids = given.advice.iter().map(|given| model.advice[given.rule].id.as_str());
                let _ = writeln!(text, "= advise {}", ids.collect::<Vec<_>>().join(" "));
            }
            _ => {}
        }
        let _ = writeln!(text, "? {}", asked.as_deref().unwrap_or("-"));
        text
    }

    /// What is asked at the end of a transcript, as transcripts write it.
    fn asked_after(&self, text: &str) -> Option<String> {
        let reader = self.reader.get_or_init(|| Reader::new(self.engine.model()));
        let sources = Sources::single("shown.txt", text.to_owned());
        let mut last = Last(None);
        let stage = Stage::new(self.engine, reader);
        let _ = judge(&stage, &sources, Comparison::default(), &mut last);
        last.0
    }
}

/// Remembers the last question.
struct Last(Option<String>);

impl Onlooker for Last {
    fn turn(&mut self, _: Option<&Turn<'_>>, _: &Chat<'_>, reply: &Reply) {
        self.0 = reply.asked.as_ref().map(ToString::to_string);
    }

    fn reads(&self) -> bool {
        false
    }
}

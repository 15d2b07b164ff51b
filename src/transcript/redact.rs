//! A recording without the person's words and exact numbers.
//!
//! A second conversation is led beside the first. It never sees what was typed: it is told the findings
//! that were understood, with every number replaced by one that stands for its class, the stretch between
//! two thresholds of the pack. What is written down is this second conversation, so that the recording
//! replays as it stands and nothing of the person's words can come into it.

use crate::base::decimal::Decimal;
use crate::conversation::{COMMANDS, Chat, Manner, Reply, Settings};
use crate::engine::{Engine, Event};
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactKind, RedFlag, Slot};
use crate::model::finding::{Finding, Statement};
use crate::transcript::format::Kind;
use crate::transcript::record::{answered, header, outcome_ids, typed};
use crate::transcript::value::value_in_transcript;
use crate::understand::Reader;

/// What stands in a redacted recording for words that changed nothing.
const PASSED_OVER: &str = "# (something was typed that changed nothing)\n";

/// What stands where the class of a number does not decide as the number itself.
const DECIDES_OTHERWISE: &str =
    "# (what was advised hangs on exact numbers here, and differs from what is written)\n";

/// A conversation retold without words.
#[derive(Debug)]
pub struct Retold<'m> {
    shadow: Chat<'m>,
    /// What has happened in the real one.
    events: Vec<Event>,
    /// Whether a decision hangs on exact numbers, so that it is told once.
    differs: bool,
}

impl<'m> Retold<'m> {
    /// Begins beside a conversation; the first lines of the recording.
    #[must_use]
    pub fn begin(engine: &'m Engine<'m>, reader: &'m Reader, settings: Settings) -> (Self, String) {
        let (shadow, reply) = Chat::begin_in(engine, reader, settings, Manner::default());
        let text = header(&shadow) + &answered(&shadow, &reply, None);
        (Self { shadow, events: Vec::new(), differs: false }, text)
    }

    /// Retells what a line has changed in the conversation.
    pub fn line(&mut self, line: &str, chat: &Chat<'_>, reply: &Reply) -> String {
        let mut text = self.settings(chat.settings());
        let events = chat.events();
        let common = self.events.iter().zip(events).take_while(|(a, b)| a == b).count();
        let gone = self.events.len() - common;
        match (gone, &events[common..]) {
            (0, []) => text.push_str(&self.showing(line, reply)),
            (1, []) => text.push_str(&self.say("/back")),
            (_, []) => text.push_str(&self.say("/restart")),
            (_, new) => {
                for event in new {
                    text.push_str(&self.event(event));
                }
            }
        }
        self.events = events.to_vec();
        let differs = decisions(chat) != decisions(&self.shadow);
        if differs && !self.differs {
            text.push_str(DECIDES_OTHERWISE);
        }
        self.differs = differs;
        text
    }

    /// The language and country, where they have changed.
    fn settings(&mut self, settings: &Settings) -> String {
        let mut text = String::new();
        if self.shadow.settings().language != settings.language {
            text.push_str(&self.say(&format!("/lang {}", settings.language)));
        }
        let Settings { country, region, .. } = self.shadow.settings();
        if (*country, region) != (settings.country, &settings.region) {
            let region = settings.region.as_deref().unwrap_or_default();
            let line = format!("/country {} {region}", settings.country);
            text.push_str(&self.say(line.trim_end()));
        }
        text
    }

    /// A command that shows something; other words are passed over.
    fn showing(&mut self, line: &str, reply: &Reply) -> String {
        if reply.ended {
            return self.say("/quit");
        }
        let command = line.split_whitespace().next().unwrap_or_default();
        match command {
            // what changes something has been told by what it changed
            "/back" | "/skip" | "/restart" | "/change" | "/lang" | "/country" => String::new(),
            command if COMMANDS.contains(&command) => self.say(command),
            _ => PASSED_OVER.to_owned(),
        }
    }

    fn event(&mut self, event: &Event) -> String {
        match event {
            Event::Skip => self.say("/skip"),
            Event::Correct => self.say("/wrong"),
            Event::Answer(statement) => {
                let statement = self.classed(statement);
                let model = self.shadow.model();
                let parts = statement.iter().map(|(slot, finding)| {
                    let value = value_in_transcript(model, *slot, *finding);
                    format!("{} {value}", model.slot_name(*slot))
                });
                let parts: Vec<String> = parts.collect();
                let words = if parts.is_empty() { "-".to_owned() } else { parts.join(", ") };
                let before = self.shadow.findings().clone();
                let reply = self.shadow.findings_said(statement);
                format!("~ {words}\n") + &answered(&self.shadow, &reply, Some(&before))
            }
            Event::Change(_, statement) => {
                let statement = self.classed(statement);
                let mut text = String::new();
                for (slot, finding) in statement {
                    let name = self.shadow.model().slot_name(slot);
                    text.push_str(&self.say(&format!("/change {name} {}", picked(finding))));
                }
                text
            }
        }
    }

    fn say(&mut self, line: &str) -> String {
        let before = self.shadow.findings().clone();
        let reply = self.shadow.line(line);
        typed(line) + &answered(&self.shadow, &reply, Some(&before))
    }

    fn classed(&self, statement: &Statement) -> Statement {
        let model = self.shadow.model();
        let classed = |(slot, finding): &(Slot, Finding)| match finding {
            Finding::Number(number) => (*slot, Finding::Number(of_class(model, *slot, *number))),
            other => (*slot, *other),
        };
        statement.iter().map(classed).collect()
    }
}

/// What is decided: the referrals, and the advice that was given and held back.
fn decisions(chat: &Chat<'_>) -> (Vec<String>, Option<[Vec<String>; 2]>) {
    let model = chat.model();
    let ids = |kind| chat.given().map(|given| outcome_ids(model, given, kind));
    let given = ids(Kind::Advise).zip(ids(Kind::Withhold));
    let referrals = chat.referrals().iter().map(|referral| referral.id(model)).collect();
    (referrals, given.map(|(advise, withhold)| [advise, withhold]))
}

/// An answer to `/change` as the numbers and marks of the list.
fn picked(finding: Finding) -> String {
    match finding {
        Finding::Affirmed => "1".to_owned(),
        Finding::Denied => "2".to_owned(),
        Finding::Unknown | Finding::Open => "?".to_owned(),
        Finding::Number(number) => number.to_string(),
        Finding::Choice(option) => (u32::from(option) + 1).to_string(),
    }
}

/// The number that stands for the class of a number: itself where it is a threshold of the pack, else one
/// between the thresholds around it: the middle, or behind the last one half as much again.
fn of_class(model: &Model, slot: Slot, number: Decimal) -> Decimal {
    let FactKind::Number(kind) = &model.fact_of(slot).kind else { return number };
    let mut bounds = thresholds(model, slot);
    bounds.extend([kind.min, kind.max]);
    if bounds.contains(&number) {
        return number;
    }
    let below = bounds.iter().copied().filter(|bound| *bound < number).max();
    let above = bounds.iter().copied().filter(|bound| *bound > number).min();
    let (Some(below), Some(above)) = (below, above) else { return number };
    let middle = below.millionths().midpoint(above.millionths());
    let half_more = below.millionths().saturating_add(below.millionths() / 2);
    let behind_the_last = above == kind.max && half_more > below.millionths();
    let middle = if behind_the_last { middle.min(half_more) } else { middle };
    let step = kind.step.millionths().max(1);
    let stepped = Decimal::from_millionths(middle - middle.rem_euclid(step));
    if stepped > below { stepped } else { Decimal::from_millionths(middle) }
}

/// All bounds that the pack compares a number with.
fn thresholds(model: &Model, slot: Slot) -> Vec<Decimal> {
    let mut bounds = Vec::new();
    let mut read = |condition: &Condition| {
        condition.for_each_test(&mut |test| match test {
            Test::Compare(of, _, bound) if of == slot => bounds.push(bound),
            _ => {}
        });
    };
    for rule in &model.referrals {
        read(&rule.when);
        for point in &rule.points {
            read(&point.when);
        }
    }
    for rule in &model.advice {
        read(&rule.when);
        for against in &rule.contraindications {
            read(&against.when);
        }
    }
    for contradiction in &model.contradictions {
        read(&contradiction.when);
    }
    for fact in &model.facts {
        read(&fact.ask_when);
        let mut flags: Vec<&RedFlag> = fact.red_flag.iter().collect();
        if let FactKind::Set(members) = &fact.kind {
            for member in members {
                read(&member.ask_when);
            }
            flags.extend(members.iter().filter_map(|member| member.red_flag.as_ref()));
        }
        for flag in flags {
            read(&flag.with);
            for (when, _) in &flag.lowered {
                read(when);
            }
            for policy in &flag.if_unknown {
                read(&policy.when);
            }
        }
    }
    for step in model.dialogues.iter().flat_map(|dialogue| &dialogue.steps) {
        if let StepKind::Branch { ways, .. } = &step.kind {
            for (when, _) in ways {
                read(when);
            }
        }
    }
    bounds.extend(model.fact_of(slot).red_flag.as_ref().and_then(RedFlag::from));
    bounds
}

//! A replayed transcript as it can be read: what was said, what was shown, and what was decided.

use crate::base::language::Language;
use crate::conversation::{Chat, Reply};
use crate::model::urgency::Urgency;
use crate::transcript::format::{Kind, Turn};
use crate::transcript::record::outcome_ids;
use crate::transcript::replay::{Onlooker, shown_lines};

/// A transcript with what came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// The language at its end.
    pub language: Option<Language>,
    /// What came, turn by turn; the first is what came before anything was said.
    pub exchanges: Vec<Exchange>,
}

/// A turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The line where it stands, and what was said; nothing before the first.
    pub said: Option<(u32, String)>,
    /// The lines that were shown.
    pub shown: Vec<String>,
    /// What was asked.
    pub asked: Option<String>,
    /// The most urgent level that holds after it.
    pub urgency: Option<Urgency>,
    /// What holds or is given after it, where that is other than before: the kind with its ids.
    pub decided: Vec<(Kind, Vec<String>)>,
}

/// Writes the story of a transcript down.
#[derive(Debug, Default)]
pub struct Teller {
    /// What has been told so far.
    pub story: Story,
    before: Vec<(Kind, Vec<String>)>,
}

impl Onlooker for Teller {
    fn turn(&mut self, turn: Option<&Turn<'_>>, chat: &Chat<'_>, reply: &Reply) {
        let model = chat.model();
        let holding = chat.outcome();
        let now: Vec<(Kind, Vec<String>)> = Kind::ALL
            .iter()
            .map(|(kind, _)| {
                let ids = match kind {
                    Kind::Refer | Kind::Caution => outcome_ids(model, &holding, *kind),
                    Kind::Advise | Kind::Withhold => {
                        chat.given().map_or_else(Vec::new, |given| outcome_ids(model, given, *kind))
                    }
                };
                (*kind, ids)
            })
            .collect();
        let before = &self.before;
        let is_new = |decided: &&(Kind, Vec<String>)| {
            let old = before.iter().find(|(kind, _)| *kind == decided.0);
            old.map_or(&[][..], |(_, ids)| ids) != decided.1
        };
        self.story.language = Some(chat.settings().language);
        self.story.exchanges.push(Exchange {
            said: turn.map(|turn| (turn.place.line, turn.said.text().to_owned())),
            shown: shown_lines(reply),
            asked: reply.asked.as_ref().map(ToString::to_string),
            urgency: holding.urgency(),
            decided: now.iter().filter(is_new).cloned().collect(),
        });
        self.before = now;
    }
}

//! A transcript said again, turn by turn.

use std::borrow::Cow;

use crate::base::country::Country;
use crate::base::language::Language;
use crate::base::similarity::nearest;
use crate::conversation::{Chat, Reply, Settings};
use crate::model::Model;
use crate::model::finding::Statement;
use crate::transcript::format::{Said, Transcript, Turn};
use crate::transcript::names::Names;
use crate::transcript::place::{Place, Placed, Trouble};
use crate::transcript::replay::Stage;
use crate::transcript::sources::Sources;
use crate::transcript::value::{finding_of, values_of};

/// A conversation that a transcript leads.
#[derive(Debug)]
pub struct Player<'m, 't> {
    /// The conversation.
    pub chat: Chat<'m>,
    /// What names stand for.
    pub names: Names<'t>,
    sources: &'t Sources,
}

impl<'m, 't> Player<'m, 't> {
    /// Begins the conversation of a transcript; silent where nobody reads it.
    ///
    /// # Errors
    /// A dialogue or region that the pack does not have.
    pub fn begin(
        stage: &Stage<'m>,
        sources: &'t Sources,
        transcript: &Transcript<'t>,
        silent: bool,
    ) -> Result<(Self, Reply), Vec<Trouble>> {
        let settings =
            settings(stage.engine.model(), sources, transcript).map_err(|trouble| vec![trouble])?;
        let manner = stage.manner(silent);
        let (chat, reply) = Chat::begin_in(stage.engine, stage.reader, settings, manner);
        Ok((Self { chat, names: Names::of(transcript), sources }, reply))
    }

    /// Says the words of a turn.
    ///
    /// # Errors
    /// Findings of facts that the pack does not have.
    pub fn say(&mut self, turn: &Turn<'t>) -> Result<Reply, Vec<Trouble>> {
        match turn.said {
            Said::Words(_) => Ok(self.chat.line(&self.words(turn))),
            Said::Findings(_) => {
                let findings = self.words(turn);
                let statement = statement(self.chat.model(), &findings);
                let statement = statement.map_err(|(message, help)| {
                    let at = self.sources.spot(turn.place);
                    vec![Trouble { at, message, help: Some(help) }]
                })?;
                Ok(self.chat.findings_said(statement))
            }
        }
    }

    /// What a turn says, with names filled in.
    #[must_use]
    pub fn words(&self, turn: &Turn<'t>) -> Cow<'t, str> {
        self.names.filled(turn.said.text())
    }
}

/// The settings that a transcript's headers ask for.
fn settings(
    model: &Model,
    sources: &Sources,
    transcript: &Transcript<'_>,
) -> Result<Settings, Trouble> {
    let trouble = |place: Place, message: String, help: Option<String>| Trouble {
        at: sources.spot(place),
        message,
        help,
    };
    let dialogue = match transcript.dialogue {
        None => model.manifest.default_dialogue,
        Some(Placed { place, value: name }) => {
            *model.names.dialogues.get(name).ok_or_else(|| {
                let known = model.dialogues.iter().map(|dialogue| dialogue.id.as_str());
                let help = match nearest(name, known.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known: {}", known.collect::<Vec<_>>().join(", ")),
                };
                trouble(place, format!("the pack has no dialogue `{name}`"), Some(help))
            })?
        }
    };
    let language = transcript.language.map_or(Language::En, |language| language.value);
    let (country, region) = match transcript.country {
        None => (Country::of_language(language), None),
        Some(Placed { place, value }) => Settings::country_and_region(model, value)
            .ok_or_else(|| trouble(place, format!("the pack has no region `{value}`"), None))?,
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

/// Reads `ID VALUE, ID VALUE`.
///
/// # Errors
/// What is wrong with it, and the mend.
pub(crate) fn statement(model: &Model, text: &str) -> Result<Statement, (String, String)> {
    let mut statement = Statement::new();
    // something was said, and nothing of it was understood
    if text.trim() == "-" {
        return Ok(statement);
    }
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
        let value = value.trim();
        let slot = model.slot(name).ok_or_else(|| {
            let names: Vec<String> = (0..model.slots.len())
                .map(|at| model.slot_name(crate::model::fact::Slot::at(at)))
                .collect();
            let help = nearest(name, names.iter().map(String::as_str)).map_or_else(
                || "write `~ ID VALUE, ID VALUE`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            (format!("the pack has no fact `{name}`"), help)
        })?;
        if model.fact_of(slot).is_derived() {
            let message = format!("`{name}` is computed from other facts");
            return Err((message, "give those".to_owned()));
        }
        let finding = finding_of(model, slot, value).ok_or_else(|| {
            let help = format!("`{name}` takes {}", values_of(model, slot));
            (format!("`{value}` is no value of `{name}`"), help)
        })?;
        statement.push((slot, finding));
    }
    Ok(statement)
}

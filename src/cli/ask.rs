//! `samtale ask`: what the articles say to a question.

use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::{Ask, Common, Format};
use crate::cli::settings::Place;
use crate::cli::{FINE, screen};
use crate::conversation::ask::{Answer, answer};
use crate::engine::Engine;
use crate::exchange::ask;
use crate::model::interface::Phrase;
use crate::model::urgency::Urgency;
use crate::render::block::Block;
use crate::render::page::{cards, emergency_words_card};
use crate::render::sources::claim;
use crate::render::text::Speech;
use crate::shell::{Output, System, read_all};
use crate::understand::Reader;
use crate::understand::ask::Library;

/// Answers one question. Where no language was asked for, the question's own is spoken.
pub(super) fn ask(request: &Ask, common: &Common, system: &mut dyn System) -> Result<u8, Failure> {
    let question = question(request, system)?;
    let mut loaded = Loaded::with_all_languages(common, system)?;
    let library = Library::new(&loaded.model);
    if common.language.is_none() {
        let language = library.language(&question, loaded.language);
        if loaded.model.manifest.languages.contains(&language) && language != loaded.language {
            loaded.language = language;
            if common.place.is_none() {
                loaded.place = Place::of_language(language);
            }
        }
    }
    let engine = Engine::new(&loaded.model);
    let reader = Reader::new(&loaded.model);
    let answer = answer(&engine, &reader, &library, &question, loaded.language);
    let speech = loaded.speech(Some(&answer.outcome.findings));
    if request.format == Format::Json {
        system.write(Output::Results, &ask::page(&speech, &answer))?;
    } else {
        screen::show(&page(&speech, &answer), common, system)?;
    }
    Ok(FINE)
}

/// The question as typed, or on standard input.
fn question(request: &Ask, system: &dyn System) -> Result<String, Failure> {
    let question = if request.question == "-" {
        let input = read_all(system.standard_input());
        input.map_err(|error| Failure::unreadable(Path::new("-"), error))?
    } else {
        request.question.clone()
    };
    if question.trim().is_empty() {
        return Err(Failure::unusable("the question is empty"));
    }
    Ok(question)
}

/// Where to turn, then each claim with its place, its evidence and its caveats.
fn page(speech: &Speech<'_>, answer: &Answer) -> Vec<Block> {
    let mut blocks = cards(speech, &answer.outcome);
    if answer.emergency_words && answer.outcome.urgency() != Some(Urgency::Emergency) {
        blocks.insert(0, emergency_words_card(speech));
    }
    for position in &answer.claims {
        blocks.extend(claim(speech, &speech.model.claims[*position]));
    }
    // under a card that says what to do now, there is nothing to be said about articles
    if answer.claims.is_empty() && answer.outcome.urgency() < Some(Urgency::Urgent) {
        blocks.push(Block::Text(speech.phrase(Phrase::ArticlesDoNotSay, &[])));
    }
    blocks
}

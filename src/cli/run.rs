//! `samtale run`: given facts → outcome.

use std::path::Path;

use crate::cli::failure::{Failure, is_standard_input};
use crate::cli::forms::{form_of, warn};
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Format, Run};
use crate::cli::{FINE, screen};
use crate::engine::{Engine, Outcome};
use crate::exchange::{facts, fhir, html, markdown, outcome};
use crate::model::interface::Phrase;
use crate::render::block::Block;
use crate::render::handover::handover;
use crate::render::page::{first_screen, more};
use crate::render::sources::sources;
use crate::render::text::Speech;
use crate::shell::{Output, System, read_all, read_file};

/// Evaluates one facts object.
pub(super) fn run(request: &Run, common: &Common, system: &mut dyn System) -> Result<u8, Failure> {
    let loaded = Loaded::new(common, system)?;
    let dialogue = loaded.dialogue(request.dialogue.as_deref())?;
    let text = read(&request.facts, system)?;
    let statement = if fhir::is_resource(&text) {
        let (form, _) = form_of(&loaded, common, dialogue, system)?;
        let given = fhir::given(&loaded.model, &form, &text)
            .map_err(|errors| in_facts(&request.facts, &errors))?;
        warn(system, &given.passed_over)?;
        given.statement
    } else {
        facts::read(&loaded.model, &text).map_err(|errors| in_facts(&request.facts, &errors))?
    };
    let engine = Engine::new(&loaded.model);
    let scope = engine.scope(dialogue);
    let outcome = match request.format {
        Format::Json => engine.evaluate(statement, scope.as_ref()),
        _ => engine.evaluate_for_page(statement, scope.as_ref()),
    };
    let speech = loaded.speech(Some(&outcome.findings));
    let pages = || handover(&speech, &engine, &outcome);
    let text = match request.format {
        Format::Json => outcome::page(&speech, dialogue, &outcome),
        Format::Html => html::handover::page(loaded.language, &pages()),
        Format::Fhir => {
            let (form, _) = form_of(&loaded, common, dialogue, system)?;
            fhir::bundle(&speech, &form, &outcome)
        }
        Format::Markdown => markdown::page(&pages()),
        _ => {
            screen::show(&page(&speech, &outcome), common, system)?;
            return Ok(FINE);
        }
    };
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

/// The text of a file or of standard input.
fn read(path: &Path, system: &dyn System) -> Result<String, Failure> {
    let text = if is_standard_input(path) {
        read_all(system.standard_input())
    } else {
        read_file(system, path)
    };
    text.map_err(|error| Failure::unreadable(path, error))
}

/// What is wrong with facts, one mistake a line.
fn in_facts(path: &Path, errors: &[impl ToString]) -> Failure {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let from = if is_standard_input(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    };
    Failure::unusable(format_args!("in the facts of {from}: {}", lines.join("\nerror: ")))
}

/// All there is to say, since nobody can ask for more: the first screen, then each piece of advice in
/// full, then where it all comes from.
fn page(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let mut blocks = first_screen(speech, outcome);
    // hints at commands are for the chat
    let more_hint = Block::Item(speech.phrase(Phrase::MoreAdvice, &[]));
    blocks.retain(|block| !matches!(block, Block::Note(_)) && *block != more_hint);
    if !outcome.advice.is_empty() {
        blocks.extend(more(speech, outcome));
    }
    if !outcome.advice.is_empty() || !outcome.referrals.is_empty() {
        blocks.extend(sources(speech, outcome));
    }
    let manifest = &speech.model.manifest;
    let values = [("name", manifest.id.as_str()), ("version", manifest.version.as_str())];
    blocks.push(Block::Note(speech.phrase(Phrase::PackAndVersion, &values)));
    blocks
}

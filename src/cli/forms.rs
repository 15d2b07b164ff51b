//! Dialogues as FHIR forms: `samtale export fhir` and `samtale import fhir`, and the form of a dialogue.

use std::path::{Path, PathBuf};

use crate::cli::FINE;
use crate::cli::failure::{Failure, is_standard_input};
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Export, Import};
use crate::exchange::fhir;
use crate::exchange::fhir::form::Form;
use crate::shell::{Output, ReadError, System, read_all, read_file};

/// Writes a dialogue as a Questionnaire; what it cannot say goes to standard error.
pub(super) fn export(
    request: &Export,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let loaded = Loaded::with_all_languages(common, system)?;
    let dialogue = loaded.dialogue(request.dialogue.as_deref())?;
    let (form, mut unsaid) = form_of(&loaded, common, dialogue, system)?;
    if kept_form(&loaded, common, dialogue).is_some_and(|path| system.open(&path).is_ok()) {
        unsaid.extend(fhir::edits(&loaded.model, dialogue, &form));
    }
    let text = fhir::questionnaire(&form);
    match &request.out {
        Some(path) => {
            system.create_private(path, &text).map_err(|error| unwritable(path, &error))?;
        }
        None => system.write(Output::Results, &text)?,
    }
    warn(system, &unsaid)?;
    Ok(FINE)
}

/// Turns a Questionnaire into a pack; what is left behind goes to standard error.
pub(super) fn import(
    request: &Import,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    if common.pack.is_some() {
        return Err(Failure::unusable("import makes a pack of its own: leave out --pack"));
    }
    let path = &request.file;
    let text = if is_standard_input(path) {
        read_all(system.standard_input())
    } else {
        read_file(system, path)
    };
    let text = text.map_err(|error| Failure::unreadable(path, error))?;
    let imported = fhir::import(&text)
        .map_err(|problem| Failure::unusable(format_args!("{}: {problem}", path.display())))?;
    match &request.out {
        Some(folder) => {
            let there = imported.files.iter().map(|(name, _)| folder.join(name));
            let there = there.into_iter().find(|path| system.open(path).is_ok());
            if let Some(file) = there {
                return Err(Failure::unusable(format_args!(
                    "{} is there already: choose an empty folder",
                    file.display()
                )));
            }
            for (name, text) in &imported.files {
                let path = folder.join(name);
                let above = path.parent().unwrap_or(folder);
                system
                    .make_folder(above)
                    .and_then(|()| system.create_shared(&path, text))
                    .map_err(|error| unwritable(&path, &error))?;
            }
            let (dialogue, n) = (&imported.dialogue, imported.n_asked);
            let folder = folder.display();
            let said = format!("{folder}: dialogue `{dialogue}`, questions asked: {n}\n");
            system.write(Output::Results, &said)?;
        }
        None => {
            for (name, text) in &imported.files {
                system.write(Output::Results, &format!("// {name}\n{text}\n"))?;
            }
        }
    }
    warn(system, &imported.left_behind)?;
    Ok(FINE)
}

/// The form of a dialogue: that which an import kept in the pack's `fhir/` folder, else one made from
/// the dialogue's steps; and what could not be said.
pub(super) fn form_of(
    loaded: &Loaded,
    common: &Common,
    dialogue: usize,
    system: &dyn System,
) -> Result<(Form, Vec<String>), Failure> {
    if let Some(path) = kept_form(loaded, common, dialogue) {
        match read_file(system, &path) {
            Ok(text) => {
                return fhir::of_template(&loaded.model, &text).map_err(|problem| {
                    Failure::unusable(format_args!("{}: {problem}", path.display()))
                });
            }
            Err(ReadError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::unreadable(&path, error)),
        }
    }
    Ok(fhir::of_dialogue(&loaded.speech(None), dialogue))
}

/// Where an import keeps the form of a dialogue.
fn kept_form(loaded: &Loaded, common: &Common, dialogue: usize) -> Option<PathBuf> {
    let id = &loaded.model.dialogues[dialogue].id;
    common.pack.as_ref().map(|folder| folder.join("fhir").join(format!("{id}.json")))
}

/// Says what could not be carried over, on standard error.
pub(super) fn warn(system: &mut dyn System, lines: &[String]) -> Result<(), Failure> {
    for line in lines {
        system.write(Output::Errors, &format!("warning: {line}\n"))?;
    }
    Ok(())
}

/// A file that cannot be written.
pub(super) fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::unusable(format_args!("cannot write {}: {error}", path.display()))
}

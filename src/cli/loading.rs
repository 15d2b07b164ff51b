//! The pack that a command works with.

use std::fmt::Write as _;

use crate::base::country::Country;
use crate::base::files::SourceFiles;
use crate::base::language::Language;
use crate::cli::UNUSABLE;
use crate::cli::failure::Failure;
use crate::cli::request::Common;
use crate::cli::settings::{Place, language_of_locale};
use crate::conversation::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Model;
use crate::model::finding::Findings;
use crate::pack::{Languages, completed, embedded_files, load, load_embedded};
use crate::render::diagnostics::{Look, with_excerpt};
use crate::render::text::Speech;
use crate::shell::{System, read_pack};

/// How many errors of a pack a command prints that is not `check`.
const MOST_SHOWN: usize = 20;

/// A pack without errors, with the language and phone numbers to speak with.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) model: Model,
    pub(super) language: Language,
    pub(super) place: Place,
}

impl Loaded {
    /// Loads the pack that a request names, with the texts of the language that it asks for.
    pub(super) fn new(common: &Common, system: &dyn System) -> Result<Self, Failure> {
        Self::with(common, system, Languages::One)
    }

    /// Loads the pack that a request names, with the texts and words of all its languages.
    pub(super) fn with_all_languages(
        common: &Common,
        system: &dyn System,
    ) -> Result<Self, Failure> {
        Self::with(common, system, |_| Languages::All)
    }

    fn with(
        common: &Common,
        system: &dyn System,
        texts: fn(Language) -> Languages,
    ) -> Result<Self, Failure> {
        let wanted = common.language.unwrap_or_else(|| language_of_locale(system));
        let mut language = wanted;
        let mut model = model(common, system, texts(wanted))?;
        if !model.manifest.languages.contains(&wanted) {
            if common.language.is_some() {
                let known: Vec<&str> = model.manifest.languages.iter().map(|l| l.code()).collect();
                let known = known.join(", ");
                return Err(Failure::unusable(format_args!(
                    "the pack does not speak `{wanted}` (it speaks: {known})"
                )));
            }
            language = model.manifest.source_language;
            model = self::model(common, system, texts(language))?;
        }
        let place = common.place.clone().unwrap_or_else(|| Place::of_language(language));
        let place = place.known_to(&model)?;
        Ok(Self { model, language, place })
    }

    /// How a conversation begins.
    ///
    /// # Errors
    /// When there is no such dialogue.
    pub(super) fn settings(
        &self,
        dialogue: Option<&str>,
        common: &Common,
    ) -> Result<Settings, Failure> {
        Ok(Settings {
            language: self.language,
            language_chosen: common.language.is_some(),
            country: common
                .place
                .as_ref()
                .map_or(Country::of_language(self.language), |place| place.country),
            region: self.place.region.clone(),
            country_chosen: common.place.is_some(),
            dialogue: self.dialogue(dialogue)?,
        })
    }

    /// Speaks the language of the request.
    pub(super) fn speech<'a>(&'a self, findings: Option<&'a Findings>) -> Speech<'a> {
        Speech {
            model: &self.model,
            language: self.language,
            country: self.place.country,
            region: self.place.region.as_deref(),
            findings,
        }
    }

    /// The position of a dialogue by its id; without a name the pack's default.
    pub(super) fn dialogue(&self, name: Option<&str>) -> Result<usize, Failure> {
        let Some(name) = name else { return Ok(self.model.manifest.default_dialogue) };
        let known = self.model.names.dialogues.get(name).copied();
        known.ok_or_else(|| {
            let names = self.model.dialogues.iter().map(|dialogue| dialogue.id.as_str());
            Failure::unknown("dialogue", name, names)
        })
    }
}

/// The pack of a request with the texts of some languages.
///
/// # Errors
/// A folder that cannot be read, or a pack with errors: its findings are the message.
pub(super) fn model(
    common: &Common,
    system: &dyn System,
    languages: Languages,
) -> Result<Model, Failure> {
    if common.pack.is_none() {
        let (model, findings) = load_embedded(languages);
        return model.ok_or_else(|| unusable_pack(&embedded_files(), &findings));
    }
    let files = files(common, system)?;
    let (model, findings) = load(&files, Languages::All);
    model.ok_or_else(|| unusable_pack(&files, &findings))
}

/// The files of the pack of a request.
///
/// # Errors
/// A folder that cannot be read.
pub(super) fn files(common: &Common, system: &dyn System) -> Result<SourceFiles, Failure> {
    let Some(folder) = &common.pack else { return Ok(embedded_files()) };
    let files = read_pack(system, folder).map_err(|errors| {
        let message = errors.iter().fold(String::new(), |mut message, error| {
            // writing to a string does not fail
            let _ = writeln!(message, "error: {error}");
            message
        });
        Failure { code: UNUSABLE, message }
    })?;
    Ok(completed(files))
}

/// The first errors of a pack as `check` shows them, and where to see the rest.
fn unusable_pack(files: &SourceFiles, findings: &[Diagnostic]) -> Failure {
    let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
    let mut message = String::new();
    let errors = findings.iter().filter(is_error).count();
    for finding in findings.iter().filter(is_error).take(MOST_SHOWN) {
        // writing to a string does not fail
        let _ = writeln!(message, "{}\n", with_excerpt(files, finding, Look::Plain));
    }
    if errors > MOST_SHOWN {
        let _ = writeln!(message, "… and {} errors more", errors - MOST_SHOWN);
    }
    message.push_str(
        "error: the pack cannot be used; `samtale check` tells all that is wrong with it\n",
    );
    Failure { code: UNUSABLE, message }
}

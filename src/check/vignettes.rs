//! Vignettes: how the rules judge described persons, against what a clinician expects.

use crate::base::country::Country;
use crate::conversation::{Chat, Settings};
use crate::engine::{CautionKind, Engine, Outcome};
use crate::model::urgency::Urgency;
use crate::pack::Vignette;
use crate::transcript::player::statement;
use crate::understand::Reader;

/// How a person was described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// By facts.
    Facts,
    /// In words.
    Words,
}

impl Told {
    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Words => "words",
        }
    }
}

/// What a vignette came to, told one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// How it was told.
    pub told: Told,
    /// The urgency that the rules gave.
    pub got: Option<Urgency>,
    /// The referrals and cautions behind it.
    pub because: Vec<String>,
}

/// Judges a vignette by its facts and by its words.
///
/// # Errors
/// Facts that the pack does not have.
pub fn score(
    engine: &Engine<'_>,
    reader: &Reader,
    vignette: &Vignette,
) -> Result<Vec<Scored>, String> {
    let model = engine.model();
    let mut scored = Vec::new();
    if let Some(facts) = &vignette.facts {
        let said =
            statement(model, facts).map_err(|(message, help)| format!("{message}; {help}"))?;
        scored.push(judged(engine, Told::Facts, &engine.evaluate(said, None)));
    }
    if !vignette.says.is_empty() {
        let settings = Settings {
            language: vignette.language,
            language_chosen: true,
            country: Country::of_language(vignette.language),
            region: None,
            country_chosen: false,
            dialogue: model.manifest.default_dialogue,
        };
        let (mut chat, _) = Chat::begin(engine, reader, settings);
        for line in &vignette.says {
            chat.line(line);
        }
        scored.push(judged(engine, Told::Words, &chat.outcome()));
    }
    Ok(scored)
}

/// The most urgent referral or caution about what is unknown or contradicts itself; what was not asked is
/// no judgement.
fn judged(engine: &Engine<'_>, told: Told, outcome: &Outcome) -> Scored {
    let model = engine.model();
    let cautions = outcome.cautions.iter().filter(|caution| caution.kind != CautionKind::NotAsked);
    let levels = cautions.clone().map(|caution| caution.urgency);
    let referrals = outcome.referrals.iter().map(|referral| referral.id(model));
    Scored {
        told,
        got: outcome.urgency().max(levels.max()),
        because: referrals.chain(cautions.map(|caution| caution.id(model))).collect(),
    }
}

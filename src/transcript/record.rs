//! Recording: a session as the lines of a transcript.

use std::fmt::Write as _;

use crate::conversation::{Chat, Reply};
use crate::engine::Outcome;
use crate::model::Model;
use crate::render::block::set;
use crate::transcript::format::{FIRST_LINE, Kind};
use crate::transcript::replay::WIDTH;

/// The first lines of a recording.
#[must_use]
pub fn header(chat: &Chat<'_>) -> String {
    let model = chat.model();
    let settings = chat.settings();
    let mut text = format!("{FIRST_LINE}\n");
    let manifest = &model.manifest;
    let _ = writeln!(text, "pack: {} {} {}", manifest.id, manifest.version, manifest.digest);
    let _ = writeln!(text, "dialogue: {}", model.dialogues[settings.dialogue].id);
    if settings.language_chosen {
        let _ = writeln!(text, "lang: {}", settings.language);
    }
    if settings.country_chosen {
        match &settings.region {
            Some(region) => {
                let _ = writeln!(text, "country: {}-{region}", settings.country);
            }
            None => {
                let _ = writeln!(text, "country: {}", settings.country);
            }
        }
    }
    text
}

/// What was typed, as a line.
#[must_use]
pub fn typed(line: &str) -> String {
    format!("> {}\n", line.trim_end())
}

/// What came back: what was shown, what was asked, and what holds.
#[must_use]
pub fn answered(chat: &Chat<'_>, reply: &Reply) -> String {
    let mut text = String::new();
    for line in set(&reply.blocks, WIDTH) {
        let _ = writeln!(text, "{}", format!("< {}", line.text).trim_end());
    }
    if let Some(asked) = &reply.asked {
        let _ = writeln!(text, "? {asked}");
    }
    let outcome = chat.outcome();
    let level = outcome.urgency().map_or("none", crate::model::urgency::Urgency::as_str);
    let _ = writeln!(text, "= urgency {level}");
    let list = |ids: &[String]| match ids {
        [] => "-".to_owned(),
        ids => format!("only {}", ids.join(" ")),
    };
    let refer = outcome_ids(chat.model(), &outcome, Kind::Refer);
    let _ = writeln!(text, "= refer {}", list(&refer));
    if let Some(given) = chat.given() {
        for kind in [Kind::Advise, Kind::Withhold] {
            let _ = writeln!(
                text,
                "= {} {}",
                kind.as_str(),
                list(&outcome_ids(chat.model(), given, kind))
            );
        }
    }
    text
}

/// The ids of one kind in an outcome.
#[must_use]
pub fn outcome_ids(model: &Model, outcome: &Outcome, kind: Kind) -> Vec<String> {
    match kind {
        Kind::Refer => outcome.referrals.iter().map(|referral| referral.id(model)).collect(),
        Kind::Caution => outcome.cautions.iter().map(|caution| caution.id(model)).collect(),
        Kind::Advise => {
            outcome.advice.iter().map(|given| model.advice[given.rule].id.to_string()).collect()
        }
        Kind::Withhold => {
            outcome.withheld.iter().map(|held| model.advice[held.rule].id.to_string()).collect()
        }
    }
}

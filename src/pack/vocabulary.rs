//! Vocabulary files: what RON says, before anything is checked against the facts.

use ron::error::SpannedError;
use serde::Deserialize;

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::vocabulary::{CommandWord, OverReading, QuantityKind};
use crate::pack::place::ron_options;
use crate::pack::read::Languages;

/// The vocabulary files of a pack, unchecked.
#[derive(Debug, Default)]
pub(crate) struct RawVocabulary {
    /// What is the same in every language, with the file.
    pub(crate) amounts: Vec<(usize, RawAmounts)>,
    /// The files of the languages.
    pub(crate) words: Vec<RawWordsFile>,
}

/// One file of a language.
#[derive(Debug)]
pub(crate) struct RawWordsFile {
    /// Which file.
    pub(crate) file: usize,
    /// The language, by the folder.
    pub(crate) language: Language,
    /// What it says.
    pub(crate) words: RawWords,
}

/// Whether a vocabulary file is read when these languages are wanted.
pub(crate) fn is_read(path: &str, languages: Languages) -> bool {
    match language_of(path) {
        Some(language) => languages.include(language),
        None => path.starts_with("rules/amounts"),
    }
}

/// The language of `rules/vocabulary/<language>/<name>.ron`.
fn language_of(path: &str) -> Option<Language> {
    path.strip_prefix("rules/vocabulary/")?.split_once('/')?.0.parse().ok()
}

impl RawVocabulary {
    /// Adds what the files after these say.
    pub(crate) fn append(&mut self, later: Self) {
        let Self { amounts, words } = later;
        self.amounts.extend(amounts);
        self.words.extend(words);
    }

    /// Reads one file, or passes it over when its language is not wanted.
    pub(crate) fn read(
        &mut self,
        file: usize,
        path: &str,
        text: &str,
        languages: Languages,
    ) -> Result<(), SpannedError> {
        if !is_read(path, languages) {
            return Ok(());
        }
        match language_of(path) {
            Some(language) => {
                let words = ron_options().from_str(text)?;
                self.words.push(RawWordsFile { file, language, words });
            }
            None => self.amounts.push((file, ron_options().from_str(text)?)),
        }
        Ok(())
    }
}

type Phrases = Vec<String>;

/// `rules/amounts.ron` and `rules/amounts/*.ron`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawAmounts {
    pub(crate) units: Vec<RawUnit>,
    pub(crate) things: Vec<RawThing>,
    pub(crate) over: Vec<RawOver>,
    pub(crate) lasting: Vec<RawLasting>,
    pub(crate) least_bare: Vec<RawLeastBare>,
    pub(crate) only_answers: Vec<String>,
    pub(crate) denied_in_answers: Vec<String>,
    pub(crate) alone: Vec<RawAlone>,
}

/// A unit of quantities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawUnit {
    pub(crate) id: String,
    pub(crate) kind: RawKind,
    pub(crate) is: Decimal,
    #[serde(default)]
    pub(crate) as_volume: Option<Decimal>,
    #[serde(default)]
    pub(crate) then: Option<Decimal>,
    #[serde(default)]
    pub(crate) then_word: Option<String>,
    #[serde(default)]
    pub(crate) alone: bool,
}

/// What a unit measures.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawKind {
    Duration,
    Volume,
    Mass,
}

impl RawKind {
    /// The kind of the model.
    pub(crate) const fn kind(self) -> QuantityKind {
        match self {
            Self::Duration => QuantityKind::Duration,
            Self::Volume => QuantityKind::Volume,
            Self::Mass => QuantityKind::Mass,
        }
    }
}

/// The least that a bare amount among strange words is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLeastBare {
    pub(crate) fact: String,
    pub(crate) least: Decimal,
}

/// A thing that holds an amount.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawThing {
    pub(crate) id: String,
    pub(crate) fact: String,
    #[serde(default)]
    pub(crate) each: Option<Decimal>,
    #[serde(default)]
    pub(crate) ml: Option<Decimal>,
}

/// How a slot reads what is over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOver {
    pub(crate) slot: String,
    pub(crate) reads: RawOverReading,
}

/// What is stated by something that is over.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawOverReading {
    States,
    Recent,
}

impl RawOverReading {
    /// The reading of the model.
    pub(crate) const fn reading(self) -> OverReading {
        match self {
            Self::States => OverReading::States,
            Self::Recent => OverReading::Recent,
        }
    }
}

/// A number in years that stands alone between commas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAlone {
    pub(crate) fact: String,
    pub(crate) from: Decimal,
    pub(crate) to: Decimal,
    pub(crate) told_from: Decimal,
}

/// A symptom and the fact that says how long it has lasted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLasting {
    pub(crate) slot: String,
    pub(crate) days: String,
}

/// A file of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawWords {
    pub(crate) classes: Vec<RawClass>,
    pub(crate) facts: Vec<RawFact>,
    pub(crate) ignore: Phrases,
    pub(crate) emergency: Phrases,
    pub(crate) readings: Vec<RawReading>,
    pub(crate) things: Vec<RawThingWords>,
    pub(crate) numbers: RawNumbers,
    pub(crate) units: Vec<RawUnitWords>,
    pub(crate) moments: Vec<RawMoment>,
    pub(crate) ago: RawAgo,
    pub(crate) rates: RawRates,
    pub(crate) clock: RawClock,
    pub(crate) cues: RawCues,
    pub(crate) replies: RawReplies,
    pub(crate) commands: Vec<RawCommand>,
    pub(crate) abbreviations: Vec<(String, String)>,
    pub(crate) pointed: Vec<String>,
    pub(crate) markers: Vec<String>,
    pub(crate) shared_markers: Vec<String>,
    pub(crate) plain: String,
}

/// Phrases that stand for one another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawClass {
    pub(crate) id: String,
    pub(crate) phrases: Phrases,
}

/// What is said of a fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawFact {
    pub(crate) say: String,
    #[serde(default)]
    pub(crate) also: Vec<String>,
    #[serde(default)]
    pub(crate) with: Vec<String>,
    #[serde(default)]
    pub(crate) inside: Vec<String>,
    #[serde(default)]
    pub(crate) wish: bool,
    #[serde(default)]
    pub(crate) not_denied: bool,
    #[serde(default)]
    pub(crate) phrases: Phrases,
    #[serde(default)]
    pub(crate) denied: Phrases,
    #[serde(default)]
    pub(crate) answers: Phrases,
    #[serde(default)]
    pub(crate) answers_no: Phrases,
    #[serde(default)]
    pub(crate) unsure: Phrases,
    #[serde(default)]
    pub(crate) not: Phrases,
}

/// A reading of a number fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawReading {
    pub(crate) fact: String,
    #[serde(default)]
    pub(crate) value: Option<Decimal>,
    #[serde(default)]
    pub(crate) up_first: bool,
    #[serde(default)]
    pub(crate) not_yet: bool,
    #[serde(default)]
    pub(crate) with: Vec<String>,
    #[serde(default)]
    pub(crate) phrases: Phrases,
    #[serde(default)]
    pub(crate) answers: Phrases,
    #[serde(default)]
    pub(crate) unknown: Phrases,
}

/// Words for a thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawThingWords {
    pub(crate) thing: String,
    #[serde(default)]
    pub(crate) phrases: Phrases,
    #[serde(default)]
    pub(crate) containers: Phrases,
    #[serde(default)]
    pub(crate) answers: Phrases,
}

/// Words of numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawNumbers {
    pub(crate) words: Vec<(Decimal, Phrases)>,
    pub(crate) articles: Phrases,
    pub(crate) ones: Phrases,
    pub(crate) scales: Vec<(Decimal, Phrases)>,
    pub(crate) capitals: Vec<(Decimal, Phrases)>,
    pub(crate) joiners: Phrases,
    pub(crate) ordinals: Vec<(Decimal, Phrases)>,
    pub(crate) of: Phrases,
    pub(crate) over: Phrases,
    pub(crate) padding: Phrases,
    pub(crate) entire: Phrases,
    pub(crate) pronouns: Phrases,
    pub(crate) months: Phrases,
    pub(crate) ones_first: bool,
    pub(crate) ordinal_points: bool,
    pub(crate) fused: bool,
    pub(crate) fractions: Vec<(Decimal, Phrases)>,
    pub(crate) and_fraction: Phrases,
    pub(crate) whole: Vec<(Decimal, Phrases)>,
    pub(crate) point: Phrases,
    pub(crate) minus: Phrases,
    pub(crate) range: Phrases,
    pub(crate) perhaps: Phrases,
    pub(crate) risen_from: Phrases,
    pub(crate) between: Vec<(String, String)>,
    pub(crate) about: Phrases,
    pub(crate) more_than: Phrases,
    pub(crate) less_than: Phrases,
    pub(crate) at_least: Phrases,
    pub(crate) at_most: Phrases,
}

/// Words of a unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawUnitWords {
    pub(crate) unit: String,
    pub(crate) words: Phrases,
}

/// A moment in the past.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMoment {
    #[serde(default)]
    pub(crate) days: Option<Decimal>,
    #[serde(default)]
    pub(crate) hours: Option<Decimal>,
    pub(crate) phrases: Phrases,
}

/// Words around durations that make them a time ago.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawAgo {
    pub(crate) before: Phrases,
    pub(crate) after: Phrases,
}

/// Words of rates.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawRates {
    pub(crate) times: Phrases,
    pub(crate) counts: Vec<(Decimal, Phrases)>,
    pub(crate) per: Vec<(RawPer, Phrases)>,
    pub(crate) fixed: Vec<(Decimal, Phrases)>,
    pub(crate) weekdays: Phrases,
    pub(crate) occasions: Phrases,
    pub(crate) another: Phrases,
    pub(crate) vessel: Phrases,
    pub(crate) more: Phrases,
}

/// What a rate counts in.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawPer {
    Day,
    Week,
    Month,
}

impl RawPer {
    /// How many days that is.
    pub(crate) const fn days(self) -> i32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
        }
    }
}

/// Words of times of day.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawClock {
    pub(crate) at: Phrases,
    pub(crate) hour_marks: Phrases,
    pub(crate) half_to: Phrases,
    pub(crate) half_past: Phrases,
    pub(crate) quarter_past: Phrases,
    pub(crate) quarter_to: Phrases,
    pub(crate) minutes_past: Phrases,
    pub(crate) minutes_to: Phrases,
    pub(crate) am: Phrases,
    pub(crate) pm: Phrases,
}

/// Words that say something about what is said.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawCues {
    pub(crate) fillers: Vec<String>,
    pub(crate) negation: Phrases,
    pub(crate) negation_determiners: Phrases,
    pub(crate) negation_before_only: Phrases,
    pub(crate) negation_after: Phrases,
    pub(crate) no_negation: Phrases,
    pub(crate) carriers: Phrases,
    pub(crate) kinds: Phrases,
    pub(crate) dont_know: Phrases,
    pub(crate) terminators: Phrases,
    pub(crate) except: Phrases,
    pub(crate) rather: Phrases,
    pub(crate) opens: Phrases,
    pub(crate) until: Phrases,
    pub(crate) now_so: Phrases,
    pub(crate) earlier: Phrases,
    pub(crate) earlier_last: Phrases,
    pub(crate) no_but: Phrases,
    pub(crate) list: Phrases,
    pub(crate) or: Phrases,
    pub(crate) hedges: Phrases,
    pub(crate) over: Phrases,
    pub(crate) long_ago: Phrases,
    pub(crate) since: Phrases,
    pub(crate) onset: Phrases,
    pub(crate) others: Phrases,
    pub(crate) myself: Phrases,
    pub(crate) what_if: Phrases,
    pub(crate) question: Phrases,
    pub(crate) question_marked: Phrases,
    pub(crate) granted: Phrases,
    pub(crate) main: Phrases,
    pub(crate) possessive: Phrases,
    pub(crate) wish: Phrases,
    pub(crate) correction: Phrases,
    pub(crate) rejected: Phrases,
    pub(crate) usual: Phrases,
    pub(crate) lately: Phrases,
    pub(crate) now: Phrases,
    pub(crate) neither: Phrases,
    pub(crate) denying: Phrases,
    pub(crate) hopes: Phrases,
    pub(crate) subordinate: Phrases,
    pub(crate) opinions: Phrases,
    pub(crate) own_body: Phrases,
    pub(crate) anyone: Phrases,
    pub(crate) after_age: Phrases,
    pub(crate) total: Phrases,
    pub(crate) greeting: Phrases,
}

/// Answers that are a whole message.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawReplies {
    pub(crate) yes: Phrases,
    pub(crate) yes_typos: Phrases,
    pub(crate) weak_yes: Phrases,
    pub(crate) weak_yes_typos: Phrases,
    pub(crate) no: Phrases,
    pub(crate) no_typos: Phrases,
    pub(crate) none: Phrases,
    pub(crate) none_typos: Phrases,
    pub(crate) none_else: Phrases,
    pub(crate) dont_know: Phrases,
    pub(crate) dont_know_typos: Phrases,
    pub(crate) heard: Phrases,
    pub(crate) tails: Phrases,
}

/// A command in plain words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCommand {
    pub(crate) command: RawCommandWord,
    #[serde(default)]
    pub(crate) words: Phrases,
    #[serde(default)]
    pub(crate) typos: Phrases,
}

/// Which command.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawCommandWord {
    Back,
    Why,
    Skip,
    Stop,
    Help,
    Summary,
    Sources,
    More,
    Restart,
    Save,
    Wrong,
    Change,
}

impl RawCommandWord {
    /// The command of the model.
    pub(crate) const fn command(self) -> CommandWord {
        match self {
            Self::Back => CommandWord::Back,
            Self::Why => CommandWord::Why,
            Self::Skip => CommandWord::Skip,
            Self::Stop => CommandWord::Stop,
            Self::Help => CommandWord::Help,
            Self::Summary => CommandWord::Summary,
            Self::Sources => CommandWord::Sources,
            Self::More => CommandWord::More,
            Self::Restart => CommandWord::Restart,
            Self::Save => CommandWord::Save,
            Self::Wrong => CommandWord::Wrong,
            Self::Change => CommandWord::Change,
        }
    }
}

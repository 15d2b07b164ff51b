//! Sources, claims, caveats and conflicts: what everything that the pack says rests on.

use serde::Deserialize;

use crate::base::decimal::Decimal;
use crate::base::id::Id;
use crate::base::language::Language;
use crate::model::text::TextId;

/// Where a statement comes from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: Id,
    /// Its kind.
    pub kind: SourceKind,
    /// Its title as printed; not translated.
    pub title: String,
    /// The language it is written in.
    pub language: Option<Language>,
    /// What is to be said of it (author, date, interest).
    pub about: Option<TextId>,
    /// For a study: how it was done.
    pub design: Option<TextId>,
    /// For a study: in whom.
    pub population: Option<TextId>,
    /// For a study: whether it could be found.
    pub traced: bool,
    /// For a study: the article that cites it and the line of the reference.
    pub cited: Option<(usize, u32)>,
}

/// The kind of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// One of the articles that the pack rests on.
    Article,
    /// A study that an article cites, or that was traced.
    Study,
    /// A recognised guideline.
    Guideline,
    /// A safety rule of the pack's authors.
    House,
}

impl SourceKind {
    /// The word in files and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Study => "study",
            Self::Guideline => "guideline",
            Self::House => "house",
        }
    }
}

/// Lines of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// First line, from 1.
    pub from: u32,
    /// Last line; one to four lines in all.
    pub to: u32,
    /// SHA-256 of those lines without trailing white space, joined by line feeds: 64 hex digits.
    pub hash: String,
}

/// What a claim rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A randomised trial in people.
    HumanRct,
    /// Observed in people.
    HumanObservational,
    /// A handful of people.
    HumanSmall,
    /// Animals.
    Animal,
    /// Cells or tissue models.
    CellModel,
    /// A review.
    Review,
    /// Somebody's opinion.
    Opinion,
    /// A guideline.
    Guideline,
    /// A safety rule of the pack's authors.
    House,
    /// The article names a source that could not be found.
    SourceNotFound,
    /// The article names no source.
    NoneNamed,
}

impl Evidence {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::HumanRct,
        Self::HumanObservational,
        Self::HumanSmall,
        Self::Animal,
        Self::CellModel,
        Self::Review,
        Self::Opinion,
        Self::Guideline,
        Self::House,
        Self::SourceNotFound,
        Self::NoneNamed,
    ];

    /// The word in files and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HumanRct => "human_rct",
            Self::HumanObservational => "human_observational",
            Self::HumanSmall => "human_small",
            Self::Animal => "animal",
            Self::CellModel => "cell_model",
            Self::Review => "review",
            Self::Opinion => "opinion",
            Self::Guideline => "guideline",
            Self::House => "house",
            Self::SourceNotFound => "source_not_found",
            Self::NoneNamed => "none_named",
        }
    }
}

/// One paraphrased statement with its passage.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its id.
    pub id: Id,
    /// The statement.
    pub text: TextId,
    /// Its source, as a position in the model's sources.
    pub source: usize,
    /// The lines of an article; none for guidelines and house rules.
    pub passage: Option<Passage>,
    /// What it rests on.
    pub evidence: Evidence,
    /// The study behind it, as a position in the model's sources.
    pub study: Option<usize>,
    /// For a house claim: the guideline it leans on, as a position in the model's sources.
    pub guideline: Option<usize>,
    /// The caveats that travel with it, as positions in the model's caveats.
    pub caveats: Vec<usize>,
    /// The numbers that a text resting on it may show.
    pub numbers: Vec<Decimal>,
    /// The conflict that it was settled against, as a position; a refused claim is never shown.
    pub refused: Option<usize>,
}

/// What limits a claim or a study.
#[derive(Debug, Clone)]
pub struct Caveat {
    /// Its id.
    pub id: Id,
    /// The limit, in words.
    pub text: TextId,
    /// Its source, as a position in the model's sources.
    pub source: usize,
    /// The lines of an article, where it is the article that says so.
    pub passage: Option<Passage>,
}

/// Two passages that contradict each other, and how the pack settles it.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Its id.
    pub id: Id,
    /// The claims that contradict each other, as positions.
    pub claims: Vec<usize>,
    /// Those it is settled against, as positions.
    pub refused: Vec<usize>,
    /// How it is settled.
    pub resolution: TextId,
    /// Why so; for authors.
    pub why: String,
}

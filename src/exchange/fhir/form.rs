//! A Questionnaire as plain data.

use crate::exchange::fhir::Entries;
use crate::exchange::json::Json;
use crate::model::fact::{FactId, Slot};

/// A Questionnaire.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// What else stands at its top, in order: everything but the items.
    pub(super) head: Entries,
    /// Its canonical address.
    pub(super) url: Option<String>,
    /// Its version.
    pub(super) version: Option<String>,
    /// Its language, as the file has it.
    pub(super) language: Option<String>,
    /// Its title.
    pub(super) title: Option<Text>,
    /// Its items.
    pub(super) items: Vec<Item>,
}

/// A text with its translations: language and words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) translations: Vec<(String, String)>,
}

impl Text {
    /// Words in one language only.
    pub(super) fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), translations: Vec::new() }
    }

    /// The words in a language (`da`, also where the file says `da-DK`), else those of the file.
    pub(super) fn in_language(&self, code: &str) -> &str {
        let is_it = |language: &str| {
            let tag = language.split(['-', '_']).next().unwrap_or_default();
            tag == code || code == "nb" && tag == "no"
        };
        let found = self.translations.iter().find(|(language, _)| is_it(language));
        found.map_or(self.words.as_str(), |(_, words)| words)
    }
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Group,
    Display,
    Boolean,
    Decimal,
    Integer,
    Date,
    DateTime,
    Time,
    String,
    Text,
    Url,
    Choice,
    OpenChoice,
    Attachment,
    Reference,
    Quantity,
}

impl Kind {
    /// All kinds with the codes of R4.
    pub(super) const ALL: [(Self, &'static str); 16] = [
        (Self::Group, "group"),
        (Self::Display, "display"),
        (Self::Boolean, "boolean"),
        (Self::Decimal, "decimal"),
        (Self::Integer, "integer"),
        (Self::Date, "date"),
        (Self::DateTime, "dateTime"),
        (Self::Time, "time"),
        (Self::String, "string"),
        (Self::Text, "text"),
        (Self::Url, "url"),
        (Self::Choice, "choice"),
        (Self::OpenChoice, "open-choice"),
        (Self::Attachment, "attachment"),
        (Self::Reference, "reference"),
        (Self::Quantity, "quantity"),
    ];

    /// The code of R4.
    pub(super) fn code(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("", |(_, code)| code)
    }

    /// Whether it is answered.
    pub(super) fn is_question(self) -> bool {
        !matches!(self, Self::Group | Self::Display)
    }
}

/// An item.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Where it stands: `Questionnaire.item[0]`.
    pub(super) path: String,
    /// What else the file says of it.
    pub(super) rest: Entries,
    pub(super) link: String,
    pub(super) kind: Kind,
    pub(super) text: Option<Text>,
    pub(super) repeats: bool,
    pub(super) options: Vec<Choice>,
    pub(super) whens: Vec<When>,
    /// Whether one of the conditions is enough.
    pub(super) any: bool,
    pub(super) unit: Option<Unit>,
    /// The plausible range of a number, as digits.
    pub(super) range: (Option<String>, Option<String>),
    pub(super) items: Vec<Item>,
    /// What it asks, where it asks something that the rules know.
    pub(super) asks: Option<Asks>,
}

impl Item {
    /// An item without conditions or options.
    pub(super) fn new(link: impl Into<String>, kind: Kind, text: Option<Text>) -> Self {
        Self {
            path: String::new(),
            rest: Vec::new(),
            link: link.into(),
            kind,
            text,
            repeats: false,
            options: Vec::new(),
            whens: Vec::new(),
            any: false,
            unit: None,
            range: (None, None),
            items: Vec::new(),
            asks: None,
        }
    }
}

/// What an item asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asks {
    /// A yes/no fact, a number, or one member of a set as a yes or no.
    Slot(Slot),
    /// A one-of fact; an option's position is that in the fact.
    OneOf(Slot),
    /// A whole set; an option's position is that of the member.
    Set(FactId),
}

/// An answer option.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) value: Value,
    /// How it is shown.
    pub(super) label: Text,
    /// The option or member of the fact that it is, by position.
    pub(super) position: Option<usize>,
    /// What it counts in a score, as digits.
    pub(super) score: Option<String>,
}

/// A value: of an option, or of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Boolean(bool),
    /// The key that it stands under (`valueDecimal` and the like, without `value`), and its digits.
    Number(&'static str, String),
    /// The digits, and the whole quantity.
    Quantity(String, Json),
    Coding {
        system: Option<String>,
        code: Option<String>,
        display: Option<String>,
    },
    /// The key that it stands under, and the words: strings, dates, times.
    Words(&'static str, String),
    /// Something else.
    Other(&'static str, Json),
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) code: String,
    pub(super) display: String,
}

/// A condition on another item's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    pub(super) question: String,
    pub(super) operator: Operator,
    pub(super) answer: Value,
}

/// How an answer is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Exists,
    Equal,
    NotEqual,
    Above,
    Below,
    AtOrAbove,
    AtOrBelow,
}

impl Operator {
    /// All operators with the codes of R4.
    pub(super) const ALL: [(Self, &'static str); 7] = [
        (Self::Exists, "exists"),
        (Self::Equal, "="),
        (Self::NotEqual, "!="),
        (Self::Above, ">"),
        (Self::Below, "<"),
        (Self::AtOrAbove, ">="),
        (Self::AtOrBelow, "<="),
    ];

    /// The code of R4.
    pub(super) fn code(self) -> &'static str {
        Self::ALL.into_iter().find(|(operator, _)| *operator == self).map_or("", |(_, code)| code)
    }
}

//! The raw types: what RON files say, before anything is checked against anything else.
//!
//! Plain serde, nothing more. Maps are read as lists of entries, so that a key that stands twice is
//! kept and can be reported.

pub(crate) mod extends;
pub(crate) mod property;
pub(crate) mod week;

use std::fmt;
use std::marker::PhantomData;

pub(crate) use crate::pack::schema::extends::{Extends, OverrideKind};

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::base::country::Country;
use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::contact::Service;
use crate::model::grounding::{Evidence, SourceKind};
use crate::model::urgency::Urgency;

/// A `{ "key": value }` map as the list of its entries.
#[derive(Debug)]
pub(crate) struct Entries<V>(pub(crate) Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
    type Value = Entries<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map such as { \"key\": value }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<V>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

/// `rules/pack.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) format: u32,
    pub(crate) title: String,
    pub(crate) source_language: Language,
    pub(crate) languages: Vec<Language>,
    #[serde(default)]
    pub(crate) reviewed_by: Option<String>,
    pub(crate) default_dialogue: String,
    pub(crate) topics: Vec<Topic>,
    #[serde(default)]
    pub(crate) extends: Option<extends::Extends>,
    #[serde(default)]
    pub(crate) severities: Vec<property::SeverityChange>,
}

/// A topic of the manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Topic {
    pub(crate) id: String,
    pub(crate) title: String,
}

/// A fact of `rules/facts.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) id: String,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) question: Option<String>,
    #[serde(default)]
    pub(crate) hint: Option<String>,
    #[serde(default)]
    pub(crate) why: Option<String>,
    #[serde(default)]
    pub(crate) simpler: Option<String>,
    pub(crate) kind: FactKind,
    #[serde(default)]
    pub(crate) ask_when: Option<Condition>,
    #[serde(default)]
    pub(crate) red_flag: Option<RedFlag>,
}

/// The type of a fact.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum FactKind {
    YesNo,
    Number {
        unit: String,
        min: Decimal,
        max: Decimal,
        step: Decimal,
        #[serde(default)]
        doubt_below: Option<Decimal>,
    },
    OneOf(Vec<Choice>),
    Set(Vec<Member>),
    Quotient {
        of: String,
        by: String,
        unit: String,
    },
    Sum {
        of: Vec<String>,
        unit: String,
        #[serde(default)]
        unknown_as: Option<Bound>,
    },
}

/// An option of a one-of fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) score: Option<Decimal>,
}

/// What a part of a sum counts that the person could not say.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Bound {
    Least,
    Most,
}

/// A member of a set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) question: Option<String>,
    #[serde(default)]
    pub(crate) simpler: Option<String>,
    #[serde(default)]
    pub(crate) why: Option<String>,
    #[serde(default)]
    pub(crate) alone: bool,
    #[serde(default)]
    pub(crate) ask_when: Option<Condition>,
    #[serde(default)]
    pub(crate) red_flag: Option<RedFlag>,
}

/// A red flag.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedFlag {
    #[serde(default)]
    pub(crate) from: Option<Decimal>,
    #[serde(default)]
    pub(crate) options: Vec<String>,
    pub(crate) least: Urgency,
    #[serde(default)]
    pub(crate) with: Option<Condition>,
    #[serde(default)]
    pub(crate) lowered: Vec<Lowered>,
    #[serde(default)]
    pub(crate) if_unknown: Vec<IfUnknown>,
}

/// A known detail that lowers a red flag.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lowered {
    pub(crate) when: Condition,
    pub(crate) least: Urgency,
}

/// What an unknown red flag means.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IfUnknown {
    Refer(Urgency),
    ReferWhen(Condition, Urgency),
    Caution(Urgency),
    CautionWhen(Condition, Urgency),
}

/// A condition.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Condition {
    Always,
    Has(String),
    Is(String, String),
    Above(String, Decimal, String),
    AtOrAbove(String, Decimal, String),
    Below(String, Decimal, String),
    AtOrBelow(String, Decimal, String),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    AtLeast(u32, Vec<Condition>),
    Possibly(Box<Condition>),
    Meets(String),
}

/// A named condition of `rules/conditions.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedCondition {
    pub(crate) id: String,
    pub(crate) means: String,
    pub(crate) when: Condition,
}

/// A source of `rules/sources.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) id: String,
    pub(crate) kind: SourceKind,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) language: Option<Language>,
    #[serde(default)]
    pub(crate) about: Option<String>,
    #[serde(default)]
    pub(crate) cited_by: Option<String>,
    #[serde(default)]
    pub(crate) cited_at: Option<u32>,
    #[serde(default)]
    pub(crate) design: Option<String>,
    #[serde(default)]
    pub(crate) population: Option<String>,
    #[serde(default)]
    pub(crate) traced: Option<bool>,
}

/// A file of `rules/claims/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimFile {
    pub(crate) source: String,
    pub(crate) claims: Vec<Claim>,
}

/// A claim.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) source: Option<String>,
    #[serde(default)]
    pub(crate) lines: Option<(u32, u32)>,
    #[serde(default)]
    pub(crate) hash: Option<String>,
    pub(crate) text: String,
    pub(crate) evidence: Evidence,
    #[serde(default)]
    pub(crate) study: Option<String>,
    #[serde(default)]
    pub(crate) guideline: Option<String>,
    #[serde(default)]
    pub(crate) caveats: Vec<String>,
    #[serde(default)]
    pub(crate) numbers: Vec<Decimal>,
}

/// A caveat of `rules/caveats.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Caveat {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) source: String,
    #[serde(default)]
    pub(crate) lines: Option<(u32, u32)>,
    #[serde(default)]
    pub(crate) hash: Option<String>,
}

/// A conflict of `rules/conflicts.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conflict {
    pub(crate) id: String,
    pub(crate) claims: Vec<String>,
    pub(crate) refused: Vec<String>,
    pub(crate) resolution: String,
    pub(crate) why: String,
}

/// An advice rule of `rules/advice/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Advice {
    pub(crate) id: String,
    pub(crate) topic: String,
    pub(crate) title: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) more: Option<String>,
    pub(crate) when: Condition,
    pub(crate) claims: Vec<String>,
    #[serde(default)]
    pub(crate) caveat: Option<String>,
    #[serde(default)]
    pub(crate) contraindications: Vec<Contraindication>,
    #[serde(default)]
    pub(crate) stops_at: Option<Urgency>,
    #[serde(default)]
    pub(crate) shows: Option<Shows>,
    #[serde(default)]
    pub(crate) contradicts: Vec<String>,
}

/// What an advice shows below its text.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Shows {
    Week,
}

/// A contraindication.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contraindication {
    pub(crate) kind: ContraindicationKind,
    pub(crate) when: Condition,
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) claims: Vec<String>,
    #[serde(default)]
    pub(crate) refer: Option<String>,
}

/// The kind of a contraindication.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ContraindicationKind {
    Block,
    AskFirst,
}

/// A referral rule of `rules/referrals/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Referral {
    pub(crate) id: String,
    pub(crate) topic: String,
    pub(crate) urgency: Urgency,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) when: Option<Condition>,
    #[serde(default)]
    pub(crate) heading: Option<String>,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) points: Vec<Point>,
    pub(crate) claims: Vec<String>,
    #[serde(default)]
    pub(crate) style: ReferralStyle,
}

/// How a referral is shown.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReferralStyle {
    #[default]
    Card,
    Beside,
}

/// A point of a card: a text alone, or `(text: …, when: …)`.
#[derive(Debug)]
pub(crate) struct Point {
    pub(crate) text: String,
    pub(crate) when: Option<Condition>,
    /// Whether it was written with `text:` and so has a place of its own.
    pub(crate) spelled_out: bool,
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PointVisitor)
    }
}

struct PointVisitor;

impl<'de> Visitor<'de> for PointVisitor {
    type Value = Point;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or (text: …, when: …)")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Point, E> {
        Ok(Point { text: text.to_owned(), when: None, spelled_out: false })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Point, A::Error> {
        let (mut text, mut when) = (None, None);
        while let Some(PointField(field)) = map.next_key()? {
            match field.as_str() {
                "text" if text.is_none() => text = Some(map.next_value()?),
                "when" if when.is_none() => when = Some(map.next_value()?),
                "text" | "when" => {
                    return Err(de::Error::custom(format!("duplicate field `{field}`")));
                }
                _ => return Err(de::Error::unknown_field(&field, &["text", "when"])),
            }
        }
        let text = text.ok_or_else(|| de::Error::missing_field("text"))?;
        Ok(Point { text, when, spelled_out: true })
    }
}

/// The name of a field, read as an identifier.
struct PointField(String);

impl<'de> Deserialize<'de> for PointField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldVisitor;
        impl Visitor<'_> for FieldVisitor {
            type Value = PointField;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`text` or `when`")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<PointField, E> {
                Ok(PointField(name.to_owned()))
            }
        }
        deserializer.deserialize_identifier(FieldVisitor)
    }
}

/// A contradiction of `rules/contradictions.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contradiction {
    pub(crate) id: String,
    pub(crate) when: Condition,
    pub(crate) text: String,
    pub(crate) urgency: Urgency,
    pub(crate) facts: Vec<String>,
}

/// A phone line of `rules/contacts.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    pub(crate) id: String,
    pub(crate) country: Country,
    #[serde(default)]
    pub(crate) region: Option<String>,
    pub(crate) service: Service,
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) number: Option<String>,
    #[serde(default)]
    pub(crate) checked: Option<String>,
    pub(crate) source: String,
}

/// A hazard of `rules/hazards.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hazard {
    pub(crate) id: String,
    pub(crate) cause: String,
    pub(crate) harm: String,
    pub(crate) severity: u8,
    pub(crate) likelihood: u8,
    pub(crate) controls: Vec<HazardControl>,
    pub(crate) residual: String,
}

/// A control of a hazard.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HazardControl {
    Referral(String),
    Advice(String),
    Property(String),
    Transcript(String),
}

/// A file of `dialogues/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dialogue {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) steps: Vec<Step>,
}

/// A step of a dialogue.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Step {
    Say {
        id: String,
        text: String,
        #[serde(default)]
        next: Option<String>,
    },
    Listen {
        id: String,
        about: String,
        lead: String,
        #[serde(default)]
        next: Option<String>,
    },
    Ask {
        id: String,
        show: Vec<String>,
        #[serde(default)]
        lead: Option<String>,
        #[serde(default)]
        next: Option<String>,
    },
    Branch {
        id: String,
        ways: Vec<Way>,
        #[serde(default)]
        unsure: Option<String>,
        otherwise: String,
    },
    Call {
        id: String,
        dialogue: String,
        #[serde(default)]
        next: Option<String>,
    },
    Assess {
        id: String,
        #[serde(default)]
        topics: Option<Vec<String>>,
        #[serde(default)]
        next: Option<String>,
    },
    End {
        id: String,
        #[serde(default)]
        text: Option<String>,
    },
}

impl Step {
    /// The id of the step.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Say { id, .. }
            | Self::Listen { id, .. }
            | Self::Ask { id, .. }
            | Self::Branch { id, .. }
            | Self::Call { id, .. }
            | Self::Assess { id, .. }
            | Self::End { id, .. } => id,
        }
    }
}

/// A way out of a branch.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Way {
    pub(crate) when: Condition,
    pub(crate) to: String,
}

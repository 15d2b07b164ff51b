//! Facts: typed things known about the person, and the red flags among them.

use crate::base::decimal::Decimal;
use crate::base::id::Id;
use crate::model::condition::Condition;
use crate::model::index;
use crate::model::text::TextId;
use crate::model::urgency::Urgency;

index!(
    /// A fact, by its place in the pack.
    FactId
);
index!(
    /// One finding's place: a fact, or one member of a set.
    Slot
);

/// What a slot belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotInfo {
    /// The fact.
    pub fact: FactId,
    /// The position of the member in a set; `None` for other facts.
    pub member: Option<usize>,
}

/// A typed thing known about the person.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its id.
    pub id: Id,
    /// A short noun: in lists, and for `/change`.
    pub title: TextId,
    /// How it is asked; a derived fact is not.
    pub question: Option<TextId>,
    /// One line under the question.
    pub hint: Option<TextId>,
    /// Why it is asked, for `/why`.
    pub why: Option<TextId>,
    /// Asked once more in simpler words after "don't know".
    pub simpler: Option<TextId>,
    /// Its type.
    pub kind: FactKind,
    /// Its first slot; a set has one for each member from here on.
    pub first_slot: Slot,
    /// Asked only while this is yes.
    pub ask_when: Condition,
    /// The red flag of a yes/no fact or a number.
    pub red_flag: Option<RedFlag>,
}

impl Fact {
    /// The slot of a member by its position.
    #[must_use]
    pub fn slot_of_member(&self, position: usize) -> Slot {
        Slot::at(self.first_slot.index() + position)
    }

    /// All slots of the fact.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + use<> {
        let first = self.first_slot.index();
        let count = match &self.kind {
            FactKind::Set(members) => members.len(),
            _ => 1,
        };
        (first..first + count).map(Slot::at)
    }

    /// Whether the program computes it from other facts.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        matches!(self.kind, FactKind::Quotient(_))
    }
}

/// The type of a fact.
#[derive(Debug, Clone)]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// A number with unit and plausible range.
    Number(NumberKind),
    /// One of some options.
    OneOf(Vec<Choice>),
    /// A set whose members are affirmed or denied one by one.
    Set(Vec<Member>),
    /// One number divided by another, rounded to six places.
    Quotient(QuotientKind),
}

/// A number's unit, plausible range and step.
#[derive(Debug, Clone)]
pub struct NumberKind {
    /// The unit.
    pub unit: Unit,
    /// The smallest plausible value.
    pub min: Decimal,
    /// The largest plausible value.
    pub max: Decimal,
    /// How finely people know it; guides wording and refuses nothing.
    pub step: Decimal,
    /// A bare number above zero and below this is asked back: "2" is more likely cups than milligrams.
    pub doubt_below: Option<Decimal>,
}

/// A derived number.
#[derive(Debug, Clone)]
pub struct QuotientKind {
    /// The dividend: a number's slot.
    pub of: Slot,
    /// The divisor: a number's slot.
    pub by: Slot,
    /// The unit of the result.
    pub unit: Unit,
}

/// An option of a one-of fact.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id.
    pub id: Id,
    /// How it is shown.
    pub label: TextId,
}

/// A member of a set.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its id.
    pub id: Id,
    /// A line in a list of options, and in summaries.
    pub label: TextId,
    /// How it is asked on its own.
    pub question: Option<TextId>,
    /// Asked once more in simpler words after "don't know".
    pub simpler: Option<TextId>,
    /// Why it is asked, for `/why`.
    pub why: Option<TextId>,
    /// Never asked in a list with others.
    pub alone: bool,
    /// Asked only while this is yes.
    pub ask_when: Condition,
    /// Its red flag.
    pub red_flag: Option<RedFlag>,
}

/// What must follow when a fact or member is affirmed.
#[derive(Debug, Clone)]
pub struct RedFlag {
    /// For a number: flagged from this value up.
    pub from: Option<Decimal>,
    /// The least urgency it must lead to.
    pub least: Urgency,
    /// Only together with this condition.
    pub with: Condition,
    /// Known details that lower it: the first that is yes holds.
    pub lowered: Vec<(Condition, Urgency)>,
    /// What an unknown means: the first line whose condition is yes holds; empty: nothing.
    pub if_unknown: Vec<UnknownPolicy>,
}

/// One line of what an unknown red flag means.
#[derive(Debug, Clone)]
pub struct UnknownPolicy {
    /// When this line holds.
    pub when: Condition,
    /// Whether the chat refers; else it only cautions.
    pub refers: bool,
    /// With this urgency.
    pub urgency: Urgency,
}

impl UnknownPolicy {
    /// Whether it holds without a condition of its own.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        matches!(&self.when, Condition::All(parts) if parts.is_empty())
    }
}

/// A unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Years.
    Years,
    /// Minutes.
    Minutes,
    /// Milligrams (a day).
    Milligrams,
    /// Kilograms.
    Kilograms,
    /// Milligrams a kilogram.
    MilligramsPerKilogram,
    /// Days a week.
    DaysPerWeek,
    /// Points of a score.
    Points,
}

impl Unit {
    /// All units with the word that files use.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Hours, "hours"),
        (Self::Days, "days"),
        (Self::Years, "years"),
        (Self::Minutes, "minutes"),
        (Self::Milligrams, "mg"),
        (Self::Kilograms, "kg"),
        (Self::MilligramsPerKilogram, "mg/kg"),
        (Self::DaysPerWeek, "days/week"),
        (Self::Points, "points"),
    ];

    /// The word that files use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(unit, _)| *unit == self).map_or("", |(_, word)| word)
    }

    /// The unit that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(unit, _)| unit)
    }
}

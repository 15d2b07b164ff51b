//! Facts: typed things known about the person, and the red flags among them.

use crate::base::decimal::Decimal;
use crate::base::id::Id;
use crate::model::condition::Condition;
use crate::model::derived::Derived;
use crate::model::finding::Finding;
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
    /// The red flag of a yes/no fact, a number or a choice.
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
        matches!(self.kind, FactKind::Derived(_))
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
    /// A number that the program computes from other facts.
    Derived(Derived),
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

/// An option of a one-of fact.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id.
    pub id: Id,
    /// How it is shown.
    pub label: TextId,
    /// What it counts in a sum.
    pub score: Option<Decimal>,
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

/// Which findings raise a red flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RaisedBy {
    /// A yes, or the member affirmed.
    Yes,
    /// A number from this value up.
    From(Decimal),
    /// One of these options, by position.
    Options(Vec<u16>),
}

/// What must follow when a red flag is raised.
#[derive(Debug, Clone)]
pub struct RedFlag {
    /// Which findings raise it.
    pub raised_by: RaisedBy,
    /// The least urgency it must lead to.
    pub least: Urgency,
    /// Only together with this condition.
    pub with: Condition,
    /// Known details that lower it: the first that is yes holds.
    pub lowered: Vec<(Condition, Urgency)>,
    /// What an unknown means: the first line whose condition is yes holds. A pack that says
    /// nothing of it gets one line: a caution with the flag's own urgency.
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

impl RedFlag {
    /// Whether a finding raises it, apart from what it must come with.
    #[must_use]
    pub fn is_raised(&self, finding: Finding) -> bool {
        match (&self.raised_by, finding) {
            (RaisedBy::Yes, Finding::Affirmed) => true,
            (RaisedBy::From(from), Finding::Number(value)) => value >= *from,
            (RaisedBy::Options(options), Finding::Choice(option)) => options.contains(&option),
            _ => false,
        }
    }

    /// The number from which up it is raised.
    #[must_use]
    pub const fn from(&self) -> Option<Decimal> {
        if let RaisedBy::From(from) = self.raised_by { Some(from) } else { None }
    }
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

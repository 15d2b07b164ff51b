//! Conditions: typed boolean expressions over findings.

use crate::base::decimal::Decimal;
use crate::base::id::Id;
use crate::base::truth::{Tally, Truth};
use crate::model::fact::Slot;
use crate::model::finding::{Finding, Findings};
use crate::model::text::TextId;

/// How a number is compared. "at or" says that the bound is included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// More than the bound.
    Above,
    /// The bound or more.
    AtOrAbove,
    /// Less than the bound.
    Below,
    /// The bound or less.
    AtOrBelow,
}

impl Comparison {
    /// Whether a value compares so with the bound.
    #[must_use]
    pub fn holds(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::Above => value > bound,
            Self::AtOrAbove => value >= bound,
            Self::Below => value < bound,
            Self::AtOrBelow => value <= bound,
        }
    }

    /// The word in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::AtOrAbove => "at_or_above",
            Self::Below => "below",
            Self::AtOrBelow => "at_or_below",
        }
    }
}

/// A test of one finding: the leaf of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// A yes/no fact is yes, or a member is affirmed.
    Has(Slot),
    /// A one-of fact has the option at this position.
    Is(Slot, u16),
    /// A number compares so with a bound.
    Compare(Slot, Comparison, Decimal),
}

impl Test {
    /// The slot that is tested.
    #[must_use]
    pub const fn slot(self) -> Slot {
        match self {
            Self::Has(slot) | Self::Is(slot, _) | Self::Compare(slot, ..) => slot,
        }
    }

    /// What the test makes of a finding. A finding of another type than the test reads (which the
    /// loader rules out) establishes nothing: no.
    #[must_use]
    pub fn of(self, finding: Finding) -> Truth {
        match (self, finding) {
            (_, Finding::Open) => Truth::Open,
            (_, Finding::Unknown) => Truth::Unknown,
            (Self::Has(_), finding) => Truth::of(finding == Finding::Affirmed),
            (Self::Is(_, option), Finding::Choice(chosen)) => Truth::of(option == chosen),
            (Self::Compare(_, comparison, bound), Finding::Number(value)) => {
                Truth::of(comparison.holds(value, bound))
            }
            _ => Truth::No,
        }
    }
}

/// A typed boolean expression over findings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// A test of one finding.
    Test(Test),
    /// Every part holds; with no parts it always holds.
    All(Vec<Condition>),
    /// Some part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// At least so many parts hold.
    AtLeast(u32, Vec<Condition>),
    /// The part holds unless it is known not to.
    Possibly(Box<Condition>),
}

impl Condition {
    /// The condition that always holds.
    #[must_use]
    pub const fn always() -> Self {
        Self::All(Vec::new())
    }

    /// Its state, by the structure of the expression: the simple evaluator that the incremental
    /// inference must agree with.
    #[must_use]
    pub fn state(&self, findings: &Findings) -> Truth {
        match self {
            Self::Test(test) => test.of(findings.get(test.slot())),
            Self::All(parts) => tally(parts, findings).all(),
            Self::Any(parts) => tally(parts, findings).any(),
            Self::Not(part) => part.state(findings).negated(),
            Self::AtLeast(n, parts) => tally(parts, findings).at_least(*n),
            Self::Possibly(part) => part.state(findings).possibly(),
        }
    }

    /// Calls `visit` for every test in it, left to right.
    pub fn for_each_test(&self, visit: &mut impl FnMut(Test)) {
        match self {
            Self::Test(test) => visit(*test),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                for part in parts {
                    part.for_each_test(visit);
                }
            }
            Self::Not(part) | Self::Possibly(part) => part.for_each_test(visit),
        }
    }

    /// The same condition with every `not` pushed down to the tests, so that "read as not
    /// establishing its test" has a meaning for each test where it stands. A negated `possibly`
    /// stays as it is: it says "known not to be".
    #[must_use]
    pub fn in_negation_normal_form(&self) -> Self {
        self.pushed(false)
    }

    fn pushed(&self, negate: bool) -> Self {
        let each =
            |parts: &[Self]| parts.iter().map(|part| part.pushed(negate)).collect::<Vec<_>>();
        match self {
            Self::Test(_) | Self::Possibly(_) if negate => Self::Not(Box::new(self.clone())),
            Self::Test(_) | Self::Possibly(_) => self.clone(),
            Self::Not(part) => part.pushed(!negate),
            Self::All(parts) if negate => Self::Any(each(parts)),
            Self::All(parts) => Self::All(each(parts)),
            Self::Any(parts) if negate => Self::All(each(parts)),
            Self::Any(parts) => Self::Any(each(parts)),
            // fewer than n of k hold: at least k - n + 1 do not hold
            Self::AtLeast(n, parts) if negate => {
                let k = u32::try_from(parts.len()).unwrap_or(u32::MAX);
                match (k + 1).checked_sub(*n) {
                    None => Self::always(),
                    Some(m) => Self::AtLeast(m, each(parts)),
                }
            }
            Self::AtLeast(n, parts) => Self::AtLeast(*n, each(parts)),
        }
    }

    /// Its state when every open finding is read as not establishing its test, in negation normal
    /// form. `any(unknown kidney, open heart)` is unknown: it cannot be told to be over by asking.
    #[must_use]
    pub fn state_with_open_as_no(&self, findings: &Findings) -> Truth {
        self.in_negation_normal_form().closed_state(findings)
    }

    fn closed_state(&self, findings: &Findings) -> Truth {
        let each = |parts: &[Self]| parts.iter().map(|part| part.closed_state(findings)).collect();
        match self {
            Self::All(parts) => Tally::all(&each(parts)),
            Self::Any(parts) => Tally::any(&each(parts)),
            Self::AtLeast(n, parts) => Tally::at_least(&each(parts), *n),
            leaf => match leaf.state(findings) {
                Truth::Open => Truth::No,
                decided => decided,
            },
        }
    }

    /// Whether it still could change by answers to what is open: its state when `possibly` is read as
    /// open where its part is open.
    #[must_use]
    pub fn prospect(&self, findings: &Findings) -> Truth {
        let each = |parts: &[Self]| parts.iter().map(|part| part.prospect(findings)).collect();
        match self {
            Self::Test(test) => test.of(findings.get(test.slot())),
            Self::All(parts) => Tally::all(&each(parts)),
            Self::Any(parts) => Tally::any(&each(parts)),
            Self::Not(part) => part.prospect(findings).negated(),
            Self::AtLeast(n, parts) => Tally::at_least(&each(parts), *n),
            Self::Possibly(part) => match part.prospect(findings) {
                Truth::Open => Truth::Open,
                other => other.possibly(),
            },
        }
    }
}

fn tally(parts: &[Condition], findings: &Findings) -> Tally {
    parts.iter().map(|part| part.state(findings)).collect()
}

/// A condition with a name, for people to read.
#[derive(Debug, Clone)]
pub struct NamedCondition {
    /// Its id.
    pub id: Id,
    /// What it means, in words.
    pub means: TextId,
    /// The condition.
    pub when: Condition,
}

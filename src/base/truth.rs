//! The four states of a condition and how they combine.
//!
//! *Decided beats open beats unknown*: open (not asked yet) and unknown (asked, could not say) are
//! both Kleene's third value, and are kept apart so that the chat knows what is worth asking.

/// What is known of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It hangs on something that has not been asked.
    Open,
    /// It hangs on something that the person could not say.
    Unknown,
}

impl Truth {
    /// All four, in a fixed order.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::Open, Self::Unknown];

    /// Yes for true, no for false.
    #[must_use]
    pub const fn of(decided: bool) -> Self {
        if decided { Self::Yes } else { Self::No }
    }

    /// Whether it is yes or no.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Yes | Self::No)
    }

    /// The opposite; open and unknown stay.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            other => other,
        }
    }

    /// "Unless it is known not to be": yes unless no.
    #[must_use]
    pub const fn possibly(self) -> Self {
        match self {
            Self::No => Self::No,
            _ => Self::Yes,
        }
    }
}

/// How many parts of a condition are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    counts: [u32; 4],
}

impl Tally {
    /// Counts one more part.
    pub fn add(&mut self, truth: Truth) {
        self.counts[truth as usize] += 1;
    }

    /// Counts one part less; the part must have been added in that state.
    pub fn remove(&mut self, truth: Truth) {
        self.counts[truth as usize] -= 1;
    }

    /// How many parts are in this state.
    #[must_use]
    pub const fn count(&self, truth: Truth) -> u32 {
        self.counts[truth as usize]
    }

    /// How many parts there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// `all`: no if any part is no, else open, else unknown, else yes (also with no parts).
    #[must_use]
    pub fn all(&self) -> Truth {
        self.at_least(self.total())
    }

    /// `any`: yes if any part is yes, else open, else unknown, else no (also with no parts).
    #[must_use]
    pub fn any(&self) -> Truth {
        self.at_least(1)
    }

    /// `at_least(n)`: yes if n parts are yes, no if fewer than n are not no, else open if any part is
    /// open, else unknown.
    #[must_use]
    pub fn at_least(&self, n: u32) -> Truth {
        if self.count(Truth::Yes) >= n {
            Truth::Yes
        } else if self.total() - self.count(Truth::No) < n {
            Truth::No
        } else if self.count(Truth::Open) > 0 {
            Truth::Open
        } else {
            Truth::Unknown
        }
    }
}

impl FromIterator<Truth> for Tally {
    fn from_iter<I: IntoIterator<Item = Truth>>(parts: I) -> Self {
        let mut tally = Self::default();
        for part in parts {
            tally.add(part);
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::{Tally, Truth};

    fn all(parts: &[Truth]) -> Truth {
        parts.iter().copied().collect::<Tally>().all()
    }

    fn any(parts: &[Truth]) -> Truth {
        parts.iter().copied().collect::<Tally>().any()
    }

    fn truth() -> impl Strategy<Value = Truth> {
        select(Truth::ALL.to_vec())
    }

    #[test]
    fn the_table_of_all() {
        use Truth::{No, Open, Unknown, Yes};
        let table = [
            (Yes, [Yes, No, Open, Unknown]),
            (No, [No, No, No, No]),
            (Open, [Open, No, Open, Open]),
            (Unknown, [Unknown, No, Open, Unknown]),
        ];
        for (left, row) in table {
            for (right, expected) in Truth::ALL.into_iter().zip(row) {
                assert_eq!(all(&[left, right]), expected, "all({left:?}, {right:?})");
            }
        }
        assert_eq!(all(&[]), Yes);
    }

    #[test]
    fn the_table_of_any() {
        use Truth::{No, Open, Unknown, Yes};
        let table = [
            (Yes, [Yes, Yes, Yes, Yes]),
            (No, [Yes, No, Open, Unknown]),
            (Open, [Yes, Open, Open, Open]),
            (Unknown, [Yes, Unknown, Open, Unknown]),
        ];
        for (left, row) in table {
            for (right, expected) in Truth::ALL.into_iter().zip(row) {
                assert_eq!(any(&[left, right]), expected, "any({left:?}, {right:?})");
            }
        }
        assert_eq!(any(&[]), No);
    }

    #[test]
    fn at_least_counts() {
        use Truth::{No, Open, Unknown, Yes};
        let tally = |parts: &[Truth]| parts.iter().copied().collect::<Tally>();
        assert_eq!(tally(&[Yes, Yes, No]).at_least(2), Yes);
        assert_eq!(tally(&[Yes, No, No]).at_least(2), No);
        assert_eq!(tally(&[Yes, Open, Unknown]).at_least(2), Open);
        assert_eq!(tally(&[Yes, Unknown, No]).at_least(2), Unknown);
        assert_eq!(tally(&[Open, No, No]).at_least(2), No);
        assert_eq!(tally(&[]).at_least(0), Yes);
        assert_eq!(tally(&[]).at_least(1), No);
    }

    proptest! {
        #[test]
        fn de_morgan(parts in vec(truth(), 0..6)) {
            let negated: Vec<Truth> = parts.iter().map(|part| part.negated()).collect();
            prop_assert_eq!(all(&parts).negated(), any(&negated));
            prop_assert_eq!(any(&parts).negated(), all(&negated));
        }

        #[test]
        fn at_least_one_and_all(parts in vec(truth(), 1..6)) {
            let tally: Tally = parts.iter().copied().collect();
            prop_assert_eq!(tally.at_least(1), any(&parts));
            prop_assert_eq!(tally.at_least(tally.total()), all(&parts));
        }
    }
}

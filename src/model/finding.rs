//! Findings: facts with what is known of them.

use crate::base::decimal::Decimal;
use crate::model::fact::Slot;

/// What is known of one fact or set member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Finding {
    /// Never asked.
    #[default]
    Open,
    /// Asked, and the person could not say.
    Unknown,
    /// A yes/no fact is no, or a member is denied.
    Denied,
    /// A yes/no fact is yes, or a member is affirmed.
    Affirmed,
    /// A number, in the fact's unit.
    Number(Decimal),
    /// One of a fact's options, by position.
    Choice(u16),
}

impl Finding {
    /// Whether something definite is known.
    #[must_use]
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Open | Self::Unknown)
    }
}

/// Findings that somebody stated, in the order said.
pub type Statement = Vec<(Slot, Finding)>;

/// A finding for every slot of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    by_slot: Vec<Finding>,
}

impl Findings {
    /// All open.
    #[must_use]
    pub fn open(slots: usize) -> Self {
        Self { by_slot: vec![Finding::Open; slots] }
    }

    /// The finding of a slot.
    #[must_use]
    pub fn get(&self, slot: Slot) -> Finding {
        self.by_slot[slot.index()]
    }

    /// Replaces the finding of a slot and gives the old one.
    pub fn set(&mut self, slot: Slot, finding: Finding) -> Finding {
        std::mem::replace(&mut self.by_slot[slot.index()], finding)
    }

    /// All findings with their slots, in pack order.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, Finding)> + '_ {
        self.by_slot.iter().enumerate().map(|(index, finding)| (Slot::at(index), *finding))
    }
}

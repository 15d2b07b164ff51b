//! Dialogues as the pack writes them: named steps with targets that exist.

use crate::base::id::Id;
use crate::model::TopicId;
use crate::model::condition::Condition;
use crate::model::fact::{FactId, Slot};
use crate::model::text::TextId;

/// A graph of steps; it starts at the first.
#[derive(Debug, Clone)]
pub struct Dialogue {
    /// Its id.
    pub id: Id,
    /// What people call it.
    pub title: TextId,
    /// Its steps; targets are positions in this list.
    pub steps: Vec<Step>,
}

/// A step with its name.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id, unique in its dialogue.
    pub id: Id,
    /// What it does.
    pub kind: StepKind,
}

/// What a step does. `next: None` ends the dialogue, as a step after the last would.
#[derive(Debug, Clone)]
pub enum StepKind {
    /// Says something.
    Say {
        /// What.
        text: TextId,
        /// Where it goes on.
        next: Option<usize>,
    },
    /// Lets the person write freely; asks the fact as a list when nothing was understood.
    Listen {
        /// The fact that is asked.
        about: FactId,
        /// The sentence that invites.
        lead: TextId,
        /// Where it goes on.
        next: Option<usize>,
    },
    /// Asks what is still open and live of its list.
    Ask {
        /// The slots, in showing order.
        show: Vec<Slot>,
        /// A sentence before the list; the fact's own question otherwise.
        lead: Option<TextId>,
        /// Where it goes on.
        next: Option<usize>,
    },
    /// Takes the first way that is yes; `unsure` if none is and any is open or unknown; else `otherwise`.
    Branch {
        /// Guards and targets, in order.
        ways: Vec<(Condition, usize)>,
        /// When no guard is yes and some guard is open or unknown.
        unsure: Option<usize>,
        /// When every guard is no.
        otherwise: usize,
    },
    /// Runs another dialogue (a position in the model's dialogues) and returns at its end.
    Call {
        /// Which.
        dialogue: usize,
        /// Where it goes on.
        next: Option<usize>,
    },
    /// Asks what is open and live, then gives the outcome.
    Assess {
        /// The topics; `None`: all.
        topics: Option<Vec<TopicId>>,
        /// Where it goes on.
        next: Option<usize>,
    },
    /// Ends the dialogue.
    End {
        /// Last words.
        text: Option<TextId>,
    },
}

//! Session, evaluation, incremental inference, what is live, safety first, explanations, outcome.
//!
//! Sans-I/O, total and deterministic: the same model and the same events give the same session. *What
//! is true* and *what is live* are functions of the findings; only the place in the dialogue, what has
//! been asked again and what was volunteered is carried from event to event.

mod agenda;
mod compiled;
mod evaluator;
mod event;
mod explain;
mod live;
mod network;
mod outcome;
mod session;
mod state;
mod trail;
mod unknowns;
mod walk;
mod week;

pub use crate::engine::compiled::{AdviceNodes, Engine};
pub use crate::engine::evaluator::Evaluator;
pub use crate::engine::event::{Effect, Event, Question, QuestionKind};
pub use crate::engine::explain::{Explanation, Part, PartKind};
pub use crate::engine::network::{Gate, Network, NodeId, Reading, Watch};
pub use crate::engine::outcome::{
    Caution, CautionKind, GivenAdvice, GivenReferral, Mode, Outcome, WithheldAdvice, WithheldReason,
};
pub use crate::engine::session::Session;
pub use crate::engine::week::{Day, Week, week};

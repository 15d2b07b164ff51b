//! The dialogue as a graph: building, stable order, reachability, loops, and a view for pictures.
//!
//! A dialogue is a petgraph graph of its steps and of one exit behind them. Everything here goes by
//! the order of the steps, so that the same pack always gives the same findings and pictures.

mod dialogue;
mod flaw;
mod guard;
pub mod layout;
mod leading;
mod picture;
mod road;

pub use crate::graph::dialogue::{DialogueGraph, Way};
pub use crate::graph::flaw::{Flaw, FlawKind, flaws};
pub use crate::graph::guard::{condition_in_words, plain_text, test_in_words};
pub use crate::graph::leading::leading_to;
pub use crate::graph::picture::{Arrow, BoxKind, Cluster, Picture, StepBox, picture};
pub use crate::graph::road::{Marks, Road};

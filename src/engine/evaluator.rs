//! Outcomes of many cases, each at the cost of what it touches.

use crate::engine::compiled::Engine;
use crate::engine::outcome::{Mode, Outcome};
use crate::engine::state::State;
use crate::model::fact::Slot;
use crate::model::finding::Finding;

/// Evaluates cases one after the other. The state of all rules is built once; a case is taken out again before the
/// next one.
#[derive(Debug)]
pub struct Evaluator<'e, 'm> {
    engine: &'e Engine<'m>,
    state: State,
    told: Vec<Slot>,
}

impl<'e, 'm> Evaluator<'e, 'm> {
    /// Costs what the model has in rules.
    #[must_use]
    pub fn new(engine: &'e Engine<'m>) -> Self {
        let state = State::new(engine, engine.model().manifest.default_dialogue);
        Self { engine, state, told: Vec::new() }
    }

    /// The outcome of given findings as [`Engine::evaluate`] has it, over all topics, but for what is still open: it
    /// lists none, and cautions about nothing that was not asked.
    pub fn settled(&mut self, findings: impl IntoIterator<Item = (Slot, Finding)>) -> Outcome {
        for slot in std::mem::take(&mut self.told) {
            self.state.set(self.engine, slot, Finding::Open);
        }
        for (slot, finding) in findings {
            self.state.set(self.engine, slot, finding);
            self.told.push(slot);
        }
        self.engine.settled_of(&self.state, None, Mode::Run).0
    }
}

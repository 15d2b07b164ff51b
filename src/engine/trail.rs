//! Which steps and ways of the dialogues a session has come by: one bit each, in the order of the pack.

use crate::graph::Way;
use crate::model::Model;
use crate::model::dialogue::StepKind;

/// Where the bits of each step stand: its own, then those of its ways.
#[derive(Debug)]
pub(super) struct Ground {
    first: Vec<Vec<usize>>,
    count: usize,
}

impl Ground {
    pub(super) fn of(model: &Model) -> Self {
        let mut count = 0;
        let mut take = |bits: usize| {
            count += bits;
            count - bits
        };
        let first = model
            .dialogues
            .iter()
            .map(|dialogue| {
                let ways = dialogue.steps.iter().map(|step| match &step.kind {
                    StepKind::Branch { ways, .. } => ways.len() + 2,
                    _ => 1,
                });
                ways.map(|ways| take(ways + 1)).collect()
            })
            .collect();
        Self { first, count }
    }

    fn bit(&self, dialogue: usize, step: usize, way: Option<Way>) -> Option<usize> {
        let steps = self.first.get(dialogue)?;
        let first = *steps.get(step)?;
        Some(match way {
            None => first,
            Some(Way::Next | Way::Unsure) => first + 1,
            Some(Way::Otherwise) => first + 2,
            Some(Way::When(number)) => first + 3 + number,
        })
    }
}

/// What a session has come by.
#[derive(Debug, Clone)]
pub(super) struct Trail(Vec<u64>);

impl Trail {
    pub(super) fn new(ground: &Ground) -> Self {
        Self(vec![0; ground.count.div_ceil(64)])
    }

    /// Notes a step (no way), or a way out of it.
    pub(super) fn note(&mut self, ground: &Ground, dialogue: usize, step: usize, way: Option<Way>) {
        let bit = ground.bit(dialogue, step, way);
        if let Some((word, bit)) = bit.and_then(|bit| Some((self.0.get_mut(bit / 64)?, bit % 64))) {
            *word |= 1 << bit;
        }
    }

    pub(super) fn has(
        &self,
        ground: &Ground,
        dialogue: usize,
        step: usize,
        way: Option<Way>,
    ) -> bool {
        let bit = ground.bit(dialogue, step, way);
        bit.is_some_and(|bit| self.0.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1))
    }

    /// Adds what another has come by.
    pub(super) fn add(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }
}

//! Items that wait for each other.

use std::collections::BTreeMap;

use crate::exchange::fhir::form::{Form, Item};
use crate::exchange::fhir::problem::Problem;

/// How many items of a round a message names.
const MOST_SHOWN: usize = 6;

/// Every condition names an item, and no item waits for itself.
pub(super) fn check(form: &Form) -> Result<(), Problem> {
    let nodes = Nodes::new(&form.items);
    for (item, _) in &nodes.items {
        for (number, when) in item.whens.iter().enumerate() {
            if !nodes.by_link.contains_key(when.question.as_str()) {
                return Err(Problem::new(
                    format!("{}.enableWhen[{number}].question", item.path),
                    format!("no item is called `{}`", when.question),
                    "name the linkId of a question of this form",
                ));
            }
        }
    }
    let Some(round) = round(&nodes.waits()) else { return Ok(()) };
    let mut links: Vec<&str> = round.iter().map(|n| nodes.items[*n].0.link.as_str()).collect();
    if links.len() > MOST_SHOWN {
        links.truncate(MOST_SHOWN);
        links.push("…");
    }
    let path = &nodes.items[round[0]].0.path;
    Err(Problem::new(
        format!("{path}.enableWhen"),
        format!("waits for itself: `{}`", links.join("` waits for `")),
        "take one of these conditions away",
    ))
}

#[derive(Default)]
struct Nodes<'f> {
    items: Vec<(&'f Item, Option<usize>)>,
    by_link: BTreeMap<&'f str, usize>,
}

impl<'f> Nodes<'f> {
    fn new(items: &'f [Item]) -> Self {
        let mut nodes = Self::default();
        nodes.add(items, None);
        nodes
    }

    /// For each item the items that it waits for: those of its conditions, and the one around it.
    fn waits(&self) -> Vec<Vec<usize>> {
        let of = |(item, above): &(&Item, Option<usize>)| {
            let questions = item.whens.iter().filter_map(|w| self.by_link.get(w.question.as_str()));
            above.iter().chain(questions).copied().collect()
        };
        self.items.iter().map(of).collect()
    }

    fn add(&mut self, items: &'f [Item], above: Option<usize>) {
        for item in items {
            let number = self.items.len();
            self.items.push((item, above));
            self.by_link.insert(&item.link, number);
            self.add(&item.items, Some(number));
        }
    }
}

/// A way round, from a node back to itself.
fn round(waits: &[Vec<usize>]) -> Option<Vec<usize>> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; waits.len()];
    for start in 0..waits.len() {
        // the way down, each with the next of its edges; no recursion, so that depth does not matter
        let mut way: Vec<(usize, usize)> = Vec::new();
        if state[start] == NEW {
            state[start] = OPEN;
            way.push((start, 0));
        }
        while let Some((node, edge)) = way.pop() {
            let Some(next) = waits[node].get(edge).copied() else {
                state[node] = DONE;
                continue;
            };
            way.push((node, edge + 1));
            match state[next] {
                OPEN => {
                    let from = way.iter().position(|(known, _)| *known == next)?;
                    let mut round: Vec<usize> = way[from..].iter().map(|(node, _)| *node).collect();
                    round.push(next);
                    return Some(round);
                }
                NEW => {
                    state[next] = OPEN;
                    way.push((next, 0));
                }
                _ => {}
            }
        }
    }
    None
}

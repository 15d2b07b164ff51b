//! Items that wait for each other.

use std::collections::BTreeMap;

use crate::exchange::fhir::form::{Form, Item};
use crate::exchange::fhir::problem::Problem;

/// Every condition names an item, and no item waits for itself.
pub(super) fn check(form: &Form) -> Result<(), Problem> {
    let mut nodes = Nodes::default();
    nodes.add(&form.items, None);
    let mut waits: Vec<Vec<usize>> = Vec::with_capacity(nodes.items.len());
    for (item, above) in &nodes.items {
        let mut on: Vec<usize> = above.iter().copied().collect();
        for (number, when) in item.whens.iter().enumerate() {
            let Some(question) = nodes.by_link.get(when.question.as_str()) else {
                return Err(Problem::new(
                    format!("{}.enableWhen[{number}].question", item.path),
                    format!("no item is called `{}`", when.question),
                    "name the linkId of a question of this form",
                ));
            };
            on.push(*question);
        }
        waits.push(on);
    }
    let Some(round) = round(&waits) else { return Ok(()) };
    let links: Vec<&str> = round.iter().map(|n| nodes.items[*n].0.link.as_str()).collect();
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

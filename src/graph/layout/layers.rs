//! Which layer a box belongs to, and arrows cut into pieces.

use std::collections::BTreeSet;

use crate::graph::layout::{Link, Size};

/// The width of an arrow that passes a layer.
const PASSING: f64 = 6.0;

/// Something that takes room in a layer: a box, or an arrow that passes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) size: Size,
    pub(super) layer: usize,
    /// Whether it is a box; else a piece of an arrow.
    pub(super) is_box: bool,
    /// Whether it is the words of an arrow.
    pub(super) is_label: bool,
}

/// An arrow as the pieces that it passes, both boxes included, from top to bottom.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// Which link it is.
    pub(super) number: usize,
    pub(super) pieces: Vec<usize>,
    /// Whether the arrow points up.
    pub(super) turned: bool,
}

/// Pieces in layers. The first pieces are the boxes.
#[derive(Debug)]
pub(super) struct Layered {
    pub(super) pieces: Vec<Piece>,
    /// The pieces of each layer from left to right. Boxes stand in even layers, words in odd ones.
    pub(super) layers: Vec<Vec<usize>>,
    pub(super) chains: Vec<Chain>,
    /// The pieces above that each piece hangs on.
    pub(super) above: Vec<Vec<usize>>,
    /// The pieces below that hang on each piece.
    pub(super) below: Vec<Vec<usize>>,
}

/// Gives every box its layer and cuts the arrows; `None` above `most` pieces.
pub(super) fn layers(boxes: &[Size], links: &[Link], most: usize) -> Option<Layered> {
    let downward = downward(boxes.len(), links);
    let ranks = ranks(boxes.len(), &downward);
    let mut pieces: Vec<Piece> = boxes
        .iter()
        .zip(&ranks)
        .map(|(size, rank)| Piece { size: *size, layer: 2 * rank, is_box: true, is_label: false })
        .collect();
    let mut chains = Vec::new();
    for (number, upper, lower, turned) in downward {
        let mut chain = vec![upper];
        for layer in 2 * ranks[upper] + 1..2 * ranks[lower] {
            let label = links[number].label.filter(|_| layer == 2 * ranks[upper] + 1);
            let size = label.unwrap_or(Size { width: PASSING, height: 0.0 });
            chain.push(pieces.len());
            pieces.push(Piece { size, layer, is_box: false, is_label: label.is_some() });
            if pieces.len() > most {
                return None;
            }
        }
        chain.push(lower);
        chains.push(Chain { number, pieces: chain, turned });
    }
    let depth = pieces.iter().map(|piece| piece.layer + 1).max().unwrap_or_default();
    let (mut above, mut below) = (vec![Vec::new(); pieces.len()], vec![Vec::new(); pieces.len()]);
    for chain in &chains {
        for pair in chain.pieces.windows(2) {
            below[pair[0]].push(pair[1]);
            above[pair[1]].push(pair[0]);
        }
    }
    let mut layered = Layered { pieces, layers: vec![Vec::new(); depth], chains, above, below };
    fill(&mut layered);
    Some(layered)
}

/// The first order within the layers: as the pieces are met from the tops down, depth first.
fn fill(layered: &mut Layered) {
    let mut seen = vec![false; layered.pieces.len()];
    let tops = (0..layered.pieces.len()).filter(|piece| layered.above[*piece].is_empty());
    for top in tops.collect::<Vec<_>>() {
        let mut todo = vec![top];
        while let Some(piece) = todo.pop() {
            if std::mem::replace(&mut seen[piece], true) {
                continue;
            }
            layered.layers[layered.pieces[piece].layer].push(piece);
            todo.extend(layered.below[piece].iter().rev());
        }
    }
}

/// The links as (number, upper box, lower box, turned round), without those from a box to itself. A link
/// is turned where it would lead back to a box that it comes from.
fn downward(boxes: usize, links: &[Link]) -> Vec<(usize, usize, usize, bool)> {
    let mut out = vec![Vec::new(); boxes];
    for (number, link) in links.iter().enumerate() {
        out[link.from].push((number, link.to));
    }
    let led_to: BTreeSet<usize> = links.iter().map(|link| link.to).collect();
    let starts = (0..boxes).filter(|node| !led_to.contains(node)).chain(0..boxes);
    // 0: not met, 1: on the way from the start, 2: done
    let mut state = vec![0_u8; boxes];
    let mut turned = BTreeSet::new();
    for start in starts {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some((number, to)) = out[*node].get(*next).copied() else {
                state[*node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => {
                    turned.insert(number);
                }
                _ => {}
            }
        }
    }
    let links = links.iter().enumerate().filter(|(_, link)| link.from != link.to);
    links
        .map(|(number, link)| {
            if turned.contains(&number) {
                (number, link.to, link.from, true)
            } else {
                (number, link.from, link.to, false)
            }
        })
        .collect()
}

/// The rank of each box: one more than the highest of those that lead to it. A box that more leads from
/// than to is then let down to where it leads.
fn ranks(boxes: usize, links: &[(usize, usize, usize, bool)]) -> Vec<usize> {
    let (mut incoming, mut out) = (vec![0_usize; boxes], vec![Vec::new(); boxes]);
    for (_, upper, lower, _) in links {
        incoming[*lower] += 1;
        out[*upper].push(*lower);
    }
    let mut waits = incoming.clone();
    let mut order: Vec<usize> = (0..boxes).filter(|node| incoming[*node] == 0).collect();
    let mut ranks = vec![0; boxes];
    let mut at = 0;
    while at < order.len() {
        let node = order[at];
        at += 1;
        for lower in &out[node] {
            ranks[*lower] = ranks[*lower].max(ranks[node] + 1);
            waits[*lower] -= 1;
            if waits[*lower] == 0 {
                order.push(*lower);
            }
        }
    }
    for node in order.into_iter().rev() {
        if out[node].len() > incoming[node]
            && let Some(lowest) = out[node].iter().map(|lower| ranks[*lower]).min()
        {
            ranks[node] = lowest - 1;
        }
    }
    ranks
}

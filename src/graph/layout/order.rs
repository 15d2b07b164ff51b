//! The order of pieces within their layers, so that few arrows cross.

use crate::graph::layout::as_f64;
use crate::graph::layout::layers::Layered;

/// How often all layers are gone through.
const SWEEPS: usize = 16;
/// Above so many pieces neighbours are not tried the other way round.
const MOST_SWAPPED: usize = 3_000;

/// Orders the layers; the best order that was seen stays.
pub(super) fn reduce_crossings(layered: &mut Layered) {
    let mut places = vec![0; layered.pieces.len()];
    number(layered, &mut places);
    let mut best = layered.layers.clone();
    let mut fewest = crossings(layered, &places);
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        let down = sweep % 2 == 0;
        let depth = layered.layers.len();
        for step in 1..depth {
            let at = if down { step } else { depth - 1 - step };
            sort_layer(layered, at, down, &mut places);
        }
        if layered.pieces.len() <= MOST_SWAPPED {
            swap_neighbours(layered, &mut places);
        }
        let now = crossings(layered, &places);
        if now < fewest {
            fewest = now;
            best.clone_from(&layered.layers);
        }
    }
    layered.layers = best;
}

fn number(layered: &Layered, places: &mut [usize]) {
    for layer in &layered.layers {
        for (place, piece) in layer.iter().enumerate() {
            places[*piece] = place;
        }
    }
}

/// Sorts a layer by the mean place of what its pieces hang on; a piece without any stays where it is.
fn sort_layer(layered: &mut Layered, at: usize, down: bool, places: &mut [usize]) {
    let neighbours = if down { &layered.above } else { &layered.below };
    let mut keyed: Vec<(f64, usize)> = layered.layers[at]
        .iter()
        .map(|piece| {
            let near = &neighbours[*piece];
            if near.is_empty() {
                return (as_f64(places[*piece]), *piece);
            }
            let sum: usize = near.iter().map(|other| places[*other]).sum();
            (as_f64(sum) / as_f64(near.len()), *piece)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (place, (_, piece)) in keyed.iter().enumerate() {
        layered.layers[at][place] = *piece;
        places[*piece] = place;
    }
}

/// Swaps neighbours in a layer where that crosses less.
fn swap_neighbours(layered: &mut Layered, places: &mut [usize]) {
    for at in 0..layered.layers.len() {
        for place in 1..layered.layers[at].len() {
            let (left, right) = (layered.layers[at][place - 1], layered.layers[at][place]);
            let crossed = |a: usize, b: usize| {
                between(&layered.above[a], &layered.above[b], places)
                    + between(&layered.below[a], &layered.below[b], places)
            };
            if crossed(right, left) < crossed(left, right) {
                layered.layers[at].swap(place - 1, place);
                places[left] = place;
                places[right] = place - 1;
            }
        }
    }
}

/// How many arrows of two neighbours cross, the first standing to the left.
fn between(left: &[usize], right: &[usize], places: &[usize]) -> usize {
    let crossed = |a: &usize| right.iter().filter(|b| places[**b] < places[*a]).count();
    left.iter().map(crossed).sum()
}

/// How many arrows cross in all: inversions, counted in a tree of sums.
fn crossings(layered: &Layered, places: &[usize]) -> usize {
    let mut crossings = 0;
    for pair in layered.layers.windows(2) {
        let mut sums = vec![0_usize; pair[1].len() + 1];
        let mut so_far = 0;
        for piece in &pair[0] {
            let mut ends: Vec<usize> =
                layered.below[*piece].iter().map(|other| places[*other]).collect();
            ends.sort_unstable();
            for end in &ends {
                crossings += so_far - sum_up_to(&sums, end + 1);
            }
            for end in ends {
                let mut at = end + 1;
                while at < sums.len() {
                    sums[at] += 1;
                    at += at & at.wrapping_neg();
                }
                so_far += 1;
            }
        }
    }
    crossings
}

fn sum_up_to(sums: &[usize], mut at: usize) -> usize {
    let mut sum = 0;
    while at > 0 {
        sum += sums[at];
        at -= at & at.wrapping_neg();
    }
    sum
}

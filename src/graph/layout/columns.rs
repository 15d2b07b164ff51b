//! How far to the right each piece stands: near what it hangs on, and never over its neighbour.

use crate::graph::layout::layers::Layered;

/// The space between two neighbours of which one is a box.
const BOX_GAP: f64 = 26.0;
/// The space between two arrows that pass.
const ARROW_GAP: f64 = 14.0;
/// How often all layers are gone through.
const SWEEPS: usize = 160;

/// The middles of all pieces from left to right.
pub(super) fn middles(layered: &Layered) -> Vec<f64> {
    let mut middles = vec![0.0; layered.pieces.len()];
    for layer in &layered.layers {
        for (piece, offset) in layer.iter().zip(offsets(layered, layer)) {
            middles[*piece] = offset;
        }
    }
    for sweep in 0..SWEEPS {
        // down, up, and at last by both sides
        let sides =
            if sweep + 6 >= SWEEPS { (true, true) } else { (sweep % 2 == 0, sweep % 2 == 1) };
        let depth = layered.layers.len();
        for step in 0..depth {
            let at = if sweep % 2 == 0 { step } else { depth - 1 - step };
            move_layer(layered, at, sides, &mut middles);
        }
    }
    middles
}

/// How far each piece stands from the first, when they stand as close as they may.
fn offsets(layered: &Layered, layer: &[usize]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(layer.len());
    let mut at = 0.0;
    for (place, piece) in layer.iter().enumerate() {
        if let Some(left) = place.checked_sub(1) {
            let (left, right) = (&layered.pieces[layer[left]], &layered.pieces[*piece]);
            let gap = if left.is_box || right.is_box { BOX_GAP } else { ARROW_GAP };
            at += f64::midpoint(left.size.width, right.size.width) + gap;
        }
        offsets.push(at);
    }
    offsets
}

/// Moves the pieces of a layer as near as they can come to the means of their neighbours, by least
/// squares: those that would overlap are pooled and moved together.
fn move_layer(layered: &Layered, at: usize, sides: (bool, bool), middles: &mut [f64]) {
    let layer = &layered.layers[at];
    let offsets = offsets(layered, layer);
    // (sum of weighted wishes, weight, how many pieces)
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (piece, offset) in layer.iter().zip(&offsets) {
        let (wish, weight) = wish(layered, *piece, sides, middles);
        let mut pool = ((wish - offset) * weight, weight, 1);
        while let Some(last) = pools.last().copied() {
            if last.0 / last.1 <= pool.0 / pool.1 {
                break;
            }
            pool = (pool.0 + last.0, pool.1 + last.1, pool.2 + last.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let mut place = 0;
    for (sum, weight, count) in pools {
        for _ in 0..count {
            middles[layer[place]] = sum / weight + offsets[place];
            place += 1;
        }
    }
}

/// Where a piece would like to stand, and how much. Pieces of one arrow hold together most.
fn wish(layered: &Layered, piece: usize, sides: (bool, bool), middles: &[f64]) -> (f64, f64) {
    let above = layered.above[piece].iter().filter(|_| sides.0);
    let below = layered.below[piece].iter().filter(|_| sides.1);
    let is_box = |piece: usize| layered.pieces[piece].is_box;
    let (mut sum, mut weight) = (0.0, 0.0);
    for other in above.chain(below) {
        let strength = match (is_box(piece), is_box(*other)) {
            (false, false) => 8.0,
            (true, true) => 1.0,
            _ => 2.0,
        };
        sum += middles[*other] * strength;
        weight += strength;
    }
    if weight > 0.0 { (sum / weight, weight) } else { (middles[piece], 0.05) }
}

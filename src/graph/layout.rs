//! Where boxes and arrows of a picture stand: layers from top to bottom, in the manner of Sugiyama.
//!
//! Arrows that lead back are turned round for the time being; every box gets a layer below those that
//! lead to it; long arrows are cut into pieces, one a layer; boxes are ordered within their layers so
//! that few arrows cross, then moved sideways so that arrows run straight. Nothing in it is left to
//! chance, so the same picture is laid out alike each time.

mod columns;
mod layers;
mod order;

use crate::graph::layout::layers::Layered;

/// The most pieces (boxes, and arrows layer by layer) that are laid out.
const MOST_PIECES: usize = 12_000;
/// The space between two layers.
const LAYER_GAP: f64 = 18.0;
/// The space between an arrow's start and the next arrow's start on the same box.
const PORT_GAP: f64 = 22.0;

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A place; x goes to the right, y down.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// An arrow between two boxes, which are named by their positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// From this box.
    pub from: usize,
    /// To this box.
    pub to: usize,
    /// The room that its words take.
    pub label: Option<Size>,
}

/// The way of an arrow. From point to point it runs straight down, straight across, or in a curve
/// that starts and ends downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Route {
    /// From its start to its end.
    pub points: Vec<Point>,
    /// The middle of its words.
    pub label: Option<Point>,
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The room that all of it takes.
    pub size: Size,
    /// The middles of the boxes.
    pub centres: Vec<Point>,
    /// The ways of the arrows.
    pub routes: Vec<Route>,
}

/// Lays out boxes of these sizes; `None` where there are too many for a picture that anybody reads.
#[must_use]
pub fn layered(boxes: &[Size], links: &[Link]) -> Option<Layout> {
    if boxes.len() > MOST_PIECES || links.len() > MOST_PIECES {
        return None;
    }
    let mut layered = layers::layers(boxes, links, MOST_PIECES)?;
    order::reduce_crossings(&mut layered);
    let middles = columns::middles(&layered);
    Some(place(boxes, links, &layered, &middles))
}

fn place(boxes: &[Size], links: &[Link], layered: &Layered, middles: &[f64]) -> Layout {
    let left = (0..layered.pieces.len())
        .map(|piece| middles[piece] - layered.pieces[piece].size.width / 2.0)
        .fold(f64::INFINITY, f64::min);
    let left = if left.is_finite() { left } else { 0.0 };
    let x = |piece: usize| middles[piece] - left;
    let (mut tops, mut bottoms, mut y) = (Vec::new(), Vec::new(), 0.0);
    for layer in &layered.layers {
        let height = layer.iter().map(|piece| layered.pieces[*piece].size.height);
        let height = height.fold(0.0, f64::max);
        tops.push(y);
        bottoms.push(y + height);
        y += height + LAYER_GAP;
    }
    let middle_of = |piece: usize| {
        let layer = layered.pieces[piece].layer;
        Point { x: x(piece), y: f64::midpoint(tops[layer], bottoms[layer]) }
    };
    let centres: Vec<Point> = (0..boxes.len()).map(middle_of).collect();
    let mut routes = vec![Route::default(); links.len()];
    for (number, link) in links.iter().enumerate() {
        if link.from == link.to {
            routes[number] = round_itself(centres[link.from], boxes[link.from], link.label);
        }
    }
    for chain in &layered.chains {
        let (Some(first), Some(last)) = (chain.pieces.first(), chain.pieces.last()) else {
            continue;
        };
        let mut points = Vec::new();
        let start = x(*first) + port(layered, &x, chain.number, *first, boxes[*first], true);
        let layer = layered.pieces[*first].layer;
        points.push(Point { x: start, y: centres[*first].y + boxes[*first].height / 2.0 });
        points.push(Point { x: start, y: bottoms[layer] });
        let mut label = None;
        for piece in &chain.pieces[1..chain.pieces.len() - 1] {
            let layer = layered.pieces[*piece].layer;
            points.push(Point { x: x(*piece), y: tops[layer] });
            points.push(Point { x: x(*piece), y: bottoms[layer] });
            if layered.pieces[*piece].is_label {
                label = Some(middle_of(*piece));
            }
        }
        let end = x(*last) + port(layered, &x, chain.number, *last, boxes[*last], false);
        points.push(Point { x: end, y: tops[layered.pieces[*last].layer] });
        points.push(Point { x: end, y: centres[*last].y - boxes[*last].height / 2.0 });
        points.dedup();
        if chain.turned {
            points.reverse();
        }
        routes[chain.number] = Route { points, label };
    }
    let size = extent(boxes, links, &centres, &routes);
    Layout { size, centres, routes }
}

/// The room that everything takes, from the upper left corner.
fn extent(boxes: &[Size], links: &[Link], centres: &[Point], routes: &[Route]) -> Size {
    let mut size = Size::default();
    let mut reach = |point: Point, half: Size| {
        size.width = size.width.max(point.x + half.width);
        size.height = size.height.max(point.y + half.height);
    };
    let half = |size: Size| Size { width: size.width / 2.0, height: size.height / 2.0 };
    for (centre, size) in centres.iter().zip(boxes) {
        reach(*centre, half(*size));
    }
    for (route, link) in routes.iter().zip(links) {
        for point in &route.points {
            reach(*point, Size::default());
        }
        if let (Some(middle), Some(size)) = (route.label, link.label) {
            reach(middle, half(size));
        }
    }
    size
}

/// How far from the middle of a box an arrow starts or ends: arrows are spread from left to right in
/// the order of where they go on.
fn port(
    layered: &Layered,
    x: &dyn Fn(usize) -> f64,
    number: usize,
    piece: usize,
    size: Size,
    below: bool,
) -> f64 {
    let mut others: Vec<(f64, usize)> = Vec::new();
    for chain in &layered.chains {
        let neighbour = match (below, chain.pieces.as_slice()) {
            (true, [first, next, ..]) if *first == piece => *next,
            (false, [.., next, last]) if *last == piece => *next,
            _ => continue,
        };
        others.push((x(neighbour), chain.number));
    }
    others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let at = others.iter().position(|(_, other)| *other == number).unwrap_or_default();
    let count = as_f64(others.len());
    let gap = PORT_GAP.min(size.width * 0.6 / count.max(1.0));
    (as_f64(at) - (count - 1.0) / 2.0) * gap
}

/// An arrow from a box to itself: round its right side.
fn round_itself(centre: Point, size: Size, label: Option<Size>) -> Route {
    let right = centre.x + size.width / 2.0;
    let out = right + 18.0;
    let (low, high) = (centre.y + 7.0, centre.y - 7.0);
    let points = [(right, low), (out, low), (out, high), (right, high)];
    Route {
        points: points.map(|(x, y)| Point { x, y }).to_vec(),
        label: label.map(|size| Point { x: out + size.width / 2.0, y: centre.y }),
    }
}

/// A count as a number to reckon places with.
fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;

//! A dialogue with all that it calls, laid out flat: what surely lies behind each place, and how much may.

use std::collections::{BTreeSet, VecDeque};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::graph::Way;
use crate::model::Model;
use crate::model::dialogue::StepKind;

/// How many places are laid out at most; the loader takes no pack that has more.
const MOST_PLACES: usize = 20_000;

/// A dialogue with all that it calls. A place is a step as one call comes to it; the place behind the
/// last is the end.
#[derive(Debug)]
pub struct Road {
    places: Vec<(usize, usize)>,
    ways: Vec<Vec<(Way, usize)>>,
    whole: bool,
}

impl Road {
    /// Lays out a dialogue (a position in the model's dialogues).
    #[must_use]
    pub fn of(model: &Model, dialogue: usize) -> Self {
        let mut road = Self { places: Vec::new(), ways: Vec::new(), whole: true };
        // a dialogue, the place that calls it, and where it goes on; the end is not known yet
        let mut todo: Vec<(usize, Option<usize>, usize)> = vec![(dialogue, None, usize::MAX)];
        while let Some((dialogue, caller, then)) = todo.pop() {
            let base = road.places.len();
            let steps = &model.dialogues[dialogue].steps;
            if base + steps.len() > MOST_PLACES {
                road.whole = false;
                continue;
            }
            if let Some(caller) = caller {
                road.ways[caller] = vec![(Way::Next, if steps.is_empty() { then } else { base })];
            }
            for (position, step) in steps.iter().enumerate() {
                road.places.push((dialogue, position));
                let to = |step: Option<usize>| step.map_or(then, |step| base + step);
                road.ways.push(match &step.kind {
                    StepKind::Say { next, .. }
                    | StepKind::Listen { next, .. }
                    | StepKind::Ask { next, .. }
                    | StepKind::Assess { next, .. } => vec![(Way::Next, to(*next))],
                    StepKind::Call { dialogue, next } => {
                        todo.push((*dialogue, Some(base + position), to(*next)));
                        vec![(Way::Next, to(*next))]
                    }
                    StepKind::Branch { ways, unsure, otherwise } => {
                        let guarded = ways.iter().enumerate();
                        let guarded = guarded.map(|(n, (_, to))| (Way::When(n), base + to));
                        let unsure = unsure.iter().map(|to| (Way::Unsure, base + to));
                        guarded.chain(unsure).chain([(Way::Otherwise, base + otherwise)]).collect()
                    }
                    StepKind::End { .. } => vec![(Way::Next, then)],
                });
            }
        }
        let end = road.places.len();
        for (_, to) in road.ways.iter_mut().flatten() {
            *to = (*to).min(end);
        }
        road
    }

    /// Whether all of it could be laid out.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The dialogue and the step (positions) of every place.
    #[must_use]
    pub fn places(&self) -> &[(usize, usize)] {
        &self.places
    }

    /// The place behind the last.
    #[must_use]
    pub fn end(&self) -> usize {
        self.places.len()
    }

    /// The ways out of a place; none leads out of the end.
    #[must_use]
    pub fn ways(&self, place: usize) -> &[(Way, usize)] {
        self.ways.get(place).map_or(&[], Vec::as_slice)
    }

    /// What surely lies behind each place and the end, on whatever way it is come to: what `gained` says of
    /// the ways taken. A place that nothing leads to has all of it behind it.
    #[must_use]
    pub fn behind(&self, n_marks: usize, gained: &dyn Fn(usize, Way) -> Vec<usize>) -> Vec<Marks> {
        let mut behind = vec![Marks::all(n_marks); self.end() + 1];
        let mut reached = vec![false; self.end() + 1];
        let mut waiting = vec![false; self.end() + 1];
        let mut todo = VecDeque::from([0]);
        behind[0] = Marks::none(n_marks);
        reached[0] = true;
        while let Some(place) = todo.pop_front() {
            waiting[place] = false;
            for (way, to) in self.ways(place) {
                let mut marks = behind[place].clone();
                for mark in gained(place, *way) {
                    marks.add(mark);
                }
                let changed = behind[*to].keep(&marks);
                if (changed || !std::mem::replace(&mut reached[*to], true)) && !waiting[*to] {
                    waiting[*to] = true;
                    todo.push_back(*to);
                }
            }
        }
        behind
    }

    /// The most that can lie between the start and each place, and what lies on it, over the ways that
    /// `open` says yes to: each place counts once, as what was asked is not asked again. None where no such
    /// way leads.
    #[must_use]
    pub fn most_before(
        &self,
        weight: &dyn Fn(usize) -> u64,
        open: &dyn Fn(usize, Way) -> bool,
    ) -> Vec<Option<u64>> {
        let mut graph: DiGraph<(), ()> = DiGraph::new();
        let nodes: Vec<NodeIndex> = (0..=self.end()).map(|_| graph.add_node(())).collect();
        for place in 0..self.end() {
            for (way, to) in self.ways(place) {
                if open(place, *way) {
                    graph.add_edge(nodes[place], nodes[*to], ());
                }
            }
        }
        let mut before: Vec<Option<u64>> = vec![None; self.end() + 1];
        before[0] = Some(0);
        // groups come with those that they lead to first
        for group in tarjan_scc(&graph).into_iter().rev() {
            let Some(entered) = group.iter().filter_map(|node| before[node.index()]).max() else {
                continue;
            };
            let inside: u64 = group.iter().fold(0, |sum: u64, node| {
                sum.saturating_add(weight_of(weight, node.index(), self))
            });
            for node in &group {
                let own = weight_of(weight, node.index(), self);
                before[node.index()] = Some(if group.len() == 1 {
                    entered
                } else {
                    entered.saturating_add(inside).saturating_sub(own)
                });
                for next in graph.neighbors(*node) {
                    let after = entered.saturating_add(inside);
                    let known = before[next.index()].unwrap_or(0);
                    if !group.contains(&next) {
                        before[next.index()] = Some(known.max(after));
                    }
                }
            }
        }
        before
    }

    /// The shortest way to a place, over a given way out of some place if one is asked for, along ways that
    /// `open` says yes to: the ways taken, each with the place that it leads out of.
    #[must_use]
    pub fn shortest(
        &self,
        (from, to): (usize, usize),
        open: &dyn Fn(usize, Way) -> bool,
    ) -> Option<Vec<(usize, Way)>> {
        let mut came_by: Vec<Option<(usize, Way)>> = vec![None; self.end() + 1];
        let mut seen = BTreeSet::from([from]);
        let mut todo = VecDeque::from([from]);
        while let Some(place) = todo.pop_front() {
            if place == to {
                let mut path = Vec::new();
                let mut at = to;
                while let Some((earlier, way)) = came_by[at].filter(|_| at != from) {
                    path.push((earlier, way));
                    at = earlier;
                }
                path.reverse();
                return Some(path);
            }
            for (way, next) in self.ways(place) {
                if open(place, *way) && seen.insert(*next) {
                    came_by[*next] = Some((place, *way));
                    todo.push_back(*next);
                }
            }
        }
        None
    }
}

fn weight_of(weight: &dyn Fn(usize) -> u64, place: usize, road: &Road) -> u64 {
    if place == road.end() { 0 } else { weight(place) }
}

/// A set of marks, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks(Vec<u64>);

impl Marks {
    fn none(n: usize) -> Self {
        Self(vec![0; n.div_ceil(64)])
    }

    fn all(n: usize) -> Self {
        Self(vec![u64::MAX; n.div_ceil(64)])
    }

    fn add(&mut self, mark: usize) {
        self.0[mark / 64] |= 1 << (mark % 64);
    }

    /// Keeps what the other has too; whether something went.
    fn keep(&mut self, other: &Self) -> bool {
        let mut changed = false;
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            changed |= *mine & !theirs != 0;
            *mine &= theirs;
        }
        changed
    }

    /// Whether a mark is among them.
    #[must_use]
    pub fn has(&self, mark: usize) -> bool {
        self.0.get(mark / 64).is_some_and(|word| word >> (mark % 64) & 1 == 1)
    }
}

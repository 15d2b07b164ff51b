//! One dialogue as a petgraph graph.

use std::collections::{BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::algo::dominators::{Dominators, simple_fast};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::model::dialogue::{Dialogue, StepKind};

/// How one step leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// On to the next.
    Next,
    /// A way of a branch, by its number.
    When(usize),
    /// The way of a branch for answers that are not known.
    Unsure,
    /// The way of a branch when every guard is no.
    Otherwise,
}

/// A dialogue as a graph. A node is a step by its position; the node behind the last is the exit.
#[derive(Debug)]
pub struct DialogueGraph {
    graph: DiGraph<usize, Way>,
    exit: usize,
}

impl DialogueGraph {
    /// Builds the graph of a dialogue; nodes and edges stand in the order of the steps.
    #[must_use]
    pub fn new(dialogue: &Dialogue) -> Self {
        let exit = dialogue.steps.len();
        let mut graph = DiGraph::with_capacity(exit + 1, 2 * exit);
        let nodes: Vec<NodeIndex> = (0..=exit).map(|step| graph.add_node(step)).collect();
        for (from, step) in dialogue.steps.iter().enumerate() {
            for (way, to) in ways_of(&step.kind) {
                graph.add_edge(nodes[from], nodes[to.unwrap_or(exit)], way);
            }
        }
        Self { graph, exit }
    }

    /// The node behind the last step.
    #[must_use]
    pub fn exit(&self) -> usize {
        self.exit
    }

    /// The ways out of a step with where they lead, in the order of the step.
    #[must_use]
    pub fn ways(&self, from: usize) -> Vec<(Way, usize)> {
        let edges = self.graph.edges_directed(NodeIndex::new(from), Direction::Outgoing);
        let mut ways: Vec<(Way, usize)> =
            edges.map(|edge| (*edge.weight(), edge.target().index())).collect();
        ways.sort_unstable();
        ways
    }

    /// The steps that the first one leads to, itself among them; the exit too, if it is reached.
    #[must_use]
    pub fn reachable(&self) -> BTreeSet<usize> {
        self.spread(0, Direction::Outgoing, &|_| true)
    }

    /// The nodes from which the exit is reached when no way goes on from the `closed` steps.
    #[must_use]
    pub fn leading_out(&self, closed: &BTreeSet<usize>) -> BTreeSet<usize> {
        self.spread(self.exit, Direction::Incoming, &|node| !closed.contains(&node))
    }

    /// Whether the exit can be reached from the start without passing one of these steps.
    #[must_use]
    pub fn has_way_around(&self, steps: &BTreeSet<usize>) -> bool {
        let open = |node: usize| !steps.contains(&node);
        open(0) && self.spread(0, Direction::Outgoing, &open).contains(&self.exit)
    }

    /// What dominates what: the steps that every way from the start to a step passes.
    #[must_use]
    pub fn dominators_of(&self, step: usize) -> Vec<usize> {
        let tree: Dominators<NodeIndex> = simple_fast(&self.graph, NodeIndex::new(0));
        let mut steps: Vec<usize> = tree
            .strict_dominators(NodeIndex::new(step))
            .map(|above| above.map(NodeIndex::index).collect())
            .unwrap_or_default();
        steps.reverse();
        steps
    }

    /// All nodes that are reached over nodes that `open` says yes to.
    fn spread(
        &self,
        from: usize,
        direction: Direction,
        open: &dyn Fn(usize) -> bool,
    ) -> BTreeSet<usize> {
        let mut seen = BTreeSet::from([from]);
        let mut todo = vec![from];
        while let Some(node) = todo.pop() {
            for next in self.graph.neighbors_directed(NodeIndex::new(node), direction) {
                if open(next.index()) && seen.insert(next.index()) {
                    todo.push(next.index());
                }
            }
        }
        seen
    }

    /// The shortest way from one node to another over nodes that `open` says yes to, both ends
    /// included; at least one edge long. Among equals the first in the order of the steps.
    #[must_use]
    pub fn shortest(
        &self,
        from: usize,
        to: usize,
        open: &dyn Fn(usize) -> bool,
    ) -> Option<Vec<usize>> {
        let mut came_from = vec![None; self.exit + 1];
        let mut todo = VecDeque::from([from]);
        while let Some(node) = todo.pop_front() {
            for (_, next) in self.ways(node) {
                if next == to {
                    let mut path = vec![to, node];
                    let mut at = node;
                    while let Some(earlier) = came_from[at].filter(|_| at != from) {
                        path.push(earlier);
                        at = earlier;
                    }
                    path.reverse();
                    return Some(path);
                }
                if next != from && open(next) && came_from[next].is_none() {
                    came_from[next] = Some(node);
                    todo.push_back(next);
                }
            }
        }
        None
    }

    /// The groups of steps that lead round to each other over nodes that `open` says yes to, each in
    /// the order of the steps, the first group first.
    #[must_use]
    pub fn loops(&self, open: &dyn Fn(usize) -> bool) -> Vec<BTreeSet<usize>> {
        let part = self
            .graph
            .filter_map(|node, step| open(node.index()).then_some(*step), |_, way| Some(*way));
        let mut groups: Vec<BTreeSet<usize>> = tarjan_scc(&part)
            .into_iter()
            .filter(|group| {
                group.len() > 1 || group.iter().any(|node| part.contains_edge(*node, *node))
            })
            .map(|group| group.into_iter().map(|node| part[node]).collect())
            .collect();
        groups.sort();
        groups
    }

    /// The shortest way round in a group of steps that lead round to each other.
    #[must_use]
    pub fn shortest_round(&self, group: &BTreeSet<usize>) -> Vec<usize> {
        group
            .iter()
            .filter_map(|step| self.shortest(*step, *step, &|node| group.contains(&node)))
            .min_by_key(|path| (path.len(), path.first().copied()))
            .unwrap_or_default()
    }
}

/// The ways out of a step; `None` leads to the exit.
fn ways_of(kind: &StepKind) -> Vec<(Way, Option<usize>)> {
    match kind {
        StepKind::Say { next, .. }
        | StepKind::Listen { next, .. }
        | StepKind::Ask { next, .. }
        | StepKind::Call { next, .. }
        | StepKind::Assess { next, .. } => vec![(Way::Next, *next)],
        StepKind::Branch { ways, unsure, otherwise } => {
            let guarded = ways.iter().enumerate().map(|(n, (_, to))| (Way::When(n), Some(*to)));
            let unsure = unsure.iter().map(|to| (Way::Unsure, Some(*to)));
            guarded.chain(unsure).chain([(Way::Otherwise, Some(*otherwise))]).collect()
        }
        StepKind::End { .. } => vec![(Way::Next, None)],
    }
}

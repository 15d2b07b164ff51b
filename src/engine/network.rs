//! Rules as a network of gates over shared tests, so that a changed finding costs what it touches.
//!
//! Every different test stands once, every different subcondition once. A number's tests are sorted by
//! their bounds: a change from one value to another touches only the tests between the two.

use std::collections::HashMap;

use crate::base::decimal::Decimal;
use crate::base::truth::{Tally, Truth};
use crate::model::condition::{Comparison, Condition, Test};
use crate::model::fact::Slot;
use crate::model::finding::{Finding, Findings};

/// A node: a test or a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// Its position among the gates.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// A test of one finding.
    Test(Test),
    /// At least so many of its parts (all and any among them).
    AtLeast(u32),
    /// The opposite of its part.
    Not,
    /// Yes unless its part is no.
    Possibly,
    /// As `Possibly`, but open while its part is: it could still turn out to be no.
    Prospect,
    /// Its part, with open read as not established.
    OpenAsNo,
}

impl Gate {
    /// What the gate makes of its parts; a test has none and stays open.
    #[must_use]
    pub fn of_parts(self, tally: &Tally) -> Truth {
        let only = || {
            Truth::ALL.into_iter().find(|truth| tally.count(*truth) > 0).unwrap_or(Truth::Unknown)
        };
        match self {
            Self::Test(_) => Truth::Open,
            Self::AtLeast(n) => tally.at_least(n),
            Self::Not => only().negated(),
            Self::Possibly => only().possibly(),
            Self::Prospect => match only() {
                Truth::Open => Truth::Open,
                other => other.possibly(),
            },
            Self::OpenAsNo => match only() {
                Truth::Open => Truth::No,
                other => other,
            },
        }
    }
}

/// A reading of a condition that somebody watches; its state can be looked up at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Watch(pub(super) u32);

/// Gates over tests.
#[derive(Debug, Default)]
pub struct Network {
    gates: Vec<Gate>,
    parts: Vec<Vec<NodeId>>,
    parents: Vec<Vec<NodeId>>,
    watched: Vec<Vec<Watch>>,
    watches: Vec<NodeId>,
    /// For each slot its tests, sorted by [`cut`].
    tests_of: Vec<Vec<NodeId>>,
    known: HashMap<(Gate, Vec<NodeId>), NodeId>,
}

/// Which way a condition is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As it stands.
    Plain,
    /// With `possibly` open while its part is open: what answers could still change.
    Prospect,
    /// In negation normal form with open read as not established.
    OpenAsNo,
}

impl Network {
    /// An empty network that findings of so many slots run through.
    #[must_use]
    pub fn new(slots: usize) -> Self {
        Self { tests_of: vec![Vec::new(); slots], ..Self::default() }
    }

    /// An empty network that no findings run through: only its gates are looked at.
    #[must_use]
    pub fn of_gates() -> Self {
        Self::default()
    }

    /// Adds a condition to watch.
    pub fn watch(&mut self, condition: &Condition, reading: Reading) -> Watch {
        let node = match reading {
            Reading::OpenAsNo => self.closed(&condition.in_negation_normal_form()),
            other => self.node(condition, other),
        };
        let watch = Watch(u32::try_from(self.watches.len()).unwrap_or(u32::MAX));
        self.watches.push(node);
        self.watched[node.index()].push(watch);
        watch
    }

    /// Sorts the tests of each slot; to be called once after the last condition.
    pub(super) fn finish(&mut self) {
        for tests in &mut self.tests_of {
            tests.sort_by_key(|node| match self.gates[node.index()] {
                Gate::Test(test) => (cut(test), *node),
                _ => ((Decimal::ZERO, 0), *node),
            });
        }
        self.known = HashMap::new();
    }

    fn node(&mut self, condition: &Condition, reading: Reading) -> NodeId {
        match condition {
            Condition::Test(test) => self.gate(Gate::Test(*test), Vec::new()),
            Condition::All(parts) => {
                let parts = self.nodes(parts, reading);
                let all = u32::try_from(parts.len()).unwrap_or(u32::MAX);
                self.gate(Gate::AtLeast(all), parts)
            }
            Condition::Any(parts) => {
                let parts = self.nodes(parts, reading);
                self.gate(Gate::AtLeast(1), parts)
            }
            Condition::AtLeast(n, parts) => {
                let parts = self.nodes(parts, reading);
                self.gate(Gate::AtLeast(*n), parts)
            }
            Condition::Not(part) => {
                let part = self.node(part, reading);
                self.gate(Gate::Not, vec![part])
            }
            Condition::Possibly(part) => {
                let part = self.node(part, reading);
                let gate =
                    if reading == Reading::Prospect { Gate::Prospect } else { Gate::Possibly };
                self.gate(gate, vec![part])
            }
        }
    }

    fn nodes(&mut self, parts: &[Condition], reading: Reading) -> Vec<NodeId> {
        parts.iter().map(|part| self.node(part, reading)).collect()
    }

    fn closed(&mut self, condition: &Condition) -> NodeId {
        let (n, parts) = match condition {
            Condition::All(parts) => (u32::try_from(parts.len()).unwrap_or(u32::MAX), parts),
            Condition::Any(parts) => (1, parts),
            Condition::AtLeast(n, parts) => (*n, parts),
            leaf => {
                let leaf = self.node(leaf, Reading::Plain);
                return self.gate(Gate::OpenAsNo, vec![leaf]);
            }
        };
        let parts = parts.iter().map(|part| self.closed(part)).collect();
        self.gate(Gate::AtLeast(n), parts)
    }

    fn gate(&mut self, gate: Gate, parts: Vec<NodeId>) -> NodeId {
        if let Some(node) = self.known.get(&(gate, parts.clone())) {
            return *node;
        }
        let node = NodeId(u32::try_from(self.gates.len()).unwrap_or(u32::MAX));
        for part in &parts {
            self.parents[part.index()].push(node);
        }
        if let Gate::Test(test) = gate
            && let Some(tests) = self.tests_of.get_mut(test.slot().index())
        {
            tests.push(node);
        }
        self.gates.push(gate);
        self.parts.push(parts.clone());
        self.parents.push(Vec::new());
        self.watched.push(Vec::new());
        self.known.insert((gate, parts), node);
        node
    }

    /// How many gates there are.
    #[must_use]
    pub fn n_gates(&self) -> usize {
        self.gates.len()
    }

    /// What a node computes, and of which parts. Parts stand before the gates that hold them.
    #[must_use]
    pub fn gate_of(&self, node: NodeId) -> (Gate, &[NodeId]) {
        (self.gates[node.index()], &self.parts[node.index()])
    }

    /// The node whose state a watch looks up.
    #[must_use]
    pub fn node_of(&self, watch: Watch) -> NodeId {
        self.watches[watch.0 as usize]
    }

    /// Whether some undecided watch that `wanted` says yes to hangs on this open slot. What was found
    /// to lead to none is passed over when the next slot is looked at, so that all slots together cost no
    /// more than the network: `dead` belongs to these beliefs and this `wanted`.
    pub(super) fn is_live(
        &self,
        beliefs: &Beliefs,
        slot: Slot,
        wanted: &impl Fn(Watch) -> bool,
        dead: &mut Nodes,
    ) -> bool {
        let mut seen: Vec<NodeId> = Vec::new();
        let mut next = 0;
        let mut look_at = |nodes: &[NodeId], seen: &mut Vec<NodeId>| {
            let open = nodes.iter().filter(|node| beliefs.truth(**node) == Truth::Open);
            seen.extend(open.copied().filter(|node| dead.insert(*node)));
        };
        look_at(&self.tests_of[slot.index()], &mut seen);
        while let Some(node) = seen.get(next).copied() {
            next += 1;
            if self.watched[node.index()].iter().any(|watch| wanted(*watch)) {
                for node in seen {
                    dead.remove(node);
                }
                return true;
            }
            look_at(&self.parents[node.index()], &mut seen);
        }
        false
    }

    /// No node yet, with room for all.
    pub(super) fn no_nodes(&self) -> Nodes {
        Nodes(vec![0; self.gates.len().div_ceil(64)])
    }

    /// The watches that hang on a slot at all.
    pub(super) fn watches_of(&self, slot: Slot) -> Vec<Watch> {
        let mut seen: Vec<bool> = vec![false; self.gates.len()];
        let mut found = Vec::new();
        let mut stack: Vec<NodeId> = self.tests_of[slot.index()].clone();
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut seen[node.index()], true) {
                continue;
            }
            found.extend(self.watched[node.index()].iter().copied());
            stack.extend(self.parents[node.index()].iter().copied());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A set of nodes.
#[derive(Debug)]
pub(super) struct Nodes(Vec<u64>);

impl Nodes {
    /// Adds a node; whether it was not there.
    fn insert(&mut self, node: NodeId) -> bool {
        let (word, bit) = (&mut self.0[node.index() / 64], 1 << (node.index() % 64));
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    fn remove(&mut self, node: NodeId) {
        self.0[node.index() / 64] &= !(1 << (node.index() % 64));
    }
}

/// Where a test cuts the line of numbers: `>=` and `<` cut just below their bound, `>` and `<=` just
/// above it. A value stands between the two cuts of a bound equal to it.
fn cut(test: Test) -> (Decimal, u8) {
    match test {
        Test::Compare(_, Comparison::AtOrAbove | Comparison::Below, bound) => (bound, 0),
        Test::Compare(_, Comparison::Above | Comparison::AtOrBelow, bound) => (bound, 2),
        Test::Is(_, option) => (Decimal::from_millionths(i128::from(option)), 0),
        Test::Has(_) => (Decimal::ZERO, 0),
    }
}

/// The state of every node for the current findings.
#[derive(Debug, Clone)]
pub(super) struct Beliefs {
    findings: Findings,
    truths: Vec<Truth>,
    tallies: Vec<Tally>,
    changed: Vec<Watch>,
}

impl Beliefs {
    /// Everything open.
    pub(super) fn new(network: &Network) -> Self {
        let mut beliefs = Self {
            findings: Findings::open(network.tests_of.len()),
            truths: vec![Truth::Open; network.gates.len()],
            tallies: vec![Tally::default(); network.gates.len()],
            changed: Vec::new(),
        };
        // parts stand before the gates that hold them
        for (index, gate) in network.gates.iter().enumerate() {
            for part in &network.parts[index] {
                let truth = beliefs.truths[part.index()];
                beliefs.tallies[index].add(truth);
            }
            beliefs.truths[index] = match gate {
                Gate::Test(_) => Truth::Open,
                other => other.of_parts(&beliefs.tallies[index]),
            };
        }
        beliefs
    }

    /// The findings.
    pub(super) fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The state of a watched reading.
    pub(super) fn state(&self, network: &Network, watch: Watch) -> Truth {
        self.truths[network.watches[watch.0 as usize].index()]
    }

    fn truth(&self, node: NodeId) -> Truth {
        self.truths[node.index()]
    }

    /// Takes the watches that changed since the last call.
    pub(super) fn take_changed(&mut self) -> Vec<Watch> {
        std::mem::take(&mut self.changed)
    }

    /// Replaces a finding and carries the change through the network.
    pub(super) fn set(&mut self, network: &Network, slot: Slot, finding: Finding) {
        let old = self.findings.set(slot, finding);
        if old == finding {
            return;
        }
        let tests = &network.tests_of[slot.index()];
        let touched = match (old, finding) {
            (Finding::Number(a), Finding::Number(b)) => {
                let (low, high) = if a < b { (a, b) } else { (b, a) };
                let key = |node: &NodeId| match network.gates[node.index()] {
                    Gate::Test(test) => cut(test),
                    _ => (Decimal::ZERO, 0),
                };
                let from = tests.partition_point(|node| key(node) < (low, 1));
                let to = tests.partition_point(|node| key(node) < (high, 1));
                &tests[from..to]
            }
            _ => &tests[..],
        };
        for node in touched {
            if let Gate::Test(test) = network.gates[node.index()] {
                self.update(network, *node, test.of(finding));
            }
        }
    }

    fn update(&mut self, network: &Network, test: NodeId, truth: Truth) {
        let mut stack = Vec::new();
        self.turn(network, test, truth, &mut stack);
        while let Some(gate) = stack.pop() {
            let truth = network.gates[gate.index()].of_parts(&self.tallies[gate.index()]);
            self.turn(network, gate, truth, &mut stack);
        }
    }

    /// Turns a node to a state and puts the gates that count it on the stack. A gate may hold the same
    /// part twice; it then stands twice among the parents.
    fn turn(&mut self, network: &Network, node: NodeId, truth: Truth, stack: &mut Vec<NodeId>) {
        let old = std::mem::replace(&mut self.truths[node.index()], truth);
        if old == truth {
            return;
        }
        self.changed.extend(network.watched[node.index()].iter().copied());
        for parent in &network.parents[node.index()] {
            let tally = &mut self.tallies[parent.index()];
            tally.remove(old);
            tally.add(truth);
            stack.push(*parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

    use super::{Beliefs, Network, Reading};
    use crate::base::decimal::Decimal;
    use crate::model::condition::{Comparison, Condition, Test};
    use crate::model::fact::Slot;
    use crate::model::finding::Finding;

    /// Slots 0 to 2 are yes/no, 3 and 4 numbers, 5 one of three.
    const SLOTS: u32 = 6;

    fn test() -> impl Strategy<Value = Condition> {
        let comparison = prop_oneof![
            Just(Comparison::Above),
            Just(Comparison::AtOrAbove),
            Just(Comparison::Below),
            Just(Comparison::AtOrBelow),
        ];
        prop_oneof![
            (0..3_u32).prop_map(|slot| Test::Has(Slot(slot))),
            (3..5_u32, comparison, 0..4).prop_map(|(slot, how, n)| Test::Compare(
                Slot(slot),
                how,
                Decimal::whole(n)
            )),
            (0..3_u16).prop_map(|option| Test::Is(Slot(5), option)),
        ]
        .prop_map(Condition::Test)
    }

    fn condition() -> impl Strategy<Value = Condition> {
        test().prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Condition::All),
                vec(inner.clone(), 0..4).prop_map(Condition::Any),
                (0..4_u32, vec(inner.clone(), 0..4)).prop_map(|(n, p)| Condition::AtLeast(n, p)),
                inner.clone().prop_map(|part| Condition::Not(Box::new(part))),
                inner.prop_map(|part| Condition::Possibly(Box::new(part))),
            ]
        })
    }

    fn change() -> impl Strategy<Value = (Slot, Finding)> {
        let yes_no = prop_oneof![Just(Finding::Affirmed), Just(Finding::Denied)];
        let number = (0..9).prop_map(|n| {
            let half = Decimal::from_millionths(500_000);
            Finding::Number(half.checked_mul(Decimal::whole(n)).unwrap_or(half))
        });
        let undecided = prop_oneof![Just(Finding::Open), Just(Finding::Unknown)];
        prop_oneof![
            (0..3_u32, yes_no),
            (3..5_u32, number),
            (Just(5_u32), (0..3_u16).prop_map(Finding::Choice)),
            (0..SLOTS, undecided),
        ]
        .prop_map(|(slot, finding)| (Slot(slot), finding))
    }

    proptest! {
        /// The network and the simple evaluator agree on any conditions and any changes.
        #[test]
        fn the_network_agrees_with_the_simple_evaluator(
            conditions in vec(condition(), 1..5),
            changes in vec(change(), 0..20),
            twice in any::<bool>(),
        ) {
            let mut network = Network::new(SLOTS as usize);
            let mut watches = Vec::new();
            for condition in &conditions {
                for _ in 0..=usize::from(twice) {
                    watches.push((
                        condition,
                        network.watch(condition, Reading::Plain),
                        network.watch(condition, Reading::Prospect),
                        network.watch(condition, Reading::OpenAsNo),
                    ));
                }
            }
            network.finish();
            let mut beliefs = Beliefs::new(&network);
            for step in 0..=changes.len() {
                for (condition, plain, prospect, closed) in &watches {
                    let findings = beliefs.findings().clone();
                    prop_assert_eq!(beliefs.state(&network, *plain), condition.state(&findings));
                    prop_assert_eq!(
                        beliefs.state(&network, *prospect),
                        condition.prospect(&findings)
                    );
                    prop_assert_eq!(
                        beliefs.state(&network, *closed),
                        condition.state_with_open_as_no(&findings)
                    );
                }
                if let Some((slot, finding)) = changes.get(step) {
                    beliefs.set(&network, *slot, *finding);
                }
            }
        }

        /// A condition that is decided whatever the open findings turn out to be stays so.
        #[test]
        fn no_answer_changes_what_is_settled(
            condition in condition(),
            before in vec(change(), 0..8),
            answers in vec(change(), 0..8),
        ) {
            let mut findings = crate::model::finding::Findings::open(SLOTS as usize);
            for (slot, finding) in before {
                findings.set(slot, finding);
            }
            let settled = condition.prospect(&findings);
            let state = condition.state(&findings);
            if settled != crate::base::truth::Truth::Open {
                for (slot, finding) in answers {
                    if findings.get(slot) == Finding::Open {
                        findings.set(slot, finding);
                    }
                }
                prop_assert_eq!(condition.state(&findings), state);
            }
        }
    }
}

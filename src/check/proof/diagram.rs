//! Decision diagrams over variables with many states, each function kept once.
//!
//! A function maps a state of every variable to a small number. Functions that agree everywhere are the
//! same [`Function`], so "never yes" is one comparison. What is built is counted, and stops at a limit:
//! the counting goes by nodes and steps, not by a clock, so the same pack gives the same verdict.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use crate::base::truth::{Tally, Truth};
use crate::engine::Gate;

/// A function: a constant, or a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Function(u32);

/// Marks a constant.
const CONSTANT: u32 = 1 << 31;

impl Function {
    /// False everywhere.
    pub(super) const NEVER: Self = Self(CONSTANT);
    /// True everywhere.
    pub(super) const ALWAYS: Self = Self(CONSTANT | 1);

    pub(super) const fn constant(value: u32) -> Self {
        Self(CONSTANT | value)
    }

    const fn value(self) -> Option<u32> {
        if self.0 & CONSTANT == 0 { None } else { Some(self.0 & !CONSTANT) }
    }
}

/// More was needed than the limit allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct OverLimit;

/// What may run into the limit.
pub(super) type Limited<T> = Result<T, OverLimit>;

/// What joins two functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Join {
    /// `all` of two truths.
    All,
    /// `any` of two truths.
    Any,
    /// A count of truths and one more truth.
    Count,
    /// Both are true.
    And,
    /// One is true.
    Or,
}

/// What is made of one function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Turn {
    /// The gate over this one part.
    Gate(Gate),
    /// A count of truths, begun with this one.
    Counted,
    /// The gate over so many parts that were counted.
    OfCount(Gate, u32),
    /// Whether the truth is one of these, by bits.
    IsIn(u8),
    /// The opposite of true and false.
    Not,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Node {
    variable: u32,
    children: Box<[Function]>,
}

/// A hash that is quick and the same everywhere.
#[derive(Debug, Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

type Table<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// All functions over some variables.
#[derive(Debug)]
pub(super) struct Diagrams {
    nodes: Vec<Node>,
    known: Table<Node, Function>,
    joined: Table<(Join, Function, Function), Function>,
    turned: Table<(Turn, Function), Function>,
    limit: usize,
}

impl Diagrams {
    /// No functions yet; at most so many nodes and steps.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            nodes: Vec::new(),
            known: Table::default(),
            joined: Table::default(),
            turned: Table::default(),
            limit,
        }
    }

    /// How many nodes there are.
    pub(super) fn n_nodes(&self) -> usize {
        self.nodes.len()
    }

    /// The most nodes and steps.
    pub(super) const fn limit(&self) -> usize {
        self.limit
    }

    /// What a variable's state decides: a function for each state, of later variables only.
    pub(super) fn split(
        &mut self,
        variable: usize,
        children: Box<[Function]>,
    ) -> Limited<Function> {
        self.within_limit()?;
        Ok(self.node(u32::try_from(variable).unwrap_or(u32::MAX), children))
    }

    /// What a gate makes of its parts.
    pub(super) fn gate(&mut self, gate: Gate, parts: &[Function]) -> Limited<Function> {
        let n = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        match (gate, parts) {
            (Gate::AtLeast(least), [first, rest @ ..]) if least == n || least == 1 => {
                let join = if least == 1 { Join::Any } else { Join::All };
                let mut whole = *first;
                for part in rest {
                    whole = self.join(join, whole, *part)?;
                }
                Ok(whole)
            }
            (Gate::AtLeast(_), [first, rest @ ..]) => {
                let mut count = self.turn(Turn::Counted, *first)?;
                for part in rest {
                    count = self.join(Join::Count, count, *part)?;
                }
                self.turn(Turn::OfCount(gate, n), count)
            }
            (_, [only]) => self.turn(Turn::Gate(gate), *only),
            _ => Ok(Function::constant(gate.of_parts(&Tally::default()) as u32)),
        }
    }

    /// Where a truth is one of these.
    pub(super) fn is_in(&mut self, truth: Function, truths: &[Truth]) -> Limited<Function> {
        let bits = truths.iter().fold(0, |bits, truth| bits | 1 << (*truth as u8));
        self.turn(Turn::IsIn(bits), truth)
    }

    /// Where both hold.
    pub(super) fn and(&mut self, a: Function, b: Function) -> Limited<Function> {
        self.join(Join::And, a, b)
    }

    /// Where one holds.
    pub(super) fn or(&mut self, a: Function, b: Function) -> Limited<Function> {
        self.join(Join::Or, a, b)
    }

    /// Where it does not hold.
    pub(super) fn not(&mut self, a: Function) -> Limited<Function> {
        self.turn(Turn::Not, a)
    }

    fn node(&mut self, variable: u32, children: Box<[Function]>) -> Function {
        if let Some(first) = children.first()
            && children.iter().all(|child| child == first)
        {
            return *first;
        }
        let node = Node { variable, children };
        if let Some(function) = self.known.get(&node) {
            return *function;
        }
        let function = Function(u32::try_from(self.nodes.len()).unwrap_or(CONSTANT - 1));
        self.nodes.push(node.clone());
        self.known.insert(node, function);
        function
    }

    fn within_limit(&self) -> Limited<()> {
        let used = self.nodes.len() + self.joined.len() + self.turned.len();
        if used < self.limit { Ok(()) } else { Err(OverLimit) }
    }

    fn turn(&mut self, turn: Turn, of: Function) -> Limited<Function> {
        if let Some(value) = of.value() {
            return Ok(Function::constant(turned(turn, value)));
        }
        if let Some(known) = self.turned.get(&(turn, of)) {
            return Ok(*known);
        }
        self.within_limit()?;
        let node = self.nodes[of.0 as usize].clone();
        let mut children = Vec::with_capacity(node.children.len());
        for child in &node.children {
            children.push(self.turn(turn, *child)?);
        }
        let whole = self.node(node.variable, children.into());
        self.turned.insert((turn, of), whole);
        Ok(whole)
    }

    fn join(&mut self, join: Join, a: Function, b: Function) -> Limited<Function> {
        if let Some(known) = plain(join, a, b) {
            return Ok(known);
        }
        // all but the count go both ways
        let (a, b) = if join != Join::Count && b.0 < a.0 { (b, a) } else { (a, b) };
        if let Some(known) = self.joined.get(&(join, a, b)) {
            return Ok(*known);
        }
        self.within_limit()?;
        let variable = self.variable(a).min(self.variable(b));
        let n = [a, b]
            .into_iter()
            .filter(|f| self.variable(*f) == variable)
            .map(|f| self.nodes[f.0 as usize].children.len())
            .max()
            .unwrap_or(0);
        let mut children = Vec::with_capacity(n);
        for state in 0..n {
            let (a, b) = (self.below(a, variable, state), self.below(b, variable, state));
            children.push(self.join(join, a, b)?);
        }
        let whole = self.node(variable, children.into());
        self.joined.insert((join, a, b), whole);
        Ok(whole)
    }

    fn variable(&self, function: Function) -> u32 {
        match function.value() {
            Some(_) => u32::MAX,
            None => self.nodes[function.0 as usize].variable,
        }
    }

    /// The function when a variable, none above it being left, is in a state.
    fn below(&self, function: Function, variable: u32, state: usize) -> Function {
        if self.variable(function) == variable {
            self.nodes[function.0 as usize].children[state]
        } else {
            function
        }
    }

    /// The cheapest way to make a function hold: variables with their states, the others in their
    /// first. None where it never holds. Among equals the first states.
    pub(super) fn cheapest(
        &self,
        function: Function,
        cost: &dyn Fn(usize, usize) -> u64,
    ) -> Option<Vec<(usize, usize)>> {
        let mut costs: Table<Function, Option<(u64, usize)>> = Table::default();
        self.price(function, cost, &mut costs)?;
        let mut way = Vec::new();
        let mut at = function;
        while at.value().is_none() {
            let (_, state) = costs.get(&at).copied().flatten()?;
            let node = &self.nodes[at.0 as usize];
            way.push((node.variable as usize, state));
            at = node.children[state];
        }
        Some(way)
    }

    fn price(
        &self,
        function: Function,
        cost: &dyn Fn(usize, usize) -> u64,
        costs: &mut Table<Function, Option<(u64, usize)>>,
    ) -> Option<u64> {
        if let Some(value) = function.value() {
            return (value == 1).then_some(0);
        }
        if let Some(known) = costs.get(&function) {
            return known.map(|(price, _)| price);
        }
        let node = &self.nodes[function.0 as usize];
        let best = node
            .children
            .iter()
            .enumerate()
            .filter_map(|(state, child)| {
                let below = self.price(*child, cost, costs)?;
                Some((below + cost(node.variable as usize, state), state))
            })
            .min();
        costs.insert(function, best);
        best.map(|(price, _)| price)
    }

    /// The variables that a function hangs on, in order.
    pub(super) fn support(&self, function: Function) -> Vec<usize> {
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut variables = Vec::new();
        let mut todo = vec![function];
        while let Some(at) = todo.pop() {
            if at.value().is_some() || !seen.insert(at.0) {
                continue;
            }
            let node = &self.nodes[at.0 as usize];
            variables.push(node.variable as usize);
            todo.extend(node.children.iter().copied());
        }
        variables.sort_unstable();
        variables.dedup();
        variables
    }
}

fn truth(value: u32) -> Truth {
    Truth::ALL.get(value as usize).copied().unwrap_or(Truth::Unknown)
}

/// A tally in one number: how many are yes, how many are no, whether any is open.
fn counted(tally: (u32, u32, bool), one_more: Truth) -> (u32, u32, bool) {
    let (yes, no, open) = tally;
    match one_more {
        Truth::Yes => (yes + 1, no, open),
        Truth::No => (yes, no + 1, open),
        Truth::Open => (yes, no, true),
        Truth::Unknown => tally,
    }
}

const fn packed((yes, no, open): (u32, u32, bool)) -> u32 {
    (yes << 14) | (no << 1) | if open { 1 } else { 0 }
}

const fn unpacked(value: u32) -> (u32, u32, bool) {
    (value >> 14, (value >> 1) & 0x1fff, value & 1 == 1)
}

/// The tally of so many parts.
fn tally((yes, no, open): (u32, u32, bool), parts: u32) -> Tally {
    let rest = if open { Truth::Open } else { Truth::Unknown };
    let mut tally = Tally::default();
    for (truth, count) in [(Truth::Yes, yes), (Truth::No, no), (rest, parts - yes - no)] {
        for _ in 0..count {
            tally.add(truth);
        }
    }
    tally
}

fn turned(turn: Turn, value: u32) -> u32 {
    match turn {
        Turn::Gate(gate) => gate.of_parts(&std::iter::once(truth(value)).collect()) as u32,
        Turn::Counted => packed(counted((0, 0, false), truth(value))),
        Turn::OfCount(gate, parts) => gate.of_parts(&tally(unpacked(value), parts)) as u32,
        Turn::IsIn(bits) => u32::from(bits >> value & 1),
        Turn::Not => 1 - value.min(1),
    }
}

/// What two functions join to where that is plain to see.
fn plain(join: Join, a: Function, b: Function) -> Option<Function> {
    if let (Some(a), Some(b)) = (a.value(), b.value()) {
        return Some(Function::constant(match join {
            Join::All => [truth(a), truth(b)].into_iter().collect::<Tally>().all() as u32,
            Join::Any => [truth(a), truth(b)].into_iter().collect::<Tally>().any() as u32,
            Join::Count => packed(counted(unpacked(a), truth(b))),
            Join::And => a & b,
            Join::Or => a | b,
        }));
    }
    if join == Join::Count {
        return None;
    }
    if a == b {
        return Some(a);
    }
    let (absorbing, neutral) = match join {
        Join::All => (Truth::No as u32, Truth::Yes as u32),
        Join::Any => (Truth::Yes as u32, Truth::No as u32),
        Join::And => (0, 1),
        Join::Or | Join::Count => (1, 0),
    };
    for (one, other) in [(a, b), (b, a)] {
        if one == Function::constant(absorbing) {
            return Some(one);
        }
        if one == Function::constant(neutral) {
            return Some(other);
        }
    }
    None
}

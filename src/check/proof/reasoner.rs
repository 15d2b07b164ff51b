//! The rules of an engine as functions over all that can be known.
//!
//! The functions are made from the very network of gates that the engine runs, gate by gate, with what
//! the engine itself makes of a gate's parts. So there is one meaning of the rules, not two.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::truth::Truth;
use crate::check::proof::diagram::{Diagrams, Function, Limited};
use crate::check::proof::domain::Domains;
use crate::check::proof::sums;
use crate::engine::{Engine, Evaluator, Gate, Network, NodeId, Outcome, Reading, Watch};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;

/// What is known: a finding for some slots; every other is open.
pub(in crate::check) type Case = BTreeMap<Slot, Finding>;

/// The rules of an engine as functions.
pub(super) struct Reasoner<'e, 'm> {
    pub(super) engine: &'e Engine<'m>,
    evaluator: Evaluator<'e, 'm>,
    pub(super) domains: Domains<'m>,
    pub(super) diagrams: Diagrams,
    /// The function of each gate of the engine's network, as far as it was needed.
    gates: Vec<Option<Function>>,
}

impl<'e, 'm> Reasoner<'e, 'm> {
    /// Reasons about an engine, and about conditions that stand in none of its rules, with at most so
    /// many nodes and steps.
    pub(super) fn new(engine: &'e Engine<'m>, limit: usize, others: &[&Condition]) -> Self {
        Self {
            engine,
            evaluator: Evaluator::new(engine),
            domains: Domains::of(engine.model(), others),
            diagrams: Diagrams::new(limit),
            gates: vec![None; engine.network().n_gates()],
        }
    }

    pub(super) fn model(&self) -> &'m Model {
        self.engine.model()
    }

    /// What the engine makes of a case, but for what is still open of it.
    pub(super) fn outcome_of(&mut self, case: &Case) -> Outcome {
        self.evaluator.settled(case.iter().map(|(slot, finding)| (*slot, *finding)))
    }

    /// The state of a gate of the engine's network.
    pub(super) fn gate(&mut self, node: NodeId) -> Limited<Function> {
        let network = self.engine.network();
        if self.gates[node.index()].is_none() {
            let mut gates = std::mem::take(&mut self.gates);
            let function = self.walk(network, node, &mut gates);
            self.gates = gates;
            function?;
        }
        Ok(self.gates[node.index()].unwrap_or(Function::NEVER))
    }

    fn walk(
        &mut self,
        network: &Network,
        node: NodeId,
        known: &mut [Option<Function>],
    ) -> Limited<Function> {
        if let Some(function) = known[node.index()] {
            return Ok(function);
        }
        let (gate, parts) = network.gate_of(node);
        let function = if let Gate::Test(test) = gate {
            self.of_slot(test.slot(), |finding| test.of(finding) as u32)?
        } else {
            let mut functions = Vec::with_capacity(parts.len());
            for part in parts {
                functions.push(self.walk(network, *part, known)?);
            }
            self.diagrams.gate(gate, &functions)?
        };
        known[node.index()] = Some(function);
        Ok(function)
    }

    /// What the finding of a slot comes to.
    fn of_slot(&mut self, slot: Slot, value: impl Fn(Finding) -> u32) -> Limited<Function> {
        if let Some(sum) = self.domains.sum(slot) {
            return sums::function(&self.domains, sum, &mut self.diagrams, value);
        }
        let (variable, findings) = self.domains.of_slot(slot);
        let children = findings.map(|finding| Function::constant(value(finding))).collect();
        self.diagrams.split(variable, children)
    }

    /// The state of a condition that stands in no rule.
    pub(super) fn condition(&mut self, condition: &Condition) -> Limited<Function> {
        let mut network = Network::of_gates();
        let watch = network.watch(condition, Reading::Plain);
        self.node_of(&network, watch)
    }

    /// The state of what a network of its own watches.
    pub(super) fn node_of(&mut self, network: &Network, watch: Watch) -> Limited<Function> {
        let mut known = vec![None; network.n_gates()];
        self.walk(network, network.node_of(watch), &mut known)
    }

    /// Where a gate is in one of these states.
    pub(super) fn gate_is(&mut self, node: NodeId, truths: &[Truth]) -> Limited<Function> {
        let gate = self.gate(node)?;
        self.diagrams.is_in(gate, truths)
    }

    /// Where a condition is in one of these states.
    pub(super) fn condition_is(
        &mut self,
        condition: &Condition,
        truths: &[Truth],
    ) -> Limited<Function> {
        let function = self.condition(condition)?;
        self.diagrams.is_in(function, truths)
    }

    /// Where a slot's finding is one of those that `holds` says yes to.
    pub(super) fn finding_is(
        &mut self,
        slot: Slot,
        holds: impl Fn(Finding) -> bool,
    ) -> Limited<Function> {
        self.of_slot(slot, |finding| u32::from(holds(finding)))
    }

    /// Where all of these hold.
    pub(super) fn all(&mut self, parts: &[Function]) -> Limited<Function> {
        let mut whole = Function::ALWAYS;
        for part in parts {
            whole = self.diagrams.and(whole, *part)?;
        }
        Ok(whole)
    }

    /// Where a referral rule (a position) does not hold.
    pub(super) fn without_referral(&mut self, rule: usize) -> Limited<Function> {
        let node = self.engine.referral_node(rule);
        self.gate_is(node, &[Truth::No, Truth::Open, Truth::Unknown])
    }

    /// Where a referral rule (a position) holds.
    pub(super) fn with_referral(&mut self, rule: usize) -> Limited<Function> {
        let node = self.engine.referral_node(rule);
        self.gate_is(node, &[Truth::Yes])
    }

    /// Where an advice rule (a position) is given unless a referral holds it back: its condition is yes
    /// and no contraindication keeps it.
    pub(super) fn advice_by_itself(&mut self, rule: usize) -> Limited<Function> {
        let nodes = self.engine.advice_nodes(rule);
        let mut whole = self.gate_is(nodes.when, &[Truth::Yes])?;
        for (plain, open_as_no) in nodes.contraindications {
            let plain = self.gate_is(plain, &[Truth::No, Truth::Open, Truth::Unknown])?;
            let open_as_no = self.gate_is(open_as_no, &[Truth::No])?;
            whole = self.all(&[whole, plain, open_as_no])?;
        }
        Ok(whole)
    }

    /// The case of a function that can be told in the fewest words; none where it never holds.
    pub(super) fn shortest_case(&self, function: Function) -> Option<Case> {
        let domains = &self.domains;
        let model = self.model();
        let cost = |variable: usize, state: usize| {
            let variable = domains.variable(variable);
            let told = variable.slots.iter().zip(&variable.states[state]);
            let told = told.filter(|(slot, _)| !model.fact_of(**slot).is_derived());
            told.map(|(slot, finding)| words(*finding) + odd(model, *slot, *finding)).sum()
        };
        let way = self.diagrams.cheapest(function, &cost)?;
        let mut case = Case::new();
        for (variable, state) in way {
            let variable = domains.variable(variable);
            for (slot, finding) in variable.slots.iter().zip(&variable.states[state]) {
                if *finding != Finding::Open && !model.fact_of(*slot).is_derived() {
                    case.insert(*slot, *finding);
                }
            }
        }
        Some(case)
    }

    /// How many slots that can be stated some variables have, and how many cases of them there are.
    pub(super) fn extent(&self, variables: &BTreeSet<usize>) -> (usize, f64) {
        let mut slots = 0;
        let mut cases = 1.0;
        for variable in variables {
            let variable = self.domains.variable(*variable);
            let statable = |slot: &&Slot| !self.model().fact_of(**slot).is_derived();
            slots += variable.slots.iter().filter(statable).count();
            cases *= f64::from(u32::try_from(variable.states.len()).unwrap_or(u32::MAX));
        }
        (slots, cases)
    }

    /// Why a function may hold in states that no values give, if so.
    pub(super) fn loose(&self, function: Function) -> Option<String> {
        let variables = self.diagrams.support(function);
        variables.into_iter().find_map(|v| self.domains.variable(v).loose.clone())
    }
}

/// What it costs to tell a finding: a plain yes is easiest to read, and to say.
const fn words(finding: Finding) -> u64 {
    match finding {
        Finding::Open => 0,
        Finding::Affirmed => 100,
        Finding::Denied => 101,
        Finding::Number(_) | Finding::Choice(_) => 102,
        Finding::Unknown => 103,
    }
}

/// What it costs more to tell a number that lies between the steps of its fact.
fn odd(model: &Model, slot: Slot, finding: Finding) -> u64 {
    match (finding, &model.fact_of(slot).kind) {
        (Finding::Number(value), FactKind::Number(kind)) => {
            let step = kind.step.millionths();
            let between = step > 0 && value.millionths().rem_euclid(step) != 0;
            if between { 30 } else { 0 }
        }
        _ => 0,
    }
}

/// The slots that can be stated and that a condition hangs on; for a derived fact its inputs.
pub(in crate::check) fn slots_of(model: &Model, condition: &Condition, slots: &mut BTreeSet<Slot>) {
    condition.for_each_test(&mut |test| match &model.fact_of(test.slot()).kind {
        FactKind::Derived(derived) => slots.extend(derived.inputs()),
        _ => {
            slots.insert(test.slot());
        }
    });
}

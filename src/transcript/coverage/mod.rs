//! Coverage: what transcripts have tried of a pack, and what none has.

mod goals;
mod told;
pub mod towards;

use std::collections::BTreeSet;

use crate::base::language::Language;
use crate::base::truth::Truth;
use crate::conversation::{Chat, Reply};
use crate::engine::{Engine, GivenReferral, Outcome, WithheldReason};
use crate::graph::{DialogueGraph, Picture, Way};
use crate::model::Model;
use crate::model::condition::{Condition, Test};
use crate::model::dialogue::StepKind;
use crate::model::fact::{FactId, Slot};
use crate::transcript::behind::claims_behind;
use crate::transcript::coverage::towards::{Towards, towards};
use crate::transcript::format::Turn;
use crate::transcript::replay::Onlooker;

pub use crate::transcript::coverage::told::{Count, Gap, Report};

/// The states that a condition is to be seen in.
const STATES: [Truth; 3] = [Truth::Yes, Truth::No, Truth::Unknown];

/// Something that a transcript can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// A step of a dialogue.
    Step(usize, usize),
    /// A way out of a step.
    Way(usize, usize, Way),
    /// A referral rule holds.
    Referral(usize),
    /// A red flag that stayed unknown refers.
    Unknown(Slot),
    /// An advice rule is given.
    Advice(usize),
    /// A contraindication (of an advice, by number) holds an advice back.
    Contraindication(usize, usize),
    /// Findings contradict each other.
    Contradiction(usize),
    /// A condition (by its place among those that are watched) is in a state.
    State(usize, Truth),
    /// A claim stands behind something that was given.
    Claim(usize),
    /// A text was needed in a language.
    Text(Spoken, Language),
}

/// Whose text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// A referral's.
    Referral(usize),
    /// An advice's.
    Advice(usize),
    /// A fact's question.
    Question(FactId),
}

/// A kind of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Steps.
    Nodes,
    /// Ways.
    Edges,
    /// Referrals, advice, contraindications, contradictions, unknown red flags.
    Rules,
    /// Conditions by state.
    Conditions,
    /// Claims.
    Claims,
    /// Texts by language.
    Texts,
}

impl Group {
    /// All of them, in the order of showing.
    pub const ALL: [Self; 6] =
        [Self::Rules, Self::Edges, Self::Nodes, Self::Conditions, Self::Claims, Self::Texts];

    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Edges => "edges",
            Self::Rules => "rules",
            Self::Conditions => "conditions",
            Self::Claims => "claims",
            Self::Texts => "texts",
        }
    }
}

impl Point {
    /// Its kind.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Step(..) => Group::Nodes,
            Self::Way(..) => Group::Edges,
            Self::State(..) => Group::Conditions,
            Self::Claim(_) => Group::Claims,
            Self::Text(..) => Group::Texts,
            _ => Group::Rules,
        }
    }
}

/// Whose condition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A referral rule's.
    Referral(usize),
    /// An advice rule's.
    Advice(usize),
    /// A contraindication's.
    Contraindication(usize, usize),
    /// A contradiction's.
    Contradiction(usize),
    /// A guard's: dialogue, step, number.
    Guard(usize, usize, usize),
}

/// A condition whose states are watched: that of a rule, or a test, which stands once.
#[derive(Debug)]
struct Watched {
    owner: Owner,
    condition: Condition,
    is_whole: bool,
    /// Where its points stand, for yes, no and unknown.
    points: [Option<usize>; 3],
}

/// All points of a pack.
#[derive(Debug)]
pub struct Survey<'m> {
    engine: &'m Engine<'m>,
    points: Vec<Point>,
    watched: Vec<Watched>,
}

impl<'m> Survey<'m> {
    /// Lists what transcripts can reach. Points that nothing can lead to are no points.
    #[must_use]
    pub fn new(engine: &'m Engine<'m>) -> Self {
        let model = engine.model();
        let mut survey = Self { engine, points: Vec::new(), watched: Vec::new() };
        survey.add_rules();
        survey.add_dialogues();
        survey.add_conditions();
        survey.points.extend(claims_behind_rules(model).into_iter().map(Point::Claim));
        let asked = (0..model.facts.len()).filter(|n| model.facts[*n].question.is_some());
        let asked: Vec<usize> = asked.collect();
        for language in &model.manifest.languages {
            let referrals = (0..model.referrals.len()).map(Spoken::Referral);
            let advice = (0..model.advice.len()).map(Spoken::Advice);
            let questions = asked.iter().map(|n| Spoken::Question(FactId::at(*n)));
            let all = referrals.chain(advice).chain(questions);
            survey.points.extend(all.map(|spoken| Point::Text(spoken, *language)));
        }
        survey
    }

    /// The points.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The engine whose rules these are.
    #[must_use]
    pub fn engine(&self) -> &'m Engine<'m> {
        self.engine
    }

    /// The condition whose state a point (a position) is.
    #[must_use]
    pub fn condition(&self, point: usize) -> Option<&Condition> {
        match self.points.get(point)? {
            Point::State(watched, _) => Some(&self.watched[*watched].condition),
            _ => None,
        }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &'m Model {
        self.engine.model()
    }

    /// Nothing seen yet.
    #[must_use]
    pub fn nothing(&self) -> Seen {
        Seen(vec![0; self.points.len().div_ceil(64)])
    }

    /// Somebody who notes what a transcript reaches.
    #[must_use]
    pub fn watcher(&self) -> Watcher<'_, 'm> {
        Watcher { survey: self, seen: self.nothing() }
    }

    /// Marks the boxes and arrows of a picture by what has reached them: `covered`, `failing` (only by
    /// transcripts that fail) or `missed`.
    pub fn colour(&self, picture: &mut Picture, passing: &Seen, failing: &Seen) {
        let class = |number: usize| {
            if passing.has(number) {
                "covered"
            } else if failing.has(number) {
                "failing"
            } else {
                "missed"
            }
        };
        for cluster in &mut picture.clusters {
            let Some(dialogue) = self.model().names.dialogues.get(cluster.id.as_str()) else {
                continue;
            };
            // boxes, arrows and points stand in the order of the steps
            let (mut boxes, mut arrows) = (cluster.boxes.iter_mut(), cluster.arrows.iter_mut());
            for (number, point) in self.points.iter().enumerate() {
                let class_of = match point {
                    Point::Step(d, _) if d == dialogue => boxes.next().map(|step| &mut step.class),
                    Point::Way(d, ..) if d == dialogue => {
                        arrows.next().map(|arrow| &mut arrow.class)
                    }
                    _ => None,
                };
                if let Some(class_of) = class_of {
                    class(number).clone_into(class_of);
                }
            }
        }
    }

    fn add_rules(&mut self) {
        let model = self.engine.model();
        self.points.extend((0..model.referrals.len()).map(Point::Referral));
        for n in 0..model.slots.len() {
            let slot = Slot::at(n);
            let flag = match model.member_of(slot) {
                Some(member) => member.red_flag.as_ref(),
                None => model.fact_of(slot).red_flag.as_ref(),
            };
            if flag.is_some_and(|flag| flag.if_unknown.iter().any(|policy| policy.refers)) {
                self.points.push(Point::Unknown(slot));
            }
        }
        for (n, advice) in model.advice.iter().enumerate() {
            self.points.push(Point::Advice(n));
            let held_back = 0..advice.contraindications.len();
            self.points.extend(held_back.map(|k| Point::Contraindication(n, k)));
        }
        self.points.extend((0..model.contradictions.len()).map(Point::Contradiction));
    }

    fn add_dialogues(&mut self) {
        for (d, dialogue) in self.engine.model().dialogues.iter().enumerate() {
            let graph = DialogueGraph::new(dialogue);
            for (s, step) in dialogue.steps.iter().enumerate() {
                self.points.push(Point::Step(d, s));
                if !matches!(step.kind, StepKind::End { .. }) {
                    let ways = graph.ways(s).into_iter();
                    self.points.extend(ways.map(|(way, _)| Point::Way(d, s, way)));
                }
            }
        }
    }

    fn add_conditions(&mut self) {
        let model = self.engine.model();
        let mut all: Vec<(Owner, &Condition)> = Vec::new();
        let referrals = model.referrals.iter().enumerate();
        all.extend(referrals.map(|(n, rule)| (Owner::Referral(n), &rule.when)));
        for (n, rule) in model.advice.iter().enumerate() {
            all.push((Owner::Advice(n), &rule.when));
            let held_back = rule.contraindications.iter().enumerate();
            all.extend(held_back.map(|(k, c)| (Owner::Contraindication(n, k), &c.when)));
        }
        let contradictions = model.contradictions.iter().enumerate();
        all.extend(contradictions.map(|(n, rule)| (Owner::Contradiction(n), &rule.when)));
        for (d, dialogue) in model.dialogues.iter().enumerate() {
            for (s, step) in dialogue.steps.iter().enumerate() {
                if let StepKind::Branch { ways, .. } = &step.kind {
                    let guards = ways.iter().enumerate();
                    all.extend(guards.map(|(w, (when, _))| (Owner::Guard(d, s, w), when)));
                }
            }
        }
        let mut tests: BTreeSet<Test> = BTreeSet::new();
        for (owner, condition) in all {
            self.watch(owner, condition.clone(), true);
            let mut fresh = Vec::new();
            condition.for_each_test(&mut |test| {
                if tests.insert(test) {
                    fresh.push(test);
                }
            });
            for test in fresh {
                self.watch(owner, Condition::Test(test), false);
            }
        }
    }

    fn watch(&mut self, owner: Owner, condition: Condition, is_whole: bool) {
        let model = self.engine.model();
        // the whole of a rule with one test is that test
        if is_whole && matches!(condition, Condition::Test(_)) {
            return;
        }
        let number = self.watched.len();
        let points = STATES.map(|state| {
            if towards(model, &[(&condition, state)]) == Towards::Nothing {
                return None;
            }
            self.points.push(Point::State(number, state));
            Some(self.points.len() - 1)
        });
        self.watched.push(Watched { owner, condition, is_whole, points });
    }
}

/// The claims that some rule rests on and that are not refused.
fn claims_behind_rules(model: &Model) -> BTreeSet<usize> {
    let mut claims = BTreeSet::new();
    for rule in &model.referrals {
        claims.extend(&rule.claims);
    }
    for rule in &model.advice {
        claims.extend(&rule.claims);
        claims.extend(rule.contraindications.iter().flat_map(|held_back| &held_back.claims));
    }
    claims
}

/// Which points were reached: a bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(Vec<u64>);

impl Seen {
    /// Whether a point was reached.
    #[must_use]
    pub fn has(&self, point: usize) -> bool {
        self.0.get(point / 64).is_some_and(|word| word >> (point % 64) & 1 == 1)
    }

    /// Adds what another has reached.
    pub fn add(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    fn note(&mut self, point: usize) {
        if let Some(word) = self.0.get_mut(point / 64) {
            *word |= 1 << (point % 64);
        }
    }
}

/// Notes what one transcript reaches.
#[derive(Debug)]
pub struct Watcher<'s, 'm> {
    survey: &'s Survey<'m>,
    /// What it has reached so far.
    pub seen: Seen,
}

impl Onlooker for Watcher<'_, '_> {
    fn turn(&mut self, _: Option<&Turn<'_>>, chat: &Chat<'_>, reply: &Reply) {
        let holding = chat.outcome();
        let language = chat.settings().language;
        let reached = Reached::of(chat, &holding, reply);
        for (number, point) in self.survey.points.iter().enumerate() {
            if self.seen.has(number) {
                continue;
            }
            let is_reached = match *point {
                Point::Step(d, s) => chat.came_by(d, s, None),
                Point::Way(d, s, way) => chat.came_by(d, s, Some(way)),
                Point::Referral(n) => reached.referrals.contains(&n),
                Point::Unknown(slot) => reached.unknown.contains(&slot),
                Point::Advice(n) => reached.advice.contains(&n),
                Point::Contraindication(n, k) => reached.held_back.contains(&(n, k)),
                Point::Contradiction(n) => reached.contradictions.contains(&n),
                Point::Claim(n) => reached.claims.contains(&n),
                Point::Text(spoken, of) => of == language && reached.spoken(spoken),
                Point::State(..) => false,
            };
            if is_reached {
                self.seen.note(number);
            }
        }
        for watched in &self.survey.watched {
            let open = watched.points.iter().flatten().any(|point| !self.seen.has(*point));
            if !open {
                continue;
            }
            let state = watched.condition.state(chat.findings());
            let at = STATES.iter().position(|known| *known == state);
            if let Some(point) = at.and_then(|at| watched.points[at]) {
                self.seen.note(point);
            }
        }
    }
}

/// What a turn reaches.
struct Reached {
    referrals: BTreeSet<usize>,
    unknown: BTreeSet<Slot>,
    advice: BTreeSet<usize>,
    held_back: BTreeSet<(usize, usize)>,
    contradictions: BTreeSet<usize>,
    claims: BTreeSet<usize>,
    asked: Option<FactId>,
}

impl Reached {
    fn of(chat: &Chat<'_>, holding: &Outcome, reply: &Reply) -> Self {
        let model = chat.model();
        let mut reached = Self {
            referrals: BTreeSet::new(),
            unknown: BTreeSet::new(),
            advice: BTreeSet::new(),
            held_back: BTreeSet::new(),
            contradictions: BTreeSet::new(),
            claims: claims_behind(model, &holding.referrals, chat.given()),
            asked: None,
        };
        for referral in &holding.referrals {
            match referral {
                GivenReferral::Rule(n, ..) => {
                    reached.referrals.insert(*n);
                }
                GivenReferral::Unknown(slot, _) => {
                    reached.unknown.insert(*slot);
                }
            }
        }
        for (n, rule) in model.contradictions.iter().enumerate() {
            if rule.when.state(chat.findings()) == Truth::Yes {
                reached.contradictions.insert(n);
            }
        }
        if let Some(given) = chat.given() {
            for advice in &given.advice {
                reached.advice.insert(advice.rule);
            }
            for held in &given.withheld {
                if let WithheldReason::Contraindication(k) = held.reason {
                    reached.held_back.insert((held.rule, k));
                }
            }
        }
        let asked =
            reply.asked.as_ref().map(|asked| asked.name.split('.').next().unwrap_or_default());
        reached.asked = asked.and_then(|id| model.fact(id)).map(|(fact, _)| fact);
        reached
    }

    fn spoken(&self, spoken: Spoken) -> bool {
        match spoken {
            Spoken::Referral(n) => self.referrals.contains(&n),
            Spoken::Advice(n) => self.advice.contains(&n),
            Spoken::Question(fact) => self.asked == Some(fact),
        }
    }
}

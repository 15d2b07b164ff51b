//! The ways through the dialogue, and what surely lies behind each place on them.

use std::collections::BTreeMap;

use crate::base::truth::Truth;
use crate::check::course::statement::Course;
use crate::check::course::watch::Watch;
use crate::check::proof::Prover;
use crate::engine::{Engine, Session};
use crate::graph::{Marks, Road, Way};
use crate::model::Model;
use crate::model::condition::Condition;
use crate::model::dialogue::StepKind;
use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::rule::Mark;

/// How many ways past a mark are tried as chats.
const MOST_TRIED: usize = 24;

/// The ways through the dialogue that starts by itself.
pub(super) struct Ways<'m> {
    pub(super) road: Road,
    model: &'m Model,
    numbers: BTreeMap<Mark, usize>,
    /// What each way out of a step (dialogue, step) brings, by mark numbers.
    gains: BTreeMap<(usize, usize, Way), Vec<usize>>,
    behind: Vec<Marks>,
    /// For each slot the ask steps that show it, and whether in their first question.
    shown_in: BTreeMap<Slot, Vec<(usize, usize, bool)>>,
}

impl<'m> Ways<'m> {
    /// The ways, with what the courses speak of.
    pub(super) fn new(
        engine: &Engine<'m>,
        prover: &mut Prover<'_, '_>,
        courses: &[Course<'m>],
    ) -> Self {
        let model = engine.model();
        let road = Road::of(model, model.manifest.default_dialogue);
        let mut numbers = BTreeMap::new();
        let mut add = |mark: Mark| {
            let next = numbers.len();
            numbers.entry(mark).or_insert(next);
        };
        for course in courses {
            match course {
                Course::Before(first, _) => first.iter().for_each(|mark| add(*mark)),
                Course::Within(_, slots) => slots.iter().for_each(|slot| add(Mark::Asked(*slot))),
                Course::Flag(slot) => add(Mark::Asked(*slot)),
            }
        }
        let mut ways = Self {
            road,
            model,
            numbers,
            gains: BTreeMap::new(),
            behind: Vec::new(),
            shown_in: shown_in(engine),
        };
        ways.gain(prover);
        let gained = |place: usize, way: Way| ways.gained(place, way).to_vec();
        ways.behind = ways.road.behind(ways.numbers.len(), &gained);
        ways
    }

    fn gain(&mut self, prover: &mut Prover<'_, '_>) {
        for (d, dialogue) in self.model.dialogues.iter().enumerate() {
            for (s, step) in dialogue.steps.iter().enumerate() {
                let passed = self.numbers.get(&Mark::Passed(d, s)).copied();
                match &step.kind {
                    StepKind::Ask { show, .. } => {
                        let asked =
                            show.iter().filter(|slot| is_always_askable(self.model, **slot));
                        let asked =
                            asked.filter_map(|slot| self.numbers.get(&Mark::Asked(*slot)).copied());
                        let gained = asked.chain(passed).collect();
                        self.gains.insert((d, s, Way::Next), gained);
                    }
                    StepKind::Branch { ways, unsure, .. } => {
                        let taken = (0..ways.len()).map(Way::When);
                        for way in taken.chain([Way::Unsure, Way::Otherwise]) {
                            let conditions = conditions_of(ways, *unsure, way);
                            let told = self.told(prover, &conditions);
                            let gained = told.into_iter().chain(passed).collect();
                            self.gains.insert((d, s, way), gained);
                        }
                    }
                    _ => {
                        self.gains.insert((d, s, Way::Next), passed.into_iter().collect());
                    }
                }
            }
        }
    }

    /// The asked marks whose slots cannot be open where these conditions come out so.
    fn told(
        &self,
        prover: &mut Prover<'_, '_>,
        conditions: &[(&Condition, &[Truth])],
    ) -> Vec<usize> {
        let mut told = Vec::new();
        for (mark, number) in &self.numbers {
            let Mark::Asked(slot) = mark else { continue };
            let mut reads = false;
            for (when, _) in conditions {
                when.for_each_test(&mut |test| reads |= test.slot() == *slot);
            }
            let open = |finding| finding == Finding::Open;
            if reads && prover.case_where(conditions, &[*slot], &open) == Ok(None) {
                told.push(*number);
            }
        }
        told
    }

    /// What a way out of a place brings.
    fn gained(&self, place: usize, way: Way) -> &[usize] {
        let (dialogue, step) = self.road.places()[place];
        self.gains.get(&(dialogue, step, way)).map_or(&[], Vec::as_slice)
    }

    fn brings(&self, place: usize, way: Way, mark: Mark) -> bool {
        self.numbers.get(&mark).is_some_and(|number| self.gained(place, way).contains(number))
    }

    /// Whether a mark surely lies behind a place, or is there as soon as it is come to.
    pub(super) fn has_at(&self, place: usize, mark: Mark) -> bool {
        let Some(number) = self.numbers.get(&mark) else { return false };
        self.behind[place].has(*number) || self.is_at(place, mark)
    }

    /// Whether coming to a place is enough for a mark.
    fn is_at(&self, place: usize, mark: Mark) -> bool {
        let Some((dialogue, step)) = self.road.places().get(place).copied() else { return false };
        match mark {
            Mark::Passed(d, s) => (d, s) == (dialogue, step),
            Mark::Asked(slot) => {
                is_always_askable(self.model, slot)
                    && self.asks(slot).contains(&(dialogue, step, true))
            }
            Mark::Given(_) => false,
        }
    }

    fn asks(&self, slot: Slot) -> &[(usize, usize, bool)] {
        self.shown_in.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// Whether a chat has had a mark: it was told or asked, or passed by where nothing hung on it.
    pub(super) fn had(
        &self,
        watch: &Watch,
        engine: &Engine<'_>,
        session: &Session,
        mark: Mark,
    ) -> bool {
        match mark {
            Mark::Passed(dialogue, step) => session.came_by(engine, dialogue, step, None),
            Mark::Given(_) => false,
            Mark::Asked(slot) => {
                watch.is_asked_or_told(slot)
                    || is_always_askable(self.model, slot)
                        && self.asks(slot).iter().any(|(dialogue, step, first)| {
                            let way = if *first { None } else { Some(Way::Next) };
                            session.came_by(engine, *dialogue, *step, way)
                        })
            }
        }
    }

    /// The places where a mark may happen.
    pub(super) fn where_it_may(&self, mark: Mark) -> impl Iterator<Item = usize> + '_ {
        let places = self.road.places().iter().copied().enumerate();
        places
            .filter(move |(_, (d, s))| match (mark, &self.model.dialogues[*d].steps[*s].kind) {
                (Mark::Passed(dialogue, step), _) => (*d, *s) == (dialogue, step),
                (Mark::Asked(slot), StepKind::Ask { show, .. }) => show.contains(&slot),
                (Mark::Asked(_), StepKind::Assess { .. }) => true,
                (Mark::Given(advice), StepKind::Assess { topics, .. }) => {
                    let topic = self.model.advice[advice].topic;
                    topics.as_ref().is_none_or(|topics| topics.contains(&topic))
                }
                _ => false,
            })
            .map(|(place, _)| place)
    }

    /// The assess steps, as places.
    pub(super) fn assess_steps(&self) -> Vec<usize> {
        let places = self.road.places().iter().enumerate();
        let assess = places.filter(|(_, place)| super::is_assess(self.model, **place));
        assess.map(|(place, _)| place).collect()
    }

    /// The ask steps that show a slot, by name.
    pub(super) fn askers(&self, slot: Slot) -> Vec<String> {
        let names = self.asks(slot).iter().map(|(dialogue, step, _)| {
            let dialogue = &self.model.dialogues[*dialogue];
            format!("`{}.{}`", dialogue.id, dialogue.steps[*step].id)
        });
        names.collect()
    }

    /// The places where so many questions may have been put before a mark, and the end if it may be come to
    /// without it.
    pub(super) fn late(&self, mark: Mark, questions: u64) -> Vec<usize> {
        let weight = |place: usize| self.most_questions(place);
        let open = |place: usize, way: Way| !self.brings(place, way, mark);
        let before = self.road.most_before(&weight, &open);
        let Mark::Asked(slot) = mark else { return Vec::new() };
        let is_late = |place: usize| {
            let Some(before) = before[place] else { return false };
            if place == self.road.end() {
                return true;
            }
            // in a step that asks it among others it may come last
            let (dialogue, step) = self.road.places()[place];
            let asked_here = self.asks(slot).iter().any(|(d, s, _)| (*d, *s) == (dialogue, step));
            let own = weight(place).saturating_sub(u64::from(asked_here));
            own > 0 && before.saturating_add(own) >= questions && !self.is_at(place, mark)
        };
        (0..=self.road.end()).filter(|place| is_late(*place)).collect()
    }

    /// How many questions a step puts at most: each slot once, as what was shown is not shown again; an
    /// assess step may insist on a red flag that is left open.
    fn most_questions(&self, place: usize) -> u64 {
        let (dialogue, step) = self.road.places()[place];
        match &self.model.dialogues[dialogue].steps[step].kind {
            StepKind::Listen { .. } => 1,
            StepKind::Ask { show, .. } => show.len() as u64,
            StepKind::Assess { .. } => u64::MAX,
            _ => 0,
        }
    }

    /// Ways to a place past a mark, the shortest first.
    pub(super) fn past(&self, place: usize, mark: Mark) -> Vec<Vec<(usize, Way)>> {
        let open = |from: usize, way: Way| !self.brings(from, way, mark);
        let mut found: Vec<_> = self.road.shortest((0, place), &open).into_iter().collect();
        for from in 0..self.road.end() {
            if self.road.ways(from).len() < 2 || found.len() == MOST_TRIED {
                continue;
            }
            let Some(there) = self.road.shortest((0, from), &open) else { continue };
            for (way, next) in self.road.ways(from) {
                let on = self.road.shortest((*next, place), &open).filter(|_| open(from, *way));
                let path = on.map(|on| [there.as_slice(), &[(from, *way)], on.as_slice()].concat());
                found.extend(path.filter(|path| !found.contains(path)));
            }
        }
        found.sort_by_key(Vec::len);
        found.truncate(MOST_TRIED);
        found
    }

    /// What the guards on a way must come out as.
    pub(super) fn guards(&self, path: &[(usize, Way)]) -> Vec<(&'m Condition, &'static [Truth])> {
        let mut guards = Vec::new();
        for (place, way) in path {
            let (dialogue, step) = self.road.places()[*place];
            if let StepKind::Branch { ways, unsure, .. } =
                &self.model.dialogues[dialogue].steps[step].kind
            {
                guards.extend(conditions_of(ways, *unsure, *way));
            }
        }
        guards
    }

    /// A place, by name.
    pub(super) fn name(&self, place: usize) -> String {
        match self.road.places().get(place) {
            None => "the end".to_owned(),
            Some((dialogue, step)) => {
                let dialogue = &self.model.dialogues[*dialogue];
                format!("`{}.{}`", dialogue.id, dialogue.steps[*step].id)
            }
        }
    }

    /// What a proof by the ways went over.
    pub(super) fn extent(&self) -> String {
        format!("every way through the {} steps of the dialogue", self.road.end())
    }
}

const YES: &[Truth] = &[Truth::Yes];
const NO: &[Truth] = &[Truth::No];
const NOT_YES: &[Truth] = &[Truth::No, Truth::Open, Truth::Unknown];

/// What the guards of a branch come out as where a way out of it is taken.
pub(super) fn conditions_of(
    ways: &[(Condition, usize)],
    unsure: Option<usize>,
    way: Way,
) -> Vec<(&Condition, &'static [Truth])> {
    let all = |truths: &'static [Truth]| ways.iter().map(move |(when, _)| (when, truths));
    match way {
        Way::When(number) => {
            let earlier = all(NOT_YES).take(number);
            earlier.chain(all(YES).skip(number).take(1)).collect()
        }
        Way::Otherwise if unsure.is_some() => all(NO).collect(),
        Way::Unsure | Way::Otherwise => all(NOT_YES).collect(),
        Way::Next => Vec::new(),
    }
}

/// Whether a slot may be asked whatever is known.
fn is_always_askable(model: &Model, slot: Slot) -> bool {
    let plain = |when: &Condition| matches!(when, Condition::All(parts) if parts.is_empty());
    let fact = model.fact_of(slot);
    !fact.is_derived()
        && plain(&fact.ask_when)
        && model.member_of(slot).is_none_or(|member| plain(&member.ask_when))
}

/// The ask steps that show each slot, and whether in the first question that they put: it stands first, or
/// nothing but lines of lists stands before it.
fn shown_in(engine: &Engine<'_>) -> BTreeMap<Slot, Vec<(usize, usize, bool)>> {
    let model = engine.model();
    let mut shown: BTreeMap<Slot, Vec<(usize, usize, bool)>> = BTreeMap::new();
    for (d, dialogue) in model.dialogues.iter().enumerate() {
        for (s, step) in dialogue.steps.iter().enumerate() {
            let StepKind::Ask { show, .. } = &step.kind else { continue };
            let mut listed = true;
            for (position, slot) in show.iter().enumerate() {
                listed &= engine.can_be_listed(*slot);
                shown.entry(*slot).or_default().push((d, s, listed || position == 0));
            }
        }
    }
    shown
}

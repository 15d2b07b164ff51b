//! What is not covered: where it stands, and what would have to be answered.

use std::collections::BTreeSet;

use crate::base::files::SourceFiles;
use crate::base::language::Language;
use crate::base::span::Position;
use crate::base::truth::Truth;
use crate::graph::{Way, condition_in_words};
use crate::model::condition::Condition;
use crate::model::fact::Slot;
use crate::model::{Model, Origin};
use crate::pack::{Key, Places};
use crate::transcript::coverage::goals::{Goals, along, to_step};
use crate::transcript::coverage::towards::{Towards, towards};
use crate::transcript::coverage::{Group, Owner, Point, Seen, Spoken, Survey};
use crate::transcript::value::value_in_transcript;

/// Something that no transcript that passes has reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its kind.
    pub group: Group,
    /// Where it stands in the pack: the file below the pack's folder, and the line.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What was not reached.
    pub what: String,
    /// What would have to be answered.
    pub towards: String,
    /// Whether a transcript that fails reaches it.
    pub by_failing: bool,
    /// The language, for texts.
    pub language: Option<Language>,
}

/// How much of a kind was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The kind.
    pub group: Group,
    /// The language, for texts.
    pub language: Option<Language>,
    /// How many points there are.
    pub points: usize,
    /// How many are reached by transcripts that pass.
    pub passing: usize,
    /// How many more only by transcripts that fail.
    pub only_failing: usize,
}

/// Coverage, with what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What no passing transcript reaches, in the order of the kinds and of the pack.
    pub gaps: Vec<Gap>,
    /// What was proved to be out of reach; it is not counted.
    pub out_of_reach: Vec<Gap>,
    /// How much of each kind is reached.
    pub counts: Vec<Count>,
}

impl Survey<'_> {
    /// What transcripts that pass, and those that fail, have reached of the pack in these files. What is
    /// proved to be out of reach is told apart.
    #[must_use]
    pub fn report(
        &self,
        files: &SourceFiles,
        (passing, failing): (&Seen, &Seen),
        out_of_reach: &BTreeSet<usize>,
    ) -> Report {
        let mut beyond: Vec<Gap> = Vec::new();
        let mut places = Places::new(files);
        let mut gaps: Vec<Gap> = Vec::new();
        let mut counts: Vec<Count> = Vec::new();
        for group in Group::ALL {
            for (number, point) in self.points.iter().enumerate() {
                if point.group() != group {
                    continue;
                }
                let language = point.language();
                let same = |count: &&mut Count| count.group == group && count.language == language;
                let by_failing = failing.has(number);
                let (passed, failed) = (passing.has(number), by_failing && !passing.has(number));
                let is_beyond = !passed && out_of_reach.contains(&number);
                match counts.iter_mut().find(same) {
                    _ if is_beyond => {}
                    Some(count) => {
                        count.points += 1;
                        count.passing += usize::from(passed);
                        count.only_failing += usize::from(failed);
                    }
                    None => counts.push(Count {
                        group,
                        language,
                        points: 1,
                        passing: usize::from(passed),
                        only_failing: usize::from(failed),
                    }),
                }
                if passed {
                    continue;
                }
                let (file, line) = self.place(files, &mut places, *point);
                let (what, towards) = (self.what(*point), self.towards(*point));
                let gap = Gap { group, file, line, what, towards, by_failing, language };
                if is_beyond { &mut beyond } else { &mut gaps }.push(gap);
            }
        }
        Report { gaps, out_of_reach: beyond, counts }
    }

    /// What a point is, in words.
    #[must_use]
    pub fn what(&self, point: Point) -> String {
        let model = self.model();
        match point {
            Point::Step(d, s) => format!("step {} is never come by", step_name(model, d, s)),
            Point::Way(d, s, way) => {
                let way = way_in_words(model, (d, s), way);
                format!("step {}: the way {way} is never taken", step_name(model, d, s))
            }
            Point::Referral(n) => format!("referral {} never holds", model.referrals[n].id),
            Point::Unknown(slot) => {
                format!("red flag {} never stays unknown", model.slot_name(slot))
            }
            Point::Advice(n) => format!("advice {} is never given", model.advice[n].id),
            Point::Contraindication(n, k) => {
                let when = &model.advice[n].contraindications[k].when;
                let when = condition_in_words(model, when);
                format!("advice {} is never held back by {when}", model.advice[n].id)
            }
            Point::Contradiction(n) => {
                format!("contradiction {} never holds", model.contradictions[n].id)
            }
            Point::State(n, state) => self.state_in_words(n, state),
            Point::Claim(n) => format!("claim {} is never shown", model.claims[n].id),
            Point::Text(spoken, language) => {
                format!("the text of {} is never needed in {language}", spoken_name(model, spoken))
            }
        }
    }

    fn state_in_words(&self, n: usize, state: Truth) -> String {
        let model = self.model();
        let watched = &self.watched[n];
        let state = match state {
            Truth::Yes => "true",
            Truth::No => "false",
            _ => "unknown",
        };
        if watched.is_whole {
            format!("the condition of {} is never {state}", owner_name(model, watched.owner))
        } else {
            let words = condition_in_words(model, &watched.condition);
            format!("{words} ({}) is never {state}", owner_name(model, watched.owner))
        }
    }

    /// What would have to be answered.
    fn towards(&self, point: Point) -> String {
        let model = self.model();
        match point {
            Point::Unknown(slot) => {
                format!("answer {} with \"don't know\", twice", model.slot_name(slot))
            }
            Point::Claim(n) => {
                let rules = resting_on(model, n);
                format!("reach {}", rules.join(" or "))
            }
            Point::Text(spoken, language) => {
                let goals = match spoken {
                    Spoken::Referral(n) => self.goals(Point::Referral(n)),
                    Spoken::Advice(n) => self.goals(Point::Advice(n)),
                    Spoken::Question(fact) => {
                        let id = &model.facts[fact.index()].id;
                        return format!("in {language}: come to the question {id}");
                    }
                };
                format!("in {language}: {}", answers(model, &goals))
            }
            Point::Way(d, s, way) if towards(model, &self.goals(point)) == Towards::Nothing => {
                // other ways than the shortest may lead there
                answers(model, &along(model, d, s, way))
            }
            _ => answers(model, &self.goals(point)),
        }
    }

    /// The states of conditions that lead to a point.
    fn goals(&self, point: Point) -> Goals<'_> {
        let model = self.model();
        let yes = |when| (when, Truth::Yes);
        let no = |when| (when, Truth::No);
        match point {
            Point::Step(d, s) => to_step(model, d, s),
            Point::Way(d, s, way) => {
                let mut goals = to_step(model, d, s);
                goals.extend(along(model, d, s, way));
                goals
            }
            Point::Referral(n) => referral_goals(model, n),
            Point::Advice(n) => {
                let advice = &model.advice[n];
                let held_back = advice.contraindications.iter().map(|c| no(&c.when));
                std::iter::once(yes(&advice.when)).chain(held_back).collect()
            }
            Point::Contraindication(n, k) => {
                let advice = &model.advice[n];
                let before = advice.contraindications.iter().take(k).map(|c| no(&c.when));
                let mut goals: Goals<'_> = before.collect();
                goals.push(yes(&advice.when));
                goals.push(yes(&advice.contraindications[k].when));
                goals
            }
            Point::Contradiction(n) => vec![yes(&model.contradictions[n].when)],
            Point::State(n, state) => vec![(&self.watched[n].condition, state)],
            Point::Unknown(_) | Point::Claim(_) | Point::Text(..) => Goals::new(),
        }
    }

    /// The file and line of a point.
    fn place(&self, files: &SourceFiles, places: &mut Places<'_>, point: Point) -> (String, usize) {
        let (file, keys) = self.keys(point);
        let bytes = places.bytes(file, &keys);
        let Some(source) = files.get(file) else { return (String::new(), 1) };
        let mut offset = bytes.start;
        // a test stands somewhere in the condition of its rule
        if let Point::State(n, _) = point
            && let Condition::Test(test) = &self.watched[n].condition
        {
            let name = format!("\"{}\"", self.model().slot_name(test.slot()));
            let text = source.text.get(bytes).unwrap_or_default();
            offset += text.find(&name).unwrap_or_default();
        }
        (source.path.to_string(), Position::of(&source.text, offset).line)
    }

    fn keys(&self, point: Point) -> (usize, Vec<Key>) {
        let model = self.model();
        let origins = &model.origins;
        match point {
            Point::Step(d, s) => step_keys(origins.dialogues[d], s, &[Key::Field("id")]),
            Point::Way(d, s, way) => match way {
                Way::Next => step_keys(origins.dialogues[d], s, &[Key::Field("id")]),
                Way::When(w) => {
                    step_keys(origins.dialogues[d], s, &[Key::Field("ways"), Key::Index(w)])
                }
                Way::Unsure => step_keys(origins.dialogues[d], s, &[Key::Field("unsure")]),
                Way::Otherwise => step_keys(origins.dialogues[d], s, &[Key::Field("otherwise")]),
            },
            Point::Referral(n) => entry(origins.referrals[n], &[Key::Field("id")]),
            Point::Unknown(slot) => flag_keys(model, slot),
            Point::Advice(n) => entry(origins.advice[n], &[Key::Field("id")]),
            Point::Contraindication(n, k) => held_back_keys(origins.advice[n], k, &[]),
            Point::Contradiction(n) => entry(origins.contradictions[n], &[Key::Field("id")]),
            Point::Claim(n) => {
                let origin = origins.claims[n];
                (
                    origin.file,
                    vec![Key::Field("claims"), Key::Index(origin.position), Key::Field("id")],
                )
            }
            Point::Text(Spoken::Referral(n), _) => {
                entry(origins.referrals[n], &[Key::Field("text")])
            }
            Point::Text(Spoken::Advice(n), _) => entry(origins.advice[n], &[Key::Field("text")]),
            Point::Text(Spoken::Question(fact), _) => {
                entry(origins.facts[fact.index()], &[Key::Field("question")])
            }
            Point::State(n, _) => {
                let when = Key::Field("when");
                match self.watched[n].owner {
                    Owner::Referral(n) => entry(origins.referrals[n], &[when]),
                    Owner::Advice(n) => entry(origins.advice[n], &[when]),
                    Owner::Contraindication(n, k) => held_back_keys(origins.advice[n], k, &[when]),
                    Owner::Contradiction(n) => entry(origins.contradictions[n], &[when]),
                    Owner::Guard(d, s, w) => step_keys(
                        origins.dialogues[d],
                        s,
                        &[Key::Field("ways"), Key::Index(w), when],
                    ),
                }
            }
        }
    }
}

impl Point {
    /// The language, for texts.
    #[must_use]
    pub const fn language(self) -> Option<Language> {
        match self {
            Self::Text(_, language) => Some(language),
            _ => None,
        }
    }
}

fn entry(origin: Origin, below: &[Key]) -> (usize, Vec<Key>) {
    let keys = std::iter::once(Key::Index(origin.position)).chain(below.iter().copied());
    (origin.file, keys.collect())
}

fn held_back_keys(origin: Origin, number: usize, below: &[Key]) -> (usize, Vec<Key>) {
    let list = [Key::Field("contraindications"), Key::Index(number)];
    entry(origin, &list.iter().chain(below).copied().collect::<Vec<_>>())
}

fn step_keys(origin: Origin, step: usize, below: &[Key]) -> (usize, Vec<Key>) {
    let top = [Key::Field("steps"), Key::Index(step)];
    (origin.file, top.iter().chain(below).copied().collect())
}

fn flag_keys(model: &Model, slot: Slot) -> (usize, Vec<Key>) {
    let info = &model.slots[slot.index()];
    let origin = model.origins.facts[info.fact.index()];
    match info.member {
        None => entry(origin, &[Key::Field("red_flag")]),
        Some(member) => {
            let member = [Key::Index(member), Key::Field("red_flag")];
            let list = [Key::Field("kind"), Key::Index(0)];
            entry(origin, &list.iter().chain(&member).copied().collect::<Vec<_>>())
        }
    }
}

fn step_name(model: &Model, dialogue: usize, step: usize) -> String {
    let dialogue = &model.dialogues[dialogue];
    format!("{}.{}", dialogue.id, dialogue.steps[step].id)
}

fn way_in_words(model: &Model, (d, s): (usize, usize), way: Way) -> String {
    match (way, &model.dialogues[d].steps[s].kind) {
        (Way::When(number), crate::model::dialogue::StepKind::Branch { ways, .. }) => {
            format!("`{}`", condition_in_words(model, &ways[number].0))
        }
        (Way::Unsure, _) => "`unsure`".to_owned(),
        (Way::Otherwise, _) => "`otherwise`".to_owned(),
        _ => "on".to_owned(),
    }
}

fn owner_name(model: &Model, owner: Owner) -> String {
    match owner {
        Owner::Referral(n) => format!("referral {}", model.referrals[n].id),
        Owner::Advice(n) => format!("advice {}", model.advice[n].id),
        Owner::Contraindication(n, k) => {
            format!("contraindication {} of advice {}", k + 1, model.advice[n].id)
        }
        Owner::Contradiction(n) => format!("contradiction {}", model.contradictions[n].id),
        Owner::Guard(d, s, _) => format!("step {}", step_name(model, d, s)),
    }
}

fn spoken_name(model: &Model, spoken: Spoken) -> String {
    match spoken {
        Spoken::Referral(n) => format!("referral {}", model.referrals[n].id),
        Spoken::Advice(n) => format!("advice {}", model.advice[n].id),
        Spoken::Question(fact) => format!("question {}", model.facts[fact.index()].id),
    }
}

/// The rules that a claim stands behind.
fn resting_on(model: &Model, claim: usize) -> Vec<String> {
    let referrals = model.referrals.iter().filter(|rule| rule.claims.contains(&claim));
    let referrals = referrals.map(|rule| format!("referral {}", rule.id));
    let advice = model.advice.iter().filter(|rule| {
        let held_back = |c: &crate::model::rule::Contraindication| c.claims.contains(&claim);
        rule.claims.contains(&claim) || rule.contraindications.iter().any(held_back)
    });
    referrals.chain(advice.map(|rule| format!("advice {}", rule.id))).collect()
}

/// A referral's own condition, or that of a contraindication that raises it.
fn referral_goals(model: &Model, n: usize) -> Goals<'_> {
    let own: Goals<'_> = vec![(&model.referrals[n].when, Truth::Yes)];
    if towards(model, &own) != Towards::Nothing {
        return own;
    }
    let raised = model.advice.iter().find_map(|advice| {
        let by = advice.contraindications.iter().find(|c| c.refer == Some(n))?;
        Some(vec![(&advice.when, Truth::Yes), (&by.when, Truth::Yes)])
    });
    raised.unwrap_or(own)
}

/// Findings as they can be said in a transcript.
fn answers(model: &Model, goals: &Goals<'_>) -> String {
    match towards(model, goals) {
        Towards::Findings(findings) if findings.is_empty() => "come to it".to_owned(),
        Towards::Findings(findings) => {
            let parts = findings.iter().map(|(slot, finding)| {
                let value = value_in_transcript(model, *slot, *finding);
                format!("{} {value}", model.slot_name(*slot))
            });
            format!("~ {}", parts.collect::<Vec<_>>().join(", "))
        }
        Towards::Nothing => "no answers lead to it".to_owned(),
        Towards::GaveUp => "no answers were found that lead to it".to_owned(),
    }
}

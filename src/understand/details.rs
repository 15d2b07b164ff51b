//! Details: what counts only beside something else, as where it twitches.

use std::collections::BTreeSet;

use crate::model::Model;
use crate::model::fact::{FactId, Slot};
use crate::model::finding::Finding;
use crate::model::vocabulary::{Cue, FactWords, Words};
use crate::understand::choose::{Asked, Chosen};
use crate::understand::clauses::{Stretch, WINDOW};
use crate::understand::said::{Statement, distance, same_place, stretch};

/// How far off, in pieces, what a detail is of stands at most.
const FAR: usize = 4 * WINDOW;

/// Drops details that stand beside nothing of their kind, and those that a correction has replaced.
pub(crate) fn settle(
    model: &Model,
    words: &Words,
    chosen: &Chosen,
    asked: Asked<'_>,
    said: &mut Vec<Statement>,
) {
    let details = Details::new(model, words, chosen, said);
    let kept: Vec<bool> = said.iter().map(|s| asked.asks(s.slot) || details.stand(s)).collect();
    let placed: Vec<FactId> = (said.iter().zip(&kept))
        .filter(|(statement, kept)| **kept && details.needs(statement).is_some())
        .map(|(statement, _)| details.fact(statement.slot))
        .collect();
    let stays = |(statement, kept): (&Statement, &bool)| {
        *kept || !placed.contains(&details.fact(statement.slot)) && details.told_aside(statement)
    };
    let stays: Vec<bool> = said.iter().zip(&kept).map(stays).collect();
    let mut stays = stays.into_iter();
    said.retain(|_| stays.next().unwrap_or(true));
    replaced(model, chosen, said);
}

/// "The hand, wait no, the foot": a detail behind a correction replaces the one before it.
fn replaced(model: &Model, chosen: &Chosen, said: &mut Vec<Statement>) {
    let Some(cue) = chosen.clauses.first(Cue::Correction) else { return };
    let fact = |statement: &Statement| model.slots[statement.slot.index()].fact;
    let mut anew: Vec<FactId> =
        said.iter().filter(|s| s.detail && s.at.from > cue).map(fact).collect();
    anew.sort_unstable();
    anew.dedup();
    said.retain(|s| !(s.detail && s.at.to <= cue && anew.contains(&fact(s))));
}

/// Something that details can stand beside.
type Anchor = (Slot, Stretch);

struct Details<'a> {
    model: &'a Model,
    words: &'a Words,
    chosen: &'a Chosen,
    /// In the order of the text.
    anchors: Vec<Anchor>,
    affirmed: BTreeSet<(Slot, usize, usize)>,
}

impl<'a> Details<'a> {
    fn new(model: &'a Model, words: &'a Words, chosen: &'a Chosen, said: &[Statement]) -> Self {
        let whole = chosen.hits.iter().filter(|hit| words.facts[hit.entry].with.is_empty());
        let anchors = whole.flat_map(|hit| {
            let entry = &words.facts[hit.entry];
            let says = std::iter::once(&entry.says).chain(&entry.also);
            says.map(move |says| (says.0, stretch(hit)))
        });
        let anchors = anchors.filter(|(slot, _)| model.member_of(*slot).is_some()).collect();
        let affirmed = said.iter().filter(|s| s.finding == Finding::Affirmed);
        let affirmed = affirmed.map(|s| (s.slot, s.at.from, s.at.to)).collect();
        Self { model, words, chosen, anchors, affirmed }
    }

    fn fact(&self, slot: Slot) -> FactId {
        self.model.slots[slot.index()].fact
    }

    fn entry(&self, statement: &Statement) -> Option<&'a FactWords> {
        let hit = self.chosen.hits.iter().find(|hit| {
            same_place(stretch(hit), statement.at)
                && self.words.facts[hit.entry].says.0 == statement.slot
        });
        hit.map(|hit| &self.words.facts[hit.entry])
    }

    /// What a statement must stand beside, if it is a detail.
    fn needs(&self, statement: &Statement) -> Option<&'a [Slot]> {
        let with = self.entry(statement)?.with.as_slice();
        (!with.is_empty()).then_some(with)
    }

    fn holds(&self, anchor: Anchor) -> bool {
        self.affirmed.contains(&(anchor.0, anchor.1.from, anchor.1.to))
    }

    /// The nearest anchor of those that fit; in a text without end, those far off have no say.
    fn near(&self, with: &[Slot], at: Stretch, fits: impl Fn(Anchor) -> bool) -> Option<Anchor> {
        let clauses = &self.chosen.clauses;
        let from = self.anchors.partition_point(|(_, place)| place.from + FAR < at.from);
        let near = self.anchors[from..].iter().take_while(|(_, place)| place.from <= at.to + FAR);
        let nearest = near.filter(|anchor| fits(**anchor)).min_by_key(|(slot, place)| {
            let far = !clauses.same_segment(place.from, at.from);
            let apart = !clauses.same_sentence(place.from, at.from);
            (apart, far, distance(*place, at), !with.contains(slot))
        });
        nearest.copied()
    }

    /// "The twitch isn't spreading, same spot in my shoulder": what is denied gives way to something else in its sentence
    /// that the detail can be of as well.
    fn gives_way(&self, with: &[Slot], anchor: Anchor) -> bool {
        if !with.contains(&anchor.0) || self.holds(anchor) {
            return false;
        }
        let from = self.anchors.partition_point(|(_, at)| at.from + WINDOW < anchor.1.from);
        let near = self.anchors[from..].iter();
        let mut near = near.take_while(|(_, at)| at.from <= anchor.1.to + WINDOW);
        near.any(|other| {
            let beside = self.chosen.clauses.same_sentence(other.1.from, anchor.1.from);
            other.0 != anchor.0 && with.contains(&other.0) && beside && self.holds(*other)
        })
    }

    /// Whether a statement is no detail, or stands beside what it is a detail of.
    fn stand(&self, statement: &Statement) -> bool {
        let Some(with) = self.needs(statement) else { return true };
        let nearest = self.near(with, statement.at, |anchor| !self.gives_way(with, anchor));
        nearest.is_some_and(|anchor| with.contains(&anchor.0) && self.holds(anchor))
    }

    /// "My arm isn't weak, it only twitches", "my calf is thinner and twitches": of what is told in the same sentence
    /// and has no detail of its own.
    fn told_aside(&self, statement: &Statement) -> bool {
        let Some(entry) = self.entry(statement) else { return false };
        let (with, at) = (entry.with.as_slice(), statement.at);
        let within = |(slot, place): Anchor| {
            entry.inside.contains(&slot) && place.from <= at.from && at.to <= place.to
        };
        let clauses = &self.chosen.clauses;
        let denied_behind = self.near(with, at, |_| true).is_some_and(|(_, place)| {
            place.from >= at.to && clauses.holds_negation(at.to, place.to)
        });
        let is_within =
            || !entry.inside.is_empty() && self.anchors.iter().any(|anchor| within(*anchor));
        if !denied_behind && !is_within() {
            return false;
        }
        let of_it =
            |anchor: Anchor| with.contains(&anchor.0) || self.holds(anchor) && !within(anchor);
        self.near(with, at, of_it).is_some_and(|anchor| {
            with.contains(&anchor.0)
                && self.holds(anchor)
                && clauses.same_sentence(anchor.1.from, at.from)
        })
    }
}

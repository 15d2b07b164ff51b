//! An index over phrases: which ones stand in a text, at a cost of the words that they share with it.

use crate::model::vocabulary::phrase::{Atom, GAP, Phrase};
use crate::understand::fold::SteadyMap;
use crate::understand::lattice::{Edge, Lattice};

/// Something that a place of a phrase accepts: a word, a class, a quantity.
pub(crate) type AtomId = u32;

/// Turns the atoms of phrases into ids.
pub(crate) trait Atoms {
    /// The id of an atom.
    fn atom(&mut self, atom: &Atom) -> AtomId;
}

/// Several atoms of which any may stand in a place; most sequences share theirs with others.
type AtomSet = u32;

#[derive(Debug, Clone, Copy)]
struct Place {
    gap: u8,
    optional: bool,
    any_of: AtomSet,
}

#[derive(Debug)]
struct Sequence {
    owner: u32,
    places: Box<[Place]>,
}

/// An index over phrases with what each belongs to.
#[derive(Debug, Default)]
pub(crate) struct PhraseIndex {
    sequences: Vec<Sequence>,
    /// Each sorted.
    sets: Vec<Box<[AtomId]>>,
    set_numbers: SteadyMap<Box<[AtomId]>, AtomSet>,
    /// For each atom: sequences that are looked for when it occurs, with its place in them.
    postings: Vec<Vec<(u32, u16)>>,
}

/// A phrase that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// What the phrase belongs to.
    pub(crate) owner: u32,
    /// The pieces that it uses, as ascending ranges.
    pub(crate) used: Vec<(usize, usize)>,
    /// How surely.
    pub(crate) score: u8,
    /// The edges that its quantities came by, in order.
    pub(crate) quantities: Vec<u32>,
}

impl Found {
    /// The first piece.
    pub(crate) fn from(&self) -> usize {
        self.used.first().map_or(0, |range| range.0)
    }

    /// The end of the last piece.
    pub(crate) fn to(&self) -> usize {
        self.used.last().map_or(0, |range| range.1)
    }

    /// How many pieces it uses.
    pub(crate) fn width(&self) -> usize {
        self.used.iter().map(|range| range.1 - range.0).sum()
    }

    /// Whether it uses a piece.
    pub(crate) fn uses(&self, piece: usize) -> bool {
        self.used.iter().any(|range| range.0 <= piece && piece < range.1)
    }
}

impl PhraseIndex {
    /// Adds a phrase of an owner. Its words are looked up once, and only then its groups multiplied out.
    pub(crate) fn add(&mut self, phrase: &Phrase, owner: u32, atoms: &mut impl Atoms) {
        let mut sequences: Vec<Grown> = vec![Grown::default()];
        for part in phrase.parts() {
            let simple = part.is_simple();
            let mut alternatives: Vec<Vec<Place>> = Vec::with_capacity(part.alternatives.len() + 1);
            for alternative in &part.alternatives {
                let mut places = Vec::with_capacity(alternative.len());
                for (position, element) in alternative.iter().enumerate() {
                    let gap = if position == 0 { element.gap.max(part.gap) } else { element.gap };
                    let optional = element.optional || part.optional && simple;
                    let mut any_of: Vec<AtomId> =
                        element.any_of.iter().map(|atom| atoms.atom(atom)).collect();
                    any_of.sort_unstable();
                    any_of.dedup();
                    places.push(Place { gap, optional, any_of: self.set(any_of) });
                }
                alternatives.push(places);
            }
            let left_out = (part.optional && !simple).then_some(part.gap);
            sequences = product(sequences, &alternatives, left_out);
        }
        for Grown { mut places, .. } in sequences {
            if let Some(first) = places.first_mut() {
                first.gap = 0;
            }
            self.sequences.push(Sequence { owner, places: places.into() });
        }
    }

    fn set(&mut self, atoms: Vec<AtomId>) -> AtomSet {
        let atoms = atoms.into_boxed_slice();
        if let Some(known) = self.set_numbers.get(&atoms) {
            return *known;
        }
        let number = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        self.sets.push(atoms.clone());
        self.set_numbers.insert(atoms, number);
        number
    }

    /// Chooses for each phrase the place by which it is looked for: the rarest.
    pub(crate) fn finish(&mut self) {
        self.set_numbers = SteadyMap::default();
        let mut set_uses: Vec<u32> = vec![0; self.sets.len()];
        for place in self.sequences.iter().flat_map(|sequence| &sequence.places) {
            set_uses[place.any_of as usize] += 1;
        }
        let mut uses: Vec<u32> = Vec::new();
        for (set, times) in self.sets.iter().zip(&set_uses) {
            for atom in set {
                let at = *atom as usize;
                if uses.len() <= at {
                    uses.resize(at + 1, 0);
                }
                uses[at] += times;
            }
        }
        let costs: Vec<u32> =
            self.sets.iter().map(|set| set.iter().map(|atom| uses[*atom as usize]).sum()).collect();
        self.postings = Vec::new();
        self.postings.resize_with(uses.len(), Vec::new);
        for (position, sequence) in self.sequences.iter().enumerate() {
            let anchor = sequence
                .places
                .iter()
                .enumerate()
                .filter(|(_, place)| !place.optional)
                .min_by_key(|(at, place)| (costs[place.any_of as usize], *at));
            let Some((at, place)) = anchor else { continue };
            for atom in &self.sets[place.any_of as usize] {
                let entry = (
                    u32::try_from(position).unwrap_or(u32::MAX),
                    u16::try_from(at).unwrap_or(u16::MAX),
                );
                self.postings[*atom as usize].push(entry);
            }
        }
    }

    /// All phrases that stand in a text.
    pub(crate) fn find(&self, lattice: &Lattice) -> Vec<Found> {
        let mut found = Vec::new();
        for edge in lattice.edges() {
            let Some(postings) = self.postings.get(edge.atom as usize) else { continue };
            for (position, place) in postings {
                let sequence = &self.sequences[*position as usize];
                let matcher = Matcher { sequence, sets: &self.sets, lattice };
                if let Some(hit) = matcher.met_at(usize::from(*place), edge) {
                    found.push(hit);
                }
            }
        }
        found.sort_by(|a, b| (a.owner, &a.used, b.score).cmp(&(b.owner, &b.used, a.score)));
        found.dedup_by(|a, b| a.owner == b.owner && a.used == b.used);
        found
    }
}

/// A way through one side of a sequence.
#[derive(Default, Clone)]
struct Way {
    edges: Vec<u32>,
    cost: u32,
}

/// A sequence as it grows part by part.
#[derive(Debug, Default, Clone)]
struct Grown {
    places: Vec<Place>,
    /// The gap of what was left out, which stands before what comes next.
    gap: u8,
}

impl Grown {
    fn with(mut self, way: &[Place]) -> Self {
        let at = self.places.len();
        self.places.extend_from_slice(way);
        if let Some(first) = self.places.get_mut(at) {
            first.gap = first.gap.max(self.gap);
            self.gap = 0;
        }
        self
    }
}

/// Every way to go on from each of the sequences; `left_out` is the gap of a part that may be left out.
fn product(sequences: Vec<Grown>, alternatives: &[Vec<Place>], left_out: Option<u8>) -> Vec<Grown> {
    if let ([only], None) = (alternatives, left_out) {
        return sequences.into_iter().map(|grown| grown.with(only)).collect();
    }
    let mut all = Vec::with_capacity(sequences.len() * (alternatives.len() + 1));
    for grown in sequences {
        all.extend(alternatives.iter().map(|way| grown.clone().with(way)));
        if let Some(gap) = left_out {
            all.push(Grown { gap: grown.gap.max(gap), ..grown });
        }
    }
    all
}

/// A sequence looked for in a text.
struct Matcher<'a> {
    sequence: &'a Sequence,
    sets: &'a [Box<[AtomId]>],
    lattice: &'a Lattice,
}

impl Matcher<'_> {
    fn met_at(&self, place: usize, edge: &Edge) -> Option<Found> {
        let lattice = self.lattice;
        let left = self.side(place, (edge.from, 0), false)?;
        let right = self.side(place, (edge.to, 0), true)?;
        let anchor = lattice.number_of(edge);
        let edges: Vec<u32> =
            left.edges.into_iter().rev().chain([anchor]).chain(right.edges).collect();
        let mut used: Vec<(usize, usize)> = Vec::with_capacity(edges.len());
        let mut quantities = Vec::new();
        let mut score = u8::MAX;
        for number in edges {
            let edge = lattice.edge(number);
            score = score.min(edge.score);
            if edge.quantity.is_some() {
                quantities.push(number);
            }
            match used.last_mut() {
                Some(last) if last.1 == edge.from => last.1 = edge.to,
                _ => used.push((edge.from, edge.to)),
            }
        }
        let gaps = u8::try_from(left.cost + right.cost).unwrap_or(u8::MAX);
        Some(Found {
            owner: self.sequence.owner,
            used,
            score: score.saturating_sub(gaps),
            quantities,
        })
    }

    /// The cheapest way through the places on one side of a place; `left` is the gap that optional places hand on that are
    /// not there.
    fn side(&self, place: usize, (at, left): (usize, u8), right: bool) -> Option<Way> {
        let next = if right {
            place + 1
        } else if place == 0 {
            return Some(Way::default());
        } else {
            place - 1
        };
        let (places, lattice) = (&self.sequence.places, self.lattice);
        let Some(target) = places.get(next) else { return Some(Way::default()) };
        // the gap stands before the later of two places
        let gap = left.max(if right { target.gap } else { places[place].gap });
        let mut best: Option<Way> = None;
        for (start, skipped) in lattice.starts(at, gap, right) {
            for number in lattice.edges_at(start, right) {
                let edge = lattice.edge(*number);
                if self.sets[target.any_of as usize].binary_search(&edge.atom).is_err() {
                    continue;
                }
                let onward = if right { edge.to } else { edge.from };
                if let Some(mut way) = self.side(next, (onward, 0), right) {
                    way.cost += skipped + u32::from(100 - edge.score.min(100)) / 4;
                    way.edges.insert(0, *number);
                    if best.as_ref().is_none_or(|known| way.cost < known.cost) {
                        best = Some(way);
                    }
                }
            }
            if best.is_some() && gap <= GAP {
                break;
            }
        }
        if best.is_none() && target.optional {
            best = self.side(next, (at, gap), right);
        }
        best
    }
}

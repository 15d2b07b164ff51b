//! An index over phrases: which ones stand in a text, at a cost of the words that they share with it.

use crate::model::vocabulary::phrase::{Atom, GAP, Phrase};
use crate::understand::lattice::{Edge, Lattice};

/// Something that a place of a phrase accepts: a word, a class, a quantity.
pub(crate) type AtomId = u32;

/// Turns the atoms of phrases into ids.
pub(crate) trait Atoms {
    /// The id of an atom.
    fn atom(&mut self, atom: &Atom) -> AtomId;
}

#[derive(Debug)]
struct Place {
    gap: u8,
    optional: bool,
    /// Sorted.
    any_of: Box<[AtomId]>,
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
    /// Adds a phrase of an owner.
    pub(crate) fn add(&mut self, phrase: &Phrase, owner: u32, atoms: &mut impl Atoms) {
        for sequence in &phrase.sequences() {
            let places = sequence
                .iter()
                .map(|element| {
                    let mut any_of: Vec<AtomId> =
                        element.any_of.iter().map(|atom| atoms.atom(atom)).collect();
                    any_of.sort_unstable();
                    any_of.dedup();
                    Place { gap: element.gap, optional: element.optional, any_of: any_of.into() }
                })
                .collect();
            self.sequences.push(Sequence { owner, places });
        }
    }

    /// Chooses for each phrase the place by which it is looked for: the rarest.
    pub(crate) fn finish(&mut self) {
        let mut uses: Vec<u32> = Vec::new();
        for sequence in &self.sequences {
            for atom in sequence.places.iter().flat_map(|place| &place.any_of) {
                let at = *atom as usize;
                if uses.len() <= at {
                    uses.resize(at + 1, 0);
                }
                uses[at] += 1;
            }
        }
        self.postings = Vec::new();
        self.postings.resize_with(uses.len(), Vec::new);
        for (position, sequence) in self.sequences.iter().enumerate() {
            let cost = |place: &Place| -> u32 {
                place.any_of.iter().map(|atom| uses[*atom as usize]).sum()
            };
            let anchor = sequence
                .places
                .iter()
                .enumerate()
                .filter(|(_, place)| !place.optional)
                .min_by_key(|(at, place)| (cost(place), *at));
            let Some((at, place)) = anchor else { continue };
            for atom in &place.any_of {
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
                if let Some(hit) = sequence.met_at(usize::from(*place), edge, lattice) {
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

impl Sequence {
    fn met_at(&self, place: usize, edge: &Edge, lattice: &Lattice) -> Option<Found> {
        let left = self.side(place, edge.from, lattice, false)?;
        let right = self.side(place, edge.to, lattice, true)?;
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
        Some(Found { owner: self.owner, used, score: score.saturating_sub(gaps), quantities })
    }

    /// The cheapest way through the places on one side of a place.
    fn side(&self, place: usize, at: usize, lattice: &Lattice, right: bool) -> Option<Way> {
        let next = if right {
            place + 1
        } else if place == 0 {
            return Some(Way::default());
        } else {
            place - 1
        };
        let Some(target) = self.places.get(next) else { return Some(Way::default()) };
        // The gap stands before the later of two places; optional ones between hand theirs on.
        let gap = if right { target.gap } else { self.places[place].gap };
        let mut best: Option<Way> = None;
        for (start, skipped) in lattice.starts(at, gap, right) {
            for number in lattice.edges_at(start, right) {
                let edge = lattice.edge(*number);
                if target.any_of.binary_search(&edge.atom).is_err() {
                    continue;
                }
                let onward = if right { edge.to } else { edge.from };
                if let Some(mut way) = self.side(next, onward, lattice, right) {
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
            best = self.side(next, at, lattice, right);
        }
        best
    }
}

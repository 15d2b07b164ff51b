//! All that the pieces of a text can be: edges from piece to piece, each a word, a class or a quantity.

use crate::model::vocabulary::phrase::GAP;
use crate::understand::phrases::AtomId;
use crate::understand::piece::{Break, Piece};

/// How many fillers may stand between two words of a phrase.
const MOST_FILLERS: usize = 5;

/// One reading of some pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    /// The first piece.
    pub(crate) from: usize,
    /// The end of the last piece.
    pub(crate) to: usize,
    /// What they are.
    pub(crate) atom: AtomId,
    /// How surely, from 0 to 100.
    pub(crate) score: u8,
    /// The quantity that they are, by its position.
    pub(crate) quantity: Option<u32>,
    number: u32,
}

/// The pieces of a text with all their readings.
#[derive(Debug, Default)]
pub(crate) struct Lattice {
    /// The pieces.
    pub(crate) pieces: Vec<Piece>,
    /// Pieces that phrases pass over freely.
    pub(crate) fillers: Vec<bool>,
    /// Fillers such as "and", which phrases pass over only in a gap.
    pub(crate) joining: Vec<bool>,
    /// Pieces that no gap passes over.
    pub(crate) blocked: Vec<bool>,
    /// Pieces that go on with what stands before the mark before them: the hours in "I sleep well, eight hours".
    pub(crate) going_on: Vec<bool>,
    /// Pieces that begin a short answer to a topic of a word or two: "stress? medium".
    pub(crate) answering: Vec<bool>,
    edges: Vec<Edge>,
    by_from: Vec<Vec<u32>>,
    by_to: Vec<Vec<u32>>,
}

impl Lattice {
    /// A lattice without edges.
    pub(crate) fn new(pieces: Vec<Piece>) -> Self {
        let count = pieces.len();
        Self {
            pieces,
            fillers: vec![false; count],
            joining: vec![false; count],
            blocked: vec![false; count],
            going_on: vec![false; count],
            answering: vec![false; count],
            edges: Vec::new(),
            by_from: vec![Vec::new(); count + 1],
            by_to: vec![Vec::new(); count + 1],
        }
    }

    /// Adds a reading, unless it is there.
    pub(crate) fn add(
        &mut self,
        (from, to): (usize, usize),
        atom: AtomId,
        score: u8,
        quantity: Option<u32>,
    ) {
        let known = self.by_from[from].iter().any(|number| {
            let edge = &self.edges[*number as usize];
            edge.to == to && edge.atom == atom && edge.quantity == quantity && edge.score >= score
        });
        if known {
            return;
        }
        let number = u32::try_from(self.edges.len()).unwrap_or(u32::MAX);
        self.edges.push(Edge { from, to, atom, score, quantity, number });
        self.by_from[from].push(number);
        self.by_to[to].push(number);
    }

    /// All readings.
    pub(crate) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// A reading by its number.
    pub(crate) fn edge(&self, number: u32) -> &Edge {
        &self.edges[number as usize]
    }

    /// The number of a reading.
    #[expect(clippy::unused_self, reason = "numbers belong to the lattice")]
    pub(crate) fn number_of(&self, edge: &Edge) -> u32 {
        edge.number
    }

    /// The readings that begin (`right`) or end at a place.
    pub(crate) fn edges_at(&self, place: usize, right: bool) -> &[u32] {
        if right { &self.by_from[place] } else { &self.by_to[place] }
    }

    /// The places where the next word of a phrase may begin (`right`) or end, with what lies between.
    pub(crate) fn starts(&self, at: usize, gap: u8, right: bool) -> Vec<(usize, u32)> {
        let mut starts = Vec::with_capacity(usize::from(gap) + 1);
        let mut place = at;
        let mut left_over = gap;
        let mut cost = 0;
        for _ in 0..usize::from(gap) + MOST_FILLERS {
            if !self.passes(place, gap) {
                break;
            }
            starts.push((place, cost));
            let piece = if right { place } else { place - 1 };
            if !self.fillers[piece] || self.joining[piece] {
                if left_over == 0 || self.blocked[piece] {
                    break;
                }
                left_over -= 1;
                cost += 1;
            }
            if right {
                place += 1;
            } else {
                place -= 1;
            }
        }
        starts
    }

    /// Whether a phrase runs on over the boundary before a piece.
    fn passes(&self, boundary: usize, gap: u8) -> bool {
        if boundary == 0 || boundary >= self.pieces.len() {
            return false;
        }
        let goes_on = gap > 0 && self.going_on[boundary];
        match self.pieces[boundary].before {
            Break::Sentence => goes_on || self.answering[boundary],
            Break::Comma | Break::Dash => goes_on || gap > GAP || self.pieces[boundary - 1].ordinal,
            Break::Glued | Break::Hyphen | Break::Space => true,
        }
    }
}

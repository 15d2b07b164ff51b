//! Words that are several words: short forms, number words written together, compounds.

use crate::understand::fold::{SteadySet, folded};
use crate::understand::piece::{Break, Mark, Piece, PieceKind, Pieces};
use crate::understand::tongue::Tongue;

/// The longest word that is taken apart, in letters.
const LONGEST: usize = 40;
/// The shortest compound.
const SHORTEST: usize = 7;
/// The shortest part of a compound.
const SHORTEST_PART: usize = 3;

/// The pieces with short forms written out and compounds parted.
pub(crate) fn parted(tongue: &Tongue, pieces: &Pieces) -> Pieces {
    let mut list = Vec::with_capacity(pieces.list.len());
    let mut questions = Vec::new();
    let mut ends_in_point = false;
    for (at, piece) in pieces.list.iter().enumerate() {
        let begun = list.len();
        if let Some(long) = tongue.abbreviations.get(piece.word.as_str()) {
            for (number, word) in long.split_whitespace().enumerate() {
                let before = if number == 0 { piece.before } else { Break::Space };
                list.push(Piece {
                    word: word.to_owned(),
                    before,
                    kind: PieceKind::Word,
                    ..piece.clone()
                });
            }
        } else {
            match cuts(tongue, piece) {
                Some(ends) => push_parts(&mut list, piece, &ends),
                None => list.push(piece.clone()),
            }
        }
        let before = at.checked_sub(1).map(|before| pieces.list[before].word.as_str());
        if piece.mark == Mark::Point
            && before.is_some_and(|word| tongue.pointed.contains(word))
            && let Some(first) = list.get_mut(begun)
        {
            first.before = Break::Space;
        }
        if let Some(first) = list.get_mut(begun)
            && !tongue.grammar.ordinal_points
        {
            // "sleep 7. coffee 5." are two sentences where no "7." is a place in a row
            if std::mem::take(&mut ends_in_point) {
                first.before = Break::Sentence;
            }
            ends_in_point = std::mem::take(&mut first.ordinal);
        }
        if pieces.questions.contains(&at) {
            questions.push(list.len().saturating_sub(1));
        }
    }
    Pieces { list, questions }
}

/// The ends of the parts, in letters; all but the last.
fn cuts(tongue: &Tongue, piece: &Piece) -> Option<Vec<usize>> {
    if piece.kind != PieceKind::Word || !tongue.grammar.fused {
        return None;
    }
    let letters: Vec<char> = piece.word.chars().collect();
    if !(4..=LONGEST).contains(&letters.len()) {
        return None;
    }
    if tongue.lexicon.knows(&piece.word) {
        // a common word may be a number for all that: "sekstifem"
        let free = letters.len() >= SHORTEST && !tongue.lexicon.uses(&piece.word);
        return if free { number_cuts(&tongue.counting_words, &letters) } else { None };
    }
    number_cuts(&tongue.number_words, &letters)
        .or_else(|| compound_cut(tongue, &letters).map(|cut| vec![cut]))
}

/// Whether a word that the language does not know is several that it knows, written together.
pub(crate) fn is_several_words(tongue: &Tongue, word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    tongue.grammar.fused
        && (4..=LONGEST).contains(&letters.len())
        && !tongue.lexicon.knows(word)
        && (number_cuts(&tongue.number_words, &letters).is_some()
            || compound_cut(tongue, &letters).is_some())
}

/// The cuts of number words written together, with as few parts as can be.
fn number_cuts(words: &SteadySet<Box<str>>, letters: &[char]) -> Option<Vec<usize>> {
    // For each place: how many parts lead there, and where the last one begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    best[0] = Some((0, 0));
    for end in 2..=letters.len() {
        for start in 0..end - 1 {
            let Some((parts, _)) = best[start] else { continue };
            let word: String = letters[start..end].iter().collect();
            let known = words.contains(folded(&word).as_str());
            if known && best[end].is_none_or(|(least, _)| parts < least) {
                best[end] = Some((parts + 1, start));
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = letters.len();
    while at > 0 {
        let (_, start) = best[at]?;
        ends.push(start);
        at = start;
    }
    ends.pop();
    ends.reverse();
    (!ends.is_empty()).then_some(ends)
}

/// Where a compound of two known words is cut: the longest second word wins.
fn compound_cut(tongue: &Tongue, letters: &[char]) -> Option<usize> {
    if letters.len() < SHORTEST {
        return None;
    }
    for cut in SHORTEST_PART..=letters.len() - SHORTEST_PART {
        let right: String = letters[cut..].iter().collect();
        if !tongue.lexicon.uses(&right) {
            continue;
        }
        let left: String = letters[..cut].iter().collect();
        let linked = ["s", "e", "es"].iter().any(|link| {
            left.strip_suffix(link).is_some_and(|stem| {
                stem.chars().count() >= SHORTEST_PART && tongue.lexicon.uses(stem)
            })
        });
        if linked || tongue.lexicon.uses(&left) {
            return Some(cut);
        }
    }
    None
}

fn push_parts(list: &mut Vec<Piece>, piece: &Piece, ends: &[usize]) {
    let letters: Vec<char> = piece.word.chars().collect();
    let mut start = 0;
    for end in ends.iter().copied().chain([letters.len()]) {
        let before = if start == 0 { piece.before } else { Break::Glued };
        let word: String = letters[start..end].iter().collect();
        list.push(Piece { word, before, ..piece.clone() });
        start = end;
    }
}

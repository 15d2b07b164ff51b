//! Which language a message is in.

use crate::base::language::Language;
use crate::understand::compound::is_several_words;
use crate::understand::piece::{PieceKind, Pieces};
use crate::understand::tongue::Tongue;

/// How much better another language must fit before the session's is left.
const LEAD: i32 = 8;
/// A message of at most so many words that the session's language knows is in it.
const SHORT: usize = 4;
/// Words beyond this many tell nothing new.
const MOST_WORDS: usize = 200;

/// The position of the language that fits a message best.
pub(crate) fn best(tongues: &[Tongue], pieces: &Pieces, session: Option<Language>) -> usize {
    let fits: Vec<i32> = tongues.iter().map(|tongue| fit(tongue, pieces)).collect();
    let mut best = 0;
    for (position, score) in fits.iter().enumerate() {
        if *score > fits[best] {
            best = position;
        }
    }
    let home = session.and_then(|s| tongues.iter().position(|tongue| tongue.language == s));
    match home {
        Some(home) if is_shared(&tongues[home], pieces) => home,
        Some(home) if fits[best] < fits[home] + LEAD || fits[best] < fits[home] * 2 => home,
        _ => best,
    }
}

/// Whether a message is short and every word of it is one of this language, too.
fn is_shared(tongue: &Tongue, pieces: &Pieces) -> bool {
    let mut words = pieces.list.iter().filter(|piece| piece.kind == PieceKind::Word);
    words.clone().count() <= SHORT && words.all(|piece| tongue.lexicon.knows_exactly(&piece.word))
}

/// How well a language fits.
fn fit(tongue: &Tongue, pieces: &Pieces) -> i32 {
    let words = pieces.list.iter().filter(|piece| piece.kind == PieceKind::Word);
    words.take(MOST_WORDS).map(|piece| word_fit(tongue, &piece.word)).sum()
}

fn word_fit(tongue: &Tongue, word: &str) -> i32 {
    let letters: i32 = word
        .chars()
        .filter(|c| !c.is_ascii() && c.is_alphabetic())
        .map(|c| if tongue.alphabet.contains(&c) { 1 } else { -3 })
        .sum();
    let marker = tongue.markers.get(word).map_or(0, |weight| i32::from(*weight) * 2);
    let known = if tongue.lexicon.knows_exactly(word) || is_several_words(tongue, word) {
        2
    } else {
        i32::from(word.chars().count() > 3 && tongue.lexicon.knows(word))
    };
    letters + marker + known
}

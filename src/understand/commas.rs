//! Commas that part nothing: "jeg ved ikke, om …", "jeg synes ikke, at …" are read as they are without.

use crate::model::vocabulary::Cue;
use crate::understand::lattice::Lattice;
use crate::understand::piece::{Break, Mark};
use crate::understand::reading::CueAt;

/// Takes the commas away that only set off a clause with which the one before goes on.
pub(crate) fn join_clauses(cues: &[CueAt], lattice: &mut Lattice) {
    let subordinate = cues.iter().filter(|cue| cue.cue == Cue::Subordinate && cue.from > 1);
    for place in subordinate.map(|cue| cue.from) {
        let pieces = &mut lattice.pieces;
        // "nej, at gå på trapper gør ondt": an answer has its comma
        let leads = pieces[place - 1].before == Break::Sentence;
        let comma = pieces[place].before == Break::Comma && pieces[place].mark == Mark::Other;
        if comma && !leads {
            pieces[place].before = Break::Space;
        }
    }
}

//! Commas that part nothing: "jeg ved ikke, om …", "jeg synes ikke, at …", "jeg tror ikke, jeg …" are read as they are
//! without.

use crate::model::vocabulary::Cue;
use crate::understand::lattice::Lattice;
use crate::understand::piece::{Break, Mark};
use crate::understand::reading::CueAt;

/// Takes the commas away that only set off a clause with which the one before goes on.
pub(crate) fn join_clauses(cues: &[CueAt], lattice: &mut Lattice) {
    let subordinate = cues.iter().filter(|cue| cue.cue == Cue::Subordinate && cue.from > 1);
    let places: Vec<usize> =
        subordinate.map(|cue| cue.from).chain(behind_opinions(cues, lattice)).collect();
    for place in places {
        let pieces = &mut lattice.pieces;
        // "nej, at gå på trapper gør ondt": an answer has its comma
        let leads = pieces[place - 1].before == Break::Sentence;
        let comma = pieces[place].before == Break::Comma && pieces[place].mark == Mark::Other;
        if comma && !leads {
            pieces[place].before = Break::Space;
        }
    }
}

/// Where what is not thought begins, in the words of a clause: "jeg tror ikke, jeg …", and not "det tror jeg ikke, jeg …".
fn behind_opinions(cues: &[CueAt], lattice: &Lattice) -> Vec<usize> {
    let is = |cue: &CueAt, kind| cue.cue == kind;
    let opinions = cues.iter().filter(|cue| is(cue, Cue::Opinion));
    let denied = |opinion: &CueAt| {
        let negation = |cue: &&CueAt| is(cue, Cue::Negation) && cue.from == opinion.to;
        cues.iter().filter(negation).map(|cue| cue.to).max()
    };
    let goes_on = |place: &usize| lattice.fillers.get(*place) == Some(&true);
    opinions.filter_map(denied).filter(goes_on).collect()
}

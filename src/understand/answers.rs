//! Messages that are an answer or a command as a whole, and answers that lead a message.

use crate::model::vocabulary::{CommandWord, Cue, ReplyKind};
use crate::understand::outcome::Reply;
use crate::understand::phrases::Found;
use crate::understand::piece::Break;
use crate::understand::reading::Reading;
use crate::understand::tongue::{Answer, Tongue};

/// An answer below this is taken for a slip.
const EXACT: u8 = 95;
/// The longest message that can be an answer as a whole, in pieces.
const LONGEST_ANSWER: usize = 14;

/// What a message is as a whole.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    /// The answer that it is.
    pub(crate) reply: Option<Reply>,
    /// The command that it is.
    pub(crate) command: Option<CommandWord>,
    /// Whether it is a greeting.
    pub(crate) greeting: bool,
    /// The answer that it begins with, if it is not one as a whole.
    pub(crate) leading: Option<Reply>,
}

/// Reads a message as an answer.
pub(crate) fn whole(tongue: &Tongue, reading: &Reading) -> Whole {
    let pieces = &reading.lattice.pieces;
    if pieces.len() > LONGEST_ANSWER {
        return Whole { leading: leading(tongue, reading), ..Whole::default() };
    }
    let hedged = reading.cues.iter().any(|cue| cue.cue == Cue::Hedge);
    let mut order: Vec<&Found> = reading.answers.iter().collect();
    order.sort_by_key(|found| longest_first(tongue, found));
    let command = whole_command(tongue, reading, &order);
    let Cover { reply, covered, .. } = cover(tongue, reading, &order, (0, pieces.len()));
    let greeting = !pieces.is_empty()
        && (0..pieces.len()).all(|at| {
            reading.lattice.fillers[at]
                || reading.cues.iter().any(|c| c.cue == Cue::Greeting && c.from <= at && at < c.to)
        });
    // what passes a question is no answer to it, though a word of it be one: "inte nu"
    let passed = command == Some(CommandWord::Skip);
    let reply = reply.filter(|_| covered && !passed);
    let reply = reply.map(|reply| if hedged { doubted(reply) } else { reply });
    let leading = if reply.is_none() { leading(tongue, reading) } else { None };
    Whole { reply, command, greeting, leading }
}

/// A hedged answer is not exact.
fn doubted(reply: Reply) -> Reply {
    match reply {
        Reply::Yes { .. } => Reply::Yes { sure: false },
        Reply::No { .. } => Reply::No { exact: false },
        Reply::NoneOfThese { .. } => Reply::NoneOfThese { exact: false },
        other => other,
    }
}

/// The answer that some pieces of a text are to what stands beside them, fillers aside.
pub(crate) fn covering(
    tongue: &Tongue,
    reading: &Reading,
    pieces: (usize, usize),
) -> Option<Reply> {
    let cover = covered(tongue, reading, pieces)?;
    cover.reply.filter(|_| cover.covered && !cover.of_others)
}

/// Whether some pieces of a text only go with an answer: "thank goodness".
pub(crate) fn adds_nothing(tongue: &Tongue, reading: &Reading, pieces: (usize, usize)) -> bool {
    covered(tongue, reading, pieces).is_some_and(|cover| cover.covered && cover.answers == 0)
}

/// Whether some pieces of a text say no to all but what stands beside them: "nothing else".
pub(crate) fn denies_others(tongue: &Tongue, reading: &Reading, pieces: (usize, usize)) -> bool {
    let no = |cover: &Cover| cover.reply == Some(Reply::NoneOfThese { exact: true });
    covered(tongue, reading, pieces)
        .is_some_and(|cover| cover.covered && cover.of_others && no(&cover))
}

fn covered(tongue: &Tongue, reading: &Reading, (from, to): (usize, usize)) -> Option<Cover> {
    if to - from > LONGEST_ANSWER {
        return None;
    }
    let within = |found: &&Found| from <= found.from() && found.to() <= to;
    let mut order: Vec<&Found> = reading.answers.iter().filter(within).collect();
    order.sort_by_key(|found| longest_first(tongue, found));
    Some(cover(tongue, reading, &order, (from, to)))
}

/// Long answers first, and words that may follow one last.
fn longest_first(tongue: &Tongue, found: &Found) -> impl Ord + use<> {
    let tail = tongue.answer_owners[found.owner as usize] == Answer::Tail;
    (std::cmp::Reverse(found.width()), tail, std::cmp::Reverse(found.score), found.from())
}

/// What answers make of some pieces.
struct Cover {
    reply: Option<Reply>,
    /// Whether they cover all pieces, fillers and words such as "and" aside.
    covered: bool,
    /// How many of them there are.
    answers: usize,
    /// Whether a no among them is to all but what stands beside it.
    of_others: bool,
}

/// Answers that together cover some pieces.
fn cover(
    tongue: &Tongue,
    reading: &Reading,
    order: &[&Found],
    (start, end): (usize, usize),
) -> Cover {
    let mut taken = vec![false; end];
    let mut kinds: Vec<(ReplyKind, bool)> = Vec::new();
    for found in order {
        let mut pieces = found.used.iter().flat_map(|range| range.0..range.1);
        if pieces.any(|piece| !(start..end).contains(&piece) || taken[piece]) {
            continue;
        }
        match tongue.answer_owners[found.owner as usize] {
            Answer::Reply(kind, typo) => kinds.push((kind, !typo && found.score >= EXACT)),
            Answer::Tail => {}
            Answer::Command(_) => continue,
        }
        for range in &found.used {
            taken[range.0..range.1].fill(true);
        }
    }
    let lattice = &reading.lattice;
    let covered = (start..end).all(|at| taken[at] || lattice.fillers[at] || lattice.joining[at]);
    let of_others = kinds.iter().any(|known| known.0 == ReplyKind::NoneElse);
    Cover { reply: combined(&kinds), covered, answers: kinds.len(), of_others }
}

/// What several answers in one message come to.
fn combined(kinds: &[(ReplyKind, bool)]) -> Option<Reply> {
    let has = |kind: ReplyKind| kinds.iter().any(|known| known.0 == kind);
    let exact = kinds.iter().all(|known| known.1);
    let (yes, no) = (has(ReplyKind::Yes), has(ReplyKind::No));
    let none = has(ReplyKind::NoneOfThese) || has(ReplyKind::NoneElse);
    if (yes || has(ReplyKind::WeakYes)) && (no || none) {
        return None;
    }
    if has(ReplyKind::DontKnow) {
        Some(Reply::DontKnow)
    } else if has(ReplyKind::WeakYes) {
        Some(Reply::WeakYes)
    } else if yes {
        Some(Reply::Yes { sure: exact })
    } else if none {
        Some(Reply::NoneOfThese { exact })
    } else if no {
        Some(Reply::No { exact })
    } else {
        has(ReplyKind::Heard).then_some(Reply::Heard)
    }
}

fn whole_command(tongue: &Tongue, reading: &Reading, order: &[&Found]) -> Option<CommandWord> {
    let length = reading.lattice.pieces.len();
    let tails: Vec<&&Found> = order
        .iter()
        .filter(|found| tongue.answer_owners[found.owner as usize] == Answer::Tail)
        .collect();
    order.iter().find_map(|found| match tongue.answer_owners[found.owner as usize] {
        Answer::Command(command) => {
            let rest = (0..length).all(|at| {
                found.uses(at)
                    || reading.lattice.fillers[at]
                    || tails.iter().any(|tail| tail.uses(at))
            });
            rest.then_some(command)
        }
        _ => None,
    })
}

/// "No, it came later", "yes since monday", "don't know, no scales". Of a long message only a yes with a mark behind it is
/// taken: "yes, mostly when I walk up the hill …" tells more than an answer, and is one all the same.
fn leading(tongue: &Tongue, reading: &Reading) -> Option<Reply> {
    let pieces = &reading.lattice.pieces;
    let best = reading
        .answers
        .iter()
        .filter(|found| {
            // "øh tja, lidt måske, når …"
            let begins = reading.lattice.fillers[..found.from()].iter().all(|filler| *filler);
            let lead = begins && found.used.len() == 1;
            lead && matches!(tongue.answer_owners[found.owner as usize], Answer::Reply(..))
        })
        .max_by_key(|found| (found.width(), found.score))?;
    let Answer::Reply(kind, typo) = tongue.answer_owners[best.owner as usize] else { return None };
    let parted = pieces.get(best.to()).is_some_and(|next| next.before >= Break::Dash)
        || reading.cues.iter().any(|c| c.from == best.to() && c.cue == Cue::Terminator);
    let exact = !typo && best.score >= EXACT;
    let long = pieces.len() > LONGEST_ANSWER;
    let negative = matches!(kind, ReplyKind::No | ReplyKind::NoneOfThese);
    match taken_back(tongue, reading, best).filter(|_| negative) {
        Some(TakenBack::Yes) => return Some(Reply::Yes { sure: false }),
        Some(TakenBack::Perhaps) => return None,
        None => {}
    }
    let yes = matches!(kind, ReplyKind::Yes | ReplyKind::WeakYes);
    if yes && corrected(tongue, reading, best) {
        return None;
    }
    match kind {
        ReplyKind::Yes | ReplyKind::WeakYes if long && !parted => None,
        ReplyKind::No | ReplyKind::DontKnow if long => None,
        ReplyKind::Yes => Some(Reply::Yes { sure: exact }),
        ReplyKind::WeakYes => Some(Reply::WeakYes),
        ReplyKind::No if parted && exact => Some(Reply::No { exact }),
        ReplyKind::NoneOfThese if parted && exact && !long => Some(Reply::NoneOfThese { exact }),
        ReplyKind::DontKnow if parted => Some(Reply::DontKnow),
        _ => None,
    }
}

/// What a yes behind a no makes of it.
enum TakenBack {
    /// "No, or yes, a bit": it is a yes.
    Yes,
    /// "No … yes, well": who can tell.
    Perhaps,
}

/// Whether a yes follows the no that a message begins with.
fn taken_back(tongue: &Tongue, reading: &Reading, no: &Found) -> Option<TakenBack> {
    let affirms = |found: &&Found| {
        let kind = tongue.answer_owners[found.owner as usize];
        let yes = matches!(kind, Answer::Reply(ReplyKind::Yes | ReplyKind::WeakYes, false));
        yes && found.from() >= no.to() && found.used.len() == 1 && found.score >= EXACT
    };
    let behind_or = |at: usize| reading.cues.iter().any(|c| c.to == at && c.cue == Cue::Or);
    let parted =
        |at: usize| reading.lattice.pieces.get(at).is_none_or(|next| next.before >= Break::Dash);
    // "no, a bit tired" is no yes
    let whole = |found: &Found| {
        let weak = matches!(
            tongue.answer_owners[found.owner as usize],
            Answer::Reply(ReplyKind::WeakYes, _)
        );
        let (before, behind) = (parted(found.from()), parted(found.to()));
        if weak { before && behind } else { before || behind }
    };
    let mut yeses = reading.answers.iter().filter(affirms).peekable();
    yeses.peek()?;
    if yeses.clone().any(|found| behind_or(found.from())) {
        Some(TakenBack::Yes)
    } else {
        yeses.any(whole).then_some(TakenBack::Perhaps)
    }
}

/// Whether a no ends the message behind a correction, or stands right behind "or": "yes. No wait, I misread. No" and "yes, or
/// no, not really" are asked once more.
fn corrected(tongue: &Tongue, reading: &Reading, yes: &Found) -> bool {
    let behind = |cue: Cue| reading.cues.iter().filter(move |c| c.cue == cue && c.from >= yes.to());
    let ends = reading.lattice.pieces.len();
    let turns = |found: &Found| {
        found.to() == ends && behind(Cue::Correction).next().is_some()
            || behind(Cue::Or).any(|or| or.to == found.from())
    };
    let denies = |found: &Found| {
        let kind = tongue.answer_owners[found.owner as usize];
        let no = matches!(kind, Answer::Reply(ReplyKind::No | ReplyKind::NoneOfThese, false));
        no && found.from() >= yes.to() && turns(found)
    };
    reading.answers.iter().any(denies)
}

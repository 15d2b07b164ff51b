//! Going on with a conversation that was written down.

use crate::conversation::Chat;
use crate::transcript::format::Transcript;
use crate::transcript::parse::parse;
use crate::transcript::place::{Spot, Trouble};
use crate::transcript::player::Player;
use crate::transcript::record::pack_line;
use crate::transcript::replay::{Comparison, Stage, compare};
use crate::transcript::scribe::Scribe;
use crate::transcript::sources::Sources;

/// Up to where a transcript is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upto {
    /// As far as it holds.
    Held,
    /// Up to the turn that stands on this line or before it.
    Line(u32),
}

/// A conversation as a transcript left it.
#[derive(Debug)]
pub struct Resumed<'m> {
    /// The conversation.
    pub chat: Chat<'m>,
    /// What was written down of it anew.
    pub scribe: Scribe<'m>,
    /// What no longer holds, if something does not: where, what was expected and what comes.
    pub differs: Option<(Spot, String, String)>,
    /// Whether it was written down with another pack, or another version of it.
    pub other_pack: bool,
    /// The bytes of the transcript's own text up to which it was gone through.
    pub kept: usize,
    /// Whether a turn was left out that did not end the conversation.
    pub cut: bool,
}

/// Goes through a transcript, as far as it holds or up to a line.
///
/// # Errors
/// A transcript that cannot be read or replayed.
pub fn resume<'m>(
    stage: &Stage<'m>,
    sources: &Sources,
    upto: Upto,
    redact: bool,
) -> Result<Resumed<'m>, Vec<Trouble>> {
    let transcript = parse(sources)?;
    let pack = pack_line(stage.engine.model());
    let other_pack = transcript.pack.is_some_and(|written| written.value != pack);
    let Held { turns, differs, ended } = held(stage, sources, &transcript, upto)?;
    let (mut player, mut reply) = Player::begin(stage, sources, &transcript, false)?;
    let mut scribe = Scribe::begin(&player.chat, &reply, redact);
    for turn in &transcript.turns[..turns] {
        let before = player.chat.findings().clone();
        let said = format!("{} {}", turn.said.mark(), player.words(turn));
        reply = player.say(turn)?;
        let expected = transcript.expected(turn);
        // only for the names that it binds
        compare(&mut player, &reply, expected, Comparison::default(), None);
        scribe.turn(&said, &player.chat, &reply, &before);
    }
    let next = transcript.turns.get(turns);
    let kept = next.map_or(sources.text(0).len(), |turn| turn.place.offset as usize);
    let kept = transcript.unfinished.map_or(kept, |cut| kept.min(cut.offset as usize));
    let cut = transcript.turns.len() > turns + usize::from(ended);
    Ok(Resumed { chat: player.chat, scribe, differs, other_pack, kept, cut })
}

struct Held {
    turns: usize,
    differs: Option<(Spot, String, String)>,
    /// Whether the turn behind them ended the conversation.
    ended: bool,
}

/// How many turns of a transcript are gone through.
fn held(
    stage: &Stage<'_>,
    sources: &Sources,
    transcript: &Transcript<'_>,
    upto: Upto,
) -> Result<Held, Vec<Trouble>> {
    let (mut player, mut reply) = Player::begin(stage, sources, transcript, true)?;
    for number in 0..=transcript.turns.len() {
        let turn = number.checked_sub(1).map(|number| &transcript.turns[number]);
        let before = number.saturating_sub(1);
        if let Some(turn) = turn {
            let behind =
                matches!(upto, Upto::Line(line) if turn.place.file == 0 && turn.place.line > line);
            // what was being typed when the recording stopped was never answered
            if behind || transcript.unfinished == Some(turn.place) {
                return Ok(Held { turns: before, differs: None, ended: !behind });
            }
            reply = player.say(turn)?;
        }
        let expected = turn.map_or(transcript.opening(), |turn| transcript.expected(turn));
        let (_, misses) =
            compare(&mut player, &reply, expected, Comparison::default(), transcript.unfinished);
        if let Some(miss) = misses.into_iter().next().filter(|_| upto == Upto::Held) {
            let differs = (sources.spot(miss.place), miss.expected, miss.got);
            return Ok(Held { turns: before, differs: Some(differs), ended: false });
        }
        if reply.ended {
            return Ok(Held { turns: before, differs: None, ended: true });
        }
    }
    Ok(Held { turns: transcript.turns.len(), differs: None, ended: false })
}

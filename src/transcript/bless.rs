//! Accepting what came: the expectations of a transcript written anew. Comments, blank lines, indents and
//! line endings stay as they are.

use crate::transcript::format::{Expectation, Expected, Turn};
use crate::transcript::parse::parse;
use crate::transcript::place::Trouble;
use crate::transcript::player::Player;
use crate::transcript::record::{About, holding};
use crate::transcript::replay::{Comparison, Missed, Stage, compare, shown_lines};
use crate::transcript::sources::Sources;

/// What is accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// Whether what is not written down is filled in: the question, and what holds.
    pub fill: bool,
    /// Whether shown lines are written where there are none.
    pub exact: bool,
}

/// What a transcript would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its text now.
    text: String,
    /// What would change, turn by turn.
    pub hunks: Vec<Hunk>,
}

/// What would change at one turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The line of the turn, from 1; 0 for the opening.
    pub turn: u32,
    /// What was said, with its mark.
    pub said: String,
    edits: Vec<Edit>,
}

/// One line that is replaced or taken out, or after which lines are put.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    /// The line, from 1.
    line: u32,
    /// Whether the line itself goes.
    removes: bool,
    /// What comes in its place, or behind it.
    lines: Vec<String>,
}

impl Hunk {
    /// The lines that go and those that come, in order: `-` or `+`, the number of the line, the text.
    #[must_use]
    pub fn diff(&self, text: &str) -> Vec<(char, u32, String)> {
        let old: Vec<&str> = text.lines().collect();
        let mut diff = Vec::new();
        for edit in &self.edits {
            if edit.removes {
                let gone = old.get(edit.line as usize - 1).unwrap_or(&"").trim();
                diff.push(('-', edit.line, gone.to_owned()));
            }
            diff.extend(edit.lines.iter().map(|line| ('+', edit.line, line.clone())));
        }
        diff
    }
}

impl Proposal {
    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty()
    }

    /// The text as it is.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with those changes that are accepted, one answer a hunk.
    #[must_use]
    pub fn accepted(&self, accepted: &[bool]) -> String {
        let hunks = self.hunks.iter().zip(accepted).filter(|(_, accepted)| **accepted);
        let edits: Vec<&Edit> = hunks.flat_map(|(hunk, _)| &hunk.edits).collect();
        let usual = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut new = String::new();
        for (number, whole) in (1_u32..).zip(self.text.split_inclusive('\n')) {
            let line = whole.trim_end_matches(['\n', '\r']);
            let ending = &whole[line.len()..];
            let indent = &line[..line.len() - line.trim_start_matches([' ', '\u{feff}']).len()];
            let here = || edits.iter().filter(|edit| edit.line == number);
            if !here().any(|edit| edit.removes) {
                new.push_str(whole);
            }
            for line in here().flat_map(|edit| &edit.lines) {
                // the last line of the file may have no end
                if !new.is_empty() && !new.ends_with('\n') {
                    new.push_str(usual);
                }
                new.push_str(indent);
                new.push_str(line);
                new.push_str(if ending.is_empty() { usual } else { ending });
            }
        }
        new
    }
}

/// What a transcript would become if all that came were accepted. What it includes is not touched.
///
/// # Errors
/// A transcript that cannot be read or replayed.
pub fn propose(
    stage: &Stage<'_>,
    sources: &Sources,
    acceptance: Acceptance,
) -> Result<Proposal, Vec<Trouble>> {
    let transcript = parse(sources)?;
    let reads = acceptance.exact
        || transcript.expectations.iter().any(|e| matches!(e.what, Expected::Shown(_)));
    let (mut player, mut reply) = Player::begin(stage, sources, &transcript, !reads)?;
    let mut hunks = Vec::new();
    let mut before = player.chat.findings().clone();
    for number in 0..=transcript.turns.len() {
        let turn = number.checked_sub(1).map(|number| &transcript.turns[number]);
        if let Some(turn) = turn {
            if reply.ended {
                break;
            }
            before.clone_from(player.chat.findings());
            reply = player.say(turn)?;
        }
        let expected = turn.map_or(transcript.opening(), |turn| transcript.expected(turn));
        let comparison = Comparison { exact: true };
        let (_, misses) = compare(&mut player, &reply, expected, comparison, None);
        let own: Vec<&Expectation<'_>> = expected.iter().filter(|e| e.place.file == 0).collect();
        let mut edits = Vec::new();
        for miss in misses.iter().filter(|miss| miss.place.file == 0) {
            match miss.what {
                Missed::Shown => edits.extend(shown_anew(&own, &shown_lines(&reply))),
                Missed::End => {}
                Missed::Fact(name) if player.chat.model().slot(name).is_none() => {}
                // what is told in brackets is no line: nothing of the kind is there
                _ => edits.push(Edit {
                    line: miss.place.line,
                    removes: true,
                    lines: Some(miss.got.clone())
                        .filter(|got| got.starts_with('=') || got.starts_with('?'))
                        .into_iter()
                        .collect(),
                }),
            }
        }
        if let Some(turn) = turn.filter(|turn| turn.place.file == 0) {
            edits.extend(filled_in(&player, (turn, &own), &reply, &before, acceptance));
        }
        if !edits.is_empty() {
            hunks.push(hunk(turn, edits));
        }
    }
    Ok(Proposal { text: sources.own_text().to_owned(), hunks })
}

fn hunk(turn: Option<&Turn<'_>>, mut edits: Vec<Edit>) -> Hunk {
    edits.sort_by_key(|edit| edit.line);
    Hunk {
        turn: turn.map_or(0, |turn| turn.place.line),
        said: turn.map_or_else(
            || "(before anything was said)".to_owned(),
            |turn| format!("{} {}", turn.said.mark(), turn.said.text()),
        ),
        edits,
    }
}

/// All shown lines of a turn written anew, where the first of them stands.
fn shown_anew(own: &[&Expectation<'_>], lines: &[String]) -> Vec<Edit> {
    let shown = own.iter().filter(|e| matches!(e.what, Expected::Shown(_)));
    let mut edits: Vec<Edit> = shown
        .map(|expectation| Edit { line: expectation.place.line, removes: true, lines: Vec::new() })
        .collect();
    if let Some(first) = edits.first_mut() {
        first.lines = lines.iter().map(|line| format!("< {line}").trim_end().to_owned()).collect();
    }
    edits
}

/// What a recording would have that is not written down.
fn filled_in(
    player: &Player<'_, '_>,
    (turn, own): (&Turn<'_>, &[&Expectation<'_>]),
    reply: &crate::conversation::Reply,
    before: &crate::model::finding::Findings,
    acceptance: Acceptance,
) -> Vec<Edit> {
    let is_shown = |e: &&&Expectation<'_>| matches!(e.what, Expected::Shown(_));
    let last_shown = own.iter().filter(is_shown).map(|e| e.place.line).next_back();
    let last = own.last().map_or(turn.place.line, |e| e.place.line);
    let (mut first, mut behind) = (Vec::new(), Vec::new());
    if acceptance.exact && last_shown.is_none() {
        let shown = shown_lines(reply);
        first.extend(shown.iter().map(|line| format!("< {line}").trim_end().to_owned()));
    }
    if acceptance.fill {
        for holding in holding(&player.chat, reply, Some(before)) {
            if own.iter().any(|expectation| is_about(&expectation.what, &holding.about)) {
                continue;
            }
            let lines = if holding.about == About::Question { &mut first } else { &mut behind };
            lines.push(holding.line);
        }
    }
    let place = last_shown.unwrap_or(turn.place.line);
    [(place, first), (last, behind)]
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(line, lines)| Edit { line, removes: false, lines })
        .collect()
}

fn is_about(expected: &Expected<'_>, about: &About) -> bool {
    match (expected, about) {
        (Expected::Asked(_), About::Question) | (Expected::Urgency(_), About::Urgency) => true,
        (Expected::Fact(name, _), About::Fact(about)) => name == about,
        (Expected::Ids(kind, ..), About::Ids(about)) => kind == about,
        _ => false,
    }
}

//! A dialogue as indented text: for screen readers, and for comparing two versions.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::exchange::picture_words::urgency_word;
use crate::graph::{Arrow, Cluster, Picture, StepBox};

/// Spaces a level.
const INDENT: usize = 2;

/// The picture as indented text. A step stands once; where it comes up again stands `-> step (above)`.
#[must_use]
pub fn outline(picture: &Picture) -> String {
    let mut out = String::new();
    for (position, cluster) in picture.clusters.iter().enumerate() {
        if position > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "{} ({})", cluster.id, cluster.title);
        let mut writer = Writer { cluster, out: &mut out, seen: BTreeSet::new() };
        writer.run(0, 1);
        writer.unreached();
    }
    out
}

struct Writer<'a> {
    cluster: &'a Cluster,
    out: &'a mut String,
    seen: BTreeSet<usize>,
}

impl Writer<'_> {
    /// Writes a step and what follows it at one level, as long as there is one way on.
    fn run(&mut self, start: usize, level: usize) {
        let mut at = Some(start);
        while let Some(step) = at {
            if !self.seen.insert(step) {
                self.line(level, &format!("-> {} (above)", self.cluster.boxes[step].id));
                return;
            }
            self.line(level, &in_words(&self.cluster.boxes[step]));
            let ways: Vec<&Arrow> =
                self.cluster.arrows.iter().filter(|arrow| arrow.from == step).collect();
            at = match ways.as_slice() {
                [] => None,
                [only] => only.to,
                several => {
                    self.fork(several, level + 1);
                    None
                }
            };
        }
    }

    /// Writes the ways of a branch, each with what follows it. A step to which a later way of this
    /// branch leads too is written there, so that each way ends where the ways meet again.
    fn fork(&mut self, ways: &[&Arrow], level: usize) {
        for (number, way) in ways.iter().enumerate() {
            let Some(to) = way.to else {
                self.line(level, &format!("{}: end of the dialogue", way.label));
                continue;
            };
            let later = ways[number + 1..].iter().any(|other| other.to == Some(to));
            if self.seen.contains(&to) || later {
                let place = if self.seen.contains(&to) { "above" } else { "below" };
                self.line(
                    level,
                    &format!("{}: -> {} ({place})", way.label, self.cluster.boxes[to].id),
                );
                continue;
            }
            self.line(level, &format!("{}:", way.label));
            self.run(to, level + 1);
        }
    }

    fn unreached(&mut self) {
        for step in 0..self.cluster.boxes.len() {
            if !self.seen.contains(&step) {
                self.line(1, "(never reached)");
                self.run(step, 1);
            }
        }
    }

    fn line(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.out, "{:width$}{text}", "", width = level * INDENT);
    }
}

fn in_words(step: &StepBox) -> String {
    let mut words = format!("{} {}", step.kind.as_str(), step.id);
    if let Some(urgency) = step.urgency {
        let _ = write!(words, " [{}]", urgency_word(urgency));
    }
    if !step.lines.is_empty() {
        let _ = write!(words, ": {}", step.lines.join(", "));
    }
    words
}

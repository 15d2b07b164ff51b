//! A dialogue as indented text: for screen readers, and for comparing two versions.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::exchange::picture_words::urgency_word;
use crate::graph::{Arrow, BoxKind, Cluster, Picture, StepBox};

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
        let mut writer =
            Writer { cluster, out: &mut out, seen: BTreeSet::new(), waiting: Vec::new() };
        match cluster.boxes.iter().rposition(|step| step.kind == BoxKind::Rule) {
            Some(rule) => writer.back_from(rule, 1, ""),
            None => {
                writer.run(0, 1, None);
                writer.unreached();
            }
        }
    }
    out
}

struct Writer<'a> {
    cluster: &'a Cluster,
    out: &'a mut String,
    seen: BTreeSet<usize>,
    /// The steps that are written further down, where the ways of a branch meet again.
    waiting: Vec<usize>,
}

impl Writer<'_> {
    /// Writes a step and what follows it at one level, as long as there is one way on. `below` is what
    /// stands in the next line anyhow.
    fn run(&mut self, start: usize, level: usize, below: Option<usize>) {
        let mut at = Some(start);
        while let Some(step) = at {
            let waits = step != start && self.waiting.contains(&step);
            if waits && below == Some(step) {
                return;
            }
            if waits || self.seen.contains(&step) {
                let text = self.pointer(step);
                self.line(level, &text);
                return;
            }
            self.seen.insert(step);
            self.line(level, &in_words(&self.cluster.boxes[step]));
            let ways: Vec<&Arrow> =
                self.cluster.arrows.iter().filter(|arrow| arrow.from == step).collect();
            at = match ways.as_slice() {
                [] => None,
                [only] => only.to,
                several => {
                    self.fork(step, several, (level, below));
                    None
                }
            };
        }
    }

    /// Writes the ways of a branch, each with what follows it, then the steps where they meet again.
    fn fork(&mut self, branch: usize, ways: &[&Arrow], (level, below): (usize, Option<usize>)) {
        let joins = self.cluster.boxes[branch].joins.clone();
        self.waiting.extend(&joins);
        for way in ways {
            match way.to {
                None => self.line(level + 1, &format!("{}: end of the dialogue", way.label)),
                Some(to) if self.seen.contains(&to) || self.waiting.contains(&to) => {
                    let text = format!("{}: {}", way.label, self.pointer(to));
                    self.line(level + 1, &text);
                }
                Some(to) => {
                    self.line(level + 1, &format!("{}:", way.label));
                    self.run(to, level + 2, None);
                }
            }
        }
        for (position, join) in joins.iter().enumerate() {
            self.waiting.retain(|waiting| waiting != join);
            if !self.seen.contains(join) {
                self.run(*join, level, joins.get(position + 1).copied().or(below));
            }
        }
    }

    /// Writes what leads to a step, and what leads to that.
    fn back_from(&mut self, step: usize, level: usize, words: &str) {
        let words = if words.is_empty() { String::new() } else { format!("{words}: ") };
        if !self.seen.insert(step) {
            let text = format!("{words}{} (above)", self.cluster.boxes[step].id);
            self.line(level, &text);
            return;
        }
        let text = format!("{words}{}", in_words(&self.cluster.boxes[step]));
        self.line(level, &text);
        let cluster = self.cluster;
        for arrow in cluster.arrows.iter().filter(|arrow| arrow.to == Some(step)) {
            self.back_from(arrow.from, level + 1, &arrow.label);
        }
    }

    fn pointer(&self, step: usize) -> String {
        let place = if self.seen.contains(&step) { "above" } else { "below" };
        format!("-> {} ({place})", self.cluster.boxes[step].id)
    }

    fn unreached(&mut self) {
        for step in 0..self.cluster.boxes.len() {
            if !self.seen.contains(&step) {
                self.line(1, "(never reached)");
                self.run(step, 1, None);
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

//! Words that all pictures share.

use crate::graph::{Cluster, Picture, StepBox};
use crate::model::urgency::Urgency;

/// The word for an urgency in a box. It stands beside the shape, so that nothing is said by it alone.
pub(super) const fn urgency_word(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "!! EMERGENCY",
        Urgency::Urgent => "! SAME DAY",
        Urgency::Soon => "DOCTOR WITHIN DAYS",
        Urgency::Routine => "DOCTOR",
        Urgency::SelfCare => "SELF-CARE",
    }
}

/// The lines of a box: what it does and its id, the urgency word, then what it says or shows.
pub(super) fn lines(step: &StepBox) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", step.kind.as_str(), step.id)];
    lines.extend(step.urgency.map(|urgency| urgency_word(urgency).to_owned()));
    lines.extend(step.lines.iter().cloned());
    lines
}

/// The name of the style of an urgency that has one: how a box's line repeats the word in it.
pub(super) const fn urgency_class(urgency: Option<Urgency>) -> Option<&'static str> {
    match urgency {
        Some(Urgency::Emergency) => Some("emergency"),
        Some(Urgency::Urgent) => Some("urgent"),
        _ => None,
    }
}

/// The calls between the dialogues of a picture: (cluster, box, called cluster), as positions.
pub(super) fn calls(picture: &Picture) -> Vec<(usize, usize, usize)> {
    let mut calls = Vec::new();
    for (caller, cluster) in picture.clusters.iter().enumerate() {
        for (step, called) in cluster.boxes.iter().enumerate() {
            let Some(called) = &called.calls else { continue };
            let target = picture.clusters.iter().position(|cluster| cluster.id == *called);
            calls.extend(target.map(|target| (caller, step, target)));
        }
    }
    calls
}

/// Whether an arrow of a dialogue leads behind its last step.
pub(super) fn has_way_out(cluster: &Cluster) -> bool {
    cluster.arrows.iter().any(|arrow| arrow.to.is_none())
}

//! Words that all pictures share.

use crate::graph::StepBox;
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

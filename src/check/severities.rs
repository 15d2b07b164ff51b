//! `unknown_code`: severities that the pack changes, with a reason.

use crate::check::context::{Context, Spot};
use crate::diagnostic::Severity;
use crate::diagnostic::codes::CHANGEABLE;

/// Gives findings the severity that the pack says, and reports codes that no pack can change.
pub(super) fn apply(context: &mut Context<'_>) {
    for (n, change) in context.model.manifest.severities.iter().enumerate() {
        if CHANGEABLE.contains(&change.code.as_str()) {
            let word = change.severity;
            let severity = [Severity::Error, Severity::Warning, Severity::Note]
                .into_iter()
                .find(|severity| severity.as_str() == word);
            if let Some(severity) = severity {
                context.change_severity(&change.code, severity);
            }
            continue;
        }
        let Some(file) = context.file("rules/pack.ron") else { continue };
        let spot = Spot::top(file, "severities").index(n).field("code");
        let message = format!("the severity of `{}` cannot be changed by a pack", change.code);
        let help = format!("one of these can: {}", CHANGEABLE.join(", "));
        context.report("unknown_code", Severity::Error, &spot, message).help = Some(help);
    }
}

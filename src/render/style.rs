//! Colours and weights, decided in one place; nothing is said by them alone.

use owo_colors::{OwoColorize, Style};

use crate::model::urgency::Urgency;
use crate::render::block::{Emphasis, Line};

/// How each emphasis looks; the default is plain.
#[derive(Debug, Clone, Copy, Default)]
pub struct Styles {
    strong: Style,
    faint: Style,
    emergency: Style,
    urgent: Style,
    milder: Style,
}

impl Styles {
    /// With colours or without.
    #[must_use]
    pub fn new(coloured: bool) -> Self {
        if !coloured {
            return Self::default();
        }
        Self {
            strong: Style::new().bold(),
            faint: Style::new().dimmed(),
            emergency: Style::new().white().on_red().bold(),
            urgent: Style::new().red().bold(),
            milder: Style::new().cyan().bold(),
        }
    }

    /// A line as it is printed.
    #[must_use]
    pub fn paint(&self, line: &Line) -> String {
        let style = match line.emphasis {
            Emphasis::Plain => return line.text.clone(),
            Emphasis::Strong => self.strong,
            Emphasis::Faint => self.faint,
            Emphasis::Urgent(Urgency::Emergency) => self.emergency,
            Emphasis::Urgent(Urgency::Urgent) => self.urgent,
            Emphasis::Urgent(_) => self.milder,
        };
        if line.text.is_empty() { String::new() } else { line.text.style(style).to_string() }
    }
}

/// Whether a stream gets colours: `--color` beats `NO_COLOR`, that beats `CLICOLOR_FORCE` and
/// `FORCE_COLOR`, then come `CLICOLOR=0` and `TERM=dumb`, and at last whether it is a terminal.
#[must_use]
pub fn is_coloured(
    chosen: Option<bool>,
    variable: impl Fn(&str) -> Option<String>,
    is_terminal: bool,
) -> bool {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let forced = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    if let Some(chosen) = chosen {
        return chosen;
    }
    if set("NO_COLOR") {
        return false;
    }
    if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") {
        return true;
    }
    let off = variable("CLICOLOR").as_deref() == Some("0");
    let dumb = variable("TERM").as_deref() == Some("dumb");
    is_terminal && !off && !dumb
}

#[cfg(test)]
mod tests {
    use super::is_coloured;

    #[test]
    fn the_order_of_switches() {
        let with = |set: &[(&str, &str)], chosen, terminal| {
            let variable = |name: &str| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            };
            is_coloured(chosen, variable, terminal)
        };
        assert!(with(&[], None, true));
        assert!(!with(&[], None, false));
        assert!(!with(&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], None, true));
        assert!(with(&[("NO_COLOR", "")], None, true));
        assert!(with(&[("NO_COLOR", "1")], Some(true), false));
        assert!(with(&[("CLICOLOR_FORCE", "1")], None, false));
        assert!(!with(&[("CLICOLOR_FORCE", "0")], None, false));
        assert!(!with(&[("CLICOLOR", "0")], None, true));
        assert!(!with(&[("TERM", "dumb")], None, true));
        assert!(!with(&[], Some(false), true));
    }
}

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

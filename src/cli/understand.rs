//! `samtale understand`: a message a line in, what it says a line out.

use crate::cli::batch::{Answers, Taken, each_line, one};
use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::{Common, Understand};
use crate::exchange::error_line;
use crate::exchange::understanding::{line, message, slots};
use crate::shell::{Lines, System};
use crate::understand::Reader;
use crate::understand::outcome::Context;

/// Reads message by message; an object that cannot be read gets `{"error": …}` in its place.
pub(super) fn understand(
    request: &Understand,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let loaded = Loaded::with_all_languages(common, system)?;
    let model = &loaded.model;
    let asking = slots(model, &request.asking).map_err(Failure::unusable)?;
    let reader = Reader::new(model);
    let answer = |text: &str| {
        let message = message(model, text)?;
        let context = Context {
            language: message.language.or(common.language),
            asking: message.asking.as_deref().unwrap_or(&asking),
        };
        let understanding = reader.understand(model, &message.text, &context);
        Ok(line(model, &message.text, &understanding))
    };
    let lines = Lines::new(system.standard_input());
    let mut all = |taken: &[Taken]| taken.iter().map(|line| one(line, answer)).collect();
    let mut answers = Answers { all: &mut all, refuse: error_line, blanks: true };
    each_line(lines, "-".as_ref(), system, &mut answers)
}

//! `samtale stdio`: conversations for other programs, one JSON object a line each way.

use crate::cli::batch::{Answers, Taken, each_line, one};
use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::Common;
use crate::engine::Engine;
use crate::exchange::protocol::Sessions;
use crate::shell::{Lines, System};
use crate::understand::Reader;

/// Answers messages until the input ends. A bad message is answered, too, and is no failure.
pub(super) fn stdio(
    dialogue: Option<&str>,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let loaded = Loaded::with_all_languages(common, system)?;
    let settings = loaded.settings(dialogue, common)?;
    let (engine, reader) = (Engine::new(&loaded.model), Reader::new(&loaded.model));
    let mut sessions = Sessions::new(&engine, &reader, settings);
    let lines = Lines::new(system.standard_input());
    let mut all = |taken: &[Taken]| -> Vec<_> {
        taken.iter().map(|line| one(line, |text| Ok(sessions.line(text)))).collect()
    };
    let mut answers = Answers { all: &mut all, refuse: Sessions::unreadable, blanks: false };
    each_line(lines, "-".as_ref(), system, &mut answers)
}

//! Lines from a terminal, with editing, or from anything else, without.

use std::borrow::Cow;
use std::io;

use rustyline::completion::{Completer, Pair};
use rustyline::config::{BellStyle, Builder, CompletionType};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{Context, Editor, Helper};

use crate::shell::{Line, Lines, Output, System};

/// What came from the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    /// A line.
    Line(String),
    /// Ctrl-C.
    Interrupt,
    /// The end of the input.
    End,
}

/// Where lines come from.
pub(super) trait Input {
    /// The next line. `label` stands before it where there is no line editing.
    ///
    /// # Errors
    /// When the input cannot be read.
    fn line(&mut self, system: &mut dyn System, label: &str) -> io::Result<Typed>;
}

/// Lines without editing: from pipes, files, dumb terminals, and for screen readers.
pub(super) struct PlainInput {
    lines: Lines,
    count: usize,
}

impl PlainInput {
    /// Reads standard input.
    pub(super) fn new(system: &dyn System) -> Self {
        Self { lines: Lines::new(system.standard_input()), count: 0 }
    }

    fn unreadable(&self, why: &str) -> io::Error {
        let message = format!("standard input, line {}: {why}", self.count);
        io::Error::new(io::ErrorKind::InvalidData, message)
    }
}

impl Input for PlainInput {
    fn line(&mut self, system: &mut dyn System, label: &str) -> io::Result<Typed> {
        if !label.is_empty() {
            system.write(Output::Results, &format!("{label} "))?;
        }
        self.count += 1;
        let mut bytes = Vec::new();
        match self.lines.next(&mut bytes, &mut || system.flush())? {
            Line::End => Ok(Typed::End),
            Line::TooLong => Err(self.unreadable("it is longer than a megabyte")),
            Line::Read => match String::from_utf8(bytes) {
                Ok(line) if self.count == 1 => {
                    Ok(Typed::Line(line.trim_start_matches('\u{feff}').to_owned()))
                }
                Ok(line) => Ok(Typed::Line(line)),
                Err(_) => Err(self.unreadable("it is not UTF-8 text")),
            },
        }
    }
}

/// Lines with editing and completion of commands. Nothing typed is written to a file.
pub(super) struct EditedInput {
    editor: Editor<Commands, MemHistory>,
}

impl EditedInput {
    /// A line editor; `commands` are completed behind a slash.
    ///
    /// # Errors
    /// When the terminal cannot be set up.
    pub(super) fn new(commands: &'static [&'static str]) -> io::Result<Self> {
        let config = Builder::new()
            .completion_type(CompletionType::List)
            .bell_style(BellStyle::None)
            // a lone Esc must not swallow the next letter
            .keyseq_timeout(Some(100))
            .build();
        let history = MemHistory::with_config(&config);
        let mut editor = Editor::with_history(config, history).map_err(to_io)?;
        editor.set_helper(Some(Commands { names: commands }));
        Ok(Self { editor })
    }
}

impl Input for EditedInput {
    fn line(&mut self, _system: &mut dyn System, _label: &str) -> io::Result<Typed> {
        match self.editor.readline("> ") {
            Ok(line) => {
                let _ = self.editor.add_history_entry(line.as_str());
                Ok(Typed::Line(line))
            }
            Err(ReadlineError::Interrupted) => Ok(Typed::Interrupt),
            Err(ReadlineError::Eof) => Ok(Typed::End),
            Err(error) => Err(to_io(error)),
        }
    }
}

fn to_io(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// Completes slash commands; no hints and no highlighting, so that nothing is redrawn while typing.
struct Commands {
    names: &'static [&'static str],
}

impl Helper for Commands {}

impl Completer for Commands {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let typed = &line[..at];
        if !typed.starts_with('/') || typed.contains(' ') {
            return Ok((at, Vec::new()));
        }
        let fitting = self.names.iter().filter(|name| name.starts_with(typed));
        let pair =
            |name: &&str| Pair { display: (*name).to_owned(), replacement: format!("{name} ") };
        Ok((0, fitting.map(pair).collect()))
    }
}

impl Hinter for Commands {
    type Hint = String;
}

impl Highlighter for Commands {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        _default: bool,
    ) -> Cow<'b, str> {
        Cow::Borrowed(prompt)
    }
}

impl Validator for Commands {}

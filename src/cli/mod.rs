//! Arguments as typed → request → one file a command.
//!
//! Results go to standard output, errors to standard error. Exit codes: 0 fine, 1 the thing asked about
//! is not so, 2 bad usage or unreadable input.

mod arguments;
mod ask;
mod batch;
mod chat;
mod check;
mod claims;
mod diff;
mod failure;
mod fmt;
mod forms;
mod graph;
mod install;
mod loading;
mod mutate;
mod new;
mod replay;
mod request;
mod run;
mod screen;
mod settings;
mod stdio;
mod terminal;
mod understand;
mod version;
mod vignettes;

use std::ffi::OsString;

use crate::cli::failure::Failure;
use crate::cli::request::{Command, Request};
use crate::shell::{Output, System};

/// Exit code: fine.
const FINE: u8 = 0;
/// Exit code: the thing asked about is not so.
const NOT_SO: u8 = 1;
/// Exit code: bad usage or unreadable input.
const UNUSABLE: u8 = 2;

/// Runs the program: arguments (the first is its own name) → exit code.
#[must_use]
pub fn main(arguments: Vec<OsString>, system: &mut dyn System) -> u8 {
    let done = request::read(arguments)
        .and_then(|request| carry_out(&request, system))
        .and_then(|code| system.flush().map(|()| code).map_err(Failure::from));
    match done {
        Ok(code) => code,
        Err(failure) => {
            let output = if failure.code == FINE { Output::Results } else { Output::Errors };
            // whatever has been answered stands before what went wrong; a reader that has gone is told
            // nothing, and there is nowhere to tell that standard error is gone
            let _ = system.flush();
            let _ = system.write(output, &failure.message);
            let _ = system.flush();
            failure.code
        }
    }
}

fn carry_out(request: &Request, system: &mut dyn System) -> Result<u8, Failure> {
    let common = &request.common;
    match &request.command {
        Command::Ask(request) => ask::ask(request, common, system),
        Command::Chat(request) => chat::chat(request, common, system),
        Command::Check(request) => check::check(request, common, system),
        Command::Claims(format) => claims::claims(*format, common, system),
        Command::Completions(shell) => install::completions(*shell, system),
        Command::Export(request) => forms::export(request, common, system),
        Command::Fmt(request) => fmt::fmt(request, system),
        Command::Diff(request) => diff::diff(request, common, system),
        Command::Cover(request) => mutate::cover(request, common, system),
        Command::Mutate(request) => mutate::mutate(request, common, system),
        Command::Graph(request) => graph::graph(request, common, system),
        Command::New(folder) => new::new(folder, common, system),
        Command::Import(request) => forms::import(request, common, system),
        Command::Man(command) => install::man(command.as_deref(), system),
        Command::Replay(request) => replay::replay(request, common, system),
        Command::Run(request) if request.lines => batch::batch(request, common, system),
        Command::Run(request) => run::run(request, common, system),
        Command::Stdio(dialogue) => stdio::stdio(dialogue.as_deref(), common, system),
        Command::Understand(request) => understand::understand(request, common, system),
        Command::Vignettes(request) => vignettes::vignettes(request, common, system),
        Command::Version => version::version(common, system),
    }
}

#[cfg(test)]
mod tests {
    use super::main;
    use crate::shell::Memory;

    fn run(arguments: &[&str], mut system: Memory) -> (u8, Memory) {
        let arguments = ["samtale"].iter().chain(arguments).map(Into::into).collect();
        (main(arguments, &mut system), system)
    }

    #[test]
    fn the_version_names_the_pack() {
        let (code, system) = run(&["--version"], Memory::default());
        assert_eq!(code, 0, "{}", system.errors);
        assert!(system.results.contains("digest"), "{}", system.results);
    }

    #[test]
    fn bad_usage_goes_to_standard_error() {
        let (code, system) = run(&["nonsense"], Memory::default());
        assert_eq!((code, system.results.as_str()), (2, ""));
        assert!(system.errors.contains("nonsense"), "{}", system.errors);
    }

    #[test]
    fn help_is_a_result() {
        let (code, system) = run(&["run", "--help"], Memory::default());
        assert_eq!((code, system.errors.as_str()), (0, ""));
        assert!(system.results.contains("--facts"), "{}", system.results);
    }

    #[test]
    fn facts_come_from_a_file_and_the_language_from_the_locale() {
        let system = Memory::default()
            .with_file("facts.json", r#"{"sleep_hours": 6}"#)
            .with_variable("LC_ALL", "da_DK.UTF-8");
        let (code, system) = run(&["run", "--facts", "facts.json", "--format", "json"], system);
        assert_eq!(code, 0, "{}", system.errors);
        assert!(system.results.contains("\"lang\": \"da\""), "{}", system.results);
    }
}

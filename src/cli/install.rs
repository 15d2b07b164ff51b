//! `samtale completions` and `samtale man`: what is installed beside the program. Hidden, since only who
//! makes a package calls them.

use clap_complete::{Shell, generate};
use clap_mangen::Man;

use crate::cli::FINE;
use crate::cli::arguments::command;
use crate::cli::failure::Failure;
use crate::shell::{Output, System};

/// Writes the completions for a shell.
pub(super) fn completions(shell: Shell, system: &mut dyn System) -> Result<u8, Failure> {
    let mut script = Vec::new();
    generate(shell, &mut command(), "samtale", &mut script);
    system.write(Output::Results, &String::from_utf8_lossy(&script))?;
    Ok(FINE)
}

/// Writes the man page of the program, or of one of its commands.
pub(super) fn man(name: Option<&str>, system: &mut dyn System) -> Result<u8, Failure> {
    let mut whole = command().disable_help_subcommand(true).version(env!("CARGO_PKG_VERSION"));
    whole.build();
    let page = match name {
        None => whole,
        Some(name) => {
            let found = whole.find_subcommand(name).cloned();
            found.ok_or_else(|| {
                Failure::unknown(
                    "command",
                    name,
                    whole.get_subcommands().map(clap::Command::get_name),
                )
            })?
        }
    };
    let mut text = Vec::new();
    let man = Man::new(page).source(concat!("samtale ", env!("CARGO_PKG_VERSION")));
    man.manual("Samtale").render(&mut text)?;
    system.write(Output::Results, &String::from_utf8_lossy(&text))?;
    Ok(FINE)
}

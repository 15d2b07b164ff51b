//! Arguments → exit code.

use std::process::ExitCode;

use samtale::shell::Native;

fn main() -> ExitCode {
    ExitCode::from(samtale::cli::main(std::env::args_os().collect(), &mut Native::new()))
}

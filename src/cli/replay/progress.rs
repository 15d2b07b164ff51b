//! How far a long run has come: only on a terminal, and only when it takes longer than a second.

use std::time::Duration;

use crate::shell::{Output, Stream, System};

/// How long a run may take in silence.
const SILENT: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(100);
/// How many columns the bar has.
const WIDTH: usize = 30;

/// A line on standard error that is written over again and again.
pub(in crate::cli) struct Progress {
    began: Duration,
    last: Duration,
    shown: bool,
    applies: bool,
}

impl Progress {
    /// Begins to count.
    pub(in crate::cli) fn new(system: &dyn System) -> Self {
        let began = system.elapsed();
        let applies = system.is_terminal(Stream::Errors);
        Self { began, last: began, shown: false, applies }
    }

    /// So many are done.
    ///
    /// # Errors
    /// A terminal that cannot be written.
    pub(in crate::cli) fn at(
        &mut self,
        done: usize,
        all: usize,
        system: &mut dyn System,
    ) -> std::io::Result<()> {
        let now = system.elapsed();
        if !self.applies || now < self.began + SILENT || now < self.last + EVERY {
            return Ok(());
        }
        self.last = now;
        self.shown = true;
        let full = done * WIDTH / all.max(1);
        let bar = format!("{}{}", "#".repeat(full), ".".repeat(WIDTH - full));
        system.write(Output::Errors, &format!("\r[{bar}] {done} of {all}"))
    }

    /// Takes the line away, so that something else can be written.
    ///
    /// # Errors
    /// A terminal that cannot be written.
    pub(in crate::cli) fn clear(&mut self, system: &mut dyn System) -> std::io::Result<()> {
        if std::mem::take(&mut self.shown) {
            let blank = " ".repeat(WIDTH + 48);
            system.write(Output::Errors, &format!("\r{blank}\r"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;
    use crate::shell::{Memory, Stream};
    use std::time::Duration;

    #[test]
    fn only_on_a_terminal_and_only_after_a_second() {
        let shown = |terminal: bool, elapsed: u64| {
            let mut system = Memory::default();
            if terminal {
                system.terminals.push(Stream::Errors);
            }
            let mut progress = Progress::new(&system);
            system.time = Duration::from_millis(elapsed);
            progress.at(5, 10, &mut system).unwrap();
            progress.clear(&mut system).unwrap();
            system.errors
        };
        assert_eq!(shown(false, 5000), "");
        assert_eq!(shown(true, 999), "");
        assert!(shown(true, 1000).contains("5 of 10"));
    }
}

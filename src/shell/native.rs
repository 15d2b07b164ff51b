//! The real system.
#![expect(clippy::disallowed_methods, reason = "this is the door that the lint points to")]

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, IsTerminal, Read, Stdout, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::shell::clock::date_of;
use crate::shell::{Entry, Output, Stream, System};

/// The real system. Results wait in a buffer until [`System::flush`].
#[derive(Debug)]
pub struct Native {
    results: BufWriter<Stdout>,
    began: Instant,
}

impl Native {
    /// The system as this process sees it.
    #[must_use]
    pub fn new() -> Self {
        Self { results: BufWriter::with_capacity(64 * 1024, io::stdout()), began: Instant::now() }
    }
}

impl Native {
    /// Writes a file beside its place, and moves it there.
    fn put_in_place(
        &mut self,
        path: &Path,
        text: &str,
        permissions: Option<Permissions>,
    ) -> io::Result<()> {
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}.new", std::process::id()));
        let beside = path.with_file_name(name);
        let written = self
            .create_private(&beside, text)
            .and_then(|()| permissions.map_or(Ok(()), |p| fs::set_permissions(&beside, p)))
            .and_then(|()| fs::rename(&beside, path));
        if written.is_err() {
            // what could not be put in place is not left lying about; the first error is the one to tell
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

impl Default for Native {
    fn default() -> Self {
        Self::new()
    }
}

impl System for Native {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        Ok(Box::new(file))
    }

    fn standard_input(&self) -> Box<dyn Read> {
        Box::new(io::stdin())
    }

    fn write(&mut self, output: Output, text: &str) -> io::Result<()> {
        match output {
            Output::Results => self.results.write_all(text.as_bytes()),
            Output::Errors => io::stderr().write_all(text.as_bytes()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.results.flush()
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
                let name = path.display();
                io::Error::new(io::ErrorKind::InvalidData, format!("the name {name} is not UTF-8"))
            })?;
            // a link that leads nowhere is a file that cannot be read
            entries.push(Entry { name: name.to_owned(), is_folder: path.is_dir() });
        }
        entries.sort();
        Ok(entries)
    }

    fn resolved(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            Stream::Input => io::stdin().is_terminal(),
            Stream::Results => io::stdout().is_terminal(),
            Stream::Errors => io::stderr().is_terminal(),
        }
    }

    fn columns(&self) -> Option<usize> {
        terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))
    }

    fn create_private(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = private(options.write(true).create_new(true)).open(path)?;
        let written = file.write_all(text.as_bytes());
        if written.is_err() {
            // half a file is of no use; the first error is the one to tell
            let _ = fs::remove_file(path);
        }
        written
    }

    fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn create_shared(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).open(path)?.write_all(text.as_bytes())
    }

    fn wait(&mut self, time: Duration) -> bool {
        std::thread::sleep(time);
        true
    }

    fn replace_private(&mut self, path: &Path, text: &str) -> io::Result<()> {
        self.put_in_place(path, text, None)
    }

    fn replace(&mut self, path: &Path, text: &str) -> io::Result<()> {
        // a link goes on leading to the file
        let real = fs::canonicalize(path)?;
        let permissions = fs::metadata(&real)?.permissions();
        self.put_in_place(&real, text, Some(permissions))
    }

    fn append_private(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let mut options = OpenOptions::new();
        private(options.append(true).create(true)).open(path)?.write_all(text.as_bytes())
    }

    fn today(&self) -> String {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        date_of(since.map_or(0, |since| since.as_secs()))
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// Only the owner can read what is made; where the system has no such modes, its own rules hold.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::Native;
    use crate::shell::{System as _, read_file};

    #[test]
    fn private_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("transcript");
        let mut system = Native::new();
        system.create_private(&path, "one\n").unwrap();
        assert!(system.create_private(&path, "again").is_err());
        system.append_private(&path, "two\n").unwrap();
        assert_eq!(read_file(&system, &path).unwrap(), "one\ntwo\n");
        system.replace_private(&path, "three\n").unwrap();
        assert_eq!(read_file(&system, &path).unwrap(), "three\n");
        assert_eq!(system.entries(folder.path()).unwrap().len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read_file(&Native::new(), folder.path()).is_err());
    }
}

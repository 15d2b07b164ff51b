//! The pack that is embedded in the program.

use crate::base::files::SourceFiles;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The files of the embedded pack.
#[must_use]
pub fn embedded_files() -> SourceFiles {
    SourceFiles::new(EMBEDDED.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
}

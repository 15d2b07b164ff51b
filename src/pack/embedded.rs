//! The pack that is embedded in the program.

use crate::base::files::SourceFiles;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The files of the embedded pack.
#[must_use]
pub fn embedded_files() -> SourceFiles {
    SourceFiles::new(EMBEDDED.iter().copied()).digested(DIGEST)
}

#[cfg(test)]
mod tests {
    use super::embedded_files;
    use crate::base::files::SourceFiles;

    #[test]
    fn the_digest_taken_at_the_build_is_that_of_the_files() {
        let embedded = embedded_files();
        let files = embedded.iter().map(|(_, file)| (file.path.clone(), file.text.clone()));
        assert_eq!(SourceFiles::new(files).digest(), embedded.digest());
    }
}

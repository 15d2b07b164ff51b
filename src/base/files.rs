//! The files of a pack as texts, read before anything is understood.

use crate::base::hash::sha256_hex;

/// Where the paths of files begin that a pack takes from the embedded one.
pub const BASE: &str = "samtale/";

/// One file: its path below the pack's folder (with `/`) and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the pack's folder, with `/` between its parts.
    pub path: String,
    /// Its text, without a byte-order mark.
    pub text: String,
    /// Whether the file began with a byte-order mark, which is dropped and reported.
    pub had_mark: bool,
}

/// The files of a pack, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFiles {
    files: Vec<SourceFile>,
}

impl SourceFiles {
    /// Files from paths and texts, in any order.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<SourceFile> = files
            .into_iter()
            .map(|(path, text)| match text.strip_prefix('\u{feff}') {
                Some(rest) => SourceFile { path, text: rest.to_owned(), had_mark: true },
                None => SourceFile { path, text, had_mark: false },
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// The files with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &SourceFile)> {
        self.files.iter().enumerate()
    }

    /// The file at a position.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<&SourceFile> {
        self.files.get(position)
    }

    /// Whether some file's path starts so.
    #[must_use]
    pub fn has_under(&self, prefix: &str) -> bool {
        self.files.iter().any(|file| file.path.starts_with(prefix))
    }

    /// These files and, below [`BASE`], those of `others` whose path `wanted` says yes to.
    #[must_use]
    pub fn with_base(self, others: &Self, wanted: impl Fn(&str) -> bool) -> Self {
        let mut files = self.files;
        let taken = others.files.iter().filter(|file| wanted(&file.path));
        files.extend(
            taken.map(|file| SourceFile { path: format!("{BASE}{}", file.path), ..file.clone() }),
        );
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// SHA-256 over all paths and texts.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256_hex(self.files.iter().flat_map(|file| {
            [file.path.as_bytes(), b"\0".as_slice(), file.text.as_bytes(), b"\0".as_slice()]
        }))
    }
}

//! The files of a pack as texts, read before anything is understood.

use std::borrow::Cow;

use crate::base::digest::digest_of;

/// Where the paths of files begin that a pack takes from the embedded one.
pub const BASE: &str = "samtale/";

/// One file: its path below the pack's folder (with `/`) and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the pack's folder, with `/` between its parts.
    pub path: Cow<'static, str>,
    /// Its text, without a byte-order mark; texts embedded in the program are not copied.
    pub text: Cow<'static, str>,
    /// Whether the file began with a byte-order mark, which is dropped and reported.
    pub had_mark: bool,
}

/// The files of a pack, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFiles {
    files: Vec<SourceFile>,
    /// What is known of them before they are read.
    digest: Option<&'static str>,
}

impl SourceFiles {
    /// Files from paths and texts, in any order.
    #[must_use]
    pub fn new<P, T>(files: impl IntoIterator<Item = (P, T)>) -> Self
    where
        P: Into<Cow<'static, str>>,
        T: Into<Cow<'static, str>>,
    {
        let mut files: Vec<SourceFile> = files
            .into_iter()
            .map(|(path, text)| {
                let (path, text) = (path.into(), text.into());
                match text.strip_prefix('\u{feff}') {
                    Some(rest) => SourceFile { path, text: rest.to_owned().into(), had_mark: true },
                    None => SourceFile { path, text, had_mark: false },
                }
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, digest: None }
    }

    /// These files with their digest, which was taken when the program was built.
    #[must_use]
    pub(crate) fn digested(self, digest: &'static str) -> Self {
        Self { digest: Some(digest), ..self }
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
        files.extend(taken.map(|file| SourceFile {
            path: format!("{BASE}{}", file.path).into(),
            ..file.clone()
        }));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, digest: None }
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
        self.digest.map_or_else(
            || digest_of(self.files.iter().map(|file| (&*file.path, &*file.text))),
            str::to_owned,
        )
    }
}

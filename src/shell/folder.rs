//! A pack's folder as texts.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::base::files::SourceFiles;
use crate::shell::{LARGEST_FILE, ReadError, System, read_file};

/// How deep folders may stand in each other.
const DEEPEST: usize = 16;

/// Why the folder of a pack could not be read.
#[derive(Debug)]
pub enum FolderError {
    /// A file or folder could not be read.
    Unreadable(PathBuf, ReadError),
    /// The folder has no `rules/` with a `.ron` file.
    NoRules(PathBuf),
    /// Its files together are larger than [`LARGEST_FILE`].
    TooLarge(PathBuf),
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, error) => write!(f, "cannot read {}: {error}", path.display()),
            Self::TooLarge(path) => {
                let most = LARGEST_FILE / (1024 * 1024);
                write!(f, "{} is larger than {most} MB: a pack's files are text", path.display())
            }
            Self::NoRules(path) => {
                write!(f, "{} holds no rules: a pack has *.ron files in rules/", path.display())
            }
        }
    }
}

impl std::error::Error for FolderError {}

/// Reads the `.ron` files below `rules/` and `dialogues/` of a folder. Other files are passed over, and
/// so are hidden ones and folders that a link has led to already.
///
/// # Errors
/// Every file and folder that cannot be read, or that there are no rules.
pub fn read_pack(system: &dyn System, folder: &Path) -> Result<SourceFiles, Vec<FolderError>> {
    let top = system
        .entries(folder)
        .map_err(|error| vec![FolderError::Unreadable(folder.to_owned(), error.into())])?;
    let mut walk = Walk {
        system,
        files: Vec::new(),
        errors: Vec::new(),
        above: Vec::new(),
        bytes_left: usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX),
    };
    for name in ["rules", "dialogues"] {
        if top.iter().any(|entry| entry.is_folder && entry.name == name) {
            walk.folder(&folder.join(name), name);
        }
    }
    if walk.bytes_left == 0 {
        return Err(vec![FolderError::TooLarge(folder.to_owned())]);
    }
    if !walk.errors.is_empty() {
        return Err(walk.errors);
    }
    let files = SourceFiles::new(walk.files);
    if files.has_under("rules/") {
        Ok(files)
    } else {
        Err(vec![FolderError::NoRules(folder.to_owned())])
    }
}

struct Walk<'a> {
    system: &'a dyn System,
    files: Vec<(String, String)>,
    errors: Vec<FolderError>,
    /// The folders that the walk stands in, with links resolved.
    above: Vec<PathBuf>,
    /// How much may still be read; nothing more once it is none.
    bytes_left: usize,
}

impl Walk<'_> {
    fn folder(&mut self, path: &Path, name: &str) {
        let entries =
            self.system.resolved(path).and_then(|real| Ok((real, self.system.entries(path)?)));
        let (real, entries) = match entries {
            Ok(found) => found,
            Err(error) => {
                self.errors.push(FolderError::Unreadable(path.to_owned(), error.into()));
                return;
            }
        };
        if self.above.contains(&real) || self.above.len() >= DEEPEST {
            return;
        }
        self.above.push(real);
        for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
            if self.bytes_left == 0 {
                break;
            }
            let (path, name) = (path.join(&entry.name), format!("{name}/{}", entry.name));
            if entry.is_folder {
                self.folder(&path, &name);
            } else if Path::new(&entry.name).extension().is_some_and(|end| end == "ron") {
                match read_file(self.system, &path) {
                    Ok(text) => {
                        self.bytes_left = self.bytes_left.saturating_sub(text.len());
                        self.files.push((name, text));
                    }
                    Err(error) => self.errors.push(FolderError::Unreadable(path, error)),
                }
            }
        }
        self.above.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::read_pack;
    use crate::shell::Memory;

    fn errors(system: &Memory, folder: &str) -> Vec<String> {
        let errors = read_pack(system, Path::new(folder)).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_ron_below_rules_and_dialogues() {
        let system = Memory::default()
            .with_file("p/rules/pack.ron", "a")
            .with_file("p/rules/advice/x.ron", "b")
            .with_file("p/rules/.hidden.ron", "c")
            .with_file("p/rules/notes.md", "d")
            .with_file("p/dialogues/intake.ron", "e")
            .with_file("p/other/x.ron", "f");
        let files = read_pack(&system, Path::new("p")).unwrap();
        let paths: Vec<&str> = files.iter().map(|(_, file)| &*file.path).collect();
        assert_eq!(paths, ["dialogues/intake.ron", "rules/advice/x.ron", "rules/pack.ron"]);
    }

    #[test]
    fn errors_name_the_file() {
        let system = Memory::default()
            .with_file("p/rules/a.ron", b"a\n\xff".to_vec())
            .with_file("p/rules/b.ron", b"\xff".to_vec())
            .with_file("q/rules/readme.md", "no rules here");
        assert_eq!(
            errors(&system, "p"),
            [
                "cannot read p/rules/a.ron: it is not UTF-8 text (line 2)",
                "cannot read p/rules/b.ron: it is not UTF-8 text (line 1)",
            ]
        );
        assert_eq!(errors(&system, "q"), ["q holds no rules: a pack has *.ron files in rules/"]);
        assert_eq!(errors(&system, "none").len(), 1);
    }

    #[test]
    fn links_that_lead_back_are_not_followed() {
        let mut system = Memory::default().with_file("p/rules/pack.ron", "a");
        system.links.insert(PathBuf::from("p/rules/again"), PathBuf::from("p/rules"));
        let files = read_pack(&system, Path::new("p")).unwrap();
        assert_eq!(files.len(), 1);
    }
}

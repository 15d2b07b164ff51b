//! Patterns of paths: `*` and `?` within a name, `**` for any folders.

use std::path::{Path, PathBuf};

use crate::shell::System;

/// How deep `**` reaches.
const DEEPEST: usize = 64;

/// Whether a path is a pattern.
pub(super) fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains(['*', '?']))
}

/// The files and folders that a pattern names.
pub(super) fn matches(system: &dyn System, pattern: &Path) -> Vec<PathBuf> {
    let parts: Vec<String> =
        pattern.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let mut found = Vec::new();
    descend(system, &PathBuf::new(), &parts, 0, &mut found);
    found
}

fn descend(
    system: &dyn System,
    path: &Path,
    parts: &[String],
    depth: usize,
    found: &mut Vec<PathBuf>,
) {
    let Some((part, rest)) = parts.split_first() else {
        if system.resolved(path).is_ok() && !found.iter().any(|known| known == path) {
            found.push(path.to_owned());
        }
        return;
    };
    if !part.contains(['*', '?']) {
        return descend(system, &path.join(part), rest, depth, found);
    }
    let folder = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let entries = system.entries(folder).unwrap_or_default();
    let any_depth = part == "**";
    if any_depth {
        descend(system, path, rest, depth, found);
    }
    for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
        let below = path.join(&entry.name);
        if any_depth && entry.is_folder && depth < DEEPEST {
            descend(system, &below, parts, depth + 1, found);
        } else if !any_depth && fits(part, &entry.name) && (rest.is_empty() || entry.is_folder) {
            descend(system, &below, rest, depth, found);
        }
    }
}

/// Whether a name fits a part of a pattern.
fn fits(part: &str, name: &str) -> bool {
    let (part, name): (Vec<char>, Vec<char>) = (part.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // the last `*`, and the letter up to which it reaches
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        if part.get(p) == Some(&'*') {
            star = Some((p, n));
            p += 1;
        } else if part.get(p).is_some_and(|c| *c == '?' || *c == name[n]) {
            p += 1;
            n += 1;
        } else if let Some((at, upto)) = star {
            star = Some((at, upto + 1));
            p = at + 1;
            n = upto + 1;
        } else {
            return false;
        }
    }
    part[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::{fits, matches};
    use crate::shell::Memory;
    use std::path::Path;

    #[test]
    fn names() {
        for (part, name, expected) in [
            ("*.txt", "a.txt", true),
            ("*.txt", "a.txt.x", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("?ø", "bø", true),
            ("?", "", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(part, name), expected, "{part} {name}");
        }
    }

    #[test]
    fn paths() {
        let system = Memory::default()
            .with_file("t/a/x_da.txt", "")
            .with_file("t/b/x_da.txt", "")
            .with_file("t/b/c/y_da.txt", "")
            .with_file("t/b/x_en.txt", "");
        let found = |pattern: &str| -> Vec<String> {
            let mut found = matches(&system, Path::new(pattern));
            found.sort();
            found.iter().map(|path| path.display().to_string()).collect()
        };
        assert_eq!(found("t/*/*_da.txt"), ["t/a/x_da.txt", "t/b/x_da.txt"]);
        assert_eq!(found("t/**/*_da.txt"), ["t/a/x_da.txt", "t/b/c/y_da.txt", "t/b/x_da.txt"]);
        assert_eq!(found("t/b*"), ["t/b"]);
        assert!(found("t/z*").is_empty());
    }
}

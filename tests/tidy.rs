//! The structure of the source: ranks of modules, module docs, imports, sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The ranks of docs/ARCHITECTURE.md: imports go only to a lower rank, or within a module.
const RANKS: [(&str, u8); 15] = [
    ("base", 0),
    ("diagnostic", 1),
    ("model", 1),
    ("pack", 2),
    ("graph", 2),
    ("engine", 3),
    ("understand", 3),
    ("render", 4),
    ("conversation", 5),
    ("transcript", 6),
    ("check", 7),
    ("exchange", 8),
    ("shell", 9),
    ("cli", 10),
    ("main", 11),
];

/// Crates that only one module may use.
const ONLY_IN: [(&str, &str); 14] = [
    ("strsim", "base"),
    ("ron", "pack"),
    ("petgraph", "graph"),
    ("owo_colors", "render"),
    ("annotate_snippets", "render"),
    ("serde_json", "exchange"),
    ("maud", "exchange"),
    ("quick_junit", "exchange"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("clap_mangen", "cli"),
    ("rustyline", "cli"),
    ("std::fs", "shell"),
    ("std::time", "shell"),
];

/// The most lines that a file may have before its tests.
const LONGEST: usize = 600;

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    found.sort();
    assert!(found.len() > 50, "the sources were not found below {}", root.display());
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let relative = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_owned();
            found.push((relative, text));
        }
    }
}

/// The top-level module that a file belongs to.
fn module_of(path: &Path) -> String {
    let part = path.components().nth(1).unwrap().as_os_str().to_string_lossy().into_owned();
    part.trim_end_matches(".rs").to_owned()
}

/// The text before the tests at a file's foot, without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line))
}

fn is_test_file(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests")
}

/// Names that stand behind `crate::` or `samtale::` in a line.
fn imported(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for start in ["crate::", "samtale::"] {
        for (at, _) in line.match_indices(start) {
            let rest = &line[at + start.len()..];
            let name: String =
                rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if rest[name.len()..].starts_with("::") || rest[name.len()..].starts_with(';') {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn imports_go_to_lower_ranks_only() {
    let ranks: BTreeMap<&str, u8> = RANKS.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        if module == "lib" {
            continue;
        }
        let rank = ranks.get(module.as_str());
        let rank = *rank.unwrap_or_else(|| panic!("{module} has no rank in docs/ARCHITECTURE.md"));
        for (number, line) in code(&text) {
            for name in imported(line) {
                let Some(other) = ranks.get(name.as_str()) else { continue };
                if name != module && *other >= rank {
                    wrong.push(format!("{}:{number}: {module} imports {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "upward or sideways imports:\n{}", wrong.join("\n"));
}

#[test]
fn crates_and_doors_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        for (number, line) in code(&text) {
            for (name, home) in ONLY_IN {
                let used = line.match_indices(&format!("{name}::")).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                });
                let duration = line.contains("std::time::Duration");
                if used && module != home && !duration {
                    wrong.push(format!("{}:{number}: {name} outside {home}/", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_a_module_doc() {
    let without: Vec<String> = sources()
        .iter()
        .filter(|(path, text)| !is_test_file(path) && !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(without.is_empty(), "no `//!` on top: {without:?}");
}

#[test]
fn nothing_is_imported_by_a_star() {
    let mut stars = Vec::new();
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("use ") && line.contains("::*")
                || line.starts_with("pub use") && line.contains('*')
            {
                stars.push(format!("{}:{}", path.display(), number + 1));
            }
        }
    }
    assert!(stars.is_empty(), "glob imports: {stars:?}");
}

#[test]
fn files_stay_short() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        if lines > LONGEST && !is_test_file(&path) {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "more than {LONGEST} lines: {long:?}");
}

#[test]
fn nothing_unfinished_is_left() {
    let words = ["todo!(", "unimplemented!(", "dbg!(", "FIXME", "#[ignore"];
    let mut left = Vec::new();
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                left.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

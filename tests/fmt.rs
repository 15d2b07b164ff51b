//! `samtale fmt`, through the real binary.

use std::fs;
use std::path::Path;

use crate::support::Samtale;

#[test]
fn the_rules_are_in_the_layout_that_they_ask_of_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("dialogues"), root.join("examples")];
    // the vocabulary is laid out by hand, a topic a line
    let rules = fs::read_dir(root.join("rules")).unwrap().map(|entry| entry.unwrap().path());
    paths.extend(rules.filter(|path| !path.ends_with("vocabulary")));
    let ran = Samtale::new().args(["fmt", "--check"]).args(paths).run();
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn files_are_laid_out_in_place_and_bad_ones_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.ron"), "[ 1,2 ]").unwrap();
    fs::write(path("b.ron"), "[ 1,2 ").unwrap();
    fs::write(path("c.txt"), "[ 1,2 ]").unwrap();
    let run = |arguments: &[&str]| Samtale::new().args(arguments).in_folder(folder.path()).run();
    let checked = run(&["fmt", "--check", "a.ron"]);
    assert_eq!((checked.code, checked.stdout.as_str()), (1, "a.ron\n1 of 1 files would change\n"));
    assert_eq!(fs::read_to_string(path("a.ron")).unwrap(), "[ 1,2 ]");
    let ran = run(&["fmt", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("./b.ron:1:"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(path("a.ron")).unwrap(), "[1, 2]\n");
    assert_eq!(fs::read_to_string(path("b.ron")).unwrap(), "[ 1,2 ");
    assert_eq!(fs::read_to_string(path("c.txt")).unwrap(), "[ 1,2 ]");
    assert_eq!(run(&["fmt", "a.ron"]).fine().stdout, "0 of 1 files changed\n");
    assert_eq!(run(&["fmt", "none.ron"]).code, 2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

//! `samtale new`: a pack that is fine as it is, in each language.

use std::fs;

use crate::support::Samtale;

#[test]
fn a_new_pack_checks_and_replays_clean() {
    for language in ["en", "da", "sv", "nb"] {
        let folder = tempfile::tempdir().unwrap();
        let run =
            |arguments: &[&str]| Samtale::new().args(arguments).in_folder(folder.path()).run();
        let made = run(&["new", "my-clinic", "--lang", language]).fine().stdout;
        assert!(made.starts_with("my-clinic holds a pack of 15 files."), "{made}");
        let checked = run(&["check", "--pack", "my-clinic"]).fine().stdout;
        assert_eq!(checked, "0 errors, 0 warnings, 0 notes\n", "{language}");
        let replayed =
            run(&["replay", "--pack", "my-clinic", "my-clinic/transcripts"]).fine().stdout;
        assert!(replayed.contains("2 passed"), "{replayed}");
        let left = fs::read_dir(folder.path().join("my-clinic/rules")).unwrap();
        for entry in left.filter_map(Result::ok).filter(|entry| entry.path().is_file()) {
            let text = fs::read_to_string(entry.path()).unwrap();
            assert!(!text.contains(['«', '»']), "{}", entry.path().display());
        }
    }
}

#[test]
fn what_is_there_is_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let ran = Samtale::new().args(["new", "."]).in_folder(folder.path()).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains(". is not empty"), "{}", ran.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let ran = Samtale::new().args(["new", "notes.txt"]).in_folder(folder.path()).run();
    assert_eq!(ran.code, 2);
}

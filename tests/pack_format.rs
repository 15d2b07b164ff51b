//! The examples of docs/pack-format.md: each is written as its heading says.

use std::fs;
use std::path::Path;

use crate::support::Samtale;

/// The examples with the headings that they stand under.
fn examples(text: &str) -> Vec<(String, String)> {
    let (mut heading, mut example, mut found) = (String::new(), None, Vec::new());
    for line in text.lines() {
        match &mut example {
            None if line.starts_with("## ") => line[3..].clone_into(&mut heading),
            None if line == "```ron" => example = Some(String::new()),
            None => {}
            Some(_) if line == "```" => {
                found.push((heading.clone(), example.take().unwrap_or_default()));
            }
            Some(text) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    found
}

/// An example without the dots that stand for more of the same; those in texts stay.
fn without_dots(example: &str) -> String {
    let mut in_text = false;
    let mut kept = String::new();
    for c in example.chars() {
        in_text ^= c == '"';
        if c != '…' || in_text {
            kept.push(c);
        }
    }
    kept
}

/// The file that a heading speaks of.
fn file_of(heading: &str, example: &str) -> String {
    // the second example below the words of free questions is that of a language
    let language_of_ask = heading.starts_with("rules/ask/") && example.starts_with('(');
    let name = if language_of_ask { "rules/ask/en.ron" } else { heading };
    let name = name.split([':', ',', ' ']).next().unwrap_or_default();
    name.replace("<lang>", "da").replace('*', "example")
}

/// The pack that docs/first-pack.md makes, step by step.
#[test]
fn the_first_pack_checks_and_talks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/first-pack.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    Samtale::new().in_folder(folder.path()).args(["new", "headache"]).run();
    let pack = folder.path().join("headache");
    for gone in ["rules/claims/eyes.ron", "dialogues/eyes.ron"] {
        assert!(text.contains(gone), "{gone} is not named");
        fs::remove_file(pack.join(gone)).unwrap();
    }
    fs::remove_dir_all(pack.join("transcripts")).unwrap();
    let examples = examples(&text);
    assert_eq!(examples.len(), 11);
    for (file, example) in examples {
        fs::write(pack.join(file), example).unwrap();
    }
    let ran = Samtale::new().in_folder(folder.path()).args(["check", "--pack", "headache"]).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "0 errors, 0 warnings, 0 notes\n"), "{ran:?}");
    let chat = Samtale::new().in_folder(folder.path()).args(["chat", "--pack", "headache"]);
    let said = chat.stdin("0\nno\n20\npressing\n12\n0\n").run().fine().stdout;
    for told in ["Your head ached on 20 days", "painkillers on fewer days", "Move your neck"] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn examples_have_the_shape_that_their_heading_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/pack-format.md")).unwrap();
    let examples = examples(&text);
    assert!(examples.len() >= 18, "{}", examples.len());
    for (heading, example) in examples {
        let folder = tempfile::tempdir().unwrap();
        let file = file_of(&heading, &example);
        let path = folder.path().join(&file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // a pack has rules, whatever else it has
        fs::create_dir_all(folder.path().join("rules")).unwrap();
        fs::write(folder.path().join("rules/conditions.ron"), "[]").unwrap();
        fs::write(&path, without_dots(&example)).unwrap();
        let ran = Samtale::new()
            .in_folder(folder.path())
            .args(["check", "--pack", ".", "--format", "json"])
            .run();
        assert!(ran.stdout.contains("\"code\""), "{heading}: {ran:?}");
        for finding in ran.json()["findings"].as_array().unwrap() {
            let code = finding["code"].as_str().unwrap();
            // what an example names may stand elsewhere; how it is written may not be wrong
            let is_shape =
                ["syntax", "unknown_value", "unknown_field", "missing_field", "too_deep"];
            let here = finding["file"] == file.as_str();
            assert!(!(here && is_shape.contains(&code)), "{heading}: {finding}");
        }
    }
}

//! Input that cannot be used: a clear message on standard error, and exit code 2.

use std::fs;

use crate::support::Samtale;

fn refused(facts: &str) -> String {
    let ran = Samtale::new().args(["run", "--facts", "-", "--format", "json"]).stdin(facts).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{facts}: {}", ran.stderr);
    ran.stderr
}

#[test]
fn facts_that_cannot_be_read() {
    for (facts, message) in [
        ("", "not valid JSON: EOF while parsing a value at line 1 column 0"),
        ("{\"sleep_hours\": 6", "not valid JSON: EOF while parsing an object at line 1 column 17"),
        ("{} x", "not valid JSON: trailing characters at line 1 column 4"),
        ("[]", "facts are one JSON object, such as {\"sleep_hours\": 6}, not a list"),
        ("{\"sleep_hour\": 6}", "unknown fact `sleep_hour` (did you mean `sleep_hours`?)"),
        ("{\"sleep_hours\": 25}", "`sleep_hours` is 25, but takes a number from 0 to 24 (hours)"),
        (
            "{\"sleep_hours\": \"6\"}",
            "`sleep_hours` takes a number from 0 to 24 (hours), not a string",
        ),
        ("{\"sleep_hours\": null}", "`sleep_hours` takes a number from 0 to 24 (hours), not null"),
        ("{\"worried\": \"yes\"}", "`worried` takes true or false, not a string"),
        ("{\"worried\": true, \"worried\": true}", "`worried` stands twice"),
        ("{\"not\": {\"worried\": []}}", "`worried` in `not` is no set: write \"worried\": false"),
        (
            "{\"caffeine_mg_per_kg\": 3}",
            "`caffeine_mg_per_kg` is computed from `caffeine_mg` and `weight_kg`: give those",
        ),
        (
            "{\"symptoms\": [\"pain\"], \"not\": {\"symptoms\": [\"pain\"]}}",
            "`symptoms.pain` is given both as affirmed and as denied",
        ),
    ] {
        let expected = format!("error: in the facts of standard input: {message}\n");
        assert_eq!(refused(facts), expected, "{facts}");
    }
}

#[test]
fn all_mistakes_stand_on_lines_of_their_own() {
    let errors = refused("{\"slep\": 1, \"sleep_hours\": 99}");
    assert_eq!(errors.lines().filter(|line| line.starts_with("error: ")).count(), 2, "{errors}");
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("latin1.json"), b"{\n\"caf\xe9\": 1}").unwrap();
    for (file, message) in [
        ("none.json", "error: cannot read none.json: "),
        (".", "error: cannot read .: "),
        ("latin1.json", "error: cannot read latin1.json: it is not UTF-8 text (line 2)\n"),
    ] {
        for more in [&["--format", "json"][..], &["--jsonl"]] {
            if more == ["--jsonl"] && file == "latin1.json" {
                continue;
            }
            let arguments = ["run", "--facts", file].into_iter().chain(more.iter().copied());
            let ran = Samtale::new().in_folder(folder.path()).args(arguments).run();
            assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{file}");
            assert!(ran.stderr.starts_with(message), "{file}: {}", ran.stderr);
        }
    }
}

#[test]
fn bad_usage() {
    for arguments in [
        &["nonsense"][..],
        &["run"],
        &["run", "--facts"],
        &["run", "--facts", "-", "--format", "yaml"],
        &["run", "--facts", "-", "--jsonl", "--format", "text"],
        &["run", "--facts", "-", "--lang", "tlh"],
        &["run", "--facts", "-", "--country", "xx"],
        &["run", "--facts", "-", "--country", "dk-atlantis"],
        &["run", "intak", "--facts", "-"],
        &["run", "--facts", "-", "--pack", "/nowhere"],
        &["replay"],
        &["claims", "--color", "sometimes"],
    ] {
        let ran = Samtale::new().args(arguments.iter().copied()).stdin("{}").run();
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.starts_with("error: "), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn near_names_are_offered() {
    let ran = Samtale::new().args(["run", "intak", "--facts", "-"]).stdin("{}").run();
    assert_eq!(ran.stderr, "error: there is no dialogue `intak` (did you mean `intake`?)\n");
}

#[test]
fn packs_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("clinic/rules");
    fs::create_dir_all(&rules).unwrap();
    let version =
        || Samtale::new().in_folder(folder.path()).args(["--version", "--pack", "clinic"]);
    let ran = version().run();
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stderr, "error: clinic holds no rules: a pack has *.ron files in rules/\n");
    fs::write(rules.join("facts.ron"), b"[\n\n// \xff\n]").unwrap();
    let ran = version().run();
    let message = "error: cannot read clinic/rules/facts.ron: it is not UTF-8 text (line 3)\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (2, message));
    fs::write(rules.join("facts.ron"), "[(id: sleep)]").unwrap();
    let ran = version().run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("rules/facts.ron:1:"), "{}", ran.stderr);
}

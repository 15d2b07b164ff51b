//! Coverage, reports, vignettes and the comparison of packs, as a tester uses them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::replay::Folder;
use crate::support::{Ran, Samtale, copy};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const HOLDS: &str =
    "samtale transcript 1\nlang: en\n> my eyelid has twitched for 15 days\n= urgency routine\n";
const FAILS: &str =
    "samtale transcript 1\nlang: en\n> I have <b>chest pain</b> now\n= urgency routine\n";

fn two() -> Folder {
    Folder::new().with("t/a.transcript", HOLDS).with("t/b.transcript", FAILS)
}

#[test]
fn coverage_tells_what_is_missing_first_and_how_to_get_there() {
    let ran = Folder::new().with("t/a.transcript", HOLDS).replay(&["t", "--coverage"]).fine();
    let missing = ran.stdout.find("not covered:").unwrap();
    assert!(missing < ran.stdout.find("covered by transcripts that pass").unwrap());
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let gap =
        lines.iter().position(|line| line.contains("referral hand_spasm never holds")).unwrap();
    assert!(lines[gap].starts_with("rules/referrals/urgent.ron:"), "{}", lines[gap]);
    assert_eq!(lines[gap + 1], "  ~ warning_signs.hand_spasm affirmed");
    assert!(!ran.stdout.contains("referral twitching_for_weeks never holds"));
    // the place is that of the rule
    let line: usize = lines[gap].split(':').nth(1).unwrap().parse().unwrap();
    let file = fs::read_to_string(root().join("rules/referrals/urgent.ron")).unwrap();
    assert!(file.lines().nth(line - 1).unwrap().contains("\"hand_spasm\""));
}

#[test]
fn what_coverage_asks_for_covers_it() {
    let ran = Folder::new()
        .with("t/a.transcript", HOLDS)
        .replay(&["t", "--coverage", "--report", "json"])
        .fine();
    let json = ran.json();
    let gaps = json["coverage"]["missing"].as_array().unwrap();
    let mut folder = Folder::new();
    let mut names = Vec::new();
    for gap in gaps {
        let what = gap["what"].as_str().unwrap();
        let Some(id) = what.strip_prefix("referral ").and_then(|w| w.strip_suffix(" never holds"))
        else {
            continue;
        };
        let towards = gap["towards"].as_str().unwrap();
        let text = format!("samtale transcript 1\nlang: en\n{towards}\n= refer {id}\n");
        // what talks before an advice holds only beside other answers; a computed fact is given by its inputs
        if !id.starts_with("talk_before") && !towards.contains("caffeine_mg_per_kg") {
            folder = folder.with(&format!("t/{id}.transcript"), text);
            names.push(id.to_owned());
        }
    }
    assert!(names.len() > 60, "{names:?}");
    let ran = folder.replay(&["t"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
}

#[test]
fn what_only_failing_transcripts_reach_is_told_apart() {
    let json = two().replay(&["t", "--coverage", "--report", "json"]).json();
    let gaps = json["coverage"]["missing"].as_array().unwrap();
    let gap = |what: &str| gaps.iter().find(|gap| gap["what"] == what).cloned();
    let chest = gap("referral chest_pain never holds").unwrap();
    assert_eq!((&chest["by_failing"], &chest["kind"]), (&Value::Bool(true), &"rules".into()));
    assert_eq!(gap("referral twitching_for_weeks never holds"), None);
    for count in json["coverage"]["counts"].as_array().unwrap() {
        let n = |key: &str| count[key].as_u64().unwrap();
        assert!(n("passing") + n("only_failing") <= n("points"), "{count}");
    }
}

#[test]
fn reports_are_written_for_other_programs() {
    let folder = two();
    for (kind, wanted) in [
        ("junit", "<testsuite name=\"t\" tests=\"2\" skipped=\"0\" errors=\"0\" failures=\"1\">"),
        ("tap", "not ok 2 - t/b.transcript"),
        ("github", "::error file=t/b.transcript,line=4,col=1,title=transcript differs::"),
        ("json", "\"verdict\": \"failed\""),
        ("html", "✗ failed"),
    ] {
        let ran = folder.replay(&["t", "--report", kind, "--out", "report"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (1, ""), "{kind}: {}", ran.stdout);
        assert!(ran.stdout.ends_with("1 passed, 1 failed\n"), "{}", ran.stdout);
        let written = folder.text("report");
        assert!(written.contains(wanted), "{kind}: {written}");
        // on standard output it stands alone, and is the same
        let ran = folder.replay(&["t", "--report", kind]);
        assert_eq!((ran.code, ran.stdout), (1, written), "{kind}");
    }
    let ran = folder.replay(&["t", "--out", "report"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    let ran = folder.replay(&["t", "--report", "json", "--out", "none/report"]);
    assert!(ran.code == 2 && ran.stderr.contains("cannot write none/report"), "{ran:?}");
}

#[test]
fn the_page_needs_no_network_and_no_script() {
    let page = two().replay(&["t", "--report", "html"]).stdout;
    assert!(!page.contains("<script") && !page.contains("<link") && !page.contains("<b>chest"));
    assert!(page.contains("&lt;b&gt;chest pain&lt;/b&gt;"));
    assert!(page.contains("default-src 'none'"));
    // nothing is loaded: the only addresses are names of formats and places in the page
    for (at, _) in page.match_indices("http") {
        let rest = &page[at..];
        let known = ["http-equiv", "http://www.w3.org/2000/svg"];
        assert!(known.iter().any(|known| rest.starts_with(known)), "{}", &rest[..40]);
    }
    for class in ["say covered", "ask missed", "way missed"] {
        assert!(page.contains(class), "{class}");
    }
}

/// The embedded pack as a folder, with one text replaced by another.
fn pack(folder: &Folder, name: &str, (file, from, to): (&str, &str, &str)) {
    for part in ["rules", "dialogues"] {
        copy(&root().join(part), &folder.path(name).join(part));
    }
    let path = folder.path(name).join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_changed_threshold_is_told_by_the_persons_whom_it_touches() {
    let folder = Folder::new()
        .with("t/tired_29.transcript", "samtale transcript 1\n~ symptoms.fatigue affirmed, fatigue_days 29\n= urgency routine\n")
        .with("t/tired_40.transcript", "samtale transcript 1\n~ symptoms.fatigue affirmed, fatigue_days 40\n= urgency routine\n")
        .with("accept", "# tired people may wait a little longer\ntired_29.transcript routine none\n");
    let threshold = "above(\"fatigue_days\", 28, \"days\")";
    let later = "above(\"fatigue_days\", 35, \"days\")";
    pack(&folder, "later", ("rules/referrals/routine.ron", threshold, later));
    let diff = |arguments: &[&str]| -> Ran {
        folder.samtale(&["diff"]).args(arguments.iter().copied()).run()
    };
    let ran = diff(&["--with", "later", "t"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let first: Vec<&str> = ran.stdout.lines().take(2).collect();
    assert_eq!(
        first,
        ["urgency down", "t/tired_29.transcript:2: routine → none: -fatigue_for_weeks"]
    );
    assert!(!ran.stdout.contains("tired_40"), "{}", ran.stdout);
    // accepted by name
    let ran = diff(&["--with", "later", "--accept", "accept", "t"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    assert!(ran.stdout.contains("(accepted)"), "{}", ran.stdout);
    // the other way round it is up, which is no failure
    let ran = diff(&["--pack", "later", "--with", "later", "t"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.starts_with("2 compared: 0 down"), "{}", ran.stdout);
    // and the right transcript turns red
    let ran = folder.replay(&["--pack", "later", "t"]);
    assert!(ran.code == 1 && ran.stdout.contains("tired_29.transcript:3:1: differs"), "{ran:?}");
    assert!(ran.stdout.ends_with("1 passed, 1 failed\n"), "{}", ran.stdout);
    let ran = diff(&["--with", "none", "t"]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn no_vignette_is_judged_too_mildly() {
    let ran = Samtale::new().in_folder(root()).args(["vignettes", "--format", "json"]).run();
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    let json = ran.json();
    assert_eq!(json["under"], 0);
    let persons = json["vignettes"].as_array().unwrap();
    assert!(persons.len() >= 100, "{}", persons.len());
    for told in ["facts", "words"] {
        assert!(persons.iter().filter(|person| person["told"] == told).count() > 20, "{told}");
    }
}

#[test]
fn vignettes_are_scored_both_ways() {
    let one = |expects: &str| {
        let text = format!(
            "[(id: \"a\", person: \"An eyelid.\", facts: \"twitch_days 15\", says: [\"my eyelid has \
             twitched for 15 days\"], expects: {expects})]"
        );
        Folder::new().with("v/a.ron", text).samtale(&["vignettes", "v"]).run()
    };
    let ran = one("soon");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.starts_with("v/a.ron:1: too mild: a (by facts)\n"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("2 judged: 0 exact, 0 too urgent, 2 too mild\n"));
    let ran = one("none");
    assert_eq!(ran.code, 0);
    assert!(
        ran.stdout.ends_with("2 judged: 0 exact, 2 too urgent, 0 too mild\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(one("routine").stdout, "2 judged: 2 exact, 0 too urgent, 0 too mild\n");
    let ran = one("later");
    assert!(ran.code == 2 && ran.stderr.starts_with("v/a.ron:1:"), "{ran:?}");
    let nobody = Folder::new().with("v/a.txt", "").samtale(&["vignettes", "v"]).run();
    assert_eq!(nobody.code, 2, "{nobody:?}");
    let unknown = "[(id: \"a\", person: \"b\", facts: \"twitch_day 15\", expects: soon)]";
    let ran = Folder::new().with("v/a.ron", unknown).samtale(&["vignettes", "v"]).run();
    assert!(ran.code == 2 && ran.stderr.contains("did you mean `twitch_days`?"), "{ran:?}");
}

/// Files whose names differ only in the language at their end.
fn groups() -> BTreeMap<String, Vec<PathBuf>> {
    let mut groups: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in fs::read_dir(root().join("tests/transcripts/languages")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let (name, _) = stem.rsplit_once('_').unwrap();
        groups.entry(name.to_owned()).or_default().push(path);
    }
    groups
}

#[test]
fn the_same_person_gets_the_same_decisions_in_four_languages() {
    let groups = groups();
    assert!(groups.len() >= 6, "{:?}", groups.keys());
    for (name, files) in groups {
        assert_eq!(files.len(), 4, "{name}");
        // that they hold is the replay of all transcripts; here, that they are the same and say it all
        let decisions = |path: &PathBuf| -> Vec<String> {
            let text = fs::read_to_string(path).unwrap();
            text.lines().filter(|line| line.starts_with('=')).map(str::to_owned).collect()
        };
        let first = decisions(&files[0]);
        assert!(first.iter().any(|line| line.starts_with("= refer only ")), "{name}: {first:?}");
        for file in &files {
            assert_eq!(decisions(file), first, "{}", file.display());
        }
    }
}

#[test]
fn the_packs_own_transcripts_reach_every_referral_and_every_way() {
    let arguments = ["replay", "tests/transcripts", "--coverage", "--report", "json"];
    let json = Samtale::new().in_folder(root()).args(arguments).run().json();
    assert!(json["passed"].as_u64().unwrap() >= 200);
    for gap in json["coverage"]["missing"].as_array().unwrap() {
        let what = gap["what"].as_str().unwrap();
        let is_rule = gap["kind"] == "rules";
        assert!(!(is_rule && what.starts_with("referral ")), "{what}");
        assert!(!(is_rule && what.starts_with("contradiction ")), "{what}");
    }
}

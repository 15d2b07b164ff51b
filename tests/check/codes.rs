//! Each code has its page, and a pack can change the severity of lints.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use samtale::diagnostic::codes::{ALL, CHANGEABLE};

use crate::support::pack::Pack;

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics");
    let pages: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let codes: BTreeSet<String> = ALL.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(pages, codes);
    for code in &codes {
        let page = format!("{}/docs/diagnostics/{code}.md", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(page).unwrap();
        for heading in ["Severity: ", "## What it says\n", "## Why it matters\n", "## The mend\n"] {
            assert!(text.contains(heading), "{code} has no `{heading}`");
        }
    }
    assert!(CHANGEABLE.iter().all(|code| ALL.contains(code)));
}

fn with_severities(pack: Pack, list: &str) -> Pack {
    pack.edit("rules/pack.ron", "    topics:", &format!("    severities: [{list}],\n    topics:"))
}

#[test]
fn a_pack_changes_the_severity_of_a_lint_with_a_reason() {
    let lonely = Pack::new().with("rules/contradictions.ron", "[]").edit(
        "dialogues/intake.ron",
        ", \"mood\"",
        "",
    );
    let found = lonely.check_findings();
    assert!(found.iter().any(|line| line.contains("warning [unused_fact]")), "{found:#?}");
    let changed = with_severities(
        lonely.clone(),
        "(code: \"unused_fact\", severity: note, because: \"It is for later.\")",
    );
    let found = changed.check_findings();
    assert!(found.iter().any(|line| line.contains("note [unused_fact]")), "{found:#?}");
    assert!(found.iter().all(|line| !line.contains("warning [unused_fact]")), "{found:#?}");
    let without_reason = with_severities(lonely, "(code: \"unused_fact\", severity: note)");
    assert!(without_reason.load_findings()[0].contains("[missing_field]"));
}

#[test]
fn what_is_refuted_stays_an_error() {
    let pack = Pack::new().edit("rules/referrals.ron", "urgency: urgent", "urgency: soon");
    let hushed = with_severities(
        pack,
        "(code: \"red_flag_unheeded\", severity: note, because: \"It is in the way.\")",
    );
    let found = hushed.check_findings();
    assert!(found.iter().any(|line| line.contains("error [unknown_code]")), "{found:#?}");
    assert!(found.iter().any(|line| line.contains("error [red_flag_unheeded]")), "{found:#?}");
}

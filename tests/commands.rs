//! What the other commands and the common options show.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Samtale, ids, outcome};

const SOURCES: [&str; 5] = ["ilive", "velez", "soma", "sabater", "twitches"];

fn claims() -> Vec<Value> {
    let ran = Samtale::new().args(["claims", "--format", "json"]).run().fine();
    ran.json().as_array().unwrap().clone()
}

#[test]
fn claims_say_what_rests_on_them() {
    let claims = claims();
    let ids: BTreeSet<&str> = claims.iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), claims.len());
    for claim in &claims {
        assert!(claim["used_by"].is_array(), "{claim}");
        assert!(claim["refused"].is_null() || claim["refused"].is_string(), "{claim}");
        if claim["source"]["kind"] == "article" {
            assert!(SOURCES.contains(&claim["source"]["id"].as_str().unwrap()), "{claim}");
        }
    }
    assert!(claims.iter().any(|claim| !claim["refused"].is_null()));
    assert!(claims.iter().any(|claim| claim["used_by"].as_array().unwrap().len() > 1));
}

#[test]
fn what_an_outcome_shows_is_among_the_claims_and_not_refused() {
    let claims = claims();
    let outcome = outcome(
        r#"{"symptoms": ["twitching", "spreading"], "twitch_days": 30, "sleep_hours": 5,
            "caffeine_mg": 500, "none": ["conditions"], "age_years": 40}"#,
    );
    for list in ["referrals", "advice"] {
        for rule in outcome[list].as_array().unwrap() {
            for shown in rule["claims"].as_array().unwrap() {
                let claim = claims.iter().find(|claim| claim["id"] == shown["id"]).unwrap();
                assert!(claim["refused"].is_null(), "{claim}");
                assert!(claim["used_by"].as_array().unwrap().contains(&rule["id"]), "{claim}");
                for key in ["text", "source", "study", "evidence", "caveats"] {
                    assert_eq!(claim[key], shown[key]);
                }
            }
        }
    }
    assert!(!ids(&outcome, "advice").is_empty());
}

#[test]
fn claims_as_text() {
    let ran = Samtale::new().args(["claims"]).run().fine();
    for claim in claims() {
        assert!(ran.stdout.contains(claim["id"].as_str().unwrap()), "{claim}");
    }
}

#[test]
fn the_version_names_program_and_pack() {
    for argument in ["--version", "-V"] {
        let ran = Samtale::new().args([argument]).run().fine();
        let lines: Vec<&str> = ran.stdout.lines().collect();
        assert_eq!(lines[0], format!("samtale {}", env!("CARGO_PKG_VERSION")));
        assert!(
            lines[1].starts_with("pack samtale ") && lines[1].contains(", digest "),
            "{lines:?}"
        );
    }
}

#[test]
fn a_pack_folder_is_the_embedded_pack_if_it_holds_the_same() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let embedded = Samtale::new().args(["--version"]).run().fine();
    let from_folder = Samtale::new().args(["--version", "--pack", folder]).run().fine();
    assert_eq!(embedded.stdout, from_folder.stdout);
}

#[test]
fn the_country_decides_the_numbers() {
    let text = |country: &str| {
        let arguments = ["run", "--facts", "-", "--country", country];
        let facts = r#"{"symptoms": ["chest_pain"]}"#;
        Samtale::new().args(arguments).stdin(facts).run().fine().stdout
    };
    assert!(text("no").contains("113"));
    assert!(text("DK").contains("112"));
    assert!(text("dk-capital").contains("112"));
}

#[test]
fn help_is_a_result() {
    for arguments in [&["--help"][..], &["help"], &["run", "--help"], &["-h"]] {
        let ran = Samtale::new().args(arguments.iter().copied()).run().fine();
        assert!(ran.stdout.contains("Usage: samtale"), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_samtale"))
        .args(["claims"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(0), ""));
}

//! Findings that only follow from a file that does not parse.
//!
//! A slip in `rules/facts.ron` must be one finding, not one for every rule that reads a fact.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};

/// What is missing everywhere when files of a kind do not parse: the start of their paths, and codes.
const FOLLOWS: [(&str, &[&str]); 12] = [
    (
        "rules/facts",
        &[
            "unknown_fact",
            "unknown_member",
            "unknown_option",
            "bad_placeholder",
            "placeholder_mismatch",
            "unknown_thing",
        ],
    ),
    ("rules/conditions", &["unknown_condition"]),
    (
        "rules/sources",
        &[
            "unknown_source",
            "wrong_source_kind",
            "house_without_guideline",
            "lines_without_article",
        ],
    ),
    ("rules/claims", &["unknown_claim"]),
    ("rules/caveats", &["unknown_caveat", "stray_caveat"]),
    ("rules/advice", &["unknown_advice", "uncontrolled_hazard"]),
    ("rules/referrals", &["unknown_referral", "uncontrolled_hazard"]),
    ("rules/properties", &["unknown_property", "uncontrolled_hazard"]),
    ("rules/interface", &["missing_sentence"]),
    ("rules/texts", &["missing_translation"]),
    ("rules/conflicts", &[]),
    ("dialogues/", &["unknown_dialogue"]),
];

/// Takes out what only follows from the files that did not parse. `read` of the findings were there
/// when the files had been read.
pub(super) fn take_out(findings: &mut Vec<Diagnostic>, read: usize) {
    let broken: Vec<String> = findings[..read]
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.file.clone())
        .collect();
    let mut codes = BTreeSet::new();
    for (start, follows) in FOLLOWS {
        if broken.iter().any(|file| file.starts_with(start)) {
            codes.extend(follows);
            // the texts of the file are missing too
            codes.insert("unknown_text");
        }
    }
    let mut position = 0;
    findings.retain(|finding| {
        position += 1;
        position <= read || !codes.contains(finding.code)
    });
}

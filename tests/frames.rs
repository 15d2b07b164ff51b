//! Frames around a sign, `tests/frames/`: those that state it (`+`) and those that deny it (`-`), whatever the sign is.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::Samtale;

/// Signs in words of each language.
const SIGNS: [(&str, [(&str, &str); 4]); 4] = [
    (
        "en",
        [
            ("chest_pain", "chest pain"),
            ("breathlessness", "shortness of breath"),
            ("weakness", "weakness in my arm"),
            ("dark_urine", "dark urine"),
        ],
    ),
    (
        "da",
        [
            ("chest_pain", "brystsmerter"),
            ("breathlessness", "åndenød"),
            ("weakness", "svaghed i armen"),
            ("dark_urine", "mørk urin"),
        ],
    ),
    (
        "sv",
        [
            ("chest_pain", "bröstsmärtor"),
            ("breathlessness", "andnöd"),
            ("weakness", "svaghet i armen"),
            ("dark_urine", "mörk urin"),
        ],
    ),
    (
        "nb",
        [
            ("chest_pain", "brystsmerter"),
            ("breathlessness", "tungpust"),
            ("weakness", "svakhet i armen"),
            ("dark_urine", "mørk urin"),
        ],
    ),
];

fn holds(set: &Value, member: &str) -> bool {
    set["symptoms"].as_array().is_some_and(|members| members.contains(&json!(member)))
}

#[test]
fn a_frame_states_or_denies_whatever_stands_in_it() {
    for (lang, signs) in SIGNS {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/frames/{lang}.txt"));
        let text = fs::read_to_string(file).unwrap();
        let cases: Vec<(bool, &str, String)> = text
            .lines()
            .flat_map(|line| {
                let (kind, frame) = line.split_once(' ').unwrap();
                signs.map(|(id, words)| (kind == "+", id, frame.replace("{}", words)))
            })
            .collect();
        assert!(cases.len() > 100, "{lang}: {}", cases.len());
        let lines: Vec<String> = cases
            .iter()
            .map(|(_, _, text)| json!({"text": text, "lang": lang}).to_string())
            .collect();
        let read = Samtale::new().args(["understand"]).stdin(lines.join("\n")).run();
        let wrong: Vec<String> = read
            .fine()
            .json_lines()
            .iter()
            .zip(&cases)
            .filter(|(read, (states, id, _))| {
                let (said, denied) = (holds(&read["facts"], id), holds(&read["not"], id));
                (said, denied) != (*states, !states)
            })
            .map(|(read, (_, id, text))| format!("{id}: {text}: {read}"))
            .collect();
        assert!(wrong.is_empty(), "{lang}: {wrong:#?}");
    }
}

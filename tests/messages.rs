//! Messages that people who knew neither the words nor the program wrote, each with what it states: `tests/messages/`.
//!
//! Every message is read exactly as its author expects, but for those marked `open`: faults that are known. One that is
//! read right must lose its mark, so the marks tell how good the reading is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::Samtale;

/// A hundredth part of a value more or less is the same value.
const NEAR: f64 = 0.01;
/// The F1 that no language may fall below over all sets.
const LEAST_F1: f64 = 0.95;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    files
}

fn messages(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn understood(messages: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = messages
        .iter()
        .map(|message| {
            let mut line = json!({"text": message["text"], "lang": message["lang"]});
            if let Some(asked) = message["asked"].as_str() {
                line["asking"] = json!(asked.replace(':', "."));
            }
            line.to_string()
        })
        .collect();
    Samtale::new().args(["understand"]).stdin(lines.join("\n")).run().fine().json_lines()
}

/// What a message or an answer states, slot by slot.
fn stated(facts: &Value, not: &Value, unknown: &Value) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (fact, value) in facts.as_object().into_iter().flatten() {
        match value.as_array() {
            Some(members) => all.extend(
                members
                    .iter()
                    .map(|member| (format!("{fact}.{}", member.as_str().unwrap()), json!(true))),
            ),
            None => {
                all.insert(fact.clone(), value.clone());
            }
        }
    }
    for (fact, members) in not.as_object().into_iter().flatten() {
        for member in members.as_array().unwrap() {
            all.insert(format!("not {fact}.{}", member.as_str().unwrap()), json!(true));
        }
    }
    for id in unknown.as_array().into_iter().flatten() {
        all.insert(format!("unknown {}", id.as_str().unwrap()), json!(true));
    }
    all
}

/// How a message was read.
#[derive(Default)]
struct Verdict {
    right: usize,
    wrong: Vec<String>,
}

fn judge(message: &Value, read: &Value) -> Verdict {
    let expected = stated(&message["expect"], &message["deny"], &message["unknown"]);
    let mut found = stated(&read["facts"], &read["not"], &read["unknown"]);
    found.remove("caffeine_mg_per_kg");
    let optional = |slot: &str| {
        let names = message["optional"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let fact = slot.split('.').next().unwrap_or(slot);
        names.into_iter().any(|name| name == slot || name == fact)
    };
    let fits = |slot: &str, value: &Value| {
        let Some(found) = found.get(slot) else { return false };
        let (Some(is), Some(should)) = (found.as_f64(), value.as_f64()) else {
            return found == value;
        };
        let range = message["accept_range"][slot].as_array();
        let within = range.is_some_and(|ends| {
            (ends[0].as_f64().unwrap()..=ends[1].as_f64().unwrap()).contains(&is)
        });
        within || (is - should).abs() <= should.abs() * NEAR
    };
    let mut verdict = Verdict::default();
    for (slot, value) in &expected {
        if fits(slot, value) {
            verdict.right += 1;
        } else if found.contains_key(slot) || !optional(slot) {
            verdict.wrong.push(format!("-{slot}"));
        }
    }
    let beyond = found.keys().filter(|slot| !expected.contains_key(*slot) && !optional(slot));
    verdict.wrong.extend(beyond.map(|slot| format!("+{slot}")));
    verdict
}

#[test]
fn every_message_is_read_as_its_author_means_it() {
    let mut faults = Vec::new();
    let mut scores: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for path in files() {
        let messages = messages(&path);
        for (message, read) in messages.iter().zip(understood(&messages)) {
            let verdict = judge(message, &read);
            let score = scores.entry(message["lang"].as_str().unwrap().to_owned()).or_default();
            score.0 += verdict.right;
            score.1 += verdict.wrong.len();
            let open = message["open"] == json!(true);
            if verdict.wrong.is_empty() == open {
                let what =
                    if open { "is right, and marked open".into() } else { verdict.wrong.join(" ") };
                faults.push(format!("{} {}: {what}", message["id"], message["text"]));
            }
        }
    }
    assert!(faults.is_empty(), "{} messages:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(scores.len(), 4);
    for (language, (right, wrong)) in scores {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let f1 = 2.0 * right as f64 / (2 * right + wrong) as f64;
        assert!(f1 >= LEAST_F1, "{language}: {f1:.3}");
    }
}

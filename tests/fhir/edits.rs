//! Edits of an imported pack are named by the export; responses are lines of a batch, too.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{file, imported, with_pack};

fn edited(path: &str, from: &str, to: &str) -> TempDir {
    let (folder, _) = imported(&file("headache.q.json"));
    let path = folder.path().join("pack").join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    folder
}

fn named(folder: &TempDir) -> String {
    let ran = with_pack(folder, &["export", "fhir"]).run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let original: Value =
        serde_json::from_str(&fs::read_to_string(file("headache.q.json")).unwrap()).unwrap();
    assert_eq!(ran.json(), original);
    ran.stderr
}

#[test]
fn what_was_edited_since_the_import_is_named() {
    let (untouched, _) = imported(&file("headache.q.json"));
    assert_eq!(named(&untouched), "");
    let facts = fs::read_to_string(untouched.path().join("pack/rules/facts.ron")).unwrap();
    let question = facts.split("question: \"").nth(1).unwrap().split('"').next().unwrap();
    let said = named(&edited("rules/facts.ron", question, "Helt andre ord?"));
    assert!(said.contains(".question` reads otherwise than in fhir/"), "{said}");
    let number = facts.split("max: ").nth(1).unwrap().split([',', ')']).next().unwrap();
    let said = named(&edited("rules/facts.ron", &format!("max: {number}"), "max: 999"));
    assert!(said.contains("` takes other answers than in fhir/"), "{said}");
    let steps = "    steps: [\n";
    let more = format!("{steps}        say(id: \"first\", text: \"Velkommen.\"),\n");
    let path = fs::read_dir(untouched.path().join("pack/dialogues")).unwrap().next().unwrap();
    let path = format!("dialogues/{}", path.unwrap().file_name().to_str().unwrap());
    let said = named(&edited(&path, steps, &more));
    assert!(said.contains(".first.text`, which is more than in fhir/"), "{said}");
}

#[test]
fn responses_are_lines_of_a_batch() {
    let (folder, _) = imported(&file("headache.q.json"));
    let response: Value =
        serde_json::from_str(&fs::read_to_string(file("headache.qr.json")).unwrap()).unwrap();
    let strange = json!({"resourceType": "QuestionnaireResponse", "status": "completed", "item": [{"linkId": "nowhere", "answer": [{"valueBoolean": true}]}]});
    let lines = format!("{response}\n{{\"has_headache\": false}}\n{strange}\n{response}\n");
    let ran = with_pack(&folder, &["run", "--jsonl", "--facts", "-"]).stdin(lines).run();
    assert_eq!(ran.code, 2);
    let lines = ran.json_lines();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["facts"]["has_headache"], json!(true));
    assert!(lines[0]["passed_over"].to_string().contains("`1.6` (date)"), "{}", lines[0]);
    assert_eq!(lines[1]["facts"], json!({"has_headache": false}));
    assert!(lines[1].get("passed_over").is_none());
    assert!(lines[2]["error"].as_str().unwrap().contains("nowhere"), "{}", lines[2]);
    assert_eq!(lines[3], lines[0]);
}

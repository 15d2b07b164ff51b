//! The protocol of `samtale stdio`, through the real binary.

use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::sample::select;
use proptest::{prop_assert, proptest};
use serde_json::{Value, json};

use crate::support::schema::check;
use crate::support::{Ran, Samtale};

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/protocol.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn ran(input: &str) -> Ran {
    Samtale::new().args(["stdio"]).stdin(input).run()
}

/// The replies to messages; all of both sides fit the schema.
fn replies(messages: &[Value]) -> Vec<Value> {
    let schema = schema();
    let mut input = String::new();
    for message in messages {
        check(&schema, &schema["$defs"]["message"], message).unwrap();
        input.push_str(&message.to_string());
        input.push('\n');
    }
    let replies = read(&ran(&input).fine().stdout);
    assert_eq!(replies.len(), messages.len());
    replies
}

fn read(stdout: &str) -> Vec<Value> {
    let schema = schema();
    let mut replies = Vec::new();
    for line in stdout.lines() {
        let reply = serde_json::from_str(line).unwrap();
        check(&schema, &schema["$defs"]["reply"], &reply).unwrap_or_else(|e| panic!("{e}\n{line}"));
        replies.push(reply);
    }
    replies
}

fn start(session: &str) -> Value {
    json!({"type": "start", "session": session, "lang": "en"})
}

fn answer(session: &str, how: &str, what: Value) -> Value {
    let mut message = json!({"type": "answer", "session": session});
    message[how] = what;
    message
}

#[test]
fn an_emergency_comes_at_once_and_can_be_taken_back() {
    let replies = replies(&[
        start("a"),
        answer("a", "text", json!("I want to sleep better")),
        answer("a", "choose", json!(["symptoms.chest_pain"])),
        json!({"type": "back", "session": "a"}),
    ]);
    assert_eq!(replies[1]["question"]["type"], "set");
    assert_eq!(replies[1]["urgency"], Value::Null);
    assert_eq!(replies[2]["urgency"], "emergency");
    assert_eq!(replies[2]["shown"][0]["kind"], "card");
    assert_eq!(replies[2]["referrals"][0]["id"], "chest_pain");
    assert_eq!(replies[3]["urgency"], Value::Null);
    assert_eq!(replies[3]["question"], replies[1]["question"]);
}

#[test]
fn sessions_do_not_touch_each_other() {
    let alone = replies(&[
        start("a"),
        answer("a", "text", json!("my eyelid twitches")),
        answer("a", "none", json!(true)),
        json!({"type": "outcome", "session": "a"}),
    ]);
    let both = replies(&[
        start("b"),
        start("a"),
        answer("b", "text", json!("I can't move my arm and my face hangs since an hour")),
        answer("a", "text", json!("my eyelid twitches")),
        answer("a", "none", json!(true)),
        json!({"type": "end", "session": "b"}),
        json!({"type": "outcome", "session": "a"}),
    ]);
    for (one, other) in [(0, 1), (1, 3), (2, 4), (3, 6)] {
        assert_eq!(alone[one], both[other]);
    }
    assert_eq!(both[2]["urgency"], "emergency");
    assert_eq!(both[5]["state"], "closed");
}

#[test]
fn bad_messages_are_answered_and_the_session_lives() {
    let long = "x".repeat(2_000_000);
    let bad = [
        ("nonsense", "bad_json"),
        ("{\"type\": \"answer\", \"session\": \"a\"", "bad_json"),
        ("[]", "bad_message"),
        (&"[".repeat(100_000), "bad_json"),
        ("{}", "bad_message"),
        ("{\"type\": \"dance\", \"session\": \"a\"}", "bad_message"),
        ("{\"type\": \"answer\", \"session\": \"a\"}", "bad_message"),
        (
            "{\"type\": \"answer\", \"session\": \"a\", \"text\": \"x\", \"none\": true}",
            "bad_message",
        ),
        (
            "{\"type\": \"answer\", \"session\": \"a\", \"text\": \"x\", \"text\": \"y\"}",
            "bad_message",
        ),
        (
            "{\"type\": \"answer\", \"session\": \"a\", \"lang\": \"da\", \"text\": \"x\"}",
            "bad_message",
        ),
        ("{\"type\": \"answer\", \"session\": \"b\", \"text\": \"x\"}", "unknown_session"),
        ("{\"type\": \"start\", \"session\": \"a\"}", "session_exists"),
        ("{\"type\": \"start\", \"session\": \"c\", \"dialogue\": \"x\"}", "unknown_dialogue"),
        ("{\"type\": \"start\", \"session\": \"c\", \"lang\": \"fi\"}", "unknown_language"),
        ("{\"type\": \"start\", \"session\": \"c\", \"country\": \"de\"}", "unknown_country"),
        (
            "{\"type\": \"start\", \"session\": \"c\", \"facts\": {\"sleep_hours\": 99}}",
            "bad_facts",
        ),
        (
            "{\"type\": \"start\", \"session\": \"c\", \"protocol\": \"samtale-stdio/2\"}",
            "wrong_protocol",
        ),
        (
            "{\"type\": \"answer\", \"session\": \"a\", \"choose\": [\"symptoms.nothing\"]}",
            "bad_answer",
        ),
        (
            "{\"type\": \"answer\", \"session\": \"a\", \"facts\": {\"sleep_hours\": null}}",
            "bad_facts",
        ),
        ("{\"type\": \"change\", \"session\": \"a\", \"facts\": {}}", "bad_message"),
        (&long, "bad_message"),
    ];
    let mut input = format!("{}\n{}\n", start("a"), answer("a", "text", json!("I sleep badly")));
    for (message, _) in &bad {
        input.push_str(message);
        input.push('\n');
    }
    input.push_str("{\"type\": \"back\", \"session\": \"a\", \"id\": 1e2}\n");
    let ran = ran(&input);
    // the line that was too long could not be read at all
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let replies = read(&ran.stdout);
    for ((message, code), reply) in bad.iter().zip(&replies[2..]) {
        let shown = &message[..message.len().min(100)];
        assert_eq!(reply["error"]["code"], *code, "{shown} {reply}");
    }
    let last = replies.last().unwrap();
    assert_eq!((last["type"].as_str(), last["state"].as_str()), (Some("turn"), Some("asking")));
    assert_eq!(last["question"]["manner"], "listen");
}

#[test]
fn values_and_words_come_to_the_same() {
    let by_value = replies(&[
        start("a"),
        answer("a", "text", json!("I sleep badly")),
        answer("a", "none", json!(true)),
        json!({"type": "change", "session": "a", "facts": {"sleep_hours": 5.5}}),
        json!({"type": "outcome", "session": "a"}),
    ]);
    let by_words = replies(&[
        start("a"),
        answer("a", "text", json!("I sleep badly")),
        answer("a", "text", json!("none of these")),
        answer("a", "text", json!("/change sleep_hours 5.5 hours")),
        json!({"type": "outcome", "session": "a"}),
    ]);
    assert_eq!(by_value[4], by_words[4]);
    assert_eq!(by_value[4]["outcome"]["facts"]["sleep_hours"], 5.5);
}

#[test]
fn not_knowing_if_it_was_read_right_answers_nothing_else() {
    let replies = replies(&[
        start("a"),
        answer("a", "text", json!("I sleep badly")),
        answer("a", "text", json!("nooo")),
        answer("a", "unknown", json!(true)),
    ]);
    assert_eq!(replies[2]["question"]["manner"], "confirm");
    assert_eq!(replies[3]["question"], replies[1]["question"]);
    assert_eq!(replies[3]["referrals"], json!([]));
}

#[test]
fn what_is_known_at_the_start_is_not_asked() {
    let replies = replies(&[
        json!({"type": "start", "session": "a", "facts": {"symptoms": ["twitching"], "sleep_hours": 6}}),
        json!({"type": "outcome", "session": "a"}),
    ]);
    assert_eq!(replies[0]["question"]["name"], "symptoms");
    assert_eq!(replies[1]["outcome"]["facts"]["sleep_hours"], 6);
    assert_eq!(replies[1]["assessed"], false);
}

#[test]
fn the_examples_of_the_document_fit_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/protocol.md");
    let document = fs::read_to_string(path).unwrap();
    let schema = schema();
    let mut lines = 0;
    for block in document.split("```json\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            let value = serde_json::from_str(line).unwrap();
            check(&schema, &schema, &value).unwrap_or_else(|error| panic!("{error}\n{line}"));
            lines += 1;
        }
    }
    assert_eq!(lines, 9);
}

#[test]
#[expect(clippy::print_stdout, reason = "a test that could not run says so")]
fn the_python_client_runs_an_intake() {
    let python = ["python3", "python"].into_iter().find(|name| {
        Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    });
    let Some(python) = python else {
        println!("skipped: there is no python3 here");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let run = |answers: Value| {
        let path = folder.path().join("answers.json");
        fs::write(&path, answers.to_string()).unwrap();
        let output = Command::new(python)
            .arg(root.join("examples/stdio_client.py"))
            .args(["--json", "--samtale", env!("CARGO_BIN_EXE_samtale")])
            .arg(&path)
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let outcome: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{stderr}"));
        (output.status.code(), outcome)
    };
    let (code, outcome) = run(json!({
        "": "my eyelid twitches, and I sleep five hours",
        "symptoms": "none", "warning_signs": "none", "conditions": "none", "medicines": "none",
        "age_years": 34, "stress": "high", "twitch_days": 3, "caffeine_mg": 500, "worried": "no",
    }));
    assert_eq!((code, outcome["dialogue"].as_str()), (Some(0), Some("intake")));
    assert_eq!(outcome["facts"]["sleep_hours"], 5);
    assert_eq!(outcome["facts"]["age_years"], 34);
    let (code, outcome) = run(json!({"": "hello", "symptoms": ["symptoms.chest_pain"]}));
    assert_eq!(code, Some(1), "{outcome}");
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(5))]
    #[test]
    fn every_line_gets_one_valid_reply(
        lines in vec(
            select(vec![
                r#"{"type":"start","session":"a"}"#,
                r#"{"type":"start","session":"b","lang":"da","facts":{"worried":true}}"#,
                r#"{"type":"answer","session":"a","text":"/change sleep"}"#,
                r#"{"type":"answer","session":"a","text":"my child has chest pain"}"#,
                r#"{"type":"answer","session":"a","text":"nooo"}"#,
                r#"{"type":"answer","session":"a","text":"a bit of weakness maybe"}"#,
                r#"{"type":"answer","session":"a","text":"/quit"}"#,
                r#"{"type":"answer","session":"b","none":true}"#,
                r#"{"type":"answer","session":"b","value":3}"#,
                r#"{"type":"answer","session":"b","choose":["yes"]}"#,
                r#"{"type":"answer","session":"b","choose":["symptoms.fainting"]}"#,
                r#"{"type":"answer","session":"b","unknown":true}"#,
                r#"{"type":"skip","session":"b"}"#,
                r#"{"type":"back","session":"a"}"#,
                r#"{"type":"why","session":"a","rule":"cut_caffeine"}"#,
                r#"{"type":"outcome","session":"b"}"#,
                r#"{"type":"end","session":"a"}"#,
            ])
            .prop_map(str::to_owned),
            1..40,
        ),
    ) {
        let ran = ran(&(lines.join("\n") + "\n"));
        prop_assert!(ran.code == 0, "{}", ran.stderr);
        prop_assert!(read(&ran.stdout).len() == lines.len());
    }
}

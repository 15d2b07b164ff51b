//! `samtale understand`.

use serde_json::{Value, json};

use crate::support::Samtale;
use crate::support::pack::Pack;

fn understand(arguments: &[&str], lines: &str) -> Vec<Value> {
    let arguments = ["understand"].into_iter().chain(arguments.iter().copied());
    Samtale::new().args(arguments).stdin(lines).run().fine().json_lines()
}

#[test]
fn an_object_a_line_with_the_keys_of_the_contract_in_order() {
    let arguments = ["understand", "--lang", "en"];
    let line = "my eyelid has twitched for three weeks, about six coffees a day";
    let ran = Samtale::new().args(arguments).stdin(line).run().fine();
    let order =
        ["text", "lang", "facts", "not", "unknown", "unsure", "intent", "spans", "quantities"];
    let places: Vec<usize> =
        order.iter().map(|key| ran.stdout.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    let object = &ran.json_lines()[0];
    assert_eq!(object.as_object().unwrap().len(), order.len());
    assert_eq!((&object["text"], &object["lang"]), (&json!(line), &json!("en")));
    assert_eq!(object["facts"]["twitch_days"], 21);
    assert_eq!(object["facts"]["caffeine_mg"], 540);
    assert_eq!(object["facts"]["twitch_site"], json!(["eyelid"]));
    for span in object["spans"].as_array().unwrap() {
        let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
        assert!(at("from") < at("to") && line.get(at("from")..at("to")).is_some(), "{span}");
    }
    let weeks = &object["quantities"][0];
    assert_eq!(
        (&weeks["kind"], &weeks["value"], &weeks["unit"]),
        (&json!("duration"), &json!(1_814_400), &json!("s"))
    );
}

#[test]
fn the_questions_decide_what_an_answer_means() {
    let object = json!({"text": "no", "lang": "en", "asking": "symptoms.numbness"}).to_string();
    for answer in [
        understand(&["--lang", "en", "--asking", "symptoms.numbness"], "no"),
        understand(&[], &object),
        understand(&[], &object.replace("\"symptoms.numbness\"", "[\"symptoms.numbness\"]")),
    ] {
        assert_eq!(answer[0]["not"], json!({"symptoms": ["numbness"]}));
        assert_eq!(answer[0]["intent"], "answer");
    }
}

#[test]
fn every_line_is_answered() {
    let objects = understand(&["--lang", "en"], "hello\n\nweakness\r\n");
    let texts: Vec<&str> = objects.iter().map(|object| object["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["hello", "", "weakness"]);
}

#[test]
fn objects_that_cannot_be_read_are_answered_and_the_run_goes_on() {
    let lines =
        "{\"text\": 1}\n{\"lang\": \"en\"}\n{\"text\": \"a\", \"asking\": \"x\"}\n{\nhello\n";
    let ran = Samtale::new().args(["understand", "--lang", "en"]).stdin(lines).run();
    assert_eq!(ran.code, 2);
    let errors: Vec<Value> = ran.json_lines().iter().map(|line| line["error"].clone()).collect();
    assert_eq!(errors[0], "`text` takes a string, not a number");
    assert_eq!(errors[1], "`text` is missing");
    assert_eq!(errors[2], "there is no fact or member `x`");
    assert!(errors[3].as_str().unwrap().starts_with("not valid JSON"));
    assert!(errors[4].is_null());
}

#[test]
fn an_unknown_question_is_bad_usage() {
    let ran = Samtale::new().args(["understand", "--asking", "slep"]).run();
    assert_eq!((ran.code, ran.stderr.as_str()), (2, "error: there is no fact or member `slep`\n"));
}

#[test]
fn a_twitch_in_the_chest_is_no_chest_pain_in_any_language() {
    for (language, text) in [
        ("en", "a muscle in my chest is twitching"),
        ("da", "min brystmuskel spjætter"),
        ("sv", "det rycker i bröstmuskeln"),
        ("nb", "det rykker i brystmuskelen"),
    ] {
        let object = &understand(&["--lang", language], text)[0];
        let symptoms = object["facts"]["symptoms"].as_array().cloned().unwrap_or_default();
        assert!(!symptoms.contains(&json!("chest_pain")), "{object}");
        assert!(symptoms.contains(&json!("twitching")), "{object}");
    }
}

#[test]
fn a_gap_stays_where_an_optional_word_behind_it_is_missing() {
    let words = "(facts: [(say: \"signs.cough\", phrases: [\"hack .. (dry|very bad)? fits\", \"rasp .. dry? fits\"])])";
    let folder = Pack::new().with("rules/vocabulary/en/words.ron", words).written();
    let pack = folder.path().to_str().unwrap();
    for text in [
        "I hack all day in fits",
        "I hack all day in dry fits",
        "I hack all day in very bad fits",
        "rasp all day in fits",
        "rasp all day dry fits",
    ] {
        let said = &understand(&["--lang", "en", "--pack", pack], text)[0];
        assert_eq!(said["facts"]["signs"], json!(["cough"]), "{text}: {said}");
    }
    let far =
        &understand(&["--lang", "en", "--pack", pack], "I hack one two three four five fits")[0];
    assert_eq!(far["facts"], json!({}), "{far}");
}

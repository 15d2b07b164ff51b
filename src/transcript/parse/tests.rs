//! What transcripts say, and all that can be wrong with them.

use super::parse;
use crate::model::urgency::Urgency;
use crate::transcript::format::{Expected, Extent, Ids, Kind, Said, Value};
use crate::transcript::sources::Sources;

fn errors(text: &str) -> Vec<String> {
    let sources = Sources::single("x", text.to_owned());
    let errors = parse(&sources).unwrap_err();
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn the_example_of_the_format() {
    let text = "\u{feff}samtale transcript 1\r\ndialogue: intake\r\nlang: en\r\n\r\n# a person\r\n> my eyelid\r\n? symptoms\r\n> none of these  \r\n= fact caffeine_mg 540\r\n= refer only a  b\r\n= refer -\r\n= urgency routine";
    let sources = Sources::single("x", text.to_owned());
    let transcript = parse(&sources).unwrap();
    assert_eq!(transcript.dialogue.map(|dialogue| dialogue.value), Some("intake"));
    assert_eq!(transcript.turns.len(), 2);
    let turn = &transcript.turns[1];
    assert_eq!((turn.said, turn.place.line), (Said::Words("none of these"), 8));
    let expected: Vec<Expected<'_>> = transcript.expected(turn).iter().map(|e| e.what).collect();
    assert_eq!(expected[0], Expected::Fact("caffeine_mg", Value::Plain("540")));
    assert_eq!(expected[1], Expected::Ids(Kind::Refer, Extent::Only, Ids("a  b")));
    assert_eq!(expected[2], Expected::Ids(Kind::Refer, Extent::Only, Ids("")));
}

#[test]
fn what_can_be_expected_beside_ids() {
    let text = "samtale transcript 1\n> hi\n= advise not a b\n= urgency a soon\n= urgency a none\n= reason a 2\n= claim c x y\n= claim c -\n= beside a x\n= came d.s\n= came not d.s";
    let sources = Sources::single("x", text.to_owned());
    let transcript = parse(&sources).unwrap();
    let turn = &transcript.turns[0];
    let expected: Vec<Expected<'_>> = transcript.expected(turn).iter().map(|e| e.what).collect();
    assert_eq!(
        expected,
        [
            Expected::Ids(Kind::Advise, Extent::Not, Ids("a b")),
            Expected::UrgencyOf("a", Some(Urgency::Soon)),
            Expected::UrgencyOf("a", None),
            Expected::Reason("a", "2"),
            Expected::Claim("c", Ids("x y")),
            Expected::Claim("c", Ids("")),
            Expected::Beside("a", "x"),
            Expected::Came("d.s", true),
            Expected::Came("d.s", false),
        ]
    );
    let text = "samtale transcript 1\n> hi\n= advise not\n= urgency a sooon\n= reason a 0\n= claim c\n= came d";
    let starts = [
        "x:3:1: no id stands here",
        "x:4:13: `sooon` is no urgency",
        "x:5:12: this is no reason",
        "x:6:1: no caveat stands here",
        "x:7:8: no step stands here",
    ];
    let errors = errors(text);
    assert_eq!(errors.len(), starts.len(), "{errors:#?}");
    for (error, start) in errors.iter().zip(starts) {
        assert!(error.starts_with(start), "{error}");
    }
}

#[test]
fn every_bad_line_is_told_with_its_place_and_mend() {
    let text = "samtale transcript 1\nlang: xx\nhello\nlnag: en\n> hi\n  = urgency urgnet\n= fact x\n= refers a\n= refer\n~ \ndialogue: late";
    let errors = errors(text);
    let starts = [
        ("x:2:7: ", "write `lang: en`"),
        ("x:3:1: this line is no event", "a line begins with"),
        ("x:4:1: unknown header `lnag`", "did you mean `lang`?"),
        ("x:6:13: `urgnet` is no urgency", "did you mean `urgent`?"),
        ("x:7:8: a fact or its value", "= fact ID VALUE"),
        ("x:8:3: unknown word `refers`", "did you mean `refer`?"),
        ("x:9:1: no id", "= refer -"),
        ("x:10:1: nothing stands behind `~`", "~ ID VALUE"),
        ("x:11:1: the header `dialogue` stands after", "move it"),
    ];
    assert_eq!(errors.len(), starts.len(), "{errors:#?}");
    for (error, (start, help)) in errors.iter().zip(starts) {
        assert!(error.starts_with(start) && error.contains(help), "{error}");
    }
}

#[test]
fn versions() {
    assert!(errors("")[0].starts_with("x:1:1: this is no transcript"));
    assert!(errors("hi")[0].starts_with("x:1:1: this is no transcript"));
    assert!(errors("samtale transcript 2\n")[0].contains("reads up to 1"));
    assert!(errors("samtale transcript 0\n")[0].contains("this is no transcript"));
    assert!(parse(&Sources::single("x", "# c\n\nsamtale  transcript  1 \n".to_owned())).is_ok());
}

#[test]
fn a_header_stands_once() {
    assert!(
        errors("samtale transcript 1\nlang: en\nlang: da\n")[0]
            .starts_with("x:3:1: `lang` stands twice")
    );
}

#[test]
fn an_opening_is_included_and_the_file_that_includes_has_the_last_word() {
    let text = "samtale transcript 1\ninclude: o\nlang: da\nlet age: 17\n> b\n= refer -\n";
    let opening = "samtale transcript 1\nlang: en\ncountry: se\nlet age: 45\n> I am $age\n? x\n";
    let read = |_: &str| Ok(opening.to_owned());
    let sources = Sources::gather("x", text.to_owned(), "", &read).unwrap();
    let transcript = parse(&sources).unwrap();
    assert_eq!(transcript.language.map(|l| l.value.code()), Some("da"));
    assert_eq!(transcript.country.map(|c| c.value), Some("se"));
    assert_eq!(transcript.bindings[0].value, "17");
    let said: Vec<&str> = transcript.turns.iter().map(|turn| turn.said.text()).collect();
    assert_eq!(said, ["I am $age", "b"]);
    assert_eq!(transcript.turns[0].place.file, 1);
    assert_eq!(transcript.expected(&transcript.turns[0]).len(), 1);
}

#[test]
fn names_must_stand_for_something() {
    let head = "samtale transcript 1\n";
    let text = format!("{head}let age: 45\n> I am $agee, for $5 and $$x\n");
    let told = errors(&text);
    assert!(told[0].starts_with("x:3:1: `$agee` stands for nothing"), "{told:?}");
    assert!(told[0].contains("did you mean `$age`?"), "{told:?}");
    assert!(told[1].starts_with("x:2:10: `age` is bound, and nothing reads it"), "{told:?}");
    // without any names a dollar sign is one
    assert!(parse(&Sources::single("x", format!("{head}> I paid $five\n"))).is_ok());
    assert!(parse(&Sources::single("x", format!("{head}> a\n= fact f $v\n> $v\n"))).is_ok());
    assert!(errors(&format!("{head}> $v\n= fact f $v\n"))[0].contains("stands for nothing"));
    assert!(errors(&format!("{head}let 9: x\n"))[0].contains("no name"));
}

#[test]
fn a_recording_may_stop_in_the_middle_of_a_line() {
    let head = "samtale transcript 1\npack: a 1 b\n> hi\n";
    for last in ["= refer only tw", "= urg", "=", "? symp", "> non"] {
        let sources = Sources::single("x", format!("{head}{last}"));
        assert_eq!(parse(&sources).unwrap().unfinished.map(|p| p.line), Some(4), "{last}");
    }
    assert!(errors(&format!("{head}= urg\n")).len() == 1);
    assert!(errors("samtale transcript 1\n> hi\n= urg").len() == 1);
}

//! Words that mean two things, that are never found, or that are missing.

use crate::support::pack::Pack;

/// What is found in a vocabulary of these entries.
fn spoken(entries: &str) -> Vec<String> {
    let facts = format!("(facts: [{entries}])");
    Pack::new().with("rules/vocabulary/en/facts.ron", &facts).check_findings()
}

/// What is found in one that says the red flag of the small pack as well.
fn worded(entries: &str) -> Vec<String> {
    spoken(&format!("(say: \"signs.faint\", phrases: [\"fainted\"]), {entries}"))
}

fn codes(lines: &[String]) -> Vec<&str> {
    let code = |line: &'_ String| line.find('[').zip(line.find(']'));
    lines.iter().filter_map(|line| code(line).map(|(from, to)| &line[from + 1..to])).collect()
}

#[test]
fn words_that_say_and_deny_the_same_are_ambiguous() {
    let found =
        worded("(say: \"signs.cough\", phrases: [\"worn (out|down)\"], denied: [\"worn out\"])");
    assert_eq!(codes(&found), ["ambiguous_phrase"], "{found:#?}");
    assert!(found[0].contains("`worn out` both says and denies `signs.cough`"), "{found:#?}");
    let apart = worded("(say: \"signs.cough\", phrases: [\"worn down\"], denied: [\"worn out\"])");
    assert_eq!(codes(&apart), [""; 0], "{apart:#?}");
}

#[test]
fn a_phrase_that_a_blocker_always_hides_is_found() {
    let found =
        worded("(say: \"signs.cough\", phrases: [\"dead tired\"], not: [\"dead .. tired\"])");
    assert_eq!(codes(&found), ["hidden_phrase"], "{found:#?}");
    // something may stand in the gap of the phrase, and then the blocker is not met
    let gap = worded("(say: \"signs.cough\", phrases: [\"dead .. tired\"], not: [\"dead tired\"])");
    assert_eq!(codes(&gap), [""; 0], "{gap:#?}");
    let narrow = worded("(say: \"signs.cough\", phrases: [\"tired\"], not: [\"dead tired\"])");
    assert_eq!(codes(&narrow), [""; 0], "{narrow:#?}");
}

#[test]
fn one_hidden_wording_of_a_red_flag_is_enough() {
    let faint =
        "(say: \"signs.faint\", phrases: [\"(fainted|passed out)\"], not: [\"passed out\"])";
    let found = spoken(faint);
    assert_eq!(codes(&found), ["hidden_phrase"], "{found:#?}");
    let cough = worded("(say: \"signs.cough\", phrases: [\"(cough|bark)\"], not: [\"bark\"])");
    assert_eq!(codes(&cough), [""; 0], "{cough:#?}");
}

#[test]
fn a_red_flag_that_nobody_can_say_is_an_error() {
    let found = spoken("(say: \"signs.cough\", phrases: [\"cough\"])");
    assert_eq!(codes(&found), ["red_flag_without_words"], "{found:#?}");
    assert!(found[0].contains("no phrase says the red flag `signs.faint` in en"), "{found:#?}");
    assert_eq!(worded(""), [""; 0]);
    // a pack that says nothing at all has no words to be missing
    assert_eq!(Pack::new().check_findings(), [""; 0]);
}

#[test]
fn a_class_that_does_not_exist_is_an_error_wherever_it_is_named() {
    let faint =
        "facts: [(say: \"signs.faint\", phrases: [\"fainted\"], not: [\"fainted <at_2>\"])]";
    for words in [
        faint.to_owned(),
        "cues: (others: [\"my <kin>\"])".to_owned(),
        "classes: [(id: \"hurts\", phrases: [\"my <body> aches\"])]".to_owned(),
        "ignore: [\"<joke> aside\"]".to_owned(),
    ] {
        let pack = Pack::new().with("rules/vocabulary/en/words.ron", &format!("({words})"));
        let found = pack.load_findings();
        assert!(codes(&found).contains(&"unknown_class"), "{words}: {found:#?}");
    }
}

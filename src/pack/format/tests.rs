//! Tests of the layout of RON files.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use proptest::sample::select;
use proptest::{prop_assert_eq, prop_oneof, proptest};

use super::formatted;
use crate::pack::place::ron_options;

fn laid_out(text: &str) -> String {
    formatted("x.ron", text).unwrap()
}

#[test]
fn space_and_commas_are_put_right() {
    assert_eq!(
        laid_out(
            "(id:\"a\" ,\n\n\n  list : [ 1,2 , ],\n      // why\n deep: any([\n has( \"x\" )\n]) )"
        ),
        "(id: \"a\",\n    list: [1, 2],\n    // why\n    deep: any([\n        has(\"x\"),\n    ]))\n"
    );
    assert_eq!(laid_out("[\n(a: 1)// one\n,(b: 2)]"), "[\n    (a: 1), // one\n    (b: 2),\n]\n");
    assert_eq!(laid_out("\u{feff}( )\r\n"), "()\n");
}

#[test]
fn texts_are_not_touched() {
    let text = "[\"a ( ,] // no /* comment\\\"\", r#\"raw \" , ]\"#, \"two\n   lines\"]\n";
    assert_eq!(laid_out(text), text);
}

#[test]
fn what_is_no_ron_is_told_with_its_place() {
    let finding = formatted("x.ron", "[\n  (a: 1,\n]").unwrap_err();
    assert_eq!((finding.file.as_str(), finding.code), ("x.ron", "syntax"));
    assert!(formatted("x.ron", &"[".repeat(100_000)).is_err());
}

/// A RON value with any space and comments between its tokens.
fn value() -> impl Strategy<Value = String> {
    let space = || select(vec!["", " ", "\n", "\n\n\n  ", " // c\n", " /* c */ ", "\t\r\n"]);
    let leaf = select(vec!["1", "-2.5", "\"a, (b\"", "word", "true", "'c'", "r#\"x\"#"]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let item = (space(), inner, space()).prop_map(|(a, v, b)| format!("{a}{v}{b}"));
        let end = prop_oneof![Just(""), Just(",")];
        let items = (vec(item, 1..4), end);
        let list = items.prop_map(|(items, end)| (items.join(","), end));
        (select(vec!["[", "(", "name("]), list, space()).prop_map(|(open, (items, end), space)| {
            let close = if open == "[" { "]" } else { ")" };
            format!("{open}{items}{end}{space}{close}")
        })
    })
}

proptest! {
    #[test]
    fn the_layout_is_stable_and_says_the_same(text in value()) {
        let read = |text: &str| ron_options().from_str::<ron::Value>(text).map_err(|e| e.code);
        let once = laid_out(&text);
        prop_assert_eq!(&laid_out(&once), &once);
        prop_assert_eq!(read(&once), read(&text));
    }
}

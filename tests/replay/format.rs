//! The page of the format is true, and old files stay readable.

use std::fs;
use std::path::Path;

use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use samtale::transcript::format::Expected;
use samtale::transcript::parse::parse;
use samtale::transcript::sources::Sources;

use crate::replay::{Folder, english};

/// The fenced blocks of the page: what stands behind the fence, and the text.
fn blocks() -> Vec<(Vec<String>, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/transcript-format.md");
    let page = fs::read_to_string(page).unwrap();
    let mut blocks = Vec::new();
    for part in page.split("\n```").collect::<Vec<_>>().chunks(2) {
        let [_, block] = part else { continue };
        let (info, text) = block.split_once('\n').unwrap();
        blocks.push((info.split(' ').map(str::to_owned).collect(), format!("{text}\n")));
    }
    blocks
}

#[test]
fn the_examples_of_the_page_come_to_what_it_says() {
    let blocks = blocks();
    let mut folder = Folder::new();
    for (info, text) in blocks.iter().filter(|(info, _)| info[0] == "transcript") {
        folder = folder.with(&info[1], text);
    }
    let mut seen = 0;
    for (info, text) in &blocks {
        let name = info[1].as_str();
        match info[0].as_str() {
            "transcript" => {
                let ran = folder.replay(&["--exact", name]);
                let code = match info[2].as_str() {
                    "passes" => 0,
                    "fails" => 1,
                    "unreadable" => 2,
                    other => panic!("{other}"),
                };
                assert_eq!(ran.code, code, "{name}: {}{}", ran.stdout, ran.stderr);
            }
            "output" => assert_eq!(&folder.replay(&[name]).stdout, text),
            "errors" => assert_eq!(&folder.replay(&[name]).stderr, text),
            other => panic!("{other}"),
        }
        seen += 1;
    }
    assert!(seen >= 9, "{seen} examples");
}

#[test]
fn a_new_reader_reads_the_files_of_old_versions() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcript_format");
    let ran = crate::support::Samtale::new().args([Path::new("replay"), &files]).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "1 passed, 0 failed\n"), "{}", ran.stderr);
}

#[test]
fn an_old_reader_refuses_what_it_does_not_know() {
    let folder = Folder::new()
        .with("a.txt", "samtale transcript 2\n> hi\n")
        .with("b.txt", english(&["mood: low", "> hi", "= refer -"]))
        .with("c.txt", english(&["> hi", "= follow_up x", "! x"]));
    let ran = folder.replay(&["."]);
    assert_eq!(ran.code, 2);
    for told in [
        "a.txt:1:1: this transcript is of version 2; this program reads up to 1",
        "b.txt:3:1: unknown header `mood`",
        "c.txt:4:3: unknown word `follow_up`",
        "c.txt:5:1: this line is no event and no header",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
}

fn lines() -> impl proptest::strategy::Strategy<Value = Vec<String>> {
    let known = select(vec![
        "samtale transcript 1",
        "lang: da",
        "country: dk-capital",
        "let a: 5",
        "# c",
        "",
        "> hi",
        "> $a",
        "~ x 1, y yes",
        "? again f.m",
        "< [..] || ...",
        "= refer only a b",
        "= refer -",
        "= urgency none",
        "= fact f $a",
        "= fact f 1.5",
        "=",
        "include: x",
        "nonsense",
        "= fact",
        ">",
        "\u{feff}> æ",
    ]);
    let line = proptest::prop_oneof![
        4 => proptest::strategy::Strategy::prop_map(known, str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(line, 0..20)
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_places(lines in lines()) {
        let text = lines.join("\n");
        let sources = Sources::single("x", text.clone());
        let count = text.split('\n').count();
        if let Err(errors) = parse(&sources) {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!((1..=count).contains(&error.at.position.line), "{error}");
                prop_assert!(error.at.position.column >= 1);
            }
        }
    }

    #[test]
    fn line_endings_marks_and_trailing_space_never_matter(lines in lines()) {
        let lines: Vec<String> = lines.into_iter().map(|line| line.replace(['\n', '\r', '\u{feff}'], "")).collect();
        let plain = format!("samtale transcript 1\n{}", lines.join("\n"));
        let ragged = format!("\u{feff}samtale transcript 1 \t\r\n{}", lines.join("  \r\n"));
        let said = |text: String| {
            let sources = Sources::single("x", text);
            parse(&sources).map(|transcript| {
                let turns = transcript.turns.iter();
                let turns: Vec<String> = turns.map(|turn| turn.said.text().to_owned()).collect();
                let expected = transcript.expectations.iter().map(|e| match e.what {
                    Expected::Shown(text) => format!("< {text}"),
                    other => format!("{other:?}"),
                });
                (turns, expected.collect::<Vec<String>>())
            }).map_err(|errors| errors.into_iter().map(|e| (e.at.position.line, e.message)).collect::<Vec<_>>())
        };
        prop_assert_eq!(said(plain), said(ragged));
    }
}

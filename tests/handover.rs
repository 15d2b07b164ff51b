//! The handover as Markdown and HTML, and the file that the chat writes when asked.

use std::fs;

use crate::support::Samtale;

const FACTS: &str = r#"{"sleep_hours": 5, "caffeine_mg": 600, "symptoms": ["twitching"], "twitch_days": 30,
    "unknown": ["symptoms.weakness"], "not": {"symptoms": ["chest_pain"], "conditions": ["kidney_disease"]}}"#;

fn written(format: &str, lang: &str, facts: &str) -> String {
    let arguments = ["run", "--facts", "-", "--format", format, "--lang", lang];
    Samtale::new().args(arguments).stdin(facts).run().fine().stdout
}

/// Where a piece of text begins; it must be there.
fn at(text: &str, piece: &str) -> usize {
    text.find(piece).unwrap_or_else(|| panic!("{piece:?} is not in:\n{text}"))
}

#[test]
fn the_doctors_page_is_in_sbar_order() {
    let orders = [
        ("en", ["Situation", "Background", "Assessment", "Recommendation", "For you"]),
        ("da", ["Situation", "Baggrund", "Analyse", "Råd", "Til dig"]),
        ("sv", ["Situation", "Bakgrund", "Aktuell bedömning", "Rekommendation", "Till dig"]),
        ("nb", ["Situasjon", "Bakgrunn", "Analyse", "Råd", "Til deg"]),
    ];
    for (lang, headings) in orders {
        let markdown = written("markdown", lang, FACTS);
        let marks = ["### ", "### ", "### ", "### ", "## "];
        let places: Vec<usize> = std::iter::zip(marks, headings)
            .map(|(mark, heading)| at(&markdown, &format!("\n{mark}{heading}\n")))
            .collect();
        assert!(places.is_sorted(), "{lang}: {places:?}");
        let html = written("html", lang, FACTS);
        let places: Vec<usize> =
            headings[..4].iter().map(|heading| at(&html, &format!("<h3>{heading}</h3>"))).collect();
        assert!(places.is_sorted(), "{lang}: {places:?}");
        assert!(html.contains(&format!("<html lang=\"{lang}\">")));
    }
}

#[test]
fn it_holds_what_was_denied_unknown_and_not_asked_and_the_rules() {
    let page = written("markdown", "en", FACTS);
    let doctor = &page[..at(&page, "## For you")];
    let line = |start: &str| {
        let line = doctor.lines().find(|line| line.starts_with(start));
        line.unwrap_or_else(|| panic!("no line {start:?} in:\n{doctor}"))
    };
    assert!(line("- Told:").contains("Sleep: 5 hours") && line("- Told:").contains("600 mg a day"));
    assert!(line("- Warning signs denied:").contains("tightness in your chest"));
    assert!(line("- Also denied:").contains("Conditions: kidney disease"));
    assert!(line("- Warning signs, could not say:").contains("weakness"));
    assert!(line("- Warning signs NOT asked:").contains("fainting"));
    assert!(doctor.contains("Twitching for two weeks or more \\[twitching\\_for\\_weeks\\]"));
    assert!(doctor.contains("Because of: how long it has twitched: 30 days"));
    assert!(doctor.contains("No clinician has signed the rules."));
}

#[test]
fn in_an_emergency_the_person_reads_the_card_and_no_advice() {
    let page = written("markdown", "en", r#"{"symptoms": ["chest_pain"], "sleep_hours": 5}"#);
    let person = &page[at(&page, "## For you")..at(&page, "## Attached")];
    assert!(person.starts_with("## For you\n\n### EMERGENCY – CALL"), "{person}");
    assert!(!person.contains("What you can try"));
    assert!(page.contains("#### EMERGENCY: now"));
}

#[test]
fn html_loads_nothing_and_runs_nothing() {
    let html = written("html", "sv", FACTS);
    assert!(html.contains("default-src 'none'"));
    for forbidden in ["<script", "src=", "@import", "url(", "<link", "<img"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    for needed in ["@page", "size: A4", "<main>", "<header>", "<nav ", "<title>", "@media print"] {
        assert!(html.contains(needed), "{needed}");
    }
    // nothing is said by the colour of a card alone: its heading says it
    let cards = html.match_indices("<section class=\"card ").count();
    assert_eq!(cards, html.match_indices("<section class=\"card routine\" aria-label=\"").count());
}

#[test]
fn the_chat_writes_a_summary_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let chat = |input: &str| {
        let call = Samtale::new().args(["chat", "--lang", "en"]).in_folder(folder.path());
        call.stdin(input).run().fine().stdout
    };
    let files = || fs::read_dir(folder.path()).unwrap().count();
    let shown = chat("i slept 5 hours\n/summary\n/summary notes.exe\n");
    assert!(shown.contains("/summary doctor.html") && shown.contains(".html or .md"), "{shown}");
    assert_eq!(files(), 0);
    let shown = chat("i slept 5 hours\n/summary doctor.html\n/summary doctor.md\n");
    assert!(shown.contains("Saved to doctor.html.") && shown.contains("Saved to doctor.md."));
    assert!(fs::read_to_string(folder.path().join("doctor.html")).unwrap().contains("5 hours"));
    assert!(fs::read_to_string(folder.path().join("doctor.md")).unwrap().contains("5 hours"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder.path().join("doctor.html")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
    // nothing is overwritten, and the talk goes on
    let shown = chat("/summary doctor.html\n/help\n");
    assert!(shown.contains("could not write doctor.html") && shown.contains("/why"), "{shown}");
}

#[test]
fn replay_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let transcript = "samtale transcript 1\nlang: en\n> /summary page.html\n= urgency none\n";
    fs::write(folder.path().join("t.transcript"), transcript).unwrap();
    Samtale::new().args(["replay", "t.transcript"]).in_folder(folder.path()).run();
    assert!(!folder.path().join("page.html").exists());
}

//! A small valid pack that each test edits.

use samtale::base::files::SourceFiles;
use samtale::diagnostic::Diagnostic;
use samtale::model::Model;
use samtale::model::interface::Phrase;
use samtale::pack::{Languages, completed, load};
use samtale::render::diagnostics::compact;
use tempfile::TempDir;

use crate::support::{Ran, Samtale};

const MINIMAL: [(&str, &str); 9] = [
    (
        "rules/pack.ron",
        r#"(
    id: "small", version: "1", format: 1, title: "Small",
    source_language: en, languages: [en], default_dialogue: "intake",
    topics: [(id: "sleep", title: "Sleep")],
)
"#,
    ),
    (
        "rules/facts.ron",
        r#"[
    (id: "sleep_hours", title: "Sleep", question: "How long do you sleep?",
        kind: number(unit: "hours", min: 0, max: 24, step: 0.5)),
    (id: "kidney_disease", title: "Kidneys", question: "Do you have kidney disease?", kind: yes_no),
    (id: "signs", title: "Signs", question: "Do you have any of these?", kind: set([
        (id: "faint", label: "Fainting", red_flag: (least: urgent)),
        (id: "cough", label: "Cough"),
    ])),
    (id: "mood", title: "Mood", question: "How is your mood?",
        kind: one_of([(id: "good", label: "Good"), (id: "bad", label: "Bad")])),
]
"#,
    ),
    (
        "rules/sources.ron",
        r#"[
    (id: "paper", kind: article, title: "A paper", language: da),
    (id: "advice_2020", kind: guideline, title: "Good advice"),
    (id: "house", kind: house, title: "Our own"),
]
"#,
    ),
    (
        "rules/claims/paper.ron",
        r#"(
    source: "paper",
    claims: [
        (id: "sleep_helps", lines: (2, 3), hash: "d4ae2f3ea9fa2a8dcce8fa7a0bd3c9c92fdd94bc3f4b7ed1e2b4ba8bd2ffe9f3",
            text: "Sleep of 7 hours helps.", evidence: none_named, numbers: [7]),
        (id: "faint_is_urgent", source: "house", guideline: "advice_2020",
            text: "A faint should be seen.", evidence: house),
    ],
)
"#,
    ),
    (
        "rules/advice.ron",
        r#"[
    (id: "sleep_more", topic: "sleep", title: "Sleep more",
        text: "You sleep {sleep_hours} hours. Sleep for 7 hours.",
        when: below("sleep_hours", 7, "hours"), claims: ["sleep_helps"],
        contraindications: [
            (kind: block, when: has("kidney_disease"), reason: "Ask about your kidneys.", claims: []),
        ]),
]
"#,
    ),
    (
        "rules/referrals.ron",
        r#"[
    (id: "faint", topic: "sleep", urgency: urgent, title: "Faint", when: has("signs.faint"),
        text: "You fainted.", points: ["Call {doctor}."], claims: ["faint_is_urgent"]),
]
"#,
    ),
    (
        "rules/contradictions.ron",
        r#"[
    (id: "odd", when: all([has("signs.cough"), is("mood", "bad")]), text: "That is odd.",
        urgency: self_care, facts: ["mood"]),
]
"#,
    ),
    (
        "rules/contacts.ron",
        r#"[
    (id: "emergency", country: other, service: emergency, number: "112", checked: "2026-01-01", source: "x"),
    (id: "doctor", country: other, service: doctor, name: "your doctor", source: "x"),
]
"#,
    ),
    (
        "dialogues/intake.ron",
        r#"(
    id: "intake", title: "Intake",
    steps: [
        ask(id: "signs", show: ["signs"]),
        ask(id: "sleep", show: ["sleep_hours", "mood"]),
        assess(id: "advise"),
        end(id: "bye", text: "Bye."),
    ],
)
"#,
    ),
];

/// A pack as a list of paths and texts.
#[derive(Debug, Clone)]
pub(crate) struct Pack {
    files: Vec<(String, String)>,
}

impl Pack {
    /// The smallest pack without a finding.
    pub(crate) fn new() -> Self {
        let files = MINIMAL.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let sentences: Vec<String> = Phrase::ALL
            .iter()
            .map(|phrase| format!("    {:?}: \"Sentence.\",\n", phrase.key()))
            .collect();
        let sentences = sentences.concat();
        let mut files: Vec<(String, String)> = files.into();
        files.push(("rules/interface.ron".to_owned(), format!("{{\n{sentences}}}\n")));
        Self { files }
    }

    /// With this file, in place of the one at the path if there is one.
    pub(crate) fn with(mut self, path: &str, text: &str) -> Self {
        self.files.retain(|(known, _)| known != path);
        self.files.push((path.to_owned(), text.to_owned()));
        self
    }

    /// With the one place of a file that says `from` saying `to`.
    pub(crate) fn edit(mut self, path: &str, from: &str, to: &str) -> Self {
        let (_, text) = self.files.iter_mut().find(|(known, _)| known == path).unwrap();
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        *text = text.replace(from, to);
        self
    }

    /// With one more step list as the dialogue `intake`.
    pub(crate) fn with_steps(self, steps: &str) -> Self {
        let text = format!(
            "(\n    id: \"intake\", title: \"Intake\",\n    steps: [\n{steps}\n    ],\n)\n"
        );
        self.with("dialogues/intake.ron", &text)
    }

    /// Its files, with the program's own sentences.
    pub(crate) fn files(&self) -> SourceFiles {
        completed(SourceFiles::new(self.files.clone()))
    }

    /// The model; panics where the pack has errors.
    pub(crate) fn model(&self) -> Model {
        let (model, findings) = load(&self.files(), Languages::All);
        model.unwrap_or_else(|| panic!("{findings:#?}"))
    }

    /// What the loader finds, one line each: place, severity, code, message; then the mend.
    pub(crate) fn load_findings(&self) -> Vec<String> {
        let (_, findings) = load(&self.files(), Languages::All);
        findings.iter().map(in_one_line).collect()
    }

    /// What `samtale check` with these arguments makes of it, through the binary.
    pub(crate) fn checked(&self, arguments: &[&str]) -> Ran {
        let folder = self.written();
        let arguments = ["check", "--today", "2026-06-01"].iter().chain(arguments);
        Samtale::new().args(arguments).in_folder(folder.path()).args(["--pack", "."]).run()
    }

    /// What `samtale` with these arguments makes of it, through the binary.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let folder = self.written();
        Samtale::new().args(arguments).in_folder(folder.path()).args(["--pack", "."]).run()
    }

    /// Its files in a folder that goes when the value does.
    pub(crate) fn written(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in &self.files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    /// What `check` finds, one line each.
    pub(crate) fn check_findings(&self) -> Vec<String> {
        self.diagnostics().iter().map(in_one_line).collect()
    }

    /// What `check` finds beyond the loader.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        let model = self.model();
        let options = samtale::check::Options::default();
        samtale::check::run(&self.files(), &model, &options)
    }
}

/// `place: severity [code] message | mend`.
fn in_one_line(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{} | {help}", compact(finding)),
        None => compact(finding),
    }
}

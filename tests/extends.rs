//! Packs that build on the embedded one.

use samtale::base::files::SourceFiles;
use samtale::base::hash::text_lock;
use samtale::base::language::Language;
use samtale::model::Model;
use samtale::pack::{Languages, completed, load};
use samtale::render::diagnostics::compact;

const FACTS: &str = "[(id: \"visit_reason\", title: \"Grund\", question: \"Hvorfor kommer du?\",
    kind: one_of([(id: \"pain\", label: \"Smerter\"), (id: \"training\", label: \"Træning\")]))]";

const DIALOGUE: &str = "(id: \"klinik\", title: \"Klinik\", steps: [
    say(id: \"hej\", text: \"Velkommen.\"),
    call(id: \"faresignaler\", dialogue: \"red_flags\"),
    ask(id: \"grund\", show: [\"visit_reason\"]),
    assess(id: \"raad\"),
])";

/// A Danish pack with this in `extends` and these files beside its own.
fn loaded(extends: &str, more: &[(&str, &str)]) -> (Option<Model>, Vec<String>) {
    let manifest = format!(
        "(id: \"klinik\", version: \"1\", format: 1, title: \"Klinikken\", source_language: da,
    languages: [da], default_dialogue: \"klinik\", topics: [],
    extends: ({extends}))"
    );
    let own = [
        ("rules/pack.ron", manifest.as_str()),
        ("rules/facts.ron", FACTS),
        ("dialogues/klinik.ron", DIALOGUE),
    ];
    let files = own.iter().chain(more).map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let (model, findings) = load(&completed(SourceFiles::new(files)), Languages::All);
    let line = |finding| {
        let finding: &samtale::diagnostic::Diagnostic = finding;
        format!("{} | {}", compact(finding), finding.help.as_deref().unwrap_or_default())
    };
    (model, findings.iter().map(line).collect())
}

fn base(overrides: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("pack: \"samtale\", version: \"{version}\", overrides: [{overrides}]")
}

/// A sentence of the program in other words: an override.
const SENTENCE: (&str, &str) = ("rules/interface.ron", "{ \"chat.goodbye\": \"På gensyn.\" }");

#[test]
fn three_files_make_a_danish_pack() {
    let (model, findings) = loaded(&base(""), &[]);
    assert_eq!(findings, [""; 0]);
    let model = model.unwrap();
    assert!(model.fact("symptoms").is_some() && model.fact("visit_reason").is_some());
    assert!(model.referrals.len() > 20 && model.claims.len() > 100);
    assert_eq!(model.dialogues[model.manifest.default_dialogue].id.as_str(), "klinik");
    // the base is written in English and shown in Danish
    let (_, fact) = model.fact("symptoms").unwrap();
    assert!(model.texts.has(fact.title, Language::Da) && model.texts.has(fact.title, Language::En));
    let (_, fact) = model.fact("visit_reason").unwrap();
    assert!(
        model.texts.has(fact.title, Language::Da) && !model.texts.has(fact.title, Language::En)
    );
}

#[test]
fn a_pack_of_its_own_takes_the_programs_sentences_and_words() {
    let files = [
        (
            "rules/pack.ron",
            "(id: \"own\", version: \"1\", format: 1, title: \"Own\", source_language: en, languages: [en, da], default_dialogue: \"sleep\", topics: [(id: \"sleep\", title: \"Nights\")])",
        ),
        (
            "rules/facts.ron",
            "[(id: \"tired\", title: \"Tired\", question: \"Are you tired?\", kind: yes_no)]",
        ),
        (
            "dialogues/sleep.ron",
            "(id: \"sleep\", title: \"Nights\", steps: [ask(id: \"one\", show: [\"tired\"]), end(id: \"bye\")])",
        ),
        (
            "rules/texts/da/all.ron",
            "{ \"pack.title\": (\"OWN\", \"Egen\"), \"dialogue.sleep.title\": (\"LOCK\", \"Nætter\"), \"topic.sleep.title\": (\"LOCK\", \"Nætter\"), \"fact.tired.title\": (\"TIRED\", \"Træt\"), \"fact.tired.question\": (\"ASKED\", \"Er du træt?\") }",
        ),
    ];
    let files = files.map(|(path, text)| {
        let locked = text
            .replace("LOCK", &text_lock("Nights"))
            .replace("OWN", &text_lock("Own"))
            .replace("TIRED", &text_lock("Tired"))
            .replace("ASKED", &text_lock("Are you tired?"));
        (path.to_owned(), locked)
    });
    let (model, findings) = load(&completed(SourceFiles::new(files)), Languages::All);
    assert_eq!(findings.iter().map(compact).collect::<Vec<_>>(), [""; 0]);
    let model = model.unwrap();
    assert_eq!(model.topics.len(), 1);
    assert!(model.texts.has(model.topics[0].title, Language::Da));
}

#[test]
fn the_version_is_pinned() {
    let (model, findings) = loaded("pack: \"samtale\", version: \"0.0.1\"", &[]);
    assert!(model.is_none());
    let now = env!("CARGO_PKG_VERSION");
    assert_eq!(
        findings,
        [format!(
            "rules/pack.ron:3:41: error [base_version] built on version 0.0.1 of `samtale`, but this program holds {now} | read what has changed, run the transcripts, then write `version: \"{now}\"`"
        )]
    );
    let (model, findings) = loaded("pack: \"samtal\", version: \"0.0.1\"", &[]);
    assert!(model.is_none());
    assert!(findings[0].contains("[unknown_base] there is no pack `samtal`"), "{findings:?}");
}

#[test]
fn nothing_is_overridden_in_silence() {
    let (model, findings) = loaded(&base(""), &[SENTENCE]);
    assert!(model.is_none());
    assert_eq!(
        findings,
        [
            "rules/interface.ron:1:19: error [silent_override] this overrides the sentence `chat.goodbye` of `samtale` without a reason | give it another id, or name it in rules/pack.ron: overrides: [(what: sentence, id: \"chat.goodbye\", reason: \"…\")]"
        ]
    );
    let blank = base("(what: sentence, id: \"chat.goodbye\", reason: \" \")");
    let (_, findings) = loaded(&blank, &[SENTENCE]);
    assert!(findings[0].contains("[silent_override] the override of the sentence"), "{findings:?}");
}

#[test]
fn an_override_with_a_reason_holds() {
    let declared = base("(what: sentence, id: \"chat.goodbye\", reason: \"Vi siger på gensyn.\")");
    let (model, findings) = loaded(&declared, &[SENTENCE]);
    assert_eq!(findings, [""; 0]);
    let model = model.unwrap();
    let goodbye = model.texts.iter().filter(|(_, key)| *key == "interface.chat.goodbye").count();
    assert_eq!(goodbye, 1);
}

#[test]
fn an_override_of_nothing_is_an_error() {
    let declared = base("(what: advice, id: \"no_such\", reason: \"x\")");
    let (model, findings) = loaded(&declared, &[]);
    assert!(model.is_none());
    assert!(
        findings[0].contains("[unused_override] nothing here overrides the advice `no_such`"),
        "{findings:?}"
    );
}

#[test]
fn a_red_flag_that_gets_weaker_is_never_unseen() {
    let declared = base("(what: fact, id: \"worried\", reason: \"Vi spørger anderledes.\")");
    let fact = (
        "rules/facts/worried.ron",
        "[(id: \"worried\", title: \"Bekymring\", question: \"Er du bekymret?\", kind: yes_no)]",
    );
    let (_, findings) = loaded(&declared, &[fact]);
    let weaker: Vec<_> = findings.iter().filter(|f| f.contains("weaker_override")).collect();
    assert_eq!(weaker.len(), 1, "{findings:?}");
    assert!(weaker[0].starts_with("rules/facts/worried.ron:1:2: warning"), "{weaker:?}");
}

#[test]
fn slips_keep_the_places_of_the_clinics_files() {
    let advice = (
        "rules/advice.ron",
        "[(id: \"walk\", topic: \"training\", title: \"Gå\", text: \"Gå en tur.\",
    when: has(\"symptoms.twitchin\"), claims: [\"no_such_claim\"])]",
    );
    let (model, findings) = loaded(&base(""), &[advice]);
    assert!(model.is_none());
    assert!(findings.iter().all(|f| f.starts_with("rules/advice.ron:")), "{findings:?}");
    assert!(
        findings
            .iter()
            .any(|f| f.contains("did you mean `symptoms.twitching`?") || f.contains("twitching"))
    );
}

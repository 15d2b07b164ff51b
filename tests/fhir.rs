//! FHIR: dialogues as Questionnaires, forms as packs, findings as responses and Bundles.

mod edits;
mod valid;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::{Just, Strategy, prop_oneof, proptest};
use proptest::test_runner::Config;
use samtale::base::country::Country;
use samtale::base::decimal::Decimal;
use samtale::base::language::Language;
use samtale::engine::Engine;
use samtale::exchange::fhir;
use samtale::model::Model;
use samtale::model::fact::{FactKind, Slot};
use samtale::model::finding::Finding;
use samtale::pack::{Languages, load_embedded};
use samtale::render::text::Speech;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ran, Samtale};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fhir").join(name)
}

/// A pack made from a form; what was left behind stands in `stderr`.
fn imported(form: &Path) -> (TempDir, Ran) {
    let folder = tempfile::tempdir().unwrap();
    let ran = Samtale::new().args(["import", "fhir"]).args([form]).args(["--out"]);
    let ran = ran.args([folder.path().join("pack")]).run();
    (folder, ran)
}

fn with_pack(folder: &TempDir, arguments: &[&str]) -> Samtale {
    let call = Samtale::new().args(["--pack"]).args([folder.path().join("pack")]);
    call.args(arguments.iter().copied())
}

/// All items, each with those above it before it.
fn items(resource: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    for item in resource["item"].as_array().into_iter().flatten() {
        found.push(item);
        found.extend(items(item));
        for answer in item["answer"].as_array().into_iter().flatten() {
            found.extend(items(answer));
        }
    }
    found
}

#[test]
fn a_form_becomes_a_pack_that_checks_and_comes_back_as_it_was() {
    let (folder, ran) = imported(&file("headache.q.json"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for named in ["`1.6`", "date", "`1.3`", "own words", "mmHg", "enableWhen[0] (`1.7`)"] {
        assert!(ran.stderr.contains(named), "{named} is not named in:\n{}", ran.stderr);
    }
    let checked = with_pack(&folder, &["check"]).run();
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    let exported = with_pack(&folder, &["export", "fhir"]).run().fine().json();
    let original: Value =
        serde_json::from_str(&fs::read_to_string(file("headache.q.json")).unwrap()).unwrap();
    assert_eq!(exported, original);
}

#[test]
fn the_guards_of_a_form_guard_the_chat() {
    let (folder, _) = imported(&file("headache.q.json"));
    let chat = |input: &str| with_pack(&folder, &["chat"]).stdin(input).run().fine().stdout;
    let without = chat("nej\n130\n");
    assert!(without.contains("Blodtryk") && !without.contains("måneden"), "{without}");
    assert!(!without.contains("ringes op"), "the number is there: {without}");
    // 9 days: it is asked about work; "Mad" is not "Ro": it is asked about a doctor
    let with = chat("ja\n9\n1\n2\n");
    assert!(with.contains("arbejde"), "{with}");
    let seldom = chat("ja\n2\n1\n2\n");
    assert!(!seldom.contains("arbejde") && !seldom.contains("undersøgt"), "{seldom}");
    // in the neck: any of the two conditions is enough
    assert!(chat("ja\n2\n2\n1\n").contains("arbejde"));
    // what hangs on a date is asked: the rules cannot tell
    assert!(seldom.contains("sidste år"), "{seldom}");
}

#[test]
fn a_response_is_read_as_facts_and_written_again() {
    let (folder, _) = imported(&file("headache.q.json"));
    let response = file("headache.qr.json");
    let run = |format: &str, facts: &Path| {
        with_pack(&folder, &["run", "--format", format, "--facts"]).args([facts]).run()
    };
    let ran = run("json", &response);
    assert!(ran.stderr.contains("`1.6` (date)"), "{}", ran.stderr);
    let outcome = ran.json();
    let facts = &outcome["facts"];
    assert_eq!(facts["has_headache"], json!(true));
    assert_eq!(facts["hvor_mange_dage_om_maaneden"], json!(9));
    assert_eq!(facts["hvor_goer_det_ondt"], json!(["back"]));
    assert_eq!(facts["hvad_hjaelper"], json!("mad"));
    assert_eq!(facts["blodtryk"], json!(130));
    assert_eq!(outcome["unknown"], json!(["gaar_det_ud_over_dit_arbejde"]));
    let bundle = run("fhir", &response);
    let written = folder.path().join("bundle.json");
    fs::write(&written, &bundle.stdout).unwrap();
    let again = run("json", &written).fine().json();
    assert_eq!(again["facts"], outcome["facts"]);
    assert_eq!(again["unknown"], outcome["unknown"]);
    let bundle = bundle.json();
    let answers = &bundle["entry"][1]["resource"];
    assert_eq!(answers["questionnaire"], "https://example.org/headache|2");
    let of = |link: &str| items(answers).into_iter().find(|item| item["linkId"] == link).unwrap();
    assert_eq!(of("bp")["answer"][0]["valueQuantity"]["value"], 130);
    assert_eq!(of("1.1")["answer"][0]["valueInteger"], 9);
    let reason = &of("1.4")["answer"][0]["_valueBoolean"]["extension"][0];
    assert_eq!(reason["valueCode"], "asked-unknown");
}

/// What is said of a form that cannot be taken.
fn refusal(form: &str) -> String {
    let begun = Instant::now();
    let ran = Samtale::new().args(["import", "fhir", "-"]).stdin(form).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    ran.stderr
}

fn form(items: &Value) -> String {
    json!({"resourceType": "Questionnaire", "status": "draft", "item": items}).to_string()
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_mend() {
    let guarded = |when: Value| {
        form(
            &json!([{"linkId": "a", "type": "boolean"}, {"linkId": "b", "type": "boolean", "enableWhen": [when]}]),
        )
    };
    let cases = [
        ("{".to_owned(), "not valid JSON"),
        ("[]".to_owned(), "takes an object"),
        (json!({"resourceType": "Patient"}).to_string(), "resourceType: is Patient"),
        (form(&json!([{"type": "boolean"}])), "item[0].linkId: is missing"),
        (form(&json!([{"linkId": "a"}])), "item[0].type: is missing"),
        (form(&json!([{"linkId": "a", "type": "boolaen"}])), "did you mean `boolean`?"),
        (form(&json!([{"linkId": "a", "type": "coding"}])), "write `choice`"),
        (form(&json!([{"linkId": "a", "type": "boolean", "repeats": "true"}])), "item[0].repeats: takes true or false"),
        (
            form(&json!([{"linkId": "a", "type": "boolean"}, {"linkId": "a", "type": "boolean"}])),
            "item[1].linkId: `a` is the linkId of another item too",
        ),
        (guarded(json!({"question": "x", "operator": "=", "answerBoolean": true})), "no item is called `x`"),
        (guarded(json!({"question": "a", "operator": "==", "answerBoolean": true})), "no operator `==`"),
        (guarded(json!({"question": "a", "operator": "="})), "has no answer to compare with"),
        (guarded(json!({"question": "a", "operator": "exists", "answerString": "x"})), "does not go with `exists`"),
        (guarded(json!({"question": "b", "operator": "=", "answerBoolean": true})), "`b` waits for `b`"),
        (
            r#"{"resourceType": "Questionnaire", "item": [{"linkId": "a", "linkId": "b", "type": "boolean"}]}"#.to_owned(),
            "item[0].linkId: stands twice",
        ),
    ];
    for (form, told) in cases {
        let said = refusal(&form);
        assert!(said.contains(told) && said.contains("mend:"), "{told:?} is not in {said}");
    }
}

#[test]
fn a_hostile_form_is_refused_soon() {
    let many: Vec<Value> =
        (0..6_000).map(|n| json!({"linkId": n.to_string(), "type": "boolean"})).collect();
    assert!(refusal(&form(&json!(many))).contains("split the form"));
    let deep = "{\"linkId\":\"a\",\"type\":\"group\",\"item\":[".repeat(5_000);
    assert!(
        refusal(&format!("{{\"resourceType\":\"Questionnaire\",\"item\":[{deep}"))
            .contains("recursion")
    );
    let round: Vec<Value> = (0..3_000)
        .map(|n| {
            let next = ((n + 1) % 3_000).to_string();
            let when = json!([{"question": next, "operator": "=", "answerBoolean": true}]);
            json!({"linkId": n.to_string(), "type": "boolean", "enableWhen": when})
        })
        .collect();
    let said = refusal(&form(&json!(round)));
    assert!(said.contains("waits for") && said.len() < 1_000, "{said}");
    let options: Vec<Value> = (0..20_000).map(|n| json!({"valueString": n.to_string()})).collect();
    let set = json!({"linkId": "set", "type": "choice", "repeats": true, "answerOption": options});
    let mut guarded = vec![set];
    guarded.extend((0..1_000).map(|n| {
        let when = json!([{"question": "set", "operator": "exists", "answerBoolean": true}]);
        json!({"linkId": n.to_string(), "type": "boolean", "enableWhen": when})
    }));
    assert!(refusal(&form(&json!(guarded))).contains("comparisons"));
}

#[test]
fn a_name_leads_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let form = json!({"resourceType": "Questionnaire", "status": "draft", "title": "../../x",
        "item": [{"linkId": "../y", "type": "boolean", "text": "a {b} \"c\" \\ d"}]});
    let call =
        Samtale::new().args(["import", "fhir", "-", "--out", "in/pack"]).in_folder(folder.path());
    assert_eq!(call.stdin(form.to_string()).run().code, 0);
    let top: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(top, ["in"]);
    let check = Samtale::new().args(["check", "--pack", "in/pack"]).in_folder(folder.path());
    let checked = check.run();
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    // nothing is overwritten
    let call =
        Samtale::new().args(["import", "fhir", "-", "--out", "in/pack"]).in_folder(folder.path());
    let again = call.stdin(form.to_string()).run();
    assert!(again.code == 2 && again.stderr.contains("is there already"), "{}", again.stderr);
}

#[test]
fn every_dialogue_is_a_sound_form() {
    for dialogue in ["intake", "mood", "twitching", "training", "red_flags", "fasting", "brain"] {
        let form = Samtale::new().args(["export", "fhir", dialogue, "--lang", "en"]).run();
        assert_eq!(form.code, 0, "{}", form.stderr);
        let form = form.json();
        let mut links = BTreeSet::new();
        for item in items(&form) {
            let link = item["linkId"].as_str().unwrap();
            for when in item["enableWhen"].as_array().into_iter().flatten() {
                let question = when["question"].as_str().unwrap();
                assert!(
                    links.contains(question),
                    "{link} hangs on {question}, which is not before it"
                );
            }
            assert!(links.insert(link.to_owned()), "{link} stands twice");
            if item["enableWhen"].as_array().is_some_and(|whens| whens.len() > 1) {
                assert!(item["enableBehavior"].is_string(), "{link}");
            }
            if item["text"].is_string() {
                let others: Vec<&str> = item["_text"]["extension"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|extension| extension["extension"][0]["valueCode"].as_str().unwrap())
                    .collect();
                assert_eq!(others, ["da", "sv", "nb"], "{link}");
            }
        }
        assert!(links.len() > 3, "{dialogue}: {links:?}");
    }
}

#[test]
fn an_outcome_is_a_bundle_of_requests_and_flags() {
    let facts = r#"{"symptoms": ["chest_pain", "weakness"], "unknown": ["symptoms.fainting"]}"#;
    let run = ["run", "--facts", "-", "--format", "fhir", "--lang", "en"];
    let bundle = Samtale::new().args(run).stdin(facts).run().fine().json();
    let resources: Vec<&Value> =
        bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]).collect();
    let of = |kind: &str| -> Vec<&Value> {
        resources.iter().copied().filter(|resource| resource["resourceType"] == kind).collect()
    };
    let priority = |id: &str| {
        let request =
            of("ServiceRequest").into_iter().find(|r| r["code"]["coding"][0]["code"] == id);
        request.unwrap_or_else(|| panic!("no request {id}"))["priority"].clone()
    };
    assert_eq!(priority("chest_pain"), "stat");
    assert_eq!(priority("weakness"), "urgent");
    let flags: Vec<&Value> =
        of("Flag").iter().map(|flag| &flag["code"]["coding"][0]["code"]).collect();
    assert!(flags.contains(&&json!("unknown_fainting")), "{flags:?}");
    for resource in of("Flag").into_iter().chain(of("ServiceRequest")) {
        assert!(resource["subject"]["reference"].is_string() && resource["status"] == "active");
    }
    assert_eq!(of("QuestionnaireResponse")[0]["status"], "in-progress");
    let addresses: BTreeSet<&str> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["fullUrl"].as_str().unwrap())
        .collect();
    assert_eq!(addresses.len(), resources.len());
}

#[test]
fn the_chat_saves_a_bundle_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let chat = ["chat", "--lang", "en", "--save-fhir", "talk.json"];
    let call =
        || Samtale::new().args(chat).in_folder(folder.path()).stdin("i slept 5 hours\n/quit\n");
    call().run().fine();
    let path = folder.path().join("talk.json");
    let bundle: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let answers = &bundle["entry"][1]["resource"];
    let sleep = items(answers).into_iter().find(|item| item["linkId"] == "sleep_hours").unwrap();
    assert_eq!(sleep["answer"][0]["valueDecimal"], 5);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    }
    let again = call().run();
    assert!(again.code == 2 && again.stderr.contains("is there already"), "{}", again.stderr);
}

/// A finding of any kind that a slot can have.
fn finding(model: &Model, slot: Slot) -> impl Strategy<Value = Finding> + use<> {
    let fact = model.fact_of(slot);
    let known = match &fact.kind {
        FactKind::YesNo | FactKind::Set(_) => {
            prop_oneof![Just(Finding::Affirmed), Just(Finding::Denied)].boxed()
        }
        FactKind::Number(kind) => {
            let (min, max) = (kind.min.millionths(), kind.max.millionths());
            (min..=max).prop_map(|value| Finding::Number(Decimal::from_millionths(value))).boxed()
        }
        FactKind::OneOf(choices) => {
            let options = u16::try_from(choices.len()).unwrap();
            (0..options).prop_map(Finding::Choice).boxed()
        }
        FactKind::Derived(_) => return Just(Finding::Open).boxed(),
    };
    prop_oneof![4 => Just(Finding::Open), 1 => Just(Finding::Unknown), 2 => known].boxed()
}

#[test]
fn findings_come_back_from_a_bundle() {
    let model = load_embedded(Languages::One(Language::En)).0.unwrap();
    let engine = Engine::new(&model);
    let speech = Speech {
        model: &model,
        language: Language::En,
        country: Country::Other,
        region: None,
        findings: None,
    };
    let dialogue = model.manifest.default_dialogue;
    let (form, _) = fhir::of_dialogue(&speech, dialogue);
    let slots: Vec<Slot> = (0..model.slots.len()).map(Slot::at).collect();
    let findings: Vec<_> = slots.iter().map(|slot| finding(&model, *slot)).collect();
    proptest!(Config::with_cases(64), |(findings in findings)| {
        let stated: Vec<(Slot, Finding)> = slots
            .iter()
            .copied()
            .zip(findings)
            .filter(|(_, finding)| *finding != Finding::Open)
            .collect();
        let outcome = engine.evaluate(stated.clone(), None);
        let bundle = fhir::bundle(&speech, &form, &outcome);
        let mut given = fhir::given(&model, &form, &bundle).unwrap().statement;
        given.sort_by_key(|(slot, _)| *slot);
        assert_eq!(given, stated);
    });
}

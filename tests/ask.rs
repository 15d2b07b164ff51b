//! Free questions: the right claims first, honest silence, referrals for what the words name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use samtale::base::language::Language;
use samtale::conversation::ask::{Answer, answer};
use samtale::engine::{Engine, GivenReferral};
use samtale::model::Model;
use samtale::pack::{Languages, embedded_files, load};
use samtale::understand::Reader;
use samtale::understand::ask::{Library, MOST_ANSWERS};
use serde_json::json;

use crate::support::Samtale;

/// The embedded pack in all languages, indexed once.
struct Desk {
    model: Model,
    reader: Reader,
    library: Library,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let (model, findings) = load(&embedded_files(), Languages::All);
    let model = model.unwrap_or_else(|| panic!("{findings:#?}"));
    Desk { reader: Reader::new(&model), library: Library::new(&model), model }
});

impl Desk {
    fn ask(&self, question: &str) -> Answer {
        let language = self.library.language(question, Language::En);
        let engine = Engine::new(&self.model);
        answer(&engine, &self.reader, &self.library, question, language)
    }

    /// The id of a claim, and the lines of the article that it stands on.
    fn names(&self, claim: usize) -> Vec<String> {
        let claim = &self.model.claims[claim];
        let source = &self.model.sources[claim.source].id;
        let lines = claim.passage.iter().flat_map(|passage| passage.from..=passage.to);
        let lines = lines.map(|line| format!("{source}:{line}"));
        std::iter::once(claim.id.to_string()).chain(lines).collect()
    }

    fn referrals(&self, answer: &Answer) -> BTreeSet<&str> {
        let rules = answer.outcome.referrals.iter().filter_map(|referral| match referral {
            GivenReferral::Rule(rule, ..) => Some(self.model.referrals[*rule].id.as_str()),
            GivenReferral::Unknown(..) => None,
        });
        rules.collect()
    }
}

#[test]
fn the_right_claims_are_among_the_first_three() {
    let desk = &*DESK;
    let engine = Engine::new(&desk.model);
    let mut wrong = Vec::new();
    let lines = include_str!("ask/questions.txt").lines().filter(|line| !line.starts_with('#'));
    let mut asked = 0;
    for line in lines {
        let mut parts = line.split('|').map(str::trim);
        let question = parts.next().unwrap();
        let wanted = parts.next().unwrap();
        let language = desk.library.language(question, Language::En);
        let answer = answer(&engine, &desk.reader, &desk.library, question, language);
        let names: Vec<Vec<String>> =
            answer.claims.iter().map(|claim| desk.names(*claim)).collect();
        let good = match wanted {
            "*" => true,
            "-" => names.is_empty(),
            wanted => {
                names.iter().take(3).flatten().any(|name| wanted.split(' ').any(|w| w == name))
            }
        };
        let referrals = desk.referrals(&answer);
        let called = parts.next().unwrap_or_default();
        let called = called.split(' ').filter(|id| !id.is_empty());
        if !good || !called.clone().all(|id| referrals.contains(id)) {
            wrong.push(format!("{line}\n    {names:?}\n    {referrals:?}"));
        }
        assert!(answer.claims.len() <= MOST_ANSWERS, "{line}");
        asked += 1;
    }
    assert!(asked >= 100, "{asked} questions");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_a_question_only_supposes_gets_its_card() {
    for (question, referral) in [
        ("what if my face droops suddenly", "stroke_signs"),
        ("hvad hvis jeg pludselig får brystsmerter", "chest_pain"),
        ("is fainting while running dangerous?", "fainting"),
        ("kan man tänka på självmord av för lite sömn", "suicidal_thoughts"),
    ] {
        let answer = DESK.ask(question);
        let referrals = DESK.referrals(&answer);
        assert!(referrals.iter().any(|id| id.starts_with(referral)), "{question}: {referrals:?}");
    }
}

#[test]
fn what_a_question_denies_gets_none() {
    for question in [
        "I don't have chest pain, how much caffeine is too much?",
        "hvad er myokiner",
        "how many sets",
    ] {
        let answer = DESK.ask(question);
        assert!(DESK.referrals(&answer).is_empty(), "{question}: {:?}", DESK.referrals(&answer));
    }
}

#[test]
fn amounts_are_not_for_those_whom_they_could_harm() {
    let plain = DESK.ask("how much magnesium should I take?");
    let names = |answer: &Answer| -> Vec<String> {
        answer.claims.iter().flat_map(|claim| DESK.names(*claim)).collect()
    };
    assert!(names(&plain).contains(&"twitches:46".to_owned()));
    let kidneys = DESK.ask("I have kidney disease. How much magnesium should I take?");
    assert!(!names(&kidneys).contains(&"twitches:46".to_owned()), "{:?}", names(&kidneys));
    assert!(names(&kidneys).iter().any(|name| name.contains("magnesium")), "{:?}", names(&kidneys));
}

#[test]
fn refused_claims_never_answer() {
    let refused: BTreeSet<usize> = (0..DESK.model.claims.len())
        .filter(|claim| DESK.model.claims[*claim].refused.is_some())
        .collect();
    assert!(!refused.is_empty());
    for claim in &refused {
        let text = DESK.model.texts.get(DESK.model.claims[*claim].text, Language::En);
        let answer = DESK.ask(&format!("{text:?}"));
        assert!(answer.claims.iter().all(|given| !refused.contains(given)), "{text:?}");
    }
}

#[test]
fn any_text_has_an_answer() {
    for question in ["", " ", "?", "🙂", "a", "\u{0}", "{}", &"koffein ".repeat(5000), "ﬁ ß İ"]
    {
        let _ = DESK.ask(question);
    }
}

#[test]
fn the_command_answers_in_json_and_in_words() {
    let question = "hvor meget magnesium skal jeg tage?";
    let ran = Samtale::new().args(["ask", question, "--format", "json"]).run().fine();
    let page = ran.json();
    let answer = &page["answers"][0];
    for field in ["id", "text", "source", "study", "evidence", "caveats"] {
        assert!(answer.get(field).is_some(), "{field}: {answer}");
    }
    assert_eq!(page["referrals"], json!([]));
    let input =
        Samtale::new().args(["ask", "-", "--format", "json"]).stdin(format!("{question}\n"));
    assert_eq!(input.run().fine().stdout, ran.stdout);
    let words = Samtale::new().args(["ask", question]).run().fine().stdout;
    assert!(words.contains("400 mg") && words.contains("250 mg"), "{words}");
}

#[test]
fn the_command_says_honestly_that_the_articles_do_not_say() {
    for (question, language, sentence) in [
        ("who won the football match", "en", "The articles do not say."),
        ("hvem vandt fodboldkampen", "da", "Det siger artiklerne ikke noget om."),
    ] {
        let arguments = ["ask", question, "--lang", language];
        assert_eq!(Samtale::new().args(arguments).run().fine().stdout.trim(), sentence);
        let json = Samtale::new().args(arguments).args(["--format", "json"]).run().fine().json();
        assert_eq!(json, json!({"answers": [], "referrals": []}));
    }
}

#[test]
fn the_command_shows_the_card_first() {
    let ran = Samtale::new().args(["ask", "is chest pain from coffee dangerous?"]).run().fine();
    let card = ran.stdout.find("112").expect("a number to call");
    assert!(ran.stdout.find('[').is_none_or(|claim| card < claim), "{}", ran.stdout);
    assert_eq!(Samtale::new().args(["ask", "  "]).run().code, 2);
}

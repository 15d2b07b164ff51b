//! Understanding as a whole, on the embedded pack.

mod amounts;
mod denials;
mod lists;
mod questions;
mod safety;

use std::sync::OnceLock;

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use unicode_normalization::UnicodeNormalization;

use crate::base::files::SourceFiles;
use crate::base::language::Language;
use crate::model::Model;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Finding;
use crate::model::vocabulary::CommandWord;
use crate::pack::{Languages, embedded_files, load};
use crate::understand::Reader;
use crate::understand::outcome::{Context, Intent, Reply, Understanding};

fn pack() -> &'static (Model, Reader) {
    static PACK: OnceLock<(Model, Reader)> = OnceLock::new();
    PACK.get_or_init(|| {
        let (model, findings) = load(&words_only(), Languages::All);
        let Some(model) = model else { panic!("{findings:#?}") };
        let reader = Reader::new(&model);
        (model, reader)
    })
}

/// The facts and the vocabulary of the embedded pack: its rules and texts have no say in understanding.
fn words_only() -> SourceFiles {
    const PARTS: [&str; 5] =
        ["rules/facts", "rules/conditions", "rules/interface", "rules/amounts", "rules/vocabulary"];
    let manifest = "(id: \"words\", version: \"1\", format: 1, title: \"Words\", source_language: en, \
        languages: [en], default_dialogue: \"none\", topics: [])";
    let dialogue = "(id: \"none\", title: \"None\", steps: [end(id: \"bye\", text: \"Bye.\")])";
    let embedded = embedded_files();
    let files = embedded
        .iter()
        .map(|(_, file)| (file.path.clone(), file.text.clone()))
        .filter(|(path, _)| PARTS.iter().any(|part| path.starts_with(part)))
        .chain([
            ("rules/pack.ron".into(), manifest.into()),
            ("dialogues/none.ron".into(), dialogue.into()),
        ]);
    SourceFiles::new(files.collect::<Vec<_>>())
}

fn read_asked(text: &str, asked: &[&str]) -> Understanding {
    let (model, reader) = pack();
    let asking: Vec<Slot> = asked.iter().map(|name| model.slot(name).unwrap()).collect();
    reader.understand(model, text, &Context { language: None, asking: &asking })
}

fn read(text: &str) -> Understanding {
    read_asked(text, &[])
}

/// Each text tells a line.
fn told(cases: &[(&str, &str)]) {
    for (text, line) in cases {
        assert!(shown(&read(text)).contains(&(*line).to_owned()), "{text}: {:?}", read(text));
    }
}

/// No text tells its line.
fn untold(cases: &[(&str, &str)]) {
    for (text, line) in cases {
        assert!(!shown(&read(text)).contains(&(*line).to_owned()), "{text}: {:?}", read(text));
    }
}

fn shown(understanding: &Understanding) -> Vec<String> {
    let (model, _) = pack();
    let mut lines: Vec<String> = understanding
        .statement
        .iter()
        .map(|(slot, finding)| {
            let name = model.slot_name(*slot);
            match (finding, &model.fact_of(*slot).kind) {
                (Finding::Affirmed, _) => name,
                (Finding::Denied, _) => format!("not {name}"),
                (Finding::Unknown, _) => format!("unknown {name}"),
                (Finding::Number(value), _) => format!("{name} {value}"),
                (Finding::Choice(at), FactKind::OneOf(options)) => {
                    format!("{name} {}", options[usize::from(*at)].id)
                }
                _ => format!("{name}?"),
            }
        })
        .collect();
    lines.sort();
    lines
}

fn check(text: &str, expected: &[&str]) {
    let mut expected: Vec<&str> = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(shown(&read(text)), expected, "{text}");
}

fn check_asked(text: &str, asked: &[&str], expected: &[&str]) {
    assert_eq!(shown(&read_asked(text, asked)), expected, "{text}");
}

#[test]
fn the_first_message_in_four_languages() {
    let expected = ["caffeine_mg 540", "sleep_hours 5", "symptoms.twitching", "twitch_site.chest"];
    check("my chest muscle twitches, I drink six cups of coffee and sleep five hours", &expected);
    check("min brystmuskel spjætter, jeg drikker seks kopper kaffe og sover fem timer", &expected);
    check("min bröstmuskel rycker, jag dricker sex koppar kaffe och sover fem timmar", &expected);
    check("brystmuskelen min rykker, jeg drikker seks kopper kaffe og sover fem timer", &expected);
}

#[test]
fn negation_reaches_as_far_as_it_is_meant() {
    check(
        "no weakness, numbness or cramps",
        &["not symptoms.cramps", "not symptoms.numbness", "not symptoms.weakness"],
    );
    check("ingen svaghed, men snurren i fødderne", &["not symptoms.weakness", "symptoms.numbness"]);
    check("hverken svag eller følelsesløs", &["not symptoms.numbness", "not symptoms.weakness"]);
    check("aldrig haft kramper", &["not symptoms.cramps"]);
    check("ingen svaghet, lite orolig", &["not symptoms.weakness", "worried"]);
}

#[test]
fn what_follows_a_negation_is_not_what_it_denies() {
    for text in [
        "chest pain that isn't improving",
        "my chest pain isn't normal",
        "smerter i brystet som ikke går væk",
        "ondt i brystet og det går ikke over",
        "jeg kan ikke sove på grund af smerter i brystet",
        "brystsmerter som ikke går over",
        "bröstsmärta som inte går över",
        "jag kan inte sova för jag har ont i bröstet",
        "har aldri hatt så vondt i brystet",
        "the pills don't help my chest pain",
        "not a day goes by without chest pain",
        "nej jeg har ondt i brystet",
        "no my chest hurts",
    ] {
        // when it hurts may be told beside it
        let mut said = shown(&read(text));
        said.retain(|line| !line.starts_with("chest_pain_when "));
        assert_eq!(said, ["symptoms.chest_pain"], "{text}");
    }
    check("følelsesløsheden forsvinder ikke", &["symptoms.numbness"]);
    check("nummenheten er ikke gått over", &["symptoms.numbness"]);
    check("uden varsel besvimede jeg", &["symptoms.fainting"]);
    check("nothing apart from numb toes", &["symptoms.numbness"]);
    check("no chest pain except when i run", &["chest_pain_when on_effort", "symptoms.chest_pain"]);
}

#[test]
fn a_list_runs_on_and_what_is_no_list_does_not() {
    check("inga domningar, ont i bröstet", &["not symptoms.numbness", "symptoms.chest_pain"]);
    check("no numbness, chest hurts", &["not symptoms.numbness", "symptoms.chest_pain"]);
    check("inte svag utan domnad", &["not symptoms.weakness", "symptoms.numbness"]);
    check("weakness i do not have", &["not symptoms.weakness"]);
    check("svaghet har jag inte märkt", &["not symptoms.weakness"]);
    check(
        "verken svak, nummen eller sliten",
        &["not symptoms.fatigue", "not symptoms.numbness", "not symptoms.weakness"],
    );
}

#[test]
fn short_answers_to_ones_own_words() {
    for text in ["weakness? no", "weakness - none", "do i have weakness? no", "weakness (no)"] {
        check(text, &["not symptoms.weakness"]);
    }
    for text in ["svaghed? nej", "svaghet? nej", "svakhet? nei", "svakhet - nei"] {
        check(text, &["not symptoms.weakness"]);
    }
    check("chest pain, fainting? no", &["not symptoms.chest_pain", "not symptoms.fainting"]);
    check("weakness? no numbness? yes", &["not symptoms.weakness", "symptoms.numbness"]);
    check("ja spjæt, nej svaghed", &["not symptoms.weakness", "symptoms.twitching"]);
    check("weakness? not sure", &["unknown symptoms.weakness"]);
    check("weakness? maybe", &["symptoms.weakness"]);
    check("min mormor havde parkinson, det har jeg ikke", &["not conditions.parkinson"]);
    check("i have cramps. no wait, i don't", &["not symptoms.cramps"]);
    check("is chest pain dangerous? no", &[]);
    check("my chest hurts, is that bad? no", &["symptoms.chest_pain"]);
    assert!(findings("weakness? noo").iter().all(|line| line != "not symptoms.weakness"));
}

#[test]
fn doubt_stays_with_what_is_doubted() {
    check("maybe it's the coffee, but i have cramps", &["symptoms.cramps"]);
    check("i think it's cramps", &[]);
    check("jeg besvimede da jeg rejste mig", &["symptoms.fainting"]);
    check("bange for at besvime", &[]);
}

#[test]
fn a_typo_of_no_never_denies_a_red_flag() {
    let exact = read_asked("nej", &["symptoms.chest_pain"]);
    assert_eq!(exact.reply, Some(Reply::No { exact: true }));
    assert_eq!(shown(&exact), ["not symptoms.chest_pain"]);
    for slip in ["nje", "noo", "nejj"] {
        let understood = read_asked(slip, &["symptoms.chest_pain"]);
        assert_eq!(shown(&understood), Vec::<String>::new(), "{slip}");
        assert!(!understood.unsure.is_empty(), "{slip}");
    }
}

#[test]
fn common_words_are_no_slips_of_symptoms() {
    for text in [
        "what a delicious pizza",
        "my bike was stolen",
        "I am willing to try",
        "a new bed and bedding",
        "chaufføren spiste en is",
        "vi pratade om boendet",
    ] {
        assert!(shown(&read(text)).iter().all(|line| !line.contains("symptoms")), "{text}");
    }
    assert_eq!(shown(&read("my leg is swolen")), ["symptoms.swelling"]);
}

#[test]
fn red_flags_survive_slips_and_hedges() {
    check("cheast pain", &["symptoms.chest_pain"]);
    check("i think my hand might be a bit weak", &["symptoms.weakness"]);
    check("mayeb suicidle thougths", &["symptoms.suicidal_thoughts"]);
    check("har ont i brsötet", &["symptoms.chest_pain"]);
}

#[test]
fn what_is_asked_supposed_or_said_of_others_states_nothing() {
    for text in [
        "what if it spreads?",
        "is chest pain a sign of als?",
        "my mum has dementia",
        "min far har parkinson",
        "hva hvis det sprer seg?",
        "dør af grin",
        "bored to death",
        "used to get cramps years ago",
    ] {
        check(text, &[]);
    }
    assert!(read("my husband has chest pain").emergency_words.is_some());
    assert!(read("my husband has chest pain").about_other);
    assert!(read("she took too many pills").emergency_words.is_some());
}

#[test]
fn answers_are_read_by_the_question() {
    check_asked("14 dage", &["twitch_days"], &["twitch_days 14"]);
    check_asked("halvanden time siden", &["hours_since_training"], &["hours_since_training 1.5"]);
    check_asked("none", &["caffeine_mg"], &["caffeine_mg 0"]);
    check_asked("dunno", &["weight_kg"], &["unknown weight_kg"]);
    check_asked("medium", &["stress"], &["stress moderate"]);
    check_asked("used to drink 6 cups, now its two", &["caffeine_mg"], &["caffeine_mg 180"]);
    check_asked("bed at 11 up at 6", &["sleep_hours"], &["sleep_hours 7"]);
    let members = ["symptoms.weakness", "symptoms.numbness"];
    let denied = ["not symptoms.numbness", "not symptoms.weakness"];
    check_asked("none of these", &members, &denied);
    assert_eq!(read_asked("back", &["twitch_site.back"]).command, Some(CommandWord::Back));
    assert_eq!(shown(&read_asked("back", &["twitch_site.back"])), ["twitch_site.back"]);
}

#[test]
fn commands_are_whole_messages_only() {
    assert_eq!(read("stop").command, Some(CommandWord::Stop));
    assert_eq!(read("stop").intent, Intent::Command);
    assert_eq!(read("quit coffee").command, None);
    for text in ["i can't go on", "orkar inte mer", "vil ikke mere", "orker ikke mer"] {
        assert_eq!(read(text).command, None, "{text}");
    }
}

#[test]
fn the_language_is_found() {
    for (text, language) in [
        ("my leg hurts when i walk", Language::En),
        ("jeg har ondt i benet, når jeg går", Language::Da),
        ("jag har ont i benet när jag går", Language::Sv),
        ("jeg har vondt i beinet når jeg går", Language::Nb),
    ] {
        assert_eq!(read(text).language, language, "{text}");
    }
}

#[test]
fn a_megabyte_is_bounded() {
    for text in ["no pain and weak ", "5 ", "øjenlåg"] {
        let long = text.repeat(1_000_000 / text.len());
        let understood = read(&long);
        assert!(understood.read <= super::LONGEST, "{text}");
    }
}

fn findings(text: &str) -> Vec<String> {
    shown(&read(text))
}

const SAID: [&str; 8] = [
    "my left eyelid has been twitching for like 3 days, no weakness or anything",
    "kvinde 37 år, 64 kg, løber 4 gange om ugen, sover 6½ time, 3 kopper kaffe, ikke svag",
    "sover typ fem sex timmar, väger 78 kilo och är 45 år",
    "hverken svak eller nummen, men det stikker i tærne på tiende dagen",
    "har højt blodtryk og hjertebanken",
    "jag har ryckningar i vaden sedan i förrgår",
    "none of these",
    "kan ikke få vejret!!",
];

#[test]
fn case_space_and_composition_change_nothing() {
    for text in SAID {
        let plain = findings(text);
        assert_eq!(findings(&format!("{text}  \n")), plain, "{text} + space");
        assert_eq!(findings(&text.to_uppercase()), plain, "{text} in capitals");
        assert_eq!(findings(&text.nfd().collect::<String>()), plain, "{text} decomposed");
        assert_eq!(findings(&text.nfc().collect::<String>()), plain, "{text} composed");
    }
}

/// Words of four languages that deny nothing.
const PLAIN: [&str; 40] = [
    "weakness",
    "numb",
    "chest pain",
    "fainted",
    "my",
    "arm",
    "is",
    "weak",
    "and",
    "since",
    "monday",
    ",",
    ".",
    "?",
    "svaghed",
    "ondt i brystet",
    "besvimede",
    "jeg har",
    "mens",
    "armen",
    "domningar",
    "svaghet",
    "ont i bröstet",
    "svimmade",
    "jag",
    "och",
    "när",
    "vondt i brystet",
    "nummen",
    "besvimte",
    "da",
    "kaffe",
    "3",
    "maybe",
    "måske",
    "yes",
    "ja",
    "twitching",
    "cramps",
    "when",
];
/// Words of four languages that deny.
const DENYING: [&str; 12] = [
    "no", "not", "never", "without", "none", "ingen", "ikke", "inte", "varken", "eller", "but",
    "except",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_understood_and_spans_lie_on_letters(text in any::<String>()) {
        let understood = read(&text);
        for span in &understood.spans {
            prop_assert!(text.get(span.from..span.to).is_some());
        }
        for unsure in &understood.unsure {
            prop_assert!(text.get(unsure.from..unsure.to).is_some());
        }
        for quantity in &understood.quantities {
            prop_assert!(text.get(quantity.from..quantity.to).is_some());
        }
    }

    /// Whatever is put together, a red flag is denied by words that deny only.
    #[test]
    fn nothing_denies_a_red_flag_but_words_that_deny(
        picks in proptest::collection::vec(0_usize..PLAIN.len(), 1..16),
    ) {
        let text = picks.iter().map(|pick| PLAIN[*pick]).collect::<Vec<_>>().join(" ");
        let denied = findings(&text).into_iter().find(|line| line.starts_with("not symptoms."));
        prop_assert_eq!(denied, None, "{}", text);
    }

    #[test]
    fn a_space_or_capitals_change_nothing_of_jumbled_words(
        picks in proptest::collection::vec(0_usize..PLAIN.len() + DENYING.len(), 1..12),
    ) {
        let all: Vec<&str> = PLAIN.iter().chain(&DENYING).copied().collect();
        let text = picks.iter().map(|pick| all[*pick]).collect::<Vec<_>>().join(" ");
        let plain = findings(&text);
        prop_assert_eq!(findings(&format!("{text} ")), plain.clone(), "{} + space", text);
        prop_assert_eq!(findings(&text.to_uppercase()), plain, "{} in capitals", text);
    }

    #[test]
    fn jumbled_words_never_panic(
        picks in proptest::collection::vec((0_usize..8, 0_usize..20), 1..24),
        asked in 0_usize..4,
    ) {
        let words: Vec<&str> = picks
            .iter()
            .filter_map(|(line, word)| SAID[*line].split(' ').nth(*word))
            .collect();
        let text = words.join(" ");
        let slots = ["caffeine_mg", "symptoms.weakness", "stress", "twitch_days"];
        let understood = read_asked(&text, &[slots[asked]]);
        for span in &understood.spans {
            prop_assert!(text.get(span.from..span.to).is_some());
        }
        let again = read_asked(&text, &[slots[asked]]);
        prop_assert_eq!(understood, again);
    }
}

fn quantities(text: &str, language: Language) -> Vec<String> {
    let (model, reader) = pack();
    let context = Context { language: Some(language), asking: &[] };
    let understood = reader.understand(model, text, &context);
    let shown = understood.quantities.iter().map(|q| {
        let end = q.to_value.map(|end| format!("..{end}")).unwrap_or_default();
        format!("{:?} {}{end} {}", q.kind, q.value, &text[q.from..q.to])
    });
    shown.collect()
}

#[test]
fn numbers_are_read_as_people_write_them() {
    use Language::{Da, En, Nb, Sv};
    for (text, language, expected) in [
        ("twenty-one trillion three hundred", En, "21000000000300"),
        ("seven million, eighty-one thousand, seven hundred and eighty", En, "7081780"),
        ("3 hundred and 21", En, "321"),
        ("three hundred and two dozen", En, "324"),
        ("one hundred and three quarters", En, "100.75"),
        ("one hundred thirty-fifths", En, "2.857143"),
        ("two million and a half", En, "2500000"),
        ("twenty and three fifths", En, "20.6"),
        ("one over 20", En, "0.05"),
        ("-1200000", En, "-1200000"),
        ("- 10 k", En, "-10000"),
        ("-4/5", En, "-0.8"),
        ("10M", En, "10000000"),
        ("1 414 021 100", Sv, "1414021100"),
        ("40\u{202f}000", Sv, "40000"),
        (",77", Da, "0.77"),
        ("５", Da, "5"),
        ("tohundrede tooghalvtreds tusind et hundrede og femoghalvfjerds", Da, "252175"),
        ("niohundrafemtioetttusen niohundrasextiosex", Sv, "951966"),
        ("fire tusen ett hundre og trettini", Nb, "4139"),
        ("sekstifem", Nb, "65"),
        ("minus ett", Sv, "-1"),
        ("en", Da, "1"),
    ] {
        let expected = [format!("Number {expected} {text}")];
        assert_eq!(quantities(text, language), expected, "{text}");
    }
    assert_eq!(
        quantities("3 hundra och 2 hundra", Sv),
        ["Number 300 3 hundra", "Number 200 2 hundra"]
    );
    for none in ["this one", "the twenty-first", "en kop"] {
        assert_eq!(quantities(none, Language::En), Vec::<String>::new(), "{none}");
    }
}

#[test]
fn amounts_take_the_unit_that_is_meant() {
    use Language::{Da, En, Nb, Sv};
    for (text, language, expected) in [
        ("two and a quarter of hours", En, "Duration 8100"),
        ("45m", En, "Duration 2700"),
        ("2 hours ten", En, "Duration 7800"),
        ("2 additional minutes", En, "Duration 120"),
        ("3 days, maybe 4", En, "Duration 259200..345600"),
        ("2 -7 l", En, "Volume 2000..7000"),
        ("between 2l and about 7l", En, "Volume 2000..7000"),
        ("halvtime", Nb, "Duration 1800"),
        ("3 ugr", Da, "Duration 1814400"),
        ("enkel sek", Sv, "Duration 1"),
    ] {
        assert_eq!(quantities(text, language), [format!("{expected} {text}")], "{text}");
    }
    assert_eq!(quantities("3 cups of coffee a day", En), ["Number 3 3"]);
    assert_eq!(quantities("- 6 timers søvn", Da), ["Duration 21600 6 timers"]);
    check("45M, twitching", &["age_years 45", "symptoms.twitching"]);
    check("70 år", &["age_years 70"]);
    check_asked("5 out of 7", &["training_days"], &["training_days 5"]);
}

const COUNTED: [&str; 40] = [
    "one",
    "two",
    "twenty",
    "hundred",
    "thousand",
    "million",
    "and",
    "a",
    "half",
    "quarters",
    "-5",
    "1/2",
    "½",
    "1,500",
    "2.5",
    "days",
    "h",
    "mg",
    "dozen",
    "point",
    "over",
    "out of",
    "to",
    "-",
    "maybe",
    "first",
    "fifths",
    "femogtyve",
    "hundrede",
    "og",
    "en",
    "timer",
    "halvanden",
    "ett",
    "５",
    "1 000",
    "M",
    "between",
    "\u{ad}",
    "a day",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn numbers_of_any_words_hold_together(
        picks in proptest::collection::vec((0_usize..40, any::<bool>()), 1..20),
        language in 0_usize..4,
    ) {
        let mut text = String::new();
        for (word, spaced) in picks {
            if spaced && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(COUNTED[word]);
        }
        let language = [Language::En, Language::Da, Language::Sv, Language::Nb][language];
        let (model, reader) = pack();
        let context = Context { language: Some(language), asking: &[] };
        let read = |text: &str| reader.understand(model, text, &context).quantities;
        let plain = read(&text);
        let mut end = 0;
        for quantity in &plain {
            prop_assert!(text.get(quantity.from..quantity.to).is_some_and(|part| !part.is_empty()));
            prop_assert!(quantity.from >= end, "{text}: one stands in another");
            prop_assert!(quantity.to_value.is_none_or(|to| to > quantity.value), "{text}");
            end = quantity.to;
        }
        prop_assert_eq!(&read(&format!("{text} ")), &plain, "{} + space", text);
        let values = |text: &str| -> Vec<_> {
            read(text).into_iter().map(|q| (q.kind, q.value, q.to_value)).collect()
        };
        let decomposed: String = text.nfd().collect();
        let composed: String = text.nfc().collect();
        prop_assert_eq!(values(&decomposed), values(&composed), "{}", text);
    }
}

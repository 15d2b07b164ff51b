//! What is denied, and what a denial or a correction leaves standing.

use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::vocabulary::ReplyKind;
use crate::understand::outcome::Context;
use crate::understand::tests::{check, check_asked, pack, read, read_asked, shown, told, untold};

#[test]
fn a_no_between_two_amounts_corrects_the_first() {
    for text in
        ["I sleep 6 hours, no 7", "jeg sover 6, nej 7", "jag sover 6, nej 7", "jeg sover 6 nei 7"]
    {
        assert_eq!(shown(&read(text)), ["sleep_hours 7"], "{text}");
    }
    assert_eq!(shown(&read("2 kopper kaffe, nej 3")), ["caffeine_mg 270"]);
    assert_eq!(shown(&read("two coffees, no tea, 6 hours of sleep")).len(), 2);
    assert!(shown(&read("jeg er 1,82 høj")).is_empty());
}

#[test]
fn what_follows_a_denying_phrase_behind_or_is_denied_with_it() {
    for text in
        ["tenker ikke på å dø eller skade meg selv", "I don't think about dying or hurting myself"]
    {
        assert_eq!(shown(&read(text)), ["not symptoms.suicidal_thoughts"], "{text}");
    }
    for text in ["my chest is normal or chest pain comes", "I am pain free or have chest pain"] {
        assert!(shown(&read(text)).contains(&"symptoms.chest_pain".to_owned()), "{text}");
    }
}

#[test]
fn a_list_with_or_goes_on_over_have_and_feel() {
    for text in [
        "im not pregnant or have diabetes",
        "jag är varken gravid eller har diabetes",
        "jeg er hverken gravid eller har sukkersyge",
        "jeg er verken gravid eller har diabetes",
    ] {
        assert_eq!(
            shown(&read(text)),
            ["not conditions.diabetes", "not conditions.pregnancy"],
            "{text}"
        );
    }
    for text in ["no pain or can't breathe", "i have no fever or my chest hurts"] {
        let said = shown(&read(text));
        assert!(said.iter().any(|line| line.starts_with("symptoms.")), "{text}: {said:?}");
    }
}

#[test]
fn what_says_that_all_is_well_is_not_denied_by_a_no_before_it() {
    for text in [
        "no cramp no pins and needles can swallow fine",
        "ingen prikking ingen krampe svelger greit",
    ] {
        let said = shown(&read(text));
        assert!(said.contains(&"not symptoms.swallowing_trouble".to_owned()), "{text}: {said:?}");
    }
    let said = shown(&read("I can't swallow or talk fine"));
    assert!(!said.contains(&"not symptoms.swallowing_trouble".to_owned()), "{said:?}");
}

#[test]
fn a_no_reaches_no_statement_of_its_own_behind_it() {
    told(&[
        ("no can't breathe", "symptoms.breathlessness"),
        ("no cramps I can't breathe", "symptoms.breathlessness"),
        ("no cramps I don't want to live", "symptoms.suicidal_thoughts"),
        ("ingen kramper kan ikke få vejret", "symptoms.breathlessness"),
        ("inga kramper kan inte andas", "symptoms.breathlessness"),
        ("ingen kramper får ikke puste", "symptoms.breathlessness"),
        ("neither smoke nor drink, face drooping since morning", "symptoms.stroke_signs"),
        ("hverken venner eller familie, selvmordstanker", "symptoms.suicidal_thoughts"),
        ("jeg verken røyker eller drikker, vondt i brystet", "symptoms.chest_pain"),
        ("neither aspirin nor rest helps the chest pain", "symptoms.chest_pain"),
        ("sover ikke eller har selvmordstanker", "symptoms.suicidal_thoughts"),
        ("cramps? no chest pain? when running", "symptoms.chest_pain"),
    ]);
    untold(&[
        ("my urine is not normal", "not symptoms.dark_urine"),
        ("urinen er ikke normal", "not symptoms.dark_urine"),
        ("jag sväljer inte normalt", "not symptoms.swallowing_trouble"),
        ("chest pain? no, only when running", "not symptoms.chest_pain"),
        ("ondt i brystet? nej, kun når jeg løber", "not symptoms.chest_pain"),
    ]);
    for text in
        ["neither dizzy, swollen nor short of breath", "hverken svimmel, hævet eller forpustet"]
    {
        let said = shown(&read(text));
        assert_eq!(said, ["not symptoms.breathlessness", "not symptoms.swelling"], "{text}");
    }
}

#[test]
fn where_it_twitches_may_be_told_by_what_is_denied_or_by_what_wastes() {
    told(&[
        ("my arm isn't weak, it only twitches", "twitch_site.arm"),
        ("min arm er ikke svag, den spjætter bare", "twitch_site.arm"),
        ("one calf is thinner and it twitches", "twitch_site.calf"),
        ("det ene lår er blevet tyndere, og det sitrer i det", "twitch_site.thigh"),
        ("started in the thigh, now jerks in my calf", "twitch_site.calf"),
    ]);
    for text in ["no weakness in my arms or legs, some twitching", "my thigh is wasting away"] {
        let said = shown(&read(text));
        assert!(!said.iter().any(|line| line.contains("twitch_site")), "{text}: {said:?}");
    }
}

#[test]
fn a_detail_behind_a_correction_replaces_the_one_before() {
    let said =
        shown(&read_asked("hand. wait no, the foot", &["twitch_site.hand", "twitch_site.foot"]));
    assert_eq!(said, ["twitch_site.foot"]);
}

#[test]
fn a_denial_of_the_time_before_is_none_now() {
    for text in [
        "never had chest pain until today",
        "no pain except in my chest",
        "jeg havde ikke ondt i brystet før, men det har jeg nu",
        "nej ikke ondt i brystet, det er mere et tryk",
        "jag hade inte ont i bröstet förut men nu har jag det",
        "har aldri hatt vondt i brystet før i dag",
        "I've never had chest pain before",
    ] {
        let said = shown(&read(text));
        assert!(said.contains(&"symptoms.chest_pain".to_owned()), "{text}: {said:?}");
    }
    for text in [
        "I have never had chest pain",
        "no chest pain, today I had a cold",
        "ingen brystsmerter, nu har jeg det godt",
        "inte ont i bröstet, nu har jag det bra",
        "ikke vondt i brystet, nå har jeg det bra",
        "no chest pain before meals",
    ] {
        assert_eq!(shown(&read(text)), ["not symptoms.chest_pain"], "{text}");
    }
    assert_eq!(shown(&read("no fainting before or after training")), ["not symptoms.fainting"]);
}

#[test]
fn none_of_these_affirms_nothing_and_denies_only_what_is_shown() {
    let (model, reader) = pack();
    let of = |fact: &str| -> Vec<Slot> {
        let slots = (0..model.slots.len()).map(Slot::at);
        slots.filter(|slot| model.slot_name(*slot).starts_with(fact)).take(4).collect()
    };
    for fact in ["symptoms.", "warning_signs.", "conditions.", "function_lost."] {
        let asking = of(fact);
        for words in &model.vocabulary.languages {
            let none = words
                .replies
                .iter()
                .filter(|words| words.reply == ReplyKind::NoneOfThese && !words.typo);
            for phrase in none.flat_map(|words| &words.phrases) {
                if !phrase.text.chars().all(|c| c.is_alphabetic() || c == ' ') {
                    continue;
                }
                let context = Context { language: Some(words.language), asking: &asking };
                let said = reader.understand(model, &phrase.text, &context).statement;
                for (slot, finding) in said {
                    assert!(asking.contains(&slot), "{}: {}", phrase.text, model.slot_name(slot));
                    assert_eq!(
                        finding,
                        Finding::Denied,
                        "{}: {}",
                        phrase.text,
                        model.slot_name(slot)
                    );
                }
            }
        }
    }
}

#[test]
fn a_no_that_may_be_of_something_else_denies_no_red_flag() {
    for (text, flag) in [
        ("no pain face is drooping", "symptoms.stroke_signs"),
        ("no pain urine is dark", "symptoms.dark_urine"),
        ("neither cramps, weakness nor numbness and dark urine", "symptoms.dark_urine"),
        ("no weakness, numbness or cramps and dark urine", "symptoms.dark_urine"),
        ("I used to swallow fine, now I choke", "symptoms.swallowing_trouble"),
        ("can swallow fine except solids", "symptoms.swallowing_trouble"),
        ("I wish I could swallow fine", "symptoms.swallowing_trouble"),
        ("fainting? no dark urine? yes", "symptoms.dark_urine"),
        ("it's not pain in my chest, it's tight", "symptoms.chest_pain"),
        ("neither parent had diabetes, I have", "conditions.diabetes"),
        ("rykningene sprer seg ikke", "symptoms.twitching"),
        ("jeg kan sove fint", "symptoms.swallowing_trouble"),
        ("the exam is over, it is behind me", "symptoms.suicidal_thoughts"),
        ("the dark thoughts I had came back, I don't have anyone", "symptoms.suicidal_thoughts"),
        ("tisset er mørkere end normalt efter crossfit", "symptoms.dark_urine"),
    ] {
        let said = shown(&read(text));
        assert!(!said.contains(&format!("not {flag}")), "{text}: {said:?}");
    }
    told(&[
        ("my arm isn't weak, my leg is", "symptoms.weakness"),
        ("min arm er ikke svag men mit ben er", "symptoms.weakness"),
        ("min arm är inte svag men benet är det", "symptoms.weakness"),
        ("armen er ikke svak men beinet er det", "symptoms.weakness"),
        ("I can neither swallow nor talk", "symptoms.swallowing_trouble"),
        ("I can't stand or breathe", "symptoms.breathlessness"),
        ("used to be able to swallow, now I can't", "symptoms.swallowing_trouble"),
        ("I neither want to live nor to die", "symptoms.suicidal_thoughts"),
        ("my only weakness is in my left hand", "symptoms.weakness"),
        ("suddenly can't speak in full sentences", "symptoms.stroke_signs"),
        ("de tanker jeg havde i går om at dø er tilbage", "symptoms.suicidal_thoughts"),
        (
            "jeg har selvmordstanker og lyst til livet har jeg ikke længere",
            "symptoms.suicidal_thoughts",
        ),
        ("jeg søler kaffen fordi hånda er svak", "symptoms.weakness"),
        ("når jeg ligger på magen får jeg ikke puste", "symptoms.breathlessness"),
        ("kisset tyckte jag var mörkt", "symptoms.dark_urine"),
    ]);
}

#[test]
fn to_slur_as_if_drunk_without_a_drink_is_a_stroke_sign() {
    for text in [
        "suddenly slurring as if I'm drunk",
        "slurring my words but haven't had a drink",
        "jeg snøvler pludselig som om jeg er fuld",
        "snøvler men har ikke drukket noget",
        "jeg snøvler plutselig som om jeg er full",
        "snøvler, men har ikke drukket",
        "jag sluddrar plötsligt som om jag vore full",
        "sluddrar men har inte druckit något",
        "jeg har ikke drukket og snøvler",
        "har inte druckit och sluddrar plötsligt",
        "jeg har ikke drukket og snøvler plutselig",
    ] {
        let said = shown(&read(text));
        assert!(said.contains(&"symptoms.stroke_signs".to_owned()), "{text}: {said:?}");
    }
}

#[test]
fn a_negation_behind_where_it_is_denies_it() {
    for text in ["ont gör det inte", "ondt gør det ikke", "vondt gjør det ikke"] {
        assert_eq!(shown(&read(text)), ["not symptoms.pain"], "{text}");
    }
    let said = shown(&read("ondt i låret har jeg ikke"));
    assert!(said.iter().all(|line| line.starts_with("not ")), "{said:?}");
    assert_eq!(shown(&read("svaghed i armen har jeg ikke")), ["not symptoms.weakness"]);
}

#[test]
fn a_denial_in_the_middle_of_two_readings_denies_both() {
    told(&[
        ("Benen domnar inte och svullnar inte", "not symptoms.numbness"),
        ("Ikke vondt i brystet, ikke hoven i beina", "not symptoms.swelling"),
        ("brystsmerter? nej. åndenød? heller ikke", "not symptoms.breathlessness"),
        ("har aldrig i mit liv været besvimet", "not symptoms.fainting"),
    ]);
    let said = shown(&read("the twitch isnt spreading, same spot in my left shoulder"));
    assert!(said.contains(&"twitch_site.shoulder".to_owned()), "{said:?}");
}

#[test]
fn what_stands_beside_a_red_flag_takes_nothing_from_it() {
    let told: [(&str, &str, [&str; 4], [&str; 3]); 4] = [
        (
            "en",
            "no fever",
            [
                "my speech is suddenly slurred",
                "my chest feels tight",
                "my pee is brown",
                "I can't breathe lying down",
            ],
            ["I am 60 years old and ", "My mother has diabetes. ", "I haven't been drinking but "],
        ),
        (
            "da",
            "ingen feber",
            [
                "jeg snøvler pludselig",
                "det strammer i brystet",
                "min urin er brun",
                "jeg kan ikke få vejret når jeg ligger ned",
            ],
            ["jeg er 60 år og ", "Min mor har sukkersyge. ", "Jeg har ikke drukket, men "],
        ),
        (
            "sv",
            "ingen feber",
            [
                "jag sluddrar plötsligt",
                "det trycker över bröstet",
                "min urin är brun",
                "jag får ingen luft när jag ligger ner",
            ],
            ["jag är 60 år och ", "Min mamma har diabetes. ", "Jag har inte druckit, men "],
        ),
        (
            "nb",
            "ingen feber",
            [
                "jeg snøvler plutselig",
                "det strammer i brystet",
                "urinen min er brun",
                "jeg får ikke puste når jeg ligger",
            ],
            ["jeg er 60 år og ", "Mamma har diabetes. ", "Jeg har ikke drukket, men "],
        ),
    ];
    for (language, no_fever, sentences, before) in told {
        for (sentence, flag) in
            sentences.iter().zip(["stroke_signs", "chest_pain", "dark_urine", "breathlessness"])
        {
            for context in before {
                let text = format!("{context}{sentence}, {no_fever}");
                let said = shown(&read(&text));
                assert!(said.contains(&format!("symptoms.{flag}")), "{language}: {text}: {said:?}");
            }
        }
    }
}

#[test]
fn a_plan_is_denied_only_where_it_is_asked_for() {
    for text in ["I have no plan", "I won't do it but I have a plan", "jeg har ingen plan"] {
        check(text, &[]);
    }
    check_asked("no", &["suicide_plan"], &["not suicide_plan"]);
    for text in [
        "I have no plan",
        "no plan and I feel safe today",
        "nej ingen plan og jeg er tryg i dag",
        "nej ingen plan och jag är trygg idag",
        "nei, ingen plan og jeg er trygg i dag",
    ] {
        check_asked(text, &["suicide_plan"], &["not suicide_plan"]);
    }
}

#[test]
fn a_negation_of_the_place_denies_no_sign() {
    told(&[
        ("it's not my arm that is weak, it's my leg", "symptoms.weakness"),
        ("min arm er ikke svag, men det er mit ben", "symptoms.weakness"),
        ("det er ikke armen der er svag, det er benet", "symptoms.weakness"),
        ("min arm är inte svag, men det är mitt ben", "symptoms.weakness"),
        ("det är inte foten som hoppar, det är vaden", "symptoms.twitching"),
        ("det er ikke venstre hånd som er nummen, men høyre", "symptoms.numbness"),
    ]);
}

#[test]
fn what_is_said_anew_is_no_part_of_what_was_denied() {
    for text in [
        "although I'm not weak I have twitches in my calf",
        "fast jag inte är svag har jag ryck i vaden",
        "selvom jeg ikke er svag har jeg rykninger i læggen",
        "selv om jeg ikke er svak har jeg rykninger i leggen",
    ] {
        let said = shown(&read(text));
        for one in ["not symptoms.weakness", "symptoms.twitching", "twitch_site.calf"] {
            assert!(said.contains(&one.to_owned()), "{text}: {said:?}");
        }
    }
    told(&[
        ("although I'm not weak I can't swallow properly", "symptoms.swallowing_trouble"),
        ("selvom jeg ikke er svag har jeg svært ved at synke", "symptoms.swallowing_trouble"),
    ]);
}

#[test]
fn what_is_long_ago_is_over_and_what_began_long_ago_is_not() {
    for text in [
        "I fainted at school, that was 20 years ago",
        "jeg besvimede på arbejdet. Det er fem år siden, og nu har jeg det godt",
        "jag svimmade på jobbet. Det var tio år sen och jag mår bra nu",
        "jeg besvimte på jobb. Det er fem år siden.",
    ] {
        assert!(!shown(&read(text)).contains(&"symptoms.fainting".to_owned()), "{text}");
    }
    told(&[
        ("It began with weakness in my hand. That was two years ago.", "symptoms.weakness"),
        ("My hand started going weak, that was two years ago", "symptoms.weakness"),
        ("I fainted. That was two days ago.", "symptoms.fainting"),
        (
            "Känseln försvann i foten för två år sedan och har inte kommit tillbaka",
            "symptoms.numbness",
        ),
        (
            "følesansen i foden forsvandt for to år siden og er ikke kommet tilbage",
            "symptoms.numbness",
        ),
        ("jeg besvimede. Det er to timer siden", "symptoms.fainting"),
    ]);
}

#[test]
fn what_might_excuse_a_sign_hides_it_only_where_it_does() {
    told(&[
        ("my heart rate was irregular during the run", "warning_signs.palpitations"),
        ("har inte ätit rödbetor, kisset är rött", "symptoms.dark_urine"),
        ("ont i bröstet dagen efter dips och det strålar ut i armen", "symptoms.chest_pain"),
        ("var nära att köra in i en bergvägg med flit i går", "symptoms.suicidal_thoughts"),
    ]);
}

#[test]
fn a_wish_that_it_were_not_so_says_that_it_is() {
    told(&[
        ("I wish my arm wasn't so weak", "symptoms.weakness"),
        ("I wish my chest didn't hurt", "symptoms.chest_pain"),
        ("if only my legs weren't swollen", "symptoms.swelling"),
        ("ville ønske min arm ikke var så svag", "symptoms.weakness"),
        ("hvis bare brystet ikke gjorde ondt", "symptoms.chest_pain"),
        ("jag önskar att armen inte var så svag", "symptoms.weakness"),
        ("önskar att mitt bröst inte gjorde så ont", "symptoms.chest_pain"),
        ("skulle ønske armen min ikke var så svak", "symptoms.weakness"),
        ("bare jeg ikke var så trøtt", "symptoms.fatigue"),
    ]);
    untold(&[("ville ønske min arm ikke var så svag", "symptoms.suicidal_thoughts")]);
    for text in
        ["I wish to sleep better, I don't have chest pain", "jeg har bare ikke brystsmerter"]
    {
        told(&[(text, "not symptoms.chest_pain")]);
    }
}

#[test]
fn what_is_only_hoped_is_not_denied() {
    for text in [
        "I hope I don't faint",
        "hope it's not a stroke",
        "hopefully no chest pain tomorrow",
        "jeg håber ikke, at jeg besvimer",
        "hoppas det inte sprider sig",
        "håper ikke det er hjerneslag",
    ] {
        assert!(shown(&read(text)).is_empty(), "{text}: {:?}", shown(&read(text)));
    }
    told(&[
        ("I hope the chest pain isn't serious", "symptoms.chest_pain"),
        ("håber ikke brystsmerterne er alvorlige", "symptoms.chest_pain"),
        ("I hope to sleep better", "goals.better_sleep"),
        ("I hope this helps, no chest pain", "not symptoms.chest_pain"),
    ]);
}

#[test]
fn a_negation_of_another_verb_leaves_what_it_is_about() {
    told(&[
        ("my doctor didn't take my chest pain seriously", "symptoms.chest_pain"),
        ("I would be fine if it weren't for the chest pain", "symptoms.chest_pain"),
        ("min læge tog ikke brystsmerterne alvorligt", "symptoms.chest_pain"),
        ("jeg nævnte ikke at jeg har brystsmerter", "symptoms.chest_pain"),
        ("jag gillar inte bröstsmärtan", "symptoms.chest_pain"),
        ("jag inbillar mig inte svagheten i armen", "symptoms.weakness"),
        ("jeg orker ikke brystsmertene lenger", "symptoms.chest_pain"),
        ("legen min tok ikke svakheten i armen på alvor", "symptoms.weakness"),
    ]);
    told(&[("jeg mærker ikke brystsmerter", "not symptoms.chest_pain")]);
}

#[test]
fn what_one_does_not_think_goes_on_over_a_comma() {
    for text in [
        "jeg tror ikke, jeg er svag",
        "jeg synes ikke, min arm er svag",
        "jeg tror ikke, jeg er svak",
        "jag tror inte, jag är svag",
    ] {
        untold(&[(text, "symptoms.weakness")]);
    }
    told(&[
        ("det tror jeg ikke, jeg er svag", "symptoms.weakness"),
        ("jeg tror ikke, men armen er svag", "symptoms.weakness"),
        ("jeg tror ikke, det er stress, jeg har brystsmerter", "symptoms.chest_pain"),
        ("jeg tror ikke, jeg vil leve mere", "symptoms.suicidal_thoughts"),
        ("jag känner inte, jag är domnad", "symptoms.numbness"),
    ]);
}

//! What is denied, and what a denial or a correction leaves standing.

use crate::model::fact::Slot;
use crate::model::finding::Finding;
use crate::model::vocabulary::ReplyKind;
use crate::understand::outcome::Context;
use crate::understand::tests::{pack, read, shown};

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

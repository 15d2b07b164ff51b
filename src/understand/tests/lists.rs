//! Lists of signs, and the one word before or behind them that denies all of them.

use crate::understand::tests::{check, check_asked, read, read_asked, shown, told};

/// Signs of which any may stand in a list, in words of each language.
const SIGNS: [(&str, [&str; 4]); 5] = [
    ("symptoms.numbness", ["numbness", "følelsesløshed", "domningar", "nummenhet"]),
    ("symptoms.chest_pain", ["chest pain", "brystsmerter", "bröstsmärta", "brystsmerter"]),
    ("symptoms.fainting", ["fainting", "besvimelser", "svimning", "besvimelse"]),
    ("symptoms.dark_urine", ["dark urine", "mørk urin", "mörk urin", "mørk urin"]),
    ("symptoms.weakness", ["weakness", "svaghed", "svaghet", "svakhet"]),
];

/// What denies a list, by language: `{}` is the list.
const FRAMES: [[&str; 4]; 9] = [
    ["no {}", "ingen {}", "ingen {}", "ingen {}"],
    ["I have no {}", "jeg har ingen {}", "jag har ingen {}", "jeg har ingen {}"],
    ["I don't have {}", "jeg har ikke {}", "jag har inte {}", "jeg har ikke {}"],
    ["denies {}", "benægter {}", "förnekar {}", "benekter {}"],
    ["never had {}", "har aldrig haft {}", "har aldrig haft {}", "har aldri hatt {}"],
    ["{}: no", "{}: nej", "{}: nej", "{}: nei"],
    ["{}? no", "{}? nej", "{}? nej", "{}? nei"],
    ["{} - none of that", "{} - intet af det", "{} - inget av det", "{} - ikke noe av det"],
    ["{}, none of these", "{}, ingen af delene", "{}, inget av dessa", "{}, ingen av delene"],
];

const OR: [&str; 4] = ["or", "eller", "eller", "eller"];
const AND: [&str; 4] = ["and", "og", "och", "og"];
/// A thing that is no fact of the pack.
const UNKNOWN: [&str; 4] = ["sneezing", "nysen", "nysningar", "nysing"];

#[test]
fn a_list_is_denied_as_a_whole() {
    for language in 0..4 {
        for frame in FRAMES {
            for count in 2..=SIGNS.len() {
                for unknown in [false, true] {
                    let signs = &SIGNS[..count];
                    let mut named: Vec<&str> = signs.iter().map(|sign| sign.1[language]).collect();
                    if unknown {
                        named.insert(1, UNKNOWN[language]);
                    }
                    let end = named.pop().unwrap_or_default();
                    let joins = if unknown { &[OR][..] } else { &[OR, AND][..] };
                    for join in joins {
                        let all = format!("{} {} {end}", named.join(", "), join[language]);
                        let text = frame[language].replace("{}", &all);
                        let mut expected: Vec<String> =
                            signs.iter().map(|sign| format!("not {}", sign.0)).collect();
                        expected.sort();
                        assert_eq!(shown(&read(&text)), expected, "{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_else_denies_only_what_is_not_said() {
    told(&[
        ("chest pain, nothing else", "symptoms.chest_pain"),
        ("weakness in my arm - nothing else", "symptoms.weakness"),
        ("brystsmerter, ingen af de andre", "symptoms.chest_pain"),
        ("bröstsmärta, inga andra", "symptoms.chest_pain"),
        ("brystsmerter, ingen andre", "symptoms.chest_pain"),
    ]);
    let asked = ["symptoms.chest_pain", "symptoms.breathlessness", "symptoms.fainting"];
    for text in
        ["chest pain, nothing else", "bröstsmärta, inget annat", "brystsmerter, ingen andre"]
    {
        check_asked(
            text,
            &asked,
            &["not symptoms.breathlessness", "not symptoms.fainting", "symptoms.chest_pain"],
        );
    }
    // what is not understood may be one of the others
    check_asked("chest pain and a blorgy feeling, nothing else", &asked, &["symptoms.chest_pain"]);
}

#[test]
fn a_none_of_a_list_that_is_asked_is_of_that_list() {
    let asked = ["symptoms.chest_pain", "symptoms.fainting"];
    let said = shown(&read_asked("weak arm, none of these", &asked));
    assert!(said.contains(&"symptoms.weakness".to_owned()), "{said:?}");
    check_asked(
        "none of these, only tired",
        &asked,
        &["not symptoms.chest_pain", "not symptoms.fainting", "symptoms.fatigue"],
    );
    let said = shown(&read_asked("none of these but my arm feels odd", &asked));
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn pairs_of_a_sign_and_its_answer() {
    check(
        "fainting - never, swollen fingers - nope, tingling - yup",
        &["not symptoms.fainting", "not symptoms.swelling", "symptoms.numbness"],
    );
    check("fainting (no), weakness (yes)", &["not symptoms.fainting", "symptoms.weakness"]);
    check(
        "weakness? numbness? fainting? no",
        &["not symptoms.fainting", "not symptoms.numbness", "not symptoms.weakness"],
    );
    check(
        "weakness? no. numbness? yes. fainting? no",
        &["not symptoms.fainting", "not symptoms.weakness", "symptoms.numbness"],
    );
    check(
        "No: weakness, numbness. Yes: cramps",
        &["not symptoms.numbness", "not symptoms.weakness", "symptoms.cramps"],
    );
}

#[test]
fn a_list_has_an_end() {
    told(&[
        ("chest pain since monday, fainting and numbness denied", "symptoms.chest_pain"),
        ("chest pain, no weakness, none of that", "symptoms.chest_pain"),
        ("no weakness or cramps, chest pain", "symptoms.chest_pain"),
        ("no pain, my face is drooping and numb", "symptoms.stroke_signs"),
        ("no, I have chest pain", "symptoms.chest_pain"),
        ("no cramps and I can't breathe", "symptoms.breathlessness"),
        ("no trouble swallowing, but my arm is weak", "symptoms.weakness"),
        ("det domnar i handen, inte bara höger", "symptoms.numbness"),
    ]);
}

#[test]
fn what_an_exception_names_is_said() {
    told(&[
        ("no weakness except in my left hand", "symptoms.weakness"),
        ("ingen åndenød i hvile, kun ved trappegang", "symptoms.breathlessness"),
        ("ingen bröstsmärta i vila, endast vid ansträngning", "symptoms.chest_pain"),
        ("ingen hevelse utenom litt rundt venstre ankel", "symptoms.swelling"),
    ]);
    check(
        "no chest pain apart from feeling tired",
        &["not symptoms.chest_pain", "symptoms.fatigue"],
    );
}

#[test]
fn an_answer_that_is_taken_back_is_not_the_answer() {
    let asked = ["symptoms.fainting"];
    for text in ["no, or yes, once", "nej, eller jo, en gang", "nei, eller jo, en gang"] {
        check_asked(text, &asked, &["symptoms.fainting"]);
    }
    for text in ["no. well actually yes, once", "yes. no wait, I misread. no", "no, sometimes"] {
        check_asked(text, &asked, &[]);
    }
    check_asked("no, a bit tired", &asked, &["not symptoms.fainting", "symptoms.fatigue"]);
}

#[test]
fn what_looks_like_a_denied_list_and_is_none() {
    told(&[
        ("no idea, chest pain or heartburn", "symptoms.chest_pain"),
        ("had chest pain yesterday, but I do not have it now", "symptoms.chest_pain"),
        ("I don't sleep, chest pain or numbness every night", "symptoms.chest_pain"),
        ("weakness and numbness in my arm, doctor says it's nothing", "symptoms.weakness"),
        ("chest pain and breathlessness, paracetamol does nothing", "symptoms.chest_pain"),
        ("I am not ok: chest pain and fainting", "symptoms.fainting"),
        ("without warning: fainting, seizure", "symptoms.fainting"),
        ("no appetite, dark urine and swelling", "symptoms.dark_urine"),
        ("svaghet och domningar, läkaren säger att det inte är något", "symptoms.weakness"),
        ("svaghed og snurren forsvinder ikke", "symptoms.weakness"),
        ("brystsmerter og tungpust har jeg ikke hatt før", "symptoms.chest_pain"),
    ]);
    let said = shown(&read("no pain or stiffness, arm suddenly limp or numb"));
    assert!(!said.contains(&"not symptoms.numbness".to_owned()), "{said:?}");
}

#[test]
fn why_takes_a_part_of_ones_own_body_for_granted_without_my() {
    told(&[
        ("varför domnar handen?", "symptoms.numbness"),
        ("varför trycker det över bröstet?", "symptoms.chest_pain"),
        ("hvorfor gør brystet ondt?", "symptoms.chest_pain"),
        ("hvorfor strammer det i brystet?", "symptoms.chest_pain"),
    ]);
    for text in ["varför svimmar folk?", "hvorfor besvimer mennesker?", "why do people faint?"] {
        assert!(shown(&read(text)).is_empty(), "{text}");
    }
}

#[test]
fn a_semicolon_parts_the_items_of_a_list() {
    check(
        "I don't have: chest pain; fainting spells; weakness",
        &["not symptoms.chest_pain", "not symptoms.fainting", "not symptoms.weakness"],
    );
    told(&[
        ("symptoms: no cramps; weak arm or numb hand", "symptoms.weakness"),
        ("no cramps; weak arm; numb hand", "symptoms.numbness"),
        ("I have no pain at all in my arm; it is weak though", "symptoms.weakness"),
        ("no cramps; my chest hurts when I walk", "symptoms.chest_pain"),
        ("sover dårligt; ondt i brystet siden i går", "symptoms.chest_pain"),
    ]);
}

#[test]
fn a_comma_before_a_clause_parts_nothing() {
    for (text, said) in [
        ("Jeg ved ikke, om jeg har brystsmerter", "unknown symptoms.chest_pain"),
        ("Jeg synes ikke, at min arm er svag", "not symptoms.weakness"),
        ("Jeg har ikke oplevet, at jeg er besvimet", "not symptoms.fainting"),
        ("Jeg har lagt mærke til, at benet er blevet tyndere", "symptoms.muscle_wasting"),
    ] {
        assert!(shown(&read(text)).contains(&said.to_owned()), "{text}");
    }
    assert!(shown(&read("Lægen spurgte, om jeg havde ondt i brystet")).is_empty());
    told(&[
        ("Ingen smerter, om natten kan jeg ikke få luft", "symptoms.breathlessness"),
        ("nej, at gå på trapper gør ondt i brystet", "symptoms.chest_pain"),
    ]);
}

#[test]
fn who_cannot_say_asks_nothing() {
    for text in ["not sure if my grip is weak", "I don't know if my grip is weak"] {
        check(text, &["unknown symptoms.weakness"]);
    }
    told(&[
        ("I don't know if it is my heart but my chest hurts", "symptoms.chest_pain"),
        ("I don't know if my chest pain is from the gym", "symptoms.chest_pain"),
        ("Jeg ved ikke, om mine brystsmerter skyldes stress", "symptoms.chest_pain"),
        ("vet ikke om brystsmertene mine kommer av stress", "symptoms.chest_pain"),
        ("Jeg er ikke i tvivl om, at jeg er svag i armen", "symptoms.weakness"),
        ("jag är inte osäker på att jag är svag i armen", "symptoms.weakness"),
        ("jeg nekter ikke for at jeg har tenkt på å ta livet mitt", "symptoms.suicidal_thoughts"),
        ("I don't deny that I want to die", "symptoms.suicidal_thoughts"),
    ]);
    check("no thoughts of self-harm", &["not symptoms.suicidal_thoughts"]);
}

#[test]
fn what_was_long_ago_and_is_no_more_is_denied() {
    for text in [
        "had bad cramps as a teenager, but I don't get them now",
        "jeg hadde kramper som barn, men har det ikke lenger",
    ] {
        check(text, &["not symptoms.cramps"]);
    }
    told(&[
        ("had chest pain this week, but I do not have it now", "symptoms.chest_pain"),
        // what is over counts all the same
        ("I had an eating disorder as a teenager, but not any more", "conditions.eating_disorder"),
        (
            "jeg hadde spiseforstyrrelse som tenåring, men ikke nå lenger",
            "conditions.eating_disorder",
        ),
    ]);
}

#[test]
fn which_kind_it_is_may_stand_behind_or() {
    for text in [
        "no swelling or focal weakness",
        "ingen hævelse eller fokal svaghed",
        "ingen svullnad eller fokal svaghet",
        "ingen hevelse eller fokal svakhet",
    ] {
        check(text, &["not symptoms.swelling", "not symptoms.weakness"]);
    }
    // one that is not known may be all that is denied
    let said = read("no shortness of breath or pleuritic chest pain");
    assert_eq!(shown(&said), ["not symptoms.breathlessness"]);
    assert!(!said.unsure.is_empty());
    // "or" joins what is not known to what is denied with it
    for text in ["no nausea or chest pain", "uden kvalme eller brystsmerter"] {
        check(text, &["not symptoms.chest_pain"]);
    }
    told(&[("no cramps or I can't breathe", "symptoms.breathlessness")]);
}

#[test]
fn what_cannot_be_done_without_a_sign_has_it() {
    for text in [
        "I can't run without chest pain",
        "unable to climb the stairs without chest pain",
        "kan knap gå uden brystsmerter",
        "kan ikke dreje hovedet mod venstre side uden brystsmerter",
        "kan knappt gå utan bröstsmärta",
        "kan knapt gå uten brystsmerter",
    ] {
        told(&[(text, "symptoms.chest_pain")]);
    }
    for text in ["I can run without chest pain", "kan løpe uten brystsmerter"] {
        check(text, &["not symptoms.chest_pain"]);
    }
}

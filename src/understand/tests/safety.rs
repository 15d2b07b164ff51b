//! What counts for a person's safety though it is no sign: who was examined or cleared, and of whom a sign is told.

use super::{read, shown, told, untold};

#[test]
fn a_doctor_who_did_not_examine_or_clear_has_not() {
    told(&[
        ("no doctor has examined me", "not examined"),
        ("ingen læge har undersøgt mig", "not examined"),
        ("ingen läkare har undersökt mig", "not examined"),
        ("ingen lege har undersøkt meg", "not examined"),
        ("a neurologist examined me and found nothing", "examined"),
        ("my doctor cleared me for training", "cleared_for_hard_training"),
        ("lægen har godkendt at jeg træner", "cleared_for_hard_training"),
        ("läkaren har godkänt att jag tränar", "cleared_for_hard_training"),
        ("legen har klarert meg for trening", "cleared_for_hard_training"),
    ]);
    for text in [
        "my doctor has not cleared me for training",
        "the doctor didn't clear me to run",
        "hope the doctor says yes to running",
        "I should see a doctor",
        "everything will be fine",
        "lægen har ikke godkendt at jeg træner",
        "läkaren har inte godkänt att jag tränar",
        "legen har ikke klarert meg for trening",
        "no doctor has cleared me for training",
        "ingen læge har godkendt at jeg løber",
        "ingen har sagt at jeg må træne hårdt",
        "ingen läkare har godkänt att jag tränar",
        "ingen har godkjent meg for trening",
    ] {
        untold(&[(text, "cleared_for_hard_training"), (text, "examined")]);
    }
}

#[test]
fn a_name_with_a_verb_is_somebody_else_and_a_name_alone_may_be_who_writes() {
    told(&[
        ("this is Emma, I have cramps", "symptoms.cramps"),
        ("Emma here, I have cramps", "symptoms.cramps"),
        ("Emma 45 weak arm", "symptoms.weakness"),
        ("det er Lars, har ondt i læggen", "symptoms.pain"),
        ("det är Lars, har ont i vaden", "symptoms.pain"),
        ("det er Lars, har vondt i leggen", "symptoms.pain"),
    ]);
    for text in [
        "Emma has cramps",
        "Lars har ondt i læggen",
        "Lars har ont i vaden",
        "Lars har vondt i leggen",
    ] {
        assert!(shown(&read(text)).is_empty(), "{text}: {:?}", shown(&read(text)));
    }
}

#[test]
fn a_high_fever_is_a_fever_and_hay_fever_is_none() {
    for text in
        ["I had a high fever all night", "høj feber i nat", "hög feber i natt", "høy feber i natt"]
    {
        told(&[(text, "warning_signs.fever")]);
    }
    for text in ["I have hay fever", "jeg har høfeber", "jag har hösnuva", "jeg har høysnue"] {
        untold(&[(text, "warning_signs.fever")]);
    }
}

#[test]
fn what_hides_a_sign_does_not_reach_over_i() {
    told(&[
        ("while driving the car I fainted", "symptoms.fainting"),
        ("on the phone I passed out", "symptoms.fainting"),
        ("on my bike I collapsed", "symptoms.fainting"),
    ]);
    untold(&[("the old bike collapsed", "symptoms.fainting")]);
}

//! Questions: what they take for granted of the person who asks, and what they only ask.

use crate::understand::tests::{read, read_asked, shown, told};

#[test]
fn why_it_is_so_takes_for_granted_that_it_is() {
    told(&[
        ("why can't I breathe", "symptoms.breathlessness"),
        ("why does my chest hurt?", "symptoms.chest_pain"),
        ("why is my face drooping?", "symptoms.stroke_signs"),
        ("what is this pain in my chest?", "symptoms.chest_pain"),
        ("is it bad that my wee is brown?", "symptoms.dark_urine"),
        ("should I worry that my hand is getting weaker?", "symptoms.weakness"),
        ("what could cause my leg to get thinner?", "symptoms.muscle_wasting"),
        ("does magnesium help my twitching?", "symptoms.twitching"),
        ("hvorfor gør det ondt i mit bryst?", "symptoms.chest_pain"),
        ("hvorfor kan jeg ikke få vejret?", "symptoms.breathlessness"),
        ("varför är min arm domnad?", "symptoms.numbness"),
        ("varför svimmar jag hela tiden?", "symptoms.fainting"),
        ("hvorfor henger munnviken min?", "symptoms.stroke_signs"),
        ("hvorfor får jeg ikke puste?", "symptoms.breathlessness"),
        ("can anyone explain, my left arm went limp and I slurred", "symptoms.stroke_signs"),
    ]);
}

#[test]
fn what_is_only_asked_states_nothing() {
    for text in [
        "why do people faint?",
        "what does chest pain mean?",
        "can coffee cause twitching?",
        "hvorfor besvimer folk?",
        "varför får man ont i bröstet?",
        "hvorfor blir urin mørk?",
        "does my mum have chest pain?",
    ] {
        assert!(shown(&read(text)).is_empty(), "{text}: {:?}", shown(&read(text)));
    }
}

#[test]
fn what_follows_from_a_condition_is_said() {
    told(&[
        ("if I drink energy drinks my eye twitches", "symptoms.twitching"),
        ("if I run my chest hurts", "symptoms.chest_pain"),
        ("hvis jeg drikker kaffe får jeg ondt i brystet", "symptoms.chest_pain"),
        ("hvis jeg rejser mig hurtigt besvimer jeg", "symptoms.fainting"),
        ("om jag springer får jag ont i bröstet", "symptoms.chest_pain"),
        ("hvis jeg løper får jeg vondt i brystet", "symptoms.chest_pain"),
    ]);
    for text in [
        "what if I faint",
        "what if one day I faint",
        "if I get chest pain what should I do",
        "If I ever couldn't swallow or my speech went funny I'd go straight there",
        "hvis jeg får ondt i brystet, hvad gør jeg så?",
        "hvis det breder sig bliver jeg så lam?",
        "om jag får ont i bröstet, vad gör jag då?",
        "hvis jeg får vondt i brystet, hva gjør jeg da?",
    ] {
        assert!(shown(&read(text)).is_empty(), "{text}: {:?}", shown(&read(text)));
    }
}

#[test]
fn an_own_answer_to_a_reported_question_counts() {
    for (text, said) in [
        ("The nurse asked if I had fainted. I have.", "symptoms.fainting"),
        ("Legen spurte om brystsmerter, og det har jeg hatt siden i går", "symptoms.chest_pain"),
        ("The nurse asked if I had fainted. I haven't.", "not symptoms.fainting"),
        ("Läkaren frågade om jag svimmat. Det har jag inte.", "not symptoms.fainting"),
        ("Legen spurte om jeg har besvimt, det har jeg", "symptoms.fainting"),
        ("legen spurte om jeg hadde besvimt, og det har jeg ikke", "not symptoms.fainting"),
        ("lægen spurgte om jeg var besvimet, det var jeg ikke", "not symptoms.fainting"),
        ("doktorn kollade om jag svimmat, och det har jag inte", "not symptoms.fainting"),
        ("The GP wanted to know whether I had fainted, which I haven't", "not symptoms.fainting"),
    ] {
        assert_eq!(shown(&read(text)), [said], "{text}");
    }
    let text =
        "the nurse asked about chest pain, fainting and dark urine. The answer is no to all three";
    let said = shown(&read(text));
    let denied = ["not symptoms.chest_pain", "not symptoms.dark_urine", "not symptoms.fainting"];
    assert_eq!(said, denied);
}

#[test]
fn what_is_said_behind_a_condition_is_no_reported_question() {
    for text in ["If I run my chest hurts. No.", "Hvis jeg løber, får jeg ondt i brystet. Nej."] {
        let said = shown(&read(text));
        assert!(!said.contains(&"not symptoms.chest_pain".to_owned()), "{text}: {said:?}");
    }
    for text in [
        "Legen spurte om brystsmerter, og det har jeg ikke hatt på lenge",
        "Lægen spurgte om brystsmerter, og det har jeg ikke haft længe",
    ] {
        let said = shown(&read(text));
        assert!(!said.contains(&"symptoms.chest_pain".to_owned()), "{text}: {said:?}");
    }
}

#[test]
fn a_yes_that_goes_on_for_long_is_a_yes() {
    for (text, slot) in [
        (
            "Yes, mostly when I walk up the hill to the shop, but it goes away when I sit down again",
            "symptoms.chest_pain",
        ),
        (
            "Ja, især når jeg går op ad bakken ned til købmanden, men det går over når jeg sætter mig ned",
            "symptoms.chest_pain",
        ),
        (
            "Ja. To ganger på jobben forrige uke, og en gang hjemme på badet mens jeg pusset tennene",
            "symptoms.fainting",
        ),
    ] {
        let said = shown(&read_asked(text, &[slot]));
        assert!(said.contains(&slot.to_owned()), "{text}: {said:?}");
    }
    let text =
        "Yes or no questions like these make me wonder what you think my doctor is there for";
    assert!(shown(&read_asked(text, &["symptoms.chest_pain"])).is_empty());
}

#[test]
fn what_the_person_has_now_is_of_nobody_else() {
    told(&[
        ("Pappa døde av infarkt og nå klemmer det i brystet mitt", "symptoms.chest_pain"),
        ("min far døde sidste år og nu har jeg selv ondt i brystet", "symptoms.chest_pain"),
        ("min pappa fick en infarkt och nu trycker det över mitt bröst", "symptoms.chest_pain"),
        ("my dad died of a heart attack and now my chest hurts", "symptoms.chest_pain"),
    ]);
    for text in
        ["my wife fainted and I called an ambulance", "min kone besvimede og jeg ringede 112"]
    {
        assert!(!shown(&read(text)).contains(&"symptoms.fainting".to_owned()), "{text}");
    }
}

//! Questions: what they take for granted of the person who asks, and what they only ask.

use crate::understand::tests::{read, shown};

#[test]
fn why_it_is_so_takes_for_granted_that_it_is() {
    for (text, flag) in [
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
    ] {
        let said = shown(&read(text));
        assert!(said.contains(&flag.to_owned()), "{text}: {said:?}");
    }
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

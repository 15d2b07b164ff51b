//! Amounts of things, how often and how long, and ages.

use crate::understand::tests::{check, check_asked, read, read_asked, shown, told};

#[test]
fn things_are_counted_where_the_number_is_theirs() {
    for (text, milligrams) in [
        ("coffee, 3 cups", 270),
        ("coffee 3 cups, tea 2 cups", 360),
        ("coffee x3, tea x2", 360),
        ("kaffe om dagen 3 kopper", 270),
        ("Age? None of that! coffee 5 cups", 450),
        ("kaffe, tre kopper om dagen", 270),
        ("coffee, 3 cups of tea", 225),
        ("3x200 mg caffeine", 600),
        ("two caffeine pills of 200 mg", 400),
        ("hi, coffee 5", 450),
        ("sleep 7. coffee 5.", 450),
        ("kaffe? 2 kopper", 180),
        ("100 mg caffeine twice a day", 200),
        ("jeg tager 200 mg koffein to gange om dagen", 400),
        ("2 energidrycker (50 cl)", 320),
        ("två energidrycker på 500 ml om dagen", 320),
        ("3 energy drinks, 500 ml water", 240),
        ("energy drinks, two cans of 500 ml", 320),
        ("energidrik, to dåser à 500 ml om dagen", 320),
        ("energidryck, tre burkar à 500 ml om dagen", 480),
        ("coffee, 3 big cups a day", 270),
        ("only green tea now, three cups", 135),
        ("3 cups of coffee in the morning and 2 in the afternoon", 450),
        ("one coffee at breakfast, one at lunch and one at work", 270),
        ("to kopper kaffe om morgenen og en om aftenen", 270),
        ("en espresso efter frukost, en efter lunch och en efter middan", 225),
        ("en kopp kaffe til frokost, to på jobb og en etter middag", 360),
        ("kaffe: 2 om morgenen, 1 til frokost, 1 om eftermiddagen", 360),
        ("2 coffees in the morning, 3 kids", 180),
        ("3 coffees a day, 2 in the morning and 1 in the evening", 270),
        ("200 mg caffeine before I train 3 times a week", 200),
        ("two coffees a day and 3 workouts a week", 180),
        ("cut down from 8 coffees to 3", 270),
        ("went from 6 coffees a day to 2", 180),
        ("har skåret ned fra 8 kopper kaffe til 3 om dagen", 270),
        ("dragit ner från 8 koppar kaffe till 3", 270),
        ("har kutta ned fra 8 kopper kaffe til 3", 270),
        ("went from 3 cups of coffee to 2 cups of tea", 90),
        ("i used to drink 10 coffees, now 3", 270),
        ("used to have 5 coffees a day but now only two", 180),
        ("drakk ti kopper kaffe før, nå bare tre", 270),
    ] {
        let said = shown(&read(text));
        assert!(said.contains(&format!("caffeine_mg {milligrams}")), "{text}: {said:?}");
    }
    for text in ["no coffee, 2 please", "coffee, 3 sets of squats", "coffee, 8 km of running"] {
        assert!(!shown(&read(text)).iter().any(|line| line.contains("caffeine_mg")), "{text}");
    }
}

#[test]
fn hours_behind_a_comma_or_a_question_are_of_what_stands_before() {
    for text in [
        "I sleep well, eight hours",
        "sover bra, åtta timmar",
        "Sleep? 8 hours.",
        "Sleep? Maybe 8 hours.",
        "søvn? 8 timer",
        "går i seng 22.30 og står op 6.30",
        "legger meg 22.30 og står opp 06.30",
        "jeg sover ca. 8 timer",
        "I sleep approx. 8 hours",
    ] {
        assert_eq!(shown(&read(text)), ["sleep_hours 8"], "{text}");
    }
    for text in ["jeg sover dårligt, 8 uger", "I don't sleep well, 8 hour shifts"] {
        assert!(!shown(&read(text)).iter().any(|line| line.contains("sleep_hours")), "{text}");
    }
    check("jeg vejer 82.50 kg", &["weight_kg 82.5"]);
    check("I sleep 7 hours, 30 minutes a night", &["sleep_hours 7.5"]);
    check("chest pain when I sleep, 2 hours", &["symptoms.chest_pain"]);
}

#[test]
fn what_somebody_else_does_after_and_is_theirs() {
    for text in [
        "min man sover fyra timmar och dricker tio koppar kaffe",
        "min venninne har kreft og besvimer",
        "my husband sleeps 4 hours and drinks ten coffees a day",
    ] {
        assert!(shown(&read(text)).is_empty(), "{text}");
    }
    for text in [
        "my wife says my ankles are swollen",
        "min kone siger at mine ankler er hævede",
        "min fru säger att mina anklar är svullna",
        "kona mi sier at anklene mine er hovne",
    ] {
        assert!(shown(&read(text)).contains(&"symptoms.swelling".to_owned()), "{text}");
    }
    assert!(shown(&read("my mother's ankles are swollen")).is_empty());
    assert!(shown(&read("kona mi har hovne ankler")).is_empty());
    assert!(shown(&read("my son (12) twitches a lot")).is_empty());
    check("min mor har demens og jeg sover 4 timer", &["sleep_hours 4"]);
    check("my mum died of a stroke and my chest hurts", &["symptoms.chest_pain"]);
    check("my father died last week, and chest pain since", &["symptoms.chest_pain"]);
}

#[test]
fn how_long_something_lasted_that_is_over_states_nothing() {
    assert!(shown(&read("my eyelid twitched for two days but it stopped")).is_empty());
    for text in [
        "my arm was numb, fine now. My eyelid twitches",
        "my arm was numb, fine now, my eyelid twitches",
    ] {
        check(text, &["symptoms.twitching", "twitch_site.eyelid"]);
    }
    check("had my hip replaced last year, now I want to get stronger", &["goals.strength"]);
    check(
        "I have high blood pressure and for about two weeks my left calf has been twitching",
        &[
            "conditions.high_blood_pressure",
            "symptoms.twitching",
            "twitch_days 14",
            "twitch_site.calf",
        ],
    );
    check(
        "my eyelid twitched for two days",
        &["symptoms.twitching", "twitch_days 2", "twitch_site.eyelid"],
    );
}

#[test]
fn how_often_is_not_how_long() {
    check(
        "my eyelid twitches, 4 coffees a day",
        &["caffeine_mg 360", "symptoms.twitching", "twitch_site.eyelid"],
    );
    check("I sleep 5 hours a day", &["sleep_hours 5"]);
    let week = ["symptoms.twitching", "twitch_days 7", "twitch_site.eyelid"];
    check("my eyelid twitches for a week", &week);
    check("kan ikke sove mere end 4 timer", &["sleep_hours 4"]);
}

#[test]
fn a_bare_number_between_commas_is_an_age() {
    check("Norwich, 61, weak legs", &["age_years 61", "symptoms.weakness"]);
    check(
        "Weak legs. 53. Sleeping 6 hours",
        &["age_years 53", "sleep_hours 6", "symptoms.weakness"],
    );
    for text in
        ["weak legs, 11", "weak legs, 30, 40 minutes awake", "weak legs, about 20", "weak legs 20"]
    {
        assert!(!shown(&read(text)).iter().any(|line| line.contains("age_years")), "{text}");
    }
    check_asked("weak legs, 20", &["twitch_days"], &["symptoms.weakness", "twitch_days 20"]);
    check("kaffe x4", &["caffeine_mg 360"]);
    check("28M 85 kg", &["age_years 28", "weight_kg 85"]);
    check(
        "weak legs, 38, two cups of coffee",
        &["age_years 38", "caffeine_mg 180", "symptoms.weakness"],
    );
    check("Sixty-three, weak legs", &["age_years 63", "symptoms.weakness"]);
    check("I swim 2k three times a week", &["training_days 3"]);
    check("been lifting 2 years, 6 days a week", &["not new_to_training", "training_days 6"]);
    check("tired for weeks now, 66", &["age_years 66", "symptoms.fatigue"]);
}

#[test]
fn assumptions_are_noted() {
    let understood = read("two cups of coffee and half a litre of energy drink");
    assert_eq!(shown(&understood), ["caffeine_mg 340"]);
    let pieces: Vec<(String, String)> = understood.notes[0]
        .pieces
        .iter()
        .map(|piece| (piece.count.to_string(), piece.amount.to_string()))
        .collect();
    assert_eq!(pieces, [("2".into(), "180".into()), ("2".into(), "160".into())]);
}

#[test]
fn the_number_of_a_date_counts_nothing() {
    for (text, asked) in [
        ("since May 4th", "twitch_days"),
        ("since the 21st of march", "twitch_days"),
        ("siden d. 4. maj", "twitch_days"),
        ("sedan 3 mars", "twitch_days"),
        ("siden 17. mai", "twitch_days"),
        ("twitching since 4 March.", "twitch_days"),
    ] {
        let said = shown(&read_asked(text, &[asked]));
        assert!(!said.iter().any(|line| line.contains("twitch_days")), "{text}: {said:?}");
    }
    for (text, asked, days) in [
        ("since march, 3 weeks", "twitch_days", "twitch_days 21"),
        ("siden 17. mai helga, så en 10-11 dager", "twitch_days", "twitch_days 10.5"),
    ] {
        let said = shown(&read_asked(text, &[asked]));
        assert!(said.iter().any(|line| line.contains(days)), "{text}: {said:?}");
    }
}

#[test]
fn a_number_of_something_else_is_no_value() {
    for text in ["heart rate was 80, now 60", "twitches for 10 seconds"] {
        let said = shown(&read(text));
        assert!(!said.iter().any(|line| line.chars().any(char::is_numeric)), "{text}: {said:?}");
    }
    for (text, expected) in [
        ("I weigh 84 kg. My pulse is usually 60.", "weight_kg 84"),
        ("vægt? 80. kaffe? 3", "caffeine_mg 270"),
        ("parkinson i 4 år, hånden spjætter", "conditions.parkinson"),
    ] {
        let said = shown(&read(text));
        assert!(said.contains(&expected.to_owned()), "{text}: {said:?}");
        assert!(!said.iter().any(|line| line.contains("twitch_days")), "{text}: {said:?}");
    }
}

#[test]
fn what_is_now_replaces_what_was() {
    for (text, expected) in [
        ("84 kg down to 79", "weight_kg 79"),
        ("was 90 kg, now 82 kg", "weight_kg 82"),
        ("36 år, 4t søvn", "sleep_hours 4"),
        ("16. 5-6 hrs sleep", "age_years 16"),
        ("34 and run every other day", "age_years 34"),
        ("81 now.", "age_years 81"),
        ("anorexi när jag var 17, nu 29", "age_years 29"),
        ("Stats: 26, 88kg", "age_years 26"),
        ("bättre uthållighet, 36 år 79 kg", "age_years 36"),
        ("24, 3 gange crossfit om ugen", "age_years 24"),
        ("I sleep from 11 to 6", "sleep_hours 7"),
        ("sover fra 2 til 8", "sleep_hours 6"),
        ("51 with diabetes", "age_years 51"),
        ("stress? medium", "stress moderate"),
        ("slept? four hours if I'm lucky", "sleep_hours 4"),
    ] {
        let said = shown(&read(text));
        assert!(said.iter().any(|line| line.contains(expected)), "{text}: {said:?}");
    }
}

#[test]
fn what_it_is_now_replaces_what_it_was() {
    told(&[
        ("I weighed 96 kilos before Christmas, now 88.", "weight_kg 88"),
        ("Jeg vejede 96 kilo før jul, nu 88.", "weight_kg 88"),
        ("I sleep nine at weekends but normally it's six", "sleep_hours 6"),
        ("før drak jeg otte-ti kopper kaffe, nu er jeg nede på tre om dagen", "caffeine_mg 270"),
        ("før drakk jeg åtte kopper kaffe, nå blir det to, pluss en boks cola", "caffeine_mg 215"),
        ("went from 2 to 8 coffees a day", "caffeine_mg 720"),
    ]);
    for text in ["four cups I meant, not fourteen", "fyra koppar menade jag, inte fjorton"] {
        assert_eq!(shown(&read_asked(text, &["caffeine_mg"])), ["caffeine_mg 360"], "{text}");
    }
}

#[test]
fn what_is_carried_or_lifted_is_no_weight_of_the_person() {
    for text in [
        "I carry 25 kilo bags all day",
        "could bench 80 kg, now 60",
        "jeg slæber stadig foderposer på 25 kilo",
        "på håndtræneren klemmer jeg 42 kilo med højre",
    ] {
        let said = shown(&read(text));
        assert!(!said.iter().any(|line| line.starts_with("weight_kg")), "{text}: {said:?}");
    }
    assert_eq!(shown(&read("34 years old, 82 kg")), ["age_years 34", "weight_kg 82"]);
}

#[test]
fn days_of_the_week_that_are_named_apart_are_added() {
    let said = shown(&read("I dance on Tuesdays and Thursdays and run parkrun on Saturdays"));
    assert!(said.contains(&"training_days 3".to_owned()), "{said:?}");
    let said = shown(&read("in bed 10.30, up at quarter past 5"));
    assert_eq!(said, ["sleep_hours 6.75"]);
    let said = shown(&read("one cup of tea and one coffee a day"));
    assert_eq!(said, ["caffeine_mg 135"]);
    let said = shown(&read("five cups of Barry's tea a day"));
    assert_eq!(said, ["caffeine_mg 225"]);
}

#[test]
fn what_is_had_once_more_is_counted_on() {
    for (text, milligrams) in [
        ("I have a coffee at breakfast and another at lunch", 180),
        ("I have a coffee at breakfast and another two at work", 270),
        ("2 large coffees in the morning before I leave and one when I get to work", 270),
        ("jeg drikker en kop kaffe om morgenen og en til efter frokost", 180),
        ("dricker en kopp kaffe på morgonen och en till på eftermiddagen", 180),
        ("jeg starter dagen med én kopp kaffe, drikker fire til på jobben", 450),
        ("drinking one red bull after another", 80),
    ] {
        assert_eq!(shown(&read(text)), [format!("caffeine_mg {milligrams}")], "{text}");
    }
    let text = "two coffees at home, one with my sister";
    let said = shown(&read_asked(text, &["caffeine_mg"]));
    assert!(!said.contains(&"caffeine_mg 181".to_owned()), "{said:?}");
}

#[test]
fn times_of_day_are_told_in_minutes_and_in_either_order() {
    for (text, said) in [
        ("in bed at twenty past eleven, up at ten to six", "sleep_hours 6.5"),
        ("lägger mig tjugo över tio, upp tio i sex", "sleep_hours 7.5"),
        ("oppe kl 6.30, i seng kl 23", "sleep_hours 7.5"),
        ("up at 6:30, in bed at 11", "sleep_hours 7.5"),
        ("uppe 6.30, i säng 23", "sleep_hours 7.5"),
    ] {
        assert_eq!(shown(&read(text)), [said], "{text}");
    }
    assert_eq!(shown(&read("I sleep five to six hours")), ["sleep_hours 5.5"]);
}

#[test]
fn what_it_is_now_replaces_what_is_over() {
    for (text, said) in [
        ("I used to sleep 8 hours, now 5", "sleep_hours 5"),
        ("used to weigh 90 kg, now 82", "weight_kg 82"),
        ("trænede fem gange om ugen før, nu to", "training_days 2"),
        ("tränade fem gånger i veckan förr, nu två", "training_days 2"),
        ("trente fem ganger i uka før, nå to", "training_days 2"),
    ] {
        assert_eq!(shown(&read(text)), [said], "{text}");
    }
    let said = shown(&read("Gravid med nummer fire. 27 år og helt ødelagt"));
    assert!(said.contains(&"age_years 27".to_owned()), "{said:?}");
    let said = shown(&read("20 år med migræne"));
    assert!(!said.iter().any(|line| line.starts_with("age_years")), "{said:?}");
}

#[test]
fn a_time_counts_no_cups_and_a_rate_of_cups_no_training() {
    for (text, said) in [
        ("three coffees before noon and a tea at four", vec!["caffeine_mg 315"]),
        (
            "gym four days a week and two coffees every day",
            vec!["caffeine_mg 180", "training_days 4"],
        ),
    ] {
        assert_eq!(shown(&read(text)), said, "{text}");
    }
}

#[test]
fn a_vessel_is_one() {
    for text in [
        "cup of coffee every morning",
        "kop kaffe hver morgen",
        "kopp kaffe varje morgon",
        "kopp kaffe hver morgen",
    ] {
        assert_eq!(shown(&read(text)), ["caffeine_mg 90"], "{text}");
    }
    assert_eq!(shown(&read("can of Monster every day, sometimes I skip it")), ["caffeine_mg 160"]);
    // how many, nobody says
    assert!(shown(&read("cups of coffee every morning")).is_empty());
    assert!(shown(&read("cup of coffee on the table")).is_empty());
}

#[test]
fn none_now_is_none() {
    for text in [
        "6 coffees before, now none",
        "før 6 kopper kaffe om dagen, nu ingen",
        "drack 6 koppar kaffe förut, nu inget",
        "drakk 6 kopper kaffe før, nå ingen",
    ] {
        assert_eq!(shown(&read(text)), ["caffeine_mg 0"], "{text}");
    }
    assert_eq!(shown(&read("2 coffees, now no tea")), ["caffeine_mg 180"]);
}

#[test]
fn an_age_that_is_about_to_turn_is_not_reached() {
    for (text, years) in [
        ("I turn 50 in May", 49),
        ("I'm turning 40 next month", 39),
        ("jeg bliver 30 til marts", 29),
        ("jag fyller 50 i maj", 49),
        ("blir 50 i mai", 49),
        ("I'm 50", 50),
    ] {
        check(text, &[&format!("age_years {years}")]);
    }
}

#[test]
fn a_bare_number_behind_a_correction_has_the_unit_of_the_first() {
    for text in ["it has twitched for 2 months, no 3 actually", "ryckt i två månader, nej tre"] {
        assert!(shown(&read(text)).contains(&"twitch_days 90".to_owned()), "{text}");
    }
}

//! Amounts of things, how often and how long, and ages.

use crate::understand::tests::{check, check_asked, read, shown};

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
    ] {
        check(text, &[&format!("caffeine_mg {milligrams}")]);
    }
    for text in ["no coffee, 2 please", "coffee, 3 sets of squats", "coffee, 8 km of running"] {
        assert!(!shown(&read(text)).iter().any(|line| line.contains("caffeine_mg")), "{text}");
    }
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

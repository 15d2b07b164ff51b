//! An intake without words: a program answers the questions itself, such as from the fields of a form.
//!
//! `cargo run --example run_intake` answers as one person would and prints each question, what is open at the
//! end, and the outcome as JSON.
#![expect(clippy::print_stdout, reason = "an example shows its results")]

use std::error::Error;

use samtale::base::country::Country;
use samtale::base::decimal::Decimal;
use samtale::base::language::Language;
use samtale::engine::{Engine, Event, Session};
use samtale::exchange::outcome;
use samtale::model::finding::Finding;
use samtale::pack::{Languages, load_embedded};
use samtale::render::text::Speech;

fn main() -> Result<(), Box<dyn Error>> {
    let (model, _) = load_embedded(Languages::One(Language::En));
    let model = model.ok_or("the embedded pack has errors")?;
    let engine = Engine::new(&model);
    let speech = Speech {
        model: &model,
        language: Language::En,
        country: Country::Other,
        region: None,
        findings: None,
    };
    let slot = |name: &str| model.slot(name).ok_or_else(|| format!("the pack has no {name}"));
    // what the form says; a slot is a fact, or one member of a set
    let form = [
        (slot("symptoms.twitching")?, Finding::Affirmed),
        (slot("twitch_days")?, Finding::Number(Decimal::whole(10))),
        (slot("sleep_hours")?, Finding::Number(Decimal::whole(5))),
    ];

    let dialogue = model.manifest.default_dialogue;
    let (mut session, _) = Session::start(&engine, dialogue);
    // all that is known can be said at once; only what still matters is asked afterwards
    session.take(&engine, Event::Answer(form.to_vec()));
    while let Some(question) = session.question() {
        let labels: Vec<String> =
            question.show.iter().map(|slot| speech.slot_label(*slot)).collect();
        println!("asked: {}", labels.join(", "));
        // the form has no more to say. A skipped question leaves unknowns, never a no: the outcome names them
        session.take(&engine, Event::Skip);
    }
    println!("{}", outcome::page(&speech, dialogue, &session.outcome(&engine)));
    Ok(())
}

//! A chat inside another program: it hands over each line that the person writes and shows what comes back.
//!
//! `cargo run --example embed_chat` talks on the terminal. In a program of your own the two ends are yours: a
//! web page, a telephone, a test. Nothing is kept: when the chat is dropped, so is all that was said.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example reads and prints")]

use std::error::Error;
use std::io::stdin;

use samtale::base::country::Country;
use samtale::base::language::Language;
use samtale::conversation::{Chat, Reply, Settings};
use samtale::engine::Engine;
use samtale::pack::{Languages, load_embedded};
use samtale::render::block::set;
use samtale::understand::Reader;

fn main() -> Result<(), Box<dyn Error>> {
    // a pack of your own: `read_pack` in `samtale::shell`, then `completed` and `load` in `samtale::pack`
    let (model, _) = load_embedded(Languages::All);
    let model = model.ok_or("the embedded pack has errors")?;
    // made once, shared by all conversations
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let settings = Settings {
        language: Language::En,
        language_chosen: false, // the first message decides
        country: Country::Other,
        region: None,
        country_chosen: false, // follows the language
        dialogue: model.manifest.default_dialogue,
    };
    let (mut chat, reply) = Chat::begin(&engine, &reader, settings);
    show(&reply);
    for line in stdin().lines() {
        let reply = chat.line(&line?);
        show(&reply);
        if reply.ended {
            return Ok(());
        }
    }
    // whoever leaves early is still told what was found and what was not asked
    show(&chat.end_of_input());
    Ok(())
}

/// Blocks are plain data; here they become lines of 80 columns. A card begins with its urgency word.
fn show(reply: &Reply) {
    for line in set(&reply.blocks, 80) {
        println!("{}", line.text);
    }
    if let Some(asked) = &reply.asked {
        // for programs: which fact is being asked
        println!("[{asked}]");
    }
}

//! Reads a transcript, says it again to the embedded pack and tells whether the same comes back.
//!
//! `cargo run --example read_transcript -- FILE`, such as one that `samtale chat --record FILE` wrote. The format
//! is that of docs/transcript-format.md; a transcript that includes others needs `Sources::gather`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example reads and prints")]

use std::env::args;
use std::error::Error;
use std::path::Path;

use samtale::conversation::{Chat, Reply};
use samtale::engine::Engine;
use samtale::pack::{Languages, load_embedded};
use samtale::shell::{Native, read_file};
use samtale::transcript::format::Turn;
use samtale::transcript::replay::{Comparison, Onlooker, Stage, judge};
use samtale::transcript::sources::Sources;
use samtale::transcript::verdict::Verdict;
use samtale::understand::Reader;

fn main() -> Result<(), Box<dyn Error>> {
    let file = args().nth(1).ok_or("name a transcript: … --example read_transcript -- FILE")?;
    let sources = Sources::single(&file, read_file(&Native::new(), Path::new(&file))?);

    let (model, _) = load_embedded(Languages::All);
    let model = model.ok_or("the embedded pack has errors")?;
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let stage = Stage::new(&engine, &reader);
    let judged = judge(&stage, &sources, Comparison::default(), &mut Printer);
    match judged.verdict {
        Verdict::Passed => println!("{} turns, all as written", judged.turns),
        Verdict::Failed(failure) => {
            for difference in failure.differences {
                println!("{}: {} but now {}", difference.at, difference.expected, difference.got);
            }
        }
        Verdict::Unreadable(troubles) => {
            for trouble in troubles {
                println!("{}: {}", trouble.at, trouble.message);
            }
        }
    }
    Ok(())
}

/// Prints what was said, what was asked after it, and the referrals that hold then.
struct Printer;

impl Onlooker for Printer {
    fn turn(&mut self, turn: Option<&Turn<'_>>, chat: &Chat<'_>, reply: &Reply) {
        if let Some(turn) = turn {
            println!("{} {}", turn.said.mark(), turn.said.text());
        }
        if let Some(asked) = &reply.asked {
            println!("? {asked}");
        }
        for referral in chat.referrals() {
            println!("= refer {}", referral.id(chat.model()));
        }
    }

    // only who reads the blocks that are shown needs them made
    fn reads(&self) -> bool {
        false
    }
}

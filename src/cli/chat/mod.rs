//! The chat: lines in, blocks out, and the recording beside it.

mod begin;
mod recording;

use std::io;

use crate::cli::chat::begin::{Begun, begin};
use crate::cli::chat::recording::Recording;
use crate::cli::failure::Failure;
use crate::cli::forms::{form_of, unwritable};
use crate::cli::loading::Loaded;
use crate::cli::request::{self, Common};
use crate::cli::screen::width;
use crate::cli::terminal::{EditedInput, Input, PlainInput, Typed};
use crate::cli::{FINE, UNUSABLE};
use crate::conversation::{COMMANDS, Chat, Reply};
use crate::engine::Engine;
use crate::exchange::fhir;
use crate::model::interface::Phrase;
use crate::render::block::{Block, set};
use crate::render::style::Styles;
use crate::shell::{Output, Stream, System};
use crate::transcript::replay::Stage;
use crate::understand::Reader;

/// `samtale chat`, and `samtale` with no arguments.
pub(super) fn chat(
    request: &request::Chat,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    // the person may switch language at any time
    let loaded = Loaded::with_all_languages(common, system)?;
    let (engine, reader) = (Engine::new(&loaded.model), Reader::new(&loaded.model));
    let stage = Stage::new(&engine, &reader);
    let plain = request.plain || system.variable("SAMTALE_PLAIN").is_some_and(|v| !v.is_empty());
    let terminal = system.is_terminal(Stream::Input) && system.is_terminal(Stream::Results);
    let dumb = system.variable("TERM").as_deref() == Some("dumb");
    if let Some(path) = request.save_fhir.as_ref().filter(|path| system.open(path).is_ok()) {
        return Err(Failure::unusable(format_args!("{} is there already", path.display())));
    }
    let options = ChatOptions {
        plain: plain || terminal && dumb,
        coloured: !plain && common.colour.applies(system, Stream::Results),
        width: width(system),
    };
    let begun = begin(request, (common, &loaded), &stage, system)?;
    let (chat, broken) = if terminal && !options.plain {
        let mut input = EditedInput::new(&COMMANDS)?;
        converse(system, &mut input, begun, &options)?
    } else {
        let mut input = PlainInput::new(system);
        converse(system, &mut input, begun, &options)?
    };
    if let Some(path) = &request.save_fhir {
        let (form, _) = form_of(&loaded, common, chat.settings().dialogue, system)?;
        let text = fhir::bundle(&chat.speech(), &form, &chat.outcome());
        system.create_private(path, &text).map_err(|error| unwritable(path, &error))?;
    }
    let Some(broken) = broken else { return Ok(FINE) };
    system.flush()?;
    system.write(Output::Errors, &format!("error: {broken}\n"))?;
    Ok(UNUSABLE)
}

/// How a chat is shown.
#[derive(Debug, Clone)]
struct ChatOptions {
    /// Labels instead of a prompt and no line editing: for screen readers.
    plain: bool,
    /// Whether colours are used.
    coloured: bool,
    /// How many columns a line may have.
    width: usize,
}

/// Holds a conversation until it is over or the input ends, and gives it back; and why its recording is not
/// complete, if so.
///
/// # Errors
/// When the output cannot be written or the input cannot be read.
fn converse<'m>(
    system: &mut dyn System,
    input: &mut dyn Input,
    begun: Begun<'m>,
    options: &ChatOptions,
) -> io::Result<(Chat<'m>, Option<String>)> {
    let Begun { chat, recording, reply } = begun;
    let mut talk = Talk { system, chat, recording, options, styles: Styles::new(options.coloured) };
    talk.show(&reply)?;
    let mut interrupted = false;
    loop {
        let label = talk.label(Phrase::LabelYou);
        let typed = input.line(talk.system, &label)?;
        match typed {
            Typed::Line(line) => {
                interrupted = false;
                if talk.line(&line)? {
                    return Ok((talk.chat, talk.recording.broken));
                }
            }
            Typed::Interrupt if !interrupted => {
                interrupted = true;
                let hint = talk.chat.speech().phrase(Phrase::QuitHint, &[]);
                talk.print(&[Block::Note(hint)])?;
            }
            Typed::Interrupt | Typed::End => {
                let reply = talk.chat.end_of_input();
                talk.show(&reply)?;
                return Ok((talk.chat, talk.recording.broken));
            }
        }
    }
}

struct Talk<'a, 'm> {
    system: &'a mut dyn System,
    chat: Chat<'m>,
    recording: Recording<'m>,
    options: &'a ChatOptions,
    styles: Styles,
}

impl Talk<'_, '_> {
    /// Takes what was typed; whether the conversation is over. Of several lines at once the first
    /// counts: an answer must not go to a question that the person has not seen.
    fn line(&mut self, line: &str) -> io::Result<bool> {
        let mut lines = line.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or_default();
        let before = self.chat.findings().clone();
        let mut reply = self.chat.line(first);
        let (system, said) = (&mut *self.system, format!("> {first}"));
        // the recording first: a process that is killed must not have shown more than it has kept
        let broken = self.recording.turn(system, &said, (&self.chat, &reply), &before);
        let saved = reply.save.take().map(|save| self.recording.save(system, save, &self.chat));
        let notes: Vec<Block> = broken.into_iter().chain(saved).collect();
        self.print(&notes)?;
        self.show(&reply)?;
        if lines.next().is_some() {
            let note = self.chat.speech().phrase(Phrase::SeveralLines, &[]);
            self.print(&[Block::Note(note)])?;
        }
        Ok(reply.ended)
    }

    fn label(&self, phrase: Phrase) -> String {
        if self.options.plain { self.chat.speech().phrase(phrase, &[]) } else { String::new() }
    }

    fn show(&mut self, reply: &Reply) -> io::Result<()> {
        if self.options.plain && !reply.blocks.is_empty() {
            let label = self.label(Phrase::LabelSamtale);
            self.system.write(Output::Results, &format!("{label}\n"))?;
        }
        self.print(&reply.blocks)
    }

    fn print(&mut self, blocks: &[Block]) -> io::Result<()> {
        if blocks.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        for line in set(blocks, self.options.width) {
            text.push_str(&self.styles.paint(&line));
            text.push('\n');
        }
        text.push('\n');
        self.system.write(Output::Results, &text)?;
        self.system.flush()
    }
}

//! The chat: lines in, blocks out, and the recording beside it.

use std::io;
use std::path::{Path, PathBuf};

use crate::base::country::Country;
use crate::cli::FINE;
use crate::cli::failure::Failure;
use crate::cli::forms::{form_of, unwritable};
use crate::cli::loading::Loaded;
use crate::cli::request::{self, Common};
use crate::cli::screen::width;
use crate::cli::terminal::{EditedInput, Input, PlainInput, Typed};
use crate::conversation::{COMMANDS, Chat, Reply, Save, Settings};
use crate::engine::Engine;
use crate::exchange::{fhir, html, markdown};
use crate::model::interface::Phrase;
use crate::render::block::{Block, set};
use crate::render::style::Styles;
use crate::shell::{Output, Stream, System};
use crate::transcript::record;
use crate::understand::Reader;

/// `samtale chat`, and `samtale` with no arguments.
pub(super) fn chat(
    request: &request::Chat,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    if request.resume.is_some() {
        return Err(Failure::not_yet("`--resume`"));
    }
    // the person may switch language at any time
    let loaded = Loaded::with_all_languages(common, system)?;
    let settings = Settings {
        language: loaded.language,
        language_chosen: common.language.is_some(),
        country: common.place.as_ref().map_or(Country::of_language(loaded.language), |p| p.country),
        region: loaded.place.region.clone(),
        country_chosen: common.place.is_some(),
        dialogue: loaded.dialogue(request.dialogue.as_deref())?,
    };
    let (engine, reader) = (Engine::new(&loaded.model), Reader::new(&loaded.model));
    let plain = request.plain || system.variable("SAMTALE_PLAIN").is_some_and(|v| !v.is_empty());
    let terminal = system.is_terminal(Stream::Input) && system.is_terminal(Stream::Results);
    let dumb = system.variable("TERM").as_deref() == Some("dumb");
    if let Some(path) = request.save_fhir.as_ref().filter(|path| system.open(path).is_ok()) {
        return Err(Failure::unusable(format_args!("{} is there already", path.display())));
    }
    let options = ChatOptions {
        record: request.record.clone(),
        plain: plain || terminal && dumb,
        coloured: !plain && common.colour.applies(system, Stream::Results),
        width: width(system),
    };
    let chat = if terminal && !options.plain {
        let mut input = EditedInput::new(&COMMANDS)?;
        converse(system, &mut input, (&engine, &reader), settings, &options)?
    } else {
        let mut input = PlainInput::new(system);
        converse(system, &mut input, (&engine, &reader), settings, &options)?
    };
    if let Some(path) = &request.save_fhir {
        let (form, _) = form_of(&loaded, common, chat.settings().dialogue, system)?;
        let text = fhir::bundle(&chat.speech(), &form, &chat.outcome());
        system.create_private(path, &text).map_err(|error| unwritable(path, &error))?;
    }
    Ok(FINE)
}

/// How a chat is shown and kept.
#[derive(Debug, Clone)]
struct ChatOptions {
    /// Where the conversation is written as it goes, if anywhere.
    record: Option<PathBuf>,
    /// Labels instead of a prompt and no line editing: for screen readers.
    plain: bool,
    /// Whether colours are used.
    coloured: bool,
    /// How many columns a line may have.
    width: usize,
}

/// Holds a conversation until it is over or the input ends, and gives it back.
///
/// # Errors
/// When the output or the recording cannot be written.
fn converse<'m>(
    system: &mut dyn System,
    input: &mut dyn Input,
    (engine, reader): (&'m Engine<'m>, &'m Reader),
    settings: Settings,
    options: &ChatOptions,
) -> io::Result<Chat<'m>> {
    let (chat, reply) = Chat::begin(engine, reader, settings);
    let mut talk = Talk { system, chat, options, styles: Styles::new(options.coloured) };
    talk.begin_recording(&reply)?;
    talk.show(&reply)?;
    let mut interrupted = false;
    loop {
        let label = talk.label(Phrase::LabelYou);
        let typed = input.line(talk.system, &label)?;
        match typed {
            Typed::Line(line) => {
                interrupted = false;
                if talk.line(&line)? {
                    return Ok(talk.chat);
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
                return Ok(talk.chat);
            }
        }
    }
}

struct Talk<'a, 'm> {
    system: &'a mut dyn System,
    chat: Chat<'m>,
    options: &'a ChatOptions,
    styles: Styles,
}

impl Talk<'_, '_> {
    /// Takes what was typed; whether the conversation is over. Of several lines at once the first
    /// counts: an answer must not go to a question that the person has not seen.
    fn line(&mut self, line: &str) -> io::Result<bool> {
        let mut lines = line.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or_default();
        let reply = self.chat.line(first);
        self.keep(first, &reply)?;
        if let Some(save) = &reply.save {
            self.save(save)?;
        }
        self.show(&reply)?;
        if lines.next().is_some() {
            let note = self.chat.speech().phrase(Phrase::SeveralLines, &[]);
            self.print(&[Block::Note(note)])?;
        }
        Ok(reply.ended)
    }

    fn begin_recording(&mut self, reply: &Reply) -> io::Result<()> {
        let Some(path) = &self.options.record else { return Ok(()) };
        let mut text = record::header(&self.chat);
        text.push_str(&record::answered(&self.chat, reply));
        self.system.create_private(path, &text)?;
        let name = path.display().to_string();
        let note = self.chat.speech().phrase(Phrase::RecordingTo, &[("name", &name)]);
        self.print(&[Block::Note(note)])
    }

    fn keep(&mut self, line: &str, reply: &Reply) -> io::Result<()> {
        let Some(path) = &self.options.record else { return Ok(()) };
        let text = record::typed(line) + &record::answered(&self.chat, reply);
        self.system.append_private(path, &text)
    }

    /// Writes the file that the person asked for, and says so; a file that cannot be written ends nothing.
    fn save(&mut self, save: &Save) -> io::Result<()> {
        let text = if save.file.to_ascii_lowercase().ends_with(".html") {
            html::handover::page(self.chat.settings().language, &save.handover)
        } else {
            markdown::page(&save.handover)
        };
        let written = self.system.create_private(Path::new(&save.file), &text);
        let speech = self.chat.speech();
        let note = match written {
            Ok(()) => speech.phrase(Phrase::SummarySaved, &[("name", &save.file)]),
            Err(error) => {
                let values = [("name", save.file.as_str()), ("reason", &error.to_string())];
                speech.phrase(Phrase::SummaryNotSaved, &values)
            }
        };
        self.print(&[Block::Note(note)])
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

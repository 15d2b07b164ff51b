//! How a chat begins: anew, or where a transcript stopped.

use std::path::{Path, PathBuf};

use crate::cli::UNUSABLE;
use crate::cli::chat::recording::Recording;
use crate::cli::failure::Failure;
use crate::cli::loading::Loaded;
use crate::cli::request::{self, Common};
use crate::conversation::{Chat, Reply};
use crate::model::interface::Phrase;
use crate::render::block::Block;
use crate::shell::{System, read_file};
use crate::transcript::place::Trouble;
use crate::transcript::replay::Stage;
use crate::transcript::resume::{Resumed, Upto, resume};
use crate::transcript::scribe::Scribe;
use crate::transcript::sources::Sources;

/// A chat that has begun, with what is shown first.
pub(super) struct Begun<'m> {
    pub(super) chat: Chat<'m>,
    pub(super) recording: Recording<'m>,
    pub(super) reply: Reply,
}

/// Begins a chat as it was asked for.
pub(super) fn begin<'m>(
    request: &request::Chat,
    (common, loaded): (&Common, &'m Loaded),
    stage: &Stage<'m>,
    system: &mut dyn System,
) -> Result<Begun<'m>, Failure> {
    let mut begun = match (&request.resume, &request.from) {
        (None, None) => anew(request, (common, loaded), stage, system)?,
        (Some(file), _) => go_on(request, (file, Upto::Held), (common, stage), system)?,
        (None, Some((file, line))) => {
            go_on(request, (file, Upto::Line(*line)), (common, stage), system)?
        }
    };
    if let Some(path) = begun.recording.path() {
        let name = path.display().to_string();
        let note = begun.chat.speech().phrase(Phrase::RecordingTo, &[("name", &name)]);
        begun.reply.blocks.insert(0, Block::Note(note));
    }
    Ok(begun)
}

fn anew<'m>(
    request: &request::Chat,
    (common, loaded): (&Common, &'m Loaded),
    stage: &Stage<'m>,
    system: &mut dyn System,
) -> Result<Begun<'m>, Failure> {
    let settings = loaded.settings(request.dialogue.as_deref(), common)?;
    let manner = stage.manner(false);
    let (chat, reply) = Chat::begin_in(stage.engine, stage.reader, settings, manner);
    let scribe = Scribe::begin(&chat, &reply, request.redact);
    if let Some(path) = &request.record {
        create(system, path, scribe.text())?;
    }
    Ok(Begun { chat, recording: Recording::new(scribe, request.record.clone()), reply })
}

/// Makes the file of a recording; one that is there already is never written over.
fn create(system: &mut dyn System, path: &Path, text: &str) -> Result<(), Failure> {
    system.create_private(path, text).map_err(|error| {
        let help = if error.kind() == std::io::ErrorKind::AlreadyExists {
            "; name a new file, or go on with it: --resume FILE --record FILE"
        } else {
            ""
        };
        Failure::unusable(format_args!("cannot record to {}: {error}{help}", path.display()))
    })
}

fn go_on<'m>(
    request: &request::Chat,
    (file, upto): (&PathBuf, Upto),
    (common, stage): (&Common, &Stage<'m>),
    system: &mut dyn System,
) -> Result<Begun<'m>, Failure> {
    if request.dialogue.is_some() {
        let message = "the transcript says which dialogue it is: name none beside it";
        return Err(Failure::unusable(message));
    }
    let name = file.display().to_string();
    let text = read_file(system, file).map_err(|error| Failure::unreadable(file, error))?;
    let top = file.parent().map_or_else(String::new, |folder| folder.display().to_string());
    let top = if file.is_absolute() { top } else { String::new() };
    let read = |path: &str| read_file(system, Path::new(path)).map_err(|error| error.to_string());
    let sources =
        Sources::gather(&name, text, &top, &read).map_err(|troubles| in_lines(&troubles))?;
    let resumed =
        resume(stage, &sources, upto, request.redact).map_err(|troubles| in_lines(&troubles))?;
    if let Some(path) = &request.record {
        let same = |a: &Path, b: &Path| {
            system.resolved(a).ok().is_some_and(|a| system.resolved(b).is_ok_and(|b| a == b))
        };
        if same(path, file) {
            in_the_same_file(system, path, (&sources, &resumed))?;
        } else {
            create(system, path, resumed.scribe.text())?;
        }
    }
    let name = match upto {
        Upto::Held => name,
        Upto::Line(line) => format!("{name}:{line}"),
    };
    let notes = notes(&name, &resumed);
    let Resumed { mut chat, scribe, .. } = resumed;
    let mut recording = Recording::new(scribe, request.record.clone());
    let mut blocks = notes;
    for line in asked_for(common, &chat) {
        let before = chat.findings().clone();
        let reply = chat.line(&line);
        let said = format!("> {line}");
        blocks.extend(recording.turn(system, &said, (&chat, &reply), &before));
    }
    let mut reply = chat.standing();
    reply.blocks.splice(0..0, blocks);
    Ok(Begun { chat, recording, reply })
}

fn in_lines(troubles: &[Trouble]) -> Failure {
    let lines: Vec<String> = troubles.iter().map(ToString::to_string).collect();
    Failure { code: UNUSABLE, message: lines.join("\n") + "\n" }
}

/// Goes on writing in the transcript itself, behind what is kept of it.
fn in_the_same_file(
    system: &mut dyn System,
    path: &Path,
    (sources, resumed): (&Sources, &Resumed<'_>),
) -> Result<(), Failure> {
    let name = path.display();
    if resumed.cut {
        return Err(Failure::unusable(format_args!(
            "recording on in {name} would lose the turns behind the one that you go on from: record to another file"
        )));
    }
    let mut kept = sources.text(0)[..resumed.kept].to_owned();
    if !kept.ends_with('\n') {
        kept.push('\n');
    }
    system
        .replace_private(path, &kept)
        .map_err(|error| Failure::unusable(format_args!("cannot record to {name}: {error}")))
}

/// What the person is told of how the transcript was taken up.
fn notes(name: &str, resumed: &Resumed<'_>) -> Vec<Block> {
    let speech = resumed.chat.speech();
    let mut notes = vec![speech.phrase(Phrase::GoingOn, &[("name", name)])];
    if resumed.other_pack {
        notes.push(speech.phrase(Phrase::RulesChanged, &[]));
    }
    if let Some((at, expected, got)) = &resumed.differs {
        let line = at.position.line.to_string();
        let values = [("line", line.as_str()), ("expected", expected), ("got", got)];
        notes.push(speech.phrase(Phrase::DifferentNow, &values));
    }
    notes.into_iter().map(Block::Note).collect()
}

/// The commands for a language and country that were asked for and are not those of the transcript.
fn asked_for(common: &Common, chat: &Chat<'_>) -> Vec<String> {
    let settings = chat.settings();
    let language = common.language.filter(|language| *language != settings.language);
    let place = common.place.as_ref();
    let place = place.filter(|p| (p.country, &p.region) != (settings.country, &settings.region));
    let language = language.map(|language| format!("/lang {language}"));
    let place = place.map(|place| format!("/country {place}"));
    language.into_iter().chain(place).collect()
}

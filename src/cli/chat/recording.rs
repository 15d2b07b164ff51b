//! What is written of a conversation, and where.

use std::path::{Path, PathBuf};

use crate::conversation::{Chat, Reply, Save};
use crate::exchange::{html, markdown};
use crate::model::finding::Findings;
use crate::model::interface::Phrase;
use crate::render::block::Block;
use crate::shell::System;
use crate::transcript::scribe::Scribe;

/// What is written of a conversation. Without a file it is only in memory, in case it is to be saved.
#[derive(Debug)]
pub(super) struct Recording<'m> {
    scribe: Scribe<'m>,
    /// The file that is written as the conversation goes.
    path: Option<PathBuf>,
    /// Files that this conversation was saved to, and may be again.
    saved: Vec<PathBuf>,
    /// Why the recording is not complete.
    pub(super) broken: Option<String>,
}

impl<'m> Recording<'m> {
    /// A recording into a file that holds already what was written down, or into none.
    pub(super) fn new(scribe: Scribe<'m>, path: Option<PathBuf>) -> Self {
        Self { scribe, path, saved: Vec::new(), broken: None }
    }

    /// The file that is written, if one is.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Writes down a turn; what there is to say where that is no longer possible. The conversation goes
    /// on: what the person is told must not hang on a full disk.
    pub(super) fn turn(
        &mut self,
        system: &mut dyn System,
        said: &str,
        (chat, reply): (&Chat<'_>, &Reply),
        before: &Findings,
    ) -> Option<Block> {
        let text = self.scribe.turn(said, chat, reply, before);
        let path = self.path.as_deref()?;
        let error = system.append_private(path, text).err()?;
        let name = path.display().to_string();
        let reason = error.to_string();
        let values = [("name", name.as_str()), ("reason", &reason)];
        let note = Block::Note(chat.speech().phrase(Phrase::RecordingFailed, &values));
        self.broken = Some(format!("the recording {name} is not complete: {reason}"));
        self.path = None;
        Some(note)
    }

    /// Writes the file that the person asked for; what there is to say of it. A file that cannot be
    /// written ends nothing.
    pub(super) fn save(&mut self, system: &mut dyn System, save: Save, chat: &Chat<'_>) -> Block {
        let (path, written) = match (save, &self.path) {
            (Save::Summary { file, handover }, _) => {
                let text = if file.to_ascii_lowercase().ends_with(".html") {
                    html::handover::page(chat.settings().language, &handover)
                } else {
                    markdown::page(&handover)
                };
                let path = PathBuf::from(file);
                let written = system.create_private(&path, &text);
                (path, written)
            }
            (Save::Transcript(None), Some(recorded)) => {
                let name = recorded.display().to_string();
                let values = [("name", name.as_str())];
                return Block::Note(chat.speech().phrase(Phrase::RecordingTo, &values));
            }
            (Save::Transcript(name), _) => {
                let path = name.map(PathBuf::from).or_else(|| self.saved.last().cloned());
                let path = path.unwrap_or_else(|| free_name(system));
                let written = self.save_transcript(system, &path);
                (path, written)
            }
        };
        let name = path.display().to_string();
        let note = match written {
            Ok(()) => chat.speech().phrase(Phrase::SummarySaved, &[("name", &name)]),
            Err(error) => {
                let values = [("name", name.as_str()), ("reason", &error.to_string())];
                chat.speech().phrase(Phrase::SummaryNotSaved, &values)
            }
        };
        Block::Note(note)
    }

    /// A new file, or one that this conversation was saved to before.
    fn save_transcript(&mut self, system: &mut dyn System, path: &Path) -> std::io::Result<()> {
        if self.saved.iter().any(|saved| saved == path) {
            system.replace_private(path, self.scribe.text())?;
        } else {
            system.create_private(path, self.scribe.text())?;
        }
        self.saved.retain(|saved| saved != path);
        self.saved.push(path.to_owned());
        Ok(())
    }
}

/// A name in the working folder that no file has yet: `samtale-2026-11-22.transcript`.
fn free_name(system: &dyn System) -> PathBuf {
    let date = system.today();
    let first = format!("samtale-{date}.transcript");
    let more = (2..1000).map(|number| format!("samtale-{date}-{number}.transcript"));
    let mut names = std::iter::once(first.clone()).chain(more).map(PathBuf::from);
    names.find(|name| system.resolved(name).is_err()).unwrap_or_else(|| PathBuf::from(first))
}

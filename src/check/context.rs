//! What every check needs: the pack, places in its files, and the findings so far.

use std::cell::OnceCell;
use std::ops::Range;

use crate::base::files::SourceFiles;
use crate::base::language::Language;
use crate::base::span::Position;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::Engine;
use crate::model::{Model, Origin};
use crate::pack::{Key, Places};
use crate::understand::Reader;

/// A place in a pack: a file, and the keys from its top down.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    file: usize,
    keys: Vec<Key>,
}

impl Spot {
    /// An entry of a file that is a list.
    pub(super) fn entry(origin: Origin) -> Self {
        Self { file: origin.file, keys: vec![Key::Index(origin.position)] }
    }

    /// A claim, in the list of its file.
    pub(super) fn claim(origin: Origin) -> Self {
        Self { file: origin.file, keys: vec![Key::Field("claims"), Key::Index(origin.position)] }
    }

    /// A field at the top of a file that is one struct.
    pub(super) fn top(file: usize, field: &'static str) -> Self {
        Self { file, keys: vec![Key::Field(field)] }
    }

    /// A field of this value.
    pub(super) fn field(&self, name: &'static str) -> Self {
        self.down(Key::Field(name))
    }

    /// A part of this value.
    pub(super) fn index(&self, position: usize) -> Self {
        self.down(Key::Index(position))
    }

    fn down(&self, key: Key) -> Self {
        let mut keys = self.keys.clone();
        keys.push(key);
        Self { file: self.file, keys }
    }
}

/// The pack under check, and what was found.
pub(super) struct Context<'a> {
    pub(super) files: &'a SourceFiles,
    pub(super) model: &'a Model,
    pub(super) engine: &'a Engine<'a>,
    /// What reads transcripts; made when the first one is to be replayed.
    pub(super) reader: &'a OnceCell<Reader>,
    places: Places<'a>,
    findings: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        files: &'a SourceFiles,
        engine: &'a Engine<'a>,
        reader: &'a OnceCell<Reader>,
    ) -> Self {
        Self {
            files,
            model: engine.model(),
            engine,
            reader,
            places: Places::new(files),
            findings: Vec::new(),
        }
    }

    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }

    /// The file and line of a place.
    pub(super) fn place(&mut self, spot: &Spot) -> (String, usize) {
        let bytes = self.places.bytes(spot.file, &spot.keys);
        let Some(source) = self.files.get(spot.file) else { return (String::new(), 1) };
        (source.path.to_string(), Position::of(&source.text, bytes.start).line)
    }

    /// Gives all findings of a code this severity.
    pub(super) fn change_severity(&mut self, code: &str, severity: Severity) {
        for finding in self.findings.iter_mut().filter(|finding| finding.code == code) {
            finding.severity = severity;
        }
    }

    /// Adds a finding at a place; its mend can be put on the answer.
    pub(super) fn report(
        &mut self,
        code: &'static str,
        severity: Severity,
        spot: &Spot,
        message: String,
    ) -> &mut Diagnostic {
        let bytes = self.places.bytes(spot.file, &spot.keys);
        self.report_bytes(code, severity, (spot.file, bytes), message)
    }

    /// Adds a finding at some bytes of a file.
    pub(super) fn report_bytes(
        &mut self,
        code: &'static str,
        severity: Severity,
        (file, bytes): (usize, Range<usize>),
        message: String,
    ) -> &mut Diagnostic {
        let finding = Diagnostic::of_bytes(code, severity, (self.files, file), bytes, message);
        let last = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[last]
    }

    /// Adds a finding at a text: where it stands beside its rule, or in the table of its language.
    pub(super) fn report_text(
        &mut self,
        (code, severity): (&'static str, Severity),
        (spot, key, language): (&Spot, &str, Language),
        message: String,
    ) -> &mut Diagnostic {
        match self.translation(key, language) {
            Some(place) if language != self.model.manifest.source_language => {
                self.report_bytes(code, severity, place, message)
            }
            _ => self.report(code, severity, spot, message),
        }
    }

    /// Where the key of a text stands in the table of a language.
    pub(super) fn translation(
        &self,
        key: &str,
        language: Language,
    ) -> Option<(usize, Range<usize>)> {
        let folder = format!("rules/texts/{language}/");
        let quoted = format!("\"{key}\"");
        let in_folder = self.files.iter().filter(|(_, file)| file.path.starts_with(&folder));
        in_folder.into_iter().find_map(|(position, file)| {
            let at = file.text.find(&quoted)?;
            Some((position, at..at + quoted.len()))
        })
    }

    /// The position of a file by its path.
    pub(super) fn file(&self, path: &str) -> Option<usize> {
        self.files.iter().find(|(_, file)| file.path == path).map(|(position, _)| position)
    }

    /// The languages of the pack whose texts were read, the source language first.
    pub(super) fn languages(&self) -> Vec<Language> {
        let source = self.model.manifest.source_language;
        let others = self.model.manifest.languages.iter().copied().filter(|l| *l != source);
        std::iter::once(source).chain(others).collect()
    }
}

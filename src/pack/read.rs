//! Files → raw entries, by the path of each file.

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use serde::de::DeserializeOwned;

use crate::base::files::SourceFiles;
use crate::base::language::Language;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::ask::RawAsk;
use crate::pack::place::ron_options;
use crate::pack::schema;
use crate::pack::syntax;
use crate::pack::vocabulary::{self, RawVocabulary};

/// A raw entry with the file it stands in and its position there.
#[derive(Debug)]
pub(crate) struct Raw<T> {
    pub(crate) file: usize,
    pub(crate) position: usize,
    pub(crate) value: T,
}

/// An entry of a table of texts: its language, and key, lock and text.
pub(crate) type Translation = (Language, Raw<(String, (String, String))>);

/// Everything that the files of a pack say, unchecked.
#[derive(Debug, Default)]
pub(crate) struct RawPack {
    pub(crate) manifest: Option<Raw<schema::Manifest>>,
    pub(crate) facts: Vec<Raw<schema::Fact>>,
    pub(crate) conditions: Vec<Raw<schema::NamedCondition>>,
    pub(crate) sources: Vec<Raw<schema::Source>>,
    pub(crate) claim_files: Vec<Raw<schema::ClaimFile>>,
    pub(crate) caveats: Vec<Raw<schema::Caveat>>,
    pub(crate) conflicts: Vec<Raw<schema::Conflict>>,
    pub(crate) advice: Vec<Raw<schema::Advice>>,
    pub(crate) referrals: Vec<Raw<schema::Referral>>,
    pub(crate) contradictions: Vec<Raw<schema::Contradiction>>,
    pub(crate) contacts: Vec<Raw<schema::Contact>>,
    pub(crate) properties: Vec<Raw<schema::Property>>,
    pub(crate) hazards: Vec<Raw<schema::Hazard>>,
    pub(crate) week: Vec<Raw<schema::week::Week>>,
    pub(crate) interface: Vec<Raw<(String, String)>>,
    pub(crate) translations: Vec<Translation>,
    pub(crate) dialogues: Vec<Raw<schema::Dialogue>>,
    pub(crate) vocabulary: RawVocabulary,
    pub(crate) ask: RawAsk,
}

impl RawPack {
    /// Adds what the files after these say. All fields are named, so that none can be forgotten.
    fn append(&mut self, later: Self) {
        let Self {
            manifest,
            facts,
            conditions,
            sources,
            claim_files,
            caveats,
            conflicts,
            advice,
            referrals,
            contradictions,
            contacts,
            properties,
            hazards,
            week,
            interface,
            translations,
            dialogues,
            vocabulary,
            ask,
        } = later;
        self.manifest = manifest.or(self.manifest.take());
        self.facts.extend(facts);
        self.conditions.extend(conditions);
        self.sources.extend(sources);
        self.claim_files.extend(claim_files);
        self.caveats.extend(caveats);
        self.conflicts.extend(conflicts);
        self.advice.extend(advice);
        self.referrals.extend(referrals);
        self.contradictions.extend(contradictions);
        self.contacts.extend(contacts);
        self.properties.extend(properties);
        self.hazards.extend(hazards);
        self.week.extend(week);
        self.interface.extend(interface);
        self.translations.extend(translations);
        self.dialogues.extend(dialogues);
        self.vocabulary.append(vocabulary);
        self.ask.append(ask);
    }
}

/// What a file is, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Manifest,
    Facts,
    Conditions,
    Sources,
    Claims,
    Caveats,
    Conflicts,
    Advice,
    Referrals,
    Contradictions,
    Contacts,
    Properties,
    Hazards,
    Week,
    Interface,
    Texts(Language),
    Vocabulary,
    AskConcepts,
    AskWords(Language),
    Dialogue,
    Stray,
}

impl Kind {
    fn of(path: &str) -> Self {
        let parts: Vec<&str> = path.trim_end_matches(".ron").split('/').collect();
        match parts.as_slice() {
            ["dialogues", ..] => Self::Dialogue,
            ["rules", "pack"] => Self::Manifest,
            ["rules", "facts", ..] => Self::Facts,
            ["rules", "conditions", ..] => Self::Conditions,
            ["rules", "sources", ..] => Self::Sources,
            ["rules", "claims", ..] => Self::Claims,
            ["rules", "caveats", ..] => Self::Caveats,
            ["rules", "conflicts", ..] => Self::Conflicts,
            ["rules", "advice", ..] => Self::Advice,
            ["rules", "referrals", ..] => Self::Referrals,
            ["rules", "contradictions", ..] => Self::Contradictions,
            ["rules", "contacts", ..] => Self::Contacts,
            ["rules", "properties", ..] => Self::Properties,
            ["rules", "hazards", ..] => Self::Hazards,
            ["rules", "week"] => Self::Week,
            ["rules", "interface", ..] => Self::Interface,
            ["rules", "vocabulary" | "amounts", ..] => Self::Vocabulary,
            ["rules", "ask", "concepts"] => Self::AskConcepts,
            ["rules", "ask", language] => language.parse().map_or(Self::Stray, Self::AskWords),
            ["rules", "texts", language, ..] => language.parse().map_or(Self::Stray, Self::Texts),
            _ => Self::Stray,
        }
    }
}

/// Which languages are read beside the pack's source language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// This one only; the red-flag vocabulary of the others is read all the same.
    One(Language),
    /// All of the pack.
    All,
}

impl Languages {
    /// Whether the texts of a language are read.
    #[must_use]
    pub fn include(self, language: Language) -> bool {
        match self {
            Self::One(one) => one == language,
            Self::All => true,
        }
    }
}

/// Below this many bytes a thread of its own costs more than it saves.
const BYTES_FOR_A_THREAD: usize = 200_000;

/// Reads all files that the chosen languages need, in shares of about the same size beside one another. What
/// comes out does not depend on how many shares there are: they are put together in the order of the files.
pub(crate) fn read(
    files: &SourceFiles,
    languages: Languages,
    findings: &mut Vec<Diagnostic>,
) -> RawPack {
    let mut shares = shares_of(files, languages).into_iter();
    let own = shares.next().unwrap_or(0..0);
    let (mut pack, others) = thread::scope(|scope| {
        let others: Vec<_> = shares
            .map(|share| {
                scope.spawn(move || {
                    let mut findings = Vec::new();
                    (read_share(files, share, languages, &mut findings), findings)
                })
            })
            .collect();
        let pack = read_share(files, own, languages, findings);
        let others: Vec<_> = others.into_iter().map(ScopedJoinHandle::join).collect();
        (pack, others)
    });
    for other in others {
        match other {
            Ok((share, found)) => {
                pack.append(share);
                findings.extend(found);
            }
            Err(panic) => resume_unwind(panic),
        }
    }
    pack
}

/// Ranges of files, about as many bytes to read in each.
fn shares_of(files: &SourceFiles, languages: Languages) -> Vec<Range<usize>> {
    let size = |path: &str, text: &str| if is_read(path, languages) { text.len() } else { 0 };
    let total: usize = files.iter().map(|(_, file)| size(&file.path, &file.text)).sum();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let shares = (total / BYTES_FOR_A_THREAD).clamp(1, threads);
    let mut ranges = Vec::with_capacity(shares);
    let (mut from, mut bytes) = (0, 0);
    for (position, file) in files.iter() {
        bytes += size(&file.path, &file.text);
        if bytes * shares >= total * (ranges.len() + 1) && ranges.len() + 1 < shares {
            ranges.push(from..position + 1);
            from = position + 1;
        }
    }
    ranges.push(from..files.len());
    ranges
}

/// Whether a file is read when these languages are wanted.
fn is_read(path: &str, languages: Languages) -> bool {
    match Kind::of(path) {
        Kind::Texts(language) => languages.include(language),
        Kind::Vocabulary => vocabulary::is_read(path, languages),
        _ => true,
    }
}

fn read_share(
    files: &SourceFiles,
    share: Range<usize>,
    languages: Languages,
    findings: &mut Vec<Diagnostic>,
) -> RawPack {
    let mut pack = RawPack::default();
    for (file, source) in files.iter().skip(share.start).take(share.len()) {
        if source.had_mark {
            findings.push(
                Diagnostic::of_bytes(
                    "byte_order_mark",
                    Severity::Warning,
                    (files, file),
                    0..0,
                    "the file begins with a byte-order mark".to_owned(),
                )
                .with_help("save it as UTF-8 without a byte-order mark"),
            );
        }
        let mut reader = Reader { files, file, findings };
        reader.read_into(&mut pack, Kind::of(&source.path), languages);
    }
    pack
}

struct Reader<'a> {
    files: &'a SourceFiles,
    file: usize,
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read_into(&mut self, pack: &mut RawPack, kind: Kind, languages: Languages) {
        match kind {
            Kind::Manifest => {
                pack.manifest =
                    self.parse().map(|value| Raw { file: self.file, position: 0, value });
            }
            Kind::Facts => self.list(&mut pack.facts),
            Kind::Conditions => self.list(&mut pack.conditions),
            Kind::Sources => self.list(&mut pack.sources),
            Kind::Claims => self.one(&mut pack.claim_files),
            Kind::Caveats => self.list(&mut pack.caveats),
            Kind::Conflicts => self.list(&mut pack.conflicts),
            Kind::Advice => self.list(&mut pack.advice),
            Kind::Referrals => self.list(&mut pack.referrals),
            Kind::Contradictions => self.list(&mut pack.contradictions),
            Kind::Contacts => self.list(&mut pack.contacts),
            Kind::Properties => self.list(&mut pack.properties),
            Kind::Hazards => self.list(&mut pack.hazards),
            Kind::Dialogue => self.one(&mut pack.dialogues),
            Kind::Week => self.one(&mut pack.week),
            Kind::Interface => {
                if let Some(schema::Entries(entries)) = self.parse() {
                    pack.interface.extend(self.raw(entries));
                }
            }
            Kind::Texts(language) if languages.include(language) => {
                if let Some(schema::Entries(entries)) = self.parse() {
                    let raw = self.raw(entries);
                    pack.translations.extend(raw.map(|entry| (language, entry)));
                }
            }
            Kind::Texts(_) => {}
            Kind::Vocabulary => self.vocabulary(pack, languages),
            Kind::AskConcepts => self.list(&mut pack.ask.concepts),
            Kind::AskWords(language) => {
                let mut files = Vec::new();
                self.one(&mut files);
                pack.ask.languages.extend(files.into_iter().map(|file| (language, file)));
            }
            Kind::Stray => self.findings.push(
                Diagnostic::of_bytes(
                    "stray_file",
                    Severity::Warning,
                    (self.files, self.file),
                    0..0,
                    "nothing reads a file of this name".to_owned(),
                )
                .with_help("see docs/pack-format.md for the names of files"),
            ),
        }
    }

    fn raw<T>(&self, values: Vec<T>) -> impl Iterator<Item = Raw<T>> + use<T> {
        let file = self.file;
        values.into_iter().enumerate().map(move |(position, value)| Raw { file, position, value })
    }

    fn list<T: DeserializeOwned>(&mut self, into: &mut Vec<Raw<T>>) {
        if let Some(values) = self.parse::<Vec<T>>() {
            into.extend(self.raw(values));
        }
    }

    fn one<T: DeserializeOwned>(&mut self, into: &mut Vec<Raw<T>>) {
        if let Some(value) = self.parse() {
            into.push(Raw { file: self.file, position: 0, value });
        }
    }

    fn vocabulary(&mut self, pack: &mut RawPack, languages: Languages) {
        let Some(source) = self.files.get(self.file) else { return };
        if let Err(error) = pack.vocabulary.read(self.file, &source.path, &source.text, languages) {
            self.findings.push(syntax::explain(self.files, self.file, &error));
        }
    }

    fn parse<T: DeserializeOwned>(&mut self) -> Option<T> {
        let source = self.files.get(self.file)?;
        match ron_options().from_str(&source.text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.findings.push(syntax::explain(self.files, self.file, &error));
                None
            }
        }
    }
}

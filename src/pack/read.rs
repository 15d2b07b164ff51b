//! Files → raw entries, by the path of each file.

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use serde::de::DeserializeOwned;

use crate::base::files::{BASE, SourceFiles};
use crate::base::language::Language;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pack::ask::RawAsk;
use crate::pack::extend::{extend, is_of_base};
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
    /// The topics of the pack that it builds on.
    pub(crate) base_topics: Option<Raw<Vec<schema::Topic>>>,
    /// The language in which what it takes from the embedded pack is written.
    pub(crate) base_language: Option<Language>,
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
    pub(crate) properties: Vec<Raw<schema::property::Property>>,
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
            base_topics,
            base_language,
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
        self.base_topics = base_topics.or(self.base_topics.take());
        self.base_language = base_language.or(self.base_language);
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
        let path = path.strip_prefix(BASE).unwrap_or(path);
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
    /// This one only, for what reads findings and no messages: who writes may write in any language, and what is
    /// urgent must be heard in all of them.
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

impl RawPack {
    /// The ids of its topics.
    pub(crate) fn topics(&self) -> impl Iterator<Item = String> + '_ {
        self.manifest.iter().flat_map(|raw| &raw.value.topics).map(|topic| topic.id.clone())
    }
}

/// The manifest of a pack, if it can be read.
pub(crate) fn manifest(files: &SourceFiles) -> Option<schema::Manifest> {
    let (_, source) = files.iter().find(|(_, file)| file.path == "rules/pack.ron")?;
    ron_options().from_str(&source.text).ok()
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
    let first = shares.next().unwrap_or(0..0);
    let ((mut base, mut own), others) = thread::scope(|scope| {
        let others: Vec<_> = shares
            .map(|share| {
                scope.spawn(move || {
                    let mut findings = Vec::new();
                    (read_share(files, share, languages, &mut findings), findings)
                })
            })
            .collect();
        let packs = read_share(files, first, languages, findings);
        let others: Vec<_> = others.into_iter().map(ScopedJoinHandle::join).collect();
        (packs, others)
    });
    for other in others {
        match other {
            Ok(((later_base, later_own), found)) => {
                base.append(later_base);
                own.append(later_own);
                findings.extend(found);
            }
            Err(panic) => resume_unwind(panic),
        }
    }
    base.base_language = base.manifest.as_ref().map(|raw| raw.value.source_language);
    // a pack that only takes words brings the manifest for its language alone
    if own.manifest.as_ref().is_some_and(|raw| raw.value.extends.is_none()) {
        base.manifest = None;
    }
    extend(files, base, own, findings)
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
    let path = path.strip_prefix(BASE).unwrap_or(path);
    match Kind::of(path) {
        Kind::Texts(language) | Kind::AskWords(language) => languages.include(language),
        Kind::Vocabulary => vocabulary::is_read(path, languages),
        _ => true,
    }
}

/// What the files of a share say: those of the pack that is built upon, and its own.
fn read_share(
    files: &SourceFiles,
    share: Range<usize>,
    languages: Languages,
    findings: &mut Vec<Diagnostic>,
) -> (RawPack, RawPack) {
    let (mut base, mut own) = (RawPack::default(), RawPack::default());
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
        let pack = if is_of_base(&source.path) { &mut base } else { &mut own };
        reader.read_into(pack, Kind::of(&source.path), languages);
    }
    (base, own)
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
            Kind::Vocabulary => self.vocabulary(pack, languages),
            Kind::AskConcepts => self.list(&mut pack.ask.concepts),
            Kind::AskWords(language) if languages.include(language) => {
                let mut files = Vec::new();
                self.one(&mut files);
                pack.ask.languages.extend(files.into_iter().map(|file| (language, file)));
            }
            Kind::Texts(_) | Kind::AskWords(_) => {}
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
        let path = source.path.strip_prefix(BASE).unwrap_or(&source.path);
        if let Err(error) = pack.vocabulary.read(self.file, path, &source.text, languages) {
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

//! Raw entries → model: every name is looked up, every type and unit compared, all problems reported.

mod ask;
mod conditions;
mod derived;
mod dialogues;
mod facts;
mod flags;
mod grounding;
mod properties;
mod rules;
mod texts;
mod vocabulary;
mod week;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::resume_unwind;
use std::thread;

use crate::base::cycle::first_cycle;
use crate::base::files::SourceFiles;
use crate::base::id::Id;
use crate::base::similarity::nearest;
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::model::ask::AskVocabulary;
use crate::model::condition::Condition;
use crate::model::fact::{FactId, SlotInfo};
use crate::model::text::{TextId, Texts};
use crate::model::vocabulary::Vocabulary;
use crate::model::{Manifest, Model, Names, Origin, Origins, Topic, TopicId};
use crate::pack::place::{At, Node, Path, places};
use crate::pack::read::{Languages, Raw, RawPack};
use crate::pack::schema;

/// The version of the pack format that this program reads.
const FORMAT: u32 = 1;

/// How many names are listed where none is near.
const MOST_NAMES: usize = 12;

/// What is being built, and what was found wrong.
pub(super) struct Lowering<'a> {
    files: &'a SourceFiles,
    problems: Vec<(Path, Severity, &'static str, String, Option<String>)>,
    names: Names,
    slots: Vec<SlotInfo>,
    kinds: Vec<facts::Shape>,
    topics: BTreeMap<String, TopicId>,
    named: BTreeMap<String, usize>,
    /// How many parts each named condition has, and how deep they are nested.
    extents: Vec<(usize, usize)>,
    /// How many parts conditions have got from the named ones that they meet.
    borrowed: usize,
    caveats: BTreeMap<String, usize>,
    texts: Texts,
    text_origins: HashMap<String, (TextId, String)>,
    source_language: crate::base::language::Language,
    /// The source language of what is taken from the embedded pack.
    base_language: crate::base::language::Language,
    /// The classes of words of the language that is read, where what its phrases name is to be known.
    classes: Option<BTreeSet<String>>,
    /// Whether the phrases were read without error before.
    trusted: bool,
}

impl<'a> Lowering<'a> {
    fn new(files: &'a SourceFiles) -> Self {
        Self {
            files,
            problems: Vec::new(),
            names: Names::default(),
            slots: Vec::new(),
            kinds: Vec::new(),
            topics: BTreeMap::new(),
            named: BTreeMap::new(),
            extents: Vec::new(),
            borrowed: 0,
            caveats: BTreeMap::new(),
            texts: Texts::default(),
            text_origins: HashMap::new(),
            source_language: crate::base::language::Language::En,
            base_language: crate::base::language::Language::En,
            classes: None,
            trusted: false,
        }
    }

    /// One that knows the facts, for the words that point to them.
    fn for_words(&self) -> Self {
        let mut words = Self::new(self.files);
        words.names.facts = self.names.facts.clone();
        words.kinds.clone_from(&self.kinds);
        words.trusted = self.trusted;
        words
    }

    fn error(&mut self, at: &At<'_>, code: &'static str, message: String) {
        self.problems.push((at.path(), Severity::Error, code, message, None));
    }

    fn error_with_help(
        &mut self,
        at: &At<'_>,
        code: &'static str,
        message: String,
        help: impl Into<String>,
    ) {
        self.problems.push((at.path(), Severity::Error, code, message, Some(help.into())));
    }

    /// Reports a name that nothing has, with the nearest that something has.
    fn unknown<'n>(
        &mut self,
        at: &At<'_>,
        code: &'static str,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let near = match nearest(name, known.iter().copied()) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if (1..=MOST_NAMES).contains(&known.len()) => {
                Some(format!("known: {}", known.join(", ")))
            }
            None => None,
        };
        self.problems.push((
            at.path(),
            Severity::Error,
            code,
            format!("there is no {what} `{name}`"),
            near,
        ));
    }

    /// Checks an id; reports it and gives none where it is bad.
    fn id(&mut self, at: &At<'_>, name: &str) -> Option<Id> {
        match Id::new(name) {
            Ok(id) => Some(id),
            Err(bad) => {
                self.error(at, "bad_id", bad.to_string());
                None
            }
        }
    }

    /// Reports an id that an earlier entry of the same kind has.
    fn duplicate(&mut self, at: &At<'_>, what: &str, name: &str) {
        let message = format!("the {what} `{name}` stands twice");
        self.error_with_help(at, "duplicate_id", message, "rename or remove one of them");
    }

    /// The problems with their places, which are looked up only now.
    fn findings(self) -> Vec<Diagnostic> {
        let mut trees: BTreeMap<usize, Node> = BTreeMap::new();
        let mut findings = Vec::new();
        for (path, severity, code, message, help) in self.problems {
            let text = self.files.get(path.file).map_or("", |source| &*source.text);
            let tree = trees.entry(path.file).or_insert_with(|| places(text));
            let bytes = tree.bytes_at(&path.keys);
            let mut finding =
                Diagnostic::of_bytes(code, severity, (self.files, path.file), bytes, message);
            finding.help = help;
            findings.push(finding);
        }
        findings
    }
}

/// Where a raw entry stands.
fn origin<T>(raw: &Raw<T>) -> Origin {
    Origin { file: raw.file, position: raw.position }
}

fn origins<T>(raw: &[Raw<T>]) -> Vec<Origin> {
    raw.iter().map(origin).collect()
}

/// Where all entries stand.
fn all_origins(raw: &RawPack) -> Origins {
    let mut origins = Origins {
        facts: origins(&raw.facts),
        sources: origins(&raw.sources),
        claims: Vec::new(),
        caveats: origins(&raw.caveats),
        conflicts: origins(&raw.conflicts),
        advice: origins(&raw.advice),
        referrals: origins(&raw.referrals),
        contradictions: origins(&raw.contradictions),
        properties: origins(&raw.properties),
        hazards: origins(&raw.hazards),
        contacts: origins(&raw.contacts),
        dialogues: origins(&raw.dialogues),
        week: raw.week.first().map(origin),
    };
    for file in &raw.claim_files {
        let claims = 0..file.value.claims.len();
        origins.claims.extend(claims.map(|position| Origin { file: file.file, position }));
    }
    origins
}

/// Lowers a pack; the model is there when no finding is an error, apart from tolerable ones.
pub(super) fn lower(
    files: &SourceFiles,
    mut raw: RawPack,
    (languages, trusted): (Languages, bool),
    read_findings: &mut Vec<Diagnostic>,
    is_tolerable: &dyn Fn(&Diagnostic) -> bool,
) -> Option<Model> {
    let mut lowering = Lowering::new(files);
    let Some(manifest) = raw.manifest.take() else {
        let missing = !any_error(read_findings);
        if missing {
            let message = "the pack has no readable manifest `rules/pack.ron`".to_owned();
            read_findings.push(Diagnostic::of_pack("no_manifest", Severity::Error, message));
        }
        return None;
    };
    lowering.source_language = manifest.value.source_language;
    lowering.base_language = raw.base_language.unwrap_or(lowering.source_language);
    lowering.trusted = trusted;
    let mut topics = Vec::new();
    if let Some(base) = &raw.base_topics {
        lowering.topics(base.file, &base.value, &mut topics);
    }
    lowering.format(&manifest);
    lowering.topics(manifest.file, &manifest.value.topics, &mut topics);
    lowering.register_facts(&raw.facts);
    lowering.register_rules(&raw);
    let words = (std::mem::take(&mut raw.vocabulary), std::mem::take(&mut raw.ask));
    let mut of_words = lowering.for_words();
    let (mut model, vocabulary, ask) = thread::scope(|scope| {
        // words are half of a pack and point to facts only, so they are lowered beside the rules
        let words =
            scope.spawn(|| (of_words.vocabulary(words.0), of_words.ask_vocabulary(words.1)));
        let model = lowering.build(files, &raw, &manifest, topics, languages);
        let (vocabulary, ask) = words.join().unwrap_or_else(|panic| resume_unwind(panic));
        (model, vocabulary, ask)
    });
    (model.vocabulary, model.ask) = (vocabulary, ask);
    lowering.problems.append(&mut of_words.problems);
    read_findings.extend(lowering.findings());
    let is_fatal =
        |finding: &Diagnostic| finding.severity == Severity::Error && !is_tolerable(finding);
    if read_findings.iter().any(is_fatal) { None } else { Some(model) }
}

impl Lowering<'_> {
    fn format(&mut self, manifest: &Raw<schema::Manifest>) {
        let file = At::file(manifest.file);
        let value = &manifest.value;
        if value.format != FORMAT {
            let message = format!("this program reads format {FORMAT}, not {}", value.format);
            self.error(&file.field("format"), "wrong_format", message);
        }
        if !value.languages.contains(&value.source_language) {
            let message = "the source language is not among the languages".to_owned();
            self.error(&file.field("languages"), "source_language_missing", message);
        }
    }

    fn topics(&mut self, file: usize, raw: &[schema::Topic], topics: &mut Vec<Topic>) {
        let file = At::file(file);
        let list = file.field("topics");
        for (position, topic) in raw.iter().enumerate() {
            let at = list.index(position);
            let at_id = at.field("id");
            let Some(id) = self.id(&at_id, &topic.id) else { continue };
            if self.topics.insert(topic.id.clone(), TopicId::at(topics.len())).is_some() {
                self.duplicate(&at_id, "topic", &topic.id);
            }
            let key = format!("topic.{id}.title");
            let title = self.text(&at.field("title"), key, &topic.title);
            topics.push(Topic { id, title });
        }
    }

    /// Registers the ids that rules and dialogues point to, before any of them is lowered.
    fn register_rules(&mut self, raw: &RawPack) {
        for (position, entry) in raw.conditions.iter().enumerate() {
            let at = At::file(entry.file);
            let at = at.index(entry.position);
            self.id(&at.field("id"), &entry.value.id);
            if self.named.insert(entry.value.id.clone(), position).is_some() {
                self.duplicate(&at.field("id"), "condition", &entry.value.id);
            }
        }
        let mut names = std::mem::take(&mut self.names);
        self.register("source", &raw.sources, |v| &v.id, &mut names.sources);
        self.register("advice rule", &raw.advice, |v| &v.id, &mut names.advice);
        self.register("referral rule", &raw.referrals, |v| &v.id, &mut names.referrals);
        self.names = names;
        let mut caveats = BTreeMap::new();
        self.register("caveat", &raw.caveats, |v| &v.id, &mut caveats);
        self.caveats = caveats.into_iter().map(|(id, at)| (id.to_string(), at)).collect();
        for (position, entry) in raw.dialogues.iter().enumerate() {
            let file = At::file(entry.file);
            let at = file.field("id");
            let Some(id) = self.id(&at, &entry.value.id) else { continue };
            if self.names.dialogues.insert(id, position).is_some() {
                self.duplicate(&at, "dialogue", &entry.value.id);
            }
        }
        let mut position = 0;
        for entry in &raw.claim_files {
            let file = At::file(entry.file);
            let list = file.field("claims");
            for (number, claim) in entry.value.claims.iter().enumerate() {
                let at = list.index(number);
                let at = at.field("id");
                if let Some(id) = self.id(&at, &claim.id)
                    && self.names.claims.insert(id, position).is_some()
                {
                    self.duplicate(&at, "claim", &claim.id);
                }
                position += 1;
            }
        }
    }

    fn register<T>(
        &mut self,
        what: &str,
        entries: &[Raw<T>],
        name: impl Fn(&T) -> &String,
        into: &mut BTreeMap<Id, usize>,
    ) {
        for (position, entry) in entries.iter().enumerate() {
            let at = At::file(entry.file);
            let at = at.index(entry.position);
            let at = at.field("id");
            let name = name(&entry.value);
            if let Some(id) = self.id(&at, name)
                && into.insert(id, position).is_some()
            {
                self.duplicate(&at, what, name);
            }
        }
    }

    fn build(
        &mut self,
        files: &SourceFiles,
        raw: &RawPack,
        manifest: &Raw<schema::Manifest>,
        topics: Vec<Topic>,
        languages: Languages,
    ) -> Model {
        let origins = all_origins(raw);
        let at = At::file(manifest.file);
        let title = self.text(&at.field("title"), "pack.title".to_owned(), &manifest.value.title);
        let conditions = self.named_conditions(&raw.conditions);
        let facts = self.facts(&raw.facts, &conditions);
        let sources = self.sources(&raw.sources);
        let caveats = self.caveats(&raw.caveats, &sources);
        let mut claims = self.claims(&raw.claim_files, &sources);
        let conflicts = self.conflicts(&raw.conflicts, &mut claims);
        let referrals = self.referrals(&raw.referrals, &claims, &conditions);
        let advice = self.advice(&raw.advice, &claims, &conditions);
        let week = self.week(raw, &claims, &conditions);
        let contradictions = self.contradictions(&raw.contradictions, &conditions);
        let contacts = self.contacts(&raw.contacts);
        let dialogues = self.dialogues(&raw.dialogues, &conditions, (&facts, &advice));
        let around = properties::Around { facts: &facts, dialogues: &raw.dialogues };
        let properties = self.properties(&raw.properties, &conditions, &around);
        let hazards = self.hazards(&raw.hazards, &properties);
        let interface = self.interface(&raw.interface);
        self.translations(&raw.translations, &manifest.value.languages, languages, &facts, files);
        let manifest = self.manifest(manifest, files, title);
        Model {
            manifest,
            topics,
            facts,
            slots: std::mem::take(&mut self.slots),
            conditions,
            sources,
            claims,
            caveats,
            conflicts,
            advice,
            referrals,
            contradictions,
            properties,
            hazards,
            contacts,
            dialogues,
            week,
            vocabulary: Vocabulary::default(),
            ask: AskVocabulary::default(),
            texts: std::mem::take(&mut self.texts),
            interface,
            origins,
            names: std::mem::take(&mut self.names),
        }
    }

    fn manifest(
        &mut self,
        raw: &Raw<schema::Manifest>,
        files: &SourceFiles,
        title: TextId,
    ) -> Manifest {
        let file = At::file(raw.file);
        let value = &raw.value;
        let id = self.id(&file.field("id"), &value.id);
        let default = self.names.dialogues.get(value.default_dialogue.as_str()).copied();
        if default.is_none() {
            let known: Vec<String> = self.names.dialogues.keys().map(ToString::to_string).collect();
            self.unknown(
                &file.field("default_dialogue"),
                "unknown_dialogue",
                "dialogue",
                &value.default_dialogue,
                known.iter().map(String::as_str),
            );
        }
        Manifest {
            id: id.unwrap_or_else(placeholder_id),
            version: value.version.clone(),
            digest: files.digest(),
            title,
            source_language: value.source_language,
            languages: value.languages.clone(),
            reviewed_by: value.reviewed_by.clone(),
            severities: value.severities.iter().map(severity_change).collect(),
            default_dialogue: default.unwrap_or_default(),
        }
    }

    /// The topic of a rule; the first where it names none that exists (an error is reported).
    fn topic(&mut self, at: &At<'_>, name: &str) -> TopicId {
        if let Some(topic) = self.topics.get(name) {
            return *topic;
        }
        let known: Vec<String> = self.topics.keys().cloned().collect();
        self.unknown(at, "unknown_topic", "topic", name, known.iter().map(String::as_str));
        TopicId(0)
    }

    /// Reports a ring among named things; each is shown on the way around.
    fn report_cycle(
        &mut self,
        code: &'static str,
        what: &str,
        names: &[String],
        next: impl Fn(usize) -> Vec<usize>,
        place: impl Fn(usize) -> Path,
    ) -> bool {
        let Some(ring) = first_cycle(names.len(), next) else { return false };
        let mut way: Vec<&str> = ring.iter().map(|n| names[*n].as_str()).collect();
        way.push(way[0]);
        let message = format!("{what} go round in a ring: {}", way.join(" → "));
        let help = Some("break the ring at one of them".to_owned());
        self.problems.push((place(ring[0]), Severity::Error, code, message, help));
        true
    }
}

/// Stands in for an id that was reported as bad; the model is then thrown away.
fn placeholder_id() -> Id {
    Id::new("x").unwrap_or_else(|_| unreachable!("`x` is an id"))
}

/// Stands in for a condition that was reported as bad; the model is then thrown away.
fn never() -> Condition {
    Condition::Any(Vec::new())
}

/// The position of a fact.
fn fact_id(position: usize) -> FactId {
    FactId::at(position)
}

fn severity_change(raw: &schema::property::SeverityChange) -> crate::model::SeverityChange {
    let severity = match raw.severity {
        schema::property::SeverityWord::Error => "error",
        schema::property::SeverityWord::Warning => "warning",
        schema::property::SeverityWord::Note => "note",
    };
    crate::model::SeverityChange { code: raw.code.clone(), severity, because: raw.because.clone() }
}

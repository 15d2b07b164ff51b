//! A pack that builds on the embedded one: takes what is there, adds, and overrides by name with a reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::files::{BASE, SourceFiles};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::urgency::Urgency;
use crate::pack::place::{Key, places};
use crate::pack::read::{Raw, RawPack};
use crate::pack::schema::{Extends, Manifest, OverrideKind};

/// Puts a pack and the one that it builds on together. What both name must be a declared override.
pub(super) fn extend(
    files: &SourceFiles,
    mut base: RawPack,
    own: RawPack,
    findings: &mut Vec<Diagnostic>,
) -> RawPack {
    // without a base manifest the pack only takes words, of which none stands twice
    let (Some(of_base), Some(manifest)) = (&base.manifest, &own.manifest) else {
        return join(base, own);
    };
    let nothing = Extends::nothing();
    let extends = manifest.value.extends.as_ref().unwrap_or(&nothing);
    let (mut merge, of_base) =
        (Merge::new(files, manifest.file, extends, findings), &of_base.value);
    merge.pinned(of_base);
    merge.weaker(&base, &own);
    let rest: BTreeSet<String> = base.topics().collect();
    for (position, topic) in manifest.value.topics.iter().enumerate() {
        let keys = vec![Key::Field("topics"), Key::Index(position), Key::Field("id")];
        if rest.contains(&topic.id) {
            merge.overridden(OverrideKind::Topic, &topic.id, manifest.file, &keys);
        }
    }
    if let Some(manifest) = &mut base.manifest {
        let own: Vec<&str> =
            own.manifest.iter().flat_map(|m| &m.value.topics).map(|t| t.id.as_str()).collect();
        manifest.value.topics.retain(|topic| !own.contains(&topic.id.as_str()));
    }
    merge.table(OverrideKind::Fact, &mut base.facts, &own.facts, |v| &v.id);
    merge.table(OverrideKind::Condition, &mut base.conditions, &own.conditions, |v| &v.id);
    merge.table(OverrideKind::Source, &mut base.sources, &own.sources, |v| &v.id);
    merge.table(OverrideKind::Caveat, &mut base.caveats, &own.caveats, |v| &v.id);
    merge.table(OverrideKind::Conflict, &mut base.conflicts, &own.conflicts, |v| &v.id);
    merge.table(OverrideKind::Advice, &mut base.advice, &own.advice, |v| &v.id);
    merge.table(OverrideKind::Referral, &mut base.referrals, &own.referrals, |v| &v.id);
    merge.table(OverrideKind::Contradiction, &mut base.contradictions, &own.contradictions, |v| {
        &v.id
    });
    merge.table(OverrideKind::Contact, &mut base.contacts, &own.contacts, |v| &v.id);
    merge.table(OverrideKind::Property, &mut base.properties, &own.properties, |v| &v.id);
    merge.table(OverrideKind::Sentence, &mut base.interface, &own.interface, |(key, _)| key);
    merge.claims(&mut base, &own);
    merge.files(OverrideKind::Dialogue, &mut base.dialogues, &own.dialogues, |v| v.id.clone());
    merge.files(OverrideKind::Week, &mut base.week, &own.week, |_| "week".to_owned());
    // the hazards are those of the base: a clinic keeps its own log
    base.hazards.clear();
    let replaced = merge.finish();
    base.translations.retain(|(_, entry)| {
        let key = &entry.value.0;
        let is_of = |prefix: &String| key == prefix || key.starts_with(&format!("{prefix}."));
        key != "pack.title" && !replaced.iter().any(is_of)
    });
    join(base, own)
}

/// All entries, those of the base first: red flags that it asks are asked first.
fn join(base: RawPack, own: RawPack) -> RawPack {
    fn both<T>(mut first: Vec<T>, second: Vec<T>) -> Vec<T> {
        first.extend(second);
        first
    }
    let mut vocabulary = base.vocabulary;
    vocabulary.amounts.extend(own.vocabulary.amounts);
    vocabulary.words.extend(own.vocabulary.words);
    let mut ask = base.ask;
    ask.concepts.extend(own.ask.concepts);
    ask.languages.extend(own.ask.languages);
    RawPack {
        manifest: own.manifest,
        base_topics: base.manifest.map(|raw| Raw {
            file: raw.file,
            position: 0,
            value: raw.value.topics,
        }),
        base_language: base.base_language,
        facts: both(base.facts, own.facts),
        conditions: both(base.conditions, own.conditions),
        sources: both(base.sources, own.sources),
        claim_files: both(base.claim_files, own.claim_files),
        caveats: both(base.caveats, own.caveats),
        conflicts: both(base.conflicts, own.conflicts),
        advice: both(base.advice, own.advice),
        referrals: both(base.referrals, own.referrals),
        contradictions: both(base.contradictions, own.contradictions),
        contacts: both(base.contacts, own.contacts),
        properties: both(base.properties, own.properties),
        hazards: both(base.hazards, own.hazards),
        week: both(base.week, own.week),
        interface: both(base.interface, own.interface),
        translations: both(base.translations, own.translations),
        dialogues: both(base.dialogues, own.dialogues),
        vocabulary,
        ask,
    }
}

/// What is overridden, and what is wrong with that.
struct Merge<'a> {
    files: &'a SourceFiles,
    manifest: usize,
    extends: &'a Extends,
    findings: &'a mut Vec<Diagnostic>,
    /// Declared overrides that an entry has used.
    used: BTreeSet<usize>,
    /// Beginnings of the keys of texts whose source is no longer that of the base.
    replaced: Vec<String>,
}

impl<'a> Merge<'a> {
    fn new(
        files: &'a SourceFiles,
        manifest: usize,
        extends: &'a Extends,
        findings: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let (used, replaced) = (BTreeSet::new(), Vec::new());
        Self { files, manifest, extends, findings, used, replaced }
    }

    fn report(
        &mut self,
        (code, severity): (&'static str, Severity),
        (file, keys): (usize, &[Key]),
        message: String,
        help: String,
    ) {
        let text = self.files.get(file).map_or("", |source| &*source.text);
        let bytes = places(text).bytes_at(keys);
        let finding = Diagnostic::of_bytes(code, severity, (self.files, file), bytes, message);
        self.findings.push(finding.with_help(help));
    }

    /// The pack and the version that the clinic has read and agreed to.
    fn pinned(&mut self, base: &Manifest) {
        let (id, version) = (&base.id, &base.version);
        let at = |field| [Key::Field("extends"), Key::Field(field)];
        if self.extends.pack != *id {
            let message = format!("there is no pack `{}` to build on", self.extends.pack);
            let help = format!("the one that this program holds is `{id}`");
            let keys = at("pack");
            self.report(("unknown_base", Severity::Error), (self.manifest, &keys), message, help);
        } else if self.extends.version != *version {
            let pinned = &self.extends.version;
            let message =
                format!("built on version {pinned} of `{id}`, but this program holds {version}");
            let help = format!(
                "read what has changed, run the transcripts, then write `version: \"{version}\"`"
            );
            let keys = at("version");
            self.report(("base_version", Severity::Error), (self.manifest, &keys), message, help);
        }
    }

    /// An entry of the pack has the name of one of the base.
    fn overridden(&mut self, kind: OverrideKind, id: &str, file: usize, keys: &[Key]) {
        let declared = self.extends.overrides.iter().position(|o| o.what == kind && o.id == *id);
        self.replaced.push(kind.text_key(id));
        match declared {
            Some(position) => {
                self.used.insert(position);
            }
            None => {
                let what = kind.as_str();
                let message = format!(
                    "this overrides the {what} `{id}` of `{}` without a reason",
                    self.extends.pack
                );
                let help = format!(
                    "give it another id, or name it in rules/pack.ron: overrides: [(what: {what}, id: \"{id}\", reason: \"…\")]"
                );
                self.report(("silent_override", Severity::Error), (file, keys), message, help);
            }
        }
    }

    fn table<T>(
        &mut self,
        kind: OverrideKind,
        base: &mut Vec<Raw<T>>,
        own: &[Raw<T>],
        id: impl Fn(&T) -> &String,
    ) {
        let known: BTreeSet<String> = base.iter().map(|entry| id(&entry.value).clone()).collect();
        let mut gone = BTreeSet::new();
        for entry in own {
            let name = id(&entry.value);
            if known.contains(name) {
                let mut keys = vec![Key::Index(entry.position)];
                if kind != OverrideKind::Sentence {
                    keys.push(Key::Field("id"));
                }
                self.overridden(kind, name, entry.file, &keys);
                gone.insert(name.clone());
            }
        }
        base.retain(|entry| !gone.contains(id(&entry.value)));
    }

    fn files<T>(
        &mut self,
        kind: OverrideKind,
        base: &mut Vec<Raw<T>>,
        own: &[Raw<T>],
        id: impl Fn(&T) -> String,
    ) {
        let known: BTreeSet<String> = base.iter().map(|entry| id(&entry.value)).collect();
        let named = own.iter().map(|entry| (id(&entry.value), entry.file));
        let gone: BTreeMap<String, usize> =
            named.filter(|(name, _)| known.contains(name)).collect();
        for (name, file) in &gone {
            self.overridden(kind, name, *file, &[Key::Field("id")]);
        }
        base.retain(|entry| !gone.contains_key(&id(&entry.value)));
    }

    fn claims(&mut self, base: &mut RawPack, own: &RawPack) {
        let all = base.claim_files.iter().flat_map(|file| &file.value.claims);
        let known: BTreeSet<String> = all.map(|claim| claim.id.clone()).collect();
        let mut gone = BTreeSet::new();
        for file in &own.claim_files {
            for (position, claim) in file.value.claims.iter().enumerate() {
                if known.contains(&claim.id) {
                    let keys = [Key::Field("claims"), Key::Index(position), Key::Field("id")];
                    self.overridden(OverrideKind::Claim, &claim.id, file.file, &keys);
                    gone.insert(claim.id.clone());
                }
            }
        }
        for file in &mut base.claim_files {
            file.value.claims.retain(|claim| !gone.contains(&claim.id));
        }
    }

    /// An override that makes a referral or a red flag less urgent is allowed, but never unseen.
    fn weaker(&mut self, base: &RawPack, own: &RawPack) {
        let mut weaker: Vec<(usize, usize, String)> = Vec::new();
        for entry in &own.referrals {
            let same = base.referrals.iter().find(|other| other.value.id == entry.value.id);
            if same.is_some_and(|other| entry.value.urgency < other.value.urgency) {
                weaker.push((entry.file, entry.position, format!("referral `{}`", entry.value.id)));
            }
        }
        for entry in &own.facts {
            let Some(same) = base.facts.iter().find(|other| other.value.id == entry.value.id)
            else {
                continue;
            };
            let flags: BTreeMap<String, Urgency> = entry.value.red_flags().collect();
            for (name, least) in same.value.red_flags() {
                if flags.get(&name).is_none_or(|now| *now < least) {
                    weaker.push((entry.file, entry.position, format!("red flag of `{name}`")));
                }
            }
        }
        for (file, position, what) in weaker {
            let message = format!("this makes the {what} of `{}` less urgent", self.extends.pack);
            let help =
                "a clinician should sign this: see `reviewed_by` in rules/pack.ron".to_owned();
            let keys = [Key::Index(position)];
            self.report(("weaker_override", Severity::Warning), (file, &keys), message, help);
        }
    }

    /// Overrides that nothing uses or that give no reason; then the texts that are no longer the base's.
    fn finish(mut self) -> Vec<String> {
        let extends = self.extends;
        for (position, declared) in extends.overrides.iter().enumerate() {
            let (what, id) = (declared.what.as_str(), &declared.id);
            let keys = [Key::Field("extends"), Key::Field("overrides"), Key::Index(position)];
            let place = (self.manifest, keys.as_slice());
            if !self.used.contains(&position) {
                let message =
                    format!("nothing here overrides the {what} `{id}` of `{}`", extends.pack);
                let help = "remove the line, or give the entry this id".to_owned();
                self.report(("unused_override", Severity::Error), place, message, help);
            } else if declared.reason.trim().is_empty() {
                let message = format!("the override of the {what} `{id}` gives no reason");
                let help = "say why, for whoever reads it in a year".to_owned();
                self.report(("silent_override", Severity::Error), place, message, help);
            }
        }
        self.replaced
    }
}

/// Whether a file came from the base.
pub(super) fn is_of_base(path: &str) -> bool {
    path.starts_with(BASE)
}

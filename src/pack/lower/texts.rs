//! Texts: placeholders, the program's own sentences, translations and their locks.

use std::collections::BTreeMap;

use crate::base::decimal::Decimal;
use crate::base::files::SourceFiles;
use crate::base::hash::text_lock;
use crate::base::id::Id;
use crate::base::language::Language;
use crate::diagnostic::Severity;
use crate::model::contact::Service;
use crate::model::fact::{Fact, FactKind};
use crate::model::interface::{Interface, Phrase};
use crate::model::text::{Piece, Template, TextId};
use crate::pack::extend::is_of_base;
use crate::pack::lower::Lowering;
use crate::pack::place::At;
use crate::pack::read::{Languages, Raw, Translation};

impl Lowering<'_> {
    /// Adds a text in the source language of its file.
    pub(super) fn text(&mut self, at: &At<'_>, key: String, text: &str) -> TextId {
        let named = has_named_placeholders(&key);
        let template = self.template(at, text, named);
        if text.trim().is_empty() {
            self.error(at, "empty_text", "this text is empty".to_owned());
        }
        let of_base = self.files.get(at.in_file()).is_some_and(|file| is_of_base(&file.path));
        let language = if of_base { self.base_language } else { self.source_language };
        let id = self.texts.add(key.clone(), language, template);
        self.text_origins.insert(key, (id, text.to_owned()));
        id
    }

    /// Splits a text at its placeholders; unknown ones are reported and stay as words.
    fn template(&mut self, at: &At<'_>, text: &str, named: bool) -> Template {
        let mut pieces = Template::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (words, from_brace) = rest.split_at(open);
            let Some(close) = from_brace.find('}') else {
                self.error_with_help(
                    at,
                    "bad_placeholder",
                    "a `{` is never closed".to_owned(),
                    "close it with `}`",
                );
                break;
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(words.into()));
            }
            let inner = &from_brace[1..close];
            match self.placeholder(inner, named) {
                Some(piece) => pieces.push(piece),
                None => {
                    let mut known: Vec<&str> = Service::ALL.iter().map(|s| s.as_str()).collect();
                    let facts: Vec<String> = self.kinds.iter().map(|k| k.id.clone()).collect();
                    known.extend(facts.iter().map(String::as_str));
                    self.unknown(at, "bad_placeholder", "placeholder", inner, known);
                }
            }
            rest = &from_brace[close + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.into()));
        }
        pieces
    }

    fn placeholder(&self, inner: &str, named: bool) -> Option<Piece> {
        if let Some(service) = Service::ALL.into_iter().find(|service| service.as_str() == inner) {
            return Some(Piece::Contact(service));
        }
        if let Some(fact) = self.names.facts.get(inner) {
            return Some(Piece::Value(*fact));
        }
        if let Some((number, fact)) = inner.split_once('-')
            && let Ok(number) = number.trim().parse::<Decimal>()
            && let Some(fact) = self.names.facts.get(fact.trim())
        {
            return Some(Piece::Rest(number, *fact));
        }
        if named { Id::new(inner).ok().map(Piece::Named) } else { None }
    }

    /// Lowers the program's own sentences; every one that it needs must be there.
    pub(super) fn interface(&mut self, raw: &[Raw<(String, String)>]) -> Interface {
        let mut by_key: BTreeMap<&str, TextId> = BTreeMap::new();
        let known: Vec<&str> = Phrase::ALL.iter().map(|phrase| phrase.key()).collect();
        for entry in raw {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let (key, text) = &entry.value;
            if !known.contains(&key.as_str()) {
                self.unknown(&at, "unknown_sentence", "sentence", key, known.iter().copied());
                continue;
            }
            let id = self.text(&at, format!("interface.{key}"), text);
            if by_key.insert(key, id).is_some() {
                let message = format!("the key `{key}` stands twice");
                self.error_with_help(&at, "duplicate_key", message, "keep one of them");
            }
        }
        let mut texts = Vec::new();
        for key in known {
            match by_key.get(key) {
                Some(id) => texts.push(*id),
                None => {
                    let file = At::file(raw.first().map_or(0, |entry| entry.file));
                    let message = format!("the sentence `{key}` is missing");
                    self.error_with_help(
                        &file,
                        "missing_sentence",
                        message,
                        "add it to rules/interface.ron",
                    );
                }
            }
        }
        Interface::new(texts)
    }

    /// Puts translations beside their source texts and reports stale and missing ones.
    pub(super) fn translations(
        &mut self,
        raw: &[Translation],
        pack_languages: &[Language],
        languages: Languages,
        facts: &[Fact],
        files: &SourceFiles,
    ) {
        let grave = GraveKeys::of(facts);
        for (language, entry) in raw {
            self.translation(*language, entry, &grave);
        }
        for language in pack_languages {
            if languages.include(*language) {
                self.missing_translations(*language, &grave, files);
            }
        }
    }

    fn translation(
        &mut self,
        language: Language,
        entry: &Raw<(String, (String, String))>,
        grave: &GraveKeys,
    ) {
        let file = At::file(entry.file);
        let at = file.index(entry.position);
        let (key, (lock, text)) = &entry.value;
        let Some((id, source)) = self.text_origins.get(key) else {
            // a pack may take some of the embedded sentences only; these are translated with the others
            if self.files.get(entry.file).is_some_and(|file| is_of_base(&file.path)) {
                return;
            }
            let known: Vec<String> =
                self.text_origins.keys().filter(|k| near_key(k, key)).cloned().collect();
            let mut known: Vec<&str> = known.iter().map(String::as_str).collect();
            known.sort_unstable();
            self.unknown(&at, "unknown_text", "text", key, known);
            return;
        };
        let (id, expected) = (*id, text_lock(source));
        if *lock != expected {
            let severity = grave.severity(key);
            let message = format!("the source text of `{key}` has changed since it was translated");
            let help = format!("read it again, then write its lock: \"{expected}\"");
            self.problems.push((
                at.index(0).path(),
                severity,
                "stale_translation",
                message,
                Some(help),
            ));
        }
        if self.texts.has(id, language) {
            let message = format!("the key `{key}` stands twice");
            self.error_with_help(&at, "duplicate_key", message, "keep one of them");
        }
        let template = self.template(&at.index(1), text, has_named_placeholders(key));
        let differs =
            placeholders(&template) != placeholders(self.texts.get(id, self.source_language));
        if differs {
            let message = format!("the placeholders of `{key}` are not those of its source text");
            let source = self.text_origins.get(key).map_or("", |(_, source)| source);
            let help = format!("the source text is: {source}");
            self.error_with_help(&at.index(1), "placeholder_mismatch", message, help);
        }
        self.texts.translate(id, language, template);
    }

    fn missing_translations(&mut self, language: Language, grave: &GraveKeys, files: &SourceFiles) {
        let missing: Vec<(String, TextId)> = self
            .texts
            .iter()
            .filter(|(id, _)| !self.texts.has(*id, language))
            .map(|(id, key)| (key.to_owned(), id))
            .collect();
        let file = files
            .iter()
            .find(|(_, file)| file.path.starts_with(&format!("rules/texts/{language}")))
            .or_else(|| files.iter().find(|(_, file)| file.path == "rules/pack.ron"))
            .map_or(0, |(position, _)| position);
        for (key, _) in missing {
            let lock =
                self.text_origins.get(&key).map(|(_, text)| text_lock(text)).unwrap_or_default();
            let message = format!("the text `{key}` is missing in {language}");
            let help = format!("add `\"{key}\": (\"{lock}\", \"…\")` to rules/texts/{language}/");
            let severity = grave.severity(&key);
            let path = At::file(file).index(usize::MAX).path();
            self.problems.push((path, severity, "missing_translation", message, Some(help)));
        }
    }
}

/// Whether the program fills in placeholders of its own in a text.
fn has_named_placeholders(key: &str) -> bool {
    key.starts_with("interface.") || key.starts_with("week.text.")
}

/// Whether two keys begin alike, so that one may be a slip for the other.
fn near_key(known: &str, key: &str) -> bool {
    known.split('.').next() == key.split('.').next() && known.len().abs_diff(key.len()) <= 3
}

/// The placeholders of a text, in any order: a translation may turn a sentence around.
fn placeholders(template: &[Piece]) -> Vec<&Piece> {
    let mut found: Vec<&Piece> =
        template.iter().filter(|piece| !matches!(piece, Piece::Words(_))).collect();
    if found.len() > 1 {
        found.sort_by_cached_key(|piece| format!("{piece:?}"));
    }
    found
}

/// Which texts must never be missing or stale: those of referrals, contraindications and red flags.
struct GraveKeys {
    prefixes: Vec<String>,
}

impl GraveKeys {
    fn of(facts: &[Fact]) -> Self {
        let mut prefixes = vec!["referral.".to_owned(), "contact.".to_owned()];
        for fact in facts {
            if fact.red_flag.is_some() {
                prefixes.push(format!("fact.{}.", fact.id));
            }
            if let FactKind::Set(members) = &fact.kind {
                let flagged = members.iter().filter(|member| member.red_flag.is_some());
                prefixes.extend(flagged.map(|member| format!("fact.{}.{}.", fact.id, member.id)));
            }
        }
        Self { prefixes }
    }

    fn severity(&self, key: &str) -> Severity {
        let grave = key.contains(".contraindication.")
            || self.prefixes.iter().any(|prefix| key.starts_with(prefix));
        if grave { Severity::Error } else { Severity::Warning }
    }
}

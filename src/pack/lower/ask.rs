//! The words of free questions: names of concepts are looked up, patterns are spelt out.

use std::collections::BTreeMap;

use crate::base::language::Language;
use crate::model::ask::{AskVocabulary, AskWords, Concept, Pattern};
use crate::pack::ask::{RawAsk, RawAskWords, RawConcept};
use crate::pack::lower::Lowering;
use crate::pack::place::At;
use crate::pack::read::Raw;

type Known = BTreeMap<String, usize>;

impl Lowering<'_> {
    /// Lowers what free questions are read with.
    pub(super) fn ask_vocabulary(&mut self, raw: RawAsk) -> AskVocabulary {
        let mut known = Known::new();
        for (position, entry) in raw.concepts.iter().enumerate() {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let at = at.field("id");
            self.id(&at, &entry.value.id);
            if known.insert(entry.value.id.clone(), position).is_some() {
                self.duplicate(&at, "concept", &entry.value.id);
            }
        }
        let concepts = raw.concepts.iter().map(|entry| self.concept(entry, &known)).collect();
        let languages = raw.languages.into_iter();
        let languages = languages.map(|(language, file)| self.ask_words(language, file, &known));
        AskVocabulary { concepts, languages: languages.collect() }
    }

    fn concept(&mut self, raw: &Raw<RawConcept>, known: &Known) -> Concept {
        let file = At::file(raw.file);
        let at = file.index(raw.position);
        let close = self.concept_names(&at.field("close"), &raw.value.close, known);
        let related = self.concept_names(&at.field("related"), &raw.value.related, known);
        let id = crate::base::id::Id::new(&raw.value.id);
        let id = id.unwrap_or_else(|_| super::placeholder_id());
        Concept { id, light: raw.value.light, close, related }
    }

    fn concept_names(&mut self, list: &At<'_>, names: &[String], known: &Known) -> Vec<usize> {
        let mut found = Vec::new();
        for (position, name) in names.iter().enumerate() {
            found.extend(self.concept_name(&list.index(position), name, known));
        }
        found
    }

    fn concept_name(&mut self, at: &At<'_>, name: &str, known: &Known) -> Option<usize> {
        let found = known.get(name).copied();
        if found.is_none() {
            let names = known.keys().map(String::as_str);
            self.unknown(at, "unknown_concept", "concept", name, names);
        }
        found
    }

    fn ask_words(&mut self, language: Language, raw: Raw<RawAskWords>, known: &Known) -> AskWords {
        let file = At::file(raw.file);
        let value = raw.value;
        let list = file.field("concepts");
        let mut concepts = Vec::new();
        for (position, names) in value.concepts.into_iter().enumerate() {
            let at = list.index(position);
            let words = self.patterns(&at.field("words"), names.words);
            let concept = self.concept_name(&at.field("id"), &names.id, known);
            concepts.extend(concept.map(|concept| (concept, words)));
        }
        AskWords {
            language,
            compounds: value.compounds,
            letters: value.letters.chars().collect(),
            stop: self.patterns(&file.field("stop"), value.stop),
            strange: self.patterns(&file.field("strange"), value.strange),
            endings: self.patterns(&file.field("endings"), value.endings),
            amounts: self.patterns(&file.field("amounts"), value.amounts),
            dangers: self.patterns(&file.field("dangers"), value.dangers),
            what_is: self.patterns(&file.field("what_is"), value.what_is),
            defines: self.patterns(&file.field("defines"), value.defines),
            about_text: self.patterns(&file.field("about_text"), value.about_text),
            concepts,
        }
    }

    fn patterns(&mut self, list: &At<'_>, raw: Vec<String>) -> Vec<Pattern> {
        let mut patterns = Vec::with_capacity(raw.len());
        for (position, text) in raw.into_iter().enumerate() {
            // an author's mistake is shown as written
            match Pattern::new(text) {
                Ok(pattern) => patterns.push(pattern),
                Err(text) => {
                    let message = format!("the braces of `{text}` do not match");
                    self.error(&list.index(position), "bad_pattern", message);
                }
            }
        }
        patterns
    }
}

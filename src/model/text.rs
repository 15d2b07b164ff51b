//! Texts in up to four languages, and their placeholders.

use crate::base::decimal::Decimal;
use crate::base::id::Id;
use crate::base::language::Language;
use crate::model::contact::Service;
use crate::model::fact::FactId;
use crate::model::index;

index!(
    /// A text, by its place in the table.
    TextId
);

/// A text split at its placeholders.
pub type Template = Vec<Piece>;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand.
    Words(Box<str>),
    /// `{fact}`: the value of a fact.
    Value(FactId),
    /// `{14-fact}`: a number less the fact's value.
    Rest(Decimal, FactId),
    /// `{emergency}` and the like: a phone line.
    Contact(Service),
    /// `{name}`: filled in by the program's own sentences.
    Named(Id),
}

/// All texts of a pack.
#[derive(Debug, Default)]
pub struct Texts {
    keys: Vec<Box<str>>,
    tables: [Vec<Option<Template>>; 4],
}

impl Texts {
    /// Adds a text in its source language under its key (`advice.cut_caffeine.title`).
    pub fn add(&mut self, key: String, language: Language, template: Template) -> TextId {
        let id = TextId::at(self.keys.len());
        self.keys.push(key.into_boxed_str());
        self.translate(id, language, template);
        id
    }

    /// Puts a translation beside its source text.
    pub fn translate(&mut self, id: TextId, language: Language, template: Template) {
        let table = &mut self.tables[language.index()];
        if table.len() <= id.index() {
            table.resize(id.index() + 1, None);
        }
        table[id.index()] = Some(template);
    }

    /// The text in this language, else in any that has it (the source language has all).
    #[must_use]
    pub fn get(&self, id: TextId, language: Language) -> &[Piece] {
        let in_table =
            |table: &'_ Vec<Option<Template>>| table.get(id.index()).is_some_and(Option::is_some);
        let wanted = &self.tables[language.index()];
        let table = if in_table(wanted) {
            Some(wanted)
        } else {
            self.tables.iter().find(|table| in_table(table))
        };
        table.and_then(|table| table.get(id.index())).and_then(Option::as_deref).unwrap_or_default()
    }

    /// Whether the text is there in this language.
    #[must_use]
    pub fn has(&self, id: TextId, language: Language) -> bool {
        self.tables[language.index()].get(id.index()).is_some_and(Option::is_some)
    }

    /// The key of a text.
    #[must_use]
    pub fn key(&self, id: TextId) -> &str {
        &self.keys[id.index()]
    }

    /// All texts with their keys.
    pub fn iter(&self) -> impl Iterator<Item = (TextId, &str)> {
        self.keys.iter().enumerate().map(|(position, key)| (TextId::at(position), key.as_ref()))
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

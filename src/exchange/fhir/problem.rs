//! What is wrong with a resource, and readers of JSON that say where.

use std::fmt;

use crate::exchange::fhir::Entries;
use crate::exchange::json::Json;

/// What is wrong, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: `Questionnaire.item[0].linkId`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (mend: {})", self.path, self.message, self.mend)
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// A problem.
    pub(super) fn new(
        path: impl Into<String>,
        message: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), message: message.into(), mend: mend.into() }
    }

    fn wrong_type(path: String, takes: &str, found: &Json) -> Self {
        Self::new(path, format!("takes {takes}, not {}", found.kind()), format!("write {takes}"))
    }
}

/// Reads the one resource of a text.
pub(super) fn read_json(text: &str) -> Result<Json, Problem> {
    Json::read(text).map_err(|error| {
        Problem::new("the file", format!("not valid JSON: {error}"), "write valid JSON")
    })
}

/// An object of a resource, with its place.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub(super) path: String,
    pub(super) entries: &'a Entries,
}

impl<'a> Node<'a> {
    /// The object at a place.
    pub(super) fn of(path: impl Into<String>, json: &'a Json) -> Result<Self, Problem> {
        let path = path.into();
        let Json::Object(entries) = json else {
            return Err(Problem::wrong_type(path, "an object", json));
        };
        let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        if let Some(twice) = keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]) {
            let at = format!("{path}.{twice}");
            return Err(Problem::new(at, "stands twice", "leave one of them out"));
        }
        Ok(Self { path, entries })
    }

    /// The place of an entry.
    pub(super) fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    /// An entry.
    pub(super) fn get(&self, key: &str) -> Option<&'a Json> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// A string that is not empty.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, Problem> {
        match self.get(key) {
            None => Ok(None),
            Some(Json::Text(text)) if text.trim().is_empty() => {
                Err(Problem::new(self.at(key), "is empty", "write something, or leave it out"))
            }
            Some(Json::Text(text)) => Ok(Some(text)),
            Some(other) => Err(Problem::wrong_type(self.at(key), "a string in quotes", other)),
        }
    }

    /// A string that must be there.
    pub(super) fn needed(&self, key: &str, mend: &str) -> Result<&'a str, Problem> {
        self.text(key)?.ok_or_else(|| Problem::new(self.at(key), "is missing", mend))
    }

    /// True or false; false where it is not there.
    pub(super) fn flag(&self, key: &str) -> Result<bool, Problem> {
        match self.get(key) {
            None => Ok(false),
            Some(Json::Bool(flag)) => Ok(*flag),
            Some(other) => {
                Err(Problem::wrong_type(self.at(key), "true or false without quotes", other))
            }
        }
    }

    /// The elements of a list with their places; none where it is not there.
    pub(super) fn list(&self, key: &str) -> Result<Vec<(String, &'a Json)>, Problem> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Json::List(items)) => {
                let places = items.iter().enumerate();
                Ok(places.map(|(n, item)| (format!("{}[{n}]", self.at(key)), item)).collect())
            }
            Some(other) => Err(Problem::wrong_type(self.at(key), "a list", other)),
        }
    }

    /// The objects of a list.
    pub(super) fn nodes(&self, key: &str) -> Result<Vec<Self>, Problem> {
        self.list(key)?.into_iter().map(|(path, json)| Self::of(path, json)).collect()
    }

    /// The object of an entry.
    pub(super) fn node(&self, key: &str) -> Result<Option<Self>, Problem> {
        self.get(key).map(|json| Self::of(self.at(key), json)).transpose()
    }

    /// The extensions with this address.
    pub(super) fn extensions(&self, url: &str) -> Result<Vec<Self>, Problem> {
        let mut found = Vec::new();
        for extension in self.nodes("extension")? {
            if extension.text("url")? == Some(url) {
                found.push(extension);
            }
        }
        Ok(found)
    }
}

//! Facts as other programs give them: a JSON object → findings.
//!
//! `{"sleep_hours": 6, "symptoms": ["twitching"], "not": {"symptoms": ["weakness"]},
//! "unknown": ["weight_kg"], "none": ["conditions"]}`. What is not given is open; nothing is guessed
//! and nothing is rounded: all that is wrong is an error, and all errors are told at once.

mod error;

use std::collections::{BTreeMap, BTreeSet};

pub use crate::exchange::facts::error::FactsError;

use crate::base::decimal::{Decimal, DecimalError};
use crate::base::id::Id;
use crate::base::similarity::nearest;
use crate::exchange::json::Json;
use crate::model::Model;
use crate::model::fact::{Fact, FactKind, NumberKind, Slot};
use crate::model::finding::{Finding, Statement};

/// The keys that are no facts.
const KEYWORDS: [&str; 3] = ["not", "unknown", "none"];

/// How many mistakes are told with the name that may have been meant.
const MOST_MENDS: usize = 100;

/// All errors in one sentence.
#[must_use]
pub fn in_one_line(errors: &[FactsError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Reads a facts object.
///
/// # Errors
/// All that is wrong with it.
pub fn read(model: &Model, text: &str) -> Result<Statement, Vec<FactsError>> {
    let json = Json::read(text).map_err(|error| vec![FactsError::NotJson(error.to_string())])?;
    read_json(model, &json)
}

/// Reads a facts object that is part of a larger one.
pub(super) fn read_json(model: &Model, json: &Json) -> Result<Statement, Vec<FactsError>> {
    let Json::Object(entries) = json else {
        return Err(vec![FactsError::NotAnObject(json.kind())]);
    };
    read_entries(model, entries)
}

/// Reads the entries of a facts object.
pub(super) fn read_entries(
    model: &Model,
    entries: &[(String, Json)],
) -> Result<Statement, Vec<FactsError>> {
    let mut reader = Reader {
        model,
        given: BTreeMap::new(),
        rest: [Vec::new(), Vec::new()],
        errors: Vec::new(),
    };
    reader.repeated_keys(entries);
    for (key, value) in entries {
        match key.as_str() {
            "not" => reader.denied(value),
            "unknown" => reader.unknown(value),
            "none" => reader.none(value),
            _ => reader.fact(key, value),
        }
    }
    reader.finish()
}

/// What is left of sets when all else has been read.
#[derive(Clone, Copy)]
enum Rest {
    /// Unknown; read before what is denied, so that an unknown is never taken for a no.
    Unknown,
    /// Denied.
    Denied,
}

struct Reader<'m> {
    model: &'m Model,
    given: BTreeMap<Slot, Finding>,
    /// The sets whose remaining members are unknown, and those whose are denied.
    rest: [Vec<&'m Fact>; 2],
    errors: Vec<FactsError>,
}

impl<'m> Reader<'m> {
    fn finish(mut self) -> Result<Statement, Vec<FactsError>> {
        for (rest, finding) in [(Rest::Unknown, Finding::Unknown), (Rest::Denied, Finding::Denied)]
        {
            for fact in &self.rest[rest as usize] {
                for slot in fact.slots() {
                    self.given.entry(slot).or_insert(finding);
                }
            }
        }
        if self.errors.is_empty() { Ok(self.given.into_iter().collect()) } else { Err(self.errors) }
    }

    fn repeated_keys(&mut self, entries: &[(String, Json)]) {
        let mut seen = BTreeSet::new();
        for (key, value) in entries {
            if !seen.insert(key) {
                self.errors.push(FactsError::Repeated(key.clone()));
            }
            if let Json::Object(inner) = value {
                self.repeated_keys(inner);
            }
        }
    }

    fn fact(&mut self, key: &str, value: &Json) {
        let Some(fact) = self.known_fact(key) else { return };
        let slot = fact.first_slot;
        match (&fact.kind, value) {
            (FactKind::YesNo, Json::Bool(yes)) => {
                self.state(slot, if *yes { Finding::Affirmed } else { Finding::Denied });
            }
            (FactKind::Number(kind), Json::Number(digits)) => {
                if let Some(number) = self.number(key, kind, digits) {
                    self.state(slot, Finding::Number(number));
                }
            }
            (FactKind::OneOf(choices), Json::Text(option)) => {
                let position = choices.iter().position(|choice| choice.id.as_str() == option);
                if let Some(position) = position.and_then(|position| u16::try_from(position).ok()) {
                    self.state(slot, Finding::Choice(position));
                } else {
                    let names = choices.iter().map(|choice| choice.id.as_str());
                    self.unknown_name("option", &format!("{key}: {option}"), option, names);
                }
            }
            (FactKind::Set(_), Json::List(items)) => self.members(fact, items, Finding::Affirmed),
            _ => self.wrong_type(key, takes(fact), value),
        }
    }

    fn number(&mut self, key: &str, kind: &NumberKind, digits: &str) -> Option<Decimal> {
        let (name, value) = (key.to_owned(), digits.to_owned());
        match digits.parse::<Decimal>() {
            Ok(number) if (kind.min..=kind.max).contains(&number) => return Some(number),
            Err(DecimalError::TooManyPlaces) => {
                self.errors.push(FactsError::TooManyDecimals { name, value });
            }
            _ => self.errors.push(FactsError::OutOfRange { name, value, takes: range(kind) }),
        }
        None
    }

    fn denied(&mut self, value: &Json) {
        let Json::Object(entries) = value else {
            let takes = "sets with the members to deny, such as {\"symptoms\": [\"weakness\"]}";
            return self.wrong_type("not", takes.to_owned(), value);
        };
        for (key, value) in entries {
            let Some(fact) = self.known_set(key, "not") else { continue };
            match value {
                Json::List(items) => self.members(fact, items, Finding::Denied),
                other => self.wrong_type(&format!("not.{key}"), takes(fact), other),
            }
        }
    }

    fn none(&mut self, value: &Json) {
        for key in self.names("none", value) {
            if let Some(fact) = self.known_set(&key, "none") {
                self.rest[Rest::Denied as usize].push(fact);
            }
        }
    }

    fn unknown(&mut self, value: &Json) {
        for name in self.names("unknown", value) {
            let (key, member) = match name.split_once('.') {
                Some((key, member)) => (key, Some(member)),
                None => (name.as_str(), None),
            };
            let Some(fact) = self.known_fact(key) else { continue };
            match (&fact.kind, member) {
                (FactKind::Set(_), None) => self.rest[Rest::Unknown as usize].push(fact),
                (FactKind::Set(_), Some(member)) => {
                    if let Some(slot) = self.member(fact, member) {
                        self.state(slot, Finding::Unknown);
                    }
                }
                (_, None) => self.state(fact.first_slot, Finding::Unknown),
                (_, Some(_)) => {
                    let nearest = Some(key.to_owned());
                    self.errors.push(FactsError::UnknownName { what: "fact", name, nearest });
                }
            }
        }
    }

    /// The strings of a list.
    fn names(&mut self, keyword: &str, value: &Json) -> Vec<String> {
        let takes = || "a list of names of facts".to_owned();
        let Json::List(items) = value else {
            self.wrong_type(keyword, takes(), value);
            return Vec::new();
        };
        let mut names = Vec::new();
        for item in items {
            match item {
                Json::Text(name) => names.push(name.clone()),
                other => self.wrong_type(keyword, takes(), other),
            }
        }
        names
    }

    fn members(&mut self, fact: &Fact, items: &[Json], finding: Finding) {
        for item in items {
            match item {
                Json::Text(name) => {
                    if let Some(slot) = self.member(fact, name) {
                        self.state(slot, finding);
                    }
                }
                other => self.wrong_type(fact.id.as_str(), takes(fact), other),
            }
        }
    }

    fn member(&mut self, fact: &Fact, name: &str) -> Option<Slot> {
        let FactKind::Set(members) = &fact.kind else { return None };
        let position = members.iter().position(|member| member.id.as_str() == name);
        if position.is_none() {
            let names = members.iter().map(|member| member.id.as_str());
            self.unknown_name("member", &format!("{}.{name}", fact.id), name, names);
        }
        position.map(|position| fact.slot_of_member(position))
    }

    fn state(&mut self, slot: Slot, finding: Finding) {
        let earlier = self.given.insert(slot, finding);
        if let Some(earlier) = earlier.filter(|earlier| *earlier != finding) {
            self.errors.push(FactsError::Contradicted {
                name: self.model.slot_name(slot),
                first: way(earlier),
                second: way(finding),
            });
        }
    }

    /// The fact of a key, if there is one that can be given.
    fn known_fact(&mut self, key: &str) -> Option<&'m Fact> {
        let Some((_, fact)) = self.model.fact(key) else {
            if let (Some((set, member)), Some(_)) = (key.split_once('.'), self.model.slot(key)) {
                let takes = format!("no value of its own: write \"{set}\": [\"{member}\"]");
                self.errors.push(FactsError::WrongType {
                    name: key.to_owned(),
                    takes,
                    found: "a key",
                });
                return None;
            }
            let facts = self.model.facts.iter().filter(|fact| !fact.is_derived());
            let names = facts.map(|fact| fact.id.as_str()).chain(KEYWORDS);
            self.unknown_name("fact", key, key, names);
            return None;
        };
        if let FactKind::Derived(derived) = &fact.kind {
            let from = derived.inputs().map(|slot| self.model.slot_name(slot)).collect();
            self.errors.push(FactsError::Derived { name: key.to_owned(), from });
            return None;
        }
        Some(fact)
    }

    fn known_set(&mut self, key: &str, keyword: &'static str) -> Option<&'m Fact> {
        if let (Some((set, member)), Some(_)) = (key.split_once('.'), self.model.slot(key)) {
            let instead = format!("\"not\": {{\"{set}\": [\"{member}\"]}}");
            self.errors.push(FactsError::NotASet { name: key.to_owned(), keyword, instead });
            return None;
        }
        let fact = self.known_fact(key)?;
        if matches!(fact.kind, FactKind::Set(_)) {
            return Some(fact);
        }
        let instead = match &fact.kind {
            FactKind::YesNo => format!("\"{key}\": false"),
            _ => format!("its value, or leave `{key}` out"),
        };
        self.errors.push(FactsError::NotASet { name: key.to_owned(), keyword, instead });
        None
    }

    fn unknown_name<'a>(
        &mut self,
        what: &'static str,
        name: &str,
        word: &str,
        names: impl Iterator<Item = &'a str>,
    ) {
        // comparing names is slow, and nobody reads hundreds of mends
        let few = self.errors.len() < MOST_MENDS;
        let nearest = few.then(|| nearest(word, names)).flatten().map(str::to_owned);
        self.errors.push(FactsError::UnknownName { what, name: name.to_owned(), nearest });
    }

    fn wrong_type(&mut self, name: &str, takes: String, found: &Json) {
        let (name, found) = (name.to_owned(), found.kind());
        self.errors.push(FactsError::WrongType { name, takes, found });
    }
}

/// What a fact takes, in words.
fn takes(fact: &Fact) -> String {
    let ids = |ids: &mut dyn Iterator<Item = &Id>| {
        ids.map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
    };
    match &fact.kind {
        FactKind::YesNo => "true or false".to_owned(),
        FactKind::Number(kind) => range(kind),
        FactKind::OneOf(choices) => {
            format!("one of {}", ids(&mut choices.iter().map(|choice| &choice.id)))
        }
        FactKind::Set(members) => {
            format!("a list of {}", ids(&mut members.iter().map(|member| &member.id)))
        }
        FactKind::Derived(_) => "no value".to_owned(),
    }
}

fn range(kind: &NumberKind) -> String {
    format!("a number from {} to {} ({})", kind.min, kind.max, kind.unit.as_str())
}

/// How a finding is given, in words.
const fn way(finding: Finding) -> &'static str {
    match finding {
        Finding::Open => "open",
        Finding::Unknown => "unknown",
        Finding::Denied => "denied",
        Finding::Affirmed => "affirmed",
        Finding::Number(_) | Finding::Choice(_) => "a value",
    }
}

#[cfg(test)]
mod tests;

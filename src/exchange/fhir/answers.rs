//! A `QuestionnaireResponse` → findings.

use std::collections::BTreeMap;

use crate::base::similarity::nearest;
use crate::exchange::facts::{FactsError, read_entries};
use crate::exchange::fhir::form::{Asks, Form, Item, Value};
use crate::exchange::fhir::problem::{Node, Problem, read_json};
use crate::exchange::fhir::read::value_of;
use crate::exchange::fhir::{ABSENT, Entries};
use crate::exchange::json::Json;
use crate::model::Model;
use crate::model::fact::{FactKind, Slot};
use crate::model::finding::Statement;

/// What a response says.
#[derive(Debug)]
pub struct Given {
    /// The findings.
    pub statement: Statement,
    /// What was passed over, and why.
    pub passed_over: Vec<String>,
}

/// Reads a `QuestionnaireResponse`, or a Bundle that holds one, as answers to a form.
///
/// # Errors
/// What is wrong with it: one problem of its shape, or all values that cannot be.
pub fn given(model: &Model, form: &Form, source: &str) -> Result<Given, Vec<String>> {
    let json = read_json(source).map_err(one)?;
    let response = find(&json).map_err(one)?;
    let mut reader = Reader {
        model,
        items: BTreeMap::new(),
        facts: Vec::new(),
        sets: BTreeMap::new(),
        not: BTreeMap::new(),
        unknown: Vec::new(),
        passed_over: Vec::new(),
    };
    reader.index(&form.items);
    reader.head(form, &response).map_err(one)?;
    for item in response.nodes("item").map_err(one)? {
        reader.item(&item).map_err(one)?;
    }
    let entries = reader.entries();
    let statement = read_entries(model, &entries)
        .map_err(|errors| errors.iter().map(FactsError::to_string).collect::<Vec<_>>())?;
    Ok(Given { statement, passed_over: reader.passed_over })
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn one(problem: Problem) -> Vec<String> {
    vec![problem.to_string()]
}

/// The response: the resource itself, or the first in a bundle.
fn find(json: &Json) -> Result<Node<'_>, Problem> {
    let resource = Node::of("QuestionnaireResponse", json)?;
    match resource.text("resourceType")? {
        Some("QuestionnaireResponse") => return Ok(resource),
        Some("Bundle") => {}
        other => {
            let found = other.unwrap_or("nothing");
            return Err(Problem::new(
                "resourceType",
                format!("is {found}"),
                "give a QuestionnaireResponse, or a Bundle with one",
            ));
        }
    }
    let bundle = Node::of("Bundle", json)?;
    for entry in bundle.nodes("entry")? {
        if let Some(resource) = entry.node("resource")?
            && resource.text("resourceType")? == Some("QuestionnaireResponse")
        {
            return Ok(resource);
        }
    }
    let mend = "give a QuestionnaireResponse, or a Bundle with one";
    Err(Problem::new("Bundle.entry", "holds no QuestionnaireResponse", mend))
}

struct Reader<'f> {
    model: &'f Model,
    items: BTreeMap<&'f str, &'f Item>,
    facts: Entries,
    sets: BTreeMap<String, Vec<Json>>,
    not: BTreeMap<String, Vec<Json>>,
    unknown: Vec<Json>,
    passed_over: Vec<String>,
}

impl<'f> Reader<'f> {
    fn index(&mut self, items: &'f [Item]) {
        for item in items {
            self.items.insert(&item.link, item);
            self.index(&item.items);
        }
    }

    fn head(&mut self, form: &Form, response: &Node<'_>) -> Result<(), Problem> {
        if response.text("status")? == Some("entered-in-error") {
            let mend = "give answers that count";
            return Err(Problem::new(response.at("status"), "is entered-in-error", mend));
        }
        let canonical = response.text("questionnaire")?;
        let named = canonical.map(|named| named.split('|').next().unwrap_or_default());
        if let (Some(named), Some(url)) = (named, &form.url)
            && named != url
        {
            self.passed_over
                .push(format!("it answers `{named}`, and is read as answers to `{url}`"));
        }
        Ok(())
    }

    fn item(&mut self, node: &Node<'_>) -> Result<(), Problem> {
        let link = node.needed("linkId", "name the item that is answered")?;
        let answers = node.nodes("answer")?;
        let Some(item) = self.items.get(link).copied() else {
            if answers.is_empty() {
                self.passed_over.push(format!("`{link}`: the form has no such group"));
                for below in node.nodes("item")? {
                    self.item(&below)?;
                }
                return Ok(());
            }
            let near = nearest(link, self.items.keys().copied());
            let near = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
            let mend = "give answers to this form, or choose the dialogue that it belongs to";
            return Err(Problem::new(
                node.at("linkId"),
                format!("no item is called `{link}`{near}"),
                mend,
            ));
        };
        if item.asks.is_none() && item.kind.is_question() && !answers.is_empty() {
            let kind = item.kind.code();
            self.passed_over.push(format!("`{link}` ({kind}): the rules know no such fact"));
        }
        for answer in &answers {
            if item.asks.is_some() {
                self.answer(item, answer)?;
            }
            for below in answer.nodes("item")? {
                self.item(&below)?;
            }
        }
        for below in node.nodes("item")? {
            self.item(&below)?;
        }
        Ok(())
    }

    fn answer(&mut self, item: &Item, node: &Node<'_>) -> Result<(), Problem> {
        let Some(asks) = &item.asks else { return Ok(()) };
        if is_absent(node)? {
            match asks {
                Asks::Slot(slot) | Asks::OneOf(slot) => {
                    self.mark_unknown(self.model.slot_name(*slot));
                }
                Asks::Set(fact) => {
                    self.mark_unknown(self.model.facts[fact.index()].id.to_string());
                }
            }
            return Ok(());
        }
        let Some((_, value)) = value_of(node, "value")? else { return Ok(()) };
        let wrong = |takes: &str| {
            let message = format!("`{}` takes {takes}", item.link);
            Err(Problem::new(node.path.clone(), message, format!("write {takes}")))
        };
        match (asks, &value) {
            (Asks::Slot(slot), Value::Boolean(yes)) => self.yes_or_no(*slot, *yes),
            (Asks::Slot(slot), Value::Number(_, digits) | Value::Quantity(digits, _)) => {
                if !matches!(self.model.fact_of(*slot).kind, FactKind::Number(_)) {
                    return wrong("valueBoolean");
                }
                self.facts.push((self.model.slot_name(*slot), Json::Number(digits.clone())));
            }
            (Asks::Slot(slot), _) => {
                let number = matches!(self.model.fact_of(*slot).kind, FactKind::Number(_));
                return wrong(if number { "a number" } else { "valueBoolean" });
            }
            (Asks::OneOf(_) | Asks::Set(_), value) => {
                let option = item.options.iter().find(|option| same(&option.value, value));
                let Some(position) = option.and_then(|option| option.position) else {
                    let link = &item.link;
                    self.passed_over.push(format!("`{link}`: the answer is none of its options"));
                    return Ok(());
                };
                self.option(asks, position);
            }
        }
        Ok(())
    }

    fn yes_or_no(&mut self, slot: Slot, yes: bool) {
        let fact = self.model.fact_of(slot).id.to_string();
        match self.model.member_of(slot) {
            None => self.facts.push((fact, Json::Bool(yes))),
            Some(member) => {
                let list = if yes { &mut self.sets } else { &mut self.not };
                list.entry(fact).or_default().push(Json::Text(member.id.to_string()));
            }
        }
    }

    fn option(&mut self, asks: &Asks, position: usize) {
        match asks {
            Asks::OneOf(slot) | Asks::Slot(slot) => {
                let fact = self.model.fact_of(*slot);
                if let FactKind::OneOf(choices) = &fact.kind
                    && let Some(choice) = choices.get(position)
                {
                    self.facts.push((fact.id.to_string(), Json::Text(choice.id.to_string())));
                }
            }
            Asks::Set(fact) => {
                let fact = &self.model.facts[fact.index()];
                if let FactKind::Set(members) = &fact.kind
                    && let Some(member) = members.get(position)
                {
                    let list = self.sets.entry(fact.id.to_string()).or_default();
                    list.push(Json::Text(member.id.to_string()));
                }
            }
        }
    }

    fn mark_unknown(&mut self, name: String) {
        let name = Json::Text(name);
        if !self.unknown.contains(&name) {
            self.unknown.push(name);
        }
    }

    /// The entries of a facts object.
    fn entries(&mut self) -> Entries {
        let mut entries = std::mem::take(&mut self.facts);
        for (fact, members) in std::mem::take(&mut self.sets) {
            entries.push((fact, Json::List(members)));
        }
        let not = std::mem::take(&mut self.not).into_iter();
        let not: Entries = not.map(|(fact, members)| (fact, Json::List(members))).collect();
        entries.push(("not".to_owned(), Json::Object(not)));
        entries.push(("unknown".to_owned(), Json::List(std::mem::take(&mut self.unknown))));
        entries
    }
}

/// Whether an answer says why it has no value.
fn is_absent(node: &Node<'_>) -> Result<bool, Problem> {
    let mut places = vec![node.clone()];
    for (key, value) in node.entries {
        if (key.starts_with("value") || key.starts_with("_value"))
            && matches!(value, Json::Object(_))
        {
            places.push(Node::of(node.at(key), value)?);
        }
    }
    for place in places {
        if !place.extensions(ABSENT)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an answer is an option: codes are compared where both have one, systems where both do.
pub(super) fn same(option: &Value, answer: &Value) -> bool {
    match (option, answer) {
        (
            Value::Coding { system, code, display },
            Value::Coding { system: of, code: answered, display: shown },
        ) => match (code, answered) {
            (Some(code), Some(answered)) => {
                code == answered && (system.is_none() || of.is_none() || system == of)
            }
            (None, None) => display.is_some() && display == shown,
            _ => false,
        },
        (Value::Number(_, one), Value::Number(_, other)) => {
            use crate::base::decimal::Decimal;
            match (one.parse::<Decimal>(), other.parse::<Decimal>()) {
                (Ok(one), Ok(other)) => one == other,
                _ => one == other,
            }
        }
        // a string where a coding is offered is what it shows
        (Value::Coding { display: Some(shown), .. }, Value::Words("String", words)) => {
            shown == words
        }
        (one, other) => one == other,
    }
}

//! The JSON of a Questionnaire → a form.

use std::collections::BTreeSet;

use crate::base::similarity::nearest;
use crate::exchange::fhir::form::{Choice, Form, Item, Kind, Operator, Text, Unit, Value, When};
use crate::exchange::fhir::problem::{Node, Problem};
use crate::exchange::fhir::{MAX, MIN, ORDINAL, TRANSLATION, UNIT};
use crate::exchange::json::Json;

/// The most items that a form may have: nobody answers more, and everything stays quick.
const MOST_ITEMS: usize = 5_000;
/// The most answer options that all items may have together.
const MOST_OPTIONS: usize = 50_000;

/// Reads a Questionnaire.
pub(super) fn form(json: &Json) -> Result<Form, Problem> {
    let node = Node::of("Questionnaire", json)?;
    let mend = "give a Questionnaire of FHIR R4";
    match node.text("resourceType")? {
        Some("Questionnaire") => {}
        Some(other) => {
            return Err(Problem::new(node.at("resourceType"), format!("is {other}"), mend));
        }
        None => return Err(Problem::new(node.at("resourceType"), "is missing", mend)),
    }
    let value_sets = value_sets(&node)?;
    let mut reader = Reader { links: BTreeSet::new(), value_sets, n_options: 0 };
    let mut items = Vec::new();
    for item in node.nodes("item")? {
        items.push(reader.item(&item)?);
    }
    let head = node.entries.iter().filter(|(key, _)| key != "item").cloned().collect();
    Ok(Form {
        head,
        url: node.text("url")?.map(str::to_owned),
        version: node.text("version")?.map(str::to_owned),
        language: node.text("language")?.map(str::to_owned),
        title: words(&node, "title")?,
        items,
    })
}

struct Reader {
    links: BTreeSet<String>,
    /// The value sets that the form holds itself, by `#id`.
    value_sets: Vec<(String, Vec<Choice>)>,
    n_options: usize,
}

impl Reader {
    fn item(&mut self, node: &Node<'_>) -> Result<Item, Problem> {
        let link = node.needed("linkId", "give the item a linkId of its own")?.to_owned();
        if !self.links.insert(link.clone()) {
            let message = format!("`{link}` is the linkId of another item too");
            let mend = "give each item a linkId of its own (invariant que-2)";
            return Err(Problem::new(node.at("linkId"), message, mend));
        }
        if self.links.len() > MOST_ITEMS {
            let message = format!("is item number {}", MOST_ITEMS + 1);
            return Err(Problem::new(node.path.clone(), message, "split the form"));
        }
        let kind = kind(node)?;
        let mut item = Item::new(link, kind, words(node, "text")?);
        item.path.clone_from(&node.path);
        item.rest = node.entries.iter().filter(|(key, _)| key != "item").cloned().collect();
        item.repeats = node.flag("repeats")?;
        node.flag("required")?;
        item.options = self.options(node)?;
        self.n_options += item.options.len();
        if self.n_options > MOST_OPTIONS {
            let message = format!("brings the answer options to more than {MOST_OPTIONS}");
            return Err(Problem::new(node.path.clone(), message, "split the form"));
        }
        for when in node.nodes("enableWhen")? {
            item.whens.push(self::when(&when)?);
        }
        item.any = behaviour(node, item.whens.len())?;
        item.unit = unit(node)?;
        item.range = (limit(node, MIN)?, limit(node, MAX)?);
        for below in node.nodes("item")? {
            item.items.push(self.item(&below)?);
        }
        Ok(item)
    }

    fn options(&self, node: &Node<'_>) -> Result<Vec<Choice>, Problem> {
        let mut options = Vec::new();
        for option in node.nodes("answerOption")? {
            let Some((_, value)) = value_of(&option, "value")? else {
                let mend = "write valueCoding, valueString, valueInteger, valueDate or valueTime";
                return Err(Problem::new(option.path.clone(), "has no value", mend));
            };
            let coding = option.node("valueCoding")?;
            let translations =
                coding.as_ref().map(|coding| words(coding, "display")).transpose()?.flatten();
            let of_coding = coding.map(|coding| limit(&coding, ORDINAL)).transpose()?.flatten();
            let score = limit(&option, ORDINAL)?.or(of_coding);
            options.push(Choice { score, ..choice(value, translations) });
        }
        if options.is_empty()
            && let Some(set) = node.text("answerValueSet")?
            && let Some((_, held)) = self.value_sets.iter().find(|(id, _)| id == set)
        {
            options.clone_from(held);
        }
        Ok(options)
    }
}

fn choice(value: Value, label: Option<Text>) -> Choice {
    let shown = match &value {
        Value::Coding { code, display, .. } => display.clone().or_else(|| code.clone()),
        Value::Number(_, words) | Value::Words(_, words) => Some(words.clone()),
        _ => None,
    };
    let label = label.unwrap_or_else(|| Text::plain(shown.unwrap_or_default()));
    Choice { value, label, position: None, score: None }
}

fn kind(node: &Node<'_>) -> Result<Kind, Problem> {
    let codes = || Kind::ALL.into_iter().map(|(_, code)| code);
    let list = || codes().collect::<Vec<_>>().join(", ");
    let code = node.needed("type", &format!("write one of {}", list()))?;
    let found = Kind::ALL.into_iter().find(|(_, known)| *known == code).map(|(kind, _)| kind);
    found.ok_or_else(|| {
        let mend = match code {
            "coding" => "R5 writes `coding`: write `choice` or `open-choice`".to_owned(),
            _ => match nearest(code, codes()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", list()),
            },
        };
        Problem::new(node.at("type"), format!("R4 knows no item type `{code}`"), mend)
    })
}

fn behaviour(node: &Node<'_>, n_conditions: usize) -> Result<bool, Problem> {
    match node.text("enableBehavior")? {
        Some("any") => Ok(true),
        Some("all") => Ok(false),
        // R4 wants it said where there are several; "any" shows more and hides nothing
        None => Ok(n_conditions > 1),
        Some(found) => {
            let at = node.at("enableBehavior");
            Err(Problem::new(at, format!("is `{found}`"), "write `all` or `any`"))
        }
    }
}

fn when(node: &Node<'_>) -> Result<When, Problem> {
    let question = node.needed("question", "name the linkId of the question")?.to_owned();
    let operators = "one of exists, =, !=, >, <, >=, <=";
    let code = node.needed("operator", &format!("write {operators}"))?;
    let operator = Operator::ALL.into_iter().find(|(_, known)| *known == code);
    let operator = operator.map(|(operator, _)| operator).ok_or_else(|| {
        Problem::new(
            node.at("operator"),
            format!("R4 knows no operator `{code}`"),
            format!("write {operators}"),
        )
    })?;
    let Some((key, answer)) = value_of(node, "answer")? else {
        let mend = "write answerBoolean, answerCoding, answerDecimal or another";
        return Err(Problem::new(node.path.clone(), "has no answer to compare with", mend));
    };
    if operator == Operator::Exists && !matches!(answer, Value::Boolean(_)) {
        let mend = "write answerBoolean with `exists` (invariant que-7)";
        return Err(Problem::new(node.at(&key), "does not go with `exists`", mend));
    }
    Ok(When { question, operator, answer })
}

/// The value of a choice type: `valueX` or `answerX`, with its key.
pub(super) fn value_of(node: &Node<'_>, prefix: &str) -> Result<Option<(String, Value)>, Problem> {
    let of = |entry: &&(String, Json)| {
        entry.0.strip_prefix(prefix).is_some_and(|kind| kind.starts_with(char::is_uppercase))
    };
    let mut values = node.entries.iter().filter(of);
    let Some((key, json)) = values.next() else { return Ok(None) };
    if let Some((other, _)) = values.next() {
        let message = format!("there is `{key}` and `{other}`");
        return Err(Problem::new(node.path.clone(), message, "leave one of them out"));
    }
    let kind = &key[prefix.len()..];
    let wrong = |takes: &str| {
        let message = format!("takes {takes}, not {}", json.kind());
        Problem::new(node.at(key), message, format!("write {takes}"))
    };
    let value = match (kind, json) {
        ("Boolean", Json::Bool(flag)) => Value::Boolean(*flag),
        ("Boolean", _) => return Err(wrong("true or false without quotes")),
        ("Integer", Json::Number(digits)) => Value::Number("Integer", digits.clone()),
        ("Decimal", Json::Number(digits)) => Value::Number("Decimal", digits.clone()),
        ("Integer" | "Decimal", _) => return Err(wrong("a number without quotes")),
        ("String", Json::Text(words)) => Value::Words("String", words.clone()),
        ("Date", Json::Text(words)) => Value::Words("Date", words.clone()),
        ("DateTime", Json::Text(words)) => Value::Words("DateTime", words.clone()),
        ("Time", Json::Text(words)) => Value::Words("Time", words.clone()),
        ("Uri", Json::Text(words)) => Value::Words("Uri", words.clone()),
        ("String" | "Date" | "DateTime" | "Time" | "Uri", _) => {
            return Err(wrong("a string in quotes"));
        }
        ("Coding", json) => {
            let coding = Node::of(node.at(key), json)?;
            let part = |key: &str| Ok::<_, Problem>(coding.text(key)?.map(str::to_owned));
            Value::Coding {
                system: part("system")?,
                code: part("code")?,
                display: part("display")?,
            }
        }
        ("Quantity", json) => {
            let quantity = Node::of(node.at(key), json)?;
            match quantity.get("value") {
                Some(Json::Number(digits)) => Value::Quantity(digits.clone(), json.clone()),
                Some(_) => {
                    let mend = "write a number without quotes";
                    return Err(Problem::new(quantity.at("value"), "is no number", mend));
                }
                None => Value::Other("Quantity", json.clone()),
            }
        }
        ("Reference", json) => Value::Other("Reference", json.clone()),
        ("Attachment", json) => Value::Other("Attachment", json.clone()),
        _ => {
            let mend = "R4 knows valueBoolean, valueDecimal, valueInteger, valueDate, valueDateTime, \
                        valueTime, valueString, valueUri, valueCoding, valueQuantity, valueReference";
            return Err(Problem::new(node.at(key), "is no type of R4", mend));
        }
    };
    Ok(Some((key.clone(), value)))
}

/// A text with its translations beside it.
fn words(node: &Node<'_>, key: &str) -> Result<Option<Text>, Problem> {
    let Some(words) = node.text(key)? else { return Ok(None) };
    let mut text = Text::plain(words);
    if let Some(beside) = node.node(&format!("_{key}"))? {
        for translation in beside.extensions(TRANSLATION)? {
            let mut parts = (None, None);
            for part in translation.nodes("extension")? {
                match part.text("url")? {
                    Some("lang") => parts.0 = part.text("valueCode")?,
                    Some("content") => {
                        let string = part.text("valueString")?;
                        parts.1 =
                            if string.is_some() { string } else { part.text("valueMarkdown")? };
                    }
                    _ => {}
                }
            }
            if let (Some(language), Some(content)) = parts {
                text.translations.push((language.to_owned(), content.to_owned()));
            }
        }
    }
    Ok(Some(text))
}

fn unit(node: &Node<'_>) -> Result<Option<Unit>, Problem> {
    for extension in node.extensions(UNIT)? {
        if let Some(coding) = extension.node("valueCoding")? {
            let code = coding.text("code")?.or(coding.text("display")?);
            let display = coding.text("display")?.or(code);
            if let (Some(code), Some(display)) = (code, display) {
                return Ok(Some(Unit { code: code.to_owned(), display: display.to_owned() }));
            }
        }
    }
    for initial in node.nodes("initial")? {
        if let Some(quantity) = initial.node("valueQuantity")? {
            let code = quantity.text("code")?.or(quantity.text("unit")?);
            let display = quantity.text("unit")?.or(code);
            if let (Some(code), Some(display)) = (code, display) {
                return Ok(Some(Unit { code: code.to_owned(), display: display.to_owned() }));
            }
        }
    }
    Ok(None)
}

fn limit(node: &Node<'_>, url: &str) -> Result<Option<String>, Problem> {
    for extension in node.extensions(url)? {
        let value = value_of(&extension, "value")?;
        if let Some((_, Value::Number(_, digits) | Value::Quantity(digits, _))) = value {
            return Ok(Some(digits));
        }
    }
    Ok(None)
}

/// The options of the value sets that a form holds itself.
fn value_sets(form: &Node<'_>) -> Result<Vec<(String, Vec<Choice>)>, Problem> {
    let mut sets = Vec::new();
    for resource in form.nodes("contained")? {
        let Some(id) = resource.text("id")?.filter(|_| {
            matches!(resource.get("resourceType"), Some(Json::Text(kind)) if kind == "ValueSet")
        }) else {
            continue;
        };
        let mut options = Vec::new();
        if let Some(expansion) = resource.node("expansion")? {
            for concept in expansion.nodes("contains")? {
                options.extend(concept_of(&concept, concept.text("system")?)?);
            }
        }
        if options.is_empty()
            && let Some(compose) = resource.node("compose")?
        {
            for include in compose.nodes("include")? {
                let system = include.text("system")?;
                for concept in include.nodes("concept")? {
                    options.extend(concept_of(&concept, system)?);
                }
            }
        }
        sets.push((format!("#{id}"), options));
    }
    Ok(sets)
}

fn concept_of(concept: &Node<'_>, system: Option<&str>) -> Result<Option<Choice>, Problem> {
    let Some(code) = concept.text("code")? else { return Ok(None) };
    let label = words(concept, "display")?;
    let value = Value::Coding {
        system: system.map(str::to_owned),
        code: Some(code.to_owned()),
        display: label.as_ref().map(|label| label.words.clone()),
    };
    Ok(Some(choice(value, label)))
}

//! As much of JSON Schema as docs/protocol.schema.json and tests/fhir/r4.schema.json use; any other keyword is an error, so that
//! nothing in a schema is passed over in silence.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::Regex;
use serde_json::Value;

/// Checks a value against a part of a schema; the error says where it does not fit.
pub(crate) fn check(root: &Value, part: &Value, value: &Value) -> Result<(), String> {
    for (keyword, says) in part.as_object().ok_or("a schema is an object")? {
        let fits = match keyword.as_str() {
            "$schema"
            | "title"
            | "description"
            | "$defs"
            | "definitions"
            | "additionalProperties" => true,
            "$ref" => {
                let path = says.as_str().unwrap().trim_start_matches('#');
                let target = root.pointer(path).ok_or_else(|| format!("no {path}"))?;
                check(root, target, value).map_err(|error| format!("{path}: {error}"))?;
                true
            }
            "type" => match says {
                Value::Array(types) => types.iter().any(|name| is_of(name, value)),
                name => is_of(name, value),
            },
            "const" => says == value,
            "enum" => says.as_array().unwrap().contains(value),
            "pattern" => match value {
                Value::String(text) => matches(says.as_str().unwrap(), text),
                // FHIR gives numbers a pattern for their digits
                Value::Number(number) => matches(says.as_str().unwrap(), &number.to_string()),
                _ => true,
            },
            "minLength" => value.as_str().is_none_or(|text| text.len() as u64 >= n(says)),
            "maxLength" => value.as_str().is_none_or(|text| text.len() as u64 <= n(says)),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= n(says)),
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    check(root, says, item)?;
                }
                true
            }
            "required" => says
                .as_array()
                .unwrap()
                .iter()
                .all(|name| value.get(name.as_str().unwrap()).is_some()),
            "properties" => {
                properties(root, part, value)?;
                true
            }
            "anyOf" => {
                let tried: Vec<_> =
                    says.as_array().unwrap().iter().map(|s| check(root, s, value)).collect();
                if !tried.iter().any(Result::is_ok) {
                    return Err(format!("fits none: {tried:?}"));
                }
                true
            }
            "oneOf" => {
                let fits = |s: &&Value| check(root, s, value).is_ok();
                says.as_array().unwrap().iter().filter(fits).count() == 1
            }
            other => return Err(format!("the checker does not know `{other}`")),
        };
        if !fits {
            return Err(format!("{value} breaks {keyword} {says}"));
        }
    }
    Ok(())
}

fn properties(root: &Value, part: &Value, value: &Value) -> Result<(), String> {
    let known = part["properties"].as_object().unwrap();
    for (name, inner) in value.as_object().into_iter().flatten() {
        match known.get(name) {
            Some(part) => check(root, part, inner).map_err(|error| format!("{name}: {error}"))?,
            None if part.get("additionalProperties") == Some(&Value::Bool(false)) => {
                return Err(format!("`{name}` is not allowed"));
            }
            None => {}
        }
    }
    Ok(())
}

fn matches(pattern: &str, text: &str) -> bool {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Regex>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let regex = known.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).unwrap());
        regex.is_match(text)
    })
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        other => panic!("no type {other}"),
    }
}

fn n(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

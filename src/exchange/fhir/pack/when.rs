//! enableWhen → conditions of a pack.
//!
//! In FHIR a question that nobody has answered has no value: `exists` is false and `!=` holds. In a pack
//! that is "unless it is known to be so".

use crate::base::decimal::Decimal;
use crate::exchange::fhir::answers::same;
use crate::exchange::fhir::form::{Operator, Value, When};
use crate::exchange::fhir::pack::fact::{Fact, FactKind};
use crate::exchange::fhir::pack::notation::quoted;
use crate::model::fact::Unit;

/// A condition, as a pack writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guard {
    Always,
    Has(String),
    Is(String, String),
    /// The word, the fact, the bound and its unit.
    Compare(&'static str, String, String, Unit),
    All(Vec<Guard>),
    Any(Vec<Guard>),
    Not(Box<Guard>),
    Possibly(Box<Guard>),
}

impl Guard {
    /// All of these.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Always => {}
                Self::All(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Self::Always,
            1 => kept.remove(0),
            _ => Self::All(kept),
        }
    }

    /// Any of these; where one always holds, that.
    pub(super) fn any(mut parts: Vec<Self>) -> Self {
        if parts.contains(&Self::Always) {
            return Self::Always;
        }
        if parts.len() == 1 { parts.remove(0) } else { Self::Any(parts) }
    }

    /// Not this.
    pub(super) fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// Unless it is known not to be so.
    fn possibly(self) -> Self {
        Self::Possibly(Box::new(self))
    }

    /// How many comparisons it holds.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Always => 0,
            Self::Has(_) | Self::Is(..) | Self::Compare(..) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::size).sum(),
            Self::Not(part) | Self::Possibly(part) => part.size(),
        }
    }

    /// As RON.
    pub(super) fn ron(&self) -> String {
        let list = |parts: &[Self]| parts.iter().map(Self::ron).collect::<Vec<_>>().join(", ");
        match self {
            Self::Always => "always".to_owned(),
            Self::Has(name) => format!("has({})", quoted(name)),
            Self::Is(fact, option) => format!("is({}, {})", quoted(fact), quoted(option)),
            Self::Compare(word, fact, bound, unit) => {
                format!("{word}({}, {bound}, {})", quoted(fact), quoted(unit.as_str()))
            }
            Self::All(parts) => format!("all([{}])", list(parts)),
            Self::Any(parts) => format!("any([{}])", list(parts)),
            Self::Not(part) => format!("not({})", part.ron()),
            Self::Possibly(part) => format!("possibly({})", part.ron()),
        }
    }
}

/// The guard of one condition on the fact of its question.
pub(super) fn guard(when: &When, fact: Option<&Fact>) -> Result<Guard, String> {
    let question = &when.question;
    let fact = fact.ok_or_else(|| format!("`{question}` is not asked, so this cannot be told"))?;
    if when.operator == Operator::Exists {
        return Ok(match &when.answer {
            Value::Boolean(true) => fact.known(),
            _ => fact.known().negated().possibly(),
        });
    }
    let holds = match &fact.kind {
        FactKind::YesNo => yes_no(when, fact),
        FactKind::Number { unit, .. } => number(when, fact, *unit),
        FactKind::Options { .. } => option(when, fact),
    };
    holds.ok_or_else(|| {
        let operator = when.operator.code();
        format!("`{operator}` with this answer says nothing that can be told of `{question}`")
    })?
}

type Told = Option<Result<Guard, String>>;

fn yes_no(when: &When, fact: &Fact) -> Told {
    let Value::Boolean(yes) = when.answer else { return None };
    let has = Guard::Has(fact.id.clone());
    match (when.operator, yes) {
        (Operator::Equal, true) => Some(Ok(has)),
        (Operator::Equal, false) => Some(Ok(has.negated())),
        (Operator::NotEqual, true) => Some(Ok(has.negated().possibly())),
        (Operator::NotEqual, false) => Some(Ok(has.possibly())),
        _ => None,
    }
}

fn number(when: &When, fact: &Fact, unit: Unit) -> Told {
    let (Value::Number(_, digits) | Value::Quantity(digits, _)) = &when.answer else { return None };
    let Ok(bound) = digits.parse::<Decimal>() else {
        return Some(Err(format!("{digits} is no number with at most six decimals")));
    };
    let compare = |word| Guard::Compare(word, fact.id.clone(), bound.to_string(), unit);
    let equal = || Guard::all(vec![compare("at_or_above"), compare("at_or_below")]);
    Some(Ok(match when.operator {
        Operator::Above => compare("above"),
        Operator::Below => compare("below"),
        Operator::AtOrAbove => compare("at_or_above"),
        Operator::AtOrBelow => compare("at_or_below"),
        Operator::Equal => equal(),
        Operator::NotEqual => equal().negated().possibly(),
        Operator::Exists => return None,
    }))
}

fn option(when: &When, fact: &Fact) -> Told {
    let decimal = |value: &Value| match value {
        Value::Number(_, digits) | Value::Quantity(digits, _) => digits.parse::<Decimal>().ok(),
        _ => None,
    };
    let matching = match when.operator {
        Operator::Equal | Operator::NotEqual => {
            fact.options_that(|value| same(value, &when.answer))
        }
        operator => {
            let bound = decimal(&when.answer)?;
            fact.options_that(|value| {
                decimal(value).is_some_and(|value| match operator {
                    Operator::Above => value > bound,
                    Operator::Below => value < bound,
                    Operator::AtOrAbove => value >= bound,
                    _ => value <= bound,
                })
            })
        }
    };
    if matching.is_empty() {
        return Some(Err(format!("`{}` has no such option", when.question)));
    }
    let holds = Guard::any(matching);
    Some(Ok(match when.operator {
        Operator::NotEqual => holds.negated().possibly(),
        _ => holds,
    }))
}

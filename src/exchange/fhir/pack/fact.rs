//! A question of a form → a fact.

use std::fmt::Write as _;

use crate::base::decimal::Decimal;
use crate::exchange::fhir::form::{Choice, Item, Kind, Value};
use crate::exchange::fhir::names::{Names, of_options};
use crate::exchange::fhir::pack::notation::{quoted, words};
use crate::exchange::fhir::pack::when::Guard;
use crate::model::fact::Unit;

/// The longest title, in letters.
const LONGEST_TITLE: usize = 60;
/// The range of a number for which the form names none.
const WIDEST: i32 = 1_000_000;

/// A fact of the pack.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) id: String,
    title: String,
    question: String,
    pub(super) kind: FactKind,
    /// Asked only while this holds.
    pub(super) guard: Guard,
}

/// Its type.
#[derive(Debug, Clone)]
pub(super) enum FactKind {
    YesNo,
    Number {
        unit: Unit,
        min: Decimal,
        max: Decimal,
        step: &'static str,
    },
    /// Options with their ids; a set where several may be chosen.
    Options {
        ids: Vec<String>,
        options: Vec<Choice>,
        labels: Vec<String>,
        several: bool,
    },
}

/// The fact of a question with what it leaves behind; nothing for groups and displays.
pub(super) fn fact(
    item: &Item,
    language: &str,
    names: &mut Names,
) -> Result<Option<(Fact, Vec<String>)>, String> {
    let mut notes = Vec::new();
    let mut suffix = String::new();
    let kind = match item.kind {
        Kind::Group | Kind::Display => return Ok(None),
        Kind::Boolean => FactKind::YesNo,
        Kind::Choice | Kind::OpenChoice | Kind::Integer | Kind::String | Kind::Text
            if !item.options.is_empty() =>
        {
            options(item, language, &mut notes)?
        }
        Kind::Choice | Kind::OpenChoice => {
            let set = item.rest.iter().find(|(key, _)| key == "answerValueSet");
            return Err(match set {
                Some((_, crate::exchange::json::Json::Text(set))) => format!(
                    "is not asked: its options stand in the value set {set}, which is not in the file"
                ),
                _ => "is not asked: it has no options".to_owned(),
            });
        }
        Kind::Decimal | Kind::Integer | Kind::Quantity => number(item, &mut notes, &mut suffix),
        other => {
            return Err(format!(
                "is not asked: the rules know no {}; it stays in the form",
                other.code()
            ));
        }
    };
    if item.repeats && !matches!(kind, FactKind::Options { several: true, .. }) {
        notes.push("may be answered several times, and is asked once".to_owned());
    }
    let question = item.text.as_ref().map(|text| words(text.in_language(language)));
    let question = question.filter(|question| !question.is_empty());
    if question.is_none() {
        notes.push("has no text: its linkId is shown".to_owned());
    }
    let question = question.unwrap_or_else(|| words(&item.link));
    let short = short(&question);
    let telling = item.link.chars().filter(char::is_ascii_lowercase).count() > 2;
    let wishes = if telling { [item.link.as_str(), &short] } else { [short.as_str(), &item.link] };
    let id = names.id(&wishes, "question");
    let title = format!("{short}{suffix}");
    Ok(Some((Fact { id, title, question, kind, guard: Guard::Always }, notes)))
}

/// The first words of a question.
fn short(question: &str) -> String {
    let line = question.lines().next().unwrap_or_default();
    let line = line.trim_end_matches(['?', ':', '.', ' ']);
    if line.chars().count() <= LONGEST_TITLE {
        return line.to_owned();
    }
    let mut short = String::new();
    for word in line.split_whitespace() {
        if short.chars().count() + word.chars().count() >= LONGEST_TITLE && !short.is_empty() {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.extend(word.chars().take(LONGEST_TITLE));
    }
    short.push('…');
    short
}

fn options(item: &Item, language: &str, notes: &mut Vec<String>) -> Result<FactKind, String> {
    if item.options.len() > usize::from(u16::MAX) {
        return Err("is not asked: it has too many options".to_owned());
    }
    if item.kind == Kind::OpenChoice {
        notes.push("an answer of one's own words is not taken, only the options".to_owned());
    }
    let ids = of_options(&item.options);
    let labels = std::iter::zip(&ids, &item.options).map(|(id, option)| {
        let label = words(option.label.in_language(language));
        if label.is_empty() { id.clone() } else { label }
    });
    Ok(FactKind::Options {
        labels: labels.collect(),
        options: item.options.clone(),
        ids,
        several: item.repeats,
    })
}

fn number(item: &Item, notes: &mut Vec<String>, suffix: &mut String) -> FactKind {
    let mut limit = |digits: &Option<String>, otherwise: i32| match digits {
        None => Decimal::whole(otherwise),
        Some(digits) => digits.parse().unwrap_or_else(|_| {
            notes.push(format!("the limit {digits} is no number with at most six decimals"));
            Decimal::whole(otherwise)
        }),
    };
    let (mut min, mut max) = (limit(&item.range.0, -WIDEST), limit(&item.range.1, WIDEST));
    if min >= max {
        notes.push(format!("the range from {min} to {max} holds nothing"));
        (min, max) = (Decimal::whole(-WIDEST), Decimal::whole(WIDEST));
    }
    let unit = item.unit.as_ref().and_then(|unit| unit_of(&unit.code));
    if unit.is_none()
        && let Some(unit) = &item.unit
    {
        notes.push(format!(
            "the unit {} is none of the pack's: it stands in the title, and the number counts points",
            unit.display
        ));
        *suffix = format!(" ({})", words(&unit.display));
    }
    let step = if item.kind == Kind::Integer { "1" } else { "0.1" };
    FactKind::Number { unit: unit.unwrap_or(Unit::Points), min, max, step }
}

/// The unit of a UCUM code, or of the word that packs use.
fn unit_of(code: &str) -> Option<Unit> {
    let known = Unit::ALL.into_iter().map(|(unit, _)| unit);
    known
        .into_iter()
        .find(|unit| crate::exchange::fhir::dialogue::ucum(*unit) == code || unit.as_str() == code)
        .or(match code {
            "mg" => Some(Unit::Milligrams),
            "{points}" => Some(Unit::Points),
            _ => None,
        })
}

impl Fact {
    /// Everything that a person reads of it.
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = vec![self.title.as_str(), &self.question];
        if let FactKind::Options { labels, .. } = &self.kind {
            texts.extend(labels.iter().map(String::as_str));
        }
        texts
    }

    /// "It has been answered".
    pub(super) fn known(&self) -> Guard {
        let has = Guard::Has(self.id.clone());
        match &self.kind {
            FactKind::YesNo => Guard::any(vec![has.clone(), has.negated()]),
            FactKind::Number { unit, min, .. } => {
                let compare = |word| Guard::Compare(word, self.id.clone(), min.to_string(), *unit);
                Guard::any(vec![compare("at_or_above"), compare("below")])
            }
            FactKind::Options { ids, several: false, .. } => {
                let is = Guard::Is(self.id.clone(), ids[0].clone());
                Guard::any(vec![is.clone(), is.negated()])
            }
            FactKind::Options { ids, .. } => {
                Guard::any(ids.iter().map(|id| Guard::Has(format!("{}.{id}", self.id))).collect())
            }
        }
    }

    /// Its positions of options that are a value.
    pub(super) fn options_that(&self, is: impl Fn(&Value) -> bool) -> Vec<Guard> {
        let FactKind::Options { ids, options, several, .. } = &self.kind else { return Vec::new() };
        std::iter::zip(ids, options)
            .filter(|(_, option)| is(&option.value))
            .map(|(id, _)| match several {
                true => Guard::Has(format!("{}.{id}", self.id)),
                false => Guard::Is(self.id.clone(), id.clone()),
            })
            .collect()
    }

    /// The entry of `rules/facts.ron`.
    pub(super) fn ron(&self) -> String {
        let mut entry = format!(
            "    (\n        id: {},\n        title: {},\n        question: {},\n        kind: ",
            quoted(&self.id),
            quoted(&self.title),
            quoted(&self.question),
        );
        // writing to a string does not fail
        let _ = match &self.kind {
            FactKind::YesNo => write!(entry, "yes_no"),
            FactKind::Number { unit, min, max, step } => {
                let unit = quoted(unit.as_str());
                write!(entry, "number(unit: {unit}, min: {min}, max: {max}, step: {step})")
            }
            FactKind::Options { ids, labels, several, options } => {
                entry.push_str(if *several { "set([\n" } else { "one_of([\n" });
                let scores = scores(options).filter(|_| !several);
                for (number, (id, label)) in std::iter::zip(ids, labels).enumerate() {
                    let (id, label) = (quoted(id), quoted(label));
                    let score =
                        scores.as_ref().map(|scores| format!(", score: {}", scores[number]));
                    let score = score.unwrap_or_default();
                    let _ = writeln!(entry, "            (id: {id}, label: {label}{score}),");
                }
                write!(entry, "        ])")
            }
        };
        if self.guard != Guard::Always {
            let _ = write!(entry, ",\n        ask_when: {}", self.guard.ron());
        }
        entry.push_str(",\n    ),\n");
        entry
    }
}

/// What the options count in a score, where each says it.
fn scores(options: &[Choice]) -> Option<Vec<Decimal>> {
    let of = |option: &Choice| option.score.as_ref()?.parse().ok();
    options.iter().map(of).collect()
}

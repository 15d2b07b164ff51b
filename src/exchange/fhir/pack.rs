//! A form → a pack: facts, and a dialogue that asks them under the form's guards.
//!
//! The form itself is kept in the pack's `fhir/` folder, each item marked with the fact that it asks;
//! so nothing of it is lost, and an export gives it back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::base::language::Language;
use crate::exchange::fhir::form::{Form, Item, Kind, Text};
use crate::exchange::fhir::names::Names;
use crate::exchange::fhir::problem::{Problem, read_json};
use crate::exchange::fhir::{FACT, cycle, object, read, text, write};
use crate::exchange::json::Json;

mod fact;
mod notation;
mod speech;
mod when;

use crate::exchange::fhir::pack::fact::{Fact, fact};
use crate::exchange::fhir::pack::notation::quoted;
use crate::exchange::fhir::pack::speech::Speech;
use crate::exchange::fhir::pack::when::Guard;

/// The most comparisons that all conditions may hold together: "answered" holds one for each option.
const MOST_COMPARISONS: usize = 200_000;

/// A pack made from a form.
#[derive(Debug)]
pub struct Imported {
    /// Its files: path in the folder, and text.
    pub files: Vec<(String, String)>,
    /// The id of its dialogue.
    pub dialogue: String,
    /// How many questions the dialogue asks.
    pub n_asked: usize,
    /// What could not be carried over: place and why.
    pub left_behind: Vec<String>,
}

/// Makes a pack from a Questionnaire.
///
/// # Errors
/// What is wrong with the Questionnaire.
pub fn import(source: &str) -> Result<Imported, Problem> {
    let json = read_json(source)?;
    let mut form = read::form(&json)?;
    cycle::check(&form)?;
    let language = language(&form);
    let mut plan = Plan {
        language: language.code(),
        facts: BTreeMap::new(),
        order: Vec::new(),
        names: Names::default(),
        steps: Vec::new(),
        step_names: Names::default(),
        asked: BTreeSet::new(),
        left_behind: Vec::new(),
        n_comparisons: 0,
    };
    plan.of_form(&form, language);
    plan.name_facts(&form.items);
    plan.steps(&form.items)?;
    let title = form.title.clone().unwrap_or_else(|| {
        let name = form.head.iter().find(|(key, _)| key == "name");
        match name {
            Some((_, Json::Text(name))) => Text::plain(name.clone()),
            _ => Text::plain("Form"),
        }
    });
    let title = notation::words(title.in_language(language.code()));
    let id = Names::default().id(&[title.as_str()], "form");
    mark(&mut form.items, &plan.facts);
    let n_asked = plan.order.len();
    let mut files = vec![
        ("rules/pack.ron".to_owned(), manifest(&id, &title, language, &form)),
        ("rules/facts.ron".to_owned(), plan.facts_file()),
        (format!("dialogues/{id}.ron"), plan.dialogue_file(&id, &title)),
        (format!("fhir/{id}.json"), write::questionnaire(&form)),
    ];
    let speech = Speech::new(language);
    files.extend(speech.files());
    let facts: Vec<&Fact> = plan.order.iter().filter_map(|link| plan.facts.get(link)).collect();
    if !facts.is_empty() {
        let texts: Vec<&str> = facts.iter().flat_map(|fact| fact.texts()).collect();
        let answered = Guard::any(facts.iter().map(|fact| fact.known()).collect()).ron();
        files.extend(speech.hand_in(&title, &texts, &answered));
    }
    Ok(Imported { files, dialogue: id, n_asked, left_behind: plan.left_behind })
}

/// The language of a form; English where it is none of ours.
fn language(form: &Form) -> Language {
    form.language.as_deref().map_or(Language::En, Language::of_locale)
}

fn manifest(id: &str, title: &str, language: Language, form: &Form) -> String {
    let version = form.version.as_deref().unwrap_or("1");
    let title = quoted(title);
    format!(
        "(\n    id: {},\n    version: {},\n    format: 1,\n    title: {title},\n    \
         source_language: {language},\n    languages: [{language}],\n    \
         // A clinician must sign the rules before patients use them.\n    reviewed_by: None,\n    \
         default_dialogue: {},\n    topics: [(id: \"form\", title: {title})],\n)\n",
        quoted(id),
        quoted(&notation::words(version)),
        quoted(id),
    )
}

struct Plan {
    language: &'static str,
    /// The facts by the linkIds of their items.
    facts: BTreeMap<String, Fact>,
    /// The linkIds of the facts in the order of the form.
    order: Vec<String>,
    names: Names,
    /// The steps of the dialogue: a guard, an id and what stands behind it.
    steps: Vec<Step>,
    step_names: Names,
    /// The linkIds that a step has asked so far.
    asked: BTreeSet<String>,
    left_behind: Vec<String>,
    n_comparisons: usize,
}

struct Step {
    id: String,
    /// Whether it says something, and so needs a branch before it where it is guarded.
    guard: Guard,
    ron: String,
}

/// What SDC and others add that changes what a form does.
const TELLING: [(&str, &str); 9] = [
    (
        "sdc-questionnaire-enableWhenExpression",
        "an expression decides whether it shows: it always shows",
    ),
    ("sdc-questionnaire-calculatedExpression", "a value that an expression computes is asked"),
    ("sdc-questionnaire-initialExpression", "a value that an expression fills in is asked"),
    ("sdc-questionnaire-answerExpression", "options that an expression finds are not there"),
    ("sdc-questionnaire-candidateExpression", "candidates that an expression finds are not there"),
    ("cqf-expression", "a text that an expression makes stays as it is written"),
    ("questionnaire-constraint", "a constraint is not checked"),
    ("targetConstraint", "a constraint is not checked"),
    ("questionnaire-hidden", "a hidden item is shown"),
];

impl Plan {
    fn of_form(&mut self, form: &Form, language: Language) {
        let mut tell = |what: String| self.left_behind.push(what);
        match form.language.as_deref() {
            None => tell(format!("Questionnaire.language: is not there; taken for {language}")),
            Some(code) => {
                let tag = code.split(['-', '_']).next().unwrap_or_default();
                if tag.parse::<Language>().is_err() {
                    tell(format!(
                        "Questionnaire.language: `{code}` is none of en, da, sv, nb; its texts stand as \
                         they are, and the program's own sentences are English"
                    ));
                }
            }
        }
        if !form.head.iter().any(|(key, _)| key == "status") {
            tell("Questionnaire.status: is missing, though R4 needs it".to_owned());
        }
        if form.items.is_empty() {
            tell("Questionnaire.item: is empty, so nothing is asked".to_owned());
        }
        if form.head.iter().any(|(key, _)| key == "extension" || key == "modifierExtension") {
            tell(
                "Questionnaire.extension: extensions of the whole form do nothing here".to_owned(),
            );
        }
    }

    fn name_facts(&mut self, items: &[Item]) {
        for item in items {
            match fact(item, self.language, &mut self.names) {
                Ok(Some((fact, notes))) => {
                    self.left_behind.extend(notes.into_iter().map(|note| place(item, &note)));
                    self.facts.insert(item.link.clone(), fact);
                    self.order.push(item.link.clone());
                }
                Ok(None) => {}
                Err(why) => self.left_behind.push(place(item, &why)),
            }
            self.tell_of(item);
            self.name_facts(&item.items);
        }
    }

    /// What an item says that the dialogue cannot do.
    fn tell_of(&mut self, item: &Item) {
        let has = |key: &str| item.rest.iter().any(|(known, _)| known == key);
        let mut notes: Vec<String> = Vec::new();
        if item.kind == Kind::Group && item.repeats {
            notes.push("a group that repeats is asked once".to_owned());
        }
        if has("initial") {
            notes.push("an initial value is not taken for an answer".to_owned());
        }
        if item.whens.len() > 1 && !has("enableBehavior") {
            notes.push("enableBehavior is missing: any of its conditions shows it".to_owned());
        }
        let read_only =
            item.rest.iter().any(|(key, value)| key == "readOnly" && *value == Json::Bool(true));
        if read_only && item.kind.is_question() {
            notes.push("a question that is only read is asked".to_owned());
        }
        if has("modifierExtension") {
            notes.push("a modifierExtension does nothing here".to_owned());
        }
        for (key, value) in &item.rest {
            if key == "extension"
                && let Json::List(extensions) = value
            {
                for (name, what) in TELLING {
                    if extensions.iter().any(|extension| url_ends(extension, name)) {
                        notes.push(format!("{name}: {what}"));
                    }
                }
            }
        }
        self.left_behind.extend(notes.iter().map(|note| place(item, note)));
    }

    fn steps(&mut self, items: &[Item]) -> Result<(), Problem> {
        let mut late = Vec::new();
        self.walk(items, &Guard::Always, &mut late)?;
        // a question that hangs on a later one gets a second chance when that has been asked
        for link in late {
            let Some(fact) = self.facts.get(&link) else { continue };
            let id = self.step_names.id(&[&format!("late_{}", fact.id)], "late");
            let ron = format!("ask(id: {}, show: [{}])", quoted(&id), quoted(&fact.id));
            self.steps.push(Step { id, guard: Guard::Always, ron });
        }
        Ok(())
    }

    fn walk(
        &mut self,
        items: &[Item],
        above: &Guard,
        late: &mut Vec<String>,
    ) -> Result<(), Problem> {
        for item in items {
            let own = self.guard_of(item);
            let guard = Guard::all(vec![above.clone(), own]);
            self.n_comparisons += guard.size();
            if self.n_comparisons > MOST_COMPARISONS {
                let message =
                    format!("brings the conditions to more than {MOST_COMPARISONS} comparisons");
                return Err(Problem::new(item.path.clone(), message, "split the form"));
            }
            if item.whens.iter().any(|when| !self.asked.contains(&when.question)) {
                late.push(item.link.clone());
            }
            if let Some(fact) = self.facts.get_mut(&item.link) {
                fact.guard = guard.clone();
                let id = self.step_names.id(&[&fact.id], "question");
                let ron = format!("ask(id: {}, show: [{}])", quoted(&id), quoted(&fact.id));
                self.steps.push(Step { id, guard: Guard::Always, ron });
            } else if let Some(words) = item.text.as_ref().filter(|_| !item.kind.is_question()) {
                let words = notation::words(words.in_language(self.language));
                if words.contains(|c: char| c.is_numeric()) {
                    let what =
                        "is not said: it has a number, and what a dialogue says rests on no claim";
                    self.left_behind.push(place(item, what));
                } else if !words.is_empty() {
                    let id = self.step_names.id(&[&item.link, &words], "say");
                    let ron = format!("say(id: {}, text: {})", quoted(&id), quoted(&words));
                    self.steps.push(Step { id, guard: guard.clone(), ron });
                }
            }
            self.asked.insert(item.link.clone());
            self.walk(&item.items, &guard, late)?;
        }
        Ok(())
    }

    /// The guard of an item; what cannot be told is taken to hold, and named.
    fn guard_of(&mut self, item: &Item) -> Guard {
        let mut parts = Vec::new();
        for (number, when) in item.whens.iter().enumerate() {
            match when::guard(when, self.facts.get(&when.question)) {
                Ok(part) => parts.push(part),
                Err(why) => {
                    let path = format!("{}.enableWhen[{number}]", item.path);
                    let what = format!("{path} (`{}`): {why}; it is taken to hold", item.link);
                    self.left_behind.push(what);
                    parts.push(Guard::Always);
                }
            }
        }
        if item.any { Guard::any(parts) } else { Guard::all(parts) }
    }

    fn facts_file(&self) -> String {
        let mut file = String::from("[\n");
        for link in &self.order {
            if let Some(fact) = self.facts.get(link) {
                file.push_str(&fact.ron());
            }
        }
        file.push_str("]\n");
        file
    }

    fn dialogue_file(&self, id: &str, title: &str) -> String {
        let mut file =
            format!("(\n    id: {},\n    title: {},\n    steps: [\n", quoted(id), quoted(title));
        let mut names = Names::default();
        for step in &self.steps {
            names.id(&[&step.id], "step");
        }
        let end = names.id(&["end_of_form"], "end_of_form");
        let complete = names.id(&["form_complete"], "form_complete");
        let assess = names.id(&["assess"], "assess");
        for (number, step) in self.steps.iter().enumerate() {
            if step.guard != Guard::Always {
                let next = self.steps.get(number + 1);
                let next = next.map_or(complete.clone(), |next| match &next.guard {
                    Guard::Always => next.id.clone(),
                    _ => format!("if_{}", next.id),
                });
                // writing to a string does not fail
                let _ = writeln!(
                    file,
                    "        branch(id: {}, ways: [(when: {}, to: {})], unsure: {next}, otherwise: {next}),",
                    quoted(&format!("if_{}", step.id)),
                    step.guard.ron(),
                    quoted(&step.id),
                    next = quoted(&next),
                );
            }
            let _ = writeln!(file, "        {},", step.ron);
        }
        let known: Vec<Guard> =
            self.order.iter().filter_map(|link| self.facts.get(link)).map(Fact::known).collect();
        if !known.is_empty() {
            let _ = writeln!(
                file,
                "        // No rule rests on the answers yet; this asks for all of them.\n        \
                 branch(id: {}, ways: [(when: {}, to: {end})], unsure: {end}, otherwise: {end}),",
                quoted(&complete),
                Guard::all(known.clone()).ron(),
                end = quoted(&assess),
            );
        }
        if !known.is_empty() {
            let _ = writeln!(file, "        assess(id: {}),", quoted(&assess));
        }
        let _ = writeln!(file, "        end(id: {}),\n    ],\n)", quoted(&end));
        file
    }
}

fn place(item: &Item, what: &str) -> String {
    format!("{} (`{}`): {what}", item.path, item.link)
}

fn url_ends(extension: &Json, name: &str) -> bool {
    let Json::Object(entries) = extension else { return false };
    entries
        .iter()
        .any(|(key, value)| key == "url" && matches!(value, Json::Text(url) if url.ends_with(name)))
}

/// Marks each item with its fact, and with the guard that the fact had.
fn mark(items: &mut [Item], facts: &BTreeMap<String, Fact>) {
    for item in items {
        if let Some(fact) = facts.get(&item.link) {
            let mark = object([("url", text(FACT)), ("valueString", text(fact.id.clone()))]);
            let known = item.rest.iter_mut().find(|(key, _)| key == "extension");
            match known {
                Some((_, Json::List(extensions))) => extensions.push(mark),
                _ => item.rest.insert(0, ("extension".to_owned(), Json::List(vec![mark]))),
            }
        }
        mark(&mut item.items, facts);
    }
}

//! Properties: what must hold over all findings, and on every way through a dialogue.

use crate::model::condition::{Condition, NamedCondition};
use crate::model::fact::{Fact, Slot};
use crate::model::rule::{Mark, Property, PropertyStatement};
use crate::model::urgency::Urgency;
use crate::pack::lower::Lowering;
use crate::pack::place::At;
use crate::pack::read::Raw;
use crate::pack::schema;

/// What properties speak of besides rules.
pub(super) struct Around<'a> {
    pub(super) facts: &'a [Fact],
    pub(super) dialogues: &'a [Raw<schema::Dialogue>],
}

impl Lowering<'_> {
    /// Lowers the properties.
    pub(super) fn properties(
        &mut self,
        raw: &[Raw<schema::property::Property>],
        named: &[NamedCondition],
        around: &Around<'_>,
    ) -> Vec<Property> {
        let mut properties = Vec::new();
        for entry in raw {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let value = &entry.value;
            let Some(id) = self.id(&at.field("id"), &value.id) else { continue };
            let mut statements = self.over_findings(&at, value, named);
            statements.extend(self.over_ways(&at, value, around));
            let statement = match (statements.pop(), statements.is_empty()) {
                (Some(statement), true) => statement,
                _ => {
                    let message = format!(
                        "the property `{id}` needs `never`, `always`, `whenever`, `before` or `within`, one of them"
                    );
                    self.error(&at.field("id"), "bad_property", message);
                    PropertyStatement::Always(Condition::Any(Vec::new()), Urgency::SelfCare)
                }
            };
            let key = format!("property.{id}.means");
            let means = self.text(&at.field("means"), key, &value.means);
            properties.push(Property { id, means, statement });
        }
        properties
    }

    fn over_findings(
        &mut self,
        at: &At<'_>,
        value: &schema::property::Property,
        named: &[NamedCondition],
    ) -> Vec<PropertyStatement> {
        let mut statements = Vec::new();
        if let Some(never) = &value.never {
            let at = at.field("never");
            let when = self.condition(&at.field("when"), &never.when, named);
            let advice = self.advice_at(&at.field("advice"), &never.advice);
            statements.push(PropertyStatement::Never(advice.unwrap_or_default(), when));
        }
        if let Some(always) = &value.always {
            let at = at.field("always");
            let when = self.condition(&at.field("when"), &always.when, named);
            statements.push(PropertyStatement::Always(when, always.at_least));
        }
        if let Some(whenever) = &value.whenever {
            let at = at.field("whenever");
            let when = self.condition(&at.field("when"), &whenever.when, named);
            let then = self.condition(&at.field("then"), &whenever.then, named);
            statements.push(PropertyStatement::Whenever(when, then));
        }
        statements
    }

    fn over_ways(
        &mut self,
        at: &At<'_>,
        value: &schema::property::Property,
        around: &Around<'_>,
    ) -> Vec<PropertyStatement> {
        let mut statements = Vec::new();
        if let Some(before) = &value.before {
            let at = at.field("before");
            let list = at.field("first");
            if before.first.is_empty() {
                self.error(&list, "empty_list", "`first` must name something".to_owned());
            }
            let mut first = Vec::new();
            for (number, mark) in before.first.iter().enumerate() {
                let at = list.index(number);
                if matches!(mark, schema::property::Mark::Given(_)) {
                    let message = "`first` names what is asked or passed, not advice".to_owned();
                    self.error(&at, "bad_property", message);
                }
                first.extend(self.marks(&at, mark, around));
            }
            let then = self.marks(&at.field("then"), &before.then, around);
            match then[..] {
                [then] => statements.push(PropertyStatement::Before(first, then)),
                _ => {
                    if then.len() > 1 {
                        let message = "`then` names one thing, not a whole set".to_owned();
                        self.error(&at.field("then"), "bad_property", message);
                    }
                    statements.push(PropertyStatement::Before(Vec::new(), Mark::Given(0)));
                }
            }
        }
        if let Some(within) = &value.within {
            let at = at.field("within");
            let list = at.field("asked");
            if within.asked.is_empty() {
                self.error(&list, "empty_list", "`asked` must name something".to_owned());
            }
            if within.questions == 0 {
                let message = "nothing is asked within 0 questions".to_owned();
                self.error(&at.field("questions"), "bad_property", message);
            }
            let mut asked = Vec::new();
            for (number, name) in within.asked.iter().enumerate() {
                asked.extend(self.askable_slots(&list.index(number), name, around.facts));
            }
            statements.push(PropertyStatement::Within(within.questions, asked));
        }
        statements
    }

    /// The marks that a name stands for: a set stands for all its members.
    fn marks(
        &mut self,
        at: &At<'_>,
        raw: &schema::property::Mark,
        around: &Around<'_>,
    ) -> Vec<Mark> {
        match raw {
            schema::property::Mark::Asked(name) => {
                self.askable_slots(at, name, around.facts).into_iter().map(Mark::Asked).collect()
            }
            schema::property::Mark::Given(name) => {
                self.advice_at(at, name).map(Mark::Given).into_iter().collect()
            }
            schema::property::Mark::Passed(name) => {
                let (dialogue, step) = name.split_once('.').unwrap_or((name, ""));
                let Some(position) = self.names.dialogues.get(dialogue).copied() else {
                    self.dialogue_at(at, dialogue);
                    return Vec::new();
                };
                let steps = || around.dialogues[position].value.steps.iter().map(schema::Step::id);
                let Some(number) = steps().position(|id| id == step) else {
                    self.unknown(at, "unknown_step", "step", step, steps());
                    return Vec::new();
                };
                vec![Mark::Passed(position, number)]
            }
        }
    }

    /// The slots of a name that can be asked: a derived fact is not.
    fn askable_slots(&mut self, at: &At<'_>, name: &str, facts: &[Fact]) -> Vec<Slot> {
        let fact = self.names.facts.get(name).map(|fact| &facts[fact.index()]);
        if fact.is_some_and(Fact::is_derived) {
            let message = format!("`{name}` is derived, and never asked");
            self.error(at, "bad_property", message);
            return Vec::new();
        }
        self.any_slots(at, name)
    }
}

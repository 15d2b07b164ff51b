//! Facts: types, units, ranges, red flags.

use crate::base::decimal::Decimal;
use crate::model::condition::NamedCondition;
use crate::model::derived::Bound;
use crate::model::fact::{Choice, Fact, FactKind, Member, NumberKind, Slot, SlotInfo, Unit};
use crate::pack::lower::{Lowering, fact_id, placeholder_id};
use crate::pack::place::At;
use crate::pack::read::Raw;
use crate::pack::schema;

/// What a condition may do with a fact, known before the facts themselves are lowered.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) id: String,
    pub(super) first_slot: Slot,
    pub(super) kind: ShapeKind,
}

/// The type of a fact, without its texts.
#[derive(Debug, Clone)]
pub(super) enum ShapeKind {
    YesNo,
    Number {
        unit: Option<Unit>,
        range: (Decimal, Decimal),
    },
    /// `bound`: it is only known to be at least, or at most, its value.
    Derived {
        unit: Option<Unit>,
        bound: Option<Bound>,
    },
    OneOf {
        options: Vec<String>,
        scores: Vec<Option<Decimal>>,
    },
    Set(Vec<String>),
}

impl Lowering<'_> {
    /// Gives every fact and member its slot.
    pub(super) fn register_facts(&mut self, raw: &[Raw<schema::Fact>]) {
        for (position, entry) in raw.iter().enumerate() {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let at_id = at.field("id");
            if let Some(id) = self.id(&at_id, &entry.value.id)
                && self.names.facts.insert(id, fact_id(position)).is_some()
            {
                self.duplicate(&at_id, "fact", &entry.value.id);
            }
            let first_slot = Slot::at(self.slots.len());
            let fact = fact_id(position);
            let kind = self.shape(&at.field("kind"), &entry.value.kind);
            match &kind {
                ShapeKind::Set(members) => {
                    let members = 0..members.len();
                    self.slots.extend(members.map(|m| SlotInfo { fact, member: Some(m) }));
                }
                _ => self.slots.push(SlotInfo { fact, member: None }),
            }
            self.kinds.push(Shape { id: entry.value.id.clone(), first_slot, kind });
        }
    }

    fn shape(&mut self, at: &At<'_>, kind: &schema::FactKind) -> ShapeKind {
        match kind {
            schema::FactKind::YesNo => ShapeKind::YesNo,
            schema::FactKind::Number { unit, min, max, step, .. } => {
                if min > max {
                    let message = format!("the range is empty: {min} is more than {max}");
                    self.error(&at.field("min"), "empty_range", message);
                }
                if *step <= Decimal::ZERO {
                    let message = "the step must be more than 0".to_owned();
                    self.error(&at.field("step"), "bad_step", message);
                }
                let unit = self.unit(&at.field("unit"), unit);
                ShapeKind::Number { unit, range: (*min, *max) }
            }
            schema::FactKind::Quotient { unit, .. } => {
                ShapeKind::Derived { unit: self.unit(&at.field("unit"), unit), bound: None }
            }
            schema::FactKind::Sum { unit, unknown_as, .. } => {
                let bound = unknown_as.map(Bound::from);
                ShapeKind::Derived { unit: self.unit(&at.field("unit"), unit), bound }
            }
            schema::FactKind::OneOf(choices) => {
                let list = at.index(0);
                let names = choices.iter().map(|choice| &choice.id);
                let options = self.options(&list, "option", names);
                let scores = choices.iter().map(|choice| choice.score).collect();
                ShapeKind::OneOf { options, scores }
            }
            schema::FactKind::Set(members) => {
                let list = at.index(0);
                let names = members.iter().map(|member| &member.id);
                ShapeKind::Set(self.options(&list, "member", names))
            }
        }
    }

    fn options<'n>(
        &mut self,
        list: &At<'_>,
        what: &str,
        names: impl Iterator<Item = &'n String>,
    ) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        for (position, name) in names.enumerate() {
            let at = list.index(position);
            let at = at.field("id");
            self.id(&at, name);
            if seen.contains(name) {
                self.duplicate(&at, what, name);
            }
            seen.push(name.clone());
        }
        if seen.is_empty() {
            self.error(list, "empty_list", format!("at least one {what} is needed here"));
        }
        seen
    }

    /// What is known of a fact before the facts are lowered.
    pub(super) fn shape_of(&self, name: &str) -> Option<&Shape> {
        self.names.facts.get(name).map(|fact| &self.kinds[fact.index()])
    }

    fn unit(&mut self, at: &At<'_>, word: &str) -> Option<Unit> {
        let unit = Unit::from_word(word);
        if unit.is_none() {
            self.unknown(at, "unknown_unit", "unit", word, Unit::ALL.map(|(_, word)| word));
        }
        unit
    }

    /// Lowers all facts.
    pub(super) fn facts(
        &mut self,
        raw: &[Raw<schema::Fact>],
        named: &[NamedCondition],
    ) -> Vec<Fact> {
        raw.iter().enumerate().map(|(position, entry)| self.fact(position, entry, named)).collect()
    }

    fn fact(
        &mut self,
        position: usize,
        entry: &Raw<schema::Fact>,
        named: &[NamedCondition],
    ) -> Fact {
        let file = At::file(entry.file);
        let at = file.index(entry.position);
        let value = &entry.value;
        let prefix = format!("fact.{}", value.id);
        let mut text = |field: &'static str, text: &Option<String>| {
            text.as_ref().map(|text| self.text(&at.field(field), format!("{prefix}.{field}"), text))
        };
        let question = text("question", &value.question);
        let hint = text("hint", &value.hint);
        let why = text("why", &value.why);
        let simpler = text("simpler", &value.simpler);
        let title = self.text(&at.field("title"), format!("{prefix}.title"), &value.title);
        let is_derived =
            matches!(value.kind, schema::FactKind::Quotient { .. } | schema::FactKind::Sum { .. });
        if question.is_none() && !is_derived {
            self.error_with_help(
                &at.field("id"),
                "missing_question",
                format!("the fact `{}` has no question", value.id),
                "add `question: \"…\"`",
            );
        }
        let kind = self.kind(&at.field("kind"), &prefix, &value.kind, named);
        if value.red_flag.is_some() && matches!(kind, FactKind::Set(_) | FactKind::Derived(_)) {
            let message =
                "a red flag stands on a yes/no fact, a number, a choice or a member".to_owned();
            self.error(&at.field("red_flag"), "misplaced_red_flag", message);
        }
        let red_flag =
            self.red_flag(&at.field("red_flag"), value.red_flag.as_ref(), Some(position), named);
        Fact {
            id: self
                .names
                .facts
                .iter()
                .find(|(_, id)| id.index() == position)
                .map_or_else(placeholder_id, |(id, _)| id.clone()),
            title,
            question,
            hint,
            why,
            simpler,
            kind,
            first_slot: self.kinds[position].first_slot,
            ask_when: self.optional_condition(
                &at.field("ask_when"),
                value.ask_when.as_ref(),
                named,
            ),
            red_flag,
        }
    }

    fn kind(
        &mut self,
        at: &At<'_>,
        prefix: &str,
        kind: &schema::FactKind,
        named: &[NamedCondition],
    ) -> FactKind {
        match kind {
            schema::FactKind::YesNo => FactKind::YesNo,
            schema::FactKind::Number { unit, min, max, step, doubt_below } => {
                FactKind::Number(NumberKind {
                    unit: Unit::from_word(unit).unwrap_or(Unit::Points),
                    min: *min,
                    max: *max,
                    step: *step,
                    doubt_below: *doubt_below,
                })
            }
            schema::FactKind::Quotient { of, by, unit } => {
                FactKind::Derived(self.quotient(at, (of, by), unit))
            }
            schema::FactKind::Sum { of, unit, unknown_as } => {
                FactKind::Derived(self.sum(at, of, unit, *unknown_as))
            }
            schema::FactKind::OneOf(choices) => {
                let list = at.index(0);
                let lower = |(position, choice): (usize, &schema::Choice)| {
                    let at = list.index(position);
                    let key = format!("{prefix}.{}.label", choice.id);
                    Choice {
                        id: crate::base::id::Id::new(&choice.id)
                            .unwrap_or_else(|_| placeholder_id()),
                        label: self.text(&at.field("label"), key, &choice.label),
                        score: choice.score,
                    }
                };
                FactKind::OneOf(choices.iter().enumerate().map(lower).collect())
            }
            schema::FactKind::Set(members) => {
                let list = at.index(0);
                let lower = |(position, member): (usize, &schema::Member)| {
                    self.member(&list.index(position), prefix, member, named)
                };
                FactKind::Set(members.iter().enumerate().map(lower).collect())
            }
        }
    }

    fn member(
        &mut self,
        at: &At<'_>,
        prefix: &str,
        member: &schema::Member,
        named: &[NamedCondition],
    ) -> Member {
        let prefix = format!("{prefix}.{}", member.id);
        let mut text = |field: &'static str, text: &Option<String>| {
            text.as_ref().map(|text| self.text(&at.field(field), format!("{prefix}.{field}"), text))
        };
        Member {
            id: crate::base::id::Id::new(&member.id).unwrap_or_else(|_| placeholder_id()),
            question: text("question", &member.question),
            simpler: text("simpler", &member.simpler),
            why: text("why", &member.why),
            label: self.text(&at.field("label"), format!("{prefix}.label"), &member.label),
            alone: member.alone,
            ask_when: self.optional_condition(
                &at.field("ask_when"),
                member.ask_when.as_ref(),
                named,
            ),
            red_flag: self.red_flag(&at.field("red_flag"), member.red_flag.as_ref(), None, named),
        }
    }
}

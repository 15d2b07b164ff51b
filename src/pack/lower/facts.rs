//! Facts: types, units, ranges, red flags.

use crate::base::decimal::Decimal;
use crate::model::condition::{Condition, NamedCondition};
use crate::model::fact::{
    Choice, Fact, FactKind, Member, NumberKind, QuotientKind, RedFlag, Slot, SlotInfo, Unit,
    UnknownPolicy,
};
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
    Number { unit: Option<Unit>, range: Option<(Decimal, Decimal)> },
    OneOf(Vec<String>),
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
                ShapeKind::Number { unit, range: Some((*min, *max)) }
            }
            schema::FactKind::Quotient { unit, .. } => {
                ShapeKind::Number { unit: self.unit(&at.field("unit"), unit), range: None }
            }
            schema::FactKind::OneOf(choices) => {
                let list = at.index(0);
                let names = choices.iter().map(|choice| &choice.id);
                ShapeKind::OneOf(self.options(&list, "option", names))
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
        self.quotient_cycles(raw);
        raw.iter().enumerate().map(|(position, entry)| self.fact(position, entry, named)).collect()
    }

    fn quotient_cycles(&mut self, raw: &[Raw<schema::Fact>]) {
        let names: Vec<String> = raw.iter().map(|entry| entry.value.id.clone()).collect();
        let inputs: Vec<Vec<usize>> = raw
            .iter()
            .map(|entry| match &entry.value.kind {
                schema::FactKind::Quotient { of, by, .. } => [of, by]
                    .into_iter()
                    .filter_map(|input| names.iter().position(|name| name == input))
                    .collect(),
                _ => Vec::new(),
            })
            .collect();
        self.report_cycle(
            "derived_cycle",
            "derived facts",
            &names,
            |fact| inputs[fact].clone(),
            |fact| At::file(raw[fact].file).index(raw[fact].position).field("kind").path(),
        );
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
        let is_derived = matches!(value.kind, schema::FactKind::Quotient { .. });
        if question.is_none() && !is_derived {
            self.error_with_help(
                &at.field("id"),
                "missing_question",
                format!("the fact `{}` has no question", value.id),
                "add `question: \"…\"`",
            );
        }
        let kind = self.kind(&at.field("kind"), &prefix, &value.kind, named);
        let is_number = matches!(kind, FactKind::Number(_));
        if let (Some(flag), FactKind::Set(_) | FactKind::OneOf(_)) = (&value.red_flag, &kind) {
            let _ = flag;
            let message = "a red flag stands on a yes/no fact, a number or a member".to_owned();
            self.error(&at.field("red_flag"), "misplaced_red_flag", message);
        }
        let red_flag =
            self.red_flag(&at.field("red_flag"), value.red_flag.as_ref(), is_number, named);
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
            schema::FactKind::Quotient { of, by, unit } => FactKind::Quotient(QuotientKind {
                of: self.number_slot(&at.field("of"), of),
                by: self.number_slot(&at.field("by"), by),
                unit: Unit::from_word(unit).unwrap_or(Unit::Points),
            }),
            schema::FactKind::OneOf(choices) => {
                let list = at.index(0);
                let lower = |(position, choice): (usize, &schema::Choice)| {
                    let at = list.index(position);
                    let key = format!("{prefix}.{}.label", choice.id);
                    Choice {
                        id: crate::base::id::Id::new(&choice.id)
                            .unwrap_or_else(|_| placeholder_id()),
                        label: self.text(&at.field("label"), key, &choice.label),
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

    fn number_slot(&mut self, at: &At<'_>, name: &str) -> Slot {
        let known = self.shape_of(name);
        match known.map(|shape| (shape.first_slot, &shape.kind)) {
            Some((slot, ShapeKind::Number { .. })) => slot,
            Some(_) => {
                self.error(at, "wrong_type", format!("`{name}` is not a number"));
                Slot(0)
            }
            None => {
                self.unknown_fact(at, name);
                Slot(0)
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
            red_flag: self.red_flag(&at.field("red_flag"), member.red_flag.as_ref(), false, named),
        }
    }

    fn red_flag(
        &mut self,
        at: &At<'_>,
        raw: Option<&schema::RedFlag>,
        is_number: bool,
        named: &[NamedCondition],
    ) -> Option<RedFlag> {
        let raw = raw?;
        if is_number && raw.from.is_none() {
            let message = "the red flag of a number needs `from: …`".to_owned();
            self.error_with_help(at, "red_flag_from", message, "say from which value up it counts");
        }
        if !is_number && raw.from.is_some() {
            let message = "`from` is for numbers only".to_owned();
            self.error(&at.field("from"), "red_flag_from", message);
        }
        let list = at.field("lowered");
        let mut lowered = Vec::new();
        for (position, line) in raw.lowered.iter().enumerate() {
            let at = list.index(position);
            lowered.push((self.condition(&at.field("when"), &line.when, named), line.least));
        }
        let list = at.field("if_unknown");
        let if_unknown = raw
            .if_unknown
            .iter()
            .enumerate()
            .map(|(position, line)| self.unknown_policy(&list.index(position), line, named))
            .collect();
        Some(RedFlag {
            from: raw.from,
            least: raw.least,
            with: self.optional_condition(&at.field("with"), raw.with.as_ref(), named),
            lowered,
            if_unknown,
        })
    }

    fn unknown_policy(
        &mut self,
        at: &At<'_>,
        line: &schema::IfUnknown,
        named: &[NamedCondition],
    ) -> UnknownPolicy {
        let (refers, condition, urgency) = match line {
            schema::IfUnknown::Refer(urgency) => (true, None, *urgency),
            schema::IfUnknown::ReferWhen(condition, urgency) => (true, Some(condition), *urgency),
            schema::IfUnknown::Caution(urgency) => (false, None, *urgency),
            schema::IfUnknown::CautionWhen(condition, urgency) => {
                (false, Some(condition), *urgency)
            }
        };
        let when = match condition {
            None => Condition::always(),
            Some(condition) => self.condition(&at.index(0), condition, named),
        };
        UnknownPolicy { when, refers, urgency }
    }
}

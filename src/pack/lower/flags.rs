//! Red flags: what raises them, what lowers them, what an unknown means.

use crate::model::condition::{Condition, NamedCondition};
use crate::model::fact::{RaisedBy, RedFlag, UnknownPolicy};
use crate::pack::lower::Lowering;
use crate::pack::lower::facts::ShapeKind;
use crate::pack::place::At;
use crate::pack::schema;

impl Lowering<'_> {
    /// Lowers the red flag of a fact with this position, or of a member.
    pub(super) fn red_flag(
        &mut self,
        at: &At<'_>,
        raw: Option<&schema::RedFlag>,
        fact: Option<usize>,
        named: &[NamedCondition],
    ) -> Option<RedFlag> {
        let raw = raw?;
        let raised_by = self.raised_by(at, raw, fact);
        let list = at.field("lowered");
        let mut lowered = Vec::new();
        for (position, line) in raw.lowered.iter().enumerate() {
            let at = list.index(position);
            lowered.push((self.condition(&at.field("when"), &line.when, named), line.least));
        }
        let list = at.field("if_unknown");
        let mut if_unknown: Vec<UnknownPolicy> = raw
            .if_unknown
            .iter()
            .enumerate()
            .map(|(position, line)| self.unknown_policy(&list.index(position), line, named))
            .collect();
        if if_unknown.is_empty() {
            // nobody who cannot tell may be told nothing
            let when = Condition::always();
            if_unknown.push(UnknownPolicy { when, refers: false, urgency: raw.least });
        }
        Some(RedFlag {
            raised_by,
            least: raw.least,
            with: self.optional_condition(&at.field("with"), raw.with.as_ref(), named),
            lowered,
            if_unknown,
        })
    }

    fn raised_by(&mut self, at: &At<'_>, raw: &schema::RedFlag, fact: Option<usize>) -> RaisedBy {
        let kind = fact.map(|fact| &self.kinds[fact].kind);
        let is_number = matches!(kind, Some(ShapeKind::Number { .. }));
        let options = match kind {
            Some(ShapeKind::OneOf { options, .. }) => Some(options.clone()),
            _ => None,
        };
        if is_number && raw.from.is_none() {
            let message = "the red flag of a number needs `from: …`".to_owned();
            self.error_with_help(at, "red_flag_from", message, "say from which value up it counts");
        }
        if !is_number && raw.from.is_some() {
            let message = "`from` is for numbers only".to_owned();
            self.error(&at.field("from"), "red_flag_from", message);
        }
        if options.is_some() && raw.options.is_empty() {
            let message = "the red flag of a choice needs `options: […]`".to_owned();
            self.error_with_help(at, "red_flag_options", message, "name the options that raise it");
        }
        if options.is_none() && !raw.options.is_empty() {
            let message = "`options` is for choices only".to_owned();
            self.error(&at.field("options"), "red_flag_options", message);
        }
        match (options, raw.from) {
            (Some(options), _) => {
                RaisedBy::Options(self.named_options(&at.field("options"), raw, &options))
            }
            (None, Some(from)) => RaisedBy::From(from),
            (None, None) => RaisedBy::Yes,
        }
    }

    fn named_options(
        &mut self,
        list: &At<'_>,
        raw: &schema::RedFlag,
        options: &[String],
    ) -> Vec<u16> {
        let mut found = Vec::new();
        for (number, name) in raw.options.iter().enumerate() {
            let position = options.iter().position(|known| known == name);
            match position.and_then(|position| u16::try_from(position).ok()) {
                Some(position) => found.push(position),
                None => {
                    let known = options.iter().map(String::as_str);
                    let what = "option called";
                    self.unknown(&list.index(number), "unknown_option", what, name, known);
                }
            }
        }
        found
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

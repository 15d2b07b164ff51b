//! The week plan: session names looked up, its numbers held against one another.

use crate::base::id::Id;
use crate::model::condition::NamedCondition;
use crate::model::fact::Slot;
use crate::model::grounding::Claim;
use crate::model::text::{Piece, TextId};
use crate::model::week::{
    Budget, DAYS, Demand, GoalDemands, Limits, Minutes, Mode, Occasions, Session, SessionDetail,
    WeekRules, WeekTexts,
};
use crate::pack::lower::facts::ShapeKind;
use crate::pack::lower::{Lowering, placeholder_id};
use crate::pack::place::At;
use crate::pack::read::RawPack;
use crate::pack::schema::week as schema;

/// Hours in a day.
const DAY_HOURS: usize = 24;

/// What the parts of a plan are lowered with.
struct Around<'a> {
    raw: &'a schema::Week,
    claims: &'a [Claim],
    named: &'a [NamedCondition],
}

impl Lowering<'_> {
    /// Lowers the week plan, if the pack has one. An advice that shows it needs it.
    pub(super) fn week(
        &mut self,
        pack: &RawPack,
        claims: &[Claim],
        named: &[NamedCondition],
    ) -> Option<WeekRules> {
        let Some(entry) = pack.week.first() else {
            for advice in pack.advice.iter().filter(|advice| advice.value.shows.is_some()) {
                let file = At::file(advice.file);
                let at = file.index(advice.position);
                let message = format!("the advice `{}` shows a week", advice.value.id);
                let help = "add rules/week.ron, or take `shows` away";
                self.error_with_help(&at.field("shows"), "no_week", message, help);
            }
            return None;
        };
        let around = Around { raw: &entry.value, claims, named };
        Some(self.week_rules(&At::file(entry.file), &around))
    }

    fn week_rules(&mut self, at: &At<'_>, around: &Around<'_>) -> WeekRules {
        let raw = around.raw;
        let sessions = self.sessions(&at.field("sessions"), around);
        let fill = raw.sessions.iter().position(|session| session.fill);
        let fills = raw.sessions.iter().filter(|session| session.fill);
        if fills.clone().count() != 1 || fills.clone().any(|session| session.hard) {
            let message = "one type of session fills the days that are left, and is not hard";
            let help = "write `fill: true` at the lightest";
            self.error_with_help(&at.field("sessions"), "bad_week", message.to_owned(), help);
        }
        let list = at.field("extras");
        let extras = raw.extras.iter().enumerate();
        let extras =
            extras.filter_map(|(n, name)| self.session_at(&list.index(n), name, raw)).collect();
        let mut claims = self.week_claims(&at.field("limits"), &raw.limits.claims, around);
        claims.extend(self.week_claims(&at.field("budget"), &raw.budget.claims, around));
        WeekRules {
            goals: self.goals(&at.field("goals"), around),
            extras,
            modes: self.modes(&at.field("modes"), around),
            details: self.details(&at.field("details"), around),
            budget: self.budget(&at.field("budget"), &raw.budget),
            limits: self.limits(&at.field("limits"), &raw.limits),
            texts: self.week_texts(&at.field("texts"), &raw.texts),
            fill: fill.unwrap_or_default(),
            sessions,
            claims,
        }
    }

    fn sessions(&mut self, list: &At<'_>, around: &Around<'_>) -> Vec<Session> {
        let mut sessions: Vec<Session> = Vec::new();
        for (number, raw) in around.raw.sessions.iter().enumerate() {
            let at = list.index(number);
            let id = self.id(&at.field("id"), &raw.id).unwrap_or_else(placeholder_id);
            if sessions.iter().any(|known| known.id == id) {
                self.duplicate(&at.field("id"), "session", &raw.id);
            }
            let (least, usual, most) = raw.minutes;
            if least > usual || usual > most {
                let message = "minutes are written as least, usual, most".to_owned();
                self.error(&at.field("minutes"), "bad_week", message);
            }
            let instead_of = raw.instead_of.as_ref();
            sessions.push(Session {
                title: self.text(
                    &at.field("title"),
                    format!("week.session.{id}.title"),
                    &raw.title,
                ),
                id,
                minutes: Minutes { least, usual, most },
                most: raw.most,
                hard: raw.hard,
                counts: raw.counts,
                instead_of: instead_of
                    .and_then(|name| self.session_at(&at.field("instead_of"), name, around.raw)),
                claims: self.week_claims(&at, &raw.claims, around),
            });
        }
        sessions
    }

    fn session_at(&mut self, at: &At<'_>, name: &str, raw: &schema::Week) -> Option<usize> {
        let found = raw.sessions.iter().position(|session| session.id == name);
        if found.is_none() {
            let known = raw.sessions.iter().map(|session| session.id.as_str());
            self.unknown(at, "unknown_session", "session", name, known);
        }
        found
    }

    fn week_claims(&mut self, at: &At<'_>, names: &[String], around: &Around<'_>) -> Vec<usize> {
        let at = at.field("claims");
        if names.is_empty() {
            self.error(&at, "no_claim", "this part of the week rests on no claim".to_owned());
        }
        self.claim_positions(&at, names, Some(around.claims))
    }

    /// What goals ask for, in pack order of the goals.
    fn goals(&mut self, list: &At<'_>, around: &Around<'_>) -> Vec<GoalDemands> {
        let mut goals: Vec<GoalDemands> = Vec::new();
        for (number, raw) in around.raw.goals.iter().enumerate() {
            let at = list.index(number);
            let Some(goal) = self.member_slot(&at.field("goal"), &raw.goal) else { continue };
            if goals.iter().any(|known| known.goal == goal) {
                self.duplicate(&at.field("goal"), "goal", &raw.goal);
            }
            let demands_at = at.field("demands");
            let mut demands = Vec::new();
            for (number, (name, least, most)) in raw.demands.iter().enumerate() {
                let at = demands_at.index(number);
                if least > most {
                    let message = "a demand is written as session, from, to".to_owned();
                    self.error(&at, "bad_week", message);
                }
                if let Some(session) = self.session_at(&at.index(0), name, around.raw) {
                    demands.push(Demand { session, least: *least, most: *most });
                }
            }
            goals.push(GoalDemands {
                goal,
                demands,
                claims: self.week_claims(&at, &raw.claims, around),
            });
        }
        goals.sort_by_key(|demands| demands.goal);
        goals
    }

    fn modes(&mut self, list: &At<'_>, around: &Around<'_>) -> Vec<Mode> {
        let mut modes = Vec::new();
        for (number, raw) in around.raw.modes.iter().enumerate() {
            let at = list.index(number);
            modes.push(Mode {
                id: self.id(&at.field("id"), &raw.id).unwrap_or_else(placeholder_id),
                when: self.condition(&at.field("when"), &raw.when, around.named),
                most: self.session_counts(&at.field("most"), &raw.most, around),
                least: self.session_counts(&at.field("least"), &raw.least, around),
                sessions: raw.sessions,
                short: raw.short,
                figures: !raw.no_figures,
                claims: self.week_claims(&at, &raw.claims, around),
            });
        }
        modes
    }

    fn session_counts(
        &mut self,
        list: &At<'_>,
        raw: &[(String, usize)],
        around: &Around<'_>,
    ) -> Vec<(usize, usize)> {
        let mut counts = Vec::new();
        for (number, (name, count)) in raw.iter().enumerate() {
            let at = list.index(number);
            if let Some(session) = self.session_at(&at.index(0), name, around.raw) {
                counts.push((session, *count));
            }
        }
        counts
    }

    fn details(&mut self, list: &At<'_>, around: &Around<'_>) -> Vec<SessionDetail> {
        let mut details: Vec<SessionDetail> = Vec::new();
        for (number, raw) in around.raw.details.iter().enumerate() {
            let at = list.index(number);
            let id: Id = self.id(&at.field("id"), &raw.id).unwrap_or_else(placeholder_id);
            if details.iter().any(|known| known.id == id) {
                self.duplicate(&at.field("id"), "detail", &raw.id);
            }
            let session = self.session_at(&at.field("session"), &raw.session, around.raw);
            details.push(SessionDetail {
                session: session.unwrap_or_default(),
                on: match raw.on {
                    schema::Occasions::First => Occasions::First,
                    schema::Occasions::Last => Occasions::Last,
                    schema::Occasions::Each => Occasions::Each,
                },
                when: self.condition(&at.field("when"), &raw.when, around.named),
                text: self.text(&at.field("text"), format!("week.detail.{id}.text"), &raw.text),
                claims: self.week_claims(&at, &raw.claims, around),
                id,
            });
        }
        details
    }

    fn budget(&mut self, at: &At<'_>, raw: &schema::Budget) -> Budget {
        let at_days = at.field("days");
        let shape = self.shape_of(&raw.days);
        let number =
            |kind: &ShapeKind| matches!(kind, ShapeKind::Number { .. } | ShapeKind::Derived { .. });
        let days = match shape.map(|shape| (shape.first_slot, number(&shape.kind))) {
            Some((slot, true)) => slot,
            Some((slot, false)) => {
                self.error(&at_days, "wrong_type", format!("`{}` is not a number", raw.days));
                slot
            }
            None => {
                self.unknown_fact(&at_days, &raw.days);
                Slot(0)
            }
        };
        Budget { days, more: raw.more, unknown: raw.unknown }
    }

    fn limits(&mut self, at: &At<'_>, raw: &schema::Limits) -> Limits {
        if raw.free_days >= DAYS {
            let message = format!("{} free days leave no day for a session", raw.free_days);
            self.error(&at.field("free_days"), "bad_week", message);
        }
        if raw.aim > raw.minutes || raw.step == 0 {
            let message = "the aim is within the minutes, and the step is at least 1".to_owned();
            self.error(&at.field("aim"), "bad_week", message);
        }
        Limits {
            hard: raw.hard,
            hard_apart: raw.hours_between_hard.div_ceil(DAY_HOURS),
            free_days: raw.free_days,
            minutes: raw.minutes,
            aim: raw.aim,
            step: raw.step.max(1),
        }
    }

    fn week_texts(&mut self, at: &At<'_>, raw: &schema::Texts) -> WeekTexts {
        let list = at.field("days");
        if raw.days.len() != DAYS {
            self.error(&list, "bad_week", format!("a week has {DAYS} days"));
        }
        let days = raw.days.iter().enumerate();
        let days = days
            .map(|(n, day)| self.text(&list.index(n), format!("week.text.day.{n}"), day))
            .collect();
        let mut sentence = |name: &'static str, text: &str, placeholders: &[&str]| {
            self.week_sentence(&at.field(name), name, text, placeholders)
        };
        WeekTexts {
            heading: sentence("heading", &raw.heading, &[]),
            line: sentence("line", &raw.line, &["day", "session", "minutes"]),
            line_plain: sentence("line_plain", &raw.line_plain, &["day", "session"]),
            either: sentence("either", &raw.either, &["session", "other"]),
            rest: sentence("rest", &raw.rest, &[]),
            serves: sentence("serves", &raw.serves, &["served"]),
            serves_few: sentence("serves_few", &raw.serves_few, &["served", "first"]),
            days,
        }
    }

    /// A sentence with the placeholders that the program fills in, all of them and no others.
    fn week_sentence(
        &mut self,
        at: &At<'_>,
        name: &str,
        text: &str,
        placeholders: &[&str],
    ) -> TextId {
        let id = self.text(at, format!("week.text.{name}"), text);
        let template = self.texts.get(id, self.source_language);
        let mut found: Vec<String> = template
            .iter()
            .filter_map(|piece| match piece {
                Piece::Named(name) => Some(name.to_string()),
                _ => None,
            })
            .collect();
        found.sort_unstable();
        let mut wanted = placeholders.to_vec();
        wanted.sort_unstable();
        if found != wanted {
            let wanted: Vec<String> = wanted.iter().map(|name| format!("{{{name}}}")).collect();
            let message = format!("the placeholders of `{name}` are: {}", wanted.join(", "));
            self.error(at, "bad_placeholder", message);
        }
        id
    }
}

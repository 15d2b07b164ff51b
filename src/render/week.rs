//! The week plan in words: a line a day, then what it serves.

use crate::base::decimal::Decimal;
use crate::engine::{Day, GivenAdvice, Outcome, Week, week};
use crate::model::week::WeekRules;
use crate::render::block::Block;
use crate::render::text::Speech;

/// The lines of the week that an advice shows; none where it shows no week.
#[must_use]
pub fn lines(speech: &Speech<'_>, outcome: &Outcome, given: &GivenAdvice) -> Vec<String> {
    let Some((rules, week)) = shown(speech, outcome, given) else { return Vec::new() };
    let days = week.days.iter().enumerate();
    let mut lines: Vec<String> = days.map(|(n, day)| line(speech, rules, &week, n, day)).collect();
    lines.extend(serves(speech, rules, &week));
    lines
}

/// The week that an advice shows, as blocks.
#[must_use]
pub fn blocks(speech: &Speech<'_>, outcome: &Outcome, given: &GivenAdvice) -> Vec<Block> {
    let Some((rules, week)) = shown(speech, outcome, given) else { return Vec::new() };
    let mut blocks = vec![Block::Heading(speech.text(rules.texts.heading))];
    for (n, day) in week.days.iter().enumerate() {
        blocks.push(Block::Item(line(speech, rules, &week, n, day)));
    }
    blocks.extend(serves(speech, rules, &week).map(Block::Text));
    blocks
}

/// The claims that an advice rests on, with those of the week that it shows.
#[must_use]
pub fn claims(speech: &Speech<'_>, outcome: &Outcome, given: &GivenAdvice) -> Vec<usize> {
    let mut claims = speech.model.advice[given.rule].claims.clone();
    if let Some((_, week)) = shown(speech, outcome, given) {
        let more: Vec<usize> =
            week.claims.into_iter().filter(|claim| !claims.contains(claim)).collect();
        claims.extend(more);
    }
    claims
}

fn shown<'m>(
    speech: &Speech<'m>,
    outcome: &Outcome,
    given: &GivenAdvice,
) -> Option<(&'m WeekRules, Week)> {
    let model = speech.model;
    let shows = model.advice[given.rule].shows_week;
    let week = shows.then(|| week(model, &outcome.findings)).flatten()?;
    Some((model.week.as_ref()?, week))
}

fn line(speech: &Speech<'_>, rules: &WeekRules, week: &Week, number: usize, day: &Day) -> String {
    let texts = &rules.texts;
    let name = speech.text(texts.days[number]);
    let Some(session) = day.session else {
        let rest = speech.text(texts.rest);
        return speech.text_with(texts.line_plain, &[("day", &name), ("session", &rest)]);
    };
    let title = |session: usize| speech.text(rules.sessions[session].title);
    let titles = match day.or {
        None => title(session),
        Some(other) => {
            let values = [("session", title(session)), ("other", title(other))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            speech.text_with(texts.either, &values)
        }
    };
    let minutes = speech.number(Decimal::whole(i32::try_from(day.minutes).unwrap_or(i32::MAX)));
    let values = [("day", name.as_str()), ("session", &titles), ("minutes", &minutes)];
    let line = speech.text_with(if week.figures { texts.line } else { texts.line_plain }, &values);
    let details = day.details.iter().map(|detail| speech.text(rules.details[*detail].text));
    match details.collect::<Vec<_>>().join("; ") {
        none if none.is_empty() => line,
        details => format!("{line} ({details})"),
    }
}

fn serves(speech: &Speech<'_>, rules: &WeekRules, week: &Week) -> Option<String> {
    let label = |slot| speech.slot_in_sentence(slot);
    let served: Vec<String> = week.served.iter().map(|slot| label(*slot)).collect();
    if served.is_empty() {
        return None;
    }
    let served = speech.list(&served);
    Some(match week.first {
        None => speech.text_with(rules.texts.serves, &[("served", &served)]),
        Some(first) => {
            let values = [("served", served.as_str()), ("first", &label(first))];
            speech.text_with(rules.texts.serves_few, &values)
        }
    })
}

//! Outcome → the pages that a person reads: the first screen, the rest, the sources, the summary.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::engine::{CautionKind, GivenReferral, Outcome, WithheldAdvice, WithheldReason};
use crate::model::fact::Slot;
use crate::model::finding::{Finding, Findings};
use crate::model::interface::Phrase;
use crate::model::rule::{Referral, ReferralStyle};
use crate::model::urgency::Urgency;
use crate::render::block::Block;
use crate::render::text::Speech;
use crate::render::week;

/// How many pieces of advice the first screen shows.
const FIRST_SCREEN: usize = 3;

/// The card of a referral rule (a position).
#[must_use]
pub fn referral_card(speech: &Speech<'_>, rule: &Referral, findings: &Findings) -> Block {
    let heading = match rule.heading {
        Some(heading) => speech.text(heading),
        None => speech.heading(rule.urgency),
    };
    Block::Card {
        urgency: rule.urgency,
        heading,
        text: speech.text(rule.text),
        points: points(speech, rule, findings),
        foot: Vec::new(),
    }
}

/// The card for words of an emergency that belong to no fact.
#[must_use]
pub fn emergency_words_card(speech: &Speech<'_>) -> Block {
    Block::Card {
        urgency: Urgency::Emergency,
        heading: speech.heading(Urgency::Emergency),
        text: speech.phrase(Phrase::EmergencyWords, &[]),
        points: Vec::new(),
        foot: Vec::new(),
    }
}

/// The points of a referral that apply.
#[must_use]
pub fn points(speech: &Speech<'_>, rule: &Referral, findings: &Findings) -> Vec<String> {
    rule.points
        .iter()
        .filter(|point| point.when.state(findings) == Truth::Yes)
        .map(|point| speech.text(point.text))
        .collect()
}

/// The card of red flags that stayed unknown, all of one urgency.
fn unknown_card(speech: &Speech<'_>, urgency: Urgency, slots: &[Slot]) -> Block {
    Block::Card {
        urgency,
        heading: speech.heading(urgency),
        text: unknown_text(speech, urgency, slots),
        points: Vec::new(),
        foot: Vec::new(),
    }
}

/// What is said of red flags that stayed unknown.
#[must_use]
pub fn unknown_text(speech: &Speech<'_>, urgency: Urgency, slots: &[Slot]) -> String {
    let phrase = match urgency {
        Urgency::Emergency => Phrase::UnknownEmergency,
        Urgency::Urgent => Phrase::UnknownUrgent,
        Urgency::Soon => Phrase::UnknownSoon,
        Urgency::Routine => Phrase::UnknownRoutine,
        Urgency::SelfCare => Phrase::UnknownSelfCare,
    };
    speech.phrase(phrase, &[("items", &slots_in_words(speech, slots))])
}

/// Slots as "a, b and c".
#[must_use]
pub fn slots_in_words(speech: &Speech<'_>, slots: &[Slot]) -> String {
    let labels: Vec<String> = slots.iter().map(|slot| speech.slot_in_sentence(*slot)).collect();
    speech.list(&labels)
}

/// The cards of the referrals that hold: the most urgent one whole, the others as one line each.
#[must_use]
pub fn cards(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let Some(level) = outcome.urgency() else { return Vec::new() };
    let rules: Vec<&Referral> = shown_as_cards(speech, outcome).collect();
    let mut blocks = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for rule in rules {
        if blocks.is_empty() && rule.urgency == level {
            blocks.push(referral_card(speech, rule, &outcome.findings));
        } else if rule.urgency > Urgency::SelfCare && stands_beside(rule.urgency, level) {
            lines.push(speech.text(rule.title));
        }
    }
    let levels = Urgency::ALL.into_iter().rev().filter(|of| stands_beside(*of, level));
    for urgency in levels {
        let unknown = unknown_at(outcome, urgency);
        if unknown.is_empty() {
            continue;
        }
        if blocks.is_empty() {
            blocks.push(unknown_card(speech, urgency, &unknown));
        } else {
            lines.push(unknown_text(speech, urgency, &unknown));
        }
    }
    if !lines.is_empty() {
        blocks.push(Block::Heading(speech.phrase(Phrase::OtherReasons, &[])));
        blocks.extend(lines.into_iter().map(Block::Item));
    }
    blocks
}

/// The red flags that refer at this urgency because they are unknown.
fn unknown_at(outcome: &Outcome, urgency: Urgency) -> Vec<Slot> {
    let at = |referral: &GivenReferral| match referral {
        GivenReferral::Unknown(slot, of) => (*of == urgency).then_some(*slot),
        GivenReferral::Rule(..) => None,
    };
    outcome.referrals.iter().filter_map(at).collect()
}

/// All cards of the referrals that hold, each whole: for paper, on which nobody can ask for more.
pub(super) fn whole_cards(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let Some(highest) = outcome.urgency() else { return Vec::new() };
    let mut cards = Vec::new();
    for level in Urgency::ALL.into_iter().rev().filter(|level| stands_beside(*level, highest)) {
        let rules = shown_as_cards(speech, outcome).filter(|rule| rule.urgency == level);
        cards.extend(rules.map(|rule| referral_card(speech, rule, &outcome.findings)));
        let unknown = unknown_at(outcome, level);
        if !unknown.is_empty() {
            cards.push(unknown_card(speech, level, &unknown));
        }
    }
    cards
}

/// Beside an emergency only other emergencies are told.
pub(super) fn stands_beside(urgency: Urgency, level: Urgency) -> bool {
    level < Urgency::Emergency || urgency == level
}

/// The referral rules that hold and are shown as cards, most urgent first.
fn shown_as_cards<'m>(
    speech: &Speech<'m>,
    outcome: &Outcome,
) -> impl Iterator<Item = &'m Referral> {
    let rules: Vec<usize> = outcome
        .referrals
        .iter()
        .filter_map(|referral| match referral {
            GivenReferral::Rule(rule, _, ReferralStyle::Card) => Some(*rule),
            _ => None,
        })
        .collect();
    let model = speech.model;
    rules.into_iter().map(move |rule| &model.referrals[rule])
}

/// The first screen: cards, what was told, at most three pieces of advice with their strongest caveat,
/// what is left out and why, what was not answered.
#[must_use]
pub fn first_screen(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let mut blocks = contradictions(speech, outcome);
    blocks.extend(cards(speech, outcome));
    let level = outcome.urgency();
    if level == Some(Urgency::Emergency) {
        return blocks;
    }
    if level.is_none() {
        blocks.push(Block::Text(speech.level_line(None)));
    }
    let told = told(speech, &outcome.findings);
    if !told.is_empty() {
        let items = told.join(", ");
        blocks.push(Block::Text(speech.phrase(Phrase::YouToldMe, &[("items", &items)])));
    }
    blocks.extend(advice_lines(speech, outcome, FIRST_SCREEN));
    blocks.extend(beside(speech, outcome));
    blocks.extend(withheld(speech, &outcome.withheld));
    blocks.extend(open_ends(speech, outcome));
    blocks.push(Block::Note(speech.phrase(Phrase::Hints, &[])));
    blocks
}

pub(super) fn contradictions(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    outcome
        .cautions
        .iter()
        .filter_map(|caution| match caution.kind {
            CautionKind::Contradiction(n) => {
                Some(Block::Text(speech.text(speech.model.contradictions[n].text)))
            }
            _ => None,
        })
        .collect()
}

pub(super) fn advice_lines(speech: &Speech<'_>, outcome: &Outcome, most: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    if outcome.advice.is_empty() {
        if outcome.withheld.is_empty() {
            blocks.push(Block::Text(speech.phrase(Phrase::NoAdvice, &[])));
        }
        return blocks;
    }
    blocks.push(Block::Heading(speech.phrase(Phrase::AdviceHeading, &[])));
    for given in outcome.advice.iter().take(most) {
        let rule = &speech.model.advice[given.rule];
        blocks.push(Block::Item(speech.text(rule.title)));
        if let Some(caveat) = rule.caveat {
            blocks.push(Block::Detail(speech.text(speech.model.caveats[caveat].text)));
        }
        blocks.extend(unless(speech, &given.unless).map(Block::Detail));
    }
    if outcome.advice.len() > most {
        blocks.push(Block::Item(speech.phrase(Phrase::MoreAdvice, &[])));
    }
    blocks
}

/// What was not asked and would hold an advice back: what may be so, and what it depends on, such as an age.
fn unless(speech: &Speech<'_>, open: &[Slot]) -> impl Iterator<Item = String> {
    let (members, facts): (Vec<Slot>, Vec<Slot>) =
        open.iter().copied().partition(|slot| speech.model.member_of(*slot).is_some());
    [(Phrase::Unless, members), (Phrase::DependsOn, facts)]
        .into_iter()
        .filter(|(_, slots)| !slots.is_empty())
        .map(|(phrase, slots)| speech.phrase(phrase, &[("items", &slots_in_words(speech, &slots))]))
}

/// Referrals that clear a piece of advice stand beside it, not as a warning.
pub(super) fn beside(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let mut blocks = Vec::new();
    for referral in &outcome.referrals {
        if let GivenReferral::Rule(rule, _, ReferralStyle::Beside) = referral {
            let rule = &speech.model.referrals[*rule];
            blocks.push(Block::Text(speech.text(rule.text)));
            for point in points(speech, rule, &outcome.findings) {
                blocks.push(Block::Item(point));
            }
        }
    }
    blocks
}

pub(super) fn withheld(speech: &Speech<'_>, withheld: &[WithheldAdvice]) -> Vec<Block> {
    if withheld.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(speech.phrase(Phrase::WithheldHeading, &[]))];
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for held in withheld {
        let title = speech.text(speech.model.advice[held.rule].title);
        let reason = withheld_reason(speech, held);
        match lines.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, titles)) => titles.push(title),
            None => lines.push((reason, vec![title])),
        }
    }
    for (reason, titles) in lines {
        blocks.push(Block::Item(format!("{}: {reason}", titles.join("; "))));
    }
    blocks
}

/// Why a piece of advice is held back, in words.
#[must_use]
pub fn withheld_reason(speech: &Speech<'_>, held: &WithheldAdvice) -> String {
    match &held.reason {
        WithheldReason::Urgency(_) => speech.phrase(Phrase::WithheldUrgency, &[]),
        WithheldReason::Contraindication(number) => {
            speech.text(speech.model.advice[held.rule].contraindications[*number].reason)
        }
        WithheldReason::Unknown(number, slots) if slots.is_empty() => {
            speech.text(speech.model.advice[held.rule].contraindications[*number].reason)
        }
        WithheldReason::Unknown(_, slots) => {
            let items = slots_in_words(speech, slots);
            speech.phrase(Phrase::WithheldUnknown, &[("items", &items)])
        }
    }
}

/// The red flags that were never asked.
#[must_use]
pub fn not_asked(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let mut blocks = open_ends(speech, outcome);
    blocks.truncate(2);
    blocks
}

/// What was never asked, and what the person could not say.
pub(super) fn open_ends(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut could_not_say: Vec<Slot> = Vec::new();
    for caution in &outcome.cautions {
        match caution.kind {
            CautionKind::NotAsked => {
                let items = slots_in_words(speech, &caution.facts);
                blocks.push(Block::Text(speech.phrase(Phrase::NotAsked, &[("items", &items)])));
            }
            CautionKind::Unknown(slot) => could_not_say.push(slot),
            CautionKind::Contradiction(_) => {}
        }
    }
    let referred = |slot: &Slot| {
        outcome.referrals.iter().any(|r| matches!(r, GivenReferral::Unknown(s, _) if s == slot))
    };
    could_not_say.retain(|slot| !referred(slot));
    if !could_not_say.is_empty() {
        let items = slots_in_words(speech, &could_not_say);
        blocks.push(Block::Text(speech.phrase(Phrase::CouldNotSay, &[("items", &items)])));
    }
    blocks
}

/// What the person told, in a few words each: what was affirmed and what has a value.
#[must_use]
pub fn told(speech: &Speech<'_>, findings: &Findings) -> Vec<String> {
    findings
        .iter()
        .filter(|(slot, finding)| {
            !speech.model.fact_of(*slot).is_derived()
                && !matches!(finding, Finding::Open | Finding::Unknown | Finding::Denied)
        })
        .map(|(slot, finding)| speech.statement(slot, finding))
        .collect()
}

/// Everything that is behind "more": each piece of advice in full, with what it rests on.
#[must_use]
pub fn more(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    if outcome.advice.is_empty() {
        return vec![Block::Text(speech.phrase(Phrase::MoreNothing, &[]))];
    }
    let mut blocks = Vec::new();
    for given in &outcome.advice {
        let rule = &speech.model.advice[given.rule];
        blocks.push(Block::Heading(speech.text(rule.title)));
        blocks.push(Block::Text(speech.text(rule.text)));
        if let Some(more) = rule.more {
            blocks.push(Block::Text(speech.text(more)));
        }
        blocks.extend(week::blocks(speech, outcome, given));
        blocks.extend(unless(speech, &given.unless).map(Block::Text));
        let caveats: BTreeSet<usize> = week::claims(speech, outcome, given)
            .iter()
            .flat_map(|claim| speech.model.claims[*claim].caveats.iter().copied())
            .collect();
        if !caveats.is_empty() {
            blocks.push(Block::Heading(speech.phrase(Phrase::HowSure, &[])));
            for caveat in caveats {
                blocks.push(Block::Item(speech.text(speech.model.caveats[caveat].text)));
            }
        }
    }
    blocks
}

/// What the person told, denied and could not say.
#[must_use]
pub fn summary(speech: &Speech<'_>, findings: &Findings) -> Vec<Block> {
    let of = |wanted: &dyn Fn(Finding) -> bool| -> Vec<String> {
        findings
            .iter()
            .filter(|(slot, finding)| wanted(*finding) && !speech.model.fact_of(*slot).is_derived())
            .map(|(slot, _)| speech.slot_in_sentence(slot))
            .collect()
    };
    let mut blocks = vec![Block::Heading(speech.phrase(Phrase::SummaryHeading, &[]))];
    let told = told(speech, findings);
    let denied = of(&|finding| finding == Finding::Denied);
    let unknown = of(&|finding| finding == Finding::Unknown);
    for (phrase, items) in [
        (Phrase::SummaryAffirmed, told),
        (Phrase::SummaryDenied, denied),
        (Phrase::SummaryUnknown, unknown),
    ] {
        if !items.is_empty() {
            let items = items.join("; ");
            blocks.push(Block::Item(speech.phrase(phrase, &[("items", &items)])));
        }
    }
    if blocks.len() == 1 {
        blocks.push(Block::Text(speech.phrase(Phrase::SummaryNothing, &[])));
    }
    blocks
}

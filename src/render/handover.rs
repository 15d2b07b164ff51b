//! What is handed over: a page for the doctor in the order situation, background, assessment,
//! recommendation; a page for the person; and where it all comes from.

use std::collections::BTreeSet;

use crate::base::truth::Truth;
use crate::engine::{CautionKind, Engine, GivenReferral, Outcome, Part, PartKind};
use crate::model::fact::{FactId, RedFlag, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::grounding::SourceKind;
use crate::model::interface::Phrase;
use crate::model::urgency::Urgency;
use crate::render::block::Block;
use crate::render::page;
use crate::render::sources::{place, sources};
use crate::render::text::Speech;
use crate::render::week;

/// Pages ready to be written as Markdown or HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// What it is, for the title of the window.
    pub title: String,
    /// The pages, each for a reader of its own.
    pub pages: Vec<Page>,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Whom it is for.
    pub heading: String,
    /// Lines that are filled in by hand: name, date of birth, date.
    pub blanks: Vec<String>,
    /// What stands before the sections.
    pub lead: Vec<Block>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// The pages of an outcome.
#[must_use]
pub fn handover(speech: &Speech<'_>, engine: &Engine<'_>, outcome: &Outcome) -> Handover {
    let speech = &speech.about(&outcome.findings);
    let doctor = for_the_doctor(speech, engine, outcome);
    let mut pages = vec![doctor, for_the_person(speech, outcome)];
    if !outcome.advice.is_empty() || !outcome.referrals.is_empty() {
        pages.push(attached(speech, outcome));
    }
    Handover { title: speech.phrase(Phrase::HandoverTitle, &[]), pages }
}

fn for_the_doctor(speech: &Speech<'_>, engine: &Engine<'_>, outcome: &Outcome) -> Page {
    let blanks = [Phrase::HandoverName, Phrase::HandoverBorn, Phrase::HandoverDate];
    let section = |heading, blocks| Section { heading: speech.phrase(heading, &[]), blocks };
    Page {
        heading: speech.phrase(Phrase::HandoverDoctor, &[]),
        blanks: blanks.map(|blank| speech.phrase(blank, &[])).to_vec(),
        lead: about(speech),
        sections: vec![
            section(Phrase::HandoverSituation, situation(speech, engine, outcome)),
            section(Phrase::HandoverBackground, background(speech, outcome)),
            section(Phrase::HandoverAssessment, assessment(speech, outcome)),
            section(Phrase::HandoverRecommendation, recommendation(speech, outcome)),
        ],
    }
}

/// Who says this, and who does not.
fn about(speech: &Speech<'_>) -> Vec<Block> {
    let manifest = &speech.model.manifest;
    let values = [("name", manifest.id.as_str()), ("version", manifest.version.as_str())];
    let about = speech.phrase(Phrase::HandoverAbout, &values);
    let signed = match &manifest.reviewed_by {
        Some(name) => speech.phrase(Phrase::HandoverSigned, &[("name", name)]),
        None => speech.phrase(Phrase::HandoverNotSigned, &[]),
    };
    vec![Block::Note(format!("{about} {signed}"))]
}

/// The urgency, and every referral with what it is because of.
fn situation(speech: &Speech<'_>, engine: &Engine<'_>, outcome: &Outcome) -> Vec<Block> {
    let Some(level) = outcome.urgency() else {
        return vec![Block::Text(speech.phrase(Phrase::HandoverNoReferral, &[]))];
    };
    let mut blocks = vec![Block::Heading(urgency_word(speech, level))];
    for referral in &outcome.referrals {
        let word = urgency_word(speech, referral.urgency());
        match referral {
            GivenReferral::Rule(rule, ..) => {
                let title = speech.text(speech.model.referrals[*rule].title);
                blocks.push(Block::Item(format!("{title} – {word}")));
                let because = because(speech, engine, &outcome.findings, *rule);
                if !because.is_empty() {
                    let items = because.join("; ");
                    let text = speech.phrase(Phrase::HandoverBecause, &[("items", &items)]);
                    blocks.push(Block::Detail(text));
                }
            }
            GivenReferral::Unknown(slot, _) => {
                let items = speech.slot_in_sentence(*slot);
                let text = speech.phrase(Phrase::HandoverUnknownSigns, &[("items", &items)]);
                blocks.push(Block::Item(format!("{text} – {word}")));
            }
        }
    }
    blocks
}

/// What was told, denied, not known and not asked; warning signs first.
fn background(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let findings = &outcome.findings;
    let known: Vec<Slot> = findings.iter().map(|(slot, _)| slot).collect();
    let has_value = |slot: &Slot| {
        let finding = findings.get(*slot);
        finding.is_known() && finding != Finding::Denied
    };
    let mut told = by_fact(speech, findings, known.iter().copied().filter(has_value));
    if told.is_empty() {
        told = speech.phrase(Phrase::HandoverNothing, &[]);
    }
    let with = |finding: Finding, signs: bool| {
        let asked = |slot: &Slot| {
            findings.get(*slot) == finding
                && is_sign(speech, *slot) == signs
                && !speech.model.fact_of(*slot).is_derived()
        };
        by_fact(speech, findings, known.iter().copied().filter(asked))
    };
    let open = |signs: bool| {
        let open = outcome.open.iter().copied().filter(|slot| is_sign(speech, *slot) == signs);
        by_fact(speech, findings, open)
    };
    let lists = [
        (Phrase::HandoverTold, told),
        (Phrase::HandoverDeniedSigns, with(Finding::Denied, true)),
        (Phrase::HandoverDenied, with(Finding::Denied, false)),
        (Phrase::HandoverUnknownSigns, with(Finding::Unknown, true)),
        (Phrase::HandoverUnknown, with(Finding::Unknown, false)),
        (Phrase::HandoverOpenSigns, open(true)),
        (Phrase::HandoverOpen, open(false)),
    ];
    let shown = lists.into_iter().filter(|(_, items)| !items.is_empty());
    shown.map(|(list, items)| Block::Item(speech.phrase(list, &[("items", &items)]))).collect()
}

/// "Symptoms: cramps; fatigue. Sleep: 5 hours": members under the title of their set, since a label
/// such as "face" says nothing alone; of other facts the value, where there is one.
fn by_fact(
    speech: &Speech<'_>,
    findings: &Findings,
    slots: impl IntoIterator<Item = Slot>,
) -> String {
    let mut groups: Vec<(FactId, Vec<String>)> = Vec::new();
    for slot in slots {
        let fact = speech.model.slots[slot.index()].fact;
        let words = match (speech.model.member_of(slot), findings.get(slot)) {
            (Some(_), _) => Some(speech.slot_in_sentence(slot)),
            (None, Finding::Open | Finding::Unknown | Finding::Denied) => None,
            (None, finding) => Some(speech.finding_in_words(slot, finding)),
        };
        match groups.iter_mut().find(|(known, _)| *known == fact) {
            Some((_, members)) => members.extend(words),
            None => groups.push((fact, words.into_iter().collect())),
        }
    }
    let groups = groups.into_iter().map(|(fact, words)| {
        let title = speech.text(speech.model.facts[fact.index()].title);
        if words.is_empty() { title } else { format!("{title}: {}", words.join("; ")) }
    });
    groups.collect::<Vec<_>>().join(". ")
}

/// The referral rules that fired, with what they rest on, and what does not fit together. Advice rules
/// carry their ids where they are given or held back.
fn assessment(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let model = speech.model;
    let mut blocks = vec![Block::Text(speech.phrase(Phrase::HandoverRules, &[]))];
    for referral in &outcome.referrals {
        let id = referral.id(model);
        match referral {
            GivenReferral::Rule(rule, ..) => {
                let rule = &model.referrals[*rule];
                blocks.push(rule_line(&speech.text(rule.title), &id));
                blocks.extend(rests_on(speech, &rule.claims));
            }
            GivenReferral::Unknown(slot, _) => {
                blocks.push(rule_line(&speech.slot_label(*slot), &id));
            }
        }
    }
    if blocks.len() == 1 {
        blocks.push(Block::Item(speech.phrase(Phrase::HandoverNothing, &[])));
    }
    for caution in &outcome.cautions {
        if let CautionKind::Contradiction(n) = caution.kind {
            let text = speech.text(model.contradictions[n].text);
            blocks.push(Block::Text(
                speech.phrase(Phrase::HandoverContradiction, &[("items", &text)]),
            ));
        }
    }
    blocks
}

fn rule_line(title: &str, id: &str) -> Block {
    Block::Item(format!("{title} [{id}]"))
}

/// What a rule rests on, each source once, and of what kind the evidence is.
fn rests_on(speech: &Speech<'_>, claims: &[usize]) -> Option<Block> {
    let mut places: Vec<String> = Vec::new();
    for claim in claims.iter().map(|claim| &speech.model.claims[*claim]) {
        let source = &speech.model.sources[claim.source];
        let name = match source.kind {
            SourceKind::Article => source.title.clone(),
            _ => place(speech, claim),
        };
        let line = match source.kind {
            // they say of what kind they are by themselves
            SourceKind::House | SourceKind::Guideline => name,
            _ => format!("{name} ({})", speech.evidence(claim.evidence)),
        };
        if claim.refused.is_none() && !places.contains(&line) {
            places.push(line);
        }
    }
    (!places.is_empty()).then(|| Block::Detail(places.join("; ")))
}

/// What the person was told to do, what advice was given, and what was held back.
fn recommendation(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let model = speech.model;
    let mut blocks = vec![Block::Text(speech.phrase(Phrase::HandoverWasTold, &[]))];
    let level = outcome.urgency();
    let told = |referral: &&GivenReferral| {
        level.is_none_or(|level| page::stands_beside(referral.urgency(), level))
    };
    for referral in outcome.referrals.iter().filter(told) {
        match referral {
            GivenReferral::Rule(rule, ..) => {
                let rule = &model.referrals[*rule];
                blocks.push(Block::Item(speech.text(rule.text)));
                let points = page::points(speech, rule, &outcome.findings);
                if !points.is_empty() {
                    blocks.push(Block::Detail(points.join(" ")));
                }
            }
            GivenReferral::Unknown(slot, urgency) => {
                blocks.push(Block::Item(page::unknown_text(speech, *urgency, &[*slot])));
            }
        }
    }
    if outcome.referrals.is_empty() {
        blocks.push(Block::Item(speech.level_line(None)));
    }
    blocks.extend(given_advice(speech, outcome));
    blocks.extend(held_back(speech, outcome));
    blocks
}

/// The advice rules that fired in one paragraph, and what would hold some of them back.
fn given_advice(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    if outcome.advice.is_empty() {
        return Vec::new();
    }
    let titles = outcome.advice.iter().map(|given| advice_with_id(speech, given.rule));
    let titles = titles.collect::<Vec<_>>().join("; ");
    let mut blocks =
        vec![Block::Heading(speech.phrase(Phrase::HandoverGiven, &[])), Block::Text(titles)];
    let unless: BTreeSet<Slot> =
        outcome.advice.iter().flat_map(|given| given.unless.clone()).collect();
    if !unless.is_empty() {
        let items = by_fact(speech, &outcome.findings, unless);
        blocks.push(Block::Detail(speech.phrase(Phrase::HandoverUnless, &[("items", &items)])));
    }
    blocks
}

/// The advice rules that fired and are held back, by what the person was told of it.
fn held_back(speech: &Speech<'_>, outcome: &Outcome) -> Vec<Block> {
    let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
    for held in &outcome.withheld {
        let reason = page::withheld_reason(speech, held);
        let title = advice_with_id(speech, held.rule);
        match by_reason.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, titles)) => titles.push(title),
            None => by_reason.push((reason, vec![title])),
        }
    }
    if by_reason.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(speech.phrase(Phrase::HandoverHeldBack, &[]))];
    for (reason, titles) in by_reason {
        blocks.push(Block::Item(titles.join("; ")));
        blocks.push(Block::Detail(reason));
    }
    blocks
}

fn advice_with_id(speech: &Speech<'_>, rule: usize) -> String {
    let rule = &speech.model.advice[rule];
    format!("{} [{}]", speech.text(rule.title), rule.id)
}

fn for_the_person(speech: &Speech<'_>, outcome: &Outcome) -> Page {
    let level = outcome.urgency();
    let mut lead = page::contradictions(speech, outcome);
    lead.extend(page::whole_cards(speech, outcome));
    if level != Some(Urgency::Emergency) {
        if level.is_none() {
            lead.push(Block::Text(speech.level_line(None)));
        }
        let told = page::told(speech, &outcome.findings);
        if !told.is_empty() {
            let items = told.join(", ");
            lead.push(Block::Text(speech.phrase(Phrase::YouToldMe, &[("items", &items)])));
        }
        lead.extend(page::open_ends(speech, outcome));
        lead.extend(page::advice_lines(speech, outcome, usize::MAX));
        for given in &outcome.advice {
            lead.extend(week::blocks(speech, outcome, given));
        }
        lead.extend(page::beside(speech, outcome));
        lead.extend(page::withheld(speech, &outcome.withheld));
    }
    let heading = speech.phrase(Phrase::HandoverPerson, &[]);
    Page { heading, blanks: Vec::new(), lead, sections: Vec::new() }
}

/// The advice in full, with its caveats, and the source of everything.
fn attached(speech: &Speech<'_>, outcome: &Outcome) -> Page {
    let mut sections = Vec::new();
    if !outcome.advice.is_empty() {
        let heading = speech.phrase(Phrase::HandoverInFull, &[]);
        sections.push(Section { heading, blocks: page::more(speech, outcome) });
    }
    let mut blocks = sources(speech, outcome);
    // its own heading becomes that of the section
    if matches!(blocks.first(), Some(Block::Heading(_))) {
        blocks.remove(0);
    }
    sections.push(Section { heading: speech.phrase(Phrase::SourcesHeading, &[]), blocks });
    let heading = speech.phrase(Phrase::HandoverAttached, &[]);
    Page { heading, blanks: Vec::new(), lead: Vec::new(), sections }
}

/// How soon, in words for a doctor.
fn urgency_word(speech: &Speech<'_>, urgency: Urgency) -> String {
    let phrase = match urgency {
        Urgency::Emergency => Phrase::UrgencyEmergency,
        Urgency::Urgent => Phrase::UrgencyUrgent,
        Urgency::Soon => Phrase::UrgencySoon,
        Urgency::Routine => Phrase::UrgencyRoutine,
        Urgency::SelfCare => Phrase::UrgencySelfCare,
    };
    speech.phrase(phrase, &[])
}

fn is_sign(speech: &Speech<'_>, slot: Slot) -> bool {
    let flag: Option<&RedFlag> = match speech.model.member_of(slot) {
        Some(member) => member.red_flag.as_ref(),
        None => speech.model.fact_of(slot).red_flag.as_ref(),
    };
    flag.is_some()
}

/// The findings that make a referral rule (a position) hold.
fn because(
    speech: &Speech<'_>,
    engine: &Engine<'_>,
    findings: &Findings,
    rule: usize,
) -> Vec<String> {
    supporting(speech, findings, &engine.explain_referral(findings, rule).when)
}

/// The findings on which a condition that holds rests, in words.
fn supporting(speech: &Speech<'_>, findings: &Findings, when: &Part) -> Vec<String> {
    let mut slots = Vec::new();
    gather(when, &mut slots);
    let mut words = Vec::new();
    // what is open stands among what was not asked
    for slot in slots.into_iter().filter(|slot| findings.get(*slot) != Finding::Open) {
        let statement = speech.statement(slot, findings.get(slot));
        if !words.contains(&statement) {
            words.push(statement);
        }
    }
    words
}

/// The slots of the tests that decide a part that is yes, or (below a `not`) one that is no.
fn gather(part: &Part, slots: &mut Vec<Slot>) {
    match part.kind {
        PartKind::Test(test) => slots.push(test.slot()),
        PartKind::Not | PartKind::Possibly => {
            for inner in &part.parts {
                gather(inner, slots);
            }
        }
        // only what is decided as the whole is carries it
        PartKind::All | PartKind::Any | PartKind::AtLeast(_) => {
            let carries = |inner: &&Part| match part.state {
                Truth::Yes | Truth::No => inner.state == part.state,
                Truth::Open | Truth::Unknown => true,
            };
            for inner in part.parts.iter().filter(carries) {
                gather(inner, slots);
            }
        }
    }
}

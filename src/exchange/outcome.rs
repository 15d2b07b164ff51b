//! An outcome as JSON, in the order of the contract.

use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::base::decimal::Decimal;
use crate::engine::{Caution, CautionKind, GivenAdvice, GivenReferral, Outcome, WithheldAdvice};
use crate::exchange::claim::{ClaimJson, claim};
use crate::exchange::{to_line, to_page};
use crate::model::Model;
use crate::model::fact::{Fact, FactKind, Slot};
use crate::model::finding::{Finding, Findings};
use crate::model::interface::Phrase;
use crate::render::page::{points, slots_in_words, unknown_text, withheld_reason};
use crate::render::text::Speech;
use crate::render::week;

/// An outcome as JSON over several lines, for a dialogue (a position in the model's dialogues).
#[must_use]
pub fn page(speech: &Speech<'_>, dialogue: usize, outcome: &Outcome) -> String {
    to_page(&json(&speech.about(&outcome.findings), dialogue, outcome))
}

/// An outcome as one line of JSON, without a line feed; with what was passed over of a response.
#[must_use]
pub fn line(
    speech: &Speech<'_>,
    dialogue: usize,
    outcome: &Outcome,
    passed_over: Vec<String>,
) -> String {
    let json = json(&speech.about(&outcome.findings), dialogue, outcome);
    to_line(&OutcomeJson { passed_over, ..json })
}

/// An outcome.
#[derive(Serialize)]
pub(super) struct OutcomeJson<'m> {
    schema: &'static str,
    pack: PackJson<'m>,
    dialogue: &'m str,
    lang: &'static str,
    referrals: Vec<ReferralJson<'m>>,
    advice: Vec<AdviceJson<'m>>,
    withheld: Vec<WithheldJson<'m>>,
    cautions: Vec<CautionJson>,
    open: Vec<String>,
    #[serde(flatten)]
    findings: FindingsJson<'m>,
    /// What a response said that no fact takes; only of a line that is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passed_over: Vec<String>,
}

#[derive(Serialize)]
struct PackJson<'m> {
    id: &'m str,
    version: &'m str,
    digest: &'m str,
}

/// A referral.
#[derive(Debug, Serialize)]
pub(super) struct ReferralJson<'m> {
    id: String,
    urgency: &'static str,
    text: String,
    claims: Vec<ClaimJson<'m>>,
}

#[derive(Serialize)]
struct AdviceJson<'m> {
    id: &'m str,
    text: String,
    claims: Vec<ClaimJson<'m>>,
    unless: Vec<String>,
}

#[derive(Serialize)]
struct WithheldJson<'m> {
    id: &'m str,
    text: String,
    reason: String,
}

#[derive(Serialize)]
struct CautionJson {
    id: String,
    urgency: &'static str,
    text: String,
    facts: Vec<String>,
}

/// An outcome with texts in the language of a speech about its findings.
pub(super) fn json<'m>(speech: &Speech<'m>, dialogue: usize, outcome: &Outcome) -> OutcomeJson<'m> {
    let model = speech.model;
    OutcomeJson {
        schema: "samtale/1",
        pack: PackJson {
            id: model.manifest.id.as_str(),
            version: &model.manifest.version,
            digest: &model.manifest.digest,
        },
        dialogue: model.dialogues[dialogue].id.as_str(),
        lang: speech.language.code(),
        referrals: referrals(speech, outcome),
        advice: outcome.advice.iter().map(|given| advice(speech, outcome, given)).collect(),
        withheld: outcome.withheld.iter().map(|held| withheld(speech, held)).collect(),
        cautions: outcome.cautions.iter().map(|of| caution(speech, of)).collect(),
        open: names(model, &outcome.open),
        findings: findings_of(model, &outcome.findings),
        passed_over: Vec::new(),
    }
}

/// The referrals of an outcome, the most urgent first.
pub(super) fn referrals<'m>(speech: &Speech<'m>, outcome: &Outcome) -> Vec<ReferralJson<'m>> {
    outcome.referrals.iter().map(|given| referral(speech, outcome, given)).collect()
}

fn referral<'m>(speech: &Speech<'m>, outcome: &Outcome, given: &GivenReferral) -> ReferralJson<'m> {
    let model = speech.model;
    let claims = match given {
        GivenReferral::Rule(n, ..) => shown_claims(speech, &model.referrals[*n].claims),
        GivenReferral::Unknown(..) => Vec::new(),
    };
    let (urgency, text) = (given.urgency().as_str(), referral_text(speech, outcome, given));
    ReferralJson { id: given.id(model), urgency, text, claims }
}

/// What a referral says, with its points.
pub(super) fn referral_text(
    speech: &Speech<'_>,
    outcome: &Outcome,
    given: &GivenReferral,
) -> String {
    match given {
        GivenReferral::Rule(n, ..) => {
            let rule = &speech.model.referrals[*n];
            let mut text = speech.text(rule.text);
            for point in points(speech, rule, &outcome.findings) {
                text.push_str("\n• ");
                text.push_str(&point);
            }
            text
        }
        GivenReferral::Unknown(slot, urgency) => unknown_text(speech, *urgency, &[*slot]),
    }
}

fn advice<'m>(speech: &Speech<'m>, outcome: &Outcome, given: &GivenAdvice) -> AdviceJson<'m> {
    let rule = &speech.model.advice[given.rule];
    let mut text = speech.text(rule.text);
    for line in week::lines(speech, outcome, given) {
        text.push('\n');
        text.push_str(&line);
    }
    AdviceJson {
        id: rule.id.as_str(),
        text,
        claims: shown_claims(speech, &week::claims(speech, outcome, given)),
        unless: names(speech.model, &given.unless),
    }
}

fn withheld<'m>(speech: &Speech<'m>, held: &WithheldAdvice) -> WithheldJson<'m> {
    let rule = &speech.model.advice[held.rule];
    let reason = withheld_reason(speech, held);
    WithheldJson { id: rule.id.as_str(), text: speech.text(rule.title), reason }
}

/// What a caution says.
pub(super) fn caution_text(speech: &Speech<'_>, caution: &Caution) -> String {
    match caution.kind {
        CautionKind::Unknown(slot) => unknown_text(speech, caution.urgency, &[slot]),
        CautionKind::NotAsked => {
            let items = slots_in_words(speech, &caution.facts);
            speech.phrase(Phrase::NotAsked, &[("items", &items)])
        }
        CautionKind::Contradiction(n) => speech.text(speech.model.contradictions[n].text),
    }
}

fn caution(speech: &Speech<'_>, caution: &Caution) -> CautionJson {
    let text = caution_text(speech, caution);
    CautionJson {
        id: caution.id(speech.model),
        urgency: caution.urgency.as_str(),
        text,
        facts: names(speech.model, &caution.facts),
    }
}

/// The claims of a rule; one that a conflict was settled against is never shown.
fn shown_claims<'m>(speech: &Speech<'m>, claims: &[usize]) -> Vec<ClaimJson<'m>> {
    let shown = claims.iter().filter(|n| speech.model.claims[**n].refused.is_none());
    shown.map(|n| claim(speech, *n)).collect()
}

fn names(model: &Model, slots: &[Slot]) -> Vec<String> {
    slots.iter().map(|slot| model.slot_name(*slot)).collect()
}

/// Findings as facts objects have them: what is affirmed or has a value, denied members, unknowns.
#[derive(Debug, Serialize)]
pub(super) struct FindingsJson<'m> {
    facts: Entries<Value<'m>>,
    not: Entries<Vec<&'m str>>,
    unknown: Vec<String>,
}

/// An object whose keys keep their order.
#[derive(Debug)]
struct Entries<V>(Vec<(String, V)>);

impl<V: Serialize> Serialize for Entries<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// The value of a fact.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Value<'m> {
    YesNo(bool),
    Number(Number),
    Choice(&'m str),
    Members(Vec<&'m str>),
}

/// Findings as facts objects have them, in pack order. Derived values are there; a derived fact that is
/// unknown is not listed, since nobody was asked it.
pub(super) fn findings_of<'m>(model: &'m Model, findings: &Findings) -> FindingsJson<'m> {
    let (mut facts, mut not, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for fact in &model.facts {
        let asked = fact.slots().filter(|_| !fact.is_derived());
        let unsure = asked.filter(|slot| findings.get(*slot) == Finding::Unknown);
        unknown.extend(unsure.map(|slot| model.slot_name(slot)));
        let affirmed = members_with(fact, findings, Finding::Affirmed);
        if !affirmed.is_empty() {
            facts.push((fact.id.to_string(), Value::Members(affirmed)));
        } else if !matches!(fact.kind, FactKind::Set(_)) {
            let value = value_of(fact, findings.get(fact.first_slot));
            facts.extend(value.map(|value| (fact.id.to_string(), value)));
        }
        let denied = members_with(fact, findings, Finding::Denied);
        if !denied.is_empty() {
            not.push((fact.id.to_string(), denied));
        }
    }
    FindingsJson { facts: Entries(facts), not: Entries(not), unknown }
}

/// A finding as its fact's value: none where nothing definite is known.
pub(super) fn value_of(fact: &Fact, finding: Finding) -> Option<Value<'_>> {
    match (&fact.kind, finding) {
        (_, Finding::Affirmed) => Some(Value::YesNo(true)),
        (_, Finding::Denied) => Some(Value::YesNo(false)),
        (_, Finding::Number(decimal)) => number(decimal).map(Value::Number),
        (FactKind::OneOf(choices), Finding::Choice(option)) => {
            choices.get(usize::from(option)).map(|choice| Value::Choice(choice.id.as_str()))
        }
        _ => None,
    }
}

/// A decimal with all its digits; JSON can hold any.
pub(super) fn number(decimal: Decimal) -> Option<Number> {
    decimal.to_string().parse().ok()
}

/// The members of a set whose finding is this one; none for other facts.
fn members_with<'m>(fact: &'m Fact, findings: &Findings, finding: Finding) -> Vec<&'m str> {
    let FactKind::Set(members) = &fact.kind else { return Vec::new() };
    let slots = fact.slots().zip(members);
    slots
        .filter(|(slot, _)| findings.get(*slot) == finding)
        .map(|(_, member)| member.id.as_str())
        .collect()
}

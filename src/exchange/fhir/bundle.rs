//! An outcome → a Bundle: the answers, a `ServiceRequest` for each referral, a Flag for the rest.

use crate::base::hash::text_lock;
use crate::engine::{GivenReferral, Outcome};
use crate::exchange::fhir::form::Form;
use crate::exchange::fhir::response::response;
use crate::exchange::fhir::{Entries, object, text};
use crate::exchange::json::Json;
use crate::exchange::outcome::{caution_text, referral_text};
use crate::exchange::to_page;
use crate::model::urgency::Urgency;
use crate::render::text::Speech;

/// The answers to a form and what follows from them, as a Bundle over several lines.
#[must_use]
pub fn bundle(speech: &Speech<'_>, form: &Form, outcome: &Outcome) -> String {
    let speech = &speech.about(&outcome.findings);
    let model = speech.model;
    let mut parts = Parts { speech, entries: Vec::new(), person: Json::Null };
    let person = parts.address("Patient", "person");
    parts.person = object([("reference", text(&person))]);
    parts.entries.push((person, object([("resourceType", text("Patient"))])));
    let mut answers = response(model, form, &outcome.findings, outcome.open.is_empty());
    if let Json::Object(entries) = &mut answers {
        let at =
            entries.iter().position(|(key, _)| key == "status").map_or(entries.len(), |at| at + 1);
        entries.insert(at, ("subject".to_owned(), parts.person.clone()));
    }
    let address = parts.address("QuestionnaireResponse", "answers");
    parts.entries.push((address, answers));
    for referral in &outcome.referrals {
        parts.referral(outcome, referral);
    }
    for caution in &outcome.cautions {
        let words = caution_text(speech, caution);
        parts.flag(&caution.id(model), caution.urgency, &words);
    }
    let entries = parts
        .entries
        .into_iter()
        .map(|(address, resource)| object([("fullUrl", text(address)), ("resource", resource)]));
    let entries = Json::List(entries.collect());
    to_page(&object([
        ("resourceType", text("Bundle")),
        ("type", text("collection")),
        ("entry", entries),
    ]))
}

struct Parts<'a, 's> {
    speech: &'a Speech<'s>,
    entries: Vec<(String, Json)>,
    person: Json,
}

impl Parts<'_, '_> {
    fn referral(&mut self, outcome: &Outcome, referral: &GivenReferral) {
        let (id, urgency) = (referral.id(self.speech.model), referral.urgency());
        let words = referral_text(self.speech, outcome, referral);
        let priority = match urgency {
            Urgency::Emergency => "stat",
            Urgency::Urgent => "asap",
            Urgency::Soon => "urgent",
            Urgency::Routine => "routine",
            Urgency::SelfCare => return self.flag(&id, urgency, &words),
        };
        let title = match referral {
            GivenReferral::Rule(rule, ..) => {
                self.speech.text(self.speech.model.referrals[*rule].title)
            }
            GivenReferral::Unknown(slot, _) => self.speech.slot_label(*slot),
        };
        let resource = object([
            ("resourceType", text("ServiceRequest")),
            ("status", text("active")),
            // nobody has ordered it: the rules propose it
            ("intent", text("proposal")),
            ("category", self.urgency(urgency)),
            ("priority", text(priority)),
            ("code", self.concept(&id, &title)),
            ("subject", self.person.clone()),
            ("note", Json::List(vec![object([("text", text(words))])])),
        ]);
        let address = self.address("ServiceRequest", &id);
        self.entries.push((address, resource));
    }

    fn flag(&mut self, id: &str, urgency: Urgency, words: &str) {
        let resource = object([
            ("resourceType", text("Flag")),
            ("status", text("active")),
            ("category", self.urgency(urgency)),
            ("code", self.concept(id, words)),
            ("subject", self.person.clone()),
        ]);
        let address = self.address("Flag", id);
        self.entries.push((address, resource));
    }

    fn urgency(&self, urgency: Urgency) -> Json {
        let words = self.speech.heading(urgency);
        Json::List(vec![concept("urn:samtale:urgency", urgency.as_str(), &words)])
    }

    fn concept(&self, id: &str, words: &str) -> Json {
        concept(&format!("urn:samtale:{}:rule", self.speech.model.manifest.id), id, words)
    }

    /// An address that is the same for the same rule of the same pack.
    fn address(&self, kind: &str, id: &str) -> String {
        let name = format!("{} {kind} {id}", self.speech.model.manifest.digest);
        let hash = text_lock(&name) + &text_lock(&format!("{name}."));
        // version 8: made by a rule of one's own
        format!(
            "urn:uuid:{}-{}-8{}-8{}-{}",
            &hash[..8],
            &hash[8..12],
            &hash[13..16],
            &hash[17..20],
            &hash[20..32]
        )
    }
}

fn concept(system: &str, code: &str, words: &str) -> Json {
    let coding: Entries =
        vec![("system".to_owned(), text(system)), ("code".to_owned(), text(code))];
    object([("coding", Json::List(vec![Json::Object(coding)])), ("text", text(words))])
}

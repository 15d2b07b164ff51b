//! The program's own sentences in the one language of a form, the phone lines, and the rule that sends
//! the person back with the answers.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::check::numbers_of;
use crate::exchange::fhir::pack::notation::quoted;
use crate::graph::plain_text;
use crate::model::Model;
use crate::model::interface::Phrase;
use crate::pack::{Languages, load_embedded};

/// What the program says about every form, in one language.
pub(super) struct Speech {
    model: Option<Model>,
    language: Language,
}

impl Speech {
    pub(super) fn new(language: Language) -> Self {
        Self { model: load_embedded(Languages::One(language)).0, language }
    }

    fn phrase(&self, phrase: Phrase) -> String {
        // the embedded pack loads: the tests hold that
        let model = self.model.as_ref();
        model.map_or_else(String::new, |model| {
            plain_text(model, model.interface.text(phrase), self.language)
        })
    }

    /// `rules/interface.ron` and `rules/contacts.ron`, as the embedded pack has them.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let mut interface = String::from("// The program's own sentences.\n{\n");
        for phrase in Phrase::ALL {
            let words = self.phrase(*phrase);
            // writing to a string does not fail
            let _ = writeln!(interface, "    {}: {},", quoted(phrase.key()), quoted(&words));
        }
        interface.push_str("}\n");
        vec![
            ("rules/interface.ron".to_owned(), interface),
            ("rules/contacts.ron".to_owned(), self.contacts()),
        ]
    }

    fn contacts(&self) -> String {
        let mut contacts =
            String::from("// Phone lines; check each number by hand before use.\n[\n");
        let Some(model) = &self.model else { return contacts };
        for line in &model.contacts {
            let id = quoted(line.id.as_str());
            let (country, service) = (line.country, line.service.as_str());
            // writing to a string does not fail
            let _ = write!(contacts, "    (id: {id}, country: {country}, service: {service}");
            let name = line.name.map(|name| plain_text(model, name, self.language));
            let fields = [
                ("region", &line.region),
                ("name", &name),
                ("number", &line.number),
                ("checked", &line.checked),
            ];
            for (field, value) in fields {
                if let Some(value) = value {
                    let _ = write!(contacts, ", {field}: {}", quoted(value));
                }
            }
            let _ = writeln!(contacts, ", source: {}),", quoted(&line.source));
        }
        contacts.push_str("]\n");
        contacts
    }

    /// The rule that holds once something is answered: "show your answers". It rests on the form, and
    /// so the numbers in the form's questions do.
    pub(super) fn hand_in(
        &self,
        title: &str,
        texts: &[&str],
        answered: &str,
    ) -> Vec<(String, String)> {
        let numbers: BTreeSet<Decimal> =
            texts.iter().flat_map(|text| numbers_of(text, self.language)).collect();
        let numbers: Vec<String> = numbers.iter().map(Decimal::to_string).collect();
        let source = self.phrase(Phrase::ImportSource).replace("{name}", title);
        let sources = format!("[(id: \"form\", kind: house, title: {})]\n", quoted(&source));
        let claim = quoted(&self.phrase(Phrase::ImportClaim));
        let claims = format!(
            "(\n    source: \"form\",\n    claims: [\n        (\n            id: \"form_questions\",\n            \
             text: {claim},\n            evidence: house,\n            caveats: [\"form_not_checked\"],\n            numbers: [{}],\n        ),\n    ],\n)\n",
            numbers.join(", ")
        );
        let caveats = format!(
            "[(id: \"form_not_checked\", source: \"form\", text: {})]\n",
            quoted(&self.phrase(Phrase::ImportCaveat)),
        );
        let advice = format!(
            "[\n    // Rules about the answers go here.\n    (\n        id: \"show_answers\",\n        \
             topic: \"form\",\n        title: {},\n        text: {},\n        when: {answered},\n        \
             claims: [\"form_questions\"],\n        caveat: \"form_not_checked\",\n    ),\n]\n",
            quoted(&self.phrase(Phrase::ImportAdviceTitle)),
            quoted(&self.phrase(Phrase::ImportAdviceText)),
        );
        vec![
            ("rules/sources.ron".to_owned(), sources),
            ("rules/claims/form.ron".to_owned(), claims),
            ("rules/caveats.ron".to_owned(), caveats),
            ("rules/advice.ron".to_owned(), advice),
        ]
    }
}

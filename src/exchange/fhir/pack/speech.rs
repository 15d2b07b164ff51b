//! The program's own sentences and the phone lines in the one language of a form.

use std::fmt::Write as _;

use crate::base::language::Language;
use crate::exchange::fhir::pack::ron::quoted;
use crate::graph::plain_text;
use crate::model::interface::Phrase;
use crate::pack::{Languages, load_embedded};

/// `rules/interface.ron` and `rules/contacts.ron` as the embedded pack has them, in one language.
pub(super) fn files(language: Language) -> Vec<(String, String)> {
    // the embedded pack loads: the tests hold that
    let Some(model) = load_embedded(Languages::One(language)).0 else { return Vec::new() };
    let mut interface = String::from("// The program's own sentences.\n{\n");
    for phrase in Phrase::ALL {
        let words = plain_text(&model, model.interface.text(*phrase), language);
        // writing to a string does not fail
        let _ = writeln!(interface, "    {}: {},", quoted(phrase.key()), quoted(&words));
    }
    interface.push_str("}\n");
    let mut contacts = String::from("// Phone lines; check each number by hand before use.\n[\n");
    for line in &model.contacts {
        let (id, country, service) =
            (quoted(line.id.as_str()), line.country, line.service.as_str());
        let _ = write!(contacts, "    (id: {id}, country: {country}, service: {service}");
        let name = line.name.map(|name| plain_text(&model, name, language));
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
    vec![("rules/interface.ron".to_owned(), interface), ("rules/contacts.ron".to_owned(), contacts)]
}

//! FHIR R4: dialogues as Questionnaires and back, findings as `QuestionnaireResponses`, outcomes as Bundles.
//!
//! One file a concern: [`form`] is a Questionnaire as plain data; it comes from a dialogue or from
//! JSON and goes to JSON, to a pack, or with findings to a response.

mod answers;
mod bundle;
mod cycle;
mod dialogue;
mod edits;
pub mod form;
mod guard;
mod names;
mod order;
mod pack;
mod problem;
mod read;
mod response;
mod template;
mod write;

pub use crate::exchange::fhir::answers::{Given, given};
pub use crate::exchange::fhir::bundle::bundle;
pub use crate::exchange::fhir::dialogue::of_dialogue;
pub use crate::exchange::fhir::edits::edits;
pub use crate::exchange::fhir::pack::{Imported, import};
pub use crate::exchange::fhir::problem::Problem;
pub use crate::exchange::fhir::template::of_template;
pub use crate::exchange::fhir::write::questionnaire;

use crate::exchange::json::Json;

/// The extension that holds a text in another language.
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";
/// The extension that says why a value is not there.
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
/// The extension with the unit of a number.
const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
/// The extensions with the plausible range of a number.
const MIN: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
/// See [`MIN`].
const MAX: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
/// The extension with what an option counts in a score.
const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
/// The code system of units.
const UCUM: &str = "http://unitsofmeasure.org";
/// In the form that an import keeps: the fact that an item asks.
const FACT: &str = "urn:samtale:fact";

/// Entries of an object.
type Entries = Vec<(String, Json)>;

fn text(words: impl Into<String>) -> Json {
    Json::Text(words.into())
}

fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Whether a text is a resource of FHIR rather than a facts object.
#[must_use]
pub fn is_resource(source: &str) -> bool {
    // nothing is read twice that does not look like one
    source.contains("\"resourceType\"")
        && matches!(Json::read(source), Ok(Json::Object(entries)) if
            entries.iter().any(|(key, _)| key == "resourceType"))
}

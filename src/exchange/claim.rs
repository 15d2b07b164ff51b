//! One claim with its source, study and caveats, as it stands in every format.

use serde::Serialize;

use crate::model::grounding::{Passage, Source};
use crate::render::text::Speech;

/// A claim.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ClaimJson<'m> {
    pub(super) id: &'m str,
    pub(super) text: String,
    pub(super) source: SourceJson<'m>,
    pub(super) study: Option<StudyJson<'m>>,
    pub(super) evidence: &'static str,
    pub(super) caveats: Vec<CaveatJson<'m>>,
}

/// Where a claim or caveat stands.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceJson<'m> {
    pub(super) id: &'m str,
    pub(super) kind: &'static str,
    pub(super) lines: Option<[u32; 2]>,
}

/// The study behind a claim.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StudyJson<'m> {
    pub(super) id: &'m str,
    pub(super) design: Option<String>,
    pub(super) population: Option<String>,
    pub(super) traced: bool,
}

/// What limits a claim.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CaveatJson<'m> {
    pub(super) id: &'m str,
    pub(super) text: String,
    pub(super) source: SourceJson<'m>,
}

/// The claim at a position of the model's claims.
pub(super) fn claim<'m>(speech: &Speech<'m>, position: usize) -> ClaimJson<'m> {
    let model = speech.model;
    let claim = &model.claims[position];
    let caveats = claim.caveats.iter().map(|caveat| &model.caveats[*caveat]);
    ClaimJson {
        id: claim.id.as_str(),
        text: speech.text(claim.text),
        source: source(&model.sources[claim.source], claim.passage.as_ref()),
        study: claim.study.map(|study| study_of(speech, &model.sources[study])),
        evidence: claim.evidence.as_str(),
        caveats: caveats
            .map(|caveat| CaveatJson {
                id: caveat.id.as_str(),
                text: speech.text(caveat.text),
                source: source(&model.sources[caveat.source], caveat.passage.as_ref()),
            })
            .collect(),
    }
}

fn source<'m>(source: &'m Source, passage: Option<&Passage>) -> SourceJson<'m> {
    SourceJson {
        id: source.id.as_str(),
        kind: source.kind.as_str(),
        lines: passage.map(|passage| [passage.from, passage.to]),
    }
}

fn study_of<'m>(speech: &Speech<'m>, study: &'m Source) -> StudyJson<'m> {
    StudyJson {
        id: study.id.as_str(),
        design: study.design.map(|text| speech.text(text)),
        population: study.population.map(|text| speech.text(text)),
        traced: study.traced,
    }
}

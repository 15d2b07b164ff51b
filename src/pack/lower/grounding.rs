//! Sources, claims, caveats and conflicts.

use crate::base::id::Id;
use crate::model::grounding::{Caveat, Claim, Conflict, Evidence, Passage, Source, SourceKind};
use crate::pack::lower::{Lowering, placeholder_id};
use crate::pack::place::At;
use crate::pack::read::Raw;
use crate::pack::schema;

/// The most lines that one passage may have.
const LONGEST_PASSAGE: u32 = 4;

impl Lowering<'_> {
    /// Lowers the sources.
    pub(super) fn sources(&mut self, raw: &[Raw<schema::Source>]) -> Vec<Source> {
        raw.iter().map(|entry| self.source(entry)).collect()
    }

    fn source(&mut self, entry: &Raw<schema::Source>) -> Source {
        let file = At::file(entry.file);
        let at = file.index(entry.position);
        let value = &entry.value;
        let mut text = |field: &'static str, text: &Option<String>| {
            let key = format!("source.{}.{field}", value.id);
            text.as_ref().map(|text| self.text(&at.field(field), key, text))
        };
        let about = text("about", &value.about);
        let design = text("design", &value.design);
        let population = text("population", &value.population);
        let is_study = value.kind == SourceKind::Study;
        if is_study && (design.is_none() || population.is_none() || value.traced.is_none()) {
            let message = format!(
                "the study `{}` does not say how, in whom or whether it was found",
                value.id
            );
            let help = "add `design: \"…\"`, `population: \"…\"` and `traced: true` or `false`";
            self.error_with_help(&at.field("id"), "incomplete_study", message, help);
        }
        let cited = match (&value.cited_by, value.cited_at) {
            (Some(article), line) => {
                self.source_at(&at.field("cited_by"), article).map(|at| (at, line.unwrap_or(1)))
            }
            (None, _) => None,
        };
        Source {
            id: Id::new(&value.id).unwrap_or_else(|_| placeholder_id()),
            kind: value.kind,
            title: value.title.clone(),
            language: value.language,
            about,
            design,
            population,
            traced: value.traced.unwrap_or(false),
            cited,
        }
    }

    fn source_at(&mut self, at: &At<'_>, name: &str) -> Option<usize> {
        let found = self.names.sources.get(name).copied();
        if found.is_none() {
            let known: Vec<String> = self.names.sources.keys().map(ToString::to_string).collect();
            self.unknown(at, "unknown_source", "source", name, known.iter().map(String::as_str));
        }
        found
    }

    /// A source of one kind.
    fn source_of_kind(
        &mut self,
        at: &At<'_>,
        name: &str,
        kind: SourceKind,
        sources: &[Source],
    ) -> Option<usize> {
        let position = self.source_at(at, name)?;
        if sources[position].kind == kind {
            return Some(position);
        }
        let message = format!(
            "`{name}` is of kind {}, not {}",
            sources[position].kind.as_str(),
            kind.as_str()
        );
        self.error(at, "wrong_source_kind", message);
        None
    }

    fn passage(
        &mut self,
        at: &At<'_>,
        lines: Option<(u32, u32)>,
        hash: Option<&String>,
        kind: SourceKind,
    ) -> Option<Passage> {
        let (from, to) = lines?;
        if kind != SourceKind::Article {
            let message = "lines are those of an article; this source is none".to_owned();
            self.error(&at.field("lines"), "lines_without_article", message);
        }
        if from == 0 || to < from || to - from >= LONGEST_PASSAGE {
            let message = format!("{from} to {to} is no passage of one to {LONGEST_PASSAGE} lines");
            let help = "lines count from 1; point at the one or two lines that say it";
            self.error_with_help(&at.field("lines"), "bad_passage", message, help);
        }
        let is_digest = |hash: &&String| {
            hash.len() == 64
                && hash.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
        };
        let Some(hash) = hash.filter(is_digest) else {
            let message = "the passage has no SHA-256 of its lines".to_owned();
            let help = "write 64 zeros; `samtale check --articles DIR` then tells the hash";
            self.error_with_help(&at.field("lines"), "missing_hash", message, help);
            return None;
        };
        Some(Passage { from, to, hash: hash.clone() })
    }

    /// Lowers the caveats.
    pub(super) fn caveats(
        &mut self,
        raw: &[Raw<schema::Caveat>],
        sources: &[Source],
    ) -> Vec<Caveat> {
        raw.iter()
            .map(|entry| {
                let file = At::file(entry.file);
                let at = file.index(entry.position);
                let value = &entry.value;
                let source = self.source_at(&at.field("source"), &value.source).unwrap_or_default();
                let kind = sources.get(source).map_or(SourceKind::House, |source| source.kind);
                let key = format!("caveat.{}.text", value.id);
                Caveat {
                    id: Id::new(&value.id).unwrap_or_else(|_| placeholder_id()),
                    text: self.text(&at.field("text"), key, &value.text),
                    source,
                    passage: self.passage(&at, value.lines, value.hash.as_ref(), kind),
                }
            })
            .collect()
    }

    /// Lowers the claims of all files.
    pub(super) fn claims(
        &mut self,
        raw: &[Raw<schema::ClaimFile>],
        sources: &[Source],
    ) -> Vec<Claim> {
        let mut claims = Vec::new();
        for entry in raw {
            let file = At::file(entry.file);
            let default = self.source_at(&file.field("source"), &entry.value.source);
            let list = file.field("claims");
            for (position, claim) in entry.value.claims.iter().enumerate() {
                claims.push(self.claim(&list.index(position), claim, default, sources));
            }
        }
        claims
    }

    fn claim(
        &mut self,
        at: &At<'_>,
        value: &schema::Claim,
        default: Option<usize>,
        sources: &[Source],
    ) -> Claim {
        let source = match &value.source {
            Some(name) => self.source_at(&at.field("source"), name),
            None => default,
        };
        let source = source.unwrap_or_default();
        let kind = sources.get(source).map_or(SourceKind::House, |source| source.kind);
        if kind == SourceKind::Article && value.lines.is_none() {
            let message = format!("the claim `{}` points at no lines of its article", value.id);
            self.error_with_help(
                &at.field("id"),
                "missing_passage",
                message,
                "add `lines: (from, to)`",
            );
        }
        if kind == SourceKind::House && value.guideline.is_none() && value.caveats.is_empty() {
            let message = format!("the house claim `{}` names no guideline", value.id);
            let help = "add `guideline: \"…\"`, or a caveat that says that it is general knowledge";
            self.error_with_help(&at.field("id"), "house_without_guideline", message, help);
        }
        if value.evidence == Evidence::SourceNotFound && value.caveats.is_empty() {
            let message =
                format!("`{}` rests on a source that was not found, and has no caveat", value.id);
            self.error_with_help(
                &at.field("id"),
                "missing_caveat",
                message,
                "add a caveat that says so",
            );
        }
        let study = value.study.as_ref().and_then(|name| {
            self.source_of_kind(&at.field("study"), name, SourceKind::Study, sources)
        });
        let guideline = value.guideline.as_ref().and_then(|name| {
            self.source_of_kind(&at.field("guideline"), name, SourceKind::Guideline, sources)
        });
        let caveats = self.caveat_positions(&at.field("caveats"), &value.caveats);
        Claim {
            id: Id::new(&value.id).unwrap_or_else(|_| placeholder_id()),
            text: self.text(&at.field("text"), format!("claim.{}.text", value.id), &value.text),
            source,
            passage: self.passage(at, value.lines, value.hash.as_ref(), kind),
            evidence: value.evidence,
            study,
            guideline,
            caveats,
            numbers: value.numbers.clone(),
            refused: None,
        }
    }

    fn caveat_positions(&mut self, list: &At<'_>, names: &[String]) -> Vec<usize> {
        let mut positions = Vec::new();
        for (number, name) in names.iter().enumerate() {
            match self.caveats.get(name) {
                Some(position) => positions.push(*position),
                None => {
                    let known: Vec<String> = self.caveats.keys().cloned().collect();
                    let known = known.iter().map(String::as_str);
                    self.unknown(&list.index(number), "unknown_caveat", "caveat", name, known);
                }
            }
        }
        positions
    }

    /// The position of a caveat.
    pub(super) fn caveat_at(&mut self, at: &At<'_>, name: &str) -> Option<usize> {
        let found = self.caveats.get(name).copied();
        if found.is_none() {
            let known: Vec<String> = self.caveats.keys().cloned().collect();
            self.unknown(at, "unknown_caveat", "caveat", name, known.iter().map(String::as_str));
        }
        found
    }

    /// The positions of claims that a rule rests on; a refused one is reported.
    pub(super) fn claim_positions(
        &mut self,
        list: &At<'_>,
        names: &[String],
        claims: Option<&[Claim]>,
    ) -> Vec<usize> {
        let mut positions = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let at = list.index(number);
            let Some(position) = self.names.claims.get(name.as_str()).copied() else {
                let known: Vec<String> =
                    self.names.claims.keys().map(ToString::to_string).collect();
                self.unknown(&at, "unknown_claim", "claim", name, known.iter().map(String::as_str));
                continue;
            };
            if claims.is_some_and(|claims| claims[position].refused.is_some()) {
                let message =
                    format!("the claim `{name}` was refused in a conflict and must not be shown");
                self.error_with_help(
                    &at,
                    "refused_claim",
                    message,
                    "rest the rule on another claim",
                );
            }
            positions.push(position);
        }
        positions
    }

    /// Lowers the conflicts and marks the claims that they refuse.
    pub(super) fn conflicts(
        &mut self,
        raw: &[Raw<schema::Conflict>],
        claims: &mut [Claim],
    ) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for (number, entry) in raw.iter().enumerate() {
            let file = At::file(entry.file);
            let at = file.index(entry.position);
            let value = &entry.value;
            let Some(id) = self.id(&at.field("id"), &value.id) else { continue };
            let refused = self.claim_positions(&at.field("refused"), &value.refused, None);
            for position in &refused {
                claims[*position].refused = Some(number);
            }
            let key = format!("conflict.{id}.resolution");
            conflicts.push(Conflict {
                id,
                claims: self.claim_positions(&at.field("claims"), &value.claims, None),
                refused,
                resolution: self.text(&at.field("resolution"), key, &value.resolution),
                why: value.why.clone(),
            });
        }
        conflicts
    }
}

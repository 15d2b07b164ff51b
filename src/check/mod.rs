//! What is wrong with a pack that loads: lints, proofs of what must never happen, passages.
//!
//! One file a diagnostic or family of them. [`run`] gives all findings, sorted by file and place.

mod articles;
mod asking;
mod conditions;
mod contacts;
mod context;
mod counterexample;
mod course;
mod date;
mod demand;
mod dialogue_flaws;
mod firing;
mod guards;
mod harmless;
mod hazards;
mod idle;
pub mod mutation;
mod owned_text;
mod placeholders;
mod proof;
mod proved;
mod readability;
mod safety;
mod severities;
mod stray_numbers;
mod translated_numbers;
mod unreachable;
mod unused;
pub mod vignettes;
mod ways;
mod words;
mod written_number;

use std::cell::OnceCell;
use std::collections::BTreeSet;

pub use crate::check::articles::Article;
pub use crate::check::date::Date;
pub use crate::check::proved::{ProofFinding, Proofs, Statement, Subject, proofs};
pub use crate::check::unreachable::unreachable;
pub use crate::check::written_number::numbers_of;

use crate::base::files::SourceFiles;
use crate::check::context::Context;
use crate::check::proof::Prover;
use crate::diagnostic::{Diagnostic, sort};
use crate::engine::Engine;
use crate::model::Model;
use crate::pack::concerns_the_author;
use crate::understand::Reader;

/// How many nodes and steps the proofs may take, if nobody says otherwise.
pub const LIMIT: usize = 20_000_000;

/// What a check is asked to do beyond what it always does.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day on which the contacts are to be fresh; without it their age is not looked at.
    pub today: Option<Date>,
    /// The transcripts at hand, by path; without them controls that are transcripts are not verified.
    pub transcripts: Option<BTreeSet<String>>,
    /// The articles at hand; without them passages are not verified.
    pub articles: Option<Vec<Article>>,
    /// How many nodes and steps the proofs may take; what needs more is not decided.
    pub limit: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { today: None, transcripts: None, articles: None, limit: LIMIT }
    }
}

/// What is refuted, or could not be decided, of what must never happen with a pack. The reader reads
/// the transcripts that refute; it is made when the first one is to be replayed.
#[must_use]
pub fn prove(
    files: &SourceFiles,
    model: &Model,
    reader: &OnceCell<Reader>,
    limit: usize,
) -> Vec<Diagnostic> {
    let engine = Engine::new(model);
    let mut context = Context::new(files, &engine, reader);
    let mut prover = Prover::new(&engine, limit);
    safety::check(&mut context, &mut prover);
    ways::check(&mut context, &mut prover);
    let mut findings = context.into_findings();
    sort(&mut findings);
    findings
}

/// All findings about a pack that has loaded, sorted by file and place.
#[must_use]
pub fn run(files: &SourceFiles, model: &Model, options: &Options) -> Vec<Diagnostic> {
    let engine = Engine::new(model);
    let reader = OnceCell::new();
    let mut context = Context::new(files, &engine, &reader);
    let mut prover = Prover::new(&engine, options.limit);
    dialogue_flaws::check(&mut context, &mut prover);
    stray_numbers::check(&mut context);
    translated_numbers::check(&mut context);
    readability::check(&mut context);
    placeholders::check(&mut context, &mut prover);
    safety::check(&mut context, &mut prover);
    ways::check(&mut context, &mut prover);
    firing::check(&mut context, &mut prover);
    guards::check(&mut context, &mut prover);
    asking::check(&mut context, &mut prover);
    idle::check(&mut context);
    hazards::check(&mut context, options.transcripts.as_ref());
    contacts::check(&mut context, options.today);
    unused::check(&mut context);
    words::check(&mut context);
    if let Some(articles) = &options.articles {
        articles::check(&mut context, articles);
    }
    severities::apply(&mut context);
    let mut findings = context.into_findings();
    findings.retain(concerns_the_author);
    sort(&mut findings);
    findings
}

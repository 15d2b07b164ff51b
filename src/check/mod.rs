//! What is wrong with a pack that loads: lints, properties and red flags held by cases, passages.
//!
//! One file a diagnostic or family of them. [`run`] gives all findings, sorted by file and place.

mod articles;
mod cases;
mod contacts;
mod context;
mod counterexample;
mod date;
mod demand;
mod dialogue_flaws;
mod draft;
mod hazards;
mod owned_text;
mod placeholders;
mod properties;
mod readability;
mod red_flags;
mod stray_numbers;
mod translated_numbers;
mod unused;
mod written_number;

use std::collections::BTreeSet;

pub use crate::check::articles::Article;
pub use crate::check::date::Date;

use crate::base::files::SourceFiles;
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, sort};
use crate::model::Model;
use crate::pack::concerns_the_author;

/// How many cases each property and red flag is held against, if nobody says otherwise.
pub const CASES: usize = 3000;

/// What a check is asked to do beyond what it always does.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day on which the contacts are to be fresh; without it their age is not looked at.
    pub today: Option<Date>,
    /// The transcripts at hand, by path; without them controls that are transcripts are not verified.
    pub transcripts: Option<BTreeSet<String>>,
    /// The articles at hand; without them passages are not verified.
    pub articles: Option<Vec<Article>>,
    /// How many cases each property and red flag is held against.
    pub cases: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { today: None, transcripts: None, articles: None, cases: CASES }
    }
}

/// All findings about a pack that has loaded, sorted by file and place.
#[must_use]
pub fn run(files: &SourceFiles, model: &Model, options: &Options) -> Vec<Diagnostic> {
    let mut context = Context::new(files, model);
    dialogue_flaws::check(&mut context);
    stray_numbers::check(&mut context);
    translated_numbers::check(&mut context);
    readability::check(&mut context);
    placeholders::check(&mut context);
    properties::check(&mut context, options.cases);
    red_flags::check(&mut context, options.cases);
    hazards::check(&mut context, options.transcripts.as_ref());
    contacts::check(&mut context, options.today);
    unused::check(&mut context);
    if let Some(articles) = &options.articles {
        articles::check(&mut context, articles);
    }
    let mut findings = context.into_findings();
    findings.retain(concerns_the_author);
    sort(&mut findings);
    findings
}

//! `article_missing`, `passage_missing`, `passage_changed`, `number_not_in_passage`: claims and caveats
//! held against the articles that they point at.

use std::collections::BTreeSet;

use crate::base::decimal::Decimal;
use crate::base::digest::sha256_hex;
use crate::base::language::Language;
use crate::check::context::{Context, Spot};
use crate::check::written_number::{numbers_in, numbers_of};
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::grounding::{Passage, SourceKind};

/// An article at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The id of its source, from the file name `ID.LANG.txt`.
    pub id: String,
    /// Its language, from the file name.
    pub language: Language,
    /// Its text.
    pub text: String,
}

impl Article {
    /// The article of a file by its name; none where the name is no `ID.LANG.txt`.
    #[must_use]
    pub fn of_file(name: &str, text: String) -> Option<Self> {
        let stem = name.strip_suffix(".txt")?;
        let (id, language) = stem.rsplit_once('.')?;
        let language = language.parse().ok()?;
        Some(Self { id: id.to_owned(), language, text })
    }

    /// The lines of a passage without trailing white space, joined by line feeds.
    fn passage(&self, passage: &Passage) -> Option<String> {
        let (from, to) = (passage.from as usize, passage.to as usize);
        let lines: Vec<&str> = self.text.lines().collect();
        let lines = lines.get(from.checked_sub(1)?..to)?;
        Some(lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n"))
    }
}

/// Verifies the passages of all claims and caveats, and the numbers of the claims.
pub(super) fn check(context: &mut Context<'_>, articles: &[Article]) {
    let model = context.model;
    let article_of = |source: usize| {
        articles.iter().find(|article| article.id == model.sources[source].id.as_str())
    };
    for (source, origin) in model.sources.iter().zip(&model.origins.sources) {
        let at_hand = articles.iter().any(|article| article.id == source.id.as_str());
        if source.kind == SourceKind::Article && !at_hand {
            let message = format!(
                "the article `{}` is not at hand: its passages are not verified",
                source.id
            );
            let spot = Spot::entry(*origin).field("id");
            context.report("article_missing", Severity::Warning, &spot, message).help =
                Some(format!("put it into the folder as `{}.LANG.txt`", source.id));
        }
    }
    for (n, (claim, origin)) in model.claims.iter().zip(&model.origins.claims).enumerate() {
        let (Some(passage), Some(article)) = (&claim.passage, article_of(claim.source)) else {
            continue;
        };
        let spot = Spot::claim(*origin);
        let what = format!("the claim `{}`", claim.id);
        if let Some(text) = verified(context, article, passage, (&spot, &what)) {
            numbers(context, n, &text, article.language, &spot);
        }
    }
    for (caveat, origin) in model.caveats.iter().zip(&model.origins.caveats) {
        let (Some(passage), Some(article)) = (&caveat.passage, article_of(caveat.source)) else {
            continue;
        };
        let what = format!("the caveat `{}`", caveat.id);
        verified(context, article, passage, (&Spot::entry(*origin), &what));
    }
}

/// The text of a passage; a wrong hash or lines that do not exist are reported.
fn verified(
    context: &mut Context<'_>,
    article: &Article,
    passage: &Passage,
    (spot, what): (&Spot, &str),
) -> Option<String> {
    let Some(text) = article.passage(passage) else {
        let lines = article.text.lines().count();
        let message =
            format!("{what} points at line {} of `{}`, which has {lines}", passage.to, article.id);
        context.report("passage_missing", Severity::Error, &spot.field("lines"), message).help =
            Some("point at the lines that say it".to_owned());
        return None;
    };
    let hash = sha256_hex([text.as_bytes()]);
    if hash != passage.hash {
        let message = format!(
            "{what} does not point at the passage it was written from: lines {} to {} of `{}` have another hash",
            passage.from, passage.to, article.id
        );
        context.report("passage_changed", Severity::Error, &spot.field("hash"), message).help =
            Some(format!("read the lines again, then write their hash: \"{hash}\""));
    }
    Some(text)
}

fn numbers(
    context: &mut Context<'_>,
    claim: usize,
    passage: &str,
    language: Language,
    spot: &Spot,
) {
    let model = context.model;
    let mut written: BTreeSet<Decimal> = numbers_of(passage, language).into_iter().collect();
    written.extend(number_words(passage, language));
    written.extend(declared_by_sources(model, claim));
    for (position, number) in model.claims[claim].numbers.iter().enumerate() {
        if !written.contains(number) {
            let message = format!(
                "the number {number} of the claim `{}` stands neither in its passage nor in its study or guideline",
                model.claims[claim].id
            );
            let spot = spot.field("numbers").index(position);
            context.report("number_not_in_passage", Severity::Warning, &spot, message).help =
                Some("widen the lines, or remove the number".to_owned());
        }
    }
}

fn declared_by_sources(model: &Model, claim: usize) -> BTreeSet<Decimal> {
    let claim = &model.claims[claim];
    let source_language = model.manifest.source_language;
    let mut numbers = BTreeSet::new();
    for source in claim.study.into_iter().chain(claim.guideline) {
        let source = &model.sources[source];
        numbers.extend(numbers_of(&source.title, Language::En));
        for text in [source.about, source.design, source.population].into_iter().flatten() {
            numbers.extend(numbers_in(model.texts.get(text, source_language), source_language));
        }
    }
    numbers
}

/// The numbers that a passage writes in words.
fn number_words(passage: &str, language: Language) -> Vec<Decimal> {
    let table: &[(&str, i32)] = match language {
        Language::En => &EN,
        Language::Da => &DA,
        Language::Sv => &SV,
        Language::Nb => &NB,
    };
    let lower = passage.to_lowercase();
    let mut numbers = Vec::new();
    for word in lower.split(|letter: char| !letter.is_alphanumeric()) {
        let found = table.iter().find(|(known, _)| *known == word);
        numbers.extend(found.map(|(_, number)| Decimal::whole(*number)));
    }
    numbers
}

const EN: [(&str, i32); 18] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("once", 1),
    ("twice", 2),
    ("hundred", 100),
];
const DA: [(&str, i32); 19] = [
    ("en", 1),
    ("et", 1),
    ("én", 1),
    ("to", 2),
    ("tre", 3),
    ("fire", 4),
    ("fem", 5),
    ("seks", 6),
    ("syv", 7),
    ("otte", 8),
    ("ni", 9),
    ("ti", 10),
    ("elleve", 11),
    ("tolv", 12),
    ("femten", 15),
    ("tyve", 20),
    ("tredive", 30),
    ("fjorten", 14),
    ("hundrede", 100),
];
const SV: [(&str, i32); 19] = [
    ("en", 1),
    ("ett", 1),
    ("två", 2),
    ("tre", 3),
    ("fyra", 4),
    ("fem", 5),
    ("sex", 6),
    ("sju", 7),
    ("åtta", 8),
    ("nio", 9),
    ("tio", 10),
    ("elva", 11),
    ("tolv", 12),
    ("femton", 15),
    ("tjugo", 20),
    ("trettio", 30),
    ("fjorton", 14),
    ("hundra", 100),
    ("tjugofem", 25),
];
const NB: [(&str, i32); 20] = [
    ("en", 1),
    ("ett", 1),
    ("én", 1),
    ("to", 2),
    ("tre", 3),
    ("fire", 4),
    ("fem", 5),
    ("seks", 6),
    ("sju", 7),
    ("syv", 7),
    ("åtte", 8),
    ("ni", 9),
    ("ti", 10),
    ("elleve", 11),
    ("tolv", 12),
    ("femten", 15),
    ("tjue", 20),
    ("tretti", 30),
    ("fjorten", 14),
    ("hundre", 100),
];

#[cfg(test)]
mod tests {
    use super::{Article, number_words};
    use crate::base::language::Language;
    use crate::model::grounding::Passage;

    #[test]
    fn articles_are_named_by_id_and_language() {
        let article = Article::of_file("twitches.da.txt", "a \r\nb\t\nc\n".to_owned()).unwrap();
        assert_eq!((article.id.as_str(), article.language), ("twitches", Language::Da));
        let lines = |from, to| article.passage(&Passage { from, to, hash: String::new() });
        assert_eq!(lines(1, 2).as_deref(), Some("a\nb"));
        assert_eq!(lines(3, 3).as_deref(), Some("c"));
        assert_eq!(lines(3, 4), None);
        assert_eq!(lines(0, 1), None);
        assert_eq!(Article::of_file("README.md", String::new()), None);
    }

    #[test]
    fn numbers_in_words_count() {
        let numbers = number_words("Tre til fem gange", Language::Da);
        assert_eq!(numbers.iter().map(ToString::to_string).collect::<Vec<_>>(), ["3", "5"]);
    }
}

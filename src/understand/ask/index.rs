//! The inverted index: for each term how strongly it stands in which claim.

use std::collections::BTreeMap;

use crate::base::language::Language;
use crate::model::Model;
use crate::model::grounding::Claim;
use crate::model::text::{Piece, TextId};
use crate::understand::ask::lexicon::{Lexicon, Sign, Word, tokens};
use crate::understand::fold::SteadyMap;

/// How much a term counts (in sixteenths) that stands in the claim itself …
pub(super) const OWN: u32 = 16;
/// … in its id, …
const IN_ID: u32 = 14;
/// … in the title of its source or study, …
const IN_SOURCE: u32 = 6;
/// … in the titles of the rules that rest on it, …
const IN_RULE: u32 = 5;
/// … in another claim from the same lines, …
const BESIDE: u32 = 5;
/// … or in a caveat.
const IN_CAVEAT: u32 = 2;
/// From this weight on, a term stands in a claim, and makes it less rare.
const STANDS: u32 = IN_ID;

/// Rarity is counted in these parts of a doubling.
const RARITY: u32 = 16;
/// The rarest that a concept is taken for: twelve doublings and more are no stronger.
const RAREST: u32 = 6 * RARITY;
/// The least that a term counts.
const COMMONEST: u32 = RARITY;

/// A term: a concept or a stem.
pub(super) type Term = usize;

/// The index.
#[derive(Debug)]
pub(super) struct Index {
    stems: SteadyMap<Box<str>, Term>,
    postings: Vec<Vec<Posting>>,
    rarity: Vec<u32>,
    /// Claims that tell of the text itself.
    about_text: Vec<bool>,
    /// Claims that say what something is.
    defines: Vec<bool>,
}

/// A claim that a term stands in, and how strongly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    /// The claim, as a position.
    pub(super) claim: u32,
    /// How strongly, in sixteenths of what a term counts in a claim of average length.
    pub(super) weight: u16,
    /// Whether it stands in the claim itself or its id.
    pub(super) stands: bool,
}

impl Index {
    /// Indexes the claims of a model.
    pub(super) fn new(model: &Model, lexicons: &[Lexicon], concepts: usize) -> Self {
        let mut building = Building::new(model, lexicons, concepts);
        let claims: Vec<BTreeMap<Term, u32>> =
            (0..model.claims.len()).map(|position| building.claim(position)).collect();
        let (about_text, defines) = (building.about_text, building.defines);
        let terms = concepts + building.stems.len();
        let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); terms];
        let lengths: Vec<usize> =
            claims.iter().map(|terms| terms.values().filter(|w| **w >= STANDS).count()).collect();
        let shown = lengths.iter().filter(|length| **length > 0).count().max(1);
        let average = (lengths.iter().sum::<usize>() * 16 / shown).max(16);
        for (position, terms) in claims.iter().enumerate() {
            let length = lengths[position] * 16 * 100 / average;
            for (term, weight) in terms {
                let weight = by_length(*weight, length);
                let claim = u32::try_from(position).unwrap_or(u32::MAX);
                let stands = terms[term] >= STANDS;
                postings[*term].push(Posting { claim, weight, stands });
            }
        }
        let rarity = postings.iter().map(|of| rarity(shown, of)).collect();
        Self { stems: building.stems, postings, rarity, about_text, defines }
    }

    /// The term of a stem that stands in some claim.
    pub(super) fn stem(&self, stem: &str) -> Option<Term> {
        self.stems.get(stem).copied()
    }

    /// Where a term stands.
    pub(super) fn postings(&self, term: Term) -> &[Posting] {
        &self.postings[term]
    }

    /// How much a term tells, in sixteenths of a doubling.
    pub(super) fn rarity(&self, term: Term) -> u32 {
        self.rarity[term]
    }

    /// Whether a claim tells of the text itself.
    pub(super) fn is_about_text(&self, claim: usize) -> bool {
        self.about_text[claim]
    }

    /// Whether a claim says what something is.
    pub(super) fn defines(&self, claim: usize) -> bool {
        self.defines[claim]
    }

    /// How many claims there are, refused ones counted in.
    pub(super) fn claims(&self) -> usize {
        self.about_text.len()
    }
}

/// A weight in a claim of this length (in percent of the average): long claims count a little less, and short
/// ones no more.
fn by_length(weight: u32, length: usize) -> u16 {
    let length = u32::try_from(length.clamp(100, 400)).unwrap_or(400);
    // (k + 1) / (1 + k (1 - b + b length)) with k = 1.2 and b = 0.5
    let weight = weight * 16 * 2200 / (1000 + 1200 * (50 + length / 2) / 100);
    u16::try_from(weight / 16).unwrap_or(u16::MAX)
}

/// How much a term tells: the binary logarithm of how few claims it stands in.
fn rarity(claims: usize, postings: &[Posting]) -> u32 {
    let standing = postings.iter().filter(|posting| posting.stands).count().max(1);
    let share = (claims as u64 * 256 / standing as u64).max(256) + 256;
    (log2(share) - 8 * RARITY).clamp(COMMONEST, RAREST)
}

/// The binary logarithm in sixteenths.
fn log2(number: u64) -> u32 {
    let whole = number.max(1).ilog2();
    // the fraction, bit by bit, by squaring
    let mut mantissa = (u128::from(number.max(1)) << 32) >> whole;
    let mut fraction = 0;
    for _ in 0..4 {
        mantissa = (mantissa * mantissa) >> 32;
        fraction *= 2;
        if mantissa >= 2 << 32 {
            mantissa >>= 1;
            fraction += 1;
        }
    }
    whole * RARITY + fraction
}

/// A word of a text that is indexed.
#[derive(Debug)]
enum Entry {
    Concept(usize),
    Stem(String),
}

/// The words of a text that tell something.
fn entries(lexicon: &Lexicon, text: &str) -> Vec<Entry> {
    let words = lexicon.read(&tokens(text)).into_iter();
    let entries = words.filter_map(|word| match word {
        Word::Concept(concept) => Some(Entry::Concept(concept)),
        Word::Other(word) => Some(Entry::Stem(lexicon.stem(&word).to_owned())),
        Word::Number(number) => Some(Entry::Stem(number)),
        Word::Stop | Word::Strange => None,
    });
    entries.collect()
}

/// The index as it grows.
struct Building<'a> {
    model: &'a Model,
    lexicons: &'a [Lexicon],
    concepts: usize,
    stems: SteadyMap<Box<str>, Term>,
    about_text: Vec<bool>,
    defines: Vec<bool>,
    /// The words of texts that have been read, by text.
    read: SteadyMap<u32, Vec<Entry>>,
    /// The claims that share a source and a first line.
    beside: BTreeMap<(usize, u32), Vec<usize>>,
    /// The titles of the rules that rest on a claim.
    titles: BTreeMap<usize, Vec<TextId>>,
}

impl<'a> Building<'a> {
    fn new(model: &'a Model, lexicons: &'a [Lexicon], concepts: usize) -> Self {
        let mut beside: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
        for (position, claim) in model.claims.iter().enumerate() {
            if let Some(passage) = &claim.passage {
                beside.entry((claim.source, passage.from)).or_default().push(position);
            }
        }
        let mut titles: BTreeMap<usize, Vec<TextId>> = BTreeMap::new();
        let advice = model.advice.iter().map(|rule| (rule.title, rule.topic, &rule.claims));
        let referrals = model.referrals.iter().map(|rule| (rule.title, rule.topic, &rule.claims));
        for (title, topic, claims) in advice.chain(referrals) {
            for claim in claims {
                let topic = model.topics[topic.index()].title;
                titles.entry(*claim).or_default().extend([title, topic]);
            }
        }
        let no = vec![false; model.claims.len()];
        let (about_text, defines) = (no.clone(), no);
        let (stems, read) = (SteadyMap::default(), SteadyMap::default());
        Self { model, lexicons, concepts, stems, about_text, defines, read, beside, titles }
    }

    /// The terms of a claim with the most that each counts there.
    fn claim(&mut self, position: usize) -> BTreeMap<Term, u32> {
        let mut terms = BTreeMap::new();
        let model = self.model;
        let claim = &model.claims[position];
        if claim.refused.is_some() {
            return terms;
        }
        self.about_text[position] = self.shows(claim, Sign::AboutText);
        self.defines[position] = self.shows(claim, Sign::Defines);
        self.text(claim.text, OWN, true, &mut terms);
        let name = claim.id.as_str().replace('_', " ");
        self.words(&name, Language::En, IN_ID, false, &mut terms);
        for source in std::iter::once(claim.source).chain(claim.study) {
            let source = &model.sources[source];
            let language = source.language.unwrap_or(Language::En);
            self.words(&source.title, language, IN_SOURCE, true, &mut terms);
            for text in source.design.iter().chain(&source.population) {
                self.text(*text, IN_SOURCE, true, &mut terms);
            }
        }
        for title in self.titles.get(&position).cloned().unwrap_or_default() {
            self.text(title, IN_RULE, false, &mut terms);
        }
        if let Some(passage) = &claim.passage {
            let key = (claim.source, passage.from);
            for other in self.beside.get(&key).cloned().unwrap_or_default() {
                self.text(model.claims[other].text, BESIDE, false, &mut terms);
            }
        }
        for caveat in &claim.caveats {
            self.text(model.caveats[*caveat].text, IN_CAVEAT, false, &mut terms);
        }
        terms
    }

    fn shows(&self, claim: &Claim, sign: Sign) -> bool {
        self.lexicons.iter().any(|lexicon| {
            self.model.texts.has(claim.text, lexicon.language)
                && lexicon.shows(&tokens(&self.plain(claim.text, lexicon.language)), sign)
        })
    }

    /// A text in every language that has it.
    fn text(&mut self, text: TextId, weight: u32, stems: bool, terms: &mut BTreeMap<Term, u32>) {
        let entries = self.read.remove(&text.0).unwrap_or_else(|| {
            let has = |lexicon: &&Lexicon| self.model.texts.has(text, lexicon.language);
            let spoken = self.lexicons.iter().filter(has);
            spoken.flat_map(|of| entries(of, &self.plain(text, of.language))).collect()
        });
        self.enter(&entries, weight, stems, terms);
        self.read.insert(text.0, entries);
    }

    fn plain(&self, text: TextId, language: Language) -> String {
        let words = |piece: &'a Piece| match piece {
            Piece::Words(words) => Some(&**words),
            _ => None,
        };
        self.model.texts.get(text, language).iter().filter_map(words).collect()
    }

    fn words(
        &mut self,
        text: &str,
        language: Language,
        weight: u32,
        stems: bool,
        terms: &mut BTreeMap<Term, u32>,
    ) {
        let lexicon = self.lexicons.iter().find(|lexicon| lexicon.language == language);
        if let Some(lexicon) = lexicon {
            self.enter(&entries(lexicon, text), weight, stems, terms);
        }
    }

    fn enter(
        &mut self,
        entries: &[Entry],
        weight: u32,
        stems: bool,
        terms: &mut BTreeMap<Term, u32>,
    ) {
        for entry in entries {
            let term = match entry {
                Entry::Concept(concept) => *concept,
                Entry::Stem(stem) if stems => self.stem(stem),
                Entry::Stem(_) => continue,
            };
            let known = terms.entry(term).or_default();
            *known = weight.max(*known);
        }
    }

    fn stem(&mut self, stem: &str) -> Term {
        if let Some(known) = self.stems.get(stem) {
            return *known;
        }
        let term = self.concepts + self.stems.len();
        self.stems.insert(stem.into(), term);
        term
    }
}

#[cfg(test)]
mod tests {
    use super::log2;

    #[test]
    fn logarithms_are_exact_to_a_sixteenth() {
        for (number, sixteenths) in [(1, 0), (2, 16), (3, 25), (256, 128), (1000, 159)] {
            assert_eq!(log2(number), sixteenths, "{number}");
        }
    }
}

//! How fast a question is answered among 100,000 claims, beside a plain scan over the same texts.
//!
//! `cargo bench --bench ask`. The claims are generated from a fixed seed.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use samtale::base::id::Id;
use samtale::base::language::Language;
use samtale::model::Model;
use samtale::model::text::Piece;
use samtale::pack::{Languages, embedded_files, load};
use samtale::understand::ask::{Library, Standing};

const CLAIMS: usize = 100_000;
const ROUNDS: usize = 21;
const QUESTIONS: [&str; 4] = [
    "how much caffeine is too much?",
    "does training help against dementia?",
    "hvor meget magnesium skal jeg tage",
    "who won the football match",
];

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut model =
        load(&embedded_files(), Languages::One(Language::En)).0.expect("the pack loads");
    let texts = grow(&mut model);
    let before = Instant::now();
    let library = Library::new(&model);
    println!("index of {} claims: {:?}", model.claims.len(), before.elapsed());
    for question in QUESTIONS {
        let answer = median(|| {
            black_box(library.answers(
                &model,
                black_box(question),
                Language::En,
                &Standing::default(),
            ));
        });
        let scan = median(|| {
            black_box(scan(&texts, black_box(question)));
        });
        println!("{question:40} answered in {answer:>10.1?}, plain scan {scan:>10.1?}");
    }
}

/// Adds claims of words from the pack's own claims, mixed by a fixed generator; gives all texts.
fn grow(model: &mut Model) -> Vec<String> {
    let text_of = |model: &Model, claim: usize| -> String {
        let pieces = model.texts.get(model.claims[claim].text, Language::En).iter();
        pieces.filter_map(|p| if let Piece::Words(w) = p { Some(&**w) } else { None }).collect()
    };
    let mut texts: Vec<String> = (0..model.claims.len()).map(|n| text_of(model, n)).collect();
    let words: Vec<String> =
        texts.iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect();
    let template = model.claims[0].clone();
    let mut seed: u64 = 7;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    for number in model.claims.len()..CLAIMS {
        let length = 6 + next(12);
        let text: Vec<&str> = (0..length).map(|_| words[next(words.len())].as_str()).collect();
        let text = text.join(" ");
        let pieces = vec![Piece::Words(text.clone().into_boxed_str())];
        let text_id = model.texts.add(format!("claim.made_{number}.text"), Language::En, pieces);
        let mut claim = template.clone();
        claim.id = Id::new(&format!("made_{number}")).expect("an id");
        claim.text = text_id;
        claim.passage = None;
        claim.caveats.clear();
        claim.refused = None;
        model.claims.push(claim);
        texts.push(text);
    }
    texts
}

/// What one would write in an hour: how many words of the question each text holds.
fn scan(texts: &[String], question: &str) -> Vec<(usize, usize)> {
    let words: Vec<String> =
        question.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let words: Vec<&String> = words.iter().filter(|word| word.len() > 3).collect();
    let held = |text: &String| {
        let text = text.to_lowercase();
        words.iter().filter(|word| text.contains(word.as_str())).count()
    };
    let mut found: Vec<(usize, usize)> =
        texts.iter().map(held).enumerate().filter(|(_, n)| *n > 0).map(|(at, n)| (n, at)).collect();
    found.sort_by_key(|(n, at)| (std::cmp::Reverse(*n), *at));
    found.truncate(6);
    found
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let before = Instant::now();
            work();
            before.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[ROUNDS / 2]
}

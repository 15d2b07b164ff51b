//! How long a misspelt word takes among 1,000, 10,000 and 100,000 phrases, beside a plain scan with
//! strsim over the same words in the same run; and how long a real message takes with the embedded words.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and prints")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use samtale::base::files::SourceFiles;
use samtale::model::Model;
use samtale::pack::{Languages, embedded_files, load};
use samtale::understand::Reader;
use samtale::understand::outcome::Context;

const QUERIES: usize = 200;
const SCANS: usize = 10;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    for phrases in [1_000, 10_000, 100_000] {
        compare(phrases);
    }
    messages();
}

/// Misspelt words through the reader, and through a scan over all words.
fn compare(phrases: usize) {
    let mut chance = Chance(11);
    let words: Vec<String> = (0..phrases).map(|_| chance.word()).collect();
    let Some(model) = model_of(&words) else { return };
    let reader = Reader::new(&model);
    let slips: Vec<String> =
        (0..QUERIES).map(|n| chance.slip(&words[(n * 7919) % words.len()])).collect();
    let context = Context { language: None, asking: &[] };
    let start = Instant::now();
    let mut found = 0;
    for slip in &slips {
        let understood = black_box(reader.understand(&model, slip, &context));
        found += usize::from(!understood.statement.is_empty() || !understood.unsure.is_empty());
    }
    let indexed = per_query(start.elapsed(), QUERIES);
    let start = Instant::now();
    for slip in slips.iter().take(SCANS) {
        black_box(words.iter().min_by_key(|word| strsim::osa_distance(slip, word)));
    }
    let scanned = per_query(start.elapsed(), SCANS);
    let ratio = scanned.as_secs_f64() / indexed.as_secs_f64();
    println!(
        "{phrases} phrases: a misspelt word {indexed:?} ({found}/{QUERIES} found), strsim scan {scanned:?}, ratio {ratio:.0}"
    );
}

/// Real messages with the embedded vocabulary.
fn messages() {
    let (model, findings) = load(&embedded_files(), Languages::All);
    let Some(model) = model else {
        println!("the embedded pack does not load: {} findings", findings.len());
        return;
    };
    let start = Instant::now();
    let reader = Reader::new(&model);
    println!("indexing all four languages: {:?}", start.elapsed());
    let context = Context { language: None, asking: &[] };
    for text in [
        "nope",
        "my left eyelid has been twiching for like 3 days, six cups of coffee, no weakness or anything",
        "kvinde 37 år, 64 kg, løber 4 gange om ugen, sover 6½ time, 3 kopper kaffe, ikke svag",
    ] {
        let start = Instant::now();
        for _ in 0..QUERIES {
            black_box(reader.understand(&model, text, &context));
        }
        println!("{:?} for \"{text}\"", per_query(start.elapsed(), QUERIES));
    }
}

fn per_query(time: Duration, queries: usize) -> Duration {
    time / u32::try_from(queries).unwrap_or(1)
}

/// A pack whose only fact is said in all of these words.
fn model_of(words: &[String]) -> Option<Model> {
    let mut phrases = String::new();
    for word in words {
        let _ = write!(phrases, "\"{word}\",");
    }
    let facts = "[(id: \"symptoms\", title: \"S\", question: \"S?\", kind: set([(id: \"said\", label: \"Said\")]))]";
    let files = [
        (
            "rules/pack.ron",
            "(id: \"bench\", version: \"1\", format: 1, title: \"B\", source_language: en, languages: [en], \
             default_dialogue: \"none\", topics: [])"
                .to_owned(),
        ),
        ("rules/facts.ron", facts.to_owned()),
        (
            "rules/vocabulary/en/facts.ron",
            format!("(facts: [(say: \"symptoms.said\", phrases: [{phrases}])])"),
        ),
        (
            "dialogues/none.ron",
            "(id: \"none\", title: \"N\", steps: [end(id: \"bye\", text: \"Bye.\")])".to_owned(),
        ),
    ];
    let embedded = embedded_files();
    let interface = embedded
        .iter()
        .filter(|(_, file)| file.path.starts_with("rules/interface"))
        .map(|(_, file)| (file.path.to_string(), file.text.to_string()));
    let own = files.into_iter().map(|(path, text)| (path.to_owned(), text));
    let (model, findings) = load(&SourceFiles::new(own.chain(interface)), Languages::All);
    for finding in findings.iter().take(3) {
        println!("{}: {}", finding.file, finding.message);
    }
    model
}

/// Words and slips by a fixed rule: the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 24] = [
            "ka", "ro", "mi", "ten", "sul", "vor", "pa", "ling", "der", "ost", "bra", "fe", "gun",
            "hal", "ist", "jo", "nem", "qua", "rys", "stu", "tal", "und", "wex", "yl",
        ];
        (0..3 + self.next(2)).map(|_| SYLLABLES[self.next(SYLLABLES.len())]).collect()
    }

    /// Drops, doubles or exchanges one letter.
    fn slip(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = 1 + self.next(letters.len() - 2);
        match self.next(3) {
            0 => {
                letters.remove(at);
            }
            1 => letters.insert(at, 'z'),
            _ => letters.swap(at, at + 1),
        }
        letters.into_iter().collect()
    }
}

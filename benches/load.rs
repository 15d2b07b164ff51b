//! How long a pack takes to load with one language read: the embedded one, and one with a generated vocabulary of
//! the final size (four languages, 20,000 phrases). Compared, in the same run, with the plain cost of reading the
//! embedded files as RON values.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and prints")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use samtale::base::files::SourceFiles;
use samtale::base::language::Language;
use samtale::pack::{Languages, embedded_files, load, load_embedded};

const RUNS: usize = 15;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let embedded = embedded_files();
    let one = Languages::One(Language::En);
    let bytes: usize = read_of(&embedded).map(str::len).sum();
    let plain = median(|| {
        let values = read_of(&embedded).map(ron::from_str::<ron::Value>);
        values.collect::<Vec<_>>()
    });
    let loaded = median(|| load_embedded(one));
    println!(
        "embedded, {} files: one language {loaded:?}; {:.2} of reading the {} kB of all languages as plain RON values ({plain:?})",
        embedded.len(),
        loaded.as_secs_f64() / plain.as_secs_f64(),
        bytes / 1000,
    );
    println!("embedded, all languages {:?}", median(|| load_embedded(Languages::All)));
    println!("embedded, every phrase checked {:?}", median(|| load(&embedded, Languages::All)));

    let generated = generated(&embedded);
    let (model, findings) = load(&generated, one);
    let Some(model) = model else {
        for finding in findings.iter().take(5) {
            println!("{}:{}: {}", finding.file, finding.position.line, finding.message);
        }
        panic!("the generated pack does not load");
    };
    println!(
        "generated, {} claims, {} phrases, every phrase checked: one language {:?}, all {:?}",
        model.claims.len(),
        PHRASES * Language::ALL.len(),
        median(|| load(&generated, one)),
        median(|| load(&generated, Languages::All)),
    );
}

/// The texts of a pack.
fn read_of(files: &SourceFiles) -> impl Iterator<Item = &str> {
    files.iter().map(|(_, file)| &*file.text)
}

/// The median time until a result is there; to give it up again is not timed.
fn median<T>(mut run: impl FnMut() -> T) -> Duration {
    drop(black_box(run()));
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let result = black_box(run());
            let time = start.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// Phrases in each language of the generated pack; a quarter are words of red flags.
const PHRASES: usize = 5_000;

/// The rules, claims and texts of the embedded pack with a made-up vocabulary of the final size.
fn generated(embedded: &SourceFiles) -> SourceFiles {
    let mut files: Vec<(String, String)> = embedded
        .iter()
        .filter(|(_, file)| !file.path.starts_with("rules/vocabulary/"))
        .map(|(_, file)| (file.path.to_string(), file.text.to_string()))
        .collect();
    let mut words = Words { state: 7 };
    for language in Language::ALL {
        for (name, slot, phrases) in [
            ("red_flags", "symptoms.chest_pain", PHRASES / 4),
            ("facts", "goals.strength", PHRASES - PHRASES / 4),
        ] {
            let mut text = format!("(facts: [(say: \"{slot}\", phrases: [\n");
            for number in 0..phrases {
                // as authors write them: an ending, a group, a gap in every fourth
                let ending = if number % 4 == 1 { "{s,r}" } else { "" };
                let gap = if number % 4 == 2 { " .. " } else { " " };
                let group = if number % 4 == 3 { " (og|eller) så" } else { "" };
                let (first, last) = (words.sentence(1), words.sentence(1));
                let _ = writeln!(text, "\"{first}{ending}{gap}{last}{group}\",");
            }
            text.push_str("])])\n");
            files.push((format!("rules/vocabulary/{language}/{name}.ron"), text));
        }
    }
    SourceFiles::new(files)
}

/// Made-up words, the same in every run.
struct Words {
    state: u64,
}

impl Words {
    fn next(&mut self) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 40).unwrap_or_default()
    }

    fn sentence(&mut self, words: usize) -> String {
        const SYLLABLES: [&str; 16] = [
            "ka", "lo", "mi", "ter", "sun", "vel", "ro", "pa", "di", "nes", "fu", "gra", "stu",
            "ble", "kor", "ning",
        ];
        let mut text = String::new();
        for word in 0..words {
            if word > 0 {
                text.push(' ');
            }
            for _ in 0..2 + self.next() % 3 {
                text.push_str(SYLLABLES[self.next() % SYLLABLES.len()]);
            }
        }
        text
    }
}

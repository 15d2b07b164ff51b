//! How long a pack takes to load with one language read: the embedded one, and a generated one of the
//! final size (600 claims, four languages, 20,000 phrases). Compared, in the same run, with the plain
//! cost of reading the same bytes as RON values.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and prints")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use samtale::base::files::SourceFiles;
use samtale::base::hash::text_lock;
use samtale::base::language::Language;
use samtale::pack::{Languages, embedded_files, load, load_embedded};

const RUNS: usize = 15;

fn main() {
    for (name, files) in [("embedded", embedded_files()), ("generated", generated())] {
        let bytes: usize = files.iter().map(|(_, file)| file.text.len()).sum();
        let (model, findings) = load(&files, Languages::One(Language::En));
        let Some(model) = model else {
            for finding in findings.iter().take(5) {
                println!("{}:{}: {}", finding.file, finding.position.line, finding.message);
            }
            panic!("the {name} pack does not load");
        };
        let one = median(|| drop(black_box(load(&files, Languages::One(Language::En)))));
        let all = median(|| drop(black_box(load(&files, Languages::All))));
        if name == "embedded" {
            let one = median(|| drop(black_box(load_embedded(Languages::One(Language::En)))));
            let all = median(|| drop(black_box(load_embedded(Languages::All))));
            println!("embedded, as the program loads it: one language {one:?}, all {all:?}");
        }
        println!(
            "{name}: {} files, {} kB, {} claims; one language {one:?}, all languages {all:?}",
            files.len(),
            bytes / 1000,
            model.claims.len(),
        );
    }
}

fn median(mut run: impl FnMut()) -> Duration {
    run();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// The embedded pack with claims and phrases added up to the final size.
fn generated() -> SourceFiles {
    let embedded = embedded_files();
    let mut files: Vec<(String, String)> =
        embedded.iter().map(|(_, file)| (file.path.clone(), file.text.clone())).collect();
    let (model, _) = load(&embedded, Languages::One(Language::En));
    let claims = model.map_or(0, |model| model.claims.len());
    let mut words = Words { state: 7 };
    let mut added = String::from("(source: \"twitches\", claims: [\n");
    let mut tables = [String::from("{\n"), String::from("{\n"), String::from("{\n")];
    for n in claims..600 {
        let text = words.sentence(18);
        let _ = writeln!(
            added,
            "(id: \"generated_{n}\", lines: (1, 1), hash: \"{}\", text: \"{text}\", evidence: none_named),",
            "0".repeat(64)
        );
        for table in &mut tables {
            let translated = words.sentence(18);
            let _ = writeln!(
                table,
                "\"claim.generated_{n}.text\": (\"{}\", \"{translated}\"),",
                text_lock(&text)
            );
        }
    }
    added.push_str("])\n");
    files.push(("rules/claims/zz_generated.ron".to_owned(), added));
    for (language, mut table) in ["da", "sv", "nb"].into_iter().zip(tables) {
        table.push_str("}\n");
        files.push((format!("rules/texts/{language}/zz_generated.ron"), table));
    }
    for language in ["en", "da", "sv", "nb"] {
        let mut phrases = String::from("(facts: [(say: \"goals.strength\", phrases: [\n");
        for _ in 0..5000 {
            let _ = writeln!(phrases, "\"{}\",", words.sentence(2));
        }
        phrases.push_str("])])\n");
        files.push((format!("rules/vocabulary/{language}/zz_generated.ron"), phrases));
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

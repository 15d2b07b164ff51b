//! What `run --jsonl` does in a minute: seeded persons through the real program, in one thread and in as many
//! as there are cores. `cargo bench --bench batch`; `-- N` for another number of persons.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and prints")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

const PERSONS: usize = 20_000;

/// What persons have; none is an emergency by itself.
const SYMPTOMS: [&str; 4] = ["twitching", "cramps", "pain", "weakness"];

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let named = std::env::args().find_map(|argument| argument.parse().ok());
    let persons = named.unwrap_or(PERSONS);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("persons.jsonl");
    fs::write(&file, lines(persons))?;
    let cores = std::thread::available_parallelism()?.get();
    let run = |jobs: usize| -> Result<f64, Box<dyn Error>> {
        let start = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_samtale"))
            .args(["run", "--jsonl", "--jobs", &jobs.to_string(), "--facts"])
            .arg(&file)
            .stdout(Stdio::null())
            .status()?;
        if !status.success() {
            return Err("some persons could not be read".into());
        }
        Ok(start.elapsed().as_secs_f64())
    };
    // the shortest of three, since other programs run too
    let best =
        |jobs| -> Result<f64, Box<dyn Error>> { Ok(run(jobs)?.min(run(jobs)?).min(run(jobs)?)) };
    let (alone, together) = (best(1)?, best(cores)?);
    for (jobs, seconds) in [(1, alone), (cores, together)] {
        #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
        let a_minute = persons as f64 / seconds * 60.0;
        println!(
            "{persons} persons, {jobs} threads: {seconds:.2} s, {a_minute:.0} persons a minute"
        );
    }
    println!("{:.2} times one thread", alone / together);
    Ok(())
}

/// Persons as lines of JSON; every run says the same.
fn lines(persons: usize) -> String {
    let mut state = 20_261_122_u64;
    let mut below = |sides: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let mut text = String::new();
    for _ in 0..persons {
        let symptom = SYMPTOMS[usize::try_from(below(4)).unwrap_or_default()];
        // writing to a string does not fail
        let _ = writeln!(
            text,
            "{{\"symptoms\": [\"{symptom}\"], \"twitch_days\": {}, \"sleep_hours\": {}, \"age_years\": {}, \
             \"caffeine_mg\": {}, \"none\": [\"conditions\"], \"not\": {{\"symptoms\": [\"spreading\"]}}}}",
            below(60),
            below(12),
            18 + below(60),
            below(800),
        );
    }
    text
}

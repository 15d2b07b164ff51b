//! What replay costs: 10,000 generated transcripts of 12 turns, parsed, replayed and compared in as many
//! threads as there are cores, beside the plain cost of parsing them. Seeded: every run says the same.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and prints")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use samtale::engine::Engine;
use samtale::pack::{Languages, load_embedded};
use samtale::transcript::bless::{Acceptance, propose};
use samtale::transcript::parse::parse;
use samtale::transcript::replay::{Comparison, Stage, judge};
use samtale::transcript::sources::Sources;
use samtale::transcript::verdict::{Totals, Verdict};
use samtale::understand::Reader;

const TRANSCRIPTS: usize = 10_000;
const TURNS: usize = 12;

/// What people begin with; `#` is a number.
const OPENINGS: [&str; 12] = [
    "my eyelid has twitched for # days",
    "my calf twitches, about # coffees a day",
    "I sleep # hours and feel tired",
    "I have had low mood for # days",
    "I want more muscle, I am # years old",
    "my heart flutters after # energy drinks",
    "my back has hurt for # days",
    "I have kidney disease and my calf twitches",
    "I want to sleep better",
    "I can't concentrate",
    "I want a healthy brain",
    "I have been fasting, # hours a day",
];

/// What people answer with.
const ANSWERS: [&str; 14] = [
    "none of these",
    "no",
    "none of these",
    "yes",
    "0",
    "# days",
    "# hours",
    "#",
    "?",
    "1",
    "two coffees",
    "not sure",
    "/back",
    "/change sleep_hours #",
];

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let (Some(model), _) = load_embedded(Languages::All) else { return };
    let (engine, reader) = (Engine::new(&model), Reader::new(&model));
    let mut chance = Chance(20_261_122);
    let stage = Stage::new(&engine, &reader);
    let texts: Vec<Sources> = (0..TRANSCRIPTS)
        .map(|number| {
            let name = format!("{number}.txt");
            let bare = Sources::single(&name, transcript(&mut chance));
            let acceptance = Acceptance { fill: true, exact: false };
            let Ok(full) = propose(&stage, &bare, acceptance) else { return bare };
            Sources::single(&name, full.accepted(&vec![true; full.hunks.len()]))
        })
        .collect();
    let bytes: usize = texts.iter().map(|sources| sources.own_text().len()).sum();
    let jobs = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!("{TRANSCRIPTS} transcripts of {TURNS} turns, {} kB, {jobs} threads", bytes / 1000);
    let parsing = best(|| {
        in_threads(jobs, &texts, |_, sources| usize::from(black_box(parse(sources)).is_ok()));
    });
    let mut compared = 0;
    let replaying = best(|| {
        let stages: Vec<Stage<'_>> = (0..jobs).map(|_| Stage::new(&engine, &reader)).collect();
        compared = in_threads(jobs, &texts, |thread, sources| {
            let judged = judge(&stages[thread], sources, Comparison::default(), &mut ());
            let mut totals = Totals::default();
            totals.add(&judged, false);
            assert_eq!(judged.verdict, Verdict::Passed, "{}", sources.own_text());
            totals.compared
        });
    });
    report("parsing", parsing);
    report("parsing, replaying and comparing", replaying);
    println!(
        "{compared} lines compared; {:.1} times the cost of parsing",
        replaying.as_secs_f64() / parsing.as_secs_f64()
    );
}

fn report(what: &str, took: Duration) {
    #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
    let turns = (TRANSCRIPTS * TURNS) as f64 / took.as_secs_f64();
    println!("{what}: {took:?}, {turns:.0} turns a second");
}

/// The shortest of five runs.
fn best(mut work: impl FnMut()) -> Duration {
    let mut one = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..5).map(|_| one()).min().unwrap_or_default()
}

fn in_threads(
    jobs: usize,
    texts: &[Sources],
    work: impl Fn(usize, &Sources) -> usize + Sync,
) -> usize {
    let (next, sum) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for thread in 0..jobs {
            let (next, sum, work) = (&next, &sum, &work);
            scope.spawn(move || {
                while let Some(sources) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    sum.fetch_add(work(thread, sources), Ordering::Relaxed);
                }
            });
        }
    });
    sum.into_inner()
}

fn transcript(chance: &mut Chance) -> String {
    let mut text = "samtale transcript 1\nlang: en\n".to_owned();
    for turn in 0..TURNS {
        let lines: &[&str] = if turn == 0 { &OPENINGS } else { &ANSWERS };
        let number = chance.below(60) + 1;
        let line = lines[chance.below(lines.len())].replace('#', &number.to_string());
        // writing to a string does not fail
        let _ = writeln!(text, "> {line}");
    }
    text
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}

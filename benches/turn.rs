//! What a turn costs: one fact changes in a session over 1,000, 10,000 and 100,000 rules of three tests
//! each. The ratio between the sizes is what counts: a turn costs what its change touches.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and prints")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use samtale::base::decimal::Decimal;
use samtale::base::files::SourceFiles;
use samtale::base::language::Language;
use samtale::engine::{Engine, Event, Session};
use samtale::model::finding::Finding;
use samtale::pack::{Languages, completed, load};

const TURNS: usize = 20_000;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    for rules in [1_000, 10_000, 100_000] {
        let files = completed(pack(rules));
        let bytes: usize = files.iter().map(|(_, file)| file.text.len()).sum();
        let start = Instant::now();
        let (model, findings) = load(&files, Languages::One(Language::En));
        let loaded = start.elapsed();
        let Some(model) = model else {
            println!("{:?}", findings.first());
            return;
        };
        let start = Instant::now();
        let engine = Engine::new(&model);
        let compiled = start.elapsed();
        let (mut session, _) = Session::start(&engine, 0);
        let facts = rules / 4;
        let mut state = 1_u64;
        let events: Vec<Event> = (0..TURNS)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let fact = (state >> 33) % u64::try_from(facts).unwrap_or(1);
                let value = i32::try_from((state >> 20) % 100).unwrap_or_default();
                let slot = model.slot(&format!("n{fact}"));
                Event::Answer(
                    slot.map(|slot| (slot, Finding::Number(Decimal::whole(value))))
                        .into_iter()
                        .collect(),
                )
            })
            .collect();
        let start = Instant::now();
        for event in events {
            session = black_box(session.step(&engine, event).0);
        }
        let turn = start.elapsed() / u32::try_from(TURNS).unwrap_or(1);
        println!(
            "{rules} rules, {} kB: load {loaded:?}, compile {compiled:?}, a turn {turn:?}",
            bytes / 1000
        );
    }
}

/// A pack of numbers `n0…` and advice rules that each test three of them.
fn pack(rules: usize) -> SourceFiles {
    let facts = rules / 4;
    let mut state = 7_u64;
    let mut next = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap_or_default() % sides
    };
    let mut fact_file =
        String::from("[\n(id: \"yes\", title: \"Yes\", question: \"Yes?\", kind: yes_no),\n");
    for n in 0..facts {
        let _ = writeln!(
            fact_file,
            "(id: \"n{n}\", title: \"Number {n}\", question: \"How many?\", kind: number(unit: \"days\", min: 0, max: 100, step: 1)),"
        );
    }
    fact_file.push(']');
    let mut advice = String::from("[\n");
    for n in 0..rules {
        let tests: Vec<String> = (0..3)
            .map(|_| format!("at_or_above(\"n{}\", {}, \"days\")", next(facts), next(100)))
            .collect();
        let _ = writeln!(
            advice,
            "(id: \"a{n}\", topic: \"t\", title: \"Rule {n}\", text: \"Do this.\", when: all([{}]), claims: [\"c\"]),",
            tests.join(", ")
        );
    }
    advice.push(']');
    let files = [
        ("rules/pack.ron", "(id: \"bench\", version: \"1\", format: 1, title: \"Bench\", source_language: en, languages: [en], default_dialogue: \"d\", topics: [(id: \"t\", title: \"T\")])".to_owned()),
        ("rules/facts.ron", fact_file),
        ("rules/sources.ron", "[(id: \"g\", kind: guideline, title: \"G\")]".to_owned()),
        ("rules/claims/c.ron", "(source: \"g\", claims: [(id: \"c\", text: \"So it is.\", evidence: guideline)])".to_owned()),
        ("rules/advice/a.ron", advice),
        ("dialogues/d.ron", "(id: \"d\", title: \"D\", steps: [ask(id: \"a\", show: [\"yes\"]), branch(id: \"b\", ways: [(when: has(\"yes\"), to: \"e\")], otherwise: \"e\"), end(id: \"e\")])".to_owned()),
    ];
    SourceFiles::new(files.map(|(path, text)| (path.to_owned(), text)))
}

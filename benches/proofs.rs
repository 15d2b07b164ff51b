//! What proofs and lints cost: the embedded pack, and generated dialogues of 10, 100, 1,000 and 10,000
//! questions with rule sets to match. The ratio between the sizes is what counts, and that too small a
//! budget ends in "not decided". `cargo bench --bench proofs`; `-- N` stops at dialogues of N questions.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench measures and prints")]

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::time::Instant;

use samtale::base::files::SourceFiles;
use samtale::check::{LIMIT, Options, proofs, prove, run};
use samtale::model::Model;
use samtale::pack::{completed, embedded_files, load_for_check};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let largest = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let files = embedded_files();
    if let Some(model) = loaded(&files) {
        let (proved, proof) = timed(|| proofs(&model));
        let (found, whole) = timed(|| run(&files, &model, &Options::default()));
        println!(
            "embedded pack: {} statements in {proof:.3} s; all proofs and lints ({} findings) in {whole:.3} s",
            proved.statements.len(),
            found.len()
        );
    }
    let mut before: Option<(f64, f64)> = None;
    for questions in [10, 100, 1_000, 10_000].into_iter().filter(|n| *n <= largest) {
        let files = completed(pack(questions));
        let Some(model) = loaded(&files) else { return };
        let (found, proof) = timed(|| prove(&files, &model, &OnceCell::new(), LIMIT));
        let (all, whole) = timed(|| run(&files, &model, &Options::default()));
        print!(
            "{questions} questions, {} referrals, {} advice rules: proofs {proof:.4} s ({} refuted or not decided), with all lints {whole:.4} s ({} findings)",
            model.referrals.len(),
            model.advice.len(),
            found.len(),
            all.len()
        );
        match before.replace((proof, whole)) {
            Some((a, b)) => {
                println!("; {:.1} and {:.1} times the one before", proof / a, whole / b);
            }
            None => println!(),
        }
    }
    // too small a budget is no proof
    let files = completed(pack(largest.min(1_000)));
    if let Some(model) = loaded(&files) {
        let (found, time) = timed(|| prove(&files, &model, &OnceCell::new(), 1_000));
        let undecided = found.iter().filter(|finding| finding.code == "not_proved").count();
        println!(
            "with a budget of 1,000 steps: {undecided} of {} not decided in {:.3} s; {}",
            proofs(&model).statements.len(),
            time,
            found.first().map_or("", |finding| finding.message.as_str())
        );
    }
}

/// A result and the seconds until it was there.
fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = run();
    (result, start.elapsed().as_secs_f64())
}

fn loaded(files: &SourceFiles) -> Option<Model> {
    let (model, findings) = load_for_check(files);
    if model.is_none() {
        println!("{:?}", findings.first());
    }
    model
}

/// A dialogue of so many questions in dialogues of a hundred, a branch to each, with a red flag for every
/// tenth question, a rule for each flag and an advice with a contraindication for every fifth question.
fn pack(questions: usize) -> SourceFiles {
    let (facts, referrals, advice) = rules(questions);
    let mut files = vec![
        ("rules/pack.ron".to_owned(), "(id: \"bench\", version: \"1\", format: 1, title: \"Bench\", source_language: en, languages: [en], default_dialogue: \"d\", topics: [(id: \"t\", title: \"T\")])".to_owned()),
        ("rules/facts.ron".to_owned(), format!("[\n{facts}]")),
        ("rules/referrals.ron".to_owned(), format!("[\n{referrals}]")),
        ("rules/advice.ron".to_owned(), format!("[\n{advice}]")),
        ("rules/sources.ron".to_owned(), "[(id: \"g\", kind: guideline, title: \"G\")]".to_owned()),
        ("rules/claims/c.ron".to_owned(), "(source: \"g\", claims: [(id: \"c\", text: \"So it is.\", evidence: guideline)])".to_owned()),
        ("rules/contacts.ron".to_owned(), "[(id: \"doctor\", country: other, service: doctor, name: \"your doctor\", source: \"x\")]".to_owned()),
        ("rules/properties.ron".to_owned(), format!(
            "[(id: \"p\", means: \"P.\", before: (first: [asked(\"q0\")], then: asked(\"q{}\"))), (id: \"w\", means: \"W.\", within: (questions: 2, asked: [\"q0\"]))]",
            questions - 1
        )),
    ];
    dialogues(questions, &mut files);
    SourceFiles::new(files)
}

/// A dialogue of a hundred questions for each part, and one that calls them all.
fn dialogues(questions: usize, files: &mut Vec<(String, String)>) {
    let mut steps = String::new();
    for part in 0..questions.div_ceil(100) {
        let end = questions.min(part * 100 + 100);
        let mut asks = String::new();
        for n in (part * 100..end).step_by(5) {
            let shown: Vec<String> = (n..end.min(n + 5)).map(|n| format!("\"q{n}\"")).collect();
            let _ = write!(asks, "ask(id: \"q{n}\", show: [{}]), ", shown.join(", "));
        }
        let text = format!("(id: \"p{part}\", title: \"P\", steps: [{asks}])");
        files.push((format!("dialogues/p{part}.ron"), text));
        let _ = write!(
            steps,
            "branch(id: \"b{part}\", ways: [(when: has(\"q0\"), to: \"p{part}\")], unsure: \"p{part}\", otherwise: \"p{part}\"), call(id: \"p{part}\", dialogue: \"p{part}\"), "
        );
    }
    let steps = format!(
        "(id: \"d\", title: \"D\", steps: [{steps}assess(id: \"advise\"), end(id: \"e\")])"
    );
    files.push(("dialogues/d.ron".to_owned(), steps));
}

/// Facts, referrals and advice rules, as lists without brackets.
fn rules(questions: usize) -> (String, String, String) {
    let mut state = 20_261_123_u64;
    let mut below = |sides: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % sides.max(1)
    };
    let (mut facts, mut referrals, mut advice) = (String::new(), String::new(), String::new());
    for n in 0..questions {
        // what rules read lies near: in the same part of the dialogue
        let near = |away: usize| n / 100 * 100 + away.min(questions - 1 - n / 100 * 100);
        // writing to a string does not fail
        let _ = match n % 10 {
            0 => writeln!(
                facts,
                "(id: \"q{n}\", title: \"Q\", question: \"So?\", kind: yes_no, red_flag: (least: urgent, if_unknown: [refer(soon)])),"
            ),
            5 => writeln!(
                facts,
                "(id: \"q{n}\", title: \"Q\", question: \"How many?\", kind: number(unit: \"days\", min: 0, max: 100, step: 1)),"
            ),
            _ => writeln!(facts, "(id: \"q{n}\", title: \"Q\", question: \"So?\", kind: yes_no),"),
        };
        let other = near(below(100));
        let test = if other % 10 == 5 {
            format!("at_or_above(\"q{other}\", {}, \"days\")", below(100))
        } else {
            format!("has(\"q{other}\")")
        };
        if n % 10 == 0 {
            let _ = writeln!(
                referrals,
                "(id: \"r{n}\", topic: \"t\", urgency: urgent, title: \"R\", when: any([has(\"q{n}\"), all([has(\"q{n}\"), {test}])]), text: \"R.\", points: [\"Call {{doctor}}.\"], claims: [\"c\"]),"
            );
        }
        if n % 5 == 1 {
            let block = near(below(10) * 10);
            let _ = writeln!(
                advice,
                "(id: \"a{n}\", topic: \"t\", title: \"A\", text: \"Do this.\", when: all([has(\"q{n}\"), {test}]), claims: [\"c\"], contraindications: [(kind: block, when: has(\"q{block}\"), reason: \"No.\", claims: [])]),"
            );
        }
    }
    (facts, referrals, advice)
}

//! The program.
#![allow(warnings)]
use samtale::{base::{language::Language, country::Country}, conversation::{Chat, Settings}, engine::Engine, pack, render::block::set, understand::Reader};
fn main() {
    let files = pack::embedded_files();
    let t = std::time::Instant::now();
    let (model, findings) = pack::load(&files, pack::Languages::All);
    eprintln!("loaded {:?}", t.elapsed());
    for f in findings.iter().filter(|f| f.severity == samtale::diagnostic::Severity::Error || std::env::args().nth(1).as_deref()==Some("all")) {
        eprintln!("{}:{}:{}: {} [{}] {} | {}", f.file, f.position.line, f.position.column, f.severity, f.code, f.message, f.help.clone().unwrap_or_default());
    }
    eprintln!("{} findings, model: {}", findings.len(), model.is_some());
    let model = match model { Some(m) => m, None => { let f = samtale::base::files::SourceFiles::new(files.iter().filter(|(_, f)| !f.path.starts_with("rules/vocab") && !f.path.starts_with("rules/amounts")).map(|(_, f)| (f.path.clone(), f.text.clone()))); pack::load(&f, pack::Languages::One(Language::En)).0.unwrap() } };
    let lang: Language = std::env::args().nth(2).unwrap_or("en".into()).parse().unwrap();
    let engine = Engine::new(&model);
    let reader = Reader::new(&model);
    let (mut chat, reply) = Chat::begin(&engine, &reader, Settings { language: lang, language_chosen: false, country: Country::of_language(lang), region: None, country_chosen: false, dialogue: model.manifest.default_dialogue });
    let show = |r: &samtale::conversation::Reply| { for l in set(&r.blocks, 80) { println!("{}", l.text); } println!("   ? {:?}\n", r.asked.as_ref().map(|a| a.to_string())); };
    show(&reply);
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        println!("> {line}");
        let r = chat.line(&line);
        show(&r);
        if r.ended { break; }
    }
    show(&chat.end_of_input());
}

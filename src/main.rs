//! The program.
fn main() {
    let files = samtale::pack::embedded_files();
    let (model, findings) = samtale::pack::load(
        &files,
        samtale::pack::Languages::One(samtale::base::language::Language::En),
    );
    for f in &findings {
        eprintln!(
            "{}:{}:{}: {} [{}] {} | {}",
            f.file,
            f.position.line,
            f.position.column,
            f.severity,
            f.code,
            f.message,
            f.help.clone().unwrap_or_default()
        );
    }
    if std::env::args().nth(1).as_deref() == Some("dump")
        && let Some(m) = &model
    {
        use samtale::model::text::Piece;
        for (id, key) in m.texts.iter() {
            let s: String = m
                .texts
                .get(id, samtale::base::language::Language::En)
                .iter()
                .map(|p| match p {
                    Piece::Words(w) => w.to_string(),
                    Piece::Value(f) => format!("{{{}}}", m.facts[f.index()].id),
                    Piece::Rest(n, f) => format!("{{{n}-{}}}", m.facts[f.index()].id),
                    Piece::Contact(s) => format!("{{{}}}", s.as_str()),
                    Piece::Named(n) => format!("{{{n}}}"),
                })
                .collect();
            println!("{key}\t{}\t{s:?}", samtale::base::hash::text_lock(&s));
        }
    }
    eprintln!("{} findings, model: {}", findings.len(), model.is_some());
}

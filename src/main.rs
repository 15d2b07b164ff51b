//! The program.
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let files = samtale::pack::embedded_files();
    match args.get(1).map(String::as_str) {
        Some("check") => {
            let mut request = samtale::cli::check::CheckRequest::new(files);
            request.cases = args.get(2).and_then(|n| n.parse().ok()).unwrap_or(request.cases);
            if let Some(dir) = args.get(3) {
                request.articles = Some(std::fs::read_dir(dir).unwrap().map(|e| { let e = e.unwrap(); (e.file_name().into_string().unwrap(), std::fs::read_to_string(e.path()).unwrap()) }).collect());
            }
            let answer = samtale::cli::check::check(&request);
            print!("{}", answer.output);
            std::process::exit(answer.exit.into());
        }
        Some("graph") => {
            let (model, _) = samtale::pack::load(&files, samtale::pack::Languages::One(samtale::base::language::Language::En));
            let format = match args[2].as_str() { "dot" => samtale::cli::graph::GraphFormat::Dot, "mermaid" => samtale::cli::graph::GraphFormat::Mermaid, _ => samtale::cli::graph::GraphFormat::Outline };
            print!("{}", samtale::cli::graph::graph(&model.unwrap(), &samtale::cli::graph::GraphRequest { dialogue: args.get(3).cloned(), format, language: samtale::base::language::Language::En }).unwrap());
        }
        _ => {}
    }
}

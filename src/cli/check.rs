//! `samtale check`: all that is wrong with a pack, with the place and the mend.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::base::files::SourceFiles;
use crate::base::language::Language;
use crate::check::{Article, Date, Options, proofs, run};
use crate::cli::failure::Failure;
use crate::cli::loading::{files, model};
use crate::cli::request::{Check, Common, Format};
use crate::cli::{FINE, NOT_SO};
use crate::diagnostic::{Diagnostic, Severity, any_error, sort};
use crate::exchange::github::annotations;
use crate::exchange::{findings, safety_case};
use crate::pack::{Languages, load_for_check};
use crate::render::diagnostics::{Look, compact, with_excerpt};
use crate::shell::{Output, Stream, System, read_file};

/// How long `--watch` waits before it looks again. Looking is reading some files; a watcher of the system's
/// own would be a crate for each system.
const PAUSE: Duration = Duration::from_millis(400);
/// How deep folders of transcripts may stand in each other.
const DEEPEST: usize = 16;

/// Checks the pack of a request.
pub(super) fn check(
    request: &Check,
    common: &Common,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    if request.proof {
        return proof(request.format, common, system);
    }
    let today: Option<Date> = match &request.today {
        Some(typed) => Some(typed.parse().map_err(Failure::unusable)?),
        None => system.today().parse().ok(),
    };
    let options = Options {
        today,
        transcripts: match &request.transcripts {
            None => None,
            Some(folder) => {
                let mut paths = BTreeSet::new();
                list(system, folder, "", (&mut paths, 0))?;
                Some(paths)
            }
        },
        articles: match &request.articles {
            None => None,
            Some(folder) => Some(articles(system, folder)?),
        },
        ..Options::default()
    };
    let code = report(request, common, &options, system)?;
    if !request.watch {
        return Ok(code);
    }
    let mut last = None;
    loop {
        // a save may be caught half-way, or a folder be gone for a moment: both are told, and it goes on
        let now = files(common, system).map(|files| files.digest()).map_err(|error| error.message);
        if last.is_some() && last.as_ref() != Some(&now) {
            if let Err(failure) = report(request, common, &options, system) {
                system.write(Output::Errors, &failure.message)?;
            }
            system.flush()?;
        }
        let first = last.replace(now).is_none();
        if first {
            system.write(Output::Errors, "watching; Ctrl+C ends it\n")?;
            system.flush()?;
        }
        if !system.wait(PAUSE) {
            return Ok(code);
        }
    }
}

/// Checks once and writes what was found.
fn report(
    request: &Check,
    common: &Common,
    options: &Options,
    system: &mut dyn System,
) -> Result<u8, Failure> {
    let files = files(common, system)?;
    let found = all_findings(&files, options);
    let text = match request.format {
        Format::Json => findings::page(&found),
        Format::Github => {
            let folder = common.pack.as_deref().map(|folder| folder.display().to_string());
            annotations(&found, &folder.unwrap_or_default())
        }
        _ => {
            let coloured = common.colour.applies(system, Stream::Results);
            in_text(&files, &found, if coloured { Look::Coloured } else { Look::Plain })
        }
    };
    system.write(Output::Results, &text)?;
    Ok(if any_error(&found) { NOT_SO } else { FINE })
}

/// Tells what is proved of the pack of a request.
fn proof(format: Format, common: &Common, system: &mut dyn System) -> Result<u8, Failure> {
    let model = model(common, system, Languages::One(Language::En))?;
    let proofs = proofs(&model);
    let page = match format {
        Format::Markdown => safety_case::markdown(&model, &proofs),
        Format::Json => return Err(Failure::unusable("`--proof` is written as text or markdown")),
        _ => safety_case::text(&model, &proofs),
    };
    system.write(Output::Results, &page)?;
    let all_proved = proofs.statements.iter().all(|statement| statement.finding.is_proved());
    Ok(if all_proved { FINE } else { NOT_SO })
}

/// What the loader finds, and what only shows in a pack that loads.
fn all_findings(files: &SourceFiles, options: &Options) -> Vec<Diagnostic> {
    // a missing translation must not hide what is wrong with the rules
    let (model, mut found) = load_for_check(files);
    if let Some(model) = model {
        found.extend(run(files, &model, options));
    }
    sort(&mut found);
    found
}

/// The articles of a folder: its files `ID.LANG.txt`.
fn articles(system: &dyn System, folder: &Path) -> Result<Vec<Article>, Failure> {
    let unreadable = |error| Failure::unreadable(folder, error);
    let mut articles = Vec::new();
    for entry in system.entries(folder).map_err(unreadable)? {
        if entry.is_folder || Article::of_file(&entry.name, String::new()).is_none() {
            continue;
        }
        let path = folder.join(&entry.name);
        let text = read_file(system, &path).map_err(|error| Failure::unreadable(&path, error))?;
        articles.extend(Article::of_file(&entry.name, text));
    }
    Ok(articles)
}

/// Collects the paths of all files of a folder, below it.
fn list(
    system: &dyn System,
    folder: &Path,
    prefix: &str,
    (paths, depth): (&mut BTreeSet<String>, usize),
) -> Result<(), Failure> {
    let entries = system.entries(folder).map_err(|error| Failure::unreadable(folder, error))?;
    for entry in entries {
        let name = format!("{prefix}{}", entry.name);
        if !entry.is_folder {
            paths.insert(name);
        } else if depth < DEEPEST {
            list(system, &folder.join(&entry.name), &format!("{name}/"), (paths, depth + 1))?;
        }
    }
    Ok(())
}

/// Errors and warnings with their excerpts, notes one a line, then how many there are.
fn in_text(files: &SourceFiles, found: &[Diagnostic], look: Look) -> String {
    let mut text = String::new();
    let of = |severity| found.iter().filter(move |finding| finding.severity == severity);
    for finding in of(Severity::Error).chain(of(Severity::Warning)) {
        text.push_str(&with_excerpt(files, finding, look));
        text.push('\n');
        if let Some(transcript) = &finding.transcript {
            text.push_str("  as a transcript:\n");
            for line in transcript.lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
        text.push('\n');
    }
    for finding in of(Severity::Note) {
        let _ = writeln!(text, "{}", compact(finding));
    }
    let count = |severity: Severity| {
        let n = of(severity).count();
        format!("{n} {severity}{}", if n == 1 { "" } else { "s" })
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let _ = writeln!(text, "{}", counts.join(", "));
    text
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::check;
    use crate::cli::request::{Check, Common, Format};
    use crate::cli::settings::ColourChoice;
    use crate::shell::Memory;

    fn checked(system: &mut Memory, request: &Check) -> Result<u8, String> {
        let common = Common {
            pack: Some(PathBuf::from("p")),
            language: None,
            place: None,
            colour: ColourChoice::Auto,
        };
        check(request, &common, system).map_err(|failure| failure.message)
    }

    fn request() -> Check {
        Check {
            articles: None,
            transcripts: None,
            today: None,
            watch: false,
            proof: false,
            format: Format::Text,
        }
    }

    #[test]
    fn a_syntax_error_is_a_finding() {
        let mut system = Memory::default().with_file("p/rules/pack.ron", "(id: 6,5)");
        assert_eq!(checked(&mut system, &request()), Ok(1));
        assert!(system.results.contains(" --> rules/pack.ron:1:6\n"), "{}", system.results);
        assert!(system.results.ends_with("1 error, 0 warnings, 0 notes\n"), "{}", system.results);
    }

    #[test]
    fn watching_checks_again_only_when_something_changed() {
        let mut system = Memory::default().with_file("p/rules/pack.ron", "(id: 6,5)");
        system.saves = vec![
            None,
            Some(("p/rules/pack.ron".into(), b"(id: 7,5)".to_vec())),
            None,
            Some(("p/rules/pack.ron".into(), b"\xff".to_vec())),
        ];
        assert_eq!(checked(&mut system, &Check { watch: true, ..request() }), Ok(1));
        assert_eq!(system.results.matches("1 error, 0 warnings").count(), 2, "{}", system.results);
        assert!(system.errors.contains("not UTF-8"), "{}", system.errors);
    }

    #[test]
    fn what_cannot_be_read_is_no_finding() {
        let mut system = Memory::default().with_file("p/notes.txt", "x");
        assert!(checked(&mut system, &request()).is_err());
        let mut system = Memory::default().with_file("p/rules/pack.ron", "()");
        let articles = Some(PathBuf::from("none"));
        assert!(checked(&mut system, &Check { articles, ..request() }).is_err());
        let today = Some("20-11-2026".to_owned());
        assert_eq!(
            checked(&mut system, &Check { today, ..request() }),
            Err("error: `20-11-2026` is no date: write it as 2026-11-20\n".to_owned())
        );
    }
}

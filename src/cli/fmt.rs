//! `samtale fmt`: the layout of RON files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::base::files::SourceFiles;
use crate::cli::failure::Failure;
use crate::cli::request::Fmt;
use crate::cli::{FINE, NOT_SO, UNUSABLE};
use crate::pack::formatted;
use crate::render::diagnostics::{Look, with_excerpt};
use crate::shell::{Output, System, read_file};

/// How deep folders may stand in each other.
const DEEPEST: usize = 16;

/// Lays out files and those of folders. A file that is no RON is told and left as it is.
pub(super) fn fmt(request: &Fmt, system: &mut dyn System) -> Result<u8, Failure> {
    let mut paths = Vec::new();
    for path in &request.paths {
        collect(system, path, 0, &mut paths)?;
    }
    if paths.is_empty() {
        return Err(Failure::unusable("there are no .ron files"));
    }
    let (mut changed, mut bad) = (0_usize, 0_usize);
    for path in &paths {
        let text = read_file(system, path).map_err(|error| Failure::unreadable(path, error))?;
        let shown = path.display().to_string();
        match formatted(&shown, &text) {
            Ok(laid_out) if laid_out == text => {}
            Ok(laid_out) => {
                changed += 1;
                if !request.check {
                    system.replace(path, &laid_out).map_err(|error| {
                        Failure::unusable(format_args!("cannot write {shown}: {error}"))
                    })?;
                }
                system.write(Output::Results, &format!("{shown}\n"))?;
            }
            Err(finding) => {
                bad += 1;
                let files = SourceFiles::new([(shown, text)]);
                let told = with_excerpt(&files, &finding, Look::Plain);
                system.write(Output::Errors, &format!("{told}\n\n"))?;
            }
        }
    }
    let mut summary = String::new();
    let what = if request.check { "would change" } else { "changed" };
    // writing to a string does not fail
    let _ = writeln!(summary, "{changed} of {} files {what}", paths.len());
    system.write(Output::Results, &summary)?;
    Ok(match (bad, changed) {
        (1.., _) => UNUSABLE,
        (0, 1..) if request.check => NOT_SO,
        _ => FINE,
    })
}

/// A file, or the `.ron` files below a folder.
fn collect(
    system: &dyn System,
    path: &Path,
    depth: usize,
    paths: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    let Ok(entries) = system.entries(path) else {
        // no folder: a file, or nothing at all, which reading it will tell
        paths.push(path.to_owned());
        return Ok(());
    };
    for entry in entries.into_iter().filter(|entry| !entry.name.starts_with('.')) {
        let below = path.join(&entry.name);
        if entry.is_folder && depth < DEEPEST {
            collect(system, &below, depth + 1, paths)?;
        } else if !entry.is_folder && below.extension().is_some_and(|ending| ending == "ron") {
            paths.push(below);
        }
    }
    Ok(())
}

//! Lists the files of the embedded pack, so that adding a rule file needs no line of Rust.
#![expect(clippy::disallowed_methods, reason = "a build script has no other way to files")]

#[path = "src/base/digest.rs"]
#[expect(unreachable_pub, reason = "shared with the program")]
mod digest;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut files = Vec::new();
    for folder in ["rules", "dialogues"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files)?;
    }
    let mut texts = Vec::new();
    for file in &files {
        let relative = file.strip_prefix(&root).map_err(io::Error::other)?;
        let text = fs::read_to_string(file)?;
        let name = relative.to_string_lossy().replace('\\', "/");
        texts.push((name, text.trim_start_matches('\u{feff}').to_owned(), file));
    }
    texts.sort();
    let sha = digest::digest_of(texts.iter().map(|(name, text, _)| (name.as_str(), text.as_str())));
    let mut list =
        String::from("/// Path and text of each file.\nconst EMBEDDED: &[(&str, &str)] = &[\n");
    for (name, _, file) in &texts {
        writeln!(list, "    ({name:?}, include_str!({:?})),", file.display().to_string())
            .map_err(io::Error::other)?;
    }
    writeln!(list, "];\n/// SHA-256 over them.\nconst DIGEST: &str = {sha:?};")
        .map_err(io::Error::other)?;
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("embedded.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            files.push(path);
        }
    }
    Ok(())
}

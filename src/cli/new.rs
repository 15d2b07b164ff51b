//! `samtale new`: a small complete pack to begin with.

use std::path::Path;

use crate::base::id::Id;
use crate::cli::FINE;
use crate::cli::failure::Failure;
use crate::cli::request::Common;
use crate::cli::settings::language_of_locale;
use crate::pack::new_pack;
use crate::shell::{Output, System};

/// Writes the pack into a folder that is empty or not there yet.
pub(super) fn new(folder: &Path, common: &Common, system: &mut dyn System) -> Result<u8, Failure> {
    if system.resolved(folder).is_ok() {
        let entries = system.entries(folder).map_err(|error| Failure::unreadable(folder, error))?;
        if !entries.is_empty() {
            let shown = folder.display();
            return Err(Failure::unusable(format_args!(
                "{shown} is not empty; name a folder that is not there yet"
            )));
        }
    }
    let language = common.language.unwrap_or_else(|| language_of_locale(system));
    let files = new_pack(&id_of(folder), language);
    let cannot = |path: &Path, error| {
        Failure::unusable(format_args!("cannot write {}: {error}", path.display()))
    };
    for (path, text) in &files {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        system.make_folder(parent).map_err(|error| cannot(parent, error))?;
        system.create_shared(&path, text).map_err(|error| cannot(&path, error))?;
    }
    let shown = folder.display();
    let text = format!(
        "{shown} holds a pack of {} files. Next:\n  samtale check --pack {shown}\n  \
         samtale replay --pack {shown} {shown}/transcripts\n  samtale chat --pack {shown}\n",
        files.len()
    );
    system.write(Output::Results, &text)?;
    Ok(FINE)
}

/// The folder's name as an id: other letters become `_`.
fn id_of(folder: &Path) -> String {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' })
        .collect();
    if Id::new(&name).is_ok() { name } else { "my_pack".to_owned() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::id_of;

    #[test]
    fn ids_of_folders() {
        assert_eq!(id_of(Path::new("a/Min-klinik")), "min_klinik");
        assert_eq!(id_of(Path::new(".")), "my_pack");
        assert_eq!(id_of(Path::new("9lives")), "my_pack");
    }
}

//! The texts of a transcript: its own, and those of the files that it includes.

use crate::base::span::Position;
use crate::transcript::place::{Place, Spot, Trouble};

/// How deep files may include each other.
const DEEPEST: usize = 16;

/// A file with its text.
#[derive(Debug, Clone)]
struct Source {
    name: String,
    text: String,
    /// The files that its `include:` lines name, in order.
    includes: Vec<usize>,
}

/// A transcript's texts; the first is its own.
#[derive(Debug, Clone)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// A transcript that includes nothing.
    #[must_use]
    pub fn single(name: &str, text: String) -> Self {
        Self { files: vec![Source { name: name.to_owned(), text, includes: Vec::new() }] }
    }

    /// A transcript with everything that it includes. `top` is the folder that no include leaves; `read`
    /// gives the text of a file by its path.
    ///
    /// # Errors
    /// Every include that cannot be read, leaves `top` or goes in a circle.
    pub fn gather(
        name: &str,
        text: String,
        top: &str,
        read: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Self, Vec<Trouble>> {
        let mut gathering =
            Gathering { sources: Self { files: Vec::new() }, top, read, errors: Vec::new() };
        gathering.add(name, text, &mut Vec::new());
        if gathering.errors.is_empty() { Ok(gathering.sources) } else { Err(gathering.errors) }
    }

    /// The same with another text of the transcript itself.
    #[must_use]
    pub fn with_own_text(&self, text: String) -> Self {
        let mut new = self.clone();
        if let Some(own) = new.files.first_mut() {
            own.text = text;
        }
        new
    }

    /// The name of a file.
    #[must_use]
    pub fn name(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", |source| &source.name)
    }

    /// The text of a file, without a byte-order mark.
    #[must_use]
    pub fn text(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", |source| without_mark(&source.text))
    }

    /// The transcript's own text as it was read, with a byte-order mark if it has one.
    #[must_use]
    pub fn own_text(&self) -> &str {
        self.files.first().map_or("", |source| &source.text)
    }

    /// The file that the `n`th include of a file stands for.
    #[must_use]
    pub fn included(&self, file: u32, n: usize) -> Option<u32> {
        let included = *self.files.get(file as usize)?.includes.get(n)?;
        u32::try_from(included).ok()
    }

    /// A place for people.
    #[must_use]
    pub fn spot(&self, place: Place) -> Spot {
        let text = self.text(place.file);
        let position = Position::of(text, place.offset as usize);
        Spot { file: self.name(place.file).to_owned(), position }
    }
}

/// A text without its byte-order mark.
#[must_use]
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The path of an `include:` line.
fn include_of(line: &str) -> Option<&str> {
    let (name, path) = line.split_once(':')?;
    (name.trim() == "include").then(|| path.trim())
}

struct Gathering<'a> {
    sources: Sources,
    top: &'a str,
    read: &'a dyn Fn(&str) -> Result<String, String>,
    errors: Vec<Trouble>,
}

impl Gathering<'_> {
    /// Adds a file and what it includes; `above` are the files that led here.
    fn add(&mut self, name: &str, text: String, above: &mut Vec<String>) -> usize {
        let number = self.sources.files.len();
        // most transcripts include nothing
        let includes =
            if text.contains("include") { include_lines(without_mark(&text)) } else { Vec::new() };
        let source = Source { name: name.to_owned(), text, includes: Vec::new() };
        self.sources.files.push(source);
        above.push(name.to_owned());
        for (offset, path) in includes {
            match self.include(name, &path, above) {
                Ok((file, text)) => {
                    let below = self.add(&file, text, above);
                    self.sources.files[number].includes.push(below);
                }
                Err((message, help)) => {
                    let position = Position::of(self.sources.text_of(number), offset);
                    let at = Spot { file: name.to_owned(), position };
                    self.errors.push(Trouble { at, message, help });
                }
            }
        }
        above.pop();
        number
    }

    /// The path and text of an included file.
    fn include(
        &self,
        from: &str,
        path: &str,
        above: &[String],
    ) -> Result<(String, String), (String, Option<String>)> {
        if path.is_empty() {
            let help = "write `include: FILE`, as seen from the folder of this file".to_owned();
            return Err(("nothing is included".to_owned(), Some(help)));
        }
        let file = beside(from, path, self.top).ok_or_else(|| {
            let message = format!("`{path}` leaves the folder of the transcripts");
            let help = format!("include files below `{}`, by a relative path with `/`", self.top);
            (message, Some(help))
        })?;
        if above.contains(&file) {
            let round: Vec<&str> = above.iter().map(String::as_str).collect();
            let message = format!("`{path}` includes itself: {} → {file}", round.join(" → "));
            return Err((message, Some("take one of these includes out".to_owned())));
        }
        if above.len() >= DEEPEST {
            let message = format!("more than {DEEPEST} files include each other");
            return Err((message, None));
        }
        let text = (self.read)(&file);
        text.map(|text| (file.clone(), text))
            .map_err(|error| (format!("cannot read {file}: {error}"), None))
    }
}

impl Sources {
    fn text_of(&self, number: usize) -> &str {
        self.files.get(number).map_or("", |source| without_mark(&source.text))
    }
}

/// The include lines among a file's headers, each with the byte where its path begins.
fn include_lines(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if content.starts_with(['>', '~', '?', '<', '=']) {
            break;
        }
        if let Some(path) = include_of(content).filter(|_| !content.starts_with('#')) {
            let at = line.find(path).filter(|_| !path.is_empty()).unwrap_or(0);
            found.push((offset + at, path.to_owned()));
        }
        offset += line.len();
    }
    found
}

/// A path as seen from the folder of a file; none where it is absolute or leaves `top`.
fn beside(from: &str, path: &str, top: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') || path.contains(':') {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let absolute = folder.starts_with('/');
    let mut parts: Vec<&str> = parts_of(folder).collect();
    let least = parts_of(top).count();
    for part in parts_of(path) {
        if part == ".." {
            if parts.len() <= least {
                return None;
            }
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    let start = if absolute { "/" } else { "" };
    Some(format!("{start}{}", parts.join("/")))
}

fn parts_of(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty() && *part != ".")
}

#[cfg(test)]
mod tests {
    use super::{Sources, beside};

    #[test]
    fn paths_stay_below_the_top() {
        let cases = [
            ("t/a/x.txt", "y.txt", "t", Some("t/a/y.txt")),
            ("t/a/x.txt", "../b/y.txt", "t", Some("t/b/y.txt")),
            ("t/a/x.txt", "../../y.txt", "t", None),
            ("x.txt", "./y.txt", "", Some("y.txt")),
            ("x.txt", "../y.txt", "", None),
            ("/t/a/x.txt", "../y.txt", "/t", Some("/t/y.txt")),
            ("/t/a/x.txt", "../../y.txt", "/t", None),
            ("t/x.txt", "/etc/passwd", "t", None),
            ("t/x.txt", "c:\\y.txt", "t", None),
        ];
        for (from, path, top, expected) in cases {
            assert_eq!(beside(from, path, top).as_deref(), expected, "{from} {path}");
        }
    }

    #[test]
    fn circles_and_missing_files_have_a_place() {
        let text = "samtale transcript 1\ninclude: b.txt\n  include:  gone.txt\n> hi\n";
        let read = |file: &str| match file {
            "t/b.txt" => Ok("samtale transcript 1\ninclude: a.txt\n".to_owned()),
            _ => Err("it is not there".to_owned()),
        };
        let errors = Sources::gather("t/a.txt", text.to_owned(), "t", &read).unwrap_err();
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "t/b.txt:2:10: `a.txt` includes itself: t/a.txt → t/b.txt → t/a.txt\n  \
                 help: take one of these includes out",
                "t/a.txt:3:13: cannot read t/gone.txt: it is not there",
            ]
        );
    }
}

//! Text → transcript: every line that does not follow the format is told, with its place and the mend.

use crate::base::country::Country;
use crate::base::language::Language;
use crate::base::similarity::nearest;
use crate::model::urgency::Urgency;
use crate::transcript::format::{
    Binding, Expectation, Expected, Extent, FIRST_LINE, Ids, Kind, Said, Transcript, Turn, VERSION,
    Value,
};
use crate::transcript::names;
use crate::transcript::place::{Place, Placed, Trouble};
use crate::transcript::sources::Sources;

/// The headers that there are.
const HEADERS: [&str; 6] = ["dialogue", "lang", "country", "pack", "include", "let NAME"];

/// What may stand behind `=`.
const HOLDS: [&str; 10] = [
    "refer", "caution", "advise", "withhold", "urgency", "fact", "reason", "claim", "beside",
    "came",
];

/// What is wrong with a line: the bytes of the line from which it is wrong, the message and the mend.
struct Wrong<'t> {
    from: &'t str,
    message: String,
    help: Option<String>,
}

impl<'t> Wrong<'t> {
    fn new(from: &'t str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { from, message: message.into(), help: Some(help.into()) }
    }
}

/// Reads a transcript. Line endings, a byte-order mark and trailing space never matter.
///
/// # Errors
/// Every line that does not follow the format.
pub fn parse(sources: &Sources) -> Result<Transcript<'_>, Vec<Trouble>> {
    let mut reading = Reading { sources, transcript: Transcript::default(), errors: Vec::new() };
    reading.file(0);
    let Reading { transcript, mut errors, .. } = reading;
    if errors.is_empty() {
        errors = names::check(sources, &transcript);
    }
    if errors.is_empty() { Ok(transcript) } else { Err(errors) }
}

struct Reading<'t> {
    sources: &'t Sources,
    transcript: Transcript<'t>,
    errors: Vec<Trouble>,
}

/// Where a file is being read.
struct File<'t> {
    number: u32,
    text: &'t str,
    line: u32,
    began: bool,
    in_body: bool,
    includes: usize,
}

impl File<'_> {
    /// The place of a part of this file's text.
    fn place(&self, part: &str) -> Place {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Place { file: self.number, line: self.line, offset }
    }
}

impl<'t> Reading<'t> {
    fn file(&mut self, number: u32) {
        let text = self.sources.text(number);
        let mut file = File { number, text, line: 0, began: false, in_body: false, includes: 0 };
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            file.line = file.line.saturating_add(1);
            let line = line.trim_end().trim_start_matches(' ');
            let cut_off = lines.peek().is_none() && !line.is_empty() && number == 0;
            if let Err(wrong) = self.line(&mut file, line) {
                if cut_off && self.transcript.pack.is_some() {
                    // a recording that was stopped in the middle of a line
                    self.transcript.unfinished = Some(file.place(line));
                } else {
                    self.error(&file, wrong);
                }
            } else if cut_off && self.transcript.pack.is_some() {
                self.transcript.unfinished = Some(file.place(line));
            }
        }
        if !file.began {
            file.line = 1;
            let message = "this is no transcript: nothing stands in it";
            let help = format!("a transcript begins with the line `{FIRST_LINE}`");
            self.error(&file, Wrong::new(text, message, help));
        }
    }

    fn error(&mut self, file: &File<'_>, wrong: Wrong<'t>) {
        let at = self.sources.spot(file.place(wrong.from));
        self.errors.push(Trouble { at, message: wrong.message, help: wrong.help });
    }

    fn line(&mut self, file: &mut File<'t>, line: &'t str) -> Result<(), Wrong<'t>> {
        let mut letters = line.chars();
        let Some(mark) = letters.next().filter(|mark| *mark != '#') else { return Ok(()) };
        if !file.began {
            file.began = true;
            return first_line(line);
        }
        let rest = letters.as_str();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        match mark {
            '>' => self.turn(file, line, Said::Words(rest)),
            '~' if rest.trim().is_empty() => {
                return Err(Wrong::new(line, "nothing stands behind `~`", "write `~ ID VALUE`"));
            }
            '~' => self.turn(file, line, Said::Findings(rest.trim())),
            '?' if rest.trim().is_empty() => {
                return Err(Wrong::new(line, "nothing stands behind `?`", "write `? FACT`"));
            }
            '?' => self.expect(file, line, Expected::Asked(rest.trim())),
            '<' => self.expect(file, line, Expected::Shown(rest)),
            '=' => {
                let expected = holds(line, rest.trim())?;
                self.expect(file, line, expected);
            }
            _ => return self.header(file, line),
        }
        Ok(())
    }

    fn turn(&mut self, file: &mut File<'t>, line: &'t str, said: Said<'t>) {
        file.in_body = true;
        let next = self.transcript.expectations.len();
        let place = file.place(line);
        self.transcript.turns.push(Turn { place, said, expected: next..next });
    }

    fn expect(&mut self, file: &mut File<'t>, line: &'t str, what: Expected<'t>) {
        file.in_body = true;
        self.transcript.expectations.push(Expectation { place: file.place(line), what });
        let count = self.transcript.expectations.len();
        match self.transcript.turns.last_mut() {
            Some(turn) => turn.expected.end = count,
            None => self.transcript.opening = count,
        }
    }

    fn header(&mut self, file: &mut File<'t>, line: &'t str) -> Result<(), Wrong<'t>> {
        let Some((name, value)) = line.split_once(':') else {
            let message = "this line is no event and no header";
            let help = "a line begins with `>`, `?`, `<`, `=`, `~` or `#`, or is `name: value`";
            return Err(Wrong::new(line, message, help));
        };
        let (name, value) = (name.trim(), value.trim());
        if file.in_body {
            let message = format!("the header `{name}` stands after the first turn");
            return Err(Wrong::new(line, message, "move it above the first `>`"));
        }
        let place = file.place(value);
        let transcript = &mut self.transcript;
        match name {
            "dialogue" => set(&mut transcript.dialogue, place, value, line)?,
            "pack" => set(&mut transcript.pack, place, value, line)?,
            "lang" => {
                let language = value.parse::<Language>();
                let language = language
                    .map_err(|error| Wrong::new(value, error.to_string(), "write `lang: en`"))?;
                set(&mut transcript.language, place, language, line)?;
            }
            "country" => {
                let code = value.split([' ', '-']).next().unwrap_or_default();
                let help = "write `country: dk`, or with a region `country: dk-capital`";
                code.parse::<Country>()
                    .map_err(|error| Wrong::new(value, error.to_string(), help))?;
                set(&mut transcript.country, place, value, line)?;
            }
            "include" => {
                let included = self.sources.included(file.number, file.includes);
                file.includes += 1;
                if let Some(included) = included {
                    self.file(included);
                }
            }
            name => {
                let Some(bound) = name.strip_prefix("let ").map(str::trim) else {
                    return Err(unknown_header(line, name));
                };
                self.bind(place, bound, value, line)?;
            }
        }
        Ok(())
    }

    fn bind(
        &mut self,
        place: Place,
        name: &'t str,
        value: &'t str,
        line: &'t str,
    ) -> Result<(), Wrong<'t>> {
        let help = "write `let NAME: VALUE`, the name in letters a to z, digits and `_`";
        if !names::is_name(name) {
            return Err(Wrong::new(line, format!("`{name}` is no name"), help));
        }
        if value.is_empty() {
            return Err(Wrong::new(line, format!("`{name}` has no value"), help));
        }
        let binding = Binding { place, name, value };
        match self.transcript.bindings.iter_mut().find(|known| known.name == name) {
            None => self.transcript.bindings.push(binding),
            Some(known) if known.place.file == place.file => return Err(twice(line, name)),
            // the file that includes has the last word
            Some(known) if place.file < known.place.file => *known = binding,
            Some(_) => {}
        }
        Ok(())
    }
}

/// Sets a header; that of the file that includes holds, whatever the order.
fn set<'t, T>(
    header: &mut Option<Placed<T>>,
    place: Place,
    value: T,
    line: &'t str,
) -> Result<(), Wrong<'t>> {
    match header {
        Some(known) if known.place.file == place.file => {
            return Err(twice(line, line.split(':').next().unwrap_or_default().trim()));
        }
        Some(known) if known.place.file < place.file => {}
        _ => *header = Some(Placed { place, value }),
    }
    Ok(())
}

fn twice<'t>(line: &'t str, name: &str) -> Wrong<'t> {
    Wrong::new(line, format!("`{name}` stands twice"), "keep one of them")
}

fn unknown_header<'t>(line: &'t str, name: &str) -> Wrong<'t> {
    let known = HEADERS.join(", ");
    let near = nearest(name, HEADERS.into_iter().filter(|header| !header.contains(' ')));
    // "lets: x" and "sleep_hours: 6" are no slips of `let`
    let help = near.map_or_else(
        || format!("known headers: {known}; what was typed stands behind `>`"),
        |near| format!("did you mean `{near}`? (known headers: {known})"),
    );
    Wrong::new(line, format!("unknown header `{name}`"), help)
}

/// `samtale transcript N`
fn first_line(line: &str) -> Result<(), Wrong<'_>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let version = match words.as_slice() {
        ["samtale", "transcript", version] => version.parse::<u32>().ok().filter(|v| *v > 0),
        _ => None,
    };
    match version {
        Some(version) if version <= VERSION => Ok(()),
        Some(version) => Err(Wrong::new(
            line,
            format!("this transcript is of version {version}; this program reads up to {VERSION}"),
            "use a newer samtale, or record it again with this one",
        )),
        None => Err(Wrong::new(
            line,
            "this is no transcript",
            format!("a transcript begins with the line `{FIRST_LINE}`"),
        )),
    }
}

/// Reads what stands behind `=`.
fn holds<'t>(line: &'t str, text: &'t str) -> Result<Expected<'t>, Wrong<'t>> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim_start();
    match word {
        "" => Err(Wrong::new(
            line,
            "nothing stands behind `=`",
            format!("write one of: {}", HOLDS.join(", ")),
        )),
        "urgency" => match rest.split_once(char::is_whitespace) {
            Some((id, level)) => Ok(Expected::UrgencyOf(id, level_of(line, level.trim_start())?)),
            None => Ok(Expected::Urgency(level_of(line, rest)?)),
        },
        "reason" => reason(line, rest),
        "came" => came(line, rest),
        "claim" | "beside" => caveats(line, word, rest),
        "fact" => fact(line, rest),
        word => {
            let kind = Kind::ALL.into_iter().find(|(_, known)| *known == word);
            let Some((kind, _)) = kind else {
                let known = HOLDS.join(", ");
                let help = nearest(word, HOLDS).map_or_else(
                    || format!("known: {known}"),
                    |near| format!("did you mean `{near}`? (known: {known})"),
                );
                return Err(Wrong::new(text, format!("unknown word `{word}`"), help));
            };
            ids(line, kind, rest)
        }
    }
}

fn reason<'t>(line: &'t str, rest: &'t str) -> Result<Expected<'t>, Wrong<'t>> {
    let (id, why) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let why = why.trim_start();
    if matches!(why, "unknown" | "urgency" | "-") || why.parse::<usize>().is_ok_and(|n| n > 0) {
        return Ok(Expected::Reason(id, why));
    }
    let help = "write `= reason ID N` (its contraindication of this number, from 1), \
                `= reason ID unknown`, `= reason ID urgency` or `= reason ID -`";
    Err(Wrong::new(if why.is_empty() { line } else { why }, "this is no reason", help))
}

fn came<'t>(line: &'t str, rest: &'t str) -> Result<Expected<'t>, Wrong<'t>> {
    let (step, is_wanted) = match rest.strip_prefix("not ") {
        Some(step) => (step.trim_start(), false),
        None => (rest, true),
    };
    if step.split_once('.').is_some_and(|(dialogue, step)| !dialogue.is_empty() && !step.is_empty())
    {
        return Ok(Expected::Came(step, is_wanted));
    }
    let help = "write `= came DIALOGUE.STEP` or `= came not DIALOGUE.STEP`";
    Err(Wrong::new(if step.is_empty() { line } else { step }, "no step stands here", help))
}

fn caveats<'t>(line: &'t str, word: &str, rest: &'t str) -> Result<Expected<'t>, Wrong<'t>> {
    let (id, caveats) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let caveats = caveats.trim_start();
    match (word, caveats) {
        (_, "") => {
            let help = format!("write `= {word} ID CAVEAT` or `= {word} ID -`");
            Err(Wrong::new(line, "no caveat stands here", help))
        }
        ("claim", "-") => Ok(Expected::Claim(id, Ids(""))),
        ("claim", _) => Ok(Expected::Claim(id, Ids(caveats))),
        _ => Ok(Expected::Beside(id, caveats)),
    }
}

fn level_of<'t>(line: &'t str, level: &'t str) -> Result<Option<Urgency>, Wrong<'t>> {
    if level == "none" {
        return Ok(None);
    }
    let known = Urgency::ALL.into_iter().find(|urgency| urgency.as_str() == level);
    known.map(Some).ok_or_else(|| {
        let levels: Vec<&str> =
            Urgency::ALL.into_iter().rev().map(Urgency::as_str).chain(["none"]).collect();
        let all = format!("write `= urgency` and one of: {}", levels.join(", "));
        let help = match nearest(level, levels) {
            Some(near) => format!("did you mean `{near}`? ({all})"),
            None => all,
        };
        let from = if level.is_empty() { line } else { level };
        Wrong::new(from, format!("`{level}` is no urgency"), help)
    })
}

fn fact<'t>(line: &'t str, rest: &'t str) -> Result<Expected<'t>, Wrong<'t>> {
    let help = "write `= fact ID VALUE`, such as `= fact sleep_hours 6`";
    let Some((name, value)) = rest.split_once(char::is_whitespace) else {
        let from = if rest.is_empty() { line } else { rest };
        return Err(Wrong::new(from, "a fact or its value is missing", help));
    };
    let value = value.trim_start();
    let value = match value.strip_prefix('$') {
        Some(bound) if names::is_name(bound) => Value::Named(bound),
        Some(_) => {
            let message = format!("`{value}` is no name");
            return Err(Wrong::new(value, message, "write `= fact ID $name`"));
        }
        None => Value::Plain(value),
    };
    Ok(Expected::Fact(name, value))
}

fn ids<'t>(line: &'t str, kind: Kind, rest: &'t str) -> Result<Expected<'t>, Wrong<'t>> {
    let (first, others) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let others = others.trim_start();
    match (first, others) {
        ("", _) | ("only" | "not", "") => {
            let word = kind.as_str();
            let help = format!(
                "write `= {word} ID…`, `= {word} only ID…`, `= {word} not ID…` or `= {word} -`"
            );
            Err(Wrong::new(line, "no id stands here", help))
        }
        ("-", "") | ("only", "-") => Ok(Expected::Ids(kind, Extent::Only, Ids(""))),
        ("only", ids) => Ok(Expected::Ids(kind, Extent::Only, Ids(ids))),
        ("not", ids) => Ok(Expected::Ids(kind, Extent::Not, Ids(ids))),
        _ => Ok(Expected::Ids(kind, Extent::Among, Ids(rest))),
    }
}

#[cfg(test)]
mod tests;

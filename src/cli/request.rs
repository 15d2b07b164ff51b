//! What is asked of the program, with types.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;
use clap_complete::Shell;

use crate::base::language::Language;
use crate::cli::arguments::with_hidden;
use crate::cli::failure::Failure;
use crate::cli::settings::{ColourChoice, Place};
use crate::cli::{FINE, UNUSABLE};

/// A command with what is common to all.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) common: Common,
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, Clone)]
pub(super) struct Common {
    /// The folder of a pack; the embedded one otherwise.
    pub(super) pack: Option<PathBuf>,
    /// The language, if it was named.
    pub(super) language: Option<Language>,
    /// Whose phone numbers are shown, if it was named.
    pub(super) place: Option<Place>,
    /// Whether colours are shown.
    pub(super) colour: ColourChoice,
}

/// A command.
#[derive(Debug)]
pub(super) enum Command {
    Ask(Ask),
    Chat(Chat),
    Check(Check),
    Claims(Format),
    Completions(Shell),
    Export(Export),
    Fmt(Fmt),
    Diff(Diff),
    Graph(Graph),
    /// The folder of a new pack.
    New(PathBuf),
    Import(Import),
    Cover(Cover),
    Mutate(Mutate),
    /// The man page of a command; without one the program's.
    Man(Option<String>),
    Replay(Replay),
    Run(Run),
    /// With the dialogue of conversations that name none.
    Stdio(Option<String>),
    Understand(Understand),
    Vignettes(Vignettes),
    Version,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Json,
    Fhir,
    Github,
    Dot,
    Mermaid,
    Svg,
    Outline,
}

/// `samtale ask`.
#[derive(Debug)]
pub(super) struct Ask {
    /// The question; `-`: on standard input.
    pub(super) question: String,
    pub(super) format: Format,
}

/// `samtale chat`.
#[derive(Debug, Default)]
pub(super) struct Chat {
    pub(super) dialogue: Option<String>,
    pub(super) record: Option<PathBuf>,
    /// Whether what was understood is recorded instead of the words.
    pub(super) redact: bool,
    pub(super) resume: Option<PathBuf>,
    /// A transcript, and the line of the turn to go on from.
    pub(super) from: Option<(PathBuf, u32)>,
    /// Where the answers and the outcome go when it is over.
    pub(super) save_fhir: Option<PathBuf>,
    pub(super) plain: bool,
}

/// `samtale check`.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) articles: Option<PathBuf>,
    pub(super) transcripts: Option<PathBuf>,
    /// As it was typed; `YYYY-MM-DD`.
    pub(super) today: Option<String>,
    /// Again whenever a file is saved.
    pub(super) watch: bool,
    /// What is proved instead of what is wrong.
    pub(super) proof: bool,
    pub(super) format: Format,
}

/// `samtale export`.
#[derive(Debug)]
pub(super) struct Export {
    pub(super) dialogue: Option<String>,
    pub(super) out: Option<PathBuf>,
}

/// `samtale import`.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) file: PathBuf,
    /// The folder of the new pack.
    pub(super) out: Option<PathBuf>,
}

/// `samtale fmt`.
#[derive(Debug)]
pub(super) struct Fmt {
    pub(super) paths: Vec<PathBuf>,
    /// Only tell what would change.
    pub(super) check: bool,
}

/// `samtale diff`.
#[derive(Debug)]
pub(super) struct Diff {
    /// The new pack.
    pub(super) with: PathBuf,
    pub(super) paths: Vec<PathBuf>,
    /// Names of transcripts whose urgency may go down.
    pub(super) accept: Option<PathBuf>,
}

/// `samtale graph`.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) dialogue: Option<String>,
    /// Only what leads to this rule.
    pub(super) to: Option<String>,
    pub(super) format: Format,
}

/// `samtale mutate`.
#[derive(Debug)]
pub(super) struct Mutate {
    pub(super) paths: Vec<PathBuf>,
    /// Whether a transcript is shown that would notice each change.
    pub(super) transcripts: bool,
    /// Whether the changes are listed that change nothing.
    pub(super) weighed_out: bool,
    pub(super) jobs: Option<usize>,
}

/// `samtale cover`.
#[derive(Debug)]
pub(super) struct Cover {
    pub(super) paths: Vec<PathBuf>,
    pub(super) folder: PathBuf,
}

/// `samtale replay`.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Replay {
    pub(super) paths: Vec<PathBuf>,
    pub(super) bless: bool,
    pub(super) review: bool,
    pub(super) exact: bool,
    pub(super) coverage: bool,
    /// `junit`, `tap`, `html`, `json` or `github`.
    pub(super) report: Option<String>,
    pub(super) out: Option<PathBuf>,
    pub(super) jobs: Option<usize>,
}

/// `samtale run`.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) dialogue: Option<String>,
    /// The facts; `-`: standard input.
    pub(super) facts: PathBuf,
    pub(super) format: Format,
    /// One facts object a line.
    pub(super) lines: bool,
    /// How many lines at a time.
    pub(super) jobs: Option<usize>,
}

/// `samtale vignettes`.
#[derive(Debug)]
pub(super) struct Vignettes {
    pub(super) paths: Vec<PathBuf>,
    pub(super) format: Format,
}

/// `samtale understand`.
#[derive(Debug)]
pub(super) struct Understand {
    /// The facts or members that are being asked.
    pub(super) asking: Vec<String>,
}

/// Reads arguments, the first of which is the program's own name.
pub(super) fn read(arguments: Vec<OsString>) -> Result<Request, Failure> {
    let matches = with_hidden().try_get_matches_from(arguments).map_err(|error| Failure {
        code: if error.use_stderr() { UNUSABLE } else { FINE },
        message: error.render().to_string(),
    })?;
    let of = matches.subcommand().map_or(&matches, |(_, of)| of);
    let command = match matches.subcommand() {
        _ if matches.get_flag("version") => Command::Version,
        Some((name, of)) => command_of(name, of)?,
        None => Command::Chat(Chat::default()),
    };
    Ok(Request { common: common(of), command })
}

fn common(matches: &ArgMatches) -> Common {
    Common {
        pack: matches.get_one("pack").cloned(),
        language: matches.get_one("lang").copied(),
        place: matches.get_one("country").cloned(),
        colour: match text(matches, "color").as_deref() {
            Some("always") => ColourChoice::Always,
            Some("never") => ColourChoice::Never,
            _ => ColourChoice::Auto,
        },
    }
}

fn command_of(name: &str, matches: &ArgMatches) -> Result<Command, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    Ok(match name {
        "ask" => Command::Ask(Ask {
            question: text(matches, "question").unwrap_or_default(),
            format: format(matches),
        }),
        "check" => Command::Check(check(matches)),
        "claims" => Command::Claims(format(matches)),
        "completions" => {
            let shell = matches.get_one::<Shell>("shell").copied();
            Command::Completions(shell.unwrap_or(Shell::Bash))
        }
        "fmt" => Command::Fmt(Fmt { paths: paths(matches), check: matches.get_flag("check") }),
        "diff" => Command::Diff(Diff {
            with: path("with").unwrap_or_default(),
            paths: paths(matches),
            accept: path("accept"),
        }),
        "graph" => {
            let (dialogue, to) = (text(matches, "dialogue"), text(matches, "to"));
            Command::Graph(Graph { dialogue, to, format: format(matches) })
        }
        "new" => Command::New(path("folder").unwrap_or_default()),
        "export" => {
            Command::Export(Export { dialogue: text(matches, "dialogue"), out: path("out") })
        }
        "import" => {
            Command::Import(Import { file: path("file").unwrap_or_default(), out: path("out") })
        }
        "cover" => Command::Cover(Cover {
            paths: paths(matches),
            folder: path("write").unwrap_or_default(),
        }),
        "mutate" => Command::Mutate(Mutate {
            paths: paths(matches),
            transcripts: matches.get_flag("transcripts"),
            weighed_out: matches.get_flag("weighed-out"),
            jobs: matches.get_one("jobs").copied(),
        }),
        "man" => Command::Man(text(matches, "command")),
        "replay" => Command::Replay(replay(matches)),
        "run" => Command::Run(run(matches)?),
        "stdio" => Command::Stdio(text(matches, "dialogue")),
        "understand" => {
            let asking = matches.get_many::<String>("asking").unwrap_or_default();
            Command::Understand(Understand { asking: asking.cloned().collect() })
        }
        "vignettes" => {
            Command::Vignettes(Vignettes { paths: paths(matches), format: format(matches) })
        }
        _ => Command::Chat(chat(matches)),
    })
}

fn paths(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>("paths").unwrap_or_default().cloned().collect()
}

fn chat(matches: &ArgMatches) -> Chat {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    Chat {
        dialogue: text(matches, "dialogue"),
        record: path("record"),
        redact: matches.get_flag("redact"),
        resume: path("resume"),
        from: matches.get_one("from").cloned(),
        save_fhir: path("save-fhir"),
        plain: matches.get_flag("plain"),
    }
}

fn check(matches: &ArgMatches) -> Check {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    Check {
        articles: path("articles"),
        transcripts: path("transcripts"),
        today: text(matches, "today"),
        watch: matches.get_flag("watch"),
        proof: matches.get_flag("proof"),
        format: format(matches),
    }
}

fn replay(matches: &ArgMatches) -> Replay {
    Replay {
        paths: paths(matches),
        bless: matches.get_flag("bless"),
        review: matches.get_flag("review"),
        exact: matches.get_flag("exact"),
        coverage: matches.get_flag("coverage"),
        report: text(matches, "report"),
        out: matches.get_one("out").cloned(),
        jobs: matches.get_one("jobs").copied(),
    }
}

fn run(matches: &ArgMatches) -> Result<Run, Failure> {
    let lines = matches.get_flag("jsonl");
    let was_typed = matches.value_source("format") == Some(ValueSource::CommandLine);
    if lines && was_typed && format(matches) != Format::Json {
        return Err(Failure::unusable("--jsonl writes json and no other format"));
    }
    Ok(Run {
        dialogue: text(matches, "dialogue"),
        facts: matches.get_one::<PathBuf>("facts").cloned().unwrap_or_default(),
        format: format(matches),
        lines,
        jobs: matches.get_one("jobs").copied(),
    })
}

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

fn format(matches: &ArgMatches) -> Format {
    match text(matches, "format").as_deref() {
        Some("markdown") => Format::Markdown,
        Some("html") => Format::Html,
        Some("json") => Format::Json,
        Some("fhir") => Format::Fhir,
        Some("github") => Format::Github,
        Some("dot") => Format::Dot,
        Some("mermaid") => Format::Mermaid,
        Some("svg") => Format::Svg,
        Some("outline") => Format::Outline,
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Format, Language, read};

    fn command(line: &str) -> Command {
        read(line.split(' ').map(Into::into).collect()).unwrap().command
    }

    #[test]
    fn without_a_command_it_is_the_chat() {
        assert!(matches!(command("samtale"), Command::Chat(chat) if chat.dialogue.is_none()));
        assert!(matches!(command("samtale --lang da"), Command::Chat(_)));
        let Command::Chat(chat) = command("samtale chat mood --plain") else { panic!("chat") };
        assert_eq!((chat.dialogue.as_deref(), chat.plain), (Some("mood"), true));
    }

    #[test]
    fn common_options_stand_anywhere() {
        for line in ["samtale --lang sv claims", "samtale claims --lang sv"] {
            let request = read(line.split(' ').map(Into::into).collect()).unwrap();
            assert_eq!(request.common.language.map(Language::code), Some("sv"));
        }
    }

    #[test]
    fn lines_are_json() {
        let Command::Run(run) = command("samtale run --facts - --jsonl") else { panic!("run") };
        assert!(run.lines);
        let line = "samtale run --facts - --jsonl --format fhir";
        assert_eq!(read(line.split(' ').map(Into::into).collect()).unwrap_err().code, 2);
        let Command::Run(run) = command("samtale run mood --facts x --format json") else {
            panic!("run")
        };
        assert_eq!(run.format, Format::Json);
    }
}

//! The arguments that the program takes.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;

use crate::base::language::Language;
use crate::cli::settings::Place;

/// The whole command line with the commands that only who makes a package calls.
pub(super) fn with_hidden() -> Command {
    command().subcommands([
        Command::new("completions").about("Completions for a shell").hide(true).arg(
            Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(Shell)),
        ),
        Command::new("man")
            .about("The man page, or that of a command")
            .hide(true)
            .arg(Arg::new("command").value_name("COMMAND")),
    ])
}

/// The whole command line as people see it.
pub(super) fn command() -> Command {
    Command::new("samtale")
        .about("A chat-style rules engine for health guidance: no language model, no network")
        .long_about(
            "A chat-style rules engine for health guidance: no language model, no network.\n\
             Without a command it starts the intake chat.",
        )
        .disable_version_flag(true)
        .args_conflicts_with_subcommands(false)
        .arg(switch("version", "The program, and the pack with its version and digest").short('V'))
        .args(common())
        .subcommands([
            chat(),
            run(),
            stdio(),
            understand(),
            ask(),
            claims(),
            replay(),
            check(),
            graph(),
            new(),
            export(),
            import(),
            fmt(),
            diff(),
            vignettes(),
            mutate(),
            cover(),
        ])
}

fn common() -> [Arg; 4] {
    [
        option("pack", "DIR", "A pack of your own: a folder with rules/ and dialogues/")
            .value_parser(value_parser!(PathBuf))
            .global(true),
        option("lang", "LANG", "en, da, sv or nb [default: the locale's, else en]")
            .value_parser(|text: &str| text.parse::<Language>())
            .global(true),
        option(
            "country",
            "CC",
            "Whose phone numbers: dk, se, no or other; a region can follow: dk-capital",
        )
        .value_parser(|text: &str| text.parse::<Place>())
        .global(true),
        option("color", "WHEN", "Colour: auto, always or never")
            .value_parser(["auto", "always", "never"])
            .default_value("auto")
            .hide_possible_values(true)
            .global(true),
    ]
}

fn chat() -> Command {
    Command::new("chat").about("Talk: the default").args([
        dialogue(),
        file("record", "Write the conversation to a transcript"),
        switch("redact", "Record what was understood, not the words and exact numbers"),
        file("resume", "Go on with a recorded conversation, as far as it still holds"),
        option("from", "FILE:LINE", "Go on by hand from a turn of a transcript")
            .value_parser(|text: &str| file_and_line(text))
            .conflicts_with("resume"),
        file("save-fhir", "Write answers and outcome as a FHIR Bundle when the chat is over"),
        switch("plain", "Plain lines for screen readers"),
    ])
}

fn run() -> Command {
    Command::new("run").about("Evaluate given facts; asks nothing").args([
        dialogue(),
        file("facts", "Facts, or a FHIR QuestionnaireResponse, as JSON; - is standard input")
            .required(true),
        format(&["text", "markdown", "html", "json", "fhir"]),
        switch("jsonl", "One facts object a line in, one outcome a line out; implies json"),
        option("jobs", "N", "How many lines at a time with --jsonl [default: as many as cores]")
            .value_parser(value_parser!(usize))
            .requires("jsonl"),
    ])
}

fn stdio() -> Command {
    Command::new("stdio")
        .about("Conversations for other programs: one JSON object a line each way")
        .arg(dialogue())
}

fn understand() -> Command {
    Command::new("understand").about("What each line of standard input says: text → findings").args(
        [
            option("asking", "FACT", "The fact or fact.member that is being asked")
                .action(ArgAction::Append)
                .value_delimiter(','),
            format(&["json"]).default_value("json"),
        ],
    )
}

fn ask() -> Command {
    Command::new("ask").about("What the articles say to a question").args([
        Arg::new("question")
            .value_name("QUESTION")
            .required(true)
            .help("The question; - reads it from standard input"),
        format(&["text", "json"]),
    ])
}

fn claims() -> Command {
    Command::new("claims")
        .about("Every claim of the pack with its passage, and what rests on it")
        .arg(format(&["text", "json"]))
}

fn replay() -> Command {
    Command::new("replay").about("Replay transcripts and compare").args([
        transcripts(),
        switch("bless", "Write what is now asked and holds into the transcripts"),
        switch("review", "Show what differs turn by turn and ask whether to write it"),
        switch("exact", "Compare what was shown, too"),
        switch("coverage", "Tell what no transcript has reached, and what would lead to it"),
        option("report", "KIND", "A report for other programs")
            .value_parser(["junit", "tap", "html", "json", "github"]),
        file("out", "Where the report goes"),
        option("jobs", "N", "How many transcripts at a time").value_parser(value_parser!(usize)),
    ])
}

fn diff() -> Command {
    Command::new("diff")
        .about("For whom another pack judges differently: --pack OLD --with NEW")
        .args([
            transcripts(),
            file("with", "The new pack; the old one is --pack").value_name("DIR").required(true),
            file("accept", "Names of transcripts whose urgency may go down, one a line"),
        ])
}

fn transcripts() -> Arg {
    Arg::new("paths")
        .value_name("PATH")
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .help("Transcripts, or folders of them")
}

fn vignettes() -> Command {
    Command::new("vignettes")
        .about("Whether the rules judge described persons as a clinician does")
        .args([
            Arg::new("paths")
                .value_name("PATH")
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .default_value("tests/vignettes")
                .help("Files of vignettes, or folders of them"),
            format(&["text", "json"]),
        ])
}

fn check() -> Command {
    Command::new("check")
        .about("Check a pack: all that is wrong, with the place and the mend")
        .args([
            file("articles", "Verify passages against the articles in this folder")
                .value_name("DIR"),
            file("transcripts", "Verify hazard controls against these transcripts")
                .value_name("DIR"),
            option("today", "DATE", "The date that contacts are judged by [default: today]"),
            switch("watch", "Check again whenever a file of the pack is saved; ends with Ctrl+C"),
            switch("proof", "What is proved, for a clinician; as Markdown it is the safety case"),
            format(&["text", "markdown", "json", "github"]),
        ])
}

fn graph() -> Command {
    Command::new("graph").about("A picture of a dialogue").args([
        dialogue(),
        option("to", "RULE", "Only what leads to this referral or advice")
            .conflicts_with("dialogue"),
        format(&["dot", "mermaid", "svg", "outline"]).default_value("outline"),
    ])
}

fn fmt() -> Command {
    Command::new("fmt").about("Lay out the RON files of a pack; comments stay").args([
        Arg::new("paths")
            .value_name("PATH")
            .required(true)
            .num_args(1..)
            .value_parser(value_parser!(PathBuf))
            .help("Files, or folders of them"),
        switch("check", "Write nothing; tell which files would change"),
    ])
}

fn new() -> Command {
    Command::new("new").about("A small complete pack to begin with").arg(
        Arg::new("folder")
            .value_name("DIR")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help("A folder that is empty or not there yet"),
    )
}

fn export() -> Command {
    Command::new("export").about("Write a dialogue for other programs").args([
        kind().value_parser(["fhir"]).help("fhir: a Questionnaire of FHIR R4"),
        dialogue(),
        file("out", "Where it goes [default: standard output]"),
    ])
}

fn import() -> Command {
    Command::new("import").about("Make a pack from a form of other programs").args([
        kind().value_parser(["fhir"]).help("fhir: a Questionnaire of FHIR R4"),
        Arg::new("file")
            .value_name("FILE")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help("The form; - is standard input"),
        file("out", "The folder of the new pack [default: standard output]").value_name("DIR"),
    ])
}

fn kind() -> Arg {
    Arg::new("kind").value_name("KIND").required(true)
}

fn mutate() -> Command {
    Command::new("mutate")
        .about("Change the rules one small step at a time: what would nothing notice?")
        .args([
            transcripts().required(false),
            switch("transcripts", "Show a transcript that would notice each of them"),
            switch("weighed-out", "List the changes that are proved to change nothing, and why"),
            option("jobs", "N", "How many threads").value_parser(value_parser!(usize)),
        ])
}

fn cover() -> Command {
    Command::new("cover")
        .about("Write the transcripts that are missing, for a person to accept")
        .args([
            transcripts().required(false),
            file("write", "Where they go").value_name("DIR").required(true),
        ])
}

fn dialogue() -> Arg {
    Arg::new("dialogue").value_name("DIALOGUE").help("The dialogue [default: that of the pack]")
}

/// `FILE:LINE`
fn file_and_line(text: &str) -> Result<(PathBuf, u32), String> {
    let (file, line) =
        text.rsplit_once(':').ok_or("write FILE:LINE, such as talk.transcript:12")?;
    let line = line.parse().map_err(|_| format!("`{line}` is no line number"))?;
    Ok((PathBuf::from(file), line))
}

fn format(formats: &[&'static str]) -> Arg {
    let option = option("format", "FORMAT", "What to write");
    let option = option.value_parser(formats.to_vec());
    if formats.contains(&"text") { option.default_value("text") } else { option }
}

fn file(name: &'static str, help: &'static str) -> Arg {
    option(name, "FILE", help).value_parser(value_parser!(PathBuf))
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_sound() {
        super::with_hidden().debug_assert();
    }
}

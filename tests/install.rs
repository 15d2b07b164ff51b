//! What is installed beside the program: completions, man pages, and the Debian package's list of files.

use std::fs;
use std::path::Path;

use crate::support::Samtale;

/// The commands as `--help` lists them.
fn commands() -> Vec<String> {
    let help = Samtale::new().args(["--help"]).run().fine().stdout;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    names.filter(|name| name != "help").collect()
}

#[test]
fn completions_know_all_commands_and_no_hidden_one() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Samtale::new().args(["completions", shell]).run().fine().stdout;
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        assert!(script.contains("save-fhir") && !script.contains("completions for"), "{shell}");
        assert!(!script.contains("The man page"), "{shell}");
    }
    let ran = Samtale::new().args(["completions", "tcsh"]).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
}

#[test]
fn the_man_page_leads_to_a_page_for_each_command() {
    let page = Samtale::new().args(["man"]).run().fine().stdout;
    assert!(page.contains(&format!("samtale {}", env!("CARGO_PKG_VERSION"))), "{page}");
    // as .ci/package finds them
    let named: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("samtale\\-")?.strip_suffix("(1)"))
        .collect();
    assert_eq!(named, commands());
    for command in named {
        let page = Samtale::new().args(["man", command]).run().fine().stdout;
        assert!(page.contains(&format!("samtale {command}")), "{page}");
        assert!(page.contains("\\-\\-pack"), "{page}");
    }
    let ran = Samtale::new().args(["man", "chatt"]).run();
    assert_eq!(ran.stderr, "error: there is no command `chatt` (did you mean `chat`?)\n");
    assert_eq!(ran.code, 2);
}

#[test]
fn what_the_debian_package_takes_is_there_or_made_by_its_command() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let script = fs::read_to_string(root.join(".ci/package")).unwrap();
    let assets = manifest.split("\nassets = [\n").nth(1).unwrap().split("\n]").next().unwrap();
    let sources = assets.lines().map(|line| line.split('"').nth(1).unwrap());
    let mut made = 0;
    for source in sources {
        if source.starts_with("target/package/") {
            made += 1;
            let ending = Path::new(source).extension().unwrap().to_str().unwrap();
            assert!(script.contains(ending), "{source}");
        } else if !source.starts_with("target/") {
            let path = source.split('*').next().unwrap();
            assert!(root.join(path).exists(), "{source}");
        }
    }
    assert_eq!(made, 4);
}

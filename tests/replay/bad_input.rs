//! Transcripts that cannot be used: a clear error, the rest is compared, nothing is lost.

use std::fs::File;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use crate::replay::{Folder, english};

#[test]
fn files_that_are_no_transcripts() {
    let folder = Folder::new()
        .with("crlf.txt", "\u{feff}samtale transcript 1\r\nlang: en\r\n> hello \r\n= refer - \r\n")
        .with("binary.txt", [b's', b'\n', 0, 0xff, 0xfe, b'\n'])
        .with("zeros.txt", [0_u8; 64])
        .with("empty.txt", "");
    // a file with a hole in it takes no room on the disk
    File::create(folder.path("large.txt")).unwrap().set_len(100_000_000).unwrap();
    let ran = folder.replay(&["."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.ends_with("1 passed, 0 failed, 4 unreadable\n"), "{}", ran.stdout);
    for told in [
        "binary.txt:1:1: it is not UTF-8 text (line 2)",
        "empty.txt:1:1: this is no transcript: nothing stands in it",
        "large.txt:1:1: it is larger than 64 MB",
        "zeros.txt:1:1: this is no transcript",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    // a line without end is not said back whole
    assert!(ran.stderr.len() < 2000, "{}", ran.stderr.len());
}

#[test]
fn a_large_transcript_is_read() {
    let mut text = english(&["> hello", "= refer -"]);
    text.push_str(&"# a comment that is of no use to anybody\n".repeat(200_000));
    text.push_str("> /quit\n= refer -\n= urgency soon\n");
    let ran = Folder::new().with("a.txt", text).replay(&["a.txt"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.starts_with("a.txt:200007:1: differs"), "{}", ran.stdout);
}

#[test]
fn folders_and_files_that_cannot_be_read() {
    let folder = Folder::new()
        .with("t/shut/a.txt", english(&["> hi"]))
        .with("t/b.txt", english(&["> hi", "= refer -"]));
    std::os::unix::fs::symlink("nowhere", folder.path("t/gone.txt")).unwrap();
    let shut = folder.path("t/shut");
    std::fs::set_permissions(&shut, std::fs::Permissions::from_mode(0o000)).unwrap();
    let is_shut = std::fs::read_dir(&shut).is_err();
    let ran = folder.replay(&["t", "missing.txt"]);
    std::fs::set_permissions(&shut, std::fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("t/gone.txt:1:1: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("missing.txt:1:1: "), "{}", ran.stderr);
    // the owner of everything reads everything
    assert_eq!(
        ran.stderr.contains("t/shut:1:1: cannot read this folder: "),
        is_shut,
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains(" passed, 0 failed, "), "{}", ran.stdout);
}

#[test]
fn includes_that_lead_nowhere() {
    let include = |file: &str| format!("samtale transcript 1\ninclude: {file}\n> hi\n= refer -\n");
    let folder = Folder::new()
        .with("t/gone.txt", include("nothing.txt"))
        .with("t/up.txt", include("../../secret.txt"))
        .with("t/root.txt", include("/etc/hostname"))
        .with("t/self.txt", include("self.txt"))
        .with("t/bad.txt", include("broken.md"))
        .with("t/broken.md", "samtale transcript 1\n= urgency high\n");
    let ran = folder.replay(&["t"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, "0 passed, 0 failed, 5 unreadable\n"));
    for told in [
        "t/gone.txt:2:10: cannot read t/nothing.txt: ",
        "t/up.txt:2:10: `../../secret.txt` leaves the folder of the transcripts",
        "t/root.txt:2:10: `/etc/hostname` leaves the folder of the transcripts",
        "t/self.txt:2:10: `self.txt` includes itself: t/self.txt → t/self.txt",
        "t/broken.md:2:11: `high` is no urgency",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
}

#[test]
fn a_full_disk() {
    let folder = Folder::new().with("a.txt", english(&["> hello", "= urgency urgent"]));
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    let output = Command::new(env!("CARGO_BIN_EXE_samtale"))
        .args(["replay", "a.txt"])
        .current_dir(folder.folder())
        .stdout(full())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("error: cannot write the results: "), "{told}");
    // a file that is there is never written over, whatever it is
    let ran = folder.samtale(&["chat", "--record", "/dev/full"]).run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.starts_with("error: cannot record to /dev/full: "), "{}", ran.stderr);
}

#[test]
fn a_recording_that_can_no_longer_be_written_does_not_stop_the_conversation() {
    let folder = Folder::new();
    // no file may grow beyond two blocks of 1024 bytes
    let script = format!(
        "ulimit -f 2; trap '' XFSZ; exec {} chat --lang en --record a.txt",
        env!("CARGO_BIN_EXE_samtale")
    );
    let mut child = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, b"hello\n1\n/quit\n").unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("I can no longer write to a.txt: "), "{shown}");
    assert!(shown.contains("EMERGENCY"), "{shown}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("error: the recording a.txt is not complete: "), "{told}");
    assert_eq!(output.status.code(), Some(2));
    // what is there replays: the line that was cut off is compared as far as it goes
    let ran = folder.replay(&["a.txt"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

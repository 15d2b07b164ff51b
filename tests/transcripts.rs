//! Every transcript in `tests/transcripts/` still holds, replayed through the real binary.

use std::path::Path;
use std::process::Command;

#[test]
fn all_transcripts_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_samtale"))
        .current_dir(root)
        .args(["replay", "tests/transcripts"])
        .output()
        .expect("the binary runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
}

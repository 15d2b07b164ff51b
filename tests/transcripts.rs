//! Every transcript in `tests/transcripts/` still holds.

use std::path::Path;

use crate::support::Samtale;

#[test]
fn every_transcript_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = Samtale::new().in_folder(root).args(["replay", "tests/transcripts"]).run();
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

//! The small complete pack that `samtale new` writes.

use std::collections::BTreeMap;

use crate::base::language::Language;
use crate::pack::place::ron_options;

/// Path and text of each file; `«key»` stands for a word of [`WORDS`], or for the id, language or version.
const FILES: [(&str, &str); 15] = [
    ("README.md", include_str!("../../templates/new/README.md")),
    ("rules/pack.ron", include_str!("../../templates/new/rules/pack.ron")),
    ("rules/facts.ron", include_str!("../../templates/new/rules/facts.ron")),
    ("rules/caveats.ron", include_str!("../../templates/new/rules/caveats.ron")),
    ("rules/claims/eyes.ron", include_str!("../../templates/new/rules/claims/eyes.ron")),
    ("rules/advice.ron", include_str!("../../templates/new/rules/advice.ron")),
    ("rules/referrals.ron", include_str!("../../templates/new/rules/referrals.ron")),
    ("rules/properties.ron", include_str!("../../templates/new/rules/properties.ron")),
    (
        "rules/vocabulary/en/red_flags.ron",
        include_str!("../../templates/new/rules/vocabulary/en/red_flags.ron"),
    ),
    (
        "rules/vocabulary/da/red_flags.ron",
        include_str!("../../templates/new/rules/vocabulary/da/red_flags.ron"),
    ),
    (
        "rules/vocabulary/sv/red_flags.ron",
        include_str!("../../templates/new/rules/vocabulary/sv/red_flags.ron"),
    ),
    (
        "rules/vocabulary/nb/red_flags.ron",
        include_str!("../../templates/new/rules/vocabulary/nb/red_flags.ron"),
    ),
    ("dialogues/eyes.ron", include_str!("../../templates/new/dialogues/eyes.ron")),
    (
        "transcripts/dry_eyes.transcript",
        include_str!("../../templates/new/transcripts/dry_eyes.transcript"),
    ),
    (
        "transcripts/sight_lost.transcript",
        include_str!("../../templates/new/transcripts/sight_lost.transcript"),
    ),
];

/// Each word in the four languages, in the order of [`Language::ALL`].
const WORDS: &str = include_str!("../../templates/new/texts.ron");

/// The files of a new pack in a language: paths below its folder, and texts.
#[must_use]
pub fn new_pack(id: &str, language: Language) -> Vec<(&'static str, String)> {
    // the words are part of the program, and a test reads them
    let words: BTreeMap<String, [String; 4]> = ron_options().from_str(WORDS).unwrap_or_default();
    let fill = |text: &str| {
        let mut filled = text.replace("«id»", id).replace("«lang»", language.code());
        filled = filled.replace("«version»", env!("CARGO_PKG_VERSION"));
        for (key, word) in &words {
            filled = filled.replace(&format!("«{key}»"), &word[language.index()]);
        }
        filled
    };
    FILES.into_iter().map(|(path, text)| (path, fill(text))).collect()
}

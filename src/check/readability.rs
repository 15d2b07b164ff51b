//! `hard_to_read`: a text with a LIX above 40.

use crate::base::language::Language;
use crate::check::context::Context;
use crate::check::owned_text::{Form, Owner, owned_texts};
use crate::diagnostic::Severity;
use crate::model::text::Piece;

/// The LIX above which a text is reported.
const HIGHEST: usize = 40;
/// Shorter texts have no stable LIX: one long word would decide.
const FEWEST_WORDS: usize = 12;
/// A word with more letters counts as long.
const LONG_WORD: usize = 6;

/// Reports texts of a few sentences or more that are hard to read, in every language that was read.
pub(super) fn check(context: &mut Context<'_>) {
    let model = context.model;
    for text in owned_texts(model) {
        // the resolution of a conflict is for authors
        if text.form == Form::Line || matches!(text.owner, Owner::Conflict(_)) {
            continue;
        }
        for language in context.languages() {
            if !model.texts.has(text.id, language) {
                continue;
            }
            let lix = lix(&words_of(model.texts.get(text.id, language)));
            if let Some(lix) = lix.filter(|lix| *lix > HIGHEST) {
                report(context, &text.spot, model.texts.key(text.id), language, lix);
            }
        }
    }
}

fn report(
    context: &mut Context<'_>,
    spot: &crate::check::context::Spot,
    key: &str,
    language: Language,
    lix: usize,
) {
    let message = format!("`{key}` ({language}) is hard to read: LIX {lix}");
    context.report_text(("hard_to_read", Severity::Warning), (spot, key, language), message).help =
        Some(format!("shorter sentences and shorter words; at most {HIGHEST}"));
}

/// The words of a text, with a short word for each placeholder.
fn words_of(template: &[Piece]) -> String {
    let words = template.iter().map(|piece| match piece {
        Piece::Words(words) => words.as_ref(),
        _ => "x",
    });
    words.collect()
}

/// The LIX of a text: words a sentence, and long words in a hundred; none for very short texts.
pub(super) fn lix(text: &str) -> Option<usize> {
    let (mut words, mut long, mut sentences) = (0, 0, 0);
    let mut sentence_open = false;
    for line in text.lines() {
        for word in line.split_whitespace() {
            let letters = word.chars().filter(|letter| letter.is_alphanumeric()).count();
            if letters > 0 {
                words += 1;
                long += usize::from(letters > LONG_WORD);
                sentence_open = true;
            }
            let bare = word.trim_end_matches(['"', '”', '’', ')', '»']);
            if sentence_open && bare.ends_with(['.', '!', '?', ':']) {
                sentences += 1;
                sentence_open = false;
            }
        }
        if sentence_open {
            sentences += 1;
            sentence_open = false;
        }
    }
    if words < FEWEST_WORDS {
        return None;
    }
    // rounded to the nearest whole number
    let a_sentence = (2 * words + sentences) / (2 * sentences);
    let in_a_hundred = (200 * long + words) / (2 * words);
    Some(a_sentence + in_a_hundred)
}

#[cfg(test)]
mod tests {
    use super::lix;

    #[test]
    fn known_values() {
        assert_eq!(lix("Short words here."), None);
        assert_eq!(lix("One two three four five six. One two three four five six."), Some(6));
        let long = "Considerable neuromuscular excitability following prolonged strenuous exercise \
                    demonstrates electrophysiological abnormalities requiring investigation";
        assert_eq!(lix(long), Some(112));
        assert_eq!(lix("Do this:\n- one two three four five\n- six seven eight nine ten"), Some(4));
    }
}

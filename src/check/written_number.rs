//! The numbers that a text writes in digits.

use std::collections::BTreeSet;

use crate::base::decimal::Decimal;
use crate::base::language::Language;
use crate::model::text::Piece;

/// The numbers that a text writes in digits, without those that placeholders fill in.
pub(super) fn numbers_in(template: &[Piece], language: Language) -> BTreeSet<Decimal> {
    let mut numbers = BTreeSet::new();
    for piece in template {
        if let Piece::Words(words) = piece {
            numbers.extend(numbers_of(words, language));
        }
    }
    numbers
}

/// The numbers that some words write in digits, as the language writes them.
///
/// Digits that belong to a name are none: `B12`, `omega-3`, `1RM`. A clock time in the afternoon is
/// read as other languages write it: `2 pm` is 14.
#[must_use]
pub fn numbers_of(words: &str, language: Language) -> Vec<Decimal> {
    let letters: Vec<char> = words.chars().collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let named = belongs_to_name(&letters[..at]);
        let (digits, end) = read(&letters, at, language);
        let one_repetition = letters[end..].starts_with(&['R', 'M']);
        if !named
            && !one_repetition
            && let Ok(number) = digits.parse::<Decimal>()
        {
            numbers.push(in_the_afternoon(number, &letters[end..]));
        }
        at = end;
    }
    numbers
}

/// Whether the letters before a digit make it part of a name.
fn belongs_to_name(before: &[char]) -> bool {
    match before {
        [.., letter] if letter.is_alphabetic() => true,
        [.., letter, '-' | '\u{2011}'] => letter.is_alphabetic(),
        _ => false,
    }
}

/// Reads one number: its digits with a point, and where it ends.
fn read(letters: &[char], start: usize, language: Language) -> (String, usize) {
    let mut digits = String::new();
    let mut at = start;
    loop {
        while at < letters.len() && letters[at].is_ascii_digit() {
            digits.push(letters[at]);
            at += 1;
        }
        let follows =
            |from: usize| letters[from..].iter().take_while(|c| c.is_ascii_digit()).count();
        let Some(mark) = letters.get(at).copied() else { break };
        let three = follows(at + 1) == 3 && !digits.contains('.') && (at - start) <= 7;
        let groups = match mark {
            ',' => language == Language::En,
            '.' | ' ' => language != Language::En && at - start <= 3,
            '\u{a0}' | '\u{202f}' => true,
            _ => false,
        };
        if groups && three {
            at += 1;
        } else if matches!(mark, '.' | ',') && follows(at + 1) > 0 && !digits.contains('.') {
            if mark == ',' && language == Language::En {
                break;
            }
            digits.push('.');
            at += 1;
        } else {
            break;
        }
    }
    (digits, at)
}

fn in_the_afternoon(number: Decimal, after: &[char]) -> Decimal {
    let text: String = after.iter().take(5).collect();
    let text = text.trim_start();
    let afternoon = text.starts_with("pm") || text.starts_with("p.m");
    if afternoon && number < Decimal::whole(12) {
        number.checked_add(Decimal::whole(12)).unwrap_or(number)
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::numbers_of;
    use crate::base::language::Language;

    fn read(words: &str, language: Language) -> Vec<String> {
        numbers_of(words, language).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn decimals_and_thousands_are_those_of_the_language() {
        assert_eq!(read("6.5 hours, 1,000 steps", Language::En), ["6.5", "1000"]);
        assert_eq!(
            read("6,5 timer, 10.000 skridt, 1 000 m", Language::Da),
            ["6.5", "10000", "1000"]
        );
        assert_eq!(
            read("3–6 mg, 60-80%, 3, 4 og 5", Language::Nb),
            ["3", "6", "60", "80", "3", "4", "5"]
        );
        assert_eq!(read("3, 4 or 5. 12 weeks", Language::En), ["3", "4", "5", "12"]);
    }

    #[test]
    fn digits_in_names_are_no_numbers() {
        assert!(read("vitamin B12, omega-3, VO2max, of your 1RM", Language::En).is_empty());
        assert_eq!(read("a 12-hour fast", Language::En), ["12"]);
    }

    #[test]
    fn the_afternoon_is_written_in_two_ways() {
        assert_eq!(read("after 2 pm", Language::En), ["14"]);
        assert_eq!(read("efter kl. 14", Language::Da), ["14"]);
    }
}

//! What was shown, compared with the patterns of `<` lines.
//!
//! `[..]` stands for any words within a line, ` || ` parts what may stand there, and a line of three dots
//! stands for any lines, or none.

/// Stands for any words within a line.
const WILD: &str = "[..]";
/// Parts what may stand on a line.
const OR: &str = " || ";
/// Stands for any lines.
const ANY_LINES: &str = "...";

/// Where patterns and lines part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parting {
    /// The pattern that is not met; as many as there are patterns: there is a line too much.
    pub pattern: usize,
    /// The line that stands there; as many as there are lines: it is missing.
    pub line: usize,
}

/// Where lines stop to follow the patterns; none where they follow them to the end.
#[must_use]
pub fn parting(patterns: &[&str], lines: &[&str]) -> Option<Parting> {
    let (mut pattern, mut line) = (0, 0);
    // the last `...`, and the line up to which it reaches
    let mut reach: Option<(usize, usize)> = None;
    let mut first: Option<Parting> = None;
    loop {
        if patterns.get(pattern) == Some(&ANY_LINES) && lines.get(line) != Some(&ANY_LINES) {
            reach = Some((pattern, line));
            pattern += 1;
            continue;
        }
        match (patterns.get(pattern), lines.get(line)) {
            (None, None) => return None,
            (Some(wanted), Some(shown)) if fits(wanted, shown) => {
                pattern += 1;
                line += 1;
                continue;
            }
            _ => {}
        }
        let here = Parting { pattern, line };
        if first.is_none_or(|first| here.pattern > first.pattern) {
            first = Some(here);
        }
        match reach {
            Some((dots, upto)) if upto < lines.len() => {
                reach = Some((dots, upto + 1));
                pattern = dots + 1;
                line = upto + 1;
            }
            _ => return first,
        }
    }
}

/// Whether a line fits a pattern.
#[must_use]
pub fn fits(pattern: &str, line: &str) -> bool {
    pattern == line || pattern.split(OR).any(|choice| fits_wild(choice.trim(), line.trim_start()))
}

fn fits_wild(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split(WILD);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let mut wild = false;
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        wild = true;
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    wild || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Parting, fits, parting};

    #[test]
    fn wild_words_and_alternatives() {
        for (pattern, line, expected) in [
            ("a b", "a b", true),
            ("a b", "a b c", false),
            ("a [..]", "a b c", true),
            ("[..] c", "a b c", true),
            ("a [..] c", "a b c", true),
            ("a [..] c", "a b d", false),
            ("a[..]a", "a", false),
            ("[..]b[..]", "abc", true),
            ("[..]", "", true),
            ("a || b", "b", true),
            ("a || b", "a", true),
            ("a || b", "c", false),
            ("a || b", "a || b", true),
            ("x[..] || y", "xyz", true),
            ("[..]", "[..]", true),
        ] {
            assert_eq!(fits(pattern, line), expected, "{pattern} | {line}");
        }
    }

    #[test]
    fn dots_stand_for_any_lines() {
        let at = |pattern, line| Some(Parting { pattern, line });
        assert_eq!(parting(&["a", "...", "d"], &["a", "b", "c", "d"]), None);
        assert_eq!(parting(&["...", "b", "c"], &["a", "b", "x", "b", "c"]), None);
        assert_eq!(parting(&["..."], &[]), None);
        assert_eq!(parting(&["a", "..."], &["a"]), None);
        assert_eq!(parting(&["a", "b"], &["a", "c"]), at(1, 1));
        assert_eq!(parting(&["a"], &["a", "b"]), at(1, 1));
        assert_eq!(parting(&["a", "b"], &["a"]), at(1, 1));
        assert_eq!(parting(&["...", "z"], &["a", "b"]).map(|p| p.pattern), Some(1));
    }
}

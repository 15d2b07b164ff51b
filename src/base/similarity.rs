//! "Did you mean …?": the nearest of some names.

/// The name nearest to `word`, if one is near enough to be a likely slip of the fingers.
///
/// Names up to four letters may differ by one edit, longer ones by a third of their length, at most three.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    let length = word.chars().count();
    for name in names {
        let other = name.chars().count();
        let letters = length.max(other);
        let allowed = if letters <= 4 { 1 } else { (letters / 3).min(3) };
        // each letter too many is an edit of its own
        if length.abs_diff(other) > allowed {
            continue;
        }
        let distance = strsim::damerau_levenshtein(word, name);
        let better = best.is_none_or(|(least, _)| distance < least);
        if distance <= allowed && better {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// How many slips of the fingers (a letter too many, too few, another, or two exchanged) lie between two
/// words.
#[must_use]
pub fn slips(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let names = ["sleep_hours", "stress", "worried"];
        assert_eq!(nearest("sleep_hour", names), Some("sleep_hours"));
        assert_eq!(nearest("slep_huors", names), Some("sleep_hours"));
        assert_eq!(nearest("stres", names), Some("stress"));
        assert_eq!(nearest("age_years", names), None);
        assert_eq!(nearest("", names), None);
    }
}

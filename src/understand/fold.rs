//! Two forms of a word: as written in lower case, and with all that people leave out or type otherwise folded away.

use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The written form: composed, in lower case, without apostrophes and invisible signs.
pub(crate) fn written(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_silent(*c)).nfc().collect()
}

/// Signs that stand inside a word and mean nothing for it.
pub(crate) fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '´' | '`' | '\u{ad}' | '\u{200b}'
            ..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}'
    )
}

/// The folded form of a written word: no accents, and `ae`, `oe`, `aa` as one letter.
pub(crate) fn folded(written: &str) -> String {
    if written.is_ascii()
        && !written.contains("ae")
        && !written.contains("oe")
        && !written.contains("aa")
    {
        return written.to_owned();
    }
    let mut plain = String::with_capacity(written.len());
    for c in written.nfd() {
        match c {
            'æ' => plain.push('a'),
            'ø' => plain.push('o'),
            'ß' => plain.push_str("ss"),
            'đ' | 'ð' => plain.push('d'),
            'þ' => plain.push_str("th"),
            c if is_combining_mark(c) => {}
            c => plain.push(c),
        }
    }
    plain.replace("ae", "a").replace("oe", "o").replace("aa", "a")
}

/// A word with held-down letters (three or more) let go to `keep` each; `None` where there are none.
pub(crate) fn let_go(word: &str, keep: usize) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    let mut last = None;
    let mut run = 0;
    let mut held = false;
    let mut pending: Vec<(char, usize)> = Vec::new();
    for c in word.chars() {
        if Some(c) == last {
            run += 1;
            if let Some(end) = pending.last_mut() {
                end.1 = run;
            }
        } else {
            run = 1;
            last = Some(c);
            pending.push((c, 1));
        }
    }
    for (c, count) in pending {
        let shown = if count >= 3 {
            held = true;
            keep
        } else {
            count
        };
        out.extend(std::iter::repeat_n(c, shown));
    }
    held.then_some(out)
}

/// A small, fixed hash: the same tables in every run.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct SteadyHasher(u64);

impl Hasher for SteadyHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0_u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
}

/// A map with the fixed hash.
pub(crate) type SteadyMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<SteadyHasher>>;

/// A set with the fixed hash.
pub(crate) type SteadySet<K> = std::collections::HashSet<K, BuildHasherDefault<SteadyHasher>>;

#[cfg(test)]
mod tests {
    use super::{folded, let_go, written};

    #[test]
    fn people_type_without_the_nordic_letters() {
        for spelling in ["øjenlåg", "oejenlaag", "ojenlag", "ØJENLÅG", "o\u{338}jenla\u{30a}g"]
        {
            let spelling = written(spelling);
            assert_eq!(folded(&spelling).replace('\u{338}', ""), "ojenlag", "{spelling}");
        }
        assert_eq!(folded("läggen"), folded("laeggen"));
        assert_eq!(written("Don’t"), "dont");
    }

    #[test]
    fn held_letters_are_let_go() {
        assert_eq!(let_go("jaaaa", 1).as_deref(), Some("ja"));
        assert_eq!(let_go("neeeed", 2).as_deref(), Some("need"));
        assert_eq!(let_go("need", 1), None);
    }
}

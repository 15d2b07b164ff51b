//! The lock that ties a translation to its source text.

use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::base::digest::hex;

/// The lock of a translation: the first 16 hex digits of the SHA-256 of its source text in NFC.
#[must_use]
pub fn text_lock(source_text: &str) -> String {
    let mut hasher = Sha256::new();
    if is_nfc_quick(source_text.chars()) == IsNormalized::Yes {
        hasher.update(source_text.as_bytes());
    } else {
        hasher.update(source_text.nfc().collect::<String>().as_bytes());
    }
    hex(&hasher.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::text_lock;

    #[test]
    fn known_lock() {
        assert_eq!(text_lock("test"), "9f86d081884c7d65");
    }

    #[test]
    fn a_lock_does_not_hang_on_how_letters_are_composed() {
        assert_eq!(text_lock("\u{e5}"), text_lock("a\u{30a}"));
    }
}

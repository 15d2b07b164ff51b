//! SHA-256 of texts: passages, translation locks and the digest of a pack.

use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The SHA-256 of the parts one after the other, as 64 lower-case hex digits.
#[must_use]
pub fn sha256_hex<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

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

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{sha256_hex, text_lock};

    #[test]
    fn known_digest() {
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        assert_eq!(sha256_hex([b"te".as_slice(), b"st"]), digest);
        assert_eq!(text_lock("test"), digest[..16]);
    }

    #[test]
    fn a_lock_does_not_hang_on_how_letters_are_composed() {
        assert_eq!(text_lock("\u{e5}"), text_lock("a\u{30a}"));
    }
}

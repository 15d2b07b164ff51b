//! SHA-256 of bytes and of a pack's files. The build script takes the digest of the embedded pack with it.

use sha2::{Digest, Sha256};

/// The SHA-256 of the parts one after the other, as 64 lower-case hex digits.
#[must_use]
pub fn sha256_hex<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// The digest of a pack: SHA-256 over the paths and texts of its files, which are sorted by path, each with a
/// zero byte after it.
#[must_use]
pub fn digest_of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let parts = files.into_iter().flat_map(|(path, text)| [path, "\0", text, "\0"]);
    sha256_hex(parts.map(str::as_bytes))
}

/// Bytes as lower-case hex digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sha256_hex;

    #[test]
    fn known_digest() {
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        assert_eq!(sha256_hex([b"te".as_slice(), b"st"]), digest);
    }
}

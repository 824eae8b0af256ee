//! Fresh values: the only place in this crate that draws random numbers.

use domain::dossier::personal::{Personal, Secret};
use uuid::Uuid;

/// Digits and capitals without look-alikes: no 0, 1, I, L, O, U.
const LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A fresh id; later ones sort after earlier ones.
pub fn id() -> Uuid {
    Uuid::now_v7()
}

/// A value about a person, with a fresh id and salt.
pub fn personal<T>(value: T) -> Personal<T> {
    Personal {
        id: id(),
        salt: bytes(),
        value,
    }
}

/// The secrets of a new dossier: eight characters to type, 27 (132 bit) for the QR code.
pub fn secret() -> Secret {
    Secret {
        typed: letters(8),
        long: letters(27),
    }
}

/// A secret for a session, a token or a link: 32 characters, 157 bit.
pub fn key() -> String {
    letters(32)
}

/// So many letters, each as likely as any other.
fn letters(count: usize) -> String {
    let mut text = String::with_capacity(count);
    while text.len() < count {
        for byte in bytes::<16>() {
            // 240 is the largest multiple of 30 in a byte: above it some letters would be likelier.
            if byte < 240 && text.len() < count {
                text.push(char::from(LETTERS[usize::from(byte % 30)]));
            }
        }
    }
    text
}

fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_fresh_and_readable() {
        let (a, b) = (secret(), secret());
        assert_ne!(a, b);
        assert_eq!((a.typed.len(), a.long.len()), (8, 27));
        assert!(a.long.bytes().all(|letter| LETTERS.contains(&letter)));
    }
}

//! The signature on a message: HMAC-SHA-256 by a key that both sides share, over who sends it, when,
//! where to, and every byte of it.

use std::fmt;

use domain::dossier::Now;
use domain::dossier::personal::hex;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The header that names the sender.
pub const SENDER_HEADER: &str = "x-lien-thong-ben-gui";

/// The header that says when it was signed, in seconds since 1970.
pub const TIME_HEADER: &str = "x-lien-thong-luc";

/// The header with the signature, in lower-case hex.
pub const SIGNATURE_HEADER: &str = "x-lien-thong-chu-ky";

/// The fewest bytes of a key.
const KEY_MIN: usize = 32;

/// How far the clocks of both sides may differ, in seconds; what is older may have been recorded.
const APART_MAX: u64 = 300;

/// A key that both sides share. Its debug form does not show it.
#[derive(Clone)]
pub struct SharedKey(Vec<u8>);

impl fmt::Debug for SharedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedKey(..)")
    }
}

/// What stands in the headers beside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who sent it.
    pub sender: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// The signature, in lower-case hex.
    pub seal: String,
}

/// A message on its way: where to, and what.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// The path at the receiver.
    pub path: &'a str,
    /// The message.
    pub body: &'a [u8],
}

/// Why a signature is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFlaw {
    /// It was signed too long ago, or in the future.
    #[error("the message was not signed just now")]
    NotNow,
    /// Somebody else signed it, or something was changed.
    #[error("the signature does not fit the message")]
    Wrong,
}

impl SharedKey {
    /// A key of at least 32 bytes; none when it is shorter.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        (bytes.len() >= KEY_MIN).then(|| Self(bytes.to_vec()))
    }

    /// The signature of a letter that this sender sends now.
    pub fn sign(&self, sender: &str, now: Now, letter: Letter<'_>) -> Signature {
        let at = now.0.as_second();
        Signature {
            sender: sender.to_owned(),
            at,
            seal: self.seal(&signed_bytes(sender, at, letter)),
        }
    }

    /// Whether this letter comes from whoever it names, just now and unchanged.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn verify(
        &self,
        signature: &Signature,
        now: Now,
        letter: Letter<'_>,
    ) -> Result<(), SignatureFlaw> {
        if now.0.as_second().abs_diff(signature.at) > APART_MAX {
            return Err(SignatureFlaw::NotNow);
        }
        let bytes = signed_bytes(&signature.sender, signature.at, letter);
        let seal = from_hex(&signature.seal).ok_or(SignatureFlaw::Wrong)?;
        // Compared in constant time.
        let mac = self.mac(&bytes);
        mac.verify_slice(&seal).map_err(|_| SignatureFlaw::Wrong)
    }

    /// A keyed hash, in lower-case hex.
    pub(super) fn seal(&self, bytes: &[u8]) -> String {
        hex(&self.mac(bytes).finalize().into_bytes())
    }

    fn mac(&self, bytes: &[u8]) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0);
        let mut mac = mac.expect("HMAC takes keys of every length");
        mac.update(bytes);
        mac
    }
}

/// Every part with its length before it, so that nothing can be shifted from one into the next.
fn signed_bytes(sender: &str, at: i64, letter: Letter<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in [
        sender.as_bytes(),
        at.to_string().as_bytes(),
        letter.path.as_bytes(),
        letter.body,
    ] {
        bytes.extend(part.len().to_string().into_bytes());
        bytes.push(b':');
        bytes.extend(part);
    }
    bytes
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}

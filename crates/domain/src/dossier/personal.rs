//! Personal data on its way into a dossier: rows of their own that events only point to.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A value about a person, with the fresh id and salt under which it will be kept.
///
/// Events hold only [`Personal::sealed`]: the id, and a hash that nobody can guess back once the
/// salt was erased with the row. Its debug form shows only the id, so that no log tells more.
#[derive(Clone, PartialEq, Eq)]
pub struct Personal<T> {
    /// The row's id.
    pub id: Uuid,
    /// 16 random bytes, kept only inside the encrypted row.
    pub salt: [u8; 16],
    /// What was written.
    pub value: T,
}

/// What an event keeps of a value about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalRef {
    /// The row.
    pub id: Uuid,
    /// SHA-256 of salt and value, in lower-case hex.
    pub digest: String,
}

/// What a personal row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalKind {
    /// [`crate::people::Applicant`].
    Applicant,
    /// [`crate::people::Representative`].
    Representative,
    /// Answers of a declaration.
    Answers,
    /// The secrets that open the tracking page.
    Secret,
    /// The name of a file.
    FileName,
    /// A note among officials.
    Note,
    /// A reason, a complaint or its answer, in words.
    Reason,
    /// Who took the result.
    Recipient,
    /// What a result says to the other children of a bundle.
    Facts,
}

/// A personal row, ready to be encrypted. Its debug form shows no value.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalRow {
    /// The row's id.
    pub id: Uuid,
    /// What it holds.
    pub kind: PersonalKind,
    /// The salt of its hash.
    pub salt: [u8; 16],
    /// The value as JSON.
    pub json: String,
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Personal")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PersonalRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonalRow")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl<T: Serialize> Personal<T> {
    /// What an event may keep: the id and the salted hash.
    pub fn sealed(&self) -> PersonalRef {
        let hash = Sha256::new()
            .chain_update(self.salt)
            .chain_update(self.json())
            .finalize();
        PersonalRef {
            id: self.id,
            digest: hex(&hash),
        }
    }

    /// The row that keeps the value.
    pub fn row(&self, kind: PersonalKind) -> PersonalRow {
        PersonalRow {
            id: self.id,
            kind,
            salt: self.salt,
            json: self.json(),
        }
    }

    fn json(&self) -> String {
        serde_json::to_string(&self.value).expect("personal values are plain data with string keys")
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail");
            text
        })
}

/// The two secrets of a dossier: one to type, one for the QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// Eight characters without look-alikes.
    pub typed: String,
    /// 128 random bits as 27 characters.
    pub long: String,
}

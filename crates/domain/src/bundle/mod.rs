//! Bundles (liên thông): one declaration, several procedures, one code and one story.
//!
//! Reading order: what a kind of bundle says, how it is checked, what has happened, where a bundle
//! stands, what may happen next, what its children take from the declaration, what the citizen
//! reads. Which bundles there are is data (`data/bundles`); nothing here knows one by name.

pub mod answer;
pub mod check;
pub mod event;
pub mod filing;
pub mod kind;
pub mod mapping;
pub mod own;
pub mod payout;
pub mod place;
pub mod rights;
pub mod running;
pub mod span;
pub mod state;
pub mod story;
pub mod wording;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::dossier::code::DossierCode;

/// Longest key of a child.
///
/// Not law: keys stand in addresses and in messages to others.
const CHILD_KEY_MAX: usize = 40;

/// The word by which a bundle knows one of its children (thủ tục con): lower-case letters, digits
/// and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChildKey(String);

/// The text is no key of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key of a child has 1 to 40 lower-case letters, digits and hyphens")]
pub struct NotAChildKey;

impl ChildKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ChildKey {
    type Err = NotAChildKey;

    fn from_str(text: &str) -> Result<Self, NotAChildKey> {
        let is_fit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=CHILD_KEY_MAX).contains(&text.len()) && text.bytes().all(is_fit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAChildKey)
        }
    }
}

impl TryFrom<String> for ChildKey {
    type Error = NotAChildKey;

    fn try_from(text: String) -> Result<Self, NotAChildKey> {
        text.parse()
    }
}

impl From<ChildKey> for String {
    fn from(key: ChildKey) -> Self {
        key.0
    }
}

impl fmt::Display for ChildKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a child's answer says, by the keys that its kind declares: a number, a date.
pub type Facts = BTreeMap<String, String>;

/// Of which bundle a dossier is a child, and which one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BundleRef {
    /// The bundle's code, the only one that the citizen needs.
    pub bundle: DossierCode,
    /// Which child it is.
    pub child: ChildKey,
}

impl fmt::Display for BundleRef {
    /// The stable key under which a child is handed over: the same one however often it is sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.bundle, self.child)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_key_is_read_or_refused() {
        let key: ChildKey = "khai-sinh".parse().expect("a sound key");
        assert_eq!(key.as_str(), "khai-sinh");
        for text in ["", "Khai-sinh", "khai sinh", "a/b", &"a".repeat(41)] {
            assert_eq!(text.parse::<ChildKey>(), Err(NotAChildKey), "{text}");
        }
    }

    #[test]
    fn the_stable_key_of_a_child_names_bundle_and_child() {
        let part = BundleRef {
            bundle: "H35.21-261120-0008".parse().expect("a sound code"),
            child: "thuong-tru".parse().expect("a sound key"),
        };
        assert_eq!(part.to_string(), "H35.21-261120-0008/thuong-tru");
    }
}

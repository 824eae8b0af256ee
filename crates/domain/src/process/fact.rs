//! What conditions speak of: declared words with few values. Evaluating one never acts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One word that conditions may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The word.
    pub key: String,
    /// Where its value comes from.
    pub about: About,
    /// Which values there are.
    pub values: Values,
}

/// Where the value of a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The case of the procedure.
    Case,
    /// How it was submitted.
    Channel,
    /// The field of the declaration with the fact's key.
    Answer,
}

/// The values a word can have: few enough to prove that none is forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// One of these words.
    OneOf(Vec<String>),
    /// `yes` or `no`.
    YesNo,
    /// A whole number in this interval.
    Whole {
        /// The smallest.
        from: i64,
        /// The largest.
        to: i64,
    },
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Whole(i64),
    /// A word.
    Word(String),
}

/// The value of each fact of one dossier.
pub type Facts = BTreeMap<String, Value>;

impl Values {
    /// The words there are; none where numbers are meant.
    pub(super) fn words(&self) -> Option<Vec<&str>> {
        match self {
            Self::OneOf(words) => Some(words.iter().map(String::as_str).collect()),
            Self::YesNo => Some(vec!["yes", "no"]),
            Self::Whole { .. } => None,
        }
    }

    /// Whether this is one of the values.
    pub(super) fn contain(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Whole { from, to }, Value::Whole(number)) => (*from..=*to).contains(number),
            (Self::OneOf(_) | Self::YesNo, Value::Word(word)) => self
                .words()
                .is_some_and(|words| words.contains(&word.as_str())),
            (Self::Whole { .. }, Value::Word(_))
            | (Self::OneOf(_) | Self::YesNo, Value::Whole(_)) => false,
        }
    }

    /// Whether a condition can be read here, and meets a value at all.
    pub(super) fn meet(&self, when: &str) -> bool {
        match self {
            Self::OneOf(_) | Self::YesNo => self.words().is_some_and(|words| words.contains(&when)),
            Self::Whole { from, to } => {
                span(when).is_some_and(|(first, last)| from <= &first && &last <= to)
            }
        }
    }
}

/// Whether one of these conditions holds for the value.
pub(super) fn holds(when: &[String], value: &Value) -> bool {
    match value {
        Value::Word(word) => when.contains(word),
        Value::Whole(number) => when
            .iter()
            .filter_map(|text| span(text))
            .any(|(first, last)| (first..=last).contains(number)),
    }
}

/// Reads `3` or `0..2`, both ends belonging to it.
pub(super) fn span(text: &str) -> Option<(i64, i64)> {
    let (first, last) = match text.split_once("..") {
        Some((first, last)) => (first.trim().parse().ok()?, last.trim().parse().ok()?),
        None => {
            let number = text.trim().parse().ok()?;
            (number, number)
        }
    };
    (first <= last).then_some((first, last))
}

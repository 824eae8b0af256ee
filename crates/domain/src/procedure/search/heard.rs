//! Everyday words, read once, and whether they are said of a procedure.

use super::code::is_or_is_local;
use super::everyday::Saying;
use super::text::{Word, padded, words};
use crate::procedure::Procedure;

/// What words count for that are said of a procedure by its code, by its name, by its sector.
const BY_CODE: f32 = 0.95;
const BY_NAME: f32 = 0.9;
const BY_SECTOR: f32 = 0.5;

/// One saying, ready to be compared.
pub(super) struct Heard {
    said: Vec<Vec<Word>>,
    codes: Vec<String>,
    names: Vec<String>,
    sectors: Vec<String>,
}

impl Heard {
    /// Reads a saying.
    pub fn new(saying: &Saying) -> Self {
        let padded_all =
            |texts: &[String]| -> Vec<String> { texts.iter().map(|text| padded(text)).collect() };
        let codes = saying.codes.iter();
        Self {
            said: saying.said.iter().map(|text| words(text)).collect(),
            codes: codes.map(|code| code.as_str().to_lowercase()).collect(),
            names: padded_all(&saying.names),
            sectors: padded_all(&saying.sectors),
        }
    }

    /// What is said of a procedure, and what it counts for; nothing when something else is meant.
    pub fn of(&self, subject: &Subject) -> Vec<(&[Word], f32)> {
        let Some(place) = self.place(subject) else {
            return Vec::new();
        };
        let said = self.said.iter();
        said.map(|words| (words.as_slice(), place)).collect()
    }

    fn place(&self, subject: &Subject) -> Option<f32> {
        if self
            .codes
            .iter()
            .any(|own| is_or_is_local(&subject.code, own))
        {
            return Some(BY_CODE);
        }
        let holds = |phrases: &[String], text: &str| {
            phrases.iter().any(|phrase| text.contains(phrase.as_str()))
        };
        if subject.names.iter().any(|name| holds(&self.names, name)) {
            return Some(BY_NAME);
        }
        holds(&self.sectors, &subject.sector).then_some(BY_SECTOR)
    }
}

/// What sayings look at in a procedure.
pub(super) struct Subject {
    code: String,
    names: [String; 2],
    sector: String,
}

impl Subject {
    /// Reads a procedure once for all sayings.
    pub fn new(procedure: &Procedure) -> Self {
        Self {
            code: procedure.code.as_str().to_lowercase(),
            names: [padded(&procedure.name), padded(&procedure.official_name)],
            sector: padded(&procedure.sector.name),
        }
    }
}

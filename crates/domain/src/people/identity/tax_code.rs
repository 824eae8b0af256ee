//! The tax code (mã số thuế) of an organisation, a branch, a household or a person.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{PersonalId, is_digits, without_grouping};

/// A tax code (mã số thuế): 10 digits, 10 digits and a branch number, or a personal number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxCode(String);

/// Why a text is not a tax code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotATaxCode {
    /// Nothing was written.
    #[error("no tax code was written")]
    Empty,
    /// Something else than digits stands there.
    #[error("`{character}` is not a digit")]
    NotDigits {
        /// The first character that is no digit.
        character: char,
    },
    /// Not 10, 12 or 13 digits.
    #[error("10, 12 or 13 digits are needed, {count} were written")]
    WrongLength {
        /// How many digits were written.
        count: usize,
    },
    /// Branches are numbered from 001.
    #[error("there is no branch 000")]
    BranchZero,
}

/// What the first nine digits weigh in the check digit.
const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

impl TaxCode {
    /// The code: `0100109106`, `0100109106-001` or 12 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the check digit, or the shape of a personal number, speaks against the code.
    ///
    /// A warning, never a refusal: sources differ on the check digit.
    pub fn looks_wrong(&self) -> bool {
        if is_digits(&self.0, 12) {
            return self.0.parse::<PersonalId>().is_err();
        }
        let digits = self.0.bytes().map(|byte| u32::from(byte - b'0'));
        let sum: u32 = digits
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum();
        let last = u32::from(self.0.as_bytes()[9] - b'0');
        // Ten does not fit a digit; the sources that say anything write 0 for it.
        last != (10 - sum % 11) % 10
    }
}

impl FromStr for TaxCode {
    type Err = NotATaxCode;

    /// Reads the digits; spaces, points and hyphens between them are left out.
    fn from_str(text: &str) -> Result<Self, NotATaxCode> {
        let digits = without_grouping(text);
        if digits.is_empty() {
            return Err(NotATaxCode::Empty);
        }
        if let Some(character) = digits.chars().find(|character| !character.is_ascii_digit()) {
            return Err(NotATaxCode::NotDigits { character });
        }
        match digits.len() {
            10 | 12 => Ok(Self(digits)),
            13 if digits.ends_with("000") => Err(NotATaxCode::BranchZero),
            13 => Ok(Self(format!("{}-{}", &digits[..10], &digits[10..]))),
            count => Err(NotATaxCode::WrongLength { count }),
        }
    }
}

impl TryFrom<String> for TaxCode {
    type Error = NotATaxCode;

    fn try_from(text: String) -> Result<Self, NotATaxCode> {
        text.parse()
    }
}

impl From<TaxCode> for String {
    fn from(code: TaxCode) -> Self {
        code.0
    }
}

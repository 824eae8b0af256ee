//! The personal identity number (số định danh cá nhân).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{BirthDate, without_grouping};

/// Sex as the population register keeps it (giới tính).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// The 12 digits that stay with a person for life (số định danh cá nhân).
///
/// Place of birth registration (3), century and sex (1), year of birth (2), serial (6). There is no
/// check digit. Its debug form hides the digits, so that no log shows them.
///
/// Law: Nghị định 137/2015/NĐ-CP, Điều 13.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonalId(String);

/// Why a text is not a personal identity number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAPersonalId {
    /// Nothing was written.
    #[error("no number was written")]
    Empty,
    /// Something else than digits stands there.
    #[error("`{character}` is not a digit")]
    NotDigits {
        /// The first character that is no digit.
        character: char,
    },
    /// Nine digits: the old identity card (chứng minh nhân dân).
    #[error("nine digits are an old identity card number")]
    OldCard,
    /// Neither 12 digits nor 9.
    #[error("12 digits are needed, {count} were written")]
    WrongLength {
        /// How many digits were written.
        count: usize,
    },
    /// No province and no country has this code.
    #[error("no place has the code {code:03}")]
    UnknownPlace {
        /// The first three digits.
        code: u16,
    },
    /// The fourth digit speaks of a century in which nobody is born yet.
    #[error("the century digit {digit} is not in use yet")]
    UnknownCentury {
        /// The fourth digit.
        digit: u8,
    },
}

/// What a personal identity number says against what else was declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// The years of birth differ.
    BirthYear {
        /// By the number.
        in_id: i16,
        /// By the declaration.
        declared: i16,
    },
    /// The sexes differ.
    Sex {
        /// By the number.
        in_id: Sex,
        /// By the declaration.
        declared: Sex,
    },
}

/// The highest province code (merged provinces keep their codes).
///
/// Law: Thông tư 59/2021/TT-BCA, Phụ lục (from memory, to be checked).
const PROVINCE_CODE_MAX: u16 = 96;

/// The lowest country code, for births registered abroad.
///
/// Law: Thông tư 59/2021/TT-BCA, Phụ lục (from memory, to be checked).
const COUNTRY_CODE_MIN: u16 = 100;

impl PersonalId {
    /// The 12 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last three digits, enough to tell people apart on a list.
    pub fn last_three(&self) -> &str {
        &self.0[9..]
    }

    /// The sex the number states.
    pub fn sex(&self) -> Sex {
        if self.digit(3).is_multiple_of(2) {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// The year of birth the number states.
    pub fn birth_year(&self) -> i16 {
        let century = i16::from(self.digit(3) / 2);
        1900 + 100 * century + 10 * i16::from(self.digit(4)) + i16::from(self.digit(5))
    }

    /// The code of the province, or from 100 on of the country, where the birth was registered.
    pub fn place_code(&self) -> u16 {
        (0..3).fold(0, |code, place| code * 10 + u16::from(self.digit(place)))
    }

    /// What the number says against a birth date and a sex, the year first.
    pub fn contradicts(&self, birth: &BirthDate, sex: Option<Sex>) -> Option<Contradiction> {
        let (in_id, declared) = (self.birth_year(), birth.year());
        if in_id != declared {
            return Some(Contradiction::BirthYear { in_id, declared });
        }
        let (in_id, declared) = (self.sex(), sex?);
        (in_id != declared).then_some(Contradiction::Sex { in_id, declared })
    }

    fn digit(&self, place: usize) -> u8 {
        self.0.as_bytes()[place] - b'0'
    }
}

impl FromStr for PersonalId {
    type Err = NotAPersonalId;

    /// Reads 12 digits; spaces, points and hyphens between them are left out.
    fn from_str(text: &str) -> Result<Self, NotAPersonalId> {
        let digits = without_grouping(text);
        if digits.is_empty() {
            return Err(NotAPersonalId::Empty);
        }
        if let Some(character) = digits.chars().find(|character| !character.is_ascii_digit()) {
            return Err(NotAPersonalId::NotDigits { character });
        }
        match digits.len() {
            12 => {}
            9 => return Err(NotAPersonalId::OldCard),
            count => return Err(NotAPersonalId::WrongLength { count }),
        }
        let id = Self(digits);
        let code = id.place_code();
        if code == 0 || (code > PROVINCE_CODE_MAX && code < COUNTRY_CODE_MIN) {
            return Err(NotAPersonalId::UnknownPlace { code });
        }
        // 0 to 3 are the births from 1900 to 2099; the higher digits are kept for later centuries.
        match id.digit(3) {
            0..=3 => Ok(id),
            digit => Err(NotAPersonalId::UnknownCentury { digit }),
        }
    }
}

impl fmt::Debug for PersonalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalId(…)")
    }
}

impl TryFrom<String> for PersonalId {
    type Error = NotAPersonalId;

    fn try_from(text: String) -> Result<Self, NotAPersonalId> {
        text.parse()
    }
}

impl From<PersonalId> for String {
    fn from(id: PersonalId) -> Self {
        id.0
    }
}

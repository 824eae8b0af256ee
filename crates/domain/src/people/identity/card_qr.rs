//! The QR code on the chip identity card (thẻ căn cước).

use jiff::civil::Date;
use thiserror::Error;

use super::{
    BirthDate, NotABirthDate, NotAPersonName, NotAPersonalId, PersonName, PersonalId, Sex,
    is_digits,
};
use crate::vietnamese::{clean, fold};

/// What a card says when it is scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityCardQr {
    /// The personal identity number.
    pub id: PersonalId,
    /// The number of the old card of nine digits, when the bearer had one.
    pub old_number: Option<String>,
    /// The bearer's name.
    pub name: PersonName,
    /// The date of birth.
    pub birth: BirthDate,
    /// The sex.
    pub sex: Sex,
    /// The permanent address, as one text.
    pub address: String,
    /// The day of issue, when the card says it.
    pub issued_on: Option<Date>,
}

/// Why a scan is not an identity card.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAnIdentityCardQr {
    /// Not 6 to 11 fields: some other code was scanned, or the scan was cut.
    #[error("an identity card has 6 to 11 fields, {count} were scanned")]
    FieldCount {
        /// How many fields were scanned.
        count: usize,
    },
    /// The number cannot be read.
    #[error("the number on the card cannot be read")]
    Id(#[from] NotAPersonalId),
    /// The name cannot be read.
    #[error("the name on the card cannot be read")]
    Name(#[from] NotAPersonName),
    /// The date of birth cannot be read.
    #[error("the date of birth on the card cannot be read")]
    Birth(#[source] NotABirthDate),
    /// The sex is neither Nam nor Nữ.
    #[error("`{text}` is not a sex")]
    Sex {
        /// What stands there.
        text: String,
    },
    /// The day of issue cannot be read.
    #[error("the day of issue on the card cannot be read")]
    IssuedOn(#[source] NotABirthDate),
}

impl IdentityCardQr {
    /// Reads number, old number, name, birth, sex, address and day of issue, parted by `|`.
    ///
    /// Cards of 2024 carry further fields (up to 11); they are left alone.
    pub fn parse(text: &str, today: Date) -> Result<Self, NotAnIdentityCardQr> {
        let text = clean(text);
        let fields: Vec<&str> = text.trim().split('|').map(str::trim).collect();
        let [id, old_number, name, birth, sex, address, more @ ..] = fields.as_slice() else {
            return Err(NotAnIdentityCardQr::FieldCount {
                count: fields.len(),
            });
        };
        if more.len() > 5 {
            return Err(NotAnIdentityCardQr::FieldCount {
                count: fields.len(),
            });
        }
        let issued_on = match more.first() {
            None | Some(&"") => None,
            Some(text) => read_day(text, today).map_err(NotAnIdentityCardQr::IssuedOn)?,
        };
        Ok(Self {
            id: id.parse()?,
            old_number: is_digits(old_number, 9).then(|| (*old_number).to_owned()),
            name: name.parse()?,
            birth: BirthDate::parse_text(birth, today).map_err(NotAnIdentityCardQr::Birth)?,
            sex: read_sex(sex)?,
            address: (*address).to_owned(),
            issued_on,
        })
    }
}

/// A day follows the rules of birth dates: it exists and is not in the future.
fn read_day(text: &str, today: Date) -> Result<Option<Date>, NotABirthDate> {
    Ok(match BirthDate::parse_text(text, today)? {
        BirthDate::Full(date) => Some(date),
        BirthDate::YearOnly(_) => None,
    })
}

fn read_sex(text: &str) -> Result<Sex, NotAnIdentityCardQr> {
    match fold(text).as_str() {
        "nam" => Ok(Sex::Male),
        "nu" => Ok(Sex::Female),
        _ => Err(NotAnIdentityCardQr::Sex {
            text: text.to_owned(),
        }),
    }
}

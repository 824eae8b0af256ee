//! The date of birth (ngày sinh): whole, or only the year for old people.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::is_digits;
use crate::vietnamese::clean;
use crate::vietnamese::show::show_date;

/// When a person was born (ngày sinh).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BirthDate {
    /// The whole date.
    Full(Date),
    /// Only the year is known.
    YearOnly(i16),
}

/// Why a text is not a date of birth.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotABirthDate {
    /// Nothing was written.
    #[error("no date was written")]
    Empty,
    /// The text follows no pattern of a date.
    #[error("`{text}` is not written as a date")]
    Unreadable {
        /// What was written.
        text: String,
    },
    /// The year does not have four digits.
    #[error("`{text}` is not a year of four digits")]
    YearNotFourDigits {
        /// What stands for the year.
        text: String,
    },
    /// The year is missing.
    #[error("the year is missing")]
    YearMissing,
    /// A day or a month stands alone with the year.
    #[error("with a day a month is needed, and with a month a day")]
    DayOrMonthMissing,
    /// No such month; day and month were perhaps exchanged.
    #[error("there is no month {month}")]
    NoSuchMonth {
        /// What was written.
        month: u8,
    },
    /// The month is not that long.
    #[error("there is no {day:02}/{month:02}/{year}")]
    NoSuchDay {
        /// The day as written.
        day: u8,
        /// The month as written.
        month: u8,
        /// The year as written.
        year: i16,
    },
    /// Later than today.
    #[error("the date lies in the future")]
    InFuture,
    /// So long ago that it is a slip of the pen.
    #[error("nobody born in {year} is alive or on record")]
    TooLongAgo {
        /// The year as written.
        year: i16,
    },
}

/// The first year of birth we believe; death registers and land papers speak of the 19th century.
const YEAR_MIN: i16 = 1800;

impl BirthDate {
    /// Reads the three fields of a form; day and month both empty (or 0) leave the year alone.
    pub fn parse(day: &str, month: &str, year: &str, today: Date) -> Result<Self, NotABirthDate> {
        let [day, month, year] = [day, month, year].map(|text| clean(text).trim().to_owned());
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return Err(NotABirthDate::Empty);
        }
        if year.is_empty() {
            return Err(NotABirthDate::YearMissing);
        }
        if !is_digits(&year, 4) {
            return Err(NotABirthDate::YearNotFourDigits { text: year });
        }
        let written = || format!("{day}/{month}/{year}");
        let number = |text: &str| match text {
            "" => Ok(0),
            _ if text.len() <= 2 && is_digits(text, text.len()) => text
                .parse::<u8>()
                .map_err(|_| NotABirthDate::Unreadable { text: written() }),
            _ => Err(NotABirthDate::Unreadable { text: written() }),
        };
        let parts = (number(&day)?, number(&month)?);
        let year: i16 = year
            .parse()
            .map_err(|_| NotABirthDate::YearNotFourDigits { text: year.clone() })?;
        Self::check(parts, year, today)
    }

    /// Reads one text: `9/2/1952`, `09-02-1952`, `9.2.1952`, `09021952`, `1952-02-09` or `1952`.
    pub fn parse_text(text: &str, today: Date) -> Result<Self, NotABirthDate> {
        let text = clean(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(NotABirthDate::Empty);
        }
        if is_digits(text, 8) {
            return Self::parse(&text[..2], &text[2..4], &text[4..], today);
        }
        let apart = |c: char| matches!(c, '/' | '-' | '.' | '–') || c.is_whitespace();
        let parts: Vec<&str> = text.split(apart).filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [year] if is_digits(year, 4) => Self::parse("", "", year, today),
            [year, month, day] if is_digits(year, 4) => Self::parse(day, month, year, today),
            [day, month, year] => Self::parse(day, month, year, today),
            _ => Err(NotABirthDate::Unreadable {
                text: text.to_owned(),
            }),
        }
    }

    /// The year of birth.
    pub fn year(&self) -> i16 {
        match self {
            Self::Full(date) => date.year(),
            Self::YearOnly(year) => *year,
        }
    }

    /// The date as people read it: `09/02/1952`, or `1952`.
    pub fn show(&self) -> String {
        match self {
            Self::Full(date) => show_date(*date),
            Self::YearOnly(year) => year.to_string(),
        }
    }

    /// The last rules: the month, the day in it, not in the future, not too long ago.
    fn check(parts: (u8, u8), year: i16, today: Date) -> Result<Self, NotABirthDate> {
        let birth = match parts {
            (0, 0) => Self::YearOnly(year),
            (_, month) if month > 12 => return Err(NotABirthDate::NoSuchMonth { month }),
            (0, _) | (_, 0) => return Err(NotABirthDate::DayOrMonthMissing),
            (day, month) => {
                let wrong = NotABirthDate::NoSuchDay { day, month, year };
                let small = |part: u8| i8::try_from(part).ok();
                let date = small(day)
                    .zip(small(month))
                    .and_then(|(day, month)| Date::new(year, month, day).ok());
                Self::Full(date.ok_or(wrong)?)
            }
        };
        let in_future = match birth {
            Self::Full(date) => date > today,
            Self::YearOnly(year) => year > today.year(),
        };
        if in_future {
            return Err(NotABirthDate::InFuture);
        }
        if year < YEAR_MIN {
            return Err(NotABirthDate::TooLongAgo { year });
        }
        Ok(birth)
    }
}

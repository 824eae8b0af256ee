//! The time limit of a procedure (thời hạn giải quyết), read and shown.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::vietnamese::show::show_number;

/// How long an agency has (thời hạn giải quyết).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeLimit {
    /// So many working days (ngày làm việc); the reception day is not counted.
    WorkingDays(u16),
    /// So much working time (giờ làm việc), kept in minutes so that half hours are exact.
    WorkingHours {
        /// Working minutes.
        minutes: u32,
    },
    /// The same working day when it came in by the cut-off (trong ngày).
    WithinDay,
    /// So many days of any kind (ngày), where a law counts so.
    CalendarDays(u16),
    /// No limit of its own, and why.
    None {
        /// The reason, as people read it.
        because: String,
    },
}

/// Why a text is not a time limit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotATimeLimit {
    /// The text follows none of the four patterns.
    #[error(
        "`{text}` is not a time limit such as `5 working days`, `8 working hours`, `within day` or \
         `10 calendar days`"
    )]
    Unreadable {
        /// The text.
        text: String,
    },
    /// Nothing would be left to do the work in.
    #[error("a time limit of nothing cannot be kept; write `within day` for the same day")]
    Nothing,
    /// The number is larger than any limit we keep.
    #[error("`{number}` is more than a time limit can be")]
    TooLong {
        /// The number as written.
        number: String,
    },
}

impl TimeLimit {
    /// The limit as people read it: `5 ngày làm việc`, `3,5 giờ làm việc`, `trong ngày`.
    pub fn show(&self) -> String {
        match self {
            Self::WorkingDays(days) => {
                format!("{} ngày làm việc", show_number(u64::from(*days)))
            }
            Self::WorkingHours { minutes } => show_hours(*minutes),
            Self::WithinDay => "trong ngày".to_owned(),
            Self::CalendarDays(days) => format!("{} ngày", show_number(u64::from(*days))),
            Self::None { because } => because.clone(),
        }
    }

    /// Whether it leaves less time than `other`; none where the units say nothing of each other.
    pub fn is_shorter_than(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::WorkingDays(days), Self::WorkingDays(others))
            | (Self::CalendarDays(days), Self::CalendarDays(others)) => Some(days < others),
            (Self::WorkingHours { minutes }, Self::WorkingHours { minutes: others }) => {
                Some(minutes < others)
            }
            (Self::WorkingHours { minutes }, Self::WorkingDays(days)) => {
                Some(*minutes < u32::from(*days) * USUAL_DAY_MINUTES)
            }
            (Self::WithinDay, Self::WithinDay) => Some(false),
            (Self::WithinDay, Self::WorkingDays(_) | Self::CalendarDays(_)) => Some(true),
            (
                Self::WorkingDays(_)
                | Self::CalendarDays(_)
                | Self::WorkingHours { .. }
                | Self::WithinDay
                | Self::None { .. },
                _,
            ) => None,
        }
    }
}

/// Working minutes of a usual day, by which limits in hours and in days are compared.
///
/// Not law: calendars say how long each day is; no promise is counted with this figure.
const USUAL_DAY_MINUTES: u32 = 8 * 60;

fn show_hours(minutes: u32) -> String {
    let hours = show_number(u64::from(minutes / 60));
    match minutes % 60 {
        rest if minutes < 60 => format!("{rest} phút làm việc"),
        0 => format!("{hours} giờ làm việc"),
        30 => format!("{hours},5 giờ làm việc"),
        rest => format!("{hours} giờ {rest} phút làm việc"),
    }
}

impl FromStr for TimeLimit {
    type Err = NotATimeLimit;

    fn from_str(text: &str) -> Result<Self, NotATimeLimit> {
        let lower = text.to_lowercase();
        let unreadable = || NotATimeLimit::Unreadable {
            text: text.to_owned(),
        };
        match lower.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["within", "day"] | ["within", "the", "day"] => Ok(Self::WithinDay),
            [number, "working", "day" | "days"] => Ok(Self::WorkingDays(read_days(number, text)?)),
            [number, "calendar", "day" | "days"] => {
                Ok(Self::CalendarDays(read_days(number, text)?))
            }
            [number, "working", "hour" | "hours"] => Ok(Self::WorkingHours {
                minutes: read_hours(number, text)?,
            }),
            _ => Err(unreadable()),
        }
    }
}

fn read_days(number: &str, text: &str) -> Result<u16, NotATimeLimit> {
    if !is_digits(number) {
        return Err(NotATimeLimit::Unreadable {
            text: text.to_owned(),
        });
    }
    match number.parse() {
        Ok(0) => Err(NotATimeLimit::Nothing),
        Ok(days) => Ok(days),
        Err(_) => Err(NotATimeLimit::TooLong {
            number: number.to_owned(),
        }),
    }
}

/// Whole hours, or hours and a half (`3.5`, `3,5`), in minutes.
fn read_hours(number: &str, text: &str) -> Result<u32, NotATimeLimit> {
    let (whole, half) = match number.split_once(['.', ',']) {
        None => (number, 0),
        Some((whole, "0")) => (whole, 0),
        Some((whole, "5")) => (whole, 30),
        Some(_) => {
            return Err(NotATimeLimit::Unreadable {
                text: text.to_owned(),
            });
        }
    };
    if !is_digits(whole) {
        return Err(NotATimeLimit::Unreadable {
            text: text.to_owned(),
        });
    }
    let minutes = whole
        .parse::<u16>()
        .map(|hours| u32::from(hours) * 60 + half)
        .map_err(|_| NotATimeLimit::TooLong {
            number: number.to_owned(),
        })?;
    if minutes == 0 {
        Err(NotATimeLimit::Nothing)
    } else {
        Ok(minutes)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

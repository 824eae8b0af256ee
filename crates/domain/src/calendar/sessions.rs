//! The hours of work: sessions of a day, and of a week.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Time, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One stretch of work without a break (buổi làm việc), local time, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    from: Time,
    to: Time,
}

impl Session {
    /// When it opens.
    pub fn from(self) -> Time {
        self.from
    }

    /// When it closes; later than `from`.
    pub fn to(self) -> Time {
        self.to
    }
}

/// The sessions of one day in order, without overlap; none on a day off.
///
/// Written `07:30-11:30,13:00-17:00`; the empty text is a day without work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DaySessions(Vec<Session>);

/// Why a text does not name the sessions of a day.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotSessions {
    /// A part is not `HH:MM-HH:MM`.
    #[error("`{part}` is not a session such as 07:30-11:30")]
    Unreadable {
        /// The part.
        part: String,
    },
    /// A session closes at or before its opening.
    #[error("the session `{part}` closes before it opens")]
    Backwards {
        /// The part.
        part: String,
    },
    /// A session opens before the one before it closes.
    #[error("the session `{part}` begins before the one before it ends")]
    Overlapping {
        /// The part.
        part: String,
    },
}

impl DaySessions {
    /// A day without work.
    pub const NONE: &'static Self = &Self(Vec::new());

    /// The sessions in order.
    pub fn iter(&self) -> impl Iterator<Item = Session> {
        self.0.iter().copied()
    }

    /// Whether nobody works.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// When the day opens and closes; `None` on a day without work.
    pub fn hours(&self) -> Option<(Time, Time)> {
        Some((self.0.first()?.from, self.0.last()?.to))
    }

    /// What is left of the day when these hours are closed.
    #[must_use]
    pub fn without(&self, closed: &Self) -> Self {
        let mut left = self.0.clone();
        for gap in closed.iter() {
            left = left
                .into_iter()
                .flat_map(|session| {
                    let before = Session {
                        from: session.from,
                        to: session.to.min(gap.from),
                    };
                    let after = Session {
                        from: session.from.max(gap.to),
                        to: session.to,
                    };
                    [before, after]
                        .into_iter()
                        .filter(|part| part.from < part.to)
                })
                .collect();
        }
        Self(left)
    }
}

impl FromStr for DaySessions {
    type Err = NotSessions;

    fn from_str(text: &str) -> Result<Self, NotSessions> {
        let mut sessions: Vec<Session> = Vec::new();
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let unreadable = || NotSessions::Unreadable {
                part: part.to_owned(),
            };
            let (from, to) = part.split_once(['-', '–']).ok_or_else(unreadable)?;
            let from = read_minute(from).ok_or_else(unreadable)?;
            let to = read_minute(to).ok_or_else(unreadable)?;
            if to <= from {
                return Err(NotSessions::Backwards {
                    part: part.to_owned(),
                });
            }
            if sessions.last().is_some_and(|before| from < before.to) {
                return Err(NotSessions::Overlapping {
                    part: part.to_owned(),
                });
            }
            sessions.push(Session { from, to });
        }
        Ok(Self(sessions))
    }
}

/// Reads `7:30` or `07:30`.
fn read_minute(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) || minute.len() != 2 || hour.len() > 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

impl fmt::Display for DaySessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, session) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let (from, to) = (session.from, session.to);
            write!(
                f,
                "{comma}{:02}:{:02}-{:02}:{:02}",
                from.hour(),
                from.minute(),
                to.hour(),
                to.minute()
            )?;
        }
        Ok(())
    }
}

impl TryFrom<String> for DaySessions {
    type Error = NotSessions;

    fn try_from(text: String) -> Result<Self, NotSessions> {
        text.parse()
    }
}

impl From<DaySessions> for String {
    fn from(sessions: DaySessions) -> Self {
        sessions.to_string()
    }
}

/// The sessions of each weekday, Monday first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekSessions([DaySessions; 7]);

impl WeekSessions {
    /// The same sessions from Monday to Friday, nothing at the weekend.
    pub fn monday_to_friday(sessions: &DaySessions) -> Self {
        let mut week = Self(Default::default());
        for day in week.0.iter_mut().take(5) {
            day.clone_from(sessions);
        }
        week
    }

    /// The same week with other sessions on one weekday: half a Saturday, say.
    #[must_use]
    pub fn with(mut self, weekday: Weekday, sessions: DaySessions) -> Self {
        self.0[place(weekday)] = sessions;
        self
    }

    /// The sessions of a weekday.
    pub fn of(&self, weekday: Weekday) -> &DaySessions {
        &self.0[place(weekday)]
    }

    /// Whether no weekday is worked.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(DaySessions::is_empty)
    }

    /// The sessions of the first weekday that is worked.
    pub(super) fn first_worked(&self) -> &DaySessions {
        self.0
            .iter()
            .find(|day| !day.is_empty())
            .unwrap_or(DaySessions::NONE)
    }
}

impl Default for WeekSessions {
    /// The usual office hours, 07:30–11:30 and 13:00–17:00; a province that keeps others says so.
    fn default() -> Self {
        let session = |from: i8, from_minute: i8, to: i8, to_minute: i8| Session {
            from: Time::constant(from, from_minute, 0, 0),
            to: Time::constant(to, to_minute, 0, 0),
        };
        Self::monday_to_friday(&DaySessions(vec![
            session(7, 30, 11, 30),
            session(13, 0, 17, 0),
        ]))
    }
}

fn place(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default()
}

/// The weekdays with the names they bear in files and rows.
const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "monday"),
    (Weekday::Tuesday, "tuesday"),
    (Weekday::Wednesday, "wednesday"),
    (Weekday::Thursday, "thursday"),
    (Weekday::Friday, "friday"),
    (Weekday::Saturday, "saturday"),
    (Weekday::Sunday, "sunday"),
];

/// The name of a weekday in files and rows.
pub fn weekday_in_files(weekday: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(known, _)| *known == weekday)
        .map_or("", |(_, name)| name)
}

/// Reads a name written by [`weekday_in_files`].
pub fn weekday_from_file(name: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(weekday, _)| *weekday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions(text: &str) -> DaySessions {
        text.parse().expect("sessions")
    }

    #[test]
    fn closed_hours_are_taken_out_of_a_day() {
        let day = sessions("07:30-11:30,13:00-17:00");
        let left = |closed: &str| day.without(&sessions(closed)).to_string();
        assert_eq!(left("05:00-06:00"), day.to_string());
        assert_eq!(left("11:30-13:00"), day.to_string());
        assert_eq!(left("07:30-11:30"), "13:00-17:00");
        assert_eq!(left("09:00-14:00"), "07:30-09:00,14:00-17:00");
        assert_eq!(
            left("08:00-08:30,15:00-15:30"),
            "07:30-08:00,08:30-11:30,13:00-15:00,15:30-17:00"
        );
        assert_eq!(left("00:00-23:59"), "");
    }

    #[test]
    fn a_weekday_is_read_by_the_name_it_is_written_with() {
        for (weekday, name) in WEEKDAYS {
            assert_eq!(weekday_in_files(weekday), name);
            assert_eq!(weekday_from_file(name), Some(weekday));
        }
        assert_eq!(weekday_from_file("Monday"), None);
    }
}

//! A count as a strip of months: each day with a word, a shape and a colour.

use std::collections::BTreeMap;

use domain::calendar::deadline::{CountReason, CountRule, CountedDay, Promise};
use jiff::civil::Date;

use crate::language::Language;

/// Months of a strip; a way that is longer is told in lines only.
const MONTHS_MAX: usize = 6;

/// Days of a week.
const WEEK: usize = 7;

/// One month of a strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its name: `Tháng 03/2024`.
    pub name: String,
    /// The weekdays, Monday first.
    pub heads: [&'static str; WEEK],
    /// Its weeks, each of seven days.
    pub weeks: Vec<Vec<DayCell>>,
}

/// One day of a strip; all empty before the first and after the last of the month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayCell {
    /// The day of the month.
    pub day: String,
    /// The ending of the CSS class; empty for days outside the count.
    pub kind: &'static str,
    /// A shape beside the word.
    pub shape: &'static str,
    /// What the day is to the count: `ngày 3`, `nghỉ`, `hẹn trả`.
    pub word: String,
}

/// The months of a count.
pub(super) fn months(promise: &Promise, language: Language) -> Vec<Month> {
    let (Some(first), Some(last)) = (promise.days.first(), promise.days.last()) else {
        return Vec::new();
    };
    let marks = marks(&promise.days, promise.due.date(), language);
    let mut months = Vec::new();
    let mut month = first.date.first_of_month();
    while month <= last.date {
        if months.len() == MONTHS_MAX {
            return Vec::new();
        }
        months.push(Month::of(month, &marks, language));
        let Ok(next) = month.last_of_month().tomorrow() else {
            break;
        };
        month = next;
    }
    months
}

fn marks(days: &[CountedDay], due_on: Date, language: Language) -> BTreeMap<Date, DayCell> {
    let mut number = 0_u32;
    days.iter()
        .map(|day| {
            number += u32::from(day.counted);
            let (kind, shape, word) = if day.date == due_on {
                let said = language.say("hẹn trả", "due").to_owned();
                ("due", "■", said)
            } else if day.why == CountReason::Rule(CountRule::ReceptionDay) {
                let said = language.say("nhận", "received").to_owned();
                ("start", "▶", said)
            } else if day.counted {
                let said = language.say("ngày", "day");
                ("counted", "●", format!("{said} {number}"))
            } else {
                ("off", "○", passed_over(&day.why, language).to_owned())
            };
            let cell = DayCell {
                day: day.date.day().to_string(),
                kind,
                shape,
                word,
            };
            (day.date, cell)
        })
        .collect()
}

fn passed_over(why: &CountReason, language: Language) -> &'static str {
    match why {
        CountReason::Rule(CountRule::Paused) => language.say("tạm dừng", "paused"),
        CountReason::Rule(_) => language.say("chưa tính", "not yet"),
        CountReason::Day(_) => language.say("nghỉ", "off"),
    }
}

impl Month {
    fn of(first: Date, marks: &BTreeMap<Date, DayCell>, language: Language) -> Self {
        let before = usize::from(first.weekday().to_monday_zero_offset().unsigned_abs());
        let mut cells = vec![DayCell::default(); before];
        let mut next = Some(first);
        while let Some(date) = next.filter(|date| date.month() == first.month()) {
            cells.push(marks.get(&date).cloned().unwrap_or_else(|| DayCell {
                day: date.day().to_string(),
                ..DayCell::default()
            }));
            next = date.tomorrow().ok();
        }
        while !cells.len().is_multiple_of(WEEK) {
            cells.push(DayCell::default());
        }
        Self {
            name: match language {
                Language::Vietnamese => {
                    format!("Tháng {:02}/{}", first.month(), first.year())
                }
                Language::English => first.strftime("%B %Y").to_string(),
            },
            heads: match language {
                Language::Vietnamese => ["T2", "T3", "T4", "T5", "T6", "T7", "CN"],
                Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            },
            weeks: cells.chunks(WEEK).map(<[DayCell]>::to_vec).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::deadline::{Moment, promise};
    use domain::calendar::sessions::WeekSessions;
    use domain::calendar::time_limit::TimeLimit;
    use domain::calendar::{CalendarDay, Certainty, DayKind, WorkingCalendar};
    use jiff::civil::date;

    fn counted(received: &str, days: u16) -> Promise {
        let new_year = CalendarDay {
            date: date(2026, 1, 1),
            kind: DayKind::Holiday,
            name: "Tết Dương lịch".to_owned(),
            certainty: Certainty::High,
            pair_date: None,
        };
        let calendar =
            WorkingCalendar::new(WeekSessions::default(), vec![new_year]).expect("a calendar");
        let received = received.parse().expect("a local date and time");
        let limit = TimeLimit::WorkingDays(days);
        promise(&calendar, received, &limit, Moment::EndOfDay).expect("a known year")
    }

    #[test]
    fn a_month_has_whole_weeks_and_each_day_its_word() {
        // From Thursday to Monday.
        let months = months(&counted("2026-11-12T09:00", 2), Language::Vietnamese);
        assert_eq!(months.len(), 1);
        assert_eq!(months[0].name, "Tháng 11/2026");
        let weeks = &months[0].weeks;
        assert!(weeks.iter().all(|week| week.len() == WEEK));
        let words = |week: usize| weeks[week].iter().map(|cell| cell.word.as_str());
        // The first of November 2026 is a Sunday.
        assert_eq!(weeks[0][6].day, "1");
        assert_eq!(weeks[0][5], DayCell::default());
        assert_eq!(
            words(2).collect::<Vec<_>>(),
            ["", "", "", "nhận", "ngày 1", "nghỉ", "nghỉ"]
        );
        assert_eq!(words(3).next(), Some("hẹn trả"));
    }

    #[test]
    fn a_long_way_has_no_strip() {
        let months = |days| months(&counted("2026-01-05T09:00", days), Language::English);
        assert_eq!(months(30)[0].name, "January 2026");
        assert!(months(200).is_empty());
    }
}

//! Our calendar, and promises asked of it in words.

use domain::calendar::WorkingCalendar;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::{Moment, Promise, promise};
use domain::calendar::sessions::WeekSessions;
use domain::calendar::time_limit::TimeLimit;
use jiff::civil::DateTime;

pub const OUR_CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

pub fn our_calendar() -> WorkingCalendar {
    let days = parse_calendar_csv(OUR_CALENDAR).unwrap();
    WorkingCalendar::new(WeekSessions::default(), days).unwrap()
}

pub fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

pub fn limit(text: &str) -> TimeLimit {
    text.parse().unwrap()
}

pub fn promised(received: &str, limit_text: &str, moment: Moment) -> Promise {
    promise(&our_calendar(), at(received), &limit(limit_text), moment).unwrap()
}

//! The day of a desk that a page is about: today, unless its address names another.

use axum::http::StatusCode;
use jiff::civil::Date;

use crate::form::{FormErrors, ReadDate, TypedDate};
use crate::show;

/// The field that holds the day, in forms and addresses.
const FIELD: &str = "ngay";

/// The day that was asked for.
#[derive(Clone, Debug)]
pub struct PickedDay {
    /// The day; none when what was typed is no day.
    pub day: Option<Date>,
    /// What stands in the field.
    pub typed: String,
    /// What is to be mended.
    pub errors: FormErrors,
}

impl PickedDay {
    /// Reads `2026-11-20`, as addresses have it, and `20/11/2026`, as people type it. When nothing
    /// is named, it is today.
    pub fn read(text: &str, today: Date) -> Self {
        match read(text, today) {
            Ok(day) => Self {
                day: Some(day),
                typed: show::date(day),
                errors: FormErrors::new(),
            },
            Err(sentence) => {
                let mut errors = FormErrors::new();
                errors.add(FIELD, sentence);
                Self {
                    day: None,
                    typed: text.to_owned(),
                    errors,
                }
            }
        }
    }

    /// How the page answers: a day that must be mended is no page that was asked for.
    pub fn status(&self) -> StatusCode {
        if self.day.is_some() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

/// One day of one desk: how its page is headed, and where it leads on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDay {
    /// The desk's name.
    pub desk: String,
    /// The day with its weekday.
    pub day: String,
    /// The address of the day before.
    pub earlier: String,
    /// The address of the day after; empty while that is still to come.
    pub later: String,
}

impl DeskDay {
    /// A day of the desk of this name, on the page at `home`.
    pub fn new(home: &str, desk: String, day: Date, today: Date) -> Self {
        let address = |day: Date| format!("{home}?{FIELD}={day}");
        let earlier = day.yesterday().ok();
        let later = day.tomorrow().ok().filter(|later| *later <= today);
        Self {
            desk,
            day: show::date_with_weekday(day),
            earlier: earlier.map(address).unwrap_or_default(),
            later: later.map(address).unwrap_or_default(),
        }
    }
}

/// The day that a field or an address names; `today` when nothing is named.
pub(super) fn read(text: &str, today: Date) -> Result<Date, String> {
    if let Ok(day) = text.trim().parse::<Date>() {
        return Ok(day);
    }
    match TypedDate::new(text, "", "").read()? {
        ReadDate::Empty => Ok(today),
        ReadDate::Day(day) => Ok(day),
        ReadDate::Year(_) => Err("Nhập đủ ngày, tháng và năm, ví dụ 20/11/2026".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn a_day_is_read_from_addresses_and_from_hands() {
        for (text, day) in [
            ("", TODAY),
            ("2026-11-16", date(2026, 11, 16)),
            ("16/11/2026", date(2026, 11, 16)),
            ("16112026", date(2026, 11, 16)),
        ] {
            let picked = PickedDay::read(text, TODAY);
            assert_eq!(picked.day, Some(day), "{text}");
            assert_eq!(picked.typed, show::date(day));
            assert_eq!(picked.status(), StatusCode::OK);
        }
        let wrong = PickedDay::read("31/02/2026", TODAY);
        assert_eq!((wrong.day, wrong.typed.as_str()), (None, "31/02/2026"));
        assert!(!wrong.errors.of(FIELD).is_empty());
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[test]
    fn nothing_comes_after_today() {
        let on = |day: Date| DeskDay::new("/quay/so-quy", "Quầy".to_owned(), day, TODAY);
        assert_eq!(on(TODAY).earlier, "/quay/so-quy?ngay=2026-11-19");
        assert_eq!(on(TODAY).later, "");
        let later = on(date(2026, 11, 19)).later;
        assert_eq!(later, "/quay/so-quy?ngay=2026-11-20");
    }
}

//! The period that a register is asked for: this month so far, unless its address names another.

use domain::dossier::Now;
use jiff::Span;
use jiff::civil::{Date, Time};
use store::{RegisterOf, RegisterPeriod};

use crate::form::FormErrors;
use crate::officials::day;
use crate::show;

/// The most days of one period: a quarter of a year.
const DAYS_MAX: i64 = 92;

/// Years of which dossiers may be asked for.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2200;

/// Days on which dossiers were received, the first and the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) to: Date,
}

impl Period {
    /// As people read it.
    pub(super) fn words(self) -> String {
        format!(
            "nhận từ {} đến {}",
            show::date(self.from),
            show::date(self.to)
        )
    }

    /// Its part of addresses.
    pub(super) fn query(self) -> String {
        format!("tu={}&den={}", self.from, self.to)
    }

    /// The same in moments: until the day after its last begins.
    pub(super) fn of(self, of: RegisterOf) -> RegisterPeriod {
        let begin = |day: Date| Now::from_local(day.to_datetime(Time::midnight()));
        RegisterPeriod {
            of,
            from: begin(self.from),
            until: begin(self.to.tomorrow().unwrap_or(self.to)),
        }
    }
}

/// The period that was asked for.
#[derive(Clone, Debug)]
pub(super) struct PickedPeriod {
    /// The period; none when what was typed is none.
    pub(super) period: Option<Period>,
    /// What stands in the first field.
    pub(super) from: String,
    /// What stands in the second field.
    pub(super) to: String,
    /// What is to be mended.
    pub(super) errors: FormErrors,
}

impl PickedPeriod {
    /// Reads both days as addresses have them and as people type them. Unless they are named, the
    /// last is today, and the first begins the month of the last.
    pub(super) fn read(from: &str, to: &str, today: Date) -> Self {
        let last = day::read(to, today);
        let month = last.as_ref().copied().unwrap_or(today).first_of_month();
        let first = day::read(from, month);
        let mut errors = FormErrors::new();
        for (field, day) in [("tu", &first), ("den", &last)] {
            match day {
                Ok(day) if !YEARS.contains(&day.year()) => {
                    errors.add(field, "Năm phải có 4 chữ số, ví dụ 2026");
                }
                Ok(_) => {}
                Err(sentence) => errors.add(field, sentence.clone()),
            }
        }
        let period = match (&first, &last) {
            (Ok(from), Ok(to)) => Some(Period {
                from: *from,
                to: *to,
            }),
            _ => None,
        };
        if let Some(Period { from, to }) = period.filter(|_| errors.is_empty()) {
            if from > to {
                errors.add("den", "Ngày cuối phải từ ngày đầu trở đi");
            } else if to > from.saturating_add(Span::new().days(DAYS_MAX - 1)) {
                errors.add(
                    "den",
                    format!("Khoảng dài quá. Chọn tối đa {DAYS_MAX} ngày"),
                );
            }
        }
        let typed = |day: &Result<Date, String>, text: &str| match day {
            Ok(day) => show::date(*day),
            Err(_) => text.to_owned(),
        };
        Self {
            from: typed(&first, from),
            to: typed(&last, to),
            period: period.filter(|_| errors.is_empty()),
            errors,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 20);

    fn read(from: &str, to: &str) -> PickedPeriod {
        PickedPeriod::read(from, to, TODAY)
    }

    #[test]
    fn a_period_is_this_month_so_far_unless_it_is_named() {
        for (from, to, days) in [
            ("", "", (date(2026, 11, 1), TODAY)),
            ("2026-11-16", "", (date(2026, 11, 16), TODAY)),
            ("", "31/10/2026", (date(2026, 10, 1), date(2026, 10, 31))),
            ("20112026", "2026-11-20", (TODAY, TODAY)),
        ] {
            let period = read(from, to).period;
            let days = Period {
                from: days.0,
                to: days.1,
            };
            assert_eq!(period, Some(days), "{from} {to}");
        }
        let picked = read("", "");
        assert_eq!((&*picked.from, &*picked.to), ("01/11/2026", "20/11/2026"));
    }

    #[test]
    fn a_period_has_ninety_two_days_at_most() {
        assert!(read("2026-07-01", "2026-09-30").period.is_some());
        let long = read("2026-07-01", "2026-10-01");
        assert_eq!(long.period, None);
        assert!(long.errors.of("den").contains("92 ngày"));
    }

    #[test]
    fn what_is_no_period_says_how_to_mend_it() {
        for (from, to, field) in [
            ("31/02/2026", "", "tu"),
            ("", "mai", "den"),
            ("2026-11-20", "2026-11-19", "den"),
            ("-009999-01-01", "-009999-01-01", "tu"),
            ("9999-12-31", "9999-12-31", "tu"),
        ] {
            let picked = read(from, to);
            assert_eq!(picked.period, None, "{from} {to}");
            assert!(!picked.errors.of(field).is_empty(), "{from} {to}");
        }
        assert_eq!(read("", "mai").to, "mai");
    }

    #[test]
    fn a_period_ends_when_the_day_after_it_begins() {
        let day = Period {
            from: TODAY,
            to: TODAY,
        };
        let moments = day.of(RegisterOf::Desk(
            domain::people::agency::AgencyId::from_stored("a@2025-07-01"),
        ));
        assert_eq!(moments.from.today(), TODAY);
        assert_eq!(moments.until.today(), date(2026, 11, 21));
        assert_eq!(
            moments.until.0.duration_since(moments.from.0).as_hours(),
            24
        );
    }
}

//! A count put together for reading: which days were counted, which were passed over and why, and
//! the rules of law that the count leans on.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::calendar::DayReason;
use crate::calendar::deadline::{CountReason, CountRule, CountedDay};
use crate::calendar::time_limit::TimeLimit;

/// Neighbouring days of a count that are told in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The first day.
    pub from: Date,
    /// The last day; the same for a line of one day.
    pub to: Date,
    /// Which of the counted days these are, from 1; none for days that were passed over.
    pub counted: Option<RangeInclusive<u32>>,
    /// Why they were counted or passed over.
    pub why: CountReason,
    /// Working minutes they used up; only for limits in working hours.
    pub minutes: Option<u32>,
}

/// A rule that a count leans on (căn cứ tính thời hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountBasis {
    /// The day of the event is not counted.
    ///
    /// Law: Bộ luật Dân sự 2015, Điều 147 khoản 2.
    DayOfEvent,
    /// A limit that ends on a day off ends on the next working day.
    ///
    /// Law: Bộ luật Dân sự 2015, Điều 148 khoản 5.
    EndOnDayOff,
    /// What comes in by the cut-off is settled the same day.
    ///
    /// Law: Nghị định 61/2018/NĐ-CP, Điều 18; Nghị định 118/2025/NĐ-CP.
    SameDay,
    /// Holidays and swapped days are no working days, and make-up days are.
    ///
    /// Law: Bộ luật Lao động 2019, Điều 112; swaps are announced each year.
    DaysOff,
    /// The limit counts again from the full dossier.
    ///
    /// Law: Nghị định 61/2018/NĐ-CP, Điều 19 [memory, medium].
    FullDossier,
    /// The result is due at the clock time at which the count began, not only at closing time.
    ///
    /// Not law: a province's own choice, stricter than the law.
    SameClock,
}

impl CountBasis {
    /// Where the rule stands, as people cite it.
    pub fn law(self) -> &'static str {
        match self {
            Self::DayOfEvent => "Bộ luật Dân sự 2015, Điều 147 khoản 2",
            Self::EndOnDayOff => "Bộ luật Dân sự 2015, Điều 148 khoản 5",
            Self::SameDay => "Nghị định 61/2018/NĐ-CP, Điều 18; Nghị định 118/2025/NĐ-CP",
            Self::DaysOff => "Bộ luật Lao động 2019, Điều 112",
            Self::FullDossier => "Nghị định 61/2018/NĐ-CP, Điều 19",
            Self::SameClock => "quyết định của tỉnh, chặt hơn quy định chung",
        }
    }

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::DayOfEvent => "day_of_event",
            Self::EndOnDayOff => "end_on_day_off",
            Self::SameDay => "same_day",
            Self::DaysOff => "days_off",
            Self::FullDossier => "full_dossier",
            Self::SameClock => "same_clock",
        }
    }
}

/// The days of a count as lines: each counted day by itself, with its number, and neighbours that
/// were passed over for the same reason together.
pub fn rows(days: &[CountedDay]) -> Vec<DayRow> {
    let mut rows: Vec<DayRow> = Vec::new();
    let mut number = 0;
    for day in days {
        number += u32::from(day.counted);
        if !day.counted
            && let Some(row) = rows.last_mut().filter(|row| row.counted.is_none())
            && let Some(why) = shared(&row.why, &day.why)
        {
            row.to = day.date;
            row.why = why;
            continue;
        }
        rows.push(DayRow {
            from: day.date,
            to: day.date,
            counted: day.counted.then_some(number..=number),
            why: day.why.clone(),
            minutes: day.minutes,
        });
    }
    rows
}

/// The same lines in few: counted neighbours stand together too. For paper.
pub fn in_few(rows: Vec<DayRow>) -> Vec<DayRow> {
    let mut few: Vec<DayRow> = Vec::new();
    for row in rows {
        if let Some(before) = few.last_mut()
            && let (Some(one), Some(other)) = (&before.counted, &row.counted)
            && before.why == row.why
        {
            before.counted = Some(*one.start()..=*other.end());
            before.to = row.to;
            before.minutes = before.minutes.zip(row.minutes).map(|(a, b)| a + b);
        } else {
            few.push(row);
        }
    }
    few
}

/// The reason that two days share; a holiday of several days goes by what its names share.
fn shared(one: &CountReason, other: &CountReason) -> Option<CountReason> {
    let holiday = |why: &CountReason| match why {
        CountReason::Day(DayReason::Holiday { name }) => Some(stem(name).to_owned()),
        CountReason::Day(_) | CountReason::Rule(_) => None,
    };
    match (holiday(one), holiday(other)) {
        (Some(name), Some(same)) if name == same => {
            Some(CountReason::Day(DayReason::Holiday { name }))
        }
        _ => (one == other).then(|| one.clone()),
    }
}

/// `Tết Nguyên đán` of `Tết Nguyên đán: mùng 2`.
fn stem(name: &str) -> &str {
    name.split_once(": ").map_or(name, |(stem, _)| stem)
}

/// Why a day was counted or passed over: a name for programs, and the one that the calendar gives
/// the day.
pub fn reason(why: &CountReason) -> (&'static str, Option<&str>) {
    match why {
        CountReason::Rule(CountRule::ReceptionDay) => ("reception_day", None),
        CountReason::Rule(CountRule::AfterCutOff) => ("after_cut_off", None),
        CountReason::Rule(CountRule::AfterClosing) => ("after_closing", None),
        CountReason::Rule(CountRule::Paused) => ("paused", None),
        CountReason::Rule(CountRule::TakenUpAgain) => ("taken_up_again", None),
        CountReason::Rule(CountRule::CountedAnew) => ("counted_anew", None),
        CountReason::Day(DayReason::Working) => ("working", None),
        CountReason::Day(DayReason::Weekend) => ("weekend", None),
        CountReason::Day(DayReason::Holiday { name }) => ("holiday", Some(name.as_str())),
        CountReason::Day(DayReason::SwappedOff { name }) => ("swapped_off", Some(name.as_str())),
        CountReason::Day(DayReason::MakeUp { name }) => ("make_up", Some(name.as_str())),
        CountReason::Day(DayReason::Closed { name }) => ("closed", Some(name.as_str())),
    }
}

/// The rules that a count leans on, in the order in which they come into it.
pub fn bases(limit: &TimeLimit, days: &[CountedDay]) -> Vec<CountBasis> {
    let has = |is: fn(&CountReason) -> bool| days.iter().any(|day| is(&day.why));
    let ends_uncounted = days.last().is_some_and(|day| !day.counted);
    let is_in_days = matches!(
        limit,
        TimeLimit::WorkingDays(_) | TimeLimit::CalendarDays(_)
    );
    let leans = [
        (
            CountBasis::DayOfEvent,
            is_in_days && has(|why| matches!(why, CountReason::Rule(CountRule::ReceptionDay))),
        ),
        (CountBasis::SameDay, matches!(limit, TimeLimit::WithinDay)),
        (
            CountBasis::EndOnDayOff,
            matches!(limit, TimeLimit::CalendarDays(_)) && ends_uncounted,
        ),
        (CountBasis::DaysOff, has(is_of_the_calendar)),
    ];
    leans
        .into_iter()
        .filter_map(|(basis, leans)| leans.then_some(basis))
        .collect()
}

/// Whether the calendar has an entry for the day.
fn is_of_the_calendar(why: &CountReason) -> bool {
    match why {
        CountReason::Rule(_) | CountReason::Day(DayReason::Working | DayReason::Weekend) => false,
        CountReason::Day(
            DayReason::Holiday { .. }
            | DayReason::SwappedOff { .. }
            | DayReason::MakeUp { .. }
            | DayReason::Closed { .. },
        ) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::csv_file::parse_calendar_csv;
    use crate::calendar::deadline::{Moment, promise};
    use crate::calendar::sessions::WeekSessions;
    use crate::calendar::{CalendarDay, WorkingCalendar};

    const CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

    fn counted(received: &str, limit: &TimeLimit) -> Vec<CountedDay> {
        let days: Vec<CalendarDay> = parse_calendar_csv(CALENDAR).expect("a sound file");
        let calendar = WorkingCalendar::new(WeekSessions::default(), days).expect("a calendar");
        let received = received.parse().expect("a local date and time");
        promise(&calendar, received, limit, Moment::EndOfDay)
            .expect("known years")
            .days
    }

    fn told(rows: &[DayRow]) -> Vec<String> {
        rows.iter()
            .map(|row| {
                let numbers = row
                    .counted
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), |n| format!("{}-{}", n.start(), n.end()));
                format!("{}..{} {numbers}", row.from, row.to)
            })
            .collect()
    }

    #[test]
    fn a_weekend_is_one_line_and_counted_days_have_their_numbers() {
        let days = counted("2024-02-29T09:00", &TimeLimit::WorkingDays(2));
        assert_eq!(
            told(&rows(&days)),
            [
                "2024-02-29..2024-02-29 -",
                "2024-03-01..2024-03-01 1-1",
                "2024-03-02..2024-03-03 -",
                "2024-03-04..2024-03-04 2-2",
            ]
        );
    }

    #[test]
    fn a_long_holiday_is_one_line_by_what_its_names_share() {
        let days = counted("2026-02-13T09:00", &TimeLimit::WorkingDays(1));
        let rows = rows(&days);
        assert_eq!(
            told(&rows),
            [
                "2026-02-13..2026-02-13 -",
                "2026-02-14..2026-02-15 -",
                "2026-02-16..2026-02-20 -",
                "2026-02-21..2026-02-22 -",
                "2026-02-23..2026-02-23 1-1",
            ]
        );
        let name = "Tết Nguyên đán".to_owned();
        assert_eq!(rows[2].why, CountReason::Day(DayReason::Holiday { name }));
    }

    #[test]
    fn on_paper_counted_neighbours_stand_together() {
        let days = counted("2026-11-16T09:00", &TimeLimit::WorkingDays(6));
        assert_eq!(
            told(&in_few(rows(&days))),
            [
                "2026-11-16..2026-11-16 -",
                "2026-11-17..2026-11-20 1-4",
                "2026-11-21..2026-11-22 -",
                "2026-11-23..2026-11-23 5-5",
                "2026-11-24..2026-11-24 -",
                "2026-11-25..2026-11-25 6-6",
            ]
        );
    }

    #[test]
    fn every_count_names_the_rules_that_it_leans_on() {
        let leans = |received, limit: TimeLimit| bases(&limit, &counted(received, &limit));
        assert_eq!(
            leans("2026-11-16T09:00", TimeLimit::WorkingDays(2)),
            [CountBasis::DayOfEvent]
        );
        assert_eq!(
            leans("2026-02-13T09:00", TimeLimit::WorkingDays(1)),
            [CountBasis::DayOfEvent, CountBasis::DaysOff]
        );
        assert_eq!(
            leans("2026-11-16T09:00", TimeLimit::CalendarDays(5)),
            [CountBasis::DayOfEvent, CountBasis::EndOnDayOff]
        );
        assert_eq!(
            leans("2026-11-16T09:00", TimeLimit::WithinDay),
            [CountBasis::SameDay]
        );
        let hours = TimeLimit::WorkingHours { minutes: 90 };
        assert!(leans("2026-11-16T09:00", hours).is_empty());
    }
}

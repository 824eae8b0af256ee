//! Random calendars, receipts, limits and pauses.

use std::collections::BTreeMap;

use domain::calendar::DayKind;
use domain::calendar::clock::Clock;
use domain::calendar::deadline::Moment;
use domain::calendar::pauses::{AfterPause, Pause, PauseGround};
use domain::calendar::time_limit::TimeLimit;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date};
use proptest::prelude::*;
use proptest::sample::select;

use crate::slow::{Case, World};

/// Hours that a whole working day may have.
const WHOLE: [&str; 2] = ["07:30-11:30,13:00-17:00", "08:00-12:00,13:30-16:30"];
const HALF: &str = "07:30-11:30";

/// The first and the last year that every calendar knows.
const YEARS: std::ops::RangeInclusive<i16> = 2024..=2027;

/// So many cases in every run, fifty times as many in the checks before a release.
#[expect(
    clippy::disallowed_methods,
    reason = "the test run is configured by its environment"
)]
pub fn cases(cases: u32) -> ProptestConfig {
    let is_long = std::env::var_os("MOTCUA_LONG").is_some();
    ProptestConfig {
        cases: if is_long { cases * 50 } else { cases },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Half days, Saturdays, holidays, swaps and make-up days.
pub fn any_world() -> impl Strategy<Value = World> {
    let kind = select(vec![DayKind::Holiday, DayKind::SwapOff, DayKind::MakeUp]);
    let pair = proptest::option::of(0..500_i64);
    let entries = prop::collection::vec((0..500_i64, kind, pair), 0..25);
    let friday = select(vec![WHOLE[0], WHOLE[1], HALF]);
    let saturday = select(vec!["", "", HALF, WHOLE[0]]);
    (select(WHOLE.to_vec()), friday, saturday, entries).prop_map(
        |(whole, friday, saturday, entries)| {
            let new_year = |year| (date(year, 1, 1), (DayKind::Holiday, None));
            let mut days: BTreeMap<_, _> = YEARS.map(new_year).collect();
            for (day, kind, pair) in entries {
                days.insert(day_numbered(day), (kind, pair.map(day_numbered)));
            }
            World {
                week: [whole, whole, whole, whole, friday, saturday, ""],
                entries: days,
            }
        },
    )
}

/// A day of the stretch in which everything happens.
pub fn day_numbered(number: i64) -> Date {
    date(2024, 6, 1) + number.days()
}

/// Any second, but often one at which something changes.
fn any_clock() -> impl Strategy<Value = Time> {
    let turning = [
        (7, 30, 0),
        (11, 30, 0),
        (12, 10, 0),
        (13, 0, 0),
        (15, 0, 0),
        (15, 0, 1),
        (16, 59, 59),
        (17, 0, 0),
        (17, 0, 1),
        (20, 0, 0),
    ]
    .map(|(hour, minute, second)| Time::constant(hour, minute, second, 0));
    let any = (0..24_i8, 0..60_i8, 0..60_i8)
        .prop_map(|(hour, minute, second)| Time::constant(hour, minute, second, 0));
    prop_oneof![select(turning.to_vec()), any]
}

/// Any moment of the stretch.
pub fn any_moment() -> impl Strategy<Value = DateTime> {
    (0..400_i64, any_clock()).prop_map(|(day, clock)| day_numbered(day).to_datetime(clock))
}

/// Limits of forty days at most.
pub fn any_limit() -> impl Strategy<Value = TimeLimit> {
    prop_oneof![
        (1..=40_u16).prop_map(TimeLimit::WorkingDays),
        (1..=40 * 8 * 60_u32).prop_map(|minutes| TimeLimit::WorkingHours { minutes }),
        (1..=40_u32).prop_map(|hours| TimeLimit::WorkingHours {
            minutes: hours * 60
        }),
        Just(TimeLimit::WithinDay),
        (1..=40_u16).prop_map(TimeLimit::CalendarDays),
    ]
}

/// A whole question with at most three pauses.
pub fn any_case() -> impl Strategy<Value = Case> {
    let gap = prop_oneof![0..3_i64, 0..15_i64];
    let pause = (gap, any_clock(), 0..12_i64, any_clock());
    (
        any_world(),
        any_moment(),
        any_limit(),
        select(vec![Moment::EndOfDay, Moment::SameClock]),
        prop::collection::vec(pause, 0..=3),
        select(vec![AfterPause::Resume, AfterPause::Restart]),
    )
        .prop_map(|(world, received, limit, moment, pauses, after_pause)| {
            let mut last = received;
            let mut in_order = Vec::new();
            for (gap, begin, length, end) in pauses {
                let from = (last.date() + gap.days()).to_datetime(begin).max(last);
                last = (from.date() + length.days()).to_datetime(end).max(from);
                in_order.push((from, last));
            }
            Case {
                world,
                received,
                limit,
                moment,
                pauses: in_order,
                after_pause,
            }
        })
}

impl Case {
    /// The clock that is tested.
    pub fn clock(&self) -> Clock {
        let pauses = self.pauses.iter().map(|&(from, to)| Pause {
            from,
            to: Some(to),
            ground: PauseGround::Supplement,
        });
        Clock::new(self.received, self.limit.clone())
            .due_at(self.moment)
            .paused(pauses.collect(), self.after_pause)
            .unwrap()
    }
}

//! The clock agrees with the slow reference, and keeps what every clock has to keep.

use domain::calendar::DayKind;
use domain::calendar::deadline::{Moment, due, promise};
use domain::calendar::time_limit::TimeLimit;
use jiff::civil::DateTime;
use proptest::prelude::*;

use crate::random::{any_case, any_limit, any_moment, any_world, cases, day_numbered};
use crate::slow;

/// Limits in working hours know no seconds, and neither does the clock time of a promise.
fn as_counted(moment: DateTime, limit: &TimeLimit) -> DateTime {
    match limit {
        TimeLimit::WorkingHours { .. } | TimeLimit::WithinDay => {
            moment.with().second(0).build().unwrap()
        }
        TimeLimit::WorkingDays(_) | TimeLimit::CalendarDays(_) | TimeLimit::None { .. } => moment,
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_clock_agrees_with_the_slow_reference(case in any_case()) {
        let due = case.clock().due(&case.world.calendar()).unwrap();
        prop_assert_eq!(due, slow::due(&case));
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn no_promise_lies_inside_its_pause(case in any_case()) {
        let promise = case.clock().promise(&case.world.calendar()).unwrap();
        for pause in &promise.pauses {
            if pause.is_too_late() {
                prop_assert_eq!(pause.before, pause.after);
            } else {
                prop_assert!(pause.after >= as_counted(pause.to, &case.limit), "{pause:?}");
            }
            prop_assert!(pause.after >= pause.before);
        }
    }

    #[test]
    fn a_day_off_added_never_brings_a_promise_forward(case in any_case(), day in 0..500_i64) {
        let due = case.clock().due(&case.world.calendar()).unwrap();
        let mut with_day_off = case.clone();
        let entry = (DayKind::Holiday, None);
        with_day_off.world.entries.insert(day_numbered(day), entry);
        let later = with_day_off.clock().due(&with_day_off.world.calendar()).unwrap();
        prop_assert!(later >= due, "{later} instead of {due}");
    }

    #[test]
    fn a_pause_never_brings_a_promise_forward(case in any_case()) {
        let calendar = case.world.calendar();
        let mut without = case.clone();
        without.pauses.pop();
        let before = without.clock().due(&calendar).unwrap();
        prop_assert!(case.clock().due(&calendar).unwrap() >= before);
    }

    #[test]
    fn what_is_looked_up_is_what_the_walk_finds(
        world in any_world(),
        received in any_moment(),
        limit in any_limit(),
        missing in 2024..=2027_i16,
    ) {
        let mut world = world;
        // Also where a year in the middle is not known.
        world.entries.retain(|date, _| date.year() != missing);
        let calendar = world.calendar();
        let moment = Moment::EndOfDay;
        let walked = promise(&calendar, received, &limit, moment).map(|promise| promise.due);
        prop_assert_eq!(due(&calendar, received, &limit, moment), walked);
    }
}

//! What must hold for every promise.

use crate::ours::our_calendar;
use domain::calendar::deadline::{Moment, due, promise};
use domain::calendar::time_limit::TimeLimit;
use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use proptest::strategy::{Just, Strategy};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

fn any_moment_received() -> impl Strategy<Value = DateTime> {
    // Every second of the years 2018 to 2026.
    (0..9 * 365i64, 0..24 * 3600i64).prop_map(|(days, seconds)| {
        date(2018, 1, 1).at(0, 0, 0, 0) + days.days() + seconds.seconds()
    })
}

fn any_limit() -> impl Strategy<Value = TimeLimit> {
    prop_oneof![
        (1..120u16).prop_map(TimeLimit::WorkingDays),
        (1..10_000u32).prop_map(|minutes| TimeLimit::WorkingHours { minutes }),
        Just(TimeLimit::WithinDay),
        (1..200u16).prop_map(TimeLimit::CalendarDays),
    ]
}

proptest! {
    #[test]
    fn a_result_is_due_on_a_working_day_after_reception(
        received in any_moment_received(),
        limit in any_limit(),
    ) {
        let calendar = our_calendar();
        let due = due(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        prop_assert!(calendar.is_working(due.date()).unwrap());
        let (opening, closing) = calendar.sessions_on(due.date()).unwrap().hours().unwrap();
        prop_assert!((opening..=closing).contains(&due.time()));
        prop_assert!(due >= received.with().second(0).build().unwrap());
    }

    #[test]
    fn coming_later_never_makes_it_due_earlier(
        one in any_moment_received(),
        other in any_moment_received(),
        limit in any_limit(),
    ) {
        let calendar = our_calendar();
        let ask = |received| due(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        prop_assert!(ask(one.min(other)) <= ask(one.max(other)));
    }

    #[test]
    fn a_longer_limit_is_never_due_earlier(
        received in any_moment_received(),
        count in 1..100u16,
        more in 1..20u16,
        same_clock: bool,
    ) {
        let calendar = our_calendar();
        let moment = if same_clock { Moment::SameClock } else { Moment::EndOfDay };
        let ask = |limit| due(&calendar, received, &limit, moment).unwrap();
        let (short, long) = (count, count + more);
        prop_assert!(ask(TimeLimit::WorkingDays(short)) < ask(TimeLimit::WorkingDays(long)));
        prop_assert!(ask(TimeLimit::CalendarDays(short)) <= ask(TimeLimit::CalendarDays(long)));
        let hours = |count: u16| TimeLimit::WorkingHours { minutes: u32::from(count) };
        prop_assert!(ask(hours(short)) < ask(hours(long)));
    }

    #[test]
    fn the_explanation_adds_up(received in any_moment_received(), limit in any_limit()) {
        let calendar = our_calendar();
        let promise = promise(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        prop_assert_eq!(Ok(promise.due), due(&calendar, received, &limit, Moment::EndOfDay));
        let counted = promise.days.iter().filter(|day| day.counted).count();
        match limit {
            TimeLimit::WorkingDays(days) | TimeLimit::CalendarDays(days) => {
                prop_assert_eq!(counted, usize::from(days));
            }
            TimeLimit::WorkingHours { minutes } => {
                let used: u32 = promise.days.iter().filter_map(|day| day.minutes).sum();
                prop_assert_eq!(used, minutes);
            }
            TimeLimit::WithinDay => prop_assert_eq!(counted, 1),
            TimeLimit::None { .. } => unreachable!("not generated"),
        }
        let mut day = received.date();
        for told in &promise.days {
            prop_assert_eq!(told.date, day);
            day = day.tomorrow().unwrap();
        }
        prop_assert_eq!(day.yesterday().unwrap(), promise.due.date());
    }

    #[test]
    fn working_days_between_agrees_with_the_promise(
        received in any_moment_received(),
        days in 1..60u16,
    ) {
        let calendar = our_calendar();
        let limit = TimeLimit::WorkingDays(days);
        let due = due(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        let between = calendar.working_days_between(received.date(), due.date()).unwrap();
        prop_assert_eq!(between, u32::from(days));
    }
}

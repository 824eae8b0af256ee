//! The explanation adds up to the result.

use domain::calendar::clock::attribution::{Hand, HolderKind, attribute};
use domain::calendar::deadline::{CountReason, CountRule, due};
use domain::calendar::pauses::{Added, AfterPause};
use domain::calendar::time_limit::TimeLimit;
use jiff::civil::DateTime;
use proptest::prelude::*;

use crate::random::{any_case, cases};
use crate::slow::Case;

/// What the pauses added, in their own unit.
fn added(effects: impl Iterator<Item = Added>) -> u32 {
    effects
        .map(|added| match added {
            Added::WorkingDays(count)
            | Added::WorkingMinutes(count)
            | Added::CalendarDays(count) => count,
        })
        .sum()
}

/// How far the due moment lies from the reception, in the unit of the limit.
fn length(case: &Case, from: DateTime, to: DateTime) -> u32 {
    let calendar = case.world.calendar();
    match &case.limit {
        TimeLimit::WorkingHours { .. } => {
            let hand = Hand {
                from,
                holder: HolderKind::Desk,
            };
            attribute(&calendar, &[hand], to).unwrap().elapsed
        }
        TimeLimit::CalendarDays(_) => u32::try_from((to.date() - from.date()).get_days()).unwrap(),
        TimeLimit::WorkingDays(_) | TimeLimit::WithinDay | TimeLimit::None { .. } => calendar
            .working_days_between(from.date(), to.date())
            .unwrap(),
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn every_day_stands_in_its_place_and_the_counted_ones_are_the_limit(case in any_case()) {
        let calendar = case.world.calendar();
        let clock = case.clock();
        let promise = clock.promise(&calendar).unwrap();
        prop_assert_eq!(promise.due, clock.due(&calendar).unwrap());
        let mut day = case.received.date();
        for told in &promise.days {
            prop_assert_eq!(told.date, day);
            day = day.tomorrow().unwrap();
        }
        prop_assert_eq!(day.yesterday().unwrap(), promise.due.date());
        let counted = promise.days.iter().filter(|day| day.counted).count();
        match &case.limit {
            TimeLimit::WorkingDays(days) | TimeLimit::CalendarDays(days) => {
                prop_assert_eq!(counted, usize::from(*days));
            }
            TimeLimit::WorkingHours { minutes } => {
                let used: u32 = promise.days.iter().filter_map(|day| day.minutes).sum();
                prop_assert_eq!(used, *minutes);
            }
            TimeLimit::WithinDay => prop_assert_eq!(counted, 1),
            TimeLimit::None { .. } => unreachable!("not generated"),
        }
    }

    #[test]
    fn each_pause_begins_where_the_one_before_left_off(case in any_case()) {
        let calendar = case.world.calendar();
        let promise = case.clock().promise(&calendar).unwrap();
        let plain = due(&calendar, case.received, &case.limit, case.moment).unwrap();
        let mut so_far = plain;
        for effect in &promise.pauses {
            prop_assert_eq!(effect.before, so_far);
            so_far = effect.after;
        }
        prop_assert_eq!(promise.pauses.len(), case.pauses.len());
        prop_assert_eq!(so_far, promise.due);
        let added = added(promise.pauses.iter().map(|effect| effect.added));
        prop_assert_eq!(added, length(&case, plain, promise.due));
    }

    #[test]
    fn a_day_that_stood_still_says_so(case in any_case(), days in 1..=40_u16) {
        let case = Case {
            limit: TimeLimit::WorkingDays(days),
            after_pause: AfterPause::Resume,
            ..case
        };
        let promise = case.clock().promise(&case.world.calendar()).unwrap();
        for day in &promise.days {
            let held = promise.pauses.iter().any(|pause| {
                let (from, to) = (pause.from.date(), pause.to.date());
                !pause.is_too_late() && from < day.date && day.date <= to
            });
            let says = day.why == CountReason::Rule(CountRule::Paused);
            let is_due = day.date == promise.due.date();
            let is_worked = case.world.is_worked(day.date);
            prop_assert_eq!(says, held && is_worked && !is_due, "{:?}", day);
        }
    }
}

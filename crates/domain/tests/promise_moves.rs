//! What holds for every change of the calendar and every dossier it comes to.

mod given;

use domain::calendar::clock::Clock;
use domain::calendar::pauses::AfterPause;
use domain::dossier::Now;
use domain::dossier::promise_move::{Recount, WhyStays, recount};
use domain::people::Actor;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan as _};
use proptest::prelude::*;

use crate::given::hand::{apologise, move_promise, receive_in_person};
use crate::given::people::the;
use crate::given::province::{self, LICENCE, REGISTER};
use crate::given::{MONDAY_MORNING, Play, at};

/// The days that a change closes, counted from the Monday on which the plays begin.
fn closed() -> impl Strategy<Value = Vec<Date>> {
    prop::collection::btree_set(0_i64..20, 0..6).prop_map(|days| {
        let monday = date(2026, 3, 2);
        days.into_iter().map(|day| monday + day.days()).collect()
    })
}

/// A dossier received so many minutes after Monday morning, perhaps with an apology.
fn received(minutes: i64, is_licence: bool, is_apologised: bool) -> Play {
    let mut play = Play::new();
    play.now = Now(at(MONDAY_MORNING).0 + SignedDuration::from_mins(minutes));
    if is_licence {
        play.does(&the("province desk"), receive_in_person(LICENCE, "12-TT"));
    } else {
        play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
        if is_apologised {
            play.does(&the("chair"), apologise(play.now));
        }
    }
    play
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_promise_moves_later_or_not_at_all(
        minutes in 0_i64..14_000,
        (is_licence, is_apologised) in any::<(bool, bool)>(),
        (before, after) in (closed(), closed()),
    ) {
        let mut play = received(minutes, is_licence, is_apologised);
        // Two changes, one after the other: the second may take back what the first closed.
        for days in [before, after] {
            play.rules = province::rulebook_closed_on(&days);
            let dossier = play.dossier().clone();
            let given = dossier.promise.clone().expect("it is promised");
            let count = dossier.counted.clone().expect("it is counted");
            let calendar = play.rules.calendar.nation();
            let clock = Clock::new(count.from, count.limit.clone()).due_at(count.moment);
            let clock = clock.paused(Vec::new(), AfterPause::Resume).expect("no pauses");
            let counted = clock.due(calendar).expect("known years");
            let expected = recount(&dossier, calendar, play.now);
            let answer = play.tries(&Actor::System, &move_promise(play.now));
            let promise = play.dossier().promise.clone().expect("it stays promised");
            match expected {
                Recount::Moves(moved) => {
                    prop_assert!(answer.is_ok());
                    prop_assert_eq!(&promise, &moved);
                    prop_assert_eq!(moved.due, counted);
                    prop_assert!(moved.due > given.due);
                }
                Recount::Stays(why) => {
                    prop_assert!(answer.is_err());
                    prop_assert_eq!(&promise, &given);
                    prop_assert!(counted <= given.due, "{:?}", why);
                    prop_assert_eq!(why == WhyStays::Same, counted == given.due);
                }
            }
            prop_assert_eq!(&promise.limit, &given.limit);
            prop_assert_eq!(play.replayed(), play.dossier.clone());
            // Asked once more it answers the same: a campaign that is taken up again moves nothing.
            let again = recount(play.dossier(), calendar, play.now);
            prop_assert!(matches!(again, Recount::Stays(_)));
        }
    }
}

//! A limit that the province reduced: dossiers are promised by it, and the law's own stays known.

use domain::calendar::time_limit::TimeLimit;

use crate::given::Play;
use crate::given::hand::{ask_for, receive_in_person, supplement};
use crate::given::people::{APPLICANT, the};
use crate::given::province::{self, LICENCE, REGISTER};

#[test]
fn the_reduced_limit_is_promised_and_counts_anew_after_a_supplement() {
    let mut play = Play::new();
    play.rules = province::rulebook_that_keeps_less();
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(play.due(), "2026-03-05T17:00:00");
    let reduced = play.dossier().reduced_in(play.rules);
    let (terms, less) = reduced.expect("it counts with the reduced one");
    assert_eq!(terms.limit, TimeLimit::WorkingDays(5));
    assert_eq!(less.limit, TimeLimit::WorkingDays(3));
    assert_eq!(less.basis, "12/QĐ-UBND");
    play.at("2026-03-04T10:00")
        .does(&the("desk"), ask_for(&["certificate"]));
    play.at("2026-03-11T10:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.due(), "2026-03-16T17:00:00");
}

#[test]
fn what_was_promised_by_the_limit_of_the_law_is_not_called_reduced() {
    let mut before = Play::received();
    before.rules = province::rulebook_that_keeps_less();
    assert_eq!(before.dossier().reduced_in(before.rules), None);
    let mut other = Play::new();
    other.rules = province::rulebook_that_keeps_less();
    other.does(&the("province desk"), receive_in_person(LICENCE, "12-TT"));
    assert_eq!(other.dossier().reduced_in(other.rules), None);
}

#[test]
fn limits_that_say_nothing_of_each_other_are_not_compared() {
    let hours = |hours: u32| TimeLimit::WorkingHours {
        minutes: hours * 60,
    };
    let (working, calendar) = (TimeLimit::WorkingDays, TimeLimit::CalendarDays);
    for (shorter, longer, told) in [
        (working(3), working(5), Some(true)),
        (working(5), working(5), Some(false)),
        (calendar(10), calendar(7), Some(false)),
        (hours(15), working(2), Some(true)),
        (hours(16), working(2), Some(false)),
        (TimeLimit::WithinDay, working(1), Some(true)),
        (calendar(3), working(5), None),
        (working(3), calendar(5), None),
    ] {
        assert_eq!(shorter.is_shorter_than(&longer), told, "{shorter:?}");
    }
}

//! The moment of the promised day: closing time, or the clock time of reception where a province
//! promises that. What was promised once keeps its moment.

use domain::calendar::deadline::Moment;
use domain::calendar::explanation::CountBasis;
use domain::calendar::pauses::PauseGround;
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::command::Command;
use domain::dossier::event::{Event, Recorded};
use domain::dossier::explanation::{Explanation, explain};
use domain::dossier::promise_move::{Recount, WhyStays, recount};
use domain::people::Actor;
use jiff::civil::date;

use crate::given::hand::{
    apologise, ask_for, assign, move_promise, pause, receive_in_person, supplement,
};
use crate::given::people::{APPLICANT, the};
use crate::given::province::{self, EXTRACT, LICENCE, REGISTER};
use crate::given::{Play, at};

/// With the examiner of a province that promises the hour.
fn examining() -> Play {
    let mut play = Play::new();
    play.rules = province::rulebook_that_promises_the_hour();
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"))
        .does(&the("desk"), Command::Forward)
        .does(&the("examiner"), assign("examiner"));
    play
}

fn moment(play: &Play) -> Moment {
    let promise = play.dossier().promise.as_ref();
    promise.expect("it is promised").moment
}

fn told(play: &Play) -> Explanation {
    explain(&play.history, play.rules.calendar.nation()).expect("something is promised")
}

#[test]
fn a_province_promises_the_hour_of_reception_for_limits_in_days() {
    let received = |name, desk, procedure| {
        let mut play = Play::new();
        play.rules = province::rulebook_that_promises_the_hour();
        play.does(&the(name), receive_in_person(procedure, desk));
        play
    };
    let working_days = received("desk", "03001-TT", REGISTER);
    assert_eq!(working_days.due(), "2026-03-09T09:00:00");
    assert_eq!(moment(&working_days), Moment::SameClock);
    let days = received("desk", "03001-TT", EXTRACT);
    assert_eq!(days.due(), "2026-03-12T09:00:00");
    assert_eq!(moment(&days), Moment::SameClock);
    // Working hours end where they end.
    let hours = received("province desk", "12-TT", LICENCE);
    assert_eq!(hours.due(), "2026-03-04T09:00:00");
    assert_eq!(moment(&hours), Moment::EndOfDay);
}

#[test]
fn the_hour_is_moved_into_the_hours_of_the_day() {
    let mut play = Play::new();
    play.rules = province::rulebook_that_promises_the_hour();
    play.at("2026-03-02T19:30")
        .does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(play.due(), "2026-03-09T17:00:00");
}

#[test]
fn outside_the_days_of_the_choice_the_closing_time_is_promised() {
    let mut play = Play::new();
    play.rules = province::rulebook_that_promises_the_hour();
    play.at("2026-02-27T09:00")
        .does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(play.due(), "2026-03-06T17:00:00");
    assert_eq!(moment(&play), Moment::EndOfDay);
    let (limit, last) = (TimeLimit::WorkingDays(5), date(2026, 6, 30));
    assert_eq!(play.rules.promised_moment(&limit, last), Moment::SameClock);
    let after = play.rules.promised_moment(&limit, date(2026, 7, 1));
    assert_eq!(after, Moment::EndOfDay);
}

#[test]
fn the_explanation_counts_to_the_hour_and_says_whose_choice_it_is() {
    let play = examining();
    let told = told(&play);
    assert!(told.is_as_given());
    assert_eq!(
        told.bases(),
        [CountBasis::DayOfEvent, CountBasis::SameClock]
    );
    assert!(play.dossier().is_overdue(at("2026-03-09T09:01")));
    assert!(!play.dossier().is_overdue(at("2026-03-09T09:00")));
}

#[test]
fn a_pause_and_a_supplement_keep_the_hour() {
    let mut paused = examining();
    let examiner = the("examiner");
    // The choice is taken back; what was promised is counted on as it was promised.
    paused.rules = province::rulebook();
    let awaited = pause(PauseGround::AwaitedVerification, at("2026-03-04T10:00"));
    paused.at("2026-03-04T10:00").does(&examiner, awaited);
    paused
        .at("2026-03-05T10:00")
        .does(&examiner, Command::Resume);
    assert_eq!(paused.due(), "2026-03-10T09:00:00");
    assert!(told(&paused).is_as_given());
    assert_eq!(paused.replayed(), paused.dossier);

    let mut asked = examining();
    asked
        .at("2026-03-04T10:00")
        .does(&examiner, ask_for(&["certificate"]));
    asked
        .at("2026-03-11T10:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(asked.due(), "2026-03-18T10:00:00");
    assert_eq!(moment(&asked), Moment::SameClock);
    assert!(told(&asked).is_as_given());
}

#[test]
fn the_new_day_of_an_apology_is_promised_as_the_law_has_it() {
    let mut play = examining();
    play.at("2026-03-06T10:00")
        .does(&the("chair"), apologise(at("2026-03-06T10:00")));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    assert_eq!(moment(&play), Moment::EndOfDay);
    assert!(told(&play).is_as_given());
}

#[test]
fn a_calendar_that_changed_moves_the_day_and_keeps_the_hour() {
    let mut play = examining();
    play.rules = province::rulebook_that_promises_the_hour_closed_on(&[date(2026, 3, 4)]);
    play.does(&Actor::System, move_promise(play.now));
    assert_eq!(play.due(), "2026-03-10T09:00:00");
    assert!(told(&play).is_as_given());
}

#[test]
fn what_was_promised_before_the_province_chose_keeps_the_closing_time() {
    let mut play = Play::examining();
    play.rules = province::rulebook_that_promises_the_hour();
    let examiner = the("examiner");
    assert_eq!(moment(&play), Moment::EndOfDay);
    assert!(told(&play).is_as_given());
    let again = recount(play.dossier(), play.rules.calendar.nation(), play.now);
    assert_eq!(again, Recount::Stays(WhyStays::Same));
    play.at("2026-03-04T10:00")
        .does(&examiner, ask_for(&["certificate"]));
    play.at("2026-03-11T10:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.due(), "2026-03-18T17:00:00");
}

#[test]
fn an_event_of_before_has_no_moment_and_means_the_closing_time() {
    let stored = include_str!("../events/received.json");
    let event: Event = serde_json::from_str(stored).expect("an event of before");
    let mut play = Play::submitted();
    play.history.push(Recorded {
        number: 2,
        at: play.now,
        event: event.clone(),
    });
    play.dossier = play.replayed();
    assert_eq!(moment(&play), Moment::EndOfDay);
    assert!(told(&play).is_as_given());
    // Written again, it looks the same; a stricter promise says so.
    let written = serde_json::to_value(&event).expect("events are plain data");
    assert_eq!(written["promise"].get("moment"), None);
    let stricter = serde_json::to_value(&examining().history[1].event);
    let stricter = stricter.expect("events are plain data");
    assert_eq!(stricter["promise"]["moment"], "same_clock");
}

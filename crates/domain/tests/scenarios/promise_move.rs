//! A change of the calendar: promises move later, openly; none moves earlier, and none is cured.

use domain::calendar::pauses::PauseGround;
use domain::dossier::command::Command;
use domain::dossier::event::Event;
use domain::dossier::follow_up::{FollowUp, Notice, follow_up};
use domain::dossier::promise_move::{Recount, WhyStays, recount};
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::clock::ClockRefusal;
use domain::people::Actor;
use jiff::civil::{Date, date};

use crate::given::hand::{
    apologise, ask_for, move_promise, pause, promise_to_move, receive_in_person,
};
use crate::given::people::{APPLICANT, the};
use crate::given::province::{self, REGISTER};
use crate::given::{MONDAY_MORNING, Play, at};

/// Wednesday of the week in which the plays begin.
const WEDNESDAY: Date = date(2026, 3, 4);

/// The same play by a calendar in which these days are off.
fn closed_on(mut play: Play, days: &[Date]) -> Play {
    play.rules = province::rulebook_closed_on(days);
    play
}

fn stays(play: &Play, confirmed_at: &str) -> WhyStays {
    let calendar = play.rules.calendar.nation();
    match recount(play.dossier(), calendar, at(confirmed_at)) {
        Recount::Stays(why) => why,
        Recount::Moves(promise) => panic!("it moves to {promise:?}"),
    }
}

#[test]
fn a_day_off_moves_the_promise_and_says_why() {
    let mut play = closed_on(Play::examining(), &[WEDNESDAY]);
    assert_eq!(play.due(), "2026-03-09T17:00:00");
    let last_at = play.dossier().last_at;
    play.at("2026-03-03T08:00");
    let confirmed_at = play.now;
    play.does(&Actor::System, move_promise(confirmed_at));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    let told = promise_to_move(confirmed_at);
    let Event::PromiseMoved(moved) = play.last() else {
        panic!("{:?}", play.last());
    };
    assert_eq!(moved.from, date(2026, 3, 9).at(17, 0, 0, 0));
    assert_eq!(moved.because, told.because);
    assert_eq!(moved.campaign, told.campaign);
    assert_eq!(moved.confirmed_by, told.confirmed_by);
    assert_eq!(
        follow_up(play.last()),
        [FollowUp::Tell(Notice::PromiseMoved)]
    );
    // Nobody worked on it, and it is counted from where it was counted before.
    assert_eq!(play.dossier().last_at, last_at);
    let counted = play.dossier().counted.as_ref().expect("it is counted");
    assert_eq!(counted.from, at(MONDAY_MORNING).local());
    assert_eq!(play.replayed(), play.dossier);
    // Twice is harmless.
    let again = play.refused(&Actor::System, move_promise(confirmed_at));
    assert_eq!(again, Refusal::Clock(ClockRefusal::PromiseStays));
    assert_eq!(stays(&play, "2026-03-03T08:00"), WhyStays::Same);
}

#[test]
pub fn a_promise_never_moves_earlier() {
    let mut play = closed_on(Play::new(), &[WEDNESDAY]);
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    // The day off is taken back.
    play.rules = province::rulebook();
    let refusal = play.refused(&Actor::System, move_promise(play.now));
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::PromiseStays));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    let counted = date(2026, 3, 9).at(17, 0, 0, 0);
    assert_eq!(
        stays(&play, MONDAY_MORNING),
        WhyStays::WouldBeEarlier { counted }
    );
}

#[test]
fn what_was_late_when_the_change_was_confirmed_stays_late() {
    let mut play = closed_on(Play::examining(), &[WEDNESDAY]);
    assert_eq!(stays(&play, "2026-03-09T17:00:01"), WhyStays::TimeWasOver);
    play.at("2026-03-10T08:00");
    play.refused(&Actor::System, move_promise(play.now));
    assert!(play.dossier().is_overdue(play.now));
    // Confirmed in time, it moves also when the campaign comes to it late.
    play.does(&Actor::System, move_promise(at("2026-03-09T16:00")));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    assert!(!play.dossier().is_overdue(play.now));
}

#[test]
fn while_the_clock_stands_still_nothing_moves() {
    let mut paused = closed_on(Play::examining(), &[date(2026, 3, 6)]);
    let awaited = pause(PauseGround::AwaitedVerification, at("2026-03-03T10:00"));
    paused
        .at("2026-03-03T10:00")
        .does(&the("examiner"), awaited);
    assert_eq!(stays(&paused, MONDAY_MORNING), WhyStays::ClockPaused);
    // When it goes on, the new calendar counts: two days of pause and the day off.
    paused
        .at("2026-03-05T10:00")
        .does(&the("examiner"), Command::Resume);
    assert_eq!(paused.due(), "2026-03-12T17:00:00");

    let mut asked = closed_on(Play::examining(), &[WEDNESDAY]);
    asked.does(&the("examiner"), ask_for(&["certificate"]));
    assert_eq!(stays(&asked, MONDAY_MORNING), WhyStays::ClockPaused);
}

#[test]
fn without_a_clock_there_is_nothing_to_move() {
    for play in [Play::submitted(), Play::resolved(), Play::handed_over()] {
        let play = closed_on(play, &[WEDNESDAY]);
        assert_eq!(stays(&play, MONDAY_MORNING), WhyStays::NoClock);
    }
}

#[test]
fn the_new_day_of_an_apology_moves_as_any_other() {
    let mut play = Play::examining();
    play.does(&the("chair"), apologise(play.now));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    let mut play = closed_on(play, &[WEDNESDAY]);
    play.does(&Actor::System, move_promise(play.now));
    assert_eq!(play.due(), "2026-03-11T17:00:00");
    assert!(play.dossier().apology.is_some());
}

#[test]
fn only_the_program_moves_promises() {
    let mut play = closed_on(Play::examining(), &[WEDNESDAY]);
    for actor in [the("chair"), the("administrator"), APPLICANT] {
        let refusal = play.refused(&actor, move_promise(play.now));
        assert_eq!(refusal, Refusal::NotYours);
    }
}

#[test]
fn a_holiday_announced_the_evening_before_moves_what_it_falls_on() {
    // Promised for Monday the 9th, which is made a day off on Sunday evening.
    let monday = date(2026, 3, 9);
    let mut play = closed_on(Play::examining(), &[monday]);
    play.at("2026-03-08T20:00");
    play.does(&Actor::System, move_promise(at("2026-03-08T20:00")));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    // A day on the way, announced the evening before it, moves the end just as well.
    let mut play = closed_on(Play::examining(), &[date(2026, 3, 6)]);
    play.at("2026-03-05T20:00");
    play.does(&Actor::System, move_promise(at("2026-03-05T20:00")));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    // On the day itself it is not too late, until the promise is broken.
    let mut play = closed_on(Play::examining(), &[monday]);
    play.at("2026-03-09T17:00");
    play.does(&Actor::System, move_promise(at("2026-03-09T17:00")));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    // Whoever comes in the meantime is promised by the new calendar at once.
    let mut next = closed_on(Play::new(), &[monday]);
    next.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(next.due(), "2026-03-10T17:00:00");
}

//! Time's own claims: nearly due, a letter to sign, overdue, still; each hangs on its moment.

use domain::calendar::pauses::PauseGround;
use domain::dossier::alarm::{Alarm, AlarmKind, near_due_before, still_before, told_on};
use jiff::civil::date;

use crate::given::hand::{apologise, note, pause};
use crate::given::people::the;
use crate::given::{Play, at};

fn alarms(play: &Play, now: &str) -> Vec<Alarm> {
    play.dossier().alarms(play.rules.calendar.nation(), at(now))
}

/// Kind and day on which it fell due.
fn told(play: &Play, now: &str) -> Vec<(AlarmKind, i8)> {
    let alarms = alarms(play, now).into_iter();
    alarms
        .map(|alarm| (alarm.kind, alarm.at.today().day()))
        .collect()
}

#[test]
fn a_dossier_that_nobody_touches_is_claimed_in_the_order_of_time() {
    use AlarmKind::{ApologyDraft, NearDue, Overdue, Still};
    // Received on Monday the 2nd, promised for Monday the 9th.
    let play = Play::examining();
    assert_eq!(told(&play, "2026-03-03T16:00"), []);
    assert_eq!(told(&play, "2026-03-04T05:00"), []);
    assert_eq!(told(&play, "2026-03-06T05:00"), [(Still, 4)]);
    let friday = [(Still, 4), (NearDue, 6), (ApologyDraft, 6)];
    assert_eq!(told(&play, "2026-03-06T09:00"), friday);
    assert_eq!(told(&play, "2026-03-09T17:00"), friday);
    let late = [(Still, 4), (NearDue, 6), (ApologyDraft, 6), (Overdue, 9)];
    assert_eq!(told(&play, "2026-03-10T08:00"), late);
    // Whenever it is asked, each hangs on the same moment.
    let (first, later) = (
        alarms(&play, "2026-03-10T08:00"),
        alarms(&play, "2026-03-13T08:00"),
    );
    assert_eq!(first, later);
    assert_eq!(first[1].about, at("2026-03-09T17:00"));
    assert_eq!(first[0].about, play.dossier().last_at);
}

#[test]
fn what_happens_ends_a_standstill_and_begins_another() {
    let mut play = Play::examining();
    play.at("2026-03-05T08:00").does(&the("examiner"), note());
    assert_eq!(told(&play, "2026-03-05T09:00"), []);
    let still = alarms(&play, "2026-03-09T10:00");
    let still: Vec<_> = still
        .iter()
        .filter(|alarm| alarm.kind == AlarmKind::Still)
        .collect();
    assert_eq!(still.len(), 1);
    assert_eq!(still[0].about, at("2026-03-05T08:00"));
    assert_eq!(still[0].at.today(), date(2026, 3, 9));
}

#[test]
fn while_the_clock_stands_still_nothing_is_claimed() {
    let mut play = Play::examining();
    play.at("2026-03-05T10:00");
    let now = play.now;
    play.does(&the("examiner"), pause(PauseGround::ForceMajeure, now));
    assert_eq!(told(&play, "2026-03-20T10:00"), []);
}

#[test]
fn the_second_day_is_claimed_anew_and_needs_no_second_letter() {
    use AlarmKind::{NearDue, Overdue, Still};
    let mut play = Play::examining();
    play.at("2026-03-06T10:00");
    let letter = apologise(play.now);
    play.does(&the("chair"), letter);
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    assert_eq!(told(&play, "2026-03-06T11:00"), []);
    assert_eq!(told(&play, "2026-03-09T10:00"), [(NearDue, 9)]);
    let late = [(NearDue, 9), (Still, 10), (Overdue, 10)];
    assert_eq!(told(&play, "2026-03-11T10:00"), late);
}

#[test]
fn what_is_settled_is_claimed_no_more() {
    assert_eq!(told(&Play::resolved(), "2026-03-20T10:00"), []);
    assert_eq!(told(&Play::handed_over(), "2026-03-20T10:00"), []);
}

#[test]
fn whoever_looks_for_claims_looks_far_enough_and_no_further() {
    let play = Play::new();
    // On Friday, Monday's are near.
    let friday = at("2026-03-06T09:00");
    assert_eq!(near_due_before(play.rules, friday), at("2026-03-10T00:00"));
    assert_eq!(still_before(at("2026-03-04T09:00")), at("2026-03-03T00:00"));
}

#[test]
fn officials_are_told_on_working_days() {
    let play = Play::new();
    let calendar = play.rules.calendar.nation();
    for (now, day) in [
        ("2026-03-06T07:00", 6),
        ("2026-03-06T16:59", 6),
        ("2026-03-06T17:00", 9),
        ("2026-03-07T10:00", 9),
    ] {
        assert_eq!(told_on(calendar, at(now)), date(2026, 3, day), "{now}");
    }
}

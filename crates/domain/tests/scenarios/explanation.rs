//! Why this day: what a dossier's history and the calendar of today tell of its promise.

use domain::calendar::WorkingCalendar;
use domain::calendar::deadline::{CountReason, CountRule};
use domain::calendar::explanation::CountBasis;
use domain::calendar::pauses::PauseGround;
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::command::Command;
use domain::dossier::explanation::{Explanation, StartRule, explain};
use jiff::civil::date;

use crate::given::hand::{apologise, ask_for, pause, receive_in_person, supplement};
use crate::given::people::{APPLICANT, the};
use crate::given::province::{self, REGISTER};
use crate::given::{Play, at};

fn calendar(play: &Play) -> &WorkingCalendar {
    play.rules.calendar.nation()
}

fn told(play: &Play) -> Explanation {
    explain(&play.history, calendar(play)).expect("something is promised")
}

#[test]
fn nothing_is_explained_before_reception() {
    let mut play = Play::submitted();
    assert_eq!(explain(&play.history, calendar(&play)), None);
    play.does(&the("desk"), ask_for(&["certificate", "form"]));
    assert_eq!(explain(&play.history, calendar(&play)), None);
}

#[test]
fn a_count_begins_at_reception_and_leads_to_what_was_promised() {
    let play = Play::examining();
    let told = told(&play);
    assert_eq!(told.start_rule, StartRule::Reception);
    assert_eq!(told.count.from.to_string(), "2026-03-02T09:00:00");
    assert!(told.is_as_given() && told.pauses.is_empty());
    assert_eq!(told.bases(), [CountBasis::DayOfEvent]);
    let left = |now| told.minutes_left(play.dossier(), calendar(&play), at(now));
    assert_eq!(left("2026-03-03T16:00"), Ok(60 + 4 * 480));
    assert_eq!(left("2026-03-09T17:00"), Ok(0));
    assert_eq!(left("2026-03-12T09:00"), Ok(0));
}

#[test]
fn after_a_supplement_the_count_begins_at_the_full_dossier() {
    let mut play = Play::examining();
    play.at("2026-03-04T10:00")
        .does(&the("examiner"), ask_for(&["certificate"]));
    let waiting = told(&play);
    let wait = waiting.open_pause().expect("the applicant is waited for");
    assert_eq!(wait.from.to_string(), "2026-03-04T10:00:00");
    let answered = waiting.due_if_answered(play.dossier(), play.rules, at("2026-03-10T08:00"));
    let answered = answered.map(|due| due.to_string());
    assert_eq!(answered.as_deref(), Some("2026-03-17T17:00:00"));
    let left = waiting.minutes_left(play.dossier(), calendar(&play), at("2026-03-10T08:00"));
    assert_eq!(left, Ok(90 + 240 + 3 * 480));
    play.at("2026-03-11T10:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    let told = told(&play);
    assert_eq!(told.start_rule, StartRule::FullDossier);
    assert_eq!(told.count.from.to_string(), "2026-03-11T10:00:00");
    assert!(told.is_as_given());
    assert_eq!(told.open_pause(), None);
    let ended = told.pauses[0].to.map(|to| to.to_string());
    assert_eq!(ended.as_deref(), Some("2026-03-11T10:00:00"));
    assert_eq!(
        told.bases(),
        [CountBasis::DayOfEvent, CountBasis::FullDossier]
    );
}

#[test]
fn a_pause_is_told_among_the_days_and_the_count_keeps_its_beginning() {
    let mut play = Play::examining();
    let (began, ended) = (at("2026-03-04T10:00"), "2026-03-06T10:00");
    let examiner = the("examiner");
    play.at("2026-03-04T10:00")
        .does(&examiner, pause(PauseGround::AwaitedVerification, began));
    let standing = told(&play);
    assert!(standing.open_pause().is_some());
    let answered = standing.due_if_answered(play.dossier(), play.rules, at(ended));
    let answered = answered.map(|due| due.to_string());
    assert_eq!(answered.as_deref(), Some("2026-03-11T17:00:00"));
    play.at(ended).does(&examiner, Command::Resume);
    let told = told(&play);
    assert_eq!(told.start_rule, StartRule::Reception);
    assert_eq!(told.count.from.to_string(), "2026-03-02T09:00:00");
    assert!(told.is_as_given());
    assert_eq!(told.given.due.to_string(), "2026-03-11T17:00:00");
    assert_eq!(told.pauses[0].ground, PauseGround::AwaitedVerification);
    let days = told.counted.expect("a known year").days;
    let stood = days
        .iter()
        .filter(|day| day.why == CountReason::Rule(CountRule::Paused));
    assert_eq!(stood.count(), 2);
}

#[test]
fn after_a_supplement_that_takes_the_waiting_out_the_count_keeps_its_beginning() {
    let mut play = Play::examining();
    play.rules = province::rulebook_that_takes_the_waiting_out();
    play.at("2026-03-04T10:00")
        .does(&the("examiner"), ask_for(&["certificate"]));
    play.at("2026-03-11T10:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    let told = told(&play);
    assert_eq!(told.start_rule, StartRule::Reception);
    assert_eq!(told.given.due.to_string(), "2026-03-16T17:00:00");
    assert!(told.is_as_given());
    assert_eq!(told.bases(), [CountBasis::DayOfEvent]);
}

#[test]
fn the_new_day_of_an_apology_is_counted_from_its_letter() {
    let mut play = Play::examining();
    let letter = apologise(at("2026-03-06T10:00"));
    play.at("2026-03-06T10:00").does(&the("chair"), letter);
    let told = told(&play);
    assert_eq!(told.start_rule, StartRule::Apology);
    assert_eq!(told.count.from.to_string(), "2026-03-06T10:00:00");
    assert_eq!(told.count.limit, TimeLimit::WorkingDays(2));
    assert_eq!(told.given.limit, TimeLimit::WorkingDays(5));
    assert_eq!(told.given.due.to_string(), "2026-03-10T17:00:00");
    assert!(told.is_as_given());
    let apology = told.apology.expect("it was sent");
    assert_eq!(apology.was_due.to_string(), "2026-03-09T17:00:00");
}

#[test]
fn a_calendar_that_changed_since_is_told_and_the_promise_holds() {
    let mut play = Play::new();
    play.at("2026-11-20T09:00");
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    play.rules = province::rulebook_without_the_day_off(date(2026, 11, 24));
    let told = told(&play);
    assert!(!told.is_as_given());
    assert_eq!(told.given.due.to_string(), "2026-11-26T17:00:00");
    let counted = told.counted.expect("a known year");
    assert_eq!(counted.due.to_string(), "2026-11-25T17:00:00");
}

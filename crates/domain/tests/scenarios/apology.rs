//! The apology: once, with one new day; what is late again is explained.

use domain::calendar::pauses::PauseGround;
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::Outcome;
use domain::dossier::apology::{ApologyToSend, CauseSide, LatenessCause, extension_max};
use domain::dossier::command::Command;
use domain::dossier::decide::promise_if_apologised;
use domain::dossier::follow_up::{FollowUp, Notice, PaperForm, follow_up};
use domain::dossier::punctuality::Punctuality;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::clock::ClockRefusal;
use jiff::civil::date;

use crate::given::hand::{self, apologise, apology, pause, propose};
use crate::given::people::{official, the};
use crate::given::{Play, at};

/// A letter with so many more working days.
fn more(days: u16, local: &str) -> Command {
    Command::Apologise(ApologyToSend {
        extension: days,
        ..apology(at(local))
    })
}

#[test]
fn sent_in_time_the_new_day_counts_from_the_one_that_is_not_kept() {
    let mut play = Play::examining();
    play.at("2026-03-06T10:00")
        .does(&the("chair"), more(2, "2026-03-06T10:00"));
    assert_eq!(play.due(), "2026-03-11T17:00:00");
    let sent = play.dossier().apology.clone().expect("it was sent");
    assert!(sent.was_in_time());
    assert_eq!(sent.was_due.to_string(), "2026-03-09T17:00:00");
    assert_eq!(sent.signer, official("chair").id);
    let follows = follow_up(play.last());
    assert!(follows.contains(&FollowUp::Print(PaperForm::ApologyLetter)));
    assert!(follows.contains(&FollowUp::Tell(Notice::Apologised)));
    play.at("2026-03-10T10:00");
    assert!(!play.dossier().is_overdue(play.now));
    assert_eq!(play.replayed(), play.dossier);
    // A pause afterwards moves the new day, and the limit stays the procedure's.
    play.does(&the("examiner"), pause(PauseGround::ForceMajeure, play.now));
    play.at("2026-03-12T10:00")
        .does(&the("examiner"), Command::Resume);
    assert_eq!(play.due(), "2026-03-13T17:00:00");
    let promise = play.dossier().promise.as_ref().expect("it is promised");
    assert_eq!(promise.limit, TimeLimit::WorkingDays(5));
}

#[test]
fn the_day_that_a_letter_proposes_is_the_day_that_it_gives() {
    let mut play = Play::examining();
    for moment in ["2026-03-06T10:00", "2026-03-11T10:00"] {
        play.at(moment);
        let days = play.dossier().proposed_extension(play.rules);
        assert!((1..=5).contains(&days), "{days}");
        let proposed = promise_if_apologised(play.rules, play.now, play.dossier(), days);
        let mut sent = play.clone();
        sent.does(&the("chair"), more(days, moment));
        assert_eq!(sent.dossier().promise, proposed);
    }
    let too_far = promise_if_apologised(play.rules, play.now, play.dossier(), 6);
    assert_eq!(too_far, None);
}

#[test]
fn sent_too_late_it_counts_from_the_day_of_the_letter() {
    let mut play = Play::examining();
    play.at("2026-03-11T10:00");
    assert!(play.dossier().owes_apology(play.now));
    play.does(&the("chair"), more(2, "2026-03-11T10:00"));
    assert_eq!(play.due(), "2026-03-13T17:00:00");
    let sent = play.dossier().apology.as_ref().expect("it was sent");
    assert!(!sent.was_in_time());
    assert!(!play.dossier().owes_apology(play.now));
}

#[test]
fn only_a_leader_of_the_competent_agency_signs() {
    let mut play = Play::examining();
    for name in ["examiner", "division head", "desk", "clerk", "other chair"] {
        let letter = apologise(play.now);
        assert_eq!(
            play.refused(&the(name), letter),
            Refusal::NotYours,
            "{name}"
        );
    }
}

#[test]
pub fn a_letter_has_a_listed_cause_a_reason_a_number_and_a_day() {
    let mut play = Play::examining();
    let chair = the("chair");
    let letter = || apology(at("2026-03-02T09:00"));
    let before_the_list = ApologyToSend {
        dated_on: date(2018, 1, 2),
        ..letter()
    };
    let refusal = play.refused(&chair, Command::Apologise(before_the_list));
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::CauseNotListed));
    let silent = ApologyToSend {
        reason: hand::blank(),
        ..letter()
    };
    let refusal = play.refused(&chair, Command::Apologise(silent));
    assert_eq!(refusal, Refusal::ReasonMissing);
    let unnumbered = ApologyToSend {
        number: " ".to_owned(),
        ..letter()
    };
    let refusal = play.refused(&chair, Command::Apologise(unnumbered));
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::PaperNumberMissing));
    let to_come = ApologyToSend {
        dated_on: date(2026, 3, 3),
        ..letter()
    };
    let refusal = play.refused(&chair, Command::Apologise(to_come));
    let dated_on = date(2026, 3, 3);
    assert_eq!(
        refusal,
        Refusal::Clock(ClockRefusal::PaperDatedInFuture { dated_on })
    );
    let too_early = ApologyToSend {
        dated_on: date(2026, 3, 1),
        ..letter()
    };
    let refusal = play.refused(&chair, Command::Apologise(too_early));
    assert_eq!(
        refusal,
        Refusal::Clock(ClockRefusal::PaperDatedBeforeReception {
            dated_on: date(2026, 3, 1),
            received_on: date(2026, 3, 2),
        })
    );
}

#[test]
pub fn the_new_day_is_at_most_as_far_as_the_limit_is_long() {
    let mut play = Play::examining();
    for days in [0, 6] {
        let refusal = play.refused(&the("chair"), more(days, "2026-03-02T09:00"));
        assert_eq!(
            refusal,
            Refusal::Clock(ClockRefusal::ExtensionOutOfRange { most: 5 })
        );
    }
    play.does(&the("chair"), more(5, "2026-03-02T09:00"));
    assert_eq!(play.due(), "2026-03-16T17:00:00");
    let hours = |hours: u32| TimeLimit::WorkingHours {
        minutes: hours * 60,
    };
    assert_eq!(extension_max(&hours(4)), 1);
    assert_eq!(extension_max(&hours(16)), 2);
    assert_eq!(extension_max(&TimeLimit::WithinDay), 1);
}

#[test]
pub fn a_second_new_day_is_refused_and_has_to_be_explained() {
    let mut play = Play::examining();
    play.at("2026-03-06T10:00")
        .does(&the("chair"), more(1, "2026-03-06T10:00"));
    let again = more(1, "2026-03-06T10:00");
    assert_eq!(
        play.refused(&the("chair"), again),
        Refusal::Clock(ClockRefusal::AlreadyApologised)
    );
    assert!(!play.dossier().owes_explanation(play.now));
    play.at("2026-03-11T09:00");
    assert!(play.dossier().owes_explanation(play.now));
    assert!(!play.dossier().owes_apology(play.now));
    // It is not held back for that, and stays owed after the result.
    play.does(&the("examiner"), propose(Outcome::Granted));
    play.does(&the("chair"), Command::Approve);
    play.records_the_result();
    assert_eq!(play.dossier().punctuality(), Some(Punctuality::Late));
    assert!(play.dossier().owes_explanation(play.now));
    let mut early = Play::resolved();
    let letter = apologise(early.now);
    assert_eq!(
        early.refused(&the("chair"), letter),
        Refusal::Clock(ClockRefusal::SettledAlready)
    );
}

#[test]
pub fn what_is_late_goes_before_the_leader_only_with_an_apology() {
    let mut play = Play::examining();
    play.at("2026-03-10T09:00");
    let refusal = play.refused(&the("examiner"), propose(Outcome::Granted));
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::ApologyMissing));
    play.does(&the("chair"), more(1, "2026-03-10T09:00"));
    play.does(&the("examiner"), propose(Outcome::Granted));
    assert_eq!(play.stage(), "deciding");
}

#[test]
fn every_cause_is_somebodys_and_listed_today() {
    let today = date(2026, 3, 2);
    for cause in LatenessCause::ALL {
        assert!(cause.is_listed_on(today), "{cause:?}");
    }
    let own = LatenessCause::ALL.map(LatenessCause::side);
    let own = own.iter().filter(|side| **side == CauseSide::Subjective);
    assert_eq!(own.count(), 3);
}

//! Pulled back: whoever passed it on takes it back, until the next one first acts.

use domain::calendar::clock::attribution::HolderKind;
use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::event::Event;
use domain::dossier::hands::shares;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::routing::RoutingRefusal;
use domain::people::Role;

use crate::given::Play;
use crate::given::hand::{assign, blank, note, propose, pull_back, send_back};
use crate::given::people::{official, the};

#[test]
pub fn only_whoever_passed_it_on_takes_it_back_and_says_why() {
    let mut play = Play::proposed(Outcome::Granted);
    assert_eq!(
        play.refused(&the("second examiner"), pull_back()),
        Refusal::Routing(RoutingRefusal::PassedOnByAnother)
    );
    assert_eq!(play.refused(&the("chair"), pull_back()), Refusal::NotYours);
    let silent = Command::PullBack { reason: blank() };
    assert_eq!(
        play.refused(&the("examiner"), silent),
        Refusal::ReasonMissing
    );
    play.does(&the("examiner"), pull_back());
    assert_eq!(play.stage(), "examining");
    let holding = play.dossier().holding().expect("somebody has it");
    assert_eq!(holding.officer, Some(official("examiner").id));
    // Pulled back is pulled back: it goes on from here as if it had not been passed on.
    assert!(play.open_to(&the("examiner")).contains(&Act::Propose));
    play.does(&the("examiner"), propose(Outcome::Granted));
    assert_eq!(play.replayed().as_ref(), Some(play.dossier()));
}

#[test]
pub fn it_is_taken_back_until_the_next_one_first_acts() {
    let mut play = Play::forwarded();
    let mut acted = play.clone();
    // The desk works in common: a colleague mends what another passed on.
    play.does(&the("second desk"), pull_back());
    assert_eq!(play.stage(), "received");
    assert!(matches!(play.last(), Event::PulledBack { .. }));
    acted.does(&the("examiner"), assign("examiner"));
    assert_eq!(
        acted.refused(&the("desk"), pull_back()),
        Refusal::Routing(RoutingRefusal::NothingToPullBack)
    );
}

#[test]
fn a_note_of_the_next_one_is_an_act_and_looking_is_none() {
    let mut play = Play::proposed(Outcome::Granted);
    assert!(play.open_to(&the("examiner")).contains(&Act::PullBack));
    play.does(&the("chair"), note());
    assert!(!play.open_to(&the("examiner")).contains(&Act::PullBack));
}

#[test]
fn what_was_sent_back_is_not_pulled_back() {
    let mut play = Play::proposed(Outcome::Granted);
    play.does(&the("chair"), send_back());
    for name in ["examiner", "desk"] {
        assert!(!play.open_to(&the(name)).contains(&Act::PullBack), "{name}");
    }
    assert_eq!(play.stage(), "examining");
}

#[test]
fn a_stand_in_takes_back_what_the_absent_one_passed_on() {
    let mut play = Play::proposed(Outcome::Granted);
    let stand_in = the("second examiner");
    assert!(!play.open_to(&stand_in).contains(&Act::PullBack));
    play.duty.stands_in_for.insert(official("examiner").id);
    assert!(official("second examiner").is(Role::CaseOfficer));
    play.does(&stand_in, pull_back());
    assert_eq!(play.stage(), "examining");
}

#[test]
fn the_minutes_still_add_up_after_a_pulling_back() {
    let mut play = Play::forwarded();
    play.at("2026-03-03T09:00").does(&the("desk"), pull_back());
    play.at("2026-03-03T10:00")
        .does(&the("desk"), Command::Forward);
    play.at("2026-03-04T10:00");
    let shares = shares(&play.history, play.rules.calendar.nation(), play.now).expect("a year");
    assert_eq!(shares.shares.values().sum::<u32>(), shares.elapsed);
    assert!(shares.shares[&HolderKind::Desk] >= 60);
    assert!(shares.shares[&HolderKind::ExaminingUnit] >= 480);
}

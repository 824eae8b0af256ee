//! Taking over: a commune ended, and another one carries on with its dossiers.

use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::people::{Actor, Official};
use domain::policy::{may_see_dossier, may_see_left_behind};

use crate::given::hand::{self, assign, complain, propose, receive, receive_in_person, submit};
use crate::given::people::{APPLICANT, official, the};
use crate::given::province::{EXPIRED, REGISTER, unit};
use crate::given::{MONDAY_MORNING, Play, at};

/// Filed online at this desk on its last day; today it is gone.
fn left_at(desk: &str) -> Play {
    let mut play = Play::new();
    play.at("2025-06-30T16:00")
        .does(&APPLICANT, submit(EXPIRED, desk))
        .at(MONDAY_MORNING);
    play
}

/// Somebody of the first commune, while they still worked in the division of the old one.
fn formerly(name: &str) -> Official {
    Official {
        unit: unit("02999-VHXH"),
        ..official(name)
    }
}

/// In the old division on its last day, with this official; today it is gone.
fn left_with(name: &str) -> Play {
    let mut play = Play::new();
    let desk = the("former desk");
    play.at("2025-06-30T09:00")
        .does(&desk, receive_in_person(REGISTER, "02999-BP"))
        .does(&desk, Command::Forward);
    assert_eq!(play.dossier().unit(), &unit("02999-VHXH"));
    let now = std::mem::replace(&mut play.officials, vec![formerly(name)]);
    play.does(&Actor::Official(formerly(name)), assign(name));
    play.officials = now;
    play.at(MONDAY_MORNING);
    play
}

fn sees(name: &str, play: &Play) -> bool {
    let (official, dossier) = (official(name), play.dossier());
    may_see_dossier(&official, dossier)
        || may_see_left_behind(&official, dossier, play.rules, play.now.today())
}

#[test]
fn the_successor_sees_what_was_left_and_acts_once_it_took_it_over() {
    let mut play = left_at("02999-BP");
    assert!(sees("desk", &play) && sees("chair", &play));
    assert!(!sees("other desk", &play) && !sees("administrator", &play));
    let desk = the("desk");
    assert_eq!(play.refused(&desk, receive(&["letter"])), Refusal::NotYours);
    assert_eq!(play.open_to(&desk), [Act::TakeOver]);
    let code = play.dossier().code.clone();

    play.does(&desk, Command::TakeOver);
    assert_eq!(
        play.last(),
        &Event::TakenOver {
            from: unit("02999-BP"),
            desk: unit("03001-TT"),
            competent: unit("03001"),
            to: None,
            beside: Vec::new(),
        }
    );
    play.does(&desk, receive(&[]));
    play.does(&desk, Command::Forward);
    assert_eq!(play.dossier().unit(), &unit("03001"));
    assert_eq!(play.dossier().code, code);
    assert_eq!(code.as_str(), "H35.9-250630-0001");
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn on_its_last_day_the_old_desk_still_has_it() {
    let mut play = left_at("02999-BP");
    play.at("2025-06-30T17:00");
    assert!(!sees("desk", &play));
    assert_eq!(
        play.refused(&the("desk"), Command::TakeOver),
        Refusal::NotYours
    );
    play.does(&the("former desk"), receive(&[]));
}

#[test]
fn what_was_promised_holds_and_the_division_of_the_successor_has_it() {
    let mut play = left_with("examiner");
    let due = play.due();
    let left = play.dossier().last_at;
    // The accounts of the old commune are closed, and the examiner works elsewhere.
    play.officials
        .retain(|one| one.id != official("examiner").id);
    let second = the("second examiner");
    assert_eq!(
        play.refused(&second, propose(Outcome::Granted)),
        Refusal::NotYours
    );
    play.does(&second, Command::TakeOver);
    let held = play.dossier().holding().expect("it is being settled");
    assert_eq!((&held.unit, held.officer), (&unit("03001-VHXH"), None));
    assert_eq!((play.due(), play.dossier().last_at), (due, left));
    play.does(&second, assign("second examiner"));
    // It was late when it was taken over: the successor apologises for it.
    let letter = hand::apologise(play.now);
    play.does(&the("chair"), letter);
    play.does(&second, propose(Outcome::Granted));
    play.does(&the("chair"), Command::Approve);
    play.records_the_result();
    play.does(&the("desk"), hand::hand_over());
}

#[test]
fn whoever_went_along_goes_on_with_it() {
    let mut play = left_with("examiner");
    play.does(&the("administrator"), Command::TakeOver);
    let held = play.dossier().holding().expect("it is being settled");
    assert_eq!(held.officer, Some(official("examiner").id));
    let letter = hand::apologise(play.now);
    play.does(&the("chair"), letter);
    play.does(&the("examiner"), propose(Outcome::Granted));
}

#[test]
fn administrators_and_the_program_take_over_and_do_nothing_else() {
    for actor in [the("administrator"), Actor::System] {
        let mut play = left_at("02999-BP");
        assert_eq!(play.open_to(&actor), [Act::TakeOver]);
        play.does(&actor, Command::TakeOver);
        assert_eq!(play.open_to(&actor), []);
    }
    let mut play = left_at("02999-BP");
    assert_eq!(
        play.refused(&APPLICANT, Command::TakeOver),
        Refusal::NotYours
    );
}

#[test]
pub fn a_unit_that_is_still_there_keeps_its_dossiers() {
    let mut play = Play::examining();
    for actor in [the("desk"), the("chair"), Actor::System] {
        let refusal = play.refused(&actor, Command::TakeOver);
        assert_eq!(refusal, Refusal::NothingToTakeOver);
    }
    let mut play = left_at("02999-BP");
    play.does(&the("desk"), Command::TakeOver);
    let refusal = play.refused(&the("desk"), Command::TakeOver);
    assert_eq!(refusal, Refusal::NothingToTakeOver);
}

#[test]
pub fn of_several_successors_one_of_them_takes_it_itself() {
    for actor in [the("administrator"), Actor::System] {
        let refusal = left_at("02998-BP").refused(&actor, Command::TakeOver);
        assert_eq!(refusal, Refusal::SeveralSuccessors);
    }
    for (name, desk, agency) in [
        ("desk", "03001-TT", "03001"),
        ("chair", "03001-TT", "03001"),
        ("other desk", "03002-TT", "03002"),
        ("other chair", "03002-TT", "03002"),
    ] {
        let mut play = left_at("02998-BP");
        assert!(sees(name, &play), "{name}");
        play.does(&the(name), Command::TakeOver);
        let dossier = play.dossier();
        assert_eq!(
            (&dossier.desk, &dossier.competent),
            (&unit(desk), &unit(agency)),
            "{name}"
        );
    }
    // Whoever comes second does not take it away again.
    let mut play = left_at("02998-BP");
    play.does(&the("desk"), Command::TakeOver);
    assert!(!sees("other desk", &play));
    let refusal = play.refused(&the("other desk"), Command::TakeOver);
    assert_eq!(refusal, Refusal::NotYours);
}

#[test]
pub fn without_a_successor_it_stays_where_it_is() {
    let mut play = left_at("02997-BP");
    assert_eq!(
        play.refused(&Actor::System, Command::TakeOver),
        Refusal::NoSuccessor
    );
    assert_eq!(
        play.refused(&the("desk"), Command::TakeOver),
        Refusal::NotYours
    );
}

#[test]
fn what_is_over_stays_with_the_old_unit_unless_somebody_waits_for_an_answer() {
    let mut play = left_at("02999-BP");
    play.at("2025-06-30T16:30")
        .does(&APPLICANT, hand::withdraw())
        .at(MONDAY_MORNING);
    let chair = the("chair");
    assert_eq!(
        play.refused(&chair, Command::TakeOver),
        Refusal::NotAtThisStage
    );
    play.does(&APPLICANT, complain());
    play.does(&chair, Command::TakeOver);
    play.does(&chair, hand::answer_feedback());
    assert_eq!(play.dossier().competent, unit("03001"));
}

#[test]
fn taking_over_is_no_work_on_the_dossier() {
    let mut play = left_at("02999-BP");
    let still = |play: &Play| {
        let later = at("2026-03-04T09:00");
        play.dossier()
            .still_for(play.rules.calendar.nation(), later)
    };
    let before = still(&play);
    assert!(before.is_some());
    play.does(&the("desk"), Command::TakeOver);
    assert_eq!(still(&play), before);
}

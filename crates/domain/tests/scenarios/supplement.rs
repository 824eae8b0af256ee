//! Supplement: asked once, with one complete list; again only by a leader who says why.

use domain::dossier::command::Command;
use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::dossier::status::NationalStatus;
use domain::dossier::{Outcome, Stage};
use jiff::civil::date;

use crate::given::Play;
use crate::given::hand::{self, ask_again_for, ask_for, missing, receive_in_person, supplement};
use crate::given::people::{APPLICANT, official, the};
use crate::given::province::{self, EXTRACT, REGISTER, paper, unit};

#[test]
fn before_reception_it_comes_back_to_the_desk_and_is_then_received() {
    let mut play = Play::submitted();
    play.does(&the("desk"), ask_for(&["certificate", "form"]));
    assert_eq!(
        play.dossier().national_status(),
        NationalStatus::SupplementAsked
    );
    play.at("2026-03-05T20:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.stage(), "submitted");
    assert_eq!(play.dossier().promise, None);
    play.at("2026-03-06T08:00")
        .does(&the("desk"), hand::receive(&["card"]));
    assert_eq!(play.due(), "2026-03-13T17:00:00");
}

#[test]
fn in_settlement_the_whole_limit_counts_anew_from_the_full_dossier() {
    let mut play = Play::examining();
    play.at("2026-03-04T10:00")
        .does(&the("examiner"), ask_for(&["certificate"]));
    assert_eq!(play.due(), "2026-03-09T17:00:00");
    play.at("2026-03-11T10:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.due(), "2026-03-18T17:00:00");
    let holding = play.dossier().holding().expect("it is being settled");
    assert_eq!(holding.officer, Some(official("examiner").id));
    assert_eq!(play.stage(), "examining");
}

#[test]
fn a_promise_counted_anew_is_never_earlier() {
    let mut play = Play::examining();
    play.does(&the("examiner"), ask_for(&["certificate"]));
    play.at("2026-03-02T16:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert!(matches!(
        play.last(),
        Event::Supplemented { promise: None, .. }
    ));
    assert_eq!(play.due(), "2026-03-09T17:00:00");
}

#[test]
fn a_day_off_that_was_cancelled_meanwhile_does_not_move_a_promise_earlier() {
    let mut play = Play::new();
    play.at("2026-11-20T09:00");
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(play.due(), "2026-11-26T17:00:00");
    play.does(&the("desk"), ask_for(&["certificate"]));
    play.rules = province::rulebook_without_the_day_off(date(2026, 11, 24));
    play.does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.due(), "2026-11-26T17:00:00");
}

#[test]
fn what_the_desk_asks_for_after_reception_comes_back_to_the_desk() {
    let mut play = Play::received();
    play.does(&the("desk"), ask_for(&["photo"]));
    play.does(&the("second desk"), supplement(&["photo"]));
    assert_eq!(play.stage(), "received");
    play.does(&the("desk"), Command::Forward);
}

#[test]
fn what_the_leader_asks_for_comes_back_to_the_examiner() {
    let mut play = Play::proposed(Outcome::Granted);
    play.does(&the("chair"), ask_for(&["certificate"]));
    let waiting = play
        .dossier()
        .holding()
        .cloned()
        .expect("it is being settled");
    assert_eq!(
        (waiting.unit, waiting.officer),
        (unit("03001-VHXH"), Some(official("examiner").id))
    );
    play.does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.stage(), "examining");
    play.does(&the("examiner"), hand::propose(Outcome::Granted));
    play.does(&the("chair"), Command::Approve);
}

#[test]
pub fn a_request_names_everything_once_and_says_why() {
    let mut play = Play::submitted();
    let desk = the("desk");
    assert_eq!(play.refused(&desk, ask_for(&[])), Refusal::NothingMissing);
    let ask = |items, reason| Command::AskSupplement {
        items,
        reason,
        again_because: None,
    };
    let mut without_words = missing("certificate");
    without_words.what = hand::blank();
    let refusal = play.refused(&desk, ask(vec![without_words], hand::words("rõ")));
    assert_eq!(refusal, Refusal::NothingMissing);
    let refusal = play.refused(&desk, ask(vec![missing("certificate")], hand::blank()));
    assert_eq!(refusal, Refusal::ReasonMissing);
    let refusal = play.refused(&desk, ask_for(&["passport"]));
    assert_eq!(
        refusal,
        Refusal::UnknownPaper {
            paper: paper("passport")
        }
    );
    let refusal = play.refused(&desk, ask_for(&["card", "certificate", "card"]));
    assert_eq!(
        refusal,
        Refusal::PaperTwice {
            paper: paper("card")
        }
    );
}

#[test]
pub fn nobody_asks_for_what_can_be_read_from_a_database() {
    let mut play = Play::submitted();
    let refusal = play.refused(&the("desk"), ask_for(&["certificate", "residence"]));
    assert_eq!(
        refusal,
        Refusal::PaperNotToBeAsked {
            paper: paper("residence")
        }
    );
    let mut nothing_to_ask = Play::new();
    nothing_to_ask.does(&APPLICANT, hand::submit(EXTRACT, "03001-TT"));
    let refusal = nothing_to_ask.refused(&the("desk"), ask_for(&["residence"]));
    assert_eq!(refusal, Refusal::NothingMissing);
}

#[test]
pub fn a_second_request_takes_a_leader_and_a_reason() {
    let mut play = Play::submitted();
    play.does(&the("desk"), ask_for(&["certificate"]));
    play.does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(
        play.refused(&the("desk"), ask_again_for(&["card"])),
        Refusal::AlreadyAskedOnce
    );
    assert_eq!(
        play.refused(&the("chair"), ask_for(&["card"])),
        Refusal::LeaderReasonMissing
    );
    let blank_reason = Command::AskSupplement {
        items: vec![missing("card")],
        reason: hand::words("thiếu"),
        again_because: Some(hand::blank()),
    };
    assert_eq!(
        play.refused(&the("chair"), blank_reason),
        Refusal::LeaderReasonMissing
    );
    play.does(&the("chair"), ask_again_for(&["card"]));
    assert_eq!(play.dossier().supplements_asked, 2);
    assert!(matches!(
        play.last(),
        Event::SupplementAsked {
            again_because: Some(_),
            ..
        }
    ));
}

#[test]
fn a_first_request_is_never_told_as_a_second_one() {
    let mut play = Play::submitted();
    play.does(&the("desk"), ask_again_for(&["card"]));
    assert!(matches!(
        play.last(),
        Event::SupplementAsked {
            again_because: None,
            ..
        }
    ));
}

#[test]
pub fn once_counts_for_the_whole_dossier_not_for_each_office() {
    let mut play = Play::submitted();
    play.does(&the("desk"), ask_for(&["certificate"]));
    play.does(&APPLICANT, supplement(&["certificate"]));
    play.does(&the("desk"), hand::receive(&["card"]));
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), hand::assign("examiner"));
    let refusal = play.refused(&the("examiner"), ask_for(&["photo"]));
    assert_eq!(refusal, Refusal::AlreadyAskedOnce);
    play.does(&the("division head"), ask_again_for(&["photo"]));
}

#[test]
pub fn whoever_checks_it_asks_and_nobody_beside() {
    let mut play = Play::examining();
    for name in [
        "desk",
        "desk head",
        "clerk",
        "other examiner",
        "other chair",
        "cashier",
    ] {
        let refusal = play.refused(&the(name), ask_for(&["photo"]));
        assert_eq!(refusal, Refusal::NotYours, "{name}");
    }
    let refusal = play.refused(&the("second examiner"), ask_for(&["photo"]));
    assert_eq!(
        refusal,
        Refusal::HeldByAnother {
            officer: official("examiner").id
        }
    );
    let mut at_the_desk = Play::submitted();
    assert_eq!(
        at_the_desk.refused(&the("examiner"), ask_for(&["photo"])),
        Refusal::NotYours
    );
    let mut with_the_chair = Play::proposed(Outcome::Granted);
    for name in ["desk", "examiner", "commune examiner"] {
        let refusal = with_the_chair.refused(&the(name), ask_for(&["photo"]));
        assert_eq!(refusal, Refusal::NotYours, "{name}");
    }
}

#[test]
pub fn a_supplement_brings_something_that_was_asked_for_by_the_case() {
    let mut play = Play::submitted();
    assert_eq!(
        play.refused(&APPLICANT, supplement(&["photo"])),
        Refusal::NotAtThisStage
    );
    play.does(&the("desk"), ask_for(&["certificate"]));
    assert_eq!(
        play.refused(&APPLICANT, supplement(&[])),
        Refusal::NothingAdded
    );
    let refusal = play.refused(&APPLICANT, supplement(&["passport"]));
    assert_eq!(
        refusal,
        Refusal::UnknownPaper {
            paper: paper("passport")
        }
    );
    let papers = vec![hand::sheet("photo"), hand::sheet("photo")];
    let twice = Command::Supplement {
        papers,
        answers: None,
        note: None,
    };
    let refusal = play.refused(&the("desk"), twice);
    assert_eq!(
        refusal,
        Refusal::PaperTwice {
            paper: paper("photo")
        }
    );
    assert_eq!(
        play.refused(&the("other desk"), supplement(&["photo"])),
        Refusal::NotYours
    );
    assert_eq!(
        play.refused(&the("examiner"), supplement(&["photo"])),
        Refusal::NotYours
    );
}

#[test]
fn a_corrected_declaration_alone_is_a_supplement() {
    let mut play = Play::submitted();
    let before = play.dossier().answers.clone();
    play.does(&the("desk"), ask_for(&["form"]));
    let answers = Some(hand::answers());
    play.does(
        &APPLICANT,
        Command::Supplement {
            papers: Vec::new(),
            answers,
            note: None,
        },
    );
    assert_ne!(play.dossier().answers, before);
}

#[test]
fn nobody_is_overdue_while_the_applicant_is_waited_for() {
    let mut play = Play::examining();
    play.does(&the("examiner"), ask_for(&["certificate"]));
    play.at("2026-04-01T09:00");
    assert!(!play.dossier().is_overdue(play.now));
    play.does(&APPLICANT, supplement(&["certificate"]));
    play.at("2026-05-04T09:00");
    assert!(play.dossier().is_overdue(play.now));
    assert!(matches!(play.dossier().stage, Stage::Examining(_)));
}

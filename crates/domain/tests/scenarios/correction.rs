//! Corrections: an honest error is put right by whoever made it, with a reason.

use domain::dossier::command::{Act, Command, Correction, ResultToRecord};
use domain::dossier::refusal::Refusal;
use domain::dossier::{ReturnVia, Stage};
use domain::people::ApplicantKind;

use crate::given::Play;
use crate::given::hand;
use crate::given::people::{APPLICANT, the};
use crate::given::province::{ADVICE, EXTRACT};

fn correct(correction: Correction) -> Command {
    Command::Correct {
        correction,
        reason: hand::words("ghi nhầm"),
    }
}

fn via(via: ReturnVia) -> Command {
    correct(Correction::ReturnVia(via))
}

fn issued(play: &Play) -> ResultToRecord {
    let Stage::Resolved(_, _, issued) = &play.dossier().stage else {
        panic!("no result: {:?}", play.dossier().stage);
    };
    let mut result = hand::result(play.now);
    result.number.clone_from(&issued.number);
    result.file = None;
    result
}

#[test]
fn the_desk_corrects_what_the_applicant_wrote() {
    let mut play = Play::new();
    play.does(&the("desk"), hand::receive_in_person(ADVICE, "03001-TT"));
    let before = play.dossier().clone();
    let company = hand::applicant(ApplicantKind::Organisation);
    play.does(&the("desk"), correct(Correction::Applicant(company)));
    play.does(
        &the("second desk"),
        correct(Correction::Answers(hand::answers())),
    );
    play.does(&the("desk"), via(ReturnVia::Post));
    let now = play.dossier();
    assert_eq!(now.applicant_kind, ApplicantKind::Organisation);
    assert_eq!(now.return_via, ReturnVia::Post);
    assert_ne!(now.applicant, before.applicant);
    assert_ne!(now.answers, before.answers);
    assert_eq!((&now.stage, &now.promise), (&before.stage, &before.promise));
}

#[test]
fn the_clerk_corrects_the_result_even_after_the_hand_over() {
    for mut play in [Play::resolved(), Play::handed_over()] {
        let settled_at = play.dossier().settled_at;
        let mut right = hand::result(play.now);
        "12/GCN".clone_into(&mut right.number);
        play.at("2026-03-20T09:00");
        play.does(&the("clerk"), correct(Correction::IssuedResult(right)));
        let (Stage::Resolved(_, _, issued) | Stage::HandedOver(_, issued)) = &play.dossier().stage
        else {
            panic!("no result: {:?}", play.dossier().stage);
        };
        assert_eq!(issued.number, "12/GCN");
        assert_eq!(play.dossier().settled_at, settled_at);
    }
}

#[test]
pub fn each_corrects_their_own_part() {
    let mut play = Play::resolved();
    let right = hand::result(play.now);
    let refusal = play.refused(&the("desk"), correct(Correction::IssuedResult(right)));
    assert_eq!(refusal, Refusal::NotYours);
    assert_eq!(
        play.refused(&the("clerk"), via(ReturnVia::Post)),
        Refusal::NotYours
    );
    for name in ["other desk", "other clerk", "chair", "examiner", "cashier"] {
        assert_eq!(
            play.refused(&the(name), via(ReturnVia::Post)),
            Refusal::NotYours,
            "{name}"
        );
    }
    assert_eq!(
        play.refused(&APPLICANT, via(ReturnVia::Post)),
        Refusal::NotYours
    );
    let early = Play::approved();
    assert_eq!(
        early.why_not(&the("clerk"), Act::Correct),
        Some(Refusal::NotAtThisStage)
    );
}

#[test]
pub fn a_correction_changes_something_and_says_why() {
    let mut play = Play::resolved();
    assert_eq!(
        play.refused(&the("desk"), via(ReturnVia::Desk)),
        Refusal::NothingToCorrect
    );
    let correction = Correction::ReturnVia(ReturnVia::Post);
    let silent = Command::Correct {
        correction,
        reason: hand::blank(),
    };
    assert_eq!(play.refused(&the("desk"), silent), Refusal::ReasonMissing);
    let without_file = issued(&play);
    play.does(
        &the("clerk"),
        correct(Correction::IssuedResult(without_file.clone())),
    );
    let refusal = play.refused(
        &the("clerk"),
        correct(Correction::IssuedResult(without_file)),
    );
    assert_eq!(refusal, Refusal::NothingToCorrect);
}

#[test]
pub fn a_correction_is_held_to_the_rules_of_what_it_corrects() {
    let mut play = Play::resolved();
    let company = hand::applicant(ApplicantKind::Organisation);
    let refusal = play.refused(&the("desk"), correct(Correction::Applicant(company)));
    assert_eq!(refusal, Refusal::WrongApplicantKind);
    let without_file = issued(&play);
    play.does(
        &the("clerk"),
        correct(Correction::IssuedResult(without_file)),
    );
    let refusal = play.refused(&the("desk"), via(ReturnVia::Electronic));
    assert_eq!(refusal, Refusal::ResultFileMissing);
    let mut unnumbered = hand::result(play.now);
    unnumbered.number.clear();
    let refusal = play.refused(&the("clerk"), correct(Correction::IssuedResult(unnumbered)));
    assert_eq!(refusal, Refusal::ResultNumberMissing);
}

#[test]
fn the_result_may_go_out_electronically_when_there_is_a_file() {
    let mut play = Play::new();
    play.does(&the("desk"), hand::receive_in_person(EXTRACT, "03001-TT"));
    play.does(&the("desk"), via(ReturnVia::Electronic));
    let mut resolved = Play::resolved();
    resolved.does(&the("desk"), via(ReturnVia::Electronic));
    assert_eq!(resolved.dossier().return_via, ReturnVia::Electronic);
}

#[test]
pub fn where_it_goes_is_not_corrected_once_it_is_there() {
    let mut play = Play::handed_over();
    let refusal = play.refused(&the("desk"), via(ReturnVia::Post));
    assert_eq!(refusal, Refusal::NotAtThisStage);
    play.does(&the("desk"), correct(Correction::Answers(hand::answers())));
}

//! Settlement: from the desk through examination to the leader, and back.

use domain::dossier::command::Command;
use domain::dossier::event::{ChecklistMark, Event};
use domain::dossier::refusal::Refusal;
use domain::dossier::status::NationalStatus;
use domain::dossier::{Outcome, Stage};
use domain::people::OfficialId;
use domain::workflow::{UnsoundWorkflow, Workflow};
use uuid::Uuid;

use crate::given::Play;
use crate::given::hand::{
    self, assign, decline, hand_on, note, propose, receive_in_person, send_back,
};
use crate::given::people::{APPLICANT, official, the};
use crate::given::province::{ADVICE, LICENCE, paper, unit};

#[test]
fn a_dossier_travels_from_desk_to_desk_through_four_officials() {
    let mut play = Play::submitted();
    let mut seen = vec![play.dossier().national_status().code()];
    let steps = [
        ("desk", hand::receive(&["card"])),
        ("desk", Command::Forward),
        ("examiner", assign("examiner")),
        ("examiner", propose(Outcome::Granted)),
        ("chair", Command::Approve),
        ("clerk", Command::RecordResult(hand::result(play.now))),
        ("desk", hand::hand_over()),
    ];
    for (name, command) in steps {
        play.does(&the(name), command);
        seen.push(play.dossier().national_status().code());
    }
    assert_eq!(seen, [1, 2, 4, 4, 4, 4, 9, 10]);
    assert!(!play.dossier().is_open());
    assert_eq!(play.dossier().number, 8);
}

#[test]
fn each_step_is_done_by_its_unit() {
    let units: Vec<_> = [
        Play::received(),
        Play::forwarded(),
        Play::proposed(Outcome::Granted),
        Play::approved(),
        Play::resolved(),
        Play::handed_over(),
    ]
    .iter()
    .map(|play| play.dossier().unit().code().to_owned())
    .collect();
    assert_eq!(
        units,
        [
            "03001-TT",
            "03001-VHXH",
            "03001",
            "03001",
            "03001-TT",
            "03001-TT"
        ]
    );
}

#[test]
fn an_agency_without_the_named_unit_does_the_step_itself() {
    let mut play = Play::new();
    play.does(&the("desk"), receive_in_person(ADVICE, "03001-TT"));
    play.does(&the("desk"), Command::Forward);
    assert_eq!(play.dossier().unit(), &unit("03001"));
    play.does(&the("commune examiner"), propose(Outcome::Granted));
}

#[test]
fn two_examinations_follow_each_other_and_only_the_last_proposes() {
    let mut play = Play::new();
    play.does(&the("province desk"), receive_in_person(LICENCE, "12-TT"));
    play.does(&the("province desk"), Command::Forward);
    assert_eq!(play.dossier().unit(), &unit("12-SVH-TD"));
    let examiner = the("department examiner");
    assert_eq!(
        play.refused(&examiner, propose(Outcome::Granted)),
        Refusal::NotAtThisStage
    );
    play.does(&examiner, assign("department examiner"));
    play.does(&examiner, Command::Forward);
    assert_eq!(play.dossier().unit(), &unit("12-SVH"));
    let reviewer = the("department reviewer");
    assert_eq!(
        play.refused(&reviewer, Command::Forward),
        Refusal::NotAtThisStage
    );
    play.does(&reviewer, send_back());
    let holding = play.dossier().holding().expect("it is being settled");
    assert_eq!(holding.officer, Some(official("department examiner").id));
    play.does(&examiner, Command::Forward);
    play.does(&reviewer, propose(Outcome::Granted));
    play.does(&the("director"), send_back());
    assert_eq!(play.dossier().unit(), &unit("12-SVH"));
}

#[test]
pub fn whoever_took_it_moves_it() {
    let mut play = Play::examining();
    let held = Refusal::HeldByAnother {
        officer: official("examiner").id,
    };
    let other = the("second examiner");
    assert_eq!(play.refused(&other, propose(Outcome::Granted)), held);
    assert_eq!(play.refused(&other, send_back()), held);
    assert_eq!(play.refused(&other, assign("second examiner")), held);
    play.does(&other, note());
    assert_eq!(
        play.refused(&the("examiner"), assign("examiner")),
        Refusal::AlreadyTheirs
    );
}

#[test]
pub fn a_leader_gives_it_to_an_officer_of_the_unit() {
    let mut play = Play::examining();
    let chair = the("chair");
    let nobody = Command::Assign {
        to: OfficialId(Uuid::from_u128(0xFFFF)),
        reason: None,
    };
    assert_eq!(play.refused(&chair, nobody), Refusal::OfficerUnknown);
    assert_eq!(
        play.refused(&chair, assign("other examiner")),
        Refusal::OfficerInAnotherUnit
    );
    assert_eq!(
        play.refused(&chair, assign("division desk")),
        Refusal::OfficerLacksRole
    );
    assert_eq!(
        play.refused(&chair, assign("examiner")),
        Refusal::AlreadyTheirs
    );
    play.does(&chair, assign("second examiner"));
    play.does(&the("division head"), assign("examiner"));
    play.does(&the("division head"), assign("division head"));
    assert_eq!(
        play.refused(&the("other chair"), assign("examiner")),
        Refusal::NotYours
    );
    assert_eq!(
        play.refused(&the("desk head"), assign("examiner")),
        Refusal::NotYours
    );
}

#[test]
pub fn a_case_officer_takes_what_nobody_has_and_does_not_give_it_away() {
    let mut play = Play::forwarded();
    let refusal = play.refused(&the("examiner"), hand_on("second examiner"));
    assert_eq!(refusal, Refusal::NotYours);
    play.does(&the("examiner"), assign("examiner"));
    assert!(matches!(play.last(), Event::Assigned { .. }));
}

#[test]
pub fn whoever_has_it_hands_it_on_to_a_colleague_and_says_why() {
    let mut play = Play::examining();
    let (examiner, second) = (the("examiner"), the("second examiner"));
    let silent = Command::Assign {
        to: official("second examiner").id,
        reason: Some(hand::blank()),
    };
    for without_reason in [assign("second examiner"), silent] {
        let refusal = play.refused(&examiner, without_reason);
        assert_eq!(refusal, Refusal::ReasonMissing);
    }
    assert_eq!(
        play.refused(&examiner, hand_on("other examiner")),
        Refusal::OfficerInAnotherUnit
    );
    assert_eq!(
        play.refused(&examiner, hand_on("division desk")),
        Refusal::OfficerLacksRole
    );
    assert!(matches!(
        play.refused(&second, hand_on("second examiner")),
        Refusal::HeldByAnother { .. }
    ));
    play.does(&examiner, hand_on("second examiner"));
    let Event::Assigned {
        reason: Some(row), ..
    } = play.last()
    else {
        panic!("the reason is kept: {:?}", play.last())
    };
    assert!(play.rows.iter().any(|kept| kept.id == row.id));
    assert!(matches!(
        play.refused(&examiner, propose(Outcome::Granted)),
        Refusal::HeldByAnother { .. }
    ));
    play.does(&second, propose(Outcome::Granted));
}

#[test]
fn a_leader_hands_on_what_an_absent_officer_has() {
    let mut play = Play::examining();
    play.does(&the("chair"), hand_on("second examiner"));
    assert_eq!(
        play.refused(&the("examiner"), hand_on("examiner")),
        Refusal::HeldByAnother {
            officer: official("second examiner").id
        }
    );
}

#[test]
fn what_waits_for_the_applicant_or_the_leader_is_not_handed_on() {
    let mut waiting = Play::examining();
    waiting.does(&the("examiner"), hand::ask_for(&["photo"]));
    let mut proposed = Play::proposed(Outcome::Granted);
    for play in [&mut waiting, &mut proposed] {
        for name in ["examiner", "chair"] {
            let refusal = play.refused(&the(name), hand_on("second examiner"));
            let whose = if name == "examiner" && play.stage() == "deciding" {
                Refusal::NotYours
            } else {
                Refusal::NotAtThisStage
            };
            assert_eq!(refusal, whose, "{name} {}", play.stage());
        }
    }
}

#[test]
pub fn an_examination_says_something_about_papers_of_the_case() {
    let mut play = Play::examining();
    let examiner = the("examiner");
    let empty = Command::Examine {
        note: Some(hand::blank()),
        marks: Vec::new(),
    };
    assert_eq!(play.refused(&examiner, empty), Refusal::NothingExamined);
    let mark = |key| ChecklistMark {
        paper: paper(key),
        in_order: true,
    };
    let strange = Command::Examine {
        note: None,
        marks: vec![mark("card"), mark("passport")],
    };
    let refusal = play.refused(&examiner, strange);
    assert_eq!(
        refusal,
        Refusal::UnknownPaper {
            paper: paper("passport")
        }
    );
    let before = play.dossier().clone();
    play.does(
        &examiner,
        Command::Examine {
            note: None,
            marks: vec![mark("card")],
        },
    );
    assert_eq!(play.dossier().stage, before.stage);
}

#[test]
pub fn to_propose_a_refusal_takes_reasons_and_it_is_not_approved() {
    let mut play = Play::examining();
    let silent = Command::Propose {
        outcome: Outcome::Declined,
        note: None,
    };
    assert_eq!(
        play.refused(&the("examiner"), silent),
        Refusal::ReasonMissing
    );
    play.does(&the("examiner"), propose(Outcome::Declined));
    assert_eq!(
        play.refused(&the("chair"), Command::Approve),
        Refusal::ProposedToDecline
    );
    play.does(&the("chair"), decline());
}

#[test]
fn a_leader_may_decline_what_was_proposed_to_be_granted() {
    let mut play = Play::proposed(Outcome::Granted);
    play.does(&the("chair"), decline());
    assert!(matches!(
        play.dossier().stage,
        Stage::Numbering(_, Outcome::Declined)
    ));
}

#[test]
pub fn the_leader_sends_back_and_the_officer_has_it_again() {
    let mut play = Play::proposed(Outcome::Granted);
    let silent = Command::SendBack {
        reason: hand::blank(),
    };
    assert_eq!(play.refused(&the("chair"), silent), Refusal::ReasonMissing);
    play.does(&the("chair"), send_back());
    let holding = play.dossier().holding().expect("it is being settled");
    assert_eq!(holding.officer, Some(official("examiner").id));
    play.does(&the("examiner"), send_back());
    assert_eq!(play.stage(), "received");
    let holding = play.dossier().holding().expect("it is being settled");
    assert_eq!(holding.officer, Some(official("desk").id));
    assert_eq!(play.refused(&the("desk"), send_back()), Refusal::NotYours);
    play.does(&the("second desk"), Command::Forward);
    let holding = play.dossier().holding().expect("it is being settled");
    assert_eq!(holding.officer, Some(official("examiner").id));
}

#[test]
pub fn steps_are_not_skipped() {
    let mut play = Play::received();
    assert_eq!(
        play.refused(&the("chair"), Command::Approve),
        Refusal::NotYours
    );
    assert_eq!(
        play.refused(&the("examiner"), propose(Outcome::Granted)),
        Refusal::NotYours
    );
    let mut play = Play::examining();
    assert_eq!(
        play.refused(&the("desk"), Command::Forward),
        Refusal::NotYours
    );
    assert_eq!(
        play.refused(&the("examiner"), Command::Forward),
        Refusal::NotAtThisStage
    );
    let mut play = Play::approved();
    assert_eq!(
        play.refused(&the("chair"), Command::Approve),
        Refusal::NotAtThisStage
    );
    assert_eq!(
        play.refused(&APPLICANT, hand::withdraw()),
        Refusal::NotAtThisStage
    );
    assert_eq!(national(&play), NationalStatus::InProgress);
}

fn national(play: &Play) -> NationalStatus {
    play.dossier().national_status()
}

#[test]
fn a_workflow_out_of_order_cannot_be_held() {
    let sound = Vec::from(Workflow::usual(Some("VHXH")));
    let mut without_examination = sound.clone();
    without_examination.remove(1);
    let mut decided_first = sound.clone();
    decided_first.swap(1, 2);
    let mut without_return = sound.clone();
    without_return.pop();
    for steps in [
        without_examination,
        decided_first,
        without_return,
        Vec::new(),
    ] {
        assert_eq!(Workflow::try_from(steps), Err(UnsoundWorkflow));
    }
    assert!(Workflow::try_from(sound).is_ok());
}

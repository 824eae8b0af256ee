//! Who may: nobody beside those named, and nobody from next door.

use domain::dossier::Outcome;
use domain::dossier::command::Act;
use domain::dossier::consultation::command::ConsultationAct;
use domain::dossier::refusal::Refusal;
use domain::people::Actor;
use domain::policy::{may, may_administer, may_hand_on, may_see};

use crate::given::people::{APPLICANT, all, official, the};
use crate::given::province::unit;
use crate::given::{Play, complete};

/// A dossier of the first commune at every stage.
fn every_stage() -> Vec<Play> {
    let mut awaiting = Play::submitted();
    awaiting.does(&the("desk"), crate::given::hand::ask_for(&["photo"]));
    let mut awaiting_in_settlement = Play::examining();
    awaiting_in_settlement.does(&the("examiner"), crate::given::hand::ask_for(&["photo"]));
    let mut withdrawn = Play::submitted();
    withdrawn.does(&APPLICANT, crate::given::hand::withdraw());
    vec![
        Play::submitted(),
        awaiting,
        awaiting_in_settlement,
        Play::received(),
        Play::forwarded(),
        Play::examining(),
        Play::proposed(Outcome::Granted),
        Play::approved(),
        Play::resolved(),
        Play::handed_over(),
        withdrawn,
    ]
}

#[test]
fn nobody_from_another_unit_may_do_anything_at_any_stage() {
    let strangers = [
        "other desk",
        "other cashier",
        "other examiner",
        "other chair",
        "other clerk",
        "province desk",
        "province cashier",
        "department examiner",
        "director",
        "department clerk",
        "former desk",
        "division desk",
    ];
    for mut play in every_stage() {
        for name in strangers {
            for act in Act::ON_DOSSIER {
                for command in complete::commands(&play, &the(name), act) {
                    let refusal = play.refused(&the(name), command);
                    assert_eq!(
                        refusal,
                        Refusal::NotYours,
                        "{name} {act:?} {}",
                        play.stage()
                    );
                }
            }
        }
    }
}

#[test]
fn neither_the_administrator_nor_the_program_acts_on_dossiers() {
    for play in every_stage() {
        assert_eq!(play.open_to(&the("administrator")), []);
        assert_eq!(play.open_to(&Actor::System), []);
    }
}

#[test]
fn the_applicant_supplements_withdraws_rates_complains_and_nothing_else() {
    for play in every_stage() {
        for act in Act::ON_DOSSIER {
            let own = matches!(
                act,
                Act::Supplement | Act::Withdraw | Act::Rate | Act::GiveFeedback
            );
            assert_eq!(may(&APPLICANT, act, play.dossier()), own, "{act:?}");
        }
    }
}

#[test]
fn the_buttons_of_each_stage_are_these() {
    use Act::{
        Apologise, Approve, AskSupplement, Assign, Charge, Correct, Decline, Examine, Forward,
        HandOver, Pause, Propose, Receive, RecordResult, RefuseReception, SendBack, Stop, Withdraw,
    };
    let submitted = Play::submitted();
    let at_the_desk = [Receive, AskSupplement, RefuseReception, Withdraw, Correct];
    assert_eq!(submitted.open_to(&the("desk")), at_the_desk);
    assert_eq!(submitted.open_to(&the("cashier")), []);
    let received = Play::received();
    assert_eq!(
        received.open_to(&the("desk")),
        [AskSupplement, Forward, Examine, Withdraw, Correct, Pause]
    );
    assert_eq!(received.open_to(&the("cashier")), [Charge]);
    let forwarded = Play::forwarded();
    let examiners = [
        AskSupplement,
        Assign,
        Examine,
        Propose,
        SendBack,
        Pause,
        Act::Consult(ConsultationAct::Ask),
    ];
    assert_eq!(forwarded.open_to(&the("examiner")), examiners);
    let examining = Play::examining();
    assert_eq!(examining.open_to(&the("examiner")), examiners);
    assert_eq!(examining.open_to(&the("second examiner")), [Examine]);
    assert_eq!(
        examining.open_to(&the("chair")),
        [AskSupplement, Assign, Examine, Stop, Pause, Apologise]
    );
    let proposed = Play::proposed(Outcome::Granted);
    let deciding = [
        AskSupplement,
        Examine,
        SendBack,
        Approve,
        Decline,
        Stop,
        Pause,
        Apologise,
    ];
    assert_eq!(proposed.open_to(&the("chair")), deciding);
    assert_eq!(
        Play::approved().open_to(&the("clerk")),
        [SendBack, RecordResult]
    );
    assert_eq!(
        Play::resolved().open_to(&the("desk")),
        [Examine, HandOver, Correct]
    );
    assert_eq!(Play::resolved().open_to(&APPLICANT), [Act::GiveFeedback]);
}

#[test]
fn only_those_who_receive_hold_or_answer_for_it_see_a_dossier() {
    let (desk, division, committee) = (unit("03001-TT"), unit("03001-VHXH"), unit("03001"));
    let seeing: Vec<_> = all()
        .into_iter()
        .filter(|official| may_see(official, &desk, &division, &committee))
        .map(|official| official.unit.code().to_owned())
        .collect();
    assert!(
        seeing.iter().all(|code| code.starts_with("03001")),
        "{seeing:?}"
    );
    assert_eq!(seeing.len(), 12);
    assert!(!may_see(
        &official("administrator"),
        &desk,
        &division,
        &committee
    ));
}

#[test]
fn a_hand_over_on_leave_is_of_what_the_absent_official_has() {
    let examining = Play::examining();
    let may = |name: &str, absent: &str| {
        may_hand_on(&official(name), official(absent).id, examining.dossier())
    };
    assert!(may("examiner", "examiner"));
    assert!(may("chair", "examiner"));
    assert!(!may("chair", "second examiner"), "they do not have it");
    assert!(!may("second examiner", "examiner"), "not a leader");
    assert!(!may("other chair", "examiner"), "a leader elsewhere");
    let unheld = Play::forwarded();
    let absent = official("examiner").id;
    assert!(!may_hand_on(&official("chair"), absent, unheld.dossier()));
}

#[test]
fn only_administrators_administer() {
    assert!(may_administer(&official("administrator")));
    assert!(!may_administer(&official("chair")));
}

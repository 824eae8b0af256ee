//! Endings without a result: withdrawn, stopped.

use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::ground::StopGround;
use domain::dossier::punctuality::Punctuality;
use domain::dossier::refusal::Refusal;
use domain::dossier::status::NationalStatus;
use domain::money::Dong;

use crate::given::Play;
use crate::given::hand::{self, ask_for, withdraw};
use crate::given::people::{APPLICANT, everybody, the};
use crate::given::province::fee;

fn stop(ground: StopGround) -> Command {
    Command::Stop {
        ground,
        reason: hand::words("dừng"),
    }
}

#[test]
fn the_applicant_withdraws_without_having_to_say_why() {
    for mut play in [
        Play::submitted(),
        Play::received(),
        Play::examining(),
        Play::proposed(Outcome::Granted),
    ] {
        play.does(
            &APPLICANT,
            Command::Withdraw {
                reason: hand::blank(),
            },
        );
        assert_eq!(play.dossier().national_status(), NationalStatus::Withdrawn);
        assert_eq!(play.dossier().settled_at, Some(play.now));
    }
}

#[test]
pub fn a_desk_that_withdraws_for_the_applicant_says_why() {
    let mut play = Play::submitted();
    let silent = Command::Withdraw {
        reason: hand::blank(),
    };
    assert_eq!(play.refused(&the("desk"), silent), Refusal::ReasonMissing);
    assert_eq!(
        play.refused(&the("other desk"), withdraw()),
        Refusal::NotYours
    );
    play.does(&the("desk"), withdraw());
}

#[test]
pub fn what_is_decided_is_not_withdrawn_or_stopped() {
    for mut play in [Play::approved(), Play::resolved(), Play::handed_over()] {
        assert_eq!(
            play.refused(&APPLICANT, withdraw()),
            Refusal::NotAtThisStage
        );
        let refusal = play.refused(&the("chair"), stop(StopGround::PurposeGone));
        assert_eq!(refusal, Refusal::NotAtThisStage);
    }
}

#[test]
pub fn only_a_leader_of_the_competent_agency_stops_and_in_writing() {
    let mut play = Play::examining();
    for name in [
        "desk",
        "examiner",
        "division head",
        "desk head",
        "other chair",
        "director",
    ] {
        let refusal = play.refused(&the(name), stop(StopGround::PurposeGone));
        assert_eq!(refusal, Refusal::NotYours, "{name}");
    }
    let silent = Command::Stop {
        ground: StopGround::PurposeGone,
        reason: hand::blank(),
    };
    assert_eq!(play.refused(&the("chair"), silent), Refusal::ReasonMissing);
    play.does(&the("chair"), stop(StopGround::PurposeGone));
    assert_eq!(play.dossier().national_status(), NationalStatus::Stopped);
}

#[test]
pub fn a_ground_to_stop_has_to_hold() {
    let mut play = Play::examining();
    let chair = the("chair");
    let refusal = play.refused(&chair, stop(StopGround::ObligationMissing));
    assert_eq!(refusal, Refusal::NothingOwed);
    let refusal = play.refused(&chair, stop(StopGround::SupplementMissing));
    assert_eq!(refusal, Refusal::NotAtThisStage);
    let mut waiting = play.clone();
    waiting.does(&the("examiner"), ask_for(&["photo"]));
    waiting.does(&chair, stop(StopGround::SupplementMissing));
    play.does(
        &the("cashier"),
        Command::Charge {
            lines: vec![(fee("copy"), 1)],
        },
    );
    assert_eq!(play.dossier().owed(), Dong::new(2_500));
    play.does(&chair, stop(StopGround::ObligationMissing));
}

#[test]
fn after_the_end_only_a_complaint_is_open() {
    let mut withdrawn = Play::received();
    withdrawn.does(&APPLICANT, withdraw());
    let mut stopped = Play::received();
    stopped.does(&the("chair"), stop(StopGround::OrderedByAuthority));
    for actor in everybody() {
        let left: &[Act] = if actor == APPLICANT {
            &[Act::GiveFeedback]
        } else {
            &[]
        };
        assert_eq!(withdrawn.open_to(&actor), left);
        assert_eq!(stopped.open_to(&actor), left);
    }
    let handed_over = Play::handed_over();
    assert_eq!(handed_over.open_to(&the("desk")), [Act::Correct]);
    assert_eq!(handed_over.open_to(&the("clerk")), [Act::Correct]);
}

#[test]
fn what_ends_while_the_applicant_is_waited_for_was_not_late() {
    let mut waiting = Play::examining();
    waiting.does(&the("examiner"), ask_for(&["photo"]));
    waiting.at("2026-03-16T10:00");
    let mut withdrawn = waiting.clone();
    withdrawn.does(&APPLICANT, withdraw());
    waiting.does(&the("chair"), stop(StopGround::SupplementMissing));
    for ended in [&waiting, &withdrawn] {
        let punctuality = ended.dossier().punctuality();
        assert_eq!(punctuality, Some(Punctuality::Early));
    }
    // A request that came too late cures nothing.
    let mut late = Play::examining();
    late.at("2026-03-10T09:00");
    late.does(&the("examiner"), ask_for(&["photo"]));
    late.at("2026-03-16T10:00");
    late.does(&the("chair"), stop(StopGround::SupplementMissing));
    assert_eq!(late.dossier().punctuality(), Some(Punctuality::Late));
}

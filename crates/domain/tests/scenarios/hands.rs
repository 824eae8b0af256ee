//! In whose hands a dossier was: every working minute belongs to one of them.

use domain::calendar::clock::attribution::HolderKind;
use domain::calendar::pauses::PauseGround;
use domain::dossier::Outcome;
use domain::dossier::command::Command;
use domain::dossier::hands::{shares, step_clocks};
use domain::workflow::StepIndex;

use crate::given::hand::{ask_for, hand_over, pause, propose, supplement};
use crate::given::people::{APPLICANT, the};
use crate::given::{Play, at};

fn minutes(play: &Play) -> Vec<(HolderKind, u32)> {
    let shares = shares(&play.history, play.rules.calendar.nation(), play.now);
    let shares = shares.expect("known years");
    assert_eq!(shares.shares.values().sum::<u32>(), shares.elapsed);
    shares.shares.into_iter().collect()
}

/// Examined, verified elsewhere in between, decided and handed over within a week.
fn a_week() -> Play {
    let mut play = Play::examining();
    let tuesday = at("2026-03-03T09:00");
    play.at("2026-03-03T09:00").does(
        &the("examiner"),
        pause(PauseGround::AwaitedVerification, tuesday),
    );
    play.at("2026-03-04T09:00")
        .does(&the("examiner"), Command::Resume);
    play.at("2026-03-05T10:00")
        .does(&the("examiner"), propose(Outcome::Granted));
    play.at("2026-03-05T14:00")
        .does(&the("chair"), Command::Approve);
    play.at("2026-03-06T09:00").records_the_result();
    play.at("2026-03-09T09:00").does(&the("desk"), hand_over());
    play
}

#[test]
fn the_shares_of_a_week_are_five_days() {
    let mut play = a_week();
    let expected = [
        (HolderKind::Desk, 480),
        (HolderKind::ExaminingUnit, 1_020),
        (HolderKind::ConsultedUnit, 480),
        (HolderKind::Signer, 150),
        (HolderKind::Records, 270),
    ];
    assert_eq!(minutes(&play), expected);
    // What is over grows no more.
    play.at("2026-04-01T09:00");
    assert_eq!(minutes(&play), expected);
}

#[test]
fn the_applicant_has_it_until_the_supplement_comes() {
    let mut play = Play::examining();
    play.at("2026-03-03T09:00")
        .does(&the("examiner"), ask_for(&["certificate"]));
    play.at("2026-03-05T09:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    play.at("2026-03-05T10:00");
    assert_eq!(
        minutes(&play),
        [
            (HolderKind::Desk, 0),
            (HolderKind::ExaminingUnit, 540),
            (HolderKind::Citizen, 960),
        ]
    );
}

#[test]
fn a_step_takes_what_officials_had_it_there() {
    let play = a_week();
    let procedure = play.dossier().procedure_in(play.rules).expect("it is kept");
    let clocks = step_clocks(
        &play.history,
        &procedure.workflow,
        play.rules.calendar.nation(),
        play.now,
    );
    let clocks = clocks.expect("known years");
    let used: Vec<_> = clocks
        .iter()
        .map(|clock| (clock.step, clock.used))
        .collect();
    assert_eq!(
        used,
        [
            (StepIndex(0), 0),
            (StepIndex(1), 1_020),
            (StepIndex(2), 150),
            (StepIndex(3), 270),
        ]
    );
    assert_eq!(clocks[1].granted, 240);
    assert!(clocks[1].is_over() && !clocks[0].is_over());
    // Two hours to decide and half an hour to number.
    assert!(clocks[2].is_over() && clocks[3].is_over());
}

#[test]
fn while_a_clock_that_went_backwards_catches_up_no_time_passes() {
    let mut play = Play::examining();
    play.at("2026-03-05T10:00")
        .does(&the("examiner"), propose(Outcome::Granted));
    // Set back by two days.
    play.at("2026-03-03T14:00")
        .does(&the("chair"), Command::Approve);
    assert_eq!(
        minutes(&play),
        [
            (HolderKind::Desk, 0),
            // Monday from nine, two whole days, and Thursday until ten.
            (HolderKind::ExaminingUnit, 390 + 960 + 150),
            (HolderKind::Signer, 0),
            (HolderKind::Records, 0),
        ]
    );
    play.at("2026-03-05T11:00");
    assert_eq!(minutes(&play)[3], (HolderKind::Records, 60));
}

//! The result: numbered, and handed over when nothing is owed.

use domain::dossier::command::{Command, Correction, ResultToRecord};
use domain::dossier::event::HandedForm;
use domain::dossier::ground::HandOverProof;
use domain::dossier::punctuality::Punctuality;
use domain::dossier::refusal::Refusal;
use domain::dossier::{Outcome, ReturnVia, Stage};
use domain::money::{Dong, PaymentMethod};
use jiff::civil::date;

use crate::given::hand::{self, decline, hand_over, propose, send_back};
use crate::given::people::{APPLICANT, the};
use crate::given::province::fee;
use crate::given::{Play, at};

#[test]
fn the_clerk_numbers_it_and_the_desk_has_it() {
    let play = Play::resolved();
    let Stage::Resolved(holding, outcome, issued) = &play.dossier().stage else {
        panic!("not resolved: {:?}", play.dossier().stage);
    };
    assert_eq!(
        (holding.unit.code(), *outcome),
        ("03001-TT", Outcome::Granted)
    );
    assert!(issued.file.is_some());
    assert_eq!(play.dossier().settled_at, Some(play.now));
}

#[test]
pub fn a_result_has_a_number_and_a_date_not_after_today() {
    let mut play = Play::approved();
    let record = |number: &str, dated_on| {
        Command::RecordResult(ResultToRecord {
            number: number.to_owned(),
            dated_on,
            file: None,
            facts: None,
        })
    };
    let today = play.now.today();
    assert_eq!(
        play.refused(&the("clerk"), record("  ", today)),
        Refusal::ResultNumberMissing
    );
    let dated_on = date(2026, 3, 3);
    let refusal = play.refused(&the("clerk"), record("7/GCN", dated_on));
    assert_eq!(refusal, Refusal::ResultDatedInFuture { dated_on });
    assert_eq!(
        play.refused(&the("other clerk"), record("7/GCN", today)),
        Refusal::NotYours
    );
    play.does(&the("clerk"), record(" 7/GCN ", today));
    assert!(
        matches!(&play.dossier().stage, Stage::Resolved(_, _, issued) if issued.number == "7/GCN")
    );
}

#[test]
pub fn a_result_is_not_dated_before_its_dossier_came_in() {
    let dated = |dated_on| ResultToRecord {
        dated_on,
        ..hand::result(at("2026-03-05T09:00"))
    };
    let record = |dated_on| Command::RecordResult(dated(dated_on));
    // Submitted on Monday, received on Wednesday: from Monday on somebody may have decided.
    let submitted_on = date(2026, 3, 2);
    let mut play = Play::submitted();
    play.at("2026-03-04T09:00")
        .does(&the("desk"), hand::receive(&["card"]))
        .does(&the("desk"), Command::Forward)
        .does(&the("examiner"), hand::assign("examiner"))
        .does(&the("examiner"), propose(Outcome::Granted))
        .does(&the("chair"), Command::Approve)
        .at("2026-03-05T09:00");
    for dated_on in [date(1998, 3, 4), date(2026, 3, 1)] {
        let too_early = Refusal::ResultDatedBeforeSubmission {
            dated_on,
            submitted_on,
        };
        assert_eq!(play.refused(&the("clerk"), record(dated_on)), too_early);
    }
    play.does(&the("clerk"), record(submitted_on));
    let correction = Correction::IssuedResult(dated(date(2026, 3, 1)));
    let earlier = Command::Correct {
        correction,
        reason: hand::words("ghi nhầm ngày"),
    };
    assert!(matches!(
        play.refused(&the("clerk"), earlier),
        Refusal::ResultDatedBeforeSubmission { .. }
    ));
}

#[test]
pub fn an_electronic_result_has_a_file() {
    let mut play = Play::approved();
    let correction = Correction::ReturnVia(ReturnVia::Electronic);
    play.does(
        &the("desk"),
        Command::Correct {
            correction,
            reason: hand::words("đổi ý"),
        },
    );
    let on_paper = hand::as_is(
        "ket-qua",
        HandedForm::OnPaper {
            originals: 1,
            copies: 0,
        },
    );
    for file in [None, Some(on_paper)] {
        let result = ResultToRecord {
            file,
            ..hand::result(play.now)
        };
        let refusal = play.refused(&the("clerk"), Command::RecordResult(result));
        assert_eq!(refusal, Refusal::ResultFileMissing);
    }
    play.records_the_result();
}

#[test]
pub fn the_clerk_sends_back_to_the_leader() {
    let mut play = Play::approved();
    assert_eq!(play.refused(&the("chair"), send_back()), Refusal::NotYours);
    play.does(&the("clerk"), send_back());
    assert_eq!(play.stage(), "deciding");
    play.does(&the("chair"), Command::Approve);
    play.records_the_result();
}

#[test]
pub fn what_was_declined_comes_back_declined() {
    let mut play = Play::proposed(Outcome::Granted);
    play.does(&the("chair"), decline());
    play.does(&the("clerk"), send_back());
    assert_eq!(
        play.refused(&the("chair"), Command::Approve),
        Refusal::ProposedToDecline
    );
    play.does(&the("chair"), send_back());
    play.does(&the("examiner"), propose(Outcome::Granted));
    play.does(&the("chair"), Command::Approve);
}

#[test]
fn a_decline_is_numbered_and_handed_over_too() {
    let mut play = Play::proposed(Outcome::Declined);
    play.does(&the("chair"), decline()).records_the_result();
    assert!(matches!(
        play.dossier().stage,
        Stage::Resolved(_, Outcome::Declined, _)
    ));
    play.does(&the("desk"), hand_over());
    assert!(matches!(
        play.dossier().stage,
        Stage::HandedOver(Outcome::Declined, _)
    ));
}

#[test]
pub fn a_hand_over_says_to_whom_and_waits_for_what_is_owed() {
    let mut play = Play::resolved();
    let to_nobody = Command::HandOver {
        recipient: hand::blank(),
        proof: HandOverProof::IdentityCard,
    };
    assert_eq!(
        play.refused(&the("desk"), to_nobody),
        Refusal::RecipientMissing
    );
    play.does(
        &the("cashier"),
        Command::Charge {
            lines: vec![(fee("charge"), 2)],
        },
    );
    let owed = Refusal::StillOwed {
        amount: Dong::new(16_000),
    };
    assert_eq!(play.refused(&the("desk"), hand_over()), owed);
    let payment = Command::RecordPayment {
        amount: Dong::new(16_000),
        method: PaymentMethod::Transfer,
        receipt_number: "BL-7".to_owned(),
    };
    play.does(&the("cashier"), payment)
        .does(&the("second desk"), hand_over());
    assert_eq!(play.stage(), "handed_over");
    assert_eq!(
        play.refused(&the("desk"), hand_over()),
        Refusal::NotAtThisStage
    );
    assert_eq!(play.refused(&APPLICANT, hand_over()), Refusal::NotYours);
}

#[test]
fn early_on_time_late_is_told_by_the_day_and_the_moment_of_the_promise() {
    for (recorded, punctuality) in [
        ("2026-03-08T09:00", Punctuality::Early),
        ("2026-03-09T16:59", Punctuality::OnTime),
        ("2026-03-09T17:00", Punctuality::OnTime),
        ("2026-03-09T17:01", Punctuality::Late),
    ] {
        let mut play = Play::approved();
        assert_eq!(play.dossier().punctuality(), None);
        play.at(recorded).records_the_result();
        assert_eq!(
            play.dossier().punctuality(),
            Some(punctuality),
            "{recorded}"
        );
        assert!(!play.dossier().is_overdue(play.now));
    }
}

#[test]
fn lateness_never_holds_a_result_back() {
    let mut play = Play::approved();
    play.at("2026-06-01T09:00");
    assert!(play.dossier().is_overdue(play.now));
    play.records_the_result().does(&the("desk"), hand_over());
    assert_eq!(play.stage(), "handed_over");
}

#[test]
fn nobody_downloads_a_result_that_is_only_on_paper() {
    let mut play = Play::approved();
    let on_paper = ResultToRecord {
        file: None,
        ..hand::result(play.now)
    };
    play.does(&the("clerk"), Command::RecordResult(on_paper));
    let downloaded = || Command::HandOver {
        recipient: hand::words("Lò Thị"),
        proof: HandOverProof::Electronic,
    };
    let refusal = play.refused(&the("desk"), downloaded());
    assert_eq!(refusal, Refusal::ResultFileMissing);
    Play::resolved().does(&the("desk"), downloaded());
}

//! Money at the desk: lines of the catalogue version, payments, waivers.

use domain::dossier::command::{Act, Command};
use domain::dossier::refusal::Refusal;
use domain::dossier::status::NationalStatus;
use domain::money::{Dong, PaymentMethod, WaiverGround};

use crate::given::Play;
use crate::given::hand;
use crate::given::people::{APPLICANT, the};
use crate::given::province::{ADVICE, fee};

fn charge(lines: &[(&str, u32)]) -> Command {
    let lines = lines
        .iter()
        .map(|(key, units)| (fee(key), *units))
        .collect();
    Command::Charge { lines }
}

fn pay(amount: u64) -> Command {
    Command::RecordPayment {
        amount: Dong::new(amount),
        method: PaymentMethod::Cash,
        receipt_number: " BL-0001 ".to_owned(),
    }
}

fn waive() -> Command {
    Command::Waive {
        ground: WaiverGround::PoorHousehold,
        reason: hand::words("sổ hộ nghèo"),
    }
}

#[test]
fn lines_are_charged_from_the_catalogue_and_paid_in_parts() {
    let mut play = Play::received();
    play.does(&the("cashier"), charge(&[("charge", 1), ("copy", 3)]));
    assert_eq!(play.dossier().owed(), Dong::new(15_500));
    play.does(&the("cashier"), pay(10_000));
    assert_eq!(play.dossier().owed(), Dong::new(5_500));
    play.does(&the("cashier"), pay(5_500));
    assert_eq!(play.dossier().owed(), Dong::ZERO);
    assert_eq!(play.dossier().national_status(), NationalStatus::Received);
}

#[test]
fn a_waiver_covers_what_is_still_owed() {
    let mut play = Play::received();
    play.does(&the("cashier"), charge(&[("charge", 1)]));
    play.does(&the("cashier"), pay(3_000))
        .does(&the("chair"), waive());
    assert_eq!(
        (play.dossier().waived, play.dossier().owed()),
        (Dong::new(5_000), Dong::ZERO)
    );
    play.does(&the("cashier"), charge(&[("copy", 2)]));
    assert_eq!(play.dossier().owed(), Dong::new(5_000));
}

#[test]
fn what_is_charged_in_settlement_is_a_financial_obligation_until_paid() {
    let mut play = Play::examining();
    play.does(&the("cashier"), charge(&[("charge", 1)]));
    assert_eq!(
        play.dossier().national_status(),
        NationalStatus::ObligationDue
    );
    play.does(&the("cashier"), pay(8_000));
    assert_eq!(play.dossier().national_status(), NationalStatus::InProgress);
}

#[test]
pub fn only_listed_fees_with_an_amount_are_charged_and_once() {
    let mut play = Play::received();
    let cashier = the("cashier");
    for (lines, refusal) in [
        (&[("gift", 1)][..], Refusal::UnknownFee { fee: fee("gift") }),
        (
            &[("province", 1)],
            Refusal::FeeWithoutAmount {
                fee: fee("province"),
            },
        ),
        (
            &[("words", 1)],
            Refusal::FeeWithoutAmount { fee: fee("words") },
        ),
        (&[("free", 1)], Refusal::NoAmount),
        (&[("charge", 0)], Refusal::NoAmount),
        (&[], Refusal::NoAmount),
        (
            &[("copy", 1), ("copy", 1)],
            Refusal::AlreadyCharged { fee: fee("copy") },
        ),
    ] {
        assert_eq!(play.refused(&cashier, charge(lines)), refusal, "{lines:?}");
    }
    assert_eq!(play.dossier().owed(), Dong::ZERO);
    play.does(&cashier, charge(&[("copy", 1)]));
    let refusal = play.refused(&cashier, charge(&[("charge", 1), ("copy", 1)]));
    assert_eq!(refusal, Refusal::AlreadyCharged { fee: fee("copy") });
    play.does(&cashier, charge(&[("charge", 1)]));
    assert_eq!(
        play.refused(&cashier, charge(&[("charge", 1)])),
        Refusal::NothingToCharge
    );
}

#[test]
pub fn a_procedure_without_fees_charges_nothing() {
    let mut play = Play::new();
    play.does(&the("desk"), hand::receive_in_person(ADVICE, "03001-TT"));
    assert_eq!(
        play.why_not(&the("cashier"), Act::Charge),
        Some(Refusal::NothingToCharge)
    );
}

#[test]
pub fn a_payment_is_of_something_owed_with_a_receipt() {
    let mut play = Play::received();
    let cashier = the("cashier");
    assert_eq!(play.refused(&cashier, pay(1)), Refusal::NothingOwed);
    assert_eq!(play.refused(&cashier, waive()), Refusal::NothingOwed);
    play.does(&cashier, charge(&[("charge", 1)]));
    assert_eq!(play.refused(&cashier, pay(0)), Refusal::NoAmount);
    let owed = Dong::new(8_000);
    assert_eq!(
        play.refused(&cashier, pay(8_001)),
        Refusal::MoreThanOwed { owed }
    );
    let without_receipt = Command::RecordPayment {
        amount: owed,
        method: PaymentMethod::Card,
        receipt_number: " ".to_owned(),
    };
    assert_eq!(
        play.refused(&cashier, without_receipt),
        Refusal::ReceiptNumberMissing
    );
    let without_reason = Command::Waive {
        ground: WaiverGround::Child,
        reason: hand::blank(),
    };
    assert_eq!(
        play.refused(&cashier, without_reason),
        Refusal::ReasonMissing
    );
}

#[test]
pub fn money_is_the_business_of_the_cashier_of_the_desk() {
    let mut play = Play::received();
    for name in [
        "desk",
        "other cashier",
        "province cashier",
        "chair",
        "examiner",
    ] {
        assert_eq!(
            play.refused(&the(name), charge(&[("copy", 1)])),
            Refusal::NotYours,
            "{name}"
        );
    }
    assert_eq!(play.refused(&APPLICANT, pay(1)), Refusal::NotYours);
}

//! Pauses: on a listed ground, with a paper; the promise moves by what was waited, lateness stays.

use domain::calendar::pauses::PauseGround;
use domain::dossier::Outcome;
use domain::dossier::command::Command;
use domain::dossier::decide::promise_if_answered;
use domain::dossier::event::Event;
use domain::dossier::pause::Warrant;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::clock::ClockRefusal;
use domain::dossier::status::NationalStatus;
use domain::money::{Dong, PaymentMethod};
use domain::rulebook::Rulebook;
use jiff::civil::date;

use crate::given::hand::{self, ask_for, pause, receive_in_person, supplement};
use crate::given::people::{APPLICANT, the};
use crate::given::province::{self, ADVICE, fee};
use crate::given::{Play, at};

const VERIFICATION: PauseGround = PauseGround::AwaitedVerification;
const OBLIGATION: PauseGround = PauseGround::FinancialObligation;

/// Pauses at a local time.
fn paused_at(play: &mut Play, name: &str, local: &str) {
    play.at(local)
        .does(&the(name), pause(VERIFICATION, at(local)));
}

fn charged(play: &mut Play) {
    let lines = vec![(fee("charge"), 1)];
    play.does(&the("cashier"), Command::Charge { lines });
}

fn paid(amount: u64) -> Command {
    Command::RecordPayment {
        amount: Dong::new(amount),
        method: PaymentMethod::Cash,
        receipt_number: "BL-0001".to_owned(),
    }
}

#[test]
fn the_promise_moves_by_the_working_days_that_were_waited() {
    let mut play = Play::examining();
    assert_eq!(play.due(), "2026-03-09T17:00:00");
    paused_at(&mut play, "examiner", "2026-03-04T10:00");
    assert!(play.dossier().is_paused());
    play.at("2026-04-01T09:00");
    assert!(!play.dossier().is_overdue(play.now));
    play.at("2026-03-06T10:00");
    let today = promise_if_answered(play.rules, play.now, play.dossier());
    let today = today.expect("it is promised").due.to_string();
    assert_eq!(today, "2026-03-11T17:00:00");
    play.does(&the("examiner"), Command::Resume);
    assert_eq!(play.due(), today);
    assert_eq!(play.dossier().open_pause(), None);
    assert_eq!(play.replayed(), play.dossier);
    // The next one begins where this one left off.
    paused_at(&mut play, "examiner", "2026-03-09T10:00");
    play.at("2026-03-10T10:00")
        .does(&the("chair"), Command::Resume);
    assert_eq!(play.due(), "2026-03-12T17:00:00");
}

#[test]
fn a_pause_within_a_day_moves_nothing() {
    let mut play = Play::examining();
    paused_at(&mut play, "examiner", "2026-03-04T10:00");
    play.at("2026-03-04T10:00")
        .does(&the("examiner"), Command::Resume);
    assert_eq!(play.last(), &Event::Resumed { promise: None });
    assert_eq!(play.due(), "2026-03-09T17:00:00");
}

#[test]
fn it_goes_on_by_itself_when_what_is_owed_was_paid() {
    let mut play = Play::examining();
    charged(&mut play);
    play.at("2026-03-04T10:00");
    play.does(&the("examiner"), pause(OBLIGATION, at("2026-03-04T10:00")));
    let status = play.dossier().national_status();
    assert_eq!(status, NationalStatus::ObligationDue);
    play.at("2026-03-05T10:00")
        .does(&the("cashier"), paid(3_000));
    assert!(play.dossier().is_paused());
    play.at("2026-03-06T10:00")
        .does(&the("cashier"), paid(5_000));
    assert!(!play.dossier().is_paused());
    assert!(matches!(play.last(), Event::Resumed { promise: Some(_) }));
    assert_eq!(play.due(), "2026-03-11T17:00:00");
    let status = play.dossier().national_status();
    assert_eq!(status, NationalStatus::InProgress);
}

#[test]
fn it_goes_on_by_itself_when_what_is_owed_was_waived() {
    let mut play = Play::received();
    charged(&mut play);
    play.does(&the("desk"), pause(OBLIGATION, play.now));
    let status = play.dossier().national_status();
    assert_eq!(status, NationalStatus::ObligationDue);
    let waive = Command::Waive {
        ground: domain::money::WaiverGround::PoorHousehold,
        reason: hand::words("sổ hộ nghèo"),
    };
    play.at("2026-03-03T09:00").does(&the("cashier"), waive);
    assert!(!play.dossier().is_paused());
    assert_eq!(play.due(), "2026-03-10T17:00:00");
}

#[test]
fn what_was_late_before_a_pause_stays_late() {
    let mut play = Play::examining();
    paused_at(&mut play, "examiner", "2026-03-11T10:00");
    assert!(play.dossier().is_paused_in_vain());
    assert!(play.dossier().is_overdue(play.now));
    play.at("2026-03-13T10:00")
        .does(&the("examiner"), Command::Resume);
    assert_eq!(play.due(), "2026-03-09T17:00:00");
    assert!(play.dossier().is_overdue(play.now));
    // Neither does a supplement that is asked for too late.
    play.does(&the("examiner"), ask_for(&["certificate"]));
    assert!(play.dossier().is_overdue(play.now));
    play.at("2026-03-16T10:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.due(), "2026-03-09T17:00:00");
}

#[test]
fn after_a_supplement_the_reading_of_the_day_of_reception_holds() {
    let asked = |rules: &'static Rulebook| {
        let mut play = Play::examining();
        play.rules = rules;
        play.at("2026-03-04T10:00")
            .does(&the("examiner"), ask_for(&["certificate"]));
        play.at("2026-03-11T10:00")
            .does(&APPLICANT, supplement(&["certificate"]));
        play.due()
    };
    assert_eq!(asked(province::rulebook()), "2026-03-18T17:00:00");
    assert_eq!(
        asked(province::rulebook_that_takes_the_waiting_out()),
        "2026-03-16T17:00:00"
    );
}

#[test]
pub fn only_a_clock_that_runs_is_stopped() {
    let mut submitted = Play::submitted();
    // Whoever leads the unit that has it next may ask, and learns why not.
    let head = the("desk head");
    let refusal = submitted.refused(&head, pause(VERIFICATION, submitted.now));
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::NotReceivedYet));
    let mut resolved = Play::resolved();
    let refusal = resolved.refused(&the("chair"), pause(VERIFICATION, resolved.now));
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::SettledAlready));
    let mut unlimited = Play::new();
    unlimited.does(&the("desk"), receive_in_person(ADVICE, "03001-TT"));
    let refusal = unlimited.refused(&the("desk"), pause(VERIFICATION, unlimited.now));
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::NothingPromised));
    let mut examining = Play::examining();
    assert_eq!(
        examining.refused(&the("second examiner"), Command::Resume),
        Refusal::HeldByAnother {
            officer: crate::given::people::official("examiner").id
        }
    );
    assert_eq!(
        examining.refused(&the("examiner"), Command::Resume),
        Refusal::Clock(ClockRefusal::NotPaused)
    );
}

#[test]
pub fn one_pause_at_a_time_and_none_over_a_supplement() {
    let mut play = Play::examining();
    let chair = the("chair");
    play.does(&the("examiner"), pause(VERIFICATION, play.now));
    let force = pause(PauseGround::ForceMajeure, play.now);
    assert_eq!(
        play.refused(&chair, force),
        Refusal::Clock(ClockRefusal::AlreadyPaused)
    );
    play.does(&chair, Command::Resume);
    play.does(&the("examiner"), ask_for(&["certificate"]));
    let again = pause(VERIFICATION, play.now);
    assert_eq!(
        play.refused(&chair, again),
        Refusal::Clock(ClockRefusal::PauseOverlaps)
    );
    assert_eq!(
        play.refused(&chair, Command::Resume),
        Refusal::Clock(ClockRefusal::NotPaused)
    );
    play.does(&APPLICANT, hand::withdraw());
    assert_eq!(play.dossier().open_pause(), None);
}

#[test]
pub fn a_pause_has_a_ground_a_reason_and_a_paper() {
    let mut play = Play::examining();
    let examiner = the("examiner");
    let supplement = pause(PauseGround::Supplement, play.now);
    assert_eq!(
        play.refused(&examiner, supplement),
        Refusal::Clock(ClockRefusal::GroundNotListed)
    );
    let obligation = pause(OBLIGATION, play.now);
    assert_eq!(play.refused(&examiner, obligation), Refusal::NothingOwed);
    let with = |reason, number: &str, dated_on| Command::Pause {
        ground: VERIFICATION,
        reason,
        warrant: Warrant {
            number: number.to_owned(),
            dated_on,
        },
    };
    let today = play.now.today();
    let silent = with(hand::blank(), "15/CV", today);
    assert_eq!(play.refused(&examiner, silent), Refusal::ReasonMissing);
    let unnumbered = with(hand::words("chờ"), " ", today);
    assert_eq!(
        play.refused(&examiner, unnumbered),
        Refusal::Clock(ClockRefusal::PaperNumberMissing)
    );
    let tomorrow = date(2026, 3, 3);
    let to_come = with(hand::words("chờ"), "15/CV", tomorrow);
    assert_eq!(
        play.refused(&examiner, to_come),
        Refusal::Clock(ClockRefusal::PaperDatedInFuture { dated_on: tomorrow })
    );
}

#[test]
pub fn nobody_moves_it_while_its_clock_stands_still() {
    let mut play = Play::examining();
    play.does(&the("examiner"), pause(VERIFICATION, play.now));
    for command in [
        hand::propose(Outcome::Granted),
        hand::send_back(),
        ask_for(&["photo"]),
    ] {
        assert_eq!(
            play.refused(&the("examiner"), command),
            Refusal::Clock(ClockRefusal::ClockPaused)
        );
    }
    let letter = hand::apologise(play.now);
    assert_eq!(
        play.refused(&the("chair"), letter),
        Refusal::Clock(ClockRefusal::ClockPaused)
    );
    // What moves nothing goes on.
    play.does(&the("examiner"), hand::note());
    assert_eq!(
        play.dossier()
            .still_for(play.rules.calendar.nation(), play.now),
        None
    );
    let mut deciding = Play::proposed(Outcome::Granted);
    deciding.does(&the("chair"), pause(VERIFICATION, deciding.now));
    let refusal = deciding.refused(&the("chair"), Command::Approve);
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::ClockPaused));
    let refusal = deciding.refused(&the("chair"), hand::decline());
    assert_eq!(refusal, Refusal::Clock(ClockRefusal::ClockPaused));
}

#[test]
fn a_server_clock_that_went_backwards_cures_nothing_and_breaks_nothing() {
    let mut play = Play::examining();
    paused_at(&mut play, "examiner", "2026-03-04T10:00");
    // The clock is set back by a day: the pause ends as it begins.
    play.at("2026-03-03T10:00")
        .does(&the("examiner"), Command::Resume);
    assert_eq!(play.last(), &Event::Resumed { promise: None });
    assert_eq!(play.due(), "2026-03-09T17:00:00");
    let told = &play.dossier().pauses[0];
    assert_eq!(told.to, Some(told.from));
    // Stopped again before the clock has caught up, it still moves by what was waited since.
    paused_at(&mut play, "examiner", "2026-03-03T11:00");
    play.at("2026-03-06T10:00")
        .does(&the("examiner"), Command::Resume);
    assert_eq!(play.due(), "2026-03-11T17:00:00");
    assert_eq!(play.replayed(), play.dossier);
    // Set back to before the reception, a pause begins with the count.
    let mut early = Play::examining();
    paused_at(&mut early, "examiner", "2026-02-27T10:00");
    early
        .at("2026-03-03T10:00")
        .does(&the("examiner"), Command::Resume);
    assert_eq!(early.due(), "2026-03-10T17:00:00");
}

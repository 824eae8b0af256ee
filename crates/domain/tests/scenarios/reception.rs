//! Reception: the papers are checked, a day is promised; or it is refused in writing.

use domain::dossier::command::Command;
use domain::dossier::event::{Event, HandedForm};
use domain::dossier::follow_up::{FollowUp, Notice, PaperForm, follow_up};
use domain::dossier::ground::RefusalGround;
use domain::dossier::refusal::Refusal;
use domain::dossier::status::NationalStatus;
use domain::procedure::{CaseKey, Channel};

use crate::given::Play;
use crate::given::hand::{self, application, receive, receive_in_person, submit};
use crate::given::people::{APPLICANT, official, the};
use crate::given::province::{ADVICE, EXTRACT, LICENCE, REGISTER, paper};

fn refuse(ground: RefusalGround) -> Command {
    Command::RefuseReception {
        ground,
        reason: hand::words("không đủ"),
    }
}

#[test]
fn at_the_desk_one_act_registers_receives_and_promises() {
    let play = Play::received();
    let dossier = play.dossier();
    assert_eq!(play.history.len(), 2);
    assert_eq!(play.due(), "2026-03-09T17:00:00");
    assert_eq!(dossier.national_status(), NationalStatus::Received);
    assert_eq!(dossier.received_at, Some(play.now));
    let officer = dossier.holding().and_then(|held| held.officer);
    assert_eq!(officer, Some(official("desk").id));
    let follows = follow_up(play.last());
    assert!(follows.contains(&FollowUp::Print(PaperForm::Receipt)));
    assert!(follows.contains(&FollowUp::Tell(Notice::Received)));
}

#[test]
fn what_was_filed_online_is_promised_from_its_reception_on() {
    let mut play = Play::submitted();
    play.at("2026-03-03T08:00")
        .does(&the("desk"), receive(&["card"]));
    assert_eq!(play.due(), "2026-03-10T17:00:00");
    assert_eq!(play.stage(), "received");
}

#[test]
pub fn what_is_only_shown_has_to_be_seen_before_reception() {
    let mut play = Play::submitted();
    let refusal = play.refused(&the("desk"), receive(&[]));
    assert_eq!(
        refusal,
        Refusal::PapersMissing {
            papers: vec![paper("card")]
        }
    );
    let forms = [
        HandedForm::NotNeeded,
        HandedForm::OnPaper {
            originals: 0,
            copies: 0,
        },
    ];
    for form in forms {
        let papers = vec![hand::as_is("card", form)];
        let refusal = play.refused(&the("desk"), Command::Receive { papers });
        assert_eq!(
            refusal,
            Refusal::PapersMissing {
                papers: vec![paper("card")]
            }
        );
    }
    let papers = vec![hand::as_is("card", HandedForm::ReplacedByData)];
    play.does(&the("desk"), Command::Receive { papers });
}

#[test]
fn within_the_day_ends_today_until_the_cut_off_and_tomorrow_after_it() {
    for (local, due) in [
        ("2026-03-02T07:00", "2026-03-02T17:00:00"),
        ("2026-03-02T15:00", "2026-03-02T17:00:00"),
        ("2026-03-02T15:01", "2026-03-03T17:00:00"),
        ("2026-03-06T16:00", "2026-03-09T17:00:00"),
    ] {
        let mut application = application(REGISTER, "03001-TT", Channel::Desk);
        application.case = CaseKey("at-once".to_owned());
        let command = Command::ReceiveInPerson(Box::new(application));
        let mut play = Play::new();
        play.at(local).does(&the("desk"), command);
        assert_eq!(play.due(), due, "{local}");
    }
}

#[test]
fn days_off_holidays_and_hours_are_counted_as_the_calendar_says() {
    let mut over_the_holidays = Play::new();
    over_the_holidays.at("2026-04-24T09:00");
    over_the_holidays.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(over_the_holidays.due(), "2026-05-06T17:00:00");
    let mut in_hours = Play::new();
    in_hours.does(&the("province desk"), receive_in_person(LICENCE, "12-TT"));
    assert_eq!(in_hours.due(), "2026-03-04T09:00:00");
    let mut any_days = Play::new();
    any_days.does(&the("desk"), receive_in_person(EXTRACT, "03001-TT"));
    assert_eq!(any_days.due(), "2026-03-12T17:00:00");
}

#[test]
fn without_a_limit_of_its_own_nothing_is_promised() {
    let mut play = Play::new();
    play.does(&the("desk"), receive_in_person(ADVICE, "03001-TT"));
    assert_eq!(play.dossier().promise, None);
    play.at("2027-01-04T09:00");
    assert!(!play.dossier().is_overdue(play.now));
}

#[test]
fn a_promise_over_a_day_not_announced_yet_is_provisional() {
    let mut play = Play::new();
    play.at("2026-11-20T09:00")
        .does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(play.due(), "2026-11-26T17:00:00");
    assert!(
        play.dossier()
            .promise
            .as_ref()
            .is_some_and(|promise| promise.provisional)
    );
    let certain = Play::received();
    assert!(
        certain
            .dossier()
            .promise
            .as_ref()
            .is_some_and(|promise| !promise.provisional)
    );
}

#[test]
pub fn a_year_without_a_calendar_is_refused_at_reception_and_not_before() {
    let mut play = Play::new();
    play.at("2027-12-31T09:00")
        .does(&APPLICANT, submit(REGISTER, "03001-TT"));
    let refusal = play.refused(&the("desk"), receive(&["card"]));
    assert_eq!(refusal, Refusal::NoCalendar { year: 2028 });
    assert_eq!(play.stage(), "submitted");
    let mut at_the_desk = Play::new();
    at_the_desk.at("2028-01-03T09:00");
    let refusal = at_the_desk.refused(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(refusal, Refusal::NoCalendar { year: 2028 });
}

#[test]
fn reception_is_refused_in_writing_and_that_is_the_end() {
    let mut play = Play::submitted();
    play.at("2026-03-02T10:00")
        .does(&the("desk"), refuse(RefusalGround::NotCompetent));
    assert_eq!(
        play.dossier().national_status(),
        NationalStatus::NotReceived
    );
    assert_eq!(play.dossier().settled_at, Some(play.now));
    assert!(!play.dossier().is_open());
    assert!(follow_up(play.last()).contains(&FollowUp::Print(PaperForm::RefusalSlip)));
    assert!(play.open_to(&the("desk")).is_empty());
    assert_eq!(
        play.refused(&the("desk"), receive(&["card"])),
        Refusal::NotAtThisStage
    );
}

#[test]
pub fn a_refusal_needs_a_reason_and_a_ground_that_holds() {
    let mut play = Play::submitted();
    let without_reason = Command::RefuseReception {
        ground: RefusalGround::NotEligible,
        reason: hand::blank(),
    };
    assert_eq!(
        play.refused(&the("desk"), without_reason),
        Refusal::ReasonMissing
    );
    let ground = RefusalGround::SupplementMissing;
    assert_eq!(
        play.refused(&the("desk"), refuse(ground)),
        Refusal::NotAtThisStage
    );
    play.does(&the("desk"), hand::ask_for(&["certificate"]));
    play.does(&the("desk"), refuse(ground));
    assert!(matches!(play.last(), Event::ReceptionRefused { .. }));
}

#[test]
pub fn what_was_received_is_not_refused_any_more() {
    let mut play = Play::received();
    let refusal = play.refused(&the("desk"), refuse(RefusalGround::NotCompetent));
    assert_eq!(refusal, Refusal::NotAtThisStage);
    assert_eq!(
        play.refused(&the("desk"), receive(&["card"])),
        Refusal::NotAtThisStage
    );
}

//! Opening: a code once, by the desk that receives, on the local day.

use domain::dossier::command::{Application, Command};
use domain::dossier::event::{Event, HandedForm};
use domain::dossier::refusal::Refusal;
use domain::dossier::status::NationalStatus;
use domain::people::{Actor, ApplicantKind};
use domain::procedure::{CaseKey, Channel};
use jiff::civil::{Date, date};

use crate::given::hand::{self, application, file, receive_in_person, submit};
use crate::given::people::{APPLICANT, the};
use crate::given::province::{
    ADVICE, EXPIRED, EXTRACT, LICENCE, REGISTER, code, paper, rulebook, rulebook_where_shut, unit,
};
use crate::given::{Play, at};

fn online(change: impl FnOnce(&mut Application)) -> Command {
    let mut application = application(REGISTER, "03001-TT", Channel::Online);
    change(&mut application);
    Command::Submit(Box::new(application))
}

#[test]
fn an_online_application_is_registered_with_a_code_and_waits_for_the_desk() {
    let play = Play::submitted();
    let dossier = play.dossier();
    assert_eq!(dossier.code.as_str(), "H35.1-260302-0001");
    assert_eq!(
        (dossier.version, dossier.competent.clone()),
        (1, unit("03001"))
    );
    assert_eq!(dossier.national_status(), NationalStatus::Registered);
    assert_eq!(dossier.promise, None);
    assert_eq!(dossier.unit(), &unit("03001-TT"));
}

#[test]
fn the_code_bears_the_local_date_of_registration() {
    for (local, day) in [
        ("2026-03-02T23:59", "260302"),
        ("2026-03-03T00:01", "260303"),
    ] {
        let mut play = Play::new();
        play.at(local)
            .does(&APPLICANT, submit(REGISTER, "03001-TT"));
        assert_eq!(
            play.dossier().code.as_str(),
            format!("H35.1-{day}-0001"),
            "{local}"
        );
    }
}

#[test]
fn the_code_widens_past_9999() {
    for (number, last) in [(9_999, "-9999"), (10_000, "-10000"), (123_456, "-123456")] {
        let mut play = Play::new();
        play.number = number;
        play.does(&APPLICANT, submit(REGISTER, "03001-TT"));
        assert!(
            play.dossier().code.as_str().ends_with(last),
            "{}",
            play.dossier().code
        );
        assert_eq!(
            play.dossier().code.as_str().parse(),
            Ok(play.dossier().code.clone())
        );
    }
}

#[test]
fn a_desk_with_a_code_of_its_own_puts_that_in_front() {
    let mut play = Play::new();
    play.does(&the("province desk"), receive_in_person(LICENCE, "12-TT"));
    assert_eq!(play.dossier().code.as_str(), "H35.99-260302-0001");
    assert_eq!(play.dossier().competent, unit("12-SVH"));
}

#[test]
pub fn a_desk_without_any_code_registers_nothing() {
    let refusal = Play::new().refused(&the("zone desk"), receive_in_person(LICENCE, "12-KKT-BP"));
    assert_eq!(refusal, Refusal::DeskHasNoCode);
}

#[test]
pub fn applicants_file_online_and_desks_receive_at_their_own_desk() {
    let mut play = Play::new();
    for actor in [the("desk"), the("chair"), Actor::System] {
        assert_eq!(
            play.refused(&actor, submit(REGISTER, "03001-TT")),
            Refusal::NotYours
        );
    }
    for name in [
        "other desk",
        "chair",
        "examiner",
        "cashier",
        "administrator",
        "division desk",
    ] {
        let refusal = play.refused(&the(name), receive_in_person(REGISTER, "03001-TT"));
        assert_eq!(refusal, Refusal::NotYours, "{name}");
    }
    let refusal = play.refused(&APPLICANT, receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(refusal, Refusal::NotYours);
    assert_eq!(play.dossier, None);
}

#[test]
pub fn nothing_else_opens_a_dossier_and_an_open_one_is_not_opened_again() {
    let mut play = Play::new();
    assert_eq!(
        play.refused(&the("desk"), Command::Forward),
        Refusal::NotAtThisStage
    );
    let mut play = Play::submitted();
    assert_eq!(
        play.refused(&APPLICANT, submit(REGISTER, "03001-TT")),
        Refusal::NotYours
    );
}

#[test]
pub fn a_procedure_has_to_be_known_and_in_force() {
    let unknown = online(|application| application.procedure = code("9.999999"));
    assert_eq!(
        Play::new().refused(&APPLICANT, unknown),
        Refusal::UnknownProcedure
    );
    let refusal = Play::new().refused(&APPLICANT, submit(EXPIRED, "03001-TT"));
    assert_eq!(refusal, Refusal::ProcedureNotInForce);
}

#[test]
fn until_its_last_day_an_old_desk_receives_and_the_next_day_it_is_unknown() {
    let mut play = Play::new();
    play.at("2025-06-30T16:00")
        .does(&APPLICANT, submit(EXPIRED, "02999-BP"));
    assert_eq!(play.dossier().code.as_str(), "H35.9-250630-0001");
    assert_eq!(play.dossier().competent, unit("02999"));
    let mut late = Play::new();
    late.at("2025-07-01T07:30");
    let refusal = late.refused(&APPLICANT, submit(REGISTER, "02999-BP"));
    assert_eq!(refusal, Refusal::UnknownDesk);
    let refusal = late.refused(&APPLICANT, submit(EXPIRED, "02999-BP"));
    assert_eq!(refusal, Refusal::ProcedureNotInForce);
    let carried_on = late
        .rules
        .organisation
        .successor(&unit("02999"), late.now.today());
    assert_eq!(carried_on.map(|agency| &agency.id), Some(&unit("03001")));
}

#[test]
pub fn only_a_desk_on_the_list_receives_a_procedure() {
    let refusal = Play::new().refused(&APPLICANT, submit(REGISTER, "03001-VHXH"));
    assert_eq!(refusal, Refusal::UnknownDesk);
    let refusal = Play::new().refused(&APPLICANT, submit(LICENCE, "03001-TT"));
    assert_eq!(refusal, Refusal::NotReceivedHere);
}

#[test]
pub fn case_channel_and_kind_of_applicant_have_to_fit() {
    let no_such_case = online(|application| application.case = CaseKey("no-such".to_owned()));
    assert_eq!(
        Play::new().refused(&APPLICANT, no_such_case),
        Refusal::UnknownCase
    );
    let desk_only = online(|application| application.case = CaseKey("at-once".to_owned()));
    assert_eq!(
        Play::new().refused(&APPLICANT, desk_only),
        Refusal::ChannelClosed
    );
    let not_online = online(|application| application.channel = Channel::Post);
    assert_eq!(
        Play::new().refused(&APPLICANT, not_online),
        Refusal::ChannelClosed
    );
    let at_the_desk =
        Command::ReceiveInPerson(Box::new(application(REGISTER, "03001-TT", Channel::Online)));
    assert_eq!(
        Play::new().refused(&the("desk"), at_the_desk),
        Refusal::ChannelClosed
    );
    let company = online(|application| {
        application.applicant = hand::applicant(ApplicantKind::Organisation);
    });
    assert_eq!(
        Play::new().refused(&APPLICANT, company),
        Refusal::WrongApplicantKind
    );
}

#[test]
pub fn required_papers_have_to_be_sent_as_files() {
    let missing = || Refusal::PapersMissing {
        papers: vec![paper("certificate")],
    };
    let none = online(|application| application.papers.clear());
    assert_eq!(Play::new().refused(&APPLICANT, none), missing());
    let forms = [
        HandedForm::NotNeeded,
        HandedForm::ReplacedByData,
        HandedForm::OnPaper {
            originals: 1,
            copies: 0,
        },
    ];
    for form in forms {
        let claimed = online(|application| {
            application.papers = vec![hand::as_is("certificate", form.clone())];
        });
        assert_eq!(
            Play::new().refused(&APPLICANT, claimed),
            missing(),
            "{form:?}"
        );
    }
}

#[test]
pub fn a_paper_is_one_the_case_asks_for_and_named_once() {
    let strange = online(|application| application.papers.push(file("passport")));
    let refusal = Play::new().refused(&APPLICANT, strange);
    assert_eq!(
        refusal,
        Refusal::UnknownPaper {
            paper: paper("passport")
        }
    );
    let mut application = application(REGISTER, "03001-TT", Channel::Desk);
    application.papers.push(hand::sheet("card"));
    let twice = Command::ReceiveInPerson(Box::new(application));
    let refusal = Play::new().refused(&the("desk"), twice);
    assert_eq!(
        refusal,
        Refusal::PaperTwice {
            paper: paper("card")
        }
    );
}

#[test]
fn several_files_may_make_up_one_paper() {
    let mut play = Play::new();
    play.does(
        &APPLICANT,
        online(|application| application.papers.push(file("certificate"))),
    );
    assert_eq!(play.dossier().papers.len(), 2);
}

#[test]
fn a_dossier_keeps_the_version_it_was_filed_under() {
    let mut play = Play::new();
    play.at("2026-06-30T17:00")
        .does(&APPLICANT, submit(REGISTER, "03001-TT"));
    play.at("2026-07-01T08:00")
        .does(&the("desk"), hand::receive(&["card"]));
    assert_eq!(
        (play.dossier().version, play.due().as_str()),
        (1, "2026-07-08T17:00:00")
    );
    let mut new = Play::new();
    new.at("2026-07-01T08:00")
        .does(&the("desk"), receive_in_person(REGISTER, "03001-TT"));
    assert_eq!(
        (new.dossier().version, new.due().as_str()),
        (2, "2026-07-06T17:00:00")
    );
}

#[test]
fn every_commune_settles_what_its_own_desk_received() {
    for (procedure, desk) in [(ADVICE, "03002-TT"), (EXTRACT, "03002-TT")] {
        let mut play = Play::new();
        play.does(&the("other desk"), receive_in_person(procedure, desk));
        assert_eq!(play.dossier().competent, unit("03002"));
        assert!(matches!(play.history[0].event, Event::Submitted(_)));
        assert!(matches!(play.last(), Event::Received { .. }));
    }
}

#[test]
fn a_desk_receives_what_the_list_says_of_each_procedure() {
    let (rules, day) = (rulebook(), at("2026-03-02T09:00").today());
    for agency in rules.organisation.all() {
        let each: Vec<_> = rules
            .in_force_on(day)
            .filter(|one| rules.competent_for(&one.code, &agency.id, day).is_ok())
            .map(|one| (&one.code, one.version))
            .collect();
        let received = rules.received_at(&agency.id, day).into_iter();
        let received: Vec<_> = received.map(|one| (&one.code, one.version)).collect();
        assert_eq!(received, each, "{}", agency.code);
    }
    assert!(!rules.received_at(&unit("03001-TT"), day).is_empty());
    assert!(rules.received_at(&unit("03001-VHXH"), day).is_empty());
}

#[test]
fn where_desk_and_agency_disagree_the_agency_is_heard() {
    // Sixteen working hours from Monday at nine: until Wednesday at nine.
    let (tuesday, wednesday) = (date(2026, 3, 3), date(2026, 3, 4));
    let cases: [(&[(&str, Date)], &str); 7] = [
        (&[], "2026-03-04T09:00:00"),
        // The desk is closed on the way, or on the day itself.
        (&[("12-VP", tuesday)], "2026-03-04T09:00:00"),
        (&[("12-TT", wednesday)], "2026-03-04T09:00:00"),
        // The department is, the desk is not.
        (&[("12-SVH", tuesday)], "2026-03-05T09:00:00"),
        (&[("12-SVH", wednesday)], "2026-03-05T09:00:00"),
        // Each on another day.
        (
            &[("12-TT", tuesday), ("12-SVH", wednesday)],
            "2026-03-05T09:00:00",
        ),
        // What is above both of them holds for both.
        (&[("12", tuesday)], "2026-03-05T09:00:00"),
    ];
    for (shut, expected) in cases {
        let mut play = Play::new();
        play.rules = rulebook_where_shut(shut);
        play.does(&the("province desk"), receive_in_person(LICENCE, "12-TT"));
        assert_eq!(play.due(), expected, "{shut:?}");
    }
}

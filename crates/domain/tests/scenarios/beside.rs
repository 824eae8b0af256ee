//! What stands beside the main step of a process: waits before anybody examined, work beside
//! opinions, and units that end meanwhile.

use domain::calendar::clock::attribution::HolderKind;
use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::consultation::HowEnded;
use domain::dossier::hands::shares;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::consultation::ConsultationRefusal;
use domain::dossier::refusal::course::CourseRefusal;
use domain::money::{Dong, PaymentMethod};
use domain::people::agency::{Organisation, Succession};
use domain::people::{Actor, Official};
use domain::policy::{may_see_dossier, may_see_left_behind};
use domain::process::draft::{Awaited, Block, Choice, Draft, Ending, Join, TimeOut, Wait};
use domain::process::publish::PublishRefusal;
use domain::rulebook::Rulebook;
use jiff::civil::date;

use crate::given::consulting::{answer, ask, unit_to_ask};
use crate::given::drafts::{
    before, beside, between, end, examining, going_by, main_key, opinions, opinions_and_visit,
    published, published_on, refused, together, visiting, way,
};
use crate::given::hand::{apologise, complete_beside, propose, pull_back, receive_in_person};
use crate::given::people::{official, the};
use crate::given::province::{REGISTER, fee, unit};
use crate::given::{MONDAY_MORNING, Play};

/// How many working minutes it was in these hands so far.
fn minutes_of(play: &Play, holder: HolderKind) -> u32 {
    let calendar = play.rules.calendar.nation();
    let told = shares(&play.history, calendar, play.now).expect("years");
    told.shares.get(&holder).copied().unwrap_or_default()
}

/// Money is waited for before anybody examines.
fn paid_first() -> Draft {
    let wait = Block::Wait(Wait {
        key: "payment".to_owned(),
        name: "Chờ nộp tiền".to_owned(),
        awaits: Awaited::Payment,
        time_out: Some(TimeOut {
            working_days: 10,
            body: vec![end("unpaid", Ending::Stopped)],
        }),
    });
    between(vec![wait, examining("look", &[])])
}

fn charge_everything() -> Command {
    let lines = [("charge", 1), ("copy", 1)];
    let lines = lines.map(|(key, units)| (fee(key), units));
    Command::Charge {
        lines: lines.into(),
    }
}

fn pay(amount: Dong) -> Command {
    Command::RecordPayment {
        amount,
        method: PaymentMethod::Cash,
        receipt_number: "BL-0001".to_owned(),
    }
}

#[test]
fn a_desk_that_waits_for_money_does_not_stand_as_one_that_examines() {
    let mut play = going_by(paid_first());
    play.does(&the("desk"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play), play.stage()),
        (None, vec!["payment"], "received")
    );
    assert_eq!(
        play.refused(&the("desk"), Command::Forward),
        refused(CourseRefusal::BranchOpen)
    );
    // What was passed on by mistake comes back, and goes the same way again.
    play.does(&the("desk"), pull_back());
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("receive"), "received")
    );
    play.does(&the("desk"), Command::Forward);
    play.does(&the("cashier"), charge_everything());
    play.at("2026-03-03T09:00");
    assert!(minutes_of(&play, HolderKind::Payment) > 0);
    let owed = play.dossier().owed();
    play.does(&the("cashier"), pay(owed));
    assert_eq!((main_key(&play), play.stage()), (Some("look"), "examining"));
    assert_eq!(play.replayed(), play.dossier);
}

fn codes(draft: Draft) -> Vec<String> {
    match published(draft) {
        Err(PublishRefusal::Unsound(findings)) => findings
            .iter()
            .map(|finding| format!("{:?} {}", finding.code, finding.place))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn nobody_asks_before_somebody_examines() {
    let nobody = ["NobodyAsks opinions"];
    let first = between(vec![opinions(), examining("look", &[])]);
    assert_eq!(codes(first), nobody);
    // Only on one of two ways somebody examines before.
    let choice = Block::Choice(Choice {
        key: "looked".to_owned(),
        by: "receive".to_owned(),
        outcomes: vec![
            way("whole", Vec::new()),
            way("doubtful", vec![examining("look", &[])]),
        ],
    });
    let mut half = between(vec![choice, opinions()]);
    if let Some(Block::Step(receive)) = half.body.first_mut() {
        receive.results = vec!["whole".to_owned(), "doubtful".to_owned()];
    }
    assert_eq!(codes(half), nobody);
    let behind = between(vec![examining("look", &[]), opinions()]);
    assert!(codes(behind).is_empty());
    assert!(codes(opinions_and_visit()).is_empty());
}

#[test]
fn work_beside_a_consultation_goes_on_while_others_think() {
    let mut play = going_by(opinions_and_visit());
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    play.at("2026-03-02T15:00");
    assert_eq!(minutes_of(&play, HolderKind::ConsultedUnit), 0);
    play.does(&the("examiner"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("visit"), vec!["opinions"])
    );
    play.does(&the("commune examiner"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play), play.stage()),
        (None, vec!["opinions"], "examining")
    );
    assert!(play.dossier().awaits_opinions());
    play.at("2026-03-03T09:00");
    assert!(minutes_of(&play, HolderKind::ConsultedUnit) > 0);
    play.does(&the("department examiner"), answer(1));
    assert_eq!(main_key(&play), Some("sign"));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn what_the_lead_asks_by_itself_is_waited_for_as_before() {
    let mut play = going_by(between(vec![examining("look", &[])]));
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    assert_eq!(
        play.refused(&the("examiner"), propose(Outcome::Granted)),
        Refusal::Consultation(ConsultationRefusal::OpinionsAwaited)
    );
}

#[test]
fn a_consultation_that_the_process_takes_back_waits_for_nobody() {
    let blocks = vec![examining("look", &[]), opinions()];
    let mut play = going_by(between(vec![together(Join::FirstDone, blocks)]));
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    play.does(&the("division head"), propose(Outcome::Granted));
    assert_eq!((main_key(&play), beside(&play)), (Some("sign"), vec![]));
    let ended = play.dossier().consultations[0].ended.as_ref();
    assert_eq!(ended.map(|ended| ended.how), Some(HowEnded::TakenBack));
    play.does(&the("chair"), Command::Approve);
    assert_eq!(play.replayed(), play.dossier);
}

/// The commune visits; beside it the division looks.
fn look_beside() -> Draft {
    let blocks = vec![visiting(), examining("look", &[])];
    between(vec![together(Join::All, blocks)])
}

#[test]
fn who_carries_on_does_what_stood_beside_in_the_old_division() {
    let mut play = Play {
        rules: published_on(date(2025, 6, 30), look_beside()).expect("it can be published"),
        ..Play::new()
    };
    play.at("2025-06-30T09:00")
        .does(&the("former desk"), receive_in_person(REGISTER, "02999-BP"))
        .does(&the("former desk"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("visit"), vec!["look"])
    );
    play.at(MONDAY_MORNING)
        .does(&the("administrator"), Command::TakeOver);
    let course = play.dossier().course.as_ref().expect("a course");
    let main = course.main.as_ref().expect("a main step");
    assert_eq!(main.to.unit, unit("03001"));
    assert_eq!(course.beside[0].unit, unit("03001-VHXH"));
    // It was late when it was taken over.
    let letter = apologise(play.now);
    play.does(&the("chair"), letter)
        .does(&the("examiner"), complete_beside("look"))
        .does(&the("commune examiner"), propose(Outcome::Granted));
    assert_eq!(main_key(&play), Some("sign"));
    assert_eq!(play.replayed(), play.dossier);
}

/// From Tuesday on the office does what the division did.
fn division_merged(rules: &Rulebook) -> &'static Rulebook {
    let old = unit("03001-VHXH");
    let mut agencies: Vec<_> = rules.organisation.all().cloned().collect();
    for agency in &mut agencies {
        if agency.id == old {
            agency.valid_to = Some(date(2026, 3, 2));
        }
    }
    let mut successions = rules.organisation.successions().to_vec();
    successions.push(Succession {
        old,
        new: unit("03001-VP"),
        effective_on: date(2026, 3, 3),
    });
    Box::leak(Box::new(Rulebook {
        organisation: Organisation::new(agencies, successions),
        ..rules.clone()
    }))
}

#[test]
fn a_step_beside_in_a_unit_that_ended_is_done_by_its_successor() {
    let mut play = before(look_beside());
    play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT"))
        .does(&the("desk"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("visit"), vec!["look"])
    );
    play.at("2026-03-03T09:00");
    play.rules = division_merged(play.rules);
    let moved = Official {
        unit: unit("03001-VP"),
        ..official("examiner")
    };
    let office = Actor::Official(moved.clone());
    assert!(!may_see_dossier(&moved, play.dossier()));
    let day = play.now.today();
    assert!(may_see_left_behind(&moved, play.dossier(), play.rules, day));
    assert_eq!(play.open_to(&office), [Act::TakeOver]);
    let main = play.dossier().holding().cloned();
    play.does(&office, Command::TakeOver);
    assert_eq!(play.dossier().holding().cloned(), main);
    assert_eq!(play.open_to(&office), [Act::CompleteBeside]);
    play.does(&office, complete_beside("look"));
    assert!(beside(&play).is_empty());
    assert_eq!(play.refused(&office, Command::TakeOver), Refusal::NotYours);
    play.does(&the("commune examiner"), propose(Outcome::Granted));
    assert_eq!(main_key(&play), Some("sign"));
    assert_eq!(play.replayed(), play.dossier);
}

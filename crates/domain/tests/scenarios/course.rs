//! Dossiers that go by a published process: where they stand, who does what, and what is refused.

use domain::dossier::command::{Act, Command};
use domain::dossier::event::Event;
use domain::dossier::hands::shares;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::course::CourseRefusal;
use domain::dossier::{Outcome, Stage};
use domain::people::{Actor, Role};
use domain::policy::may_see_dossier;
use domain::process::check::Code;
use domain::process::draft::{Awaited, Block, Choice, Draft, Ending, TimeOut, Wait, Work};
use domain::process::fact::{About, Fact, Values};
use domain::process::publish::PublishRefusal;
use domain::workflow::UnitRule;

use crate::given::Play;
use crate::given::consulting::{answer, ask, unit_to_ask};
use crate::given::drafts::{
    before, beside, draft, end, examining, from_template, going_by, main_key, many_ways,
    opinions_and_visit, published, receiving, refused, signing, step, way,
};
use crate::given::hand::{
    along, answers, ask_again_for, ask_for, at_once, complete_beside, decline, hand_over, propose,
    receive, receive_in_person, result, run_out, send_back, submit, supplement,
};
use crate::given::people::{APPLICANT, everybody, official, the};
use crate::given::province::REGISTER;

#[test]
fn a_dossier_goes_through_the_usual_process_to_its_end() {
    let mut play = going_by(from_template("commune-usual"));
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("receive"), "received")
    );
    play.does(&the("desk"), Command::Forward);
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("check"), "examining")
    );
    assert_eq!(
        play.refused(&the("examiner"), propose(Outcome::Granted)),
        refused(CourseRefusal::NotAWay)
    );
    play.does(&the("examiner"), Command::Forward);
    assert_eq!(main_key(&play), Some("propose"));
    play.does(&the("examiner"), propose(Outcome::Granted));
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("approve"), "deciding")
    );
    // Who drafted a grant is not declined without another look.
    assert_eq!(
        play.refused(&the("chair"), decline()),
        refused(CourseRefusal::NotAWay)
    );
    play.does(&the("chair"), Command::Approve);
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("issue"), "numbering")
    );
    let number = Command::RecordResult(result(play.now));
    play.does(&the("clerk"), number);
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("return"), "resolved")
    );
    play.does(&the("desk"), hand_over());
    assert_eq!((main_key(&play), play.stage()), (None, "handed_over"));
    assert_eq!(play.replayed(), play.dossier);
    let course = play.dossier().course.as_ref().expect("a course");
    assert_eq!(course.begun.version, 1);
    assert_eq!(course.done.len(), 6);
    let told = shares(&play.history, play.rules.calendar.nation(), play.now).expect("years");
    assert_eq!(told.shares.values().sum::<u32>(), told.elapsed);
}

#[test]
pub fn a_supplement_is_asked_once_and_brings_it_back_to_the_check() {
    let mut play = going_by(from_template("commune-usual"));
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), ask_for(&["photo"]));
    assert_eq!(
        (play.stage(), beside(&play)),
        ("awaiting_supplement", vec!["papers"])
    );
    play.does(&APPLICANT, supplement(&["photo"]));
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("check"), "examining")
    );
    assert_eq!(
        play.refused(&the("division head"), ask_again_for(&["photo"])),
        refused(CourseRefusal::BackTooOften)
    );
    play.does(&the("examiner"), Command::Forward);
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn the_signer_looks_again_once() {
    let mut play = going_by(from_template("commune-usual"));
    play.does(&the("desk"), Command::Forward)
        .does(&the("examiner"), Command::Forward)
        .does(&the("examiner"), propose(Outcome::Granted))
        .does(&the("chair"), send_back());
    assert_eq!(
        (main_key(&play), play.stage()),
        (Some("propose"), "examining")
    );
    play.does(&the("examiner"), propose(Outcome::Declined));
    assert_eq!(main_key(&play), Some("approve-refusal"));
    assert_eq!(
        play.refused(&the("chair"), Command::Approve),
        Refusal::Course(CourseRefusal::NotAWay)
    );
    play.does(&the("chair"), decline());
    assert!(matches!(
        play.dossier().stage,
        Stage::Numbering(_, Outcome::Declined)
    ));
    let mut again = going_by(from_template("commune-usual"));
    again
        .does(&the("desk"), Command::Forward)
        .does(&the("examiner"), Command::Forward)
        .does(&the("examiner"), propose(Outcome::Granted))
        .does(&the("chair"), send_back())
        .does(&the("examiner"), propose(Outcome::Granted));
    assert_eq!(
        again.refused(&the("chair"), send_back()),
        refused(CourseRefusal::BackTooOften)
    );
}

#[test]
pub fn what_stands_beside_is_done_by_its_unit_and_all_come_together() {
    let mut play = going_by(opinions_and_visit());
    play.does(&the("desk"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("look"), vec!["opinions", "visit"])
    );
    let visitor = official("commune examiner");
    assert!(may_see_dossier(&visitor, play.dossier()));
    assert!(
        play.open_to(&the("commune examiner"))
            .contains(&Act::CompleteBeside)
    );
    assert_eq!(
        play.refused(&the("examiner"), complete_beside("visit")),
        Refusal::NotYours
    );
    assert_eq!(
        play.refused(&the("commune examiner"), complete_beside("nothing")),
        refused(CourseRefusal::StepNotOpen)
    );
    // The head of the division has several roles: that of a case officer does the step.
    play.does(&the("division head"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("visit"), vec!["opinions"])
    );
    play.does(&the("commune examiner"), Command::Forward);
    assert_eq!((main_key(&play), beside(&play)), (None, vec!["opinions"]));
    assert_eq!(
        play.refused(&the("commune examiner"), Command::Forward),
        refused(CourseRefusal::BranchOpen)
    );
    assert_eq!(
        play.refused(&Actor::System, run_out("opinions")),
        refused(CourseRefusal::NotOverYet)
    );
    play.at("2026-03-04T09:00");
    play.does(&Actor::System, run_out("opinions"));
    assert_eq!((main_key(&play), play.stage()), (Some("sign"), "deciding"));
    assert_eq!(
        play.refused(&Actor::System, run_out("opinions")),
        refused(CourseRefusal::StepNotOpen)
    );
    assert_eq!(play.replayed(), play.dossier);
    let told = shares(&play.history, play.rules.calendar.nation(), play.now).expect("years");
    assert_eq!(told.shares.values().sum::<u32>(), told.elapsed);
}

#[test]
fn what_units_answer_closes_the_consultation_of_the_process() {
    let mut play = going_by(opinions_and_visit());
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    // Its time in the process is over, but whoever is asked has a clock of their own.
    play.at("2026-03-04T09:00");
    assert_eq!(
        play.refused(&Actor::System, run_out("opinions")),
        refused(CourseRefusal::NotOverYet)
    );
    play.does(&the("department examiner"), answer(1));
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("look"), vec!["visit"])
    );
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn an_answer_closes_it_once() {
    let mut play = going_by(opinions_and_visit());
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    play.does(&the("department examiner"), answer(1));
    play.does(&the("examiner"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("visit"), Vec::new())
    );
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn somebody_with_several_roles_completes_what_is_beside() {
    let mut play = going_by(opinions_and_visit());
    play.does(&the("desk"), Command::Forward)
        .does(&the("commune examiner"), complete_beside("visit"));
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("look"), vec!["opinions"])
    );
    play.does(&the("division head"), Command::Forward);
    assert_eq!(main_key(&play), None);
}

#[test]
fn silence_ends_a_wait_and_the_dossier_with_it() {
    let mut play = going_by(from_template("commune-usual"));
    play.does(&the("desk"), Command::Forward)
        .does(&the("examiner"), ask_for(&["photo"]));
    play.at("2026-03-20T09:00");
    assert_eq!(
        play.refused(&Actor::System, run_out("papers")),
        refused(CourseRefusal::NotOverYet)
    );
    play.at("2026-06-20T09:00");
    play.does(&Actor::System, run_out("papers"));
    assert_eq!(play.stage(), "stopped");
    assert!(matches!(play.last(), Event::Stopped { .. }));
    assert_eq!(
        play.refused(&Actor::System, run_out("papers")),
        Refusal::NotAtThisStage
    );
}

#[test]
pub fn all_is_done_in_one_visit_where_the_process_says_so() {
    let mut play = going_by(from_template("commune-at-once"));
    let command = at_once(Outcome::Granted, play.now);
    assert_eq!(
        play.refused(&the("chair"), command.clone()),
        Refusal::NotYours
    );
    play.does(&the("desk"), command);
    assert_eq!(play.stage(), "handed_over");
    assert_eq!(play.replayed(), play.dossier);
    let mut declined = going_by(from_template("commune-at-once"));
    let command = at_once(Outcome::Declined, declined.now);
    declined.does(&the("desk"), command);
    assert!(matches!(
        declined.dossier().stage,
        Stage::HandedOver(Outcome::Declined, _)
    ));
    let mut usual = going_by(from_template("commune-usual"));
    let command = at_once(Outcome::Granted, usual.now);
    assert_eq!(
        usual.refused(&the("desk"), command),
        refused(CourseRefusal::StepNotOpen)
    );
    let mut line = Play::received();
    let command = at_once(Outcome::Granted, line.now);
    assert_eq!(
        line.refused(&the("desk"), command),
        refused(CourseRefusal::NoProcess)
    );
}

#[test]
pub fn a_step_says_in_which_way_it_turned_out() {
    let mut play = going_by(many_ways());
    play.does(&the("desk"), Command::Forward);
    assert_eq!(
        play.refused(&the("examiner"), Command::Forward),
        refused(CourseRefusal::ResultNotSaid)
    );
    assert_eq!(
        play.refused(&the("examiner"), along("c")),
        refused(CourseRefusal::NotAWay)
    );
    play.does(&the("examiner"), along("verify"))
        .does(&the("examiner"), Command::Forward);
    assert_eq!(main_key(&play), Some("look"));
    assert_eq!(play.ways_open(&the("examiner")).len(), 2);
    play.does(&the("examiner"), along("b"));
    assert_eq!(main_key(&play), Some("draft"));
}

#[test]
pub fn facts_are_told_from_the_dossier_or_it_is_not_received() {
    let by_answer = |key: &str| {
        let mut body = vec![receiving()];
        body.push(Block::Choice(Choice {
            key: "asked".to_owned(),
            by: key.to_owned(),
            outcomes: vec![
                way("yes", vec![examining("more", &[])]),
                way("no", Vec::new()),
            ],
        }));
        body.push(examining("look", &[]));
        body.extend(signing());
        Draft {
            facts: vec![Fact {
                key: key.to_owned(),
                about: About::Answer,
                values: Values::YesNo,
            }],
            ..draft(body)
        }
    };
    let mut play = before(by_answer("urgent"));
    let why = refused(CourseRefusal::FactUnknown {
        fact: "urgent".to_owned(),
    });
    let command = receive_in_person(REGISTER, "03001-TT");
    assert_eq!(play.refused(&the("desk"), command), why);
    // What was filed online is received with what was declared then.
    let mut play = before(by_answer("urgent"));
    play.does(&APPLICANT, submit(REGISTER, "03001-TT"));
    let mut declared = answers().value;
    declared.insert("urgent".to_owned(), "true".to_owned());
    play.answers = Some(declared);
    play.does(&the("desk"), receive(&["card"]));
    play.does(&the("desk"), Command::Forward);
    assert_eq!(main_key(&play), Some("more"));
}

#[test]
fn what_no_act_does_is_not_published() {
    let own = UnitRule::CompetentAgency;
    let two = step("sign", Work::Decision, Role::Leader, own, &["a", "b"]);
    let choice = Block::Choice(Choice {
        key: "signed".to_owned(),
        by: "sign".to_owned(),
        outcomes: vec![way("a", Vec::new()), way("b", Vec::new())],
    });
    let body = vec![receiving(), two, choice, end("granted", Ending::Granted)];
    let codes = |draft: Draft| match published(draft) {
        Err(PublishRefusal::Unsound(findings)) => {
            findings.iter().map(|finding| finding.code).collect()
        }
        _ => Vec::new(),
    };
    assert_eq!(codes(draft(body)), [Code::ResultsNotToldApart]);
    let stopped = vec![receiving(), end("stopped", Ending::Stopped)];
    assert_eq!(codes(draft(stopped)), [Code::EndNotActed]);
}

#[test]
fn every_template_of_ours_can_be_gone_by_acts() {
    for template in domain::process::built_in::templates() {
        let findings = template.thousandths().act_findings();
        assert!(findings.is_empty(), "{}: {findings:?}", template.key());
    }
}

#[test]
fn money_that_is_waited_for_goes_on_when_it_is_paid() {
    let wait = Block::Wait(Wait {
        key: "payment".to_owned(),
        name: "Chờ nộp tiền".to_owned(),
        awaits: Awaited::Payment,
        time_out: Some(TimeOut {
            working_days: 10,
            body: vec![end("unpaid", Ending::Stopped)],
        }),
    });
    let mut body = vec![receiving(), examining("look", &[]), wait];
    body.extend(signing());
    let mut play = going_by(draft(body));
    play.does(&the("desk"), Command::Forward);
    play.does(&the("examiner"), Command::Forward);
    if main_key(&play).is_none() {
        assert_eq!(beside(&play), ["payment"]);
        play.at("2026-06-20T09:00");
        play.does(&Actor::System, run_out("payment"));
        assert_eq!(play.stage(), "stopped");
    } else {
        // Nothing can be charged for this procedure, so nothing is waited for.
        assert_eq!(main_key(&play), Some("sign"));
    }
}

#[test]
fn whatever_is_done_something_is_open_until_it_is_over() {
    let drafts = || {
        [
            from_template("commune-usual"),
            from_template("commune-civil-status"),
            from_template("commune-site-visit"),
            from_template("notice"),
            opinions_and_visit(),
            many_ways(),
        ]
    };
    let people = everybody();
    for (at, draft) in drafts().into_iter().enumerate() {
        let mut play = going_by(draft);
        let mut seed = 0x9E37_79B9_u64.wrapping_mul(at as u64 + 1);
        for _ in 0..60 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            play.now = domain::dossier::Now(play.now.0 + jiff::SignedDuration::from_mins(7));
            let actor = &people[(seed >> 33) as usize % people.len()];
            let open = play.open_to(actor);
            let endings = [Act::Withdraw, Act::Stop, Act::TakeOver, Act::Pause];
            let acts: Vec<Act> = open
                .into_iter()
                .filter(|act| !endings.contains(act))
                .collect();
            let Some(act) = acts.get((seed >> 17) as usize % acts.len().max(1)) else {
                continue;
            };
            for command in crate::given::complete::commands(&play, actor, *act) {
                if play.tries(actor, &command).is_ok() {
                    break;
                }
            }
            assert_eq!(play.replayed(), play.dossier);
            let course = play.dossier().course.as_ref().expect("a course");
            let is_over = !play.dossier().is_open();
            assert!(
                is_over || course.main.is_some() || !course.beside.is_empty(),
                "{act:?} {:?}",
                play.dossier()
            );
        }
    }
}

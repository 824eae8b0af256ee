//! How long steps take, and by when the next one should begin.

use domain::dossier::Outcome;
use domain::dossier::after::after;
use domain::dossier::command::Command;
use domain::dossier::pace::{Bucket, UsualTimes, Work, step_done};
use domain::workflow::StepKind;

use crate::given::hand::{ask_for, assign, note, propose, send_back, submit, supplement};
use crate::given::people::{APPLICANT, the};
use crate::given::province::{ADVICE, REGISTER, code, unit};
use crate::given::{Play, at};

/// By when the next step should begin, as local time; empty without a promise.
fn start(play: &Play, usual: &UsualTimes) -> String {
    let start = play.dossier().start_by(usual, play.rules);
    start.map_or(String::new(), |start| start.local().to_string())
}

/// The steps that were done, and how long each took.
fn done(play: &Play) -> Vec<(StepKind, Bucket)> {
    let mut dossier = None;
    let mut done = Vec::new();
    for recorded in &play.history {
        if let Some(dossier) = &dossier {
            done.extend(step_done(dossier, recorded).map(|done| (done.work.kind, done.took)));
        }
        dossier = after(dossier, recorded);
    }
    done
}

#[test]
fn what_is_not_known_yet_is_taken_from_the_workflow() {
    let nothing = UsualTimes::default();
    let play = Play::received();
    assert_eq!(play.due(), "2026-03-09T17:00:00");
    // An hour at the desk, four to examine, two to decide, half an hour to number.
    assert_eq!(start(&play, &nothing), "2026-03-09T08:00:00");
    assert_eq!(start(&Play::examining(), &nothing), "2026-03-09T09:00:00");
    let proposed = Play::proposed(Outcome::Granted);
    assert_eq!(start(&proposed, &nothing), "2026-03-09T14:30:00");
    assert_eq!(start(&Play::approved(), &nothing), "2026-03-09T16:30:00");
    // Handing over is not what was promised.
    assert_eq!(start(&Play::resolved(), &nothing), play.due());
}

#[test]
fn without_a_promise_nothing_has_to_begin() {
    let nothing = UsualTimes::default();
    assert_eq!(start(&Play::submitted(), &nothing), "");
    let mut play = Play::new();
    play.does(&APPLICANT, submit(ADVICE, "03001-TT"));
    assert_eq!(start(&play, &nothing), "");
}

#[test]
fn what_usually_takes_long_should_begin_early() {
    let work = |place: &str| Work {
        procedure: code(REGISTER),
        unit: unit(place),
        kind: StepKind::Examination,
    };
    let long = Bucket::of(1_000);
    let usual = UsualTimes::learn([(work("03001-VHXH"), long, 20)]);
    assert_eq!(usual.of(&work("03001-VHXH")), Some(1_188));
    // Two days and more to examine, then as the workflow says: over the weekend.
    assert_eq!(start(&Play::examining(), &usual), "2026-03-05T09:12:00");
    // The desk knows what is still to come, too.
    assert_eq!(start(&Play::received(), &usual), "2026-03-05T08:12:00");
    // What is behind it counts no more, and neither does what others need.
    let proposed = Play::proposed(Outcome::Granted);
    assert_eq!(start(&proposed, &usual), "2026-03-09T14:30:00");
    let others = UsualTimes::learn([(work("03002-VHXH"), long, 20)]);
    assert_eq!(start(&Play::examining(), &others), "2026-03-09T09:00:00");
}

#[test]
fn a_step_took_from_its_beginning_to_its_end() {
    let mut play = Play::received();
    play.at("2026-03-02T10:30")
        .does(&the("desk"), Command::Forward);
    play.at("2026-03-03T08:00")
        .does(&the("examiner"), assign("examiner"));
    play.at("2026-03-03T09:00").does(&the("examiner"), note());
    // Who took it, and when, does not matter.
    assert_eq!(play.dossier().stage_since, at("2026-03-02T10:30"));
    play.at("2026-03-03T14:00")
        .does(&the("examiner"), propose(Outcome::Granted));
    play.at("2026-03-03T14:10")
        .does(&the("chair"), Command::Approve);
    play.at("2026-03-09T14:10").records_the_result();
    assert_eq!(
        done(&play),
        [
            (StepKind::Reception, Bucket::of(90)),
            (StepKind::Examination, Bucket::of(600)),
            (StepKind::Decision, Bucket::of(10)),
            (StepKind::Records, Bucket::of(4 * 480)),
        ]
    );
}

#[test]
fn what_was_not_done_teaches_nothing() {
    let mut play = Play::examining();
    play.at("2026-03-03T09:00")
        .does(&the("examiner"), ask_for(&["certificate"]));
    play.at("2026-03-20T09:00")
        .does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(play.dossier().stage_since, at("2026-03-20T09:00"));
    play.at("2026-03-20T10:00")
        .does(&the("examiner"), propose(Outcome::Granted));
    play.at("2026-03-23T10:00").does(&the("chair"), send_back());
    play.at("2026-03-23T10:40")
        .does(&the("examiner"), propose(Outcome::Granted));
    assert_eq!(
        done(&play),
        [
            (StepKind::Reception, Bucket::of(0)),
            (StepKind::Examination, Bucket::of(60)),
            (StepKind::Examination, Bucket::of(40)),
        ]
    );
}

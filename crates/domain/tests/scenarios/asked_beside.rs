//! A consultation of a process beside a visit, in both orders: what the last answer does, what is open,
//! who sees it afterwards.

use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::consultation::command::{
    AnswerToGive, ConsultationAct, ConsultationCommand, ReplyToGive,
};
use domain::dossier::consultation::{HowEnded, Stance};
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::consultation::ConsultationRefusal;
use domain::dossier::refusal::course::CourseRefusal;
use domain::dossier::refusal::routing::RoutingRefusal;
use domain::policy::may_see_dossier;
use domain::process::draft::Join;

use crate::given::Play;
use crate::given::consulting::{answer, ask, bounce, conclude, consult, to_answer, unit_to_ask};
use crate::given::drafts::{
    beside, between, examining, going_by, looked_then_asked_and_visited, main_key, opinions,
    refused, together,
};
use crate::given::hand::{along, assign, complete_beside, note, propose, pull_back};
use crate::given::people::{official, the};

/// Looked at and found fit: the opinions and the visit are open.
fn both_open() -> Play {
    let mut play = going_by(looked_then_asked_and_visited());
    play.does(&the("desk"), Command::Forward)
        .does(&the("examiner"), Command::Forward);
    assert_eq!(
        (main_key(&play), beside(&play)),
        (Some("visit"), vec!["opinions"])
    );
    play
}

fn both_asked() -> Play {
    let mut play = both_open();
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    play
}

/// An answer that says neither yes nor no.
fn evasive(opinion: u16) -> Command {
    let given = to_answer(opinion, &[1, 2]);
    let replies = given.replies.into_iter().map(|reply| ReplyToGive {
        stance: Stance::Other,
        ..reply
    });
    consult(ConsultationCommand::Answer(AnswerToGive {
        replies: replies.collect(),
        ..given
    }))
}

fn how_ended(play: &Play, round: usize) -> Option<HowEnded> {
    let ended = play.dossier().consultations[round].ended.as_ref();
    ended.map(|ended| ended.how)
}

#[test]
fn the_visit_first_then_the_last_answer_leads_on() {
    let mut play = both_asked();
    play.does(&the("examiner"), Command::Forward);
    assert_eq!((main_key(&play), beside(&play)), (None, vec!["opinions"]));
    play.does(&the("department examiner"), answer(1));
    assert_eq!((main_key(&play), beside(&play)), (Some("sign"), vec![]));
    assert_eq!(how_ended(&play, 0), Some(HowEnded::Complete));
    assert_eq!(play.stage(), "deciding");
    play.does(&the("chair"), Command::Approve);
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn the_opinions_first_then_the_visit_is_proposed() {
    let mut play = both_asked();
    let examiner = the("examiner");
    let open = play.open_to(&examiner);
    assert!(open.contains(&Act::Forward) && !open.contains(&Act::Propose));
    play.does(&the("department examiner"), answer(1));
    assert_eq!((main_key(&play), beside(&play)), (Some("visit"), vec![]));
    let open = play.open_to(&examiner);
    assert!(!open.contains(&Act::Forward) && open.contains(&Act::Propose));
    assert!(!open.contains(&Act::Consult(ConsultationAct::Conclude)));
    play.does(&examiner, propose(Outcome::Granted));
    assert_eq!(main_key(&play), Some("sign"));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn an_answer_that_takes_no_side_is_looked_at_before_it_counts() {
    let mut play = both_asked();
    let examiner = the("examiner");
    play.does(&examiner, Command::Forward)
        .does(&the("department examiner"), evasive(1));
    assert_eq!((main_key(&play), beside(&play)), (None, vec!["opinions"]));
    let open = play.open_to(&examiner);
    for act in [ConsultationAct::Bounce, ConsultationAct::Conclude] {
        assert!(open.contains(&Act::Consult(act)), "{act:?}");
    }
    assert!(!open.contains(&Act::Forward) && !open.contains(&Act::Propose));
    // Returned once; whatever comes then is taken as it is.
    play.does(&examiner, bounce(1))
        .does(&the("department examiner"), evasive(1));
    assert_eq!((main_key(&play), beside(&play)), (Some("sign"), vec![]));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn whoever_goes_on_takes_what_was_answered_and_only_what_is_accepted_is_open() {
    let mut play = both_asked();
    let examiner = the("examiner");
    play.does(&the("department examiner"), evasive(1));
    assert_eq!(beside(&play), ["opinions"]);
    let open = play.open_to(&examiner);
    assert!(!open.contains(&Act::Forward) && open.contains(&Act::Propose));
    play.does(&examiner, propose(Outcome::Granted));
    assert_eq!((main_key(&play), beside(&play)), (Some("sign"), vec![]));
    assert_eq!(how_ended(&play, 0), Some(HowEnded::Complete));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn a_further_round_of_the_same_block_keeps_it_open() {
    let mut play = both_asked();
    play.does(&the("examiner"), ask(vec![unit_to_ask("03002-VHXH", 960)]))
        .does(&the("examiner"), Command::Forward)
        .does(&the("department examiner"), answer(1));
    assert_eq!(how_ended(&play, 0), Some(HowEnded::Complete));
    assert_eq!((main_key(&play), beside(&play)), (None, vec!["opinions"]));
    play.does(&the("other examiner"), answer(2));
    assert_eq!(main_key(&play), Some("sign"));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn what_is_answered_does_not_take_back_the_step_of_whoever_goes_on() {
    let blocks = vec![opinions(), examining("look", &[])];
    let mut play = going_by(between(vec![together(Join::FirstDone, blocks)]));
    play.does(&the("desk"), Command::Forward)
        .does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]))
        .does(&the("department examiner"), evasive(1))
        .does(&the("examiner"), propose(Outcome::Granted));
    assert_eq!((main_key(&play), beside(&play)), (Some("sign"), vec![]));
    assert_eq!(how_ended(&play, 0), Some(HowEnded::Complete));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn whoever_did_a_step_goes_on_seeing_it_and_takes_it_back() {
    let mut play = both_asked();
    play.does(&the("department examiner"), answer(1))
        .does(&the("examiner"), propose(Outcome::Granted));
    let sees = |play: &Play, name| may_see_dossier(&official(name), play.dossier());
    for name in ["examiner", "second examiner", "division head"] {
        assert!(sees(&play, name), "{name}");
    }
    // Whoever only answered has seen enough, and others have nothing to do with it.
    for name in ["department examiner", "other examiner", "province desk"] {
        assert!(!sees(&play, name), "{name}");
    }
    assert!(play.open_to(&the("examiner")).contains(&Act::PullBack));
    play.does(&the("examiner"), pull_back());
    assert_eq!(main_key(&play), Some("visit"));
    play.does(&the("examiner"), propose(Outcome::Granted))
        .does(&the("chair"), Command::Approve);
    assert_eq!(
        play.refused(&the("examiner"), pull_back()),
        Refusal::NotAtThisStage
    );
    assert!(sees(&play, "examiner"));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
fn where_somebody_had_it_by_name_their_colleagues_see_it_no_more() {
    let mut play = both_asked();
    play.does(&the("examiner"), assign("examiner"))
        .does(&the("department examiner"), answer(1))
        .does(&the("examiner"), propose(Outcome::Granted));
    let sees = |name| may_see_dossier(&official(name), play.dossier());
    assert!(sees("examiner"));
    // In common the first step was done.
    assert!(sees("second examiner"));
    let mut line = Play::examining();
    line.does(&the("examiner"), propose(Outcome::Granted));
    assert!(may_see_dossier(&official("examiner"), line.dossier()));
    assert!(!may_see_dossier(
        &official("second examiner"),
        line.dossier()
    ));
}

#[test]
fn who_has_it_next_and_acts_ends_what_can_be_taken_back() {
    let mut play = both_asked();
    play.does(&the("department examiner"), answer(1))
        .does(&the("examiner"), propose(Outcome::Granted))
        .does(&the("chair"), note());
    assert_eq!(
        play.refused(&the("examiner"), pull_back()),
        Refusal::Routing(RoutingRefusal::NothingToPullBack)
    );
}

#[test]
pub fn the_main_step_is_not_done_as_one_beside() {
    let mut play = both_asked();
    assert_eq!(
        play.refused(&the("examiner"), complete_beside("visit")),
        refused(CourseRefusal::MainStep)
    );
    // To others it says nothing more than before.
    assert_eq!(
        play.refused(&the("chair"), complete_beside("visit")),
        Refusal::NotYours
    );
}

#[test]
pub fn a_consultation_that_nobody_asked_is_not_over() {
    let mut play = both_open();
    let unknown = |consultation| {
        Refusal::Consultation(ConsultationRefusal::ConsultationUnknown { consultation })
    };
    assert_eq!(play.refused(&the("examiner"), conclude(1)), unknown(1));
    assert_eq!(play.refused(&the("chair"), conclude(1)), Refusal::NotYours);
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    assert_eq!(play.refused(&the("examiner"), conclude(2)), unknown(2));
}

#[test]
fn what_lacks_goes_to_the_applicant_and_not_along_by_name() {
    let mut play = going_by(looked_then_asked_and_visited());
    play.does(&the("desk"), Command::Forward);
    assert_eq!(
        play.refused(&the("examiner"), along("lacking")),
        refused(CourseRefusal::NotAWay)
    );
    assert!(play.open_to(&the("examiner")).contains(&Act::AskSupplement));
}

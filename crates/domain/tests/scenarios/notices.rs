//! Notices: told once, and only while they are still true.

use domain::dossier::follow_up::{FollowUp, Notice, follow_up};

use crate::given::Play;
use crate::given::hand::{self, ask_for, receive, supplement};
use crate::given::people::{APPLICANT, the};

/// The notices of what happened that still hold for the dossier as it stands.
fn holding(play: &Play) -> Vec<Notice> {
    let queued: Vec<FollowUp> = play
        .history
        .iter()
        .flat_map(|recorded| follow_up(&recorded.event))
        .collect();
    Notice::ALL
        .into_iter()
        .filter(|notice| queued.contains(&FollowUp::Tell(*notice)))
        .filter(|notice| notice.still_holds(play.dossier()))
        .collect()
}

#[test]
fn a_purpose_is_read_back_as_its_notice() {
    for notice in Notice::ALL {
        assert_eq!(Notice::from_purpose(notice.purpose()), Some(notice));
    }
    assert_eq!(Notice::from_purpose("print_receipt"), None);
}

#[test]
fn at_the_desk_only_the_reception_is_told() {
    let play = Play::received();
    let told: Vec<FollowUp> = play
        .history
        .iter()
        .flat_map(|recorded| follow_up(&recorded.event))
        .collect();
    assert!(told.contains(&FollowUp::Tell(Notice::Submitted)));
    assert_eq!(holding(&play), [Notice::Received]);
}

#[test]
fn each_stage_has_its_own_notice() {
    let mut play = Play::submitted();
    assert_eq!(holding(&play), [Notice::Submitted]);
    play.does(&the("desk"), ask_for(&["certificate"]));
    assert_eq!(holding(&play), [Notice::SupplementAsked]);
    play.does(&APPLICANT, supplement(&["certificate"]));
    assert_eq!(holding(&play), [Notice::Submitted]);
    play.does(&the("desk"), receive(&["card"]));
    assert_eq!(holding(&play), [Notice::Received]);
    assert_eq!(holding(&Play::resolved()), [Notice::ResultReady]);
    assert!(holding(&Play::handed_over()).is_empty());
}

#[test]
fn what_the_applicant_took_back_is_not_told_about() {
    let mut play = Play::submitted();
    play.does(&APPLICANT, hand::withdraw());
    assert!(holding(&play).is_empty());
}

#[test]
fn an_answered_complaint_is_told_until_there_is_a_new_one() {
    let mut play = Play::examining();
    play.does(&APPLICANT, hand::complain());
    assert_eq!(holding(&play), [Notice::Received]);
    play.does(&the("chair"), hand::answer_feedback());
    assert_eq!(holding(&play), [Notice::Received, Notice::FeedbackAnswered]);
    play.does(&APPLICANT, hand::complain());
    assert_eq!(holding(&play), [Notice::Received]);
}

//! What the applicant says about the service: rated, complained, answered.

use domain::dossier::command::{Act, Command};
use domain::dossier::event::Event;
use domain::dossier::ground::RefusalGround;
use domain::dossier::rating::Satisfaction;
use domain::dossier::refusal::Refusal;

use crate::given::hand::{self, answer_feedback, complain, rate};
use crate::given::people::{APPLICANT, the};
use crate::given::{Play, at};

fn refused() -> Play {
    let mut play = Play::submitted();
    let refuse = Command::RefuseReception {
        ground: RefusalGround::NotCompetent,
        reason: hand::words("nơi khác giải quyết"),
    };
    play.does(&the("desk"), refuse);
    play
}

fn declined() -> Play {
    let mut play = Play::proposed(domain::dossier::Outcome::Declined);
    play.does(&the("chair"), hand::decline());
    play.records_the_result();
    play
}

#[test]
pub fn a_service_is_rated_once_by_the_applicant_when_it_is_over() {
    for mut early in [Play::submitted(), Play::examining(), Play::resolved()] {
        let refusal = early.refused(&APPLICANT, rate(Satisfaction::Satisfied));
        assert_eq!(refusal, Refusal::NotAtThisStage);
    }
    for mut play in [Play::handed_over(), refused(), declined()] {
        let stage = play.stage();
        let officials = play.refused(&the("desk"), rate(Satisfaction::VerySatisfied));
        assert_eq!(officials, Refusal::NotYours);
        assert!(play.open_to(&APPLICANT).contains(&Act::Rate));
        play.does(&APPLICANT, rate(Satisfaction::Dissatisfied));
        assert_eq!(play.dossier().rated, Some(Satisfaction::Dissatisfied));
        assert_eq!(play.stage(), stage);
        assert!(!play.open_to(&APPLICANT).contains(&Act::Rate));
        let again = play.refused(&APPLICANT, rate(Satisfaction::Satisfied));
        assert_eq!(again, Refusal::AlreadyRated);
        assert_eq!(play.replayed(), play.dossier);
    }
}

#[test]
fn nobody_has_to_say_why_they_are_content_or_not() {
    for reason in [None, Some(hand::blank())] {
        let mut play = Play::handed_over();
        let score = Satisfaction::Neutral;
        play.does(&APPLICANT, Command::Rate { score, reason });
        let Event::Rated { reason, .. } = play.last() else {
            panic!("not rated: {:?}", play.last());
        };
        assert_eq!(*reason, None);
    }
}

#[test]
fn a_rating_is_nothing_that_happens_to_the_dossier() {
    let mut play = Play::handed_over();
    let last_at = play.dossier().last_at;
    play.at("2026-03-09T09:00");
    play.does(&APPLICANT, rate(Satisfaction::Satisfied));
    assert_eq!(play.dossier().last_at, last_at);
    let last = play.history.last().expect("rated");
    assert_eq!(last.at, at("2026-03-09T09:00"));
}

#[test]
pub fn one_complaint_at_a_time_is_made_and_answered_in_words() {
    let mut play = Play::examining();
    let nothing = Command::GiveFeedback {
        text: hand::blank(),
    };
    assert_eq!(play.refused(&APPLICANT, nothing), Refusal::NothingSaid);
    let early = play.refused(&the("chair"), answer_feedback());
    assert_eq!(early, Refusal::NoFeedback);
    play.does(&APPLICANT, complain());
    assert_eq!(play.dossier().feedback_at, Some(play.now));
    assert_eq!(play.stage(), "examining");
    let again = play.refused(&APPLICANT, complain());
    assert_eq!(again, Refusal::FeedbackUnanswered);
    let silent = Command::AnswerFeedback {
        text: hand::blank(),
    };
    assert_eq!(play.refused(&the("chair"), silent), Refusal::NothingSaid);
    play.does(&the("chair"), answer_feedback());
    assert_eq!(play.dossier().feedback_at, None);
    play.does(&APPLICANT, complain());
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
pub fn only_a_leader_of_the_competent_agency_answers() {
    let mut play = Play::examining();
    play.does(&APPLICANT, complain());
    let others = [
        "desk",
        "desk head",
        "examiner",
        "division head",
        "other chair",
    ];
    for name in others {
        let refusal = play.refused(&the(name), answer_feedback());
        assert_eq!(refusal, Refusal::NotYours, "{name}");
    }
    let own = play.refused(&the("chair"), complain());
    assert_eq!(own, Refusal::NotYours);
    assert!(play.open_to(&the("chair")).contains(&Act::AnswerFeedback));
    play.does(&the("chair"), answer_feedback());
}

#[test]
fn people_complain_at_any_stage_and_nothing_moves_by_it() {
    let mut withdrawn = Play::submitted();
    withdrawn.does(&APPLICANT, hand::withdraw());
    let plays = [
        Play::submitted(),
        Play::received(),
        Play::approved(),
        Play::handed_over(),
        refused(),
        withdrawn,
    ];
    for mut play in plays {
        let (stage, last_at) = (play.stage(), play.dossier().last_at);
        play.at("2026-03-12T09:00").does(&APPLICANT, complain());
        play.does(&the("chair"), answer_feedback());
        assert_eq!(play.stage(), stage);
        assert_eq!(play.dossier().last_at, last_at, "{stage}");
    }
    let mut still = Play::examining();
    still.at("2026-03-04T09:00").does(&APPLICANT, complain());
    let calendar = still.rules.calendar.nation();
    assert_eq!(still.dossier().still_for(calendar, still.now), Some(2));
}

#[test]
fn scores_go_from_one_to_five() {
    let scores: Vec<u8> = Satisfaction::ALL.iter().map(|one| one.score()).collect();
    assert_eq!(scores, [1, 2, 3, 4, 5]);
    for level in Satisfaction::ALL {
        assert_eq!(Satisfaction::from_score(level.score()), Some(level));
    }
    assert_eq!(Satisfaction::from_score(0), None);
    assert_eq!(Satisfaction::from_score(6), None);
}

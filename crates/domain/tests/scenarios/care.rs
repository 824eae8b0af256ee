//! What the applicant says about the service.

use domain::dossier::command::{Act, Command};
use domain::dossier::event::{Event, RefusalGround};
use domain::dossier::rating::Satisfaction;
use domain::dossier::refusal::Refusal;

use crate::given::hand::{self, rate};
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
fn scores_go_from_one_to_five() {
    let scores: Vec<u8> = Satisfaction::ALL.iter().map(|one| one.score()).collect();
    assert_eq!(scores, [1, 2, 3, 4, 5]);
    for level in Satisfaction::ALL {
        assert_eq!(Satisfaction::from_score(level.score()), Some(level));
    }
    assert_eq!(Satisfaction::from_score(0), None);
    assert_eq!(Satisfaction::from_score(6), None);
}

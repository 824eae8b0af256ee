//! Consultation: asked with a clock of its own, answered in substance or returned once; silence goes
//! before the head and then on the record, and the lead goes on.

use domain::calendar::clock::attribution::HolderKind;
use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::consultation::command::{
    AnswerToGive, ConsultationAct, ConsultationCommand, OpinionsToAsk, UnitToAsk, WhomToAsk,
};
use domain::dossier::consultation::event::ConsultationEvent;
use domain::dossier::consultation::time::silence_minutes_on;
use domain::dossier::consultation::{
    AnswerForm, HowEnded, MINUTES_MAX, OpinionStanding, settles_block,
};
use domain::dossier::event::Event;
use domain::dossier::hands::shares;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::clock::ClockRefusal;
use domain::dossier::refusal::consultation::ConsultationRefusal as No;
use domain::people::Actor;
use domain::policy::may_see_as_asked;
use proptest::prelude::*;

use crate::given::consulting::{
    answer, ask, bounce, conclude, consult, escalate, hand_on, outside_to_ask, record_silence,
    to_answer, to_ask, unit_to_ask,
};
use crate::given::hand::{blank, propose, withdraw, words};
use crate::given::people::{APPLICANT, official, the};
use crate::given::{Play, at};

/// The department was asked two questions on Monday at nine, for two days.
fn asked() -> Play {
    let mut play = Play::examining();
    play.does(&the("examiner"), ask(vec![unit_to_ask("12-SVH-TD", 960)]));
    play
}

fn standing(play: &Play, number: u16) -> OpinionStanding {
    let (round, opinion) = play.dossier().opinion(number).expect("it was asked");
    round.standing(opinion)
}

fn no(refusal: No) -> Refusal {
    Refusal::Consultation(refusal)
}

#[test]
fn a_unit_is_asked_with_a_clock_of_its_own() {
    let play = asked();
    let dossier = play.dossier();
    let (round, opinion) = dossier.opinion(1).expect("it was asked");
    assert_eq!((round.number, round.questions.len()), (1, 2));
    assert_eq!(opinion.questions, [1, 2]);
    // Sixteen working hours after Monday at nine.
    assert_eq!(opinion.due, at("2026-03-04T09:00").local());
    assert_eq!(standing(&play, 1), OpinionStanding::Waiting);
    assert!(!opinion.is_overdue(at("2026-03-04T09:00")));
    assert!(opinion.is_overdue(at("2026-03-04T09:01")));
    assert_eq!(
        dossier.still_for(play.rules.calendar.nation(), at("2026-03-20T09:00")),
        None
    );
}

#[test]
pub fn what_is_asked_is_whole_and_of_others() {
    let mut play = Play::examining();
    let lead = the("examiner");
    let one = || vec![unit_to_ask("12-SVH-TD", 960)];
    let with = |asked: Vec<UnitToAsk>| ask(asked);
    assert_eq!(play.refused(&lead, with(vec![])), no(No::NobodyAsked));
    for questions in [vec![], vec![words("một"), blank()]] {
        let asked = OpinionsToAsk {
            questions,
            ..to_ask(one())
        };
        let refusal = play.refused(&lead, consult(ConsultationCommand::Ask(asked)));
        assert_eq!(refusal, no(No::QuestionMissing));
    }
    let many = (0..21).map(|_| outside_to_ask(60)).collect();
    assert_eq!(
        play.refused(&lead, with(many)),
        no(No::TooMuchAsked { most: 20 })
    );
    let asking = |questions: Vec<u16>| UnitToAsk {
        questions,
        ..unit_to_ask("12-SVH-TD", 960)
    };
    for (questions, refusal) in [
        (vec![3], No::QuestionUnknown { question: 3 }),
        (vec![0], No::QuestionUnknown { question: 0 }),
        (vec![1, 1], No::QuestionTwice { question: 1 }),
    ] {
        assert_eq!(
            play.refused(&lead, with(vec![asking(questions)])),
            no(refusal)
        );
    }
    let gone = vec![unit_to_ask("02999-BP", 960)];
    assert_eq!(play.refused(&lead, with(gone)), no(No::UnitUnknown));
    let itself = vec![unit_to_ask("03001-VHXH", 960)];
    assert_eq!(play.refused(&lead, with(itself)), no(No::AsksItself));
    let twice = one().into_iter().chain(one()).collect();
    assert_eq!(play.refused(&lead, with(twice)), no(No::AskedAlready));
    let nameless = UnitToAsk {
        whom: WhomToAsk::Outside(blank()),
        ..outside_to_ask(60)
    };
    assert_eq!(
        play.refused(&lead, with(vec![nameless])),
        no(No::NameMissing)
    );
    for minutes in [0, MINUTES_MAX + 1] {
        let refusal = play.refused(&lead, with(vec![unit_to_ask("12-SVH-TD", minutes)]));
        assert_eq!(refusal, no(No::TimeOutOfRange { most: MINUTES_MAX }));
    }
    play.does(&lead, with(one()));
    assert_eq!(play.refused(&lead, with(one())), no(No::AskedAlready));
}

#[test]
fn only_the_lead_asks_and_only_whoever_is_asked_answers() {
    let mut play = Play::examining();
    let asking = || ask(vec![unit_to_ask("12-SVH-TD", 960)]);
    for name in ["desk", "chair", "department examiner", "administrator"] {
        assert_eq!(play.refused(&the(name), asking()), Refusal::NotYours);
    }
    let held = Refusal::HeldByAnother {
        officer: official("examiner").id,
    };
    assert_eq!(play.refused(&the("second examiner"), asking()), held);
    play.does(&the("examiner"), asking());
    for actor in [
        the("examiner"),
        the("desk"),
        the("other examiner"),
        APPLICANT,
        Actor::System,
    ] {
        assert_eq!(play.refused(&actor, answer(1)), Refusal::NotYours);
    }
    let day = play.now.today();
    let department = official("department examiner");
    assert!(may_see_as_asked(
        &department,
        play.dossier(),
        play.rules,
        day
    ));
    assert!(!may_see_as_asked(
        &official("other examiner"),
        play.dossier(),
        play.rules,
        day
    ));
    play.does(&the("department examiner"), answer(1));
    // Whoever has answered has seen enough.
    assert!(!may_see_as_asked(
        &department,
        play.dossier(),
        play.rules,
        day
    ));
    assert_eq!(standing(&play, 1), OpinionStanding::Answered);
}

#[test]
pub fn an_answer_replies_to_every_question_in_the_form_that_is_wanted() {
    let mut play = Play::examining();
    let lead = the("examiner");
    let letter = UnitToAsk {
        form: AnswerForm::Letter,
        questions: vec![2],
        ..unit_to_ask("12-SVH-TD", 960)
    };
    play.does(&lead, ask(vec![letter, outside_to_ask(480)]));
    let department = the("department examiner");
    let say = |answer: AnswerToGive| consult(ConsultationCommand::Answer(answer));
    assert_eq!(
        play.refused(&department, say(to_answer(9, &[2]))),
        no(No::OpinionUnknown)
    );
    assert_eq!(
        play.refused(&department, say(to_answer(1, &[1, 2]))),
        no(No::QuestionUnknown { question: 1 })
    );
    assert_eq!(
        play.refused(&department, say(to_answer(1, &[2, 2]))),
        no(No::QuestionTwice { question: 2 })
    );
    assert_eq!(
        play.refused(&department, say(to_answer(1, &[]))),
        no(No::ReplyMissing { question: 2 })
    );
    let mut empty = to_answer(1, &[2]);
    empty.replies[0].text = blank();
    assert_eq!(
        play.refused(&department, say(empty)),
        no(No::ReplyMissing { question: 2 })
    );
    let whole = || to_answer(1, &[2]);
    assert_eq!(
        play.refused(&department, say(whole())),
        no(No::LetterMissing)
    );
    let dated = |number: &str, day| AnswerToGive {
        letter: Some((number.to_owned(), day)),
        ..whole()
    };
    let today = play.now.today();
    let tomorrow = today.tomorrow().expect("a day");
    assert_eq!(
        play.refused(&department, say(dated(" ", today))),
        Refusal::Clock(ClockRefusal::PaperNumberMissing)
    );
    assert_eq!(
        play.refused(&department, say(dated("1/CV", tomorrow))),
        Refusal::Clock(ClockRefusal::PaperDatedInFuture { dated_on: tomorrow })
    );
    play.does(&department, say(dated("1/CV", today)));
    assert_eq!(
        play.refused(&department, say(dated("1/CV", today))),
        no(No::AnsweredAlready)
    );
    // What came from outside by letter is recorded by the lead.
    let outside = AnswerToGive {
        letter: Some(("7/CAT".to_owned(), today)),
        ..to_answer(2, &[1, 2])
    };
    assert_eq!(
        play.refused(&the("other examiner"), say(outside.clone())),
        Refusal::NotYours
    );
    play.does(&lead, say(outside));
    assert!(!play.dossier().awaits_opinions());
    // Both could still be returned: the lead has to look at them.
    assert!(play.dossier().consultations[0].ended.is_none());
}

#[test]
fn a_stand_in_answers_what_an_absent_colleague_has() {
    let mut play = asked();
    let (second, absent) = (
        the("second department examiner"),
        official("department examiner").id,
    );
    play.does(
        &the("department examiner"),
        hand_on(1, "department examiner"),
    );
    assert_eq!(
        play.refused(&second, answer(1)),
        Refusal::HeldByAnother { officer: absent }
    );
    play.duty.stands_in_for.insert(absent);
    play.does(&second, answer(1));
    assert_eq!(standing(&play, 1), OpinionStanding::Answered);
    let (_, opinion) = play.dossier().opinion(1).expect("it was asked");
    let given = opinion.answer().expect("an answer");
    assert_eq!(given.instead_of, Some(absent));
    assert_eq!(play.replayed(), play.dossier);
}

#[test]
pub fn an_empty_answer_is_returned_once() {
    let mut play = asked();
    let (lead, department) = (the("examiner"), the("department examiner"));
    assert_eq!(play.refused(&lead, bounce(1)), no(No::NothingToReturn));
    play.at("2026-03-03T09:00").does(&department, answer(1));
    play.at("2026-03-03T15:00");
    let without = consult(ConsultationCommand::Bounce {
        opinion: 1,
        reason: blank(),
    });
    assert_eq!(play.refused(&lead, without), Refusal::ReasonMissing);
    play.does(&lead, bounce(1));
    assert_eq!(standing(&play, 1), OpinionStanding::Waiting);
    let (_, opinion) = play.dossier().opinion(1).expect("it was asked");
    // One day was left of two, from Tuesday at three on.
    assert_eq!(opinion.due, at("2026-03-04T15:00").local());
    assert_eq!(opinion.times_back(), 1);
    play.at("2026-03-04T10:00").does(&department, answer(1));
    assert_eq!(play.dossier().opinion(1).expect("it").1.answers.len(), 2);
    // Nothing is left to return, so that it is over by itself.
    let ended = play.dossier().consultations[0]
        .ended
        .as_ref()
        .expect("over");
    assert_eq!(ended.how, HowEnded::Complete);
    assert_eq!(play.refused(&lead, bounce(1)), no(No::NothingToReturn));
    assert_eq!(play.refused(&lead, conclude(1)), no(No::ConsultationOver));

    // Beside one that could be returned, one that was returned before is not.
    let mut play = Play::examining();
    let both = vec![
        unit_to_ask("12-SVH-TD", 960),
        unit_to_ask("03002-VHXH", 960),
    ];
    play.does(&lead, ask(both));
    play.does(&department, answer(1)).does(&lead, bounce(1));
    play.does(&department, answer(1));
    play.does(&the("other examiner"), answer(2));
    assert_eq!(play.refused(&lead, bounce(1)), no(No::ReturnedAlready));
}

#[test]
fn who_answers_is_settled_inside_the_asked_unit() {
    let mut play = asked();
    let (first, second) = ("department examiner", "second department examiner");
    play.does(&the(first), hand_on(1, first));
    let held = Refusal::HeldByAnother {
        officer: official(first).id,
    };
    assert_eq!(play.refused(&the(second), answer(1)), held);
    assert_eq!(play.refused(&the(second), hand_on(1, second)), held);
    assert_eq!(
        play.refused(&the(first), hand_on(1, first)),
        Refusal::AlreadyTheirs
    );
    assert_eq!(
        play.refused(&the(first), hand_on(1, "examiner")),
        Refusal::OfficerInAnotherUnit
    );
    assert_eq!(
        play.refused(&the("examiner"), hand_on(1, first)),
        Refusal::NotYours
    );
    let mute = consult(ConsultationCommand::HandOn {
        opinion: 1,
        to: official(second).id,
        reason: None,
    });
    assert_eq!(play.refused(&the(first), mute), Refusal::ReasonMissing);
    play.at("2026-03-02T15:00")
        .does(&the(first), hand_on(1, second));
    play.at("2026-03-03T09:00")
        .does(&the(second), hand_on(1, first));
    play.at("2026-03-03T10:00").does(&the(first), answer(1));
    let (_, opinion) = play.dossier().opinion(1).expect("it was asked");
    assert_eq!(opinion.times_back(), 1);
    let times = opinion
        .hand_times(play.rules.calendar.nation(), play.now)
        .expect("known years");
    let minutes: Vec<u32> = times.iter().map(|time| time.minutes).collect();
    assert_eq!(minutes, [0, 270, 210, 60]);
    assert_eq!(opinion.answer().expect("an answer").used, 540);
}

#[test]
pub fn the_lead_does_not_decide_while_somebody_is_to_answer() {
    let mut play = asked();
    let lead = the("examiner");
    let awaited = no(No::OpinionsAwaited);
    assert_eq!(play.refused(&lead, propose(Outcome::Granted)), awaited);
    let without = consult(ConsultationCommand::Conclude {
        consultation: 1,
        reason: None,
    });
    assert_eq!(play.refused(&lead, without), Refusal::ReasonMissing);
    play.does(&lead, conclude(1));
    assert_eq!(standing(&play, 1), OpinionStanding::Dropped);
    let over = no(No::ConsultationOver);
    assert_eq!(play.refused(&the("department examiner"), answer(1)), over);
    play.does(&lead, propose(Outcome::Granted));

    // What is answered is taken as it is by whoever goes on.
    let mut play = asked();
    play.does(&the("department examiner"), answer(1));
    let events = play
        .tries(&lead, &propose(Outcome::Granted))
        .expect("it goes on");
    assert_eq!(events.len(), 2);
    let ended = play.dossier().consultations[0]
        .ended
        .as_ref()
        .expect("over");
    assert_eq!(ended.how, HowEnded::Complete);
}

#[test]
pub fn time_claims_silence_of_the_head_and_then_on_the_record() {
    let mut play = asked();
    let time = Actor::System;
    let early = no(No::NotYetSilent);
    assert_eq!(
        play.refused(&the("examiner"), escalate(1)),
        Refusal::NotYours
    );
    assert_eq!(play.refused(&time, escalate(1)), early);
    assert_eq!(
        play.dossier().opinions_due(),
        Some(at("2026-03-04T09:00").local())
    );
    play.at("2026-03-04T09:05");
    assert_eq!(play.dossier().claims_on_opinions(play.now), [escalate(1)]);
    assert_eq!(play.refused(&time, record_silence(1)), early);
    let last_at = play.dossier().last_at;
    play.does(&time, escalate(1));
    assert_eq!(play.dossier().last_at, last_at, "nobody did anything");
    // Once only.
    assert_eq!(play.refused(&time, escalate(1)), early);
    assert_eq!(silence_minutes_on(play.now.today()), 960);
    assert_eq!(
        play.dossier().opinions_due(),
        Some(at("2026-03-06T09:05").local())
    );
    assert_eq!(
        play.dossier().claims_on_opinions(at("2026-03-06T09:05")),
        []
    );
    play.at("2026-03-06T09:06");
    assert_eq!(
        play.dossier().claims_on_opinions(play.now),
        [record_silence(1)]
    );
    play.does(&time, record_silence(1));
    assert_eq!(standing(&play, 1), OpinionStanding::Silent);
    // Nobody else is waited for: it is over, and the lead goes on.
    assert_eq!(play.dossier().opinions_due(), None);
    assert!(play.dossier().consultations[0].ended.is_some());
    let over = no(No::ConsultationOver);
    assert_eq!(play.refused(&time, record_silence(1)), over);
    play.does(&the("examiner"), propose(Outcome::Granted));
}

#[test]
fn the_silent_may_still_answer_while_others_are_waited_for() {
    let mut play = Play::examining();
    let both = vec![
        unit_to_ask("12-SVH-TD", 240),
        unit_to_ask("03002-VHXH", 4_800),
    ];
    play.does(&the("examiner"), ask(both));
    play.at("2026-03-03T09:00")
        .does(&Actor::System, escalate(1));
    play.at("2026-03-06T09:00")
        .does(&Actor::System, record_silence(1));
    assert!(play.dossier().awaits_opinions());
    play.does(&the("department examiner"), answer(1));
    let (_, opinion) = play.dossier().opinion(1).expect("it was asked");
    assert!(opinion.was_late() && opinion.silent_at.is_some());
    assert_eq!(standing(&play, 1), OpinionStanding::Answered);
}

#[test]
fn a_block_of_a_process_is_settled_in_one_place() {
    let mut play = Play::examining();
    let asked = OpinionsToAsk {
        block: Some("opinions".to_owned()),
        ..to_ask(vec![unit_to_ask("12-SVH-TD", 960)])
    };
    play.does(&the("examiner"), consult(ConsultationCommand::Ask(asked)));
    assert_eq!(settles_block(play.last()), None);
    play.does(&the("department examiner"), answer(1));
    assert_eq!(settles_block(play.last()), Some("opinions"));
}

#[test]
fn what_ends_the_dossier_ends_what_was_asked() {
    let mut play = asked();
    let desk = the("desk");
    play.does(&desk, withdraw());
    assert_eq!(standing(&play, 1), OpinionStanding::Dropped);
    assert!(!play.dossier().awaits_opinions());
    let over = no(No::ConsultationOver);
    assert_eq!(play.refused(&the("department examiner"), answer(1)), over);
}

#[test]
fn minutes_of_waiting_are_those_of_the_asked_units() {
    let mut play = Play::examining();
    play.at("2026-03-03T09:00");
    let both = vec![
        unit_to_ask("12-SVH-TD", 480),
        unit_to_ask("03002-VHXH", 960),
    ];
    play.does(&the("examiner"), ask(both));
    play.at("2026-03-04T09:00")
        .does(&the("department examiner"), answer(1));
    play.at("2026-03-05T09:00")
        .does(&the("other examiner"), answer(2));
    play.at("2026-03-05T14:00");
    let shares = shares(&play.history, play.rules.calendar.nation(), play.now).expect("known");
    assert_eq!(shares.shares[&HolderKind::ConsultedUnit], 960);
    assert_eq!(shares.shares[&HolderKind::ExaminingUnit], 480 + 210);
    assert_eq!(shares.shares.values().sum::<u32>(), shares.elapsed);
}

/// Something that may happen next, and how many minutes later.
fn moves() -> impl Strategy<Value = Vec<(u8, u16)>> {
    prop::collection::vec((0_u8..7, 0_u16..2_000), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_whatever_order_nothing_is_returned_twice_and_all_minutes_add_up(moves in moves()) {
        let mut play = asked();
        play.does(&the("examiner"), ask(vec![unit_to_ask("03002-VHXH", 480)]));
        for (pick, minutes) in moves {
            let later = play.now.0 + jiff::SignedDuration::from_mins(i64::from(minutes));
            play.now = domain::dossier::Now(later);
            let number = 1 + u16::from(pick % 2);
            let answering = if number == 1 { "department examiner" } else { "other examiner" };
            let (actor, command) = match pick {
                0 | 1 => (the(answering), answer(number)),
                2 | 3 => (the("examiner"), bounce(number)),
                4 => (Actor::System, escalate(1)),
                5 => (Actor::System, record_silence(1)),
                _ => (the("examiner"), conclude(2)),
            };
            let _answer = play.tries(&actor, &command);
            let dossier = play.dossier();
            for (round, opinion) in dossier.opinions() {
                prop_assert!(opinion.answers.len() <= 2);
                prop_assert!(opinion.times_back() <= 1);
                let waits = round.standing(opinion) == OpinionStanding::Waiting;
                prop_assert!(!waits || round.ended.is_none());
            }
            let blocked = matches!(
                play.why_not(&the("examiner"), Act::Propose),
                Some(Refusal::Consultation(No::OpinionsAwaited))
            );
            prop_assert_eq!(blocked, dossier.awaits_opinions());
        }
        let bounces = play.history.iter().filter(|recorded| matches!(
            &recorded.event,
            Event::Consultation(event) if matches!(**event, ConsultationEvent::Bounced { opinion: 1, .. })
        ));
        prop_assert!(bounces.count() <= 1);
        let shares = shares(&play.history, play.rules.calendar.nation(), play.now).expect("known");
        prop_assert_eq!(shares.shares.values().sum::<u32>(), shares.elapsed);
        prop_assert_eq!(play.replayed(), play.dossier.clone());
    }
}

#[test]
fn buttons_of_whoever_is_asked() {
    let play = asked();
    let asked = [
        Act::Consult(ConsultationAct::HandOn),
        Act::Consult(ConsultationAct::Answer),
    ];
    assert_eq!(play.open_to(&the("department examiner")), asked);
    assert_eq!(play.open_to(&the("other examiner")), []);
    assert!(!play.open_to(&the("examiner")).contains(&Act::Propose));
    assert!(play.judges(&the("examiner"), &Command::Forward).is_err());
}

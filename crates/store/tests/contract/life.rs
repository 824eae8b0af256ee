//! A dossier's whole life through the store, and what a refusal leaves behind.

use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::dossier::{Outcome, Stage};
use domain::people::Actor;
use store::NotDone;

use crate::world::{at, hand, official, on_each_engine, opening, province, the, write};

#[tokio::test]
async fn a_dossier_lives_from_reception_to_hand_over() {
    on_each_engine(async |world| {
        let opened = world.opens(0).await;
        assert_eq!(opened.code.as_str(), "H35.1-260302-0001");
        assert_eq!((opened.number, opened.repeated), (2, false));
        let code = &opened.code;

        world.does("desk", code, hand::ask()).await;
        world
            .does_as(&Actor::Applicant, code, hand::supplement())
            .await;
        world.does("cashier", code, hand::charge()).await;
        world.does("cashier", code, hand::pay()).await;
        world
            .does("desk", code, domain::dossier::command::Command::Forward)
            .await;
        world
            .does("examiner", code, hand::assign(official("examiner").id))
            .await;
        world
            .does("examiner", code, hand::note("Đã đối chiếu"))
            .await;
        world.does("examiner", code, hand::propose()).await;
        world
            .does("chair", code, domain::dossier::command::Command::Approve)
            .await;
        world.does("clerk", code, hand::record_result(None)).await;
        let last = world.does("desk", code, hand::hand_over()).await;

        let loaded = world.load(code).await;
        assert_eq!(loaded.id, opened.dossier);
        assert!(matches!(
            &loaded.dossier.stage,
            Stage::HandedOver(Outcome::Granted, _)
        ));
        assert_eq!((last.number, loaded.dossier.number), (13, 13));
        let numbers: Vec<u32> = loaded.history.iter().map(|e| e.recorded.number).collect();
        assert_eq!(numbers, (1..=13).collect::<Vec<_>>());
        let first = &loaded.history[0];
        assert!(matches!(first.recorded.event, Event::Submitted(_)));
        assert_eq!(first.recorded.at, at("2026-03-02T09:00"));
        assert_eq!(first.official, Some(province::desk_officer(0).id.0));
        assert_eq!(first.unit.as_deref(), Some(province::desk(0).as_str()));
        assert_eq!(loaded.history[3].actor, "applicant");
        assert_eq!(loaded.history[3].official, None);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_people_wrote_is_read_back() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        world.does("desk", &code, hand::note("Đã gọi điện")).await;
        let loaded = world.load(&code).await;
        let applicant = loaded.personal.applicant(loaded.dossier.applicant.id);
        assert_eq!(
            applicant,
            Some(hand::applicant("012090001234", "0912000123"))
        );
        let secret = loaded
            .personal
            .secret(loaded.dossier.secret.id)
            .expect("the secret");
        assert_eq!(
            (secret.typed.as_str(), secret.long.as_str()),
            (hand::TYPED, hand::LONG)
        );
        let answers = loaded
            .personal
            .answers(loaded.dossier.answers.id)
            .expect("the answers");
        assert_eq!(answers["con.ho_ten"], "Lò Văn Ún");
        let Event::Examined {
            note: Some(note), ..
        } = &loaded.history[2].recorded.event
        else {
            panic!("a note was taken");
        };
        assert_eq!(
            loaded.personal.text(note.id).as_deref(),
            Some("Đã gọi điện")
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_command_changes_nothing() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        let before = world.database.dump().await;

        let approve = domain::dossier::command::Command::Approve;
        let refused = write(&the("chair"), Some(&code), Some(2), approve);
        let answer = world.tries(refused).await;
        assert_eq!(answer, Err(NotDone::Refused(Refusal::NotYours)));
        let assign = hand::assign(official("examiner").id);
        let early = write(&the("examiner"), Some(&code), Some(2), assign);
        assert_eq!(
            world.tries(early).await,
            Err(NotDone::Refused(Refusal::NotYours))
        );
        let mut elsewhere = opening(0, Some("một khoá"));
        elsewhere.actor = Actor::Official(province::desk_officer(1));
        let answer = world.tries(elsewhere).await;
        assert_eq!(answer, Err(NotDone::Refused(Refusal::NotYours)));

        assert_eq!(world.database.dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_refused_opening_gives_its_number_back() {
    on_each_engine(async |world| {
        assert_eq!(world.opens(0).await.code.running_number(), "0001");
        let mut incomplete =
            hand::application(province::REGISTER, 0, domain::procedure::Channel::Desk);
        incomplete.papers.clear();
        let command = domain::dossier::command::Command::ReceiveInPerson(Box::new(incomplete));
        let actor = Actor::Official(province::desk_officer(0));
        let refused = world.tries(write(&actor, None, None, command)).await;
        assert!(matches!(
            refused,
            Err(NotDone::Refused(Refusal::PapersMissing { .. }))
        ));
        assert_eq!(world.opens(0).await.code.running_number(), "0002");
        assert_eq!(world.opens(1).await.code.as_str(), "H35.2-260302-0001");
    })
    .await;
}

#[tokio::test]
async fn each_day_counts_from_one_in_local_time() {
    on_each_engine(async |world| {
        for (now, code) in [
            ("2026-03-02T23:59", "H35.1-260302-0001"),
            ("2026-03-03T00:00", "H35.1-260303-0001"),
            ("2026-03-02T08:00", "H35.1-260302-0002"),
        ] {
            let write = store::DossierWrite {
                now: at(now),
                ..opening(0, None)
            };
            assert_eq!(
                world.tries(write).await.expect("opened").code.as_str(),
                code
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_command_for_an_unknown_dossier_finds_none() {
    on_each_engine(async |world| {
        let code = "H35.1-260302-0009".parse().expect("a sound code");
        let answer = world
            .tries(write(&the("desk"), Some(&code), Some(1), hand::withdraw()))
            .await;
        assert_eq!(answer, Err(NotDone::NoSuchDossier));
        assert!(world.store.find(&code).await.expect("no fault").is_none());
    })
    .await;
}

#[tokio::test]
async fn whoever_saw_less_is_told_what_is_new() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        world.does("desk", &code, hand::note("một")).await;
        world.does("desk", &code, hand::note("hai")).await;
        for (seen, new) in [
            (Some(2), vec![3, 4]),
            (Some(3), vec![4]),
            (None, vec![1, 2, 3, 4]),
        ] {
            let late = write(&the("desk"), Some(&code), seen, hand::withdraw());
            let answer = world.tries(late).await;
            assert_eq!(
                answer,
                Err(NotDone::Refused(Refusal::ChangedSince { events: new }))
            );
        }
        let unseen = write(&the("desk"), Some(&code), None, hand::note("ba"));
        assert_eq!(world.tries(unseen).await.expect("notes commute").number, 5);
    })
    .await;
}

//! Twice is harmless.

use store::{DossierWrite, NotDone, Once};

use crate::world::{hand, on_each_engine, once, opening, the, write};

#[tokio::test]
async fn the_same_key_with_the_same_content_gets_the_same_answer() {
    on_each_engine(async |world| {
        let first = world.tries(opening(0, Some("k1"))).await.expect("opened");
        let note = || DossierWrite {
            once: Some(once("k2")),
            ..write(&the("desk"), Some(&first.code), None, hand::note("một lần"))
        };
        let noted = world.tries(note()).await.expect("noted");
        world
            .does("desk", &first.code, hand::note("lần khác"))
            .await;

        let again = world.tries(opening(0, Some("k1"))).await.expect("answered");
        assert!(again.repeated);
        assert_eq!(
            (again.dossier, &again.code, again.number),
            (first.dossier, &first.code, 2)
        );
        let again = world.tries(note()).await.expect("answered");
        assert!(again.repeated && !noted.repeated);
        assert_eq!((again.number, &again.code), (noted.number, &first.code));
        assert_eq!(world.load(&first.code).await.history.len(), 4);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_repeated_act_is_answered_before_it_is_judged() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        let withdraw = || DossierWrite {
            once: Some(once("rút")),
            ..write(&the("desk"), Some(&code), Some(2), hand::withdraw())
        };
        let first = world.tries(withdraw()).await.expect("withdrawn");
        // The dossier has ended and moved on: without the key this would be a refusal.
        let second = world.tries(withdraw()).await.expect("answered");
        assert_eq!((second.number, second.repeated), (first.number, true));
    })
    .await;
}

#[tokio::test]
async fn the_same_key_with_other_content_is_refused() {
    on_each_engine(async |world| {
        let first = world.tries(opening(0, Some("k1"))).await.expect("opened");
        let other = Once {
            digest: [7; 32],
            ..once("k1")
        };
        let reused = DossierWrite {
            once: Some(other),
            ..opening(0, None)
        };
        assert_eq!(world.tries(reused).await, Err(NotDone::KeyReused));
        assert_eq!(world.opens(0).await.code.running_number(), "0002");
        assert!(
            world
                .tries(opening(0, Some("k1")))
                .await
                .expect("answered")
                .code
                == first.code
        );
    })
    .await;
}

#[tokio::test]
async fn another_persons_key_is_invisible() {
    on_each_engine(async |world| {
        let first = world.tries(opening(0, Some("k1"))).await.expect("opened");
        let theirs = Once {
            scope: "người khác".to_owned(),
            digest: [7; 32],
            ..once("k1")
        };
        let second = DossierWrite {
            once: Some(theirs),
            ..opening(0, None)
        };
        let second = world.tries(second).await.expect("opened");
        assert!(!second.repeated);
        assert_ne!(second.code, first.code);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_gives_its_key_back() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        let act = |seen| DossierWrite {
            once: Some(once("k1")),
            ..write(&the("desk"), Some(&code), Some(seen), hand::withdraw())
        };
        assert!(matches!(
            world.tries(act(1)).await,
            Err(NotDone::Refused(_))
        ));
        let done = world.tries(act(2)).await.expect("judged anew");
        assert!(!done.repeated);
    })
    .await;
}

#[tokio::test]
async fn a_double_click_opens_one_dossier() {
    on_each_engine(async |world| {
        let clicks: Vec<_> = (0..16)
            .map(|_| {
                let store = world.store.clone();
                tokio::spawn(async move { store.carry_out(opening(0, Some("nhấp đúp"))).await })
            })
            .collect();
        let mut answers = Vec::new();
        for click in clicks {
            answers.push(
                click
                    .await
                    .expect("no panic")
                    .expect("no fault")
                    .expect("opened"),
            );
        }
        assert_eq!(answers.iter().filter(|done| !done.repeated).count(), 1);
        assert!(answers.iter().all(|done| done.code == answers[0].code));
        assert_eq!(world.opens(0).await.code.running_number(), "0002");
    })
    .await;
}

#[tokio::test]
async fn a_double_click_on_an_act_is_one_act() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        let clicks: Vec<_> = (0..16)
            .map(|_| {
                let act = DossierWrite {
                    once: Some(once("chuyển")),
                    ..write(
                        &the("desk"),
                        Some(&code),
                        Some(2),
                        domain::dossier::command::Command::Forward,
                    )
                };
                let store = world.store.clone();
                tokio::spawn(async move { store.carry_out(act).await })
            })
            .collect();
        for click in clicks {
            let done = click
                .await
                .expect("no panic")
                .expect("no fault")
                .expect("forwarded");
            assert_eq!(done.number, 3);
        }
        assert_eq!(world.load(&code).await.history.len(), 3);
    })
    .await;
}

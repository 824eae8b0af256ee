//! What waits to be told, and who looked.

use store::{JobKey, Viewed};

use crate::world::{at, official, on_each_engine, opening};

#[tokio::test]
async fn what_has_to_be_told_is_queued_once_with_its_event() {
    on_each_engine(async |world| {
        let opened = world.tries(opening(0, Some("k"))).await.expect("opened");
        world.tries(opening(0, Some("k"))).await.expect("answered");
        let job = |number, purpose: &str| JobKey {
            dossier: opened.dossier,
            number,
            purpose: purpose.to_owned(),
        };
        let both = vec![job(1, "tell_submitted"), job(2, "tell_received")];
        assert_eq!(world.store.waiting_jobs(10).await.expect("no fault"), both);
        assert_eq!(
            world.store.waiting_jobs(1).await.expect("no fault"),
            both[..1]
        );
        assert_eq!(world.store.count_jobs().await.expect("no fault"), 2);
    })
    .await;
}

#[tokio::test]
async fn everybody_who_looked_is_known() {
    on_each_engine(async |world| {
        let opened = world.opens(0).await;
        let other = world.opens(0).await;
        let (desk, chair) = (official("desk").id, official("chair").id);
        for (who, what, when) in [
            (desk, Viewed::Dossier, "2026-03-02T10:00"),
            (chair, Viewed::File, "2026-03-02T11:00"),
            (desk, Viewed::Paper, "2026-03-02T12:00"),
        ] {
            world
                .store
                .note_viewing(who, opened.dossier, what, at(when))
                .await
                .expect("noted");
        }
        let viewings = world
            .store
            .viewings(opened.dossier)
            .await
            .expect("no fault");
        let seen: Vec<_> = viewings
            .iter()
            .map(|v| (v.official, v.what.as_str(), v.at))
            .collect();
        assert_eq!(
            seen,
            [
                (desk, "paper", Some(at("2026-03-02T12:00"))),
                (chair, "file", Some(at("2026-03-02T11:00"))),
                (desk, "dossier", Some(at("2026-03-02T10:00"))),
            ]
        );
        assert!(
            world
                .store
                .viewings(other.dossier)
                .await
                .expect("no fault")
                .is_empty()
        );
    })
    .await;
}

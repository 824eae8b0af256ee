//! Drafts: sealed, found by their secret alone, emptied by the act they were made for.

use domain::dossier::Now;
use domain::people::Actor;
use store::{DossierWrite, NewDraft, NewFile, NotDone};
use uuid::Uuid;

use crate::world::{World, at, hand, now, on_each_engine, once};

const SECRET: &str = "7K2Q9FXD7K2Q9FXD7K2Q9FXD7K2Q9FXD";

async fn keeps(world: &World, id: Uuid, content: &str, at: Now) {
    let new = NewDraft {
        id,
        secret: SECRET,
        content,
        at,
    };
    world.store.keep_draft(new).await.expect("kept");
}

async fn finds(world: &World, at: Now) -> Option<Option<String>> {
    let found = world.store.find_draft(SECRET, at).await.expect("read");
    found.map(|draft| draft.content)
}

async fn a_file(world: &World, at: Now) -> domain::dossier::event::FileFacts {
    let new = NewFile {
        bytes: b"bytes".to_vec(),
        sha256: "7".repeat(64),
        kind: "pdf".to_owned(),
        pages: 1,
        uploaded_by: "applicant".to_owned(),
        at,
    };
    world.store.keep_file(new).await.expect("the file is kept")
}

#[tokio::test]
async fn a_draft_is_found_by_its_secret_and_the_last_word_counts() {
    on_each_engine(async |world| {
        let id = Uuid::now_v7();
        assert_eq!(finds(world, now()).await, None);
        keeps(world, id, "Vàng-Thị-Nháp", now()).await;
        keeps(world, id, "Vàng-Thị-Nháp, sửa", now()).await;
        let found = finds(world, now()).await;
        assert_eq!(found, Some(Some("Vàng-Thị-Nháp, sửa".to_owned())));
        let other = world.store.find_draft("khác", now()).await;
        assert!(other.expect("read").is_none());
        let rows = world.database.dump().await;
        assert!(!rows.iter().any(|row| row.contains("Nháp")));
        assert!(!rows.iter().any(|row| row.contains(SECRET)));
    })
    .await;
}

#[tokio::test]
async fn what_is_submitted_empties_its_draft_and_has_its_id() {
    on_each_engine(async |world| {
        let id = Uuid::now_v7();
        keeps(world, id, "nháp", now()).await;
        let facts = a_file(world, now()).await;
        let papers = vec![hand::file("letter", facts, "a.pdf")];
        let submit = |papers| DossierWrite {
            once: Some(once("nháp")),
            actor: Actor::Applicant,
            now: now(),
            code: None,
            seen: None,
            id,
            command: hand::submit(crate::world::province::REGISTER, 0, papers),
        };
        let refused = world.tries(submit(Vec::new())).await;
        assert!(matches!(refused, Err(NotDone::Refused(_))), "{refused:?}");
        assert_eq!(finds(world, now()).await, Some(Some("nháp".to_owned())));
        let none = world.store.code_opened_as(id).await.expect("read");
        assert_eq!(none, None);

        let done = world.tries(submit(papers)).await.expect("submitted");
        assert_eq!(done.dossier, id);
        assert_eq!(finds(world, now()).await, Some(None));
        let code = world.store.code_opened_as(id).await.expect("read");
        assert_eq!(code, Some(done.code));
        // A page that was still open in another window changes nothing any more.
        keeps(world, id, "muộn", now()).await;
        assert_eq!(finds(world, now()).await, Some(None));
        // Whoever closes the dossier closes this way to it as well.
        world.store.forget_draft(id).await.expect("forgotten");
        assert_eq!(finds(world, now()).await, None);
    })
    .await;
}

#[tokio::test]
async fn only_a_draft_that_was_submitted_is_forgotten() {
    on_each_engine(async |world| {
        let id = Uuid::now_v7();
        keeps(world, id, "nháp", now()).await;
        world.store.forget_draft(id).await.expect("nothing to do");
        assert_eq!(finds(world, now()).await, Some(Some("nháp".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn drafts_wait_thirty_days_and_live_ninety() {
    on_each_engine(async |world| {
        let id = Uuid::now_v7();
        keeps(world, id, "đầu", at("2026-03-02T09:00")).await;
        assert!(finds(world, at("2026-04-01T08:59")).await.is_some());
        assert!(finds(world, at("2026-04-01T09:00")).await.is_none());
        keeps(world, id, "giữa", at("2026-03-31T09:00")).await;
        keeps(world, id, "giữa", at("2026-04-29T09:00")).await;
        keeps(world, id, "cuối", at("2026-05-28T09:00")).await;
        assert!(finds(world, at("2026-05-31T08:59")).await.is_some());
        assert!(finds(world, at("2026-05-31T09:00")).await.is_none());
        // One that was too old begins anew.
        keeps(world, id, "lại", at("2026-06-10T09:00")).await;
        assert!(finds(world, at("2026-07-09T09:00")).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn sweeping_takes_what_is_too_old_and_leaves_what_is_used() {
    on_each_engine(async |world| {
        keeps(world, Uuid::now_v7(), "nháp", at("2026-03-02T09:00")).await;
        let unused = a_file(world, at("2026-03-02T09:00")).await;
        let young = a_file(world, at("2026-05-02T09:00")).await;
        let used = a_file(world, now()).await;
        let papers = vec![hand::file("letter", used.clone(), "a.pdf")];
        let submit = DossierWrite {
            once: None,
            actor: Actor::Applicant,
            now: now(),
            code: None,
            seen: None,
            id: Uuid::now_v7(),
            command: hand::submit(crate::world::province::REGISTER, 0, papers),
        };
        world.tries(submit).await.expect("submitted");
        let later = at("2026-06-02T09:00");
        world.store.sweep(later).await.expect("swept");
        assert_eq!(finds(world, at("2026-03-02T09:01")).await, None);
        let bytes = async |file: &domain::dossier::event::FileFacts| {
            world
                .store
                .read_file(file.id)
                .await
                .expect("read")
                .is_some()
        };
        assert!(!bytes(&unused).await);
        assert!(bytes(&young).await);
        assert!(bytes(&used).await);
    })
    .await;
}

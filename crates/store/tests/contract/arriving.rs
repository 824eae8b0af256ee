//! Files that arrive in several goes: what came stays, in order, closed to everybody else.

use std::path::Path;

use store::{NewUpload, Upload};
use uuid::Uuid;

use crate::world::{World, at, on_each_engine};

const DRAFT: Uuid = Uuid::from_u128(7);
const TEXT: &[u8] = b"bytes-of-a-paper-nobody-else-may-read";

async fn begins(world: &World, local: &str) -> Upload {
    let new = NewUpload {
        draft: DRAFT,
        field: "giay-a".to_owned(),
        name: "giấy.png".to_owned(),
        size: TEXT.len() as u64,
        at: at(local),
    };
    world.store.begin_upload(new).await.expect("begun")
}

async fn finds(world: &World, draft: Uuid, id: Uuid, local: &str) -> Option<Upload> {
    let found = world.store.find_upload(draft, id, at(local)).await;
    found.expect("no fault")
}

/// Whether any file below a folder holds these bytes.
fn lies_below(folder: &Path, bytes: &[u8]) -> bool {
    let entries = std::fs::read_dir(folder).expect("a folder");
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if lies_below(&path, bytes) {
                return true;
            }
            continue;
        }
        let kept = std::fs::read(&path).expect("a file");
        if kept.windows(bytes.len()).any(|window| window == bytes) {
            return true;
        }
    }
    false
}

#[tokio::test]
async fn pieces_are_put_together_in_their_order() {
    on_each_engine(async |world| {
        let mut upload = begins(world, "2026-03-02T09:00").await;
        assert!(upload.append(TEXT[..10].to_vec()).await.expect("no fault"));
        let later = "2026-03-02T10:00";
        let mut found = finds(world, DRAFT, upload.id, later).await.expect("there");
        assert_eq!((found.received, found.is_whole()), (10, false));
        let told = (found.field.as_str(), found.name.as_str());
        assert_eq!(told, ("giay-a", "giấy.png"));
        assert!(found.append(TEXT[10..20].to_vec()).await.expect("no fault"));
        // The first connection was believed dead and speaks once more: its bytes have no place.
        assert!(!upload.append(TEXT[10..].to_vec()).await.expect("no fault"));
        assert!(found.append(TEXT[20..].to_vec()).await.expect("no fault"));
        assert!(found.is_whole());
        assert_eq!(found.read().await.expect("no fault"), TEXT);
        let files = world.database.config().files;
        assert!(!lies_below(&files, &TEXT[..10]));
        assert!(!lies_below(&files, "giấy.png".as_bytes()));
    })
    .await;
}

#[tokio::test]
async fn an_upload_belongs_to_its_draft_and_ends_after_a_day() {
    on_each_engine(async |world| {
        let upload = begins(world, "2026-03-02T09:00").await;
        let is_there = async |draft, local| finds(world, draft, upload.id, local).await.is_some();
        assert!(is_there(DRAFT, "2026-03-03T08:59").await);
        assert!(!is_there(Uuid::from_u128(8), "2026-03-02T09:01").await);
        assert!(!is_there(DRAFT, "2026-03-03T09:00").await);
        let sweep = async |local| world.store.sweep(at(local)).await.expect("no fault");
        assert_eq!(sweep("2026-03-03T08:59").await, 0);
        assert!(is_there(DRAFT, "2026-03-02T09:01").await);
        assert_eq!(sweep("2026-03-03T09:00").await, 1);
        assert!(!is_there(DRAFT, "2026-03-02T09:01").await);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_over_is_remembered_without_its_bytes() {
    on_each_engine(async |world| {
        let mut upload = begins(world, "2026-03-02T09:00").await;
        assert!(upload.append(TEXT.to_vec()).await.expect("no fault"));
        upload.end().await.expect("no fault");
        let found = finds(world, DRAFT, upload.id, "2026-03-02T09:01").await;
        let found = found.expect("there");
        assert!(found.is_done && found.is_whole());
        assert!(found.read().await.is_err());
        found.remove().await.expect("no fault");
        let gone = finds(world, DRAFT, upload.id, "2026-03-02T09:01").await;
        assert!(gone.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_fifth_upload_lets_the_oldest_go() {
    on_each_engine(async |world| {
        let mut ids = Vec::new();
        for _ in 0..5 {
            ids.push(begins(world, "2026-03-02T09:00").await.id);
        }
        for (place, id) in ids.into_iter().enumerate() {
            let found = finds(world, DRAFT, id, "2026-03-02T09:01").await;
            assert_eq!(found.is_some(), place > 0);
        }
    })
    .await;
}

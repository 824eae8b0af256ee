//! What nobody needs any more goes, in batches; what somebody may still ask for stays.

use store::AccountWrite;

use crate::world::{World, at, official, on_each_engine, once, opening};

async fn sweeps(world: &World, local: &str) -> u64 {
    world.store.sweep(at(local)).await.expect("no fault")
}

async fn count(world: &World, table: &str) -> usize {
    let start = format!("{table} ");
    let rows = world.database.dump().await;
    rows.iter().filter(|row| row.starts_with(&start)).count()
}

#[tokio::test]
async fn a_retry_gets_its_answer_for_thirty_days_and_the_dossier_stays() {
    on_each_engine(async |world| {
        let opened = world.tries(opening(0, Some("k1"))).await.expect("opened");
        let is_answered = async || {
            let answered = world.store.answered(&once("k1")).await;
            answered.expect("no fault").is_some()
        };
        assert_eq!(sweeps(world, "2026-04-01T08:59").await, 0);
        assert!(is_answered().await);
        assert_eq!(sweeps(world, "2026-04-01T09:01").await, 1);
        assert!(!is_answered().await);
        assert_eq!(world.load(&opened.code).await.history.len(), 2);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test]
async fn sessions_go_after_a_week() {
    on_each_engine(async |world| {
        let id = official("desk").id;
        for (secret, local) in [("một", "2026-03-02T09:00"), ("hai", "2026-03-06T09:00")] {
            let log_in = AccountWrite::LogIn {
                id,
                secret: secret.to_owned(),
                at: at(local),
            };
            world.changes(log_in).await;
        }
        assert_eq!(sweeps(world, "2026-03-09T08:59").await, 0);
        assert_eq!(count(world, "session").await, 2);
        assert_eq!(sweeps(world, "2026-03-09T09:01").await, 1);
        assert_eq!(count(world, "session").await, 1);
    })
    .await;
}

#[tokio::test]
async fn invitations_go_when_they_end() {
    on_each_engine(async |world| {
        let invite = AccountWrite::Invite {
            id: official("desk").id,
            secret: "đường dẫn".to_owned(),
            expires_at: at("2026-03-02T10:00"),
            by: None,
            at: at("2026-03-02T09:00"),
        };
        world.changes(invite).await;
        assert_eq!(sweeps(world, "2026-03-02T09:59").await, 0);
        assert_eq!(count(world, "invitation").await, 1);
        assert_eq!(sweeps(world, "2026-03-02T10:00").await, 1);
        assert_eq!(count(world, "invitation").await, 0);
    })
    .await;
}

#[tokio::test]
async fn more_than_one_batch_goes_in_one_sweep() {
    on_each_engine(async |world| {
        world.tries(opening(0, Some("k1"))).await.expect("opened");
        let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100) \
                    INSERT INTO idempotency (scope, \"key\", digest, answer, \"at\") \
                    SELECT 'ai', CAST(i AS text), '', '{}', 0 FROM n";
        world.database.run(fill).await;
        assert_eq!(count(world, "idempotency").await, 1101);
        assert_eq!(sweeps(world, "2026-03-02T09:00").await, 1100);
        assert_eq!(count(world, "idempotency").await, 1);
        assert_eq!(sweeps(world, "2026-03-02T09:00").await, 0);
    })
    .await;
}

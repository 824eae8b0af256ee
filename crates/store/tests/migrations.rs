//! Migrations: harmless twice, together, and half-way; and they make what the program expects.

mod world;

use std::collections::BTreeSet;

use store::Store;

use crate::world::database::Database;
use crate::world::{World, hand, on_each_engine};

#[tokio::test]
async fn migrating_a_filled_database_again_changes_nothing() {
    for database in Database::each().await {
        let world = World::on(database).await;
        let code = world.opens(0).await.code;
        world.does("desk", &code, hand::note("giữ nguyên")).await;
        let before = world.database.dump().await;
        let world = World::again(world.close().await).await;
        assert_eq!(world.database.dump().await, before);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
        world.end().await;
    }
}

#[tokio::test]
async fn the_migrated_schema_is_what_the_program_reads_and_writes() {
    on_each_engine(async |world| {
        let by_hand = world.database.by_hand().await;
        let mut tables: BTreeSet<String> =
            world.database.tables(&by_hand).await.into_iter().collect();
        assert!(tables.remove("seaql_migrations"));
        for (table, columns) in Store::expected_columns() {
            assert!(tables.remove(&table), "{table} is missing");
            let there: BTreeSet<_> = world
                .database
                .columns(&by_hand, &table)
                .await
                .into_iter()
                .collect();
            assert_eq!(there, columns.into_iter().collect(), "{table}");
        }
        assert!(tables.is_empty(), "nobody reads {tables:?}");
        by_hand.close().await.expect("closed");
    })
    .await;
}

#[tokio::test]
async fn a_first_start_that_died_half_way_is_begun_anew() {
    for database in Database::each().await {
        let config = database.config();
        // A process that dies takes its transaction along: nothing of a migration stays without
        // the rest. What another program left in the way is a fault, and nothing is half done.
        std::fs::create_dir_all(database.folder().join("data")).expect("a folder");
        database.run("CREATE TABLE official (id text)").await;
        assert!(Store::open(&config).await.is_err());
        let by_hand = database.by_hand().await;
        assert_eq!(database.tables(&by_hand).await, ["official"]);
        by_hand.close().await.expect("closed");
        database.run("DROP TABLE official").await;
        let world = World::on(database).await;
        assert_eq!(world.opens(0).await.code.running_number(), "0001");
        world.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_start_together_migrate_once() {
    let Some(database) = Database::postgres().await else {
        return;
    };
    let starting: Vec<_> = (0..6)
        .map(|_| {
            let config = database.config();
            tokio::spawn(async move { Store::open(&config).await })
        })
        .collect();
    for server in starting {
        let store = server.await.expect("no panic").expect("it starts");
        store.close().await.expect("closed");
    }
    let by_hand = database.by_hand().await;
    let migrations = "SELECT version FROM seaql_migrations ORDER BY version";
    let done = world::database::texts(&by_hand, migrations).await;
    assert_eq!(done.len(), done.iter().collect::<BTreeSet<_>>().len());
    assert!(done[0].starts_with("m0001"));
    by_hand.close().await.expect("closed");
    database.remove().await;
}

//! Plans, and what is wrong with them.

use store::Store;

use crate::world::World;

/// Tables that grow with the years.
const LARGE: [&str; 25] = [
    "bundle",
    "bundle_event",
    "bundle_listing",
    "bundle_message",
    "listing",
    "event",
    "dossier",
    "personal",
    "lookup",
    "idempotency",
    "file",
    "session",
    "tally",
    "job",
    "payment",
    "forwarding",
    "follow",
    "assisted_filing",
    "lateness",
    "asked_again",
    "settlement",
    "alarm",
    "digest",
    "opinion",
    "beside",
];

/// Whether a plan reads a whole table, or sorts what the index could have given in order.
pub fn flaw(plan: &str) -> Option<String> {
    let sorts = |line: &str| {
        line.contains("USE TEMP B-TREE FOR ORDER BY")
            || line
                .trim_start_matches(['-', '>', ' '])
                .starts_with("Sort ")
    };
    let sorted = plan.lines().find(|line| sorts(line));
    whole_table(plan).or_else(|| sorted.map(ToOwned::to_owned))
}

/// The line of a plan that reads a whole table.
pub fn whole_table(plan: &str) -> Option<String> {
    let reads_all = |line: &str, table: &str| {
        let line = line.trim_start_matches(['-', '>', ' ']);
        line == format!("SCAN {table}")
            || line.starts_with(&format!("SCAN {table} "))
            || line.starts_with(&format!("Seq Scan on {table} "))
    };
    plan.lines()
        .find(|line| LARGE.iter().any(|table| reads_all(line, table)))
        .map(ToOwned::to_owned)
}

/// A store whose planner does not prefer reading all of a small table.
pub async fn planner(world: &World) -> Store {
    if world.database.is_sqlite() {
        return world.store.clone();
    }
    let place = world
        .database
        .place(" -c enable_seqscan=off -c enable_bitmapscan=off");
    let config = store::Config {
        place,
        ..world.database.config()
    };
    Store::open(&config)
        .await
        .expect("PostgreSQL serves several")
}

/// A pile with several moments due, some online, some ended.
pub async fn fill(world: &World) {
    for _ in 0..12 {
        world.opens(0).await;
    }
    for _ in 0..3 {
        world.files_online(0).await;
    }
}

/// Closes a store that [`planner`] opened.
pub async fn leave(world: &World, store: Store) {
    if !world.database.is_sqlite() {
        store.close().await.expect("closed");
    }
}

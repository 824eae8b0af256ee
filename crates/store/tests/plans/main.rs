//! Every statement that a page waits for goes through an index.

mod lists;
mod reading;
mod register;
#[path = "../world/mod.rs"]
mod world;

use uuid::Uuid;

use crate::reading::{fill, flaw, leave, planner};
use crate::world::{on_each_engine, province};

#[tokio::test]
async fn every_page_goes_through_an_index() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let statements = store.page_statements(&province::unit("03001-TT"), Uuid::now_v7());
        assert!(statements.len() >= 14);
        for (name, statement) in statements {
            let plan = store.explain(&statement).await.expect("a plan");
            assert_eq!(flaw(&plan), None, "{name}\n{plan}");
            assert!(
                plan.contains("INDEX") || plan.contains("Index"),
                "{name}\n{plan}"
            );
        }
        leave(world, store).await;
    })
    .await;
}

#[tokio::test]
async fn a_desks_day_is_read_from_its_own_place() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let statements = store.page_statements(&province::desk(0), Uuid::now_v7());
        for (name, index) in [
            (
                "money of a desk's day",
                "payment_by_desk_day_at_dossier_number",
            ),
            (
                "what left a desk on a day",
                "forwarding_by_desk_day_at_dossier_number",
            ),
        ] {
            let found = statements.iter().find(|(known, _)| *known == name);
            let (_, statement) = found.expect("the statement of a page");
            let plan = store.explain(statement).await.expect("a plan");
            assert_eq!(flaw(&plan), None, "{name}\n{plan}");
            assert!(plan.contains(index), "{name}\n{plan}");
        }
        leave(world, store).await;
    })
    .await;
}

#[tokio::test]
async fn a_full_scan_is_seen() {
    on_each_engine(async |world| {
        let statements = world.store.list_statements(&crate::world::held_by("12"));
        let backend = statements[0].db_backend;
        let everything = "SELECT * FROM listing ORDER BY owed";
        let everything = sea_orm::Statement::from_string(backend, everything);
        let plan = world.store.explain(&everything).await.expect("a plan");
        assert!(flaw(&plan).is_some(), "{plan}");
    })
    .await;
}

#[tokio::test]
async fn what_was_late_is_read_from_its_own_place() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let statements = store.page_statements(&province::unit("03001"), Uuid::now_v7());
        let name = "what was late in a period";
        let found = statements.iter().find(|(known, _)| *known == name);
        let (_, statement) = found.expect("the statement of a page");
        let plan = store.explain(statement).await.expect("a plan");
        assert_eq!(flaw(&plan), None, "{name}\n{plan}");
        let index = "lateness_by_competent_day_dossier";
        assert!(plan.contains(index), "{name}\n{plan}");
        leave(world, store).await;
    })
    .await;
}

#[tokio::test]
async fn what_time_may_claim_is_found_by_ways_of_its_own() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let statements = store.page_statements(&province::unit("03001"), Uuid::now_v7());
        for (name, index) in [
            ("what may be nearly due", "listing_unsettled_by_due"),
            ("what may stand still", "listing_unsettled_by_last"),
            ("what an official is told", "alarm_by_officer_told_on"),
            ("what an agency is told", "alarm_by_competent_told_on"),
            ("how much an agency is told", "alarm_by_competent_told_on"),
            ("whom nobody has told", "digest_untold"),
        ] {
            let found = statements.iter().find(|(known, _)| *known == name);
            let (_, statement) = found.expect("the statement of a page");
            let plan = store.explain(statement).await.expect("a plan");
            assert_eq!(flaw(&plan), None, "{name}\n{plan}");
            assert!(plan.contains(index), "{name}\n{plan}");
        }
        leave(world, store).await;
    })
    .await;
}

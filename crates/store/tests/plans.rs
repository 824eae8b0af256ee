//! Every statement that a page waits for goes through an index.

mod world;

use store::{Filter, ListOrder, Scope, Store};
use uuid::Uuid;

use crate::world::{World, at, official, on_each_engine, province};

/// Tables that grow with the years.
const LARGE: [&str; 16] = [
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
];

/// Whether a plan reads a whole table, or sorts what the index could have given in order.
fn flaw(plan: &str) -> Option<String> {
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
fn whole_table(plan: &str) -> Option<String> {
    let reads_all = |line: &str, table: &str| {
        let line = line.trim_start_matches(['-', '>', ' ']);
        line == format!("SCAN {table}") || line.starts_with(&format!("Seq Scan on {table} "))
    };
    plan.lines()
        .find(|line| LARGE.iter().any(|table| reads_all(line, table)))
        .map(ToOwned::to_owned)
}

/// A store whose planner does not prefer reading all of a small table.
async fn planner(world: &World) -> Store {
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
async fn fill(world: &World) {
    for _ in 0..12 {
        world.opens(0).await;
    }
    for _ in 0..3 {
        world.files_online(0).await;
    }
}

#[tokio::test]
async fn lists_go_straight_to_their_place() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        for (scope, index) in [
            (
                Scope::HeldBy(province::unit("03001-TT")),
                "listing_by_unit_open_due_at_dossier",
            ),
            (
                Scope::ReceivedAt(province::desk(0)),
                "listing_by_desk_open_due_at_dossier",
            ),
            (
                Scope::SettledBy(province::unit("03001")),
                "listing_by_competent_open_due_at_dossier",
            ),
        ] {
            let first = Filter::open_in(scope);
            let next = store
                .list(&Filter {
                    limit: 5,
                    ..first.clone()
                })
                .await;
            let next = Filter {
                after: next.expect("no fault").next,
                ..first.clone()
            };
            assert!(next.after.is_some());
            let all = || first.clone();
            let filters = [
                all(),
                next,
                Filter {
                    open: Some(false),
                    ..all()
                },
                Filter {
                    stage: Some("received".to_owned()),
                    ..all()
                },
                Filter {
                    procedure: Some(province::REGISTER.to_owned()),
                    ..all()
                },
                Filter {
                    officer: Some(official("examiner").id),
                    ..all()
                },
                Filter {
                    due_before: Some(at("2026-03-05T17:00")),
                    ..all()
                },
                Filter {
                    due_from: Some(at("2026-03-02T09:00")),
                    running: true,
                    ..all()
                },
                Filter {
                    status: Some(2),
                    unheld: true,
                    ..all()
                },
                Filter {
                    unpaused: true,
                    ..all()
                },
                Filter {
                    elsewhere: true,
                    ..all()
                },
            ];
            for filter in filters {
                let plan = store
                    .explain(&store.list_statement(&filter))
                    .await
                    .expect("a plan");
                assert_eq!(flaw(&plan), None, "{filter:?}\n{plan}");
                assert!(plan.contains(index), "{filter:?}\n{plan}");
                if filter.after.is_some() {
                    assert!(seeks_the_cursor(&plan), "{plan}");
                }
            }
        }
        leave(world, store).await;
    })
    .await;
}

#[tokio::test]
async fn an_inbox_goes_straight_to_its_place() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let first = Filter {
            order: ListOrder::StartBy,
            ..Filter::open_in(Scope::HeldBy(province::unit("03001-TT")))
        };
        let all = || first.clone();
        let five = Filter { limit: 5, ..all() };
        let next = store.list(&five).await.expect("no fault").next;
        assert!(next.is_some());
        let filters = [
            all(),
            Filter {
                after: next,
                ..all()
            },
            Filter {
                unpaused: true,
                after: next,
                ..all()
            },
            Filter {
                stage: Some("received".to_owned()),
                procedure: Some(province::REGISTER.to_owned()),
                ..all()
            },
            Filter {
                officer: Some(official("examiner").id),
                unpaused: true,
                ..all()
            },
            Filter {
                stage: Some("examining".to_owned()),
                unheld: true,
                ..all()
            },
        ];
        for filter in filters {
            let statement = store.list_statement(&filter);
            let plan = store.explain(&statement).await.expect("a plan");
            assert_eq!(flaw(&plan), None, "{filter:?}\n{plan}");
            let index = "listing_by_unit_open_start_by_dossier";
            assert!(plan.contains(index), "{filter:?}\n{plan}");
            if filter.after.is_some() {
                assert!(seeks_the_cursor(&plan), "{plan}");
            }
        }
        leave(world, store).await;
    })
    .await;
}

/// The place where the page before ended is part of the index condition, not a filter after it.
fn seeks_the_cursor(plan: &str) -> bool {
    plan.contains("(unit=? AND open=? AND (due_at,dossier)>(?,?))")
        || plan.contains("(desk=? AND open=? AND (due_at,dossier)>(?,?))")
        || plan.contains("(competent=? AND open=? AND (due_at,dossier)>(?,?))")
        || plan.contains("(unit=? AND open=? AND (start_by,dossier)>(?,?))")
        || plan.lines().any(|line| {
            let places = ["ROW(due_at, dossier) >", "ROW(start_by, dossier) >"];
            line.contains("Index Cond") && places.iter().any(|place| line.contains(place))
        })
}

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
async fn what_is_followed_is_found_by_its_ids() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let examiner = official("examiner").id;
        for _ in 0..3 {
            let dossier = world.opens(0).await.dossier;
            let followed = store.follow(examiner, dossier, crate::world::now()).await;
            followed.expect("followed");
        }
        let first = Filter::open_in(Scope::FollowedBy(examiner));
        let page = store
            .list(&Filter {
                limit: 2,
                ..first.clone()
            })
            .await;
        let next = Filter {
            after: page.expect("no fault").next,
            ..first.clone()
        };
        assert!(next.after.is_some());
        // What one official follows is little: sorting it costs less than an index in every order.
        for filter in [first, next] {
            let plan = store
                .explain(&store.list_statement(&filter))
                .await
                .expect("a plan");
            assert_eq!(whole_table(&plan), None, "{filter:?}\n{plan}");
            let is_found = plan.contains("sqlite_autoindex_follow_1") || plan.contains("follow_");
            assert!(is_found, "{filter:?}\n{plan}");
        }
        leave(world, store).await;
    })
    .await;
}

#[tokio::test]
async fn a_full_scan_is_seen() {
    on_each_engine(async |world| {
        let backend = world
            .store
            .list_statement(&crate::world::held_by("12"))
            .db_backend;
        let everything = "SELECT * FROM listing ORDER BY owed";
        let everything = sea_orm::Statement::from_string(backend, everything);
        let plan = world.store.explain(&everything).await.expect("a plan");
        assert!(flaw(&plan).is_some(), "{plan}");
    })
    .await;
}

async fn leave(world: &World, store: Store) {
    if !world.database.is_sqlite() {
        store.close().await.expect("closed");
    }
}

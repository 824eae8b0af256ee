//! Every list that a screen shows goes straight to its place, on its first page and on each further
//! one: no whole table is read, and nothing is sorted that an index could give in order.

use domain::people::agency::AgencyId;
use store::{Cursor, Filter, ListOrder, Scope, Store};

use crate::reading::{fill, flaw, leave, planner, whole_table};
use crate::world::{World, at, official, on_each_engine, province};

const OF_UNIT: &str = "unit=? AND open=?";
const OF_UNIT_AT_STAGE: &str = "unit=? AND open=? AND stage=?";
const OF_DESK: &str = "desk=? AND open=?";
const OF_DESK_AT_STAGE: &str = "desk=? AND open=? AND stage=?";
const OF_COMPETENT: &str = "competent=? AND open=?";
const OF_COMPETENT_AT_STAGE: &str = "competent=? AND open=? AND stage=?";

/// A list that a screen shows, and what of an index its place is found by.
struct Shown {
    screen: &'static str,
    filter: Filter,
    index: &'static str,
    by: &'static str,
}

fn division() -> AgencyId {
    province::unit("03001-VHXH")
}

/// What a unit has to do, as its inbox stands.
fn inbox() -> Filter {
    Filter {
        order: ListOrder::StartBy,
        ..held()
    }
}

/// The same by deadline.
fn held() -> Filter {
    Filter::open_in(Scope::HeldBy(division()))
}

fn received() -> Filter {
    Filter::open_in(Scope::ReceivedAt(province::desk(0)))
}

fn settled() -> Filter {
    Filter::open_in(Scope::SettledBy(province::unit("03001")))
}

fn unpaused(filter: Filter) -> Filter {
    Filter {
        unpaused: true,
        ..filter
    }
}

fn unheld(filter: Filter) -> Filter {
    Filter {
        unheld: true,
        ..filter
    }
}

fn stage(stage: &str, filter: Filter) -> Filter {
    Filter {
        stage: Some(stage.to_owned()),
        ..filter
    }
}

fn procedure(filter: Filter) -> Filter {
    Filter {
        procedure: Some(province::REGISTER.to_owned()),
        ..filter
    }
}

fn overdue(filter: Filter) -> Filter {
    Filter {
        running: true,
        due_before: Some(at("2026-03-10T00:00")),
        ..filter
    }
}

fn soon(filter: Filter) -> Filter {
    Filter {
        due_from: Some(at("2026-03-02T09:00")),
        ..overdue(filter)
    }
}

fn ended(filter: Filter) -> Filter {
    Filter {
        open: Some(false),
        ..filter
    }
}

/// Lists of whoever examines, by what should begin first and by deadline.
fn of_casework() -> Vec<Shown> {
    let by_start = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_unit_by_start",
        by: OF_UNIT,
    };
    let at_stage = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_unit_at_stage_by_start",
        by: OF_UNIT_AT_STAGE,
    };
    let by_due = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_unit_at_stage_by_due",
        by: OF_UNIT_AT_STAGE,
    };
    vec![
        by_start("all work", unpaused(inbox())),
        by_start("work on a procedure", procedure(unpaused(inbox()))),
        at_stage("a stage", stage("received", inbox())),
        at_stage(
            "a procedure at a stage",
            procedure(stage("examining", inbox())),
        ),
        at_stage("not taken", unheld(stage("examining", inbox()))),
        at_stage("paused", stage("awaiting_supplement", inbox())),
        at_stage(
            "waiting for a number",
            unpaused(stage("numbering", inbox())),
        ),
        by_due("due soon", soon(held())),
        by_due("overdue", overdue(held())),
        by_due("to decide", stage("deciding", held())),
        by_due(
            "decisions on a procedure",
            procedure(stage("deciding", held())),
        ),
        Shown {
            screen: "what another unit holds",
            filter: Filter {
                elsewhere: true,
                ..settled()
            },
            index: "listing_of_competent_by_due",
            by: OF_COMPETENT,
        },
    ]
}

/// Lists of a desk.
fn of_desk() -> Vec<Shown> {
    let all = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_desk_by_due",
        by: OF_DESK,
    };
    let at_stage = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_desk_at_stage_by_due",
        by: OF_DESK_AT_STAGE,
    };
    let here = || Filter::open_in(Scope::HeldBy(province::desk(0)));
    let shelf = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_unit_at_stage_by_due",
        by: OF_UNIT_AT_STAGE,
    };
    vec![
        all("received", received()),
        all("received for a procedure", procedure(received())),
        all("ended", ended(received())),
        at_stage("waiting", stage("awaiting_supplement", received())),
        at_stage("due soon", soon(received())),
        at_stage("overdue", overdue(received())),
        at_stage("overdue here", overdue(stage("received", received()))),
        shelf("filed online", stage("submitted", here())),
        shelf("results to return", stage("resolved", here())),
        shelf(
            "results of a procedure",
            procedure(stage("resolved", here())),
        ),
    ]
}

/// Lists of whoever leads, and those of the API.
fn of_leader() -> Vec<Shown> {
    let all = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_competent_by_due",
        by: OF_COMPETENT,
    };
    let at_stage = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_of_competent_at_stage_by_due",
        by: OF_COMPETENT_AT_STAGE,
    };
    let of_api = |screen, filter| Shown {
        screen,
        filter,
        index: "listing_by_unit_open_due_at_dossier",
        by: OF_UNIT,
    };
    vec![
        all("all work", unpaused(settled())),
        all("work on a procedure", procedure(unpaused(settled()))),
        all("ended", ended(settled())),
        at_stage("overdue", overdue(settled())),
        at_stage("due soon", soon(settled())),
        at_stage("examined", stage("examining", settled())),
        at_stage("not taken", unheld(stage("examining", settled()))),
        at_stage("paused", stage("awaiting_supplement", settled())),
        at_stage("stopped", stage("stopped", ended(settled()))),
        of_api("held", held()),
        of_api("ended", ended(held())),
    ]
}

/// A place in the middle of a list in this order.
fn place(order: ListOrder) -> Cursor {
    let order = match order {
        ListOrder::DueAt => "",
        ListOrder::StartBy => "s",
    };
    let place = format!("{order}1772704800000000.0000000000000000000000000000000a");
    place.parse().expect("a place")
}

#[tokio::test]
async fn lists_go_straight_to_their_place() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let lists = [of_casework(), of_desk(), of_leader()];
        for shown in lists.into_iter().flatten() {
            let next = Filter {
                after: Some(place(shown.filter.order)),
                ..shown.filter.clone()
            };
            for filter in [&shown.filter, &next] {
                check(world, &store, &shown, filter).await;
            }
        }
        leave(world, store).await;
    })
    .await;
}

async fn check(world: &World, store: &Store, shown: &Shown, filter: &Filter) {
    let statements = store.list_statements(filter);
    assert!(!statements.is_empty(), "{}", shown.screen);
    for statement in statements {
        let plan = store.explain(&statement).await.expect("a plan");
        let told = format!("{}: {filter:?}\n{plan}", shown.screen);
        assert_eq!(flaw(&plan), None, "{told}");
        assert!(is_found_by(world, shown, &plan), "{told}");
        if filter.after.is_some() {
            assert!(seeks_the_cursor(&plan), "{told}");
        }
    }
}

/// Whether the place of a list is found by what it should be. Of a small table PostgreSQL takes
/// whichever index costs as little: what counts is that nothing but the order is walked through.
fn is_found_by(world: &World, shown: &Shown, plan: &str) -> bool {
    let Shown { index, by, .. } = shown;
    if world.database.is_sqlite() {
        return plan.contains(&format!("USING INDEX {index} ({by}"));
    }
    let sought = plan.lines().find(|line| line.contains("Index Cond"));
    sought.is_some_and(|sought| {
        by.split(" AND ")
            .filter_map(|column| column.strip_suffix("=?"))
            .filter(|column| *column != "open")
            .all(|column| sought.contains(&format!("{column} = ")))
    })
}

/// The place where the page before ended is part of the index condition, not a filter after it.
fn seeks_the_cursor(plan: &str) -> bool {
    let places = ["(due_at,dossier)>(?,?)", "(start_by,dossier)>(?,?)"];
    places.iter().any(|place| plan.contains(place))
        || plan.lines().any(|line| {
            let places = ["ROW(due_at, dossier) >", "ROW(start_by, dossier) >"];
            line.contains("Index Cond") && places.iter().any(|place| line.contains(place))
        })
}

#[tokio::test]
async fn what_an_official_holds_is_found_by_the_official() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let mine = |filter: Filter| Filter {
            officer: Some(official("examiner").id),
            ..filter
        };
        let next = Filter {
            after: Some(place(ListOrder::StartBy)),
            ..mine(unpaused(inbox()))
        };
        for filter in [
            mine(unpaused(inbox())),
            next,
            mine(stage("examining", held())),
            mine(unpaused(settled())),
            mine(received()),
        ] {
            for statement in store.list_statements(&filter) {
                let plan = store.explain(&statement).await.expect("a plan");
                // What one official holds is little: only what they have to do stands in order.
                let flaw = match filter.order {
                    ListOrder::StartBy => flaw(&plan),
                    ListOrder::DueAt => whole_table(&plan),
                };
                assert_eq!(flaw, None, "{filter:?}\n{plan}");
                let index = "listing_of_officer_by_start";
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
async fn what_is_named_is_found_by_its_ids() {
    on_each_engine(async |world| {
        fill(world).await;
        let store = planner(world).await;
        let some = world.opens(0).await.dossier;
        let filter = Filter {
            among: Some(vec![some; 20]),
            ..procedure(received())
        };
        for statement in store.list_statements(&filter) {
            let plan = store.explain(&statement).await.expect("a plan");
            assert_eq!(whole_table(&plan), None, "{plan}");
            // With so few rows any index is good enough for PostgreSQL.
            let keys = ["sqlite_autoindex_listing_1 (dossier=?", "Index Scan using"];
            assert!(keys.iter().any(|key| plan.contains(key)), "{plan}");
        }
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
            for statement in store.list_statements(&filter) {
                let plan = store.explain(&statement).await.expect("a plan");
                assert_eq!(whole_table(&plan), None, "{filter:?}\n{plan}");
                let keys = ["sqlite_autoindex_follow_1", "follow_"];
                let is_found = keys.iter().any(|key| plan.contains(key));
                assert!(is_found, "{filter:?}\n{plan}");
            }
        }
        leave(world, store).await;
    })
    .await;
}

//! Lists, pages and counts.

use std::collections::{BTreeMap, BTreeSet};

use domain::dossier::Now;
use domain::dossier::command::Command;
use domain::people::Actor;
use store::{Cursor, DossierWrite, Filter, Line, Scope};
use uuid::Uuid;

use crate::world::{World, at, hand, held_by, official, on_each_engine, opening, province};

/// Dossiers at many stages of the first commune, and one of the second.
async fn a_mixed_pile(world: &World) {
    world.opens(1).await;
    for n in 0..11 {
        let code = match n {
            0..=1 => world.files_online(0).await.code,
            _ => world.opens(0).await.code,
        };
        match n {
            3 | 4 => {
                world.does("desk", &code, Command::Forward).await;
            }
            5 => {
                world.does("desk", &code, Command::Forward).await;
                world
                    .does("examiner", &code, hand::assign(official("examiner").id))
                    .await;
            }
            6 => {
                world.does("desk", &code, hand::withdraw()).await;
            }
            7 => {
                world.does("desk", &code, hand::ask()).await;
            }
            8 => {
                world.does("cashier", &code, hand::charge()).await;
            }
            9 => {
                world.does("desk", &code, Command::Forward).await;
                world.does("examiner", &code, hand::propose()).await;
            }
            _ => {}
        }
    }
}

fn numbers(lines: &[Line]) -> Vec<&str> {
    let mut numbers: Vec<_> = lines
        .iter()
        .map(|line| line.code.running_number())
        .collect();
    numbers.sort_unstable();
    numbers
}

#[tokio::test]
async fn each_scope_shows_its_own_dossiers() {
    on_each_engine(async |world| {
        a_mixed_pile(world).await;
        let list = async |filter: Filter| world.whole_list(&filter, 100).await;
        let desk = list(held_by("03001-TT")).await;
        assert_eq!(
            numbers(&desk),
            ["0001", "0002", "0003", "0008", "0009", "0011"]
        );
        let division = list(held_by("03001-VHXH")).await;
        assert_eq!(numbers(&division), ["0004", "0005", "0006"]);
        assert_eq!(numbers(&list(held_by("03001")).await), ["0010"]);
        let received = list(Filter::open_in(Scope::ReceivedAt(province::desk(0)))).await;
        assert_eq!(received.len(), 10);
        let settled = list(Filter::open_in(Scope::SettledBy(province::unit("03001")))).await;
        assert_eq!(numbers(&settled), numbers(&received));
        assert!(list(held_by("03003-TT")).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_line_says_what_the_dossier_says() {
    on_each_engine(async |world| {
        a_mixed_pile(world).await;
        let lines = world.whole_list(&held_by("03001-TT"), 100).await;
        let charged = lines
            .iter()
            .find(|line| line.code.running_number() == "0009");
        let line = charged.expect("it is at the desk");
        assert_eq!(line.procedure, province::REGISTER);
        assert_eq!(
            (line.channel.as_str(), line.stage.as_str()),
            ("desk", "received")
        );
        assert_eq!(line.owed, 8_000);
        assert_eq!(line.last_number, 3);
        assert_eq!(line.last_at, world.load(&line.code).await.dossier.last_at);
        assert_eq!(line.submitted_at, at("2026-03-02T09:00"));
        assert_eq!(line.received_at, Some(line.submitted_at));
        assert_eq!(line.due_at, Some(at("2026-03-05T17:00")));
        assert_eq!(line.settled_at, None);
        assert_eq!(line.applicant.as_deref(), Some("Lò Thị Pản"));
        let dossier = world.load(&line.code).await.dossier;
        assert_eq!(line.status, dossier.national_status().code());
        let online = lines
            .iter()
            .find(|line| line.code.running_number() == "0001");
        let online = online.expect("it is at the desk");
        assert_eq!((online.channel.as_str(), online.due_at), ("online", None));
        // Whatever is due comes first, whatever has no promise last.
        assert_eq!(lines.last().expect("lines").due_at, None);
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_a_list() {
    on_each_engine(async |world| {
        a_mixed_pile(world).await;
        let here = || Filter::open_in(Scope::ReceivedAt(province::desk(0)));
        let list = async |filter: Filter| world.whole_list(&filter, 100).await;
        let both = list(Filter {
            open: None,
            ..here()
        })
        .await;
        assert_eq!(both.len(), 11);
        let ended = list(Filter {
            open: Some(false),
            ..here()
        })
        .await;
        assert_eq!(numbers(&ended), ["0007"]);
        assert!(ended[0].settled_at.is_some());
        let stage = list(Filter {
            stage: Some("awaiting_supplement".to_owned()),
            ..here()
        })
        .await;
        assert_eq!(numbers(&stage), ["0008"]);
        let status = list(Filter {
            status: Some(stage[0].status),
            ..here()
        })
        .await;
        assert!(status.iter().any(|line| line.code == stage[0].code));
        assert!(status.iter().all(|line| line.status == stage[0].status));
        let advice = Filter {
            procedure: Some(province::ADVICE.to_owned()),
            ..here()
        };
        assert_eq!(numbers(&list(advice).await), ["0001", "0002"]);
        let mine = Filter {
            officer: Some(official("examiner").id),
            ..here()
        };
        assert_eq!(numbers(&list(mine).await), ["0006"]);
        let unpaused = Filter {
            unpaused: true,
            ..here()
        };
        let is_paused = |line: &Line| line.stage == "awaiting_supplement";
        let unpaused = list(unpaused).await;
        assert_eq!((unpaused.len(), unpaused.iter().any(is_paused)), (9, false));
        // The desk holds six of them and the division three; the commune itself has one.
        let elsewhere = Filter {
            elsewhere: true,
            ..Filter::open_in(Scope::SettledBy(province::unit("03001")))
        };
        assert_eq!(list(elsewhere).await.len(), 9);
        let due = |local| Filter {
            due_before: Some(at(local)),
            ..here()
        };
        assert!(list(due("2026-03-05T17:00")).await.is_empty());
        assert_eq!(list(due("2026-03-05T17:01")).await.len(), 8);
        let some = vec![ended[0].id, stage[0].id];
        let among = Filter {
            among: Some(some),
            open: None,
            ..here()
        };
        assert_eq!(numbers(&list(among).await), ["0007", "0008"]);
        let none = Filter {
            among: Some(Vec::new()),
            ..here()
        };
        assert!(list(none).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_the_clock_runs_for_stands_in_one_order_over_its_stages() {
    on_each_engine(async |world| {
        a_mixed_pile(world).await;
        let running = Filter {
            running: true,
            due_from: Some(at("2026-03-05T17:00")),
            due_before: Some(at("2026-03-06T00:00")),
            ..Filter::open_in(Scope::SettledBy(province::unit("03001")))
        };
        let ids = |lines: Vec<Line>| -> Vec<Uuid> { lines.iter().map(|line| line.id).collect() };
        let lines = world.whole_list(&running, 100).await;
        let stages: BTreeSet<&str> = lines.iter().map(|line| line.stage.as_str()).collect();
        let all = BTreeSet::from(["deciding", "examining", "received"]);
        assert_eq!((lines.len(), stages), (7, all));
        let whole = ids(lines);
        // All are due at the same moment, at which the list begins.
        assert!(whole.is_sorted());
        for limit in [1, 2, 3] {
            assert_eq!(ids(world.whole_list(&running, limit).await), whole);
        }
        // A place from before the moment at which the list begins by now.
        let early = "7.0000000000000000000000000000000a";
        let later = Filter {
            after: Some(early.parse().expect("a place")),
            ..running.clone()
        };
        assert_eq!(ids(world.whole_list(&later, 100).await), whole);
        let at_stage = |stage: &str| Filter {
            stage: Some(stage.to_owned()),
            ..running.clone()
        };
        let received = world.whole_list(&at_stage("received"), 100).await;
        assert_eq!(received.len(), 3);
        for (most, length) in [
            (0, 1),
            (2, 3),
            (whole.len() as u64, whole.len() as u64),
            (100, whole.len() as u64),
        ] {
            let counted = world.store.length(&running, most).await;
            assert_eq!(counted.expect("no fault"), length, "counted to {most}");
        }
        let waiting = at_stage("awaiting_supplement");
        assert!(world.whole_list(&waiting, 100).await.is_empty());
        let page = world.store.list_without_names(&running).await;
        let lines = page.expect("no fault").lines;
        assert!(lines.iter().all(|line| line.applicant.is_none()));
        assert_eq!(ids(lines), whole);
    })
    .await;
}

#[tokio::test]
async fn pages_lose_and_repeat_nothing_among_equals() {
    on_each_engine(async |world| {
        // Three moments at which much is due at once, in an order unlike that of opening.
        for n in 0..50 {
            let day = [4, 2, 3][n % 3];
            let now = at(&format!("2026-03-0{day}T09:00"));
            world
                .tries(DossierWrite {
                    now,
                    ..opening(0, None)
                })
                .await
                .expect("opened");
        }
        for _ in 0..7 {
            world.files_online(0).await;
        }
        let ended = world.opens(0).await.code;
        world.does("desk", &ended, hand::withdraw()).await;
        for open in [Some(true), None] {
            let filter = Filter {
                open,
                ..Filter::open_in(Scope::ReceivedAt(province::desk(0)))
            };
            let whole: Vec<Uuid> = world
                .whole_list(&filter, 100)
                .await
                .iter()
                .map(|line| line.id)
                .collect();
            assert_eq!(whole.len(), if open.is_some() { 57 } else { 58 });
            assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len());
            for limit in [1, 7, 19, 57, 58] {
                let paged = world.whole_list(&filter, limit).await;
                assert_eq!(paged.iter().map(|line| line.id).collect::<Vec<_>>(), whole);
                let due: Vec<Option<Now>> = paged.iter().map(|line| line.due_at).collect();
                assert!(due.is_sorted_by_key(|due| (due.is_none(), *due)));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_goes_on_where_it_ended_though_the_list_changed() {
    on_each_engine(async |world| {
        let mut codes = Vec::new();
        for _ in 0..6 {
            codes.push(world.opens(0).await.code);
        }
        let filter = Filter {
            limit: 3,
            ..held_by("03001-TT")
        };
        let first = world.store.list(&filter).await.expect("no fault");
        // What was on the first page leaves the list; a cursor is a place, not an offset.
        for line in &first.lines {
            world
                .does_as(&Actor::Applicant, &line.code, hand::withdraw())
                .await;
        }
        let text = first.next.expect("there is more").to_string();
        let after: Cursor = text.parse().expect("a place reads back");
        let second = world
            .store
            .list(&Filter {
                after: Some(after),
                ..filter
            })
            .await;
        assert_eq!(second.expect("no fault").lines.len(), 3);
        assert!("7.x".parse::<Cursor>().is_err());
        assert!("không".parse::<Cursor>().is_err());
    })
    .await;
}

#[tokio::test]
async fn counts_are_what_counting_gives() {
    on_each_engine(async |world| {
        a_mixed_pile(world).await;
        for unit in ["03001-TT", "03001-VHXH", "03001", "03002-TT", "12"] {
            let mut counted: BTreeMap<(String, String), u64> = BTreeMap::new();
            for line in world.whole_list(&held_by(unit), 100).await {
                let day = line
                    .due_at
                    .map_or("9999-12-31".to_owned(), |due| due.today().to_string());
                *counted.entry((line.stage, day)).or_default() += 1;
            }
            let kept = world
                .store
                .counts(&province::unit(unit))
                .await
                .expect("no fault");
            let kept: BTreeMap<_, _> = kept
                .into_iter()
                .map(|count| ((count.stage, count.due_on), count.count))
                .collect();
            assert_eq!(kept, counted, "{unit}");
        }
    })
    .await;
}

#[tokio::test]
async fn rebuilding_the_lists_changes_nothing_and_mends_what_was_spoilt() {
    on_each_engine(async |world| {
        a_mixed_pile(world).await;
        assert_eq!(world.rebuilds_to_the_same().await, 12);
        let before = world.store.lists_as_text().await.expect("no fault");
        world.database.run("DELETE FROM tally").await;
        world
            .database
            .run("UPDATE listing SET stage = 'hỏng', owed = 77")
            .await;
        assert_ne!(world.store.lists_as_text().await.expect("no fault"), before);
        assert_eq!(world.store.rebuild().await.expect("no fault"), 12);
        assert_eq!(world.store.lists_as_text().await.expect("no fault"), before);
    })
    .await;
}

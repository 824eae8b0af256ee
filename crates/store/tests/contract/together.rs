//! Many people at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::refusal::Refusal;
use jiff::civil::date;
use store::{Done, DossierWrite, Fault, NotDone, Scope, Store};
use tokio::sync::Semaphore;

use crate::world::database::is_long;
use crate::world::{World, hand, inside, on_each_engine, opening, province, the, write};

/// As many as the store lets wait.
const CROWD: usize = 1_000;

/// Gives commands at once, as far as the store lets them wait; the rest stands at the door.
async fn at_once(store: &Store, writes: Vec<DossierWrite>) -> Vec<Result<Done, NotDone>> {
    let door = Arc::new(Semaphore::new(CROWD));
    let waiting: Vec<_> = writes
        .into_iter()
        .map(|write| {
            let (store, door) = (store.clone(), door.clone());
            tokio::spawn(async move {
                let _inside = door.acquire().await.expect("the door stays");
                store.carry_out(write).await.expect("no fault")
            })
        })
        .collect();
    let mut answers = Vec::with_capacity(waiting.len());
    for answer in waiting {
        answers.push(answer.await.expect("no panic"));
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_beyond_the_queue_is_told_so_and_the_rest_is_served() {
    on_each_engine(async |world| {
        let waiting: Vec<_> = (0..1_300)
            .map(|_| {
                let store = world.store.clone();
                tokio::spawn(async move { store.carry_out(opening(0, None)).await })
            })
            .collect();
        let (mut opened, mut told) = (0, 0);
        for answer in waiting {
            match answer.await.expect("no panic") {
                Ok(done) => opened += usize::from(done.is_ok()),
                Err(Fault::Busy) => told += 1,
                Err(fault) => panic!("{}", store::chain(&fault)),
            }
        }
        assert_eq!(opened + told, 1_300);
        assert!(told > 0, "nobody was told");
        let listed: BTreeSet<_> = codes_at(world, 0).await.into_iter().collect();
        assert_eq!(listed, first_codes(0, opened));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_notes_at_once_are_sixty_four_events_without_a_gap() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        let notes = (0..64)
            .map(|n| {
                write(
                    &the("desk"),
                    Some(&code),
                    None,
                    hand::note(&format!("ghi {n}")),
                )
            })
            .collect();
        let mut numbers: Vec<u32> = at_once(&world.store, notes)
            .await
            .into_iter()
            .map(|answer| answer.expect("notes commute").number)
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (3..67).collect::<Vec<_>>());
        let loaded = world.load(&code).await;
        let numbers: Vec<u32> = loaded.history.iter().map(|e| e.recorded.number).collect();
        assert_eq!(numbers, (1..67).collect::<Vec<_>>());
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_sixty_four_who_forward_at_once_one_does() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        let forwards = (0..64)
            .map(|_| write(&the("desk"), Some(&code), Some(2), Command::Forward))
            .collect();
        let answers = at_once(&world.store, forwards).await;
        let done = answers.iter().filter(|answer| answer.is_ok()).count();
        let changed = NotDone::Refused(Refusal::ChangedSince { events: vec![3] });
        let told = answers
            .iter()
            .filter(|answer| **answer == Err(changed.clone()))
            .count();
        assert_eq!((done, told), (1, 63));
        assert_eq!(world.load(&code).await.history.len(), 3);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
    })
    .await;
}

/// Codes of a commune's day, without a gap from 0001.
fn first_codes(desk: usize, count: usize) -> BTreeSet<DossierCode> {
    let agency = province::agency_code(desk);
    (1..=u32::try_from(count).expect("few enough"))
        .map(|number| DossierCode::issue(&agency, date(2026, 3, 2), number))
        .collect()
}

/// Bytes of SQLite's write-ahead log; none on PostgreSQL.
fn length_of_log(world: &World) -> u64 {
    let log = inside(world, "data/motcua.sqlite3-wal");
    std::fs::metadata(log).map_or(0, |log| log.len())
}

async fn codes_at(world: &World, desk: usize) -> Vec<DossierCode> {
    let filter = store::Filter::open_in(Scope::ReceivedAt(province::desk(desk)));
    world
        .whole_list(&filter, 100)
        .await
        .into_iter()
        .map(|line| line.code)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn intakes_at_twenty_desks_at_once_get_codes_without_a_gap() {
    let count = if is_long() { 5_000 } else { 200 };
    on_each_engine(async |world| {
        let intakes = (0..count)
            .map(|n| opening(n % province::DESKS, None))
            .collect();
        let answers = at_once(&world.store, intakes).await;
        assert!(
            length_of_log(world) < 96 << 20,
            "the log grows without bound"
        );
        let codes: BTreeSet<_> = answers
            .into_iter()
            .map(|answer| answer.expect("opened").code)
            .collect();
        assert_eq!(codes.len(), count);
        for desk in 0..province::DESKS {
            let listed = codes_at(world, desk).await;
            assert_eq!(listed.len(), count / province::DESKS);
            let listed: BTreeSet<_> = listed.into_iter().collect();
            assert_eq!(listed, first_codes(desk, count / province::DESKS));
            assert!(listed.is_subset(&codes));
        }
        assert_eq!(
            world.rebuilds_to_the_same().await,
            u64::try_from(count).expect("few enough")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_openings_among_others_leave_no_gap() {
    on_each_engine(async |world| {
        let writes = (0..90)
            .map(|n| {
                let mut write = opening(0, None);
                if let (0, Command::ReceiveInPerson(application)) = (n % 3, &mut write.command) {
                    application.papers.clear();
                }
                write
            })
            .collect();
        let answers = at_once(&world.store, writes).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), 30);
        let listed: BTreeSet<_> = codes_at(world, 0).await.into_iter().collect();
        assert_eq!(listed, first_codes(0, 60));
        assert_eq!(world.rebuilds_to_the_same().await, 60);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dossiers_that_move_at_once_keep_their_counts() {
    on_each_engine(async |world| {
        let mut codes = Vec::new();
        for _ in 0..30 {
            codes.push(world.opens(0).await.code);
        }
        let act = |code: &DossierCode, name, seen, command| {
            write(&the(name), Some(code), Some(seen), command)
        };
        let forward = codes
            .iter()
            .map(|code| act(code, "desk", 2, Command::Forward))
            .collect();
        assert!(
            at_once(&world.store, forward)
                .await
                .iter()
                .all(Result::is_ok)
        );
        // Half go on while the other half come back: the same cells, in both directions.
        let both_ways = codes
            .iter()
            .enumerate()
            .map(|(n, code)| match n % 2 {
                0 => act(code, "examiner", 3, hand::propose()),
                _ => act(
                    code,
                    "examiner",
                    3,
                    Command::SendBack {
                        reason: hand::words("Xem lại"),
                    },
                ),
            })
            .collect();
        assert!(
            at_once(&world.store, both_ways)
                .await
                .iter()
                .all(Result::is_ok)
        );
        let count = async |unit: &str| -> u64 {
            let counts = world
                .store
                .counts(&province::unit(unit))
                .await
                .expect("no fault");
            counts.iter().map(|count| count.count).sum()
        };
        assert_eq!(count("03001-TT").await, 15);
        assert_eq!(count("03001-VHXH").await, 0);
        assert_eq!(count("03001").await, 15);
        assert_eq!(world.rebuilds_to_the_same().await, 30);
    })
    .await;
}

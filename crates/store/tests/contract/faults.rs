//! What breaks: a clear fault, nothing half written, and the next write works again.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use domain::dossier::command::Command;
use store::{Done, Fault, NotDone, Store};

use crate::world::database::{Database, server, texts};
use crate::world::{World, fault, hand, on_each_engine, on_sqlite, once, opening, the, write};

#[tokio::test]
async fn a_second_server_on_the_same_folder_is_told_whose_it_is() {
    on_sqlite(async |world| {
        let refused = fault(Store::open(&world.database.config()).await);
        let Fault::InUse { owner } = refused else {
            panic!("{refused}")
        };
        assert_eq!(owner, format!("process {}", std::process::id()));
        world.opens(0).await;
        world.store.close().await.expect("closed");
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    on_each_engine(async |world| {
        world.opens(0).await;
        world.store.close().await.expect("closed");
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
        world.database.run(newer).await;
        let before = world.database.dump().await;
        let refused = fault(Store::open(&world.database.config()).await);
        let Fault::NewerSchema { migration } = refused else {
            panic!("{refused}")
        };
        assert_eq!(migration, "m9999_later");
        assert_eq!(world.database.dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn what_is_closed_answers_with_a_fault() {
    on_each_engine(async |world| {
        world.store.close().await.expect("closed");
        assert!(world.store.carry_out(opening(0, None)).await.is_err());
        assert!(world.store.is_ready().await.is_err());
        world.store.close().await.expect("twice is harmless");
    })
    .await;
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    for database in Database::each().await {
        let world = World::on(database).await;
        let opened = world.tries(opening(0, Some("k"))).await.expect("opened");
        world
            .does("desk", &opened.code, hand::note("trước khi tắt"))
            .await;
        let before = world.database.dump().await;
        let world = World::again(world.close().await).await;
        assert_eq!(world.database.dump().await, before);
        let again = world.tries(opening(0, Some("k"))).await.expect("answered");
        assert_eq!((again.repeated, again.code), (true, opened.code));
        assert_eq!(world.opens(0).await.code.running_number(), "0002");
        world.end().await;
    }
}

/// Gives commands at once; the answers in their order.
async fn at_once(
    store: &Store,
    writes: Vec<store::DossierWrite>,
) -> Vec<Result<Result<Done, NotDone>, Fault>> {
    let waiting: Vec<_> = writes
        .into_iter()
        .map(|write| {
            let store = store.clone();
            tokio::spawn(async move { store.carry_out(write).await })
        })
        .collect();
    let mut answers = Vec::with_capacity(waiting.len());
    for answer in waiting {
        answers.push(answer.await.expect("no panic"));
    }
    answers
}

#[tokio::test]
async fn one_write_that_fails_does_not_take_others_along() {
    on_each_engine(async |world| {
        let mut codes = Vec::new();
        for _ in 0..12 {
            codes.push(world.opens(0).await.code);
        }
        let of = format!("(SELECT id FROM dossier WHERE code = '{}')", codes[5]);
        let spoil = format!("UPDATE event SET payload = 'hỏng' WHERE dossier = {of}");
        world.database.run(&spoil).await;
        let notes = codes
            .iter()
            .map(|code| write(&the("desk"), Some(code), None, hand::note("x")));
        let answers = at_once(&world.store, notes.collect()).await;
        for (n, answer) in answers.into_iter().enumerate() {
            if n == 5 {
                assert!(matches!(fault(answer), Fault::Damaged { .. }));
            } else {
                assert_eq!(answer.expect("no fault").expect("noted").number, 3, "{n}");
                assert_eq!(world.load(&codes[n]).await.history.len(), 3);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_panics_fails_alone() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        // Years beyond 9999 do not exist; whatever the rules make of them, the writer goes on.
        let mut odd = opening(0, None);
        odd.now = domain::dossier::Now(jiff::Timestamp::MAX);
        let good = write(&the("desk"), Some(&code), None, hand::note("x"));
        let answers = at_once(&world.store, vec![odd, good]).await;
        assert!(!matches!(answers[0], Ok(Ok(_))), "{:?}", answers[0]);
        assert!(matches!(answers[1], Ok(Ok(_))), "{:?}", answers[1]);
        assert_eq!(world.opens(0).await.code.running_number(), "0002");
    })
    .await;
}

#[tokio::test]
async fn a_database_that_cannot_be_written_refuses_and_recovers() {
    on_sqlite(async |world| {
        let code = world.opens(0).await.code;
        let before = world.database.dump().await;
        world
            .store
            .on_writer("PRAGMA query_only = ON")
            .await
            .expect("played");
        let refused = fault(world.store.carry_out(opening(0, Some("k"))).await);
        assert!(matches!(refused, Fault::Database { .. }), "{refused}");
        let both = vec![opening(0, None), opening(1, None)];
        for answer in at_once(&world.store, both).await {
            fault(answer);
        }
        // Reading goes on, and whoever sends people here is told each time.
        assert!(world.store.is_ready().await.is_err());
        assert!(world.store.is_ready().await.is_err());
        assert_eq!(world.load(&code).await.history.len(), 2);
        assert_eq!(world.database.dump().await, before);
        world
            .store
            .on_writer("PRAGMA query_only = OFF")
            .await
            .expect("played");
        assert!(
            world.store.is_ready().await.is_ok(),
            "it recovers by itself"
        );
        assert_eq!(world.database.dump().await, before, "a try leaves nothing");
        let opened = world.tries(opening(0, Some("k"))).await.expect("opened");
        assert_eq!(
            (opened.code.running_number(), opened.repeated),
            ("0002", false)
        );
        assert_eq!(world.rebuilds_to_the_same().await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    on_sqlite(async |world| {
        // No page more than there is.
        world
            .store
            .on_writer("PRAGMA max_page_count = 1")
            .await
            .expect("played");
        let mut acknowledged = Vec::new();
        let mut unanswered = Vec::new();
        for round in 0..12 {
            let keys: Vec<String> = (0..16).map(|n| format!("{round}-{n}")).collect();
            let writes = keys.iter().map(|key| opening(0, Some(key))).collect();
            for (key, answer) in keys.into_iter().zip(at_once(&world.store, writes).await) {
                match answer {
                    Ok(done) => acknowledged.push((key, done.expect("not refused").code)),
                    Err(_) => unanswered.push(key),
                }
            }
            world
                .store
                .on_writer("PRAGMA max_page_count = 1")
                .await
                .expect("played");
        }
        assert!(!unanswered.is_empty(), "the disk was not full");
        assert!(world.store.is_ready().await.is_err());

        world
            .store
            .on_writer("PRAGMA max_page_count = 1073741823")
            .await
            .expect("played");
        assert!(world.store.is_ready().await.is_ok());
        for key in &unanswered {
            let done = world.tries(opening(0, Some(key))).await.expect("opened");
            acknowledged.push((key.clone(), done.code));
        }
        for (key, code) in &acknowledged {
            let again = world.tries(opening(0, Some(key))).await.expect("answered");
            assert_eq!((again.repeated, &again.code), (true, code));
        }
        let mut numbers: Vec<_> = acknowledged
            .iter()
            .map(|(_, code)| code.running_number())
            .collect();
        numbers.sort_unstable();
        let gapless: Vec<_> = (1..=192).map(|n| format!("{n:04}")).collect();
        assert_eq!(numbers, gapless);
        assert_eq!(world.rebuilds_to_the_same().await, 192);
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_whole_while_the_server_runs() {
    on_each_engine(async |world| {
        let copy = crate::world::inside(world, "bản sao '1'.sqlite3");
        if !world.database.is_sqlite() {
            assert!(world.store.copy_to(&copy).await.is_err());
            return;
        }
        let code = world.opens(0).await.code;
        world.store.copy_to(&copy).await.expect("copied");
        world.opens(0).await;
        assert!(
            world.store.copy_to(&copy).await.is_err(),
            "it overwrites nothing"
        );

        let restored = crate::world::inside(world, "phục hồi");
        std::fs::create_dir(&restored).expect("a folder");
        std::fs::copy(&copy, restored.join("motcua.sqlite3")).expect("copied");
        let place = store::Place::Folder(restored);
        let config = store::Config {
            place,
            ..world.database.config()
        };
        let second = Store::open(&config).await.expect("the copy opens");
        assert_eq!(
            second
                .find(&code)
                .await
                .expect("no fault")
                .expect("there")
                .history
                .len(),
            2
        );
        assert_eq!(second.rebuild().await.expect("no fault"), 1);
        second.close().await.expect("closed");
    })
    .await;
}

/// A door before the PostgreSQL server that can be shut.
struct Door {
    open: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
    url: String,
}

impl Door {
    fn before(server: &str) -> Self {
        let (before, rest) = server.split_once('@').expect("a user");
        let (address, path) = rest.split_once('/').expect("a database");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let url = format!("{before}@127.0.0.1:{port}/{path}");
        let (open, streams) = (
            Arc::new(AtomicBool::new(true)),
            Arc::new(Mutex::new(Vec::new())),
        );
        let door = Self {
            open: open.clone(),
            streams: streams.clone(),
            url,
        };
        let address = address.to_owned();
        std::thread::spawn(move || {
            for inside in listener.incoming().flatten() {
                if !open.load(Ordering::SeqCst) {
                    continue;
                }
                let outside = TcpStream::connect(&address).expect("the server answers");
                for (from, to) in [(&inside, &outside), (&outside, &inside)] {
                    let from = from.try_clone().expect("a socket");
                    let to = to.try_clone().expect("a socket");
                    streams
                        .lock()
                        .expect("no panic")
                        .push(from.try_clone().expect("a socket"));
                    std::thread::spawn(move || carry(from, to));
                }
            }
        });
        door
    }

    fn shut(&self) {
        self.open.store(false, Ordering::SeqCst);
        for stream in self.streams.lock().expect("no panic").drain(..) {
            stream.shutdown(Shutdown::Both).ok();
        }
    }

    fn reopen(&self) {
        self.open.store(true, Ordering::SeqCst);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 16_384];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    to.shutdown(Shutdown::Both).ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_that_goes_away_and_comes_back_is_found_again() {
    let Some(server) = server() else {
        // Says that PostgreSQL is left out.
        assert!(Database::postgres().await.is_none());
        return;
    };
    let door = Door::before(&server);
    let world = World::on(Database::postgres_at(door.url.clone()).await).await;
    let mut acknowledged = Vec::new();
    let mut unanswered = Vec::new();
    for round in 0..6 {
        let keys: Vec<String> = (0..24).map(|n| format!("{round}-{n}")).collect();
        let waiting: Vec<_> = keys
            .into_iter()
            .map(|key| {
                let store = world.store.clone();
                tokio::spawn(async move {
                    let write = opening(0, Some(&key));
                    (key, store.carry_out(write).await)
                })
            })
            .collect();
        // The door falls shut while some of them are on their way, at another point each round.
        for _ in 0..round * 40 {
            world.store.is_ready().await.expect("the server is there");
        }
        door.shut();
        let down = fault(world.store.carry_out(opening(0, None)).await);
        assert!(matches!(down, Fault::Database { .. }), "{down}");
        assert!(world.store.is_ready().await.is_err());
        for answer in waiting {
            match answer.await.expect("no panic") {
                (key, Ok(done)) => acknowledged.push((key, done.expect("not refused").code)),
                (key, Err(_)) => unanswered.push(key),
            }
        }
        door.reopen();
        assert!(
            world.store.is_ready().await.is_ok(),
            "it recovers by itself"
        );
    }
    assert!(!unanswered.is_empty(), "nobody noticed");
    for key in &unanswered {
        let done = world.tries(opening(0, Some(key))).await.expect("opened");
        acknowledged.push((key.clone(), done.code));
    }
    for (key, code) in &acknowledged {
        let again = world.tries(opening(0, Some(key))).await.expect("answered");
        assert_eq!((again.repeated, &again.code), (true, code));
    }
    let mut numbers: Vec<_> = acknowledged
        .iter()
        .map(|(_, code)| code.running_number())
        .collect();
    numbers.sort_unstable();
    let gapless: Vec<_> = (1..=144).map(|n| format!("{n:04}")).collect();
    assert_eq!(numbers, gapless);
    assert_eq!(world.rebuilds_to_the_same().await, 144);
    world.end().await;
}

#[tokio::test]
async fn a_server_that_ends_its_connections_is_found_again() {
    if let Some(database) = Database::postgres().await {
        let world = World::on(database).await;
        let code = world.opens(0).await.code;
        // What a restart does to every connection.
        let end = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity \
                   WHERE pid <> pg_backend_pid() AND application_name = current_schema()";
        let by_hand = world.database.by_hand().await;
        assert!(
            texts(&by_hand, end).await.len() >= 2,
            "the store reads and writes"
        );
        by_hand.close().await.expect("closed");
        world.does("desk", &code, Command::Forward).await;
        let keyed = store::DossierWrite {
            once: Some(once("k")),
            ..opening(0, None)
        };
        world.tries(keyed).await.expect("opened");
        world.end().await;
    }
}

#[tokio::test]
async fn a_server_that_would_answer_before_the_commit_is_durable_is_not_let() {
    let Some(database) = Database::postgres().await else {
        return;
    };
    let careless = store::Config {
        place: database.place(" -c synchronous_commit=off"),
        ..database.config()
    };
    let store = Store::open(&careless).await.expect("it opens");
    let check = "DO $$ BEGIN IF current_setting('synchronous_commit') = 'off' \
                 THEN RAISE EXCEPTION 'not durable'; END IF; END $$";
    store
        .on_writer(check)
        .await
        .expect("the writer waits for the disk");
    store.close().await.expect("closed");
    database.remove().await;
}

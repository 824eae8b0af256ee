//! PostgreSQL that goes away, ends its connections, or would answer too early.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use domain::dossier::command::Command;
use store::{Fault, Store};

use crate::world::database::{Database, server, texts};
use crate::world::{World, fault, once, opening};

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

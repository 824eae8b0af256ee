//! `kill -9` in the middle of intake: what was acknowledged is there, once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::hand::desk::Desk;
use crate::hand::{Place, Server, province, setting, until};

/// Machines at the desks that hand in at the same time.
const CLIENTS: usize = 6;

/// How often the server is killed on SQLite; half as often on PostgreSQL, whose start is slower.
fn rounds(place: &Place) -> usize {
    let rounds = if setting("MOTCUA_LONG").is_some() {
        50
    } else {
        20
    };
    if place.is_sqlite() {
        rounds
    } else {
        rounds / 2
    }
}

/// What the clients share.
struct Intake {
    desk: Desk,
    address: Mutex<String>,
    acknowledged: Mutex<BTreeMap<String, String>>,
    count: AtomicUsize,
    is_over: AtomicBool,
}

impl Intake {
    /// Hands in one dossier after the other, each with a key of its own, until it is over. Whatever
    /// breaks is tried again with the same key, at the address where the server is by then.
    fn client(&self, number: usize) {
        for turn in 0.. {
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            let key = format!("client-{number}-{turn}");
            let code = loop {
                let address = lock(&self.address).clone();
                match self.desk.hand_in(&address, &key) {
                    Ok(answer) if answer.status == 201 => break Desk::code(&answer),
                    Ok(answer) => assert_eq!(answer.status, 503, "{answer:?}"),
                    Err(_) => std::thread::sleep(Duration::from_millis(10)),
                }
            };
            lock(&self.acknowledged).insert(key, code);
            self.count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[tokio::test]
async fn what_was_acknowledged_survives_being_killed_and_is_there_once() {
    for place in Place::each() {
        province::load(&place);
        let intake = Intake {
            desk: Desk::open(&place),
            address: Mutex::new("127.0.0.1:1".to_owned()),
            acknowledged: Mutex::default(),
            count: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        };
        std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|number| {
                    scope.spawn({
                        let intake = &intake;
                        move || intake.client(number)
                    })
                })
                .collect();
            for round in 0..rounds(&place) {
                let server = Server::start(&place, &[]);
                server.address().clone_into(&mut lock(&intake.address));
                let before = intake.count.load(Ordering::Relaxed);
                // Each round ends somewhere else between two answers.
                until("acknowledgements", || {
                    intake.count.load(Ordering::Relaxed) > before + round % 7
                        || clients
                            .iter()
                            .any(std::thread::ScopedJoinHandle::is_finished)
                });
                server.kill();
            }
            let server = Server::start(&place, &[]);
            server.address().clone_into(&mut lock(&intake.address));
            intake.is_over.store(true, Ordering::Relaxed);
            for client in clients {
                client.join().expect("the client ends well");
            }
            // Every answer can be had again, and says the same.
            let acknowledged = lock(&intake.acknowledged).clone();
            for (key, code) in acknowledged.iter().step_by(9) {
                let again = intake
                    .desk
                    .hand_in(server.address(), key)
                    .expect("an answer");
                assert_eq!(&Desk::code(&again), code, "{key}");
            }
            assert_eq!(server.stop(), 0);
        });
        let acknowledged = lock(&intake.acknowledged).clone();
        let codes: BTreeSet<&String> = acknowledged.values().collect();
        assert_eq!(codes.len(), acknowledged.len(), "a code was issued twice");
        let ran = place.run(&["rebuild", "--check", "--json"]).ended(0);
        assert_eq!(ran.json()["dossiers"], acknowledged.len(), "{ran:?}");
        let numbers: BTreeSet<usize> = codes
            .iter()
            .filter_map(|code| code.rsplit_once('-')?.1.parse().ok())
            .collect();
        assert_eq!(
            numbers,
            (1..=codes.len()).collect(),
            "the numbers have gaps"
        );
    }
}

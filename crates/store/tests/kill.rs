//! `kill -9` at any moment during intake: what was acknowledged is there exactly once.

mod world;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use domain::dossier::code::DossierCode;
use jiff::civil::date;
use store::{Fault, Place, Store};

use crate::world::database::{Database, is_long, setting};
use crate::world::{World, opening, province};

/// Tells the child where the database is, and with which word its keys begin.
const PLACE: &str = "MOTCUA_KILL_PLACE";
const FOLDER: &str = "MOTCUA_KILL_FOLDER";
const ROUND: &str = "MOTCUA_KILL_ROUND";
/// People who hand in at the same time.
const CLERKS: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_what_it_acknowledged() {
    if let Some(place) = setting(PLACE) {
        return take_intakes(Place::Folder(place.into())).await;
    }
    kill_again_and_again("sqlite_keeps_what_it_acknowledged", Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_what_it_acknowledged() {
    if let Some(place) = setting(PLACE) {
        return take_intakes(Place::Postgres(place)).await;
    }
    if let Some(database) = Database::postgres().await {
        kill_again_and_again("postgres_keeps_what_it_acknowledged", database).await;
    }
}

/// The child: takes intakes until it is killed. Says which key it tries, and what was acknowledged.
async fn take_intakes(place: Place) {
    let folder = setting(FOLDER).expect("the parent says it");
    let round = setting(ROUND).expect("the parent says it");
    // The test program has begun a line of its own.
    say("");
    let config = world::config(place, folder.as_ref());
    let store = Store::open(&config)
        .await
        .expect("the database opens after a kill");
    let clerks: Vec<_> = (0..CLERKS)
        .map(|clerk| tokio::spawn(hand_in(store.clone(), format!("{round}.{clerk}"), clerk)))
        .collect();
    for clerk in clerks {
        clerk.await.expect("no panic");
    }
}

async fn hand_in(store: Store, who: String, desk: usize) {
    for number in 0.. {
        let key = format!("{who}.{number}");
        say(&format!("try {key}"));
        let answer = store.carry_out(opening(desk % 3, Some(&key))).await;
        let done = answer.expect("no fault").expect("opened");
        say(&format!("ack {key} {}", done.code));
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .expect("the parent listens");
}

/// What the children said, over all rounds.
#[derive(Default)]
struct Said {
    tried: Vec<String>,
    acknowledged: BTreeMap<String, DossierCode>,
}

impl Said {
    fn hear(&mut self, line: &str) {
        let mut words = line.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("try"), Some(key), None) => self.tried.push(key.to_owned()),
            (Some("ack"), Some(key), Some(code)) => {
                let code = code.parse().expect("a sound code");
                self.acknowledged.insert(key.to_owned(), code);
            }
            // The test program's own words.
            _ => {}
        }
    }
}

async fn kill_again_and_again(test: &str, database: Database) {
    let rounds = if is_long() { 50 } else { 20 };
    let mut world = World::on(database).await;
    let mut said = Said::default();
    for round in 0..rounds {
        let database = world.close().await;
        let child = start(test, &database, round);
        // Another moment each round: from before the first write to deep in the pile.
        listen_and_kill(
            child,
            usize::try_from(round * round % 61).expect("small"),
            &mut said,
        );
        world = World::again(database).await;
        let open: Vec<_> = said
            .tried
            .iter()
            .filter(|key| !said.acknowledged.contains_key(*key))
            .cloned()
            .collect();
        for key in open {
            let answer = retry(&world.store, &key).await;
            said.acknowledged.insert(key, answer);
        }
    }
    assert!(said.tried.len() > CLERKS, "the children took nothing");
    check(&world, &said).await;
    world.end().await;
}

fn start(test: &str, database: &Database, round: i32) -> Child {
    let place = match database.place("") {
        Place::Folder(folder) | Place::SharedFolder(folder) => folder.display().to_string(),
        Place::Postgres(url) => url,
    };
    Command::new(std::env::current_exe().expect("the test program"))
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(PLACE, place)
        .env(FOLDER, database.folder())
        .env(ROUND, format!("r{round}"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("the child starts")
}

/// Kills the child once it has said so many acknowledgements, and hears out what it still said.
fn listen_and_kill(mut child: Child, acknowledgements: usize, said: &mut Said) {
    let lines = BufReader::new(child.stdout.take().expect("it speaks")).lines();
    let (heard, hearing) = mpsc::channel();
    let listener = std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            heard.send(line).ok();
        }
    });
    let mut seen = 0;
    while seen < acknowledgements {
        let line = hearing
            .recv_timeout(Duration::from_mins(1))
            .expect("the child works");
        seen += usize::from(line.starts_with("ack "));
        said.hear(&line);
    }
    child.kill().expect("it is killed");
    child.wait().expect("it has ended");
    listener.join().expect("no panic");
    for line in hearing {
        said.hear(&line);
    }
}

/// The same key with the same content, as the client sends it after no answer came.
async fn retry(store: &Store, key: &str) -> DossierCode {
    let clerk: usize = key
        .split('.')
        .nth(1)
        .and_then(|n| n.parse().ok())
        .expect("our own key");
    loop {
        match store.carry_out(opening(clerk % 3, Some(key))).await {
            Ok(done) => return done.expect("opened").code,
            Err(Fault::Busy) => tokio::task::yield_now().await,
            Err(fault) => panic!("{}", store::chain(&fault)),
        }
    }
}

async fn check(world: &World, said: &Said) {
    let mut codes = Vec::new();
    for (key, code) in &said.acknowledged {
        let answer = world.tries(opening(0, Some(key))).await.expect("answered");
        assert!(answer.repeated, "{key} was acknowledged and is gone");
        assert_eq!(&answer.code, code);
        assert_eq!(world.load(code).await.history.len(), 2);
        codes.push(code.clone());
    }
    codes.sort_unstable();
    let mut gapless = Vec::new();
    for desk in 0..3 {
        let agency = province::agency_code(desk);
        let count = codes
            .iter()
            .filter(|code| code.as_str().starts_with(&format!("{agency}-")));
        gapless.extend(
            (1..=u32::try_from(count.count()).expect("few enough"))
                .map(|number| DossierCode::issue(&agency, date(2026, 3, 2), number)),
        );
    }
    let gap = codes
        .iter()
        .zip(&gapless)
        .find(|(code, expected)| code != expected);
    assert_eq!(gap, None);
    let there = world.rebuilds_to_the_same().await;
    assert_eq!(
        there,
        u64::try_from(said.acknowledged.len()).expect("few enough")
    );
}

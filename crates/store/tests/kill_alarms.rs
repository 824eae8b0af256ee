//! `kill -9` at any moment while time's claims are recorded and told: each is recorded once, and a
//! recipient who counts one effect a key counts each digest once.

mod world;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use domain::dossier::Now;
use jiff::civil::{Date, date};
use store::{AlarmFilter, AlarmsOf, DossierWrite, Place, Store};

use crate::world::database::{Database, is_long, setting};
use crate::world::{World, opening, province};

/// Tells the child where the database is.
const PLACE: &str = "MOTCUA_KILL_ALARMS_PLACE";
const FOLDER: &str = "MOTCUA_KILL_ALARMS_FOLDER";
/// Dossiers of which time claims everything.
const DOSSIERS: i8 = 60;
/// What time claims of each: still, nearly due, a letter, overdue.
const CLAIMS: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_records_each_claim_once() {
    if let Some(place) = setting(PLACE) {
        return work(Place::Folder(place.into())).await;
    }
    kill_again_and_again("sqlite_records_each_claim_once", Database::sqlite(), 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_postgres_record_each_claim_once() {
    if let Some(place) = setting(PLACE) {
        return work(Place::Postgres(place)).await;
    }
    if let Some(database) = Database::postgres().await {
        let test = "two_servers_on_postgres_record_each_claim_once";
        kill_again_and_again(test, database, 2).await;
    }
}

/// The days of the play: from the first dossier to long after the last promise.
fn days() -> impl Iterator<Item = Date> {
    date(2026, 3, 2).series(jiff::Span::new().days(1)).take(30)
}

/// The child: a worker that wakes twice a day, until it is killed. Says what it does.
async fn work(place: Place) {
    let folder = setting(FOLDER).expect("the parent says it");
    // The test program has begun a line of its own.
    say("");
    let store = Store::open(&world::config(place, folder.as_ref()))
        .await
        .expect("the database opens after a kill");
    for day in days() {
        for hour in [8, 18] {
            round(&store, Now::from_local(day.at(hour, 0, 0, 0)), &mut say).await;
        }
    }
    store.close().await.expect("closed");
}

/// Records what is due, and tells whoever was not told.
async fn round(store: &Store, now: Now, tell: &mut impl FnMut(&str)) {
    let recorded = store.claim_alarms(now).await;
    tell(&format!("claimed {}", recorded.expect("no fault")));
    let untold = store.untold_digests(now.today(), 100).await;
    for digest in untold.expect("no fault") {
        tell(&format!("told {}", digest.key()));
        store.told(digest, now).await.expect("no fault");
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .expect("the parent listens");
}

/// Who is told: one effect a key, however often it comes.
#[derive(Default)]
struct Recipient {
    effects: BTreeSet<String>,
    heard: usize,
}

impl Recipient {
    fn hear(&mut self, line: &str) {
        if let Some(key) = line.strip_prefix("told ") {
            self.heard += 1;
            self.effects.insert(key.to_owned());
        }
    }
}

async fn kill_again_and_again(test: &str, database: Database, servers: usize) {
    let rounds = if is_long() { 200 } else { 20 };
    let mut world = World::on(database).await;
    open_all(&world).await;
    let mut recipient = Recipient::default();
    for round in 0..rounds {
        let database = world.close().await;
        let children: Vec<Child> = (0..servers).map(|_| start(test, &database)).collect();
        // Another moment each round: from before the first claim to deep among them.
        listen_and_kill(children, round * round % 61, &mut recipient);
        world = World::again(database).await;
    }
    // What is claimed after closing is told on the next working day, a Wednesday.
    let last = days().last().and_then(|day| day.tomorrow().ok());
    let end = Now::from_local(last.expect("a day").at(8, 0, 0, 0));
    let mut tell = |line: &str| recipient.hear(line);
    round(&world.store, end, &mut tell).await;
    check(&world, &recipient, end).await;
    world.end().await;
}

/// Dossiers of ten working days, which nobody touches.
async fn open_all(world: &World) {
    for number in 0..DOSSIERS {
        let week = number % 10 / 5;
        let day = date(2026, 3, 2 + number % 5 + 7 * week);
        let write = DossierWrite {
            now: Now::from_local(day.at(9, 0, 0, 0)),
            ..opening(0, None)
        };
        world.tries(write).await.expect("opened");
    }
}

fn start(test: &str, database: &Database) -> Child {
    let place = match database.place("") {
        Place::Folder(folder) | Place::SharedFolder(folder) => folder.display().to_string(),
        Place::Postgres(url) => url,
    };
    Command::new(std::env::current_exe().expect("the test program"))
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(PLACE, place)
        .env(FOLDER, database.folder())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the child starts")
}

/// Kills the children once they have said so many lines together, and hears out what they still
/// said.
fn listen_and_kill(mut children: Vec<Child>, lines: usize, recipient: &mut Recipient) {
    let (heard, hearing) = mpsc::channel();
    let mut listeners = Vec::new();
    for child in &mut children {
        let said = BufReader::new(child.stdout.take().expect("it speaks")).lines();
        let heard = heard.clone();
        listeners.push(std::thread::spawn(move || {
            for line in said.map_while(Result::ok) {
                heard.send(line).ok();
            }
        }));
    }
    drop(heard);
    let mut seen = 0;
    while seen < lines {
        // A child that came to its end says nothing more.
        let Ok(line) = hearing.recv_timeout(Duration::from_mins(1)) else {
            break;
        };
        seen += usize::from(line.starts_with("claimed ") || line.starts_with("told "));
        recipient.hear(&line);
    }
    for child in &mut children {
        child.kill().expect("it is killed");
        child.wait().expect("it has ended");
    }
    for listener in listeners {
        listener.join().expect("no panic");
    }
    for line in hearing {
        recipient.hear(&line);
    }
}

async fn check(world: &World, recipient: &Recipient, end: Now) {
    let by_hand = world.database.by_hand().await;
    let recorded = "SELECT kind FROM alarm ORDER BY kind";
    let recorded = world::database::texts(&by_hand, recorded).await;
    let dossiers = usize::try_from(DOSSIERS).expect("few enough");
    assert_eq!(recorded.len(), dossiers * CLAIMS);
    for kind in recorded.chunk_by(|a, b| a == b) {
        assert_eq!(kind.len(), dossiers, "{}", kind[0]);
    }
    let told = "SELECT day FROM digest";
    let told = world::database::texts(&by_hand, told).await;
    assert_eq!(recipient.effects.len(), told.len());
    assert!(recipient.heard >= recipient.effects.len());
    by_hand.close().await.expect("closed");
    let backlog = world.store.alarm_backlog(end).await.expect("no fault");
    assert_eq!((backlog.due, backlog.untold), (0, 0));
    let agency = AlarmFilter {
        of: AlarmsOf::Agency(province::unit("03001")),
        days: (date(2026, 3, 1), date(2026, 4, 30)),
        kind: None,
    };
    let standing = world.store.alarms(&agency, end, 1_000).await;
    // What was nearly due is overdue by now.
    assert_eq!(standing.expect("no fault").len(), dossiers * (CLAIMS - 1));
}

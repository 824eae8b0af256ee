//! Disks that are full or closed, databases of tomorrow, a PostgreSQL that stops: a clear answer each,
//! and nothing lost.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::hand::desk::Desk;
use crate::hand::postgres::{Cluster, psql};
use crate::hand::{PROGRAM, Place, Server, province, run, until, without_settings, word};

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_as_it_is() {
    for place in Place::each() {
        province::load(&place);
        place
            .tamper("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)")
            .await;
        let file = || fs::read(place.database_file()).unwrap_or_default();
        let before = file();
        place
            .run(&["serve", "--listen", "127.0.0.1:0"])
            .refused("mới hơn");
        place.run(&["doctor", "--json"]).refused("mới hơn");
        assert!(file() == before, "the database was touched");
    }
}

/// The program without root's right to write what nobody may write.
fn without_privilege() -> Command {
    let is_root = run(Command::new("id").arg("-u")).out.trim() == "0";
    if !is_root {
        return Command::new(PROGRAM);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--bounding-set=-dac_override,-dac_read_search", "--"])
        .arg(PROGRAM);
    command
}

#[test]
fn a_database_that_may_not_be_written_is_a_fault_in_words() {
    let place = Place::sqlite();
    province::load(&place);
    let file = place.database_file();
    let before = fs::read(&file).expect("the database");
    let closed = |words: &[&str]| {
        let mut command = without_privilege();
        without_settings(&mut command);
        run(command.args(words).args(place.words()))
    };
    let serve = || closed(&["serve", "--listen", "127.0.0.1:0"]);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).expect("closed");
    let ran = serve();
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(ran.err.contains("Sự cố"), "{ran:?}");
    assert!(ran.err.contains(word(&file)), "{ran:?}");
    // Also where nothing would have been written.
    let ran = closed(&["doctor"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(ran.err.contains(word(&file)), "{ran:?}");
    assert!(fs::read(&file).expect("the database") == before);
    let folder = file.parent().expect("a folder");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).expect("closed");
    let ran = serve();
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{ran:?}");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("opened");
    // The files that SQLite keeps beside it are as closed as it was.
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("opened");
    }
    assert_eq!(Server::start(&place, &[]).stop(), 0);
}

#[tokio::test]
async fn postgres_may_stop_and_come_back_under_a_running_server() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let place = Place::postgres_at(&cluster.url());
    province::load(&place);
    let server = Server::start(&place, &[]);
    let store = place.store().await;
    province::hand_in(&store, 3).await;
    store.close().await.expect("closed");
    let desk = Desk::open(&place);
    let hand_in = |key: &str| desk.hand_in(server.address(), key).expect("an answer");
    let ready = || server.get("/readyz").status;
    assert_eq!(ready(), 200);
    let first = Desk::code(&hand_in("before"));

    cluster.end();
    assert_eq!(ready(), 503);
    let answer = hand_in("meanwhile");
    assert_eq!(answer.status, 503, "{answer:?}");
    assert!(
        answer.head.to_lowercase().contains("retry-after"),
        "{answer:?}"
    );
    let page = server.get("/thu-tuc");
    assert_eq!(page.status, 503, "{page:?}");
    assert!(page.body.contains("Lỗi là ở hệ thống"), "{page:?}");
    assert_eq!(server.get("/healthz").status, 200);
    let ran = place.run(&["doctor", "--json"]).ended(3);
    assert_eq!(ran.out, "");

    cluster.begin();
    until("the server to be ready by itself", || ready() == 200);
    let second = Desk::code(&hand_in("meanwhile"));
    assert_ne!(first, second);
    assert_eq!(Desk::code(&hand_in("before")), first);
    assert_eq!(Desk::code(&hand_in("meanwhile")), second);
    let ran = place.run(&["rebuild", "--check", "--json"]).ended(0);
    assert_eq!(
        ran.json(),
        serde_json::json!({ "dossiers": 5, "same": true })
    );
    assert_eq!(server.stop(), 0);
    assert_eq!(psql(&cluster.url(), "SELECT 1").trim(), "1");
}

#[test]
fn a_full_disk_is_answered_calmly_and_freed_space_is_used() {
    let place = Place::sqlite();
    province::load(&place);
    let desk = Desk::open(&place);
    // A server that ends copies its log back, so that the file's size is what it is.
    assert_eq!(Server::start(&place, &[]).stop(), 0);
    let size = fs::metadata(place.database_file())
        .expect("the database")
        .len();
    let limit = format!("--fsize={}:unlimited", size + 400_000);
    let mut command = Command::new("prlimit");
    command.args([&limit, "--", PROGRAM]);
    let server = Server::start_as(&place, command, &[]);
    let hand_in = |key: usize| {
        let answer = desk.hand_in(server.address(), &key.to_string());
        answer.expect("the server lives and answers")
    };

    let mut codes = Vec::new();
    let refused = loop {
        let answer = hand_in(codes.len());
        if answer.status != 201 {
            break answer;
        }
        codes.push(Desk::code(&answer));
        assert!(codes.len() < 2000, "the disk never became full");
    };
    assert_eq!(refused.status, 503, "{refused:?}");
    assert!(!codes.is_empty());
    let ready = || server.get("/readyz").status;
    assert_eq!((ready(), ready()), (503, 503));
    // Still full, still calm; and what does not write still works.
    assert_eq!(hand_in(codes.len()).status, 503);
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.get("/thu-tuc").status, 200);
    let found = place.run(&["doctor", "--json"]).json();
    assert!(found["rulebook_version"].as_u64() > Some(0), "{found}");

    let id = server.id().to_string();
    let freed = run(Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited:unlimited"]));
    assert_eq!(freed.code, 0, "{freed:?}");
    assert_eq!(ready(), 200, "it recovers by itself");
    let wanted = codes.len() + 5;
    for key in 0..wanted {
        let code = Desk::code(&hand_in(key));
        match codes.get(key) {
            Some(before) => assert_eq!(&code, before),
            None => codes.push(code),
        }
    }
    assert_eq!(server.stop(), 0);
    let ran = place.run(&["rebuild", "--check", "--json"]).ended(0);
    assert_eq!(
        ran.json(),
        serde_json::json!({ "dossiers": wanted, "same": true })
    );
    let numbers = codes
        .iter()
        .filter_map(|code| code.rsplit_once('-')?.1.parse().ok());
    assert_eq!(
        numbers.collect::<Vec<usize>>(),
        (1..=wanted).collect::<Vec<_>>()
    );
}

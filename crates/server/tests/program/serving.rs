//! `motcua serve`: the first start, the next ones, and the end.

use std::path::Path;
use std::time::Duration;

use domain::dossier::Now;
use jiff::civil::datetime;
use serde_json::Value;
use store::AccountWrite;

use crate::hand::place::mode;
use crate::hand::{Place, Server, http, province, root, until, word};

/// Every stage a dossier can be in.
const STAGES: [&str; 11] = [
    "submitted",
    "awaiting_supplement",
    "refused",
    "received",
    "examining",
    "deciding",
    "numbering",
    "resolved",
    "handed_over",
    "withdrawn",
    "stopped",
];

fn logins(place: &Place) -> Vec<Value> {
    let text = std::fs::read_to_string(place.data().join("demo-logins.json")).expect("the file");
    serde_json::from_str(&text).expect("a list")
}

async fn dossiers(place: &Place) -> Vec<String> {
    let store = place.store().await;
    let lines = store.lists_as_text().await.expect("no fault");
    store.close().await.expect("closed");
    let is_dossier = |line: &String| line.contains("last_number");
    lines.into_iter().filter(is_dossier).collect()
}

/// What stands after a name in the text of a row.
fn value<'a>(row: &'a str, name: &str) -> &'a str {
    let (_, rest) = row.split_once(&format!(" {name}: ")).expect("the name");
    rest.split(',').next().unwrap_or_default().trim_matches('"')
}

/// The agency's day, the running number, and the moment of a dossier's registration.
fn registered(row: &str) -> (&str, &str, i64) {
    let (day, number) = value(row, "code").rsplit_once('-').expect("a code");
    let at = value(row, "submitted_at").parse().expect("a moment");
    (day, number, at)
}

/// Of one agency's day, whoever came later has the higher running number.
fn assert_codes_grow_with_time(rows: &[String]) {
    let mut all: Vec<_> = rows.iter().map(String::as_str).map(registered).collect();
    all.sort_unstable();
    for pair in all.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].2, "{pair:?}");
    }
}

#[tokio::test]
async fn the_demonstration_is_loaded_once_and_the_server_ends_when_told() {
    for place in Place::each() {
        let server = Server::start(&place, &["--demo"]);
        assert_eq!(
            server.said,
            format!("Địa chỉ: http://{}/\n", server.address())
        );
        // The design's three seconds are a release build's; ten passwords are hashed here slowly.
        assert!(server.took < Duration::from_secs(30), "{:?}", server.took);
        assert_eq!(server.get("/").status, 200);
        assert_eq!(server.get("/readyz").status, 200);

        let logins = logins(&place);
        assert_eq!(logins.len(), 10);
        assert_eq!(mode(&place.data().join("demo-logins.json")), 0o600);
        assert_eq!(mode(&place.key_file()), 0o600);
        assert_eq!(mode(&place.data()), 0o700);
        server.says("the demonstration is loaded");
        let loaded = dossiers(&place).await;
        assert!((190..=210).contains(&loaded.len()), "{}", loaded.len());
        for stage in STAGES {
            let named = format!("stage: \"{stage}\"");
            assert!(
                loaded.iter().any(|line| line.contains(&named)),
                "no {stage}"
            );
        }
        assert_codes_grow_with_time(&loaded);
        for line in server.log().lines().filter(|line| line.starts_with('{')) {
            let line: Value = serde_json::from_str(line).expect("a line of the log is JSON");
            assert_ne!(line["level"], "ERROR", "{line}");
        }
        assert_eq!(server.stop(), 0);

        let again = Server::start(&place, &["--demo"]);
        assert_eq!(again.get("/readyz").status, 200);
        assert_eq!(again.stop(), 0);
        // All is well, although next year's holidays are not announced yet.
        let found = place.run(&["doctor", "--json"]).ended(0).json();
        assert!(found["notices"].to_string().contains("2027"), "{found}");
        assert_eq!(self::logins(&place), logins);
        assert_eq!(dossiers(&place).await, loaded);
        let ran = place.run(&["rebuild", "--check", "--json"]).ended(0);
        assert_eq!(ran.json()["same"], true);
    }
}

#[tokio::test]
async fn a_demonstration_that_was_cut_off_is_made_whole_by_the_next_start() {
    let place = Place::sqlite();
    // Killed as soon as the log-ins are written, in the middle of making accounts.
    let words = place.words();
    let mut child = crate::hand::command(&["serve", "--demo", "--listen", "127.0.0.1:0"])
        .args(&words)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the server starts");
    until("the log-ins", || {
        place.data().join("demo-logins.json").exists()
    });
    child.kill().expect("killed");
    child.wait().expect("ended");
    let written = logins(&place);
    assert_eq!(written.len(), 10);

    // Killed again while dossiers are loaded.
    let server = Server::start(&place, &["--demo"]);
    let store = place.store().await;
    until("some dossiers", || place.data().join("files").is_dir());
    server.kill();
    let some = store.lists_as_text().await.expect("no fault").len();
    store.close().await.expect("closed");

    let server = Server::start(&place, &["--demo"]);
    server.says("the demonstration is loaded");
    assert_eq!(server.stop(), 0);
    let loaded = dossiers(&place).await;
    assert!((190..=210).contains(&loaded.len()), "{}", loaded.len());
    assert!(
        some < loaded.len(),
        "the kill came too late to show anything"
    );
    let store = place.store().await;
    for login in &written {
        let name = login["login"].as_str().expect("a name");
        let (_, hash) = store
            .account_by_login(name)
            .await
            .expect("no fault")
            .expect("an account");
        let password = login["password"].as_str().expect("a password").to_owned();
        assert!(store::verify_password(&password, hash.as_deref()));
    }
    store.close().await.expect("closed");
}

#[tokio::test]
async fn what_nobody_needs_any_more_is_forgotten_when_the_server_starts() {
    for place in Place::each() {
        assert_eq!(Server::start(&place, &[]).stop(), 0);
        let store = place.store().await;
        let administrator = store.accounts().await.expect("no fault").remove(0);
        let long_ago = Now::from_local(datetime(2026, 1, 5, 8, 0, 0, 0));
        let log_in = AccountWrite::LogIn {
            id: administrator.official.id,
            secret: "từ tháng trước".to_owned(),
            at: long_ago,
        };
        let logged_in = store.change_account(log_in).await.expect("no fault");
        logged_in.expect("logged in");
        store.close().await.expect("closed");
        let is_there = async || {
            let store = place.store().await;
            let account = store.account_by_session("từ tháng trước", long_ago).await;
            store.close().await.expect("closed");
            account.expect("no fault").is_some()
        };
        assert!(is_there().await);

        let server = Server::start(&place, &[]);
        server.says("what nobody needs any more was forgotten");
        assert_eq!(server.stop(), 0);
        assert!(!is_there().await);
    }
}

#[tokio::test]
async fn the_first_administrator_gets_a_link_until_it_was_used() {
    for place in Place::each() {
        let link = |server: &Server| {
            server.log().lines().find_map(|line| {
                let secret = line.rsplit_once("/dat-mat-khau/")?.1;
                Some(secret.trim().to_owned())
            })
        };
        let server = Server::start(&place, &[]);
        let first = link(&server).expect("a link");
        assert_eq!(server.stop(), 0);
        assert!(!place.data().join("demo-logins.json").exists());

        let server = Server::start(&place, &[]);
        let second = link(&server).expect("a new link, as nobody can log in yet");
        assert_eq!(server.stop(), 0);
        let store = place.store().await;
        let by = async |secret: &str| {
            store
                .account_by_invitation(secret, province::now())
                .await
                .expect("no fault")
        };
        assert_eq!(by(&first).await, None);
        let account = by(&second).await.expect("the administrator");
        let password_hash = store::hash_password("một mật khẩu đủ dài").expect("a hash");
        let used = store::AccountWrite::SetPassword {
            id: account.official.id,
            password_hash,
            invitation: Some(second),
            at: province::now(),
        };
        store
            .change_account(used)
            .await
            .expect("no fault")
            .expect("set");
        assert_eq!(store.accounts().await.expect("no fault").len(), 1);
        store.close().await.expect("closed");

        let server = Server::start(&place, &[]);
        assert_eq!(link(&server), None);
        assert_eq!(server.stop(), 0);
        place
            .run(&["serve", "--demo"])
            .refused("không phải dữ liệu minh họa");
    }
}

#[test]
fn an_organisation_may_come_before_the_first_start() {
    let place = Place::sqlite();
    let tree = root().join("data/org/lai-chau.csv");
    place.run(&["import", "organisation", word(&tree)]).ended(0);
    place
        .run(&["serve", "--demo"])
        .refused("không phải dữ liệu minh họa");
    let server = Server::start(&place, &[]);
    let found = place.run(&["doctor", "--json"]).json();
    assert!(
        found["procedures"].as_u64().expect("a number") >= 30,
        "{found}"
    );
    assert!(
        !found["findings"].to_string().contains("Chưa có"),
        "{found}"
    );
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_second_server_on_the_folder_is_told_whose_it_is() {
    let place = Place::sqlite();
    let server = Server::start(&place, &[]);
    let owner = format!("tiến trình {}", server.id());
    place
        .run(&["serve", "--listen", "127.0.0.1:0"])
        .refused(&owner);
    place.run(&["rebuild"]).refused(&owner);
    place.run(&["migrate"]).refused(&owner);
    assert_eq!(server.get("/readyz").status, 200);
    server.kill();
    // What a killed server leaves behind is nobody's.
    let next = Server::start(&place, &[]);
    assert_eq!(next.stop(), 0);
    let log = |name: &str| place.database_file().with_file_name(name);
    assert!(
        !exists(&log("motcua.sqlite3-wal")),
        "a server that ends copies its log back"
    );
}

fn exists(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.len() > 0)
}

#[test]
fn open_doors_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::sqlite();
    assert_eq!(Server::start(&place, &[]).stop(), 0);
    let readable = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(place.key_file(), readable).expect("opened");
    place.run(&["serve"]).refused("chmod 600");
    place.run(&["doctor"]).refused("chmod 600");
}

#[test]
fn what_is_kept_is_closed_to_others_also_in_an_open_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::sqlite();
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::create_dir(place.data()).expect("a folder");
    std::fs::set_permissions(place.data(), open).expect("opened");
    let server = Server::start(&place, &[]);
    let inside = |name: &str| mode(&place.data().join(name));
    for folder in ["db", "keys"] {
        assert_eq!(inside(folder), 0o700, "{folder}");
    }
    for file in ["motcua.sqlite3", "motcua.sqlite3-wal", "motcua.lock"] {
        assert_eq!(inside(&format!("db/{file}")), 0o600, "{file}");
    }
    assert_eq!(server.stop(), 0);
}

#[test]
fn figures_are_for_this_machine_only() {
    let place = Place::sqlite();
    let server = Server::start(&place, &[]);
    assert_eq!(server.get("/metrics").status, 200);
    let through_a_proxy = [("X-Forwarded-For", "192.0.2.7")];
    let answer = http::ask(server.address(), "GET", "/metrics", &through_a_proxy, "");
    assert_eq!(answer.expect("an answer").status, 404);
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_visitor_who_never_finishes_does_not_keep_the_server_from_ending() {
    use std::io::Write as _;
    let place = Place::sqlite();
    let server = Server::start(&place, &[]);
    let mut visitor = std::net::TcpStream::connect(server.address()).expect("connected");
    visitor
        .write_all(b"POST /api/v1/dossiers HTTP/1.1\r\nContent-Le")
        .expect("half a request");
    assert_eq!(server.get("/readyz").status, 200);
    assert_eq!(server.stop(), 0);
    drop(visitor);
}

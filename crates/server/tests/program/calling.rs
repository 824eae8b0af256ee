//! How every command is called, and how it ends.

use crate::hand::{Place, Server, motcua, word};

const COMMANDS: [&[&str]; 32] = [
    &[],
    &["serve"],
    &["import"],
    &["import", "procedures"],
    &["import", "organisation"],
    &["import", "receptions"],
    &["import", "calendar"],
    &["import", "clock"],
    &["calendar"],
    &["calendar", "import"],
    &["calendar", "lint"],
    &["calendar", "show"],
    &["promise"],
    &["workflow"],
    &["workflow", "check"],
    &["workflow", "picture"],
    &["workflow", "bpmn"],
    &["workflow", "publish"],
    &["workflow", "list"],
    &["workflow", "diff"],
    &["partner"],
    &["token"],
    &["token", "create"],
    &["user"],
    &["user", "create"],
    &["user", "invite"],
    &["rebuild"],
    &["takeover"],
    &["backup"],
    &["restore"],
    &["doctor"],
    &["migrate"],
];

#[test]
fn every_command_has_help_in_vietnamese_with_examples() {
    for command in COMMANDS {
        let words: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let ran = motcua(&words).ended(0);
        assert!(ran.out.contains("Cách gọi: motcua"), "{ran:?}");
        let (_, examples) = ran.out.split_once("Ví dụ:").expect("examples");
        let own = [&["motcua"][..], command].concat().join(" ");
        assert!(examples.contains(&own), "{own} in {ran:?}");
        assert_eq!(ran.err, "");
        for english in ["Usage:", "Options:", "Print ", "[default", "[env:"] {
            assert!(!ran.out.contains(english), "{english} in {}", ran.out);
        }
    }
    assert!(motcua(&["--version"]).ended(0).out.starts_with("motcua "));
}

#[test]
fn a_call_that_cannot_be_understood_ends_with_two() {
    let named = |login| {
        [
            "user", "create", "--login", login, "--name", "b", "--unit", "c", "--role", "leader",
        ]
    };
    let calls: [&[&str]; 21] = [
        &[],
        &["sreve"],
        &["serve", "--dmeo"],
        &["serve", "--now", "hôm nay"],
        &["serve", "--listen", "7766"],
        &["serve", "--public-url", "motcua.example"],
        &["serve", "--portal", "mot-nua"],
        &["serve", "--national-portal", "quoc-gia.example"],
        &["import", "procedures"],
        &["import", "procedures", "nowhere"],
        &["import", "calendar", "nowhere.csv"],
        &[
            "promise",
            "--received",
            "2024-02-29T09:30",
            "--limit",
            "5 days",
        ],
        &[
            "user", "create", "--login", "a", "--name", "b", "--unit", "c", "--role", "d",
        ],
        &["restore", "nowhere"],
        &["import", "organisation", "/"],
        &["doctor", "--json=1"],
        &["serve", "--database-url", "mysql://x/y"],
        &named("mai 3"),
        &named("Mai"),
        &named(""),
        &["token", "create", "--user", "mai", "--name", " "],
    ];
    for call in calls {
        let ran = motcua(call).ended(2);
        assert_eq!(ran.out, "", "{call:?}");
        assert!(!ran.err.trim().is_empty(), "{call:?}");
        for english in ["error:", "unexpected", "os error"] {
            assert!(!ran.err.contains(english), "{ran:?}");
        }
    }
}

#[test]
fn what_was_never_filled_is_refused_and_not_made() {
    let place = Place::sqlite();
    let to = place.path("sao-luu");
    let calls: [&[&str]; 7] = [
        &["doctor"],
        &["rebuild", "--json"],
        &["migrate"],
        &["backup", word(&to)],
        &["token", "create", "--user", "a", "--name", "b"],
        &["user", "invite", "--login", "a"],
        &[
            "user", "create", "--login", "mai", "--name", "b", "--unit", "c", "--role", "leader",
        ],
    ];
    for call in calls {
        let ran = place.run(call);
        assert_eq!(ran.out, "", "{call:?}");
        ran.refused("Chưa có dữ liệu");
    }
    assert!(!place.data().exists() && !to.exists());
}

#[test]
fn a_broken_thing_ends_with_three_and_says_what_to_look_at() {
    let place = Place::sqlite();
    std::fs::write(place.data(), "a file where the folder should be").expect("written");
    let ran = place.run(&["serve"]).ended(3);
    assert!(
        ran.err.contains("Sự cố") && ran.err.contains("var"),
        "{ran:?}"
    );
}

#[test]
fn a_database_server_that_does_not_answer_is_a_fault_that_keeps_the_password() {
    let place = Place::sqlite();
    let url = "postgres://an:matkhau-rieng@127.0.0.1:1/khong-co";
    let ran = place.run(&["doctor", "--database-url", url]).ended(3);
    assert!(ran.err.contains("Sự cố: cơ sở dữ liệu"), "{ran:?}");
    assert!(!ran.err.contains("matkhau-rieng"), "{ran:?}");
    assert_eq!(ran.out, "");
}

#[test]
fn plain_http_beyond_this_machine_has_to_be_asked_for() {
    let place = Place::sqlite();
    for words in [
        &["serve", "--listen", "0.0.0.0:0"][..],
        &[
            "serve",
            "--listen",
            "0.0.0.0:0",
            "--public-url",
            "http://motcua.example",
        ],
    ] {
        place.run(words).refused("--insecure-http");
    }
    assert!(!place.data().exists());
    // Started through the loopback address: what is asked here is only whether it starts.
    let server = Server::start(&place, &["--insecure-http"]);
    let home = server.get("/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("<h1"), "{home:?}");
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_taken_port_is_refused_with_another_one_to_choose() {
    let place = Place::sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    place
        .run(&["serve", "--listen", &address])
        .refused("Chọn cổng khác");
}

//! What is personal is encrypted, bound to its place, and erased for good.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::{Applicant, Representative};
use domain::procedure::Channel;
use store::{Config, Fault, LookupKind, NewFile, Proof, Store};

use crate::world::database::found;
use crate::world::{
    World, fault, hand, inside, now, on_each_engine, on_sqlite, opening, province, the, write,
};

/// Words that stand in personal values and nowhere else.
const PLANTED: [&str; 11] = [
    "Hoàng-Thị-Cây",
    "012090005555",
    "0988123456",
    "cay@vi-du.vn",
    "Bản-Tả-Phìn",
    "Vàng-A-Sùng",
    "tờ-khai-kín",
    "ghi-chú-kín",
    "lý-do-kín",
    "tệp-kín.pdf",
    "bytes-của-tệp-kín",
];

#[tokio::test]
async fn what_is_kept_is_closed_to_others_on_the_machine() {
    on_sqlite(async |world| {
        let new = NewFile {
            bytes: b"mot".to_vec(),
            sha256: "6".repeat(64),
            kind: "png".to_owned(),
            pages: 1,
            uploaded_by: "applicant".to_owned(),
            at: now(),
        };
        world.store.keep_file(new).await.expect("the file is kept");
        let copy = inside(world, "copy.sqlite3");
        world.store.copy_to(&copy).await.expect("copied");
        let mut seen = Vec::new();
        let mut waiting = vec![world.database.folder().to_owned()];
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let facts = std::fs::metadata(&path).expect("facts");
                let mode = facts.permissions().mode() & 0o777;
                let wanted = if facts.is_dir() { 0o700 } else { 0o600 };
                assert_eq!(mode, wanted, "{}", path.display());
                if facts.is_dir() {
                    waiting.push(path.clone());
                }
                seen.push(path);
            }
        }
        for name in ["motcua.sqlite3", "motcua.sqlite3-wal", "motcua.lock"] {
            assert!(seen.iter().any(|path| path.ends_with(name)), "no {name}");
        }
    })
    .await;
}

/// A dossier in which every planted word was written, and its file.
async fn a_planted_dossier(world: &World) -> (DossierCode, uuid::Uuid) {
    let [
        name,
        identity,
        phone,
        email,
        address,
        representative,
        answer,
        ..,
    ] = PLANTED;
    let [.., note, reason, file_name, bytes] = PLANTED;
    let new = NewFile {
        bytes: bytes.as_bytes().to_vec(),
        sha256: "5".repeat(64),
        kind: "pdf".to_owned(),
        pages: 1,
        uploaded_by: "applicant".to_owned(),
        at: now(),
    };
    let facts = world.store.keep_file(new).await.expect("the file is kept");
    let file = facts.id;
    let mut application = hand::application(province::REGISTER, 0, Channel::Desk);
    application.applicant = hand::personal(Applicant {
        name: name.to_owned(),
        email: Some(email.to_owned()),
        address: address.to_owned(),
        ..hand::applicant(identity, phone)
    });
    application.representative = Some(hand::personal(Representative {
        name: representative.to_owned(),
        identity: identity.to_owned(),
        phone: None,
        authority: reason.to_owned(),
    }));
    application.answers = hand::personal(BTreeMap::from([("ý".to_owned(), answer.to_owned())]));
    application.papers = vec![hand::file("letter", facts, file_name)];
    let command = Command::ReceiveInPerson(Box::new(application));
    let code = world
        .tries(write(&the("desk"), None, None, command))
        .await
        .expect("opened")
        .code;
    world.does("desk", &code, hand::note(note)).await;
    world
        .does(
            "desk",
            &code,
            Command::Withdraw {
                reason: hand::words(reason),
            },
        )
        .await;
    (code, file)
}

/// Which planted words stand in any file below a folder.
fn found_in_files(folder: &Path) -> Vec<&'static str> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(found_in_files(&path));
        } else {
            let bytes = std::fs::read(&path).expect("a readable file");
            let holds = |word: &&str| {
                bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes())
            };
            found.extend(PLANTED.iter().copied().filter(holds));
        }
    }
    found
}

#[tokio::test]
async fn no_table_and_no_file_shows_what_is_personal() {
    on_each_engine(async |world| {
        let (code, _) = a_planted_dossier(world).await;
        let dump = world.database.dump().await;
        // The search itself finds what is there, as text and as bytes.
        assert_eq!(found(&dump, &[code.as_str()]), [code.as_str()]);
        assert_eq!(found(&[format!("X'{}'", "C3BD")], &["ý"]), ["ý"]);
        assert!(found(&dump, &PLANTED).is_empty());
        assert!(found_in_files(world.database.folder()).is_empty());
        let loaded = world.load(&code).await;
        let applicant = loaded
            .personal
            .applicant(loaded.dossier.applicant.id)
            .expect("readable");
        assert_eq!(applicant.name, PLANTED[0]);
    })
    .await;
}

#[tokio::test]
async fn erasure_leaves_events_that_still_replay_and_nothing_personal() {
    on_each_engine(async |world| {
        let kept = world.opens(0).await;
        let (code, file) = a_planted_dossier(world).await;
        let before = world.load(&code).await;
        let lists = world.store.lists_as_text().await.expect("no fault");
        assert!(
            world
                .store
                .read_file(file)
                .await
                .expect("no fault")
                .is_some()
        );
        let find = async |kind, value: &str| {
            world
                .store
                .find_by(kind, value)
                .await
                .expect("no fault")
                .len()
        };
        assert_eq!(find(LookupKind::Identity, PLANTED[1]).await, 1);

        world.store.erase_personal(&code).await.expect("erased");

        let loaded = world.load(&code).await;
        assert_eq!(loaded.dossier, before.dossier);
        assert_eq!(loaded.history.len(), before.history.len());
        assert!(
            loaded
                .personal
                .applicant(loaded.dossier.applicant.id)
                .is_none()
        );
        assert_eq!(world.store.lists_as_text().await.expect("no fault"), lists);
        assert_eq!(world.rebuilds_to_the_same().await, 2);
        let ended = store::Filter {
            open: Some(false),
            ..store::Filter::open_in(store::Scope::ReceivedAt(province::desk(0)))
        };
        assert_eq!(world.whole_list(&ended, 10).await[0].applicant, None);
        assert_eq!(find(LookupKind::Identity, PLANTED[1]).await, 0);
        assert_eq!(find(LookupKind::PhoneEnd, "3456").await, 0);
        let typed = world
            .store
            .find_with(&code, Proof::Typed(hand::TYPED))
            .await;
        assert!(typed.expect("no fault").is_none());

        assert!(
            world
                .store
                .read_file(file)
                .await
                .expect("no fault")
                .is_none()
        );
        assert!(stored_files(&inside(world, "files")).is_empty());
        let personal = world.database.dump().await;
        let rows = personal
            .iter()
            .filter(|row| row.starts_with("personal "))
            .count();
        assert_eq!(
            rows,
            world.load(&kept.code).await.dossier.number as usize + 1
        );
        world
            .store
            .erase_personal(&code)
            .await
            .expect("twice is harmless");
        let other = world.load(&kept.code).await;
        assert!(
            other
                .personal
                .applicant(other.dossier.applicant.id)
                .is_some()
        );
    })
    .await;
}

fn stored_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let folders = std::fs::read_dir(folder).expect("a folder");
    folders
        .flat_map(|inner| std::fs::read_dir(inner.expect("an entry").path()).expect("a folder"))
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

#[tokio::test]
async fn nothing_personal_is_added_after_erasure() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        world.store.erase_personal(&code).await.expect("erased");
        let note = write(&the("desk"), Some(&code), None, hand::note("muộn"));
        let refused = fault(world.store.carry_out(note).await);
        assert!(matches!(refused, Fault::WrongKey { .. }), "{refused}");
        assert_eq!(world.does("desk", &code, Command::Forward).await.number, 3);
    })
    .await;
}

#[tokio::test]
async fn a_row_moved_elsewhere_does_not_open() {
    on_each_engine(async |world| {
        let of = |code: &DossierCode| format!("(SELECT id FROM dossier WHERE code = '{code}')");
        let (a, b) = (world.opens(0).await.code, world.opens(0).await.code);
        let moved = format!(
            "UPDATE personal SET dossier = {} WHERE dossier = {} AND kind = 'applicant'",
            of(&b),
            of(&a)
        );
        world.database.run(&moved).await;
        let shut = fault(world.store.find(&b).await);
        assert!(matches!(shut, Fault::WrongKey { .. }), "{shut}");

        let (c, d) = (world.opens(0).await.code, world.opens(0).await.code);
        let from = |column: &str| {
            format!(
                "(SELECT {column} FROM personal AS other WHERE other.dossier = {} \
                 AND other.kind = 'answers')",
                of(&c)
            )
        };
        let copied = format!(
            "UPDATE personal SET ciphertext = {}, nonce = {} WHERE dossier = {} \
             AND kind = 'applicant'",
            from("ciphertext"),
            from("nonce"),
            of(&c)
        );
        world.database.run(&copied).await;
        let shut = fault(world.store.find(&c).await);
        assert!(matches!(shut, Fault::WrongKey { .. }), "{shut}");

        let key_of_d = format!("(SELECT wrapped_key FROM dossier WHERE code = '{d}')");
        let rewrapped = format!("UPDATE dossier SET wrapped_key = {key_of_d} WHERE code = '{c}'");
        world.database.run(&rewrapped).await;
        assert!(matches!(
            fault(world.store.find(&c).await),
            Fault::WrongKey { .. }
        ));
        assert!(world.store.find(&d).await.expect("no fault").is_some());
    })
    .await;
}

#[tokio::test]
async fn the_key_file_is_its_owners_alone_and_no_other_will_do() {
    on_each_engine(async |world| {
        world.tries(opening(0, None)).await.expect("opened");
        let config = world.database.config();
        let mode = std::fs::metadata(&config.key_file)
            .expect("a key file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        world.store.close().await.expect("closed");

        let missing = Config {
            key_file: inside(world, "khác.json"),
            ..config.clone()
        };
        let refused = fault(Store::open(&missing).await);
        assert!(matches!(refused, Fault::File { .. }), "{refused}");
        assert!(
            !missing.key_file.exists(),
            "no fresh key may seem to be the right one"
        );

        let elsewhere = crate::world::database::Database::sqlite();
        let other = World::on(elsewhere).await;
        let foreign = Config {
            key_file: other.database.config().key_file,
            ..config.clone()
        };
        let refused = fault(Store::open(&foreign).await);
        assert!(matches!(refused, Fault::WrongKey { .. }), "{refused}");
        other.end().await;

        let damaged = Config {
            key_file: inside(world, "hỏng.json"),
            ..config.clone()
        };
        std::fs::write(&damaged.key_file, "{").expect("written");
        assert!(matches!(
            fault(Store::open(&damaged).await),
            Fault::Damaged { .. }
        ));
        Store::open(&config)
            .await
            .expect("the right one opens")
            .close()
            .await
            .expect("closed");
    })
    .await;
}

//! What breaks: a clear fault, nothing half written, and the next write works again.

use store::{Done, Fault, NotDone, Store};

use crate::world::database::Database;
use crate::world::{World, fault, hand, on_each_engine, on_sqlite, opening, the, write};

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

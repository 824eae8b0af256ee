//! Files: kept whole, read back, attached once.

use domain::dossier::event::FileFacts;
use store::{Fault, NewFile, NotDone};

use crate::world::{World, fault, hand, inside, now, on_each_engine, province, the, write};

async fn keeps(world: &World, bytes: &[u8], sha256: &str) -> FileFacts {
    let new = NewFile {
        bytes: bytes.to_vec(),
        sha256: sha256.repeat(64),
        kind: "png".to_owned(),
        pages: 2,
        uploaded_by: "applicant".to_owned(),
        at: now(),
    };
    world.store.keep_file(new).await.expect("the file is kept")
}

#[tokio::test]
async fn a_file_is_read_back_as_it_came() {
    on_each_engine(async |world| {
        let bytes: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let facts = keeps(world, &bytes, "a").await;
        assert_eq!((facts.size, facts.pages), (800_000, 2));
        assert_eq!(
            world.store.read_file(facts.id).await.expect("no fault"),
            Some(bytes)
        );
        let kept = world
            .store
            .find_file(facts.id)
            .await
            .expect("no fault")
            .expect("known");
        assert_eq!(kept.facts, facts);
        assert_eq!((kept.kind.as_str(), kept.dossier), ("png", None));
        assert_eq!(kept.uploaded_by, "applicant");
        let unknown = uuid::Uuid::now_v7();
        assert!(
            world
                .store
                .find_file(unknown)
                .await
                .expect("no fault")
                .is_none()
        );
        assert!(
            world
                .store
                .read_file(unknown)
                .await
                .expect("no fault")
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_belongs_to_the_dossier_that_named_it_first() {
    on_each_engine(async |world| {
        let facts = keeps(world, b"mot", "b").await;
        let submit = |facts: &FileFacts| {
            let papers = vec![hand::file("letter", facts.clone(), "quét.png")];
            let command = hand::submit(province::REGISTER, 0, papers);
            write(&domain::people::Actor::Applicant, None, None, command)
        };
        let opened = world.tries(submit(&facts)).await.expect("filed");
        let kept = world
            .store
            .find_file(facts.id)
            .await
            .expect("no fault")
            .expect("known");
        assert_eq!(kept.dossier, Some(opened.dossier));

        let foreign = world.tries(submit(&facts)).await;
        assert_eq!(foreign, Err(NotDone::NoSuchFile(facts.id)));
        let own = world.does("desk", &opened.code, hand::ask()).await;
        let again = domain::dossier::command::Command::Supplement {
            papers: vec![hand::file("letter", facts.clone(), "quét lại.png")],
            answers: None,
            note: None,
        };
        let again = write(&the("desk"), Some(&opened.code), Some(own.number), again);
        assert!(world.tries(again).await.is_ok());

        let unknown = FileFacts {
            id: uuid::Uuid::now_v7(),
            ..facts.clone()
        };
        let answer = world.tries(submit(&unknown)).await;
        assert_eq!(answer, Err(NotDone::NoSuchFile(unknown.id)));
        let untrue = FileFacts {
            sha256: "c".repeat(64),
            ..keeps(world, b"hai", "d").await
        };
        let answer = world.tries(submit(&untrue)).await;
        assert_eq!(answer, Err(NotDone::NoSuchFile(untrue.id)));
        // Nothing of what was refused took a number.
        assert_eq!(world.opens(0).await.code.running_number(), "0002");
    })
    .await;
}

#[tokio::test]
async fn a_result_brings_its_file() {
    on_each_engine(async |world| {
        use domain::dossier::command::Command;
        let opened = world.opens(0).await;
        world.does("desk", &opened.code, Command::Forward).await;
        world.does("examiner", &opened.code, hand::propose()).await;
        world.does("chair", &opened.code, Command::Approve).await;
        let facts = keeps(world, b"ket qua", "e").await;
        let result = hand::record_result(Some(hand::file("result", facts.clone(), "kq.pdf")));
        world.does("clerk", &opened.code, result).await;
        let kept = world
            .store
            .find_file(facts.id)
            .await
            .expect("no fault")
            .expect("known");
        assert_eq!(kept.dossier, Some(opened.dossier));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_was_changed_on_disk_is_not_shown() {
    on_each_engine(async |world| {
        let facts = keeps(world, b"nguyen ven", "f").await;
        let name = facts.id.simple().to_string();
        let path = inside(world, "files").join(&name[30..]).join(&name);
        let mut bytes = std::fs::read(&path).expect("it lies there");
        *bytes.last_mut().expect("not empty") ^= 1;
        std::fs::write(&path, bytes).expect("written");
        let shut = fault(world.store.read_file(facts.id).await);
        assert!(matches!(shut, Fault::WrongKey { .. }), "{shut}");
        std::fs::write(&path, b"x").expect("written");
        assert!(matches!(
            fault(world.store.read_file(facts.id).await),
            Fault::Damaged { .. }
        ));
        std::fs::remove_file(&path).expect("removed");
        assert!(matches!(
            fault(world.store.read_file(facts.id).await),
            Fault::File { .. }
        ));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_not_known() {
    on_each_engine(async |world| {
        let folder = inside(world, "files");
        std::fs::write(&folder, "không phải thư mục").expect("written");
        let new = NewFile {
            bytes: b"x".to_vec(),
            sha256: "0".repeat(64),
            kind: "pdf".to_owned(),
            pages: 1,
            uploaded_by: "applicant".to_owned(),
            at: now(),
        };
        let refused = fault(world.store.keep_file(new).await);
        assert!(matches!(refused, Fault::File { .. }), "{refused}");
        let dump = world.database.dump().await;
        assert!(!dump.iter().any(|row| row.starts_with("file ")));
    })
    .await;
}

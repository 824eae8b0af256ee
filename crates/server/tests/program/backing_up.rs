//! `motcua backup` and `motcua restore`.

use std::fs;
use std::path::Path;

use crate::hand::{Place, Server, province, word};

/// A province with dossiers, a server on it, and a backup made beside that server.
async fn backed_up(place: &Place) -> Vec<String> {
    province::load(place);
    let server = Server::start(place, &[]);
    let store = place.store().await;
    province::hand_in(&store, 7).await;
    let lists = store.lists_as_text().await.expect("no fault");
    store.close().await.expect("closed");
    keep_file(place).await;
    let backup = place.path("sao-luu");
    let ran = place.run(&["backup", word(&backup), "--json"]).ended(0);
    assert_eq!(ran.json()["files"], 1);
    place.run(&["backup", word(&backup)]).refused("đã có");
    assert_eq!(server.get("/readyz").status, 200);
    assert_eq!(server.stop(), 0);
    lists
}

async fn keep_file(place: &Place) {
    let store = place.store().await;
    let file = store::NewFile {
        bytes: b"%PDF-1.4 trang".to_vec(),
        sha256: "0".repeat(64),
        kind: "pdf".to_owned(),
        pages: 1,
        uploaded_by: "applicant".to_owned(),
        at: province::now(),
    };
    store.keep_file(file).await.expect("kept");
    store.close().await.expect("closed");
}

#[tokio::test]
async fn what_was_backed_up_comes_back_and_no_code_is_issued_twice() {
    for place in Place::each() {
        let lists = backed_up(&place).await;
        let backup = place.path("sao-luu");
        let key = fs::read_to_string(place.key_file()).expect("the key");
        let master = key.split('"').find(|word| word.len() == 64).expect("a key");
        for path in files(&backup) {
            let bytes = fs::read(&path).expect("a file");
            let found = bytes.windows(64).any(|part| part == master.as_bytes());
            assert!(!found, "the key lies in {}", path.display());
        }

        // Ten more after the backup: these are lost, and their codes must not come again.
        let store = place.store().await;
        let lost = province::hand_in(&store, 10).await;
        store.close().await.expect("closed");

        let new = place.another();
        new.take_key_of(&place);
        let ran = new.run(&["restore", word(&backup), "--json"]).ended(0);
        assert!(ran.json()["counters"].as_u64().expect("a number") > 0);
        let ran = new.run(&["rebuild", "--check", "--json"]).ended(0);
        assert_eq!(
            ran.json(),
            serde_json::json!({ "dossiers": 7, "same": true })
        );
        let store = new.store().await;
        assert_eq!(store.lists_as_text().await.expect("no fault"), lists);
        let issued = province::hand_in(&store, 12).await;
        store.close().await.expect("closed");
        assert!(issued.is_disjoint(&lost), "{issued:?} {lost:?}");
        let server = Server::start(&new, &[]);
        assert_eq!(server.get("/readyz").status, 200);
        assert_eq!(server.stop(), 0);
        assert_eq!(files(&new.data().join("files")).len(), 1);
        new.run(&["restore", word(&backup)]).refused("đã có");
    }
}

#[tokio::test]
async fn a_backup_that_cannot_be_trusted_is_refused_before_anything_is_written() {
    let place = Place::sqlite();
    backed_up(&place).await;
    let backup = place.path("sao-luu");
    let new = place.another();
    let restore = || new.run(&["restore", word(&backup)]);
    let untouched = || !new.data().join("db").exists() && !new.data().join("files").exists();

    restore().refused("tệp khóa");
    assert!(!new.data().exists());
    let stranger = place.another();
    assert_eq!(Server::start(&stranger, &[]).stop(), 0);
    new.take_key_of(&stranger);
    restore().refused("không phải của bản sao này");
    new.take_key_of(&place);

    let elsewhere = ["--database-url", "postgres://127.0.0.1:1/khong-co"];
    new.run(&[&["restore", word(&backup)][..], &elsewhere].concat())
        .refused("bỏ --database-url");
    let kept_file = files(&backup.join("files")).remove(0);
    for (path, words) in [
        (backup.join("motcua.sqlite3"), "bản sao bị hỏng"),
        (backup.join("files.sha256"), "bản sao bị hỏng"),
        (kept_file, "bản sao bị hỏng"),
        (backup.join("manifest.json"), ""),
    ] {
        let sound = fs::read(&path).expect("a file");
        let mut tampered = sound.clone();
        let middle = tampered.len() / 2;
        tampered[middle] ^= 1;
        fs::write(&path, &tampered).expect("tampered with");
        restore().refused(words);
        fs::remove_file(&path).expect("removed");
        assert_ne!(restore().code, 0, "{} is missing", path.display());
        assert!(untouched(), "{}", path.display());
        fs::write(&path, &sound).expect("mended");
    }
    // A later moment in the manifest would spare days from the jump.
    let manifest = backup.join("manifest.json");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    fs::write(&manifest, text.replace("2026-03-02", "2026-03-09")).expect("tampered with");
    restore().refused("bị sửa");
    assert!(untouched());
    fs::write(&manifest, text).expect("mended");
    restore().ended(0);
}

#[tokio::test]
async fn a_restore_that_was_cut_off_is_not_worked_on_and_can_be_done_again() {
    let place = Place::sqlite();
    let lists = backed_up(&place).await;
    let backup = place.path("sao-luu");
    let new = place.another();
    new.take_key_of(&place);
    // What a restore leaves that was killed after it had copied the database.
    fs::create_dir_all(new.data().join("db")).expect("a folder");
    fs::copy(backup.join("motcua.sqlite3"), new.database_file()).expect("copied");
    fs::write(new.data().join("restore.unfinished"), "").expect("marked");
    new.run(&["serve"]).refused("chưa xong");
    new.run(&["doctor"]).refused("chưa xong");
    new.run(&["restore", word(&backup)]).ended(0);
    let store = new.store().await;
    assert_eq!(store.lists_as_text().await.expect("no fault"), lists);
    store.close().await.expect("closed");
    new.run(&["rebuild", "--check"]).ended(0);
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

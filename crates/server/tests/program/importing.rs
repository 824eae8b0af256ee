//! `motcua import`: real exports, dated trees, bad files, twice.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::hand::{Place, Server, province, root, shared, word};

fn keys(value: &Value) -> BTreeSet<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

fn number(report: &Value, key: &str) -> u64 {
    report[key]
        .as_u64()
        .unwrap_or_else(|| panic!("{key} in {report}"))
}

#[test]
fn the_real_export_is_taken_and_twice_is_no_change() {
    let Some(export) = shared("data/procedures/national-export") else {
        return;
    };
    let files: Vec<String> = fs::read_dir(&export)
        .expect("the folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "json"))
        .collect();
    for place in Place::each() {
        let import = |more: &[&str]| {
            let words = ["import", "procedures", word(&export), "--json"];
            place.run(&[&words[..], more].concat())
        };
        let planned = import(&["--dry-run"]).json();
        if place.is_sqlite() {
            assert!(!place.data().exists(), "a dry run leaves nothing behind");
        }
        let ran = import(&[]);
        let report = ran.json();
        let wanted = ["changed", "created", "refused", "to_mend", "unchanged"];
        assert_eq!(keys(&report), BTreeSet::from(wanted));
        assert!(number(&report, "created") >= 200, "{report}");
        for key in wanted {
            assert_eq!(planned[key], report[key], "{key}");
        }
        let refused: BTreeSet<&str> = report["refused"]
            .as_array()
            .expect("a list")
            .iter()
            .inspect(|one| {
                assert_eq!(keys(one), BTreeSet::from(["field", "file", "reason"]));
                assert!(!one["reason"].as_str().expect("a reason").is_empty());
            })
            .map(|one| one["file"].as_str().expect("a name"))
            .collect();
        let taken = usize::try_from(number(&report, "created")).expect("few");
        assert_eq!(
            taken + refused.len(),
            files.len(),
            "every file is taken or named"
        );
        assert!(
            refused
                .iter()
                .all(|name| files.iter().any(|file| file == name))
        );
        assert_eq!(ran.code, i32::from(!refused.is_empty()));

        let version = place.run(&["doctor", "--json"]).json()["rulebook_version"].clone();
        let again = import(&[]).json();
        assert_eq!(
            (number(&again, "created"), number(&again, "changed")),
            (0, 0)
        );
        assert_eq!(usize::try_from(number(&again, "unchanged")), Ok(taken));
        let after = place.run(&["doctor", "--json"]).json()["rulebook_version"].clone();
        assert_eq!(version, after, "nothing was written");
    }
}

#[test]
fn broken_files_are_named_and_harm_nothing() {
    let place = Place::sqlite();
    let folder = place.path("danh-muc");
    fs::create_dir(&folder).expect("a folder");
    let sound = root().join("data/procedures/2.000815.toml");
    let text = fs::read_to_string(&sound).expect("a procedure");
    fs::write(folder.join("2.000815.toml"), &text).expect("written");
    fs::write(folder.join("b.toml"), &text[..text.len() / 2]).expect("written");
    fs::write(folder.join("c.json"), "{\"MaTTHC\": \"1.0").expect("written");
    fs::write(folder.join("d.json"), [0xff, 0xfe, 0x00]).expect("written");
    fs::write(folder.join("e.toml"), "").expect("written");
    fs::create_dir(folder.join("f.json")).expect("a folder with a file's name");
    fs::write(folder.join("ghi-chu.txt"), "no procedure").expect("written");
    let ran = place
        .run(&["import", "procedures", word(&folder), "--json"])
        .ended(1);
    let report = ran.json();
    assert_eq!(number(&report, "created"), 1);
    let refused = report["refused"].as_array().expect("a list").iter();
    let named: BTreeSet<&str> = refused.filter_map(|one| one["file"].as_str()).collect();
    assert_eq!(
        named,
        BTreeSet::from(["b.toml", "c.json", "d.json", "e.toml", "f.json"])
    );
    for one in report["refused"].as_array().expect("a list") {
        assert_ne!(one["field"], "", "{one}");
        let reason = one["reason"].as_str().expect("a reason");
        assert!(!reason.contains("os error"), "{one}");
    }
    assert_eq!(place.run(&["doctor", "--json"]).json()["procedures"], 1);
}

#[test]
fn a_dry_run_shows_each_change_from_what_to_what() {
    let place = Place::sqlite();
    let file = place.path("2.000815.toml");
    let text = fs::read_to_string(root().join("data/procedures/2.000815.toml"));
    let text = text.expect("a procedure");
    fs::write(&file, &text).expect("written");
    let import = |more: &[&str]| {
        let words = ["import", "procedures", word(&file)];
        place.run(&[&words[..], more].concat()).ended(0)
    };
    import(&[]);
    let name = "\nname = \"Chứng thực bản sao từ bản chính\"\n";
    assert!(text.contains(name), "{text}");
    fs::write(&file, text.replace(name, "\nname = \"Sao y bản chính\"\n")).expect("written");
    let ran = import(&["--dry-run"]);
    let line = "2.000815 · name: \"Chứng thực bản sao từ bản chính\" → \"Sao y bản chính\"";
    assert!(ran.out.lines().any(|said| said == line), "{ran:?}");
}

#[test]
fn trees_of_two_times_and_the_successors_load_in_order() {
    let data = |name| shared(&format!("data/org/{name}"));
    let (Some(old), Some(new), Some(successors)) = (
        data("lai-chau-2023.csv"),
        data("lai-chau-2025.csv"),
        data("lai-chau-successors.csv"),
    ) else {
        return;
    };
    for place in Place::each() {
        for file in [&old, &new, &successors] {
            let import = || place.run(&["import", "organisation", word(file), "--json"]);
            let report = import().ended(0).json();
            assert!(number(&report, "created") > 0, "{}", file.display());
            assert_eq!(report["refused"], json!([]));
            let again = import().ended(0).json();
            assert_eq!(
                (number(&again, "created"), number(&again, "changed")),
                (0, 0)
            );
        }
        let found = place.run(&["doctor", "--json"]).json();
        assert!(number(&found, "units") > 116, "{found}");
    }
}

#[test]
fn a_tree_with_a_bad_line_is_not_taken_at_all() {
    let place = Place::sqlite();
    let file = place.path("cay.csv");
    let tree = fs::read_to_string(root().join("data/org/lai-chau.csv")).expect("the tree");
    fs::write(&file, tree.replace("2025-07-01", "2025-13-01")).expect("written");
    let ran = place
        .run(&["import", "organisation", word(&file), "--json"])
        .ended(1);
    let report = ran.json();
    let first = &report["refused"][0];
    assert_eq!(first["file"], "cay.csv");
    assert!(first["line"].as_u64().expect("a line") >= 2, "{first}");
    assert!(ran.err.contains("Không nhập gì"), "{ran:?}");
    assert_eq!(place.run(&["doctor", "--json"]).json()["units"], 0);
}

#[test]
fn calendars_and_lists_of_receptions_name_their_bad_lines() {
    let place = Place::sqlite();
    province::load(&place);
    let file = place.path("lich.csv");
    let import = |what| place.run(&["import", what, word(&file), "--json"]);

    fs::write(
        &file,
        "date,kind,name,certainty\n2027-01-01,holiday,Tết,high\n2027-02-30,holiday,Tết,high\n",
    )
    .expect("written");
    let report = import("calendar").ended(1).json();
    assert_eq!(report["refused"][0]["field"], "dòng 3");
    fs::write(&file, [0xff, 0x00]).expect("written");
    assert_eq!(
        import("calendar").ended(1).json()["refused"][0]["field"],
        "tệp"
    );

    // A file of one year leaves the others alone.
    fs::write(
        &file,
        "date,kind,name,certainty\n2030-01-01,holiday,Tết Dương lịch,high\n",
    )
    .expect("written");
    let report = import("calendar").ended(0).json();
    assert_eq!(
        (number(&report, "created"), number(&report, "removed")),
        (1, 0)
    );
    let report = import("calendar").ended(0).json();
    assert_eq!(
        (number(&report, "created"), number(&report, "unchanged")),
        (0, 1)
    );
    let found = place.run(&["doctor", "--json"]).json();
    assert!(
        !found["findings"].to_string().contains("Chưa có lịch"),
        "{found}"
    );

    fs::write(&file, "[[lists]]\nlevel = \"commune\"\nbasis = \"x\"\nvalid_from = 2025-07-01\nprocedures = [\"1.2\"]\n")
        .expect("written");
    let report = import("receptions").ended(1).json();
    assert!(
        report["refused"][0]["field"]
            .as_str()
            .expect("a place")
            .contains("procedures")
    );
    assert_eq!(
        place.run(&["doctor", "--json"]).json()["receptions"],
        found["receptions"]
    );
    fs::write(&file, "[[lists]]\ndesk = \"KHONG-CO\"\nbasis = \"x\"\nvalid_from = 2025-07-01\nprocedures = [\"9.999999\"]\n")
        .expect("written");
    let report = place
        .run(&["import", "receptions", word(&file), "--dry-run", "--json"])
        .ended(0)
        .json();
    assert_eq!(
        report["to_mend"].as_array().map(Vec::len),
        Some(2),
        "{report}"
    );
    assert_eq!(
        place.run(&["doctor", "--json"]).json()["receptions"],
        found["receptions"]
    );
}

#[test]
fn what_a_province_chose_for_its_clocks_is_imported_whole_or_not_at_all() {
    let place = Place::sqlite();
    province::load(&place);
    let file = place.path("cach-tinh.toml");
    let import = || place.run(&["import", "clock", word(&file), "--json"]);
    let choice = "[[moments]]\nmoment = \"same_clock\"\nbasis = \"01/QĐ\"\nfrom = 2027-01-01\n";
    fs::write(&file, format!("{choice}hour = 9\n")).expect("written");
    let report = import().ended(1).json();
    assert_eq!(report["refused"][0]["field"], "moments[0].hour");
    fs::write(&file, choice).expect("written");
    let report = import().ended(0).json();
    assert_eq!(
        (number(&report, "created"), number(&report, "unchanged")),
        (1, 0)
    );
    let report = import().ended(0).json();
    assert_eq!(
        (number(&report, "created"), number(&report, "unchanged")),
        (0, 1)
    );
    // An empty file takes everything back.
    fs::write(&file, "").expect("written");
    assert_eq!(number(&import().ended(0).json(), "removed"), 1);
}

#[test]
fn a_running_server_sees_what_is_imported_beside_it() {
    for place in Place::each() {
        let server = Server::start(&place, &[]);
        let before = server.rulebook_version();
        province::load(&place);
        let folder = place.path("moi");
        fs::create_dir(&folder).expect("a folder");
        let text = fs::read_to_string(root().join("data/procedures/2.000815.toml"));
        let text = text
            .expect("a procedure")
            .replace("\"2.000815\"", "\"9.000815\"");
        fs::write(folder.join("9.000815.toml"), text).expect("written");
        let report = place
            .run(&["import", "procedures", word(&folder), "--json"])
            .ended(0);
        assert_eq!(number(&report.json(), "created"), 1);
        let found = place.run(&["doctor", "--json"]).json();
        assert_eq!(
            number(&found, "rulebook_version"),
            server.rulebook_version()
        );
        assert!(server.rulebook_version() > before);

        let user = ["user", "create", "--login", "mai", "--name", "Lò Thị Mai"];
        let unit = ["--unit", province::DESK, "--role", "desk_officer"];
        let words = [&user[..], &unit].concat();
        let ran = place.run(&words).ended(0);
        assert!(ran.out.starts_with("/dat-mat-khau/") && ran.out.lines().count() == 1);
        place.run(&words).refused("");
        let ran = place
            .run(&["user", "invite", "--login", "mai", "--json"])
            .ended(0);
        assert_eq!(ran.json()["login"], "mai");
        let ran = place.run(&["token", "create", "--user", "mai", "--name", "máy quét"]);
        let token = ran.ended(0).out;
        assert_eq!((token.lines().count(), token.trim().len()), (1, 32));
        assert_eq!(server.get("/readyz").status, 200);
        assert_eq!(server.stop(), 0);
    }
}

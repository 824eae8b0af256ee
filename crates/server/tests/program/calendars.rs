//! `motcua calendar`: layers are imported, looked over and shown.

use std::fs;

use serde_json::{Value, json};

use crate::hand::{Place, province, word};

const HEADING: &str = "date,kind,name,certainty,hours,weekday,valid_to,decision,decision_on\n";
const COMMUNE: &str = "03388";

fn troubles(told: &Value) -> Vec<&str> {
    told["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["trouble"].as_str().expect("a name"))
        .collect()
}

#[test]
fn a_layer_of_a_commune_is_imported_with_its_reason_and_decision() {
    for place in Place::each() {
        province::load(&place);
        let file = place.path("lich-xa.csv");
        let lines = "2026-09-09,closed,Lũ trên sông,,,,,12/QĐ-UBND,2026-09-08\n\
                     2026-06-01,sessions,Sáng thứ Bảy,,07:30-11:30,saturday,2026-08-31,,\n";
        fs::write(&file, format!("{HEADING}{lines}")).expect("written");
        let import = |more: &[&str]| {
            let words = [
                "calendar",
                "import",
                word(&file),
                "--layer",
                COMMUNE,
                "--json",
            ];
            let because = [
                "--reason",
                "Lũ",
                "--decision",
                "12/QĐ-UBND",
                "--decision-on",
                "2026-09-08",
            ];
            place.run(&[&words[..], &because[..], more].concat())
        };
        let planned = import(&["--dry-run"]).ended(0).json();
        assert_eq!(planned["created"], 2);
        let done = import(&[]).ended(0).json();
        assert_eq!(done, planned);
        let again = import(&[]).ended(0).json();
        assert_eq!(
            (&again["created"], &again["unchanged"]),
            (&json!(0), &json!(2))
        );

        let show = ["calendar", "show", "--layer", COMMUNE, "--json"];
        let told = place.run(&show).ended(0).json();
        assert_eq!(
            (&told["version"], &told["reason"]),
            (&json!(1), &json!("Lũ"))
        );
        assert_eq!(told["decision"]["number"], "12/QĐ-UBND");
        assert_eq!(told["content"]["closures"][0]["date"], "2026-09-09");
        let words = place.run(&show[..4]).ended(0).out;
        for part in [
            "phường Đoàn Kết",
            "Phiên bản 1: Lũ",
            "Đóng cửa cả ngày",
            "thứ Bảy: 07:30-11:30",
        ] {
            assert!(words.contains(part), "{part} in {words}");
        }
        let nation = place.run(&["calendar", "show", "--year", "2026", "--json"]);
        let nation = nation.ended(0).json();
        assert_eq!(nation["layer"], "nation");
        assert_eq!(nation["content"]["closures"], json!([]));
    }
}

#[test]
fn a_layer_of_nobody_and_bad_lines_are_refused() {
    let place = Place::sqlite();
    province::load(&place);
    let file = place.path("lich-xa.csv");
    fs::write(&file, format!("{HEADING}2026-09-09,closed,Lũ,,,,,,\n")).expect("written");
    let words = [
        "calendar",
        "import",
        word(&file),
        "--reason",
        "Lũ",
        "--layer",
    ];
    let ran = place.run(&[&words[..], &[COMMUNE]].concat()).ended(1);
    assert!(
        ran.out.contains("dòng 2") && ran.out.contains("số quyết định"),
        "{ran:?}"
    );
    fs::write(
        &file,
        format!("{HEADING}2026-09-09,holiday,Hội,high,,,,,\n"),
    )
    .expect("written");
    place
        .run(&[&words[..], &["99999"]].concat())
        .refused("Không có đơn vị mang mã 99999");
    place.run(&words[..3]).ended(2);
    let half = [&words[..], &[COMMUNE, "--decision", "12/QĐ-UBND"]].concat();
    place.run(&half).ended(2);
}

#[test]
fn lint_finds_what_is_kept_and_what_a_file_would_bring() {
    let place = Place::sqlite();
    // Before anything is kept the built-in calendar is looked over: one year to come is missing.
    let told = place.run(&["calendar", "lint", "--json"]).ended(0).json();
    assert_eq!(troubles(&told), ["year_missing"]);
    assert_eq!(told["findings"][0]["year"], 2028);
    assert!(!place.data().exists(), "looking leaves nothing behind");

    province::load(&place);
    let file = place.path("lich-xa.csv");
    let lines = "2026-09-02,holiday,Quốc khánh,high,,,,,\n\
                 2026-09-05,closed,Lũ,,,,,12/QĐ-UBND,2026-09-01\n\
                 2026-10-05,swap_off,Hoán đổi,high,,,,,\n";
    fs::write(&file, format!("{HEADING}{lines}")).expect("written");
    let words = ["calendar", "lint", word(&file), "--layer", COMMUNE];
    let told = place
        .run(&[&words[..], &["--json"]].concat())
        .ended(1)
        .json();
    let expected = ["repeats_above", "closed_already", "swap_without_make_up"];
    assert_eq!(troubles(&told), expected);
    let ran = place.run(&words).ended(1);
    assert!(
        ran.out.contains("Cần xem") && ran.out.contains("phường Đoàn Kết"),
        "{ran:?}"
    );
    assert!(ran.err.contains("3 chỗ cần xem"), "{ran:?}");
}

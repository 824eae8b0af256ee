//! `motcua workflow`: files of processes are checked, drawn, and written in BPMN.

use std::fs;
use std::path::{Path, PathBuf};

use roxmltree::Document;
use serde_json::{Value, json};

use crate::hand::{Place, Ran, motcua, province, root, setting, word};

fn sample(name: &str) -> PathBuf {
    root().join("data/processes").join(name)
}

fn workflow(what: &str, file: &Path, more: &[&str]) -> Ran {
    motcua(&[&["workflow", what, word(file)], more].concat())
}

/// Compares with the copy that was looked at; `MOTCUA_GOLDEN=write` writes the copies anew.
fn expect_golden(name: &str, text: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let golden = folder.join(name);
    if setting("MOTCUA_GOLDEN").is_some_and(|wish| wish == "write") {
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(&golden, text).expect("written");
    }
    let kept = fs::read_to_string(&golden).unwrap_or_default();
    assert!(
        kept == text,
        "{} is not what is written now: look at it with MOTCUA_GOLDEN=write",
        golden.display()
    );
}

#[test]
fn a_sound_process_is_told_with_its_longest_ways() {
    let file = sample("site-licence.toml");
    let ran = workflow("check", &file, &[]).ended(0);
    let longest = "sau “Trả giấy xác nhận” nhiều nhất 6 ngày 6 giờ làm việc";
    assert!(ran.out.contains(longest), "{ran:?}");
    assert!(ran.err.contains("không có chỗ nào cần xem"), "{ran:?}");
    let told = workflow("check", &file, &["--json"]).ended(0).json();
    assert_eq!(told["process"], "site-licence");
    assert_eq!(told["proven_minutes"]["granted"], 3240);
    assert_eq!(
        (&told["errors"], &told["findings"]),
        (&json!(0), &json!([]))
    );
}

#[test]
fn the_flaws_of_the_sample_are_told_with_place_path_and_repair() {
    let file = sample("cofsa.toml");
    let expected = fs::read_to_string(sample("cofsa.expected.json")).expect("beside it");
    let expected: Value = serde_json::from_str(&expected).expect("JSON");
    let codes = |told: &Value| {
        let findings = told["findings"].as_array().expect("a list").iter();
        let codes = findings.map(|one| one["code"].as_str().expect("a name").to_owned());
        let mut codes: Vec<String> = codes.collect();
        codes.sort();
        codes
    };
    let of = |told: &Value, code: &str| -> Value {
        let findings = told["findings"].as_array().expect("a list").iter();
        let mut findings = findings.filter(|one| one["code"] == code);
        findings.next().expect("found").clone()
    };

    let draft = workflow("check", &file, &["--draft", "--json"])
        .ended(1)
        .json();
    assert_eq!(codes(&draft), codes(&expected));
    assert_eq!(of(&draft, "unbounded_loop")["severity"], "warning");
    let late = of(&draft, "over_legal_time");
    assert_eq!(late["days"], 6);
    assert_eq!(late["path"].as_array().expect("a path").len(), 3);
    for words in ["says", "mend"] {
        assert!(!late[words].as_str().expect("a sentence").is_empty());
    }

    let told = workflow("check", &file, &["--json"]).ended(1).json();
    assert_eq!(of(&told, "unbounded_loop")["severity"], "error");
    assert_eq!(told["errors"], 6);
    assert_eq!(told["proven_minutes"], json!({}));
    let ran = workflow("check", &file, &[]).ended(1);
    for part in [
        "Lỗi [over_legal_time]",
        "(Kiểm tra hồ sơ – Duyệt giấy chứng nhận – Trả kết quả giấy chứng nhận; 6 ngày làm việc)",
        "Lưu ý [fee_collected_after_the_work]",
        "Cách sửa: ghi at_most",
    ] {
        assert!(ran.out.contains(part), "{part} in {ran:?}");
    }
    assert!(ran.err.contains("7 chỗ cần xem"), "{ran:?}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_line_or_place() {
    let place = Place::sqlite();
    let file = place.path("hong.toml");
    fs::write(&file, "key = \"hong\"\nname = ").expect("written");
    let ran = workflow("check", &file, &[]).ended(1);
    assert!(ran.out.contains("dòng 2"), "{ran:?}");
    let told = workflow("check", &file, &["--json"]).ended(1).json();
    assert_eq!(told["problems"][0]["field"], "dòng 2");
    for what in ["picture", "bpmn"] {
        let ran = workflow(what, &file, &[]).ended(1);
        assert_eq!(ran.out, "", "no half a file");
        assert!(ran.err.contains("dòng 2"), "{ran:?}");
    }
    let nobody = place.path("khong-co.toml");
    let ran = workflow("check", &nobody, &[]).ended(2);
    assert!(ran.err.contains("khong-co.toml"), "{ran:?}");
    fs::write(&file, [0xff, 0xfe]).expect("written");
    workflow("check", &file, &[]).refused("UTF-8");
    assert!(!place.data().exists(), "looking leaves nothing behind");
}

#[test]
fn processes_are_drawn_sound_or_not() {
    for (name, says) in [("site-licence", ""), ("cofsa", "còn 6 lỗi")] {
        let file = sample(&format!("{name}.toml"));
        let ran = workflow("picture", &file, &[]).ended(0);
        assert!(ran.err.contains(says), "{ran:?}");
        let svg = Document::parse(&ran.out).expect("SVG is XML");
        let root = svg.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        let first = root.first_element_child().expect("a title");
        assert!(
            first
                .text()
                .is_some_and(|title| title.starts_with("Quy trình"))
        );
        expect_golden(&format!("{name}.svg"), &ran.out);
    }
}

#[test]
fn processes_are_written_in_bpmn() {
    for name in ["site-licence", "cofsa"] {
        let file = sample(&format!("{name}.toml"));
        let ran = workflow("bpmn", &file, &[]).ended(0);
        let bpmn = Document::parse(&ran.out).expect("BPMN is XML");
        let process = bpmn.root_element().first_element_child().expect("one");
        let id = format!("process_{name}");
        assert_eq!(process.attribute("id"), Some(id.as_str()));
        expect_golden(&format!("{name}.bpmn"), &ran.out);
    }
}

#[test]
fn a_template_of_the_program_is_written_for_the_limit_that_is_asked_for() {
    let of = |more: &[&str]| {
        let words = ["workflow", "bpmn", "--template", "commune-usual"];
        motcua(&[&words[..], more].concat()).ended(0).out
    };
    let usual = of(&[]);
    let bpmn = Document::parse(&usual).expect("BPMN is XML");
    let process = bpmn.root_element().first_element_child().expect("one");
    assert_eq!(process.attribute("id"), Some("process_commune-usual"));
    assert_eq!(usual, of(&["--limit", "10 working days"]));
    assert_ne!(usual, of(&["--limit", "5 working days"]));
    let picture = motcua(&["workflow", "picture", "--template", "notice"]).ended(0);
    Document::parse(&picture.out).expect("SVG is XML");
    let unknown = motcua(&["workflow", "bpmn", "--template", "khong-co"]).ended(2);
    assert!(unknown.err.contains("commune-usual"), "{unknown:?}");
    let file = sample("cofsa.toml");
    for more in [["--template", "notice"], ["--limit", "5 working days"]] {
        workflow("bpmn", &file, &more).ended(2);
    }
    motcua(&["workflow", "bpmn"]).ended(2);
}

/// A procedure that only the province's desk receives.
const PROCEDURE: &str = "3.000333";

/// Everything in one visit at the desk.
fn at_once(place: &Place, name: &str, minutes: u32) -> PathBuf {
    let file = place.path(&format!("{name}.toml"));
    let text = format!(
        "key = \"{name}\"\nname = \"Tại chỗ\"\nlimit = \"1 working days\"\n\n[[body]]\ndo = \
         \"step\"\nkey = \"all\"\nname = \"Giải quyết tại chỗ\"\nwork = \"at_once\"\nrole = \
         \"desk_officer\"\nminutes = {minutes}\n\n[[body]]\ndo = \"end\"\nkey = \"granted\"\n\
         outcome = \"granted\"\n"
    );
    fs::write(&file, text).expect("written");
    file
}

fn publishing<'a>(file: &'a Path, from: &'a str) -> Vec<&'a str> {
    let words = ["workflow", "publish", word(file), "--procedure", PROCEDURE];
    let decision = ["--decision", "812/QĐ-UBND", "--dated", "2026-02-27"];
    [&words[..], &decision, &["--from", from]].concat()
}

#[test]
fn a_process_is_published_listed_and_compared() {
    for place in Place::each() {
        province::load(&place);
        let first = at_once(&place, "tai-cho", 60);
        let check = ["workflow", "check", word(&first), "--procedure", PROCEDURE];
        let ran = place.run(&check).ended(1);
        assert!(ran.out.contains("[nobody_in_role]"), "{ran:?}");
        let ran = place.run(&publishing(&first, "2026-03-02")).ended(1);
        assert!(ran.out.contains("[nobody_in_role]"), "{ran:?}");
        assert!(ran.err.contains("còn 1 lỗi"), "{ran:?}");

        let somebody = ["user", "create", "--login", "mai", "--name", "Lò Thị Mai"];
        let there = ["--unit", "LC-TTPVHCC", "--role", "desk_officer"];
        place.run(&[&somebody[..], &there].concat()).ended(0);
        place.run(&check).ended(0);
        let done = [&publishing(&first, "2026-03-02")[..], &["--json"]].concat();
        let told = place.run(&done).ended(0).json();
        assert_eq!(
            (&told["procedure"], &told["version"]),
            (&json!(PROCEDURE), &json!(1))
        );
        place
            .run(&publishing(&first, "2026-03-02"))
            .refused("đã công bố ở phiên bản 1");
        let second = at_once(&place, "tai-cho", 90);
        place
            .run(&publishing(&second, "2026-03-01"))
            .refused("Ngày bắt đầu áp dụng đã qua");
        place.run(&publishing(&second, "2026-04-01")).ended(0);

        let listed = place.run(&["workflow", "list", "--json"]).ended(0).json();
        let versions = listed["processes"].as_array().expect("a list");
        let in_force: Vec<bool> = versions
            .iter()
            .map(|one| one["in_force"].as_bool().expect("yes or no"))
            .collect();
        assert_eq!(in_force, [true, false]);
        assert!(listed["by_template"].as_u64() > Some(0), "{listed}");
        let words = place.run(&["workflow", "list"]).ended(0).out;
        assert!(words.contains("812/QĐ-UBND ngày 27/02/2026"), "{words}");

        let (older, newer) = (format!("{PROCEDURE}@1"), format!("{PROCEDURE}@2"));
        let ran = place.run(&["workflow", "diff", &older, &newer]).ended(0);
        assert!(ran.out.contains("“Giải quyết tại chỗ”"), "{ran:?}");
        let nothing = format!("{PROCEDURE}@3");
        place
            .run(&["workflow", "diff", &older, &nothing])
            .refused("chưa công bố phiên bản 3");
    }
}

#[test]
fn two_files_are_compared_without_data() {
    let place = Place::sqlite();
    let file = sample("site-licence.toml");
    let ran = motcua(&["workflow", "diff", word(&file), word(&file)]).ended(0);
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("như nhau"), "{ran:?}");
    let newer = place.path("site-licence.toml");
    let text = fs::read_to_string(&file).expect("our own file");
    fs::write(&newer, text.replacen("minutes = 120", "minutes = 90", 1)).expect("written");
    let told = motcua(&["workflow", "diff", word(&file), word(&newer), "--json"]);
    let told = told.ended(0).json();
    assert_eq!(told["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["changes"][0]["place"], "receive");
}

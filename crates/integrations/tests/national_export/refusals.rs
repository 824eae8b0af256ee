//! What is no record, or not the first of its code.

use integrations::catalogue_import::plan;

use crate::{invented, refused};

#[test]
fn a_record_of_another_structure_is_refused_by_place() {
    assert_eq!(
        refused("9.000009.json"),
        ["content.mô_tả", "tables.can_cu_phap_ly"]
    );
    assert_eq!(refused("9.000010.json"), ["thu_tuc_id", "thu_tuc_id"]);
    assert_eq!(
        refused("9.000012.json"),
        ["metadata.mã_thủ_tục", "tables.hinh_thuc_nop[0].gia"]
    );
    assert_eq!(refused("9.000015.json"), ["tệp"]);
    assert_eq!(refused("9.000016.json"), ["tệp"]);
}

#[test]
fn a_truncated_record_is_refused_and_says_so() {
    let problems = invented("9.000011.json").unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].reason.contains("cắt giữa chừng"),
        "{}",
        problems[0].reason
    );
}

#[test]
fn of_two_files_with_one_code_the_second_is_refused_naming_the_first() {
    let files = ["9.000001.json", "again/9.000001.json"];
    let plan = plan(
        &[],
        files.map(|file| (file.to_owned(), invented(file))).into(),
    );
    assert_eq!(plan.report.created, 1);
    assert_eq!(plan.to_store[0].name, "Thủ tục đăng ký nuôi chim");
    let [line] = plan.report.refused.as_slice() else {
        panic!("{:?}", plan.report)
    };
    assert_eq!(line.file, "again/9.000001.json");
    assert!(line.reason.contains("tệp 9.000001.json"), "{}", line.reason);
}

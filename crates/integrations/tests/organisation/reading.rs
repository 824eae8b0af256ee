//! Files as they are written: cells, columns, marks of a spreadsheet.

use crate::may::{refused, sample};
use domain::people::agency::Organisation;
use integrations::organisation_file::{LineReason, import, read, show_reason};

#[test]
fn quoted_cells_and_marks_are_read_as_they_were_meant() {
    let file = read(&sample("tree.csv")).unwrap();
    let village = &file.draft.agencies[2];
    assert_eq!(village.name, "Ủy ban nhân dân xã Núi, Đèo \"Gió\"");
    assert_eq!(village.note, "hai dòng ghi chú");
    assert_eq!(
        file.agency_lines,
        [2, 3, 4, 6],
        "a cell of two lines counts as two"
    );
}

#[test]
fn a_byte_order_mark_semicolons_and_split_accents_make_no_difference() {
    let plain = String::from_utf8(sample("successors.csv")).unwrap();
    let from_a_spreadsheet = format!("\u{feff}{}", plain.replace(',', ";").replace('\n', "\r\n"));
    let read_plain = read(plain.as_bytes()).unwrap();
    assert_eq!(read(from_a_spreadsheet.as_bytes()).unwrap(), read_plain);

    let tree = String::from_utf8(sample("tree-later.csv")).unwrap();
    let split = tree.replace('ỉ', "i\u{309}");
    assert_ne!(split, tree);
    assert_eq!(
        read(split.as_bytes()).unwrap(),
        read(tree.as_bytes()).unwrap()
    );
}

#[test]
fn every_bad_cell_is_named_with_line_field_and_reason() {
    let import = import(
        &Organisation::default(),
        "bad-cells.csv",
        &sample("bad-cells.csv"),
    );
    let found = refused(&import);
    let expected = [
        (3, "code", "để trống"),
        (4, "name", "để trống"),
        (5, "level", "“thôn” không có trong danh sách"),
        (6, "kind", "“bakery” không có trong danh sách"),
        (7, "valid_from", "Viết như 2025-07-01"),
        (8, "valid_from", "Ngày 2023-02-29 không có trong lịch"),
        (9, "valid_to", "Ngày 9999-12-31 không có trong lịch"),
        (10, "certainty", "“sure” không có trong danh sách"),
        (11, "agency_code", "Mã định danh “h99.8” viết chưa đúng"),
        (12, "agency_code_invented", "true, false"),
        (13, "cả dòng", "Dòng này có 9 ô nhưng dòng đầu có 12 cột"),
        (14, "name", "không nhìn thấy"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((line, field, reason), (at, of, says)) in found.iter().zip(expected) {
        assert_eq!((*line, *field), (Some(at), of));
        assert!(reason.contains(says), "{reason}");
    }
    assert!(
        import
            .report
            .refused
            .iter()
            .all(|remark| remark.file == "bad-cells.csv")
    );
}

#[test]
fn columns_and_files_that_are_not_what_they_should_be_are_named() {
    let cases = [
        (
            sample("bad-columns.csv"),
            vec![
                (Some(1), "note", "hai cột cùng tên"),
                (Some(1), "certainty", "thiếu cột"),
                (Some(1), "agencycode", "Chưa biết cột"),
            ],
        ),
        (
            sample("no-lines.csv"),
            vec![(Some(1), "tệp", "chưa có dòng nào")],
        ),
        (
            Vec::new(),
            [
                "code",
                "name",
                "level",
                "kind",
                "parent_code",
                "valid_from",
                "valid_to",
                "source",
                "certainty",
                "note",
            ]
            .map(|column| (Some(1), column, "thiếu cột"))
            .to_vec(),
        ),
        (
            b"code,name\nX1,X\xe3 Su\xf4i\n".to_vec(),
            vec![(Some(2), "tệp", "UTF-8")],
        ),
        (
            sample("bad-successors.csv"),
            vec![
                (Some(2), "effective_date", "Viết như 2025-07-01"),
                (Some(3), "old_code", "để trống"),
                (Some(4), "new_code", "để trống"),
            ],
        ),
    ];
    for (bytes, expected) in cases {
        let import = import(&Organisation::default(), "tệp.csv", &bytes);
        let found = refused(&import);
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for ((line, field, reason), (at, of, says)) in found.into_iter().zip(expected) {
            assert_eq!((line, field), (at, of));
            assert!(reason.contains(says), "{reason}");
        }
    }
}

#[test]
fn no_reason_says_only_that_something_is_invalid() {
    let reasons = [
        LineReason::NotUtf8,
        LineReason::NoLines,
        LineReason::ColumnMissing,
        LineReason::ColumnUnknown,
        LineReason::ColumnTwice,
        LineReason::CellCount {
            found: 9,
            expected: 10,
        },
        LineReason::Empty,
        LineReason::TooLong,
        LineReason::InvisibleCharacter,
        LineReason::UnknownWord {
            text: "x".to_owned(),
            allowed: vec!["y"],
        },
        LineReason::NotADate("x".to_owned()),
        LineReason::NoSuchDay("2023-02-29".to_owned()),
        LineReason::NotAnAgencyCode("x".to_owned()),
    ];
    for reason in reasons {
        let says = show_reason(&reason);
        assert!(
            !says.contains("không hợp lệ") && !says.contains("vui lòng"),
            "{says}"
        );
        assert!(says.contains(". "), "says how to mend it: {says}");
    }
}

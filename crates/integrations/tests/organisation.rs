//! Organisation files: what is taken, what is named, and the trees of a real province.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its scene should stop"
)]

use std::path::PathBuf;

use domain::people::agency::{Agency, AgencyCode, AgencyId, AgencyKind, Level, Organisation};
use integrations::organisation_file::{
    BUILT_IN, LineReason, OrganisationImport, built_in, import, read, show_reason,
};
use jiff::civil::{Date, date};

const IN_2024: Date = date(2024, 1, 1);
const IN_2026: Date = date(2026, 1, 1);
const REFORM: Date = date(2025, 7, 1);

fn sample(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/organisation/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn taken(current: &Organisation, name: &str) -> Organisation {
    let import = import(current, name, &sample(name));
    import
        .organisation
        .unwrap_or_else(|| panic!("{name}: {:#?}", import.report.refused))
}

/// The two trees and the successors of the invented province Mây.
fn may() -> Organisation {
    let old = taken(&Organisation::default(), "tree.csv");
    let both = taken(&old, "tree-later.csv");
    taken(&both, "successors.csv")
}

/// Line, field and reason of everything that was refused; nothing may have been taken.
fn refused(import: &OrganisationImport) -> Vec<(Option<u64>, &str, &str)> {
    assert!(import.organisation.is_none());
    assert_eq!((import.report.created, import.report.changed), (0, 0));
    let refused = import.report.refused.iter();
    refused
        .map(|r| (r.line, r.field.as_str(), r.reason.as_str()))
        .collect()
}

fn code_on<'a>(organisation: &'a Organisation, code: &str, day: Date) -> &'a Agency {
    organisation.find_by_code(code, day).unwrap()
}

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
fn every_flaw_of_the_tree_is_named_on_its_line() {
    let cases = [
        (
            "duplicate.csv",
            3,
            "code",
            "Mã T có hai dòng cùng ngày bắt đầu",
        ),
        (
            "overlap.csv",
            3,
            "valid_from",
            "Mã T đã có đơn vị khác mang từ 01/01/2023",
        ),
        (
            "ends-early.csv",
            2,
            "valid_to",
            "kết thúc trước ngày bắt đầu",
        ),
        (
            "code.csv",
            2,
            "code",
            "Mã “T Mây” chỉ được có chữ cái không dấu",
        ),
        (
            "parent-unknown.csv",
            3,
            "parent_code",
            "Không có đơn vị nào mang mã U",
        ),
        (
            "parent-ended.csv",
            3,
            "parent_code",
            "không có ngày nào trùng",
        ),
        ("ring.csv", 2, "parent_code", "theo vòng tròn: X1, X2"),
        (
            "shared-agency-code.csv",
            3,
            "agency_code",
            "Mã định danh H99 đang dùng cho cả T và X1",
        ),
    ];
    for (name, line, field, says) in cases {
        let import = import(&Organisation::default(), name, &sample(name));
        let found = refused(&import);
        assert_eq!(found.len(), 1, "{name}: {found:#?}");
        assert_eq!((found[0].0, found[0].1), (Some(line), field), "{name}");
        assert!(found[0].2.contains(says), "{name}: {}", found[0].2);
    }
}

#[test]
fn every_flaw_of_a_succession_is_named_on_its_line() {
    let trees = taken(
        &taken(&Organisation::default(), "tree.csv"),
        "tree-later.csv",
    );
    let cases = [
        (
            "successor-of-nobody.csv",
            2,
            "old_code",
            "mang mã X9 trước ngày 01/07/2025",
        ),
        (
            "successor-unknown.csv",
            2,
            "new_code",
            "mang mã X9 vào ngày 01/07/2025 để tiếp nhận X1",
        ),
    ];
    for (name, line, field, says) in cases {
        let import = import(&trees, name, &sample(name));
        let found = refused(&import);
        assert_eq!(found.len(), 1, "{name}: {found:#?}");
        assert_eq!((found[0].0, found[0].1), (Some(line), field), "{name}");
        assert!(found[0].2.contains(says), "{name}: {}", found[0].2);
    }
    let ring = "old_code,new_code,effective_date\nX2-TT,X2,2025-08-01\nX2,X2-TT,2025-09-01\n";
    let import = import(&trees, "vòng.csv", ring.as_bytes());
    let found = refused(&import);
    assert_eq!(
        (found.len(), found[0].0, found[0].1),
        (2, Some(2), "new_code"),
        "{found:#?}"
    );
    assert!(
        found[0]
            .2
            .contains("tiếp nhận nhau theo vòng tròn: X2-TT, X2"),
        "{}",
        found[0].2
    );
    assert_eq!(
        found[1].0,
        Some(3),
        "X2-TT has ended when it should take over"
    );
}

#[test]
fn a_refused_file_leaves_the_organisation_as_it_was() {
    let before = may();
    for name in ["overlap.csv", "bad-cells.csv", "parent-unknown.csv"] {
        assert!(
            import(&before, name, &sample(name)).organisation.is_none(),
            "{name}"
        );
    }
    assert!(before.same_content(&may()));
}

#[test]
fn the_invented_province_loads_and_its_old_units_have_successors() {
    let may = may();
    assert_eq!(
        code_on(&may, "X1", IN_2024).valid_to,
        Some(date(2025, 6, 30))
    );
    assert_eq!(
        code_on(&may, "X2", IN_2024).valid_to,
        Some(date(2025, 6, 30)),
        "ended by its code"
    );
    let desk = code_on(&may, "D-X1", IN_2024);
    let today = may.successor(&desk.id, IN_2026).unwrap();
    assert_eq!(today.name, "Trung tâm Phục vụ hành chính công xã Núi Đèo");
    assert_eq!(
        today.agency_code,
        Some("H99.01.01".parse::<AgencyCode>().unwrap())
    );
    assert!(today.agency_code_invented);
}

#[test]
fn a_second_import_of_every_file_changes_nothing() {
    let before = may();
    for name in ["tree.csv", "tree-later.csv", "successors.csv"] {
        let again = import(&before, name, &sample(name));
        assert!(
            again.difference.is_empty(),
            "{name}: {:#?}",
            again.difference
        );
        assert_eq!(
            (again.report.created, again.report.changed),
            (0, 0),
            "{name}"
        );
        assert_eq!(again.organisation.as_ref(), Some(&before), "{name}");
    }
}

#[test]
fn the_report_of_a_dry_run_counts_and_names_what_somebody_should_see() {
    let old = taken(&Organisation::default(), "tree.csv");
    let open = "code,name,level,kind,parent_code,valid_from,valid_to,source,certainty,note\n\
                K,Kho bạc tỉnh Mây,province,vertical_agency,T,2023-01-01,,bịa,low,\n";
    let old = import(&old, "kho.csv", open.as_bytes())
        .organisation
        .unwrap();
    let dry_run = import(&old, "tree-later.csv", &sample("tree-later.csv"));
    let report = &dry_run.report;
    assert_eq!(
        (report.created, report.changed, report.unchanged),
        (3, 3, 2)
    );
    assert_eq!(report.to_mend.len(), 1, "{:#?}", report.to_mend);
    assert_eq!(
        (report.to_mend[0].line, report.to_mend[0].field.as_str()),
        (None, "valid_to")
    );
    assert!(
        report.to_mend[0]
            .reason
            .contains("không nhắc đến Kho bạc tỉnh Mây (mã K")
    );
    let ended = dry_run
        .difference
        .changed
        .iter()
        .filter(|change| change.fields == ["valid_to"]);
    assert_eq!(
        ended.count(),
        2,
        "the province and X2 end; K only hangs below the new period"
    );
}

#[test]
fn a_desk_without_an_identification_code_is_named_to_mend() {
    let text = String::from_utf8(sample("tree-later.csv"))
        .unwrap()
        .replace("H99.01.01,true", ",");
    let with_its_agencys = import(&Organisation::default(), "cây.csv", text.as_bytes());
    assert_eq!(
        with_its_agencys.report.to_mend,
        [],
        "the code of the commune does as well"
    );
    let text = text.replace("H99.01,true", ",");
    let import = import(&Organisation::default(), "cây.csv", text.as_bytes());
    let to_mend = &import.report.to_mend;
    assert_eq!(to_mend.len(), 1, "{to_mend:#?}");
    assert_eq!(
        (to_mend[0].line, to_mend[0].field.as_str()),
        (Some(4), "agency_code")
    );
    assert!(to_mend[0].reason.contains("chưa cấp được mã hồ sơ"));
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

#[test]
fn the_built_in_province_is_complete() {
    let organisation = built_in();
    let centres: Vec<_> = organisation.desks_on(IN_2026).collect();
    assert_eq!(centres.len(), 39);
    assert_eq!(centres[0].code, "LC-TTPVHCC");
    let of_communes = centres
        .iter()
        .filter(|centre| centre.level == Level::Commune);
    assert_eq!(of_communes.count(), 38);
    assert!(centres.iter().all(|centre| centre.agency_code.is_some()));
    assert!(centres.iter().all(|centre| centre.agency_code_invented));
    assert!(organisation.all().all(|unit| {
        unit.agency_code_invented
            || unit
                .agency_code
                .as_ref()
                .is_none_or(|code| code.as_str() == "H35")
    }));
    let roots: Vec<_> = organisation
        .roots_on(IN_2026)
        .map(|root| root.code.as_str())
        .collect();
    assert_eq!(roots, ["12"]);
    assert_eq!(organisation.gaps_above().count(), 0);
    assert_eq!(organisation.successions().len(), 106);
    let old_desks = organisation
        .desks_on(IN_2024)
        .filter(|desk| desk.level == Level::Commune);
    for desk in old_desks {
        let today = organisation.successor(&desk.id, IN_2026);
        assert!(
            today.is_some_and(|unit| unit.kind == AgencyKind::ServiceCentre),
            "{}",
            desk.name
        );
    }
}

#[test]
fn the_built_in_files_are_taken_one_by_one_and_twice() {
    let mut organisation = Organisation::default();
    for (name, text) in BUILT_IN {
        let import = import(&organisation, name, text.as_bytes());
        assert_eq!(import.report.refused, [], "{name}");
        assert_eq!(import.report.to_mend, [], "{name}");
        organisation = import.organisation.unwrap();
    }
    for (name, text) in BUILT_IN {
        let again = import(&organisation, name, text.as_bytes());
        assert_eq!(
            (again.report.created, again.report.changed),
            (0, 0),
            "{name}"
        );
    }
    let today_alone = import(
        &Organisation::default(),
        BUILT_IN[1].0,
        BUILT_IN[1].1.as_bytes(),
    );
    assert!(
        today_alone.organisation.is_some(),
        "today's tree stands without the old one"
    );
}

/// The folder of reference data; none on a machine that has only the project.
#[expect(
    clippy::disallowed_methods,
    reason = "a test says by its environment where to look"
)]
fn reference(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("MOTCUA_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    folder
        .is_dir()
        .then(|| std::fs::read(folder.join("data/org").join(name)).unwrap())
}

const REAL: [&str; 3] = [
    "lai-chau-2023.csv",
    "lai-chau-2025.csv",
    "lai-chau-successors.csv",
];

/// The three real files, one after the other, with what each changed.
fn real_province() -> Option<(Organisation, Vec<OrganisationImport>)> {
    let mut organisation = Organisation::default();
    let mut imports = Vec::new();
    for name in REAL {
        let import = import(&organisation, name, &reference(name)?);
        assert_eq!(import.report.refused, [], "{name}");
        organisation = import.organisation.clone().unwrap();
        imports.push(import);
    }
    Some((organisation, imports))
}

#[test]
fn the_trees_of_2023_and_2025_and_the_successors_load_into_one() {
    let Some((organisation, imports)) = real_province() else {
        return;
    };
    let created: Vec<_> = imports.iter().map(|import| import.report.created).collect();
    assert_eq!(created, [256, 211, 106]);
    assert_eq!(organisation.all().count(), 256 + 211);
    assert_eq!(organisation.successions().len(), 106);

    let count = |day, of: fn(&Agency) -> bool| organisation.desks_on(day).filter(|d| of(d)).count();
    assert_eq!(count(IN_2024, |_| true), 116);
    assert_eq!(count(IN_2024, |desk| desk.level == Level::Province), 2);
    assert_eq!(count(IN_2024, |desk| desk.level == Level::District), 8);
    assert_eq!(count(IN_2024, |desk| desk.level == Level::Commune), 106);
    let is_centre = |desk: &Agency| desk.kind == AgencyKind::ServiceCentre;
    assert_eq!(count(IN_2026, is_centre), 39);
    assert_eq!(count(IN_2026, |desk| desk.level == Level::Commune), 38);

    let committees = |level: Level, day: Date| {
        let there = organisation
            .all()
            .filter(|unit| unit.is_valid_on(day) && unit.level == level);
        there
            .filter(|unit| unit.kind == AgencyKind::PeopleCommittee)
            .count()
    };
    assert_eq!(
        (
            committees(Level::District, IN_2024),
            committees(Level::Commune, IN_2024)
        ),
        (8, 106)
    );
    assert_eq!(
        (
            committees(Level::District, IN_2026),
            committees(Level::Commune, IN_2026)
        ),
        (0, 38)
    );
}

#[test]
fn what_the_later_tree_does_not_mention_stays_and_is_named() {
    let Some((organisation, imports)) = real_province() else {
        return;
    };
    let named: Vec<_> = imports[1]
        .report
        .to_mend
        .iter()
        .filter(|remark| remark.line.is_none())
        .map(|remark| {
            remark
                .reason
                .split_once("(mã ")
                .unwrap()
                .1
                .split_once(',')
                .unwrap()
                .0
        })
        .collect();
    assert_eq!(named, ["D-BQLKKT", "LC-CT", "LC-KBNN"]);
    assert!(
        code_on(&organisation, "D-BQLKKT", IN_2026)
            .valid_to
            .is_none()
    );
    assert_eq!(
        code_on(&organisation, "12", IN_2024).valid_to,
        Some(date(2025, 6, 30))
    );
    assert_eq!(
        code_on(&organisation, "LC-SNV", IN_2024).valid_to,
        Some(date(2025, 2, 28))
    );
}

#[test]
fn a_dossier_of_2023_shows_its_old_unit_and_its_successor() {
    let Some((organisation, _)) = real_province() else {
        return;
    };
    let name = |day| code_on(&organisation, "03388", day).name.as_str();
    assert_eq!(name(IN_2024), "Ủy ban nhân dân phường Quyết Tiến");
    assert_eq!(name(IN_2026), "Ủy ban nhân dân phường Đoàn Kết");

    let then = date(2023, 3, 15);
    let desk = code_on(&organisation, "D-03391", then).id.clone();
    let shown = organisation.find(&desk).unwrap();
    assert_eq!(
        shown.name,
        "Bộ phận Tiếp nhận và Trả kết quả xã Lản Nhì Thàng"
    );
    let above: Vec<_> = organisation.ancestors_on(&desk, then);
    assert_eq!(above[1].name, "Ủy ban nhân dân huyện Phong Thổ");
    let today = organisation.successor(&desk, IN_2026).unwrap();
    assert_eq!(
        today.name,
        "Trung tâm Phục vụ hành chính công phường Đoàn Kết"
    );

    let department = code_on(&organisation, "LC-STP", then).id.clone();
    let today = organisation.successor(&department, IN_2026).unwrap();
    assert_eq!(today.id, AgencyId::new("LC-STP", REFORM));
    let district = code_on(&organisation, "D-109", then).id.clone();
    assert_eq!(
        organisation.successor(&district, IN_2026),
        None,
        "no district carries on"
    );
}

#[test]
fn every_old_commune_has_one_successor_and_every_new_one_took_over_its_own_code() {
    let Some((organisation, _)) = real_province() else {
        return;
    };
    let communes = |day: Date| {
        organisation.all().filter(move |unit| {
            unit.is_valid_on(day)
                && unit.level == Level::Commune
                && unit.kind == AgencyKind::PeopleCommittee
        })
    };
    for old in communes(IN_2024) {
        assert_eq!(
            organisation.successors(&old.id, IN_2026).len(),
            1,
            "{}",
            old.name
        );
    }
    let renamed = communes(IN_2026)
        .filter(|new| code_on(&organisation, &new.code, IN_2024).name != new.name)
        .count();
    assert_eq!(renamed, 21);
}

#[test]
fn a_second_import_of_the_real_files_changes_nothing() {
    let Some((organisation, _)) = real_province() else {
        return;
    };
    for name in REAL {
        let again = import(&organisation, name, &reference(name).unwrap());
        assert_eq!(
            (again.report.created, again.report.changed),
            (0, 0),
            "{name}"
        );
        assert_eq!(again.organisation.as_ref(), Some(&organisation), "{name}");
    }
}

#[test]
fn a_department_begun_before_the_new_period_of_its_province_has_a_parent_on_every_day() {
    let Some((organisation, _)) = real_province() else {
        return;
    };
    let department = AgencyId::new("LC-SNV", date(2025, 3, 1));
    let province = |day| {
        organisation
            .parent_on(&department, day)
            .map(|above| above.valid_from)
    };
    assert_eq!(province(date(2025, 6, 30)), Some(date(2023, 1, 1)));
    assert_eq!(province(REFORM), Some(REFORM));
    assert_eq!(
        organisation.find(&department).unwrap().parent,
        Some(AgencyId::new("12", REFORM)),
        "the latest period is the one kept"
    );
}

#[test]
fn a_second_province_loads_beside_the_first_with_its_own_codes() {
    let Some((organisation, _)) = real_province() else {
        return;
    };
    let phu_tho = reference("phu-tho-2025.csv").unwrap();
    let import = import(&organisation, "phu-tho-2025.csv", &phu_tho);
    assert_eq!((import.report.created, import.report.changed), (164, 0));
    assert_eq!(import.report.refused, []);
    let both = import.organisation.unwrap();
    let roots: Vec<_> = both
        .roots_on(IN_2026)
        .map(|root| root.code.as_str())
        .collect();
    assert_eq!(roots, ["12", "H44"]);
}

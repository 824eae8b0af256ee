//! What an import tells: successors, what changed, what somebody should mend.

use crate::may::{IN_2024, IN_2026, code_on, may, sample, taken};
use domain::people::agency::{AgencyCode, Organisation};
use integrations::organisation_file::import;
use jiff::civil::date;

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

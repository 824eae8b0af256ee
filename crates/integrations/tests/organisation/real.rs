//! The real files of two provinces, where a machine has them.

use std::path::PathBuf;

use crate::may::{IN_2024, IN_2026, code_on};
use domain::people::agency::{Agency, AgencyId, AgencyKind, Level, Organisation};
use integrations::organisation_file::{OrganisationImport, import};
use jiff::civil::{Date, date};

const REFORM: Date = date(2025, 7, 1);

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

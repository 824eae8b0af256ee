//! The province that comes with the program.

use crate::may::{IN_2024, IN_2026};
use domain::people::agency::{AgencyKind, Level, Organisation};
use integrations::organisation_file::{BUILT_IN, built_in, import};

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
